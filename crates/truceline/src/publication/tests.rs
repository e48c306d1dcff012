#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::exchange::{Comparison, by_proof, compare};
use std::convert::Infallible;
use truceline_engine::store::memory::MemoryStore;
use truceline_log::checkpoint::{Checkpoint, Origin};
use truceline_log::key::SigningKey;
use truceline_log::vkey::{Algorithm, KeyName, SignerKey};

fn signer() -> SignerKey {
    let name = KeyName::parse("register.example/valley").unwrap();
    SignerKey::new(name, Algorithm::Ed25519, SigningKey::from_seed(&[3; 32]))
}

/// A log whose entry at an index and after is another one with `fork`, in rounds of these sizes.
struct Log {
    store: MemoryStore,
    tree: Tree,
}

impl Log {
    fn of(rounds: &[u64], fork: Option<u64>) -> Self {
        let mut log = Self {
            store: MemoryStore::new(),
            tree: Tree::new(),
        };
        for round in rounds {
            log.append(*round, fork);
        }
        log
    }

    fn append(&mut self, many: u64, fork: Option<u64>) {
        let from = self.tree.size();
        let entries: Vec<Entry> = (from..from + many)
            .map(|index| {
                let word = match fork.is_some_and(|fork| index >= fork) {
                    true => "told otherwise",
                    false => "told",
                };
                let envelope = match index % 5 {
                    4 => Vec::new(),
                    _ => format!("{word} {index}").into_bytes(),
                };
                let mut opening = [0; 32];
                opening[..8].copy_from_slice(&index.to_be_bytes());
                let mut entry = Entry {
                    envelope,
                    opening,
                    leaf_hash: [0; 32],
                };
                entry.leaf_hash = commitment(&entry).leaf_hash().0;
                entry
            })
            .collect();
        for entry in &entries {
            self.tree.push(Hash(entry.leaf_hash));
        }
        let checkpoint = self.checkpoint(self.tree.size());
        self.store
            .append(from, &entries, checkpoint.to_string().as_bytes())
            .unwrap();
    }

    fn checkpoint(&self, size: u64) -> SignedCheckpoint {
        let checkpoint = Checkpoint {
            origin: Origin::of(signer().name()),
            size,
            root: self.tree.root_at(size).unwrap(),
        };
        SignedCheckpoint::sign(checkpoint, &signer()).unwrap()
    }

    fn fetch(&self, public_size: u64) -> impl FnMut(&str) -> Result<Vec<u8>, String> + '_ {
        move |path| {
            let served = tile(&self.store, &self.tree, public_size, path);
            served
                .map(|served| served.bytes)
                .map_err(|error| error.to_string())
        }
    }
}

#[test]
fn the_public_checkpoint_is_the_newest_over_whole_steps() {
    let log = Log::of(&[3, 61, 30, 50, 48], None);
    // Sizes signed: 3, 64, 94, 144, 192.
    let size = |all, after| {
        newest(&log.store, all, after)
            .unwrap()
            .map(|signed| signed.checkpoint().size)
    };
    assert_eq!(size(192, 0), Some(192));
    assert_eq!(size(191, 0), Some(64), "nothing was signed over 128");
    assert_eq!(size(191, 64), None);
    assert_eq!(size(63, 0), None);
}

#[test]
fn a_root_is_rebuilt_from_tiles_alone() {
    let log = Log::of(&[64, 256, 5000, 65_536, 9 * 64 - 5000 % 64], None);
    for public in [64, 320, 70_912] {
        let checkpoint = log.checkpoint(public);
        let tree = rebuild(&checkpoint, &mut log.fetch(public)).unwrap();
        assert_eq!(tree.root(), log.tree.root_at(public).unwrap());
    }
    let public = 70_912;
    let get = |path: &str| tile(&log.store, &log.tree, public, path);
    assert!(get("tile/0/000").unwrap().is_full);
    assert!(!get("tile/1/000.p/3").unwrap().is_full);
    assert!(get("tile/1/000").is_ok());
    assert!(get("tile/2/000.p/1").is_ok());
    for beyond in [
        "tile/0/277",
        "tile/0/278.p/1",
        "tile/1/001.p/22",
        "tile/2/000.p/2",
        "tile/entries/277",
        "tile/3/000.p/1",
        "tile/9/000",
        "tile/0/../0/000",
        "/tile/0/000",
    ] {
        let refused = get(beyond);
        assert!(matches!(refused, Err(PublicationError::NoTile)), "{beyond}");
    }
    assert!(get("tile/0/276").is_ok() && get("tile/entries/276").is_ok());
    // A tile of level 1 is what the tiles below it hash to.
    let below = Tile::parse("tile/0/005").unwrap();
    let hashes = below
        .parse_hashes(&get("tile/0/005").unwrap().bytes)
        .unwrap();
    let mut subtree = Tree::new();
    hashes.into_iter().for_each(|hash| subtree.push(hash));
    assert_eq!(
        get("tile/1/000").unwrap().bytes[5 * 32..6 * 32],
        subtree.root().0
    );
}

