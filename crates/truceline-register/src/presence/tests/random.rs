//! Random acts of several parties while time passes: what holds whatever is said.

use super::*;
use crate::check::ground::Touched;
use crate::check::in_cells::tests::assert_as_worked_out;
use crate::check::{Overlap, facts};
use crate::geometry::bounds::bounds;
use crate::notification::tests::cast::Cast;
use crate::notification::view;
use crate::notification::{
    Contest, ContestMove, Movement, NotificationRef, Reconfirmation, Share, Site, Withdrawal,
};
use crate::presence::overlapping::{is_overlapped, overlapping};
use crate::refusal::Refusal;
use crate::register::Standpoint;
use crate::register::tests::at;
use crate::relay::Confirmation;
use crate::request::{Answer, Reply, Request};
use crate::vocabulary::{ForceClass, ForceSet, Stance};
use proptest::prelude::*;
use std::cell::RefCell;

/// One thing that happens.
#[derive(Clone, Copy, Debug)]
struct Event {
    what: What,
    id: u8,
    north_m: i32,
    minutes: i64,
    number: u8,
}

#[derive(Clone, Copy, Debug)]
enum What {
    Wait,
    Site,
    Movement,
    AmendSite,
    AmendMovement,
    RelayedSite,
    RelayedMovement,
    Withdraw,
    RelayedWithdraw,
    SecondSigns,
    Confirm,
    Disown,
    Report,
    RelayedReport,
    Deviate,
    Reconfirm,
    Contest,
    Answer,
    RelayedAnswer,
    Erase,
    Revoke,
    RevokeSecond,
}

const ALL: [What; 22] = [
    What::Wait,
    What::Site,
    What::Movement,
    What::AmendSite,
    What::AmendMovement,
    What::RelayedSite,
    What::RelayedMovement,
    What::Withdraw,
    What::RelayedWithdraw,
    What::SecondSigns,
    What::Confirm,
    What::Disown,
    What::Report,
    What::RelayedReport,
    What::Deviate,
    What::Reconfirm,
    What::Contest,
    What::Answer,
    What::RelayedAnswer,
    What::Erase,
    What::Revoke,
    What::RevokeSecond,
];

impl What {
    /// Whether it is the owner's own word, or completes it: the only kind that may take away.
    const fn is_own(self) -> bool {
        !matches!(
            self,
            Self::Wait
                | Self::RelayedSite
                | Self::RelayedMovement
                | Self::RelayedWithdraw
                | Self::RelayedReport
                | Self::RelayedAnswer
                | Self::Contest
                | Self::Revoke
                | Self::RevokeSecond
        )
    }
}

fn event() -> impl Strategy<Value = Event> {
    (0..ALL.len(), 1..4_u8, -2_i32..3, -100_i64..200, any::<u8>()).prop_map(
        |(what, id, north, minutes, number)| Event {
            what: ALL[what],
            id,
            north_m: north * 4_000,
            minutes,
            number,
        },
    )
}

struct Play {
    cast: Cast,
    awaiting: Vec<LogIndex>,
    relayed: Vec<LogIndex>,
    said: Vec<LogIndex>,
    revoked: bool,
}

impl Play {
    fn new() -> Self {
        let mut cast = Cast::new();
        let request = Request {
            id: crate::ids::RequestId::from_bytes([9; 16]),
            to: cast.south.party,
            zone: ZONE,
            area: None,
            forces: ForceSet::ALL_FORCES,
            as_of: cast.house.now,
            due_by: cast.house.now.plus(Span::hours(1)),
            every: None,
            until: None,
            remind: None,
        };
        cast.house.centre_says(Act::Requested(request)).unwrap();
        Self {
            cast,
            awaiting: vec![],
            relayed: vec![],
            said: vec![],
            revoked: false,
        }
    }

    fn start(&self, minutes: i64) -> i64 {
        let now = self.cast.house.now;
        (now.micros() - at(0).micros()) / 60_000_000 + minutes
    }

    fn site(&mut self, event: Event) -> (Site, Vec<crate::codec::disclosure::Disclosure>) {
        let from = self.start(event.minutes);
        let end = (event.number.is_multiple_of(3)).then(|| at(from + 30 + i64::from(event.number)));
        let precision = (event.number.is_multiple_of(2)).then(|| metres(30));
        let place = SitePlace {
            end,
            precision,
            ..post(event.north_m, 0, from)
        };
        let (mut site, disclosed) = self.cast.site(event.id, &place);
        site.reconfirm_by = Some(at(from + 100));
        site.shares = vec![Share {
            to: self.cast.relief.party,
            resolution: Resolution::Exact,
        }];
        (site, disclosed)
    }

