# الإشعار

notify-what = بماذا يشعر
notify-site = أشعر بموقع ثابت
notify-movement = أشعر بتحرك
notify-nil = أشعر بأن لا أحد هناك
notify-table = من جدول
notify-look = راجعه
notify-sure = أتشعر بهذا؟
notify-send = أشعر
notify-back = تابع الكتابة
notify-no-permit = السجل يقيده؛ لا يلزم أن يوافق عليه أحد، وليس إذنا لأحد.
nil-hint = لا أحد من القوات التي تسميها في هذه المساحة خلال هذا الوقت. ولا يخبر بشيء عن قوات أخرى.
keys-notify = أشعر بموقع ثابت

## ما يكتب
names = الأسماء
names-hint = واحد في كل سطر: كل كتابة وكل تهجئة يستعملها الناس.
names-known = السجل يعرض لكم باسم كهذا:
no-gazetteer = ليس في هذه الصفحة معجم أماكن: تبحث الأسماء في ما أشعر به طرفكم أو أبلغ به.
legs = الطريق
leg = مرحلة { $number }
leg-points = إحداثيات المرحلة، واحد في كل سطر
leg-add = مرحلة أخرى
leg-remove = احذف
hold = نقطة انتظار { $number }
hold-add = نقطة انتظار
emergency = حالة طارئة: تطلب المهلة الأقصر
vehicles = المركبات
more = جهة الاتصال، العلامات، المرجع، المنطقة
contact = بمن يتصل في أي ساعة
verified-by = من تحقق من الإحداثي، واحد في كل سطر
marking = علامات ترى من الجو وليلا وبالأشعة تحت الحمراء
purpose = الغرض
reference = مرجعكم
zone-found = أول منطقة يمسها
reconfirm-by = صالح حتى
expiry-hint = يلزم وقت انتهاء أو وقت صلاحية: ثم تخبرون من جديد أنه لا يزال قائما.
forces-nil = لا أحد من هذه القوات
precision-m = الدقة، م
precision-hint = كم قد يبعد المكان الحقيقي عن المكتوب؛ لا أدق من صيغته أبدا.
buffer-m = مسافة الابتعاد، م
buffer-hint = كم يطلب من الآخرين الابتعاد حوله.
steering = في نص محرف يخفي أو يقلب اتجاه القراءة: { $character }. اكتبه من دونه.

## من يبلغ
shares = من يبلغ
shares-why = ما لا يشارك هنا يصل إلى المركز وحده. وما رآه أحد يبقى مرئيا له.
told-register = السجل نفسه والمركز
told-coarse = عندئذ تصادفه الفحوص بهذه الخشونة، وتحجب الأسماء.
share-none = لا يبلغ
share-all-exact = الجميع: بدقة
share-all-cell = الجميع: بالخلايا
share-all-none = لا أحد
share-centre-alone = المركز وحده

## ما ينقص بعد
lacks-place = المكان ناقص.
lacks-way = مرحلة ينقصها إحداثيان أو العرض.
lacks-hold = نقطة انتظار ينقصها الإحداثي أو نصف القطر.
lacks-window = وقت ينتهي قبل أن يبدأ أو ينقصه طرف.
lacks-until = نهاية الوقت ناقصة.
lacks-forces = أناس من: اختر واحدا على الأقل.
lacks-expiry = ينقص وقت انتهاء أو وقت صلاحية.
lacks-precision = الدقة ليست طولا.
lacks-zone = للإبلاغ بوجوده فقط تلزم منطقته.

## ما قد يكون سهوا
noticed = انظر مرة أخرى
noticed-outside = يقع خارج كل حد مرسوم هنا.
noticed-no-boundary = لا منطقة لها حد مرسوم، فلا يمكن معرفة هل يقع في إحداها.
noticed-duplicate = لديكم ما يشبهه ساريا بالقرب:
noticed-apart = (يبعد { $length } على الأقل)
noticed-past = وقته انتهى.
noticed-stale = وقت صلاحيته مضى: سيكون متقادما فورا.
noticed-late = بدأ بالفعل.
noticed-nobody = لا يشارك إلا مع المركز.
noticed-wide = المكان معروف لأكثر من كيلومتر فقط.
noticed-unseen = تعذر النظر في إشعاراتكم: لا يعرف هل هذا تكرار.
noticed-many = نظر في أحدث { $count } من هذا النوع فقط.

