//! Reminders, what is overdue, by how much, and what an answer leaves open.

use super::*;
use crate::codec::record::{AlertWhy, Effect};
use crate::ids::DeskId;
use crate::request::scope::Missing;
use crate::vocabulary::ForceClass::{Partners, Regulars};
use crate::watch::open_alerts;

/// An alert that was owed: its number, why, to whom, to which desk.
type Said = (u16, AlertWhy, PartyId, Option<DeskId>);

fn tick(house: &mut House) -> Vec<Said> {
    let context = house.context();
    let Some(draft) = house.register.tick(&context) else {
        return Vec::new();
    };
    let index = house.append(draft);
    let effects = house.log[index as usize].part.effects.clone();
    let alerts = effects.into_iter().filter_map(|effect| match effect {
        Effect::Alert(alert) => Some((alert.number, alert.why, alert.to, alert.desk)),
        _ => None,
    });
    alerts.collect()
}

fn remind(minutes: u32) -> Option<Span> {
    Some(Span::minutes(minutes))
}

fn overdue(house: &House, to: &Voice) -> Vec<Said> {
    vec![
        (0, AlertWhy::RequestOverdue, to.party, None),
        (0, AlertWhy::RequestOverdue, house.centre.party, None),
    ]
}

fn seen(house: &House, number: u32) -> view::OccurrenceView {
    let at = house.register.standpoint(house.now);
    view::occurrence(&house.register, request(&house.centre).id, number, at).unwrap()
}

#[test]
fn each_recurrence_is_reminded_of_once_and_then_overdue() {
    let (mut house, south) = house();
    let body = Request {
        remind: remind(10),
        ..hourly(&south)
    };
    ask(&mut house, body).unwrap();
    let reminded = vec![(0, AlertWhy::RequestDue, south.party, None)];
    for hour in 0..3 {
        assert_eq!(house.register.next_due(house.now), Some(at(30 + hour * 60)));
        house.now = at(30 + hour * 60);
        assert_eq!(tick(&mut house), reminded);
        let number = u32::try_from(hour).unwrap();
        assert_eq!(seen(&house, number).state, State::Open);
        assert!(seen(&house, number).reminded.is_some());
        assert_eq!(house.register.next_due(house.now), Some(at(40 + hour * 60)));
        house.now = at(40 + hour * 60);
        assert_eq!(tick(&mut house), overdue(&house, &south));
        // Nobody takes it: it goes on after the zone's ten minutes, and not to a third place.
        house.now = at(50 + hour * 60);
        assert_eq!(tick(&mut house).len(), 2);
        assert_eq!(seen(&house, number).late_by, Some(Span::minutes(10)));
        assert_eq!(seen(&house, number).state, State::Escalated);
    }
    house.assert_replays();
}

#[test]
fn the_zones_time_counts_where_the_request_says_none_and_the_desk_that_answered_hears() {
    let (mut house, mut south) = house();
    let rules = crate::zone::Profile {
        reminder: remind(5),
        ..profile(&[south.party])
    };
    house.centre_says(Act::ProfileSet(rules)).unwrap();
    ask(&mut house, hourly(&south)).unwrap();
    house.now = at(20);
    let opened = nil(&mut house, REGULARS, &whole_zone(0, 60));
    answer(&mut house, &mut south, 0, opened).unwrap();
    house.now = at(39);
    assert_eq!(tick(&mut house), []);
    house.now = at(95);
    let desk = Some(south.desk);
    assert_eq!(
        tick(&mut house),
        [(0, AlertWhy::RequestDue, south.party, desk)]
    );
    // A reminder that nobody takes is not passed on: what follows is that the request is overdue.
    house.now = at(99);
    assert_eq!(tick(&mut house), []);
    house.now = at(100);
    assert_eq!(tick(&mut house), overdue(&house, &south));
    house.assert_replays();
}

