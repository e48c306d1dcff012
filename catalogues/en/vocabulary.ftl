# The register's own words in English. A key is the vocabulary and its word, as records and the API write it.

## What happened
event-other = other
event-air-strike = air strike
event-shelling = shelling
event-fire = small-arms or direct fire
event-explosion = explosion of unknown origin
event-mine = mine or planted charge
event-uncrewed-aircraft = uncrewed aircraft
event-movement = movement of forces
event-crossing = crossing of a line
event-access-denied = passage denied
event-detention = detention
event-property = property taken or destroyed
event-fighting = fighting on the ground
event-air-defence = fire of air defence

## How certain a time is
certainty-exact = as given
certainty-about = about then
certainty-day = on that day
certainty-week = in that week
certainty-month = in that month
certainty-unclear = not known

## Questions that claims speak to
question-what-happened = What happened
question-where = Where
question-when = When
question-who-was-present = Who was present
question-who-was-told = Who was told
question-who-did-it = Who did it
question-casualties = People harmed
question-damage = Damage
question-compliance = Whether terms were kept
question-relations = How actors stand to one another

## Whether it was so
polarity-was = it was so
polarity-was-not = it was not so

## How something was said
channel-statement = statement
channel-press = press conference, interview or speech
channel-report = news report
channel-social = social medium
channel-telephone = telephone or radio
channel-letter = letter
channel-dataset = data set or reference work
channel-meeting = meeting
channel-witness = somebody who was there

## What became of people
harm-killed = killed
harm-wounded = wounded
harm-missing = missing
harm-detained = detained
harm-displaced = displaced
harm-neutralised-as-claimed = “neutralised”, as it is claimed
harm-unspecified = harm not specified

## What the people were
category-unspecified = not specified
category-soldiers = soldiers
category-civilians = civilians
category-civil-staff = civil staff of armed forces
category-humanitarian = humanitarian staff
category-medical = medical staff
category-children = children
category-women = women
category-monitors = monitors

## What was damaged
object-unspecified = not specified
object-homes = homes
object-medical = medical places and ambulances
object-schools = schools
object-infrastructure = water, power, roads, bridges
object-vehicles = vehicles
object-armour = armoured vehicles
object-artillery = artillery
object-aircraft = aircraft
object-air-defence = air defence
object-posts = positions and posts
object-aid = humanitarian goods
object-targets-as-claimed = “targets”, as they are claimed

## How a term was kept
compliance-complied = kept
compliance-breached = not kept

## How actors stand to one another
relation-backed-by = backed by
relation-part-of = part of
relation-fights-beside = fights beside

## What somebody says to another's claim
stance-confirms = says the same
stance-denies = denies it
stance-cannot-confirm = cannot say that it is so
stance-no-answer = gave no answer

## Rules that figures are drawn by
rule-lowest = the least number that any claim that stands gives
rule-highest = the greatest number that any claim that stands gives
rule-latest-of-each-claimant = from the least to the greatest of what each claimant said last

## Classes of force
force-regulars = regular units
force-attached = attached units
force-partners = partner forces
force-contractors = contractors
force-humanitarian = humanitarian staff
force-civil = civil staff and services

## Means
means-telephone = telephone
means-radio = radio
means-paper = paper
means-in-person = face to face
means-mail = e-mail or text message

## Standard questions about an incident
asked-positions = Where were your forces then?
asked-what-was-notified = What had you notified: a position or a movement, which area, which window, how precisely?
asked-when-it-reached-whom = When did it reach the centre, and who acknowledged it how far?
asked-what-was-requested = Were you asked about that place and time, and what did you answer?
asked-what-a-nil-covered = Which forces did a nil of yours cover?
asked-passed-on-to-whom = Did you pass on what you were told, to whom and when?
asked-when-a-stop-came = When did the word to stop come, and who took it?
asked-clock-and-spelling = Which clock and which spellings do your records use?
asked-activities-under-way = Which activities had you under way there?
asked-nature = What happened, by your account?
asked-extent = How far did it go, by your account: place, duration, harm?
asked-threat-to-the-agreement = What does it mean for the agreement, by your account?

## How a question stands
state-open = open
state-overdue = no answer by the deadline
state-answered = answered
state-answered-late = answered after the deadline

## Kinds of answers
reply-positions = positions
reply-nil = nobody of these forces
reply-claims = by claims
reply-refused = refuses to answer
reply-cannot-say = cannot say
reply-words = in words

## What a check says
outcome-overlap = OVERLAP
outcome-none-known = NOTHING NOTIFIED
outcome-unknown = CANNOT SAY

## How a line stands
line-open = open
line-degraded = degraded
line-unattended = unattended
line-suspended = suspended
line-withdrawn = withdrawn

## Why it cannot be said
why-outside-zones = part of it lies in no zone with an agreed boundary
why-nobody-obliged = nobody must answer here: notification is voluntary
why-silent = has said nothing that covers it
why-stale = what it said is too old
why-scope = what it said leaves out classes of force, part of the area or of the window
why-contested = what it said is disputed
why-unreadable = something was sent that cannot be read
why-erased = something inside was erased, or is lost
why-channel = the channel is not open
why-refused = refused to answer
why-undisclosed = something here was told without saying where
why-clock = the register's clock was in doubt
why-budget = the budget of checks was used up
why-floor = what was asked about is smaller or shorter than may be asked
why-relayed-only = what would cover it was only relayed, not signed
why-boundary-not-agreed = the boundary is not agreed, or there are only words
why-stale-inside = something notified inside was past its time of reconfirmation
why-plan-unseen = the plan's volumes are lost

