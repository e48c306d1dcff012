# Masa

desk-shared = Bir masa, birkaç kişi: herkes kendi anahtarını açar ve onunla imzalar. Ekranı kilitlemek anahtarı kapatır, hiçbir uyarıyı susturmaz.
desk-other-person = Başka bir kişi
duty = Nöbette kim var
duty-caption = Masalar, orada biri olup olmadığı ve nöbette kimin olduğu
duty-desk = Masa
duty-stands = Durum
duty-on = Nöbette
duty-connected = bir ekran bağlı
duty-not-connected = bağlı ekran yok
duty-never-connected = hiç ekran görülmedi
duty-you = siz
duty-somebody = adsız biri
duty-since = şu zamandan beri
duty-nobody = kimse nöbete başlamadı
duty-not-told = kim olduğu burada bildirilmiyor
duty-you-are-on = Bu masada nöbettesiniz.
duty-last = Buradaki son kişisiniz: gittiğinizde masa hemen, kayıtla, boş kalır ve ona dayanan denetimler yanıt veremez.
duty-last-sure = Başka nöbetçi yok. Nöbeti bırakıp masayı boş mu bırakıyorsunuz?
duty-off = Nöbeti bırak
duty-off-other = Ayrıldı
duty-off-other-sure = Bu kişinin ayrıldığı kayda geçsin mi?
duty-name = Sizi hangi adla sorsunlar
duty-name-hint = Kendi tarafınız için; gerçek adınız olması gerekmez. Boş bırakılabilir.
duty-for-centre = Adı merkez de bilebilir
duty-come = Nöbete başla
attended-attended = biri var
attended-unattended = kimse yok
attended-not-known = bilinmiyor

## Nöbet devri
handover = Nöbeti devral
handover-open = Tarafınız için açık olanlar
handover-nothing = Açık uyarı ya da dur çağrısı yok.
handover-nobody = Bu masada başka nöbetçi yok, devralınacak kimse yok: nöbete başlamak yeter.
handover-from = Kimden
handover-text = Bununla ilgili bir söz
handover-read = Açık olanları okudum, hepsi için imzalıyorum
handover-means = Bundan sonra siz nöbettesiniz, arkadaşınız değil. Bu hiçbir şeyi yanıtlamaz: her uyarı biri alana kadar bekler.
handover-take = Devral
handover-taken = devralındı
handover-alert = bir uyarı
handover-done = Devralındı: kayıt { $index }.

## Hatlar
lines = Hatlar
lines-caption = Her hattın durumu
lines-with = Kiminle
lines-stands = Durum
lines-say = Bir hattın durumunu bildir
lines-since = Ne zamandan beri
lines-theirs = Karşı tarafın ucuyla ilgili
lines-text = Neden
lines-hint = Her tarafın sözü saklanır, kötüsü sayılır.
lines-send = Bildir

## Hat denemeleri
tests = Hat denemeleri
tests-to = Kime
tests-everybody = Kimse seçilmedi: herkese.
tests-means = Yanıt çağrısından başka bir anlamı yoktur.
tests-send = Hattı dene
tests-answer = Yanıt
tests-silent = henüz yanıt yok
tests-passed-on = herhangi bir nöbetçi masaya aktarıldı
tests-here = Yanıtla: buradayız
tests-none = Henüz hat denenmedi.