    fn movement(&mut self, event: Event) -> (Movement, Vec<crate::codec::disclosure::Disclosure>) {
        let from = self.start(event.minutes);
        self.cast
            .movement(event.id + 100, &way(from, 1 + i32::from(event.number % 3)))
    }

    fn report(&self, event: Event) -> Report {
        let act = match event.number % 5 {
            0 => MovementAct::Departed,
            1 => MovementAct::Holding,
            2 => MovementAct::Delayed,
            3 => MovementAct::Arrived,
            _ => MovementAct::Aborted,
        };
        let terminal = matches!(act, MovementAct::Arrived | MovementAct::Aborted);
        let late = if terminal {
            event.minutes.min(0)
        } else {
            event.minutes
        };
        Report {
            at: at(self.start(late)),
            leg: (event.number.is_multiple_of(2)).then_some(u16::from(event.number % 3)),
            holding_point: (event.number % 4 == 1).then_some(0),
            until: (event.number % 7 < 4).then(|| at(self.start(event.minutes + 40))),
            ..self.cast.report(event.id + 100, act)
        }
    }

    fn answer(&mut self, event: Event) -> (Answer, Vec<crate::codec::disclosure::Disclosure>) {
        let place = post(event.north_m, 6_000, self.start(event.minutes));
        let posted = vec![crate::place::PostedPosition {
            class: ForceClass::Regulars,
            place,
        }];
        let (positions, disclosure) = self.cast.seal(Label::Positions, &posted);
        let answer = Answer {
            request: crate::ids::RequestId::from_bytes([9; 16]),
            occurrence: 0,
            as_of: self.cast.house.now,
            reply: Reply::Positions {
                positions,
                complete: None,
            },
        };
        (answer, vec![disclosure])
    }

    /// Lets it happen; whatever cannot be is refused.
    fn happen(&mut self, event: Event) -> Option<LogIndex> {
        let done = self.try_happen(event);
        if let Ok(index) = done {
            let flags = self.cast.house.flags(index);
            if flags.contains(&Flag::AwaitsSecond) {
                self.awaiting.push(index);
            }
            if flags.contains(&Flag::Relayed) {
                self.relayed.push(index);
            }
            self.said.push(index);
        }
        done.ok()
    }

    fn try_happen(&mut self, event: Event) -> Result<LogIndex, Refusal> {
        let pick = |from: &[LogIndex]| {
            from.get(usize::from(event.number) % from.len().max(1))
                .copied()
        };
        let withdrawal = |id: u8| Withdrawal {
            id: ntf(id),
            reason: None,
        };
        let target = if event.number.is_multiple_of(2) {
            event.id
        } else {
            event.id + 100
        };
        match event.what {
            What::Wait => {
                self.cast.house.wait(u32::from(event.number));
                Ok(0)
            }
            What::Site => {
                let (site, disclosed) = self.site(event);
                self.cast.south_says(Act::Site(site), &disclosed)
            }
            What::AmendSite => {
                let (site, disclosed) = self.site(event);
                self.cast
                    .south_says(Act::Amended(Amendment::Site(site)), &disclosed)
            }
            What::RelayedSite => {
                let (site, disclosed) = self.site(event);
                self.cast.relayed(RelayedAct::Site(site), &disclosed)
            }
            What::Movement => {
                let (movement, disclosed) = self.movement(event);
                self.cast.south_says(Act::Movement(movement), &disclosed)
            }
            What::AmendMovement => {
                let (movement, disclosed) = self.movement(event);
                self.cast
                    .south_says(Act::Amended(Amendment::Movement(movement)), &disclosed)
            }
            What::RelayedMovement => {
                let (movement, disclosed) = self.movement(event);
                self.cast
                    .relayed(RelayedAct::Movement(movement), &disclosed)
            }
            What::Withdraw => self.cast.withdraw(target),
            What::RelayedWithdraw => self
                .cast
                .relayed(RelayedAct::Withdrawal(withdrawal(target)), &[]),
            What::SecondSigns => {
                let record = pick(&self.awaiting).unwrap_or(0);
                self.cast.second_says(Act::Countersigned(record))
            }
            What::Confirm | What::Disown => {
                let confirmed = matches!(event.what, What::Confirm);
                let stance = if confirmed {
                    Stance::Confirmed
                } else {
                    Stance::Disowned
                };
                let record = pick(&self.relayed).unwrap_or(0);
                let done = self
                    .cast
                    .south_says(Act::Confirmed(Confirmation { record, stance }), &[]);
                if done
                    .as_ref()
                    .is_ok_and(|index| self.cast.house.flags(*index).contains(&Flag::AwaitsSecond))
                {
                    self.awaiting.push(record);
                }
                done
            }
            What::Report => {
                let report = self.report(event);
                self.cast.south_says(Act::Reported(report), &[])
            }
            What::RelayedReport => {
                let report = self.report(event);
                self.cast.relayed(RelayedAct::Report(report), &[])
            }
            What::Deviate => {
                let (exact, disclosure) = {
                    let from = self.start(event.minutes);
                    self.cast.seal(Label::Exact, &way(from, 2))
                };
                let place = PlaceDigests {
                    exact: Some(exact),
                    cell: None,
                    existence: None,
                };
                let report = Report {
                    place,
                    ..self.cast.report(event.id + 100, MovementAct::Deviated)
                };
                self.cast.south_says(Act::Reported(report), &[disclosure])
            }
            What::Reconfirm => {
                let reconfirm_by = at(self.start(event.minutes.abs()));
                let again = Reconfirmation {
                    id: ntf(event.id),
                    reconfirm_by,
                };
                self.cast.south_says(Act::Reconfirmed(again), &[])
            }
            What::Contest => {
                let about = NotificationRef {
                    party: self.cast.south.party,
                    id: ntf(event.id),
                };
                let step = if event.number.is_multiple_of(2) {
                    ContestMove::Raised
                } else {
                    ContestMove::Lifted
                };
                self.cast.relief_says(
                    Act::Contested(Contest {
                        about,
                        step,
                        text: None,
                    }),
                    &[],
                )
            }
            What::Answer => {
                let (answer, disclosed) = self.answer(event);
                self.cast.south_says(Act::Answered(answer), &disclosed)
            }
            What::RelayedAnswer => {
                let (answer, disclosed) = self.answer(event);
                self.cast.relayed(RelayedAct::Answer(answer), &disclosed)
            }
            What::Revoke | What::RevokeSecond => {
                let since = at(self.start(event.minutes));
                let cast = &mut self.cast;
                let voice = match event.what {
                    What::Revoke => &mut cast.south,
                    _ => &mut cast.south_second,
                };
                let (by, next) = cast.house.revoke(voice, since);
                *voice = next;
                self.relayed.append(&mut self.said.clone());
                self.revoked = true;
                Ok(by)
            }
            What::Erase => {
                let erase = Erasure {
                    records: pick(&self.said).into_iter().collect(),
                    personal_only: false,
                    reason: None,
                };
                self.cast.south_says(Act::ErasureAsked(erase), &[])
            }
        }
    }

