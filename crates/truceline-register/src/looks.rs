//! Looks: who was shown a record of whom, when, how exactly and in which way.
//!
//! Every read of a position through the register is on record: whoever serves it tells what was shown
//! ([`Register::looked`]), and the register lists it under a salt of its own. A party that looks at its
//! own words is not recorded; the centre's looks are. Owners see which party saw what of theirs; the
//! centre also sees which person. Not here: who may be shown what.

use crate::codec::cbor::Digest;
use crate::codec::disclosure::{Disclosures, Label};
use crate::codec::record::{Effect, Ground, Record, Signer};
use crate::ids::{LogIndex, PartyId, PersonId};
use crate::notification::NotificationRef;
use crate::register::decide::Draft;
use crate::register::said::{Context, Judgement, Told};
use crate::register::{Register, Standpoint};
use crate::time::Instant;
use crate::vocabulary::Resolution;
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};

/// Most looks that one record lists; a reading of more makes several records.
pub const MAX_LOOKS: usize = 10_000;

/// In which way somebody looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(index_only)]
pub enum Way {
    /// A page, a list, the map.
    #[n(0)]
    View,
    /// An inquiry about a place.
    #[n(1)]
    Inquiry,
    /// A file for other programs.
    #[n(2)]
    Export,
    /// An offline pack.
    #[n(3)]
    Pack,
}

impl Way {
    /// The word as people, files and the API write it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Inquiry => "inquiry",
            Self::Export => "export",
            Self::Pack => "pack",
        }
    }
}

/// Somebody was shown a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(map)]
pub struct Look {
    /// Which record.
    #[n(0)]
    pub record: LogIndex,
    /// How exactly.
    #[n(1)]
    pub resolution: Resolution,
    /// In which way.
    #[n(2)]
    pub way: Way,
    /// When first.
    #[n(3)]
    pub at: Instant,
    /// How often, where several readings are told in one record.
    #[n(4)]
    pub times: u32,
}

/// The looks of one person that one record lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Who looked.
    pub by: Signer,
    /// When the record was made.
    pub received_at: Instant,
    /// What was shown.
    pub looks: Told<Vec<Look>>,
}

/// Every look on record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Looks {
    listed: BTreeMap<LogIndex, Listed>,
    of: BTreeMap<LogIndex, BTreeSet<LogIndex>>,
}

impl Looks {
    /// Every record of looks, in order of the log.
    pub fn all(&self, known_at: LogIndex) -> impl Iterator<Item = (LogIndex, &Listed)> {
        self.listed
            .range(..known_at)
            .map(|(record, listed)| (*record, listed))
    }

    /// Forgets what a record of looks lists.
    pub(crate) fn forget(&mut self, record: LogIndex) {
        let Some(listed) = self.listed.get_mut(&record) else {
            return;
        };
        listed.looks.forget();
        self.of.retain(|_, by| {
            by.remove(&record);
            !by.is_empty()
        });
    }
}

/// Who saw something of an owner's, as it is told to the owner or to the centre.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenBy {
    /// The notification that the record speaks of; absent for an answer, a stop or whatever else holds a place.
    pub about: Option<NotificationRef>,
    /// Which party saw it.
    pub party: PartyId,
    /// Which person; told to the centre alone.
    pub person: Option<PersonId>,
    /// What was seen.
    pub look: Look,
    /// The record of the look.
    pub listed_in: LogIndex,
}

impl Register {
    /// The records that say what a person was shown: looks at the own party's words are left out,
    /// several at the same record in the same way are one with a number, and each record lists at most
    /// [`MAX_LOOKS`]. None where nothing remains.
    #[must_use]
    pub fn looked(&self, by: Signer, looks: &[Look], context: &Context) -> Vec<Draft> {
        let merged = self.looks_of(by.party, looks);
        let mut out = Judgement::new(context);
        let mut drafts = Vec::new();
        for listing in merged.chunks(MAX_LOOKS) {
            let digest = out.seal(Label::Basis, &listing.to_vec());
            let mut one = Judgement::new(context);
            one.effects.push(Effect::Looks(digest));
            one.disclosures = std::mem::take(&mut out.disclosures);
            let ground = Ground::Looked { by };
            drafts.push(self.draft(ground, None, None, Disclosures::default(), one, context));
        }
        drafts
    }

    /// Of what a party was shown what counts as a look: nothing of its own, and several at the same record in
    /// the same way are one with a number.
    pub(crate) fn looks_of(&self, by: PartyId, looks: &[Look]) -> Vec<Look> {
        let mut merged: BTreeMap<(LogIndex, Resolution, Way), (Instant, u32)> = BTreeMap::new();
        for look in looks {
            let own = self.owner_of(look.record) == Some(by);
            if own || look.record >= self.size || look.resolution == Resolution::Commitment {
                continue;
            }
            let place = (look.record, look.resolution, look.way);
            let (first, times) = merged.entry(place).or_insert((look.at, 0));
            *first = (*first).min(look.at);
            *times = times.saturating_add(look.times);
        }
        merged
            .into_iter()
            .map(|((record, resolution, way), (at, times))| Look {
                record,
                resolution,
                way,
                at,
                times,
            })
            .collect()
    }
}

/// Takes a record of looks in.
pub(crate) fn apply(register: &mut Register, record: &Record, digest: Digest) {
    let by = match record.part.ground {
        Ground::Looked { by } => by,
        // A pack shows what it holds to whoever asked for it.
        Ground::PassedOn { cause } => match register.signers.get(&cause) {
            Some(signer) => *signer,
            None => return,
        },
        _ => return,
    };
    let looks: Told<Vec<Look>> = Told::of(record.disclosures.open(Some(digest), Label::Basis));
    for look in looks.value().into_iter().flatten() {
        let of = register.looks.of.entry(look.record).or_default();
        of.insert(record.index);
    }
    let listed = Listed {
        by,
        received_at: record.part.received_at,
        looks,
    };
    register.looks.listed.insert(record.index, listed);
    register.watch.stay_quiet_after(record.index);
}

/// Who saw what of an owner's, or of one notification of its, in order of the records of looks; for the
/// owner itself or, with persons, for the centre.
#[must_use]
pub fn of_owner(
    register: &Register,
    owner: PartyId,
    about: Option<NotificationRef>,
    with_persons: bool,
    at: Standpoint,
) -> Vec<SeenBy> {
    let mut seen = Vec::new();
    for (record, listings) in &register.looks.of {
        let known = register.notifications.of_record(*record);
        let of = known.map(|known| known.about);
        if register.owner_of(*record) != Some(owner) || about.is_some() && of != about {
            continue;
        }
        for listed_in in listings.range(..at.known_at) {
            let Some(listed) = register.looks.listed.get(listed_in) else {
                continue;
            };
            let looks = listed.looks.value().into_iter().flatten();
            seen.extend(
                looks
                    .filter(|look| look.record == *record)
                    .map(|look| SeenBy {
                        about: of,
                        party: listed.by.party,
                        person: with_persons.then_some(listed.by.person),
                        look: *look,
                        listed_in: *listed_in,
                    }),
            );
        }
    }
    seen.sort_by_key(|seen| (seen.listed_in, seen.look));
    seen
}

/// How many records of looks cannot be read any more: whose words they were about is lost.
#[must_use]
pub fn lost(register: &Register, at: Standpoint) -> usize {
    let all = register.looks.all(at.known_at);
    all.filter(|(_, listed)| listed.looks.value().is_none())
        .count()
}

#[cfg(test)]
mod tests;
