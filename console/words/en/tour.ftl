# The tour

tour = Tour of Kestrel Valley
tour-there = To the place
tour-end = End the tour
tour-valley = The valley
tour-valley-why = Soldiers and relief workers share a valley, and the aircraft of a third party fly over it. Everything is invented, in May of 2000. Each party fails once, and the register shows each failure. You see what your desk was told: another desk’s keys show other things.
tour-asked = Who answers
tour-asked-why = On the morning of 21 May the centre asks everybody where their people are. North and South answer, each for less than it was asked; East does not answer. Who is silent is shown as silent, never as nobody there.
tour-before = Known at 13:20
tour-before-why = East plans a strike over K-17 at 14:00. Ask what the register held at 13:20: nothing in force around Dorvane, and yet it could not say that nobody was there, since nobody had answered for everyone.
tour-moved = Known at 13:45
tour-moved-why = At 13:40 South notified a movement into K-17. The plan was under way, so the watch alerted East’s air desk at once. Nobody was at that desk; three minutes later the night desk had it. Ask again and see what changed.
tour-passed = Who passed it on
tour-passed-why = Between a word and the people that it is meant for stand steps: sent, received, acknowledged, ingested, disseminated. North passed the movement on to a company that was not there, and its answer stands beside it.
tour-stop = Stop
tour-stop-why = At 13:52 Relief saw aircraft low over Dorvane and called a stop. It reached East’s night desk at once, and after two minutes the flight had turned away. Every answer keeps its time. Show the stops that have ended to see it.
tour-voices = What happened, in whose words
tour-voices-why = An explosion was heard. Four speak of it, with other times, names and numbers. The register takes no side: it sets the claims beside each other, each with whose word it is, and shows how the numbers changed.
tour-lists = Two lists
tour-lists-why = Both sides keep lists of violations. Which entries may be one event is worked out with its reasons, and a person decides. The bulletin gives both sides’ counts; anybody may subscribe to it.
tour-proof = Trust nobody
tour-proof-why = Every record stands in a log that cannot be changed without being noticed. A bundle of evidence is taken in the room Inquiry and verifies on any machine, without this server. Here stand keys, checkpoints, and who saw what.
tour-you = Now you
tour-you-why = Notify a place, and let North be told. Then open a second browser as another desk, plan something there and check it. When somebody moves into the plan, its desk is alerted within a second.
