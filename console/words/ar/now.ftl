# الآن

view = العرض
view-table = جدول
view-feed = تسلسل
view-map = خريطة
filters = مرشحات
filter-text = اسم أو معرف
filter-kind = النوع
filter-party = الطرف
filter-state = الحال
filter-past = وما انتهى أيضا
now-shown = { $shown } من { $all } إخطارات
now-none = لا إخطار مما أبلغ به هذا الطرف يوافق. وليس هذا علامة على أن لا أحد هناك.
now-caption = إخطارات قدمها هذا الطرف أو أبلغ بها
looks-recorded = أماكن غيرك معروضة: كل منها يقيد نظرة.
look-recorded = قيد أن هذا عرض، بوصفه نظرة.
column-stands = الحال
column-told = أبلغ
column-heard = سمع
column-good-until = صالح حتى
contested-by = ينازع فيه
field-names = الأسماء
field-told = بأي دقة أبلغ
field-precision = الدقة
field-buffer = مسافة الابتعاد
told-nothing-of-place = لم يبلغ أين
cells-of = { $count } خلايا
history = ما أبلغ
version-first = أبلغ
version-later = عدل
feed-none = لا شيء بعد.
feed-part = من آخر { $count } قيد في السجل. الساري في الجدول، والأقدم يسأل عنه في غرفة «{ $room }».
map-label = خريطة: { $count } إخطارات؛ كلها في الجدول أيضا
now-not-drawn = { $count ->
    [one] واحد آخر أبلغ بلا مكان، وهو في الجدول وحده.
    [two] اثنان آخران أبلغا بلا مكان، وهما في الجدول وحده.
   *[other] { $count } أخرى أبلغت بلا مكان، وهي في الجدول وحده.
}
map-frugal = الخرائط مطفأة لخط بطيء. الجدول يعرض الشيء نفسه.
filter-when = ساري
when-any = في أي وقت
when-now = الآن
when-6 = في الساعات الست القادمة
when-24 = في الساعات الأربع والعشرين القادمة
when-typed = في فترة أحددها
when-why = ما أخبر به دون وقت، أو تقادم أو تأخر، يعرض لكل وقت.
now-crowded = كثرتها تجعل كلا منها شكلا واحدا بقدر ما تبلغ دقته، بلا حلقات؛ تظهر الأسماء عن قرب. رشح لترى أكثر.
