//! The authority chain: who is enrolled, which key is whose, and in which order that was said.
//!
//! Party, desk, key and profile records form one numbered, hash-linked chain; every record names
//! the latest link, so nobody can later leave out a revocation. Not here: the chain of statements
//! of each key ([`super::chain`]).

use super::key::{EnrolledKey, KeyStanding};
use super::{
    DeskOpening, Genesis, KeyEnrolment, KeyRevocation, KeyRotation, MAX_NAME_CHARS,
    MAX_REASON_CHARS, PartyEnrolment,
};
use crate::act::Act;
use crate::codec::cbor::Digest;
use crate::codec::record::{AuthorityLink, Signer};
use crate::codec::statement::{Payload, Statement, key_id};
use crate::ids::{DeskId, KeyId, LogIndex, PartyId};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::said::{Admitted, Said};
use crate::time::{Instant, Span};
use crate::vocabulary::Role;
use std::collections::BTreeMap;
use truceline_log::key::VerifyingKey;

mod revocation;

/// The link before the genesis.
pub const NO_AUTHORITY: AuthorityLink = AuthorityLink {
    number: 0,
    link: Digest::ZERO,
};
/// Longest grace time of a rotated key.
pub const MAX_GRACE: Span = Span::hours(30 * 24);
/// Most parties, desks and keys together: a theatre has dozens.
pub const MAX_ENROLMENTS: usize = 100_000;

/// A party as enrolled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Its name as it calls itself.
    pub name: String,
    /// What it is here.
    pub role: Role,
    /// Whether it takes part in the hostilities.
    pub belligerent: bool,
    /// Since which record.
    pub enrolled: LogIndex,
}

/// A duty post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// Whose.
    pub party: PartyId,
    /// Its name.
    pub name: String,
}

/// Everything the authority chain says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Authority {
    genesis: Option<(Genesis, Digest)>,
    link: Option<AuthorityLink>,
    /// The records of the chain, in order.
    pub records: Vec<LogIndex>,
    /// Parties.
    pub parties: BTreeMap<PartyId, Party>,
    /// Desks.
    pub desks: BTreeMap<DeskId, Desk>,
    keys: BTreeMap<KeyId, EnrolledKey>,
    latest: Option<Instant>,
}

/// The link that follows `before` by an authority statement.
#[must_use]
pub fn next_link(before: AuthorityLink, payload: Digest) -> AuthorityLink {
    let mut bytes = Vec::with_capacity(64);
    bytes.extend_from_slice(&before.link.0);
    bytes.extend_from_slice(&payload.0);
    AuthorityLink {
        number: before.number + 1,
        link: Digest::of(&bytes),
    }
}

/// Whether an act belongs into the authority chain.
#[must_use]
pub const fn is_authority(act: &Act) -> bool {
    matches!(
        act,
        Act::Genesis(_)
            | Act::PartyEnrolled(_)
            | Act::DeskOpened(_)
            | Act::KeyEnrolled(_)
            | Act::KeyRotated(_)
            | Act::KeyRevoked(_)
            | Act::PartyChanged(_)
            | Act::BoundaryDrawn(_)
            | Act::ProfileSet(_)
    )
}

impl Authority {
    /// The genesis record's body, once there is one.
    #[must_use]
    pub fn genesis(&self) -> Option<&Genesis> {
        self.genesis.as_ref().map(|(genesis, _)| genesis)
    }

    /// The log's origin; empty before the genesis.
    #[must_use]
    pub fn origin(&self) -> &str {
        self.genesis().map_or("", |genesis| &genesis.origin)
    }

    /// Digest of the genesis statement; zero before it.
    #[must_use]
    pub fn genesis_digest(&self) -> Digest {
        self.genesis
            .as_ref()
            .map_or(Digest::ZERO, |(_, digest)| *digest)
    }

    /// The party that keeps the register.
    ///
    /// # Panics
    /// Before the genesis: nothing is asked of a register that has not begun.
    #[must_use]
    pub fn centre(&self) -> PartyId {
        match self.genesis() {
            Some(genesis) => genesis.centre.party,
            None => unreachable!("a register without a genesis has no centre, and admits nothing"),
        }
    }

