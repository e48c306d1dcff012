//! Coverage against a slow reader: each instant asked by itself, and a check's own coverage there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::act::Act;
use crate::check::Why;
use crate::check::coverage::{Cover, Demand};
use crate::check::ground::Touched;
use crate::check::kit::{Stage, Who, ZONE, disc, obliged, profile, square, volume};
use crate::codec::disclosure::Label;
use crate::declaration;
use crate::geometry::position::Decimetres;
use crate::ids::NotificationId;
use crate::place::Volume4d;
use crate::register::tests::at;
use crate::relay::{Relay, RelayedAct};
use crate::request::{Answer, Declaration, Reply, Request};
use crate::vocabulary::{ForceClass, Means};
use proptest::prelude::*;

fn both() -> ForceSet {
    ForceSet::of(&[ForceClass::Regulars, ForceClass::Partners])
}

fn regulars() -> ForceSet {
    ForceSet::of(&[ForceClass::Regulars])
}

fn rows(stage: &Stage, from: i64, until: i64, known_at: LogIndex, now: Instant) -> Vec<Row> {
    let question = Question {
        zone: None,
        party: None,
        window: TimeWindow::new(at(from), at(until)).unwrap(),
    };
    let here = Standpoint { known_at, now };
    coverage(&stage.house.register, &question, here).unwrap()
}

fn now(stage: &Stage, who: Who, from: i64, until: i64) -> Vec<(i64, i64, State, Option<bool>)> {
    let (size, now) = (stage.house.register.size, stage.house.now);
    let party = stage.clone().party(who);
    let rows = rows(stage, from, until, size, now);
    let row = rows.into_iter().find(|row| row.party == party).unwrap();
    let minutes = |instant: Instant| (instant.micros() - crate::register::tests::NOON) / 60_000_000;
    let cells = row.cells.into_iter().map(|cell| {
        (
            minutes(cell.window.start()),
            minutes(cell.window.end()),
            cell.state,
            cell.awaited.map(|awaited| awaited.is_overdue),
        )
    });
    cells.collect()
}

/// The zone of the stage, of which South must answer for two classes and North for one.
fn stage() -> Stage {
    let mut stage = Stage::new();
    let south = crate::zone::Obliged {
        forces: both(),
        ..obliged(&stage.south)
    };
    let rules = profile(vec![south, obliged(&stage.north)]);
    stage.house.centre_says(Act::ProfileSet(rules)).unwrap();
    stage
}

fn ask(stage: &mut Stage, to: Who, number: u8, (as_of, due): (i64, i64), every: Option<u32>) {
    let request = Request {
        id: RequestId::from_bytes([number; 16]),
        to: stage.party(to),
        zone: ZONE,
        area: None,
        forces: regulars(),
        as_of: at(as_of),
        due_by: at(due),
        every: every.map(Span::minutes),
        until: None,
        remind: None,
    };
    stage.house.centre_says(Act::Requested(request)).unwrap();
}

fn whole(from: i64, until: i64) -> Volume4d {
    volume(square(0, 0, 50_000), from, until)
}

fn part(from: i64, until: i64) -> Volume4d {
    volume(square(0, 0, 5_000), from, until)
}

fn reply(stage: &mut Stage, who: Who, number: u8, occurrence: u32, reply: Replying, relayed: bool) {
    let mut told = Vec::new();
    let mut declare = |stage: &mut Stage, area: &Volume4d, forces, hidden: bool| {
        let (area, disclosure) = stage.seal(Label::Area, area);
        if !hidden {
            told.push(disclosure);
        }
        Declaration { area, forces }
    };
    let none: Vec<crate::place::PostedPosition> = Vec::new();
    let reply = match reply {
        Replying::Nil(area, forces, hidden) => Reply::Nil(declare(stage, &area, forces, hidden)),
        Replying::List(complete) => {
            let complete = complete.map(|(area, forces)| declare(stage, &area, forces, false));
            let (positions, disclosure) = stage.seal(Label::Positions, &none);
            told.push(disclosure);
            Reply::Positions {
                positions,
                complete,
            }
        }
        Replying::Refuses => Reply::Refused { reason: None },
    };
    let answer = Answer {
        request: RequestId::from_bytes([number; 16]),
        occurrence,
        as_of: stage.house.now,
        reply,
    };
    let speaker = stage.party(who);
    if relayed {
        let relay = Relay {
            speaker,
            heard_by: stage.party(Who::Centre),
            means: Means::Radio,
            heard_at: stage.house.now,
            read_back: false,
            persons: None,
            what: RelayedAct::Answer(answer),
        };
        let _ = stage.say(Who::Centre, Act::Relayed(relay), &told);
    } else {
        let _ = stage.say(who, Act::Answered(answer), &told);
    }
}

