//! A request of the tests and its answers; the rules of requests, answers and their positions.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod answers;
mod due;
mod hidden;
mod sequences;

use super::view::{self, Kind, State};
use super::*;
use crate::act::Act;
use crate::codec::disclosure::Disclosure;
use crate::geometry::footprint::{Circle, Footprint};
use crate::geometry::position::{Decimetres, Position};
use crate::place::{PostedPosition, SitePlace};
use crate::register::tests::{House, Voice, at, code};
use crate::time::TimeWindow;
use crate::vocabulary::{ForceClass, Role};
use crate::zone::tests::{boundary, profile, square, zone};

pub(crate) const REGULARS: ForceSet = ForceSet::NONE.with(ForceClass::Regulars);

/// A register with the tests' zone, its rules, and South (party 3), who must answer there.
pub(crate) fn house() -> (House, Voice) {
    let mut house = House::new();
    let south = house.enrol(3, Role::Force);
    house.centre_says(Act::BoundaryDrawn(boundary())).unwrap();
    house
        .centre_says(Act::ProfileSet(profile(&[south.party])))
        .unwrap();
    (house, south)
}

pub(crate) fn request(to: &Voice) -> Request {
    Request {
        id: RequestId::from_bytes([0x40; 16]),
        to: to.party,
        zone: zone(),
        area: None,
        forces: REGULARS,
        as_of: at(10),
        due_by: at(40),
        every: None,
        until: None,
        remind: None,
    }
}

pub(crate) fn hourly(to: &Voice) -> Request {
    Request {
        every: Some(Span::hours(1)),
        ..request(to)
    }
}

/// A position of regulars: a circle of 100 m, its place in hundredths of a degree.
pub(crate) fn post(lat: i32, lon: i32, from: i64, until: Option<i64>) -> PostedPosition {
    let centre = Position::from_e7(lat * 100_000, lon * 100_000).unwrap();
    PostedPosition {
        class: ForceClass::Regulars,
        place: SitePlace {
            footprint: Footprint::Circle(Circle {
                centre,
                radius: Decimetres::from_metres(100).unwrap(),
            }),
            altitude: None,
            start: at(from),
            end: until.map(at),
            precision: Some(Decimetres::from_metres(10).unwrap()),
            buffer: Decimetres::ZERO,
        },
    }
}

/// The whole zone, or any other area, during minutes after noon.
pub(crate) fn volume(footprint: Footprint, from: i64, until: i64) -> Volume4d {
    Volume4d {
        footprint,
        altitude: None,
        window: TimeWindow::new(at(from), at(until)).unwrap(),
        precision: Some(Decimetres::ZERO),
    }
}

pub(crate) fn whole_zone(from: i64, until: i64) -> Volume4d {
    volume(square(3600, 3600, 50), from, until)
}

/// A reply with what opens it.
pub(crate) struct Opened {
    pub(crate) reply: Reply,
    pub(crate) disclosures: Vec<Disclosure>,
}

pub(crate) fn nil(house: &mut House, forces: ForceSet, area: &Volume4d) -> Opened {
    let (area, disclosure) = house.seal(Label::Area, area);
    Opened {
        reply: Reply::Nil(Declaration { area, forces }),
        disclosures: vec![disclosure],
    }
}

pub(crate) fn positions(
    house: &mut House,
    posts: &[PostedPosition],
    complete: Option<(ForceSet, &Volume4d)>,
) -> Opened {
    let (digest, disclosure) = house.seal(Label::Positions, &posts.to_vec());
    let mut disclosures = vec![disclosure];
    let complete = complete.map(|(forces, area)| {
        let (area, disclosure) = house.seal(Label::Area, area);
        disclosures.push(disclosure);
        Declaration { area, forces }
    });
    Opened {
        reply: Reply::Positions {
            positions: digest,
            complete,
        },
        disclosures,
    }
}

/// An answer as of now.
pub(crate) fn answer(
    house: &mut House,
    voice: &mut Voice,
    occurrence: u32,
    opened: Opened,
) -> Result<LogIndex, Refusal> {
    let body = body(house, occurrence, opened.reply);
    house.say(voice, Act::Answered(body), &opened.disclosures)
}

