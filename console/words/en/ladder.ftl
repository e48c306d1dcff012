# The ladder

inbox = Waits to be taken note of
inbox-none = Nothing waits to be taken note of.
inbox-more = { $count ->
    [one] One more is not shown here.
   *[other] { $count } more are not shown here.
}
ladder-own = Told by your party
ladder-own-none = Your party has told nothing that is in force. It is told in the room “Notify”.
ladder-back = All of them
ladder-detail = What was told
ladder-latest = As it was told last
ladder-earlier = As it was told before
ladder-caption = Who was told of it, and how far it has come with each, by its own word
ladder-told = told { $how }
ladder-item = no. { $number } of the inbox
ladder-register = the register
ladder-silent = SILENT: NO WORD SINCE IT WAS SENT
ladder-no-word = no word
ladder-to-nobody = Nobody was told of it but the centre.
ladder-not-to-you = Your party was not told of this version.
ladder-means = Each step is the party’s own word, with its time. None of them means that it agrees to anything, and no word does not mean that it has not been read.
ladder-untold = Not told of it:
ladder-others = Who else was told of it is between its owner and them.
ladder-cut = Gone through up to record { $index }; later words are not shown yet.
ladder-go-on = Go on
ladder-dispute = The dispute
ladder-otherwise = Told by other means, by the teller’s word
ladder-somebody = somebody
ladder-read-back = read back
ladder-say = How far it has come with us
ladder-say-hint = Each word is signed and kept; steps may come in any order.
ladder-text = To whom, the question, or the reason
ladder-reply = Our reply
ladder-reply-text = The reply, in words
rung-sent = Sent
rung-delivered = Delivered
rung-received = Received
rung-acknowledged = Taken note of
rung-ingested = Taken into systems
rung-disseminated = Passed on to units
rung-queried = Question
rung-contested = Disputed
rung-returned = Returned
say-received = Received
say-acknowledged = Take note
say-ingested = Taken into our systems
say-disseminated = Passed on
say-queried = Ask
say-returned = Return
say-dispute = Dispute it
say-lift = Take the dispute back
say-reply = Reply
dispute-raised = disputes it
dispute-replied = replies
dispute-lifted = takes the dispute back
