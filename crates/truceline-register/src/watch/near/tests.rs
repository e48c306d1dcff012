//! What the watch says when it looks at the plans that are concerned is what it would say of all of them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::act::Act;
use crate::check::kit::{
    Stage, Who, ZONE, boundary, disc, metres, obliged, position, profile, regulars, volume,
};
use crate::codec::disclosure::Label;
use crate::codec::record::Ground;
use crate::erasure::Erasure;
use crate::geometry::footprint::Footprint;
use crate::ids::{LogIndex, NotificationId, PlanId, RequestId, ZoneId};
use crate::notification::{
    Contest, ContestMove, NotificationRef, Reconfirmation, Report, Withdrawal,
};
use crate::place::{PlaceDigests, PostedPosition, SitePlace};
use crate::register::tests::{House, Voice, at};
use crate::relay::{Confirmation, Relay, RelayedAct};
use crate::request::{Answer, Declaration, Reply};
use crate::time::Span;
use crate::vocabulary::{
    BoundaryStatus, ChannelState, ForceClass, Means, MovementAct, PlanState, Stance,
};
use proptest::prelude::*;

impl House {
    /// The watch's word after the latest record, which is the same as if it had looked at every plan.
    pub(crate) fn follow(&mut self) -> Option<LogIndex> {
        let context = self.context();
        let said = self.register.follow(&context);
        assert_eq!(said, self.register.follow_plainly(&context));
        said.map(|draft| self.append(draft))
    }
}

/// One of 24 places in a row, each some 1.5 km from the next: as far as a cell, and less than an answer in cells
/// looks.
fn place(number: u8, radius_m: u32) -> Footprint {
    disc(0, i32::from(number % 24) * 1_750 - 17_500, radius_m)
}

/// Somebody does something; whatever is turned away was said in vain.
#[derive(Clone, Copy, Debug)]
struct Deed {
    what: u8,
    who: u8,
    place: u8,
    number: u8,
}

/// The stage with what was said on it.
struct Play {
    stage: Stage,
    plans: Vec<PlanId>,
    told: Vec<(Who, NotificationId)>,
    asked: Vec<(Who, RequestId)>,
    seconds: [Voice; 2],
}

impl Play {
    fn new() -> Self {
        let mut stage = Stage::covered();
        let (south, north) = (stage.south.clone(), stage.north.clone());
        let seconds = [
            stage.house.enrol_person(&south, 33),
            stage.house.enrol_person(&north, 44),
        ];
        let mut play = Self {
            stage,
            plans: Vec::new(),
            told: Vec::new(),
            asked: Vec::new(),
            seconds,
        };
        for number in 0..6 {
            play.plan(number * 4, number);
        }
        play
    }

    fn plan(&mut self, place: u8, number: u8) {
        let from = 20 + i64::from(number % 4) * 50;
        let volumes = [volume(self::place(place, 1_000), from, from + 100)];
        let plan = self.stage.file(Who::East, &volumes);
        self.stage.step(Who::East, plan, PlanState::Active).unwrap();
        self.plans.push(plan);
    }

    fn some<T: Copy>(all: &[T], number: u8) -> Option<T> {
        all.get(usize::from(number) % all.len().max(1)).copied()
    }

    fn site(place: u8, number: u8) -> SitePlace {
        let stated = number.is_multiple_of(2).then(|| metres(20));
        SitePlace {
            precision: stated,
            buffer: metres(u32::from(number % 3) * 1_500),
            end: (!number.is_multiple_of(5)).then(|| at(30 + i64::from(number))),
            ..Stage::site_place(self::place(place, 50), 0, 600)
        }
    }

