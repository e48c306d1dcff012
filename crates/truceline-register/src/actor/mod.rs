//! Actors: whoever is spoken about, enrolled or not, by its public names; and how others call it.
//!
//! An actor is a name for an armed group, a state, an organisation, a body or a mission, never for a person. Nothing is
//! said of it here but its names: what it is in somebody's eyes is a [`designation`], by whom and since when; whom it
//! fights beside is a claim. Names are public and never erased; every version is kept. A note is sealed, for the
//! enterer's own party and the centre. Decision 33.

pub mod designation;
pub mod source;

use crate::codec::cbor::Digest;
use crate::codec::disclosure::Label;
use crate::ids::{ActorId, LogIndex, PartyId};
use crate::party::authority::check_name;
use crate::refusal::{Refusal, RefusalCode};
use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said, Told, enrolled, opened};
use crate::time::Instant;
use designation::Designations;
use minicbor::{Decode, Encode};
use source::Source;
use std::collections::{BTreeMap, BTreeSet};

/// Most names of an actor: a few in each of the languages that speak of it.
pub const MAX_NAMES: usize = 32;
/// Most actors that one party enters: every group of a long war, and no dictionary.
pub const MAX_ACTORS_OF_PARTY: usize = 5_000;
/// Most versions of one actor's names.
pub const MAX_VERSIONS: usize = 200;

/// A name that is public, with the language that it is in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(map)]
pub struct PublicName {
    /// The name as it is written.
    #[n(0)]
    pub name: String,
    /// Its language, as `ar` or `tr`.
    #[n(1)]
    pub language: Option<String>,
}

/// Somebody: an enrolled party, or an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub enum Who {
    /// A party of this register.
    #[n(0)]
    Party(#[n(0)] PartyId),
    /// Somebody who was entered as an actor.
    #[n(1)]
    Actor(#[n(0)] ActorId),
}

/// An actor is entered, or has other names.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct ActorEntered {
    /// Its id; the enterer's again for other names.
    #[n(0)]
    pub id: ActorId,
    /// Its names; the first is the one shown.
    #[n(1)]
    pub names: Vec<PublicName>,
    /// Where the names were found.
    #[n(2)]
    pub source: Option<Source>,
    /// A note of the enterer's, text.
    #[n(3)]
    pub note: Option<Digest>,
}

/// The names of an actor as they stand on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// The record.
    pub record: LogIndex,
    /// Who entered them.
    pub by: PartyId,
    /// What it says.
    pub said: ActorEntered,
    /// The note, where it is at hand.
    pub note: Told<String>,
    /// When the register heard it.
    pub received_at: Instant,
}

/// All actors, and what they are called.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Actors {
    versions: BTreeMap<ActorId, Vec<Entered>>,
    of_party: BTreeMap<PartyId, usize>,
    records: BTreeMap<LogIndex, ActorId>,
    /// How others call them.
    pub designations: Designations,
}

impl Actors {
    /// Every version of an actor's names known by then, in order.
    pub fn versions(&self, id: ActorId, known_at: LogIndex) -> impl Iterator<Item = &Entered> {
        let all = self.versions.get(&id).into_iter().flatten();
        all.take_while(move |entered| entered.record < known_at)
    }

    /// The names that count: the last ones entered by then.
    #[must_use]
    pub fn get(&self, id: ActorId, known_at: LogIndex) -> Option<&Entered> {
        self.versions(id, known_at).last()
    }

    /// Every actor known by then with the names that count.
    pub fn all(&self, known_at: LogIndex) -> impl Iterator<Item = (ActorId, &Entered)> {
        let ids = self.versions.keys();
        ids.filter_map(move |id| self.get(*id, known_at).map(|entered| (*id, entered)))
    }

    /// Forgets the note of a record.
    pub(crate) fn forget(&mut self, record: LogIndex) {
        if let Some(id) = self.records.get(&record) {
            let all = self.versions.get_mut(id).into_iter().flatten();
            for entered in all.filter(|entered| entered.record == record) {
                entered.note.forget();
            }
        }
        self.designations.forget(record);
    }
}

