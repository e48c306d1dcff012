//! What was held, what one party knew of it, and what came later.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::difference::{Held, difference};
use super::{Inquiry, Report, Viewpoint, inquire};
use crate::act::Act;
use crate::check::Why;
use crate::check::kit::{
    Stage, Who, ZONE, disc, metres, obliged, position, profile, regulars, target, volume, words,
};
use crate::codec::disclosure::Label;
use crate::erasure::Erasure;
use crate::geometry::cell::{Step, cover};
use crate::geometry::distance::within;
use crate::geometry::position::Decimetres;
use crate::ids::{LogIndex, NotificationId, PartyId};
use crate::ladder::Acknowledgement;
use crate::notification::{NotificationRef, Share, Site};
use crate::place::{CellPlace, ExistencePlace, PlaceDigests, SitePlace};
use crate::presence::all_standing;
use crate::register::tests::at;
use crate::relay::{Relay, RelayedAct};
use crate::request::Reply;
use crate::request::view::State;
use crate::time::{Instant, Span};
use crate::vocabulary::{
    ChannelState, LadderStep, Means, MovementAct, Outcome, PlanState, Resolution,
};
use proptest::prelude::*;

mod missing;
mod seen;

/// What the viewpoint knows now of the middle of the zone around one o'clock.
fn ask(stage: &Stage, viewpoint: Viewpoint) -> Report {
    ask_at(stage, viewpoint, stage.house.register.size, stage.house.now)
}

fn ask_at(stage: &Stage, viewpoint: Viewpoint, known_at: LogIndex, now: Instant) -> Report {
    let inquiry = Inquiry {
        volume: target(),
        reach: metres(100),
        known_at,
        now,
        viewpoint,
    };
    inquire(&stage.house.register, &inquiry)
}

fn east(stage: &Stage) -> Viewpoint {
    Viewpoint::Party(stage.east.party)
}

fn inside() -> SitePlace {
    Stage::site_place(disc(0, 0, 10), 0, 600)
}

/// South's site in the middle, shared with East.
fn shared(
    stage: &mut Stage,
    resolution: Resolution,
    place: &SitePlace,
) -> (NotificationId, LogIndex) {
    let id = NotificationId::from_bytes(stage.house.draw());
    let step = Step::from_e7(1_000_000).unwrap();
    let cells = cover(&place.footprint, Decimetres::ZERO, step).unwrap();
    let cell = CellPlace {
        step_e7: 1_000_000,
        cells: cells
            .iter()
            .map(|cell| (cell.row(), cell.column()))
            .collect(),
        start: place.start,
        end: place.end,
    };
    let existence = ExistencePlace {
        zone: ZONE,
        start: place.start,
        end: place.end,
    };
    let exact = stage.seal(Label::Exact, place);
    let cell = stage.seal(Label::Cell, &cell);
    let existence = stage.seal(Label::Existence, &existence);
    let digests = PlaceDigests {
        exact: Some(exact.0),
        cell: Some(cell.0),
        existence: Some(existence.0),
    };
    let shares = vec![Share {
        to: stage.east.party,
        resolution,
    }];
    let site = Site {
        shares,
        ..Stage::site_body(id, digests)
    };
    let record = stage
        .say(Who::South, Act::Site(site), &[exact.1, cell.1, existence.1])
        .unwrap();
    (id, record)
}

/// A party takes everything in its inbox that it has not taken yet.
fn take_all(stage: &mut Stage, who: Who) {
    let party = stage.party(who);
    let items: Vec<u64> = stage
        .house
        .register
        .ladder
        .inbox(party, stage.house.register.size)
        .iter()
        .map(|item| item.number)
        .collect();
    for item in items {
        let ack = Acknowledgement {
            item,
            step: LadderStep::Received,
            text: None,
        };
        stage.say(who, Act::Acknowledged(ack), &[]).unwrap();
    }
}

fn abouts(report: &Report) -> Vec<NotificationRef> {
    report.notifications.iter().map(|one| one.about).collect()
}

