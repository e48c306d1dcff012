//! What every shelf under a vault promises.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::randomness::RehearsalRandomness;

/// Opens the shelf under test; the earlier handle is closed by then.
type Open<'a> = &'a dyn Fn() -> Box<dyn Shelf>;

pub(crate) const REGISTER: RegisterId = [5; 32];

pub(crate) fn seed(number: u64) -> Seed {
    Seed::generate(&mut RehearsalRandomness::new(number)).unwrap()
}

pub(crate) fn record(row: u64, table: Table) -> RecordKey {
    RecordKey { row, table }
}

pub(crate) fn item(row: u64, table: Table, column: u32, value: &str) -> Item {
    Item {
        record: record(row, table),
        column,
        value: value.as_bytes().to_vec(),
    }
}

fn values(of: &[(u32, &str)]) -> Held {
    Held::Values(
        of.iter()
            .map(|(column, value)| (*column, value.as_bytes().to_vec()))
            .collect(),
    )
}

fn created(open: Open<'_>) -> (Vault, RehearsalRandomness) {
    let mut randomness = RehearsalRandomness::new(9);
    let vault = Vault::create(open(), seed(1), REGISTER, &mut randomness).unwrap();
    (vault, randomness)
}

pub(crate) fn run(fresh: &dyn Fn() -> Box<dyn Fn() -> Box<dyn Shelf>>) {
    gives_back_what_was_put(&*fresh());
    opens_with_its_own_key_only(&*fresh());
    puts_all_or_nothing(&*fresh());
    erases_for_good(&*fresh());
    erases_the_personal_alone(&*fresh());
    discards_what_has_no_entry(&*fresh());
    rotates_the_master_key(&*fresh());
    notices_swapped_records(&*fresh());
    scans_everything_in_order(&*fresh());
    passes_over_files_where_they_are_not_wanted(&*fresh());
}

fn gives_back_what_was_put(open: Open<'_>) {
    use Table::{Disclosure, Personal, Submission};
    let (mut vault, mut randomness) = created(open);
    assert_eq!(vault.get(record(0, Disclosure)).unwrap(), Held::Absent);
    vault.put(&[], &mut randomness).unwrap();
    vault
        .put(
            &[
                item(3, Personal, 0, "name"),
                item(2, Disclosure, u32::MAX, "last"),
                item(2, Disclosure, 0, ""),
                item(2, Disclosure, 7, "seven"),
                item(3, Submission, 1, "raw"),
            ],
            &mut randomness,
        )
        .unwrap();
    vault
        .put(&[item(ROW_MAX, Disclosure, 0, "far")], &mut randomness)
        .unwrap();
    for _ in 0..2 {
        let expected = values(&[(0, ""), (7, "seven"), (u32::MAX, "last")]);
        assert_eq!(vault.get(record(2, Disclosure)).unwrap(), expected);
        assert_eq!(
            vault.get(record(3, Personal)).unwrap(),
            values(&[(0, "name")])
        );
        assert_eq!(
            vault.get(record(3, Submission)).unwrap(),
            values(&[(1, "raw")])
        );
        assert_eq!(
            vault.get(record(ROW_MAX, Disclosure)).unwrap(),
            values(&[(0, "far")])
        );
        assert_eq!(vault.get(record(3, Disclosure)).unwrap(), Held::Absent);
        assert_eq!(
            vault.get(record(u64::MAX, Disclosure)).unwrap(),
            Held::Absent
        );
        drop(vault);
        vault = Vault::open(open(), seed(1), REGISTER).unwrap();
    }
}

