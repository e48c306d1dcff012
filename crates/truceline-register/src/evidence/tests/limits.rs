//! Nobody fills the disk, the log of another's file, or an erasure's way to the original; a stranger's records are not
//! read more often than they are long.

use super::*;
use crate::evidence::handling::MAX_HANDLINGS;
use crate::evidence::whole::Fit;

const SOUTH: u8 = 3;

fn of_number(number: u16) -> EvidenceId {
    let mut bytes = [7; 16];
    bytes[..2].copy_from_slice(&number.to_be_bytes());
    EvidenceId::from_bytes(bytes)
}

/// An entry of a file of the largest size, of which no byte is here.
fn largest(cast: &mut Cast, number: u16, about: About) -> Cut {
    let mut cut = cut(cast, 1, about, &jpeg(100), MediaType::Jpeg);
    cut.entry.id = of_number(number);
    cut.entry.sha256 = Digest::of(&number.to_be_bytes());
    cut.entry.size = MAX_FILE_BYTES;
    cut.entry.parts = vec![Digest::of(b"never comes"); MAX_PARTS];
    cut
}

fn claims(cast: &mut Cast) -> Vec<About> {
    let mut made = Vec::new();
    for number in 1..3 {
        let (claim, disclosures) = cast.claim(number, &killed(u32::from(number)));
        made.push(About::Claim(claim.id));
        cast.enters(MONITOR, &(claim, disclosures)).unwrap();
    }
    made
}

fn erases(cast: &mut Cast, record: LogIndex) {
    let erasure = Erasure {
        records: vec![record],
        reason: None,
        personal_only: false,
    };
    let asked = cast.say(MONITOR, Act::ErasureAsked(erasure), &[]).unwrap();
    let mut second = cast.house.enrol_person(&cast.monitor.clone(), 55);
    let signed = Act::Countersigned(asked);
    cast.house.say(&mut second, signed, &[]).unwrap();
}

#[test]
fn what_was_erased_counts_for_good_and_takes_no_more_parts() {
    let mut cast = Cast::new();
    let about = claims(&mut cast);
    cast.house.now = at(5_000);
    let mut first = largest(&mut cast, 0, about[0]);
    let head = jpeg(PART_BYTES);
    let (digest, disclosure) = cast.house.seal(Label::Part, &PartBytes(head));
    first.entry.parts[0] = digest;
    let part = |number: u16, part| {
        Act::EvidencePart(EvidencePart {
            evidence: of_number(0),
            number,
            part,
        })
    };
    enters(&mut cast, MONITOR, &first).unwrap();
    let brought = cast.say(MONITOR, part(0, digest), &[disclosure]).unwrap();
    erases(&mut cast, brought);
    let gone = cast.house.register.evidence.get(of_number(0)).unwrap();
    assert_eq!(gone.held(), Held::Erased);

    // Nothing more comes in beside what is gone.
    let (other, disclosure) = cast.house.seal(Label::Part, &PartBytes(jpeg(PART_BYTES)));
    let refused = cast.say(MONITOR, part(1, other), &[disclosure]);
    assert_eq!(code(refused), RefusalCode::WrongState);

    let whole = u16::try_from(MAX_PARTY_BYTES / MAX_FILE_BYTES).unwrap();
    for number in 1..whole {
        let of = about[usize::from(number) % 2];
        let next = largest(&mut cast, number, of);
        enters(&mut cast, MONITOR, &next).unwrap();
    }
    let monitor = cast.monitor.party;
    let evidence = &cast.house.register.evidence;
    assert_eq!(evidence.bytes_of(monitor), MAX_PARTY_BYTES);
    let one = cut(&mut cast, 9, about[0], &jpeg(60), MediaType::Jpeg);
    let refusal = enters(&mut cast, MONITOR, &one).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::OverLimit);
    assert!(refusal.what.contains("erased"), "{}", refusal.what);
    // Another party has room of its own.
    enters(&mut cast, NORTH, &one).unwrap();
    cast.house.assert_replays();
}

#[test]
fn a_file_is_at_most_16_steps_from_its_original() {
    let mut cast = Cast::new();
    let incident = opened(&mut cast, MONITOR, 1, None).unwrap();
    let about = About::Incident(incident);
    let mut before = None;
    for step in 0..=MAX_DEPTH + 1 {
        let length = 60 + usize::from(step);
        let mut next = cut(&mut cast, step + 1, about, &jpeg(length), MediaType::Jpeg);
        next.entry.derived = before.map(|from| Derived {
            from,
            by: Handling::Extracted,
        });
        let said = enters(&mut cast, MONITOR, &next);
        if step > MAX_DEPTH {
            assert_eq!(code(said), RefusalCode::OverLimit);
        } else {
            said.unwrap();
            assert_eq!(entry(&cast, step + 1).depth, step);
            before = Some(next.entry.id);
        }
    }
    cast.house.assert_replays();
}

#[test]
fn one_party_never_fills_the_log_of_anothers_file() {
    let mut cast = Cast::new();
    let incident = opened(&mut cast, MONITOR, 1, None).unwrap();
    let about = About::Incident(incident);
    let file = cut(&mut cast, 1, about, &jpeg(60), MediaType::Jpeg);
    enters_all(&mut cast, MONITOR, &file);
    let line = |cast: &mut Cast, number| {
        let (mut body, disclosure) = handled(cast, 1, Handling::Examined);
        body.before = Some(file.entry.sha256);
        cast.say(number, Act::EvidenceHandled(body), &[disclosure])
    };
    for _ in 0..MAX_HANDLINGS {
        line(&mut cast, NORTH).unwrap();
    }
    assert_eq!(code(line(&mut cast, NORTH)), RefusalCode::OverLimit);
    line(&mut cast, SOUTH).unwrap();
    for _ in 0..=MAX_HANDLINGS {
        line(&mut cast, MONITOR).unwrap();
    }
    cast.house.assert_replays();
}

#[test]
fn a_part_stands_for_the_file_of_its_own_party_and_for_no_other() {
    let mut cast = Cast::new();
    let incident = opened(&mut cast, MONITOR, 1, None).unwrap();
    let about = About::Incident(incident);
    let bytes = jpeg(PART_BYTES + 9);
    let whole = cut(&mut cast, 1, about, &bytes, MediaType::Jpeg);
    enters_all(&mut cast, MONITOR, &whole);
    // Entries that name the same parts cost a verifier nothing: they bring none.
    for id in 2..6 {
        let mut same = cut(&mut cast, id, about, &jpeg(10), MediaType::Jpeg);
        let own = same.entry.clone();
        same.entry = whole.entry.clone();
        (same.entry.id, same.entry.words) = (own.id, own.words);
        let (from, other) = (same.entry.sha256, [id; 32]);
        same.entry.sha256 = if id == 2 { from } else { Digest(other) };
        let number = if id == 2 { NORTH } else { MONITOR };
        enters(&mut cast, number, &same).unwrap();
    }
    let found = among(&cast.house.log);
    let fits: Vec<Fit> = found.iter().map(|one| one.fit).collect();
    let mut expected = vec![Fit::Lacking; 5];
    expected[0] = Fit::Fits;
    assert_eq!(fits, expected);
}