#[test]
fn the_register_knows_at_once_and_a_party_when_it_has_taken_it() {
    let mut stage = Stage::covered();
    let (id, record) = shared(&mut stage, Resolution::Exact, &inside());
    let about = NotificationRef {
        party: stage.south.party,
        id,
    };
    let report = ask(&stage, Viewpoint::Register);
    assert_eq!(
        (report.outcome, abouts(&report)),
        (Outcome::Overlap, vec![about])
    );
    assert!(report.sent_not_acknowledged.is_empty());
    let before = ask(&stage, east(&stage));
    assert!(before.notifications.is_empty() && before.basis.overlaps.is_empty());
    assert_eq!(before.sent_not_acknowledged, [(record, Resolution::Exact)]);
    assert_ne!(before.outcome, Outcome::NoneKnown);
    let own = ask(&stage, Viewpoint::Party(stage.south.party));
    assert_eq!(abouts(&own), [about], "one's own statements are known");
    let known_at = stage.house.register.size;
    take_all(&mut stage, Who::East);
    let after = ask(&stage, east(&stage));
    assert_eq!(
        (after.outcome, abouts(&after)),
        (Outcome::Overlap, vec![about])
    );
    assert!(after.sent_not_acknowledged.is_empty());
    assert_eq!(
        after.notifications[0].view, None,
        "what else was said of it is its owner's to see"
    );
    assert_eq!(
        ask_at(&stage, east(&stage), known_at, at(0)),
        before,
        "and as it stood before"
    );
    let difference = difference(&before, &after);
    assert!(matches!(&difference.added[..], [(r, Held::Notified(_))] if *r == record));
    assert!(difference.removed.is_empty());
}

#[test]
fn a_party_knows_no_more_than_it_was_sent() {
    // 9 km to the north: outside the target, in one cell of a tenth of a degree with it.
    let far = Stage::site_place(disc(8_000, 1_000, 10), 0, 600);
    let mut stage = Stage::covered();
    shared(&mut stage, Resolution::Cell, &far);
    take_all(&mut stage, Who::East);
    assert!(ask(&stage, Viewpoint::Register).notifications.is_empty());
    let report = ask(&stage, east(&stage));
    assert_eq!(report.outcome, Outcome::Overlap);
    let [one] = &report.notifications[..] else {
        panic!("one notification")
    };
    assert_eq!(
        (one.resolution, one.standing[0].resolution),
        (Resolution::Cell, Resolution::Cell)
    );
    assert!(
        one.standing[0]
            .volumes
            .iter()
            .all(|v| v.footprint != far.footprint)
    );

    let mut stage = Stage::covered();
    let (_, record) = shared(&mut stage, Resolution::Existence, &inside());
    take_all(&mut stage, Who::East);
    let report = ask(&stage, east(&stage));
    assert_eq!(report.outcome, Outcome::Unknown);
    assert!(words(&report.basis).contains(&Why::Undisclosed));
    assert!(
        report
            .notifications
            .iter()
            .all(|one| one.standing.is_empty())
    );
    assert_eq!(
        report
            .undisclosed
            .iter()
            .map(|told| told.record)
            .collect::<Vec<_>>(),
        [record]
    );
}

#[test]
fn coverage_is_known_to_whoever_was_told() {
    let mut stage = Stage::covered();
    assert_eq!(ask(&stage, Viewpoint::Register).outcome, Outcome::NoneKnown);
    assert_eq!(ask(&stage, Viewpoint::Register).declarations.len(), 2);
    let report = ask(&stage, east(&stage));
    assert_eq!(
        (report.outcome, words(&report.basis)),
        (Outcome::Unknown, vec![Why::Silent])
    );
    assert!(report.declarations.is_empty());
    let centre = Viewpoint::Party(stage.house.centre.party);
    assert_eq!(
        ask(&stage, centre).outcome,
        Outcome::Unknown,
        "sent and not taken"
    );
    take_all(&mut stage, Who::Centre);
    assert_eq!(ask(&stage, centre).outcome, Outcome::NoneKnown);
}

