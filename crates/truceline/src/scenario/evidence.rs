//! Evidence in a scenario: bundles taken, tampered with and verified; the log witnessed, and shown
//! otherwise to somebody else.

use super::cast::{PartyNumber, PersonNumber};
use super::deed::Scenario;
use super::expectation::{Fact, Kind};
use super::names::Names;
use crate::exit::Problem;
use std::collections::{BTreeMap, BTreeSet};
use truceline_engine::evidence::Archive;
use truceline_engine::keyfile::Seed;
use truceline_engine::writer::Writer;
use truceline_log::checkpoint::{Checkpoint, Origin, SignedCheckpoint};
use truceline_log::hash::Hash;
use truceline_log::key::SigningKey;
use truceline_log::tree::Tree;
use truceline_log::vkey::{Algorithm, KeyName, SignerKey};
use truceline_log::witness::request::Request;
use truceline_log::witness::state::WitnessState;
use truceline_log::witness::{Decision, decide};
use truceline_register::bundle::Bundle;
use truceline_register::bundle::verify::{Pins, Refused, Verified, verify};
use truceline_register::ids::{KeyId, LogIndex};

/// Facts and remarks of an act.
type Came = (Vec<Fact>, Vec<String>);

/// What somebody does with evidence.
#[derive(Clone, Debug)]
pub enum Evidence {
    /// Takes a bundle of the whole log, or of these records with what proves them.
    Takes {
        /// Who.
        by: PersonNumber,
        /// Under which name it is kept.
        bundle: String,
        /// Which records; empty means all.
        of: Vec<String>,
    },
    /// Leaves a record out of a bundle, as one who has something to hide.
    LeavesOut {
        /// The record.
        label: String,
        /// The bundle.
        from: String,
        /// Under which name the result is kept.
        bundle: String,
    },
    /// Verifies a bundle with nothing but the pinned genesis.
    Verifies {
        /// Which.
        bundle: String,
    },
    /// Witnesses the log as it is.
    Witnesses {
        /// Who.
        witness: PartyNumber,
    },
    /// Is shown a log in which a record is another.
    IsShown {
        /// Who.
        witness: PartyNumber,
        /// The record.
        label: String,
    },
}

/// Bundles and witnesses of a scenario.
#[derive(Debug, Default)]
pub(super) struct EvidenceShelf {
    bundles: BTreeMap<String, Bundle>,
    witnesses: BTreeMap<PartyNumber, WitnessState>,
}

impl EvidenceShelf {
    pub(super) fn act(
        &mut self,
        what: &Evidence,
        scenario: &Scenario,
        writer: &mut Writer,
        names: &Names,
        log_seed: &Seed,
    ) -> Result<Came, Problem> {
        match what {
            Evidence::Takes { bundle, of, .. } => {
                let taken = take(writer, names, of)?;
                let remark = format!("a bundle of {} entries", taken.entries.len());
                self.bundles.insert(bundle.clone(), taken);
                Ok((Vec::new(), vec![remark]))
            }
            Evidence::LeavesOut {
                label,
                from,
                bundle,
            } => {
                let mut cut = self.bundle(from)?.clone();
                let records = names.records(label);
                cut.entries.retain(|entry| !records.contains(&entry.index));
                let remark = format!("a bundle of {} entries", cut.entries.len());
                self.bundles.insert(bundle.clone(), cut);
                Ok((Vec::new(), vec![remark]))
            }
            Evidence::Verifies { bundle } => {
                let genesis = writer.register().authority.genesis_digest();
                let pins = Pins {
                    genesis: Some(genesis),
                    policy: None,
                };
                Ok(verdict(verify(&self.bundle(bundle)?.to_bytes(), &pins)))
            }
            Evidence::Witnesses { witness } => {
                let checkpoint = writer.publish()?;
                let tree = writer.tree().clone();
                self.present(*witness, scenario, &tree, checkpoint, log_seed)
            }
            Evidence::IsShown { witness, label } => {
                let tree = without(writer.tree(), names.record(label)?)?;
                let checkpoint = sign(scenario, &tree, log_seed)?;
                self.present(*witness, scenario, &tree, checkpoint, log_seed)
            }
        }
    }

    fn bundle(&self, name: &str) -> Result<&Bundle, Problem> {
        self.bundles
            .get(name)
            .ok_or_else(|| Problem::usage(format!("there is no bundle \"{name}\"")))
    }

