# Konsolun Türkçe sözleri. Sicilin sözleri (sonuçlar, kuvvetler, türler) catalogues/tr/vocabulary.ftl içindedir.

## Her yerde
looking = Aranıyor …
working = Sürüyor …
close = Kapat
cancel = Vazgeç
all = Hepsi
try-again = Yeniden dene
language = Dil
theme = Açık ya da koyu
theme-hours = Gece koyu
theme-light = Açık
theme-dark = Koyu
theme-system = Sistem gibi
ago = { $span } önce
until-then = { $span } sonra
after = { $span } sonra
as-of = durum:
caveat = Sicile bildirmek, bir anlaşma başka türlü düzenlemedikçe gönüllüdür. Sicilde olmayan hiç kimse herhangi bir korumayı yitirmez ve burada ne yazarsa yazsın insanlar bulunabilir. Harekete geçenin denetleme görevi önceki gibidir. Alındı bir geçiş belgesi değildir.
exercise = TATBİKAT
pages = Sayfalar
page-before = Önceki
page-next = Sonraki
page-of = { $page } / { $pages }

## Oturum
sign-in = Oturum aç
sign-in-register = Canlı hatta bir sicil:
sign-in-key = Bu tarayıcının anahtarı
sign-in-file = Anahtar dosyası
sign-in-invitation = Davet
key = Anahtar
key-waits = kaydı bekliyor
passphrase = Parola cümlesi
passphrase-new = Bu tarayıcı için yeni parola cümlesi
passphrase-of-file = Dosyanın parola cümlesi
passphrase-hint = En az { $least } karakter. Anahtarı bu makinede mühürler ve makineden hiçbir biçimde çıkmaz; o olmadan anahtarı kimse açamaz.
passphrase-wrong = Bu parola cümlesi anahtarı açmıyor.
forget-key = Bu anahtarı tarayıcıdan çıkar
forget-key-sure = “{ $name }” anahtarı bu tarayıcıdan çıkarılsın mı? Dosyasının kopyası yoksa yok olur.
key-files = Anahtar, kart ve zincir
key-files-hint = Komut satırının yaptığı NAME.key, NAME.card ve NAME.chain; birlikte seçin. Bu sayfada okunur, hiçbir yere gönderilmezler.
file-kind-key = anahtar
file-kind-card = kart
file-kind-chain = zincir
file-unknown = { $file } ne anahtar, ne kart, ne zincir.
file-not-a-key = Bu bir anahtar dosyası değil.
file-not-a-party = Bu anahtar beyan imzalamak için değil.
file-damaged = Anahtar dosyası bozuk: bir kopyasını koyun.
file-sealed = Bu anahtar dosyası mühürlü: parola cümlesini yazın.
file-wrong-passphrase = Parola cümlesi dosyayı açmıyor.
file-not-a-chain = Zincir dosyası bozuk: bir kopyasını koyun ya da bırakın.
card-damaged = Kart bozuk ya da bu anahtarın kartı değil.
card-other-register = Kart başka bir sicilin.
load-and-sign-in = Yükle ve oturum aç
enrol-hint = Merkez bir kart için kod verir. Anahtar bu tarayıcıda yapılır ve ondan hiç çıkmaz; kart kimin olduğunu belirtir.
invitation-code = Davet kodu
card-name = Karttaki ad
card-name-hint = İnsanlar için bir satır: masa ya da nokta. Kişi adı değildir.
enrol-ids = Merkez belirttiyse taraf ve masa
enrol-ids-hint = Boş bırakılırsa yenileri çekilir.
party-id = Taraf
desk-id = Masa
enrol-send = Anahtar yap ve kartını gönder
enrol-sent = Kart gönderildi
enrol-read-aloud = Bu parmak izini merkeze, orada tanınan bir sesle okuyun:
enrol-then = Merkez anahtarı kaydedince onunla oturum açın.
no-line-title = Sicile hat yok
no-line-kept = Sunucu yanıt vermiyor. Bu tarayıcının son gösterdiği, anahtarınızın parolasıyla açılır; eskidir.
kept-open = Son gösterileni aç
kept-nothing = Bu anahtar için burada bir şey saklanmamış.
old-title = HAT YOK: gösterilen eski
old-as-of = { $time } anına ait, { $span } önce.
old-room = Bu odanın listeleri { $time } tarihli, { $span } önceki.
old-since = O zamandan beri gelenler bu ekranda değil. Yazdığınız burada saklanır, hat gelince gider.
old-leave = Çık
key-open = Anahtarınız açık: bu sayfa onunla imzalar.
key-locked = Anahtarınız kapalı: sayfa okunur, hiçbir şey imzalamaz.
unlock = Anahtarı aç
unlock-title = Anahtarınızı açın
unlock-why = Buradan gönderilen, anahtarınızla imzalanır.
key-elsewhere = Bu oturumun anahtarı bu tarayıcıda değil. Oturumu kapatıp yükleyin.
lock-screen = Ekranı kilitle
locked-title = Ekran kilitli
locked-why = Yanıt bekleyenler görünmeyi ve duyulmayı sürdürür.
sign-out = Oturumu kapat

