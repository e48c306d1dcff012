# Sicil

register-parts = Sicilin bölümleri
part-parties = Taraflar
part-keys = Anahtarlar
part-zones = Bölgeler
part-looks = Kim neyi gördü
part-log = Günlük ve sağlık
part-joining = Katılma
part-outbox = Gidenler

## Taraflar ve anahtarlar
parties-caption = Kayıtlı olmak tanınmak değildir.
parties-role = Buradaki yeri
parties-desks = Masalar
parties-no-desk = masa yok
parties-belligerent = çatışmalara katılıyor
role-centre = merkez
role-force = kuvvet
role-humanitarian = insani
role-civil = sivil
role-guarantor = garantör
role-monitor = gözlemci
role-mediator = arabulucu
role-intermediary = aracı
role-investigator = soruşturmacı
role-witness = tanık
keys-caption = Şimdiye dek kaydedilen her anahtar ve durumu. Kişi bir kimlik numarasıdır, ad değildir.
keys-person = Kişi
keys-stands = Durum
keys-act = Yapılabilecekler
keys-this-one = sizin
key-stands-good = yürürlükte
key-stands-revoked = { $time } zamanından beri geri alınmış
key-stands-grace = değiştirildi, { $time } zamanına kadar geçer
key-stands-rotated = değiştirildi, artık geçmez
key-stands-look-again = { $time } zamanından beri geri alınmış bir anahtarla kaydedildi: kimin olduğuna bakın
keys-revoke = Geri al
keys-revoke-title = Bu anahtar geri alınsın mı?
keys-revoke-means = Bu andan sonra imzaladığı, taraf sahip çıkana kadar geçersizdir. Geri alınan anahtar dönmez.
keys-revoke-since = Geçersizlik başlangıcı
keys-revoke-do = ANAHTARI GERİ AL
sessions-end = Oturumlarını bitir
sessions-sure = Bu kişinin bütün oturumları bitirilsin mi?
sessions-ended = Oturumları bitirilen

## Bölgeler
zones-drawn = Bölgenin sınırları küçük çizilmiş; tabloda her biri var
zones-wide = { $length } genişlikte; kuzey yukarıda. Düz çizgi: şimdi geçerli. Kesik: başka bir zaman. Noktalı: ileri sürülen.
zones-not-drawn = Yalnızca sözle: çizilecek bir şey yok.
zones-versions = Sınırlar, söylendikleri sırayla
zones-version = Sürüm
zones-status = Konum
zones-record = Kayıt
zones-claimed-by = ileri süren
zones-in-time = zamanı şimdi
zones-rules = Kurallar
zones-obliged = Kim yanıtlamalı
zones-part = bir parçasında
zones-voluntary = Kimse yanıtlamak zorunda değil: burada bildirmek gönüllüdür.
zones-source = Rakamların geldiği belge
zones-no-rules = Bu bölge için kural konmadı.
boundary-agreed = üzerinde anlaşılmış
boundary-claimed = ileri sürülen
boundary-text-only = yalnızca sözle
rule-freshness = Bir yanıtın taze kaldığı süre
rule-lead = Bir hareket ne kadar önce bildirilir
rule-lead-emergency = Acil durumda ne kadar önce
rule-tolerance = İki süre ne kadar yaklaşabilir
rule-precision = Belirtilmeyen yerde hassasiyet
rule-buffer = Bir denetimin en az payı
rule-halt = En uzun duraklama
rule-outcome = Bir sonucun en uzun ömrü
rule-floor = Bir denetimin en az alanı ve süresi
rule-floor-is = { $area } m², { $span }
rule-budget = Bir tarafın günlük denetimleri
rule-counts = Sayıları sahibine şu kadar sonra bildirilir
rule-patience = Bir uyarı şu kadar sonra aktarılır
rule-reminder = Hatırlatma süreden ne kadar önce gelir

## Kim neyi gördü
looks-hint = Kişilerinizin yeri birine her gösterildiğinde kayda geçer: merkezin bakışları da. Taraflar adlandırılır, kişiler değil.
looks-of = Neyin
looks-again = Yeniden bak
looks-lost = { $count ->
    [one] Bir bakış kaydı artık okunamıyor.
   *[other] { $count } bakış kaydı artık okunamıyor.
}
looks-caption = Tarafınızın bildirdiği kimlere gösterildi, en yenisi önce
looks-when = Ne zaman
looks-by = Kim
looks-what = Ne
looks-how = Ne kadar tam
looks-way = Ne yoldan
looks-times = Kez
looks-nobody = bildirilmedi
looks-none = Kayda geçtiği kadarıyla henüz kimseye bir şey gösterilmedi.
looks-more = { $count ->
    [one] Bir tane daha burada gösterilmiyor.
   *[other] { $count } tane daha burada gösterilmiyor.
}
look-view = ekranda
look-inquiry = bir sorguda
look-export = bir dosyada
look-pack = çevrimdışı pakette
counts = Bildirdikleriniz üzerindeki denetimler
counts-hint = Denetimler ve bölgenin gecikmesi bittikten sonra bölge bölge sayılar: plan, taraf ya da yer yok.
counts-none = Denetimler için henüz bir şey bildirilmedi.
counts-outside = bütün bölgelerin dışında
counts-of = denetim: { $checks }, örtüşen bildirim: { $overlaps }