    /// Shows a checkpoint to a witness, with the proof that it extends the one it cosigned last.
    fn present(
        &mut self,
        witness: PartyNumber,
        scenario: &Scenario,
        tree: &Tree,
        checkpoint: SignedCheckpoint,
        log_seed: &Seed,
    ) -> Result<Came, Problem> {
        let state = self.witnesses.entry(witness).or_default();
        let log = log_signer(scenario, log_seed)?;
        state
            .watch(log.verifier())
            .map_err(|error| Problem::usage(error.to_string()))?;
        let origin = Origin::of(log.name());
        let old_size = state.log(&origin).map_or(0, |watched| watched.size());
        let proof = tree
            .consistency(old_size, tree.size())
            .map_err(|error| Problem::usage(error.to_string()))?;
        let request = Request {
            old_size,
            proof,
            checkpoint,
        };
        let name = &scenario.cast.of(witness).name;
        Ok(match decide(state, &request) {
            Decision::Cosign(advance) => {
                state
                    .advance(&advance)
                    .map_err(|error| Problem::unavailable(error.to_string()))?;
                let remark = format!("{name} cosigns the log at {} entries", tree.size());
                (vec![Fact::new(Kind::Evidence, "cosigns")], vec![remark])
            }
            Decision::Conflict {
                fork: Some(fork), ..
            } => {
                let remark = format!(
                    "{name} keeps both checkpoints of {} entries: the log's own key signed two histories",
                    fork.size()
                );
                (
                    vec![Fact::new(Kind::Evidence, "declines fork")],
                    vec![remark],
                )
            }
            other => {
                let why = other.refusal_body().unwrap_or_default();
                let words = vec![format!("{name} declines: {}", why.trim_end())];
                (
                    vec![Fact::new(Kind::Evidence, "declines inconsistent")],
                    words,
                )
            }
        })
    }
}

fn log_signer(scenario: &Scenario, log_seed: &Seed) -> Result<SignerKey, Problem> {
    let name =
        KeyName::parse(&scenario.origin).map_err(|error| Problem::usage(error.to_string()))?;
    Ok(SignerKey::new(
        name,
        Algorithm::Ed25519,
        SigningKey::from_seed(log_seed.expose()),
    ))
}

fn sign(scenario: &Scenario, tree: &Tree, log_seed: &Seed) -> Result<SignedCheckpoint, Problem> {
    let signer = log_signer(scenario, log_seed)?;
    let checkpoint = Checkpoint {
        origin: Origin::of(signer.name()),
        size: tree.size(),
        root: tree.root(),
    };
    SignedCheckpoint::sign(checkpoint, &signer).map_err(|error| Problem::usage(error.to_string()))
}

/// The log with another leaf in a record's place: what an operator would show who wants it gone.
fn without(tree: &Tree, record: LogIndex) -> Result<Tree, Problem> {
    let mut other = Tree::new();
    for index in 0..tree.size() {
        let leaf = match tree.subtree(0, index) {
            Some(leaf) if index != record => leaf,
            Some(Hash(mut leaf)) => {
                leaf[0] ^= 1;
                Hash(leaf)
            }
            None => return Err(Problem::unavailable("the tree has no leaf where it should")),
        };
        other.push(leaf);
    }
    Ok(other)
}

/// A bundle of these names' records, or of the whole log, with every chain that is whole in it.
fn take(writer: &Writer, names: &Names, of: &[String]) -> Result<Bundle, Problem> {
    let register = writer.register();
    let archive = Archive {
        store: writer.store(),
        tree: writer.tree(),
        vault: writer.vault(),
        register,
    };
    let checkpoint = writer
        .checkpoint()
        .ok_or_else(|| Problem::unavailable("the log has no checkpoint yet"))?;
    let wanted: BTreeSet<LogIndex> = if of.is_empty() {
        (0..register.size)
            .filter(|index| archive.record(*index).is_ok())
            .collect()
    } else {
        of.iter()
            .flat_map(|name| names.records(name).iter().copied())
            .collect()
    };
    let whole: Vec<KeyId> = if of.is_empty() {
        register
            .authority
            .keys()
            .map(|(key, _)| key)
            .filter(|key| is_whole(register, *key))
            .collect()
    } else {
        Vec::new()
    };
    Ok(archive.bundle(&wanted, &whole, &checkpoint, &|_, _| true)?)
}

fn is_whole(register: &truceline_register::register::Register, key: KeyId) -> bool {
    register.chains.of(key).is_some_and(|chain| {
        let (head, forks) = chain.head_and_forks();
        head.is_some() && forks == 0 && chain.first_gap().is_none()
    })
}

pub(super) fn verdict(verified: Result<Verified, Refused>) -> Came {
    match verified {
        Ok(verified) => {
            let remark = format!(
                "{} records proven under the log of {} entries, {} chains whole",
                verified.records.len(),
                verified.size,
                verified.whole_chains.len()
            );
            (vec![Fact::new(Kind::Evidence, "verifies")], vec![remark])
        }
        Err(refused) => {
            let words = format!("fails {}", refused_word(&refused));
            (
                vec![Fact::new(Kind::Evidence, words)],
                vec![refused.to_string()],
            )
        }
    }
}

const fn refused_word(refused: &Refused) -> &'static str {
    match refused {
        Refused::Bundle(_) => "bundle",
        Refused::Checkpoint(_) => "checkpoint",
        Refused::NotBelieved(_) => "not-believed",
        Refused::Order => "order",
        Refused::ProofLength { .. } => "proof",
        Refused::NotIncluded { .. } => "not-included",
        Refused::Record(_) => "record",
        Refused::Genesis(_) => "genesis",
        Refused::AuthorityChain { .. } => "authority-chain",
        Refused::EndMissing { .. } => "end-missing",
        Refused::Authority { .. } => "authority",
        Refused::UnknownKey { .. } => "unknown-key",
        Refused::RevokedKey { .. } => "revoked-key",
        Refused::Signature { .. } => "signature",
        Refused::Mismatch { .. } => "mismatch",
        Refused::Disclosure { .. } => "disclosure",
        Refused::TimeBackward { .. } => "time-backward",
        Refused::ChainGap { .. } => "chain-gap",
    }
}
