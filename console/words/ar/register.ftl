# السجل

register-parts = أقسام السجل
part-parties = الأطراف
part-keys = المفاتيح
part-zones = المناطق
part-looks = من رأى ماذا
part-log = القيود والسلامة
part-joining = الانضمام
part-outbox = الصادر

## الأطراف والمفاتيح
parties-caption = التسجيل ليس اعترافا.
parties-role = صفته هنا
parties-desks = المكاتب
parties-no-desk = لا مكتب
parties-belligerent = يشارك في الأعمال القتالية
role-centre = مركز
role-force = قوة
role-humanitarian = إنساني
role-civil = مدني
role-guarantor = ضامن
role-monitor = مراقب
role-mediator = وسيط
role-intermediary = واسطة اتصال
role-investigator = محقق
role-witness = شاهد
keys-caption = كل مفتاح سجل يوما وحاله. الشخص معرف وليس اسما.
keys-person = الشخص
keys-stands = الحال
keys-act = ما يمكن فعله
keys-this-one = مفتاحك
key-stands-good = ساري
key-stands-revoked = ملغى منذ { $time }
key-stands-grace = استبدل، ويقبل حتى { $time }
key-stands-rotated = استبدل، ولا يقبل بعد
key-stands-look-again = سجله مفتاح ألغي منذ { $time }: تحقق لمن هو
keys-revoke = ألغ
keys-revoke-title = أتلغي هذا المفتاح؟
keys-revoke-means = ما وقعه بعد هذه اللحظة باطل حتى يقف الطرف عنده. المفتاح الملغى لا يعود.
keys-revoke-since = باطل منذ
keys-revoke-do = ألغ المفتاح
sessions-end = أنه جلساته
sessions-sure = أتنهي كل جلسات هذا الشخص؟
sessions-ended = أنهيت جلسات

## المناطق
zones-drawn = حدود المنطقة مرسومة صغيرة؛ والجدول فيه كل منها
zones-wide = العرض { $length }؛ الشمال في الأعلى. الخط المتصل: ساري الآن. المتقطع: في زمن آخر. المنقط: مدعى به.
zones-not-drawn = بالكلمات وحدها: لا شيء يرسم.
zones-versions = الحدود بترتيب قولها
zones-version = النسخة
zones-status = الوضع
zones-record = القيد
zones-claimed-by = يدعيها الطرف:
zones-in-time = زمنها الآن
zones-rules = القواعد
zones-obliged = من عليه أن يجيب
zones-part = في جزء منها
zones-voluntary = لا أحد ملزم بالجواب: الإبلاغ هنا طوعي.
zones-source = الأرقام من الوثيقة
zones-no-rules = لم توضع قواعد لهذه المنطقة.
boundary-agreed = متفق عليها
boundary-claimed = مدعى بها
boundary-text-only = بالكلمات فقط
rule-freshness = الجواب حديث مدة
rule-lead = التحرك يبلغ مسبقا بـ
rule-lead-emergency = وفي الطوارئ بـ
rule-tolerance = مدى تقارب فترتين
rule-precision = الدقة حيث لم تذكر
rule-buffer = أقل مسافة للفحص
rule-halt = أطول توقف
rule-outcome = أطول عمر لنتيجة
rule-floor = أقل مساحة وزمن للفحص
rule-floor-is = { $area } م²، { $span }
rule-budget = فحوص الطرف في اليوم
rule-counts = تبلغ أعداده لصاحبها بعد
rule-patience = يحال التنبيه بعد
rule-reminder = يأتي التذكير قبل الموعد بـ

## من رأى ماذا
looks-hint = كلما عرض على أحد مكان أفرادك، قيد ذلك: وعروض المركز أيضا. تسمى الأطراف ولا يسمى أي شخص.
looks-of = لـ
looks-again = انظر من جديد
looks-lost = { $count ->
    [zero] لا قيود مفقودة.
    [one] قيد عروض واحد لم يعد يقرأ.
    [two] قيدا عروض لم يعودا يقرآن.
    [few] { $count } قيود عروض لم تعد تقرأ.
    [many] { $count } قيد عروض لم يعد يقرأ.
   *[other] { $count } قيد عروض لم يعد يقرأ.
}
looks-caption = من عرض عليه ما أبلغه طرفك، الأحدث أولا
looks-when = متى
looks-by = من
looks-what = ماذا
looks-how = بأي دقة
looks-way = كيف
looks-times = مرات
looks-nobody = لم يبلغ
looks-none = لم يعرض شيء على أحد بعد، بقدر ما هو مقيد.
looks-more = { $count ->
    [zero] لا شيء آخر.
    [one] واحد آخر لا يظهر هنا.
    [two] اثنان آخران لا يظهران هنا.
    [few] { $count } أخرى لا تظهر هنا.
    [many] { $count } آخر لا يظهر هنا.
   *[other] { $count } آخر لا يظهر هنا.
}
look-view = على شاشة
look-inquiry = في استعلام
look-export = في ملف
look-pack = في حزمة بلا اتصال
counts = الفحوص على ما أبلغته
counts-hint = أعداد لكل منطقة، بعد انتهاء الفحوص ومهلة المنطقة: لا خطة ولا طرف ولا مكان.
counts-none = لم يبلغ شيء عن الفحوص بعد.
counts-outside = خارج كل المناطق
counts-of = الفحوص: { $checks }، البلاغات التي تقاطعت: { $overlaps }

