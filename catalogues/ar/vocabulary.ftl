# كلمات السجل نفسه بالعربية. المفتاح: المفردات وكلمتها، كما تكتبها القيود وواجهة البرمجة.

## ماذا حدث
event-other = غير ذلك
event-air-strike = ضربة جوية
event-shelling = قصف مدفعي
event-fire = إطلاق نار من أسلحة خفيفة أو رماية مباشرة
event-explosion = انفجار مجهول المصدر
event-mine = لغم أو عبوة مزروعة
event-uncrewed-aircraft = طائرة بلا طاقم
event-movement = تحرك قوات
event-crossing = عبور خط
event-access-denied = منع من المرور
event-detention = احتجاز
event-property = أخذ ممتلكات أو إتلافها
event-fighting = قتال على الأرض
event-air-defence = رماية دفاع جوي

## مدى يقين الوقت
certainty-exact = كما ذكر
certainty-about = في ذلك الوقت تقريبا
certainty-day = في ذلك اليوم
certainty-week = في ذلك الأسبوع
certainty-month = في ذلك الشهر
certainty-unclear = غير معروف

## الأسئلة التي تتناولها الإفادات
question-what-happened = ماذا حدث
question-where = أين
question-when = متى
question-who-was-present = من كان حاضرا
question-who-was-told = من جرى إبلاغه
question-who-did-it = من فعل ذلك
question-casualties = المتضررون من الناس
question-damage = الأضرار
question-compliance = هل روعيت البنود
question-relations = علاقة الأطراف الفاعلة بعضها ببعض

## هل كان كذلك
polarity-was = كان كذلك
polarity-was-not = لم يكن كذلك

## كيف قيل
channel-statement = بيان
channel-press = مؤتمر صحفي أو مقابلة أو خطاب
channel-report = خبر صحفي
channel-social = وسيلة تواصل اجتماعي
channel-telephone = هاتف أو لاسلكي
channel-letter = رسالة
channel-dataset = مجموعة بيانات أو مرجع
channel-meeting = اجتماع
channel-witness = شخص كان في المكان

## ما أصاب الناس
harm-killed = قتلى
harm-wounded = جرحى
harm-missing = مفقودون
harm-detained = محتجزون
harm-displaced = نازحون
harm-neutralised-as-claimed = «تحييد» بحسب الإفادة
harm-unspecified = ضرر غير محدد

## من كان الناس
category-unspecified = غير محدد
category-soldiers = جنود
category-civilians = مدنيون
category-civil-staff = موظفون مدنيون في القوات المسلحة
category-humanitarian = عاملون في المجال الإنساني
category-medical = عاملون في المجال الطبي
category-children = أطفال
category-women = نساء
category-monitors = مراقبون

## ما الذي تضرر
object-unspecified = غير محدد
object-homes = منازل
object-medical = مرافق طبية وسيارات إسعاف
object-schools = مدارس
object-infrastructure = مياه وكهرباء وطرق وجسور
object-vehicles = مركبات
object-armour = مركبات مدرعة
object-artillery = مدفعية
object-aircraft = طائرات
object-air-defence = دفاع جوي
object-posts = مواقع ونقاط
object-aid = مواد إنسانية
object-targets-as-claimed = «أهداف» بحسب الإفادة

## كيف روعي البند
compliance-complied = روعي
compliance-breached = لم يراع

## علاقة الأطراف الفاعلة بعضها ببعض
relation-backed-by = مدعوم من
relation-part-of = جزء من
relation-fights-beside = يقاتل إلى جانب

## ما يقال في إفادة الغير
stance-confirms = يقول القول نفسه
stance-denies = ينفي
stance-cannot-confirm = لا يستطيع القول إنه كذلك
stance-no-answer = لم يجب

## القواعد التي تستخلص بها الأرقام
rule-lowest = أصغر عدد تذكره أي إفادة قائمة
rule-highest = أكبر عدد تذكره أي إفادة قائمة
rule-latest-of-each-claimant = من أصغر إلى أكبر ما قاله آخرا كل صاحب إفادة

## فئات القوات
force-regulars = وحدات نظامية
force-attached = وحدات ملحقة
force-partners = قوات شريكة
force-contractors = متعاقدون
force-humanitarian = عاملون في المجال الإنساني
force-civil = موظفون وخدمات مدنية

## الوسائل
means-telephone = هاتف
means-radio = لاسلكي
means-paper = ورق
means-in-person = وجها لوجه
means-mail = بريد إلكتروني أو رسالة نصية

