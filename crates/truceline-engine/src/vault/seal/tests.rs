#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::randomness::RehearsalRandomness;
use crate::vault::Table;

const REGISTER: RegisterId = [3; 32];
const RECORD: RecordKey = RecordKey {
    row: 77,
    table: Table::Disclosure,
};

#[test]
fn every_changed_bit_is_refused() {
    let mut randomness = RehearsalRandomness::new(1);
    let key = DataKey::generate(&mut randomness).unwrap();
    let master = Seed::generate(&mut randomness).unwrap();
    let sealed = seal(b"35.1, 36.7", &key, &REGISTER, RECORD, 4, &mut randomness).unwrap();
    assert_eq!(
        open(&sealed, &key, &REGISTER, RECORD, 4).unwrap(),
        b"35.1, 36.7"
    );
    for bit in 0..sealed.len() * 8 {
        let mut bad = sealed.clone();
        bad[bit / 8] ^= 1 << (bit % 8);
        assert!(
            open(&bad, &key, &REGISTER, RECORD, 4).is_none(),
            "bit {bit}"
        );
    }
    for length in 0..sealed.len() {
        assert!(
            open(&sealed[..length], &key, &REGISTER, RECORD, 4).is_none(),
            "cut at {length}"
        );
    }
    let wrapped = wrap(&key, &master, &REGISTER, RECORD, &mut randomness).unwrap();
    assert!(unwrap(&wrapped, &master, &REGISTER, RECORD).is_some());
    for bit in 0..wrapped.len() * 8 {
        let mut bad = wrapped;
        bad[bit / 8] ^= 1 << (bit % 8);
        assert!(
            unwrap(&bad, &master, &REGISTER, RECORD).is_none(),
            "bit {bit}"
        );
    }
}

#[test]
fn every_other_place_is_refused() {
    let mut randomness = RehearsalRandomness::new(2);
    let key = DataKey::generate(&mut randomness).unwrap();
    let master = Seed::generate(&mut randomness).unwrap();
    let sealed = seal(b"x", &key, &REGISTER, RECORD, 4, &mut randomness).unwrap();
    let wrapped = wrap(&key, &master, &REGISTER, RECORD, &mut randomness).unwrap();
    let elsewhere = [
        RecordKey { row: 78, ..RECORD },
        RecordKey {
            row: 77 << 8,
            ..RECORD
        },
        RecordKey {
            table: Table::Personal,
            ..RECORD
        },
        RecordKey {
            table: Table::Submission,
            ..RECORD
        },
    ];
    for record in elsewhere {
        assert!(open(&sealed, &key, &REGISTER, record, 4).is_none());
        assert!(unwrap(&wrapped, &master, &REGISTER, record).is_none());
    }
    assert!(open(&sealed, &key, &REGISTER, RECORD, 5).is_none());
    assert!(open(&sealed, &key, &[4; 32], RECORD, 4).is_none());
    assert!(unwrap(&wrapped, &master, &[4; 32], RECORD).is_none());
    let other = Seed::generate(&mut randomness).unwrap();
    assert!(unwrap(&wrapped, &other, &REGISTER, RECORD).is_none());
}

#[test]
fn the_same_value_never_looks_the_same() {
    let mut randomness = RehearsalRandomness::new(3);
    let key = DataKey::generate(&mut randomness).unwrap();
    let mut once = || seal(b"x", &key, &REGISTER, RECORD, 4, &mut randomness).unwrap();
    assert_ne!(once(), once());
}

/// Another implementation of the same construction would need to agree on these bytes.
#[test]
fn the_bound_place_is_pinned() {
    let bytes = value_place(&[0xaa; 32], RECORD, 4);
    let mut expected = Vec::new();
    expected.extend([0, 0, 0, 0, 0, 0, 0, 23]);
    expected.extend(b"truceline vault value 1");
    expected.extend([0, 0, 0, 0, 0, 0, 0, 32]);
    expected.extend([0xaa; 32]);
    expected.extend([0, 0, 0, 0, 0, 0, 0, 10]);
    expected.extend(b"disclosure");
    expected.extend([0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 77]);
    expected.extend([0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 4]);
    assert_eq!(bytes, expected);
}
