//! The outcome rules on a whole register: every condition by itself, and all of them at random.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::kit::{
    Stage, Who, ZONE, boundary, disc, metres, obliged, position, profile, regulars, square, target,
    volume, words,
};
use super::{Overlap, Why};
use crate::act::Act;
use crate::codec::disclosure::Label;
use crate::codec::statement::{Header, Statement, Submission};
use crate::erasure::Erasure;
use crate::geometry::footprint::{Circle, Footprint};
use crate::geometry::position::{AltitudeBand, Decimetres};
use crate::ids::{LogIndex, NotificationId, ZoneId};
use crate::notification::Nil;
use crate::place::{SitePlace, Volume4d};
use crate::register::tests::at;
use crate::relay::{Relay, RelayedAct};
use crate::request::Reply;
use crate::time::Span;
use crate::vocabulary::{
    Activity, BoundaryStatus, ChannelState, ForceClass, Means, MovementAct, Outcome,
};
use crate::zone::{ActivityBuffer, Boundary, Profile};

mod generous;
mod heard;
mod kept;
mod limits;
mod many;
mod never;
mod precision;
mod probing;

/// Signs bytes that are no payload.
pub(crate) fn unreadable(stage: &mut Stage, who: Who) -> LogIndex {
    let payload = [&[0x18, 0x63][..], &stage.house.draw()].concat();
    let submission = signed_bytes(stage, who, payload);
    stage.house.submit(&submission).unwrap()
}

/// Bytes signed as they are.
pub(crate) fn signed_bytes(stage: &mut Stage, who: Who, payload: Vec<u8>) -> Submission {
    let header = Header {
        key: stage.voice(who).key_id(),
        origin: stage.house.register.authority.origin().to_owned(),
        genesis: stage.house.register.authority.genesis_digest(),
    };
    Submission {
        statement: Statement::sign_bytes(header, payload, &stage.voice(who).key).to_bytes(),
        disclosures: vec![],
        unread: vec![],
    }
}

/// The centre writes down a nil that a party is said to have spoken.
fn relayed_nil(stage: &mut Stage, speaker: Who) {
    let area = volume(square(0, 0, 49_000), -720, 1_440);
    let (digest, disclosure) = stage.seal(Label::Area, &area);
    let nil = Nil {
        id: NotificationId::from_bytes(stage.house.draw()),
        area: digest,
        forces: regulars(),
        as_of: stage.house.now,
        shares: vec![],
    };
    let relay = Relay {
        speaker: stage.party(speaker),
        heard_by: stage.party(Who::Centre),
        means: Means::Telephone,
        heard_at: stage.house.now,
        read_back: true,
        persons: None,
        what: RelayedAct::Nil(nil),
    };
    stage
        .say(Who::Centre, Act::Relayed(relay), &[disclosure])
        .unwrap();
}

fn point(north_e5: i32, east_e5: i32) -> SitePlace {
    let centre = position(3_600_000 + north_e5, 3_600_000 + east_e5);
    Stage::site_place(
        Footprint::Circle(Circle {
            centre,
            radius: Decimetres::ZERO,
        }),
        -60,
        600,
    )
}

fn rules(stage: &mut Stage, change: impl FnOnce(&mut Profile)) {
    let mut rules = profile(vec![obliged(&stage.south), obliged(&stage.north)]);
    change(&mut rules);
    stage.house.centre_says(Act::ProfileSet(rules)).unwrap();
}

fn draw(stage: &mut Stage, boundary: Boundary) {
    stage
        .house
        .centre_says(Act::BoundaryDrawn(boundary))
        .unwrap();
}

#[test]
fn nothing_notified_where_everyone_has_answered() {
    let stage = Stage::covered();
    let found = stage.find();
    assert_eq!(found.outcome, Outcome::NoneKnown);
    assert!(found.basis.reasons.is_empty() && found.basis.overlaps.is_empty());
    assert_eq!(found.basis.coverage.len(), 2);
    for coverage in &found.basis.coverage {
        assert_eq!(
            (coverage.zone, coverage.obliged, coverage.covered),
            (ZONE, regulars(), regulars())
        );
        assert_eq!(coverage.by.len(), 1);
        assert_eq!(
            coverage.good_until,
            Some(at(240).plus(Span::from_micros(1).unwrap()))
        );
    }
    assert_eq!(found.expires_at, at(30), "the zone's life of an outcome");
    assert_eq!(found.basis.boundaries.len(), 1);
    assert_eq!(found.basis.touched, [ZONE]);
    assert_eq!(found.basis.known_at, stage.house.register.size);
}

