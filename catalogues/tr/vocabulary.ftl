# Sicilin kendi sözcükleri, Türkçe. Anahtar: sözlük ve onun sözcüğü, kayıtların ve API'nin yazdığı gibi.

## Ne oldu
event-other = diğer
event-air-strike = hava saldırısı
event-shelling = topçu ateşi
event-fire = hafif silah ya da doğrudan ateş
event-explosion = nedeni bilinmeyen patlama
event-mine = mayın ya da yerleştirilmiş düzenek
event-uncrewed-aircraft = insansız hava aracı
event-movement = kuvvet hareketi
event-crossing = bir hattın geçilmesi
event-access-denied = geçişe izin verilmemesi
event-detention = alıkoyma
event-property = malın alınması ya da yok edilmesi
event-fighting = yerde çatışma
event-air-defence = hava savunma ateşi

## Bir zamanın kesinliği
certainty-exact = verildiği gibi
certainty-about = o sıralarda
certainty-day = o gün
certainty-week = o hafta
certainty-month = o ay
certainty-unclear = bilinmiyor

## Beyanların yanıtladığı sorular
question-what-happened = Ne oldu
question-where = Nerede
question-when = Ne zaman
question-who-was-present = Kim oradaydı
question-who-was-told = Kime bildirildi
question-who-did-it = Kim yaptı
question-casualties = Zarar gören kişiler
question-damage = Hasar
question-compliance = Hükümlere uyuldu mu
question-relations = Aktörlerin birbirine göre durumu

## Öyle miydi
polarity-was = öyleydi
polarity-was-not = öyle değildi

## Nasıl söylendi
channel-statement = açıklama
channel-press = basın toplantısı, söyleşi ya da konuşma
channel-report = haber
channel-social = sosyal medya
channel-telephone = telefon ya da telsiz
channel-letter = mektup
channel-dataset = veri kümesi ya da başvuru kaynağı
channel-meeting = toplantı
channel-witness = orada bulunan biri

## Kişilere ne oldu
harm-killed = ölen
harm-wounded = yaralanan
harm-missing = kayıp
harm-detained = alıkonulan
harm-displaced = yerinden edilen
harm-neutralised-as-claimed = beyana göre “etkisiz hale getirilen”
harm-unspecified = zarar belirtilmemiş

## Kişiler kimdi
category-unspecified = belirtilmemiş
category-soldiers = asker
category-civilians = sivil
category-civil-staff = silahlı kuvvetlerin sivil personeli
category-humanitarian = insani yardım personeli
category-medical = sağlık personeli
category-children = çocuk
category-women = kadın
category-monitors = gözlemci

## Neye zarar verildi
object-unspecified = belirtilmemiş
object-homes = evler
object-medical = sağlık tesisleri ve ambulanslar
object-schools = okullar
object-infrastructure = su, elektrik, yol, köprü
object-vehicles = araçlar
object-armour = zırhlı araçlar
object-artillery = topçu
object-aircraft = hava araçları
object-air-defence = hava savunması
object-posts = mevziler ve karakollar
object-aid = insani yardım malzemesi
object-targets-as-claimed = beyana göre “hedefler”

## Bir hükme nasıl uyuldu
compliance-complied = uyuldu
compliance-breached = uyulmadı

## Aktörlerin birbirine göre durumu
relation-backed-by = destek aldığı
relation-part-of = parçası olduğu
relation-fights-beside = yanında çarpıştığı

## Başkasının beyanına ne deniyor
stance-confirms = aynısını söylüyor
stance-denies = yalanlıyor
stance-cannot-confirm = öyle olduğunu söyleyemiyor
stance-no-answer = yanıt vermedi

## Sayıların çıkarıldığı kurallar
rule-lowest = geri alınmamış ve yerine yenisi verilmemiş beyanların verdiği en küçük sayı
rule-highest = geri alınmamış ve yerine yenisi verilmemiş beyanların verdiği en büyük sayı
rule-latest-of-each-claimant = her beyan sahibinin en son söylediklerinin en küçüğünden en büyüğüne

## Kuvvet sınıfları
force-regulars = düzenli birlikler
force-attached = bağlı birlikler
force-partners = ortak kuvvetler
force-contractors = yükleniciler
force-humanitarian = insani yardım personeli
force-civil = sivil personel ve hizmetler

## Araçlar
means-telephone = telefon
means-radio = telsiz
means-paper = kâğıt
means-in-person = yüz yüze
means-mail = e-posta ya da kısa mesaj