#[test]
fn a_later_word_takes_nothing_from_the_past() {
    let mut stage = Stage::covered();
    let line = vec![
        position(3_600_000, 3_590_000),
        position(3_600_000, 3_610_000),
    ];
    let id = stage.movement(Who::South, line, 50, 100);
    stage.house.wait(90);
    let known_at = stage.house.register.size;
    stage.report(Who::South, id, MovementAct::Arrived);
    stage.house.wait(300);
    let report = ask(&stage, Viewpoint::Register);
    assert_eq!(
        report.outcome,
        Outcome::Overlap,
        "until half past one it was there"
    );
    assert_eq!(
        report.at.now,
        at(120),
        "what had aged since then does not count"
    );
    let [one] = &report.notifications[..] else {
        panic!("one notification")
    };
    assert_eq!(one.standing[0].ended, Some(at(90)));
    let before = ask_at(&stage, Viewpoint::Register, known_at, at(390));
    assert_eq!(before.notifications[0].standing[0].ended, None);
    assert!(
        before.notifications[0].standing[0].stale,
        "nobody had heard that it arrived"
    );
    let changed = difference(&before, &report).changed;
    assert!(matches!(
        &changed[..],
        [(_, Held::Notified(_), Held::Notified(_))]
    ));
    // A place and time at which it was not any more.
    let later = Inquiry {
        volume: volume(disc(0, 0, 2_000), 95, 120),
        reach: metres(100),
        known_at: stage.house.register.size,
        now: stage.house.now,
        viewpoint: Viewpoint::Register,
    };
    assert!(
        inquire(&stage.house.register, &later)
            .notifications
            .is_empty()
    );
}

#[test]
fn an_end_that_lies_unread_ends_nothing_for_that_party() {
    let mut stage = Stage::covered();
    let (id, _) = shared(&mut stage, Resolution::Exact, &inside());
    take_all(&mut stage, Who::East);
    let asked = stage.withdraw(Who::South, id);
    let mut second = stage.house.enrol_person(&stage.south.clone(), 55);
    stage
        .house
        .say(&mut second, Act::Countersigned(asked), &[])
        .unwrap();
    stage.house.wait(30);
    assert_eq!(ask(&stage, Viewpoint::Register).outcome, Outcome::NoneKnown);
    let report = ask(&stage, east(&stage));
    assert_eq!(report.outcome, Outcome::Overlap);
    assert_eq!(report.notifications[0].standing[0].ended, None);
    assert!(
        report
            .sent_not_acknowledged
            .iter()
            .any(|(record, _)| *record == asked)
    );
}

#[test]
fn what_was_telephoned_and_entered_later_stands_apart() {
    let mut stage = Stage::covered();
    let known_at = stage.house.register.size;
    stage.house.wait(3 * 1_440);
    let (exact, disclosure) = stage.seal(Label::Exact, &inside());
    let id = NotificationId::from_bytes([0x66; 16]);
    let site = Stage::site_body(
        id,
        PlaceDigests {
            exact: Some(exact),
            ..PlaceDigests::default()
        },
    );
    let relay = |what| Relay {
        speaker: PartyId::from_bytes([3; 16]),
        heard_by: PartyId::from_bytes([1; 16]),
        means: Means::Telephone,
        heard_at: at(-5),
        read_back: false,
        persons: None,
        what,
    };
    let entered = stage
        .say(
            Who::Centre,
            Act::Relayed(relay(RelayedAct::Site(site))),
            &[disclosure],
        )
        .unwrap();
    let (text, disclosure) = stage.seal(Label::Text, &"we telephoned".to_owned());
    let worded = stage
        .say(
            Who::Centre,
            Act::Relayed(relay(RelayedAct::Words(text))),
            &[disclosure],
        )
        .unwrap();
    let then = ask_at(&stage, Viewpoint::Register, known_at, at(60));
    assert_eq!(then.outcome, Outcome::NoneKnown);
    assert!(then.relayed.is_empty());
    let later: Vec<LogIndex> = then
        .entered_later
        .iter()
        .map(|entry| entry.record)
        .collect();
    assert_eq!(later, [entered, worded]);
    let now = ask(&stage, Viewpoint::Register);
    assert_eq!(now.outcome, Outcome::Overlap);
    assert!(now.basis.overlaps[0].relayed);
    assert_eq!(now.relayed.len(), 2);
    assert!(now.entered_later.is_empty());
    let difference = difference(&then, &now);
    let added: Vec<LogIndex> = difference.added.iter().map(|(record, _)| *record).collect();
    assert!(added.contains(&entered) && added.contains(&worded));
}

