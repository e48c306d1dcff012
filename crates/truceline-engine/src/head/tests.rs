#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::thread;

use super::*;

fn head(size: u64) -> Head {
    Head {
        size,
        root: [size as u8; 32],
        signed: format!("note\n{size}\n\n— sig\n").into_bytes(),
    }
}

fn file() -> (tempfile::TempDir, HeadFile) {
    let folder = tempfile::tempdir().unwrap();
    let file = HeadFile::at(&folder.path().join("checkpoint"));
    (folder, file)
}

#[test]
fn it_advances_and_reads_back() {
    let (folder, file) = file();
    assert!(file.read().unwrap().is_none());
    let mut previous: Option<Head> = None;
    for size in [0, 1, 5, 1_000_000] {
        file.advance(previous.as_ref(), &head(size)).unwrap();
        file.advance(Some(&head(size)), &head(size)).unwrap();
        previous = Some(head(size));
        assert_eq!(file.read().unwrap(), previous);
    }
    let text = fs::read_to_string(folder.path().join("checkpoint")).unwrap();
    assert_eq!(text.len(), 2 * SLOT_BYTES);
    let (first, second) = text.split_at(SLOT_BYTES);
    assert!(
        second.starts_with("truceline-head 2\nturn: 3\nsize: 1000000\nroot: "),
        "{second}"
    );
    assert!(
        second.trim_end().ends_with("\n\nnote\n1000000\n\n— sig"),
        "{second}"
    );
    assert!(first.contains("size: 5\n"), "{first}");
}

#[test]
fn it_refuses_to_go_back_or_sideways() {
    let (_folder, file) = file();
    file.advance(None, &head(9)).unwrap();
    let back = file.advance(Some(&head(9)), &head(8)).unwrap_err();
    assert!(
        matches!(back, AdvanceError::Backward { from: 9, to: 8 }),
        "{back}"
    );
    let other = Head {
        root: [0; 32],
        ..head(9)
    };
    let sideways = file.advance(Some(&head(9)), &other).unwrap_err();
    assert!(
        matches!(sideways, AdvanceError::Sideways { size: 9 }),
        "{sideways}"
    );
    for wrong in [None, Some(head(8)), Some(other)] {
        let moved = file.advance(wrong.as_ref(), &head(10)).unwrap_err();
        assert!(matches!(&moved, AdvanceError::Moved { found: Some(found) } if *found == head(9)));
    }
    for signed in [Vec::new(), vec![b'a'; CHECKPOINT_MAX_BYTES + 1]] {
        let next = Head { signed, ..head(10) };
        assert!(matches!(
            file.advance(Some(&head(9)), &next),
            Err(AdvanceError::Length)
        ));
    }
    assert_eq!(file.read().unwrap(), Some(head(9)));
    // The same tree cosigned by more witnesses is the same head with more signatures.
    let cosigned = Head {
        signed: b"note\n9\n\n- sig\n- sig\n".to_vec(),
        ..head(9)
    };
    file.advance(Some(&head(9)), &cosigned).unwrap();
    assert_eq!(file.read().unwrap(), Some(cosigned));
}

#[test]
fn of_two_instances_one_wins_each_step() {
    let (_folder, file) = file();
    file.advance(None, &head(0)).unwrap();
    let (threads, steps) = (4, 60);
    let won: Vec<u64> = thread::scope(|scope| {
        let racers: Vec<_> = (0..threads)
            .map(|number| {
                let file = file.clone();
                scope.spawn(move || {
                    let mut won = Vec::new();
                    for _ in 0..steps {
                        let previous = file.read().unwrap().unwrap();
                        let mut next = head(previous.size + 1);
                        next.root = [number; 32];
                        match file.advance(Some(&previous), &next) {
                            Ok(()) => won.push(next.size),
                            Err(AdvanceError::Moved { .. }) => {}
                            Err(other) => panic!("{other}"),
                        }
                    }
                    won
                })
            })
            .collect();
        racers
            .into_iter()
            .flat_map(|racer| racer.join().unwrap())
            .collect()
    });
    let mut sizes = won.clone();
    sizes.sort_unstable();
    let last = file.read().unwrap().unwrap().size;
    assert_eq!(
        sizes,
        (1..=last).collect::<Vec<u64>>(),
        "each size was won once"
    );
    assert!(last >= steps, "somebody wins every round");
}

