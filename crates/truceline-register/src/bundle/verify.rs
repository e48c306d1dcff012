//! Verifying a bundle, trusting nobody: each refusal has its own reason.
//!
//! In order: the checkpoint and who cosigned it; that every entry stands where it says; that the
//! authority chain is whole from genesis to the end of the log; that every statement is signed by
//! a key that was in force; that every disclosure opens a digest that was there; that chains
//! claimed whole are whole.

use super::{Bundle, BundleError, Entry, Leaf, MAX_ENTRIES, WholeChain, whole};
use crate::act::Act;
use crate::codec::cbor::{self, Digest};
use crate::codec::disclosure::{Disclosure, Disclosures};
use crate::codec::record::{AuthorityLink, Envelope, Ground, Record, RecordError, Signer};
use crate::codec::statement::{Payload, Statement};
use crate::doubt::signed_since_revocation;
use crate::evidence::whole::{Found, among};
use crate::ids::{KeyId, LogIndex};
use crate::party::Genesis;
use crate::party::authority::{Authority, is_authority};
use crate::party::key::KeyStanding;
use crate::refusal::{Refusal, RefusalCode};
use crate::register::said::{Admitted, Said};
use crate::time::Instant;
use crate::vocabulary::Flag;
use std::collections::BTreeSet;
use truceline_log::checkpoint::{CheckpointError, SignedCheckpoint};
use truceline_log::commitment::{self, Opening};
use truceline_log::hash::Hash;
use truceline_log::key::VerifyingKey;
use truceline_log::policy::{Policy, RefusalError, Verdict};
use truceline_log::proof::{InclusionError, InclusionProof, ProofTooLong};
use truceline_log::vkey::{Algorithm, KeyName, VerifierKey};

/// What the verifier believes beforehand.
#[derive(Clone, Debug, Default)]
pub struct Pins {
    /// Digest of the genesis statement, from a source other than the bundle.
    pub genesis: Option<Digest>,
    /// Log key, witnesses and quorum. Without it the log key is the bundle's own, and the result
    /// says so.
    pub policy: Option<Policy>,
}

/// Why a bundle is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Not a bundle's bytes.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// The checkpoint is none.
    #[error("the checkpoint: {0}")]
    Checkpoint(CheckpointError),
    /// The checkpoint is not believed: origin, log signature, cosignature or quorum.
    #[error("{0}")]
    NotBelieved(RefusalError),
    /// More than a million entries, out of order, or none.
    #[error("the bundle's entries are not 1 to 1,000,000 in the log's order")]
    Order,
    /// A proof is too long.
    #[error("the proof of the entry at index {index} has {} lines, more than a proof can have", source.found)]
    ProofLength {
        /// Which entry.
        index: LogIndex,
        /// How long.
        source: ProofTooLong,
    },
    /// A proof does not lead from the entry to the checkpoint.
    #[error("the entry at index {index} is not in the log of this checkpoint: {source}")]
    NotIncluded {
        /// Which entry.
        index: LogIndex,
        /// Why.
        source: InclusionError,
    },
    /// An entry is no record.
    #[error(transparent)]
    Record(RecordError),
    /// The first entry is not a genesis that signs itself, or not the pinned one.
    #[error("the genesis: {0}")]
    Genesis(&'static str),
    /// An authority record is missing or out of place.
    #[error(
        "the authority chain is broken before index {index}: the record names link {named} and the bundle has {found}; a record of the chain (a revocation, an enrolment) was left out"
    )]
    AuthorityChain {
        /// Where it shows.
        index: LogIndex,
        /// The number that the record names.
        named: u64,
        /// The number that the bundle has.
        found: u64,
    },
    /// The end of the log is not in the bundle.
    #[error(
        "the bundle does not reach the end of the log ({size} entries), so a revocation after its last record could have been left out"
    )]
    EndMissing {
        /// Size of the checkpoint.
        size: u64,
    },
    /// A statement is signed by a key that was never enrolled.
    #[error(
        "the statement at index {index} is signed by the key {key}, which was not enrolled then"
    )]
    UnknownKey {
        /// Where.
        index: LogIndex,
        /// Which.
        key: KeyId,
    },
    /// A statement is signed by a revoked key and not marked so.
    #[error(
        "the statement at index {index} is signed by the key {key}, which was revoked, and is not quarantined"
    )]
    RevokedKey {
        /// Where.
        index: LogIndex,
        /// Which.
        key: KeyId,
    },
    /// An authority record says what its signer may not say.
    #[error("the authority record at index {index} is not its signer's to say: {refusal}")]
    Authority {
        /// Where.
        index: LogIndex,
        /// Why, by the register's own rules.
        refusal: Refusal,
    },
    /// A signature does not fit.
    #[error("the signature of the statement at index {index} does not fit")]
    Signature {
        /// Where.
        index: LogIndex,
    },
    /// A statement is of another register, or its signer is not who the record says.
    #[error("the statement at index {index} is not what its record says: {what}")]
    Mismatch {
        /// Where.
        index: LogIndex,
        /// What does not fit.
        what: &'static str,
    },
    /// A disclosure opens no digest of its record.
    #[error("a disclosure at index {index} does not fit any digest of its record")]
    Disclosure {
        /// Where.
        index: LogIndex,
    },
    /// Received time goes backward.
    #[error("the record at index {index} was received before the one before it")]
    TimeBackward {
        /// Where.
        index: LogIndex,
    },
    /// A chain claimed whole has a gap, a fork or another head.
    #[error("the chain of the key {key} is claimed to be whole and is not: {what}")]
    ChainGap {
        /// Whose.
        key: KeyId,
        /// What is wrong.
        what: &'static str,
    },
}