#[test]
fn it_expires_when_an_answer_does() {
    let mut stage = Stage::covered();
    stage.house.wait(220);
    let found = stage.find();
    assert_eq!(found.outcome, Outcome::NoneKnown);
    assert_eq!(
        found.expires_at,
        at(240).plus(Span::from_micros(1).unwrap())
    );
    stage.house.wait(20);
    assert_eq!(stage.outcome(), Outcome::NoneKnown);
    stage.house.now = found.expires_at;
    assert_eq!(stage.words(), [Why::Stale]);
    assert_eq!(stage.outcome(), Outcome::Unknown);
}

#[test]
fn silence_is_not_nil() {
    let mut stage = Stage::new();
    stage.nil_of(Who::South);
    let found = stage.find();
    assert_eq!(found.outcome, Outcome::Unknown);
    let [reason] = found.basis.reasons[..] else {
        panic!("one reason")
    };
    assert_eq!(
        (reason.why, reason.party, reason.zone),
        (Why::Silent, Some(stage.north.party), Some(ZONE))
    );
}

#[test]
fn a_list_of_positions_covers_nothing_but_itself() {
    let mut stage = Stage::new();
    stage.nil_of(Who::South);
    let request = stage.request(Who::North);
    let positions: Vec<crate::place::PostedPosition> = vec![];
    let (digest, disclosure) = stage.seal(Label::Positions, &positions);
    let reply = Reply::Positions {
        positions: digest,
        complete: None,
    };
    stage.answer(Who::North, request, reply, &[disclosure]);
    assert_eq!(stage.words(), [Why::Silent]);
}

#[test]
fn to_refuse_is_an_answer_and_covers_nothing() {
    let mut stage = Stage::new();
    stage.nil_of(Who::South);
    let request = stage.request(Who::North);
    stage.answer(Who::North, request, Reply::Refused { reason: None }, &[]);
    assert_eq!(stage.words(), [Why::Refused]);
    stage.nil_of(Who::North);
    assert_eq!(stage.outcome(), Outcome::NoneKnown);
}

#[test]
fn forces_left_out_are_scope() {
    let mut stage = Stage::covered();
    rules(&mut stage, |rules| {
        rules.obliged[0].forces = regulars().with(ForceClass::Partners);
    });
    let found = stage.find();
    assert_eq!(words(&found.basis), [Why::Scope]);
    let south = found
        .basis
        .coverage
        .iter()
        .find(|c| c.party == stage.south.party)
        .unwrap();
    assert!(south.obliged.has(ForceClass::Partners) && south.covered == regulars());
}

#[test]
fn the_buffer_of_the_zone_must_be_covered_too() {
    let mut stage = Stage::new();
    stage.nil_of(Who::South);
    stage.nil(Who::North, &volume(disc(0, 0, 2_499), 0, 600), regulars());
    assert_eq!(stage.words(), [Why::Scope]);
    stage.nil(Who::North, &volume(disc(0, 0, 2_501), 0, 600), regulars());
    assert_eq!(stage.outcome(), Outcome::NoneKnown);
}

#[test]
fn each_word_of_doubt_by_itself() {
    let mut contested = Stage::new();
    let (id, _) = contested.nil_of(Who::South);
    contested.nil_of(Who::North);
    contested.contest(Who::Centre, Who::South, id);
    assert_eq!(contested.words(), [Why::Contested]);

    let mut relayed = Stage::new();
    relayed.nil_of(Who::South);
    relayed_nil(&mut relayed, Who::North);
    assert_eq!(relayed.words(), [Why::RelayedOnly]);

    let mut closed = Stage::covered();
    closed.channel(Who::North, ChannelState::Degraded);
    assert_eq!(closed.words(), [Why::Channel]);
    closed.channel(Who::North, ChannelState::Open);
    assert_eq!(closed.outcome(), Outcome::NoneKnown);

    let mut garbled = Stage::covered();
    unreadable(&mut garbled, Who::South);
    assert_eq!(garbled.words(), [Why::Unreadable]);

    let mut hidden = Stage::covered();
    hidden.existence(Who::East, 60, 90);
    assert_eq!(hidden.words(), [Why::Undisclosed]);
    let mut later = Stage::covered();
    later.existence(Who::East, 130, 190);
    assert_eq!(
        later.outcome(),
        Outcome::NoneKnown,
        "it is over before, by more than the tolerance"
    );

    let mut doubtful = Stage::covered();
    let context = doubtful.house.context();
    let doubt = doubtful.house.register.doubt_clock(&context);
    doubtful.house.append(doubt);
    assert_eq!(doubtful.words(), [Why::Clock]);

    for stage in [contested, relayed, closed, garbled, hidden, doubtful] {
        stage.house.assert_replays();
    }
}

