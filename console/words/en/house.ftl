# The console's own words in English. The register's words (outcomes, forces, kinds) are in catalogues/en/vocabulary.ftl.

## Everywhere
looking = Looking …
working = Working …
close = Close
cancel = Cancel
all = All
try-again = Try again
language = Language
theme = Light or dark
theme-hours = Dark at night
theme-light = Light
theme-dark = Dark
theme-system = As the system
ago = { $span } ago
until-then = in { $span }
after = after { $span }
as-of = as of
caveat = Telling the register is voluntary unless an agreement has it otherwise. Nobody loses any protection by being absent from it, and people may be present whatever stands here. Whoever acts has the same duty to verify as before. A receipt is not a permit.
exercise = EXERCISE
pages = Pages
page-before = Before
page-next = Next
page-of = { $page } of { $pages }

## Signing in
sign-in = Sign in
sign-in-register = A register on a live line:
sign-in-key = Key of this browser
sign-in-file = Key file
sign-in-invitation = Invitation
key = Key
key-waits = waits to be enrolled
passphrase = Passphrase
passphrase-new = New passphrase for this browser
passphrase-of-file = Passphrase of the file
passphrase-hint = At least { $least } characters. It seals the key on this machine and leaves it in no form; nobody can open the key without it.
passphrase-wrong = This passphrase does not open the key.
forget-key = Take this key out of the browser
forget-key-sure = Take the key “{ $name }” out of this browser? Without a copy of its file it is gone.
key-files = Key, card and chain
key-files-hint = NAME.key, NAME.card and NAME.chain as the command line made them; choose them together. They are read in this page and sent nowhere.
file-kind-key = key
file-kind-card = card
file-kind-chain = chain
file-unknown = { $file } is no key, no card and no chain.
file-not-a-key = This is no key file.
file-not-a-party = This key is not for signing statements.
file-damaged = The key file is damaged: put back a copy.
file-sealed = This key file is sealed: write its passphrase.
file-wrong-passphrase = The passphrase does not open the file.
file-not-a-chain = The chain file is damaged: put back a copy, or leave it out.
card-damaged = The card is damaged, or not the card of this key.
card-other-register = The card is for another register.
load-and-sign-in = Load and sign in
enrol-hint = The centre gives a code for one card. A key is made in this browser and never leaves it; the card tells whose it is.
invitation-code = Code of the invitation
card-name = Name on the card
card-name-hint = One line for people: desk or post. It is not a person’s name.
enrol-ids = Party and desk, where the centre named them
enrol-ids-hint = Left empty, new ones are drawn.
party-id = Party
desk-id = Desk
enrol-send = Make a key and send its card
enrol-sent = The card has been sent
enrol-read-aloud = Read this fingerprint to the centre, by a voice that is known there:
enrol-then = When the centre has enrolled the key, sign in with it.
no-line-title = No line to the register
no-line-kept = The server gives no answer. What this browser showed last can be opened with the passphrase of your key; it is old.
kept-open = Open what was shown last
kept-nothing = Nothing was kept here for this key.
old-title = NO LINE: what is shown is old
old-as-of = It is of { $time }, { $span } ago.
old-room = The lists of this room are of { $time }, { $span } ago.
old-since = Whatever came since is not on this screen. What you write is kept here, and goes out when there is a line.
old-leave = Leave
key-open = Your key is open: this page signs with it.
key-locked = Your key is closed: the page can be read and signs nothing.
unlock = Open the key
unlock-title = Open your key
unlock-why = What is said from here is signed with your key.
key-elsewhere = The key of this session is not in this browser. Sign out and load it.
lock-screen = Lock the screen
locked-title = The screen is locked
locked-why = What is owed goes on being shown and sounded.
sign-out = Sign out