#[test]
fn the_ladder_says_where_it_stopped() {
    let mut stage = Stage::covered();
    let (_, record) = shared(&mut stage, Resolution::Exact, &inside());
    let item = stage.house.register.ladder.next_number(stage.east.party) - 1;
    for step in [
        LadderStep::Received,
        LadderStep::Acknowledged,
        LadderStep::Ingested,
    ] {
        stage
            .say(
                Who::East,
                Act::Acknowledged(Acknowledgement {
                    item,
                    step,
                    text: None,
                }),
                &[],
            )
            .unwrap();
    }
    let report = ask(&stage, Viewpoint::Register);
    let ladder = &report.notifications[0].ladder;
    let rung = ladder
        .iter()
        .find(|rung| rung.to == stage.east.party)
        .unwrap();
    assert_eq!(rung.item.record, record);
    assert_eq!(rung.steps.len(), 3);
    assert!(rung.missing().contains(&LadderStep::Disseminated));
    assert!(!rung.missing().contains(&LadderStep::Ingested));
    let centre = ladder
        .iter()
        .find(|rung| rung.to == stage.house.centre.party)
        .unwrap();
    assert!(centre.steps.is_empty());
    let own = ask(&stage, east(&stage));
    assert!(
        own.notifications[0]
            .ladder
            .iter()
            .all(|rung| rung.to == stage.east.party)
    );
}

#[test]
fn requests_answers_and_silence() {
    let mut stage = Stage::new();
    let south = stage.request(Who::South);
    let north = stage.request(Who::North);
    stage.answer(Who::South, south, Reply::Refused { reason: None }, &[]);
    stage.house.wait(70);
    let report = ask(&stage, Viewpoint::Register);
    let states: Vec<_> = report
        .requests
        .iter()
        .map(|one| {
            (
                one.request.id,
                one.request.occurrences[0].state,
                one.answers.len(),
            )
        })
        .collect();
    let refused = states.iter().find(|(id, ..)| *id == south).unwrap();
    assert!(matches!(
        refused.1,
        State::Answered {
            kind: crate::request::view::Kind::Refused,
            ..
        }
    ));
    assert_eq!(refused.2, 1);
    let silent = states.iter().find(|(id, ..)| *id == north).unwrap();
    assert!(matches!(silent.1, State::Overdue | State::Escalated));
    assert_eq!(words(&report.basis), [Why::Silent, Why::Refused]);
    // The centre has not taken South's answer out of its inbox.
    let centre = ask(&stage, Viewpoint::Party(stage.house.centre.party));
    let own = centre
        .requests
        .iter()
        .find(|one| one.request.id == south)
        .unwrap();
    assert_eq!(
        (own.request.occurrences[0].state, own.answers.len()),
        (State::Overdue, 0)
    );
    assert!(ask(&stage, east(&stage)).requests.is_empty());
}

#[test]
fn checks_and_plans_that_touched_it() {
    let mut stage = Stage::covered();
    stage.check(Who::East, &[target()]);
    stage.check(Who::East, &[volume(disc(20_000, 0, 2_000), 60, 120)]);
    let plan = stage.file(Who::East, &[target()]);
    stage.step(Who::East, plan, PlanState::Active).unwrap();
    stage.site(Who::South, &inside());
    let report = ask(&stage, Viewpoint::Register);
    assert_eq!(report.checks.len(), 1);
    assert_eq!(
        report.checks[0].spoken[0].verdict.outcome,
        Outcome::NoneKnown
    );
    let [planned] = &report.plans[..] else {
        panic!("one plan")
    };
    assert_eq!(
        (planned.plan, planned.state),
        ((stage.east.party, plan), Some(PlanState::Active))
    );
    let said: Vec<Outcome> = planned
        .spoken
        .iter()
        .map(|spoken| spoken.verdict.outcome)
        .collect();
    assert_eq!(said, [Outcome::NoneKnown, Outcome::Overlap]);
    assert_eq!(planned.alerts.len(), 2);
    let other = ask(&stage, Viewpoint::Party(stage.north.party));
    assert!(other.checks.is_empty() && other.plans.is_empty());
    let own = ask(&stage, east(&stage));
    assert_eq!(
        (own.checks.len(), own.plans.len(), own.plans[0].alerts.len()),
        (1, 1, 1)
    );
}

#[test]
fn what_was_erased_is_never_nothing() {
    let mut stage = Stage::covered();
    let (_, record) = stage.site(Who::East, &Stage::site_place(disc(0, 0, 10), 60, 90));
    stage.house.wait(200);
    let before = ask(&stage, Viewpoint::Register);
    let erase = Erasure {
        records: vec![record],
        personal_only: false,
        reason: None,
    };
    let asked = stage.say(Who::East, Act::ErasureAsked(erase), &[]).unwrap();
    let mut second = stage.house.enrol_person(&stage.east.clone(), 55);
    stage
        .house
        .say(&mut second, Act::Countersigned(asked), &[])
        .unwrap();
    let after = ask(&stage, Viewpoint::Register);
    assert_eq!(
        (before.outcome, after.outcome),
        (Outcome::Overlap, Outcome::Unknown)
    );
    assert_eq!(words(&after.basis), [Why::Erased]);
    assert_eq!(after.undisclosed[0].record, record);
    assert_eq!(after.notifications.len(), 1, "that there was one stays");
    stage.house.assert_replays();
}