#[test]
fn what_was_erased_inside_is_said() {
    let mut stage = Stage::covered();
    let (_, record) = stage.site(Who::East, &Stage::site_place(disc(0, 0, 10), -120, -60));
    let past = volume(disc(0, 0, 2_000), -120, -60);
    assert_eq!(
        stage.find_in(std::slice::from_ref(&past)).outcome,
        Outcome::Overlap
    );
    let second = stage.house.enrol_person(&stage.east.clone(), 55);
    let ask = Erasure {
        records: vec![record],
        personal_only: false,
        reason: None,
    };
    let asked = stage.say(Who::East, Act::ErasureAsked(ask), &[]).unwrap();
    let mut second = second;
    stage
        .house
        .say(&mut second, Act::Countersigned(asked), &[])
        .unwrap();
    let found = stage.find_in(&[past]);
    assert_eq!(words(&found.basis), [Why::Erased]);
    assert_eq!(found.outcome, Outcome::Unknown);
    assert_eq!(
        stage.outcome(),
        Outcome::NoneKnown,
        "nothing of it reaches past its erasure"
    );
    stage.house.assert_replays();
}

#[test]
fn an_overlap_reaches_as_far_as_both_buffers_and_the_precision() {
    // 0.027 degree of latitude at 36 N: 2,995.8 m from the centre, 995.8 m from the disc.
    let far = |buffer_m: u32, precision_m: u32| {
        let mut stage = Stage::covered();
        let mut place = point(2_700, 0);
        place.buffer = metres(buffer_m);
        place.precision = Some(metres(precision_m));
        stage.site(Who::East, &place);
        stage.outcome()
    };
    assert_eq!(far(0, 0), Outcome::NoneKnown);
    assert_eq!(
        far(300, 195),
        Outcome::NoneKnown,
        "500 m of the zone, and 495 m of the site"
    );
    assert_eq!(far(300, 197), Outcome::Overlap);
    assert_eq!(far(497, 0), Outcome::Overlap);
    assert_eq!(far(0, 497), Outcome::Overlap);
}

#[test]
fn the_kind_of_activity_has_its_own_least_buffer() {
    let mut stage = Stage::covered();
    stage.site(Who::East, &point(2_700, 0));
    assert_eq!(stage.outcome(), Outcome::NoneKnown);
    rules(&mut stage, |rules| {
        let other = ActivityBuffer {
            activity: Activity::Flight,
            buffer: metres(5_000),
        };
        let own = ActivityBuffer {
            activity: Activity::AirStrike,
            buffer: metres(1_000),
        };
        rules.activity_buffers = vec![other, own];
    });
    assert_eq!(stage.outcome(), Outcome::Overlap);
}

#[test]
fn windows_meet_with_the_tolerance_and_bands_must_meet() {
    let site = |from: i64, to: i64, band: Option<(i32, i32)>| {
        let mut stage = Stage::covered();
        let mut place = Stage::site_place(disc(0, 0, 10), from, to);
        place.altitude = band.map(|(low, high)| AltitudeBand::new(low, high).unwrap());
        stage.site(Who::East, &place);
        let asked = Volume4d {
            altitude: Some(AltitudeBand::new(0, 1_000).unwrap()),
            ..target()
        };
        stage.find_in(&[asked]).outcome
    };
    assert_eq!(site(0, 55, None), Outcome::NoneKnown, "one tolerance apart");
    assert_eq!(site(0, 56, None), Outcome::Overlap);
    assert_eq!(site(125, 300, None), Outcome::NoneKnown);
    assert_eq!(site(124, 300, None), Outcome::Overlap);
    assert_eq!(site(60, 120, Some((1_001, 2_000))), Outcome::NoneKnown);
    assert_eq!(site(60, 120, Some((1_000, 2_000))), Outcome::Overlap);
}

#[test]
fn stale_contested_and_relayed_overlap_all_the_same() {
    let mut stage = Stage::covered();
    let mut place = Stage::site_place(disc(0, 0, 10), -60, 0);
    place.end = None;
    let (exact, disclosure) = stage.seal(Label::Exact, &place);
    let digests = crate::place::PlaceDigests {
        exact: Some(exact),
        ..Default::default()
    };
    let id = NotificationId::from_bytes([0x77; 16]);
    let mut body = Stage::site_body(id, digests);
    body.reconfirm_by = Some(at(30));
    stage
        .say(Who::East, Act::Site(body), &[disclosure])
        .unwrap();
    let overlap = |stage: &Stage| -> Overlap {
        let found = stage.find();
        assert_eq!(found.outcome, Outcome::Overlap);
        found.basis.overlaps[0].clone()
    };
    assert!(!overlap(&stage).stale && !overlap(&stage).contested);
    stage.contest(Who::Centre, Who::East, id);
    assert!(overlap(&stage).contested);
    stage.house.wait(31);
    assert!(overlap(&stage).stale);
    assert_eq!(stage.words(), [Why::StaleInside]);
    assert_eq!(
        stage.find().basis.coverage.len(),
        2,
        "coverage stands beside an overlap too"
    );
}

