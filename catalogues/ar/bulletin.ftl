# نشرة: ما أدرجه الجانبان عن منطقة ويوم، بالأعداد.

bulletin-title = نشرة
bulletin-subject = { $zone }، { $day }
bulletin-as-of = نشرت { $at }، النسخة { $version } من { $versions }
bulletin-published = النسخة { $version } من { $versions }، نشرها { $party } في { $at }.
bulletin-replaces = تحل محل النسخة التي في القيد { $record }. السبب الذي يذكره { $party }:
bulletin-replaced = حلت محل هذه النسخة تلك التي في القيد { $record }. وهي محفوظة كما نشرت.
bulletin-uncountersigned = ينقصها توقيع إضافي من طرف آخر.
bulletin-no-side = كلتا القائمتين كلام من وضعهما. «مقابل» تعني أن شخصا يعد مدخلين عن الحدث نفسه، لا أن إحدى الروايتين كذلك. ليس أي عدد هنا للسجل، ولا يقول أي منها من فعل ماذا. وقد يكون حدث ما لم يدرجه أحد.
bulletin-basis = يحسب اليوم بساعة { $clock }. تستند الأعداد إلى ما في الدفتر قبل القيد { $size } وإلى المقابلة المذكورة أدناه؛ وفتحت القائمتان آخر مرة في القيد { $listed }.
bulletin-heads = تحت رأس العمود اسم قاعدة أعداده، كما في الصيغ الأخرى لهذه النشرة.
bulletin-no-checkpoint = ليست بعد تحت نقطة تحقق علنية

section-lists = قائمتان
section-beside = الدرجات والأجوبة وما هو إلى جانب القائمتين
section-rules = قواعد الأعداد
section-check = كيفية التحقق منها

list-of = ما أدرجه { $party }
list-word-of = كل مدخل هو كلام { $party }.
list-all-kinds = كل الأنواع
list-pairs = الأزواج المتقابلة
list-steps = الدرجات، كل منها مع من وضعها
list-answers = الأجوبة، كل منها مع من أعطاه
list-beside = رصد لم ير شيئا، وقيود على الوصول، وخروقات ليست في أي من القائمتين
list-others = آخرون، غير مذكورين هنا بأسمائهم
list-nobody = لم يدخل أحد شيئا.
list-others-answers = أجوبة عن مدخلات القائمتين
list-others-beside = ما أدخل إلى جانب القائمتين
step-at-level = { $step } ({ $level })

label-entry-kind = النوع
label-of-these = من كل هذه المدخلات
label-entries = المدخلات
label-rule = القاعدة
label-of-whose = مدخلات من
label-step = الدرجة
label-withdrawn = ما سحب منذئذ
label-counts = ما تعده
label-reconciliation = المقابلة
label-content = بصمة SHA-256 للمحتوى

check-record = من لديه بطاقة السجل يستطيع أن يقابل برهان هذا القيد بنقطة التحقق، دون اتصال:
check-figures = البصمة SHA-256 هي لبايتات المحتوى في القيد (CBOR حتمي). يستطيع المركز أن يستخرج كل عدد من الدفتر من جديد، والطرف أعداد قائمته:
