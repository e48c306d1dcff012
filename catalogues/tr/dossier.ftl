# Bir olayın dosyası.

dossier-title = Bir olayın dosyası
dossier-drawn = { $origin } sicilinden, { $size ->
    [one] { $size } kayıttayken
   *[other] { $size } kayıttayken
} çıkarıldı: { $at }.
dossier-attributed = Her satır, adını verdiği kişinin ya da kurumun sözüdür. Sicil bunların hiçbirini söylemez, hiçbirini tartmaz.
dossier-caveat = Bir anlaşma başka türlü demedikçe bildirim gönüllüdür. Sicilde bulunmamak kimsenin korunmasını ortadan kaldırmaz. Orada insanlar bulunabilir. Araştırma yükümlülüğü değişmez. Alındı belgesi izin değildir.
dossier-eyes = Kimin gözünden: { $party }.
dossier-page = Sayfa { $page } / { $pages }

section-incident = Olay
section-versions = Sürümleri
section-state = Sicilde o yer ve zaman hakkında ne vardı
section-requests = Taraflara ne soruldu, ne yanıtladılar
section-claims = Yan yana beyanlar
section-numbers = Sayılar nasıl değişti
section-figures = Çıkarılan sayılar, her biri kuralıyla
section-left-out = Neler, niçin dışarıda bırakıldı
section-verify = Günlük ve bunun nasıl denetleneceği

label-id = Olay
label-opened-by = Açan
label-opened-at = Açıldığı zaman
label-record = Kayıt
label-kind = Açanın sözüyle türü
label-when = Ne zaman
label-clock = Verildiği gibi saat
label-where = Nerede, verilen bütün yazımlarla
label-words = Sözle
label-outcome = Bir sorgunun vereceği yanıt
label-missing = Eksik olan
label-what = Ne
label-whose = Kimin
label-stood = Durumu
label-question = Soru
label-state = Durum
label-answer = Yanıt
label-claimant = Kimin sözü
label-says = Ne
label-said = Nasıl ve ne zaman, kaynak, kayıt
label-number = Sayı
label-became = Sonra ne oldu
label-counted = Sayılan
label-figure = Çıkarılan sayı
label-origin = Günlüğün adı
label-size = Günlükteki kayıt sayısı
label-root = Günlüğün kökü
label-checkpoint = İmzalı denetim noktası
label-until = Süre
label-asked-by = Soran
label-asked = Sorulduğu zaman

place-also = { $name } (ayrıca { $others })
place-words = { $words }: { $name }
place-on-map = haritada bir yer
place-erased = silinmiş

time-at = { $utc } UTC
time-at-clock = { $utc } UTC ({ $local }, saat { $offset })
time-at-unstated = { $utc } UTC (saat belirtilmemiş)
time-certainty = { $time }, { $certainty }
time-unknown = tarih bilinmiyor
time-from-until = { $from } – { $until }

count-exact = { $best }
count-between = { $low } ile { $high } arası
count-at-least = en az { $low }
count-at-most = en çok { $high }
count-not-given = sayı verilmemiş
count-best-between = { $best } ({ $low } ile { $high } arası)
count-best-at-least = { $best } (en az { $low })
count-best-at-most = { $best } (en çok { $high })

counted-people = { $harm }: { $category }
counted-people-of = { $harm }: { $category } ({ $whose })
counted-things = hasar: { $object }
counted-things-of = hasar: { $object } ({ $whose })

says-number = { $counted }: { $number }
says-named = { $named ->
    [one] bunlardan { $named } kişi adıyla anılıyor
   *[other] bunlardan { $named } kişi adıyla anılıyor
}
says-denied = Söz sahibi { $claimant }; öyle değildi:
says-told = bildiren: { $teller }
says-told-whom = bildirilen: { $whom }
says-told-means = yolu: { $means }
says-told-when = zamanı: { $when }
says-forces = kuvvetler: { $forces }
says-clause = madde { $clause }, { $agreement }: { $how }
says-clause-by = kim: { $party }
says-relation = { $actor }: { $relation }: { $other }
says-not-at-hand = beyanın içeriği elde yok

