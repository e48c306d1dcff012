//! Files are kept by their hash: what is refused, who reads them, what is held, forgotten and found changed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::handling::{EvidenceHandled, Handling, How, is_of};
use super::whole::{Found, Together, among, part, together};
use super::*;
use crate::act::Act;
use crate::claim::proposition::TimeTold;
use crate::claim::tests::{Cast, killed};
use crate::claim::words::Certainty;
use crate::codec::disclosure::Disclosure;
use crate::erasure::Erasure;
use crate::incident::tests::opened;
use crate::readers::discloses;
use crate::register::said::Told;
use crate::register::tests::{at, code};

const NORTH: u8 = 4;
const MONITOR: u8 = 5;

/// An entry with the disclosures that go with it, and its parts with theirs.
pub(crate) struct Cut {
    entry: EvidenceEntered,
    words: Vec<Disclosure>,
    parts: Vec<(EvidencePart, Disclosure)>,
}

pub(crate) fn jpeg(length: usize) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xe0];
    bytes.extend((4..length).map(|place| (place % 251) as u8));
    bytes
}

pub(crate) fn cut(cast: &mut Cast, id: u8, about: About, bytes: &[u8], media: MediaType) -> Cut {
    let id = EvidenceId::from_bytes([id; 16]);
    let words = Words {
        title: "crater at the mill".to_owned(),
        ..Words::default()
    };
    let (digest, disclosure) = cast.house.seal(Label::Details, &words);
    let mut parts = Vec::new();
    for (number, bytes) in (0..).zip(bytes.chunks(PART_BYTES)) {
        let (part, disclosure) = cast.house.seal(Label::Part, &PartBytes(bytes.to_vec()));
        let body = EvidencePart {
            evidence: id,
            number,
            part,
        };
        parts.push((body, disclosure));
    }
    let entry = EvidenceEntered {
        id,
        about,
        sha256: Digest::of(bytes),
        size: bytes.len() as u64,
        media,
        parts: parts.iter().map(|(body, _)| body.part).collect(),
        words: digest,
        personal: None,
        derived: None,
        readers: None,
    };
    Cut {
        entry,
        words: vec![disclosure],
        parts,
    }
}

fn enters(cast: &mut Cast, number: u8, cut: &Cut) -> Result<LogIndex, Refusal> {
    cast.say(number, Act::EvidenceEntered(cut.entry.clone()), &cut.words)
}

fn brings(cast: &mut Cast, number: u8, cut: &Cut, which: usize) -> Result<LogIndex, Refusal> {
    let (body, disclosure) = cut.parts[which].clone();
    cast.say(number, Act::EvidencePart(body), &[disclosure])
}

/// The whole of it.
pub(crate) fn enters_all(cast: &mut Cast, number: u8, cut: &Cut) -> Vec<LogIndex> {
    let mut records = vec![enters(cast, number, cut).unwrap()];
    for which in 0..cut.parts.len() {
        records.push(brings(cast, number, cut, which).unwrap());
    }
    records
}

fn entry(cast: &Cast, id: u8) -> &Entry {
    let id = EvidenceId::from_bytes([id; 16]);
    cast.house.register.evidence.get(id).unwrap()
}

/// The file from what the records disclose, as the vault would give it.
fn file(cast: &Cast, id: u8) -> Together {
    let entry = entry(cast, id);
    together(&entry.said, |number| {
        let record = entry.parts.get(&number)?.record;
        let digest = entry.said.parts[usize::from(number)];
        part(&cast.house.log[record as usize].disclosures, digest)
    })
}

fn handled(cast: &mut Cast, id: u8, handling: Handling) -> (EvidenceHandled, Disclosure) {
    let how = How {
        words: "copied to the archive's disk".to_owned(),
        tool: Some("cp".to_owned()),
        version: Some("9.5".to_owned()),
        ..How::default()
    };
    let (digest, disclosure) = cast.house.seal(Label::Details, &how);
    let body = EvidenceHandled {
        evidence: EvidenceId::from_bytes([id; 16]),
        handling,
        at: TimeTold {
            from: at(55),
            until: at(55),
            certainty: Certainty::Exact,
            offset_minutes: Some(180),
        },
        before: None,
        after: None,
        result: None,
        to: None,
        how: digest,
        personal: None,
    };
    (body, disclosure)
}

