# What every report has on each page.

report-as-of = As of { $at }; records that count: { $size }
report-exercise = EXERCISE: nothing in this is real
report-evidence = EVIDENCE ONLY, NOT THE REGISTER
