# The dossier of an incident.

dossier-title = Dossier of an incident
dossier-drawn = Drawn from the register { $origin } as of { $size ->
    [one] { $size } record
   *[other] { $size } records
}, at { $at }.
dossier-attributed = Each line is the word of whom it names. The register says none of it, and weighs none of it.
dossier-caveat = Notification is voluntary unless an agreement says otherwise. Absence from the register takes no protection away. People may be present. The duty to verify is unchanged. A receipt is not a permit.
dossier-eyes = Through the eyes of { $party }.
dossier-page = Page { $page } of { $pages }

section-incident = The incident
section-versions = Its versions
section-state = What the register held of that place and time
section-requests = What parties were asked, and what they answered
section-claims = Claims side by side
section-numbers = How the numbers changed
section-figures = Figures, each with its rule
section-left-out = What is left out, and why
section-verify = The log, and how to verify this

label-id = Incident
label-opened-by = Opened by
label-opened-at = Opened at
label-record = Record
label-kind = Kind, in its opener's word
label-when = When
label-clock = Clock, as it was given
label-where = Where, in every spelling given
label-words = In words
label-outcome = A check would have come to
label-missing = What was missing
label-what = What
label-whose = Whose
label-stood = How it stood
label-question = Question
label-state = State
label-answer = Answer
label-claimant = Whose word
label-says = What
label-said = How and when, source, record
label-number = Number
label-became = What became of it
label-counted = Counted
label-figure = Figure
label-origin = Origin of the log
label-size = Records in the log
label-root = Root of the log
label-checkpoint = Signed checkpoint
label-until = Deadline
label-asked-by = Asked by
label-asked = Asked at

place-also = { $name } (also { $others })
place-words = { $words }: { $name }
place-on-map = a place on the map
place-erased = erased

time-at = { $utc } UTC
time-at-clock = { $utc } UTC ({ $local }, clock { $offset })
time-at-unstated = { $utc } UTC (clock not stated)
time-certainty = { $time }, { $certainty }
time-unknown = date not known
time-from-until = { $from } – { $until }

count-exact = { $best }
count-between = { $low } to { $high }
count-at-least = at least { $low }
count-at-most = at most { $high }
count-not-given = a number not given
count-best-between = { $best } ({ $low } to { $high })
count-best-at-least = { $best } (at least { $low })
count-best-at-most = { $best } (at most { $high })

counted-people = { $harm }: { $category }
counted-people-of = { $harm }: { $category } ({ $whose })
counted-things = damage: { $object }
counted-things-of = damage: { $object } ({ $whose })

says-number = { $counted }: { $number }
says-named = { $named ->
    [one] { $named } of them is named
   *[other] { $named } of them are named
}
says-denied = In { $claimant }'s word it was not so:
says-told = teller: { $teller }
says-told-whom = to whom: { $whom }
says-told-means = by which means: { $means }
says-told-when = when: { $when }
says-forces = forces: { $forces }
says-clause = clause { $clause } of { $agreement }: { $how }
says-clause-by = by { $party }
says-relation = { $actor }: { $relation }: { $other }
says-not-at-hand = what was claimed is not at hand

said-how = { $channel }, { $when }
said-speaker = speaker: { $speaker }
said-reported = as reported by { $source }
said-clock = clock given as: { $clock }
said-source = source: { $source }
said-hash = SHA-256 of the document: { $hash }
said-original = original ({ $language }):
said-original-plain = original:
said-translation = translation:
said-remark = remark of { $party }:
said-entered = entered by { $party }, record { $record }
said-withdrawn = { $withdrawn } (entered by { $party }, { $at }, record { $record })
said-superseded = superseded by { $claim }
said-stance = { $claimant }: { $stance } ({ $stated })

somebody-erased = somebody whose name was erased (record { $record })
somebody-outside = { $name } (outside the register)
somebody-actor = { $name } (actor)

state-version = Version { $number } of { $of }, record { $record }
state-attached = { $then ->
    [one] { $then } record when it began
   *[other] { $then } records when it began
}, { $since ->
    [one] { $since } when it was opened
   *[other] { $since } when it was opened
}
state-register = the register
state-nothing = nothing of that place and time is on record here; that does not mean that nobody was there
state-notification = notification { $id }, told { $resolution }
state-position = position given in an answer
state-undisclosed = told without a place
state-unreadable = sent, and cannot be read
state-request = request
state-request-answers = { $answers ->
    [0] no answer by then
    [one] { $answers } answer by then
   *[other] { $answers } answers by then
}
state-declaration = declaration of { $forces }
state-line = line with the centre
state-relayed = written down for another by { $party }
state-informed = told by other means, in the teller's word ({ $party })
state-check = check
state-plan = plan { $id }
state-sent = sent, not acknowledged
mark-stale = stale
mark-contested = contested
mark-relayed = relayed
mark-late = late
mark-standing = no remark
missing-of = { $party }: { $why }
missing-alone = { $why }
missing-none = nothing

request-none = Nobody was asked.
request-positions = { $positions ->
    [one] { $positions } position, which is left out here
   *[other] { $positions } positions, which are left out here
}
request-nil = nobody of: { $forces }, { $window }
request-claims = by the claims { $claims }
request-sealed = for who asked alone
request-erased = what was answered has been erased

claims-none = No claim has been entered.
numbers-none = No claim gives a number.

figure-drawn = { $figure }, drawn from { $claims ->
    [one] { $claims } claim
   *[other] { $claims } claims
} by the rule “{ $rule }”
figure-range = { $low } to { $high }
figure-or-fewer = { $figure } or fewer
figure-or-more = { $figure } or more
figure-none = No figure was drawn.

left-out-places = Coordinates of places, of positions and of what was notified: a dossier travels, and the register must be useless for finding people.
left-out-persons = Names of victims and of persons who told something in confidence: they are sealed, and a dossier opens nothing.
left-out-readers = What is not for { $party } to read.
left-out-later = What was recorded after record { $size }.
left-out-state = What the register held: a server is asked for it by the command “incident state”, so that who looked is on record.
left-out-alerts = Single alerts, and each step of acknowledgement: they stand in the register and are shown by the command “incident state”.

verify-how = Whoever has the register's card and a bundle of it can hold every record named here against this checkpoint, offline and without trusting anybody:
verify-records = A number after “record” is the record's place in the log. A receipt proves that it stands there; it does not prove that what it says is so.
quoted = “{ $words }”
comma = ,
