//! What every store promises. Each backend gives a way to open the same log again and runs all of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;

/// Opens the log under test; the earlier handle is closed by then.
type Open<'a> = &'a dyn Fn() -> Box<dyn Store>;

pub(crate) fn entry(index: u64, length: usize) -> Entry {
    let mut leaf_hash = [0_u8; 32];
    leaf_hash[..8].copy_from_slice(&index.to_be_bytes());
    let mut opening = [9_u8; 32];
    opening[24..].copy_from_slice(&index.to_be_bytes());
    let mut envelope = index.to_be_bytes().to_vec();
    envelope.resize(length.max(8), index as u8);
    Entry {
        envelope,
        opening,
        leaf_hash,
    }
}

pub(crate) fn entries(from: u64, count: u64) -> Vec<Entry> {
    (from..from + count)
        .map(|index| entry(index, 20 + (index % 50) as usize))
        .collect()
}

pub(crate) fn note(size: u64) -> Vec<u8> {
    format!("checkpoint over {size}").into_bytes()
}

/// Everything in the log, read in steps of `step`, with every invariant looked at on the way.
pub(crate) fn read_all(store: &dyn Store, step: usize) -> Vec<Entry> {
    let mut all: Vec<Entry> = Vec::new();
    loop {
        let some = store.read(all.len() as u64, step).unwrap();
        assert!(some.len() <= step);
        if some.is_empty() {
            break;
        }
        all.extend(some);
    }
    let mut hashes: Vec<[u8; 32]> = Vec::new();
    loop {
        let some = store.leaf_hashes(hashes.len() as u64, step).unwrap();
        if some.is_empty() {
            break;
        }
        hashes.extend(some);
    }
    let theirs: Vec<[u8; 32]> = all.iter().map(|entry| entry.leaf_hash).collect();
    assert_eq!(hashes, theirs, "leaf hashes are those of the entries");
    let covered = store.latest().unwrap().map_or(0, |latest| latest.size);
    assert_eq!(
        covered,
        all.len() as u64,
        "the latest checkpoint covers everything"
    );
    let history = store.history(0, READ_MAX_ENTRIES).unwrap();
    assert!(history.windows(2).all(|pair| pair[0].size < pair[1].size));
    assert_eq!(history.last().cloned(), store.latest().unwrap());
    all
}

pub(crate) fn run(fresh: &dyn Fn() -> Box<dyn Fn() -> Box<dyn Store>>) {
    starts_empty(&*fresh());
    keeps_order_and_bytes(&*fresh());
    compares_the_size(&*fresh());
    refuses_what_breaks_a_limit(&*fresh());
    survives_reopening(&*fresh());
    takes_huge_batches(&*fresh());
    reads_within_limits(&*fresh());
    keeps_all_checkpoints(&*fresh());
    never_has_a_gap(&*fresh());
}

fn starts_empty(open: Open<'_>) {
    let store = open();
    assert!(store.latest().unwrap().is_none());
    assert!(store.read(0, 10).unwrap().is_empty());
    assert!(store.leaf_hashes(0, 10).unwrap().is_empty());
    assert!(store.history(0, 10).unwrap().is_empty());
    assert!(store.read(u64::MAX, 10).unwrap().is_empty());
}

fn keeps_order_and_bytes(open: Open<'_>) {
    let mut store = open();
    let awkward = vec![
        Entry {
            envelope: Vec::new(),
            opening: [0; 32],
            leaf_hash: [255; 32],
        },
        Entry {
            envelope: vec![0; 3],
            opening: [255; 32],
            leaf_hash: [0; 32],
        },
        Entry {
            envelope: (0..=255).collect(),
            opening: [1; 32],
            leaf_hash: [0; 32],
        },
    ];
    store.append(0, &awkward, &[0, 255, 10]).unwrap();
    assert_eq!(store.read(0, 10).unwrap(), awkward);
    assert_eq!(store.read(1, 1).unwrap(), awkward[1..2]);
    assert!(store.read(3, 1).unwrap().is_empty());
    assert_eq!(
        store.latest().unwrap(),
        Some(StoredCheckpoint {
            size: 3,
            signed: vec![0, 255, 10]
        })
    );
}

fn compares_the_size(open: Open<'_>) {
    let mut store = open();
    for wrong in [1, 5, u64::MAX] {
        let error = store.append(wrong, &entries(0, 1), &note(1)).unwrap_err();
        assert!(
            matches!(error, AppendError::Conflict { actual: 0, .. }),
            "{error}"
        );
    }
    store.append(0, &entries(0, 5), &note(5)).unwrap();
    for wrong in [0, 4, 6] {
        let error = store.append(wrong, &entries(5, 2), &note(7)).unwrap_err();
        let AppendError::Conflict { expected, actual } = error else {
            panic!("{error}")
        };
        assert_eq!((expected, actual), (wrong, 5));
    }
    assert_eq!(
        read_all(&*store, 3),
        entries(0, 5),
        "a conflict writes nothing"
    );
    store.append(5, &entries(5, 2), &note(7)).unwrap();
    assert_eq!(read_all(&*store, 3), entries(0, 7));
}

