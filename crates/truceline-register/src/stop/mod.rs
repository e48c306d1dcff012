//! The stop: anybody's call that an activity at a place halt, and what became of it.
//!
//! Any desk may send one for a place, without knowing any plan; a call from outside is relayed as such
//! and counts at once. It is never refused for what it says, never budgeted and never runs out: only
//! its sender or the centre ends it, and abuse is looked at afterwards. It is a request, not an order.
//! A place that was not disclosed or cannot be read concerns everybody. Replies are claims, each timed.
//! Not here: whom a place concerns ([`concern`]), sending what is owed, and who is passed an alert that
//! nobody answers ([`crate::watch`]). DESIGN.md §6.

pub mod concern;
pub mod delivery;
mod history;
#[cfg(test)]
mod tests;
pub mod view;

pub use history::{Ending, Reply, Stop, Stops};

use crate::act::Act;
use crate::codec::cbor::Digest;
use crate::codec::disclosure::{Disclosure, Label};
use crate::codec::record::{Alert, AlertWhy, Effect};
use crate::ids::{DeskId, LogIndex, PartyId, PlanId, StopId};
use crate::notification::Personal;
use crate::notification::consent::tell_in_emergency;
use crate::place::Volume4d;
use crate::refusal::{Refusal, RefusalCode};
use crate::register::said::{Admitted, Judgement, Said, opened};
use crate::register::{Register, Standpoint};
use crate::relay::RelayedAct;
use crate::time::Span;
use crate::vocabulary::{Flag, Resolution, StopWord};
use crate::watch::{Owed, next_number};
use minicbor::{Decode, Encode};

/// How long an alert of a stop waits before it goes to any duty desk, or less where a zone says so:
/// half of the minute in which somebody must have heard it.
pub const STOP_ESCALATION: Span = Span::seconds(30);

/// Which stop: whose, and its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(map)]
pub struct StopRef {
    /// Whose: the sender, or the speaker of a relayed one.
    #[n(0)]
    pub party: PartyId,
    /// Which.
    #[n(1)]
    pub id: StopId,
}

/// A stop is sent for a place.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct StopSent {
    /// The sender's id for it.
    #[n(0)]
    pub id: StopId,
    /// A [`Volume4d`], labelled area: where, and of which time the sender speaks. A stop does not run
    /// out with its window. Absent where nobody knows the place.
    #[n(1)]
    pub area: Option<Digest>,
    /// In words.
    #[n(2)]
    pub text: Option<Digest>,
    /// Parties that the sender names beside those whom the register finds.
    #[n(3)]
    pub to: Vec<PartyId>,
}

/// A recipient replies: a claim.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct StopReplied {
    /// To which.
    #[n(0)]
    pub stop: StopRef,
    /// What.
    #[n(1)]
    pub word: StopWord,
    /// To whom or why, in words.
    #[n(2)]
    pub text: Option<Digest>,
}

/// The sender or the centre ends a stop.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct StopEnded {
    /// Which.
    #[n(0)]
    pub stop: StopRef,
    /// Why, in words.
    #[n(1)]
    pub text: Option<Digest>,
}

/// Whether an act is a stop, said or relayed: nothing that came beside it turns it away.
#[must_use]
pub const fn is_stop(act: &Act) -> bool {
    match act {
        Act::StopSent(_) => true,
        Act::Relayed(relay) => matches!(relay.what, RelayedAct::Stop(_)),
        _ => false,
    }
}

/// Whether a disclosure opens a digest of a stop with a value of its kind. What does not is left out,
/// and the stop counts without it.
#[must_use]
pub fn is_readable(act: &Act, disclosure: &Disclosure) -> bool {
    let (body, persons) = match act {
        Act::StopSent(body) => (body, None),
        Act::Relayed(relay) => match &relay.what {
            RelayedAct::Stop(body) => (body, relay.persons),
            _ => return false,
        },
        _ => return false,
    };
    let digest = disclosure.digest();
    if Some(digest) == body.area {
        disclosure.open::<Volume4d>(Label::Area).is_ok()
    } else if Some(digest) == body.text {
        disclosure.open::<String>(Label::Text).is_ok()
    } else {
        Some(digest) == persons && disclosure.open::<Personal>(Label::Personal).is_ok()
    }
}