## Bir olaya ilişkin standart sorular
asked-positions = Kuvvetleriniz o sırada neredeydi?
asked-what-was-notified = Neyi bildirmiştiniz: bir mevki mi, bir hareket mi, hangi alan, hangi süre, ne kadar kesin?
asked-when-it-reached-whom = Merkeze ne zaman ulaştı, kim hangi aşamaya kadar bilgi aldığını belirtti?
asked-what-was-requested = O yer ve zaman size soruldu mu, ne yanıt verdiniz?
asked-what-a-nil-covered = “Kimse yok” bildiriminiz hangi kuvvetleri kapsıyordu?
asked-passed-on-to-whom = Size bildirileni ilettiniz mi, kime ve ne zaman?
asked-when-a-stop-came = Durma sözü ne zaman geldi, kim aldı?
asked-clock-and-spelling = Kayıtlarınız hangi saati ve hangi yazımları kullanıyor?
asked-activities-under-way = Orada hangi faaliyetleriniz sürüyordu?
asked-nature = Sizin anlatımınıza göre ne oldu?
asked-extent = Sizin anlatımınıza göre kapsamı neydi: yer, süre, zarar?
asked-threat-to-the-agreement = Sizin anlatımınıza göre anlaşma için anlamı nedir?

## Bir sorunun durumu
state-open = açık
state-overdue = süresinde yanıt yok
state-answered = yanıtlandı
state-answered-late = süreden sonra yanıtlandı

## Yanıt türleri
reply-positions = mevkiler
reply-nil = bu kuvvetlerden kimse yok
reply-claims = beyanlarla
reply-refused = yanıt vermeyi reddediyor
reply-cannot-say = söyleyemiyor
reply-words = sözle

## Bir sorgunun söylediği
outcome-overlap = ÇAKIŞMA
outcome-none-known = BİLDİRİLEN YOK
outcome-unknown = SÖYLENEMEZ

## Bir hattın durumu
line-open = açık
line-degraded = bozuk
line-unattended = yanıt veren yok
line-suspended = askıda
line-withdrawn = çekilmiş

## Neden söylenemez
why-outside-zones = bir bölümü sınırı üzerinde anlaşılmış hiçbir bölgede değil
why-nobody-obliged = burada kimse yanıt vermek zorunda değil: bildirim gönüllüdür
why-silent = bunu kapsayan bir şey söylenmedi
why-stale = söylenen çok eski
why-scope = söylenen bazı kuvvet sınıflarını, alanın ya da sürenin bir bölümünü dışarıda bırakıyor
why-contested = söylenene itiraz var
why-unreadable = gönderilen bir şey okunamıyor
why-erased = içeride bir şey silinmiş ya da yitirilmiş
why-channel = hat açık değil
why-refused = yanıt vermeyi reddetti
why-undisclosed = burada bir şey yeri söylenmeden bildirildi
why-clock = sicilin saati kuşkuluydu
why-budget = sorgu hakkı tükenmişti
why-floor = sorulan, sorulabilenden daha küçük ya da daha kısa
why-relayed-only = bunu kapsayacak olan yalnızca aktarıldı, imzalanmadı
why-boundary-not-agreed = sınır üzerinde anlaşma yok ya da yalnızca söz var
why-stale-inside = içeride bildirilen bir şey zamanında yenilenmemişti
why-plan-unseen = planın hacimleri yitirilmiş

## Bildirim türleri
notification-site = yer
notification-movement = hareket
notification-nil = kimse yok

## Ne kadar kesin bildirildi
resolution-commitment = yalnızca özet değeri olarak
resolution-existence = bir şey olduğu kadar
resolution-cell = hücreler halinde
resolution-exact = tam olarak

## Neden durum eklenmedi
no-state-no-place = Yer yalnızca adıyla biliniyor; bu yüzden sicile onun hakkında bir şey sorulamadı. Olayı açan, koordinat ekleyebilir.
no-state-erased = Yer silindi; orada ne tutulduğu artık sorulamaz.

## Bir beyana ne oldu
became-superseded = yerine yenisi kondu
became-withdrawn = geri çekildi
withdrawn-entered-in-error = geri çekildi: yanlışlıkla girilmiş
withdrawn-taken-back = beyan sahibince geri çekildi

## Durumun sorulduğu an
as-of-event = başladığında
as-of-opening = olay açıldığında

## İddia türleri
kind-small-arms = hafif silahlar
kind-direct-fire = doğrudan ateş
kind-shelling = topçu ateşi
kind-rockets = roketler
kind-air-strike = hava saldırısı
kind-drone = insansız hava aracı
kind-mine = mayın
kind-explosion = patlama
kind-fighting = çatışma
kind-force-movement = kuvvet hareketi
kind-force-presence = kuvvet varlığı
kind-overflight = üstten uçuş
kind-attack-on-civilians = sivillere saldırı
kind-blocked-aid = yardımın engellenmesi
kind-abduction = kaçırma
kind-recruitment = silah altına alma
kind-propaganda = düşmanca propaganda
kind-fortification = tahkimat
kind-restriction = hareketin kısıtlanması
kind-other = diğer
kind-nothing-observed = bir şey gözlenmedi
kind-no-access = erişim yok