#[test]
fn a_file_of_several_parts_comes_together_in_any_order_and_no_state_holds_its_bytes() {
    let mut cast = Cast::new();
    let incident = opened(&mut cast, MONITOR, 1, None).unwrap();
    let bytes = jpeg(PART_BYTES * 2 + 17);
    let cut = cut(
        &mut cast,
        1,
        About::Incident(incident),
        &bytes,
        MediaType::Jpeg,
    );
    assert_eq!(cut.parts.len(), 3);
    enters(&mut cast, MONITOR, &cut).unwrap();
    assert_eq!(entry(&cast, 1).held(), Held::Incomplete);
    for which in [2, 0] {
        brings(&mut cast, MONITOR, &cut, which).unwrap();
    }
    assert_eq!(file(&cast, 1), Together::Lacking(vec![1]));
    brings(&mut cast, MONITOR, &cut, 1).unwrap();
    assert_eq!(entry(&cast, 1).held(), Held::Whole);
    assert_eq!(file(&cast, 1), Together::Whole(bytes.clone()));
    let hash = Digest::of(&bytes);
    let with_hash = cast.house.register.evidence.with_hash(&hash);
    assert_eq!(with_hash.count(), 1);

    // A replay that is given no bytes gives the same register.
    let mut again = Register::new();
    for record in &cast.house.log {
        let mut record = record.clone();
        let told = record.disclosures.iter().map(|(_, one)| one.clone());
        let told = told.filter(|one| one.label() != Label::Part);
        record.disclosures = crate::codec::disclosure::Disclosures::of(told.collect::<Vec<_>>());
        again.apply(&record);
    }
    assert!(again == cast.house.register);
    cast.house.assert_replays();
}

#[test]
fn each_changed_byte_is_found() {
    let mut cast = Cast::new();
    let incident = opened(&mut cast, MONITOR, 1, None).unwrap();
    let bytes = jpeg(900);
    let cut = cut(
        &mut cast,
        1,
        About::Incident(incident),
        &bytes,
        MediaType::Jpeg,
    );
    enters(&mut cast, MONITOR, &cut).unwrap();
    let (body, _) = &cut.parts[0];
    for place in [4, 450, 899] {
        let mut changed = bytes.clone();
        changed[place] ^= 1;
        let (part, disclosure) = cast.house.seal(Label::Part, &PartBytes(changed.clone()));
        // As the part that was named: it opens no digest. As another part: none was named.
        let named = Act::EvidencePart(body.clone());
        let refused = cast.say(MONITOR, named, std::slice::from_ref(&disclosure));
        assert_eq!(code(refused), RefusalCode::DisclosureMismatch);
        let other = EvidencePart {
            part,
            ..body.clone()
        };
        let refused = cast.say(MONITOR, Act::EvidencePart(other), &[disclosure]);
        assert_eq!(code(refused), RefusalCode::Invalid);
        let opens = |_| Some(PartBytes(changed.clone()));
        assert!(matches!(
            together(&cut.entry, opens),
            Together::Differs { .. }
        ));
    }
    brings(&mut cast, MONITOR, &cut, 0).unwrap();
    // A hash that was never that of the bytes is refused with the only part.
    let mut false_hash = self::cut(
        &mut cast,
        2,
        About::Incident(incident),
        &jpeg(901),
        MediaType::Jpeg,
    );
    false_hash.entry.sha256 = Digest::of(b"something else");
    enters(&mut cast, MONITOR, &false_hash).unwrap();
    assert_eq!(
        code(brings(&mut cast, MONITOR, &false_hash, 0)),
        RefusalCode::Invalid
    );
    // Of several parts it shows when they are put together.
    let mut parts = self::cut(
        &mut cast,
        3,
        About::Incident(incident),
        &jpeg(PART_BYTES + 1),
        MediaType::Jpeg,
    );
    parts.entry.sha256 = Digest::of(b"another one");
    enters_all(&mut cast, MONITOR, &parts);
    assert!(matches!(file(&cast, 3), Together::Differs { .. }));
    let found: Vec<Found> = among(&cast.house.log);
    let words: Vec<&str> = found.iter().map(|one| one.fit.word()).collect();
    assert_eq!(words, ["fits", "without-bytes", "differs"]);
    cast.house.assert_replays();
}

