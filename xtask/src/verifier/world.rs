//! Registers that stories have made, with every key at hand: so a bundle can be bent inside and sealed again, and what
//! is refused is refused for what was bent and not for the hash above it.

use std::collections::{BTreeMap, BTreeSet};

use truceline::scenario::cast::PersonNumber;
use truceline::scenario::grammar;
use truceline::scenario::runner::Runner;
use truceline::session::card_of;
use truceline_engine::evidence::Archive;
use truceline_engine::randomness::RehearsalRandomness;
use truceline_log::checkpoint::{Checkpoint, Origin, SignedCheckpoint};
use truceline_log::commitment::{self, Opening};
use truceline_log::cosignature::cosign;
use truceline_log::hash::Hash;
use truceline_log::key::SigningKey;
use truceline_log::policy::Policy;
use truceline_log::tree::Tree;
use truceline_log::vkey::{Algorithm, KeyName, SignerKey};
use truceline_register::bundle::{Bundle, Entry, Leaf};
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::record::{Envelope, Ground};
use truceline_register::codec::statement::{Statement, key_id};
use truceline_register::ids::{KeyId, LogIndex};
use truceline_register::party::authority::{NO_AUTHORITY, is_authority, next_link};

use crate::program::repository;
use crate::voice::Dice;

/// When the invented witnesses cosign, in seconds since 1970.
const COSIGNED_S: u64 = 1_900_000_000;
/// Records that are asked for beside those that every bundle has.
const MOST_WANTED: u64 = 6;

/// What a story has left.
pub(super) struct World {
    pub(super) name: String,
    /// Bundles of it, the whole log first.
    pub(super) bundles: Vec<Bundle>,
    /// A receipt or two, as text.
    pub(super) receipts: Vec<String>,
    /// The register's card.
    pub(super) card: String,
    pub(super) genesis: Digest,
    /// A policy that asks for both witnesses.
    pub(super) policy: String,
    log: SignerKey,
    witnesses: Vec<SignerKey>,
    keys: BTreeMap<KeyId, SigningKey>,
}

/// Plays every story that is in the repository.
pub(super) fn all(dice: &mut Dice) -> Result<Vec<World>, String> {
    let folder = repository().join("testdata/scenarios");
    let listed = std::fs::read_dir(&folder).map_err(|error| error.to_string())?;
    let mut names: Vec<String> = listed
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.to_ascii_lowercase().ends_with(".scn"))
        .collect();
    names.sort();
    names.iter().map(|name| World::of(name, dice)).collect()
}

