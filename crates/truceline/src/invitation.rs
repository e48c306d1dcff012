//! One-time invitations: how a newcomer's card reaches the centre through the server.
//!
//! ```text
//! made by the centre  --code, by another way-->  newcomer  --code and card-->  kept for the centre
//! ```
//!
//! An invitation admits one card to a list and nothing else: the centre enrols its key by a signed statement as
//! ever, or leaves it. The card proves that its maker holds the key. Kept in `invitations` in the data folder,
//! by whoever holds the folder's lock: only a code's digest, and each card until it is settled or
//! [`KEPT_AFTER_USE`] is over. Not part of the log and of no backup: what is lost is made again.

use crate::card::{self, DeskCard};
use crate::file;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::{Path, PathBuf};
use truceline_engine::randomness::{Randomness, RandomnessError};
use truceline_register::codec::cbor::Digest;
use truceline_register::ids::{DeskId, KeyId, PartyId};
use truceline_register::time::{Instant, Span};

/// The file's name in the data folder.
pub const FILE: &str = "invitations";

/// How long an invitation is open unless the centre says otherwise: until somebody is back from the field.
pub const USUAL_LIFE: Span = Span::hours(3 * 24);

/// The longest that an invitation may be open.
pub const MAX_LIFE: Span = Span::hours(14 * 24);

/// A card is kept for the centre for so long.
pub const KEPT_AFTER_USE: Span = Span::hours(30 * 24);

/// Invitations kept at a time, used ones too: parties of a theatre with some desks each. More is a refusal.
pub const MAX_KEPT: usize = 500;

/// A card that is sent in is at most this long; one has some 600 bytes.
pub const MAX_SENT_CARD_BYTES: usize = 4 << 10;

const MAX_FILE_BYTES: u64 = 8 << 20;
const VERSION: u32 = 1;
const CODE_BYTES: usize = 16;

/// Why an invitation is not made, used or found.
#[derive(Debug, thiserror::Error)]
pub enum InvitationError {
    /// Unknown, expired or used: the same for whoever tries codes.
    #[error("the invitation is not open; ask the centre for a new one")]
    NotOpen,
    /// The card is none, or was changed.
    #[error("the card {0}; send the card as `key new` made it")]
    Card(String),
    /// The card is for another register.
    #[error("the card is for another register; have the key made with this register's card")]
    OtherRegister,
    /// The card is of another party or desk than the one invited.
    #[error("the invitation is for another party or desk than the card names")]
    OtherDesk,
    /// Too long a life, or none.
    #[error("an invitation is open for more than nothing and at most 14 days")]
    Life,
    /// Too many.
    #[error("there are {MAX_KEPT} invitations already; withdraw some")]
    TooMany,
    /// The file cannot be used.
    #[error("{0}")]
    File(String),
    /// No random bytes.
    #[error(transparent)]
    Randomness(#[from] RandomnessError),
}

impl InvitationError {
    /// The stable word.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotOpen => "invitation-not-open",
            Self::Card(_) => "invitation-card",
            Self::OtherRegister => "other-register",
            Self::OtherDesk => "invitation-other-desk",
            Self::Life => "usage",
            Self::TooMany => "over-limit",
            Self::File(_) | Self::Randomness(_) => "unavailable",
        }
    }
}

/// The secret that a newcomer shows: 128 random bits.
#[derive(Clone, PartialEq, Eq)]
pub struct Code([u8; CODE_BYTES]);

impl Code {
    /// Reads what [`Self::expose`] writes; spaces, hyphens and the size of letters do not matter, since
    /// people read it to each other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
        let is_whole =
            digits.len() == 2 * CODE_BYTES && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let number = u128::from_str_radix(&digits, 16).ok();
        number
            .filter(|_| is_whole)
            .map(|number| Self(number.to_be_bytes()))
    }

    /// The secret itself, for the newcomer and nobody else: eight groups of four digits.
    #[must_use]
    pub fn expose(&self) -> String {
        let groups = self.0.chunks_exact(2);
        let groups: Vec<String> = groups
            .map(|pair| pair.iter().map(|byte| format!("{byte:02x}")).collect())
            .collect();
        groups.join("-")
    }

    fn digest(&self) -> Digest {
        Digest::of(&self.0)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code([redacted])")
    }
}