fn opens_with_its_own_key_only(open: Open<'_>) {
    assert!(matches!(
        Vault::open(open(), seed(1), REGISTER),
        Err(VaultError::WrongMasterKey)
    ));
    let (vault, mut randomness) = created(open);
    drop(vault);
    assert!(matches!(
        Vault::open(open(), seed(2), REGISTER),
        Err(VaultError::WrongMasterKey)
    ));
    assert!(matches!(
        Vault::open(open(), seed(1), [6; 32]),
        Err(VaultError::WrongMasterKey)
    ));
    let again = Vault::create(open(), seed(2), REGISTER, &mut randomness);
    assert!(matches!(
        again,
        Err(VaultError::Refused(VaultRefusal::SetUp))
    ));
    assert!(Vault::open(open(), seed(1), REGISTER).is_ok());
}

fn puts_all_or_nothing(open: Open<'_>) {
    use Table::Disclosure;
    let (mut vault, mut randomness) = created(open);
    vault
        .put(&[item(5, Disclosure, 0, "five")], &mut randomness)
        .unwrap();
    let mut refused = |items: &[Item]| match vault.put(items, &mut randomness).unwrap_err() {
        VaultError::Refused(refusal) => refusal,
        other => panic!("{other}"),
    };
    let held = VaultRefusal::Held(record(5, Disclosure));
    assert_eq!(
        refused(&[item(4, Disclosure, 0, "four"), item(5, Disclosure, 1, "x")]),
        held
    );
    let twice = VaultRefusal::Twice {
        record: record(4, Disclosure),
        column: 0,
    };
    let items = [
        item(4, Disclosure, 0, "a"),
        item(6, Disclosure, 0, ""),
        item(4, Disclosure, 0, "b"),
    ];
    assert_eq!(refused(&items), twice);
    let mut long = item(4, Disclosure, 1, "");
    long.value = vec![0; VALUE_MAX_BYTES + 1];
    assert_eq!(
        refused(&[item(4, Disclosure, 0, "a"), long]),
        VaultRefusal::ValueTooLong
    );
    assert_eq!(
        refused(&[item(ROW_MAX + 1, Disclosure, 0, "a")]),
        VaultRefusal::RowTooHigh
    );
    for row in [4, 6] {
        assert_eq!(vault.get(record(row, Disclosure)).unwrap(), Held::Absent);
    }
    assert_eq!(
        vault.get(record(5, Disclosure)).unwrap(),
        values(&[(0, "five")])
    );
}

fn erases_for_good(open: Open<'_>) {
    use Table::Disclosure;
    let (mut vault, mut randomness) = created(open);
    let items: Vec<Item> = (0..10)
        .map(|row| item(row, Disclosure, 0, "here"))
        .collect();
    vault.put(&items, &mut randomness).unwrap();
    let gone = [
        record(3, Disclosure),
        record(7, Disclosure),
        record(40, Disclosure),
    ];
    for _ in 0..2 {
        assert_eq!(vault.erase(&gone).unwrap(), Erasure::Complete);
        drop(vault);
        vault = Vault::open(open(), seed(1), REGISTER).unwrap();
        for record in gone {
            assert_eq!(vault.get(record).unwrap(), Held::Erased);
        }
        assert_eq!(
            vault.get(record(4, Disclosure)).unwrap(),
            values(&[(0, "here")])
        );
    }
    let back = vault
        .put(&[item(3, Disclosure, 0, "back")], &mut randomness)
        .unwrap_err();
    assert!(
        matches!(back, VaultError::Refused(VaultRefusal::Erased(_))),
        "{back}"
    );
    assert_eq!(vault.get(record(3, Disclosure)).unwrap(), Held::Erased);
}

fn erases_the_personal_alone(open: Open<'_>) {
    use Table::{Disclosure, Personal};
    let (mut vault, mut randomness) = created(open);
    let items = [
        item(1, Disclosure, 0, "place"),
        item(1, Personal, 0, "name"),
    ];
    vault.put(&items, &mut randomness).unwrap();
    assert_eq!(
        vault.erase(&[record(1, Personal)]).unwrap(),
        Erasure::Complete
    );
    assert_eq!(vault.get(record(1, Personal)).unwrap(), Held::Erased);
    assert_eq!(
        vault.get(record(1, Disclosure)).unwrap(),
        values(&[(0, "place")])
    );
}