pub(crate) fn body(house: &House, occurrence: u32, reply: Reply) -> Answer {
    Answer {
        request: RequestId::from_bytes([0x40; 16]),
        occurrence,
        as_of: house.now,
        reply,
    }
}

pub(crate) fn states(house: &House) -> Vec<State> {
    let view = view::of_request(
        &house.register,
        RequestId::from_bytes([0x40; 16]),
        house.register.standpoint(house.now),
        None,
    );
    view.unwrap()
        .occurrences
        .iter()
        .map(|occurrence| occurrence.state)
        .collect()
}

fn ask(house: &mut House, body: Request) -> Result<LogIndex, Refusal> {
    house.centre_says(Act::Requested(body))
}

#[test]
fn a_request_is_told_to_its_addressee_and_waits() {
    let (mut house, south) = house();
    let record = ask(&mut house, request(&south)).unwrap();
    let inbox = house
        .register
        .ladder
        .inbox(south.party, house.register.size);
    assert!(
        inbox
            .iter()
            .any(|item| item.record == record && item.resolution == Resolution::Exact)
    );
    assert_eq!(states(&house), vec![State::Open]);
    house.wait(40);
    assert_eq!(
        states(&house),
        vec![State::Overdue],
        "due at 40, and due is due"
    );
    house.assert_replays();
}

#[test]
fn only_the_centre_asks_and_only_what_can_be_answered() {
    let (mut house, mut south) = house();
    let asked = Act::Requested(request(&south));
    assert_eq!(
        code(house.say(&mut south, asked, &[])),
        RefusalCode::NotThisRole
    );
    let sound = request(&south);
    let stranger = Request {
        to: PartyId::from_bytes([99; 16]),
        ..sound.clone()
    };
    assert_eq!(
        code(ask(&mut house, stranger)),
        RefusalCode::MissingReference
    );
    let nowhere = Request {
        zone: ZoneId::from_bytes([99; 16]),
        ..sound.clone()
    };
    assert_eq!(
        code(ask(&mut house, nowhere)),
        RefusalCode::MissingReference
    );
    let wrong = [
        Request {
            due_by: sound.as_of,
            ..sound.clone()
        },
        Request {
            every: Some(Span::seconds(59)),
            ..sound.clone()
        },
        Request {
            forces: ForceSet::NONE,
            ..sound.clone()
        },
        Request {
            until: Some(at(39)),
            ..sound.clone()
        },
        Request {
            as_of: at(-100),
            due_by: at(-70),
            every: Some(Span::minutes(70)),
            ..sound.clone()
        },
    ];
    for body in wrong {
        assert_eq!(code(ask(&mut house, body)), RefusalCode::Invalid);
    }
    let past = Request {
        as_of: at(-100),
        due_by: at(-70),
        ..sound.clone()
    };
    let index = ask(&mut house, past).unwrap();
    assert!(house.flags(index).contains(&Flag::Late));
    let north = house.enrol(2, Role::Force);
    assert_eq!(
        code(ask(
            &mut house,
            Request {
                to: north.party,
                ..sound
            }
        )),
        RefusalCode::Invalid
    );
}

#[test]
fn occurrences_recur_until_the_end() {
    let (mut house, south) = house();
    ask(
        &mut house,
        Request {
            until: Some(at(200)),
            ..hourly(&south)
        },
    )
    .unwrap();
    assert_eq!(states(&house), vec![State::Open]);
    house.wait(75);
    assert_eq!(
        states(&house),
        vec![State::Overdue, State::Open, State::Open]
    );
    house.wait(10_000);
    assert_eq!(
        states(&house),
        vec![State::Overdue; 3],
        "due at 40, 100 and 160; 220 is past the end"
    );
    let here = house.register.standpoint(house.now);
    let window = Some(TimeWindow::new(at(80), at(90)).unwrap());
    let seen = view::of_request(&house.register, request(&south).id, here, window).unwrap();
    assert_eq!(seen.occurrences.len(), 1);
    assert_eq!(seen.occurrences[0].occurrence.due_by, at(100));
    assert_eq!(
        view::all(&house.register, Some(south.party), here, None).len(),
        1
    );
    assert!(view::all(&house.register, Some(house.centre.party), here, None).is_empty());
}

