use super::*;
use truceline_log::commitment::{Opening, pad};

fn round(copies: &mut Copies, numbers: std::ops::Range<u8>) {
    let settled: Vec<Settled> = numbers
        .map(|number| Settled {
            entry: Entry {
                envelope: Vec::new(),
                opening: [number; 32],
                leaf_hash: pad(&Opening([number; 32])).leaf_hash().0,
            },
            record: None,
        })
        .collect();
    copies.make_ready();
    for _ in &settled {
        copies.staged.apply_pad();
    }
    let head = Head {
        size: copies.staged.size,
        root: [0; 32],
        signed: Vec::new(),
    };
    copies.publish(settled.into(), head);
}

fn assert_alike(copies: &mut Copies) {
    copies.make_ready();
    assert_eq!(copies.staged, copies.shown.register);
    assert_eq!(copies.tree, copies.shown.tree);
    assert_eq!(copies.shown.tree.size(), copies.shown.register.size);
}

#[test]
fn both_copies_take_every_round_once() {
    let mut copies = Copies::of(State::default());
    let mut expected = Tree::new();
    for start in [0_u8, 3, 4, 9] {
        let end = start + 3;
        round(&mut copies, start..end);
        for number in start..end {
            expected.push(pad(&Opening([number; 32])).leaf_hash());
        }
        assert_alike(&mut copies);
        assert_eq!(copies.shown.tree, expected);
    }
}

#[test]
fn a_reader_keeps_what_it_holds_and_sees_the_new_at_the_next_look() {
    let mut copies = Copies::of(State::default());
    let published = copies.published();
    let held = published.now();
    round(&mut copies, 0..2);
    assert_eq!(held.register.size, 0);
    assert_eq!(published.now().register.size, 2);
    // Held for longer than the writer's patience: it goes on with a copy of its own.
    round(&mut copies, 2..5);
    round(&mut copies, 5..6);
    assert_eq!(held.register.size, 0);
    assert_eq!(published.now().register.size, 6);
    assert_alike(&mut copies);
}

#[test]
fn what_was_staged_and_did_not_get_through_is_forgotten() {
    let mut copies = Copies::of(State::default());
    round(&mut copies, 0..2);
    copies.make_ready();
    copies.staged.apply_pad();
    copies.discard();
    assert_alike(&mut copies);
}
