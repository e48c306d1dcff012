# المكتب

desk-shared = مكتب واحد وعدة أشخاص: كل يفتح مفتاحه ويوقع به. قفل الشاشة يغلق المفتاح ولا يسكت أي تنبيه.
desk-other-person = شخص آخر
duty = من في المناوبة
duty-caption = المكاتب، وهل فيها أحد، ومن في المناوبة
duty-desk = المكتب
duty-stands = الحال
duty-on = في المناوبة
duty-connected = شاشة متصلة
duty-not-connected = لا شاشة متصلة
duty-never-connected = لم تر شاشة قط
duty-you = أنت
duty-somebody = شخص بلا اسم
duty-since = منذ
duty-nobody = لم يبدأ أحد مناوبة
duty-not-told = من هو، لا يبلغ هنا
duty-you-are-on = أنت في المناوبة في هذا المكتب.
duty-last = أنت الأخير هنا: حين تذهب يصبح المكتب بلا أحد فورا وبقيد، والفحوص التي تستند إليه لا تستطيع القول.
duty-last-sure = لا أحد غيرك. أتنهي مناوبتك وتترك المكتب بلا أحد؟
duty-off = أنه المناوبة
duty-off-other = غادر
duty-off-other-sure = أتقيد أن هذا الشخص غادر؟
duty-name = بأي اسم يسأل عنك
duty-name-hint = لطرفك؛ ولا يلزم أن يكون اسمك الحقيقي. ويمكن تركه فارغا.
duty-for-centre = وللمركز أن يعرف الاسم أيضا
duty-come = ابدأ المناوبة
attended-attended = فيه أحد
attended-unattended = لا أحد فيه
attended-not-known = غير معروف

## التسليم
handover = تسلم المناوبة
handover-open = المفتوح لطرفك
handover-nothing = لا تنبيه ولا توقف مفتوح.
handover-nobody = لا أحد غيرك في هذا المكتب، فلا أحد تتسلم منه: يكفي أن تبدأ المناوبة.
handover-from = ممن
handover-text = كلمة عن ذلك
handover-read = قرأت ما هو مفتوح وأوقع عليه كله
handover-means = تكون في المناوبة بعدها وزميلك خارجها. وهي لا تجيب عن شيء: كل تنبيه يبقى مستحقا حتى يقر أحد باستلامه.
handover-take = تسلم
handover-taken = تسلمه زميل
handover-alert = تنبيه
handover-done = تم التسلم: القيد { $index }.

## الخطوط
lines = الخطوط
lines-caption = حال كل خط
lines-with = مع
lines-stands = الحال
lines-say = أبلغ بحال خط
lines-since = منذ
lines-theirs = عن جانب الطرف الآخر
lines-text = لماذا
lines-hint = تحفظ كلمة كل جانب، والأسوأ يحسب.
lines-send = أبلغ

## اختبارات الخط
tests = اختبارات الخط
tests-to = لمن
tests-everybody = لم يختر أحد: للجميع.
tests-means = لا يعني شيئا سوى دعوة إلى الجواب.
tests-send = اختبر الخط
tests-answer = الجواب
tests-silent = لا جواب بعد
tests-passed-on = أحيل إلى أي مكتب مناوب
tests-here = أجب: هنا
tests-none = لم يختبر خط بعد.
