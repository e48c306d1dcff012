# طبقات القارئ الخاصة على الخرائط

layers = الطبقات
layers-own = طبقاتك الخاصة
layers-why = ملفاتك أنت، تقرأ في هذا المتصفح ولا ترسل إلى أي مكان.
layers-no-part = ليست من السجل: لا يستعملها فحص ولا استعلام ولا تقرير، ولا يمكن اختيار شيء عليها.
layers-file = أضف ملفات: GeoJSON (WGS 84) أو PMTiles
layers-drop = أو ألقها على الخريطة.
layers-closed = ما حفظ من الطبقات مختوم بمفتاحك.
layers-left = لم يضف؛ وكل ما عداه باق كما كان:
layers-caption = طبقاتك الخاصة:
layers-not-register = ليست من السجل
layer-added = أضيفت { $name }.
layer-removed = أزيلت { $name }.
layer-moved = { $name } الآن في الموضع { $place } من { $all }.
layer-count = { $count ->
    [zero] لا معالم
    [one] معلم واحد
    [two] معلمان
    [few] { $count } معالم
   *[other] { $count } معلما
}
layer-placeless = بلا مكان: { $count }
layer-zooms = مستويات التقريب { $least } إلى { $most }
layer-vector = متجهات
layer-picture = صور
layer-names = الأسماء
layer-no-names = بلا أسماء
layer-keep = تحفظ على هذا الجهاز للمرة القادمة، مختومة بمفتاحك
layer-passing-closed = لهذه الجلسة وحدها، ما دام مفتاحك غير مفتوح.
layer-passing-large = لهذه الجلسة وحدها: أكبر من { $most } ميغابايت.
layer-passing-room = لهذه الجلسة وحدها: لم يبق متسع لحفظها على هذا الجهاز.
layer-passing-key = لهذه الجلسة وحدها: ليس لمفتاحك في هذا المتصفح ما تختم به. أخرج المفتاح ثم حمل ملفه من جديد.
layer-see = اذهب إليها
layer-up = ارفع { $name }
layer-down = أنزل { $name }
layer-away = أزل
layer-remove = أزل { $name }
layer-stumbled = تعذرت قراءة بعض مربعاتها فلم ترسم.

## لماذا يرفض ملف
layer-empty = الملف فارغ.
layer-unknown = ليس هذا GeoJSON ولا PMTiles. احفظه بإحدى الصيغتين.
layer-utf8 = لا يمكن قراءة النص: احفظه بترميز UTF-8.
layer-large = لا يقرأ هنا GeoJSON أكبر من { $most } ميغابايت. حوله إلى PMTiles.
layer-not-json = ليس هذا JSON، أو هو مقطوع.
layer-type = نوعه «{ $type }»، وليس من أنواع GeoJSON.
layer-members = «{ $member }» ناقص أو ليس قائمة.
layer-member = المعلم { $feature } ليس على بنية GeoJSON.
layer-geometry = المعلم { $feature } من النوع «{ $type }»، ولا يمكن رسمه.
layer-coordinates = إحداثيات المعلم { $feature } ليست أعدادا على ترتيب GeoJSON.
layer-nested = في المعلم { $feature } تجميعات متداخلة أعمق من { $most }.
layer-projected = للمعلم { $feature } الإحداثيات { $x }، { $y }: هذه أمتار إسقاط وليست درجات. احفظ الملف في WGS 84 (EPSG:4326).
layer-swapped = للمعلم { $feature } الإحداثيات { $x }، { $y }: يبدو أن خط العرض أولا. في GeoJSON يأتي خط الطول أولا.
layer-range = للمعلم { $feature } الإحداثيات { $x }، { $y }: خطوط الطول من ‎−180 إلى 180، وخطوط العرض من ‎−90 إلى 90.
layer-crs = نظامه المرجعي للإحداثيات «{ $crs }». احفظ الملف في WGS 84 (EPSG:4326).
layer-features = فيه أكثر من { $most } معلم. حوله إلى PMTiles.
layer-positions = فيه أكثر من { $most } موضع. بسطه أو حوله إلى PMTiles.
layer-nothing = لا شيء فيه له مكان.
layer-most = هناك { $most } طبقة. أزل واحدة أولا.
layer-unread = لا يمكن قراءة الملف: تغير أو نقل أو أخرج منذ اختير. أضفه من جديد.
layer-version = هذا PMTiles من الإصدار { $version }؛ يقرأ هنا الإصدار 3.
layer-cut = الملف مقطوع: أقصر مما في ترويسته.
layer-compression = مضغوط بطريقة { $name } التي لا تفكها المتصفحات. اكتبه بطريقة gzip أو بلا ضغط.
layer-tiles = مربعاته من النوع { $name }. تقرأ هنا مربعات المتجهات (MVT) وPNG وJPEG وWebP.
layer-broken = الأرشيف تالف.
layer-parts = لا يسمي طبقات مربعاته المتجهة (vector_layers).
layer-many-parts = في مربعاته المتجهة أكثر من { $most } طبقة.
layer-pictures = لا يمكن قراءة صوره.
