# Tur

tour = Kestrel Vadisi turu
tour-there = O yere git
tour-end = Turu bitir
tour-valley = Vadi
tour-valley-why = Askerler ve yardım çalışanları bir vadiyi paylaşır; üzerinde üçüncü bir tarafın uçakları uçar. Her şey uydurmadır, Mayıs 2000. Her taraf bir kez aksar ve kayıt hepsini gösterir. Masanıza söylenmiş olanı görürsünüz: başka bir masanın anahtarları başka şeyler gösterir.
tour-asked = Kim yanıtlıyor
tour-asked-why = 21 Mayıs sabahı merkez herkese insanlarının nerede olduğunu sorar. Kuzey ve Güney yanıtlar, her biri sorulandan azını; Doğu yanıtlamaz. Susan susmuş olarak gösterilir, asla orada kimse yokmuş gibi değil.
tour-before = 13:20’de bilinen
tour-before-why = Doğu saat 14:00’te K-17 üzerinde bir saldırı planlar. Kayıtta 13:20’de ne olduğunu sorun: Dorvane çevresinde yürürlükte bir şey yoktu, yine de orada kimse olmadığı söylenemezdi; çünkü kimse herkes adına yanıt vermemişti.
tour-moved = 13:45’te bilinen
tour-moved-why = 13:40’ta Güney K-17’ye bir hareket bildirdi. Plan sürüyordu, gözetim Doğu’nun hava masasını hemen uyardı. O masada kimse yoktu; üç dakika sonra uyarı gece masasındaydı. Yeniden sorun ve neyin değiştiğini görün.
tour-passed = Kim iletti
tour-passed-why = Bir söz ile ulaşması gerekenler arasında basamaklar vardır: gönderildi, alındı, not edildi, işlendi, dağıtıldı. Kuzey hareketi orada olmayan bir bölüğe iletti ve yanıtı yanında durur.
tour-stop = Dur
tour-stop-why = 13:52’de Yardım, Dorvane üzerinde alçaktan uçaklar gördü ve dur çağrısı yaptı. Çağrı Doğu’nun gece masasına hemen ulaştı, iki dakika sonra uçak dönmüştü. Her yanıt saatini korur. Görmek için bitmiş çağrıları gösterin.
tour-voices = Ne oldu, kimin sözüyle
tour-voices-why = Bir patlama duyuldu. Dört ses ondan başka saat, ad ve sayılarla söz ediyor. Kayıt taraf tutmaz: anlatılanları kimin sözü olduğuyla yan yana koyar ve sayıların nasıl değiştiğini gösterir.
tour-lists = İki liste
tour-lists-why = İki taraf da ihlal listesi tutar. Hangi satırların tek olay olabileceği nedenleriyle hesaplanır, kararı bir insan verir. Bülten iki tarafın sayılarını verir; isteyen abone olabilir.
tour-proof = Kimseye güvenmeyin
tour-proof-why = Her kayıt, fark edilmeden değiştirilemeyen bir günlüktedir. Kanıt paketi Sorgu odasında alınır ve bu sunucu olmadan her makinede denetlenir. Burada anahtarlar, denetim noktaları ve kimin ne gördüğü durur.
tour-you = Sıra sizde
tour-you-why = Bir yer bildirin ve Kuzey’e söylensin. Sonra başka bir masa olarak ikinci bir tarayıcı açın, orada bir şey planlayıp denetleyin. Biri plana girdiğinde masası bir saniye içinde uyarılır.
