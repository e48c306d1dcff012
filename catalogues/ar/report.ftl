# ما في كل صفحة من كل تقرير.

report-as-of = حتى { $at }؛ عدد القيود المأخوذة: { $size }
report-exercise = تمرين: لا شيء في هذا حقيقي
report-evidence = دليل فحسب، وليس السجل
