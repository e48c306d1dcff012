# ملف حادثة.

dossier-title = ملف حادثة
dossier-drawn = مستخرج من السجل { $origin } وفيه { $size ->
    [zero] { $size } قيد
    [one] قيد واحد ({ $size })
    [two] قيدان ({ $size })
    [few] { $size } قيود
    [many] { $size } قيدا
   *[other] { $size } قيد
}، في { $at }.
dossier-attributed = كل سطر هو قول من يسميه. السجل لا يقول شيئا من ذلك ولا يرجح شيئا منه.
dossier-caveat = الإشعار طوعي ما لم ينص اتفاق على غير ذلك. عدم الورود في السجل لا ينزع عن أحد حماية. قد يكون هناك أناس. واجب التثبت باق على حاله. الإيصال ليس إذنا.
dossier-eyes = بعيون: { $party }.
dossier-page = صفحة { $page } من { $pages }

section-incident = الحادثة
section-versions = نسخها
section-state = ما كان في السجل عن ذلك المكان والوقت
section-requests = بماذا سئلت الأطراف وبماذا أجابت
section-claims = الإفادات جنبا إلى جنب
section-numbers = كيف تغيرت الأعداد
section-figures = الأرقام المستخلصة، كل منها مع قاعدته
section-left-out = ما ترك ولماذا
section-verify = دفتر القيود وكيفية التحقق من هذا

label-id = الحادثة
label-opened-by = فتحها
label-opened-at = وقت فتحها
label-record = القيد
label-kind = النوع، بقول من فتحها
label-when = متى
label-clock = الساعة كما ذكرت
label-where = أين، بكل التهجئات المذكورة
label-words = بالكلام
label-outcome = ما كان التحقق ليقوله
label-missing = ما كان ناقصا
label-what = ماذا
label-whose = لمن
label-stood = على أي حال
label-question = السؤال
label-state = الحال
label-answer = الجواب
label-claimant = قول من
label-says = ماذا
label-said = كيف ومتى، المصدر، القيد
label-number = العدد
label-became = ما آل إليه
label-counted = المعدود
label-figure = الرقم المستخلص
label-origin = اسم دفتر القيود
label-size = القيود في الدفتر
label-root = جذر الدفتر
label-checkpoint = نقطة تحقق موقعة
label-until = المهلة
label-asked-by = السائل
label-asked = متى سئل

place-also = { $name } (وأيضا { $others })
place-words = { $words }: { $name }
place-on-map = مكان على الخريطة
place-erased = محي

time-at = { $utc } UTC
time-at-clock = { $utc } UTC ({ $local }، بساعة { $offset })
time-at-unstated = { $utc } UTC (لم تذكر الساعة)
time-certainty = { $time }، { $certainty }
time-unknown = التاريخ غير معروف
time-from-until = من { $from } إلى { $until }

count-exact = { $best }
count-between = من { $low } إلى { $high }
count-at-least = { $low } على الأقل
count-at-most = { $high } على الأكثر
count-not-given = عدد لم يذكر
count-best-between = { $best } (من { $low } إلى { $high })
count-best-at-least = { $best } ({ $low } على الأقل)
count-best-at-most = { $best } ({ $high } على الأكثر)

counted-people = { $harm }: { $category }
counted-people-of = { $harm }: { $category } ({ $whose })
counted-things = أضرار: { $object }
counted-things-of = أضرار: { $object } ({ $whose })

says-number = { $counted }: { $number }
says-named = { $named ->
    [zero] لا أحد منهم مذكور باسمه ({ $named })
    [one] واحد منهم مذكور باسمه ({ $named })
    [two] اثنان منهم مذكوران باسميهما ({ $named })
    [few] { $named } منهم مذكورون بأسمائهم
    [many] { $named } منهم مذكورون بأسمائهم
   *[other] { $named } منهم مذكورون بأسمائهم
}
says-denied = بقول { $claimant } لم يكن ذلك كذلك:
says-told = صاحب الإبلاغ: { $teller }
says-told-whom = المتلقي: { $whom }
says-told-means = الوسيلة: { $means }
says-told-when = الوقت: { $when }
says-forces = القوات: { $forces }
says-clause = البند { $clause }، { $agreement }: { $how }
says-clause-by = من: { $party }
says-relation = { $actor }: { $relation }: { $other }
says-not-at-hand = مضمون الإفادة غير متاح

said-how = { $channel }، { $when }
said-speaker = المتكلم: { $speaker }
said-reported = نقلا عن: { $source }
said-clock = ذكرت الساعة هكذا: { $clock }
said-source = المصدر: { $source }
said-hash = بصمة SHA-256 للوثيقة: { $hash }
said-original = الأصل ({ $language }):
said-original-plain = الأصل:
said-translation = الترجمة:
said-remark = ملاحظة، { $party }:
said-entered = أدخلها { $party }، القيد { $record }
said-withdrawn = { $withdrawn } (أدخلها { $party }، { $at }، القيد { $record })
said-superseded = حلت محلها الإفادة { $claim }
said-stance = { $claimant }: { $stance } ({ $stated })

