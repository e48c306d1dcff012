# Bildir

notify-what = Ne bildiriliyor
notify-site = Bir yer bildir
notify-movement = Bir hareket bildir
notify-nil = Kimsenin olmadığını bildir
notify-table = Bir tablodan
notify-look = Gözden geçir
notify-sure = Bu bildirilsin mi?
notify-send = Bildir
notify-back = Yazmayı sürdür
notify-no-permit = Sicil bunu kaydeder; kimsenin rızası gerekmez ve kimse için izin değildir.
nil-hint = Adını verdiğiniz kuvvetlerden kimse bu süre içinde bu alanda değil. Başka kuvvetler için bir şey bildirmez.
keys-notify = Bir yer bildir

## Yazılanlar
names = Adlar
names-hint = Her satırda bir tane: kullanılan her yazı ve her yazılış.
names-known = Sicil size böyle bir adla şunları gösteriyor:
no-gazetteer = Bu sayfada yer adları dizini yok: adlar, tarafınızın bildirdikleri ve öğrendikleri arasında aranır.
legs = Yol
leg = Ayak { $number }
leg-points = Ayağın konumları, her satırda bir tane
leg-add = Bir ayak daha
leg-remove = Çıkar
half-width-m = Yolun yarı genişliği, m
hold = Bekleme noktası { $number }
hold-add = Bekleme noktası
emergency = Acil durum: daha kısa süre isteniyor
vehicles = Araç
more = Bağlantı, işaretler, başvuru, bölge
contact = Her saatte kim aranır
verified-by = Konumu kim denetledi, her satırda bir kişi
marking = Havadan, gece, kızılötesinde görünen işaretler
purpose = Amaç
reference = Kendi başvurunuz
zone-found = Dokunduğu ilk bölge
reconfirm-by = Geçerlilik sonu
expiry-hint = Bir bitiş ya da geçerlilik sonu gerekir: o zaman hâlâ geçerli olduğunu yeniden bildirirsiniz.
drawing-show = Haritada çiz
drawing-hide = Haritayı gizle
drawing-hint = Tıklama bir konum yazar, haritanın orada gösterdiğinden ince değil; daha incesi için yaklaşın.
drawing-label = Çizim haritası; üzerindeki her şey alanlarda da var
forces-nil = Bu kuvvetlerden kimse
precision-m = Kesinlik, m
precision-hint = Gerçek yer yazılandan ne kadar uzak olabilir; yazımından daha ince olamaz.
buffer-m = Uzak durma payı, m
buffer-hint = Başkalarından çevresinde ne kadar uzak durmaları isteniyor.
steering = Metinde gizleyen ya da okuma yönünü çeviren bir karakter var: { $character }. Onsuz yazın.

## Kime bildirilir
shares = Kime bildirilir
shares-why = Burada paylaşılmayan yalnız merkeze gider. Birinin gördüğü görülmüş kalır.
told-register = Sicilin kendisi ve merkez
told-coarse = O zaman denetimler onu bu kabalıkta görür ve adlar verilmez.
share-none = bildirilmez
share-all-exact = Hepsi: tam olarak
share-all-cell = Hepsi: hücreler halinde
share-all-none = Kimse
share-centre-alone = yalnız merkez

## Eksik olanlar
lacks-place = Yer eksik.
lacks-way = Bir ayağın iki konumu ya da genişliği eksik.
lacks-hold = Bir bekleme noktasının konumu ya da yarıçapı eksik.
lacks-window = Bir süre başlamadan bitiyor ya da bir ucu eksik.
lacks-until = Sürenin sonu eksik.
lacks-forces = Kimin insanları: en az birini seçin.
lacks-expiry = Bir bitiş ya da geçerlilik sonu eksik.
lacks-precision = Kesinlik bir uzunluk değil.
lacks-zone = Yalnız var olduğunu bildirmek için bölgesi gerekir.

## Yanlış olabilecekler
noticed = Bir daha bakın
noticed-outside = Burada çizili bütün sınırların dışında.
noticed-no-boundary = Hiçbir bölgenin çizili sınırı yok; birinde olup olmadığı bilinemez.
noticed-duplicate = Yakında yürürlükte benzeri var:
noticed-apart = (en az { $length } uzakta)
noticed-past = Süresi geçmiş.
noticed-stale = Geçerlilik sonu geçmiş: hemen bayatlamış olur.
noticed-late = Çoktan başlamış.
noticed-nobody = Merkezden başka kimseyle paylaşılmıyor.
noticed-wide = Yer yalnız bir kilometreden kaba biliniyor.
noticed-unseen = Bildirimlerinize bakılamadı: bunun ikinci olup olmadığı bilinmiyor.
noticed-many = Bu türden yalnız son { $count } tanesine bakıldı.

## Taslaklar
draft = bir taslak
drafts = Bu makinedeki taslaklar
drafts-none = Taslak yok.
drafts-locked = Taslaklar anahtarınızla mühürlü: görmek için açın.
draft-locked = Anahtarınız kapalıyken hiçbir şey saklanmaz.
draft-kept = Bu makinede taslak olarak duruyor.
draft-signed = imzalı, hat gelince gider
draft-amends = bir değişiklik
draft-go-on = Sürdür
draft-drop = At
draft-drop-sure = Bu taslak atılsın mı?