## Kinds of notifications
notification-site = site
notification-movement = movement
notification-nil = nil

## How exactly somebody was told
resolution-commitment = a digest alone
resolution-existence = that there is something
resolution-cell = in cells
resolution-exact = exactly

## Why no state is attached
no-state-no-place = The place is known by name alone, so nothing could be asked of the register about it. Whoever opened the incident can amend it with a geometry.
no-state-erased = Where it was has been erased, so what was held there cannot be asked any more.

## What became of a claim
became-superseded = superseded
became-withdrawn = withdrawn
withdrawn-entered-in-error = withdrawn: entered in error
withdrawn-taken-back = withdrawn: taken back by its claimant

## As of when a state is asked
as-of-event = when it began
as-of-opening = when the incident was opened

## Kinds of allegations
kind-small-arms = small arms
kind-direct-fire = direct fire
kind-shelling = shelling
kind-rockets = rockets
kind-air-strike = air strike
kind-drone = uncrewed aircraft
kind-mine = mine
kind-explosion = explosion
kind-fighting = fighting
kind-force-movement = movement of forces
kind-force-presence = presence of forces
kind-overflight = overflight
kind-attack-on-civilians = attack on civilians
kind-blocked-aid = aid held up
kind-abduction = abduction
kind-recruitment = recruitment
kind-propaganda = hostile propaganda
kind-fortification = fortification
kind-restriction = restriction of movement
kind-other = other
kind-nothing-observed = nothing observed
kind-no-access = no access

## Steps of an allegation, by whoever takes them
step-logged = logged
step-corroborated = corroborated by other sources
step-verified = verified on the spot or by technical means
step-concluded = concluded with a finding
step-rejected = rejected
step-taken-back = taken back

## What another party says of an allegation
answer-confirms = says so, too
answer-denies = denies it
answer-cannot-confirm = cannot say that it was so

## Classes of weapon
weapon-any-weapon = any weapon
weapon-heavy-weapons = heavy weapons
weapon-tanks = tanks
weapon-armoured-vehicles = armoured vehicles
weapon-multiple-rocket-launchers = multiple rocket launchers
weapon-artillery = artillery
weapon-mortars = mortars
weapon-missiles = missiles
weapon-air-defence = air defence
weapon-aircraft = crewed aircraft
weapon-unmanned-aircraft = uncrewed aircraft
weapon-small-arms = small arms
weapon-mines = mines
weapon-ammunition = ammunition
weapon-equipment = other equipment

## How a plan stood
plan-filed = filed
plan-active = under way
plan-paused = interrupted
plan-ended = over
plan-cancelled = will not take place

## Names of figures of a bulletin
entries-listed = listed
entries-matched = matched
entries-only = only here
entries-disputed = disputed
entries-pairs = pairs matched
entries-contested = contested by another party
entries-withdrawn = withdrawn by their maker
entries-corrected = told otherwise since they were listed
entries-unplaced = beside the list: neither zone nor place told
entries-untold = beside the list: account not to be read
entries-steps = steps
entries-answers = answers
entries-beside = beside the lists
entries-answers-by-others = answers by others
entries-beside-by-others = beside the lists, by others

## What the rules of those figures count
rule-listed = violations that the party alleges to have begun in the zone on the day, as they stood when the lists were last opened; what was withdrawn or corrected since stays listed
rule-matched = listed entries that a person of the publisher holds to be about the same event as one entry of the other list; it makes neither account so
rule-only = listed entries that are neither matched nor disputed; that the other side lists nothing of the kind is no word of its
rule-disputed = listed entries that a person of the publisher set apart with a reason: neither matched nor of one side only
rule-pairs = pairs of one entry of each list that are matched
rule-contested = listed entries of which another party’s last answer denies it
rule-withdrawn = entries that their maker withdrew; they stay in every other figure
rule-corrected = listed entries that their maker tells otherwise since they were listed; the kind is counted as told last
rule-unplaced = violations that the party alleges of that time with neither zone nor place; they are not listed and may belong to this list
rule-untold = violations whose account was not told to the publisher or is erased, save those heard before the day began; they are not listed and may belong to this list
rule-steps = entries of the maker by whose last step on the ladder, each for whoever takes it; nobody’s step makes an account so
rule-answers = entries of the maker by whose last answer, of either side and of who watches or inquires; no answer is no word for either side
rule-beside = nil observations, restrictions of access, and violations that neither of the two sides alleges, of the zone and the day, by who entered them, where that is one that watches or inquires
rule-answers-by-others = last answers by parties that are neither of the two sides nor watch or inquire; neither whose they are nor what they say is told here
rule-beside-by-others = nil observations, restrictions of access, and violations of the zone and the day, entered by parties that are neither of the two sides nor watch or inquire; neither whose they are nor of which kind is told here