#[derive(Clone, Debug)]
enum Replying {
    Nil(Volume4d, ForceSet, bool),
    List(Option<(Volume4d, ForceSet)>),
    Refuses,
}

#[test]
fn a_day_of_one_party_is_told_in_words_of_its_own() {
    let mut stage = stage();
    ask(&mut stage, Who::South, 1, (60, 120), Some(180));
    // Asked and not due; before it was asked, nothing.
    assert_eq!(
        now(&stage, Who::South, 0, 300),
        [
            (0, 60, State::Silent, None),
            (60, 240, State::NotDue, Some(false)),
            (240, 300, State::NotDue, Some(false)),
        ]
    );
    // Overdue is silent, never nil.
    stage.house.now = at(121);
    assert_eq!(
        now(&stage, Who::South, 60, 300),
        [
            (60, 240, State::Silent, Some(true)),
            (240, 300, State::NotDue, Some(false)),
        ]
    );
    // A nil for one class of two, over half of the time.
    let half = Replying::Nil(whole(60, 150), regulars(), false);
    reply(&mut stage, Who::South, 1, 0, half, false);
    let partial = State::Partial {
        covered: regulars(),
    };
    assert_eq!(
        now(&stage, Who::South, 60, 300),
        [
            (60, 150, partial, None),
            (150, 240, State::Silent, None),
            (240, 300, State::NotDue, Some(false)),
        ]
    );
    // All of it, and then a refusal to the next.
    let all = Replying::Nil(whole(60, 400), both(), false);
    reply(&mut stage, Who::South, 1, 0, all, false);
    stage.house.now = at(250);
    reply(&mut stage, Who::South, 1, 1, Replying::Refuses, false);
    assert_eq!(
        now(&stage, Who::South, 60, 500),
        [
            (60, 400, State::Nil, None),
            (400, 420, State::Refused, None),
            (420, 500, State::NotDue, Some(false)),
        ]
    );
    // Hours later it is stale, and the next is overdue.
    stage.house.now = at(600);
    assert_eq!(
        now(&stage, Who::South, 60, 500),
        [
            (60, 240, State::Stale, None),
            (240, 420, State::Refused, None),
            (420, 500, State::Silent, Some(true)),
        ]
    );
    // As it was known and judged then, it reads as it did.
    let then = rows(&stage, 60, 500, stage.house.register.size, at(250));
    let south = then
        .iter()
        .find(|row| row.party == stage.south.party)
        .unwrap();
    assert_eq!(south.cells[0].state, State::Nil);
    stage.house.assert_replays();
}

#[test]
fn what_is_disputed_unconfirmed_or_unseen_is_none_of_the_others() {
    let mut stage = stage();
    let (id, _) = stage.nil(Who::South, &whole(0, 60), both());
    stage.contest(Who::Centre, Who::South, id);
    assert_eq!(
        now(&stage, Who::South, 0, 60),
        [(0, 60, State::Contested, None)]
    );
    ask(&mut stage, Who::North, 1, (0, 60), None);
    let nil = Replying::Nil(whole(0, 60), both(), false);
    reply(&mut stage, Who::North, 1, 0, nil, true);
    assert_eq!(
        now(&stage, Who::North, 0, 60),
        [(0, 60, State::Unconfirmed, None)]
    );
    let hidden = Replying::Nil(whole(0, 60), both(), true);
    reply(&mut stage, Who::North, 1, 0, hidden, false);
    assert_eq!(
        now(&stage, Who::North, 0, 60),
        [(0, 60, State::Unseen, None)]
    );
    reply(&mut stage, Who::North, 1, 0, Replying::List(None), false);
    let covers_nothing = State::Partial {
        covered: ForceSet::NONE,
    };
    assert_eq!(now(&stage, Who::North, 0, 60)[0].2, covers_nothing);
    let listed = Replying::List(Some((whole(0, 60), both())));
    reply(&mut stage, Who::North, 1, 0, listed, false);
    assert_eq!(
        now(&stage, Who::North, 0, 60),
        [(0, 60, State::Answered, None)]
    );
}