/// What a bundle proves, and what it leaves open.
#[derive(Clone, Debug)]
pub struct Verified {
    /// The register.
    pub genesis: Genesis,
    /// Digest of its genesis statement, for pinning.
    pub genesis_digest: Digest,
    /// Whether the verifier had pinned that digest.
    pub genesis_pinned: bool,
    /// What the policy makes of the checkpoint.
    pub verdict: Verdict,
    /// Whether the verifier had a policy of its own.
    pub policy_pinned: bool,
    /// Size of the log.
    pub size: u64,
    /// Root of the log.
    pub root: Hash,
    /// The records, in order.
    pub records: Vec<Record>,
    /// Keys whose chain is proven whole up to their head.
    pub whole_chains: Vec<WholeChain>,
    /// What was signed or received since its key was, as was said later, revoked; with the key.
    pub since_revoked: Vec<(LogIndex, KeyId)>,
    /// Digests that were disclosed to the register and not to this bundle.
    pub undisclosed: usize,
    /// The records of which some were, each with how many.
    pub left_out: Vec<(LogIndex, usize)>,
    /// Files that are entered among the records, put together from the parts among them.
    pub files: Vec<Found>,
}

/// Reads and verifies a bundle.
///
/// # Errors
/// [`Refused`], each with its own reason.
pub fn verify(bytes: &[u8], pins: &Pins) -> Result<Verified, Refused> {
    let mut bundle = Bundle::from_bytes(bytes)?;
    let checkpoint =
        SignedCheckpoint::parse(bundle.checkpoint.as_bytes()).map_err(Refused::Checkpoint)?;
    if bundle.entries.is_empty()
        || bundle.entries.len() > MAX_ENTRIES
        || !bundle
            .entries
            .is_sorted_by(|one, next| one.index < next.index)
    {
        return Err(Refused::Order);
    }
    let records = read_entries(&mut bundle, &checkpoint)?;
    let (genesis, genesis_digest) = genesis_of(&records, pins)?;
    if checkpoint.checkpoint().origin.as_str() != genesis.origin {
        return Err(Refused::Genesis("it is of another log than the checkpoint"));
    }
    let verdict = judge_checkpoint(&checkpoint, &genesis, pins)?;
    let authority = walk(&records, &genesis, genesis_digest)?;
    reaches_end(&bundle, checkpoint.checkpoint().size)?;
    for claim in &bundle.whole_chains {
        whole::check(&records, claim)?;
    }
    let left_out: Vec<(LogIndex, usize)> = records
        .iter()
        .map(|record| {
            let disclosed = record.part.disclosed.iter();
            let left_out = disclosed.filter(|digest| !record.disclosures.has(digest));
            (record.index, left_out.count())
        })
        .filter(|(_, count)| *count > 0)
        .collect();
    Ok(Verified {
        genesis,
        genesis_digest,
        genesis_pinned: pins.genesis.is_some(),
        verdict,
        policy_pinned: pins.policy.is_some(),
        size: checkpoint.checkpoint().size,
        root: checkpoint.checkpoint().root,
        since_revoked: signed_since_revocation(&records, &authority),
        files: among(&records),
        records,
        whole_chains: bundle.whole_chains,
        undisclosed: left_out.iter().map(|(_, count)| count).sum(),
        left_out,
    })
}

