#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::act::Act;
use crate::geometry::footprint::{Polygon, Ring};
use crate::geometry::position::Position;
use crate::ids::LogIndex;
use crate::register::tests::{House, at, code};
use crate::time::TimeWindow;
use crate::vocabulary::{ForceClass, Role};

/// A square around a place, its sides `2 * half` hundredths of a degree long.
pub(crate) fn square(lat: i32, lon: i32, half: i32) -> Footprint {
    let corner = |dlat: i32, dlon: i32| {
        Position::from_e7((lat + dlat * half) * 100_000, (lon + dlon * half) * 100_000).unwrap()
    };
    let ring = Ring::new(vec![
        corner(-1, -1),
        corner(-1, 1),
        corner(1, 1),
        corner(1, -1),
    ])
    .unwrap();
    Footprint::Polygons(vec![Polygon::new(ring, Vec::new()).unwrap()])
}

/// The zone of the tests.
pub(crate) fn zone() -> ZoneId {
    ZoneId::from_bytes([0x20; 16])
}

/// An agreed boundary of it, from long before noon on.
pub(crate) fn boundary() -> Boundary {
    Boundary {
        zone: zone(),
        name: "Kestrel".to_owned(),
        status: BoundaryStatus::Agreed,
        claimed_by: None,
        area: Some(square(3600, 3600, 50)),
        text: "Map of the annex".to_owned(),
        start: at(-10_000),
        end: None,
    }
}

/// Its rules: parties must answer for their regulars.
pub(crate) fn profile(obliged: &[PartyId]) -> Profile {
    Profile {
        zone: zone(),
        obliged: obliged
            .iter()
            .map(|party| Obliged {
                party: *party,
                forces: ForceSet::of(&[ForceClass::Regulars]),
                part: None,
            })
            .collect(),
        freshness: Span::hours(4),
        lead_time: Span::hours(12),
        emergency_lead_time: Span::hours(1),
        time_tolerance: Span::minutes(5),
        worst_precision: Decimetres::from_metres(1_900).unwrap(),
        least_buffer: Decimetres::from_metres(500).unwrap(),
        activity_buffers: Vec::new(),
        halt_limit: Span::minutes(30),
        outcome_life: Span::minutes(30),
        check_floor_m2: 1_000_000,
        check_floor_span: Span::minutes(30),
        check_budget: 5,
        owner_delay: Span::hours(24),
        escalation: Span::minutes(10),
        reminder: None,
        source: None,
    }
}

fn window(from: i64, to: i64) -> TimeWindow {
    TimeWindow::new(at(from), at(to)).unwrap()
}

fn drawn(house: &mut House, body: Boundary) -> LogIndex {
    house.centre_says(Act::BoundaryDrawn(body)).unwrap()
}

#[test]
fn a_later_agreed_version_replaces_an_earlier_one_from_its_start_on() {
    let mut house = House::new();
    let first = drawn(&mut house, boundary());
    let second = drawn(
        &mut house,
        Boundary {
            start: at(100),
            end: Some(at(200)),
            ..boundary()
        },
    );
    let zones = &house.register.zones;
    let versions = |known_at, from, to| {
        zones
            .boundary(zone(), known_at, window(from, to))
            .map(|found| found.iter().map(|(index, _)| *index).collect::<Vec<_>>())
    };
    assert_eq!(versions(second + 1, 0, 100), Ok(vec![first]));
    assert_eq!(versions(second + 1, 0, 101), Ok(vec![first, second]));
    assert_eq!(versions(second + 1, 100, 200), Ok(vec![second]));
    assert_eq!(
        versions(second + 1, 100, 201),
        Err(NoBoundary::NotThroughout)
    );
    assert_eq!(versions(second, 100, 201), Ok(vec![first]));
    assert_eq!(versions(first, 0, 10), Err(NoBoundary::UnknownZone));
    assert_eq!(
        versions(second + 1, -20_000, 0),
        Err(NoBoundary::NotThroughout)
    );
    house.assert_replays();
}

#[test]
fn a_claimed_boundary_never_replaces_an_agreed_one_and_is_no_ground() {
    let mut house = House::new();
    let south = house.enrol(3, Role::Force);
    let claimed = |lat| Boundary {
        status: BoundaryStatus::Claimed,
        claimed_by: Some(south.party),
        area: Some(square(lat, 3600, 50)),
        ..boundary()
    };
    let agreed = drawn(&mut house, boundary());
    drawn(&mut house, claimed(3700));
    let other = ZoneId::from_bytes([0x21; 16]);
    drawn(
        &mut house,
        Boundary {
            zone: other,
            ..claimed(3800)
        },
    );
    let words = ZoneId::from_bytes([0x22; 16]);
    let text = Boundary {
        zone: words,
        status: BoundaryStatus::TextOnly,
        area: None,
        ..boundary()
    };
    drawn(&mut house, text);
    let zones = &house.register.zones;
    let size = house.register.size;
    let found = zones.boundary(zone(), size, window(0, 10)).unwrap();
    assert_eq!(
        found.iter().map(|(index, _)| *index).collect::<Vec<_>>(),
        vec![agreed]
    );
    assert_eq!(
        zones.boundary(other, size, window(0, 10)).unwrap_err(),
        NoBoundary::ClaimedOnly
    );
    assert_eq!(
        zones.boundary(words, size, window(0, 10)).unwrap_err(),
        NoBoundary::TextOnly
    );
    let near = |lat| zones.zones_touching(&square(lat, 3600, 1), window(0, 10), size);
    assert_eq!(near(3600), vec![zone()]);
    assert_eq!(
        near(3720),
        vec![zone()],
        "claims are touched too, so that a check can say so"
    );
    assert_eq!(near(3800), vec![other]);
    assert_eq!(near(4000), Vec::new());
    assert_eq!(
        zones.zones_touching(&square(3600, 3600, 1), window(-20_000, -15_000), size),
        Vec::new()
    );
}

