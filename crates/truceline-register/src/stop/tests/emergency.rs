//! What owners agreed to for an emergency is told by a stop over a town, not by one over half a country; and
//! a record follows the end of a stop whether or not anybody is named in it.

use super::*;
use crate::codec::record::Ground;
use crate::geometry::area::least_area;
use crate::notification::consent::MAX_EMERGENCY_M2;

/// South's site in the middle, which East may be told exactly in an emergency.
fn agreed() -> (Stage, LogIndex) {
    let (mut stage, _) = flying();
    let site = Stage::site_place(disc(0, 0, 100), 0, 600);
    let (id, record) = stage.site(Who::South, &site);
    let body = Consent {
        id,
        to: stage.east.party,
        resolution: None,
        emergency: Some(Resolution::Exact),
    };
    stage
        .say(Who::South, Act::ConsentChanged(body), &[])
        .unwrap();
    (stage, record)
}

/// Whom the stop of a record told what was agreed of another.
fn told_of(stage: &Stage, stop: LogIndex, site: LogIndex) -> Vec<PartyId> {
    let effects = stage.house.effects_of(stop);
    let told = effects.filter_map(|effect| match effect {
        Effect::Retold { to, record, .. } if *record == site => Some(*to),
        _ => None,
    });
    told.collect()
}

/// The mechanical record that follows one, and what it names.
fn follower(stage: &Stage, cause: LogIndex) -> &[Effect] {
    let next = &stage.house.log[usize::try_from(cause + 1).unwrap()];
    assert_eq!(next.part.ground, Ground::PassedOn { cause });
    &next.part.effects
}

#[test]
fn what_was_agreed_is_told_up_to_a_hundred_square_kilometres_and_not_beyond() {
    // A circle of 5,641.9 m has 100 km²: the one is a metre within, the other beyond.
    let radii = [(5_641, true), (5_642, false)];
    for (radius, tells) in radii {
        let area = least_area(&disc(0, 0, radius)).get();
        assert_eq!(area <= MAX_EMERGENCY_M2, tells, "{radius} m: {area} m²");
        assert!(area.abs_diff(MAX_EMERGENCY_M2) < MAX_EMERGENCY_M2 / 1_000);
        let (mut stage, site) = agreed();
        let area = place(&stage, 0, radius);
        let (_, record) = stop(&mut stage, Who::North, Some(&area));
        let east = stage.east.party;
        let expected: &[PartyId] = if tells { &[east] } else { &[] };
        assert_eq!(told_of(&stage, record, site), expected, "{radius} m");
        // Whoever must hear of the stop itself hears of it, however large it is.
        assert!(alerted(&stage, record).contains(&(east, true)));
        follower(&stage, record);
        stage.house.assert_replays();
    }
}

#[test]
fn a_stop_without_a_place_tells_nothing_that_was_agreed() {
    let (mut stage, site) = agreed();
    let (_, record) = stop(&mut stage, Who::North, None);
    assert_eq!(told_of(&stage, record, site), []);
    follower(&stage, record);
}

#[test]
fn a_record_follows_a_stop_and_its_end_whether_or_not_anybody_else_is_concerned() {
    for (mut stage, concerned) in [(Stage::covered(), false), (flying().0, true)] {
        for by in [Who::South, Who::Centre] {
            let area = place(&stage, 0, 500);
            let before = stage.house.register.size;
            let (about, record) = stop(&mut stage, Who::South, Some(&area));
            assert_eq!((record, stage.house.register.size), (before, before + 2));
            assert!(!follower(&stage, record).is_empty(), "the centre's alert");
            let ended = end(&mut stage, by, about).unwrap();
            assert_eq!((ended, stage.house.register.size), (before + 2, before + 4));
            assert_eq!(!follower(&stage, ended).is_empty(), concerned);
        }
        stage.house.assert_replays();
    }
}