## Kendi bildirimleriniz
own = Yürürlükteki bildirimleriniz
own-find = Herhangi bir yazılışla ada ya da kimliğe bakarak bulun
own-none = Yürürlükte uyan bildiriminiz yok.
own-all = { $count } bildirimin hepsini göster
receipts = Alındılar
receipt-there = Sicilde duruyor:
flags-noticed = Sicil şunu fark etti:
said-first = Bildirildi
said-again = Değiştirildi
awaits-second = Sayılması için tarafınızdan bir başkasının da imzalaması gerekir.
amend-title = Değiştir
amend-hint = Şimdi yazdığınız, bildirilenin yerine geçer. Bir yerde bir şeyi eksilten, tarafınızdan bir başkası da imzalayınca sayılır.
amend-open = Değiştirmek için aç
amend-look = Gözden geçir
amend-sure = Bu onun yerine konsun mu?
amend-send = Değiştir
report-title = Hareketin gidişini bildir
report-act = Ne oldu
report-at = Ne zaman
report-leg = Hangi ayakta
report-hold = Hangi bekleme noktasında
report-until = Beklenen bitiş
report-way = Şimdi izlediği yol: konumlar, her satırda bir tane
report-send = Bildir
reconfirm-title = Hâlâ geçerli
reconfirm-until = Geçerlilik sonu
reconfirm-send = Hâlâ geçerli olduğunu bildir
withdraw-title = Geri çek
withdraw-hint = Geri çekileni denetimler artık görmez. Bir yer, ancak tarafınızdan bir başkası da imzalayınca kalkar.
withdraw-reason = Neden
withdraw-send = Geri çek
withdraw-sure = Bu bildirim geri çekilsin mi?

## Bir alındı
receipt-title = Sunum belgesi
receipt-print = Yazdır ya da PDF olarak sakla
receipt-pdf = Gönderenin dosyaları için. Yazdırma penceresindeki “PDF olarak kaydet” dosyayı verir.
receipt-record = Kayıt
receipt-heard = Alındı
receipt-signed = İmzalandı, gönderenin saatiyle
receipt-said = Ne
receipt-id = Kimlikler
receipt-proof = Kanıt
receipt-proof-why = Sicilin açık anahtarı olan herkese bu kaydın günlükte durduğunu gösterir.
receipt-no-permit = Gönderenin sicile bildirdiğini gösterir, başka bir şeyi değil. İzin değildir ve üzerinde kimsenin yanıtı yoktur.
receipt-kind-site = bir yer bildirildi
receipt-kind-movement = bir hareket bildirildi
receipt-kind-nil = kimse yok
receipt-kind-amendment = bir değişiklik
receipt-kind-withdrawal = bir geri çekme
receipt-kind-reconfirmation = hâlâ geçerli
receipt-kind-report = bir hareket raporu
receipt-kind-other = başka bir beyan

## Bir tablo
sheet-hint = Programın kendi şablonları, CSV olarak ya da bir tablodan kopyalanan hücreler. Her satır, anahtarınızla imzalı ayrı bir beyan olur.
template-sites = Boş yerler tablosu
template-movement-legs = Boş hareketler tablosu
sheet-file = Bir CSV dosyası
sheet-no-xlsx = Çalışma kitapları (XLSX) burada okunmaz: sayfayı CSV olarak saklayın, hücreleri kopyalayın ya da komut satırını kullanın.
sheet-paste = Ya da yapıştırılan hücreler
sheet-read = Hücreleri oku
sheet-rows = { $count } satır
sheet-no-faults = Hata bulunmadı.
sheet-faults = { $count } satırda hata var.
sheet-faulty-alone = Yalnız hatalı satırlar
sheet-save = CSV olarak sakla
sheet-table = Satırlar; her hücre düzeltilebilir
sheet-row = Satır
sheet-state = Durum
sheet-faulty = hatalı
sheet-ready = gönderilebilir
sheet-with-first = hareketiyle birlikte gider
sheet-send = { $count } beyan gönder
sheet-progress = Gönderme nerede
sheet-halt = Durdur
sheet-faulty-stay = Hatalı satırlar gönderilmez.
sheet-empty = İçinde satır yok.
sheet-template = Bu, bilinen bir şablonun tablosu değil: ilk hücresi şablonu adlandırır.
sheet-column-unknown = Şablonda böyle bir sütun yok:
sheet-column-twice = Bu sütun iki kez var:
sheet-column-missing = Bu sütun eksik:
sheet-too-long = Sayfa { $most } satır ve 4 MB alır: bölün ya da komut satırını kullanın.
sheet-cell-long = Bir hücre çok uzun.
sheet-quote = Bir tırnak açılmış ve kapanmamış.

## Hücre hataları
fault-time = Bu, burada okunan bir zaman değil: 2026-03-01T08:00Z.
fault-time-zone = Yerel saat, time_zone içinde dilimini ister.
fault-time-shift = Dilimin saatleri bu zamanı hiç ya da iki kez gösterdi: farkıyla yazın.
fault-required = Doldurulmalı.
fault-word = Listede böyle bir sözcük yok.
fault-number = Aralığında bir sayı değil.
fault-text = Çok uzun ya da gizleyen karakterler içeriyor.
fault-formula = Formül alınmaz: gösterdiğini yazın.
fault-coordinate = Konum olarak okunamıyor ya da iki türlü okunuyor.
fault-place-missing = Yer yok.
fault-no-gazetteer = Bu sayfada yer adları dizini yok: koordinat verin.
fault-window = Başlamadan bitiyor.
fault-expiry = valid_until ya da reconfirm_by gerekli.
fault-reference = En çok 64 harf, rakam ve - _ . / : #
fault-twice = Bu başvuru iki kez var.
fault-mixed = Ekleme ve geri çekme tek tabloda olmaz.
fault-legs = Bu ayağın numarası iki kez var.
fault-told-already = Sicilde bu başvuru zaten var: değiştirmeyi isteyin.
fault-never-told = Sicilde bu başvuruyla tablodan gelen bir şey yok.