#[test]
fn geometry_and_status_belong_together() {
    let mut house = House::new();
    let mut south = house.enrol(3, Role::Force);
    let stranger = PartyId::from_bytes([99; 16]);
    let wrong = [
        Boundary {
            area: None,
            ..boundary()
        },
        Boundary {
            claimed_by: Some(south.party),
            ..boundary()
        },
        Boundary {
            status: BoundaryStatus::Claimed,
            ..boundary()
        },
        Boundary {
            status: BoundaryStatus::TextOnly,
            ..boundary()
        },
        Boundary {
            status: BoundaryStatus::TextOnly,
            area: None,
            text: " ".to_owned(),
            ..boundary()
        },
        Boundary {
            end: Some(at(-10_000)),
            ..boundary()
        },
        Boundary {
            name: String::new(),
            ..boundary()
        },
    ];
    for body in wrong {
        assert_eq!(
            code(house.centre_says(Act::BoundaryDrawn(body))),
            RefusalCode::Invalid
        );
    }
    let unknown = Boundary {
        status: BoundaryStatus::Claimed,
        claimed_by: Some(stranger),
        ..boundary()
    };
    assert_eq!(
        code(house.centre_says(Act::BoundaryDrawn(unknown))),
        RefusalCode::MissingReference
    );
    let long = Boundary {
        text: "x".repeat(MAX_BOUNDARY_TEXT_CHARS + 1),
        ..boundary()
    };
    assert_eq!(
        code(house.centre_says(Act::BoundaryDrawn(long))),
        RefusalCode::OverLimit
    );
    let other = house.say(&mut south, Act::BoundaryDrawn(boundary()), &[]);
    assert_eq!(code(other), RefusalCode::NotThisRole);
    assert!(
        house
            .register
            .zones
            .all(house.register.size)
            .next()
            .is_none()
    );
}

#[test]
fn a_profile_is_checked_and_the_latest_counts() {
    let mut house = House::new();
    let south = house.enrol(3, Role::Force);
    assert_eq!(
        house.register.zones.worst_precision(house.register.size),
        PRECISION_WITHOUT_ZONES
    );
    let early = house.centre_says(Act::ProfileSet(profile(&[])));
    assert_eq!(code(early), RefusalCode::MissingReference);
    drawn(&mut house, boundary());
    let sound = profile(&[south.party]);
    let twice = ActivityBuffer {
        activity: Activity::Training,
        buffer: Decimetres::ZERO,
    };
    let nobody = Obliged {
        party: south.party,
        forces: ForceSet::NONE,
        part: None,
    };
    let wrong = [
        Profile {
            freshness: Span::ZERO,
            ..sound.clone()
        },
        Profile {
            escalation: Span::ZERO,
            ..sound.clone()
        },
        Profile {
            halt_limit: Span::ZERO,
            ..sound.clone()
        },
        Profile {
            outcome_life: Span::hours(367 * 24),
            ..sound.clone()
        },
        Profile {
            emergency_lead_time: Span::hours(13),
            ..sound.clone()
        },
        Profile {
            worst_precision: Decimetres::ZERO,
            ..sound.clone()
        },
        Profile {
            least_buffer: Decimetres::MAX,
            ..sound.clone()
        },
        Profile {
            activity_buffers: vec![twice.clone(), twice],
            ..sound.clone()
        },
        Profile {
            obliged: vec![nobody],
            ..sound.clone()
        },
    ];
    for body in wrong {
        assert_eq!(
            code(house.centre_says(Act::ProfileSet(body))),
            RefusalCode::Invalid
        );
    }
    let stranger = profile(&[PartyId::from_bytes([99; 16])]);
    assert_eq!(
        code(house.centre_says(Act::ProfileSet(stranger))),
        RefusalCode::MissingReference
    );
    let first = house.centre_says(Act::ProfileSet(sound)).unwrap();
    let coarse = Profile {
        worst_precision: Decimetres::from_metres(5_000).unwrap(),
        ..profile(&[])
    };
    let second = house.centre_says(Act::ProfileSet(coarse)).unwrap();
    let zones = &house.register.zones;
    assert_eq!(
        zones.profile(zone(), second).map(|(index, _)| index),
        Some(first)
    );
    assert_eq!(
        zones.profile(zone(), second + 1).map(|(index, _)| index),
        Some(second)
    );
    assert_eq!(zones.obliged(zone(), second).len(), 1);
    assert!(zones.obliged(zone(), second + 1).is_empty());
    assert_eq!(zones.worst_precision(second).get(), 19_000);
    assert_eq!(zones.worst_precision(second + 1).get(), 50_000);
    house.assert_replays();
}