#[test]
fn a_head_alone_is_read_and_moves_into_slots() {
    let (folder, file) = file();
    let path = folder.path().join("checkpoint");
    fs::write(&path, alone(&head(77))).unwrap();
    assert_eq!(file.read().unwrap(), Some(head(77)));
    file.advance(Some(&head(77)), &head(78)).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().len(), 2 * SLOT_BYTES as u64);
    let long = Head {
        signed: vec![b'a'; SLOT_BYTES],
        ..head(79)
    };
    file.advance(Some(&head(78)), &long).unwrap();
    assert_eq!(file.read().unwrap(), Some(long.clone()));
    file.advance(Some(&long), &head(80)).unwrap();
    assert_eq!(file.read().unwrap(), Some(head(80)));
}

#[test]
fn a_damaged_head_is_no_absent_head() {
    let (folder, file) = file();
    let path = folder.path().join("checkpoint");
    let damaged = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        matches!(file.read(), Err(HeadError::Damaged { .. }))
    };
    let good = alone(&head(77));
    for bit in 0..good.len() * 8 {
        let mut bad = good.clone();
        bad[bit / 8] ^= 1 << (bit % 8);
        assert!(damaged(&bad), "bit {bit}");
    }
    for length in 0..good.len() {
        assert!(damaged(&good[..length]), "cut at {length}");
    }
    let both = slot(&head(77), 4).unwrap().repeat(2);
    for length in 0..both.len() {
        assert!(damaged(&both[..length]), "cut at {length}");
    }
    for bit in 0..SLOT_BYTES * 8 {
        let mut bad = both.clone();
        bad[bit / 8] ^= 1 << (bit % 8);
        bad[SLOT_BYTES + bit / 8] ^= 1 << (bit % 8);
        assert!(damaged(&bad), "bit {bit}");
    }
    let advance = file.advance(Some(&head(77)), &head(78));
    assert!(matches!(advance, Err(AdvanceError::Read(_))));
    fs::write(&path, both.repeat(1_000)).unwrap();
    assert!(matches!(
        file.read(),
        Err(HeadError::Io { .. } | HeadError::Damaged { .. })
    ));
}

#[test]
fn a_write_that_is_torn_leaves_the_head_before_it() {
    let (folder, file) = file();
    let path = folder.path().join("checkpoint");
    file.advance(None, &head(1)).unwrap();
    for size in 1..=4 {
        let before = fs::read(&path).unwrap();
        file.advance(Some(&head(size)), &head(size + 1)).unwrap();
        let after = fs::read(&path).unwrap();
        // However much of it got through, in whatever order of sectors.
        for cut in (0..=after.len()).step_by(61) {
            let front = [&after[..cut], &before[cut..]].concat();
            let back = [&before[..cut], &after[cut..]].concat();
            for torn in [front, back] {
                fs::write(&path, &torn).unwrap();
                let read = file.read().unwrap().unwrap();
                let whole = torn == after;
                let either = [head(size), head(size + 1)].contains(&read);
                assert!(if whole {
                    read == head(size + 1)
                } else {
                    either
                });
            }
        }
        // A start writes what stands there once more, and changes nothing.
        fs::write(&path, &after).unwrap();
        file.settle().unwrap();
        assert_eq!(fs::read(&path).unwrap(), after);
    }
}

#[test]
fn a_database_is_held_against_it() {
    let root = |_| [5; 32];
    assert_eq!(standing(None, 0, root), Standing::Absent);
    assert_eq!(standing(Some(&head(5)), 5, root), Standing::Matches);
    assert_eq!(standing(Some(&head(5)), 9, root), Standing::Ahead);
    assert_eq!(standing(Some(&head(5)), 5, |_| [6; 32]), Standing::Forked);
    assert_eq!(standing(Some(&head(5)), 9, |_| [6; 32]), Standing::Forked);
    let never = |_| panic!("the database has no such root");
    assert_eq!(standing(Some(&head(5)), 4, never), Standing::Behind);
    standing(Some(&head(5)), 9, |size| {
        assert_eq!(size, 5, "the root at the head's size is compared");
        [0; 32]
    });
}