#[test]
fn channels_as_they_stood_then() {
    let mut stage = Stage::covered();
    stage.channel(Who::South, ChannelState::Suspended);
    let known_at = stage.house.register.size;
    stage.channel(Who::South, ChannelState::Open);
    let south = stage.south.party;
    let state = |report: &Report| {
        report
            .channels
            .iter()
            .find(|(party, _)| *party == south)
            .unwrap()
            .1
    };
    assert_eq!(state(&ask(&stage, Viewpoint::Register)), ChannelState::Open);
    let then = ask_at(&stage, Viewpoint::Register, known_at, at(0));
    assert_eq!(
        (state(&then), then.outcome),
        (ChannelState::Suspended, Outcome::Unknown)
    );
}

#[test]
fn the_reach_is_the_inquirys_own() {
    let mut stage = Stage::covered();
    let rules = profile(vec![obliged(&stage.south), obliged(&stage.north)]);
    assert_eq!(rules.least_buffer, metres(500));
    // 2,330 m from the middle: 330 m from the target's edge.
    stage.site(Who::East, &Stage::site_place(disc(2_100, 0, 0), 0, 600));
    assert_eq!(
        stage.outcome(),
        Outcome::Overlap,
        "for a check the zone's least buffer counts"
    );
    assert!(ask(&stage, Viewpoint::Register).notifications.is_empty());
    let inquiry = Inquiry {
        volume: target(),
        reach: metres(400),
        known_at: stage.house.register.size,
        now: at(0),
        viewpoint: Viewpoint::Register,
    };
    assert_eq!(
        inquire(&stage.house.register, &inquiry).notifications.len(),
        1
    );
}

#[test]
fn an_empty_register_holds_nothing_and_says_so() {
    let stage = Stage::new();
    let report = ask_at(&stage, Viewpoint::Register, 0, at(0));
    assert_eq!(
        (report.outcome, words(&report.basis)),
        (Outcome::Unknown, vec![Why::OutsideZones])
    );
    assert_eq!(report.caveat, crate::check::CAVEAT);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// The list is what a look at every presence by itself gives, and two reports of one question are
    /// the same.
    #[test]
    fn the_list_is_what_measuring_everything_gives(
        sites in proptest::collection::vec((-4_000_i32..4_000, -4_000_i32..4_000, 0_u32..1_500, -60_i64..200, 1_i64..200), 0..12),
        reach in 0_u32..3_000,
    ) {
        let mut stage = Stage::covered();
        for (north, east, radius, from, length) in sites {
            stage.site(Who::South, &Stage::site_place(disc(north, east, radius), from, from + length));
        }
        let asked = target();
        let inquiry = Inquiry {
            volume: asked.clone(),
            reach: metres(reach),
            known_at: stage.house.register.size,
            now: at(0),
            viewpoint: Viewpoint::Register,
        };
        let register = &stage.house.register;
        let report = inquire(register, &inquiry);
        let mut expected: Vec<LogIndex> = all_standing(register, register.standpoint(at(0)))
            .filter(|standing| standing.volumes.iter().any(|v| {
                v.meets_window(asked.window, Span::ZERO) && within(&v.footprint, &asked.footprint, metres(reach))
            }))
            .map(|standing| standing.record)
            .collect();
        expected.sort_unstable();
        let mut listed: Vec<LogIndex> =
            report.notifications.iter().flat_map(|n| &n.standing).map(|s| s.record).collect();
        listed.sort_unstable();
        prop_assert_eq!(&listed, &expected);
        prop_assert_eq!(report.outcome == Outcome::Overlap, !expected.is_empty());
        prop_assert_eq!(inquire(&stage.house.replayed(), &inquiry), report.clone());
        let none = difference(&report, &report);
        prop_assert!(none.added.is_empty() && none.removed.is_empty() && none.changed.is_empty());
        prop_assert!(regulars().has(crate::vocabulary::ForceClass::Regulars));
    }
}

mod amended;