fn discards_what_has_no_entry(open: Open<'_>) {
    use Table::{Disclosure, Personal};
    let (mut vault, mut randomness) = created(open);
    for row in 0..6 {
        let items = [
            item(row, Disclosure, 0, "first"),
            item(row, Personal, 0, "first"),
        ];
        vault.put(&items, &mut randomness).unwrap();
    }
    assert_eq!(
        vault.erase(&[record(1, Personal)]).unwrap(),
        Erasure::Complete
    );
    assert_eq!(vault.discard_from(4).unwrap(), 4);
    assert_eq!(vault.discard_from(4).unwrap(), 0);
    assert_eq!(vault.discard_from(u64::MAX).unwrap(), 0);
    drop(vault);
    let mut vault = Vault::open(open(), seed(1), REGISTER).unwrap();
    for row in [4, 5] {
        assert_eq!(vault.get(record(row, Disclosure)).unwrap(), Held::Absent);
        assert_eq!(vault.get(record(row, Personal)).unwrap(), Held::Absent);
    }
    assert_eq!(
        vault.get(record(3, Personal)).unwrap(),
        values(&[(0, "first")])
    );
    assert_eq!(vault.get(record(1, Personal)).unwrap(), Held::Erased);
    vault
        .put(&[item(4, Disclosure, 1, "second")], &mut randomness)
        .unwrap();
    assert_eq!(
        vault.get(record(4, Disclosure)).unwrap(),
        values(&[(1, "second")])
    );
}

fn rotates_the_master_key(open: Open<'_>) {
    use Table::{Disclosure, Personal};
    let (mut vault, mut randomness) = created(open);
    let items: Vec<Item> = (0..20)
        .map(|row| item(row, Disclosure, 0, "here"))
        .collect();
    vault.put(&items, &mut randomness).unwrap();
    vault
        .put(&[item(30, Personal, 2, "name")], &mut randomness)
        .unwrap();
    assert_eq!(
        vault.erase(&[record(3, Disclosure)]).unwrap(),
        Erasure::Complete
    );
    assert_eq!(
        vault.rotate_master(seed(2), &mut randomness).unwrap(),
        Erasure::Complete
    );
    vault
        .put(&[item(31, Personal, 2, "later")], &mut randomness)
        .unwrap();
    drop(vault);
    assert!(matches!(
        Vault::open(open(), seed(1), REGISTER),
        Err(VaultError::WrongMasterKey)
    ));
    let vault = Vault::open(open(), seed(2), REGISTER).unwrap();
    for row in (0..20).filter(|row| *row != 3) {
        assert_eq!(
            vault.get(record(row, Disclosure)).unwrap(),
            values(&[(0, "here")])
        );
    }
    assert_eq!(vault.get(record(3, Disclosure)).unwrap(), Held::Erased);
    assert_eq!(
        vault.get(record(30, Personal)).unwrap(),
        values(&[(2, "name")])
    );
    assert_eq!(
        vault.get(record(31, Personal)).unwrap(),
        values(&[(2, "later")])
    );
}

fn notices_swapped_records(open: Open<'_>) {
    use Table::Disclosure;
    let (mut vault, mut randomness) = created(open);
    let items = [
        item(1, Disclosure, 0, "here"),
        item(2, Disclosure, 0, "there"),
    ];
    vault.put(&items, &mut randomness).unwrap();
    let Shelved::Held(one) = vault.shelf.get(record(1, Disclosure)).unwrap() else {
        panic!()
    };
    let Shelved::Held(two) = vault.shelf.get(record(2, Disclosure)).unwrap() else {
        panic!()
    };
    let swaps = [
        SealedRecord {
            record: record(3, Disclosure),
            ..one.clone()
        },
        SealedRecord {
            record: record(4, Disclosure),
            wrapped: two.wrapped,
            ..one.clone()
        },
        SealedRecord {
            record: record(5, Disclosure),
            values: two.values,
            ..one.clone()
        },
        SealedRecord {
            record: record(6, Disclosure),
            values: vec![(1, one.values[0].1.clone())],
            ..one
        },
    ];
    for swapped in swaps {
        let place = swapped.record;
        vault.shelf.put(&[swapped]).unwrap();
        assert!(
            matches!(vault.get(place), Err(VaultError::Damaged { .. })),
            "{place:?}"
        );
    }
}