## Ev
rooms = Odalar
rooms-more = Diğer
room-now = Şimdi
room-requests = Sorular
room-notify = Bildir
room-plan = Plan ve denetim
room-stop = Dur
room-ladder = Basamaklar
room-desk = Masa
room-register = Sicil
room-inquiry = İnceleme
room-happened = Ne oldu
skip-to-room = Odaya
local-time = Burada
bar-log = Günlük
bar-witnesses = Tanıklar
bar-unverified = { $count } sınanmadı
bar-channels = Hatlar
bar-stream = Akış
stream-live = canlı
stream-cut = KESİK
frugal = Yavaş hat: harita ve yazı tipi yok
not-submitted = SUNULMADI
not-submitted-why = Sicilden yanıt yok. Burada tutulur ve yeniden gönderilir.
send-again = Yeniden gönder
said-alert-acknowledged = Uyarı alındı
said-notification = Bir bildirim
said-amendment = Bir değişiklik
said-withdrawal = Bir geri çekme
said-reconfirmation = Hâlâ geçerli olduğu
said-report = Bir hareket raporu
said-check = Bir denetim
said-plan = Plan sunuldu
said-plan-step = Planda bir adım
said-stop = DUR
said-stop-reply = Dur çağrısına yanıt
said-stop-end = Dur çağrısının sonu
said-told = Birine başka yoldan bildirildiği
said-request = Bir soru
said-answer = Bir soruya yanıt
said-rung = Nereye kadar vardığı
said-dispute = İtirazda bir söz
said-sign-on = Nöbete başlama
said-sign-off = Nöbeti bırakma
said-handover = Nöbet devri
said-line = Bir hattın durumu
said-line-test = Hat denemesi
said-line-test-answer = Hat denemesine yanıt
said-enrolment = Kayıt
said-revocation = Bir anahtarın geri alınması
said-incident = Bir olay açıldı
said-information = Bir olay hakkında yanıt
said-claim = Bir söz yazıldı
said-to-claim = Bir söze ilişkin tutum
said-allegation = Bir sav yazıldı
said-allegation-answer = Bir sava yanıt
said-allegation-step = Bir sav için basamak
said-pair = İki satır hakkında yargı
said-claim-withdrawal = Bir söz geri çekildi
said-information-request = Bir olay hakkında soru
said-lists = İki liste yan yana
said-entry-dispute = Bir satır tartışmalı olarak ayrıldı
said-bulletin = Bir bülten yayımlandı

## Klavye
keys-title = Klavye
keys-room = “{ $room }” odasına
keys-alert = İlk uyarıyı al
keys-lock = Ekranı kilitle
keys-this = Bu liste
keys-escape = Pencereden çık
keys-table = Tablo olarak
keys-feed = Akış olarak
keys-map = Harita olarak
keys-filter = Süzgeçlere
keys-next = Sonraki
keys-before = Önceki
keys-close = Ayrıntıyı kapat
keys-stop = Dur gönder

## Uyarılar
alerts = Uyarılar
alerts-open = { $count ->
    [one] Bir uyarı yanıt bekliyor.
   *[other] { $count } uyarı yanıt bekliyor.
}
alerts-more = { $count ->
    [one] Bir tane daha
   *[other] { $count } tane daha
}
alerts-fewer = Daha az
alerts-of-others = { $count ->
    [one] Bir uyarı başka bir tarafta bekliyor.
   *[other] { $count } uyarı başka taraflarda bekliyor.
}
alerts-unknown = Uyarı bekleyip beklemediği bilinemez: hat yok.
acknowledge = Alındı bildir
alert-waiting = { $span } bekliyor
alert-plan = plan
alert-see-stop = gör ve yanıtla
alert-stop-title = DUR
alert-stop = Bir dur çağrısı sizi ilgilendiriyor
alert-outcome-changed = Süren bir planın sonucu değişti
alert-movement-overdue = Bir hareket süresini aştı ve bildirmedi
alert-halt-too-long = Bir duraklama kuralların öngördüğünden uzun: geçici bir yer bildirin
alert-request-overdue = Bir istek gecikti
alert-request-due = Bir isteğin süresi yakında doluyor
alert-reconfirm-due = Bir bildirimin yenileme zamanı geçti
alert-unreadable = Okunamayan bir şey geldi
alert-channel = Bir hattın durumu değişti
alert-escalated = Bir uyarı zamanında yanıtlanmadı
alert-probing = Denetimler arama düzeninde geliyor
alert-budget-used = Bir tarafın günlük denetimleri bitti: telefon edin
alert-clock-doubted = Saat atladı: biri merkezden iki kişi bakmalı
alert-line-test = Hat denemesi: yanıtlayın, başka bir anlamı yok
alert-unattended = Bir tarafın son görevlisi ayrıldı: telefon edin
record-number = kayıt { $index }