    fn perform(&mut self, deed: Deed) {
        let Deed { place, number, .. } = deed;
        let who = [Who::South, Who::North][usize::from(deed.who % 2)];
        let minutes = i64::from(number);
        match deed.what {
            0 | 1 => {
                let told = Self::site(place, number);
                let id = NotificationId::from_bytes(self.stage.house.draw());
                let (exact, disclosure) = self.stage.seal(Label::Exact, &told);
                let mut site = Stage::site_body(id, PlaceDigests::default());
                site.place.exact = Some(exact);
                let until = self.stage.house.now.plus(Span::minutes(u32::from(number)));
                site.reconfirm_by = number.is_multiple_of(3).then_some(until);
                if self.stage.say(who, Act::Site(site), &[disclosure]).is_ok() {
                    self.told.push((who, id));
                }
            }
            2 => {
                let east = 3_600_000 + i32::from(place % 6) * 7_000 - 17_500;
                let line = vec![position(3_600_000, east), position(3_610_000, east)];
                let id = self.stage.movement(who, line, minutes, minutes + 20);
                self.told.push((who, id));
            }
            3 => {
                let act = [
                    MovementAct::Departed,
                    MovementAct::Holding,
                    MovementAct::Deviated,
                    MovementAct::Arrived,
                ][usize::from(number % 4)];
                if let Some((who, id)) = Self::some(&self.told, place)
                    && self.is_movement(who, id)
                {
                    let report = Report {
                        id,
                        act,
                        at: self.stage.house.now,
                        leg: None,
                        holding_point: None,
                        until: None,
                        place: PlaceDigests::default(),
                    };
                    let _ = self.stage.say(who, Act::Reported(report), &[]);
                }
            }
            4 => {
                if let Some((who, id)) = Self::some(&self.told, place) {
                    let taken_back = Withdrawal { id, reason: None };
                    let _ = self.stage.say(who, Act::Withdrawn(taken_back), &[]);
                }
            }
            5 => {
                if let Some((owner, id)) = Self::some(&self.told, place) {
                    let party = self.stage.party(owner);
                    let contest = Contest {
                        about: NotificationRef { party, id },
                        step: [ContestMove::Raised, ContestMove::Lifted][usize::from(number % 2)],
                        text: None,
                    };
                    let _ = self.stage.say(Who::East, Act::Contested(contest), &[]);
                }
            }
            6 => {
                let area = volume(self::place(place, 4_000), 0, 30 + minutes);
                let (id, _) = self.stage.nil(who, &area, regulars());
                self.told.push((who, id));
            }
            7 => {
                let id = self.stage.request(who);
                self.asked.push((who, id));
            }
            8 | 9 => self.answer(place, number, deed.what == 8),
            10 => {
                self.stage
                    .channel(who, ChannelState::ALL[usize::from(number % 4)]);
            }
            11 | 12 => {
                self.stage.house.now = self
                    .stage
                    .house
                    .now
                    .plus(Span::minutes(5 + u32::from(number)))
            }
            13 => {
                self.stage.tick();
            }
            14 => {
                self.stage.existence(who, minutes, minutes + 60);
            }
            15 => {
                let plan = Self::some(&self.plans, number).unwrap();
                let volumes = [volume(self::place(place, 800), minutes, minutes + 70)];
                let _ = self.stage.amend(Who::East, plan, &volumes);
            }
            16 => {
                let plan = Self::some(&self.plans, place).unwrap();
                let state = [PlanState::Paused, PlanState::Active, PlanState::Ended];
                let _ = self
                    .stage
                    .step(Who::East, plan, state[usize::from(number % 3)]);
            }
            17 => self.plan(place, number),
            18 => {
                let (south, north) = (self.stage.south.clone(), self.stage.north.clone());
                let mut rules = profile(vec![obliged(&south), obliged(&north)]);
                rules.least_buffer = metres(100 + 60 * u32::from(number));
                rules.freshness = Span::minutes(20 + u32::from(number) * 4);
                rules.time_tolerance = Span::minutes(u32::from(number % 20));
                self.stage
                    .house
                    .centre_says(Act::ProfileSet(rules))
                    .unwrap();
            }
            19 => {
                let mut claimed = boundary();
                claimed.zone = ZoneId::from_bytes([0x21; 16]);
                claimed.status =
                    [BoundaryStatus::Claimed, BoundaryStatus::Agreed][usize::from(number % 2)];
                claimed.claimed_by = number.is_multiple_of(2).then_some(self.stage.south.party);
                claimed.area = Some(self::place(place, 2_000));
                claimed.area = claimed.area.filter(|_| false).or(boundary().area);
                let _ = self.stage.house.centre_says(Act::BoundaryDrawn(claimed));
            }
            20 => self.relay(who, place, number),
            21 => self.confirm(number),
            22 => {
                if let Some((who, id)) = Self::some(&self.told, place) {
                    let reconfirm_by = self.stage.house.now.plus(Span::minutes(u32::from(number)));
                    let again = Reconfirmation { id, reconfirm_by };
                    let _ = self.stage.say(who, Act::Reconfirmed(again), &[]);
                }
            }
            23 => {
                self.stage
                    .check(Who::Centre, &[volume(self::place(place, 900), 60, 120)]);
            }
            24 => {
                let context = self.stage.house.context();
                let party = self.stage.party(who);
                let desk = self.stage.voice(who).desk;
                let seen = number.is_multiple_of(2);
                let draft = self
                    .stage
                    .house
                    .register
                    .desk_seen(party, desk, seen, &context);
                if let Some(draft) = draft {
                    self.stage.house.append(draft);
                    self.stage.house.follow();
                }
            }
            25 => {
                let since = self.stage.house.now.minus(Span::minutes(u32::from(number)));
                let voice = self.stage.voice(who).clone();
                let (_, next) = self.stage.house.revoke(&voice, since);
                *self.stage.voice(who) = next;
            }
            26 => self.erase(who, number),
            _ => {
                // A register's own record after which nobody makes the watch run.
                let context = self.stage.house.context();
                let end = self.stage.house.register.mechanical_end(&context);
                self.stage.house.append(end);
            }
        }
    }

    fn is_movement(&mut self, who: Who, id: NotificationId) -> bool {
        let party = self.stage.party(who);
        let about = NotificationRef { party, id };
        let known = self.stage.house.register.notifications.get(about);
        known.is_some_and(|known| known.kind == crate::vocabulary::NotificationKind::Movement)
    }

