# Her raporun her sayfasında duranlar.

report-as-of = { $at } itibarıyla; sayılan kayıtlar: { $size }
report-exercise = TATBİKAT: buradaki hiçbir şey gerçek değildir
report-evidence = YALNIZCA DELİLDİR, SİCİL DEĞİLDİR