#[test]
fn nobody_is_reminded_of_what_was_asked_after_that_moment() {
    let (mut house, south) = house();
    house.now = at(35);
    let body = Request {
        remind: remind(10),
        ..request(&south)
    };
    ask(&mut house, body).unwrap();
    house.now = at(36);
    assert_eq!(tick(&mut house), []);
    let body = |remind| Request {
        id: RequestId::from_bytes([0x42; 16]),
        as_of: at(40),
        due_by: at(50),
        remind,
        ..request(&south)
    };
    // A reminder before the time that the answer is to be true at is a slip.
    for slip in [remind(11), Some(Span::ZERO)] {
        let asked = Act::Requested(body(slip));
        assert_eq!(code(house.centre_says(asked)), RefusalCode::Invalid);
    }
    ask(&mut house, body(remind(10))).unwrap();
}

#[test]
fn any_answer_ends_the_waiting_and_to_refuse_is_one() {
    let (mut house, mut south) = house();
    let body = Request {
        remind: remind(10),
        ..hourly(&south)
    };
    ask(&mut house, body).unwrap();
    let refused = || Opened {
        reply: Reply::Refused { reason: None },
        disclosures: vec![],
    };
    house.now = at(20);
    answer(&mut house, &mut south, 0, refused()).unwrap();
    for minute in [30, 40, 60] {
        house.now = at(minute);
        assert_eq!(tick(&mut house), []);
    }
    // The next one: reminded, overdue, and then refused, late. Nothing is left to take or to pass on.
    house.now = at(90);
    tick(&mut house);
    house.now = at(100);
    assert_eq!(tick(&mut house), overdue(&house, &south));
    let open =
        |house: &House| open_alerts(&house.register, house.register.standpoint(house.now)).len();
    assert_eq!(open(&house), 2, "the reminder is over");
    house.now = at(105);
    answer(&mut house, &mut south, 1, refused()).unwrap();
    assert_eq!(open(&house), 0);
    house.now = at(149);
    assert_eq!(tick(&mut house), []);
    let seen = seen(&house, 1);
    assert_eq!(seen.late_by, Some(Span::minutes(5)));
    assert_eq!(seen.missing, None);
    assert!(matches!(
        seen.state,
        State::Answered {
            kind: Kind::Refused,
            late: true,
            ..
        }
    ));
    house.assert_replays();
}

#[test]
fn a_late_answer_after_it_was_passed_on_leaves_nothing_to_take() {
    let (mut house, mut south) = house();
    ask(&mut house, request(&south)).unwrap();
    house.now = at(40);
    tick(&mut house);
    house.now = at(50);
    assert_eq!(tick(&mut house).len(), 2);
    let opened = nil(&mut house, REGULARS, &whole_zone(0, 500));
    answer(&mut house, &mut south, 0, opened).unwrap();
    let here = house.register.standpoint(house.now);
    assert_eq!(
        open_alerts(&house.register, here),
        Vec::<&crate::watch::Owed>::new()
    );
    // As it was known before that answer, four alerts waited.
    let before = crate::register::Standpoint {
        known_at: here.known_at - 1,
        ..here
    };
    assert_eq!(open_alerts(&house.register, before).len(), 4);
    house.assert_replays();
}

/// What one party is told in a tick, the numbers of its alerts too, shows nothing of another's requests.
#[test]
fn a_tick_speaks_of_one_party() {
    let (mut house, south) = house();
    let east = house.enrol(4, Role::Force);
    ask(&mut house, request(&south)).unwrap();
    let other = Request {
        id: RequestId::from_bytes([0x41; 16]),
        ..request(&east)
    };
    ask(&mut house, other).unwrap();
    house.now = at(40);
    assert_eq!(tick(&mut house), overdue(&house, &south));
    assert_eq!(tick(&mut house), [], "not within the same second");
    house.now = house.now.plus(Span::seconds(1));
    assert_eq!(tick(&mut house), overdue(&house, &east));
    house.now = at(51);
    for party in [&south, &east] {
        let passed = [
            (0, AlertWhy::Escalated, party.party, None),
            (0, AlertWhy::Escalated, house.centre.party, None),
        ];
        assert_eq!(tick(&mut house), passed);
        house.now = house.now.plus(Span::seconds(1));
    }
    assert_eq!(tick(&mut house), []);
    house.assert_replays();
}