## The house
rooms = Rooms
rooms-more = More
room-now = Now
room-requests = Requests
room-notify = Notify
room-plan = Plan and check
room-stop = Stop
room-ladder = Ladder
room-desk = Desk
room-register = Register
room-inquiry = Inquiry
room-happened = What happened
skip-to-room = To the room
local-time = Here
bar-log = Log
bar-witnesses = Witnesses
bar-unverified = { $count } not verified
bar-channels = Lines
bar-stream = Stream
stream-live = live
stream-cut = CUT
frugal = Slow line: no maps, no fonts
not-submitted = NOT SUBMITTED
not-submitted-why = There is no answer from the register. It is kept here and sent again.
send-again = Send again
said-alert-acknowledged = An alert is acknowledged
said-notification = A notification
said-amendment = An amendment
said-withdrawal = A withdrawal
said-reconfirmation = That it still holds
said-report = A report of a movement
said-check = A check
said-plan = A plan is filed
said-plan-step = A plan goes on
said-stop = STOP
said-stop-reply = An answer to a stop
said-stop-end = The end of a stop
said-told = That somebody was told by other means
said-request = A request
said-answer = An answer to a request
said-rung = How far it has come
said-dispute = A word in a dispute
said-sign-on = Coming on duty
said-sign-off = Going off duty
said-handover = A handover
said-line = How a line stands
said-line-test = A line test
said-line-test-answer = An answer to a line test
said-enrolment = An enrolment
said-revocation = A key’s revocation
said-incident = An incident is opened
said-information = An answer about an incident
said-claim = A claim is entered
said-to-claim = A stance on a claim
said-allegation = An allegation is entered
said-allegation-answer = An answer to an allegation
said-allegation-step = A step with an allegation
said-pair = A judgement of two entries
said-claim-withdrawal = A claim is withdrawn
said-information-request = A question about an incident
said-lists = Two lists side by side
said-entry-dispute = An entry is set apart as disputed
said-bulletin = A bulletin is published

## Keyboard
keys-title = Keyboard
keys-room = To the room “{ $room }”
keys-alert = Acknowledge the first alert
keys-lock = Lock the screen
keys-this = This list
keys-escape = Leave a dialog
keys-table = As a table
keys-feed = As a feed
keys-map = As a map
keys-filter = To the filters
keys-next = The next one
keys-before = The one before
keys-close = Close the detail
keys-stop = Send a stop

## Alerts
alerts = Alerts
alerts-open = { $count ->
    [one] One alert waits for an answer.
   *[other] { $count } alerts wait for an answer.
}
alerts-more = { $count ->
    [one] One more
   *[other] { $count } more
}
alerts-fewer = Fewer
alerts-of-others = { $count ->
    [one] One alert waits at another party.
   *[other] { $count } alerts wait at other parties.
}
alerts-unknown = Whether alerts wait cannot be known: there is no line.
acknowledge = Acknowledge
alert-waiting = waiting { $span }
alert-plan = the plan
alert-see-stop = see and answer
alert-stop-title = STOP
alert-stop = A stop concerns you
alert-outcome-changed = The outcome of an active plan has changed
alert-movement-overdue = A movement is past its window and has not reported
alert-halt-too-long = A halt lasts longer than the rules allow: give a temporary site
alert-request-overdue = A request is overdue
alert-request-due = A request will soon be due
alert-reconfirm-due = A notification is past its time of reconfirmation
alert-unreadable = Something arrived that cannot be read
alert-channel = A line changed its state
alert-escalated = An alert was not answered in time
alert-probing = Checks come in a pattern that searches
alert-budget-used = A party’s checks of the day are used up: telephone it
alert-clock-doubted = The clock has jumped: two people have to look at it, one of them of the centre
alert-line-test = A line test: answer it, nothing else is meant
alert-unattended = The last person of a party has signed off: telephone it
record-number = record { $index }