#[test]
fn who_was_asked_and_need_not_answer_is_shown_as_such_and_one_party_alone_on_demand() {
    let mut stage = stage();
    ask(&mut stage, Who::East, 1, (0, 60), None);
    let (size, here) = (stage.house.register.size, stage.house.now);
    let all = rows(&stage, 0, 60, size, here);
    let shown: Vec<(PartyId, bool)> = all.iter().map(|row| (row.party, row.is_obliged)).collect();
    let (south, north, east) = (stage.south.party, stage.north.party, stage.east.party);
    assert_eq!(shown, [(south, true), (north, true), (east, false)]);
    let question = Question {
        zone: Some(ZONE),
        party: Some(east),
        window: TimeWindow::new(at(0), at(60)).unwrap(),
    };
    let own = coverage(
        &stage.house.register,
        &question,
        Standpoint {
            known_at: size,
            now: here,
        },
    );
    let own = own.unwrap();
    assert_eq!(own.len(), 1);
    assert_eq!(own[0], all[2]);
    let long = Question {
        window: TimeWindow::new(at(0), at(0).plus(Span::hours(367 * 24))).unwrap(),
        ..question
    };
    let here = Standpoint {
        known_at: size,
        now: here,
    };
    assert_eq!(
        coverage(&stage.house.register, &long, here),
        Err(TooLarge::Window)
    );
    ask(&mut stage, Who::East, 2, (0, 1), Some(1));
    let month = Question {
        window: TimeWindow::new(at(0), at(0).plus(Span::hours(30 * 24))).unwrap(),
        ..question
    };
    let here = stage.house.register.standpoint(stage.house.now);
    assert_eq!(
        coverage(&stage.house.register, &month, here),
        Err(TooLarge::Cells)
    );
}

#[derive(Clone, Debug)]
enum Event {
    Ask {
        who: bool,
        number: u8,
        begins: i64,
        lasts: i64,
        every: Option<u32>,
    },
    Reply {
        who: bool,
        number: u8,
        occurrence: u32,
        reply: Replying,
        relayed: bool,
    },
    Nil {
        who: bool,
        area: Volume4d,
        forces: ForceSet,
    },
    Contest {
        which: usize,
    },
    Wait(i64),
    Tick,
}

fn area() -> impl Strategy<Value = Volume4d> {
    (any::<bool>(), 0..600i64, 1..400i64).prop_map(|(all, from, lasts)| {
        if all {
            whole(from, from + lasts)
        } else {
            part(from, from + lasts)
        }
    })
}

fn forces() -> impl Strategy<Value = ForceSet> {
    prop_oneof![
        Just(regulars()),
        Just(both()),
        Just(ForceSet::of(&[ForceClass::Partners])),
        Just(ForceSet::of(&[ForceClass::Civil])),
    ]
}

fn replying() -> impl Strategy<Value = Replying> {
    prop_oneof![
        4 => (area(), forces(), proptest::bool::weighted(0.1))
            .prop_map(|(area, forces, hidden)| Replying::Nil(area, forces, hidden)),
        3 => proptest::option::of((area(), forces())).prop_map(Replying::List),
        1 => Just(Replying::Refuses),
    ]
}

fn event() -> impl Strategy<Value = Event> {
    let who = any::<bool>;
    prop_oneof![
        2 => (who(), 1..4u8, 0..200i64, 1..100i64, proptest::option::of(10..200u32))
            .prop_map(|(who, number, begins, lasts, every)| Event::Ask { who, number, begins, lasts, every }),
        5 => (who(), 1..4u8, 0..4u32, replying(), proptest::bool::weighted(0.2)).prop_map(
            |(who, number, occurrence, reply, relayed)| Event::Reply { who, number, occurrence, reply, relayed }
        ),
        3 => (who(), area(), forces()).prop_map(|(who, area, forces)| Event::Nil { who, area, forces }),
        1 => (0..4usize).prop_map(|which| Event::Contest { which }),
        3 => (1..90i64).prop_map(Event::Wait),
        1 => Just(Event::Tick),
    ]
}

struct Story {
    stage: Stage,
    nils: Vec<(Who, NotificationId)>,
}

impl Story {
    fn happen(&mut self, event: &Event) {
        let of = |who: bool| if who { Who::South } else { Who::North };
        let stage = &mut self.stage;
        match event.clone() {
            Event::Ask {
                who,
                number,
                begins,
                lasts,
                every,
            } => {
                let minutes = (stage.house.now.micros() - at(0).micros()) / 60_000_000;
                let number = number + if who { 0 } else { 10 };
                let times = (minutes + begins, minutes + begins + lasts);
                ask(stage, of(who), number, times, every);
            }
            Event::Reply {
                who,
                number,
                occurrence,
                reply: said,
                relayed,
            } => {
                let number = number + if who { 0 } else { 10 };
                reply(stage, of(who), number, occurrence, said, relayed);
            }
            Event::Nil { who, area, forces } => {
                let (id, _) = stage.nil(of(who), &area, forces);
                self.nils.push((of(who), id));
            }
            Event::Contest { which } => {
                if let Some((owner, id)) = self.nils.get(which).copied() {
                    stage.contest(Who::Centre, owner, id);
                }
            }
            Event::Wait(minutes) => {
                stage.house.now =
                    Instant::from_micros(stage.house.now.micros() + minutes * 60_000_000).unwrap();
            }
            Event::Tick => {
                stage.tick();
            }
        }
    }

