//! Requests, answers, acknowledgements and time in any order.

use super::*;
use crate::codec::record::Effect;
use crate::geometry::containment::contains_enlarged;
use crate::ladder::Acknowledgement;
use crate::presence;
use crate::register::decide::Draft;
use crate::relay::{Confirmation, Relay, RelayedAct};
use crate::request::posted;
use crate::vocabulary::{LadderStep, Means, Stance};
use proptest::prelude::*;

/// Something that happens.
#[derive(Clone, Debug)]
enum Event {
    Ask {
        in_minutes: u8,
        every: Option<u8>,
        remind: Option<u8>,
    },
    Answer {
        occurrence: u32,
        reply: Replying,
        relayed: bool,
    },
    Confirm {
        disowned: bool,
    },
    Acknowledge {
        item: u64,
        step: usize,
    },
    Wait(u16),
    Tick,
}

#[derive(Clone, Debug)]
enum Replying {
    Positions {
        place: u8,
        lasts: Option<u8>,
        complete: Option<Declaring>,
    },
    Nil(Declaring),
    Refused,
}

/// A declaration: how large its square is, when its window begins and how long it is, in minutes.
#[derive(Clone, Copy, Debug)]
struct Declaring {
    half: u8,
    begins: i16,
    lasts: u8,
}

fn declaring() -> impl Strategy<Value = Declaring> {
    (1..40u8, -60..60i16, 1..120u8).prop_map(|(half, begins, lasts)| Declaring {
        half,
        begins,
        lasts,
    })
}

fn replying() -> impl Strategy<Value = Replying> {
    prop_oneof![
        4 => (0..30u8, proptest::option::of(1..200u8), proptest::option::of(declaring()))
            .prop_map(|(place, lasts, complete)| Replying::Positions { place, lasts, complete }),
        2 => declaring().prop_map(Replying::Nil),
        1 => Just(Replying::Refused),
    ]
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        2 => (0..60u8, proptest::option::of(1..90u8), proptest::option::of(1..=20u8))
            .prop_map(|(in_minutes, every, remind)| Event::Ask { in_minutes, every, remind }),
        6 => (0..6u32, replying(), any::<bool>())
            .prop_map(|(occurrence, reply, relayed)| Event::Answer { occurrence, reply, relayed }),
        1 => any::<bool>().prop_map(|disowned| Event::Confirm { disowned }),
        2 => (0..9u64, 0..LadderStep::ALL.len()).prop_map(|(item, step)| Event::Acknowledge { item, step }),
        3 => (0..120u16).prop_map(Event::Wait),
        4 => Just(Event::Tick),
    ]
}

/// The story so far, with what a slow reader of the log would remember.
struct Story {
    house: House,
    south: Voice,
    answers: Vec<LogIndex>,
    relayed: Option<LogIndex>,
}

fn area(house: &House, declaring: Declaring) -> Volume4d {
    let start = at_minute(house, i64::from(declaring.begins));
    let end = start.plus(Span::minutes(u32::from(declaring.lasts)));
    let footprint = square(3600, 3600, i32::from(declaring.half));
    Volume4d {
        footprint,
        altitude: None,
        window: TimeWindow::new(start, end).unwrap(),
        precision: Some(Decimetres::ZERO),
    }
}

fn at_minute(house: &House, minutes: i64) -> Instant {
    Instant::from_micros(house.now.micros() + minutes * 60_000_000).unwrap()
}

impl Story {
    fn open(&mut self, reply: &Replying) -> Opened {
        match reply {
            Replying::Positions {
                place,
                lasts,
                complete,
            } => {
                let mut post = post(3600, 3600 + i32::from(*place), 0, None);
                post.place.start = self.house.now;
                post.place.end =
                    lasts.map(|lasts| self.house.now.plus(Span::minutes(u32::from(lasts))));
                let complete = complete.map(|declaring| area(&self.house, declaring));
                positions(
                    &mut self.house,
                    &[post],
                    complete.as_ref().map(|area| (REGULARS, area)),
                )
            }
            Replying::Nil(declaring) => {
                let area = area(&self.house, *declaring);
                nil(&mut self.house, REGULARS, &area)
            }
            Replying::Refused => Opened {
                reply: Reply::Refused { reason: None },
                disclosures: vec![],
            },
        }
    }

    fn answer(&mut self, occurrence: u32, reply: &Replying, relayed: bool) {
        let opened = self.open(reply);
        let body = body(&self.house, occurrence, opened.reply);
        let said = if relayed {
            let relay = Relay {
                speaker: self.south.party,
                heard_by: self.house.centre.party,
                means: Means::Radio,
                heard_at: self.house.now,
                read_back: false,
                persons: None,
                what: RelayedAct::Answer(body),
            };
            let mut centre = self.house.centre.clone();
            let said = self
                .house
                .say(&mut centre, Act::Relayed(relay), &opened.disclosures);
            self.house.centre = centre;
            self.relayed = said.as_ref().ok().copied().or(self.relayed);
            said
        } else {
            self.house
                .say(&mut self.south, Act::Answered(body), &opened.disclosures)
        };
        self.answers.extend(said.ok());
    }