## Bildirimin durumu
stands-in-force = yürürlükte
stands-as-told = bildirildiği gibi
stands-over = geçti
stands-stale = eskidi
stands-overdue = gecikti
stands-contested = itirazlı
stands-relayed = aktarılmış
stands-disowned = sahiplenilmedi
stands-withdrawn = geri alındı
stands-awaits-withdrawal = geri almak için ikinci imza bekliyor
stands-awaits-amendment = değişiklik için ikinci imza bekliyor
stands-departed = yola çıktı
stands-holding = bekliyor
stands-delayed = gecikiyor
stands-deviated = başka yolda
stands-arrived = vardı
stands-aborted = yarıda kesildi

## Sicilin fark ettikleri
flag-late = geç
flag-short-lead = kısa süre
flag-outside-zones = bölgelerin dışında
flag-duplicate = belki yinelenmiş
flag-chain-gap = zincirde boşluk
flag-chain-fork = zincirde çatal
flag-quarantined = karantinada
flag-relayed = aktarılmış
flag-unreadable = okunamıyor
flag-undisclosed = açıklanmamış
flag-inconsistent = tutarsız
flag-clock-skew = saat kaymış
flag-answer-late = geç yanıt
flag-answer-partial = istenenden az
flag-awaits-second = ikinci imza bekliyor
flag-awaits-countersignature = karşı imza bekliyor
flag-grace-over = ek süre bitti
flag-emergency = acil
flag-precision-assumed = kesinlik varsayıldı
flag-unknown-recipient = bilinmeyen alıcı

## Sorunlar
problem-no-line = Sunucu yanıt vermiyor. Gösterilen eski olabilir.
problem-not-signed-in = Oturum açın.
problem-session-over = Oturum bitti: yeniden açın.
problem-signature = Anahtar burada kayıtlı değil ya da artık yürürlükte değil.
problem-not-allowed = Bu sizin rolünüz için değil.
problem-not-found = Burada böyle bir şey yok ya da tarafınız için değil.
problem-too-many-requests = Bir anda çok şey istendi: biraz bekleyin.
problem-unavailable = Sicile şu anda ulaşılamıyor.
problem-outcome-unknown = Kayda geçip geçmediği bilinmiyor; aynısı yeniden gönderilir.
problem-overload = Sicilin işi çok: yeniden gönderilir.
problem-no-space = Sicilin diski dolu: işletenine telefon edin.
problem-key-revoked = Bu anahtar artık yürürlükte değil.
problem-wrong-state = Durum artık öyle değil: yeniden bakın.
problem-not-the-owner = Bunu yalnız sahibi yapabilir.
problem-over-limit = Bu, sicilin bir sınırını aşıyor.
problem-invalid = Sicil geri çevirdi.
problem-not-verified = Denetimden geçmiyor.
problem-clock-in-doubt = Sicilin saati kuşkulu: merkeze telefon edin.
problem-internal = Bir şey başarısız oldu.
problem-other = Sicil bir sorunla yanıt verdi.

## Yerler ve süreler
filter-zone = Bölge
column-party = Taraf
detail = Bir bildirim
field-from = Başlangıç
field-until = Bitiş
field-place = Yer
field-text = Sözle
area-of = { $count } köşeli bir alan
map-base = Kıyılar: Natural Earth. Sınır ve ad yok.
map-zoom-in = Daha yakın
map-zoom-out = Daha uzak
area-circle = Bir konumun çevresi
area-polygon = Bir alanın köşeleri
position = Konum
position-hint = Ondalık derece, dakika ve saniyeli derece, MGRS ya da UTM; önce enlem.
position-wrong = Bu, burada okunan bir yazımla konum değil.
radius-km = Yarıçap, km
radius-m = Yarıçap, m
corners = Köşeler, her satırda bir tane
read-back = Geri okundu:
read-precision = (yazımından { $length } içinde)
window-wrong = Süre başlamadan bitiyor.
radio = Telsizde okumak için

## Bildirimler
column-what = Ne
field-category = Sınıf
field-mode = Nasıl
field-forces = Kuvvetler
radius-of = yarıçap { $length }
category-of-site-office = büro
category-of-site-warehouse = depo
category-of-site-residence = konut
category-of-site-health = sağlık
category-of-site-school = okul
category-of-site-camp = kamp
category-of-site-water = su
category-of-site-power = elektrik
category-of-site-infrastructure = altyapı
category-of-site-distribution = dağıtım
category-of-site-observation-post = gözlem noktası
category-of-site-liaison = irtibat
category-of-site-position = mevzi
category-of-site-halt = duraklama
category-of-site-other = başka
mode-overland = kara
mode-waterborne = su
mode-air = hava
mode-foot = yaya
mode-evacuation = tahliye
own-acts = Değiştir, bildir, geri çek

## Ağsız doğrulayıcı
verifier-open = Ağsız doğrulayıcıyı aç
verifier-keep = Dosya olarak sakla
verifier-why = Bir sayfa, bir dosya: paketi ya da makbuzu sicilin kartıyla içine sürükleyin. Kimseye bir şey sormaz, ağ olmadan diskten çalışır.
verifier-compare = Bir sicili sunan başka bir sayfa da sunabilir: dosyayı size başka yoldan gelenle karşılaştırın.