## Bir iddianın basamakları, onları söyleyenlerce
step-logged = kaydedildi
step-corroborated = başka kaynaklarca desteklendi
step-verified = yerinde ya da teknik yollarla incelendi
step-concluded = incelendi, bir bulguya varıldı
step-rejected = reddedildi
step-taken-back = geri alındı

## Öbür tarafın bir iddiaya dediği
answer-confirms = aynısını söylüyor
answer-denies = yalanlıyor
answer-cannot-confirm = öyle olduğunu söyleyemiyor

## Silah sınıfları
weapon-any-weapon = herhangi bir silah
weapon-heavy-weapons = ağır silahlar
weapon-tanks = tanklar
weapon-armoured-vehicles = zırhlı araçlar
weapon-multiple-rocket-launchers = çok namlulu roketatarlar
weapon-artillery = topçu
weapon-mortars = havanlar
weapon-missiles = füzeler
weapon-air-defence = hava savunması
weapon-aircraft = insanlı hava araçları
weapon-unmanned-aircraft = insansız hava araçları
weapon-small-arms = hafif silahlar
weapon-mines = mayınlar
weapon-ammunition = mühimmat
weapon-equipment = diğer donanım

## Bir planın durumu
plan-filed = sunulmuş
plan-active = sürüyor
plan-paused = ara verilmiş
plan-ended = bitmiş
plan-cancelled = yapılmayacak

## Bir bültendeki sayıların adları
entries-listed = yazılan
entries-matched = eşleşen
entries-only = yalnız burada
entries-disputed = tartışmalı
entries-pairs = eşleşen çiftler
entries-contested = başka bir tarafın karşı çıktığı
entries-withdrawn = yazanın geri çektiği
entries-corrected = yazıldıktan sonra başka türlü anlatılan
entries-unplaced = listenin yanında: ne bölge ne yer söylenmiş
entries-untold = listenin yanında: anlatım okunamıyor
entries-steps = basamaklar
entries-answers = yanıtlar
entries-beside = listelerin yanında
entries-answers-by-others = başkalarının yanıtları
entries-beside-by-others = listelerin yanında, başkalarından

## O sayıların kuralları neyi sayar
rule-listed = tarafın o gün bölgede başladığını ileri sürdüğü ihlaller, listeler son açıldığında oldukları halde; o zamandan beri geri çekilen veya düzeltilen de yazılı kalır
rule-matched = yayımlayanın bir kişisinin öbür listenin bir satırıyla aynı olay saydığı satırlar; bu, anlatılanların hiçbirini öyle kılmaz
rule-only = ne eşleşen ne tartışmalı olan satırlar; öbür tarafın böyle bir şey yazmaması onun bir sözü değildir
rule-disputed = yayımlayanın bir kişisinin bir gerekçeyle ayırdığı satırlar: ne eşleşmiş ne de yalnız bir tarafın
rule-pairs = her listeden birer satırın eşleştiği çiftler
rule-contested = başka bir tarafın son yanıtının yalanladığı satırlar
rule-withdrawn = yazanın geri çektiği satırlar; öbür bütün sayılarda kalırlar
rule-corrected = yazıldıktan sonra yazanın başka türlü anlattığı satırlar; tür, son söylenene göre sayılır
rule-unplaced = tarafın o zaman için ne bölge ne yer vererek ileri sürdüğü ihlaller; yazılı değildirler ve bu listeye ait olabilirler
rule-untold = anlatımı yayımlayana bildirilmeyen veya silinen ihlaller, gün başlamadan duyulanlar dışında; yazılı değildirler ve bu listeye ait olabilirler
rule-steps = yazanın satırları, son basamağa göre, her biri onu atan için; kimsenin basamağı bir anlatımı öyle kılmaz
rule-answers = yazanın satırları, iki taraftan birinin ve gözleyen veya soruşturanların son yanıtına göre; yanıtsızlık hiçbir taraf için söz değildir
rule-beside = boş gözlemler, erişim kısıtlamaları ve iki tarafın da ileri sürmediği ihlaller, bölge ve gün için, onları yazana göre, o gözleyen veya soruşturan biriyse
rule-answers-by-others = iki taraftan olmayan, gözlemeyen ve soruşturmayan tarafların son yanıtları; kimin oldukları ve ne dedikleri burada söylenmez
rule-beside-by-others = bölge ve gün için boş gözlemler, erişim kısıtlamaları ve ihlaller, iki taraftan olmayan, gözlemeyen ve soruşturmayan tarafların yazdıkları; kimin oldukları ve hangi türden oldukları burada söylenmez
