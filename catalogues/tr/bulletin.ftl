# Bülten: iki tarafın bir bölge ve gün için yazdıkları, sayılarla.

bulletin-title = Bülten
bulletin-subject = { $zone }, { $day }
bulletin-as-of = Yayım: { $at }, sürüm { $version } / { $versions }
bulletin-published = Sürüm { $version } / { $versions }, yayımlayan: { $party }, { $at }.
bulletin-replaces = { $record } numaralı kayıttaki sürümün yerine geçer. Gerekçe, { $party }:
bulletin-replaced = Bu sürümün yerine { $record } numaralı kayıttaki geçti. Yayımlandığı haliyle saklanır.
bulletin-uncountersigned = Başka bir tarafın ek imzası eksik.
bulletin-no-side = İki liste de onları yazanların sözüdür. Eşleşti demek, bir kişinin iki satırı aynı olay saydığı demektir; anlatılanlardan birinin öyle olduğu demek değildir. Buradaki hiçbir sayı sicilin değildir ve hiçbiri kimin ne yaptığını söylemez. Kimsenin yazmadığı bir olay olmuş olabilir.
bulletin-basis = Gün { $clock } saatiyle sayılır. Sayılar, günlüğün { $size } numaralı kayıttan önceki kısmına ve aşağıda adı verilen karşılaştırmaya dayanır; listeler son olarak { $listed } numaralı kayıtta açıldı.
bulletin-heads = Sütun başlığının altında, sayılarının kuralının adı durur; bu bültenin öbür biçimlerinde de aynı addır.
bulletin-no-checkpoint = henüz herkese açık bir denetim noktasının altında değil

section-lists = İki liste
section-beside = Basamaklar, yanıtlar ve listelerin yanında duranlar
section-rules = Sayıların kuralları
section-check = Nasıl denetlenir

list-of = { $party } ne yazdı
list-word-of = Her satır şu tarafın sözüdür: { $party }.
list-all-kinds = bütün türler
list-pairs = Eşleşen çiftler
list-steps = Basamaklar, her biri onu atanla
list-answers = Yanıtlar, her biri onu verenle
list-beside = Boş gözlemler, erişim kısıtlamaları ve iki listede de olmayan ihlaller
list-others = Başkaları, burada adları yok
list-nobody = Kimse bir şey yazmadı.
list-others-answers = Listelerin satırlarına yanıtlar
list-others-beside = Listelerin yanına yazılanlar
step-at-level = { $step } ({ $level })

label-entry-kind = Tür
label-of-these = Bütün bu satırlardan
label-entries = Satırlar
label-rule = Kural
label-of-whose = Kimin satırları
label-step = Basamak
label-withdrawn = O zamandan beri geri çekilen
label-counts = Neyi sayar
label-reconciliation = Karşılaştırma
label-content = İçeriğin SHA-256 özeti

check-record = Sicilin kartı elinde olan herkes bu kaydın ispatını denetim noktasıyla, bağlantı olmadan karşılaştırabilir:
check-figures = SHA-256, kayıttaki içeriğin baytlarınındır (belirlenimci CBOR). Merkez her sayıyı günlükten yeniden çıkarabilir, bir taraf da kendi listesinin sayılarını:
