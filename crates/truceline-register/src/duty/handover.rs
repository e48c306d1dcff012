//! Handing over: who comes signs for every alert and every stop that is open for the party.
//!
//! The list is the statement's own: what was open and is not on it turns the handover away, so that nobody
//! takes over less than there is. It answers nothing: an alert stays owed until somebody acknowledges it.

use super::{in_force_key, is_on, own_desk};
use crate::codec::cbor::Digest;
use crate::codec::disclosure::Label;
use crate::ids::{DeskId, LogIndex, PartyId, PersonId};
use crate::notification::Personal;
use crate::refusal::{Refusal, RefusalCode};
use crate::register::said::{Admitted, Said, opened};
use crate::register::{Register, Standpoint};
use crate::stop;
use crate::time::Instant;
use crate::watch::{self, AlertRef};
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};

/// Most alerts, and most stops, in one handover; a statement holds that many.
pub const MAX_HANDED_OVER: usize = 5_000;
/// Most of what is missing that a refusal names.
const MAX_NAMED: usize = 20;

/// One of the party's own alerts: the record that owes it, and its number among those owed to it there.
type AlertPlace = (LogIndex, u16);

/// A person comes in place of another and signs for what is open.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Handover {
    /// At which desk of the party.
    #[n(0)]
    pub desk: DeskId,
    /// Who goes; the signer comes.
    #[n(1)]
    pub from: PersonId,
    /// The alerts: records and numbers.
    #[n(2)]
    pub alerts: Vec<AlertPlace>,
    /// The stops, by their records.
    #[n(3)]
    pub stops: Vec<LogIndex>,
    /// By which name to ask for who comes: [`Personal`].
    #[n(4)]
    pub name: Option<Digest>,
    /// Whether the centre may have the name.
    #[n(5)]
    pub for_centre: bool,
    /// In words.
    #[n(6)]
    pub text: Option<Digest>,
}

/// Somebody has taken something over. It answers nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenOver {
    /// The record that says so.
    pub record: LogIndex,
    /// Whose.
    pub party: PartyId,
    /// At which desk.
    pub desk: DeskId,
    /// Who.
    pub person: PersonId,
    /// When the register heard it.
    pub at: Instant,
}

/// What was taken over, in the order it was said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HandedOver {
    alerts: BTreeMap<AlertRef, Vec<TakenOver>>,
    stops: BTreeMap<LogIndex, Vec<TakenOver>>,
}

impl HandedOver {
    /// Who had taken an alert over last after the first `known_at` records.
    #[must_use]
    pub fn alert(&self, about: AlertRef, known_at: LogIndex) -> Option<&TakenOver> {
        let mut taken = self.alerts.get(&about)?.iter().rev();
        taken.find(|one| one.record < known_at)
    }

    /// Who of a party had taken a stop over last.
    #[must_use]
    pub fn stop(&self, stop: LogIndex, party: PartyId, known_at: LogIndex) -> Option<&TakenOver> {
        let taken = self.stops.get(&stop)?.iter().rev();
        let mut own = taken.filter(|one| one.party == party);
        own.find(|one| one.record < known_at)
    }
}

/// What is open for a party: what a handover must name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenFor {
    /// Alerts that it is owed and nobody has answered.
    pub alerts: Vec<AlertPlace>,
    /// Stops that it sent or was told of and that have not ended, by their records.
    pub stops: Vec<LogIndex>,
}

/// What is open for a party at a standpoint, in order of the log.
#[must_use]
pub fn open_for(register: &Register, party: PartyId, at: Standpoint) -> OpenFor {
    let owed = watch::open_alerts(register, at).into_iter();
    let own = owed.filter(|owed| owed.alert.to == party);
    let standing = stop::standing(register, at.known_at).into_iter();
    let concerned = standing.filter(|stop| concerns(stop, party, at.known_at));
    OpenFor {
        alerts: own.map(|owed| (owed.record, owed.alert.number)).collect(),
        stops: concerned.map(|stop| stop.record).collect(),
    }
}

fn concerns(stop: &stop::Stop, party: PartyId, known_at: LogIndex) -> bool {
    let sent = stop.about.party == party || stop.sent_by.party == party;
    sent || stop.is_recipient(party, known_at)
}

