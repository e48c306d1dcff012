# Requests

requests-past = Closed ones, too
requests-none = Nobody has asked your party anything.
requests-none-asked = Nothing has been asked yet.
requests-overdue = Overdue
requests-due = Due
requests-to-come = To come
requests-answered = Answered
requests-closed = Closed
request-one = One request
request-number = No. { $number } of its row
request-as-of = as of { $time }
request-due = due
request-overdue-for = overdue for { $span }
request-passed-on = passed on to any duty desk
request-reminded = reminded
request-closed = changed before it was due
request-whole = all of the zone
request-part = a part of the zone
request-part-unseen = a part of the zone that is not told here
request-again = Comes again after
request-until = until { $time }
request-change = Change this request
request-change-means = What has begun and is not due yet is closed; what you say now holds from the first time below.
request-change-send = Ask so from now on
request-changed = The request has been changed.
request-same-part = The same part of the zone as before
request-end = End this request
request-end-sure = End this request? What has begun and is not due yet is closed; what is overdue stays so.
request-ended = Ended { $time }
request-gone = It comes no more: the request was ended or changed.

## The centre asks
ask = Ask
ask-whom = Who is asked
ask-part = Only about a part of the zone
ask-forces = Classes of force
ask-as-of = As of
ask-due = Due by
ask-order = It is due before it begins.
ask-again = It comes again
ask-every = After how many hours
ask-until = No more after
ask-remind = Reminder, minutes before it is due
ask-remind-hint = Left empty: as the zone’s rules have it.
ask-send = Ask them
ask-done = { $count ->
    [one] One party has been asked.
   *[other] { $count } parties have been asked.
}

## The answer
answer-new = Answer
answer-again = Answer anew
answer-nil = Nobody
answer-nil-hint = none of the classes named, in this area and window
answer-positions = Where they are
answer-positions-hint = positions, with what they are complete for
answer-refused = Not said
answer-refused-hint = an answer all the same
answer-nil-means = A nil speaks of the classes, the area and the window that it names, and of nothing else.
answer-positions-means = Without a declaration the list covers nothing but itself.
answer-refused-means = To refuse is an answer: it is not silence, and nothing is covered by it.
answer-reason = Why, if you want to say
answer-where = Positions
answer-force = Whose
answer-radius = Radius, m
answer-one-more = One more
answer-take-out = Take out
answer-from-notified = Take over our sites in force
answer-as-notified = as notified
answer-complete = The list is complete
answer-incomplete = It stays open whether there are more: what was asked is answered in part.
answer-nobody-of = Nobody of these classes
answer-complete-of = Complete for these classes
answer-complete-for = complete for { $forces }
answer-forces-left = Asked and left open: { $forces }
answer-all-zone = For all of the zone
answer-all-asked = For all of the area asked about
answer-no-boundary = No agreed boundary is drawn for this zone: name the area.
answer-area-left = Whether this holds all of the area asked about, the register finds.
answer-as-of = True as of
answer-send = Answer
answer-done = Answered: record { $index }.
answer-counts = this one counts
answer-partial = less than was asked
answer-late = late by { $span }
answer-relayed = written down by another, not signed yet
answer-leaves-open = Left open of what was asked
answer-positions-of = { $count ->
    [one] one position
   *[other] { $count } positions
}

## Who has told what
cover = Who has told what
cover-caption = Zone by zone, party by party, over time in UTC. Arrows go from cell to cell. Not one of these words means that nobody is there.
cover-is-not = Who has told nothing may be anywhere.
cover-around = Before and after now
cover-hours = { $hours } h
cover-none = Nobody is asked and nobody must answer here, as far as it is told to you. Nothing follows from it of who is there.
cover-clock = The register’s clock is in doubt: do not go by this until two people have looked at it.
cover-now = now
cover-must = must answer
cover-asked = was asked
cover-part = in a part of it
cover-line = its line with the centre is not open
cover-unreadable = something of it cannot be read: nothing counts as covered
cover-overdue = overdue for { $span }
cover-due = due by { $time }
cover-nobody-of = nobody of: { $forces }
cover-only = only: { $forces }
cover-no-class = no class over all of the area
cover-behind = What stands behind it
cover-time = Time
cover-covered = Told
cover-not = Not told
cover-stale-from = Stale from
cover-awaited = Waited for until
cover-records = Records
standing-answered = ANSWERED
standing-nil = NIL
standing-partial = IN PART
standing-refused = REFUSED
standing-contested = CONTESTED
standing-unconfirmed = NOT SIGNED YET
standing-unseen = NOT SEEN HERE
standing-stale = STALE
standing-not-due = not due yet
standing-silent = SILENT
standing-no-boundary = NO AGREED LINE
means-answered = It has told where its people of these classes are. Others may be there.
means-nil = It has told that it has nobody of the classes named there. It covers no other classes, nor anybody else.
means-partial = It has told for some classes, or for a part of the area. Of the rest nothing is known.
means-refused = It does not say. Where its people are is not known.
means-contested = What it told is disputed by another. Where its people are is not known from it.
means-unconfirmed = It was written down by another and is not its signed word yet.
means-unseen = It has told something that is not to be seen here.
means-stale = What it told is too old to go by.
means-not-due = It has been asked, and its answer is not due yet. Nothing is known until then.
means-silent = It has told nothing about this time. Its people may be anywhere there.
means-no-boundary = No agreed boundary is drawn, so that nothing can cover the zone.
