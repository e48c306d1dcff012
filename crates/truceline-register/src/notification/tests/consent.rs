//! Consent given, taken back, and agreed to for an emergency: each rule by itself, and any order of them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::act::Act;
use crate::check::kit::{Stage, Who, ZONE, disc, metres, target};
use crate::codec::disclosure::Label;
use crate::ids::{LogIndex, NotificationId};
use crate::inquiry::{Inquiry, Report, Viewpoint, inquire};
use crate::ladder::Acknowledgement;
use crate::notification::consent::{self, Consent, EmergencyShare};
use crate::notification::{Amendment, NotificationRef, Share, Site};
use crate::place::{ExistencePlace, PlaceDigests};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::tests::{at, code};
use crate::vocabulary::{LadderStep, Resolution};
use proptest::prelude::*;

const ID: NotificationId = NotificationId::from_bytes([7; 16]);

/// South's site in the middle of what the tests check, told exactly and as existence.
fn site(stage: &mut Stage, shares: Vec<Share>, amends: bool) -> LogIndex {
    let place = Stage::site_place(disc(0, 0, 100), -60, 600);
    let existence = ExistencePlace {
        zone: ZONE,
        start: at(-60),
        end: Some(at(600)),
    };
    let (exact, one) = stage.seal(Label::Exact, &place);
    let (existence, two) = stage.seal(Label::Existence, &existence);
    let digests = PlaceDigests {
        exact: Some(exact),
        cell: None,
        existence: Some(existence),
    };
    let body = Site {
        shares,
        ..Stage::site_body(ID, digests)
    };
    let act = if amends {
        Act::Amended(Amendment::Site(body))
    } else {
        Act::Site(body)
    };
    stage.say(Who::South, act, &[one, two]).unwrap()
}

fn to_north(stage: &Stage, resolution: Resolution) -> Vec<Share> {
    vec![Share {
        to: stage.north.party,
        resolution,
    }]
}

fn lets(
    stage: &mut Stage,
    resolution: Option<Resolution>,
    emergency: Option<Resolution>,
) -> Result<LogIndex, Refusal> {
    let body = Consent {
        id: ID,
        to: stage.north.party,
        resolution,
        emergency,
    };
    stage.say(Who::South, Act::ConsentChanged(body), &[])
}

fn shown(stage: &Stage, record: LogIndex) -> Option<Resolution> {
    let register = &stage.house.register;
    consent::shown(register, record, stage.north.party, register.size)
}

fn inbox(stage: &Stage) -> Vec<(LogIndex, Resolution)> {
    let register = &stage.house.register;
    let inbox = register.ladder.inbox(stage.north.party, register.size);
    inbox
        .iter()
        .map(|item| (item.record, item.resolution))
        .collect()
}

fn takes(stage: &mut Stage, item: usize) {
    let body = Acknowledgement {
        item: item as u64,
        step: LadderStep::Acknowledged,
        text: None,
    };
    stage.say(Who::North, Act::Acknowledged(body), &[]).unwrap();
}

fn known_to_north(stage: &Stage) -> Report {
    let inquiry = Inquiry {
        volume: target(),
        reach: metres(100),
        known_at: stage.house.register.size,
        now: stage.house.now,
        viewpoint: Viewpoint::Party(stage.north.party),
    };
    inquire(&stage.house.register, &inquiry)
}

#[test]
fn what_counts_is_told_at_once_when_more_is_given() {
    let mut stage = Stage::new();
    let record = site(&mut stage, vec![], false);
    assert_eq!(inbox(&stage), []);
    let given = lets(&mut stage, Some(Resolution::Exact), None).unwrap();
    let told = [(given, Resolution::Existence), (record, Resolution::Exact)];
    assert_eq!(inbox(&stage), told);
    assert_eq!(shown(&stage, record), Some(Resolution::Exact));
    assert!(known_to_north(&stage).notifications.is_empty());
    takes(&mut stage, 2);
    let report = known_to_north(&stage);
    assert_eq!(report.notifications[0].resolution, Resolution::Exact);
    assert_eq!(report.notifications[0].taken_back, None);
    stage.house.assert_replays();
}