#[test]
fn each_refusal_has_its_code() {
    use RefusalCode::{IdReused, Invalid, MissingReference, NotTheOwner, OverLimit, WrongState};
    let mut cast = Cast::new();
    let incident = opened(&mut cast, MONITOR, 1, None).unwrap();
    let about = About::Incident(incident);
    let good = cut(&mut cast, 1, about, &jpeg(100), MediaType::Jpeg);
    let with = |cut: &Cut, change: &dyn Fn(&mut EvidenceEntered)| {
        let mut entry = cut.entry.clone();
        change(&mut entry);
        Act::EvidenceEntered(entry)
    };
    type Change<'a> = &'a dyn Fn(&mut EvidenceEntered);
    let wrong: [(Change<'_>, RefusalCode); 8] = [
        (&|one| one.size = 0, Invalid),
        (&|one| one.size = PART_BYTES as u64 + 1, Invalid),
        (&|one| one.size = MAX_FILE_BYTES + 1, OverLimit),
        (&|one| one.parts.push(one.parts[0]), Invalid),
        (
            &|one| one.about = About::Incident(IncidentId::from_bytes([9; 16])),
            MissingReference,
        ),
        (&|one| one.about = About::Answer(1), MissingReference),
        (
            &|one| one.about = About::Agreement(AgreementId::from_bytes([9; 16])),
            MissingReference,
        ),
        (
            &|one| {
                let by = Handling::Copied;
                one.derived = Some(Derived { from: one.id, by });
            },
            MissingReference,
        ),
    ];
    for (change, expected) in wrong {
        assert_eq!(
            code(cast.say(MONITOR, with(&good, change), &good.words)),
            expected
        );
    }
    let nothing_said = cast.say(MONITOR, Act::EvidenceEntered(good.entry.clone()), &[]);
    assert_eq!(code(nothing_said), Invalid);
    enters(&mut cast, MONITOR, &good).unwrap();
    assert_eq!(code(enters(&mut cast, NORTH, &good)), IdReused);
    // The same file about the same thing once; another party may have it, too.
    let twin = cut(&mut cast, 2, about, &jpeg(100), MediaType::Jpeg);
    assert_eq!(code(enters(&mut cast, MONITOR, &twin)), WrongState);
    enters(&mut cast, NORTH, &twin).unwrap();
    assert_eq!(code(brings(&mut cast, NORTH, &good, 0)), NotTheOwner);
    let (body, disclosure) = good.parts[0].clone();
    let beyond = Act::EvidencePart(EvidencePart {
        number: 1,
        ..body.clone()
    });
    assert_eq!(
        code(cast.say(MONITOR, beyond, std::slice::from_ref(&disclosure))),
        Invalid
    );
    let silent = cast.say(MONITOR, Act::EvidencePart(body), &[]);
    assert_eq!(code(silent), Invalid);
    brings(&mut cast, MONITOR, &good, 0).unwrap();
    assert_eq!(code(brings(&mut cast, MONITOR, &good, 0)), WrongState);

    // By its bytes, whatever it is entered as.
    for (id, media, bytes) in [
        (10, MediaType::Png, jpeg(60)),
        (11, MediaType::Jpeg, b"<html><script>".to_vec()),
        (12, MediaType::Text, b"#!/bin/sh\n".to_vec()),
        (13, MediaType::Pdf, b"PK\x03\x04".to_vec()),
    ] {
        let cut = cut(&mut cast, id, about, &bytes, media);
        enters(&mut cast, MONITOR, &cut).unwrap();
        let refusal = brings(&mut cast, MONITOR, &cut, 0).unwrap_err();
        assert_eq!(refusal.code, Invalid);
        assert!(refusal.what.contains("is not taken ("), "{}", refusal.what);
    }
    let withdraw = |id: u8| {
        Act::EvidenceWithdrawn(EvidenceWithdrawn {
            evidence: EvidenceId::from_bytes([id; 16]),
            reason: None,
        })
    };
    assert_eq!(code(cast.say(NORTH, withdraw(1), &[])), NotTheOwner);
    cast.say(MONITOR, withdraw(1), &[]).unwrap();
    assert_eq!(code(cast.say(MONITOR, withdraw(1), &[])), WrongState);
    cast.say(MONITOR, withdraw(10), &[]).unwrap();
    cast.house.assert_replays();
}

#[test]
fn a_document_that_may_act_is_kept_and_flagged() {
    let mut cast = Cast::new();
    let incident = opened(&mut cast, MONITOR, 1, None).unwrap();
    let about = About::Incident(incident);
    let acts = b"%PDF-1.7\n<< /OpenAction << /S /JavaScript >> >>".to_vec();
    for (id, bytes, expected) in [(1, acts, true), (2, b"%PDF-1.7\nstill".to_vec(), false)] {
        let cut = cut(&mut cast, id, about, &bytes, MediaType::Pdf);
        let records = enters_all(&mut cast, MONITOR, &cut);
        let record = &cast.house.log[records[1] as usize];
        assert_eq!(
            record.part.effects.contains(&Effect::ActiveContent),
            expected
        );
        assert_eq!(!entry(&cast, id).active.is_empty(), expected);
    }
    cast.house.assert_replays();
}

#[test]
fn readers_are_those_of_what_it_is_about_or_fewer() {
    let mut cast = Cast::new();
    let (south, relief, monitor) = (cast.south.party, cast.relief.party, cast.monitor.party);
    let hidden = opened(&mut cast, MONITOR, 1, Some(vec![south])).unwrap();
    let about = About::Incident(hidden);
    let whole = cut(&mut cast, 1, about, &jpeg(50), MediaType::Jpeg);
    // Who may not read the incident does not learn that there is one.
    assert_eq!(
        code(enters(&mut cast, NORTH, &whole)),
        RefusalCode::MissingReference
    );
    let mut wide = cut(&mut cast, 2, about, &jpeg(51), MediaType::Jpeg);
    wide.entry.readers = Some(vec![relief]);
    assert_eq!(
        code(enters(&mut cast, MONITOR, &wide)),
        RefusalCode::Invalid
    );
    let records = enters_all(&mut cast, MONITOR, &whole);
    let mut own = cut(&mut cast, 3, about, &jpeg(52), MediaType::Jpeg);
    own.entry.readers = Some(Vec::new());
    let alone = enters_all(&mut cast, MONITOR, &own);
    let register = &cast.house.register;
    let centre = register.authority.centre();
    for record in records {
        for (party, expected) in [
            (south, true),
            (relief, false),
            (monitor, true),
            (centre, true),
        ] {
            assert_eq!(discloses(register, record, party), expected, "{record}");
        }
    }
    for record in alone {
        for (party, expected) in [
            (south, false),
            (relief, false),
            (monitor, true),
            (centre, true),
        ] {
            assert_eq!(discloses(register, record, party), expected, "{record}");
        }
    }
    // A redacted version of what the agency may not read, about what it may.
    let open = opened(&mut cast, MONITOR, 2, None).unwrap();
    let mut redacted = cut(
        &mut cast,
        4,
        About::Incident(open),
        &jpeg(53),
        MediaType::Jpeg,
    );
    redacted.entry.derived = Some(Derived {
        from: whole.entry.id,
        by: Handling::Redacted,
    });
    let records = enters_all(&mut cast, MONITOR, &redacted);
    let register = &cast.house.register;
    assert!(
        records
            .iter()
            .all(|record| discloses(register, *record, relief))
    );
    assert_eq!(entry(&cast, 1).derived.len(), 1);
    assert_eq!(
        code(find(register, whole.entry.id, relief)),
        RefusalCode::MissingReference
    );
    cast.house.assert_replays();
}

#[test]
fn the_log_says_what_was_done_and_a_changed_copy_is_found() {
    let mut cast = Cast::new();
    let incident = opened(&mut cast, MONITOR, 1, None).unwrap();
    let about = About::Incident(incident);
    let bytes = jpeg(300);
    let whole = cut(&mut cast, 1, about, &bytes, MediaType::Jpeg);
    enters_all(&mut cast, MONITOR, &whole);
    let hash = Digest::of(&bytes);
    let mut changed = bytes.clone();
    changed[100] ^= 1;
    let changed = Digest::of(&changed);
    let line = |cast: &mut Cast, number, handling, hashes: (Option<Digest>, Option<Digest>)| {
        let (mut body, disclosure) = handled(cast, 1, handling);
        (body.before, body.after) = hashes;
        cast.say(number, Act::EvidenceHandled(body), &[disclosure])
    };
    line(&mut cast, MONITOR, Handling::Obtained, (None, Some(hash))).unwrap();
    line(
        &mut cast,
        MONITOR,
        Handling::Copied,
        (Some(hash), Some(hash)),
    )
    .unwrap();
    line(
        &mut cast,
        NORTH,
        Handling::Copied,
        (Some(hash), Some(changed)),
    )
    .unwrap();
    line(&mut cast, NORTH, Handling::Examined, (Some(changed), None)).unwrap();
    line(&mut cast, NORTH, Handling::Examined, (Some(hash), None)).unwrap();
    let entry = entry(&cast, 1);
    let same: Vec<bool> = entry
        .handlings
        .iter()
        .map(|one| is_of(entry, one))
        .collect();
    assert_eq!(same, [true, true, false, false, true]);
    assert_eq!(entry.said.sha256, hash, "the original's hash stays");

    for (handling, hashes) in [
        (Handling::Obtained, (None, None)),
        (Handling::Copied, (Some(hash), None)),
        (Handling::Redacted, (None, Some(hash))),
        (Handling::Examined, (None, None)),
        // Handed over to nobody.
        (Handling::HandedOver, (Some(hash), None)),
    ] {
        assert_eq!(
            code(line(&mut cast, MONITOR, handling, hashes)),
            RefusalCode::Invalid
        );
    }
    let (mut early, disclosure) = handled(&mut cast, 1, Handling::Examined);
    early.before = Some(hash);
    early.at.from = at(500);
    early.at.until = at(500);
    let refused = cast.say(
        MONITOR,
        Act::EvidenceHandled(early.clone()),
        std::slice::from_ref(&disclosure),
    );
    assert_eq!(code(refused), RefusalCode::Invalid);
    early.evidence = EvidenceId::from_bytes([9; 16]);
    let refused = cast.say(MONITOR, Act::EvidenceHandled(early), &[disclosure]);
    assert_eq!(code(refused), RefusalCode::MissingReference);

    // What came of it names where it comes from, and has the hash after.
    let redacted = jpeg(200);
    let mut made = cut(&mut cast, 2, about, &redacted, MediaType::Jpeg);
    made.entry.derived = Some(Derived {
        from: whole.entry.id,
        by: Handling::Redacted,
    });
    enters_all(&mut cast, MONITOR, &made);
    for (after, is_good) in [(hash, false), (Digest::of(&redacted), true)] {
        let (mut body, disclosure) = handled(&mut cast, 1, Handling::Redacted);
        (body.before, body.after, body.result) = (Some(hash), Some(after), Some(made.entry.id));
        let said = cast.say(MONITOR, Act::EvidenceHandled(body), &[disclosure]);
        assert_eq!(said.is_ok(), is_good);
    }
    cast.house.assert_replays();
}

#[test]
fn what_an_incident_is_shown_by_is_held_and_the_rest_is_erased_whole() {
    let mut cast = Cast::new();
    let incident = opened(&mut cast, MONITOR, 1, None).unwrap();
    let (mut claim, disclosures) = cast.claim(1, &killed(2));
    claim.about = Some(ClaimAbout::Incident(incident));
    cast.enters(MONITOR, &(claim, disclosures)).unwrap();
    let (other, disclosures) = cast.claim(2, &killed(3));
    cast.enters(MONITOR, &(other, disclosures)).unwrap();
    let claim = |number: u8| About::Claim(ClaimId::from_bytes([number; 16]));
    // Long after the incident, so that no window of it holds them.
    cast.house.now = at(5_000);
    let mut held = Vec::new();
    for (id, about) in [(1, About::Incident(incident)), (2, claim(1))] {
        let cut = cut(
            &mut cast,
            id,
            about,
            &jpeg(60 + usize::from(id)),
            MediaType::Jpeg,
        );
        held.extend(enters_all(&mut cast, MONITOR, &cut));
    }
    let loose = cut(&mut cast, 3, claim(2), &jpeg(70), MediaType::Jpeg);
    let loose = enters_all(&mut cast, MONITOR, &loose);
    let mut derived = cut(&mut cast, 4, claim(2), &jpeg(71), MediaType::Jpeg);
    derived.entry.derived = Some(Derived {
        from: EvidenceId::from_bytes([1; 16]),
        by: Handling::Extracted,
    });
    held.extend(enters_all(&mut cast, MONITOR, &derived));
    let (mut examined, disclosure) = handled(&mut cast, 1, Handling::Examined);
    examined.before = Some(Digest::of(b"a"));
    held.push(
        cast.say(NORTH, Act::EvidenceHandled(examined), &[disclosure])
            .unwrap(),
    );
    let erase = |records: &[LogIndex]| {
        Act::ErasureAsked(Erasure {
            records: records.to_vec(),
            reason: None,
            personal_only: false,
        })
    };
    let number_of = |cast: &Cast, record| match cast.house.register.writer_of(record) {
        Some(party) if party == cast.relief.party => NORTH,
        _ => MONITOR,
    };
    for record in held {
        let number = number_of(&cast, record);
        assert_eq!(
            code(cast.say(number, erase(&[record]), &[])),
            RefusalCode::InForce,
            "{record}"
        );
    }
    let asked = cast.say(MONITOR, erase(&loose), &[]).unwrap();
    let mut second = cast.house.enrol_person(&cast.monitor.clone(), 55);
    cast.house
        .say(&mut second, Act::Countersigned(asked), &[])
        .unwrap();
    let gone = entry(&cast, 3);
    assert_eq!((gone.held(), &gone.words), (Held::Erased, &Told::Erased));
    assert_eq!(
        gone.said.size, 70,
        "that there was a file, and its hash, stays"
    );
    cast.house.assert_replays();
}

mod limits;