said-how = { $channel }, { $when }
said-speaker = konuşan: { $speaker }
said-reported = aktaran: { $source }
said-clock = saat şöyle verilmiş: { $clock }
said-source = kaynak: { $source }
said-hash = belgenin SHA-256 özeti: { $hash }
said-original = aslı ({ $language }):
said-original-plain = aslı:
said-translation = çevirisi:
said-remark = not, { $party }:
said-entered = giren: { $party }, kayıt { $record }
said-withdrawn = { $withdrawn } (giren: { $party }, { $at }, kayıt { $record })
said-superseded = yerine konan: { $claim }
said-stance = { $claimant }: { $stance } ({ $stated })

somebody-erased = adı silinmiş biri (kayıt { $record })
somebody-outside = { $name } (kayıt dışı)
somebody-actor = { $name } (aktör)

state-version = Sürüm { $number } / { $of }, kayıt { $record }
state-attached = { $then ->
    [one] başladığında { $then } kayıt
   *[other] başladığında { $then } kayıt
}, { $since ->
    [one] açıldığında { $since } kayıt
   *[other] açıldığında { $since } kayıt
}
state-register = sicil
state-nothing = burada o yer ve zaman hakkında kayıt yok; bu, orada kimsenin bulunmadığı anlamına gelmez
state-notification = bildirim { $id }, { $resolution } bildirilmiş
state-position = bir yanıtta verilen mevki
state-undisclosed = yeri söylenmeden bildirilmiş
state-unreadable = gönderilmiş, okunamıyor
state-request = soru
state-request-answers = { $answers ->
    [0] o ana dek yanıt yok
    [one] o ana dek { $answers } yanıt
   *[other] o ana dek { $answers } yanıt
}
state-declaration = kapsam bildirimi, kuvvetler: { $forces }
state-line = merkezle hat
state-relayed = başkası adına yazan: { $party }
state-informed = başka yolla bildirilmiş, söz sahibi { $party }
state-check = sorgu
state-plan = plan { $id }
state-sent = gönderilmiş, bilgi alındığı belirtilmemiş
mark-stale = eskimiş
mark-contested = itirazlı
mark-relayed = aktarılmış
mark-late = gecikmiş
mark-standing = not yok
missing-of = { $party }: { $why }
missing-alone = { $why }
missing-none = yok

request-none = Kimseye bir şey sorulmadı.
request-positions = { $positions ->
    [one] { $positions } mevki, burada yazılmadı
   *[other] { $positions } mevki, burada yazılmadı
}
request-nil = şunlardan kimse yok: { $forces }, { $window }
request-claims = şu beyanlarla: { $claims }
request-sealed = yalnızca soran için
request-erased = verilen yanıt silindi

claims-none = Hiç beyan girilmedi.
numbers-none = Hiçbir beyan sayı vermiyor.

figure-drawn = { $figure }, { $claims ->
    [one] { $claims } beyandan
   *[other] { $claims } beyandan
} “{ $rule }” kuralıyla çıkarıldı
figure-range = { $low } ile { $high } arası
figure-or-fewer = { $figure } veya daha az
figure-or-more = { $figure } veya daha çok
figure-none = Sayı çıkarılmadı.

left-out-places = Yerlerin, mevkilerin ve bildirilenlerin koordinatları: dosya elden ele gezer, sicil ise insan bulmaya yaramamalıdır.
left-out-persons = Zarar görenlerin ve güvenle konuşanların adları: mühürlüdür, dosya hiçbir şeyi açmaz.
left-out-readers = { $party } için okunmayacak olanlar.
left-out-later = { $size } numaralı kayıttan sonra yazılanlar.
left-out-state = Sicilde ne olduğu: sunucuya “incident state” komutuyla sorulur ki kimin baktığı kayda geçsin.
left-out-alerts = Tek tek uyarılar ve bilgi almanın her basamağı: sicildedir, “incident state” komutu gösterir.

verify-how = Sicilin kartı ve bir kanıt paketi elinde olan herkes, burada anılan her kaydı bu denetim noktasıyla çevrimdışı ve kimseye güvenmeden karşılaştırabilir:
verify-records = “Kayıt” sözünden sonraki sayı, kaydın günlükteki yeridir. Alındı belgesi kaydın orada durduğunu kanıtlar; söylediğinin öyle olduğunu kanıtlamaz.
quoted = “{ $words }”
comma = ,
