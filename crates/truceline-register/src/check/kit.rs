//! A zone with two forces that must answer, a third that plans, and short words for what they do:
//! the stage of the tests of checks, plans, the watch and inquiries.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, dead_code)]

use super::evaluation::{Finding, Question, evaluate};
use super::{Basis, Check, Spoken, Subject, Verdict, Why};
use crate::act::Act;
use crate::channel::ChannelReport;
use crate::codec::cbor::Digest;
use crate::codec::disclosure::{Disclosure, Label};
use crate::geometry::footprint::{Circle, Footprint, Line, Polygon, Ring};
use crate::geometry::position::{Decimetres, Position};
use crate::ids::{CheckId, LogIndex, NotificationId, PartyId, PlanId, RequestId, ZoneId};
use crate::notification::{
    Contest, ContestMove, Movement, Nil, NotificationRef, Report, Share, Site, Withdrawal,
};
use crate::place::{ExistencePlace, Leg, MovementPlace, PlaceDigests, SitePlace, Volume4d};
use crate::plan::{Plan, PlanStep};
use crate::refusal::Refusal;
use crate::register::tests::{House, Voice, at};
use crate::request::{Answer, Reply, Request};
use crate::time::{Span, TimeWindow};
use crate::vocabulary::{
    Activity, BoundaryStatus, ChannelState, ForceClass, ForceSet, MovementAct, MovementMode,
    Outcome, PlanState, Role, SiteCategory,
};
use crate::zone::{Boundary, Obliged, Profile};

/// The zone: a square of a degree around 36 N 36 E.
pub(crate) const ZONE: ZoneId = ZoneId::from_bytes([0x20; 16]);

/// The stage.
#[derive(Clone)]
pub(crate) struct Stage {
    pub(crate) house: House,
    /// Must answer for its regulars.
    pub(crate) south: Voice,
    /// Must answer for its regulars.
    pub(crate) north: Voice,
    /// Plans, and must answer for nothing.
    pub(crate) east: Voice,
}

pub(crate) fn metres(metres: u32) -> Decimetres {
    Decimetres::from_metres(metres).unwrap()
}

/// A position in hundred-thousandths of a degree.
pub(crate) fn position(lat_e5: i32, lon_e5: i32) -> Position {
    Position::from_e7(lat_e5 * 100, lon_e5 * 100).unwrap()
}

/// A disc `north_e5`, `east_e5` hundred-thousandths of a degree (about a metre) from the middle of
/// the zone.
pub(crate) fn disc(north_e5: i32, east_e5: i32, radius_m: u32) -> Footprint {
    let centre = position(3_600_000 + north_e5, 3_600_000 + east_e5);
    Footprint::Circle(Circle {
        centre,
        radius: metres(radius_m),
    })
}

/// A square around the middle of the zone, moved, its sides twice `half_e5` long.
pub(crate) fn square(north_e5: i32, east_e5: i32, half_e5: i32) -> Footprint {
    let corner = |n: i32, e: i32| {
        position(
            3_600_000 + north_e5 + n * half_e5,
            3_600_000 + east_e5 + e * half_e5,
        )
    };
    let ring = Ring::new(vec![
        corner(-1, -1),
        corner(-1, 1),
        corner(1, 1),
        corner(1, -1),
    ])
    .unwrap();
    Footprint::Polygons(vec![Polygon::new(ring, Vec::new()).unwrap()])
}

pub(crate) fn window(from: i64, to: i64) -> TimeWindow {
    TimeWindow::new(at(from), at(to)).unwrap()
}

pub(crate) fn volume(footprint: Footprint, from: i64, to: i64) -> Volume4d {
    Volume4d {
        footprint,
        altitude: None,
        window: window(from, to),
        precision: Some(Decimetres::ZERO),
    }
}

/// What the tests check unless they say otherwise: a disc of 2 km from one hour after noon for an
/// hour.
pub(crate) fn target() -> Volume4d {
    volume(disc(0, 0, 2_000), 60, 120)
}

pub(crate) fn regulars() -> ForceSet {
    ForceSet::of(&[ForceClass::Regulars])
}

