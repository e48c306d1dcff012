//! Promise 1 against a generous reader: wherever anything disclosed of a site, a movement or a report
//! puts somebody, and its owner has not said that it is over, no check says that nothing was notified.

use super::*;
use crate::check::kit::window;
use crate::codec::disclosure::Disclosure;
use crate::geometry::footprint::Line;
use crate::notification::tests::cast::cells_of;
use crate::notification::{Amendment, Movement, Report, Site};
use crate::place::{CellPlace, ExistencePlace, Leg, MovementPlace, PlaceDigests};
use crate::refusal::Refusal;
use crate::vocabulary::{ForceSet, MovementMode};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A zone that nobody has drawn.
const NOWHERE: ZoneId = ZoneId::from_bytes([0x66; 16]);
/// North of the zone, where no check can say that nothing was notified.
const OUTSIDE: i32 = 150_000;
/// A minute's walk beyond the longest that any delay of a story can last.
const LONG: u32 = 6_000;

/// A place as it is told: each resolution at a spot of its own, or not at all.
#[derive(Clone, Copy, Debug)]
struct Spots {
    exact: Option<i32>,
    cell: Option<i32>,
    existence: Option<ZoneId>,
    legs: u8,
    starts: i64,
    lasts: i64,
    /// Cells and existence say no end, where they may.
    open: bool,
}

#[derive(Clone, Copy, Debug)]
enum Event {
    Wait(u32),
    Site(Spots),
    Movement {
        id: u8,
        relayed: bool,
        at: Spots,
    },
    Amend {
        id: u8,
        at: Spots,
    },
    Report {
        id: u8,
        relayed: bool,
        act: MovementAct,
        leg: Option<u16>,
        until: Option<i64>,
        at: Option<Spots>,
    },
}

fn north() -> impl Strategy<Value = i32> {
    prop_oneof![4 => (-3..4_i32).prop_map(|n| n * 11_000), 1 => Just(OUTSIDE)]
}

fn spots() -> impl Strategy<Value = Spots> {
    let zones = prop_oneof![3 => Just(ZONE), 1 => Just(NOWHERE)];
    (
        proptest::option::weighted(0.7, north()),
        proptest::option::weighted(0.3, north()),
        proptest::option::weighted(0.15, zones),
        (1..5_u8, -20..60_i64, 10..90_i64, any::<bool>()),
    )
        .prop_map(
            |(exact, cell, existence, (legs, starts, lasts, open))| Spots {
                exact,
                cell,
                existence,
                legs,
                starts,
                lasts,
                open,
            },
        )
}

fn event() -> impl Strategy<Value = Event> {
    let report = (
        0..2_u8,
        any::<bool>(),
        proptest::sample::select(MovementAct::ALL.to_vec()),
        proptest::option::of(0..5_u16),
        proptest::option::of(1..60_i64),
        proptest::option::of(spots()),
    );
    prop_oneof![
        2 => (1..25_u32).prop_map(Event::Wait),
        1 => spots().prop_map(Event::Site),
        3 => (0..2_u8, any::<bool>(), spots()).prop_map(|(id, relayed, at)| Event::Movement { id, relayed, at }),
        1 => (0..2_u8, spots()).prop_map(|(id, at)| Event::Amend { id, at }),
        6 => report.prop_map(|(id, relayed, act, leg, until, at)| Event::Report { id, relayed, act, leg, until, at }),
    ]
}

/// Something that the reader remembers.
#[derive(Clone, Copy, Debug)]
struct Told {
    /// Of which movement; absent: of a site.
    movement: Option<u8>,
    /// A leg of the plan, by its number.
    leg: Option<u16>,
    what: Where,
    from: i64,
    until: Option<i64>,
}

#[derive(Clone, Copy, Debug)]
enum Where {
    /// Metres (nearly) from the middle of the zone.
    At(i32, i32),
    /// Anywhere in the zone of the stage.
    Somewhere,
}

struct Story {
    stage: Stage,
    told: Vec<Told>,
    /// Movements that have ended by their owner's word.
    over: BTreeSet<u8>,
    /// Movements that left their plan by their owner's word.
    turned: BTreeSet<u8>,
    /// Legs of the plan before this one are behind a movement.
    behind: BTreeMap<u8, u16>,
    minute: i64,
}

fn leg_spot(north: i32, leg: i32) -> (i32, i32) {
    (north, leg * 2_000 + 1_000)
}

impl Spots {
    fn starts_at(&self, minute: i64) -> i64 {
        minute + self.starts
    }

    /// The window of a leg, all of the same length.
    fn leg_window(&self, minute: i64, leg: u8) -> (i64, i64) {
        let from = self.starts_at(minute) + i64::from(leg) * self.lasts;
        (from, from + self.lasts)
    }

    fn until(&self, minute: i64) -> i64 {
        self.leg_window(minute, self.legs - 1).1
    }

