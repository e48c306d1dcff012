//! Bytes of files: in the vault and nowhere else, given back whole after a start, missed where they are lost, and
//! destroyed by an erasure that leaves entry and hash.

use super::unreadable::second_person;
use super::*;
use crate::evidence::{Archive, EvidenceError};
use crate::replay;
use crate::vault::Held;
use std::collections::BTreeSet;
use truceline_register::act::Act;
use truceline_register::claim::proposition::{Count, Proposition, Stated};
use truceline_register::claim::words::{Category, Channel, Harm, Polarity};
use truceline_register::claim::{Claim, Claimant};
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::disclosure::{Disclosure, Label, Salt};
use truceline_register::codec::record::Record;
use truceline_register::codec::statement::Submission;
use truceline_register::erasure::Erasure;
use truceline_register::evidence::media::MediaType;
use truceline_register::evidence::whole::Together;
use truceline_register::evidence::{
    About, EvidenceEntered, EvidencePart, PART_BYTES, PartBytes, Words, history,
};
use truceline_register::ids::{ClaimId, EvidenceId};

fn with(mut submission: Submission, disclosure: Disclosure) -> Submission {
    submission.disclosures.push(disclosure);
    submission
}

fn file(writer: &Writer, id: EvidenceId) -> (Together, history::Held) {
    let archive = Archive {
        store: writer.store(),
        tree: writer.tree(),
        vault: writer.vault(),
        register: writer.register(),
    };
    let entry = writer.register().evidence.get(id).unwrap();
    (archive.file(entry).unwrap(), entry.held())
}

/// A bundle ends where it would be too large, and bytes that are left out are not read.
fn bundles_stop_at_their_limit(writer: &Writer, indexes: &[u64]) {
    let archive = Archive {
        store: writer.store(),
        tree: writer.tree(),
        vault: writer.vault(),
        register: writer.register(),
    };
    let wanted: BTreeSet<u64> = indexes.iter().copied().collect();
    let checkpoint = writer.checkpoint().unwrap();
    let make = |most: usize, files: bool| {
        let keep = |_: &Record, disclosure: &Disclosure| {
            let is_part = disclosure.label() == Label::Part;
            assert!(!is_part || disclosure.most_bytes() < 100, "asked first");
            files || !is_part
        };
        archive.bundle_within(&wanted, &[], &checkpoint, &keep, most)
    };
    let whole = make(1 << 20, true).unwrap().to_bytes().len();
    assert!(whole > PART_BYTES);
    for most in [0, PART_BYTES, whole - 1] {
        let refused = make(most, true);
        assert!(
            matches!(refused, Err(EvidenceError::TooLarge { .. })),
            "{most}"
        );
    }
    let without = make(PART_BYTES, false).unwrap().to_bytes().len();
    assert!(without < PART_BYTES / 4, "{without}");
}

#[test]
fn bytes_of_files_outlive_a_start_unread_and_not_their_erasure() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("register");
    let clock = HandClock::at(noon());
    let (mut writer, mut centre) = begin(&root, &clock);
    let mut second = second_person(&mut writer, &mut centre);
    let proposition = Proposition::Casualties {
        category: Category::Civilians,
        of: None,
        harm: Harm::Wounded,
        count: Count::of(2),
        named: None,
    };
    let seal =
        |salt: u8, label, value: &PartBytes| Disclosure::seal(Salt([salt; 16]), label, value);
    let told = Disclosure::seal(Salt([1; 16]), Label::Details, &proposition);
    let claim = ClaimId::from_bytes([7; 16]);
    let made = centre.sign(Act::ClaimMade(Claim {
        id: claim,
        about: None,
        question: proposition.question(),
        proposition: told.digest(),
        polarity: Polarity::Was,
        claimant: Claimant::Own,
        stated: Stated {
            at: None,
            channel: Channel::Report,
        },
        provenance: None,
        personal: None,
        supersedes: None,
        readers: None,
    }));
    let mut bytes = vec![0xff, 0xd8, 0xff];
    bytes.resize(PART_BYTES + 100, 7);
    let cuts = bytes.chunks(PART_BYTES).zip(10..);
    let parts: Vec<Disclosure> = cuts
        .map(|(cut, salt)| seal(salt, Label::Part, &PartBytes(cut.to_vec())))
        .collect();
    let words = Words {
        title: "a picture".to_owned(),
        ..Words::default()
    };
    let words = Disclosure::seal(Salt([2; 16]), Label::Details, &words);
    let id = EvidenceId::from_bytes([9; 16]);
    let entered = centre.sign(Act::EvidenceEntered(EvidenceEntered {
        id,
        about: About::Claim(claim),
        sha256: Digest::of(&bytes),
        size: bytes.len() as u64,
        media: MediaType::Jpeg,
        parts: parts.iter().map(Disclosure::digest).collect(),
        words: words.digest(),
        personal: None,
        derived: None,
        readers: None,
    }));
    let mut all = vec![with(made, told), with(entered, words)];
    for (number, part) in (0..).zip(parts) {
        let act = Act::EvidencePart(EvidencePart {
            evidence: id,
            number,
            part: part.digest(),
        });
        all.push(with(centre.sign(act), part));
    }
    let answers = writer.commit(&all).unwrap();
    let indexes: Vec<u64> = answers.iter().map(index_of).collect();
    let (first, last) = (indexes[2], indexes[3]);
    let key = |row| RecordKey {
        row,
        table: Table::Part,
    };
    assert!(matches!(
        writer.vault().get(key(first)).unwrap(),
        Held::Values(_)
    ));
    // Whoever reads a record is not given the bytes beside it.
    assert!(
        replay::disclosures(first, writer.vault())
            .unwrap()
            .is_empty()
    );
    let register = writer.register().clone();
    drop(writer);

    let mut writer = open(&root, &clock).unwrap();
    assert!(*writer.register() == register);
    let whole = (Together::Whole(bytes), history::Held::Whole);
    assert!(file(&writer, id) == whole);
    bundles_stop_at_their_limit(&writer, &indexes);
    assert_sound(&writer, &root);
    let replayed = replay::register(writer.store(), writer.vault(), &mut |_| {}).unwrap();
    assert!(replayed.lost.is_empty());

    let asked = centre.sign(Act::ErasureAsked(Erasure {
        records: vec![last],
        personal_only: false,
        reason: None,
    }));
    let asked = index_of(&writer.commit(&[asked]).unwrap()[0]);
    let countersigned = second.sign(Act::Countersigned(asked));
    index_of(&writer.commit(&[countersigned]).unwrap()[0]);
    assert_eq!(writer.vault().get(key(last)).unwrap(), Held::Erased);
    assert!(matches!(
        writer.vault().get(key(first)).unwrap(),
        Held::Values(_)
    ));
    let rest = (Together::Lacking(vec![1]), history::Held::Erased);
    assert!(file(&writer, id) == rest);
    let register = writer.register().clone();
    assert_sound(&writer, &root);
    drop(writer);

    let writer = open(&root, &clock).unwrap();
    assert!(*writer.register() == register, "replay gives the same");
    assert!(file(&writer, id) == rest);
    let replayed = replay::register(writer.store(), writer.vault(), &mut |_| {}).unwrap();
    assert!(replayed.lost.is_empty(), "what was erased is not missed");
    assert_sound(&writer, &root);
}