#[test]
fn a_later_request_of_the_id_takes_over_and_numbers_go_on() {
    let (mut house, mut south) = house();
    let first = ask(&mut house, hourly(&south)).unwrap();
    house.wait(75);
    let second = ask(
        &mut house,
        Request {
            as_of: at(90),
            due_by: at(120),
            ..hourly(&south)
        },
    )
    .unwrap();
    house.wait(20);
    assert_eq!(
        states(&house),
        vec![State::Overdue, State::Closed, State::Open, State::Open]
    );
    let here = house.register.standpoint(house.now);
    let seen = view::of_request(&house.register, request(&south).id, here, None).unwrap();
    assert_eq!(seen.versions, vec![first, second]);
    assert_eq!(seen.occurrences[2].occurrence.due_by, at(120));
    assert_eq!(seen.occurrences[2].request, second);
    let before = Standpoint {
        known_at: second,
        now: house.now,
    };
    let seen = view::of_request(&house.register, request(&south).id, before, None).unwrap();
    assert!(
        seen.occurrences
            .iter()
            .all(|occurrence| occurrence.request == first)
    );
    assert_eq!(
        seen.occurrences[1].state,
        State::Open,
        "due at 100, as it was known then"
    );
    assert!(!in_force(&house.register, first, here) && in_force(&house.register, second, here));
    let closed = nil(&mut house, REGULARS, &whole_zone(0, 500));
    answer(&mut house, &mut south, 1, closed).unwrap();
    let taken = State::Answered {
        kind: Kind::Nil,
        complete: true,
        late: false,
        relayed: false,
    };
    assert_eq!(
        states(&house)[1],
        taken,
        "an answer to what was closed is kept all the same"
    );
    house.assert_replays();
}

#[test]
fn the_number_of_an_occurrence_answered_early_is_not_used_again() {
    let (mut house, mut south) = house();
    ask(&mut house, hourly(&south)).unwrap();
    house.wait(15);
    let early = nil(&mut house, REGULARS, &whole_zone(0, 500));
    answer(&mut house, &mut south, 1, early).unwrap();
    let second = Request {
        as_of: at(20),
        due_by: at(50),
        ..hourly(&south)
    };
    ask(&mut house, second).unwrap();
    house.wait(10);
    let [closed, answered, open, next] = states(&house)[..] else {
        panic!("four occurrences")
    };
    assert!(matches!(answered, State::Answered { .. }));
    assert_eq!(
        [closed, open, next],
        [State::Closed, State::Open, State::Open]
    );
    assert_eq!(house.register.next_due(house.now), Some(at(50)));
    house.assert_replays();
}

#[test]
fn a_request_is_ended_by_one_that_has_no_occurrences() {
    let (mut house, south) = house();
    ask(&mut house, hourly(&south)).unwrap();
    house.wait(15);
    let end = Request {
        until: Some(house.now),
        ..hourly(&south)
    };
    let end = ask(&mut house, end).unwrap();
    house.wait(1_000);
    assert_eq!(states(&house), vec![State::Closed]);
    assert!(!in_force(
        &house.register,
        end,
        house.register.standpoint(house.now)
    ));
    assert!(
        house
            .register
            .requests
            .next_due(&house.register.zones, house.now)
            .is_none()
    );
    house.assert_replays();
}

#[test]
fn the_calendar_ends_and_numbers_do_not_run_over() {
    let (mut house, south) = house();
    let near_the_end = Instant::MAX.minus(Span::minutes(90));
    let last = Request {
        as_of: near_the_end,
        due_by: near_the_end.plus(Span::minutes(10)),
        ..hourly(&south)
    };
    assert_eq!(last.occurrences(), 2);
    let often = Request {
        every: Some(LEAST_RECURRENCE),
        ..request(&south)
    };
    assert!(
        often.occurrences() > 4_000_000_000,
        "every minute until the year 9999"
    );
    ask(&mut house, often.clone()).unwrap();
    let current = house
        .register
        .requests
        .current(request(&south).id, house.register.size)
        .unwrap();
    let last = current.occurrence(often.occurrences() - 1).unwrap();
    assert!(Instant::MAX.since(last.due_by) < LEAST_RECURRENCE);
    assert!(current.occurrence(often.occurrences()).is_none());
    assert!(current.occurrence(u32::MAX).is_none());
    assert_eq!(current.begun(Instant::MAX), often.occurrences());
}