fn judge_checkpoint(
    checkpoint: &SignedCheckpoint,
    genesis: &Genesis,
    pins: &Pins,
) -> Result<Verdict, Refused> {
    let own = log_key(genesis)?;
    let policy = match &pins.policy {
        Some(policy) => policy.clone(),
        None => Policy::of_log(own).map_err(|_| Refused::Genesis("its log key is unusable"))?,
    };
    policy
        .judge(checkpoint)
        .and_then(Verdict::require_quorum)
        .map_err(Refused::NotBelieved)
}

/// The key that signs a register's checkpoints, as its genesis names it.
///
/// # Errors
/// [`Refused::Genesis`]: the origin or the key is unusable.
pub fn log_key(genesis: &Genesis) -> Result<VerifierKey, Refused> {
    let name = KeyName::parse(&genesis.origin)
        .map_err(|_| Refused::Genesis("its origin is not a log's name"))?;
    let key = VerifyingKey::parse(&genesis.log_key)
        .map_err(|_| Refused::Genesis("its log key is unusable"))?;
    Ok(VerifierKey::new(name, Algorithm::Ed25519, key))
}

/// The disclosures are taken out of the bundle: there is no second copy of a file's bytes.
fn read_entries(
    bundle: &mut Bundle,
    checkpoint: &SignedCheckpoint,
) -> Result<Vec<Record>, Refused> {
    let mut records = Vec::new();
    for entry in &mut bundle.entries {
        let index = entry.index;
        include(entry, checkpoint)?;
        if let Leaf::Record {
            envelope,
            disclosures,
        } = &mut entry.leaf
        {
            let digests: Vec<Digest> = disclosures.iter().map(Disclosure::digest).collect();
            if !digests.is_sorted_by(|one, next| one < next) {
                return Err(Refused::Disclosure { index });
            }
            let set = Disclosures::of(std::mem::take(disclosures));
            let record = Record::read(index, envelope, set).map_err(Refused::Record)?;
            check_disclosures(&record)?;
            records.push(record);
        }
    }
    Ok(records)
}

fn include(entry: &Entry, checkpoint: &SignedCheckpoint) -> Result<(), Refused> {
    let index = entry.index;
    let opening = Opening(entry.opening);
    let commitment = match &entry.leaf {
        Leaf::Record { envelope, .. } => commitment::commit(&opening, envelope),
        Leaf::Pad => commitment::pad(&opening),
    };
    let hashes = entry.proof.iter().map(|digest| Hash(digest.0)).collect();
    let proof =
        InclusionProof::new(hashes).map_err(|source| Refused::ProofLength { index, source })?;
    let checkpoint = checkpoint.checkpoint();
    proof
        .verify(
            &commitment.leaf_hash(),
            index,
            checkpoint.size,
            &checkpoint.root,
        )
        .map_err(|source| Refused::NotIncluded { index, source })
}

