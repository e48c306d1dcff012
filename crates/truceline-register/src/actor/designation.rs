//! Designations: what somebody calls an actor, by which instrument, from when to when.
//!
//! It stands with who designates and who entered it, never as a property of the actor. Where nothing was entered the
//! answer is that nothing was entered, never that the actor is not designated. Not here: what follows from it
//! ([`crate::agreement`] cites designations in exceptions).

use super::source::Source;
use super::{Who, check_language, check_words, in_force_only, known};
use crate::codec::cbor::Digest;
use crate::codec::disclosure::Label;
use crate::day::Day;
use crate::ids::{ActorId, DesignationId, LogIndex, PartyId};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said, Told, opened};
use crate::time::Instant;
use crate::vocabulary::words;
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;
use std::fmt;

/// Longest label or instrument in characters.
pub const MAX_LABEL_CHARS: usize = 200;
/// Most designations that one party enters.
pub const MAX_DESIGNATIONS_OF_PARTY: usize = 20_000;
/// Most words about the end of one designation.
pub const MAX_WITHDRAWALS: usize = 50;

words! {
    /// What kind of label it is, so that agreements can cite it. The designating body's own words stand beside it.
    DesignationClass {
        /// Terrorist.
        0 Terrorist = "terrorist",
        /// Radical or extremist.
        1 Radical = "radical",
        /// Separatist.
        2 Separatist = "separatist",
        /// Armed opposition.
        3 Opposition = "opposition",
        /// Party to a ceasefire.
        4 CeasefireParty = "ceasefire-party",
        /// Partner or ally.
        5 Partner = "partner",
        /// Regular force.
        6 Regular = "regular",
        /// Mercenary or private force.
        7 Mercenary = "mercenary",
        /// Under sanctions.
        8 Sanctioned = "sanctioned",
        /// Occupying.
        9 Occupying = "occupying",
    }
}

/// A designation is entered.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Designated {
    /// Its id.
    #[n(0)]
    pub id: DesignationId,
    /// Who is designated.
    #[n(1)]
    pub actor: ActorId,
    /// As what kind.
    #[n(2)]
    pub class: DesignationClass,
    /// In the designating body's own words; quoted, never ours.
    #[n(3)]
    pub label: String,
    /// The language of those words.
    #[n(4)]
    pub language: Option<String>,
    /// Who designates.
    #[n(5)]
    pub by: Who,
    /// By which decree, resolution or list.
    #[n(6)]
    pub instrument: Option<String>,
    /// From which day on; absent: since when is not said.
    #[n(7)]
    pub from: Option<Day>,
    /// The first day on which it does not stand any more; absent: no end is said.
    #[n(8)]
    pub to: Option<Day>,
    /// Where it was found; needed where somebody else designates than the enterer.
    #[n(9)]
    pub source: Option<Source>,
    /// A note of the enterer's, text.
    #[n(10)]
    pub note: Option<Digest>,
}

/// A designation stands no more, or was entered wrongly.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct DesignationWithdrawn {
    /// Which.
    #[n(0)]
    pub id: DesignationId,
    /// The first day on which it does not stand any more; absent: the entry itself is taken back.
    #[n(1)]
    pub ended: Option<Day>,
    /// Where that was found.
    #[n(2)]
    pub source: Option<Source>,
    /// A note of the enterer's, text.
    #[n(3)]
    pub note: Option<Digest>,
}

/// A word about a designation's end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawn {
    /// The record.
    pub record: LogIndex,
    /// What it says.
    pub said: DesignationWithdrawn,
    /// The note, where it is at hand.
    pub note: Told<String>,
    /// When the register heard it.
    pub received_at: Instant,
}

/// A designation as it stands on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// The record.
    pub record: LogIndex,
    /// Who entered it.
    pub entered_by: PartyId,
    /// What it says.
    pub said: Designated,
    /// The note, where it is at hand.
    pub note: Told<String>,
    /// When the register heard it.
    pub received_at: Instant,
    withdrawn: Vec<Withdrawn>,
}

/// All designations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Designations {
    entered: BTreeMap<DesignationId, Entered>,
    of_actor: BTreeMap<ActorId, Vec<DesignationId>>,
    of_party: BTreeMap<PartyId, usize>,
    records: BTreeMap<LogIndex, DesignationId>,
}