## الأسئلة المعتادة عن حادثة
asked-positions = أين كانت قواتكم آنذاك؟
asked-what-was-notified = بماذا كنتم قد أشعرتم: موقع أم تحرك، أي منطقة، أي مدة، وبأي دقة؟
asked-when-it-reached-whom = متى بلغ ذلك المركز، ومن أخذ العلم به وإلى أي درجة؟
asked-what-was-requested = هل سئلتم عن ذلك المكان والوقت، وبماذا أجبتم؟
asked-what-a-nil-covered = أي القوات شملها إشعاركم بأن «لا أحد»؟
asked-passed-on-to-whom = هل نقلتم ما أبلغتم به، ولمن ومتى؟
asked-when-a-stop-came = متى وصلت كلمة التوقف، ومن تلقاها؟
asked-clock-and-spelling = أي ساعة وأي تهجئات تستعملها سجلاتكم؟
asked-activities-under-way = أي أنشطة كانت جارية لكم هناك؟
asked-nature = ماذا حدث، بحسب روايتكم؟
asked-extent = ما مدى ما حدث، بحسب روايتكم: المكان والمدة والضرر؟
asked-threat-to-the-agreement = ماذا يعني ذلك للاتفاق، بحسب روايتكم؟

## حال السؤال
state-open = مفتوح
state-overdue = لا جواب حتى المهلة
state-answered = أجيب عنه
state-answered-late = أجيب عنه بعد المهلة

## أنواع الأجوبة
reply-positions = مواقع
reply-nil = لا أحد من هذه القوات
reply-claims = بإفادات
reply-refused = يمتنع عن الجواب
reply-cannot-say = لا يستطيع القول
reply-words = بالكلام

## ما يقوله التحقق
outcome-overlap = تداخل
outcome-none-known = لا إشعار بشيء
outcome-unknown = لا يمكن القول

## حال خط الاتصال
line-open = مفتوح
line-degraded = رديء
line-unattended = لا أحد يرد
line-suspended = معلق
line-withdrawn = منسحب منه

## لماذا لا يمكن القول
why-outside-zones = جزء منه لا يقع في أي منطقة متفق على حدودها
why-nobody-obliged = لا أحد ملزم بالجواب هنا: الإشعار طوعي
why-silent = لم يقل شيء يشمله
why-stale = ما قيل قديم جدا
why-scope = ما قيل لا يشمل فئات من القوات أو جزءا من المنطقة أو المدة
why-contested = ما قيل متنازع فيه
why-unreadable = أرسل شيء لا يمكن قراءته
why-erased = شيء في الداخل محي أو فقد
why-channel = خط الاتصال غير مفتوح
why-refused = امتنع عن الجواب
why-undisclosed = أبلغ هنا عن شيء من دون ذكر مكانه
why-clock = كانت ساعة السجل موضع شك
why-budget = استنفد عدد مرات التحقق المسموح به
why-floor = ما سئل عنه أصغر أو أقصر مما يجوز السؤال عنه
why-relayed-only = ما كان ليشمله نقل فقط ولم يوقع
why-boundary-not-agreed = الحدود غير متفق عليها، أو لا توجد إلا كلمات
why-stale-inside = شيء أشعر به في الداخل لم يجدد في وقته
why-plan-unseen = أحجام الخطة مفقودة

## أنواع الإشعارات
notification-site = موقع ثابت
notification-movement = تحرك
notification-nil = لا أحد

## بأي دقة أبلغ
resolution-commitment = ببصمة فقط
resolution-existence = بوجود شيء
resolution-cell = بالخلايا
resolution-exact = بدقة

## لماذا لم ترفق حال
no-state-no-place = المكان معروف باسمه فقط، فلم يمكن سؤال السجل عنه. يستطيع من فتح الحادثة أن يضيف إحداثيات.
no-state-erased = محي المكان، فلم يعد ممكنا السؤال عما كان مقيدا هناك.

## ما آلت إليه الإفادة
became-superseded = حل غيرها محلها
became-withdrawn = سحبت
withdrawn-entered-in-error = سحبت: أدخلت خطأ
withdrawn-taken-back = سحبها صاحبها

## اللحظة التي يسأل عن الحال عندها
as-of-event = حين بدأ الأمر
as-of-opening = حين فتحت الحادثة

## أنواع الادعاءات
kind-small-arms = أسلحة خفيفة
kind-direct-fire = رماية مباشرة
kind-shelling = قصف مدفعي
kind-rockets = صواريخ
kind-air-strike = ضربة جوية
kind-drone = طائرة بلا طاقم
kind-mine = لغم
kind-explosion = انفجار
kind-fighting = قتال
kind-force-movement = تحرك قوات
kind-force-presence = وجود قوات
kind-overflight = تحليق
kind-attack-on-civilians = هجوم على مدنيين
kind-blocked-aid = حجز مساعدات
kind-abduction = خطف
kind-recruitment = تجنيد
kind-propaganda = دعاية عدائية
kind-fortification = تحصين
kind-restriction = تقييد الحركة
kind-other = غير ذلك
kind-nothing-observed = لم يرصد شيء
kind-no-access = لا وصول

