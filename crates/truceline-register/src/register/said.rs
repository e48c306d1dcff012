//! What each noun is given when it judges and when it applies, and what it gives back.

use super::Register;
use super::decide::CLOCK_SKEW;
use crate::codec::cbor::Digest;
use crate::codec::disclosure::{Disclosure, Disclosures, Label, Salt};
use crate::codec::record::{Effect, RegisterPart, Signer};
use crate::ids::{ActId, LogIndex, PartyId};
use crate::refusal::{Refusal, RefusalCode};
use crate::time::Instant;
use crate::vocabulary::{Flag, Resolution};
use hmac::{Hmac, KeyInit, Mac};
use minicbor::Encode;
use sha2::Sha256;
use std::collections::{BTreeMap, BTreeSet};

/// Time and randomness of one decision, given by the engine.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// Received time; the engine sees to it that it never decreases.
    pub now: Instant,
    /// What the machine's clock read; behind `now` after it went back.
    pub wall: Instant,
    /// 32 fresh random bytes; every salt of the decision is drawn from them.
    pub seed: [u8; 32],
}

/// A verified statement being judged: the party that speaks and the words' circumstances.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// Received time.
    pub now: Instant,
    /// The party whose word it is: the signer's, or the speaker's where it is relayed.
    pub party: PartyId,
    /// Who signed.
    pub signer: Signer,
    /// The client's id of the act.
    pub act_id: ActId,
    /// When, by the signer's clock.
    pub signed_at: Instant,
    /// What was disclosed to the register.
    pub disclosures: &'a Disclosures,
    /// Written down for someone else, or signed by a key since revoked: it is not (yet) the
    /// party's signed word, so it may add presence but take none away.
    pub unconfirmed: bool,
}

impl Said<'_> {
    /// Whether a window that begins at `start` had begun when the statement was made: when it was
    /// signed, or, where the signer's clock tells another time than the register's, when it arrived.
    /// Who says "from now on" is not late by the moment that signing and sending take.
    #[must_use]
    pub fn is_late_for(&self, start: Instant) -> bool {
        let apart = self
            .now
            .since(self.signed_at)
            .max(self.signed_at.since(self.now));
        let told_at = if apart <= CLOCK_SKEW {
            self.signed_at.min(self.now)
        } else {
            self.now
        };
        start < told_at
    }
}

/// A record being applied: the same, from the record.
#[derive(Clone, Copy, Debug)]
pub struct Admitted<'a> {
    /// Its place in the log.
    pub index: LogIndex,
    /// The party whose word it is: the signer's, or the speaker's where it is relayed.
    pub party: PartyId,
    /// Who signed.
    pub signer: Signer,
    /// The register's part.
    pub part: &'a RegisterPart,
    /// What the vault still has.
    pub disclosures: &'a Disclosures,
    /// As in [`Said::unconfirmed`].
    pub unconfirmed: bool,
}

/// What the vault gives for a digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told<T> {
    /// The value.
    Value(T),
    /// It never came, or the statement has no such field.
    Nothing,
    /// It came and was erased since.
    Erased,
}

impl<T> Told<T> {
    /// What the vault gave for a digest of the register's own.
    pub(crate) fn of<E>(opened: Result<Option<T>, E>) -> Self {
        match opened {
            Ok(Some(value)) => Self::Value(value),
            Ok(None) => Self::Erased,
            Err(_) => Self::Nothing,
        }
    }

    /// The value, where there is one.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Nothing | Self::Erased => None,
        }
    }

    /// What is left when the vault has destroyed the value: the same that a replay without it gives.
    pub fn forget(&mut self) {
        if matches!(self, Self::Value(_)) {
            *self = Self::Erased;
        }
    }
}

impl Admitted<'_> {
    /// When the register heard it.
    #[must_use]
    pub const fn received_at(&self) -> Instant {
        self.part.received_at
    }

    /// The value behind a digest of the statement. What is listed as disclosed but not in the
    /// vault any more was erased; a value that is not of its kind counts as not told.
    pub fn told<T: Encode<()> + for<'b> minicbor::Decode<'b, ()>>(
        &self,
        digest: Option<Digest>,
        label: Label,
    ) -> Told<T> {
        let Some(digest) = digest else {
            return Told::Nothing;
        };
        match self.disclosures.get(&digest) {
            Some(disclosure) => disclosure.open(label).map_or(Told::Nothing, Told::Value),
            None if self.part.disclosed.contains(&digest) => Told::Erased,
            None => Told::Nothing,
        }
    }

    /// Whether the record carries the flag.
    #[must_use]
    pub fn flagged(&self, flag: Flag) -> bool {
        self.part.flags.contains(&flag)
    }
}

/// Salts of what is passed on are drawn from here on, so that no salt is drawn twice.
const FIRST_SALT_ASIDE: u32 = 1 << 31;