## How a notification stands
stands-in-force = in force
stands-as-told = as it was told
stands-over = over
stands-stale = stale
stands-overdue = overdue
stands-contested = contested
stands-relayed = relayed
stands-disowned = disowned
stands-withdrawn = withdrawn
stands-awaits-withdrawal = awaits a second signature to withdraw
stands-awaits-amendment = awaits a second signature to amend
stands-departed = departed
stands-holding = holding
stands-delayed = delayed
stands-deviated = on another way
stands-arrived = arrived
stands-aborted = broken off

## What the register noticed
flag-late = late
flag-short-lead = short notice
flag-outside-zones = outside the zones
flag-duplicate = perhaps a duplicate
flag-chain-gap = gap in the chain
flag-chain-fork = fork in the chain
flag-quarantined = quarantined
flag-relayed = relayed
flag-unreadable = unreadable
flag-undisclosed = undisclosed
flag-inconsistent = inconsistent
flag-clock-skew = clock is off
flag-answer-late = late answer
flag-answer-partial = less than was asked
flag-awaits-second = awaits a second signature
flag-awaits-countersignature = awaits a countersignature
flag-grace-over = grace is over
flag-emergency = emergency
flag-precision-assumed = precision assumed
flag-unknown-recipient = unknown recipient

## Problems
problem-no-line = The server gives no answer. What is shown may be old.
problem-not-signed-in = Sign in.
problem-session-over = The session is over: sign in again.
problem-signature = The key is not enrolled here, or no longer in force.
problem-not-allowed = This is not for your role.
problem-not-found = There is no such thing here, or it is not for your party.
problem-too-many-requests = Too much was asked for at once: wait a moment.
problem-unavailable = The register is not available at the moment.
problem-outcome-unknown = Whether it was recorded is not known; the same is sent again.
problem-overload = The register has too much to do: it is sent again.
problem-no-space = The register’s disk is full: telephone whoever runs it.
problem-key-revoked = This key is no longer in force.
problem-wrong-state = It does not stand so any more: look again.
problem-not-the-owner = Only its owner can do this.
problem-over-limit = This is beyond a limit of the register.
problem-invalid = The register refused it.
problem-not-verified = It does not verify.
problem-clock-in-doubt = The register’s clock is in doubt: telephone the centre.
problem-internal = Something failed.
problem-other = The register answered with a problem.

## Places and windows
filter-zone = Zone
column-party = Party
detail = One notification
field-from = From
field-until = Until
field-place = Place
field-text = In words
area-of = an area of { $count } corners
map-base = Coast lines: Natural Earth. No borders, no names.
map-zoom-in = Nearer
map-zoom-out = Farther
area-circle = Around a position
area-polygon = Corners of an area
position = Position
position-hint = Decimal degrees, degrees with minutes and seconds, MGRS or UTM; latitude first.
position-wrong = This is no position in a notation that is read here.
radius-km = Radius, km
radius-m = Radius, m
corners = Corners, one in a line
read-back = Read back:
read-precision = (within { $length } by its notation)
window-wrong = The window ends before it begins.
radio = To read out by radio

## Notifications
column-what = What
field-category = Category
field-mode = By
field-forces = Forces
radius-of = radius { $length }
category-of-site-office = office
category-of-site-warehouse = warehouse
category-of-site-residence = residence
category-of-site-health = health
category-of-site-school = school
category-of-site-camp = camp
category-of-site-water = water
category-of-site-power = power
category-of-site-infrastructure = infrastructure
category-of-site-distribution = distribution
category-of-site-observation-post = observation post
category-of-site-liaison = liaison
category-of-site-position = position
category-of-site-halt = halt
category-of-site-other = other
mode-overland = road
mode-waterborne = water
mode-air = air
mode-foot = foot
mode-evacuation = evacuation
own-acts = Amend, report, withdraw

## The offline verifier
verifier-open = Open the offline verifier
verifier-keep = Keep it as a file
verifier-why = One page, one file: drag a bundle or a receipt into it with the register’s card. It asks nobody anything, and works from a disk without a network.
verifier-compare = Whoever serves a register could serve another page: compare the file with one that came to you by another way.