#[test]
fn more_than_before_is_told_and_the_same_is_not_told_twice() {
    let mut stage = Stage::new();
    let shares = to_north(&stage, Resolution::Existence);
    let record = site(&mut stage, shares, false);
    lets(&mut stage, Some(Resolution::Existence), None).unwrap();
    let items = inbox(&stage);
    assert_eq!(items.iter().filter(|(of, _)| *of == record).count(), 1);
    lets(&mut stage, Some(Resolution::Exact), None).unwrap();
    assert_eq!(inbox(&stage).last(), Some(&(record, Resolution::Exact)));
}

#[test]
fn taken_back_later_versions_are_not_told_and_views_show_no_more() {
    let mut stage = Stage::new();
    let shares = to_north(&stage, Resolution::Exact);
    let record = site(&mut stage, shares.clone(), false);
    assert_eq!(shown(&stage, record), Some(Resolution::Exact));
    lets(&mut stage, None, None).unwrap();
    let before = inbox(&stage).len();
    let amended = site(&mut stage, shares, true);
    assert_eq!(
        inbox(&stage).len(),
        before,
        "not even that there is a version"
    );
    assert_eq!(shown(&stage, amended), None);
    assert_eq!(shown(&stage, record), Some(Resolution::Commitment));
    stage.house.assert_replays();
}

#[test]
fn what_was_seen_stays_known_with_the_time_since_when_it_is_taken_back() {
    let mut stage = Stage::new();
    let shares = to_north(&stage, Resolution::Exact);
    site(&mut stage, shares, false);
    takes(&mut stage, 1);
    stage.house.wait(5);
    let back = lets(&mut stage, None, None).unwrap();
    let report = known_to_north(&stage);
    assert_eq!(report.notifications[0].resolution, Resolution::Exact);
    assert_eq!(report.notifications[0].taken_back, Some((back, at(5))));
}

#[test]
fn what_is_taken_only_after_it_was_taken_back_was_not_seen() {
    let mut stage = Stage::new();
    let shares = to_north(&stage, Resolution::Exact);
    site(&mut stage, shares, false);
    lets(&mut stage, None, None).unwrap();
    takes(&mut stage, 1);
    let report = known_to_north(&stage);
    let standing = report.notifications.iter().flat_map(|n| &n.standing);
    assert_eq!(standing.count(), 0);
}

#[test]
fn a_later_version_may_tell_less_than_was_agreed_and_never_more() {
    let mut stage = Stage::new();
    site(&mut stage, vec![], false);
    lets(&mut stage, Some(Resolution::Existence), None).unwrap();
    let shares = to_north(&stage, Resolution::Exact);
    let more = site(&mut stage, shares, true);
    assert_eq!(shown(&stage, more), Some(Resolution::Existence));
    lets(&mut stage, Some(Resolution::Exact), None).unwrap();
    let shares = to_north(&stage, Resolution::Existence);
    let less = site(&mut stage, shares, true);
    assert_eq!(shown(&stage, less), Some(Resolution::Existence));
    let unnamed = site(&mut stage, vec![], true);
    assert_eq!(shown(&stage, unnamed), Some(Resolution::Exact));
}

#[test]
fn for_an_emergency_nothing_is_told_before_it() {
    let mut stage = Stage::new();
    let record = site(&mut stage, vec![], false);
    lets(&mut stage, None, Some(Resolution::Exact)).unwrap();
    assert_eq!(inbox(&stage), []);
    let register = &stage.house.register;
    let shares = consent::emergency_shares(register, &target(), register.standpoint(at(0)));
    let expected = EmergencyShare {
        about: NotificationRef {
            party: stage.south.party,
            id: ID,
        },
        record,
        to: stage.north.party,
        resolution: Resolution::Exact,
    };
    assert_eq!(shares, [expected]);
    let mut elsewhere = target();
    elsewhere.footprint = disc(40_000, 0, 100);
    let shares = consent::emergency_shares(register, &elsewhere, register.standpoint(at(0)));
    assert_eq!(shares, []);
    lets(&mut stage, None, None).unwrap();
    let register = &stage.house.register;
    let shares = consent::emergency_shares(register, &target(), register.standpoint(at(0)));
    assert_eq!(shares, []);
}

