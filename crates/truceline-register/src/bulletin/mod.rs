//! Bulletins: of a zone and a day what both sides allege, how much of it is of one event, and who says what of it.
//!
//! A bulletin is public. Its content stands in the clear in the statement that publishes it, so that everybody who
//! has the log can check it; the register admits none whose figures do not follow by their rules from the
//! reconciliation and the allegations as they stood at the size of the log that it names. It is never changed or
//! removed: a correction is a new version that names the one it replaces, and why. [`content`] makes the figures,
//! [`rules`] says by which rule each is made, [`history`] keeps them. Not here: the forms in which it is read (the
//! wire types'). DOMAIN.md §6.4; decision 43.

pub mod content;
pub mod history;
pub mod rules;

use crate::codec::record::Signer;
use crate::countersignature::Needs;
use crate::ids::{BulletinId, LogIndex, PartyId};
use crate::readers::judge_key;
use crate::refusal::{Refusal, RefusalCode};
use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said};
use crate::time::Instant;
use crate::vocabulary::Flag;
use content::Content;
use minicbor::{Decode, Encode};

/// Most versions of one bulletin.
pub const MAX_VERSIONS: usize = 1_000;
/// Longest reason of a correction, in characters.
pub const MAX_WHY_CHARS: usize = 1_000;

/// A bulletin by the party that publishes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(map)]
pub struct BulletinRef {
    /// Whose.
    #[n(0)]
    pub party: PartyId,
    /// Which.
    #[n(1)]
    pub id: BulletinId,
}

/// Which version a new one replaces.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Replaced {
    /// The record that published it.
    #[n(0)]
    pub record: LogIndex,
    /// Why, in words that everybody reads.
    #[n(1)]
    pub why: String,
}

/// A bulletin is published, or a new version of it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct BulletinPublished {
    /// The publisher's id for it.
    #[n(0)]
    pub id: BulletinId,
    /// All of it, in the clear.
    #[n(1)]
    pub content: Content,
    /// What it replaces; absent in the first version.
    #[n(2)]
    pub replaces: Option<Replaced>,
}

/// A version as it was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The record that says it.
    pub record: LogIndex,
    /// Who signed.
    pub by: Signer,
    /// What.
    pub said: BulletinPublished,
    /// When the register heard it.
    pub received_at: Instant,
}

fn refused<T>(code: RefusalCode, what: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::new(code, what))
}

/// Judges a bulletin.
///
/// # Errors
/// [`Refusal`]: no such reconciliation of the signer's party, a content that does not follow, a version that does not
/// replace the latest, a day that has a bulletin.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &BulletinPublished,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    judge_key(said)?;
    let content = &body.content;
    if content.reconciliation.party != said.party {
        return refused(
            RefusalCode::NotTheOwner,
            "a bulletin is published by the party whose reconciliation it rests on",
        );
    }
    judge_version(register, said.party, body)?;
    let made = Content::make(
        register,
        content.reconciliation,
        (content.day, content.clock),
        content.as_of,
    );
    let made = match made {
        Ok(made) => made,
        Err(error) => return refused(error.code(), error.to_string()),
    };
    judge_as_of(register, body)?;
    if made != *content {
        return refused(
            RefusalCode::Invalid,
            "the figures do not follow from the reconciliation and the allegations as they stood at that size of the log; draft it again",
        );
    }
    let authority = &register.authority;
    if said.party == authority.centre() && authority.centre_is_belligerent() {
        out.flags.insert(Flag::AwaitsCountersignature);
    }
    Ok(())
}

/// What is published never goes back behind what was published or listed.
fn judge_as_of(register: &Register, body: &BulletinPublished) -> Result<(), Refusal> {
    let content = &body.content;
    let replaced = body.replaces.as_ref();
    let replaced = replaced.and_then(|replaced| {
        let known = register.bulletins.of_record(replaced.record)?;
        known.latest(register.size)
    });
    if replaced.is_some_and(|replaced| content.as_of < replaced.said.content.as_of) {
        return refused(
            RefusalCode::WrongState,
            "the version that is replaced rests on more of the log; draft it again as things stand now",
        );
    }
    let known = register.reconciliations.get(content.reconciliation);
    let listing = known.and_then(|known| known.listing(register.size));
    if listing.is_some_and(|listing| listing.record != content.listed_at) {
        return refused(
            RefusalCode::WrongState,
            "the lists were opened again since that size of the log; draft it again as things stand now",
        );
    }
    Ok(())
}

fn judge_version(
    register: &Register,
    party: PartyId,
    body: &BulletinPublished,
) -> Result<(), Refusal> {
    let about = BulletinRef { party, id: body.id };
    let bulletins = &register.bulletins;
    let day = (body.content.zone, body.content.day, body.content.clock);
    let Some(known) = bulletins.get(about) else {
        if body.replaces.is_some() {
            return refused(
                RefusalCode::MissingReference,
                "your party has no bulletin of that id to replace; correct the id",
            );
        }
        return match bulletins.of_day(party, day) {
            None => Ok(()),
            Some(other) => refused(
                RefusalCode::IdReused,
                format!(
                    "your party's bulletin of that zone and day is {}; publish a new version of it",
                    other.about.id
                ),
            ),
        };
    };
    let latest = known.latest(register.size);
    let Some(replaced) = &body.replaces else {
        return refused(
            RefusalCode::IdReused,
            "your party has published a bulletin under this id; a new version names the one it replaces and why",
        );
    };
    if known.day() != Some(day) {
        return refused(
            RefusalCode::Invalid,
            "a new version is of the same zone and day; draw another id",
        );
    }
    if latest.is_none_or(|latest| latest.record != replaced.record) {
        return refused(
            RefusalCode::WrongState,
            "that is not the latest version of the bulletin; read it again",
        );
    }
    let words = replaced.why.trim();
    if words.is_empty() || words.chars().count() > MAX_WHY_CHARS {
        return refused(
            RefusalCode::Invalid,
            "say why the version is replaced, in at most 1,000 characters; everybody reads it",
        );
    }
    if known.versions(register.size).len() >= MAX_VERSIONS {
        return refused(
            RefusalCode::OverLimit,
            "a bulletin has at most 1,000 versions",
        );
    }
    Ok(())
}

/// Takes a bulletin in.
pub(crate) fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &BulletinPublished) {
    let about = BulletinRef {
        party: admitted.party,
        id: body.id,
    };
    let version = Version {
        record: admitted.index,
        by: admitted.signer,
        said: body.clone(),
        received_at: admitted.received_at(),
    };
    register.bulletins.take(about, version);
    if admitted.flagged(Flag::AwaitsCountersignature) {
        let party = admitted.party;
        let waiting = &mut register.countersignatures;
        waiting.await_signature(admitted.index, Needs::OtherParty { party });
    }
    register.watch.stay_quiet_after(admitted.index);
}

#[cfg(test)]
mod tests;
