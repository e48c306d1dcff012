#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::randomness::RehearsalRandomness;
use crate::store::contract::{entries, note, read_all};
use crate::store::memory::MemoryStore;
use crate::vault::contract::{REGISTER, item, record, seed};
use crate::vault::memory::MemoryShelf;
use crate::vault::{Held, Table, Vault};

/// Appends three batches of two and says how many entries were acknowledged and how many are there.
fn appended_under(fault: Option<WriteFault>) -> (u64, usize, MemoryStore) {
    let inner = MemoryStore::new();
    let mut plan = FaultPlan::new();
    if let Some(fault) = fault {
        plan = plan.on_write(1, fault);
    }
    let mut store = FaultyStore::new(Box::new(inner.clone()), plan.clone());
    let mut size = 0;
    for _ in 0..3 {
        if store
            .append(size, &entries(size, 2), &note(size + 2))
            .is_ok()
        {
            size += 2;
        }
    }
    assert_eq!(plan.writes(), 3);
    let there = inner.read(0, 100).unwrap().len();
    (size, there, inner)
}

#[test]
fn each_fault_does_what_it_says() {
    let outcome = |fault| {
        let (acknowledged, there, _) = appended_under(fault);
        (acknowledged, there)
    };
    assert_eq!(outcome(None), (6, 6));
    assert_eq!(
        outcome(Some(WriteFault::Failed)),
        (4, 4),
        "the next try works"
    );
    assert_eq!(outcome(Some(WriteFault::Lost)), (2, 2), "and stopped");
    assert_eq!(outcome(Some(WriteFault::FailedButPersisted)), (2, 4));
    assert_eq!(outcome(Some(WriteFault::Torn { kept: 1 })), (2, 3));
    assert_eq!(outcome(Some(WriteFault::Torn { kept: 0 })), (2, 2));
}

#[test]
fn after_a_restart_the_inner_store_goes_on() {
    let (_, there, inner) = appended_under(Some(WriteFault::FailedButPersisted));
    let mut store = FaultyStore::new(Box::new(inner), FaultPlan::new());
    let size = store.latest().unwrap().unwrap().size;
    assert_eq!(size, there as u64);
    store
        .append(size, &entries(size, 2), &note(size + 2))
        .unwrap();
    assert_eq!(read_all(&store, 10), entries(0, 6));
}

#[test]
fn a_flipped_bit_is_one_bit() {
    let mut inner = MemoryStore::new();
    inner.append(0, &entries(0, 3), &note(3)).unwrap();
    let plan = FaultPlan::new()
        .on_read(1, ReadFault::FlippedBit { bit: 100_003 })
        .on_read(2, ReadFault::Unavailable);
    let store = FaultyStore::new(Box::new(inner), plan);
    let good = store.read(0, 3).unwrap();
    let bad = store.read(0, 3).unwrap();
    let differing: u32 = good
        .iter()
        .zip(&bad)
        .flat_map(|(a, b)| a.envelope.iter().zip(&b.envelope))
        .map(|(a, b)| (a ^ b).count_ones())
        .sum();
    assert_eq!(differing, 1);
    assert!(matches!(store.read(0, 3), Err(ReadError::Unavailable(_))));
    assert_eq!(store.read(0, 3).unwrap(), good);
}

#[test]
fn store_and_shelf_are_counted_together() {
    let (log, shelf) = (MemoryStore::new(), MemoryShelf::new());
    let mut randomness = RehearsalRandomness::new(1);
    drop(Vault::create(Box::new(shelf.clone()), seed(1), REGISTER, &mut randomness).unwrap());
    // Call 3 is the log append of the second commit: its content is in the vault already.
    let plan = FaultPlan::new().on_write(3, WriteFault::Lost);
    let mut store = FaultyStore::new(Box::new(log.clone()), plan.clone());
    let faulty = Box::new(FaultyShelf::new(Box::new(shelf.clone()), plan));
    let mut vault = Vault::open(faulty, seed(1), REGISTER).unwrap();
    for row in 0..2 {
        vault
            .put(&[item(row, Table::Disclosure, 0, "x")], &mut randomness)
            .unwrap();
        let appended = store.append(row, &entries(row, 1), &note(row + 1));
        assert_eq!(appended.is_ok(), row == 0);
    }
    assert!(matches!(
        vault.erase(&[record(0, Table::Disclosure)]),
        Err(VaultError::Unknown(_))
    ));
    // The restart: what has no entry goes.
    let size = log.latest().unwrap().unwrap().size;
    let mut vault = Vault::open(Box::new(shelf), seed(1), REGISTER).unwrap();
    assert_eq!(vault.discard_from(size).unwrap(), 1);
    assert_eq!(
        vault.get(record(1, Table::Disclosure)).unwrap(),
        Held::Absent
    );
    assert!(matches!(
        vault.get(record(0, Table::Disclosure)).unwrap(),
        Held::Values(_)
    ));
}