    fn way(&self, north: i32, minute: i64) -> MovementPlace {
        let leg = |number: u8| {
            let east = i32::from(number) * 2_000;
            let ends = [east, east + 2_000].map(|e| position(3_600_000 + north, 3_600_000 + e));
            let (from, to) = self.leg_window(minute, number);
            Leg {
                line: Line::new(ends.to_vec(), metres(50)).unwrap(),
                altitude: None,
                window: window(from, to),
            }
        };
        MovementPlace {
            legs: (0..self.legs).map(leg).collect(),
            holding_points: vec![],
            precision: Some(Decimetres::ZERO),
            buffer: Decimetres::ZERO,
        }
    }

    fn site(&self, north: i32, minute: i64) -> SitePlace {
        Stage::site_place(
            disc(north, 1_000, 10),
            self.starts_at(minute),
            self.until(minute),
        )
    }

    /// Cells and existence with what they disclose, and whether they may be without an end.
    fn coarse(
        &self,
        stage: &mut Stage,
        minute: i64,
        may_be_open: bool,
    ) -> (PlaceDigests, Vec<Disclosure>) {
        let mut digests = PlaceDigests::default();
        let mut disclosed = Vec::new();
        let end = (!(self.open && may_be_open)).then(|| at(self.until(minute)));
        if let Some(north) = self.cell {
            let cells = CellPlace {
                end,
                ..cells_of(&self.site(north, minute))
            };
            let (digest, disclosure) = stage.seal(Label::Cell, &cells);
            digests.cell = Some(digest);
            disclosed.push(disclosure);
        }
        if let Some(zone) = self.existence {
            let existence = ExistencePlace {
                zone,
                start: at(self.starts_at(minute)),
                end,
            };
            let (digest, disclosure) = stage.seal(Label::Existence, &existence);
            digests.existence = Some(digest);
            disclosed.push(disclosure);
        }
        (digests, disclosed)
    }

    fn movement(
        &self,
        stage: &mut Stage,
        minute: i64,
        may_be_open: bool,
    ) -> (PlaceDigests, Vec<Disclosure>) {
        let (mut digests, mut disclosed) = self.coarse(stage, minute, may_be_open);
        if let Some(north) = self.exact {
            let (digest, disclosure) = stage.seal(Label::Exact, &self.way(north, minute));
            digests.exact = Some(digest);
            disclosed.push(disclosure);
        }
        (digests, disclosed)
    }

    /// What the reader remembers of it. What does not fit the exact place counts beside it.
    fn remembered(&self, minute: i64, movement: Option<u8>, is_plan: bool) -> Vec<Told> {
        let from = self.starts_at(minute);
        let until = Some(self.until(minute));
        let whole = |what: Where| Told {
            movement,
            leg: None,
            what,
            from,
            until,
        };
        let mut told = Vec::new();
        if let Some(north) = self.exact {
            if movement.is_none() {
                told.push(whole(Where::At(north, 1_000)));
            } else {
                told.extend((0..self.legs).map(|leg| {
                    let (north, east) = leg_spot(north, i32::from(leg));
                    let (from, until) = self.leg_window(minute, leg);
                    Told {
                        leg: is_plan.then_some(u16::from(leg)),
                        from,
                        until: Some(until),
                        ..whole(Where::At(north, east))
                    }
                }));
            }
        }
        if let Some(north) = self.cell.filter(|cell| Some(*cell) != self.exact) {
            told.push(whole(Where::At(north, 1_000)));
        }
        let finest = self.exact.or(self.cell);
        let counts = |zone: ZoneId| zone == NOWHERE || finest.is_none_or(|north| north == OUTSIDE);
        if self.existence.is_some_and(counts) {
            told.push(whole(Where::Somewhere));
        }
        told
    }
}

fn movement_id(id: u8) -> NotificationId {
    NotificationId::from_bytes([0xa0 + id; 16])
}

impl Story {
    fn new() -> Self {
        Self {
            stage: Stage::covered(),
            told: Vec::new(),
            over: BTreeSet::new(),
            turned: BTreeSet::new(),
            behind: BTreeMap::new(),
            minute: 0,
        }
    }

    fn says(
        &mut self,
        relayed: Option<RelayedAct>,
        act: Act,
        disclosed: &[Disclosure],
    ) -> Result<LogIndex, Refusal> {
        let Some(what) = relayed else {
            return self.stage.say(Who::East, act, disclosed);
        };
        let relay = Relay {
            speaker: self.stage.party(Who::East),
            heard_by: self.stage.party(Who::Centre),
            means: Means::Telephone,
            heard_at: self.stage.house.now,
            read_back: true,
            persons: None,
            what,
        };
        self.stage.say(Who::Centre, Act::Relayed(relay), disclosed)
    }

    fn body(id: u8, place: PlaceDigests) -> Movement {
        Movement {
            id: movement_id(id),
            place,
            mode: MovementMode::Overland,
            forces: ForceSet::of(&[ForceClass::Regulars]),
            emergency: false,
            details: None,
            personal: None,
            shares: vec![],
        }
    }