    fn happen(&mut self, event: &Event) {
        match event {
            Event::Ask {
                in_minutes,
                every,
                remind,
            } => {
                let as_of = self.house.now.plus(Span::minutes(u32::from(*in_minutes)));
                let body = Request {
                    as_of,
                    due_by: as_of.plus(Span::minutes(20)),
                    every: every.map(|every| Span::minutes(u32::from(every))),
                    remind: remind.map(|remind| Span::minutes(u32::from(remind))),
                    ..request(&self.south)
                };
                ask(&mut self.house, body).unwrap();
            }
            Event::Answer {
                occurrence,
                reply,
                relayed,
            } => self.answer(*occurrence, reply, *relayed),
            Event::Confirm { disowned } => {
                let stance = if *disowned {
                    Stance::Disowned
                } else {
                    Stance::Confirmed
                };
                if let Some(record) = self.relayed {
                    let confirmation = Confirmation { record, stance };
                    let _ = self
                        .house
                        .say(&mut self.south, Act::Confirmed(confirmation), &[]);
                }
            }
            Event::Acknowledge { item, step } => {
                let step = LadderStep::ALL[*step];
                let acknowledgement = Acknowledgement {
                    item: *item,
                    step,
                    text: None,
                };
                let _ = self
                    .house
                    .say(&mut self.south, Act::Acknowledged(acknowledgement), &[]);
            }
            Event::Wait(minutes) => self.house.wait(u32::from(*minutes)),
            Event::Tick => {
                let context = self.house.context();
                let draft: Option<Draft> = self.house.register.tick(&context);
                let expected = self.slowly_due();
                let last = self.house.register.last_received.unwrap();
                let is_early = self.house.now.since(last) < crate::register::tick::TICK_INTERVAL;
                assert!(draft.is_some() || is_early || expected.is_empty());
                if let Some(draft) = draft {
                    let index = self.house.append(draft);
                    assert_eq!(said_due(&self.house, index), expected);
                    self.everything_due_is_said();
                }
            }
        }
    }

    /// After a tick nothing is overdue without a record that says so, and no record says it early.
    fn everything_due_is_said(&self) {
        for seen in self.occurrences() {
            let is_overdue = matches!(seen.state, State::Overdue | State::Escalated);
            assert!(!is_overdue || seen.overdue.is_some(), "{seen:?}");
            if let Some(record) = seen.overdue {
                assert!(seen.occurrence.due_by <= self.house.log[record as usize].part.received_at);
            }
        }
    }

    /// What falls due now, by looking at every occurrence: its number, and whether it is overdue.
    fn slowly_due(&self) -> BTreeSet<(u32, bool)> {
        let now = self.house.now;
        let versions = self
            .house
            .register
            .requests
            .versions(request(&self.south).id, u64::MAX);
        let due = self.occurrences().into_iter().filter_map(|seen| {
            let number = seen.occurrence.number;
            match seen.state {
                State::Overdue if seen.overdue.is_none() => Some((number, true)),
                State::Open if seen.reminded.is_none() => {
                    let version = versions.iter().find(|v| v.record == seen.request).unwrap();
                    let before = version.said.remind?;
                    let at = seen.occurrence.due_by.minus(before);
                    (at <= now && version.received_at < at).then_some((number, false))
                }
                _ => None,
            }
        });
        due.collect()
    }

    fn occurrences(&self) -> Vec<view::OccurrenceView> {
        let here = self.house.register.standpoint(self.house.now);
        view::of_request(&self.house.register, request(&self.south).id, here, None)
            .map_or(Vec::new(), |view| view.occurrences)
    }

    fn inboxes_have_no_gaps(&self) {
        let mut next = BTreeMap::new();
        for record in &self.house.log {
            for effect in &record.part.effects {
                if let Effect::Inbox { to, number, .. } = effect {
                    let last = next.insert(*to, *number).unwrap_or(0);
                    assert_eq!(*number, last + 1);
                }
            }
        }
    }

    fn overdue_is_said_once(&self) {
        let mut said = BTreeSet::new();
        let effects = self
            .house
            .log
            .iter()
            .flat_map(|record| &record.part.effects);
        for effect in effects {
            if let Effect::Overdue { occurrence, .. } = effect {
                assert!(
                    said.insert(*occurrence),
                    "occurrence {occurrence} was found overdue twice"
                );
            }
        }
    }

    fn no_answer_is_lost(&self) {
        let mut seen: Vec<LogIndex> = self
            .occurrences()
            .iter()
            .flat_map(|occurrence| occurrence.answers.clone())
            .collect();
        seen.sort_unstable();
        assert_eq!(seen, self.answers);
    }