## المسودات
draft = مسودة
drafts = مسودات على هذا الجهاز
drafts-none = لا مسودة.
drafts-locked = المسودات مختومة بمفتاحكم: افتحوه لرؤيتها.
draft-locked = لا يحفظ شيء ما دام مفتاحكم مغلقا.
draft-kept = محفوظ مسودة على هذا الجهاز.
draft-signed = موقع، يخرج حين يعود الخط
draft-amends = تعديل
draft-go-on = تابع
draft-drop = ارم
draft-drop-sure = أترمى هذه المسودة؟

## إشعاراتكم
own = إشعاراتكم السارية
own-find = ابحث بالاسم بأي تهجئة أو بالمعرف
own-none = لا شيء سار لكم يناسب.
own-all = أظهر الكل: { $count }
receipts = الإيصالات
receipt-there = هو في السجل:
flags-noticed = لاحظ السجل:
said-first = أشعر
said-again = عدل
awaits-second = على شخص آخر من طرفكم أن يوقع معه قبل أن يحتسب.
amend-title = عدل
amend-hint = ما تكتبونه الآن يحل محل ما أشعر به. وفي الموقع الثابت لا يحتسب ما ينقص شيئا إلا بعد توقيع شخص آخر من طرفكم.
amend-open = افتح للتعديل
amend-look = راجعه
amend-sure = أيوضع هذا محله؟
amend-send = عدل
report-title = أفد كيف يسير التحرك
report-act = ماذا حدث
report-at = متى
report-leg = في المرحلة
report-hold = عند نقطة الانتظار
report-until = متوقع حتى
report-way = الطريق الذي يسلكه الآن: إحداثيات، واحد في كل سطر
report-send = أفد
reconfirm-title = لا يزال قائما
reconfirm-until = صالح حتى
reconfirm-send = أخبر أنه لا يزال قائما
withdraw-title = اسحب
withdraw-hint = ما يسحب لا تصادفه الفحوص بعد ذلك. والموقع الثابت لا يسحب إلا بتوقيع شخص آخر من طرفكم.
withdraw-reason = لماذا
withdraw-send = اسحب
withdraw-sure = أيسحب هذا الإشعار؟

## إيصال
receipt-title = إثبات تقديم
receipt-print = اطبع أو احفظ بصيغة PDF
receipt-pdf = لملفات من أرسله. «حفظ بصيغة PDF» في نافذة الطباعة يعطي الملف.
receipt-record = القيد
receipt-heard = ورد
receipt-signed = وقع، بساعة المرسل
receipt-said = ماذا
receipt-id = المعرفات
receipt-proof = الإثبات
receipt-proof-why = يبين لكل من لديه المفتاح العام للسجل أن هذا القيد في يوميته.
receipt-no-permit = يثبت أن مرسله أخبر السجل ولا شيء غير ذلك. ليس إذنا، ولا جواب لغيره عليه.
receipt-kind-site = إشعار بموقع ثابت
receipt-kind-movement = إشعار بتحرك
receipt-kind-nil = لا أحد هناك
receipt-kind-amendment = تعديل
receipt-kind-withdrawal = سحب
receipt-kind-reconfirmation = لا يزال قائما
receipt-kind-report = إفادة عن تحرك
receipt-kind-other = بيان آخر