fn refuses_what_breaks_a_limit(open: Open<'_>) {
    let mut store = open();
    let mut refused = |batch: &[Entry], checkpoint: &[u8]| match store
        .append(0, batch, checkpoint)
        .unwrap_err()
    {
        AppendError::Refused(refusal) => refusal,
        other => panic!("{other}"),
    };
    assert_eq!(refused(&[], &note(0)), BatchRefusal::Empty);
    assert_eq!(refused(&entries(0, 1), &[]), BatchRefusal::CheckpointLength);
    assert_eq!(
        refused(&entries(0, 1), &[0; CHECKPOINT_MAX_BYTES + 1]),
        BatchRefusal::CheckpointLength
    );
    assert_eq!(
        refused(&[entry(0, ENVELOPE_MAX_BYTES + 1)], &note(1)),
        BatchRefusal::EnvelopeTooLong
    );
    let small = Entry {
        envelope: Vec::new(),
        opening: [0; 32],
        leaf_hash: [0; 32],
    };
    assert_eq!(
        refused(&vec![small; BATCH_MAX_ENTRIES + 1], &note(1)),
        BatchRefusal::TooManyEntries
    );
    assert_eq!(
        refused(&vec![entry(0, ENVELOPE_MAX_BYTES); 17], &note(1)),
        BatchRefusal::TooManyBytes
    );
    assert!(store.latest().unwrap().is_none());
    assert!(store.read(0, 1).unwrap().is_empty());
}

fn survives_reopening(open: Open<'_>) {
    let mut size = 0;
    for count in [1, 7, 1, 40] {
        let mut store = open();
        assert_eq!(read_all(&*store, 10), entries(0, size));
        store
            .append(size, &entries(size, count), &note(size + count))
            .unwrap();
        size += count;
        drop(store);
    }
    let store = open();
    assert_eq!(read_all(&*store, 10), entries(0, size));
    assert_eq!(store.latest().unwrap().unwrap().signed, note(size));
    let sizes: Vec<u64> = store
        .history(0, 10)
        .unwrap()
        .iter()
        .map(|each| each.size)
        .collect();
    assert_eq!(sizes, [1, 8, 9, 49]);
}

fn takes_huge_batches(open: Open<'_>) {
    let mut store = open();
    let count = BATCH_MAX_ENTRIES as u64;
    store.append(0, &entries(0, count), &note(count)).unwrap();
    let long = [
        entry(count, ENVELOPE_MAX_BYTES),
        entry(count + 1, ENVELOPE_MAX_BYTES),
    ];
    store.append(count, &long, &note(count + 2)).unwrap();
    drop(store);
    let store = open();
    let all = read_all(&*store, READ_MAX_ENTRIES);
    assert_eq!(all.len() as u64, count + 2);
    assert!(all[..BATCH_MAX_ENTRIES] == entries(0, count));
    assert!(all[BATCH_MAX_ENTRIES..] == long);
}

fn reads_within_limits(open: Open<'_>) {
    let mut store = open();
    let size = READ_MAX_ENTRIES as u64 + 5;
    store.append(0, &entries(0, size), &note(size)).unwrap();
    assert!(store.read(0, 0).unwrap().is_empty());
    assert_eq!(store.read(0, usize::MAX).unwrap().len(), READ_MAX_ENTRIES);
    assert_eq!(
        store.leaf_hashes(0, usize::MAX).unwrap().len(),
        READ_MAX_ENTRIES
    );
    assert_eq!(store.leaf_hashes(size - 2, 10).unwrap().len(), 2);
    assert!(store.leaf_hashes(size, 10).unwrap().is_empty());
    let long: Vec<Entry> = (0..6)
        .map(|index| entry(index, ENVELOPE_MAX_BYTES))
        .collect();
    store.append(size, &long, &note(size + 6)).unwrap();
    let some = store.read(size, 6).unwrap();
    assert_eq!(
        some.len(),
        READ_MAX_BYTES / ENVELOPE_MAX_BYTES,
        "a read ends at its bytes"
    );
    assert!(some[..] == long[..some.len()]);
}

fn keeps_all_checkpoints(open: Open<'_>) {
    let mut store = open();
    let mut size = 0;
    for count in 1..=20 {
        store
            .append(size, &entries(size, count), &note(size + count))
            .unwrap();
        size += count;
    }
    let history = store.history(0, 100).unwrap();
    assert_eq!(history.len(), 20);
    for each in &history {
        assert_eq!(each.signed, note(each.size));
    }
    assert_eq!(store.history(0, 3).unwrap(), history[..3]);
    for index in 0..size {
        let covering = store.history(index + 1, 1).unwrap();
        let expected = history.iter().find(|each| each.size > index).unwrap();
        assert_eq!(&covering[0], expected);
    }
    assert!(store.history(size + 1, 1).unwrap().is_empty());
    assert!(store.history(u64::MAX, 1).unwrap().is_empty());
}

fn never_has_a_gap(open: Open<'_>) {
    let mut store = open();
    let mut expected = Vec::new();
    // A writer that is often wrong about the size, or hands in nothing: what is there stays whole.
    for step in 0..60_u64 {
        let size = expected.len() as u64;
        let claimed = if step % 3 == 0 { size + step % 5 } else { size };
        let batch = entries(size, step % 4);
        if store
            .append(claimed, &batch, &note(size + batch.len() as u64))
            .is_ok()
        {
            assert_eq!(claimed, size);
            expected.extend(batch);
        }
    }
    assert!(expected.len() > 20, "most steps append");
    assert_eq!(read_all(&*store, 7), expected);
}