/// What the centre invites to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The party that the card must name; any where absent, for a party that is new.
    pub party: Option<PartyId>,
    /// The desk that the card must name; any where absent.
    pub desk: Option<DeskId>,
    /// How long it is open.
    pub life: Span,
}

/// An invitation as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Digest of its code; its first digits name it.
    pub digest: Digest,
    /// The party invited, if one is named.
    pub party: Option<PartyId>,
    /// The desk invited, if one is named.
    pub desk: Option<DeskId>,
    /// The centre's key that made it.
    pub by: KeyId,
    /// Since when.
    pub made: Instant,
    /// It is open before this moment.
    pub until: Instant,
    /// The card that came, and when.
    pub card: Option<(Instant, DeskCard)>,
}

impl Invitation {
    /// What the centre calls it: the first digits of its code's digest.
    #[must_use]
    pub fn name(&self) -> String {
        self.digest.to_string()[..12].to_owned()
    }

    /// Whether a card may still come.
    #[must_use]
    pub fn is_open(&self, now: Instant) -> bool {
        self.card.is_none() && now < self.until
    }

    fn is_kept(&self, now: Instant) -> bool {
        match &self.card {
            None => now < self.until,
            Some((came, _)) => now < came.plus(KEPT_AFTER_USE),
        }
    }

    fn takes(&self, card: &DeskCard) -> bool {
        self.party.is_none_or(|party| party == card.party)
            && self.desk.is_none_or(|desk| desk == card.desk)
    }
}

/// All invitations of a register.
#[derive(Debug)]
pub struct Invitations {
    path: PathBuf,
    kept: Vec<Invitation>,
}

impl Invitations {
    /// Those in a data folder, whose lock the caller holds.
    ///
    /// # Errors
    /// The file is damaged or cannot be read.
    pub fn open(data: &Path) -> Result<Self, InvitationError> {
        let path = data.join(FILE);
        let bytes = file::read_if_there(&path, MAX_FILE_BYTES)
            .map_err(|problem| InvitationError::File(problem.what))?;
        let kept = match bytes {
            None => Vec::new(),
            Some(bytes) => read(&bytes).ok_or_else(|| {
                let path = path.display();
                InvitationError::File(format!(
                    "{path}: is damaged; remove it, and make the open invitations again"
                ))
            })?,
        };
        Ok(Self { path, kept })
    }

    /// Makes one. The code is shown once and not kept.
    ///
    /// # Errors
    /// [`InvitationError`].
    pub fn make(
        &mut self,
        terms: Terms,
        by: KeyId,
        now: Instant,
        randomness: &mut dyn Randomness,
    ) -> Result<(Code, Invitation), InvitationError> {
        if terms.life == Span::ZERO || terms.life > MAX_LIFE {
            return Err(InvitationError::Life);
        }
        let mut bytes = [0; CODE_BYTES];
        randomness.fill(&mut bytes)?;
        let code = Code(bytes);
        let invitation = Invitation {
            digest: code.digest(),
            party: terms.party,
            desk: terms.desk,
            by,
            made: now,
            until: now.plus(terms.life),
            card: None,
        };
        let mut kept = self.kept_at(now);
        if kept.len() >= MAX_KEPT {
            return Err(InvitationError::TooMany);
        }
        kept.push(invitation.clone());
        self.keep(kept)?;
        Ok((code, invitation))
    }

    /// Takes a newcomer's card for a code. The same card again is taken as the first time: its answer may
    /// have been lost on the way.
    ///
    /// # Errors
    /// [`InvitationError`].
    pub fn redeem(
        &mut self,
        code: &Code,
        sent: &str,
        origin: &str,
        genesis: Digest,
        now: Instant,
    ) -> Result<Invitation, InvitationError> {
        let digest = code.digest();
        let mut kept = self.kept_at(now);
        let invitation = kept
            .iter_mut()
            .find(|invitation| invitation.digest == digest)
            .ok_or(InvitationError::NotOpen)?;
        if sent.len() > MAX_SENT_CARD_BYTES {
            let what = format!("is longer than {MAX_SENT_CARD_BYTES} bytes");
            return Err(InvitationError::Card(what));
        }
        let card = DeskCard::parse(sent).map_err(InvitationError::Card)?;
        match &invitation.card {
            Some((_, first)) if *first == card => return Ok(invitation.clone()),
            Some(_) => return Err(InvitationError::NotOpen),
            None => {}
        }
        if card.origin != origin || card.genesis != genesis {
            return Err(InvitationError::OtherRegister);
        }
        if !invitation.takes(&card) {
            return Err(InvitationError::OtherDesk);
        }
        invitation.card = Some((now, card));
        let answer = invitation.clone();
        self.keep(kept)?;
        Ok(answer)
    }