impl Entered {
    /// The last word about its end that was known by then.
    #[must_use]
    pub fn withdrawn(&self, known_at: LogIndex) -> Option<&Withdrawn> {
        let words = self.withdrawn.iter();
        words.rev().find(|word| word.record < known_at)
    }

    /// Whether the entry itself was taken back by then.
    #[must_use]
    pub fn is_taken_back(&self, known_at: LogIndex) -> bool {
        self.withdrawn(known_at)
            .is_some_and(|word| word.said.ended.is_none())
    }

    /// The first day on which it stands no more, by what was known then.
    #[must_use]
    pub fn ends(&self, known_at: LogIndex) -> Option<Day> {
        self.withdrawn(known_at)
            .and_then(|word| word.said.ended)
            .or(self.said.to)
    }

    /// Whether it stands on a day, by what was known then. One that does not say since when stands until its end.
    #[must_use]
    pub fn stands_on(&self, day: Day, known_at: LogIndex) -> bool {
        self.record < known_at
            && !self.is_taken_back(known_at)
            && self.said.from.is_none_or(|from| from <= day)
            && self.ends(known_at).is_none_or(|end| day < end)
    }

    /// Whether who designates entered it itself.
    #[must_use]
    pub fn is_own_word(&self) -> bool {
        self.said.by == Who::Party(self.entered_by)
    }
}

impl Designations {
    /// A designation that was known by then.
    #[must_use]
    pub fn get(&self, id: DesignationId, known_at: LogIndex) -> Option<&Entered> {
        let entered = self.entered.get(&id);
        entered.filter(|entered| entered.record < known_at)
    }

    /// Every designation of an actor known by then, in order of their records.
    pub fn of_actor(&self, actor: ActorId, known_at: LogIndex) -> impl Iterator<Item = &Entered> {
        let ids = self.of_actor.get(&actor).into_iter().flatten();
        ids.filter_map(move |id| self.get(*id, known_at))
    }

    /// Every designation known by then.
    pub fn all(&self, known_at: LogIndex) -> impl Iterator<Item = &Entered> {
        let ids = self.records.range(..known_at);
        // A record that withdraws is listed under the designation too.
        ids.filter_map(move |(record, id)| self.get(*id, known_at).filter(|e| e.record == *record))
    }

    /// Forgets the notes of a record.
    pub(super) fn forget(&mut self, record: LogIndex) {
        let id = self.records.get(&record);
        let Some(entered) = id.and_then(|id| self.entered.get_mut(id)) else {
            return;
        };
        if entered.record == record {
            entered.note.forget();
        }
        let words = entered.withdrawn.iter_mut();
        for word in words.filter(|word| word.record == record) {
            word.note.forget();
        }
    }
}

/// How an actor is called on a day: by one body, or by everybody. Nothing in it means that no designation was entered.
pub fn as_seen(
    register: &Register,
    actor: ActorId,
    by: Option<Who>,
    on: Day,
    known_at: LogIndex,
) -> impl Iterator<Item = &Entered> {
    let all = register.actors.designations.of_actor(actor, known_at);
    all.filter(move |entered| {
        entered.stands_on(on, known_at) && by.is_none_or(|by| entered.said.by == by)
    })
}

/// Who is called so on a day, by one body or by anybody: what an exception of an agreement refers to.
pub fn called(
    register: &Register,
    class: DesignationClass,
    by: Option<Who>,
    on: Day,
    known_at: LogIndex,
) -> impl Iterator<Item = &Entered> {
    let all = register.actors.designations.all(known_at);
    all.filter(move |entered| {
        entered.said.class == class
            && entered.stands_on(on, known_at)
            && by.is_none_or(|by| entered.said.by == by)
    })
}

