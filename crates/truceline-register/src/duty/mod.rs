//! Who is on duty: people sign on and off the desks of their party, and hand over.
//!
//! Several people may be on at one desk, and one person at several. When the last one signs off, the desk
//! is unattended at once, on record ([`crate::attendance`]); a desk at which nobody ever signed on stands as
//! its streams show it. Names are sealed beside the record and are no part of the state: who looks reads
//! them from the record, as far as that record is theirs. Not here: what an unattended party does to checks
//! ([`crate::check`]), what is handed over ([`handover`]). Decision 21.

pub mod handover;
#[cfg(test)]
mod tests;

use crate::attendance;
use crate::channel;
use crate::codec::cbor::Digest;
use crate::codec::disclosure::Label;
use crate::codec::record::{Alert, AlertWhy, Effect};
use crate::ids::{DeskId, LogIndex, PartyId, PersonId};
use crate::notification::Personal;
use crate::refusal::{Refusal, RefusalCode};
use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said, opened};
use crate::relay::Relays;
use crate::time::Instant;
use crate::watch::next_number;
use handover::HandedOver;
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;

/// The signer comes on duty.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct SignOn {
    /// At which desk of its party.
    #[n(0)]
    pub desk: DeskId,
    /// By which name to ask for it: [`Personal`].
    #[n(1)]
    pub name: Option<Digest>,
    /// Whether the centre may have the name.
    #[n(2)]
    pub for_centre: bool,
}

/// A person goes off duty.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct SignOff {
    /// From which desk.
    #[n(0)]
    pub desk: DeskId,
    /// Who: the signer, or one of its party who left without a word.
    #[n(1)]
    pub person: PersonId,
}

/// One person's time at one desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Who.
    pub person: PersonId,
    /// The record with which it began: the person's own, or the handover that it signed.
    pub on: LogIndex,
    /// When the register heard that.
    pub since: Instant,
    /// How it ended.
    pub off: Option<Off>,
}

/// The end of a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Off {
    /// The record that says so.
    pub record: LogIndex,
    /// Who said so.
    pub by: PersonId,
    /// When the register heard it.
    pub at: Instant,
}

/// The turns of one desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Desk {
    /// In the order in which they began.
    turns: Vec<Turn>,
    /// The latest record that began or ended one.
    changed: LogIndex,
    /// Places of those that have not ended.
    open: Vec<usize>,
}

/// All turns, and what was handed over between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Duties {
    desks: BTreeMap<PartyId, BTreeMap<DeskId, Desk>>,
    /// Where each record that began a turn is.
    begun: BTreeMap<LogIndex, (PartyId, DeskId)>,
    handed: HandedOver,
}

impl Turn {
    /// Whether it had begun and had not ended after the first `known_at` records.
    #[must_use]
    pub fn lasts(&self, known_at: LogIndex) -> bool {
        let ended = self.off.is_some_and(|off| off.record < known_at);
        self.on < known_at && !ended
    }
}

impl Desk {
    fn lasting(&self, known_at: LogIndex) -> Box<dyn Iterator<Item = &Turn> + '_> {
        if known_at > self.changed {
            return Box::new(self.open.iter().filter_map(|place| self.turns.get(*place)));
        }
        let begun = self.turns.partition_point(|turn| turn.on < known_at);
        let begun = self.turns[..begun].iter();
        Box::new(begun.filter(move |turn| turn.lasts(known_at)))
    }
}

impl Duties {
    /// Who was on at a desk after the first `known_at` records, in the order in which they came.
    pub fn on(
        &self,
        party: PartyId,
        desk: DeskId,
        known_at: LogIndex,
    ) -> impl Iterator<Item = &Turn> {
        let desk = self.desk(party, desk);
        desk.into_iter()
            .flat_map(move |desk| desk.lasting(known_at))
    }

    /// The turns of a desk that had begun by then, ended ones too.
    #[must_use]
    pub fn turns(&self, party: PartyId, desk: DeskId, known_at: LogIndex) -> &[Turn] {
        let turns = self.desk(party, desk).map_or(&[][..], |desk| &desk.turns);
        &turns[..turns.partition_point(|turn| turn.on < known_at)]
    }

    /// The desks of a party at which somebody ever signed on.
    pub fn desks(&self, party: PartyId) -> impl Iterator<Item = DeskId> {
        let desks = self.desks.get(&party).into_iter();
        desks.flat_map(|desks| desks.keys().copied())
    }

    /// Whether somebody was on at a desk; `None` where nobody had ever signed on. Who signed on with a key
    /// that was revoked from before then on is not on, until the party confirms it.
    #[must_use]
    pub fn is_attended(
        &self,
        relays: &Relays,
        (party, desk): (PartyId, DeskId),
        known_at: LogIndex,
    ) -> Option<bool> {
        let known = self.desk(party, desk)?;
        known.turns.first().filter(|turn| turn.on < known_at)?;
        let own = |turn: &Turn| relays.own_since(turn.on, known_at).is_some();
        Some(known.lasting(known_at).any(own))
    }

    /// What was taken over.
    #[must_use]
    pub const fn handed(&self) -> &HandedOver {
        &self.handed
    }

    fn desk(&self, party: PartyId, desk: DeskId) -> Option<&Desk> {
        self.desks.get(&party)?.get(&desk)
    }