/// Refuses somebody who is neither enrolled nor entered.
///
/// # Errors
/// [`RefusalCode::MissingReference`].
pub fn known(register: &Register, who: Who) -> Result<(), Refusal> {
    match who {
        Who::Party(party) => enrolled(register, party),
        Who::Actor(actor) if register.actors.get(actor, register.size).is_some() => Ok(()),
        Who::Actor(actor) => Err(Refusal::new(
            RefusalCode::MissingReference,
            format!("there is no actor {actor}; enter it first, or correct the id"),
        )),
    }
}

/// Refuses what is signed with a key that is not in force any more.
pub(crate) fn in_force_only(said: &Said<'_>) -> Result<(), Refusal> {
    if said.unconfirmed {
        return Err(Refusal::new(
            RefusalCode::KeyRevoked,
            "sign with a key in force",
        ));
    }
    Ok(())
}

/// Refuses public words that are empty, too long, or hide control or direction marks.
pub(crate) fn check_words(words: &str, what: &str, longest: usize) -> Result<(), Refusal> {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let length = words.chars().count();
    if words.trim().is_empty() || length > longest || words.chars().any(hidden) {
        return Err(Refusal::new(
            RefusalCode::Invalid,
            format!("{what} has 1 to {longest} characters, without control or direction marks"),
        ));
    }
    Ok(())
}

/// Refuses what is no language code: `ar`, `tr`, `zh-Hans`.
pub(crate) fn check_language(language: &str) -> Result<(), Refusal> {
    let mut parts = language.split('-');
    let first = parts.next().unwrap_or_default();
    let is_first =
        (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_rest = parts.all(|part| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    if !is_first || !is_rest || language.len() > 16 {
        return Err(Refusal::new(
            RefusalCode::Invalid,
            "a language is a code such as ar, en, ru, tr or zh-Hans, of at most 16 letters",
        ));
    }
    Ok(())
}

/// Refuses names that are none, too many, the same twice, or not to be printed.
pub(crate) fn check_names(names: &[PublicName], what: &str) -> Result<(), Refusal> {
    if names.is_empty() {
        return Err(Refusal::new(
            RefusalCode::Invalid,
            format!("{what} has at least one name"),
        ));
    }
    if names.len() > MAX_NAMES {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            format!("{what} has at most {MAX_NAMES} names; leave some out"),
        ));
    }
    let mut seen = BTreeSet::new();
    for name in names {
        check_name(&name.name)?;
        if let Some(language) = &name.language {
            check_language(language)?;
        }
        if !seen.insert(name) {
            return Err(Refusal::new(
                RefusalCode::Invalid,
                format!("{what} has the same name twice; give it once"),
            ));
        }
    }
    Ok(())
}

/// Judges an actor's entry.
///
/// # Errors
/// [`Refusal`]: names that cannot stand, another party's actor, too many.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &ActorEntered,
    _: &mut Judgement,
) -> Result<(), Refusal> {
    in_force_only(said)?;
    check_names(&body.names, "an actor")?;
    if let Some(source) = &body.source {
        source.check()?;
    }
    opened::<String>(said, body.note, Label::Text, "note")?;
    let actors = &register.actors;
    if let Some(before) = actors.get(body.id, register.size) {
        if before.by != said.party {
            return Err(Refusal::new(
                RefusalCode::NotTheOwner,
                "another party entered this actor; enter your own under a new id",
            ));
        }
        if actors.versions(body.id, register.size).count() >= MAX_VERSIONS {
            return Err(Refusal::new(
                RefusalCode::OverLimit,
                format!("an actor's names change at most {MAX_VERSIONS} times"),
            ));
        }
    } else if actors.of_party.get(&said.party).copied().unwrap_or(0) >= MAX_ACTORS_OF_PARTY {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            format!("a party enters at most {MAX_ACTORS_OF_PARTY} actors"),
        ));
    }
    Ok(())
}

/// Takes an actor's names in.
pub fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &ActorEntered) {
    let actors = &mut register.actors;
    let versions = actors.versions.entry(body.id).or_default();
    if versions.is_empty() {
        *actors.of_party.entry(admitted.party).or_default() += 1;
    }
    versions.push(Entered {
        record: admitted.index,
        by: admitted.party,
        said: body.clone(),
        note: admitted.told(body.note, Label::Text),
        received_at: admitted.received_at(),
    });
    actors.records.insert(admitted.index, body.id);
    register.watch.stay_quiet_after(admitted.index);
}

#[cfg(test)]
pub(crate) mod tests;
