//! Golden vectors of the log under `testdata/vectors/log/`: the bytes that must not change.
//!
//! Each file is made from fixed inputs and compared byte for byte. After an intended change of format
//! run once with `TRUCELINE_REGENERATE_VECTORS=1`, look at the difference, and say so in the changelog.
//! Files under `foreign/` were made by other implementations and are never regenerated.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(
    clippy::disallowed_methods,
    reason = "tests read files and one variable"
)]

use std::fmt::Write as _;
use std::path::PathBuf;
use truceline_log::checkpoint::{Checkpoint, Origin, SignedCheckpoint};
use truceline_log::commitment::{Commitment, Opening, commit, pad};
use truceline_log::cosignature::cosign;
use truceline_log::fork::{ForkEvidence, TwoLeaves};
use truceline_log::hash::Hash;
use truceline_log::key::SigningKey;
use truceline_log::policy::Policy;
use truceline_log::receipt::Receipt;
use truceline_log::tile::{Content, Tile};
use truceline_log::tree::Tree;
use truceline_log::vkey::{Algorithm, KeyName, SignerKey};
use truceline_log::witness::request::Request;
use truceline_log::witness::state::WitnessState;
use truceline_log::witness::{Decision, decide};

const ORIGIN: &str = "register.example/kestrel";
const NOON_S: u64 = 1_700_000_000;

