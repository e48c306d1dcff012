# Okurun haritalardaki kendi katmanları

layers = Katmanlar
layers-own = Kendi katmanlarınız
layers-why = Sizin dosyalarınız: bu tarayıcıda okunur, hiçbir yere gönderilmez.
layers-no-part = Sicilin değildir: hiçbir denetim, inceleme ya da rapor onları kullanmaz, üzerlerinde hiçbir şey seçilemez.
layers-file = Dosya ekle: GeoJSON (WGS 84) ya da PMTiles
layers-drop = Ya da haritanın üzerine bırakın.
layers-closed = Saklanan katmanlar anahtarınızla mühürlü.
layers-left = Eklenmedi; geri kalan her şey olduğu gibi:
layers-caption = Kendi katmanlarınız:
layers-not-register = sicilden değil
layer-added = { $name } eklendi.
layer-removed = { $name } kaldırıldı.
layer-moved = { $name } şimdi { $place }. sırada ({ $all } katman).
layer-count = { $count ->
    [one] { $count } nesne
   *[other] { $count } nesne
}
layer-placeless = yeri olmayan: { $count }
layer-zooms = yakınlık düzeyleri { $least }–{ $most }
layer-vector = vektör
layer-picture = resim
layer-names = Adlar
layer-no-names = yok
layer-keep = Gelecek sefer için bu makinede, anahtarınızla mühürlü saklanır
layer-passing-closed = Anahtarınız açık olmadıkça yalnız bu oturum için.
layer-passing-large = Yalnız bu oturum için: { $most } MB’tan büyük.
layer-passing-room = Yalnız bu oturum için: bu makinede saklayacak yer kalmadı.
layer-passing-key = Yalnız bu oturum için: anahtarınızın bu tarayıcıda onu mühürleyecek bir şeyi yok. Anahtarı çıkarın ve dosyasını yeniden yükleyin.
layer-see = Oraya git
layer-up = { $name } katmanını yukarı taşı
layer-down = { $name } katmanını aşağı taşı
layer-away = Kaldır
layer-remove = Kaldır: { $name }
layer-stumbled = Bazı karoları okunamıyor ve çizilmedi.

## Bir dosya neden alınmadı
layer-empty = dosya boş.
layer-unknown = bu ne GeoJSON ne de PMTiles. İkisinden biri olarak saklayın.
layer-utf8 = metin okunamıyor: UTF-8 olarak saklayın.
layer-large = { $most } MB’tan büyük GeoJSON burada okunmaz. Ondan PMTiles yapın.
layer-not-json = bu JSON değil ya da yarıda kesilmiş.
layer-type = türü “{ $type }”; GeoJSON’da böyle bir tür yok.
layer-members = “{ $member }” yok ya da bir liste değil.
layer-member = { $feature }. nesne GeoJSON’un yapısında değil.
layer-geometry = { $feature }. nesnenin türü “{ $type }”; çizilemez.
layer-coordinates = { $feature }. nesnenin koordinatları GeoJSON düzeninde sayılar değil.
layer-nested = { $feature }. nesnede { $most } düzeyden derin iç içe derlemeler var.
layer-projected = { $feature }. nesnenin koordinatları { $x }, { $y }: bunlar derece değil, bir izdüşümün metreleri. Dosyayı WGS 84 (EPSG:4326) olarak saklayın.
layer-swapped = { $feature }. nesnenin koordinatları { $x }, { $y }: enlem başta duruyor gibi. GeoJSON’da boylam başta durur.
layer-range = { $feature }. nesnenin koordinatları { $x }, { $y }: boylam −180 ile 180, enlem −90 ile 90 arasındadır.
layer-crs = koordinat sistemi “{ $crs }”. Dosyayı WGS 84 (EPSG:4326) olarak saklayın.
layer-features = { $most } nesneden çoğu var. Ondan PMTiles yapın.
layer-positions = { $most } konumdan çoğu var. Sadeleştirin ya da PMTiles yapın.
layer-nothing = içindeki hiçbir şeyin yeri yok.
layer-most = zaten { $most } katman var. Önce birini kaldırın.
layer-unread = dosya okunamıyor: o zamandan beri değişmiş, taşınmış ya da alınmış. Yeniden ekleyin.
layer-version = bu, { $version } sürümünden PMTiles; burada 3. sürüm okunur.
layer-cut = dosya kesik: başlığında yazandan kısa.
layer-compression = { $name } ile sıkıştırılmış; tarayıcılar bunu açmaz. gzip ile ya da sıkıştırmadan yazın.
layer-tiles = karoları { $name } türünden. Burada vektör karoları (MVT), PNG, JPEG ve WebP okunur.
layer-broken = arşiv bozuk.
layer-parts = vektör karolarının katmanlarını adlandırmıyor (vector_layers).
layer-many-parts = vektör karolarında { $most } katmandan çoğu var.
layer-pictures = resimleri okunamıyor.