#[test]
fn it_is_the_owners_alone_and_not_of_the_centre() {
    let mut stage = Stage::new();
    site(&mut stage, vec![], false);
    let mut body = Consent {
        id: ID,
        to: stage.east.party,
        resolution: Some(Resolution::Exact),
        emergency: None,
    };
    let other = stage.say(Who::North, Act::ConsentChanged(body), &[]);
    assert_eq!(code(other), RefusalCode::MissingReference);
    body.to = stage.house.centre.party;
    let centre = stage.say(Who::South, Act::ConsentChanged(body), &[]);
    assert_eq!(code(centre), RefusalCode::Invalid);
}

#[test]
fn what_a_stolen_key_gave_is_given_no_more_and_what_it_took_stays_taken() {
    let mut stage = Stage::new();
    let record = site(&mut stage, vec![], false);
    stage.house.wait(10);
    lets(&mut stage, Some(Resolution::Exact), None).unwrap();
    assert_eq!(shown(&stage, record), Some(Resolution::Exact));
    let south = stage.south.clone();
    let (_, next) = stage.house.revoke(&south, at(5));
    stage.south = next;
    let known = stage
        .house
        .register
        .notifications
        .of_record(record)
        .unwrap();
    let register = &stage.house.register;
    let holding = consent::of(register, known, stage.north.party, register.size);
    assert_eq!(holding.unwrap().resolution, None);
    stage.house.assert_replays();
}

#[derive(Clone, Copy, Debug)]
enum Move {
    Lets(Option<Resolution>),
    Amends(Option<Resolution>),
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let resolution = || {
        prop_oneof![
            Just(None),
            Just(Some(Resolution::Existence)),
            Just(Some(Resolution::Exact))
        ]
    };
    let one = prop_oneof![
        resolution().prop_map(Move::Lets),
        resolution().prop_map(Move::Amends)
    ];
    prop::collection::vec(one, 1..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// After any order of changes and versions: once something was said of the party, the latest version
    /// shows it exactly what was said last, or less where that version named less; nothing shows more.
    #[test]
    fn the_last_word_holds(moves in moves()) {
        let mut stage = Stage::new();
        let mut latest = site(&mut stage, vec![], false);
        let mut said: Option<Option<Resolution>> = None;
        let mut ever: Option<Resolution> = None;
        let mut expected: Option<Resolution>;
        for step in moves {
            match step {
                Move::Lets(resolution) => {
                    lets(&mut stage, resolution, None).unwrap();
                    said = Some(resolution);
                    expected = resolution;
                }
                Move::Amends(named) => {
                    ever = ever.max(named);
                    let shares = named.map_or_else(Vec::new, |named| to_north(&stage, named));
                    latest = site(&mut stage, shares, true);
                    expected = match said {
                        // Whoever was told once hears that there is another version.
                        None => named.or(ever.map(|_| Resolution::Existence)),
                        Some(allowed) => named.map_or(allowed, |named| allowed.min(Some(named))),
                    };
                }
            }
            let shows = shown(&stage, latest).filter(|r| *r > Resolution::Commitment);
            prop_assert_eq!(shows, expected);
            if said == Some(None) {
                let register = &stage.house.register;
                let of = |known: &crate::notification::history::Notification| {
                    known.versions.iter().map(|v| v.record).collect::<Vec<_>>()
                };
                let known = register.notifications.of_record(latest).unwrap();
                for record in of(known) {
                    let shows = shown(&stage, record).filter(|r| *r > Resolution::Commitment);
                    prop_assert_eq!(shows, None);
                }
            }
        }
        stage.house.assert_replays();
    }
}