/// Compares with the file of that name, or writes it where asked to.
fn golden(name: &str, content: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../testdata/vectors/log")
        .join(name);
    if std::env::var("TRUCELINE_REGENERATE_VECTORS").is_ok() {
        std::fs::write(&path, content).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        content, expected,
        "{name} differs; regenerate only if the format was meant to change"
    );
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

/// Leaf `n`: opening of 32 times `n`, envelope `record n`; every fifth leaf is a pad.
fn commitment(n: u64) -> Commitment {
    let opening = Opening([n as u8; 32]);
    match n % 5 {
        4 => pad(&opening),
        _ => commit(&opening, format!("record {n}").as_bytes()),
    }
}

fn tree(size: u64) -> Tree {
    (0..size).map(|n| commitment(n).leaf_hash()).collect()
}

fn key(name: &str, algorithm: Algorithm, seed: u8) -> SignerKey {
    SignerKey::new(
        KeyName::parse(name).unwrap(),
        algorithm,
        SigningKey::from_seed(&[seed; 32]),
    )
}

fn log_key() -> SignerKey {
    key(ORIGIN, Algorithm::Ed25519, 1)
}

fn witness_key() -> SignerKey {
    key("witness.example/blue", Algorithm::CosignatureV1, 2)
}

fn signed(tree: &Tree, size: u64) -> SignedCheckpoint {
    let origin = Origin::parse(ORIGIN).unwrap();
    let checkpoint = Checkpoint {
        origin,
        size,
        root: tree.root_at(size).unwrap(),
    };
    SignedCheckpoint::sign(checkpoint, &log_key()).unwrap()
}

fn cosigned(tree: &Tree, size: u64) -> SignedCheckpoint {
    let mut checkpoint = signed(tree, size);
    checkpoint
        .add(cosign(&checkpoint, &witness_key(), NOON_S).unwrap())
        .unwrap();
    checkpoint
}

fn policy() -> String {
    format!(
        "log {}\nwitness blue {}\nquorum blue\n",
        log_key().verifier(),
        witness_key().verifier()
    )
}

#[test]
fn commitments() {
    let mut text = "# leaf commitment leaf-hash; opening: 32 times the leaf number; envelope: \"record N\"; 4, 9, ...: pad\n".to_owned();
    for n in 0..10 {
        writeln!(text, "{n} {} {}", commitment(n), commitment(n).leaf_hash()).unwrap();
    }
    golden("commitments.txt", &text);
}

#[test]
fn roots() {
    let (tree, mut text) = (tree(600), "# size root\n".to_owned());
    for size in (0..=33).chain([63, 64, 65, 100, 255, 256, 257, 600]) {
        writeln!(text, "{size} {}", tree.root_at(size).unwrap()).unwrap();
    }
    golden("roots.txt", &text);
}

#[test]
fn proofs() {
    let tree = tree(100);
    let mut text =
        "# inclusion INDEX SIZE, or consistency FROM TO; then the proof's hashes in base64\n"
            .to_owned();
    let list = |hashes: &[Hash]| {
        hashes
            .iter()
            .map(|hash| format!("{}\n", hash.to_base64()))
            .collect::<String>()
    };
    for (index, size) in [(0, 1), (0, 2), (2, 3), (5, 7), (6, 7), (99, 100), (63, 100)] {
        let proof = tree.inclusion(index, size).unwrap();
        write!(text, "inclusion {index} {size}\n{}", list(proof.hashes())).unwrap();
    }
    for (from, to) in [
        (0, 5),
        (1, 2),
        (3, 7),
        (4, 7),
        (6, 7),
        (7, 7),
        (64, 100),
        (37, 100),
    ] {
        let proof = tree.consistency(from, to).unwrap();
        write!(text, "consistency {from} {to}\n{}", list(proof.hashes())).unwrap();
    }
    golden("proofs.txt", &text);
}

#[test]
fn tiles() {
    let (tree, mut text) = (tree(600), "# path, then the bytes in hex\n".to_owned());
    for (level, index, width) in [(0, 0, 3), (0, 2, 88), (1, 0, 2)] {
        let tile = Tile::new(Content::Hashes { level }, index, width).unwrap();
        writeln!(text, "{tile}\n{}", hex(&tile.hashes_of(&tree).unwrap())).unwrap();
    }
    let bundle = Tile::new(Content::Entries, 0, 3).unwrap();
    let commitments: Vec<_> = (0..3).map(commitment).collect();
    writeln!(
        text,
        "{bundle}\n{}",
        hex(&bundle.entries_of(&commitments).unwrap())
    )
    .unwrap();
    golden("tiles.txt", &text);
}

#[test]
fn signed_texts() {
    let tree = tree(100);
    golden("signed.checkpoint", &signed(&tree, 7).to_string());
    golden("empty.checkpoint", &signed(&tree, 0).to_string());
    golden("cosigned.checkpoint", &cosigned(&tree, 7).to_string());
    golden("verifier.policy", &policy());
}

#[test]
fn receipts() {
    let tree = tree(100);
    let receipt = Receipt::new(5, tree.inclusion(5, 7).unwrap(), cosigned(&tree, 7));
    let receipt = receipt.with_extra(b"ntf_0001".to_vec()).unwrap();
    golden("cosigned.tlog-proof", &receipt.to_string());
    let policy = Policy::parse(policy().as_bytes()).unwrap();
    assert!(receipt.verify(&commitment(5).leaf_hash(), &policy).is_ok());
}

#[test]
fn witnessing() {
    let tree = tree(100);
    let mut state = WitnessState::new();
    state.watch(log_key().verifier()).unwrap();
    for (from, to) in [(0, 37), (37, 100)] {
        let proof = tree.consistency(from, to).unwrap();
        let request = Request {
            old_size: from,
            proof,
            checkpoint: signed(&tree, to),
        };
        golden(&format!("{from}-{to}.add-checkpoint"), &request.to_string());
        let Decision::Cosign(advance) = decide(&state, &request) else {
            panic!("the log grows")
        };
        state.advance(&advance).unwrap();
    }
    golden("witness-state.txt", &state.to_string());
}

#[test]
fn fork_evidence() {
    let ours = tree(7);
    let other: Tree = (1..8).map(|n| commitment(n).leaf_hash()).collect();
    let evidence = ForkEvidence::new(signed(&ours, 7), signed(&other, 7)).unwrap();
    assert!(evidence.verify(&[log_key().verifier()]).is_ok());
    golden("fork-evidence.txt", &evidence.to_string());
}

/// Of two sizes: by the root that the larger tree began with, and by two leaves at one index.
#[test]
fn fork_evidence_of_two_sizes() {
    let ours = tree(5);
    let other: Tree = (1..8).map(|n| commitment(n).leaf_hash()).collect();
    let (first, second) = (signed(&ours, 5), signed(&other, 7));
    let proof = other.beginning(5, 7).unwrap();
    let beginning = ForkEvidence::of_beginning(first.clone(), second.clone(), proof).unwrap();
    golden("fork-beginning.txt", &beginning.to_string());
    let leaf = |tree: &Tree, size| {
        let leaf = tree.subtree(0, 2).unwrap();
        (leaf, tree.inclusion(2, size).unwrap())
    };
    let leaves = TwoLeaves {
        index: 2,
        first: leaf(&ours, 5),
        second: leaf(&other, 7),
    };
    let entry = ForkEvidence::of_entry(first, second, leaves).unwrap();
    golden("fork-entry.txt", &entry.to_string());
    for evidence in [beginning, entry] {
        assert!(evidence.verify(&[log_key().verifier()]).is_ok());
        let read = ForkEvidence::parse(evidence.to_string().as_bytes());
        assert_eq!(read, Ok(evidence));
    }
}