    fn standing(&self, at: Standpoint) -> Vec<Standing> {
        let mut all: Vec<Standing> = all_standing(&self.cast.house.register, at).collect();
        all.sort_by_key(|standing| standing.record);
        all
    }
}

/// Whether everything of `before` is still said in `after`, as long or longer.
fn keeps(before: &[Standing], after: &[Standing]) -> bool {
    before.iter().all(|old| {
        after
            .iter()
            .filter(|new| new.record == old.record)
            .any(|new| {
                old.volumes.iter().all(|volume| {
                    new.volumes.iter().any(|longer| {
                        longer.footprint == volume.footprint
                            && longer.start <= volume.start
                            && longer
                                .end
                                .is_none_or(|end| volume.end.is_some_and(|old| old <= end))
                            && longer.precision >= volume.precision
                            && longer.buffer >= volume.buffer
                    })
                })
            })
    })
}

/// Whether whatever sites were said to be at from `now` on is still said by some version of the same
/// notification, as wide and as long or more.
fn keeps_sites(before: &[Standing], after: &[Standing], now: Instant) -> bool {
    let sites = |standing: &&Standing| matches!(standing.source, Source::Notification(about) if about.id < ntf(100));
    before.iter().filter(sites).all(|old| {
        let same = || after.iter().filter(|new| new.source == old.source);
        let ahead = old
            .volumes
            .iter()
            .filter(|volume| volume.end.is_none_or(|end| now < end));
        let mut held = ahead.map(|volume| {
            same().flat_map(|new| &new.volumes).any(|new| {
                new.footprint == volume.footprint
                    && new.start <= volume.start.max(now)
                    && new
                        .end
                        .is_none_or(|end| volume.end.is_some_and(|old| old <= end))
                    && new.precision >= volume.precision
                    && new.buffer >= volume.buffer
            })
        });
        held.all(|held| held)
    })
}

fn asked(event: Event, from: i64) -> Volume4d {
    let east_m = i32::from(event.number) * 100;
    volume(
        (event.north_m, east_m),
        from,
        from + 1 + i64::from(event.number),
    )
}