pub(crate) fn boundary() -> Boundary {
    Boundary {
        zone: ZONE,
        name: "Kestrel Valley".to_owned(),
        status: BoundaryStatus::Agreed,
        claimed_by: None,
        area: Some(square(0, 0, 50_000)),
        text: "Annex".to_owned(),
        start: at(-100_000),
        end: None,
    }
}

pub(crate) fn obliged(voice: &Voice) -> Obliged {
    Obliged {
        party: voice.party,
        forces: regulars(),
        part: None,
    }
}

pub(crate) fn profile(obliged: Vec<Obliged>) -> Profile {
    Profile {
        zone: ZONE,
        obliged,
        freshness: Span::hours(4),
        lead_time: Span::hours(12),
        emergency_lead_time: Span::hours(1),
        time_tolerance: Span::minutes(5),
        worst_precision: metres(1_900),
        least_buffer: metres(500),
        activity_buffers: Vec::new(),
        halt_limit: Span::minutes(30),
        outcome_life: Span::minutes(30),
        check_floor_m2: 1_000_000,
        check_floor_span: Span::minutes(30),
        check_budget: 5,
        owner_delay: Span::hours(24),
        escalation: Span::minutes(10),
        reminder: None,
        source: None,
    }
}

impl Stage {
    /// The zone is agreed, South and North must answer for their regulars, and nobody has said
    /// anything yet.
    pub(crate) fn new() -> Self {
        let mut house = House::new();
        let south = house.enrol(3, Role::Force);
        let north = house.enrol(4, Role::Force);
        let east = house.enrol(5, Role::Force);
        house.centre_says(Act::BoundaryDrawn(boundary())).unwrap();
        let rules = profile(vec![obliged(&south), obliged(&north)]);
        house.centre_says(Act::ProfileSet(rules)).unwrap();
        Self {
            house,
            south,
            north,
            east,
        }
    }

    /// Both have said as of noon that nobody of their regulars is in the zone all day.
    pub(crate) fn covered() -> Self {
        let mut stage = Self::new();
        stage.nil_of(Who::South);
        stage.nil_of(Who::North);
        stage
    }

    pub(crate) fn voice(&mut self, who: Who) -> &mut Voice {
        match who {
            Who::South => &mut self.south,
            Who::North => &mut self.north,
            Who::East => &mut self.east,
            Who::Centre => &mut self.house.centre,
        }
    }

    pub(crate) fn party(&mut self, who: Who) -> PartyId {
        self.voice(who).party
    }

    pub(crate) fn say(
        &mut self,
        who: Who,
        act: Act,
        disclosures: &[Disclosure],
    ) -> Result<LogIndex, Refusal> {
        let mut voice = self.voice(who).clone();
        let said = self.house.say(&mut voice, act, disclosures);
        *self.voice(who) = voice;
        said
    }

    pub(crate) fn seal<T: minicbor::Encode<()>>(
        &mut self,
        label: Label,
        value: &T,
    ) -> (Digest, Disclosure) {
        self.house.seal(label, value)
    }

    pub(crate) fn nil(
        &mut self,
        who: Who,
        area: &Volume4d,
        forces: ForceSet,
    ) -> (NotificationId, LogIndex) {
        let id = NotificationId::from_bytes(self.house.draw());
        let (digest, disclosure) = self.seal(Label::Area, area);
        let as_of = self.house.now;
        let nil = Nil {
            id,
            area: digest,
            forces,
            as_of,
            shares: vec![],
        };
        (id, self.say(who, Act::Nil(nil), &[disclosure]).unwrap())
    }

    /// A nil over nearly all of the zone from half a day before noon to a day after.
    pub(crate) fn nil_of(&mut self, who: Who) -> (NotificationId, LogIndex) {
        self.nil(who, &volume(square(0, 0, 49_000), -720, 1_440), regulars())
    }

    pub(crate) fn site_place(footprint: Footprint, from: i64, to: i64) -> SitePlace {
        SitePlace {
            footprint,
            altitude: None,
            start: at(from),
            end: Some(at(to)),
            precision: Some(Decimetres::ZERO),
            buffer: Decimetres::ZERO,
        }
    }

    pub(crate) fn site(&mut self, who: Who, place: &SitePlace) -> (NotificationId, LogIndex) {
        self.shared_site(who, place, vec![])
    }