somebody-erased = شخص محي اسمه (القيد { $record })
somebody-outside = { $name } (خارج السجل)
somebody-actor = { $name } (جهة)

state-version = النسخة { $number } من { $of }، القيد { $record }
state-attached = { $then ->
    [zero] لا قيد ({ $then }) حين بدأ الأمر
    [one] قيد واحد ({ $then }) حين بدأ الأمر
    [two] قيدان ({ $then }) حين بدأ الأمر
    [few] { $then } قيود حين بدأ الأمر
    [many] { $then } قيدا حين بدأ الأمر
   *[other] { $then } قيد حين بدأ الأمر
}، { $since ->
    [zero] لا قيد ({ $since }) حين فتحت
    [one] قيد واحد ({ $since }) حين فتحت
    [two] قيدان ({ $since }) حين فتحت
    [few] { $since } قيود حين فتحت
    [many] { $since } قيدا حين فتحت
   *[other] { $since } قيد حين فتحت
}
state-register = السجل
state-nothing = لا قيد هنا عن ذلك المكان والوقت؛ ولا يعني ذلك أن أحدا لم يكن هناك
state-notification = الإشعار { $id }، أبلغ { $resolution }
state-position = موقع ذكر في جواب
state-undisclosed = أبلغ من دون مكان
state-unreadable = أرسل ولا يقرأ
state-request = طلب
state-request-answers = { $answers ->
    [0] لا جواب حتى ذلك الحين
    [zero] لا جواب ({ $answers }) حتى ذلك الحين
    [one] جواب واحد ({ $answers }) حتى ذلك الحين
    [two] جوابان ({ $answers }) حتى ذلك الحين
    [few] { $answers } أجوبة حتى ذلك الحين
    [many] { $answers } جوابا حتى ذلك الحين
   *[other] { $answers } جواب حتى ذلك الحين
}
state-declaration = إعلان يشمل: { $forces }
state-line = خط الاتصال بالمركز
state-relayed = دونه عن غيره { $party }
state-informed = أبلغ بوسيلة أخرى، بقول المبلغ ({ $party })
state-check = تحقق
state-plan = الخطة { $id }
state-sent = أرسل ولم يؤخذ العلم به
mark-stale = قديم
mark-contested = متنازع فيه
mark-relayed = منقول
mark-late = متأخر
mark-standing = بلا ملاحظة
missing-of = { $party }: { $why }
missing-alone = { $why }
missing-none = لا شيء

request-none = لم يسأل أحد.
request-positions = { $positions ->
    [zero] لا موقع ({ $positions })، وهي متروكة هنا
    [one] موقع واحد ({ $positions })، وهو متروك هنا
    [two] موقعان ({ $positions })، وهما متروكان هنا
    [few] { $positions } مواقع، وهي متروكة هنا
    [many] { $positions } موقعا، وهي متروكة هنا
   *[other] { $positions } موقع، وهي متروكة هنا
}
request-nil = لا أحد من: { $forces }، { $window }
request-claims = بالإفادات { $claims }
request-sealed = للسائل وحده
request-erased = محي ما أجيب به

claims-none = لم تدخل أي إفادة.
numbers-none = لا تذكر أي إفادة عددا.

figure-drawn = { $figure }، مستخلص من { $claims ->
    [zero] لا إفادة ({ $claims })
    [one] إفادة واحدة ({ $claims })
    [two] إفادتين ({ $claims })
    [few] { $claims } إفادات
    [many] { $claims } إفادة
   *[other] { $claims } إفادة
} بالقاعدة «{ $rule }»
figure-range = من { $low } إلى { $high }
figure-or-fewer = { $figure } أو أقل
figure-or-more = { $figure } أو أكثر
figure-none = لم يستخلص أي رقم.

left-out-places = إحداثيات الأماكن والمواقع وما أشعر به: الملف ينتقل من يد إلى يد، والسجل يجب ألا يصلح للعثور على الناس.
left-out-persons = أسماء الضحايا ومن أفضوا بشيء سرا: هي مختومة، والملف لا يفتح شيئا.
left-out-readers = ما ليس لاطلاع { $party }.
left-out-later = ما قيد بعد القيد { $size }.
left-out-state = ما كان في السجل: يسأل عنه الخادم بالأمر «incident state»، ليبقى مقيدا من اطلع.
left-out-alerts = التنبيهات واحدا واحدا وكل درجة من درجات أخذ العلم: هي في السجل، ويعرضها الأمر «incident state».

verify-how = من لديه بطاقة السجل وحزمة أدلة منه يستطيع أن يقابل كل قيد مذكور هنا بنقطة التحقق هذه، دون اتصال ودون أن يثق بأحد:
verify-records = العدد بعد كلمة «القيد» هو مكان القيد في الدفتر. الإيصال يثبت أنه قائم هناك؛ ولا يثبت أن ما يقوله هو كذلك.
quoted = «{ $words }»
comma = ،
