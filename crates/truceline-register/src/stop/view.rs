//! A stop as it stands: who is owed what since when, who answered after how long, what was replied.
//!
//! Everything here is for the centre. What another party may see of it is [`StopView::seen_by`]: the
//! sender must not learn from a stop who has a plan under way, and a recipient not who else has.

use super::delivery::Delivered;
use super::{Ending, Reply, Stop, StopRef, ended_by};
use crate::duty::handover::TakenOver;
use crate::ids::{DeskId, LogIndex, PartyId};
use crate::informed::{About, Entry};
use crate::register::{Register, Standpoint};
use crate::relay::Word;
use crate::time::{Instant, Span};
use crate::vocabulary::StopWord;
use std::collections::BTreeMap;

/// A stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StopView<'a> {
    /// What was sent.
    pub stop: &'a Stop,
    /// Whose word it is.
    pub word: Word,
    /// By what it ended.
    pub ended: Option<&'a Ending>,
    /// Who was told, in order of party.
    pub recipients: Vec<RecipientView<'a>>,
    /// Who is said to have been told by other means; it counts as no answer.
    pub informed: Vec<&'a Entry>,
}

/// One party that was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecipientView<'a> {
    /// Who.
    pub party: PartyId,
    /// Since when.
    pub told_at: Instant,
    /// What it is owed.
    pub alerts: Vec<AlertTrail>,
    /// At which of its desks the word had left for, and when.
    pub delivered: Vec<Delivered>,
    /// What it replied: claims.
    pub replies: Vec<ReplyView<'a>>,
    /// Who of it took it over last; nothing is answered by that.
    pub taken_over: Option<TakenOver>,
}

/// How far a stop has come with a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It stands on record that the party must hear it.
    Sent,
    /// Its word has left towards a desk.
    Delivered,
    /// An alert of it was acknowledged.
    Answered,
    /// The party replied, by its last word: a claim.
    Replied(StopWord),
}

/// An alert about a stop from its owing to its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlertTrail {
    /// The record that owes it.
    pub record: LogIndex,
    /// Its number among those that the party is owed there.
    pub number: u16,
    /// To which desk; absent means any duty desk.
    pub desk: Option<DeskId>,
    /// Since when.
    pub owed_at: Instant,
    /// When nobody had answered and it went to any duty desk.
    pub escalated_at: Option<Instant>,
    /// When somebody first answered it or what it was passed on to, at which desk, after how long.
    pub answered: Option<Answered>,
}

/// Who answered an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The record that says so.
    pub record: LogIndex,
    /// Whose desk: the recipient's, or the centre's.
    pub party: PartyId,
    /// Which desk.
    pub desk: DeskId,
    /// When.
    pub at: Instant,
    /// How long after the alert was owed.
    pub after: Span,
}

/// One reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplyView<'a> {
    /// As it was said.
    pub reply: &'a Reply,
    /// How long after the stop was heard.
    pub after: Span,
    /// Whether it is the party's signed word.
    pub confirmed: bool,
}

impl RecipientView<'_> {
    /// Whether it owes an answer and nobody has given one: no alert of it was answered, and nothing was
    /// replied. Who was only told of it (the speaker of a relayed one) owes none.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        let unanswered = self.alerts.iter().all(|alert| alert.answered.is_none());
        !self.alerts.is_empty() && self.replies.is_empty() && unanswered
    }

    /// How far the stop has come with it.
    #[must_use]
    pub fn reach(&self) -> Reach {
        let answered = self.alerts.iter().any(|alert| alert.answered.is_some());
        match (self.says(), answered, self.delivered.is_empty()) {
            (Some(word), ..) => Reach::Replied(word),
            (None, true, _) => Reach::Answered,
            (None, false, false) => Reach::Delivered,
            (None, false, true) => Reach::Sent,
        }
    }

    /// Since when nobody of it has answered and it went to any duty desk.
    #[must_use]
    pub fn escalated_at(&self) -> Option<Instant> {
        let escalated = self.alerts.iter().filter_map(|alert| alert.escalated_at);
        escalated.min()
    }

    /// The word that it said last, the claim that stands.
    #[must_use]
    pub fn says(&self) -> Option<StopWord> {
        self.replies.last().map(|one| one.reply.word)
    }
}

impl<'a> StopView<'a> {
    /// Who has not answered.
    pub fn silent(&self) -> impl Iterator<Item = PartyId> {
        let silent = self.recipients.iter().filter(|one| one.is_silent());
        silent.map(|one| one.party)
    }