fn said(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn signer(name: &str, algorithm: Algorithm, seed: [u8; 32]) -> Result<SignerKey, String> {
    let name = KeyName::parse(name).map_err(said)?;
    Ok(SignerKey::new(
        name,
        algorithm,
        SigningKey::from_seed(&seed),
    ))
}

impl World {
    fn of(name: &str, dice: &mut Dice) -> Result<Self, String> {
        let folder = repository().join("testdata/scenarios");
        let read = |file: &str| std::fs::read_to_string(folder.join(file)).map_err(said);
        let scenario = grammar::read(name, &read(name)?, &read).map_err(said)?;
        let drawn = |seed| Box::new(RehearsalRandomness::new(seed));
        let mut runner = Runner::rehearse(&scenario, drawn(1), drawn(2)).map_err(said)?;
        let mut keys = BTreeMap::new();
        loop {
            for person in 0..scenario.cast.persons.len() {
                let (_, seed) = runner.voice(PersonNumber(person));
                let key = SigningKey::from_seed(seed.expose());
                keys.insert(key_id(key.verifying_key().as_bytes()), key);
            }
            if runner.step().map_err(said)?.is_none() {
                break;
            }
        }
        let log_seed = *runner.secrets().log.expose();
        let mut writer = runner.into_writer();
        writer.publish().map_err(said)?;
        let card = card_of(writer.register()).map_err(said)?;
        let log = signer(&card.origin, Algorithm::Ed25519, log_seed)?;
        let witness = |name, seed| signer(name, Algorithm::CosignatureV1, [seed; 32]);
        let mut world = Self {
            name: name.trim_end_matches(".scn").to_owned(),
            bundles: Vec::new(),
            receipts: Vec::new(),
            genesis: card.genesis,
            card: card.to_string(),
            policy: String::new(),
            log,
            witnesses: vec![
                witness("blue.example/witness", 0xb1)?,
                witness("grey.example/witness", 0xb2)?,
            ],
            keys,
        };
        world.policy = format!(
            "log {}\nwitness blue {}\nwitness grey {}\ngroup both all blue grey\nquorum both\n",
            world.log.verifier(),
            world.witnesses[0].verifier(),
            world.witnesses[1].verifier()
        );
        Policy::parse(world.policy.as_bytes()).map_err(said)?;
        let checkpoint = writer.checkpoint().ok_or("no checkpoint")?;
        let archive = Archive {
            store: writer.store(),
            tree: writer.tree(),
            vault: writer.vault(),
            register: writer.register(),
        };
        world.take(&archive, &checkpoint, dice)?;
        Ok(world)
    }

    /// Takes bundles: the whole log, and a few of some records, with the chains that are whole and some of the
    /// disclosures.
    fn take(
        &mut self,
        archive: &Archive<'_>,
        checkpoint: &SignedCheckpoint,
        dice: &mut Dice,
    ) -> Result<(), String> {
        let size = checkpoint.checkpoint().size;
        let records: BTreeSet<LogIndex> = (0..size)
            .filter(|index| archive.record(*index).is_ok())
            .collect();
        let checkpoint = self.cosigned(checkpoint.clone())?;
        let chain = |key: &&KeyId| {
            let none = BTreeSet::new();
            let alone = [**key];
            archive
                .bundle(&none, &alone, &checkpoint, &|_, _| true)
                .is_ok()
        };
        let whole: Vec<KeyId> = self.keys.keys().filter(chain).copied().collect();
        let listed: Vec<LogIndex> = records.iter().copied().collect();
        let mut bundles = vec![
            archive
                .bundle(&records, &whole, &checkpoint, &|_, _| true)
                .map_err(said)?,
        ];
        for round in 0..4 {
            let wanted = (0..=dice.below(MOST_WANTED))
                .map(|_| *dice.pick(&listed))
                .collect();
            let chains: Vec<KeyId> = whole.iter().copied().take(round % 2).collect();
            let keep =
                |record: &truceline_register::codec::record::Record,
                 _: &truceline_register::codec::disclosure::Disclosure| {
                    round != 3 || record.index.is_multiple_of(2)
                };
            bundles.push(
                archive
                    .bundle(&wanted, &chains, &checkpoint, &keep)
                    .map_err(said)?,
            );
        }
        self.bundles = bundles;
        for _ in 0..3 {
            let receipt = archive
                .receipt(*dice.pick(&listed), &checkpoint)
                .map_err(said)?;
            self.receipts.push(receipt.to_string());
        }
        Ok(())
    }

    /// The checkpoint with what both witnesses say to it.
    fn cosigned(&self, mut checkpoint: SignedCheckpoint) -> Result<SignedCheckpoint, String> {
        for (more, witness) in (0..).zip(&self.witnesses) {
            let line = cosign(&checkpoint, witness, COSIGNED_S + more).map_err(said)?;
            checkpoint.add(line).map_err(said)?;
        }
        Ok(checkpoint)
    }

    /// The key of an id, where a person of the story has it.
    pub(super) fn key(&self, id: KeyId) -> Option<&SigningKey> {
        self.keys.get(&id)
    }

    /// Seals these entries as a log of their own: numbered from 0, in a tree, under a signed and cosigned checkpoint.
    pub(super) fn sealed(&self, bundle: &Bundle, entries: Vec<Entry>) -> Option<Bundle> {
        let leaf = |entry: &Entry| {
            let opening = Opening(entry.opening);
            match &entry.leaf {
                Leaf::Record { envelope, .. } => commitment::commit(&opening, envelope),
                Leaf::Pad => commitment::pad(&opening),
            }
            .leaf_hash()
        };
        let leaves: Vec<Hash> = entries.iter().map(leaf).collect();
        let tree: Tree = leaves.into_iter().collect();
        let size = tree.size();
        let head = Checkpoint {
            origin: Origin::of(self.log.name()),
            size,
            root: tree.root(),
        };
        let signed = SignedCheckpoint::sign(head, &self.log).ok()?;
        let numbered = (0..)
            .zip(entries)
            .map(|(index, entry)| {
                let proof = tree.inclusion(index, size).ok()?;
                let proof = proof.hashes().iter().map(|hash| Digest(hash.0)).collect();
                Some(Entry {
                    index,
                    proof,
                    ..entry
                })
            })
            .collect::<Option<_>>()?;
        Some(Bundle {
            checkpoint: self.cosigned(signed).ok()?.to_string(),
            entries: numbered,
            whole_chains: bundle.whole_chains.clone(),
        })
    }

    /// Lets every record name the link of the authority chain that now stands before it.
    pub(super) fn linked(&self, entries: &mut [Entry]) {
        let mut link = NO_AUTHORITY;
        for entry in entries {
            let Leaf::Record { envelope, .. } = &mut entry.leaf else {
                continue;
            };
            let Ok(mut read) = Envelope::from_bytes(envelope) else {
                continue;
            };
            read.part.authority = link;
            *envelope = read.to_bytes();
            let statement = read.statement.as_deref().map(Statement::parse);
            let (Some(Ok(statement)), Ground::Admitted) = (statement, read.part.ground) else {
                continue;
            };
            if statement
                .payload()
                .is_ok_and(|payload| is_authority(&payload.act))
            {
                link = next_link(link, statement.payload_digest());
            }
        }
    }
}