    pub(crate) fn shared_site(
        &mut self,
        who: Who,
        place: &SitePlace,
        shares: Vec<Share>,
    ) -> (NotificationId, LogIndex) {
        let (exact, disclosure) = self.seal(Label::Exact, place);
        let id = NotificationId::from_bytes(self.house.draw());
        let body = Self::site_body(
            id,
            PlaceDigests {
                exact: Some(exact),
                ..PlaceDigests::default()
            },
        );
        (
            id,
            self.say(who, Act::Site(Site { shares, ..body }), &[disclosure])
                .unwrap(),
        )
    }

    pub(crate) fn site_body(id: NotificationId, place: PlaceDigests) -> Site {
        Site {
            id,
            place,
            category: SiteCategory::Position,
            forces: regulars(),
            reconfirm_by: None,
            details: None,
            personal: None,
            shares: vec![],
        }
    }

    /// That somebody is in the zone, and no more.
    pub(crate) fn existence(&mut self, who: Who, from: i64, to: i64) -> LogIndex {
        let place = ExistencePlace {
            zone: ZONE,
            start: at(from),
            end: Some(at(to)),
        };
        let (digest, disclosure) = self.seal(Label::Existence, &place);
        let id = NotificationId::from_bytes(self.house.draw());
        let place = PlaceDigests {
            existence: Some(digest),
            ..PlaceDigests::default()
        };
        self.say(who, Act::Site(Self::site_body(id, place)), &[disclosure])
            .unwrap()
    }

    /// A movement along a line, with one leg.
    pub(crate) fn movement(
        &mut self,
        who: Who,
        line: Vec<Position>,
        from: i64,
        to: i64,
    ) -> NotificationId {
        let line = Line::new(line, metres(50)).unwrap();
        let place = MovementPlace {
            legs: vec![Leg {
                line,
                altitude: None,
                window: window(from, to),
            }],
            holding_points: vec![],
            precision: Some(Decimetres::ZERO),
            buffer: Decimetres::ZERO,
        };
        let (exact, disclosure) = self.seal(Label::Exact, &place);
        let id = NotificationId::from_bytes(self.house.draw());
        let movement = Movement {
            id,
            place: PlaceDigests {
                exact: Some(exact),
                ..PlaceDigests::default()
            },
            mode: MovementMode::Overland,
            forces: regulars(),
            emergency: false,
            details: None,
            personal: None,
            shares: vec![],
        };
        self.say(who, Act::Movement(movement), &[disclosure])
            .unwrap();
        id
    }

    pub(crate) fn report(&mut self, who: Who, id: NotificationId, act: MovementAct) -> LogIndex {
        let report = Report {
            id,
            act,
            at: self.house.now,
            leg: None,
            holding_point: None,
            until: None,
            place: PlaceDigests::default(),
        };
        self.say(who, Act::Reported(report), &[]).unwrap()
    }

    pub(crate) fn withdraw(&mut self, who: Who, id: NotificationId) -> LogIndex {
        self.say(who, Act::Withdrawn(Withdrawal { id, reason: None }), &[])
            .unwrap()
    }

    pub(crate) fn contest(&mut self, who: Who, owner: Who, id: NotificationId) -> LogIndex {
        let about = NotificationRef {
            party: self.party(owner),
            id,
        };
        let contest = Contest {
            about,
            step: ContestMove::Raised,
            text: None,
        };
        self.say(who, Act::Contested(contest), &[]).unwrap()
    }

    pub(crate) fn channel(&mut self, who: Who, state: ChannelState) -> LogIndex {
        let (of, with) = (self.party(who), self.party(Who::Centre));
        let since = self.house.now;
        let report = ChannelReport {
            with,
            of,
            state,
            since,
            text: None,
        };
        self.say(who, Act::ChannelReported(report), &[]).unwrap()
    }

    /// The centre asks a party once for its regulars in the zone, as of now, due in an hour.
    pub(crate) fn request(&mut self, to: Who) -> RequestId {
        let id = RequestId::from_bytes(self.house.draw());
        let now = self.house.now;
        let request = Request {
            id,
            to: self.party(to),
            zone: ZONE,
            area: None,
            forces: regulars(),
            as_of: now,
            due_by: now.plus(Span::hours(1)),
            every: None,
            until: None,
            remind: None,
        };
        self.say(Who::Centre, Act::Requested(request), &[]).unwrap();
        id
    }