/// What a noun's judgement adds to the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Flags, each once.
    pub flags: BTreeSet<Flag>,
    /// Effects other than inbox entries.
    pub effects: Vec<Effect>,
    /// What the register itself discloses to its vault.
    pub disclosures: Disclosures,
    recipients: BTreeMap<PartyId, Resolution>,
    retold: BTreeMap<(PartyId, LogIndex), Resolution>,
    aside: Option<Box<Judgement>>,
    /// Whether it becomes a record though it says nothing.
    is_kept: bool,
    /// What the machine's clock read.
    pub(crate) wall: Instant,
    seed: [u8; 32],
    salts_drawn: u32,
}

impl Judgement {
    /// An empty one, with the randomness of its context.
    #[must_use]
    pub fn new(context: &Context) -> Self {
        Self {
            flags: BTreeSet::new(),
            effects: Vec::new(),
            disclosures: Disclosures::default(),
            recipients: BTreeMap::new(),
            retold: BTreeMap::new(),
            aside: None,
            is_kept: false,
            wall: context.wall,
            seed: context.seed,
            salts_drawn: 0,
        }
    }

    /// What follows for others and is not the signer's to know: it becomes a record of the register's own
    /// that follows the one judged in the same batch. An inbox or an alert names the record judged there.
    pub fn aside(&mut self) -> &mut Self {
        let (wall, seed) = (self.wall, self.seed);
        self.aside.get_or_insert_with(|| {
            let context = Context {
                now: wall,
                wall,
                seed,
            };
            Box::new(Self {
                salts_drawn: FIRST_SALT_ASIDE,
                ..Self::new(&context)
            })
        })
    }

    /// Has a record follow whether or not anything is put aside, so that the size of the log does not tell the
    /// signer which.
    pub fn keep_aside(&mut self) {
        self.aside().is_kept = true;
    }

    /// Takes out what was put aside, where that is anything.
    pub(super) fn take_aside(&mut self) -> Option<Box<Self>> {
        self.aside.take().filter(|aside| {
            let is_empty = aside.effects.is_empty() && aside.retold.is_empty();
            aside.is_kept || !is_empty
        })
    }

    /// Puts the record into a party's inbox; told twice, the finer resolution counts.
    pub fn tell(&mut self, to: PartyId, resolution: Resolution) {
        let known = self.recipients.entry(to).or_insert(resolution);
        *known = (*known).max(resolution);
    }

    /// Who is told, and how exactly.
    pub fn recipients(&self) -> impl Iterator<Item = (PartyId, Resolution)> {
        self.recipients
            .iter()
            .map(|(party, resolution)| (*party, *resolution))
    }

    /// Puts an earlier record into a party's inbox; told twice, the finer resolution counts.
    pub fn retell(&mut self, to: PartyId, record: LogIndex, resolution: Resolution) {
        let known = self.retold.entry((to, record)).or_insert(resolution);
        *known = (*known).max(resolution);
    }

    /// Which earlier records are told to whom, and how exactly.
    pub fn retold(&self) -> impl Iterator<Item = (PartyId, LogIndex, Resolution)> {
        self.retold
            .iter()
            .map(|((party, record), resolution)| (*party, *record, *resolution))
    }

    /// Salts a value of the register's own, keeps its disclosure and gives its digest.
    pub fn seal<T: Encode<()>>(&mut self, label: Label, value: &T) -> Digest {
        let salt = self.draw_salt();
        self.disclosures.add(Disclosure::seal(salt, label, value))
    }

    fn draw_salt(&mut self) -> Salt {
        let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.seed).map(|mut mac| {
            mac.update(b"truceline salt");
            mac.update(&self.salts_drawn.to_be_bytes());
            mac.finalize().into_bytes()
        });
        self.salts_drawn += 1;
        let mut salt = [0; 16];
        match mac {
            Ok(bytes) => salt.copy_from_slice(&bytes[..16]),
            Err(_) => unreachable!("HMAC takes keys of any length"),
        }
        Salt(salt)
    }
}

/// Opens a disclosed value while judging: absent is fine, another kind is a refusal.
///
/// # Errors
/// [`RefusalCode::DisclosureMismatch`] naming the field.
pub fn opened<T: Encode<()> + for<'b> minicbor::Decode<'b, ()>>(
    said: &Said<'_>,
    digest: Option<Digest>,
    label: Label,
    field: &str,
) -> Result<Option<T>, Refusal> {
    said.disclosures.open(digest, label).map_err(|error| {
        Refusal::new(
            RefusalCode::DisclosureMismatch,
            format!("the disclosure of the field \"{field}\" {error}; send it again with the value that was digested"),
        )
    })
}

/// What a party of this register is; refusals speak of it by name.
///
/// # Errors
/// [`RefusalCode::MissingReference`] if it is not enrolled.
pub fn enrolled(register: &Register, party: PartyId) -> Result<(), Refusal> {
    if register.authority.party(party).is_some() {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalCode::MissingReference,
        format!("the party {party} is not enrolled here; enrol it first, or correct the id"),
    ))
}

#[cfg(test)]
mod tests;