## Günlük
log-verifies = Günlüğün başı tutuyor
log-broken = GÜNLÜK TUTMUYOR
log-failed = İmzası tutmuyor:
log-other = Bu tarayıcıya daha önce gösterileni sürdürmüyor. İkisini de saklayın, ona dayanmayı bırakın ve öbür taraflarla sesli karşılaştırın.
log-grew = { $count ->
    [one] Bu tarayıcı onu ilk gördüğünden beri ({ $since }) yalnızca büyüdü: bir önceki başla karşılaştırıldı.
   *[other] Bu tarayıcı onu ilk gördüğünden beri ({ $since }) yalnızca büyüdü: { $count } önceki başla karşılaştırıldı.
}
log-first = Bu tarayıcı daha önce bir baş görmedi; bundan sonra her biri bununla karşılaştırılır.
log-witness-other = Bir tanık bu günlüğün başka bir geçmişini gördü:
log-size = Kayıtlar
log-root = Kök
log-origin = Günlük
log-hint = Bu sayfada, sicil kartının anahtarıyla, bağımsız denetleyici tarafından sınanır. Kartın parmak izini başka bir yoldan karşılaştırın.
log-public = { $size } kayıtlık açık başın altındaki imzalar:
log-no-witness = Altında hiçbir tanığın imzası yok.
witness-verified = bu sayfada sınandı, tutuyor
witness-fails = TUTMUYOR
witness-unknown = tanık bilinmiyor
witness-at = imzalandı
witness-claims = kendi verdiği zaman
witness-lacking = Tutan imzası olmayanlar:
witness-quorum = Politikanın istediği kadar tanık imzaladı.
witness-no-quorum = Politikanın istediğinden az tanık imzaladı.
witness-not-logs = Bu başın altında günlüğün kendi imzası tutmuyor: altındaki hiçbir şey sayılmaz.
witness-head-broken = Genel baş okunamıyor ya da bu tarayıcının politikası başka bir günlük anahtarı için.
policy-here = Bu tarayıcının inandıkları:
policy-no-witness = hiçbir tanık
policy-lacks = Bu tarayıcıya politika verilmedi: hiçbir tanığı bilmez, hiçbiri sayılmaz.
policy-take = Ona bir politika ver
policy-other-take = Başka bir politika ver
policy-forget = Politikayı unut
policy-other = Bu politikada bu sicilin günlüğü anahtarıyla yok.
policy-none = Bu bir politika değil:
log-witness-hint = Kime inanılacağı bir politikada yazar: günlüğün ve tanıkların anahtarlarını taşıyan, sicili yürütenden başkasından gelen bir metin. Bu tarayıcıda, bu sicil için saklanır.
health = Sağlık
health-server = Sunucu
health-ready = yanıtlıyor ve kaydediyor
health-not = hazır değil
health-clock = Sicilin saati
health-clock-doubt = kuşkulu: iki kişi bakmalı
health-clock-fine = işliyor
health-ahead = Bu makinenin saatinden farkı
health-genesis = Başlangıç
health-card = Sicil kartı

## Katılma
joining-cards = Kaydedilmeyi bekleyen kartlar
joining-no-card = Bekleyen kart yok.
joining-invite = Birini çağır
joining-new-party = yeni bir taraf
joining-any = herhangi
joining-days = Açık olduğu gün, en çok 14
joining-make = Çağrı yap
joining-once = Bu kod yalnızca şimdi gösterilir. Güvendiğiniz bir yoldan verin:
joining-address = Yeni gelen şunu açar
joining-hide = İlettim
joining-open = Açık çağrılar
joining-until = son
joining-withdraw = Geri çek
enrol-compare = Bu parmak izini tanıdığınız bir sesten dinleyin:
enrol-new = (yeni)
enrol-party-name = Tarafın adı
enrol-desk-name = Masanın adı
enrol-heard = Aynı parmak izini duydum
enrol-do = Anahtarı kaydet
enrol-leave = Bu kartı bırak

## Gidenler
outbox-hint = Dış hedeflere masada bir şey olduğu bildirilir, başka hiçbir şey değil.
outbox-targets = Hedefler
outbox-target = Hedef
outbox-taken = Son aldığı
outbox-waiting = Bekleyen
outbox-dead = Ölü
outbox-gone = artık yapılandırmada yok
outbox-none = Dış hedef yok.
outbox-letters = Bekleyen ya da ölü mektuplar
outbox-letter = Neyin
outbox-since = Bekleme başlangıcı
outbox-stands = Durum
outbox-tried = { $count ->
    [one] bir kez denendi
   *[other] { $count } kez denendi
}
outbox-drop = Bırak
outbox-drop-sure = Bu mektup bırakılsın mı? Temsil ettiği şey sicilde kalır.
letter-stop = dur çağrısı
letter-line-test = hat denemesi
letter-alert = uyarı
letter-request = soru
letter-waiting = bekliyor
letter-dead = ölü