    fn begin(&mut self, admitted: &Admitted<'_>, desk: DeskId) {
        let (party, person) = (admitted.signer.party, admitted.signer.person);
        let known = self
            .desks
            .entry(party)
            .or_default()
            .entry(desk)
            .or_default();
        let turn = Turn {
            person,
            on: admitted.index,
            since: admitted.received_at(),
            off: None,
        };
        known.open.push(known.turns.len());
        known.turns.push(turn);
        known.changed = admitted.index;
        self.begun.insert(admitted.index, (party, desk));
    }

    fn end(&mut self, admitted: &Admitted<'_>, desk: DeskId, person: PersonId) {
        let desks = self.desks.get_mut(&admitted.signer.party);
        let Some(known) = desks.and_then(|desks| desks.get_mut(&desk)) else {
            return;
        };
        let off = Off {
            record: admitted.index,
            by: admitted.signer.person,
            at: admitted.received_at(),
        };
        let (turns, changed) = (&mut known.turns, &mut known.changed);
        known.open.retain(|place| match turns.get_mut(*place) {
            Some(turn) if turn.person == person => {
                turn.off = Some(off);
                *changed = admitted.index;
                false
            }
            _ => true,
        });
    }
}

/// A desk of the speaker's own party; whether another's is there is not said.
fn own_desk(register: &Register, said: &Said<'_>, desk: DeskId) -> Result<(), Refusal> {
    let opened = register.authority.desks.get(&desk);
    if opened.is_some_and(|opened| opened.party == said.party) {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalCode::MissingReference,
        format!("your party has no desk {desk}; correct the id"),
    ))
}

fn in_force_key(said: &Said<'_>) -> Result<(), Refusal> {
    if said.unconfirmed {
        return Err(Refusal::new(
            RefusalCode::KeyRevoked,
            "sign with a key in force",
        ));
    }
    Ok(())
}

fn is_on(register: &Register, said: &Said<'_>, desk: DeskId, person: PersonId) -> bool {
    let mut on = register.duties.on(said.party, desk, register.size);
    on.any(|turn| turn.person == person)
}

/// Judges that somebody comes on duty.
///
/// # Errors
/// [`Refusal`]: a key out of force, no such desk, on already.
pub fn judge(register: &Register, said: &Said<'_>, body: &SignOn) -> Result<(), Refusal> {
    in_force_key(said)?;
    own_desk(register, said, body.desk)?;
    opened::<Personal>(said, body.name, Label::Personal, "name")?;
    if is_on(register, said, body.desk, said.signer.person) {
        return Err(Refusal::new(
            RefusalCode::WrongState,
            "you are on at this desk already; nothing more is needed",
        ));
    }
    Ok(())
}

/// Takes a person on.
pub fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &SignOn) {
    register.duties.begin(admitted, body.desk);
}

/// Judges that somebody goes off duty. Where the last one of the party goes, the centre is alerted at once.
///
/// # Errors
/// [`Refusal`]: a key out of force, no such desk, a person who is not on.
pub fn judge_off(
    register: &Register,
    said: &Said<'_>,
    body: &SignOff,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    in_force_key(said)?;
    own_desk(register, said, body.desk)?;
    if !is_on(register, said, body.desk, body.person) {
        return Err(Refusal::new(
            RefusalCode::WrongState,
            format!(
                "the person {} is not on at this desk; `duty list` shows who is",
                body.person
            ),
        ));
    }
    let at = register.standpoint(said.now);
    let own = |turn: &Turn| (register.relays.own_since(turn.on, at.known_at)).is_some();
    let mut others = register.duties.on(said.party, body.desk, at.known_at);
    let is_left = others.any(|turn| turn.person != body.person && own(turn));
    let then = attendance::at_best_if(register, said.party, (body.desk, is_left));
    if then > channel::with_centre(register, said.party, at) {
        let to = register.authority.centre();
        out.effects.push(Effect::Alert(Alert {
            number: next_number(out, to),
            to,
            desk: None,
            why: AlertWhy::Unattended,
            plan: None,
            record: None,
        }));
    }
    Ok(())
}

/// Takes a person off.
pub fn apply_off(register: &mut Register, admitted: &Admitted<'_>, body: &SignOff) {
    register.duties.end(admitted, body.desk, body.person);
}

/// Whether a record began a turn that lasts: its name is needed for as long.
#[must_use]
pub fn in_force(register: &Register, record: LogIndex, known_at: LogIndex) -> bool {
    let begun = register.duties.begun.get(&record);
    begun.is_some_and(|(party, desk)| {
        let mut on = register.duties.on(*party, *desk, known_at);
        on.any(|turn| turn.on == record)
    })
}

/// A desk as it is attended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attended<'a> {
    /// Whose.
    pub party: PartyId,
    /// Which.
    pub desk: DeskId,
    /// Whether somebody is there, by its people and its streams; `None` where neither ever said so.
    pub is_there: Option<bool>,
    /// Whether a stream of it stands; `None` where there never was one.
    pub is_connected: Option<bool>,
    /// Who is on.
    pub on: Vec<&'a Turn>,
}

/// The desks of a party, in order of their ids.
#[must_use]
pub fn attended(register: &Register, party: PartyId, known_at: LogIndex) -> Vec<Attended<'_>> {
    let desks = register.authority.desks.iter();
    desks
        .filter(|(_, opened)| opened.party == party)
        .map(|(desk, _)| Attended {
            party,
            desk: *desk,
            is_there: attendance::is_there(register, (party, *desk), known_at),
            is_connected: register.attendance.is_present(party, *desk, known_at),
            on: register.duties.on(party, *desk, known_at).collect(),
        })
        .collect()
}