#[test]
fn a_movement_past_its_window_is_still_there() {
    let mut stage = Stage::covered();
    let line = vec![
        position(3_600_000, 3_590_000),
        position(3_600_000, 3_610_000),
    ];
    let id = stage.movement(Who::East, line, 10, 40);
    assert_eq!(
        stage.outcome(),
        Outcome::NoneKnown,
        "planned to be through before"
    );
    let again = stage.find().basis.runs_again_at;
    assert_eq!(
        stage.find().expires_at,
        at(30),
        "an asker learns nothing from the expiry"
    );
    assert!(again <= at(40));
    stage.house.wait(39);
    assert_eq!(stage.find().basis.runs_again_at, at(40));
    stage.house.wait(1);
    assert_eq!(
        stage.outcome(),
        Outcome::Overlap,
        "overdue, it covers its way"
    );
    stage.report(Who::East, id, MovementAct::Arrived);
    assert_eq!(stage.outcome(), Outcome::NoneKnown);
}

#[test]
fn outside_zones_and_voluntary_zones_are_inherent() {
    let mut stage = Stage::covered();
    let outside = volume(disc(100_000, 0, 2_000), 60, 120);
    assert_eq!(
        words(&stage.find_in(std::slice::from_ref(&outside)).basis),
        [Why::OutsideZones]
    );
    let found = stage.find_in(&[target(), outside.clone()]);
    assert_eq!(
        (found.outcome, words(&found.basis)),
        (Outcome::Unknown, vec![Why::OutsideZones])
    );
    // Half over the edge: the parties of the zone are asked all the same.
    let edge = volume(disc(50_000, 0, 2_000), 60, 120);
    let found = stage.find_in(&[edge]);
    assert_eq!(words(&found.basis), [Why::OutsideZones, Why::Scope]);
    rules(&mut stage, |rules| rules.obliged.clear());
    assert_eq!(stage.words(), [Why::NobodyObliged]);
    assert!(stage.words()[0].inherent());
    stage.site(Who::East, &point(0, 0));
    assert_eq!(
        stage.outcome(),
        Outcome::Overlap,
        "what is notified overlaps everywhere"
    );
}

#[test]
fn parts_oblige_where_they_are_touched() {
    let part = |footprint: Footprint| {
        move |stage: &mut Stage| {
            rules(stage, |rules| rules.obliged[1].part = Some(footprint));
        }
    };
    let mut stage = Stage::new();
    stage.nil_of(Who::South);
    part(square(20_000, 0, 10_000))(&mut stage);
    assert_eq!(
        stage.outcome(),
        Outcome::NoneKnown,
        "North's part is 11 km away"
    );
    part(square(12_500, 0, 10_500))(&mut stage);
    assert_eq!(
        stage.words(),
        [Why::Silent],
        "2,220 m from the middle: within the buffer"
    );
    // Whoever must answer only for a corner of the volume does not answer for the rest of it.
    let mut alone = Stage::covered();
    rules(&mut alone, |rules| {
        rules.obliged.truncate(1);
        rules.obliged[0].part = Some(square(10_000, 0, 10_000));
    });
    assert_eq!(alone.words(), [Why::NobodyObliged]);
    // Nor do two that share the zone between them: nobody can say that their parts leave no gap.
    let mut both = Stage::covered();
    rules(&mut both, |rules| {
        rules.obliged[0].part = Some(square(10_000, 0, 10_000));
        rules.obliged[1].part = Some(square(-10_000, 0, 10_000));
    });
    assert_eq!(both.words(), [Why::NobodyObliged]);
}

