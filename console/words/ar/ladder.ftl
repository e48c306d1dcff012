# السلم

inbox = ينتظر أن يؤخذ علما به
inbox-none = لا شيء ينتظر.
inbox-more = { $count ->
    [zero] لا شيء آخر.
    [one] واحد آخر لا يظهر هنا.
    [two] اثنان آخران لا يظهران هنا.
    [few] { $count } أخرى لا تظهر هنا.
    [many] { $count } آخر لا يظهر هنا.
   *[other] { $count } آخر لا يظهر هنا.
}
ladder-own = ما أبلغناه
ladder-own-none = لم يبلغ طرفك شيئا ساريا. يكون الإبلاغ في غرفة «إشعار».
ladder-back = كلها
ladder-detail = ما أبلغ
ladder-latest = كما أبلغ أخيرا
ladder-earlier = كما أبلغ من قبل
ladder-caption = من أبلغ به، وإلى أين وصل عند كل منهم على ذمته
ladder-told = أبلغ { $how }
ladder-item = رقم { $number } في الوارد
ladder-register = السجل
ladder-silent = صامت: لا كلمة منذ أرسل
ladder-no-word = لا كلمة
ladder-to-nobody = لم يبلغ به أحد سوى المركز.
ladder-not-to-you = لم يبلغ طرفك بهذه الصيغة.
ladder-means = كل درجة كلمة الطرف نفسه مع وقتها. لا تعني أي منها أنه يقبل شيئا، وغياب الكلمة لا يعني أنه لم يقرأ.
ladder-untold = لم يبلغ به:
ladder-others = من أبلغ به غيرك بين صاحبه وبينهم.
ladder-cut = قرئت القيود حتى القيد { $index }؛ الكلمات اللاحقة لا تظهر بعد.
ladder-go-on = تابع
ladder-dispute = النزاع
ladder-otherwise = أبلغ بوسائل أخرى، على ذمة من أبلغ
ladder-somebody = شخص ما
ladder-read-back = أعيدت قراءته
ladder-say = إلى أين وصل عندنا
ladder-say-hint = كل كلمة توقع وتحفظ؛ وقد تأتي الدرجات بأي ترتيب.
ladder-text = إلى من، أو السؤال، أو السبب
ladder-reply = ردنا
ladder-reply-text = الرد نصا
rung-sent = أرسل
rung-delivered = سلم
rung-received = استلم
rung-acknowledged = أخذ علما
rung-ingested = أدخل في الأنظمة
rung-disseminated = أحيل إلى الوحدات
rung-queried = سؤال
rung-contested = نازع فيه
rung-returned = أعيد
say-received = استلمنا
say-acknowledged = أخذنا علما
say-ingested = أدخلناه في أنظمتنا
say-disseminated = أحلناه
say-queried = اسأل
say-returned = أعده
say-dispute = نازع فيه
say-lift = اسحب النزاع
say-reply = رد
dispute-raised = ينازع فيه
dispute-replied = يرد
dispute-lifted = يسحب النزاع