#[test]
fn nothing_of_the_words_is_in_a_tile() {
    let log = Log::of(&[64], None);
    let bytes = tile(&log.store, &log.tree, 64, "tile/entries/000.p/64")
        .unwrap()
        .bytes;
    assert_eq!(bytes.len(), 64 * 34);
    assert!(!bytes.windows(4).any(|window| window == b"told"));
}

#[test]
fn tiles_that_do_not_belong_to_the_checkpoint_are_found() {
    let (log, other) = (Log::of(&[128], None), Log::of(&[128], Some(100)));
    let checkpoint = log.checkpoint(128);
    let swapped = rebuild(&checkpoint, &mut other.fetch(128));
    assert!(matches!(swapped, Err(CopyError::Root { size: 128 })));
    let mut honest = log.fetch(128);
    let mut lying = other.fetch(128);
    let mixed = rebuild(
        &checkpoint,
        &mut |path: &str| match path.contains("entries") {
            true => lying(path),
            false => honest(path),
        },
    );
    assert!(matches!(mixed, Err(CopyError::Leaf { index: 100 })));
    for place in [0, 31, 64 * 32 + 1] {
        let mut honest = log.fetch(128);
        let changed = rebuild(&checkpoint, &mut |path: &str| {
            honest(path).map(|mut bytes| {
                if let Some(byte) = bytes.get_mut(place) {
                    *byte ^= 1;
                }
                bytes
            })
        });
        assert!(changed.is_err(), "byte {place}");
    }
    let none = rebuild(&checkpoint, &mut |_: &str| Err::<Vec<u8>, _>("no line"));
    assert!(matches!(none, Err(CopyError::Fetch("no line"))));
}

/// A dishonest centre shows North and South two logs. Each checks what it is shown, and each finds it sound;
/// the first exchange of checkpoints ends it.
#[test]
fn two_parties_find_a_split_view_at_their_first_exchange() {
    let keys = [signer().verifier()];
    let (for_north, for_south) = (Log::of(&[64, 64], None), Log::of(&[64, 64], Some(70)));
    let shown = |log: &Log, size| {
        let checkpoint = log.checkpoint(size);
        let tree = rebuild(&checkpoint, &mut log.fetch(size)).unwrap();
        (checkpoint, tree)
    };
    let (north, north_tree) = shown(&for_north, 128);
    let (south, south_tree) = shown(&for_south, 128);
    for (own, tree, other) in [(&north, &north_tree, &south), (&south, &south_tree, &north)] {
        let Comparison::TwoHistories(fork) = compare(own, tree, other, &keys) else {
            panic!("not found");
        };
        assert_eq!(fork.verify(&keys), Ok(()));
    }
    // At two sizes: whoever has the larger tree finds it, by the root at the smaller size.
    let mut longer = Log::of(&[64, 64], Some(70));
    longer.append(64, Some(70));
    let (later, later_tree) = shown(&longer, 192);
    let Comparison::TwoHistories(fork) = compare(&later, &later_tree, &north, &keys) else {
        panic!("not found at two sizes");
    };
    assert_eq!((fork.verify(&keys), fork.size()), (Ok(()), 128));
    let early = compare(&north, &north_tree, &later, &keys);
    assert_eq!(early, Comparison::OtherIsLarger);
    // By what a server gives: its own tree's proof convicts it, none or another's says nothing.
    let proof = later_tree.beginning(128, 192).ok();
    assert!(matches!(
        by_proof(&north, &later, proof.clone(), &keys),
        Comparison::TwoHistories(_)
    ));
    assert_eq!(by_proof(&south, &later, proof, &keys), Comparison::OneLog);
    for poor in [None, later_tree.beginning(64, 192).ok()] {
        let found = by_proof(&north, &later, poor, &keys);
        assert!(matches!(found, Comparison::Unproven(_)), "{found:?}");
    }
    // One log at two sizes is one log.
    assert_eq!(
        compare(&later, &later_tree, &south, &keys),
        Comparison::OneLog
    );
    let before = for_north.checkpoint(64);
    assert_eq!(
        compare(&later, &later_tree, &before, &keys),
        Comparison::OneLog
    );
    let stranger = SignerKey::new(
        KeyName::parse("register.example/valley").unwrap(),
        Algorithm::Ed25519,
        SigningKey::from_seed(&[4; 32]),
    );
    let forged = SignedCheckpoint::sign(north.checkpoint().clone(), &stranger).unwrap();
    assert_eq!(
        compare(&north, &north_tree, &forged, &keys),
        Comparison::NotOfThisLog
    );
}

#[test]
fn an_empty_log_needs_no_tile() {
    let empty = Log::of(&[], None);
    let checkpoint = empty.checkpoint(0);
    let tree = rebuild::<Infallible>(&checkpoint, &mut |_| panic!("nothing to fetch")).unwrap();
    assert_eq!(tree.size(), 0);
}