    /// Lets it happen; of what is refused nothing is remembered.
    fn happen(&mut self, event: Event) {
        let minute = self.minute;
        match event {
            Event::Wait(minutes) => {
                self.stage.house.wait(minutes);
                self.minute += i64::from(minutes);
            }
            Event::Site(spots) => {
                let (mut place, mut disclosed) = spots.coarse(&mut self.stage, minute, false);
                if let Some(north) = spots.exact {
                    let exact = spots.site(north, minute);
                    let (digest, disclosure) = self.stage.seal(Label::Exact, &exact);
                    place.exact = Some(digest);
                    disclosed.push(disclosure);
                }
                let id = NotificationId::from_bytes(self.stage.house.draw());
                let site: Site = Stage::site_body(id, place);
                if self.says(None, Act::Site(site), &disclosed).is_ok() {
                    self.told.extend(spots.remembered(minute, None, false));
                }
            }
            Event::Movement { id, relayed, at } => {
                let (place, disclosed) = at.movement(&mut self.stage, minute, false);
                let body = Self::body(id, place);
                let heard = relayed.then(|| RelayedAct::Movement(body.clone()));
                if self.says(heard, Act::Movement(body), &disclosed).is_ok() {
                    self.told.extend(at.remembered(minute, Some(id), true));
                }
            }
            Event::Amend { id, at } => {
                let (place, disclosed) = at.movement(&mut self.stage, minute, false);
                let amended = Act::Amended(Amendment::Movement(Self::body(id, place)));
                if self.says(None, amended, &disclosed).is_ok() {
                    self.told.retain(|told| told.movement != Some(id));
                    self.told.extend(at.remembered(minute, Some(id), true));
                    self.over.remove(&id);
                    self.turned.remove(&id);
                    self.behind.remove(&id);
                }
            }
            Event::Report {
                id,
                relayed,
                act,
                leg,
                until,
                at: spots,
            } => {
                let (place, disclosed) = spots.map_or_else(Default::default, |spots| {
                    spots.movement(&mut self.stage, minute, true)
                });
                let tells = place != PlaceDigests::default() || act == MovementAct::Deviated;
                let report = Report {
                    id: movement_id(id),
                    act,
                    at: self.stage.house.now,
                    leg,
                    holding_point: None,
                    until: until.map(|until| at(minute + until)),
                    place,
                };
                let heard = relayed.then(|| RelayedAct::Report(report.clone()));
                if self.says(heard, Act::Reported(report), &disclosed).is_err() {
                    return;
                }
                let told = spots.map(|spots| spots.remembered(minute, Some(id), false));
                self.told.extend(told.into_iter().flatten());
                let ends = matches!(act, MovementAct::Arrived | MovementAct::Aborted);
                if !ends {
                    self.over.remove(&id);
                } else if !relayed {
                    self.over.insert(id);
                }
                if relayed {
                    return;
                }
                if let Some(leg) = leg.filter(|_| !self.turned.contains(&id)) {
                    // A number that the plan does not have is another way's.
                    if self
                        .told
                        .iter()
                        .any(|t| t.movement == Some(id) && t.leg == Some(leg))
                    {
                        self.behind.insert(id, leg);
                    }
                }
                if tells {
                    self.turned.insert(id);
                }
            }
        }
    }

    fn assert_counts(&self, told: &Told, from: i64, until: i64) {
        let (north, east) = match told.what {
            Where::At(north, east) => (north, east),
            Where::Somewhere => (-44_000, -44_000),
        };
        let asked = volume(disc(north, east, 10), from, until);
        let found = self.stage.find_in(&[asked]);
        assert_ne!(
            found.outcome,
            Outcome::NoneKnown,
            "{told:?}, {from} to {until}"
        );
    }

    /// Whatever is in force counts in its stated window.
    fn everything_told_counts(&self) {
        for told in &self.told {
            if told.movement.is_some_and(|id| self.over.contains(&id)) {
                continue;
            }
            let until = told.until.unwrap_or(told.from + 10);
            self.assert_counts(told, told.from, until);
            self.assert_counts(told, until - 1, until);
        }
    }

    /// Long past every end that was told, a movement that is not over may still be wherever it was to
    /// be, but for legs that its owner has put behind it.
    fn what_is_overdue_counts(&mut self) {
        self.stage.house.wait(LONG);
        let now = self.minute + i64::from(LONG);
        for who in [Who::South, Who::North] {
            let nobody = volume(square(0, 0, 49_000), now - 60, now + 600);
            self.stage.nil(who, &nobody, regulars());
        }
        for told in &self.told {
            let Some(id) = told.movement.filter(|id| !self.over.contains(id)) else {
                continue;
            };
            let behind = self.behind.get(&id).copied().unwrap_or(0);
            if told.leg.is_none_or(|leg| leg >= behind) {
                self.assert_counts(told, now + 100, now + 160);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_told_is_ever_called_nothing_notified(events in proptest::collection::vec(event(), 1..9)) {
        let mut story = Story::new();
        for event in events {
            if story.minute < 200 || !matches!(event, Event::Wait(_)) {
                story.happen(event);
            }
        }
        story.everything_told_counts();
        story.what_is_overdue_counts();
        story.stage.house.assert_replays();
    }
}
