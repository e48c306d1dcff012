#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::fixture::{commitments, tree_of};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn hashes(level: u8, index: u64, width: u16) -> Tile {
    Tile::new(Content::Hashes { level }, index, width).unwrap()
}

#[test]
fn paths_are_written_as_specified() {
    for (tile, path) in [
        (hashes(0, 0, 256), "tile/0/000"),
        (hashes(1, 67, 256), "tile/1/067"),
        (hashes(0, 1067, 256), "tile/0/x001/067"),
        (hashes(0, 1_234_067, 256), "tile/0/x001/x234/067"),
        (hashes(2, 1_000_000, 8), "tile/2/x001/x000/000.p/8"),
        (
            Tile::new(Content::Entries, 273, 112).unwrap(),
            "tile/entries/273.p/112",
        ),
    ] {
        assert_eq!(tile.path(), path);
        assert_eq!(Tile::parse(path), Ok(tile));
    }
}

#[test]
fn other_spellings_of_a_path_are_refused() {
    for path in [
        "",
        "tile",
        "tile/0",
        "/tile/0/000",
        "tile/0/000/",
        "tile/00/000",
        "tile/8/000",
        "tile/-1/000",
        "tile/data/000",
        "tile/0/0",
        "tile/0/0000",
        "tile/0/x000",
        "tile/0/x000/001",
        "tile/0/x001",
        "tile/0/001/002",
        "tile/0/x01/002",
        "tile/0/x001/x002",
        "tile/0/000.p",
        "tile/0/000.p/",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/1.p/1",
        "tile/0/+01",
        "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
    ] {
        assert!(Tile::parse(path).is_err(), "{path}");
    }
}

/// The example of the specification, and the size just below and at a full tile.
#[test]
fn a_tree_is_published_as_the_tiles_of_its_size() {
    let tiles = grown(0, 70_000);
    let of = |content| {
        tiles
            .iter()
            .filter(|tile| tile.content() == content)
            .copied()
            .collect::<Vec<_>>()
    };
    let leaves = of(Content::Hashes { level: 0 });
    assert_eq!(leaves.len(), 274);
    assert_eq!(leaves[273], hashes(0, 273, 112));
    assert_eq!(
        of(Content::Hashes { level: 1 }),
        [hashes(1, 0, 256), hashes(1, 1, 17)]
    );
    assert_eq!(of(Content::Hashes { level: 2 }), [hashes(2, 0, 1)]);
    assert_eq!(of(Content::Hashes { level: 3 }), []);
    assert_eq!(of(Content::Entries).len(), 274);

    let at_256 = grown(255, 256);
    assert_eq!(
        at_256,
        [
            hashes(0, 0, 256),
            hashes(1, 0, 1),
            Tile::new(Content::Entries, 0, 256).unwrap()
        ]
    );
    assert_eq!(grown(7, 7), []);
}

#[test]
fn tiles_hold_the_tree_and_bundles_its_leaves() {
    let (tree, commitments) = (tree_of(1, 700), commitments(1, 700));
    for tile in grown(0, 700) {
        if tile.content() == Content::Entries {
            let bytes = tile
                .entries_of(&commitments[tile.first() as usize..])
                .unwrap();
            let entries = tile.parse_entries(&bytes).unwrap();
            assert_eq!(bytes.len(), 34 * usize::from(tile.width()));
            let level_0 =
                Tile::new(Content::Hashes { level: 0 }, tile.index(), tile.width()).unwrap();
            let leaves = level_0
                .parse_hashes(&level_0.hashes_of(&tree).unwrap())
                .unwrap();
            assert_eq!(
                entries
                    .iter()
                    .map(Commitment::leaf_hash)
                    .collect::<Vec<_>>(),
                leaves
            );
        } else {
            let bytes = tile.hashes_of(&tree).unwrap();
            assert_eq!(
                tile.parse_hashes(&bytes).unwrap().len(),
                usize::from(tile.width())
            );
        }
    }
    // A hash of level 1 is the root over the full tile below it.
    let below: Tree = hashes(0, 1, 256)
        .parse_hashes(&hashes(0, 1, 256).hashes_of(&tree).unwrap())
        .unwrap()
        .into_iter()
        .collect();
    let above = hashes(1, 0, 2)
        .parse_hashes(&hashes(1, 0, 2).hashes_of(&tree).unwrap())
        .unwrap();
    assert_eq!(above[1], below.root());
}

#[test]
fn a_tile_is_not_made_before_its_time_nor_read_at_another_length() {
    let tree = tree_of(1, 300);
    let tile = hashes(0, 1, 45);
    assert_eq!(
        tile.hashes_of(&tree),
        Err(TileError::NotYet {
            path: "tile/0/001.p/45".to_owned()
        })
    );
    assert!(matches!(
        tile.parse_hashes(&[0; 44 * 32]),
        Err(TileError::Length {
            expected: 1440,
            found: 1408,
            ..
        })
    ));
    assert!(matches!(
        tile.parse_entries(&[0; 44 * 34]),
        Err(TileError::OtherContent { .. })
    ));
    let bundle = Tile::new(Content::Entries, 0, 2).unwrap();
    assert!(matches!(
        bundle.entries_of(&commitments(1, 1)),
        Err(TileError::NotYet { .. })
    ));
    assert!(matches!(
        bundle.hashes_of(&tree),
        Err(TileError::OtherContent { .. })
    ));
    let mut bytes = bundle.entries_of(&commitments(1, 2)).unwrap();
    bytes[34 + 1] = 31;
    assert!(matches!(
        bundle.parse_entries(&bytes),
        Err(TileError::EntryLength { entry: 1, .. })
    ));
    assert_eq!(
        Tile::new(Content::Entries, u64::MAX, 1),
        Err(TilePathError::BeyondTree)
    );
    assert_eq!(Tile::new(Content::Entries, 0, 0), Err(TilePathError::Width));
}

proptest! {
    #[test]
    fn growing_in_steps_publishes_what_one_step_does(a in 0u64..200_000, b in 0u64..200_000) {
        let (early, late) = (a.min(b), a.max(b));
        let all: BTreeSet<_> = grown(0, late).into_iter().collect();
        let steps: BTreeSet<_> = grown(0, early).into_iter().chain(grown(early, late)).collect();
        prop_assert!(all.is_subset(&steps));
        prop_assert!(steps.difference(&all).all(|tile| tile.width() < TILE_WIDTH));
    }

    #[test]
    fn paths_round_trip(level in 0u8..8, index in 0u64..1 << 47, width in 1u16..=256) {
        if let Ok(tile) = Tile::new(Content::Hashes { level }, index, width) {
            prop_assert_eq!(Tile::parse(&tile.path()), Ok(tile));
        }
    }

    #[test]
    fn a_path_has_one_spelling(path in "tile/([0-8]|entries)/(x[0-9]{3}/){0,3}[0-9]{3}(\\.p/[0-9]{1,3})?") {
        if let Ok(tile) = Tile::parse(&path) {
            prop_assert_eq!(tile.path(), path);
        }
    }

    #[test]
    fn arbitrary_paths_and_bytes_are_answered(path: String, bytes: Vec<u8>) {
        let _ = Tile::parse(&path);
        let _ = hashes(0, 0, 1).parse_hashes(&bytes);
        let _ = Tile::new(Content::Entries, 0, 1).unwrap().parse_entries(&bytes);
    }
}