/// Judges a handover.
///
/// # Errors
/// [`Refusal`]: a key out of force, no such desk, nobody to take over from, something that is not the
/// party's, something open that is left out.
pub fn judge(register: &Register, said: &Said<'_>, body: &Handover) -> Result<(), Refusal> {
    in_force_key(said)?;
    own_desk(register, said, body.desk)?;
    opened::<Personal>(said, body.name, Label::Personal, "name")?;
    opened::<String>(said, body.text, Label::Text, "text")?;
    if body.from == said.signer.person {
        return Err(Refusal::new(
            RefusalCode::Invalid,
            "who comes signs a handover, and names who goes: another person",
        ));
    }
    if body.alerts.len() > MAX_HANDED_OVER || body.stops.len() > MAX_HANDED_OVER {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            "a handover names at most 5,000 alerts and 5,000 stops; acknowledge some first",
        ));
    }
    if !is_on(register, said, body.desk, body.from) {
        return Err(Refusal::new(
            RefusalCode::WrongState,
            format!(
                "the person {} is not on at this desk, so there is nobody to take over from; sign on instead",
                body.from
            ),
        ));
    }
    refuse_foreign(register, said.party, body)?;
    refuse_left_out(
        open_for(register, said.party, register.standpoint(said.now)),
        body,
    )
}

const fn own(to: PartyId, (record, number): AlertPlace) -> AlertRef {
    AlertRef { record, to, number }
}

/// Whether another party's alert or stop is there is not said.
fn refuse_foreign(register: &Register, party: PartyId, body: &Handover) -> Result<(), Refusal> {
    let foreign = |what: String| {
        Err(Refusal::new(
            RefusalCode::MissingReference,
            format!("your party is owed no {what}; take the list anew"),
        ))
    };
    for place in &body.alerts {
        let (record, number) = place;
        if register.watch.alert(own(party, *place)).is_none() {
            return foreign(format!("alert {number} of the record {record}"));
        }
    }
    for record in &body.stops {
        let stop = register.stops.sent_in(*record);
        if stop.is_none_or(|stop| !concerns(stop, party, register.size)) {
            return foreign(format!("word of a stop at the record {record}"));
        }
    }
    Ok(())
}

fn refuse_left_out(open: OpenFor, body: &Handover) -> Result<(), Refusal> {
    let alerts: BTreeSet<&AlertPlace> = body.alerts.iter().collect();
    let stops: BTreeSet<&LogIndex> = body.stops.iter().collect();
    let left_out = (open.stops.iter().filter(|stop| !stops.contains(stop)))
        .map(|stop| format!("the stop at record {stop}"));
    let alerts = (open.alerts.iter().filter(|place| !alerts.contains(place)))
        .map(|(record, number)| format!("alert {number} of record {record}"));
    let left_out: Vec<String> = left_out.chain(alerts).collect();
    if left_out.is_empty() {
        return Ok(());
    }
    let more = match left_out.len().saturating_sub(MAX_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let named = left_out.iter().take(MAX_NAMED).cloned().collect::<Vec<_>>();
    Err(Refusal::new(
        RefusalCode::WrongState,
        format!(
            "the handover leaves out what is open now: {}{more}; take the list anew and sign for all of it",
            named.join(", ")
        ),
    ))
}

/// Takes a handover in: who comes is on, who goes is off.
pub fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &Handover) {
    let (party, person) = (admitted.signer.party, admitted.signer.person);
    let duties = &mut register.duties;
    let is_on = |turn: &super::Turn| turn.person == person;
    if !duties.on(party, body.desk, admitted.index).any(is_on) {
        duties.begin(admitted, body.desk);
    }
    duties.end(admitted, body.desk, body.from);
    let taken = TakenOver {
        record: admitted.index,
        party,
        desk: body.desk,
        person,
        at: admitted.received_at(),
    };
    for place in &body.alerts {
        let about = own(party, *place);
        duties.handed.alerts.entry(about).or_default().push(taken);
    }
    for stop in &body.stops {
        duties.handed.stops.entry(*stop).or_default().push(taken);
    }
}