/// Judges a stop: whom it concerns is owed an alert at once.
///
/// # Errors
/// [`RefusalCode::IdReused`], and nothing else.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &StopSent,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    let about = StopRef {
        party: said.party,
        id: body.id,
    };
    if register.stops.get(about).is_some() {
        return Err(Refusal::new(
            RefusalCode::IdReused,
            format!(
                "the id {} stands for another stop of yours; send this one under a new id",
                body.id
            ),
        ));
    }
    let area = opened::<Volume4d>(said, body.area, Label::Area, "area")
        .ok()
        .flatten();
    if area.is_none() {
        out.flags.insert(Flag::Undisclosed);
    }
    if (body.to.iter()).any(|party| register.authority.party(*party).is_none()) {
        out.flags.insert(Flag::UnknownRecipient);
    }
    let (record, centre) = (register.size, register.authority.centre());
    for heard in concern::hearers(register, said, area.as_ref(), &body.to) {
        // Who has a plan there is not the sender's to know.
        if heard.to == centre || body.to.contains(&heard.to) {
            if heard.to != said.signer.party {
                out.tell(heard.to, Resolution::Exact);
            }
        } else if heard.to != said.signer.party {
            out.aside().retell(heard.to, record, Resolution::Exact);
        }
        let post = (heard.to, heard.desk);
        owe(out.aside(), post, heard.plan, Some(record));
    }
    if let Some(area) = &area {
        let at = register.standpoint(said.now);
        let callers = [said.party, said.signer.party];
        tell_in_emergency(register, (area, at), &callers, out);
    }
    Ok(())
}

/// Takes a stop in.
pub fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &StopSent) {
    let about = StopRef {
        party: admitted.party,
        id: body.id,
    };
    let told = admitted
        .part
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Inbox { to, .. } => Some((*to, admitted.index)),
            _ => None,
        });
    let stop = Stop {
        about,
        record: admitted.index,
        area: admitted.told(body.area, Label::Area),
        text: admitted.told(body.text, Label::Text),
        sent_by: admitted.signer,
        received_at: admitted.received_at(),
        recipients: told.collect(),
        alerts: Vec::new(),
        replies: Vec::new(),
        endings: Vec::new(),
    };
    register.stops.send(stop);
    register.watch.stay_quiet_after(admitted.index);
}

/// Notes that an alert is about a stop.
pub(crate) fn apply_alert(register: &mut Register, record: LogIndex, alert: &Alert) {
    if alert.why == AlertWhy::Stop {
        let stop = alert.record.unwrap_or(record);
        register.stops.note_alert(stop, record, alert);
    }
}

fn known(register: &Register, about: StopRef) -> Result<&Stop, Refusal> {
    register.stops.get(about).ok_or_else(|| {
        Refusal::new(
            RefusalCode::MissingReference,
            format!(
                "there is no stop {} of that party here; correct the two",
                about.id
            ),
        )
    })
}

/// Judges a reply. Sender and centre are told of it.
///
/// # Errors
/// [`Refusal`]: no such stop, or one that the party was not told of.
pub fn judge_reply(
    register: &Register,
    said: &Said<'_>,
    body: &StopReplied,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    let stop = known(register, body.stop)?;
    let centre = register.authority.centre();
    let is_told = stop.is_recipient(said.party, register.size);
    if !is_told && said.party != centre && said.signer.party != centre {
        return Err(Refusal::new(
            RefusalCode::MissingReference,
            "the stop was not sent to your party, so there is nothing to reply to",
        ));
    }
    opened::<String>(said, body.text, Label::Text, "text")?;
    for party in [stop.about.party, centre] {
        if party != said.signer.party {
            out.tell(party, Resolution::Exact);
        }
    }
    Ok(())
}

/// Takes a reply in. The party's own word, or one that the centre wrote down, answers what the party
/// was owed about the stop.
pub fn apply_reply(register: &mut Register, admitted: &Admitted<'_>, body: &StopReplied) {
    let reply = Reply {
        record: admitted.index,
        party: admitted.party,
        desk: admitted.signer.desk,
        word: body.word,
        text: admitted.told(body.text, Label::Text),
        received_at: admitted.received_at(),
    };
    let owed = register.stops.reply(body.stop, reply);
    let of_centre = admitted.signer.party == register.authority.centre();
    if !admitted.unconfirmed || of_centre && !admitted.flagged(Flag::Quarantined) {
        register.watch.take(admitted, &owed);
    }
    register.watch.stay_quiet_after(admitted.index);
}

