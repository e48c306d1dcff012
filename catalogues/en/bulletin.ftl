# A bulletin: what both sides list of a zone and a day, in figures.

bulletin-title = Bulletin
bulletin-subject = { $zone }, { $day }
bulletin-as-of = Published { $at }, version { $version } of { $versions }
bulletin-published = Version { $version } of { $versions }, published by { $party } at { $at }.
bulletin-replaces = It replaces the version in record { $record }. The reason that { $party } gives:
bulletin-replaced = This version was replaced by the one in record { $record }. It is kept as it was published.
bulletin-uncountersigned = It lacks another party’s countersignature.
bulletin-no-side = Both lists are their makers’ words. Matched means that a person holds two entries to be about the same event, not that either account is so. No figure here is the register’s, and none says who did what. An event that nobody lists may have happened.
bulletin-basis = The day is counted by the clock { $clock }. The figures rest on the log before record { $size } and on the reconciliation named below; the lists were last opened in record { $listed }.
bulletin-heads = Under the head of a column stands the name of the rule of its figures, as in the other forms of this bulletin.
bulletin-no-checkpoint = not yet under a public checkpoint

section-lists = Two lists
section-beside = Steps, answers, and what stands beside the lists
section-rules = Rules of the figures
section-check = How to check it

list-of = What { $party } lists
list-word-of = Every entry is the word of { $party }.
list-all-kinds = all kinds
list-pairs = Pairs matched
list-steps = Steps on the ladder, each by whoever takes it
list-answers = Answers, each by whoever gave it
list-beside = Nil observations, restrictions of access, and violations that stand in neither list
list-others = Others, not named here
list-nobody = Nobody entered any.
list-others-answers = Answers to entries of the lists
list-others-beside = Entered beside the lists
step-at-level = { $step } ({ $level })

label-entry-kind = Kind
label-of-these = Of all these entries
label-entries = Entries
label-rule = Rule
label-of-whose = Of whose entries
label-step = Step
label-withdrawn = Withdrawn since
label-counts = What it counts
label-reconciliation = Reconciliation
label-content = SHA-256 of the content

check-record = Whoever has the register’s card can hold the proof of this record against the checkpoint, offline:
check-figures = The SHA-256 is of the content’s bytes in the record (deterministic CBOR). The centre can make every figure anew from the log, a party those of its own list:
