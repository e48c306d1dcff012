//! What a party makes of reports, confirmations and signatures that it saw, or that lie unread.

use super::*;
use crate::check::kit::square;
use crate::codec::disclosure::{Disclosure, Disclosures};
use crate::codec::record::{Effect, Ground};
use crate::geometry::footprint::{Footprint, Line};
use crate::notification::{Amendment, Movement, Nil, Report as MovementReport, Withdrawal};
use crate::place::{Leg, MovementPlace};
use crate::register::Register;
use crate::relay::Confirmation;
use crate::time::TimeWindow;
use crate::vocabulary::{MovementMode, Stance};

/// North alone must answer, and has told East that nobody of it is in the zone.
fn stage() -> Stage {
    let mut stage = Stage::new();
    let rules = profile(vec![obliged(&stage.north)]);
    stage.house.centre_says(Act::ProfileSet(rules)).unwrap();
    let (area, disclosure) = stage.seal(Label::Area, &volume(square(0, 0, 49_000), -720, 1_440));
    let nil = Nil {
        id: id(99),
        area,
        forces: regulars(),
        as_of: stage.house.now,
        shares: vec![Share {
            to: stage.east.party,
            resolution: Resolution::Exact,
        }],
    };
    stage.say(Who::North, Act::Nil(nil), &[disclosure]).unwrap();
    take_all(&mut stage, Who::East);
    stage
}

/// A way of two legs, so far to the north, of half an hour each.
fn way(north_e5: i32, from: i64) -> MovementPlace {
    let leg = |number: i32| {
        let spot = |number| position(3_600_000 + north_e5, 3_600_000 + number * 1_000);
        let start = from + i64::from(number) * 30;
        Leg {
            line: Line::new(vec![spot(number), spot(number + 1)], metres(50)).unwrap(),
            altitude: None,
            window: TimeWindow::new(at(start), at(start + 30)).unwrap(),
        }
    };
    MovementPlace {
        legs: (0..2).map(leg).collect(),
        holding_points: vec![],
        precision: Some(Decimetres::ZERO),
        buffer: Decimetres::ZERO,
    }
}

/// All that can be told of some footprints and times.
fn told<T: minicbor::Encode<()>>(
    stage: &mut Stage,
    place: &T,
    footprints: &[Footprint],
    (start, end): (Instant, Option<Instant>),
) -> (PlaceDigests, Vec<Disclosure>) {
    let step = Step::from_e7(100_000).unwrap();
    let covers = footprints
        .iter()
        .flat_map(|footprint| cover(footprint, Decimetres::ZERO, step).unwrap());
    let mut cells: Vec<_> = covers.map(|cell| (cell.row(), cell.column())).collect();
    cells.sort_unstable();
    cells.dedup();
    let cell = CellPlace {
        step_e7: 100_000,
        cells,
        start,
        end,
    };
    let existence = ExistencePlace {
        zone: ZONE,
        start,
        end,
    };
    let exact = stage.seal(Label::Exact, place);
    let cell = stage.seal(Label::Cell, &cell);
    let existence = stage.seal(Label::Existence, &existence);
    let digests = PlaceDigests {
        exact: Some(exact.0),
        cell: Some(cell.0),
        existence: Some(existence.0),
    };
    (digests, vec![exact.1, cell.1, existence.1])
}

fn told_way(stage: &mut Stage, place: &MovementPlace) -> (PlaceDigests, Vec<Disclosure>) {
    let lines = place
        .legs
        .iter()
        .map(|leg| Footprint::Line(leg.line.clone()));
    let lines: Vec<Footprint> = lines.collect();
    let times = (
        place.legs[0].window.start(),
        Some(place.legs[1].window.end()),
    );
    told(stage, place, &lines, times)
}

fn movement(
    stage: &mut Stage,
    id: NotificationId,
    place: &MovementPlace,
    resolution: Resolution,
) -> (Movement, Vec<Disclosure>) {
    let (place, disclosed) = told_way(stage, place);
    let to = stage.east.party;
    let movement = Movement {
        id,
        place,
        mode: MovementMode::Overland,
        forces: regulars(),
        emergency: false,
        details: None,
        personal: None,
        shares: vec![Share { to, resolution }],
    };
    (movement, disclosed)
}