    /// What a check's coverage says of a small disc at an instant.
    fn check(&self, row: &Row, north_e5: i32, instant: Instant, forces: ForceSet) -> Cover {
        let register = &self.stage.house.register;
        let here = register.standpoint(self.stage.house.now);
        let moment = TimeWindow::new(instant, instant.plus(Span::from_micros(1).unwrap())).unwrap();
        let probe = Volume4d {
            window: moment,
            ..volume(disc(north_e5, 0, 500), 0, 1)
        };
        let touched = Touched {
            zones: BTreeSet::from([ZONE]),
            perhaps: BTreeSet::new(),
            buffer: Decimetres::ZERO,
            tolerance: Span::ZERO,
            assumed: register.zones.worst_precision(here.known_at),
        };
        let demand = Demand {
            volumes: &[probe],
            touched: &touched,
            forces,
            freshness: Span::hours(4),
            now: here.now,
            grain: None,
            public: &[],
            held: &crate::check::held::Held::default(),
        };
        demand.met_by(&declaration::of_party(register, row.party, here))
    }

    /// A cell says of an instant in it what a check's coverage says there, in the middle of the zone and
    /// near its edge.
    fn agrees_with_a_check(&self, row: &Row, cell: &Cell, instant: Instant) {
        let middle = |forces| self.check(row, 0, instant, forces);
        let edge = |forces| self.check(row, 40_000, instant, forces);
        let is_covered = edge(row.forces).covered == row.forces;
        let every = ForceSet::of(ForceClass::ALL);
        let something = !middle(every).covered.is_empty();
        let gaps = middle(row.forces).gaps;
        let context = format!("{cell:?} at {instant}: {gaps:?}");
        match &cell.state {
            State::Answered | State::Nil => assert!(is_covered, "{context}"),
            State::Partial { covered } => {
                assert!(!is_covered, "{context}");
                assert_eq!(*covered, edge(row.forces).covered, "{context}");
                assert!(something || covered.is_empty(), "{context}");
            }
            // Covered, and beside it something that a check would not see either.
            State::Unseen => {}
            other => {
                assert!(!is_covered && !something, "{context}");
                let why = match other {
                    State::Contested => Some(Why::Contested),
                    State::Unconfirmed => Some(Why::RelayedOnly),
                    State::Stale => Some(Why::Stale),
                    State::Silent | State::NotDue => Some(Why::Silent),
                    _ => None,
                };
                let bare = gaps.contains(&Why::Silent) && !cell.by.is_empty();
                assert!(
                    why.is_none_or(|why| gaps.contains(&why)) || bare,
                    "{context}"
                );
            }
        }
        if is_covered {
            let is_said = matches!(cell.state, State::Answered | State::Nil | State::Unseen);
            assert!(is_said, "{context}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn every_instant_stands_as_its_cell_says(
        events in proptest::collection::vec(event(), 1..25),
        instants in proptest::collection::vec(0..1_000i64, 12),
    ) {
        let mut story = Story { stage: stage(), nils: Vec::new() };
        for event in &events {
            story.happen(event);
        }
        let (size, here) = (story.stage.house.register.size, story.stage.house.now);
        for row in rows(&story.stage, 0, 1_000, size, here) {
            // Without a gap, and no cell like the one before it.
            prop_assert_eq!(row.cells.first().unwrap().window.start(), at(0));
            prop_assert_eq!(row.cells.last().unwrap().window.end(), at(1_000));
            for pair in row.cells.windows(2) {
                prop_assert_eq!(pair[0].window.end(), pair[1].window.start());
                prop_assert!(!is_same(&pair[0], &pair[1]));
            }
            let edges = row.cells.iter().flat_map(|cell| {
                let last = cell.window.end().minus(Span::from_micros(1).unwrap());
                [cell.window.start(), last]
            });
            let inside = instants.iter().map(|minute| at(*minute));
            for instant in edges.chain(inside).collect::<Vec<_>>() {
                let cell = row.cells.iter().find(|cell| cell.window.contains(instant)).unwrap();
                // Asked of this instant alone, it is the same: time is cut wherever something changes.
                let moment = TimeWindow::new(instant, instant.plus(Span::from_micros(1).unwrap())).unwrap();
                let alone = cells(&story.stage.house.register, &row, moment, Standpoint { known_at: size, now: here });
                let alone = alone.unwrap();
                prop_assert_eq!(alone.len(), 1);
                prop_assert!(is_same(&alone[0], cell), "{:?} {:?}", alone[0], cell);
                story.agrees_with_a_check(&row, cell, instant);
            }
        }
        story.stage.house.assert_replays();
    }
}