/// Every disclosure must open a digest of the statement that the record lists as disclosed, or one
/// of the register's own.
fn check_disclosures(record: &Record) -> Result<(), Refused> {
    let mut known: BTreeSet<Digest> = record.part.own_digests().collect();
    if let Some(payload) = &record.payload {
        let carried = payload.act.digests();
        known.extend(
            record
                .part
                .disclosed
                .iter()
                .filter(|digest| carried.contains(digest)),
        );
    }
    if record
        .disclosures
        .iter()
        .all(|(digest, _)| known.contains(digest))
    {
        return Ok(());
    }
    Err(Refused::Disclosure {
        index: record.index,
    })
}

/// The genesis as the first record has it; whether it holds together is judged with all others.
fn genesis_of(records: &[Record], pins: &Pins) -> Result<(Genesis, Digest), Refused> {
    let first = records.first().filter(|record| record.index == 0);
    let Some((statement, payload)) =
        first.and_then(|record| Some((record.statement.as_ref()?, record.payload.as_ref()?)))
    else {
        return Err(Refused::Genesis("the bundle does not begin with it"));
    };
    let Act::Genesis(genesis) = &payload.act else {
        return Err(Refused::Genesis("the first record is something else"));
    };
    let digest = Digest::of(&statement.to_bytes());
    if pins.genesis.is_some_and(|pinned| pinned != digest) {
        return Err(Refused::Genesis("it is another one than the pinned"));
    }
    Ok((genesis.clone(), digest))
}

/// Follows the authority chain through the bundle, by the register's own rules, and judges every
/// statement by it.
fn walk(
    records: &[Record],
    genesis: &Genesis,
    genesis_digest: Digest,
) -> Result<Authority, Refused> {
    let mut authority = Authority::default();
    let mut latest = Instant::MIN;
    for record in records {
        let index = record.index;
        check_link(index, record.part.authority, authority.link())?;
        if record.part.received_at < latest {
            return Err(Refused::TimeBackward { index });
        }
        latest = record.part.received_at;
        let Some(statement) = &record.statement else {
            continue;
        };
        let unconfirmed = if index == 0 {
            judge_first(record, statement, &authority)?;
            false
        } else {
            if statement.header.origin != genesis.origin
                || statement.header.genesis != genesis_digest
            {
                return Err(Refused::Mismatch {
                    index,
                    what: "it is signed for another register",
                });
            }
            judge_signer(record, statement, &authority)?
        };
        if let (Some(payload), Some(signer)) = (&record.payload, record.part.signer) {
            if index != 0 {
                judge_authority(record, payload, signer, unconfirmed, &authority)?;
            }
            let admitted = Admitted {
                index,
                party: payload.party,
                signer,
                part: &record.part,
                disclosures: &record.disclosures,
                unconfirmed,
            };
            authority.apply(&admitted, statement, payload);
        }
    }
    Ok(authority)
}

fn check_link(index: LogIndex, named: AuthorityLink, found: AuthorityLink) -> Result<(), Refused> {
    if named == found {
        return Ok(());
    }
    Err(Refused::AuthorityChain {
        index,
        named: named.number,
        found: found.number,
    })
}

fn judge_first(
    record: &Record,
    statement: &Statement,
    authority: &Authority,
) -> Result<(), Refused> {
    let signer = authority
        .judge_genesis(statement)
        .map_err(|refusal| match refusal.code {
            RefusalCode::BadSignature => Refused::Signature { index: 0 },
            _ => Refused::Genesis(
                "its centre, desk and keys do not belong together, or it does not sign itself",
            ),
        })?;
    if record.part.signer != Some(signer) || record.part.ground != Ground::Admitted {
        return Err(Refused::Genesis("its record names another signer"));
    }
    Ok(())
}

