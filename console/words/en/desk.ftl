# The desk

desk-shared = One desk, several people: each opens its own key and signs with it. Locking the screen closes the key and silences no alert.
desk-other-person = Another person
duty = Who is on
duty-caption = Desks, whether somebody is there, and who is on
duty-desk = Desk
duty-stands = Stands
duty-on = On duty
duty-connected = a screen is connected
duty-not-connected = no screen is connected
duty-never-connected = no screen was ever seen
duty-you = you
duty-somebody = somebody without a name
duty-since = since
duty-nobody = nobody has signed on
duty-not-told = who it is, is not told here
duty-you-are-on = You are on duty at this desk.
duty-last = You are the last one here: as you go, the desk is unattended at once, on record, and checks that rest on it cannot say.
duty-last-sure = Nobody else is on. Go off duty, and leave the desk unattended?
duty-off = Go off duty
duty-off-other = Has left
duty-off-other-sure = Say on record that this person has left?
duty-name = By which name to ask for you
duty-name-hint = For your own party; need not be your real name. It may be left empty.
duty-for-centre = The centre may have the name, too
duty-come = Come on duty
attended-attended = attended
attended-unattended = unattended
attended-not-known = not known

## Handing over
handover = Taking over
handover-open = Open for your party
handover-nothing = No alert and no stop is open.
handover-nobody = Nobody else is on at this desk, so there is nobody to take over from: coming on duty is enough.
handover-from = From whom
handover-text = A word about it
handover-read = I have read what is open, and sign for all of it
handover-means = You are on duty after it, and your colleague is off. It answers nothing: each alert stays owed until somebody acknowledges it.
handover-take = Take over
handover-taken = taken over
handover-alert = an alert
handover-done = Taken over: record { $index }.

## Lines
lines = Lines
lines-caption = How each line stands
lines-with = With
lines-stands = Stands
lines-say = Tell how a line stands
lines-since = Since
lines-theirs = It is about the other’s side
lines-text = Why
lines-hint = Each side’s word is kept, and the worse counts.
lines-send = Tell it

## Line tests
tests = Line tests
tests-to = To whom
tests-everybody = Nobody chosen: to everybody.
tests-means = It means nothing else but a call to answer.
tests-send = Test the line
tests-answer = Answer
tests-silent = no answer yet
tests-passed-on = passed on to any duty desk
tests-here = Answer: here
tests-none = No line was tested yet.