    fn answer(&mut self, place: u8, number: u8, is_list: bool) {
        let Some((who, request)) = Self::some(&self.asked, number) else {
            return;
        };
        let area = volume(self::place(place, 5_000), i64::from(number), 200);
        let (area, opened) = self.stage.seal(Label::Area, &area);
        let declaration = Declaration {
            area,
            forces: regulars(),
        };
        let (reply, mut told) = match (is_list, number % 4) {
            (true, _) => {
                let posted = PostedPosition {
                    class: ForceClass::Regulars,
                    place: SitePlace {
                        end: (number.is_multiple_of(4)).then(|| at(500)),
                        ..Self::site(place, number)
                    },
                };
                let (positions, list) = self.stage.seal(Label::Positions, &vec![posted]);
                let complete = number.is_multiple_of(3).then_some(declaration);
                let mut told = vec![list];
                told.extend(complete.is_some().then_some(opened));
                (
                    Reply::Positions {
                        positions,
                        complete,
                    },
                    told,
                )
            }
            (false, 0) => (Reply::Refused { reason: None }, vec![]),
            (false, _) => (Reply::Nil(declaration), vec![opened]),
        };
        if number.is_multiple_of(7) {
            told.clear();
        }
        let answer = Answer {
            request,
            occurrence: 0,
            as_of: self.stage.house.now,
            reply,
        };
        let _ = self.stage.say(who, Act::Answered(answer), &told);
    }

    fn relay(&mut self, who: Who, place: u8, number: u8) {
        let (exact, disclosure) = self.stage.seal(Label::Exact, &Self::site(place, number));
        let id = NotificationId::from_bytes(self.stage.house.draw());
        let site = Stage::site_body(
            id,
            PlaceDigests {
                exact: Some(exact),
                ..PlaceDigests::default()
            },
        );
        let relay = Relay {
            speaker: self.stage.party(who),
            heard_by: self.stage.party(Who::Centre),
            means: Means::Telephone,
            heard_at: self.stage.house.now,
            read_back: true,
            persons: None,
            what: RelayedAct::Site(site),
        };
        let _ = self
            .stage
            .say(Who::Centre, Act::Relayed(relay), &[disclosure]);
    }

    /// Whoever is owed a word gives one of the records that wait for it, a second person too.
    fn confirm(&mut self, number: u8) {
        let stance = [Stance::Confirmed, Stance::Disowned][usize::from(number % 2)];
        for who in [Who::South, Who::North] {
            let party = self.stage.party(who);
            let register = &self.stage.house.register;
            let waiting: Vec<LogIndex> =
                register.relays.unconfirmed(party, register.size).collect();
            if let Some(record) = Self::some(&waiting, number) {
                let _ = self
                    .stage
                    .say(who, Act::Confirmed(Confirmation { record, stance }), &[]);
            }
        }
        let size = self.stage.house.register.size;
        for second in 0..2 {
            let mut voice = self.seconds[second].clone();
            for record in size.saturating_sub(12)..size {
                let act = Act::Countersigned(record);
                let _ = self.stage.house.say(&mut voice, act, &[]);
            }
            self.seconds[second] = voice;
        }
    }

    fn erase(&mut self, who: Who, number: u8) {
        let size = self.stage.house.register.size;
        let records = vec![u64::from(number) * 3 % size];
        let body = Erasure {
            records,
            personal_only: false,
            reason: None,
        };
        if self.stage.say(who, Act::ErasureAsked(body), &[]).is_ok() {
            self.confirm(number);
        }
    }
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = (0_u8..28, any::<u8>(), 0_u8..6, 0_u8..120);
    let deed = deed.prop_map(|(what, who, place, number)| Deed {
        what,
        who,
        place,
        number,
    });
    proptest::collection::vec(deed, 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    /// After every record of random histories: the same draft, byte for byte ([`House::follow`]); and a
    /// replay gives the same register.
    #[test]
    fn what_is_not_looked_at_has_not_changed(deeds in deeds()) {
        let mut play = Play::new();
        for deed in deeds {
            play.perform(deed);
        }
        play.stage.house.assert_replays();
    }
}

#[test]
fn a_site_concerns_the_plans_near_it_and_no_other() {
    let mut play = Play::new();
    // Plans begun are looked at once more after the next word.
    play.stage
        .site(Who::South, &Stage::site_place(disc(40_000, 0, 50), 0, 600));
    let now = play.stage.house.now;
    play.stage
        .site(Who::South, &Stage::site_place(place(8, 50), 0, 600));
    let register = &play.stage.house.register;
    // The watch has spoken of it; what was noted of the word before stands until the next.
    let last = play.stage.house.log.last().unwrap();
    assert!(matches!(last.part.ground, Ground::Watch { .. }));
    play.stage.house.log.pop();
    let mut again = crate::register::Register::new();
    for record in &play.stage.house.log {
        again.apply(record);
    }
    let touched = again.watch.touched(&again, now).unwrap();
    let near: Vec<PlanId> = touched.into_iter().map(|(_, plan)| plan).collect();
    assert!(near.contains(&play.plans[2]));
    assert!(near.len() < play.plans.len(), "others are farther away");
    assert!(register.zones.is_known(ZONE, register.size));
}