## جدول
sheet-hint = قوالب البرنامج نفسه، مصنفا أو بصيغة CSV أو خلايا منسوخة من جدول. كل صف يصبح بيانا مستقلا موقعا بمفتاحكم.
template-sites = جدول مواقع فارغ
template-movement-legs = جدول تحركات فارغ
sheet-file = مصنف أو ملف CSV
sheet-books = ملف XLSX من Excel أو LibreOffice أو ملف ODS، بلا كلمة سر؛ أو CSV. يقرأ في هذه الصفحة ولا ينفذ شيء مما فيه.
sheet-which = أي جدول من المصنف
sheet-paste = أو خلايا ملصقة
sheet-read = اقرأ الخلايا
sheet-rows = { $count ->
    [one] صف واحد
    [two] صفان
    [few] { $count } صفوف
   *[other] { $count } صفا
}
sheet-no-faults = لم يوجد خطأ.
sheet-faults = { $count ->
    [one] في صف واحد خطأ.
    [two] في صفين خطأ.
    [few] في { $count } صفوف خطأ.
   *[other] في { $count } صفا خطأ.
}
sheet-faulty-alone = الصفوف ذات الخطأ فقط
sheet-save = احفظ بصيغة CSV
sheet-table = الصفوف؛ كل خلية قابلة للإصلاح
sheet-row = الصف
sheet-state = الحال
sheet-faulty = فيه خطأ
sheet-ready = يمكن إرساله
sheet-with-first = يخرج مع تحركه
sheet-send = { $count ->
    [one] أرسل بيانا واحدا
    [two] أرسل بيانين
    [few] أرسل { $count } بيانات
   *[other] أرسل { $count } بيانا
}
sheet-progress = إلى أين وصل الإرسال
sheet-halt = قف
sheet-faulty-stay = الصفوف ذات الخطأ لا ترسل.
sheet-empty = ليس فيه صف.
sheet-template = ليس هذا جدولا من قالب معروف: خليته الأولى تسمي القالب.
sheet-column-unknown = ليس في القالب عمود كهذا:
sheet-column-twice = هذا العمود مكرر:
sheet-column-missing = هذا العمود ناقص:
sheet-too-long = تقبل الصفحة { $most } صفا و4 ميغابايت: قسمه أو استعمل سطر الأوامر.
sheet-cell-long = خلية طويلة جدا.
sheet-quote = علامة اقتباس فتحت ولم تغلق.
sheet-beside = إلى جانب الأعمدة شيء بلا اسم: ضعه في عمود من القالب أو احذفه.
sheet-alone = التحركات ومراحلها معا: ورقة واحدة للتحركات وورقة واحدة للمراحل.
sheet-utf8 = لا يمكن قراءة نص الملف: احفظه بصيغة CSV بترميز UTF-8 أو بصيغة XLSX.
sheet-formulas = { $count ->
    [one] خلية واحدة صيغة حسابية: المعروض هو القيمة التي احتفظ بها المصنف. انظر هل ما زالت صحيحة.
    [two] خليتان صيغتان حسابيتان: المعروض هو القيمتان اللتان احتفظ بهما المصنف. انظر هل ما زالتا صحيحتين.
    [few] { $count } خلايا صيغ حسابية: المعروض هو القيم التي احتفظ بها المصنف. انظر هل ما زالت صحيحة.
    [many] { $count } خلية صيغ حسابية: المعروض هو القيم التي احتفظ بها المصنف. انظر هل ما زالت صحيحة.
   *[other] { $count } خلية صيغ حسابية: المعروض هو القيم التي احتفظ بها المصنف. انظر هل ما زالت صحيحة.
}
sheet-formula = قيمة احتفظت بها صيغة
book-broken = لا يمكن قراءة المصنف: تالف أو ليس XLSX ولا ODS. احفظه من جديد.
book-protected = المصنف محمي بكلمة سر: احفظه من دونها.
book-old = هذا مصنف بالصيغة القديمة (.xls): احفظه بصيغة .xlsx أو .ods.
book-binary = ليس هذا مصنف جداول يقرأ هنا: احفظه بصيغة .xlsx أو .ods.
book-large = المصنف بعد فكه أكبر مما تقبله الصفحة (32 ميغابايت، 1000 جزء): اترك فيه الجدول وحده.
book-sheets = فيه أكثر من 16 ورقة: اترك أوراق الجدول وحدها.
book-cells = الخلايا أكثر مما تقبله الصفحة (100000، و{ $most } صف في الجدول): قسمه أو استعمل سطر الأوامر.
book-wide = في ورقة أكثر من 256 عمودا.

## أخطاء الخلايا
fault-time = ليس هذا وقتا يقرأ هنا: 2026-03-01T08:00Z.
fault-time-zone = الوقت المحلي يحتاج إلى منطقته في time_zone.
fault-time-shift = لم تعرف ساعات المنطقة هذا الوقت أو عرفته مرتين: اكتبه مع فرقه.
fault-required = يجب ملء هذا.
fault-word = ليس في القائمة كلمة كهذه.
fault-number = ليس هذا عددا ضمن مداه.
fault-text = طويل جدا أو فيه محارف تخفيه أو تقلبه.
fault-formula = لا تقبل الصيغ الحسابية: اكتب ما تظهره.
fault-error = لم يستطع الجدول حساب هذا: اكتب ما يجب أن يكون هنا.
fault-precision = العدد لا يحفظ مدى دقة كتابته: اكتب الدقة بالأمتار.
fault-coordinate = لا يقرأ هذا إحداثيا، أو يقرأ بطريقتين.
fault-place-missing = لا مكان.
fault-no-gazetteer = ليس في هذه الصفحة معجم أماكن: اكتب إحداثيات.
fault-window = ينتهي قبل أن يبدأ.
fault-expiry = يلزم valid_until أو reconfirm_by.
fault-reference = حتى 64 حرفا ورقما و- _ . / : #
fault-twice = هذا المرجع مكرر.
fault-mixed = الإضافة والسحب لا يجتمعان في جدول واحد.
fault-legs = رقم هذه المرحلة مكرر.
fault-told-already = لدى السجل هذا المرجع: اطلب تعديله.
fault-never-told = ليس لدى السجل شيء بهذا المرجع من جدول.
