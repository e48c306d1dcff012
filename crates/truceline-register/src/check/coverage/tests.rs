//! Joining in time, never in space; per class; rounded inward; and every gap by its word.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{Demand, Piece, covered_until, joined};
use crate::check::Why;
use crate::check::ground::Touched;
use crate::declaration::Declared;
use crate::geometry::footprint::{Circle, Footprint};
use crate::geometry::position::{AltitudeBand, Decimetres, Position};
use crate::ids::PartyId;
use crate::place::Volume4d;
use crate::register::tests::at;
use crate::time::{Instant, Span, TimeWindow};
use crate::vocabulary::{ForceClass, ForceSet};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn metres(metres: u32) -> Decimetres {
    Decimetres::from_metres(metres).unwrap()
}

fn disc(lon_e7: i32, radius_m: u32) -> Footprint {
    let centre = Position::from_e7(350_000_000, lon_e7).unwrap();
    Footprint::Circle(Circle {
        centre,
        radius: metres(radius_m),
    })
}

fn window(from: i64, to: i64) -> TimeWindow {
    TimeWindow::new(at(from), at(to)).unwrap()
}

fn regulars() -> ForceSet {
    ForceSet::of(&[ForceClass::Regulars])
}

/// A disc of 1 km from noon for an hour.
fn asked() -> Volume4d {
    Volume4d {
        footprint: disc(0, 1_000),
        altitude: None,
        window: window(0, 60),
        precision: Some(Decimetres::ZERO),
    }
}

fn said(record: u64, from: i64, to: i64) -> Declared {
    Declared {
        party: PartyId::from_bytes([3; 16]),
        record,
        forces: regulars(),
        volume: Some(Volume4d {
            footprint: disc(0, 5_000),
            altitude: None,
            window: window(from, to),
            precision: Some(Decimetres::ZERO),
        }),
        as_of: at(0),
        contested: false,
        relayed: false,
        erased: false,
    }
}

fn moved(mut declared: Declared, footprint: Footprint) -> Declared {
    declared.volume.as_mut().unwrap().footprint = footprint;
    declared
}

fn cover(declared: &[Declared]) -> super::Cover {
    cover_at(declared, at(0), regulars())
}

fn cover_at(declared: &[Declared], now: Instant, forces: ForceSet) -> super::Cover {
    let volumes = [asked()];
    let freshness = Span::hours(4);
    let touched = Touched {
        zones: BTreeSet::new(),
        perhaps: BTreeSet::new(),
        buffer: metres(500),
        tolerance: Span::ZERO,
        assumed: metres(2_000),
    };
    Demand {
        volumes: &volumes,
        touched: &touched,
        forces,
        freshness,
        now,
        grain: None,
        public: &[],
        held: &crate::check::held::Held::default(),
    }
    .met_by(declared)
}

fn gaps(declared: &[Declared]) -> Vec<Why> {
    let cover = cover(declared);
    assert!(cover.covered.is_empty());
    assert!(cover.by.is_empty() && cover.good_until.is_none());
    cover.gaps.into_iter().collect()
}

#[test]
fn one_answer_covers() {
    let cover = cover(&[said(7, 0, 60)]);
    assert_eq!(cover.covered, regulars());
    assert_eq!(cover.by, BTreeSet::from([7]));
    assert_eq!(cover.good_until, Some(at(240).plus(super::MOMENT)));
    assert!(cover.gaps.is_empty());
}

#[test]
fn answers_join_in_time() {
    assert_eq!(
        cover(&[said(7, -30, 30), said(8, 30, 90)]).covered,
        regulars()
    );
    assert_eq!(gaps(&[said(7, -30, 29), said(8, 30, 90)]), [Why::Scope]);
    assert_eq!(gaps(&[said(7, 1, 90)]), [Why::Scope]);
    assert_eq!(gaps(&[said(7, -30, 59)]), [Why::Scope]);
}

#[test]
fn answers_never_join_in_space() {
    let west = moved(said(7, 0, 60), disc(-30_000, 1_500));
    let east = moved(said(8, 0, 60), disc(30_000, 1_500));
    assert_eq!(gaps(&[west, east]), [Why::Scope]);
}

#[test]
fn the_buffer_must_be_inside_too() {
    assert_eq!(
        cover(&[moved(said(7, 0, 60), disc(0, 1_501))]).covered,
        regulars()
    );
    assert_eq!(gaps(&[moved(said(7, 0, 60), disc(0, 1_499))]), [Why::Scope]);
    // In doubt by less than a decimetre: it does not cover.
    assert_eq!(gaps(&[moved(said(7, 0, 60), disc(0, 1_500))]), [Why::Scope]);
}

