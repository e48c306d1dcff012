# The register

register-parts = Parts of the register
part-parties = Parties
part-keys = Keys
part-zones = Zones
part-looks = Who saw what
part-log = Log and health
part-joining = Joining
part-outbox = Outbox

## Parties and keys
parties-caption = Enrolment is not recognition.
parties-role = What it is here
parties-desks = Desks
parties-no-desk = no desk
parties-belligerent = takes part in the hostilities
role-centre = centre
role-force = force
role-humanitarian = humanitarian
role-civil = civil
role-guarantor = guarantor
role-monitor = monitor
role-mediator = mediator
role-intermediary = intermediary
role-investigator = investigator
role-witness = witness
keys-caption = Every key that was ever enrolled, and how it stands. A person is an identifier, never a name.
keys-person = Person
keys-stands = Stands
keys-act = What can be done
keys-this-one = yours
key-stands-good = in force
key-stands-revoked = revoked since { $time }
key-stands-grace = replaced, taken until { $time }
key-stands-rotated = replaced, taken no more
key-stands-look-again = enrolled by a key that is revoked since { $time }: look at whose it is
keys-revoke = Revoke
keys-revoke-title = Revoke this key?
keys-revoke-means = What it signed after this moment is void until the party stands by it. A revoked key does not come back.
keys-revoke-since = Void from
keys-revoke-do = REVOKE THE KEY
sessions-end = End its sessions
sessions-sure = End every session of this person?
sessions-ended = Sessions ended of

## Zones
zones-drawn = The zone’s boundaries, drawn small; the table has each of them
zones-wide = { $length } wide; north is up. Full line: holds now. Broken: at another time. Dotted: claimed.
zones-not-drawn = In words alone: there is nothing to draw.
zones-versions = The boundaries in the order in which they were said
zones-version = Version
zones-status = Status
zones-record = Record
zones-claimed-by = claimed by
zones-in-time = its time is now
zones-rules = Rules
zones-obliged = Who must answer
zones-part = in a part of it
zones-voluntary = Nobody must answer: telling is voluntary here.
zones-source = The figures come from the document
zones-no-rules = No rules have been set for this zone.
boundary-agreed = agreed
boundary-claimed = claimed
boundary-text-only = in words only
rule-freshness = An answer is fresh for
rule-lead = A movement is told ahead by
rule-lead-emergency = In an emergency by
rule-tolerance = How near two windows may come
rule-precision = Precision where none is stated
rule-buffer = Least buffer of a check
rule-halt = Longest halt
rule-outcome = Longest life of an outcome
rule-floor = Least area and time of a check
rule-floor-is = { $area } m², { $span }
rule-budget = Checks of a party a day
rule-counts = Its counts are told to an owner after
rule-patience = An alert is passed on after
rule-reminder = A reminder comes before it is due

## Who saw what
looks-hint = Each time somebody is shown where your people are, it is on record: the centre’s looks, too. Parties are named, no person.
looks-of = Of
looks-again = Look again
looks-lost = { $count ->
    [one] One record of looks cannot be read any more.
   *[other] { $count } records of looks cannot be read any more.
}
looks-caption = Who was shown what your party told, the latest first
looks-when = When
looks-by = Who
looks-what = What
looks-how = How exactly
looks-way = In which way
looks-times = Times
looks-nobody = not told
looks-none = Nobody was shown anything yet, as far as it is on record.
looks-more = { $count ->
    [one] One more is not shown here.
   *[other] { $count } more are not shown here.
}
look-view = on a screen
look-inquiry = in an inquiry
look-export = in a file
look-pack = in an offline pack
counts = Checks over what you told
counts-hint = Numbers by zone, after the checks are over and the zone’s delay: no plan, no party, no place.
counts-none = Nothing was told of checks yet.
counts-outside = outside all zones
counts-of = checks: { $checks }, notifications overlapped: { $overlaps }

## The log
log-verifies = The log’s head verifies
log-broken = THE LOG DOES NOT VERIFY
log-failed = Its signature does not hold:
log-other = It does not continue what this browser was shown before. Keep both, stop relying on it, and compare with the other parties by voice.
log-grew = { $count ->
    [one] It only grew since this browser first saw it, { $since }: held against one earlier head.
   *[other] It only grew since this browser first saw it, { $since }: held against { $count } earlier heads.
}
log-first = This browser has seen no earlier head; from now on each is held against this one.
log-witness-other = A witness has seen another history of this log:
log-size = Records
log-root = Root
log-origin = Log
log-hint = Verified in this page, under the key of the register’s card, by the independent verifier. Compare the card’s fingerprint by another way.
log-public = Under the public head of { $size } records stand the signatures of:
log-no-witness = No witness has signed under it.
witness-verified = verified in this page
witness-fails = DOES NOT HOLD
witness-unknown = witness unknown
witness-at = signed
witness-claims = claims to be of
witness-lacking = No signature that holds of:
witness-quorum = As many witnesses have signed as the policy asks for.
witness-no-quorum = Fewer witnesses have signed than the policy asks for.
witness-not-logs = The log’s own signature under this head does not hold: nothing under it counts.
witness-head-broken = The public head cannot be read, or this browser’s policy is for another log key.
policy-here = This browser believes:
policy-no-witness = no witness
policy-lacks = This browser was given no policy: no witness is known to it, and none counts.
policy-take = Give it a policy
policy-other-take = Give it another policy
policy-forget = Forget the policy
policy-other = This policy does not name this register’s log with its key.
policy-none = This is no policy:
log-witness-hint = Whom to believe stands in a policy: a text with the log’s key and those of the witnesses, from somebody other than who runs the register. It is kept in this browser, for this register.
health = Health
health-server = Server
health-ready = answers and records
health-not = is not ready
health-clock = The register’s clock
health-clock-doubt = in doubt: two people have to look at it
health-clock-fine = runs
health-ahead = It differs from this machine’s by
health-genesis = Genesis
health-card = The register’s card

## Joining
joining-cards = Cards that wait to be enrolled
joining-no-card = No card waits.
joining-invite = Invite somebody
joining-new-party = a party that is new
joining-any = any
joining-days = Open for days, 14 at most
joining-make = Make an invitation
joining-once = This code is shown this once. Give it by a way that you trust:
joining-address = The newcomer opens
joining-hide = I have passed it on
joining-open = Open invitations
joining-until = until
joining-withdraw = Withdraw
enrol-compare = Have this fingerprint read to you, by a voice that you know:
enrol-new = (new)
enrol-party-name = Name of the party
enrol-desk-name = Name of the desk
enrol-heard = I have heard the same fingerprint
enrol-do = Enrol the key
enrol-leave = Leave this card

## Outbox
outbox-hint = Targets outside are told that there is something at the desk, and nothing else.
outbox-targets = Targets
outbox-target = Target
outbox-taken = Took one last
outbox-waiting = Waiting
outbox-dead = Dead
outbox-gone = not configured any more
outbox-none = There are no targets outside.
outbox-letters = Letters that wait or are dead
outbox-letter = Of what
outbox-since = Owed
outbox-stands = Stands
outbox-tried = { $count ->
    [one] tried once
   *[other] tried { $count } times
}
outbox-drop = Drop
outbox-drop-sure = Drop this letter? What it stands for stays in the register.
letter-stop = stop
letter-line-test = line test
letter-alert = alert
letter-request = request
letter-waiting = waits
letter-dead = dead