    pub(crate) fn answer(
        &mut self,
        who: Who,
        request: RequestId,
        reply: Reply,
        told: &[Disclosure],
    ) -> LogIndex {
        let answer = Answer {
            request,
            occurrence: 0,
            as_of: self.house.now,
            reply,
        };
        self.say(who, Act::Answered(answer), told).unwrap()
    }

    pub(crate) fn check_of(&mut self, volumes: &[Volume4d], buffer_m: u32) -> (Check, Disclosure) {
        let (digest, disclosure) = self.seal(Label::Volumes, &volumes.to_vec());
        let check = Check {
            id: CheckId::from_bytes(self.house.draw()),
            subject: Subject::Volumes(digest),
            activity: Activity::AirStrike,
            buffer: metres(buffer_m),
        };
        (check, disclosure)
    }

    /// A party checks; what stands in the record.
    pub(crate) fn check(&mut self, who: Who, volumes: &[Volume4d]) -> (Verdict, Basis) {
        let (check, disclosure) = self.check_of(volumes, 0);
        let index = self
            .say(who, Act::CheckAsked(check), &[disclosure])
            .unwrap();
        self.spoken(index)
    }

    /// What the record said first.
    pub(crate) fn spoken(&self, index: LogIndex) -> (Verdict, Basis) {
        let spoken: &Spoken = self.house.register.checks.spoken(index).first().unwrap();
        (
            spoken.verdict.clone(),
            spoken.basis.value().unwrap().clone(),
        )
    }

    /// What the centre finds for [`target`], now.
    pub(crate) fn find(&self) -> Finding {
        self.find_in(&[target()])
    }

    pub(crate) fn find_in(&self, volumes: &[Volume4d]) -> Finding {
        let register = &self.house.register;
        let question = Question {
            volumes,
            activity: Activity::AirStrike,
            buffer: Decimetres::ZERO,
        };
        evaluate(
            register,
            question,
            None,
            register.standpoint(self.house.now),
        )
    }

    pub(crate) fn outcome(&self) -> Outcome {
        self.find().outcome
    }

    pub(crate) fn words(&self) -> Vec<Why> {
        words(&self.find().basis)
    }

    pub(crate) fn plan_of(&mut self, id: PlanId, volumes: &[Volume4d]) -> (Plan, Disclosure) {
        let (digest, disclosure) = self.seal(Label::Volumes, &volumes.to_vec());
        let plan = Plan {
            id,
            volumes: digest,
            activity: Activity::AirStrike,
            buffer: Decimetres::ZERO,
            text: None,
        };
        (plan, disclosure)
    }

    pub(crate) fn file(&mut self, who: Who, volumes: &[Volume4d]) -> PlanId {
        let id = PlanId::from_bytes(self.house.draw());
        let (plan, disclosure) = self.plan_of(id, volumes);
        self.say(who, Act::PlanFiled(plan), &[disclosure]).unwrap();
        id
    }

    pub(crate) fn amend(
        &mut self,
        who: Who,
        id: PlanId,
        volumes: &[Volume4d],
    ) -> Result<LogIndex, Refusal> {
        let (plan, disclosure) = self.plan_of(id, volumes);
        self.say(who, Act::PlanAmended(plan), &[disclosure])
    }

    pub(crate) fn step(
        &mut self,
        who: Who,
        id: PlanId,
        state: PlanState,
    ) -> Result<LogIndex, Refusal> {
        self.say(who, Act::PlanStepped(PlanStep { id, state }), &[])
    }

    /// Ticks where a tick is due, and lets the watch follow; whether there was one.
    pub(crate) fn tick(&mut self) -> bool {
        let context = self.house.context();
        let Some(draft) = self.house.register.tick(&context) else {
            return false;
        };
        self.house.append(draft);
        self.house.follow();
        true
    }
}

pub(crate) fn words(basis: &Basis) -> Vec<Why> {
    let mut words: Vec<Why> = basis.reasons.iter().map(|reason| reason.why).collect();
    words.dedup();
    words
}

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    South,
    North,
    East,
    Centre,
}