/// Judges who signed; says whether it counts as unconfirmed.
fn judge_signer(
    record: &Record,
    statement: &Statement,
    authority: &Authority,
) -> Result<bool, Refused> {
    let index = record.index;
    let key = statement.header.key;
    let Some(known) = authority.key(key) else {
        return Err(Refused::UnknownKey { index, key });
    };
    statement
        .verify(&known.public)
        .map_err(|_| Refused::Signature { index })?;
    let signer = Signer {
        key,
        party: known.party,
        desk: known.desk,
        person: known.person,
    };
    if record.part.signer != Some(signer) {
        return Err(Refused::Mismatch {
            index,
            what: "its key belongs to someone else",
        });
    }
    let Some(payload) = &record.payload else {
        return Ok(true);
    };
    if payload.party != known.party || payload.desk != known.desk {
        return Err(Refused::Mismatch {
            index,
            what: "it names another party or desk than its key's",
        });
    }
    let out_of_force = match known.standing_at(record.part.received_at) {
        KeyStanding::Good => false,
        KeyStanding::GraceOver => true,
        KeyStanding::RevokedSince(since) if payload.signed_at < since => true,
        KeyStanding::RevokedSince(_) => return Err(Refused::RevokedKey { index, key }),
    };
    match (out_of_force, record.part.flags.contains(&Flag::Quarantined)) {
        (true, false) => Err(Refused::RevokedKey { index, key }),
        (false, true) => Err(Refused::Mismatch {
            index,
            what: "it is marked as quarantined although its key was in force",
        }),
        _ => Ok(out_of_force),
    }
}

/// An authority act must be one that the register's rules allow, by whoever said it.
fn judge_authority(
    record: &Record,
    payload: &Payload,
    signer: Signer,
    unconfirmed: bool,
    authority: &Authority,
) -> Result<(), Refused> {
    let nothing = Disclosures::default();
    let said = Said {
        now: record.part.received_at,
        party: payload.party,
        signer,
        act_id: payload.act_id,
        signed_at: payload.signed_at,
        disclosures: &nothing,
        unconfirmed,
    };
    let judged = match &payload.act {
        Act::PartyEnrolled(body) => authority.judge_party(&said, body),
        Act::DeskOpened(body) => authority.judge_desk(&said, body),
        Act::KeyEnrolled(body) => authority.judge_key(&said, body),
        Act::KeyRotated(body) => authority.judge_rotation(&said, body),
        Act::KeyRevoked(body) => authority.judge_revocation(&said, body),
        Act::PartyChanged(body) => authority.judge_change(&said, body),
        Act::BoundaryDrawn(_) | Act::ProfileSet(_) => authority.centre_only(&said, "draws zones"),
        Act::Genesis(_) => {
            return Err(Refused::Mismatch {
                index: record.index,
                what: "a genesis is only ever the first record",
            });
        }
        _ => Ok(()),
    };
    judged.map_err(|refusal| Refused::Authority {
        index: record.index,
        refusal,
    })
}

/// From the last record on there are only pads, up to the checkpoint's size: so no record of the
/// authority chain can be missing after it.
fn reaches_end(bundle: &Bundle, size: u64) -> Result<(), Refused> {
    let mut expected = size;
    for entry in bundle.entries.iter().rev() {
        if entry.index + 1 != expected {
            return Err(Refused::EndMissing { size });
        }
        if matches!(entry.leaf, Leaf::Record { .. }) {
            return Ok(());
        }
        expected = entry.index;
    }
    Err(Refused::EndMissing { size })
}

/// The bytes of an envelope, for whoever builds a bundle from records at hand.
#[must_use]
pub fn envelope_bytes(record: &Record) -> Vec<u8> {
    cbor::encode(&Envelope {
        statement: record
            .statement
            .as_ref()
            .map(crate::codec::statement::Statement::to_bytes),
        part: record.part.clone(),
    })
}

/// Whether a record must be in every bundle: it belongs to the authority chain.
#[must_use]
pub fn is_of_authority_chain(record: &Record) -> bool {
    matches!(record.part.ground, Ground::Admitted)
        && record
            .payload
            .as_ref()
            .is_some_and(|payload| is_authority(&payload.act))
}
