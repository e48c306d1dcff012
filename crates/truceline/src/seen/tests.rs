#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use truceline_log::checkpoint::{Checkpoint, Origin};
use truceline_log::hash::Hash;
use truceline_log::key::SigningKey;
use truceline_log::vkey::{Algorithm, KeyName, SignerKey};

fn shown(size: u64, branch: u8) -> SignedCheckpoint {
    let name = KeyName::parse("register.example/valley").unwrap();
    let signer = SignerKey::new(name, Algorithm::Ed25519, SigningKey::from_seed(&[3; 32]));
    let checkpoint = Checkpoint {
        origin: Origin::of(signer.name()),
        size,
        root: Hash::of_leaf(&[branch, size as u8]),
    };
    SignedCheckpoint::sign(checkpoint, &signer).unwrap()
}

#[test]
fn what_was_shown_is_owed_a_proof_until_it_is_given() {
    let mut seen = Seen::default();
    assert!(seen.owed().is_empty());
    seen.extend(&shown(5, 0));
    for again in [9, 12, 9] {
        seen.note(&shown(again, 0));
    }
    let sizes = |seen: &Seen| -> Vec<u64> {
        seen.owed()
            .iter()
            .map(|kept| kept.checkpoint().size)
            .collect()
    };
    assert_eq!(sizes(&seen), [5, 9, 12]);
    assert_eq!(Seen::parse(seen.text().as_bytes()).unwrap(), seen);
    assert!(seen.contradiction(&shown(12, 0)).is_none());
    assert!(seen.contradiction(&shown(12, 1)).is_some());
    seen.extend(&shown(20, 0));
    assert_eq!(sizes(&seen), [20]);
    assert_eq!(seen.all().count(), 4);
    for size in 21..200 {
        seen.extend(&shown(size, 0));
    }
    assert_eq!(seen.all().count(), MAX_LINKED);
    assert!(seen.has_room(MAX_UNLINKED) && !seen.has_room(MAX_UNLINKED + 1));
    for size in 200..250 + MAX_UNLINKED as u64 {
        seen.note(&shown(size, 0));
    }
    assert_eq!(sizes(&seen).len(), 1 + MAX_UNLINKED);
    assert!(
        sizes(&seen).contains(&200),
        "the first that is not proven stays"
    );
    assert_eq!(Seen::parse(seen.text().as_bytes()).unwrap(), seen);
    assert!(seen.text().len() as u64 <= MAX_SEEN_BYTES);
}

#[test]
fn it_is_kept_over_runs_and_a_damaged_file_is_no_empty_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("south.seen");
    let mut first = SeenFile::open(Some(&path)).unwrap();
    let mut beside = SeenFile::open(Some(&path)).unwrap();
    first.change(|seen| seen.extend(&shown(5, 0))).unwrap();
    beside.change(|seen| seen.note(&shown(7, 0))).unwrap();
    let again = SeenFile::open(Some(&path)).unwrap();
    let sizes: Vec<u64> = again
        .seen()
        .all()
        .map(|kept| kept.checkpoint().size)
        .collect();
    assert_eq!(sizes, [7, 5], "neither command lost the other's");
    let text = std::fs::read_to_string(&path).unwrap();
    for wrong in [
        &text[..text.len() / 2],
        "truceline-seen 1\n",
        "",
        &text.replace("linked: 0", "linked: 9"),
    ] {
        std::fs::write(&path, wrong).unwrap();
        let opened = SeenFile::open(Some(&path));
        assert_eq!(opened.unwrap_err().exit, 5, "{wrong:?}");
        // What is shown meanwhile is kept aside, and the file as it is.
        let mut aside = SeenFile::open_or_aside(&path);
        assert!(aside.trouble().is_some());
        aside.change(|seen| seen.note(&shown(9, 0))).unwrap();
        assert_eq!(aside.seen().largest(), 9);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), *wrong);
    }
    let fork = ForkEvidence::new(shown(5, 0), shown(5, 1)).unwrap();
    let kept = again.keep(&fork).unwrap().unwrap();
    assert_eq!(kept, folder.path().join("south.fork"));
    assert_eq!(
        ForkEvidence::parse(&std::fs::read(&kept).unwrap()).unwrap(),
        fork
    );
    assert!(SeenFile::default().keep(&fork).unwrap().is_none());
}