    /// Those that are open, and those whose card waits for the centre; `is_enrolled` says of a public key
    /// whether the register has it, which settles its invitation.
    pub fn list(&self, now: Instant, is_enrolled: impl Fn(&[u8; 32]) -> bool) -> Vec<&Invitation> {
        let waits = |invitation: &&Invitation| match &invitation.card {
            Some((_, card)) => !is_enrolled(&card.public),
            None => true,
        };
        let kept = self.kept.iter();
        kept.filter(|invitation| invitation.is_kept(now))
            .filter(waits)
            .collect()
    }

    /// Withdraws the one of that name with its card, and drops what is settled.
    ///
    /// # Errors
    /// There is none, or the file cannot be written.
    pub fn withdraw(
        &mut self,
        name: &str,
        now: Instant,
        is_enrolled: impl Fn(&[u8; 32]) -> bool,
    ) -> Result<(), InvitationError> {
        let rest: Vec<Invitation> = self
            .list(now, is_enrolled)
            .into_iter()
            .filter(|invitation| invitation.name() != name)
            .cloned()
            .collect();
        if !self.kept.iter().any(|invitation| invitation.name() == name) {
            return Err(InvitationError::NotOpen);
        }
        self.keep(rest)
    }

    fn kept_at(&self, now: Instant) -> Vec<Invitation> {
        let kept = self.kept.iter();
        kept.filter(|invitation| invitation.is_kept(now))
            .cloned()
            .collect()
    }

    /// On disk before anybody is answered.
    fn keep(&mut self, kept: Vec<Invitation>) -> Result<(), InvitationError> {
        file::replace(&self.path, write(&kept).as_bytes())
            .map_err(|problem| InvitationError::File(problem.what))?;
        self.kept = kept;
        Ok(())
    }
}

/// The file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    version: u32,
    invitations: Vec<StoredInvitation>,
}

/// Ids and digests as text, times in microseconds since 1970-01-01 UTC.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredInvitation {
    code_sha256: String,
    party: Option<String>,
    desk: Option<String>,
    by: String,
    made: i64,
    until: i64,
    came: Option<i64>,
    card: Option<String>,
}

fn write(kept: &[Invitation]) -> String {
    let invitations = kept
        .iter()
        .map(|invitation| StoredInvitation {
            code_sha256: invitation.digest.to_string(),
            party: invitation.party.map(|party| party.to_string()),
            desk: invitation.desk.map(|desk| desk.to_string()),
            by: invitation.by.to_string(),
            made: invitation.made.micros(),
            until: invitation.until.micros(),
            came: invitation.card.as_ref().map(|(came, _)| came.micros()),
            card: invitation.card.as_ref().map(|(_, card)| card.to_string()),
        })
        .collect();
    crate::render::json(&Stored {
        version: VERSION,
        invitations,
    })
}

/// `None` where the file is not as [`write`] makes it.
fn read(bytes: &[u8]) -> Option<Vec<Invitation>> {
    let stored: Stored = serde_json::from_slice(bytes).ok()?;
    if stored.version != VERSION {
        return None;
    }
    stored.invitations.iter().map(read_one).collect()
}

fn read_one(stored: &StoredInvitation) -> Option<Invitation> {
    let instant = |micros| Instant::from_micros(micros).ok();
    let party = stored.party.as_deref().map(PartyId::parse).transpose();
    let desk = stored.desk.as_deref().map(DeskId::parse).transpose();
    let card = match (stored.came, &stored.card) {
        (None, None) => None,
        (Some(came), Some(card)) => Some((instant(came)?, DeskCard::parse(card).ok()?)),
        _ => return None,
    };
    Some(Invitation {
        digest: card::digest(&stored.code_sha256)?,
        party: party.ok()?,
        desk: desk.ok()?,
        by: KeyId::parse(&stored.by).ok()?,
        made: instant(stored.made)?,
        until: instant(stored.until)?,
        card,
    })
}

#[cfg(test)]
mod tests;