#[test]
fn an_overdue_request_is_passed_on_in_the_time_of_its_own_zone() {
    let (mut house, south) = house();
    let other = crate::ids::ZoneId::from_bytes([0x77; 16]);
    let drawn = crate::zone::Boundary {
        zone: other,
        ..boundary()
    };
    house.centre_says(Act::BoundaryDrawn(drawn)).unwrap();
    let rules = crate::zone::Profile {
        zone: other,
        escalation: Span::minutes(1),
        ..profile(&[south.party])
    };
    house.centre_says(Act::ProfileSet(rules)).unwrap();
    ask(&mut house, request(&south)).unwrap();
    house.now = at(40);
    assert_eq!(tick(&mut house), overdue(&house, &south));
    assert_eq!(house.register.next_due(house.now), Some(at(50)));
}

fn window(from: i64, until: i64) -> TimeWindow {
    TimeWindow::new(at(from), at(until)).unwrap()
}

#[test]
fn what_an_answer_leaves_open_is_said() {
    let (mut house, mut south) = house();
    let both = ForceSet::NONE.with(Regulars).with(Partners);
    let (area, disclosure) = house.seal(Label::Area, &whole_zone(0, 60));
    let body = Request {
        area: Some(area),
        forces: both,
        ..hourly(&south)
    };
    let mut centre = house.centre.clone();
    house
        .say(&mut centre, Act::Requested(body), &[disclosure])
        .unwrap();
    house.now = at(20);
    let small = volume(square(3600, 3600, 5), 0, 60);
    let post = [post(3600, 3600, 0, Some(60))];
    let whole = whole_zone(0, 60);
    let middle = whole_zone(15, 45);
    let part = |forces: ForceSet, area: &Volume4d, house: &mut House| nil(house, forces, area);
    let cases: Vec<(Opened, Option<Missing>)> = vec![
        (part(both, &whole, &mut house), None),
        (
            part(REGULARS, &whole, &mut house),
            Some(Missing {
                forces: ForceSet::NONE.with(Partners),
                ..Missing::default()
            }),
        ),
        (
            part(both, &small, &mut house),
            Some(Missing {
                area: true,
                ..Missing::default()
            }),
        ),
        (
            part(both, &middle, &mut house),
            Some(Missing {
                times: vec![window(0, 15), window(45, 60)],
                ..Missing::default()
            }),
        ),
        (
            positions(&mut house, &post, None),
            Some(Missing {
                undeclared: true,
                ..Missing::default()
            }),
        ),
        (
            Opened {
                disclosures: vec![],
                ..part(both, &whole, &mut house)
            },
            Some(Missing {
                unseen: true,
                ..Missing::default()
            }),
        ),
    ];
    for (opened, missing) in cases {
        let record = answer(&mut house, &mut south, 0, opened).unwrap();
        let partial = house.flags(record).contains(&Flag::AnswerPartial);
        assert_eq!(partial, missing.is_some());
        assert_eq!(seen(&house, 0).missing, missing);
    }
    // The second occurrence asks about a time an hour later.
    house.now = at(80);
    let opened = part(both, &whole, &mut house);
    answer(&mut house, &mut south, 1, opened).unwrap();
    let open = seen(&house, 1).missing.unwrap();
    assert_eq!(open.times, [window(60, 120)]);
    house.assert_replays();
}

#[test]
fn an_answer_about_another_time_does_not_answer_a_whole_zone() {
    let (mut house, mut south) = house();
    ask(&mut house, request(&south)).unwrap();
    house.now = at(300);
    let opened = nil(&mut house, REGULARS, &whole_zone(300, 500));
    answer(&mut house, &mut south, 0, opened).unwrap();
    let open = seen(&house, 0).missing.unwrap();
    assert_eq!(open.times, [window(10, 40)]);
}