/// Judges the end of a stop. Everybody who was told of the stop is told of its end.
///
/// # Errors
/// [`Refusal`]: no such stop, another party's, ended before, a key out of force.
pub fn judge_end(
    register: &Register,
    said: &Said<'_>,
    body: &StopEnded,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    let stop = known(register, body.stop)?;
    let centre = register.authority.centre();
    if said.party != stop.about.party && said.party != centre {
        return Err(Refusal::new(
            RefusalCode::NotTheOwner,
            "only its sender or the centre ends a stop",
        ));
    }
    if said.unconfirmed {
        return Err(Refusal::new(
            RefusalCode::KeyRevoked,
            "sign with a key in force",
        ));
    }
    if !is_standing(register, stop, register.size) {
        return Err(Refusal::new(
            RefusalCode::WrongState,
            format!("the stop {} has ended already", body.stop.id),
        ));
    }
    opened::<String>(said, body.text, Label::Text, "text")?;
    for party in [stop.about.party, centre] {
        if party != said.party {
            out.tell(party, Resolution::Exact);
        }
    }
    out.keep_aside();
    for party in stop.recipients_at(register.size) {
        if ![said.party, stop.about.party, centre].contains(&party) {
            out.aside().retell(party, register.size, Resolution::Exact);
        }
    }
    Ok(())
}

/// Takes an end in.
pub fn apply_end(register: &mut Register, admitted: &Admitted<'_>, body: &StopEnded) {
    let ending = Ending {
        record: admitted.index,
        party: admitted.party,
        desk: admitted.signer.desk,
        text: admitted.told(body.text, Label::Text),
        received_at: admitted.received_at(),
    };
    register.stops.end(body.stop, ending);
    register.watch.stay_quiet_after(admitted.index);
}

/// The word that ended a stop, where one counts: signed with a key in force, or confirmed since.
#[must_use]
pub fn ended_by<'a>(register: &Register, stop: &'a Stop, known_at: LogIndex) -> Option<&'a Ending> {
    let counts = |ending: &&Ending| register.relays.own_since(ending.record, known_at).is_some();
    stop.endings.iter().find(counts)
}

/// Whether a stop had been sent and had not ended after the first `known_at` records.
#[must_use]
pub fn is_standing(register: &Register, stop: &Stop, known_at: LogIndex) -> bool {
    stop.record < known_at && ended_by(register, stop, known_at).is_none()
}

/// The stops that had been sent and had not ended, in order of their records.
#[must_use]
pub fn standing(register: &Register, known_at: LogIndex) -> Vec<&Stop> {
    let stops = register.stops.all();
    stops
        .filter(|stop| is_standing(register, stop, known_at))
        .collect()
}

/// Whether what a record said of a stop still counts: as long as the stop has not ended.
#[must_use]
pub fn in_force(register: &Register, record: LogIndex, at: Standpoint) -> bool {
    let stop = register.stops.of_record(record);
    record < at.known_at && stop.is_some_and(|stop| is_standing(register, stop, at.known_at))
}

/// Whether an alert is owed for stops that have all ended: nobody need answer it any more.
pub(crate) fn is_over(register: &Register, owed: &Owed, known_at: LogIndex) -> bool {
    let record = match owed.alert.why {
        AlertWhy::Stop => owed.record,
        AlertWhy::Escalated => match owed.alert.record {
            Some(record) => record,
            None => return false,
        },
        _ => return false,
    };
    let about =
        |one: &&Owed| one.alert.why != AlertWhy::Escalated && one.alert.plan == owed.alert.plan;
    let mut stands_for = register.watch.of_record(record).filter(about).peekable();
    let ended = |one: &Owed| {
        let stop = register
            .stops
            .sent_in(one.alert.record.unwrap_or(one.record));
        one.alert.why == AlertWhy::Stop
            && stop.is_some_and(|stop| !is_standing(register, stop, known_at))
    };
    match owed.alert.why {
        AlertWhy::Stop => ended(owed),
        _ => stands_for.peek().is_some() && stands_for.all(ended),
    }
}

/// Owes an alert about a stop; `record` names the stop's where it is another than the one written.
pub(crate) fn owe(
    out: &mut Judgement,
    (to, desk): (PartyId, Option<DeskId>),
    plan: Option<(PartyId, PlanId)>,
    record: Option<LogIndex>,
) {
    let number = next_number(out, to);
    out.effects.push(Effect::Alert(Alert {
        number,
        to,
        desk,
        why: AlertWhy::Stop,
        plan,
        record,
    }));
}
