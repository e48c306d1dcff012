# كلمات لوحة العمل بالعربية. كلمات السجل (النتائج والقوات والأنواع) في catalogues/ar/vocabulary.ftl.

## في كل مكان
looking = جار البحث …
working = جار العمل …
close = إغلاق
cancel = إلغاء
all = الكل
try-again = أعد المحاولة
language = اللغة
theme = فاتح أو داكن
theme-hours = داكن ليلا
theme-light = فاتح
theme-dark = داكن
theme-system = كالنظام
ago = قبل { $span }
until-then = بعد { $span }
after = بعد { $span }
as-of = كما كان
caveat = إبلاغ السجل طوعي ما لم ينص اتفاق على غير ذلك. لا يفقد أحد أي حماية بغيابه عنه، وقد يكون الناس حاضرين مهما كتب هنا. على من يتصرف واجب التحقق نفسه كما كان. الإيصال ليس تصريح مرور.
exercise = تمرين
pages = صفحات
page-before = السابقة
page-next = التالية
page-of = { $page } من { $pages }

## الدخول
sign-in = الدخول
sign-in-register = سجل على خط حي:
sign-in-key = مفتاح هذا المتصفح
sign-in-file = ملف مفتاح
sign-in-invitation = دعوة
key = المفتاح
key-waits = ينتظر القيد
passphrase = عبارة السر
passphrase-new = عبارة سر جديدة لهذا المتصفح
passphrase-of-file = عبارة سر الملف
passphrase-hint = { $least } حروف على الأقل. تختم المفتاح على هذا الجهاز ولا تخرج منه بأي شكل؛ ولا يفتح أحد المفتاح بدونها.
passphrase-wrong = عبارة السر هذه لا تفتح المفتاح.
forget-key = أخرج هذا المفتاح من المتصفح
forget-key-sure = أتخرج المفتاح «{ $name }» من هذا المتصفح؟ إن لم تكن لملفه نسخة ضاع.
key-files = المفتاح والبطاقة والسلسلة
key-files-hint = الملفات NAME.key وNAME.card وNAME.chain كما صنعها سطر الأوامر؛ اخترها معا. تقرأ في هذه الصفحة ولا ترسل إلى أي مكان.
file-kind-key = مفتاح
file-kind-card = بطاقة
file-kind-chain = سلسلة
file-unknown = { $file } ليس مفتاحا ولا بطاقة ولا سلسلة.
file-not-a-key = هذا ليس ملف مفتاح.
file-not-a-party = هذا المفتاح ليس لتوقيع البيانات.
file-damaged = ملف المفتاح تالف: أعد نسخة منه.
file-sealed = ملف المفتاح هذا مختوم: اكتب عبارة سره.
file-wrong-passphrase = عبارة السر لا تفتح الملف.
file-not-a-chain = ملف السلسلة تالف: أعد نسخة منه أو اتركه.
card-damaged = البطاقة تالفة، أو ليست بطاقة هذا المفتاح.
card-other-register = البطاقة لسجل آخر.
load-and-sign-in = حمل وادخل
enrol-hint = يعطي المركز رمزا لبطاقة واحدة. يصنع مفتاح في هذا المتصفح ولا يخرج منه أبدا؛ والبطاقة تبين لمن هو.
invitation-code = رمز الدعوة
card-name = الاسم على البطاقة
card-name-hint = سطر واحد للناس: مكتب أو نقطة. ليس اسم شخص.
enrol-ids = الطرف والمكتب إن سماهما المركز
enrol-ids-hint = إن تركا فارغين ولدا من جديد.
party-id = الطرف
desk-id = المكتب
enrol-send = اصنع مفتاحا وأرسل بطاقته
enrol-sent = أرسلت البطاقة
enrol-read-aloud = اقرأ هذه البصمة للمركز بصوت معروف هناك:
enrol-then = حين يقيد المركز المفتاح، ادخل به.
no-line-title = لا خط إلى السجل
no-line-kept = الخادم لا يجيب. ما عرضه هذا المتصفح آخر مرة يفتح بعبارة مرور مفتاحكم؛ وهو قديم.
kept-open = افتح آخر ما عرض
kept-nothing = لم يحفظ هنا شيء لهذا المفتاح.
old-title = لا خط: المعروض قديم
old-as-of = هو من { $time }، قبل { $span }.
old-room = قوائم هذه الغرفة من { $time }، قبل { $span }.
old-since = كل ما جاء بعد ذلك ليس على هذه الشاشة. ما تكتبونه يحفظ هنا ويخرج حين يعود الخط.
old-leave = اخرج
key-open = مفتاحك مفتوح: توقع هذه الصفحة به.
key-locked = مفتاحك مغلق: يمكن قراءة الصفحة ولا توقع شيئا.
unlock = افتح المفتاح
unlock-title = افتح مفتاحك
unlock-why = ما يرسل من هنا يوقع بمفتاحك.
key-elsewhere = مفتاح هذه الجلسة ليس في هذا المتصفح. اخرج ثم حمله.
lock-screen = أقفل الشاشة
locked-title = الشاشة مقفلة
locked-why = ما ينتظر جوابا يبقى معروضا ومسموعا.
sign-out = الخروج

