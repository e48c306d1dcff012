//! More overlaps than a basis lists.

use super::*;
use crate::check::evaluation::listed;
use crate::check::{Basis, MAX_OVERLAPS};
use crate::codec::disclosure::MAX_BASIS_BYTES;
use crate::ids::PartyId;
use crate::notification::NotificationRef;
use std::collections::BTreeSet;

/// So many overlaps with the longest encodings, ordered otherwise than they were told.
fn overlaps(count: u64) -> BTreeSet<Overlap> {
    let overlap = |number: u64| {
        let mut id = [0xff; 16];
        id[..8].copy_from_slice(&(u64::MAX - number).to_be_bytes());
        let party = PartyId::from_bytes([0xff; 16]);
        Overlap {
            notification: Some(NotificationRef {
                party,
                id: NotificationId::from_bytes(id),
            }),
            party,
            record: (1 << 40) + number,
            stale: true,
            contested: true,
            relayed: true,
        }
    };
    (0..count).map(overlap).collect()
}

#[test]
fn a_basis_lists_so_many_overlaps_and_counts_them_all() {
    let limit = MAX_OVERLAPS as u64;
    let (all, in_all) = listed(overlaps(limit));
    assert_eq!((all.len(), in_all), (MAX_OVERLAPS, None));
    let (kept, in_all) = listed(overlaps(limit + 50_000));
    assert_eq!((kept.len(), in_all), (MAX_OVERLAPS, Some(limit + 50_000)));
    assert!(kept.is_sorted());
    let told = kept.iter().map(|overlap| overlap.record);
    assert_eq!(
        told.min(),
        Some((1 << 40) + 50_000),
        "those told last are listed"
    );
    let found = Stage::covered().find();
    let basis = Basis {
        overlaps: kept,
        overlaps_in_all: in_all,
        ..found.basis
    };
    assert_eq!(basis.overlaps_left_out(), 50_000);
    assert_eq!(basis.found(), Outcome::Overlap);
    let bytes = minicbor::to_vec(&basis).unwrap();
    assert!(bytes.len() < MAX_BASIS_BYTES / 4, "{}", bytes.len());
}
