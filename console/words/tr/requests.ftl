# Sorular

requests-past = Kapananlar da
requests-none = Tarafınıza kimse bir şey sormadı.
requests-none-asked = Henüz bir şey sorulmadı.
requests-overdue = Gecikmiş
requests-due = Yanıt bekleyen
requests-to-come = Gelecek
requests-answered = Yanıtlanan
requests-closed = Kapanan
request-one = Bir soru
request-number = Dizisinin { $number }. sorusu
request-as-of = { $time } itibarıyla
request-due = son süre
request-overdue-for = { $span } gecikti
request-passed-on = herhangi bir nöbetçi masaya aktarıldı
request-reminded = hatırlatıldı
request-closed = süresinden önce değişti
request-whole = bölgenin tümü
request-part = bölgenin bir parçası
request-part-unseen = bölgenin burada bildirilmeyen bir parçası
request-again = Şu süreyle yinelenir
request-until = { $time } zamanına kadar
request-change = Bu soruyu değiştir
request-change-means = Başlamış ve vadesi gelmemiş olan kapanır; şimdi söylediğiniz aşağıdaki ilk zamandan başlar.
request-change-send = Bundan böyle böyle sor
request-changed = Soru değiştirildi.
request-same-part = Bölgenin aynı kısmı
request-end = Bu soruyu bitir
request-end-sure = Bu soru bitirilsin mi? Başlamış ve vadesi gelmemiş olan kapanır; geciken öyle kalır.
request-ended = { $time } bitti
request-gone = Artık gelmez: soru bitirildi ya da değiştirildi.

## Merkez sorar
ask = Sor
ask-whom = Kime sorulur
ask-part = Yalnızca bölgenin bir parçası için
ask-forces = Kuvvet sınıfları
ask-as-of = Hangi an itibarıyla
ask-due = Son süre
ask-order = Süre, başlamadan önce bitiyor.
ask-again = Yinelenir
ask-every = Kaç saatte bir
ask-until = Bundan sonra yok
ask-remind = Hatırlatma, süreden kaç dakika önce
ask-remind-hint = Boş bırakılırsa: bölgenin kurallarındaki gibi.
ask-send = Onlara sor
ask-done = { $count ->
    [one] Bir tarafa soruldu.
   *[other] { $count } tarafa soruldu.
}

## Yanıt
answer-new = Yanıtla
answer-again = Yeniden yanıtla
answer-nil = Kimse yok
answer-nil-hint = adı geçen sınıflardan kimse, bu alanda ve bu sürede
answer-positions = Neredeler
answer-positions-hint = konumlar ve listenin ne için eksiksiz olduğu
answer-refused = Bildirmiyoruz
answer-refused-hint = bu da bir yanıttır
answer-nil-means = “Kimse yok” yanıtı andığı sınıflar, alan ve süre içindir; başka hiçbir şey için değil.
answer-positions-means = Beyan yoksa liste yalnızca kendisini kapsar.
answer-refused-means = Bildirmemek bir yanıttır: sessizlik değildir ve hiçbir şeyi kapsamaz.
answer-reason = İsterseniz nedeni
answer-where = Konumlar
answer-force = Kimin
answer-radius = Yarıçap, m
answer-one-more = Bir tane daha
answer-take-out = Çıkar
answer-from-notified = Yürürlükteki yerlerimizi al
answer-as-notified = bildirildiği gibi
answer-complete = Liste eksiksiz
answer-incomplete = Başkası olup olmadığı açık kalır: yanıt kısmidir.
answer-nobody-of = Bu sınıflardan kimse yok
answer-complete-of = Bu sınıflar için eksiksiz
answer-complete-for = { $forces } için eksiksiz
answer-forces-left = Soruldu, açık kaldı: { $forces }
answer-all-zone = Bölgenin tümü için
answer-all-asked = Sorulan alanın tümü için
answer-no-boundary = Bu bölgenin üzerinde anlaşılmış çizili sınırı yok: alanı belirtin.
answer-area-left = Bunun sorulan alanın tümünü içerip içermediğini sicil bulur.
answer-as-of = Hangi an için doğru
answer-send = Yanıtla
answer-done = Yanıtlandı: kayıt { $index }.
answer-counts = geçerli olan bu
answer-partial = sorulandan az
answer-late = { $span } geç
answer-relayed = başkası yazdı, henüz imzalanmadı
answer-leaves-open = Sorulandan açık kalan
answer-positions-of = { $count ->
    [one] bir konum
   *[other] { $count } konum
}

