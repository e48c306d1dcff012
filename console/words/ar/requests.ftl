# الطلبات

requests-past = والمغلقة أيضا
requests-none = لم يسأل أحد طرفك شيئا.
requests-none-asked = لم يسأل أحد عن شيء بعد.
requests-overdue = فات موعدها
requests-due = مستحقة
requests-to-come = قادمة
requests-answered = أجيب عنها
requests-closed = مغلقة
request-one = طلب واحد
request-number = الطلب { $number } من سلسلته
request-as-of = كما في { $time }
request-due = يستحق
request-overdue-for = فات الموعد منذ { $span }
request-passed-on = أحيل إلى أي مكتب مناوب
request-reminded = أرسل تذكير
request-closed = تغير قبل موعده
request-whole = المنطقة كلها
request-part = جزء من المنطقة
request-part-unseen = جزء من المنطقة لم يبلغ هنا
request-again = يتكرر كل
request-until = حتى { $time }
request-change = عدل هذا الطلب
request-change-means = ما بدأ ولم يحل أجله يغلق؛ وما تقوله الآن يسري من أول وقت أدناه.
request-change-send = اسأل هكذا من الآن
request-changed = عدل الطلب.
request-same-part = الجزء نفسه من المنطقة
request-end = أنه هذا الطلب
request-end-sure = أتنهي هذا الطلب؟ ما بدأ ولم يحل أجله يغلق، وما تأخر يبقى متأخرا.
request-ended = انتهى { $time }
request-gone = لا يعود بعد: أنهي الطلب أو عدل.

## المركز يسأل
ask = اسأل
ask-whom = من يسأل
ask-part = عن جزء من المنطقة فقط
ask-forces = فئات القوات
ask-as-of = كما في
ask-due = الموعد
ask-order = الموعد قبل البداية.
ask-again = يتكرر
ask-every = بعد كم ساعة
ask-until = لا شيء بعد
ask-remind = تذكير، بالدقائق قبل الموعد
ask-remind-hint = إن ترك فارغا: كما في قواعد المنطقة.
ask-send = اسألهم
ask-done = { $count ->
    [zero] لم يسأل أي طرف.
    [one] سئل طرف واحد.
    [two] سئل طرفان.
    [few] سئلت { $count } أطراف.
    [many] سئل { $count } طرفا.
   *[other] سئل { $count } طرف.
}

## الجواب
answer-new = أجب
answer-again = أجب من جديد
answer-nil = لا أحد
answer-nil-hint = لا أحد من الفئات المسماة، في هذه المساحة وهذه الفترة
answer-positions = أين هم
answer-positions-hint = المواقع، مع ما تكتمل له
answer-refused = دون إبلاغ
answer-refused-hint = وهذا جواب أيضا
answer-nil-means = النفي يخص الفئات والمساحة والفترة المسماة فيه، ولا شيء سواها.
answer-positions-means = بلا تصريح لا تغطي القائمة إلا نفسها.
answer-refused-means = الامتناع جواب وليس صمتا، ولا يغطي شيئا.
answer-reason = لماذا، إن أردت
answer-where = المواقع
answer-force = لمن
answer-radius = نصف القطر، م
answer-one-more = موقع آخر
answer-take-out = أزل
answer-from-notified = خذ مواقعنا السارية
answer-as-notified = كما أبلغ
answer-complete = القائمة كاملة
answer-incomplete = يبقى مفتوحا هل هناك غيرها: الجواب جزئي.
answer-nobody-of = لا أحد من هذه الفئات
answer-complete-of = كاملة لهذه الفئات
answer-complete-for = كاملة لـ { $forces }
answer-forces-left = سئل عنها وتبقى مفتوحة: { $forces }
answer-all-zone = للمنطقة كلها
answer-all-asked = لكل المساحة المسؤول عنها
answer-no-boundary = لا حدود متفق عليها لهذه المنطقة: سم المساحة.
answer-area-left = هل يشمل هذا كل المساحة المسؤول عنها، يجده السجل.
answer-as-of = صحيح كما في
answer-send = أجب
answer-done = أجيب: القيد { $index }.
answer-counts = هذا هو المعتبر
answer-partial = أقل مما سئل
answer-late = متأخر { $span }
answer-relayed = كتبه غيره، ولم يوقع بعد
answer-leaves-open = ما بقي مفتوحا مما سئل
answer-positions-of = { $count ->
    [zero] لا مواقع
    [one] موقع واحد
    [two] موقعان
    [few] { $count } مواقع
    [many] { $count } موقعا
   *[other] { $count } موقع
}

## من أبلغ ماذا
cover = من أبلغ ماذا
cover-caption = منطقة بعد منطقة وطرفا بعد طرف عبر الزمن بالتوقيت العالمي. الأسهم تنتقل بين الخلايا. لا كلمة من هذه تعني أن لا أحد هناك.
cover-is-not = من لم يبلغ شيئا قد يكون في أي مكان.
cover-around = قبل الآن وبعده
cover-hours = { $hours } ساعة
cover-none = لم يسأل أحد ولا أحد ملزم بالجواب هنا، بقدر ما أبلغت به. وهذا لا يدل على شيء عمن هو هناك.
cover-clock = ساعة السجل موضع شك: لا تعتمد على هذا حتى ينظر فيها شخصان.
cover-now = الآن
cover-must = عليه أن يجيب
cover-asked = سئل
cover-part = في جزء منها
cover-line = خطه مع المركز ليس مفتوحا
cover-unreadable = شيء منه لا يقرأ: لا شيء يعد مغطى
cover-overdue = فات الموعد منذ { $span }
cover-due = الموعد { $time }
cover-nobody-of = لا أحد من: { $forces }
cover-only = فقط: { $forces }
cover-no-class = لا فئة على كل المساحة
cover-behind = ما وراء ذلك
cover-time = الزمن
cover-covered = أبلغ
cover-not = لم يبلغ
cover-stale-from = قديم منذ
cover-awaited = ينتظر حتى
cover-records = القيود
standing-answered = أجاب
standing-nil = نفي
standing-partial = جزئيا
standing-refused = امتنع
standing-contested = متنازع عليه
standing-unconfirmed = لم يوقع بعد
standing-unseen = لا يرى هنا
standing-stale = قديم
standing-not-due = لم يحن بعد
standing-silent = صامت
standing-no-boundary = لا حدود متفق عليها
means-answered = أبلغ أين أفراده من هذه الفئات. وقد يكون غيرهم هناك.
means-nil = أبلغ أن لا أحد لديه هناك من الفئات المسماة. ولا يشمل فئات أخرى ولا غيره.
means-partial = أبلغ عن بعض الفئات أو عن جزء من المساحة. والباقي غير معروف.
means-refused = يمتنع عن الإبلاغ. أين أفراده غير معروف.
means-contested = ما أبلغه ينازع فيه غيره. أين أفراده لا يعرف منه.
means-unconfirmed = كتبه غيره وليس كلمته الموقعة بعد.
means-unseen = أبلغ شيئا لا يرى هنا.
means-stale = ما أبلغه أقدم من أن يعتمد عليه.
means-not-due = سئل ولم يحن موعد جوابه. لا يعرف شيء حتى ذلك الحين.
means-silent = لم يبلغ شيئا عن هذا الزمن. قد يكون أفراده في أي مكان هناك.
means-no-boundary = لا حدود متفق عليها مرسومة، فلا شيء يغطي المنطقة.