fn report(stage: &Stage, id: NotificationId, act: MovementAct) -> MovementReport {
    MovementReport {
        id,
        act,
        at: stage.house.now,
        leg: None,
        holding_point: None,
        until: None,
        place: PlaceDigests::default(),
    }
}

fn id(number: u8) -> NotificationId {
    NotificationId::from_bytes([number; 16])
}

/// South's movement 20 km to the north, during the hour of the question.
fn far(stage: &mut Stage, resolution: Resolution) {
    let (body, disclosed) = movement(stage, id(1), &way(20_000, 60), resolution);
    stage
        .say(Who::South, Act::Movement(body), &disclosed)
        .unwrap();
}

#[test]
fn a_way_told_in_cells_that_turned_is_where_it_turned_to() {
    for resolution in [Resolution::Exact, Resolution::Cell, Resolution::Existence] {
        let mut stage = stage();
        far(&mut stage, resolution);
        take_all(&mut stage, Who::East);
        let before = ask(&stage, east(&stage)).outcome;
        let is_told = resolution > Resolution::Existence;
        assert_eq!(before == Outcome::NoneKnown, is_told);
        let (place, disclosed) = told_way(&mut stage, &way(0, 60));
        let turned = MovementReport {
            place,
            ..report(&stage, id(1), MovementAct::Deviated)
        };
        stage
            .say(Who::South, Act::Reported(turned), &disclosed)
            .unwrap();
        take_all(&mut stage, Who::East);
        assert_eq!(ask(&stage, Viewpoint::Register).outcome, Outcome::Overlap);
        let expected = if resolution > Resolution::Existence {
            Outcome::Overlap
        } else {
            Outcome::Unknown
        };
        assert_eq!(ask(&stage, east(&stage)).outcome, expected, "{resolution}");
        stage.house.assert_replays();
    }
}

#[test]
fn a_way_told_in_cells_that_is_late_is_there_later() {
    for resolution in [Resolution::Exact, Resolution::Cell, Resolution::Existence] {
        let mut stage = stage();
        let (body, disclosed) = movement(&mut stage, id(1), &way(0, -30), resolution);
        stage
            .say(Who::South, Act::Movement(body), &disclosed)
            .unwrap();
        take_all(&mut stage, Who::East);
        assert_eq!(ask(&stage, east(&stage)).outcome, Outcome::NoneKnown);
        let late = MovementReport {
            until: Some(at(90)),
            ..report(&stage, id(1), MovementAct::Delayed)
        };
        stage.say(Who::South, Act::Reported(late), &[]).unwrap();
        take_all(&mut stage, Who::East);
        assert_eq!(ask(&stage, Viewpoint::Register).outcome, Outcome::Overlap);
        let expected = if resolution > Resolution::Existence {
            Outcome::Overlap
        } else {
            Outcome::Unknown
        };
        assert_eq!(ask(&stage, east(&stage)).outcome, expected, "{resolution}");
    }
}

#[test]
fn a_confirmation_that_lies_unread_ends_nothing() {
    let mut stage = stage();
    let (body, disclosed) = movement(&mut stage, id(1), &way(0, 60), Resolution::Exact);
    stage
        .say(Who::South, Act::Movement(body), &disclosed)
        .unwrap();
    let record = relay(
        &mut stage,
        RelayedAct::Withdrawal(Withdrawal {
            id: id(1),
            reason: None,
        }),
    );
    take_all(&mut stage, Who::East);
    assert_eq!(ask(&stage, east(&stage)).outcome, Outcome::Overlap);
    let stance = Stance::Confirmed;
    stage
        .say(
            Who::South,
            Act::Confirmed(Confirmation { record, stance }),
            &[],
        )
        .unwrap();
    assert_eq!(ask(&stage, Viewpoint::Register).outcome, Outcome::NoneKnown);
    assert_eq!(ask(&stage, east(&stage)).outcome, Outcome::Overlap);
    take_all(&mut stage, Who::East);
    assert_eq!(ask(&stage, east(&stage)).outcome, Outcome::NoneKnown);
}

/// The centre writes down what South said.
fn relay(stage: &mut Stage, what: RelayedAct) -> LogIndex {
    let relay = Relay {
        speaker: stage.south.party,
        heard_by: stage.house.centre.party,
        means: Means::Radio,
        heard_at: stage.house.now,
        read_back: true,
        persons: None,
        what,
    };
    stage.say(Who::Centre, Act::Relayed(relay), &[]).unwrap()
}

/// The register as it would be if nothing had been said but what East saw, as exactly as it was told.
fn as_seen_by_east(stage: &Stage) -> Register {
    let east = stage.east.party;
    let now = stage.house.register.standpoint(stage.house.now);
    let taken = crate::ladder::acknowledged(&stage.house.register, east, now);
    let mut register = Register::new();
    for record in &stage.house.log {
        let by_south = record
            .part
            .signer
            .is_some_and(|s| s.party == stage.south.party);
        let is_relayed = stage.house.register.relays.entry(record.index).is_some();
        let resolution = if by_south || is_relayed {
            taken.get(&record.index).copied()
        } else {
            Some(Resolution::Exact)
        };
        let Some(resolution) = resolution.filter(|_| record.part.ground == Ground::Admitted) else {
            register.apply_pad();
            continue;
        };
        let mut record = record.clone();
        let shown = |disclosure: &Disclosure| match disclosure.label() {
            Label::Exact => resolution >= Resolution::Exact,
            Label::Cell => resolution >= Resolution::Cell,
            Label::Existence => resolution >= Resolution::Existence,
            _ => true,
        };
        let kept = record.disclosures.iter().map(|(_, d)| d.clone());
        record.disclosures = Disclosures::of(kept.filter(shown));
        let kept = &record.disclosures;
        record.part.disclosed.retain(|digest| kept.has(digest));
        record
            .part
            .effects
            .retain(|effect| matches!(effect, Effect::Completes(_)));
        register.apply(&record);
    }
    register
}

#[derive(Clone, Copy, Debug)]
struct Event {
    what: u8,
    number: u8,
    other: u8,
}

const RESOLUTIONS: [Resolution; 3] = [Resolution::Exact, Resolution::Cell, Resolution::Existence];

/// Lets something happen; whatever cannot be is refused.
fn happen(stage: &mut Stage, second: &mut crate::register::tests::Voice, event: Event) {
    let Event {
        what,
        number,
        other,
    } = event;
    let (a_site, a_movement) = (id(1 + number % 2), id(11 + number % 2));
    let about = if other.is_multiple_of(2) {
        a_site
    } else {
        a_movement
    };
    let north = [0, 0, 3_000, 20_000][usize::from(other % 4)];
    let from = i64::from(other / 4) * 3 - 60;
    let resolution = RESOLUTIONS[usize::from(number / 2 % 3)];
    let record = LogIndex::from(number) % stage.house.register.size;
    let size = stage.house.register.size;
    let late = size.saturating_sub(1 + LogIndex::from(number) % 6);
    match what {
        0 => stage.house.wait(u32::from(number % 40)),
        1 | 2 => {
            let place = SitePlace {
                end: number.is_multiple_of(3).then(|| at(from + 90)),
                ..Stage::site_place(disc(north, 0, 20), from, 0)
            };
            let footprint = [place.footprint.clone()];
            let (digests, disclosed) = told(stage, &place, &footprint, (place.start, place.end));
            let mut site = Stage::site_body(a_site, digests);
            site.reconfirm_by = Some(at(10_000));
            site.shares = vec![Share {
                to: stage.east.party,
                resolution,
            }];
            let act = if what == 1 {
                Act::Site(site)
            } else {
                Act::Amended(Amendment::Site(site))
            };
            let _ = stage.say(Who::South, act, &disclosed);
        }
        3 | 4 => {
            let (body, disclosed) = movement(stage, a_movement, &way(north, from), resolution);
            let act = if what == 3 {
                Act::Movement(body)
            } else {
                Act::Amended(Amendment::Movement(body))
            };
            let _ = stage.say(Who::South, act, &disclosed);
        }
        5 | 6 => {
            let acts = [
                MovementAct::Departed,
                MovementAct::Delayed,
                MovementAct::Holding,
                MovementAct::Arrived,
                MovementAct::Aborted,
            ];
            let body = MovementReport {
                until: Some(at(from + 60)),
                leg: number.is_multiple_of(2).then_some(u16::from(other % 2)),
                ..report(stage, a_movement, acts[usize::from(other % 5)])
            };
            if what == 5 {
                let _ = stage.say(Who::South, Act::Reported(body), &[]);
            } else if stage
                .house
                .register
                .notifications
                .of_party(stage.south.party)
                .any(|n| n.about.id == a_movement)
            {
                relay(
                    stage,
                    RelayedAct::Report(MovementReport { leg: None, ..body }),
                );
            }
        }
        7 => {
            let (place, disclosed) = told_way(stage, &way(north, from));
            let body = MovementReport {
                place,
                ..report(stage, a_movement, MovementAct::Deviated)
            };
            let _ = stage.say(Who::South, Act::Reported(body), &disclosed);
        }
        8 => {
            let body = Withdrawal {
                id: about,
                reason: None,
            };
            let _ = stage.say(Who::South, Act::Withdrawn(body), &[]);
        }
        9 => {
            let known = stage
                .house
                .register
                .notifications
                .of_party(stage.south.party);
            if known
                .map(|known| known.about.id)
                .any(|known| known == about)
            {
                relay(
                    stage,
                    RelayedAct::Withdrawal(Withdrawal {
                        id: about,
                        reason: None,
                    }),
                );
            }
        }
        10 => {
            let _ = stage.house.say(second, Act::Countersigned(late), &[]);
        }
        11 => {
            let stance = if other.is_multiple_of(3) {
                Stance::Disowned
            } else {
                Stance::Confirmed
            };
            let record = if number.is_multiple_of(2) {
                late
            } else {
                record
            };
            let _ = stage.say(
                Who::South,
                Act::Confirmed(Confirmation { record, stance }),
                &[],
            );
        }
        12 => take_all(stage, Who::East),
        _ => {
            let inbox = stage
                .house
                .register
                .ladder
                .inbox(stage.east.party, size)
                .len() as u64;
            let item = inbox.saturating_sub(u64::from(number % 4));
            let step = LadderStep::Received;
            let ack = Acknowledgement {
                item,
                step,
                text: None,
            };
            let _ = stage.say(Who::East, Act::Acknowledged(ack), &[]);
        }
    }
}

/// An arrival before the way begins, by somebody else's word: it was under way before, and ends nothing.
#[test]
fn an_early_arrival_by_anothers_word_leaves_it_unknown_to_whom_existence_was_told() {
    let mut stage = stage();
    let way = way(0, 120);
    let (body, disclosed) = movement(&mut stage, id(11), &way, Resolution::Existence);
    stage
        .say(Who::South, Act::Movement(body), &disclosed)
        .unwrap();
    take_all(&mut stage, Who::East);
    assert_eq!(ask(&stage, east(&stage)).outcome, Outcome::NoneKnown);
    let arrived = report(&stage, id(11), MovementAct::Arrived);
    relay(&mut stage, RelayedAct::Report(arrived));
    take_all(&mut stage, Who::East);
    assert_eq!(ask(&stage, east(&stage)).outcome, Outcome::Unknown);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever lies unread: a party knows of nobody only where nobody was in all that it saw.
    #[test]
    fn a_party_knows_of_whatever_it_saw(
        events in prop::collection::vec((0..16_u8, any::<u8>(), any::<u8>()), 1..40),
    ) {
        let mut stage = stage();
        let mut second = stage.house.enrol_person(&stage.south.clone(), 55);
        for (what, number, other) in events {
            happen(&mut stage, &mut second, Event { what, number, other });
            let register = as_seen_by_east(&stage);
            let inquiry = Inquiry {
                volume: target(),
                reach: metres(100),
                known_at: register.size,
                now: stage.house.now,
                viewpoint: Viewpoint::Register,
            };
            let seen = inquire(&register, &inquiry);
            let known = ask(&stage, east(&stage));
            if seen.outcome != Outcome::NoneKnown {
                prop_assert_ne!(known.outcome, Outcome::NoneKnown, "saw {:?}", seen.basis);
            }
            if seen.outcome == Outcome::Overlap {
                prop_assert_eq!(known.outcome, Outcome::Overlap, "saw {:?}", seen.basis);
            }
        }
        stage.house.assert_replays();
    }
}