## البيت
rooms = الغرف
rooms-more = المزيد
room-now = الآن
room-requests = الطلبات
room-notify = إشعار
room-plan = الخطة والفحص
room-stop = توقف
room-ladder = السلم
room-desk = المكتب
room-register = السجل
room-inquiry = الاستعلام
room-happened = ما حدث
skip-to-room = إلى الغرفة
local-time = هنا
bar-log = السجل
bar-witnesses = الشهود
bar-unverified = { $count } لم يتحقق منها
bar-channels = الخطوط
bar-stream = البث
stream-live = حي
stream-cut = مقطوع
frugal = خط بطيء: بلا خرائط ولا خطوط كتابة
not-submitted = لم يقدم
not-submitted-why = لا جواب من السجل. يحفظ هنا ويرسل من جديد.
send-again = أرسل من جديد
said-alert-acknowledged = إقرار باستلام تنبيه
said-notification = إشعار
said-amendment = تعديل
said-withdrawal = سحب
said-reconfirmation = أنه لا يزال قائما
said-report = إفادة عن تحرك
said-check = فحص
said-plan = إيداع خطة
said-plan-step = خطوة في خطة
said-stop = توقف
said-stop-reply = جواب على توقف
said-stop-end = إنهاء توقف
said-told = أن أحدا أبلغ بوسيلة أخرى
said-request = طلب
said-answer = جواب عن طلب
said-rung = إلى أين وصل
said-dispute = كلمة في نزاع
said-sign-on = بدء المناوبة
said-sign-off = انتهاء المناوبة
said-handover = تسليم المناوبة
said-line = حال خط
said-line-test = اختبار الخط
said-line-test-answer = جواب عن اختبار الخط
said-enrolment = تسجيل
said-revocation = إلغاء مفتاح
said-incident = فتحت حادثة
said-information = إجابة عن حادثة
said-claim = أدخل قول
said-to-claim = موقف من قول
said-allegation = أدخل ادعاء
said-allegation-answer = رد على ادعاء
said-allegation-step = درجة بشأن ادعاء
said-pair = رأي في مدخلين
said-claim-withdrawal = سحب قول
said-information-request = سؤال عن حادثة
said-lists = قائمتان جنبا إلى جنب
said-entry-dispute = وضع مدخل جانبا كمتنازع عليه
said-bulletin = نشرت نشرة
said-incident-amendment = نسخة جديدة من حادثة
said-allegation-correction = ادعاء يروى على نحو آخر
said-allegation-withdrawal = سحب ادعاء
said-actor = إدخال فاعل

## لوحة المفاتيح
keys-title = لوحة المفاتيح
keys-room = إلى غرفة «{ $room }»
keys-alert = الإقرار باستلام أول تنبيه
keys-lock = إقفال الشاشة
keys-this = هذه القائمة
keys-escape = مغادرة نافذة
keys-single = المفاتيح المفردة تعمل
keys-single-why = من دونه تعمل المفاتيح مع Alt وحدها: لمن يملي بصوته، أو حيث تضغط المفاتيح سهوا.
keys-table = جدولا
keys-feed = تسلسلا
keys-map = خريطة
keys-filter = إلى المرشحات
keys-next = التالي
keys-before = السابق
keys-close = إغلاق التفصيل
keys-stop = إرسال توقف