/// The index against a look at everything.
fn assert_index_is_right(play: &Play, event: Event, at: Standpoint) {
    let asked = asked(event, play.start(event.minutes));
    let (reach, tolerance) = (
        metres(u32::from(event.number) * 10),
        Span::minutes(u32::from(event.id)),
    );
    let register = &play.cast.house.register;
    let found = near(register, &asked, reach, tolerance, at);
    let boxes = bounds(&asked.footprint, reach);
    let mut expected = play.standing(at);
    expected.retain(|standing| meets(standing, &asked, &boxes, tolerance));
    assert_eq!(found, expected);
    let found = near_ever(register, &asked, reach, tolerance, at);
    let mut expected: Vec<Standing> = everything(register, at, Scope::WithEnded).collect();
    expected.retain(|standing| meets(standing, &asked, &boxes, tolerance));
    expected.sort_by_key(|standing| standing.record);
    assert_eq!(found, expected);
    // What becomes overdue without another word, too.
    for days in [0, 2, 400] {
        let later = Standpoint {
            now: at.now.plus(Span::hours(24 * days)),
            ..at
        };
        let cast = &play.cast;
        let askers = [&cast.south, &cast.relief, &cast.relay].map(|voice| voice.party);
        assert_traces_are_right(register, &askers, &asked, (reach, tolerance), later);
    }
}

/// What is told apart by traces against everybody near, measured, and against a look at everything; and in cells.
fn assert_traces_are_right(
    register: &Register,
    askers: &[PartyId],
    asked: &Volume4d,
    (buffer, tolerance): (Decimetres, Span),
    at: Standpoint,
) {
    let touched = Touched {
        zones: BTreeSet::new(),
        perhaps: BTreeSet::new(),
        buffer,
        tolerance,
        assumed: register.zones.worst_precision(at.known_at),
    };
    let overlaps = |standing: &&Standing| {
        let mut volumes = standing.volumes.iter();
        volumes.any(|presence| facts::meets(presence, asked, &touched))
    };
    let near = near(register, asked, touched.reach(asked), tolerance, at);
    let expected: BTreeSet<Overlap> = near.iter().filter(overlaps).map(facts::overlap).collect();
    let all: Vec<Standing> = everything(register, at, Scope::Current).collect();
    let measured: BTreeSet<Overlap> = all.iter().filter(overlaps).map(facts::overlap).collect();
    assert_eq!(expected, measured);
    let met = overlapping(register, asked, &touched, at, Instant::MAX);
    assert!(met.overlaps.iter().eq(&expected));
    let mut ends = near.iter().flat_map(|standing| &standing.volumes);
    let is_ahead = |end: &Instant| *end > at.now;
    assert!(ends.all(|presence| {
        let end = presence.end.filter(is_ahead);
        end.is_none_or(|end| met.ends.contains(&end))
    }));
    assert_eq!(
        is_overlapped(register, asked, &touched, at),
        !expected.is_empty()
    );
    assert_as_worked_out(register, askers, asked, &touched, at);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_said(events in prop::collection::vec(event(), 1..60)) {
        let mut play = Play::new();
        let snapshots: RefCell<Vec<(Standpoint, Vec<Standing>)>> = RefCell::default();
        for event in &events {
            let standpoint = play.cast.standpoint();
            let before = play.standing(standpoint);
            snapshots.borrow_mut().push((standpoint, before.clone()));
            play.happen(*event);
            let after = play.standing(play.cast.standpoint());
            if !event.what.is_own() {
                prop_assert!(keeps(&before, &after), "{:?} took presence away", event.what);
            }
            // Confirming what a revoked key signed may be the other of two people.
            let may_be_second = play.revoked && matches!(event.what, What::Confirm);
            if !may_be_second && !matches!(event.what, What::SecondSigns | What::Disown) {
                let now = play.cast.house.now;
                prop_assert!(keeps_sites(&before, &after, now), "one person's {:?} took a site away", event.what);
            }
            assert_index_is_right(&play, *event, play.cast.standpoint());
        }
        let register = &play.cast.house.register;
        let erased: BTreeSet<LogIndex> = register.erasures.all().map(|(record, _)| record).collect();
        for (standpoint, then) in snapshots.into_inner() {
            let mut now = play.standing(standpoint);
            if erased.is_empty() {
                prop_assert_eq!(&now, &then, "the past changed");
            } else {
                now.retain(|standing| !erased.contains(&standing.record));
                let kept = then.iter().filter(|s| !erased.contains(&s.record));
                prop_assert_eq!(now.iter().map(|s| s.record).collect::<Vec<_>>(), kept.map(|s| s.record).collect::<Vec<_>>());
            }
            assert_index_is_right(&play, events[0], standpoint);
        }
        let traces = &register.presences.traces;
        prop_assert!(erased.iter().all(|record| traces.get(*record).is_none()));
        play.cast.house.assert_replays();
        let again = play.cast.house.replayed();
        let at = play.cast.standpoint();
        let asked = asked(events[0], play.start(0));
        let near_in = |register: &Register| near_ever(register, &asked, metres(5_000), Span::ZERO, at);
        prop_assert_eq!(near_in(&again), near_in(register));
        for notification in view::all(register, at) {
            prop_assert!(!notification.versions.is_empty());
        }
    }
}