    /// What a party may see of it: the centre all; a recipient what concerns itself; the sender, who
    /// replied.
    #[must_use]
    pub fn seen_by(self, party: PartyId, register: &Register) -> Option<Self> {
        if party == register.authority.centre() {
            return Some(self);
        }
        let is_sender = party == self.stop.about.party || party == self.stop.sent_by.party;
        let is_told = self.recipients.iter().any(|one| one.party == party);
        if !is_sender && !is_told {
            return None;
        }
        let centre = register.authority.centre();
        let mut recipients = Vec::new();
        for mut one in self.recipients {
            if one.party != party {
                if !is_sender || one.replies.is_empty() && one.party != centre {
                    continue;
                }
                if one.party != centre {
                    one.alerts.clear();
                    // Which desks follow is nobody else's to know.
                    one.delivered.clear();
                }
                one.taken_over = None;
            }
            recipients.push(one);
        }
        let mut informed = self.informed;
        informed.retain(|entry| entry.is_for(register, party));
        Some(Self {
            recipients,
            informed,
            ..self
        })
    }
}

/// A stop as it stood at the standpoint; `None` where there was none.
#[must_use]
pub fn of<'a>(register: &'a Register, about: StopRef, at: Standpoint) -> Option<StopView<'a>> {
    let stop = register.stops.get(about)?;
    (stop.record < at.known_at).then(|| view(register, stop, at))
}

/// Every stop, in order of its record.
#[must_use]
pub fn all(register: &Register, at: Standpoint) -> Vec<StopView<'_>> {
    let sent = register.stops.all();
    sent.filter(|stop| stop.record < at.known_at)
        .map(|stop| view(register, stop, at))
        .collect()
}

fn view<'a>(register: &'a Register, stop: &'a Stop, at: Standpoint) -> StopView<'a> {
    let told_at = |record: LogIndex| {
        let place = usize::try_from(record).ok();
        let received = place.and_then(|place| register.received.get(place).copied());
        received.unwrap_or(stop.received_at)
    };
    let taken_over = |party| {
        let handed = register.duties.handed();
        handed.stop(stop.record, party, at.known_at).copied()
    };
    let mut recipients: BTreeMap<PartyId, RecipientView<'_>> = (stop.recipients.iter())
        .filter(|(_, since)| **since < at.known_at)
        .map(|(party, since)| {
            let one = RecipientView {
                party: *party,
                told_at: told_at(*since),
                alerts: Vec::new(),
                delivered: register.deliveries.of(stop.record, *party, at.known_at),
                replies: Vec::new(),
                taken_over: taken_over(*party),
            };
            (*party, one)
        })
        .collect();
    let known = stop.alerts.iter();
    for about in known.filter(|about| about.record < at.known_at) {
        let Some(owed) = register.watch.alert(*about) else {
            continue;
        };
        if let Some(one) = recipients.get_mut(&about.to) {
            one.alerts.push(trail(register, owed, at.known_at));
        }
    }
    for reply in stop.replies.iter().filter(|one| one.record < at.known_at) {
        let one = recipients
            .entry(reply.party)
            .or_insert_with(|| RecipientView {
                party: reply.party,
                told_at: stop.received_at,
                alerts: Vec::new(),
                delivered: Vec::new(),
                replies: Vec::new(),
                taken_over: taken_over(reply.party),
            });
        one.replies.push(ReplyView {
            reply,
            after: reply.received_at.since(stop.received_at),
            confirmed: (register.relays.own_since(reply.record, at.known_at)).is_some(),
        });
    }
    StopView {
        stop,
        word: register.relays.word(stop.record, at.known_at),
        ended: ended_by(register, stop, at.known_at),
        recipients: recipients.into_values().collect(),
        informed: (register.informs)
            .about(About::Stop(stop.about), at.known_at)
            .collect(),
    }
}

/// An alert with what it was passed on to.
pub(crate) fn trail(
    register: &Register,
    owed: &crate::watch::Owed,
    known_at: LogIndex,
) -> AlertTrail {
    let to = owed.alert.to;
    let passed: Vec<_> = (register.watch.passed_on(owed))
        .filter(|passed| passed.record < known_at && passed.alert.to == to)
        .collect();
    let answered = std::iter::once(owed)
        .chain(passed.iter().copied())
        .flat_map(|one| &one.taken)
        .filter(|taken| taken.record < known_at)
        .min_by_key(|taken| taken.record)
        .map(|taken| Answered {
            record: taken.record,
            party: taken.party,
            desk: taken.desk,
            at: taken.received_at,
            after: taken.received_at.since(owed.owed_at),
        });
    AlertTrail {
        record: owed.record,
        number: owed.alert.number,
        desk: owed.alert.desk,
        owed_at: owed.owed_at,
        escalated_at: passed.first().map(|passed| passed.owed_at),
        answered,
    }
}