fn scans_everything_in_order(open: Open<'_>) {
    let (mut vault, mut randomness) = created(open);
    assert!(vault.scan(RecordKey::FIRST, 10).unwrap().is_empty());
    let mut items = Vec::new();
    for row in 0..30_u64 {
        for table in Table::ALL
            .into_iter()
            .filter(|table| !(row + *table as u64).is_multiple_of(3))
        {
            for column in 0..row as u32 % 4 + 1 {
                items.push(item(row, table, column, &format!("{row} {column}")));
            }
        }
    }
    vault.put(&items, &mut randomness).unwrap();
    let gone = [
        record(2, Table::Personal),
        record(9, Table::Disclosure),
        record(50, Table::Personal),
    ];
    assert_eq!(vault.erase(&gone).unwrap(), Erasure::Complete);
    let mut expected: Vec<RecordKey> = items.iter().map(|item| item.record).chain(gone).collect();
    expected.sort();
    expected.dedup();
    for limit in [1, 7, 1_000] {
        let mut first = RecordKey::FIRST;
        let mut scanned = Vec::new();
        loop {
            let some = vault.scan(first, limit).unwrap();
            assert!(some.len() <= limit);
            let Some((last, _)) = some.last() else { break };
            first = last.next();
            scanned.extend(some);
        }
        let records: Vec<RecordKey> = scanned.iter().map(|(record, _)| *record).collect();
        assert_eq!(records, expected);
        for (record, held) in scanned {
            assert_eq!(held, vault.get(record).unwrap());
        }
    }
    let past = RecordKey {
        row: ROW_MAX,
        table: Table::Submission,
    };
    assert!(vault.scan(past.next(), 10).unwrap().is_empty());
}

fn passes_over_files_where_they_are_not_wanted(open: Open<'_>) {
    let (mut vault, mut randomness) = created(open);
    // Together more than one scan reads.
    let long = "x".repeat(1 << 20);
    let rows = SCAN_MAX_BYTES / long.len() as u64 + 3;
    for row in 0..rows {
        let told = item(row, Table::Disclosure, 0, "told");
        let bytes = item(row, Table::Part, 0, &long);
        vault.put(&[told, bytes], &mut randomness).unwrap();
    }
    let gone = record(1, Table::Part);
    assert_eq!(vault.erase(&[gone]).unwrap(), Erasure::Complete);
    assert!(!vault.holds(gone).unwrap());
    assert!(vault.holds(record(2, Table::Part)).unwrap());
    assert!(!vault.holds(record(2, Table::Personal)).unwrap());
    assert!(!vault.holds(record(rows, Table::Part)).unwrap());
    let told = vault.scan_told(RecordKey::FIRST, 1_000).unwrap();
    assert_eq!(told.len() as u64, rows);
    assert!(
        told.iter()
            .all(|(record, _)| record.table == Table::Disclosure)
    );
    let mut first = RecordKey::FIRST;
    let (mut scanned, mut parts) = (0, 0);
    loop {
        let some = vault.scan(first, 1_000).unwrap();
        let Some((last, _)) = some.last() else { break };
        first = last.next();
        scanned += some.len() as u64;
        let is_part = |(record, held): &&(RecordKey, Held)| {
            record.table == Table::Part && *held == values(&[(0, &long)])
        };
        parts += some.iter().filter(is_part).count() as u64;
    }
    assert_eq!((scanned, parts), (rows * 2, rows - 1));
}