    /// Minute by minute and word by word, a slow reader comes to the same positions.
    fn positions_stand_as_a_slow_reader_says(&self) {
        let register = &self.house.register;
        let end = register.size;
        for record in &self.answers {
            for posted in posted::of_record(register, *record, end) {
                let from = posted.said.place.start.micros() / 60_000_000;
                for minute in (from - 5..from + 400).step_by(7) {
                    let instant = Instant::from_micros(minute * 60_000_000).unwrap();
                    let stands = posted.left.iter().any(|(start, end)| {
                        *start <= instant && end.is_none_or(|end| instant < end)
                    });
                    assert_eq!(stands, self.slowly_stands(*record, posted.said, instant));
                }
            }
        }
    }

    fn slowly_stands(&self, record: LogIndex, said: &PostedPosition, instant: Instant) -> bool {
        let register = &self.house.register;
        let here = register.standpoint(self.house.now);
        let own = register.requests.answer(record).unwrap();
        if instant < said.place.start || said.place.end.is_some_and(|end| instant >= end) {
            return false;
        }
        let precision = said.place.precision.unwrap();
        !self.answers.iter().any(|other| {
            let later = register.requests.answer(*other).unwrap();
            let Some(declared) = crate::declaration::of_record(register, *other, here) else {
                return false;
            };
            let Some(volume) = declared.volume else {
                return false;
            };
            let ends_it = match said.place.end {
                Some(_) => volume.window.contains(instant),
                None => volume.window.start() <= instant && said.place.start < volume.window.end(),
            };
            (later.as_of, later.record) > (own.as_of, own.record)
                && !declared.relayed
                && ends_it
                && contains_enlarged(&volume.footprint, &said.place.footprint, precision)
        })
    }

    /// The index finds whatever stands now.
    fn the_index_finds_what_stands(&self) {
        let register = &self.house.register;
        let here = register.standpoint(self.house.now);
        for record in &self.answers {
            for posted in posted::of_record(register, *record, register.size) {
                let now = self.house.now;
                let stands = posted
                    .left
                    .iter()
                    .any(|(start, end)| *start <= now && end.is_none_or(|end| now < end));
                let volume = Volume4d {
                    footprint: posted.said.place.footprint.clone(),
                    altitude: None,
                    window: TimeWindow::new(now, now.plus(Span::seconds(1))).unwrap(),
                    precision: Some(Decimetres::ZERO),
                };
                let near = presence::near(register, &volume, Decimetres::ZERO, Span::ZERO, here);
                assert!(!stands || near.iter().any(|standing| standing.record == *record));
            }
        }
    }
}

/// What a tick says of occurrences: their numbers, and whether they are overdue.
fn said_due(house: &House, index: LogIndex) -> BTreeSet<(u32, bool)> {
    let effects = &house.log[index as usize].part.effects;
    let said = effects.iter().filter_map(|effect| match effect {
        Effect::Overdue { occurrence, .. } => Some((*occurrence, true)),
        Effect::Reminded { occurrence, .. } => Some((*occurrence, false)),
        _ => None,
    });
    said.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn any_story_keeps_its_promises(events in proptest::collection::vec(event(), 1..40)) {
        let (house, south) = house();
        let mut story = Story { house, south, answers: Vec::new(), relayed: None };
        for event in &events {
            story.happen(event);
        }
        story.inboxes_have_no_gaps();
        story.overdue_is_said_once();
        story.no_answer_is_lost();
        story.positions_stand_as_a_slow_reader_says();
        story.the_index_finds_what_stands();
        story.house.assert_replays();
    }

    /// The count of occurrences agrees with stepping through them one by one.
    #[test]
    fn occurrences_are_counted_as_one_would_by_hand(
        as_of in 0..200i64,
        due in 1..100i64,
        every in proptest::option::of(1..50i64),
        until in proptest::option::of(0..400i64),
        now in -50..500i64,
    ) {
        let south = Voice::new(3, 3, 3);
        let body = Request {
            as_of: at(as_of),
            due_by: at(as_of + due),
            every: every.map(|every| Span::minutes(u32::try_from(every).unwrap())),
            until: until.map(at),
            ..request(&south)
        };
        let step = |k: i64| as_of + k * every.unwrap_or(0);
        let steps = if every.is_some() { 600 } else { 1 };
        let exists = |k: &i64| until.is_none_or(|until| step(*k) + due <= until);
        let all: Vec<i64> = (0..steps).filter(exists).collect();
        let begun = all.iter().filter(|k| step(**k) <= now).count();
        let past = all.iter().filter(|k| step(**k) + due <= now).count();
        prop_assert_eq!(body.begun(at(now)) as usize, begun);
        prop_assert_eq!(body.due(at(now)) as usize, past);
        if until.is_some() || every.is_none() {
            prop_assert_eq!(body.occurrences() as usize, all.len());
        }
    }
}
