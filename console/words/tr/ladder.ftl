# Basamaklar

inbox = Not edilmeyi bekleyen
inbox-none = Not edilmeyi bekleyen bir şey yok.
inbox-more = { $count ->
    [one] Bir tane daha burada gösterilmiyor.
   *[other] { $count } tane daha burada gösterilmiyor.
}
ladder-own = Bildirdiklerimiz
ladder-own-none = Tarafınızın yürürlükte bildirimi yok. Bildirim “Bildir” odasında yapılır.
ladder-back = Hepsi
ladder-detail = Bildirilen
ladder-latest = Son bildirildiği gibi
ladder-earlier = Daha önce bildirildiği gibi
ladder-caption = Kimlere bildirildiği ve her birinde, kendi beyanıyla, nereye kadar vardığı
ladder-told = { $how } bildirildi
ladder-item = gelen kutusunda no. { $number }
ladder-register = sicil
ladder-silent = SESSİZ: GÖNDERİLDİĞİNDEN BERİ SÖZ YOK
ladder-no-word = söz yok
ladder-to-nobody = Merkez dışında kimseye bildirilmedi.
ladder-not-to-you = Bu sürüm tarafınıza bildirilmedi.
ladder-means = Her basamak tarafın kendi sözüdür, zamanıyla. Hiçbiri bir şeyi kabul ettiği anlamına gelmez; söz olmaması da okunmadığı anlamına gelmez.
ladder-untold = Bildirilmeyenler:
ladder-others = Başka kimlere bildirildiği, sahibi ile onlar arasındadır.
ladder-cut = { $index } numaralı kayda kadar bakıldı; sonraki sözler henüz gösterilmiyor.
ladder-go-on = Sürdür
ladder-dispute = İtiraz
ladder-otherwise = Başka yollarla bildirildi, bildirenin beyanıyla
ladder-somebody = biri
ladder-read-back = geri okundu
ladder-say = Bizde nereye kadar vardı
ladder-say-hint = Her söz imzalanır ve saklanır; basamaklar herhangi bir sırayla gelebilir.
ladder-text = Kime, soru ya da neden
ladder-reply = Yanıtımız
ladder-reply-text = Yanıt metni
rung-sent = Gönderildi
rung-delivered = Ulaştı
rung-received = Alındı
rung-acknowledged = Not edildi
rung-ingested = Sistemlere işlendi
rung-disseminated = Birliklere aktarıldı
rung-queried = Soru
rung-contested = İtiraz edildi
rung-returned = Geri gönderildi
say-received = Alındı
say-acknowledged = Not et
say-ingested = Sistemlerimize işlendi
say-disseminated = Aktarıldı
say-queried = Sor
say-returned = Geri gönder
say-dispute = İtiraz et
say-lift = İtirazı geri al
say-reply = Yanıtla
dispute-raised = itiraz ediyor
dispute-replied = yanıtlıyor
dispute-lifted = itirazını geri alıyor