## التنبيهات
alerts = التنبيهات
alerts-open = { $count ->
    [zero] لا تنبيه ينتظر جوابا.
    [one] تنبيه واحد ينتظر جوابا.
    [two] تنبيهان ينتظران جوابا.
    [few] { $count } تنبيهات تنتظر جوابا.
    [many] { $count } تنبيها ينتظر جوابا.
   *[other] { $count } تنبيه ينتظر جوابا.
}
alerts-more = { $count ->
    [one] واحد آخر
    [two] اثنان آخران
   *[other] { $count } أخرى
}
alerts-fewer = أقل
alerts-of-others = { $count ->
    [zero] لا تنبيه ينتظر عند أطراف أخرى.
    [one] تنبيه واحد ينتظر عند طرف آخر.
    [two] تنبيهان ينتظران عند أطراف أخرى.
    [few] { $count } تنبيهات تنتظر عند أطراف أخرى.
    [many] { $count } تنبيها ينتظر عند أطراف أخرى.
   *[other] { $count } تنبيه ينتظر عند أطراف أخرى.
}
alerts-unknown = لا يعرف هل هناك تنبيهات تنتظر: لا خط.
acknowledge = إقرار بالاستلام
alert-waiting = ينتظر منذ { $span }
alert-plan = الخطة
alert-see-stop = انظر وأجب
alert-stop-title = توقف
alert-stop = توقف يعنيك
alert-outcome-changed = تغيرت نتيجة خطة جارية
alert-movement-overdue = تنقل تجاوز وقته ولم يبلغ
alert-halt-too-long = وقوف أطول مما تسمح به القواعد: أبلغ عن موقع مؤقت
alert-request-overdue = طلب تأخر جوابه
alert-request-due = طلب يحين جوابه قريبا
alert-reconfirm-due = إخطار تجاوز موعد تجديده
alert-unreadable = وصل شيء لا يمكن قراءته
alert-channel = تغيرت حالة خط
alert-escalated = تنبيه لم يجب عنه في وقته
alert-probing = فحوص على نمط من يبحث
alert-budget-used = نفدت فحوص طرف لهذا اليوم: اتصل به
alert-clock-doubted = قفزت الساعة: على شخصين النظر فيها، أحدهما من المركز
alert-line-test = اختبار خط: أجب عنه، ولا شيء سواه مقصود
alert-unattended = غادر آخر شخص لدى طرف المناوبة: اتصل به
record-number = القيد { $index }

## حال الإخطار
stands-in-force = ساري
stands-as-told = كما أبلغ
stands-over = انتهى
stands-stale = متقادم
stands-overdue = متأخر
stands-contested = متنازع فيه
stands-relayed = منقول
stands-disowned = متبرأ منه
stands-withdrawn = مسحوب
stands-awaits-withdrawal = ينتظر توقيعا ثانيا لسحبه
stands-awaits-amendment = ينتظر توقيعا ثانيا لتعديله
stands-departed = انطلق
stands-holding = واقف
stands-delayed = تأخر
stands-deviated = على طريق آخر
stands-arrived = وصل
stands-aborted = قطع

## ما لاحظه السجل
flag-late = متأخر
flag-short-lead = مهلة قصيرة
flag-outside-zones = خارج المناطق
flag-duplicate = ربما مكرر
flag-chain-gap = فجوة في السلسلة
flag-chain-fork = تفرع في السلسلة
flag-quarantined = محجور
flag-relayed = منقول
flag-unreadable = غير مقروء
flag-undisclosed = غير مكشوف
flag-inconsistent = غير متسق
flag-clock-skew = الساعة منحرفة
flag-answer-late = جواب متأخر
flag-answer-partial = أقل مما طلب
flag-awaits-second = ينتظر توقيعا ثانيا
flag-awaits-countersignature = ينتظر توقيعا مقابلا
flag-grace-over = انتهت المهلة
flag-emergency = طارئ
flag-precision-assumed = دقة مفترضة
flag-unknown-recipient = متلق غير معروف