## Kim neyi bildirdi
cover = Kim neyi bildirdi
cover-caption = Bölge bölge, taraf taraf, UTC zamanıyla. Oklar hücreden hücreye gider. Bu sözcüklerin hiçbiri orada kimse olmadığı anlamına gelmez.
cover-is-not = Hiçbir şey bildirmeyen her yerde olabilir.
cover-around = Şimdiden önce ve sonra
cover-hours = { $hours } sa
cover-none = Size bildirildiği kadarıyla burada kimseye sorulmadı ve kimse yanıtlamak zorunda değil. Bu, orada kimin bulunduğu konusunda hiçbir şey belirtmez.
cover-clock = Sicilin saati kuşkulu: iki kişi bakana kadar buna dayanmayın.
cover-now = şimdi
cover-must = yanıtlamalı
cover-asked = soruldu
cover-part = bir parçasında
cover-line = merkezle hattı açık değil
cover-unreadable = ondan bir şey okunamıyor: hiçbir şey kapsanmış sayılmaz
cover-overdue = { $span } gecikti
cover-due = süre { $time }
cover-nobody-of = şunlardan kimse yok: { $forces }
cover-only = yalnızca: { $forces }
cover-no-class = alanın tümünde hiçbir sınıf
cover-behind = Arkasında ne var
cover-time = Zaman
cover-covered = Bildirilen
cover-not = Bildirilmeyen
cover-stale-from = Eskime başlangıcı
cover-awaited = Beklenen son süre
cover-records = Kayıtlar
standing-answered = YANITLADI
standing-nil = KİMSE YOK DEDİ
standing-partial = KISMEN
standing-refused = BİLDİRMİYOR
standing-contested = İTİRAZLI
standing-unconfirmed = HENÜZ İMZASIZ
standing-unseen = BURADA GÖRÜNMÜYOR
standing-stale = ESKİ
standing-not-due = süresi gelmedi
standing-silent = SESSİZ
standing-no-boundary = ANLAŞILMIŞ SINIR YOK
means-answered = Bu sınıflardan kişilerinin nerede olduğunu bildirdi. Başkaları orada olabilir.
means-nil = Anılan sınıflardan orada kimsesi olmadığını bildirdi. Başka sınıflar ya da başkaları konusunda hiçbir şey belirtmez.
means-partial = Bazı sınıflar ya da alanın bir parçası için bildirdi. Gerisi bilinmiyor.
means-refused = Bildirmiyor. Kişilerinin nerede olduğu bilinmiyor.
means-contested = Bildirdiğine başka bir taraf itiraz ediyor. Kişilerinin nerede olduğu bundan bilinmez.
means-unconfirmed = Bunu başkası yazdı; henüz kendi imzalı sözü değil.
means-unseen = Burada görünmeyen bir şey bildirdi.
means-stale = Bildirdiği, dayanılamayacak kadar eski.
means-not-due = Soruldu, yanıt süresi gelmedi. O zamana kadar hiçbir şey bilinmiyor.
means-silent = Bu zaman için hiçbir şey bildirmedi. Kişileri orada her yerde olabilir.
means-no-boundary = Üzerinde anlaşılmış sınır çizili değil; bölgeyi hiçbir şey kapsayamaz.