/// Judges a designation.
///
/// # Errors
/// [`Refusal`]: an actor or a body that is not here, another's designation without its source, an end before the start.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &Designated,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    in_force_only(said)?;
    known(register, Who::Actor(body.actor))?;
    known(register, body.by)?;
    if body.by == Who::Actor(body.actor) {
        return Err(invalid(
            "an actor is designated by somebody else; what it calls itself is a name",
        ));
    }
    check_words(&body.label, "a label", MAX_LABEL_CHARS)?;
    if let Some(instrument) = &body.instrument {
        check_words(instrument, "an instrument", MAX_LABEL_CHARS)?;
    }
    if let Some(language) = &body.language {
        check_language(language)?;
    }
    if let (Some(from), Some(to)) = (body.from, body.to)
        && to <= from
    {
        return Err(invalid(
            "the designation ends on or before its first day; correct the two days",
        ));
    }
    match &body.source {
        Some(source) => source.check()?,
        None if body.by == Who::Party(said.party) => {}
        None => {
            return Err(invalid(
                "what somebody else designates is entered with its source; name where it was found",
            ));
        }
    }
    opened::<String>(said, body.note, Label::Text, "note")?;
    let designations = &register.actors.designations;
    if designations.entered.contains_key(&body.id) {
        return Err(Refusal::new(
            RefusalCode::IdReused,
            "a designation of this id was entered; use a new id",
        ));
    }
    let own = designations.of_party.get(&said.party).copied();
    if own.unwrap_or(0) >= MAX_DESIGNATIONS_OF_PARTY {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            format!("a party enters at most {MAX_DESIGNATIONS_OF_PARTY} designations"),
        ));
    }
    if let Who::Party(by) = body.by
        && by != said.party
    {
        out.tell(by, crate::vocabulary::Resolution::Existence);
    }
    Ok(())
}

/// Judges a word about a designation's end.
///
/// # Errors
/// [`Refusal`]: none of that id, another party's entry, taken back before, an end on or before the first day.
pub fn judge_withdrawal(
    register: &Register,
    said: &Said<'_>,
    body: &DesignationWithdrawn,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    in_force_only(said)?;
    let Some(entered) = register.actors.designations.entered.get(&body.id) else {
        return Err(Refusal::new(
            RefusalCode::MissingReference,
            format!("there is no designation {}; correct the id", body.id),
        ));
    };
    if entered.entered_by != said.party {
        return Err(Refusal::new(
            RefusalCode::NotTheOwner,
            "only the party that entered a designation withdraws it; enter what you know yourself",
        ));
    }
    if entered.is_taken_back(register.size) {
        return Err(Refusal::new(
            RefusalCode::WrongState,
            "the entry was taken back before; enter a new one",
        ));
    }
    if entered.withdrawn.len() >= MAX_WITHDRAWALS {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            format!("there are at most {MAX_WITHDRAWALS} words about one designation's end"),
        ));
    }
    if let (Some(from), Some(ended)) = (entered.said.from, body.ended)
        && ended <= from
    {
        return Err(invalid(
            "it is said to have ended on or before its first day; take the entry back instead",
        ));
    }
    if let Some(source) = &body.source {
        source.check()?;
    }
    opened::<String>(said, body.note, Label::Text, "note")?;
    if let Who::Party(by) = entered.said.by
        && by != said.party
    {
        out.tell(by, crate::vocabulary::Resolution::Existence);
    }
    Ok(())
}

fn invalid(what: &str) -> Refusal {
    Refusal::new(RefusalCode::Invalid, what)
}

/// Takes a designation in.
pub fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &Designated) {
    let all = &mut register.actors.designations;
    *all.of_party.entry(admitted.party).or_default() += 1;
    all.of_actor.entry(body.actor).or_default().push(body.id);
    all.records.insert(admitted.index, body.id);
    let entered = Entered {
        record: admitted.index,
        entered_by: admitted.party,
        said: body.clone(),
        note: admitted.told(body.note, Label::Text),
        received_at: admitted.received_at(),
        withdrawn: Vec::new(),
    };
    all.entered.insert(body.id, entered);
    register.watch.stay_quiet_after(admitted.index);
}

/// Takes a word about a designation's end in.
pub fn apply_withdrawal(
    register: &mut Register,
    admitted: &Admitted<'_>,
    body: &DesignationWithdrawn,
) {
    let all = &mut register.actors.designations;
    all.records.insert(admitted.index, body.id);
    if let Some(entered) = all.entered.get_mut(&body.id) {
        entered.withdrawn.push(Withdrawn {
            record: admitted.index,
            said: body.clone(),
            note: admitted.told(body.note, Label::Text),
            received_at: admitted.received_at(),
        });
    }
    register.watch.stay_quiet_after(admitted.index);
}