## درجات الادعاء، بقول من يمنحها
step-logged = قيد
step-corroborated = سندته مصادر أخرى
step-verified = فحص في المكان أو بوسائل تقنية
step-concluded = درس وخلص إلى نتيجة
step-rejected = رفض
step-taken-back = استرد

## ما يقوله طرف آخر في ادعاء
answer-confirms = يقول القول نفسه
answer-denies = ينفي
answer-cannot-confirm = لا يستطيع القول إنه كان كذلك

## فئات الأسلحة
weapon-any-weapon = أي سلاح
weapon-heavy-weapons = أسلحة ثقيلة
weapon-tanks = دبابات
weapon-armoured-vehicles = مركبات مدرعة
weapon-multiple-rocket-launchers = راجمات صواريخ
weapon-artillery = مدفعية
weapon-mortars = هاونات
weapon-missiles = صواريخ موجهة
weapon-air-defence = دفاع جوي
weapon-aircraft = طائرات بطاقم
weapon-unmanned-aircraft = طائرات بلا طاقم
weapon-small-arms = أسلحة خفيفة
weapon-mines = ألغام
weapon-ammunition = ذخيرة
weapon-equipment = عتاد آخر

## حال الخطة
plan-filed = مقدمة
plan-active = جارية
plan-paused = متوقفة مؤقتا
plan-ended = منتهية
plan-cancelled = ملغاة

## أسماء أعداد النشرة
entries-listed = مدرج
entries-matched = مقابل
entries-only = هنا فقط
entries-disputed = مختلف فيه
entries-pairs = أزواج متقابلة
entries-contested = نازع فيه طرف آخر
entries-withdrawn = سحبه واضعه
entries-corrected = روي على غير ذلك منذ إدراجه
entries-unplaced = إلى جانب القائمة: لم تذكر منطقة ولا مكان
entries-untold = إلى جانب القائمة: رواية لا تقرأ هنا
entries-steps = درجات
entries-answers = أجوبة
entries-beside = إلى جانب القائمتين
entries-answers-by-others = أجوبة آخرين
entries-beside-by-others = إلى جانب القائمتين، من آخرين

## ما تعده قواعد تلك الأعداد
rule-listed = خروقات يدعي الطرف أنها بدأت في المنطقة ذلك اليوم، كما كانت حين فتحت القائمتان آخر مرة؛ وما سحب أو صحح منذئذ يبقى مدرجا
rule-matched = مدخلات مدرجة يعدها شخص من الناشر عن الحدث نفسه الذي عنه مدخل واحد في القائمة الأخرى؛ ولا يجعل ذلك أيا من الروايتين كذلك
rule-only = مدخلات مدرجة ليست مقابلة ولا مختلفا فيها؛ وكون الجانب الآخر لم يدرج شيئا مثلها ليس قولا منه
rule-disputed = مدخلات مدرجة أفردها شخص من الناشر مع سبب: لا هي مقابلة ولا هي لجانب واحد فقط
rule-pairs = أزواج متقابلة من مدخل واحد في كل قائمة
rule-contested = مدخلات مدرجة ينفيها آخر جواب لطرف آخر
rule-withdrawn = مدخلات سحبها واضعها؛ وتبقى في كل عدد آخر
rule-corrected = مدخلات مدرجة يرويها واضعها على غير ذلك منذ إدراجها؛ ويعد النوع بما قيل آخرا
rule-unplaced = خروقات يدعيها الطرف عن ذلك الوقت بلا منطقة ولا مكان؛ ليست مدرجة وقد تكون من هذه القائمة
rule-untold = خروقات لم تبلغ روايتها إلى الناشر أو محيت، سوى ما سمع قبل بدء اليوم؛ ليست مدرجة وقد تكون من هذه القائمة
rule-steps = مدخلات الواضع بحسب آخر درجة، كل منها لمن وضعها؛ ولا تجعل درجة أحد رواية ما كذلك
rule-answers = مدخلات الواضع بحسب آخر جواب من أي من الجانبين وممن يرصد أو يحقق؛ وعدم الجواب ليس قولا لأي جانب
rule-beside = رصد لم ير شيئا وقيود على الوصول وخروقات لا يدعيها أي من الجانبين، عن المنطقة واليوم، بحسب من أدخلها، إن كان ممن يرصد أو يحقق
rule-answers-by-others = آخر أجوبة أطراف ليست من الجانبين ولا ترصد ولا تحقق؛ لا يذكر هنا لمن هي ولا ما فيها
rule-beside-by-others = رصد لم ير شيئا وقيود على الوصول وخروقات عن المنطقة واليوم، أدخلتها أطراف ليست من الجانبين ولا ترصد ولا تحقق؛ لا يذكر هنا لمن هي ولا من أي نوع