## مشكلات
problem-no-line = الخادم لا يجيب. ما يعرض قد يكون قديما.
problem-not-signed-in = ادخل.
problem-session-over = انتهت الجلسة: ادخل من جديد.
problem-signature = المفتاح غير مقيد هنا، أو لم يعد ساريا.
problem-not-allowed = ليس هذا لدورك.
problem-not-found = لا شيء كهذا هنا، أو ليس لطرفك.
problem-too-many-requests = طلب الكثير دفعة واحدة: انتظر لحظة.
problem-unavailable = السجل غير متاح الآن.
problem-outcome-unknown = لا يعرف هل قيد؛ يرسل الشيء نفسه من جديد.
problem-overload = لدى السجل عمل كثير: يرسل من جديد.
problem-no-space = قرص السجل ممتلئ: اتصل بمن يشغله.
problem-key-revoked = لم يعد هذا المفتاح ساريا.
problem-wrong-state = لم يعد الحال كذلك: انظر من جديد.
problem-not-the-owner = لا يفعل هذا إلا صاحبه.
problem-over-limit = هذا فوق حد من حدود السجل.
problem-invalid = رده السجل.
problem-not-verified = لا يجتاز التحقق.
problem-clock-in-doubt = ساعة السجل موضع شك: اتصل بالمركز.
problem-internal = حدث خلل.
problem-other = أجاب السجل بمشكلة.

## الأماكن والفترات
filter-zone = المنطقة
column-party = الطرف
detail = إخطار واحد
field-from = من
field-until = حتى
field-place = المكان
field-text = بالكلمات
area-of = مساحة ذات { $count } زوايا
way-of = طريق عبر { $count } من الإحداثيات
map-base = خطوط السواحل: Natural Earth. بلا حدود ولا أسماء.
map-zoom-in = أقرب
map-zoom-out = أبعد
area-circle = حول إحداثي
area-polygon = زوايا مساحة
area-line = على امتداد طريق
position = الإحداثي
position-hint = درجات عشرية، أو درجات مع دقائق وثوان، أو MGRS أو UTM؛ العرض أولا.
position-wrong = ليس هذا إحداثيا بصيغة تقرأ هنا.
radius-km = نصف القطر، كم
radius-m = نصف القطر، م
corners = الزوايا، واحدة في كل سطر
way-points = الإحداثيات على امتداده، واحدة في كل سطر
half-width-km = نصف العرض، كم
half-width-m = نصف عرض الطريق، م
drawing-show = ارسم على الخريطة
drawing-hide = أخف الخريطة
drawing-hint = النقر يكتب إحداثيا لا أدق مما تظهره الخريطة هناك؛ اقترب لما هو أدق.
drawing-label = خريطة للرسم؛ كل ما عليها في الحقول أيضا
read-back = قراءة عكسية:
read-precision = (في حدود { $length } من صيغته)
window-wrong = الوقت ينتهي قبل أن يبدأ.
radio = للقراءة على اللاسلكي

## الإشعارات
column-what = ماذا
field-category = الفئة
field-mode = الوسيلة
field-forces = القوات
radius-of = نصف القطر { $length }
category-of-site-office = مكتب
category-of-site-warehouse = مستودع
category-of-site-residence = سكن
category-of-site-health = صحة
category-of-site-school = مدرسة
category-of-site-camp = مخيم
category-of-site-water = ماء
category-of-site-power = كهرباء
category-of-site-infrastructure = بنية تحتية
category-of-site-distribution = توزيع
category-of-site-observation-post = نقطة مراقبة
category-of-site-liaison = ارتباط
category-of-site-position = موضع
category-of-site-halt = وقفة
category-of-site-other = غير ذلك
mode-overland = برا
mode-waterborne = ماء
mode-air = جوا
mode-foot = مشيا
mode-evacuation = إخلاء
own-acts = تعديل، إفادة، سحب

## المدقق من دون شبكة
verifier-open = افتح المدقق من دون شبكة
verifier-keep = احفظه ملفا
verifier-why = صفحة واحدة في ملف واحد: اسحب إليها حزمة أو إيصالا مع بطاقة السجل. لا تسأل أحدا شيئا، وتعمل من القرص من دون شبكة.
verifier-compare = من يشغل سجلا يستطيع أن يعرض صفحة أخرى: قارن الملف بآخر وصلك بطريق آخر.