#[test]
fn altitudes_must_be_inside_too() {
    let mut low = said(7, 0, 60);
    low.volume.as_mut().unwrap().altitude = Some(AltitudeBand::new(0, 10_000).unwrap());
    assert_eq!(gaps(&[low]), [Why::Scope]);
}

#[test]
fn each_class_may_have_its_own_answer() {
    let contractors = ForceSet::of(&[ForceClass::Contractors]);
    let mut other = said(8, 0, 60);
    other.forces = contractors;
    let both = regulars().union(contractors);
    assert_eq!(
        cover_at(&[said(7, 0, 60), other.clone()], at(0), both).covered,
        both
    );
    let regulars_only = cover_at(&[said(7, 0, 60)], at(0), both);
    assert_eq!(regulars_only.covered, regulars());
    assert_eq!(regulars_only.gaps, BTreeSet::from([Why::Scope]));
    // Half of the window for one class does not join with the other half for another.
    other.volume.as_mut().unwrap().window = window(30, 60);
    assert_eq!(
        cover_at(&[said(7, 0, 30), other], at(0), both).covered,
        ForceSet::NONE
    );
}

#[test]
fn what_gives_no_coverage_is_named() {
    assert_eq!(gaps(&[]), [Why::Silent]);
    assert_eq!(
        gaps(&[Declared {
            contested: true,
            ..said(7, 0, 60)
        }]),
        [Why::Contested]
    );
    assert_eq!(
        gaps(&[Declared {
            relayed: true,
            ..said(7, 0, 60)
        }]),
        [Why::RelayedOnly]
    );
    assert_eq!(
        gaps(&[Declared {
            erased: true,
            volume: None,
            ..said(7, 0, 60)
        }]),
        [Why::Erased]
    );
    assert_eq!(
        gaps(&[Declared {
            volume: None,
            ..said(7, 0, 60)
        }]),
        [Why::Undisclosed]
    );
    assert_eq!(
        gaps(&[Declared {
            as_of: at(-241),
            ..said(7, 0, 60)
        }]),
        [Why::Stale]
    );
    assert_eq!(
        gaps(&[Declared {
            as_of: at(6),
            ..said(7, 0, 60)
        }]),
        [Why::Scope]
    );
    // Elsewhere, or at another time: about this volume nothing was said.
    assert_eq!(
        gaps(&[moved(said(7, 0, 60), disc(1_000_000, 5_000))]),
        [Why::Silent]
    );
    assert_eq!(gaps(&[said(7, 60, 90)]), [Why::Silent]);
}

#[test]
fn age_is_counted_from_as_of_to_the_microsecond() {
    let declared = [said(7, 0, 60)];
    assert_eq!(cover_at(&declared, at(240), regulars()).covered, regulars());
    let later = at(240).plus(super::MOMENT);
    let stale = cover_at(&declared, later, regulars());
    assert_eq!(
        (stale.covered, stale.gaps),
        (ForceSet::NONE, BTreeSet::from([Why::Stale]))
    );
    assert_eq!(
        cover_at(&declared, at(0), regulars()).good_until,
        Some(later)
    );
}

#[test]
fn a_second_answer_keeps_it_good_for_longer() {
    let fresher = Declared {
        as_of: at(60),
        ..said(8, 0, 60)
    };
    let cover = cover_at(&[said(7, 0, 60), fresher], at(60), regulars());
    assert_eq!(cover.good_until, Some(at(300).plus(super::MOMENT)));
    assert_eq!(cover.by, BTreeSet::from([8]));
}

fn piece((from, length, stale): (i64, i64, i64)) -> Piece {
    Piece {
        window: window(from, from + length),
        forces: regulars(),
        stale_from: at(stale),
        record: u64::try_from(from + 100).unwrap(),
    }
}

proptest! {
    /// Against the plainest reading: every minute of the window lies in some piece.
    #[test]
    fn joined_is_every_instant(pieces in proptest::collection::vec((-10_i64..30, 1_i64..20, 1_i64..9), 0..7)) {
        let pieces: Vec<Piece> = pieces.into_iter().map(piece).collect();
        let asked = window(0, 24);
        let every = |pieces: &[Piece]| {
            (0..24).all(|minute| pieces.iter().any(|p| p.window.contains(at(minute))))
        };
        prop_assert_eq!(joined(asked, &pieces), every(&pieces));
        let mut left = pieces.clone();
        let until = covered_until(asked, &mut left);
        let fresh = |minute: i64| -> Vec<Piece> {
            pieces.iter().filter(|p| p.stale_from > at(minute)).copied().collect()
        };
        let first_gap = (0..10).find(|minute| !every(&fresh(*minute)));
        prop_assert_eq!(until.is_some(), every(&pieces));
        if let Some(until) = until {
            prop_assert_eq!(Some(until), first_gap.map(at));
            prop_assert!(every(&left));
        }
    }
}