#[test]
fn what_was_told_about_a_zone_without_a_line_may_be_here() {
    let mut stage = Stage::covered();
    assert_eq!(stage.outcome(), Outcome::NoneKnown);
    let words = crate::ids::ZoneId::from_bytes([0x77; 16]);
    draw(
        &mut stage,
        Boundary {
            zone: words,
            status: crate::vocabulary::BoundaryStatus::TextOnly,
            area: None,
            ..boundary()
        },
    );
    assert_eq!(
        stage.outcome(),
        Outcome::NoneKnown,
        "nothing was told about it"
    );
    let place = crate::place::ExistencePlace {
        zone: words,
        start: at(-60),
        end: Some(at(600)),
    };
    let house = &mut stage.house;
    let (existence, disclosure) = house.seal(crate::codec::disclosure::Label::Existence, &place);
    let site = crate::notification::Site {
        id: crate::ids::NotificationId::from_bytes(house.draw()),
        place: crate::place::PlaceDigests {
            existence: Some(existence),
            ..Default::default()
        },
        category: crate::vocabulary::SiteCategory::Health,
        forces: crate::vocabulary::ForceSet::NONE,
        reconfirm_by: None,
        details: None,
        personal: None,
        shares: vec![],
    };
    let mut south = stage.south.clone();
    stage
        .house
        .say(&mut south, crate::act::Act::Site(site), &[disclosure])
        .unwrap();
    assert_eq!(stage.words(), [Why::Undisclosed]);
}

#[test]
fn only_an_agreed_boundary_for_the_whole_window_is_ground() {
    let mut ends = Stage::covered();
    draw(
        &mut ends,
        Boundary {
            start: at(-99_000),
            end: Some(at(90)),
            ..boundary()
        },
    );
    assert_eq!(ends.words(), [Why::BoundaryNotAgreed]);

    let mut shrinks = Stage::covered();
    draw(
        &mut shrinks,
        Boundary {
            start: at(90),
            area: Some(square(40_000, 0, 5_000)),
            ..boundary()
        },
    );
    assert!(shrinks.words().contains(&Why::OutsideZones));

    let mut claimed = Stage::covered();
    let other = ZoneId::from_bytes([0x21; 16]);
    let by = Some(claimed.south.party);
    let far = square(300_000, 0, 10_000);
    let claim = Boundary {
        zone: other,
        status: BoundaryStatus::Claimed,
        claimed_by: by,
        area: Some(far),
        ..boundary()
    };
    draw(&mut claimed, claim);
    assert_eq!(claimed.outcome(), Outcome::NoneKnown);
    let there = volume(disc(300_000, 0, 2_000), 60, 120);
    assert_eq!(
        words(&claimed.find_in(&[there]).basis),
        [Why::BoundaryNotAgreed]
    );

    let mut in_words = Stage::covered();
    let text = Boundary {
        zone: other,
        status: BoundaryStatus::TextOnly,
        area: None,
        ..boundary()
    };
    draw(&mut in_words, text);
    assert_eq!(in_words.outcome(), Outcome::NoneKnown);
    let there = volume(disc(300_000, 0, 2_000), 60, 120);
    assert_eq!(
        words(&in_words.find_in(&[there]).basis),
        [Why::BoundaryNotAgreed]
    );
}

#[test]
fn zones_that_overlap_all_have_their_say() {
    let mut stage = Stage::covered();
    let other = ZoneId::from_bytes([0x21; 16]);
    draw(
        &mut stage,
        Boundary {
            zone: other,
            area: Some(square(0, 10_000, 10_000)),
            ..boundary()
        },
    );
    assert_eq!(
        stage.outcome(),
        Outcome::NoneKnown,
        "a zone without rules asks for nothing more"
    );
    let mut east = profile(vec![obliged(&stage.east)]);
    east.zone = other;
    east.least_buffer = metres(800);
    stage.house.centre_says(Act::ProfileSet(east)).unwrap();
    let found = stage.find();
    let [reason] = found.basis.reasons[..] else {
        panic!("one reason")
    };
    assert_eq!(
        (reason.why, reason.party, reason.zone),
        (Why::Silent, Some(stage.east.party), Some(other))
    );
    assert_eq!(found.basis.touched, [ZONE, other]);
    // The larger of both least buffers counts: a site 700 m off overlaps now.
    stage.site(Who::South, &point(-2_430, 0));
    assert_eq!(stage.outcome(), Outcome::Overlap);
}

#[test]
fn a_standpoint_in_the_past_knows_what_was_known() {
    let mut stage = Stage::covered();
    let before = stage.house.register.standpoint(stage.house.now);
    stage.house.wait(10);
    stage.site(Who::East, &point(0, 0));
    let volumes = [target()];
    let question = super::evaluation::Question {
        volumes: &volumes,
        activity: Activity::AirStrike,
        buffer: Decimetres::ZERO,
    };
    let then = super::evaluation::evaluate(&stage.house.register, question, None, before);
    assert_eq!(then.outcome, Outcome::NoneKnown);
    assert_eq!(stage.outcome(), Outcome::Overlap);
}