    /// Whether the centre's own acts need another party's countersignature.
    #[must_use]
    pub fn centre_is_belligerent(&self) -> bool {
        self.parties
            .get(&self.centre())
            .is_some_and(|party| party.belligerent)
    }

    /// The latest link of the chain.
    #[must_use]
    pub fn link(&self) -> AuthorityLink {
        self.link.unwrap_or(NO_AUTHORITY)
    }

    /// A party.
    #[must_use]
    pub fn party(&self, party: PartyId) -> Option<&Party> {
        self.parties.get(&party)
    }

    /// A party's role.
    #[must_use]
    pub fn role(&self, party: PartyId) -> Option<Role> {
        self.parties.get(&party).map(|party| party.role)
    }

    /// A key as it stands after the latest record.
    #[must_use]
    pub fn key(&self, key: KeyId) -> Option<&EnrolledKey> {
        self.keys.get(&key)
    }

    /// Parties, desks and keys together.
    #[must_use]
    pub fn enrolled(&self) -> usize {
        self.parties.len() + self.desks.len() + self.keys.len()
    }

    /// All keys.
    pub fn keys(&self) -> impl Iterator<Item = (KeyId, &EnrolledKey)> {
        self.keys.iter().map(|(id, key)| (*id, key))
    }

    /// Judges the first record of all.
    ///
    /// # Errors
    /// [`Refusal`]: not a genesis, or one that contradicts itself.
    pub fn judge_genesis(&self, statement: &Statement) -> Result<Signer, Refusal> {
        let payload = statement
            .payload()
            .map_err(|error| Refusal::new(RefusalCode::Malformed, error.to_string()))?;
        let Act::Genesis(genesis) = &payload.act else {
            return Err(Refusal::new(
                RefusalCode::WrongState,
                "the register has not begun; its first record is its genesis",
            ));
        };
        let fits = genesis.centre.role == Role::Centre
            && genesis.desk.party == genesis.centre.party
            && genesis.key.party == genesis.centre.party
            && genesis.key.desk == genesis.desk.desk
            && payload.party == genesis.centre.party
            && payload.desk == genesis.desk.desk
            && statement.header.key == key_id(&genesis.key.public)
            && statement.header.origin == genesis.origin
            && statement.header.genesis == Digest::ZERO;
        if !fits {
            return Err(Refusal::new(
                RefusalCode::Invalid,
                "the genesis names a centre, a desk and a key that do not belong together",
            ));
        }
        if let Some(before) = &genesis.predecessor {
            let reason = before.reason.as_deref().unwrap_or("none");
            if before.kept > before.size || !is_some_words(reason) {
                return Err(Refusal::new(
                    RefusalCode::Invalid,
                    "the predecessor kept more than it had, or the reason of its end is not 1 to 2,000 characters",
                ));
            }
        }
        let public = strict_key(&genesis.key.public)?;
        strict_key(&genesis.log_key)?;
        statement
            .verify(&public)
            .map_err(|error| Refusal::new(RefusalCode::BadSignature, error.to_string()))?;
        Ok(Signer {
            key: statement.header.key,
            party: genesis.centre.party,
            desk: genesis.desk.desk,
            person: genesis.key.person,
        })
    }

    /// Only the centre, with a key in force, says such things.
    pub(crate) fn centre_only(&self, said: &Said<'_>, what: &str) -> Result<(), Refusal> {
        if said.party == self.centre() && !said.unconfirmed {
            return Ok(());
        }
        Err(Refusal::new(
            RefusalCode::NotThisRole,
            format!("only the centre, with a key in force, {what}"),
        ))
    }