## السجل التتابعي
log-verifies = رأس السجل يتحقق
log-broken = السجل لا يتحقق
log-failed = توقيعه لا يصح:
log-other = لا يواصل ما عرض على هذا المتصفح من قبل. احتفظ بكليهما ولا تعتمد عليه، وقارن مع الأطراف الأخرى صوتا.
log-grew = { $count ->
    [zero] لم ينقص منذ رآه هذا المتصفح أول مرة، { $since }.
    [one] لم يزد إلا نموا منذ رآه هذا المتصفح أول مرة، { $since }: قورن برأس سابق واحد.
    [two] لم يزد إلا نموا منذ رآه هذا المتصفح أول مرة، { $since }: قورن برأسين سابقين.
    [few] لم يزد إلا نموا منذ رآه هذا المتصفح أول مرة، { $since }: قورن بـ { $count } رؤوس سابقة.
    [many] لم يزد إلا نموا منذ رآه هذا المتصفح أول مرة، { $since }: قورن بـ { $count } رأسا سابقا.
   *[other] لم يزد إلا نموا منذ رآه هذا المتصفح أول مرة، { $since }: قورن بـ { $count } رأس سابق.
}
log-first = لم ير هذا المتصفح رأسا سابقا؛ ومن الآن يقارن كل رأس بهذا.
log-witness-other = رأى شاهد تاريخا آخر لهذا السجل:
log-size = القيود
log-root = الجذر
log-origin = السجل
log-hint = يتحقق في هذه الصفحة، بمفتاح بطاقة السجل، وبالمدقق المستقل. قارن بصمة البطاقة بطريق آخر.
log-public = تحت الرأس العلني ذي { $size } قيد تقف تواقيع:
log-no-witness = لم يوقع تحته أي شاهد.
witness-verified = تم التحقق منه في هذه الصفحة
witness-fails = لا يصح
witness-unknown = شاهد غير معروف
witness-at = وقع
witness-claims = يذكر أنه من
witness-lacking = لا توقيع صحيح من:
witness-quorum = وقع من الشهود العدد الذي تطلبه السياسة.
witness-no-quorum = وقع من الشهود أقل مما تطلبه السياسة.
witness-not-logs = توقيع السجل نفسه تحت هذا الرأس لا يصح: لا يعتد بشيء تحته.
witness-head-broken = لا يمكن قراءة الرأس العام، أو سياسة هذا المتصفح لمفتاح سجل آخر.
policy-here = يصدق هذا المتصفح:
policy-no-witness = لا شاهد
policy-lacks = لم تعط لهذا المتصفح سياسة: لا يعرف شاهدا ولا يعتد بأحد.
policy-take = أعطه سياسة
policy-other-take = أعطه سياسة أخرى
policy-forget = انس السياسة
policy-other = لا تسمي هذه السياسة مفتاح التوقيع لهذا السجل.
policy-none = ليس هذا ملف سياسة:
log-witness-hint = من يصدق يقوله ملف سياسة: نص فيه مفتاح السجل ومفاتيح الشهود، من غير من يدير السجل. يحفظ في هذا المتصفح لهذا السجل.
health = السلامة
health-server = الخادم
health-ready = يجيب ويقيد
health-not = ليس جاهزا
health-clock = ساعة السجل
health-clock-doubt = موضع شك: على شخصين أن ينظرا فيها
health-clock-fine = تسير
health-ahead = تختلف عن ساعة هذه الآلة بـ
health-genesis = الأصل
health-card = بطاقة السجل

## الانضمام
joining-cards = بطاقات تنتظر التسجيل
joining-no-card = لا بطاقة تنتظر.
joining-invite = ادع أحدا
joining-new-party = طرف جديد
joining-any = أي
joining-days = مفتوحة أياما، 14 على الأكثر
joining-make = أنشئ دعوة
joining-once = يظهر هذا الرمز هذه المرة وحدها. أعطه بطريق تثق به:
joining-address = يفتح القادم الجديد
joining-hide = نقلته
joining-open = دعوات مفتوحة
joining-until = حتى
joining-withdraw = اسحب
enrol-compare = اطلب أن تقرأ لك هذه البصمة، بصوت تعرفه:
enrol-new = (جديد)
enrol-party-name = اسم الطرف
enrol-desk-name = اسم المكتب
enrol-heard = سمعت البصمة نفسها
enrol-do = سجل المفتاح
enrol-leave = اترك هذه البطاقة

## الصادر
outbox-hint = تخبر الوجهات الخارجية بأن في المكتب شيئا، ولا شيء سواه.
outbox-targets = الوجهات
outbox-target = الوجهة
outbox-taken = آخر ما أخذت
outbox-waiting = تنتظر
outbox-dead = ميتة
outbox-gone = لم تعد في الإعداد
outbox-none = لا وجهات خارجية.
outbox-letters = رسائل تنتظر أو ميتة
outbox-letter = عن ماذا
outbox-since = مستحقة منذ
outbox-stands = الحال
outbox-tried = { $count ->
    [zero] لم تجرب
    [one] جربت مرة
    [two] جربت مرتين
    [few] جربت { $count } مرات
    [many] جربت { $count } مرة
   *[other] جربت { $count } مرة
}
outbox-drop = أسقط
outbox-drop-sure = أتسقط هذه الرسالة؟ ما تمثله يبقى في السجل.
letter-stop = توقف
letter-line-test = اختبار خط
letter-alert = تنبيه
letter-request = طلب
letter-waiting = تنتظر
letter-dead = ميتة
