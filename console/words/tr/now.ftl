# Şimdi

view = Görünüm
view-table = Tablo
view-feed = Akış
view-map = Harita
filters = Süzgeçler
filter-text = Ad ya da kimlik
filter-kind = Tür
filter-party = Taraf
filter-state = Durum
filter-past = Geçmiş de
now-shown = { $all } bildirimin { $shown } tanesi
now-none = Bu tarafa bildirilenlerin hiçbiri uymuyor. Bu, orada kimse olmadığının işareti değildir.
now-caption = Bu tarafın yaptığı ya da aldığı bildirimler
looks-recorded = Başkalarının yerleri gösteriliyor: her biri bir bakış olarak kayda geçer.
look-recorded = Bunun gösterildiği bir bakış olarak kayıttadır.
column-stands = Durum
column-told = Bildirilen
column-heard = Duyuldu
column-good-until = Geçerlilik sonu
contested-by = İtiraz eden
field-names = Adlar
field-told = Ne kadar kesin
field-precision = Kesinlik
field-buffer = Uzak durma payı
told-nothing-of-place = yeri yok
cells-of = { $count } hücre
history = Bildirilenler
version-first = bildirildi
version-later = değiştirildi
feed-none = Henüz bir şey yok.
feed-part = Günlüğün son { $count } kaydından. Yürürlükte olan çizelgededir; daha eskisi “{ $room }” odasında sorulur.
map-label = Harita: { $count } bildirim; hepsi tabloda da var
now-not-drawn = { $count ->
    [one] Bir tanesi daha yersiz bildirildi, yalnız tabloda.
   *[other] { $count } tanesi daha yersiz bildirildi, yalnız tabloda.
}
map-frugal = Yavaş hat için haritalar kapalı. Tablo aynısını gösterir.
filter-when = Yürürlükte
when-any = herhangi bir zamanda
when-now = şimdi
when-6 = önümüzdeki 6 saatte
when-24 = önümüzdeki 24 saatte
when-typed = kendi belirlediğim sürede
when-why = Zamansız bildirilen, eskimiş ya da gecikmiş olan her zaman için gösterilir.
now-crowded = O kadar çok ki her biri, kesinliğinin eriştiği kadar tek bir şekil olarak halkasız çizilir; adlar yakından görünür. Daha çoğunu görmek için süzün.