    /// Judges the opening of a desk.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn judge_desk(&self, said: &Said<'_>, body: &DeskOpening) -> Result<(), Refusal> {
        self.own_or_centre(said, body.party, "opens desks of other parties")?;
        check_name(&body.name)?;
        self.check_room()?;
        if self.desks.contains_key(&body.desk) {
            return Err(Refusal::new(
                RefusalCode::IdReused,
                "a desk of this id exists already",
            ));
        }
        Ok(())
    }

    /// Judges the enrolment of a key: the centre's to say, but for a further key of the very person
    /// who signs. Else whoever has one person's key could make the second person that a withdrawal
    /// asks for.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn judge_key(&self, said: &Said<'_>, body: &KeyEnrolment) -> Result<(), Refusal> {
        self.own_or_centre(said, body.party, "enrols keys of other parties")?;
        if said.party != self.centre() && said.signer.person != body.person {
            return Err(Refusal::new(
                RefusalCode::NotThisRole,
                "a key enrols further keys of the person who holds it alone; the centre enrols every other person of a party: send it the card",
            ));
        }
        self.check_new_key(body)
    }

    /// Judges the rotation of a key.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn judge_rotation(&self, said: &Said<'_>, body: &KeyRotation) -> Result<(), Refusal> {
        let old = self.own_key(said, body.old)?;
        if said.unconfirmed {
            return Err(Refusal::new(
                RefusalCode::KeyRevoked,
                "a key out of force cannot name its successor",
            ));
        }
        if old.person != said.signer.person {
            return Err(Refusal::new(
                RefusalCode::NotTheOwner,
                "a key is rotated by the person who holds it; if that person cannot sign, revoke it and enrol a new one",
            ));
        }
        if old.grace_ends.is_some() {
            return Err(Refusal::new(
                RefusalCode::WrongState,
                "the key was rotated already; rotate its successor",
            ));
        }
        if old.party != body.new.party || old.person != body.new.person || body.grace > MAX_GRACE {
            return Err(Refusal::new(
                RefusalCode::Invalid,
                "the new key must belong to the same party and person, and the grace time is at most 30 days",
            ));
        }
        self.check_new_key(&body.new)
    }

    /// Judges the revocation of a key.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn judge_revocation(&self, said: &Said<'_>, body: &KeyRevocation) -> Result<(), Refusal> {
        let key = self.known_key(body.key)?;
        self.own_or_centre(said, key.party, "revokes keys of other parties")?;
        if matches!(key.standing, KeyStanding::RevokedSince(since) if since <= body.since) {
            return Err(Refusal::new(
                RefusalCode::WrongState,
                "the key is revoked from an earlier moment on already",
            ));
        }
        Ok(())
    }

    fn own_or_centre(&self, said: &Said<'_>, party: PartyId, what: &str) -> Result<(), Refusal> {
        if self.party(party).is_none() {
            return Err(Refusal::new(
                RefusalCode::MissingReference,
                format!("the party {party} is not enrolled; enrol it first"),
            ));
        }
        if said.party == party && !said.unconfirmed {
            return Ok(());
        }
        self.centre_only(said, what)
    }

    fn known_key(&self, key: KeyId) -> Result<&EnrolledKey, Refusal> {
        self.key(key).ok_or_else(|| {
            Refusal::new(
                RefusalCode::MissingReference,
                format!("the key {key} is not enrolled"),
            )
        })
    }

    fn own_key(&self, said: &Said<'_>, key: KeyId) -> Result<&EnrolledKey, Refusal> {
        let enrolled = self.known_key(key)?;
        if enrolled.party != said.party {
            return Err(Refusal::new(
                RefusalCode::NotTheOwner,
                "the key belongs to another party",
            ));
        }
        Ok(enrolled)
    }

    fn check_new_key(&self, body: &KeyEnrolment) -> Result<(), Refusal> {
        self.check_room()?;
        strict_key(&body.public)?;
        if self
            .desks
            .get(&body.desk)
            .is_none_or(|desk| desk.party != body.party)
        {
            return Err(Refusal::new(
                RefusalCode::MissingReference,
                "the key's desk is not open, or another party's; open it first",
            ));
        }
        if self.keys.contains_key(&key_id(&body.public)) {
            return Err(Refusal::new(
                RefusalCode::IdReused,
                "this key is enrolled already; a key has one holder and is enrolled once",
            ));
        }
        Ok(())
    }

    pub(super) fn check_room(&self) -> Result<(), Refusal> {
        if self.enrolled() < MAX_ENROLMENTS {
            return Ok(());
        }
        Err(Refusal::new(
            RefusalCode::OverLimit,
            "the register holds 100,000 parties, desks and keys",
        ))
    }

    /// Takes a record into the chain, where its act belongs there.
    pub(crate) fn apply(
        &mut self,
        admitted: &Admitted<'_>,
        statement: &Statement,
        payload: &Payload,
    ) {
        let act = &payload.act;
        self.latest = Some(admitted.received_at());
        self.end_graces(admitted.received_at());
        if !is_authority(act) {
            return;
        }
        self.link = Some(next_link(self.link(), statement.payload_digest()));
        self.records.push(admitted.index);
        let when = payload.signed_at.max(admitted.received_at());
        let through = Some((admitted.signer.key, when));
        match act {
            Act::Genesis(genesis) => {
                self.genesis = Some((genesis.clone(), Digest::of(&statement.to_bytes())));
                self.apply_party(admitted.index, &genesis.centre);
                self.apply_desk(&genesis.desk);
                self.apply_key(admitted.index, &genesis.key, None);
            }
            Act::PartyEnrolled(body) | Act::PartyChanged(body) => {
                self.apply_party(admitted.index, body);
            }
            Act::DeskOpened(body) => self.apply_desk(body),
            Act::KeyEnrolled(body) => self.apply_key(admitted.index, body, through),
            Act::KeyRotated(body) => {
                self.apply_key(admitted.index, &body.new, through);
                if let Some(old) = self.keys.get_mut(&body.old) {
                    old.grace_ends = Some(admitted.received_at().plus(body.grace));
                }
            }
            Act::KeyRevoked(body) => self.revoke_all(body.key, body.since),
            _ => {}
        }
    }

    fn end_graces(&mut self, now: Instant) {
        for key in self.keys.values_mut() {
            if key.standing == KeyStanding::Good && key.grace_ends.is_some_and(|end| end <= now) {
                key.standing = KeyStanding::GraceOver;
            }
        }
    }

    fn apply_party(&mut self, index: LogIndex, body: &PartyEnrolment) {
        let enrolled = self
            .parties
            .get(&body.party)
            .map_or(index, |party| party.enrolled);
        self.parties.insert(
            body.party,
            Party {
                name: body.name.clone(),
                role: body.role,
                belligerent: body.belligerent,
                enrolled,
            },
        );
    }

    fn apply_desk(&mut self, body: &DeskOpening) {
        self.desks.insert(
            body.desk,
            Desk {
                party: body.party,
                name: body.name.clone(),
            },
        );
    }

    fn apply_key(
        &mut self,
        index: LogIndex,
        body: &KeyEnrolment,
        through: Option<(KeyId, Instant)>,
    ) {
        let Ok(public) = strict_key(&body.public) else {
            unreachable!("a key was checked before its record was written")
        };
        self.keys.insert(
            key_id(&body.public),
            EnrolledKey {
                public,
                party: body.party,
                desk: body.desk,
                person: body.person,
                enrolled: index,
                standing: KeyStanding::Good,
                through,
                grace_ends: None,
            },
        );
    }
}

fn strict_key(public: &[u8; 32]) -> Result<VerifyingKey, Refusal> {
    VerifyingKey::parse(public)
        .map_err(|error| Refusal::new(RefusalCode::Invalid, format!("not a usable key: {error}")))
}

fn is_some_words(reason: &str) -> bool {
    !reason.trim().is_empty() && reason.chars().count() <= MAX_REASON_CHARS
}

/// Checks a name of a party, desk or zone.
///
/// # Errors
/// [`RefusalCode::Invalid`]: empty, too long, or with control characters.
pub fn check_name(name: &str) -> Result<(), Refusal> {
    let length = name.chars().count();
    let bidi = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if name.trim().is_empty()
        || length > MAX_NAME_CHARS
        || name.chars().any(|c| c.is_control() || bidi(c))
    {
        return Err(Refusal::new(
            RefusalCode::Invalid,
            "a name has 1 to 200 characters, without control or direction marks",
        ));
    }
    Ok(())
}
