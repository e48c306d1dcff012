//! The parties and places that the tests of notifications, presences and relayed entries speak of.

use crate::act::Act;
use crate::codec::cbor::Digest;
use crate::codec::disclosure::{Disclosure, Label};
use crate::geometry::cell::{self, Step};
use crate::geometry::footprint::{Circle, Footprint, Line};
use crate::geometry::position::{Decimetres, Position};
use crate::ids::{LogIndex, NotificationId, PartyId, ZoneId};
use crate::notification::history::Notification;
use crate::notification::life::{self, Life};
use crate::notification::view::{self, State};
use crate::notification::{Movement, Nil, NotificationRef, Report, Site, Withdrawal};
use crate::place::{
    CellPlace, HoldingPoint, Leg, MovementPlace, PlaceDigests, SitePlace, Volume4d,
};
use crate::refusal::Refusal;
use crate::register::Standpoint;
use crate::register::tests::{House, Voice, at};
use crate::relay::{Confirmation, Relay, RelayedAct};
use crate::time::{Span, TimeWindow};
use crate::vocabulary::{
    BoundaryStatus, ForceClass, ForceSet, Means, MovementAct, MovementMode, Resolution, Role,
    SiteCategory, Stance,
};
use crate::zone::{Boundary, Profile};

/// A register with a zone and the parties that the tests of notifications speak of.
#[derive(Clone)]
pub(crate) struct Cast {
    pub(crate) house: House,
    pub(crate) south: Voice,
    pub(crate) south_second: Voice,
    pub(crate) relief: Voice,
    pub(crate) relay: Voice,
}

pub(crate) const ZONE: ZoneId = ZoneId::from_bytes([0x20; 16]);

pub(crate) fn metres(metres: u32) -> Decimetres {
    Decimetres::from_metres(metres).unwrap()
}

/// So many metres (nearly) north and east of the middle of the valley.
pub(crate) fn spot(north_m: i32, east_m: i32) -> Position {
    Position::from_e7(100_000_000 + north_m * 90, 200_000_000 + east_m * 91).unwrap()
}

pub(crate) fn disc(north_m: i32, east_m: i32, radius_m: u32) -> Footprint {
    Footprint::Circle(Circle {
        centre: spot(north_m, east_m),
        radius: metres(radius_m),
    })
}

pub(crate) fn window(from: i64, to: i64) -> TimeWindow {
    TimeWindow::new(at(from), at(to)).unwrap()
}

pub(crate) fn ntf(number: u8) -> NotificationId {
    NotificationId::from_bytes([number; 16])
}

/// A site in the open, without an end, of a stated precision.
pub(crate) fn post(north_m: i32, east_m: i32, from: i64) -> SitePlace {
    SitePlace {
        footprint: disc(north_m, east_m, 50),
        altitude: None,
        start: at(from),
        end: None,
        precision: Some(metres(20)),
        buffer: metres(100),
    }
}

/// An eastward way in legs of 10 km and an hour each from `from` on, with a holding point at the end
/// of the first leg.
pub(crate) fn way(from: i64, legs: i32) -> MovementPlace {
    let leg = |number: i32| Leg {
        line: Line::new(
            vec![spot(0, number * 10_000), spot(0, (number + 1) * 10_000)],
            metres(50),
        )
        .unwrap(),
        altitude: None,
        window: window(
            from + i64::from(number) * 60,
            from + i64::from(number + 1) * 60,
        ),
    };
    MovementPlace {
        legs: (0..legs).map(leg).collect(),
        holding_points: vec![HoldingPoint {
            place: Circle {
                centre: spot(500, 10_000),
                radius: metres(100),
            },
            window: window(from + 45, from + 75),
        }],
        precision: Some(metres(20)),
        buffer: metres(100),
    }
}

impl Cast {
    pub(crate) fn new() -> Self {
        let mut house = House::new();
        let south = house.enrol(3, Role::Force);
        let south_second = house.enrol_person(&south, 33);
        let relief = house.enrol(5, Role::Humanitarian);
        let relay = house.enrol(6, Role::Intermediary);
        let mut cast = Self {
            house,
            south,
            south_second,
            relief,
            relay,
        };
        cast.draw_zone();
        cast
    }

    fn draw_zone(&mut self) {
        let boundary = Boundary {
            zone: ZONE,
            name: "Valley".to_owned(),
            status: BoundaryStatus::Agreed,
            claimed_by: None,
            area: Some(disc(0, 0, 60_000)),
            text: "drawn for the tests".to_owned(),
            start: at(-100_000),
            end: None,
        };
        self.house
            .centre_says(Act::BoundaryDrawn(boundary))
            .unwrap();
        let profile = Profile {
            zone: ZONE,
            obliged: vec![],
            freshness: Span::hours(24),
            lead_time: Span::hours(48),
            emergency_lead_time: Span::hours(24),
            time_tolerance: Span::minutes(10),
            worst_precision: metres(1_800),
            least_buffer: metres(500),
            activity_buffers: vec![],
            halt_limit: Span::minutes(40),
            outcome_life: Span::hours(1),
            check_floor_m2: 0,
            check_floor_span: Span::ZERO,
            check_budget: 100,
            owner_delay: Span::ZERO,
            escalation: Span::minutes(5),
            reminder: None,
            source: None,
        };
        self.house.centre_says(Act::ProfileSet(profile)).unwrap();
    }

    pub(crate) fn standpoint(&self) -> Standpoint {
        self.house.register.standpoint(self.house.now)
    }

    pub(crate) fn seal<T: minicbor::Encode<()>>(
        &mut self,
        label: Label,
        value: &T,
    ) -> (Digest, Disclosure) {
        self.house.seal(label, value)
    }

    pub(crate) fn site(&mut self, id: u8, place: &SitePlace) -> (Site, Vec<Disclosure>) {
        let (exact, disclosure) = self.seal(Label::Exact, place);
        let site = Site {
            id: ntf(id),
            place: PlaceDigests {
                exact: Some(exact),
                cell: None,
                existence: None,
            },
            category: SiteCategory::Position,
            forces: ForceSet::of(&[ForceClass::Regulars]),
            reconfirm_by: Some(at(100_000)),
            details: None,
            personal: None,
            shares: vec![],
        };
        (site, vec![disclosure])
    }

    pub(crate) fn movement(
        &mut self,
        id: u8,
        place: &MovementPlace,
    ) -> (Movement, Vec<Disclosure>) {
        let (exact, disclosure) = self.seal(Label::Exact, place);
        let movement = Movement {
            id: ntf(id),
            place: PlaceDigests {
                exact: Some(exact),
                cell: None,
                existence: None,
            },
            mode: MovementMode::Overland,
            forces: ForceSet::of(&[ForceClass::Regulars]),
            emergency: false,
            details: None,
            personal: None,
            shares: vec![],
        };
        (movement, vec![disclosure])
    }

    pub(crate) fn nil(&mut self, id: u8, area: &Volume4d) -> (Nil, Vec<Disclosure>) {
        let (digest, disclosure) = self.seal(Label::Area, area);
        let nil = Nil {
            id: ntf(id),
            area: digest,
            forces: ForceSet::of(&[ForceClass::Regulars]),
            as_of: self.house.now,
            shares: vec![],
        };
        (nil, vec![disclosure])
    }

    pub(crate) fn south_says(
        &mut self,
        act: Act,
        disclosures: &[Disclosure],
    ) -> Result<LogIndex, Refusal> {
        let mut south = self.south.clone();
        let said = self.house.say(&mut south, act, disclosures);
        self.south = south;
        said
    }

    pub(crate) fn second_says(&mut self, act: Act) -> Result<LogIndex, Refusal> {
        let mut second = self.south_second.clone();
        let said = self.house.say(&mut second, act, &[]);
        self.south_second = second;
        said
    }

    pub(crate) fn relief_says(
        &mut self,
        act: Act,
        disclosures: &[Disclosure],
    ) -> Result<LogIndex, Refusal> {
        let mut relief = self.relief.clone();
        let said = self.house.say(&mut relief, act, disclosures);
        self.relief = relief;
        said
    }

    /// The centre writes down what South said on the telephone a minute ago.
    pub(crate) fn relayed(
        &mut self,
        what: RelayedAct,
        disclosures: &[Disclosure],
    ) -> Result<LogIndex, Refusal> {
        let relay = Relay {
            speaker: self.south.party,
            heard_by: self.house.centre.party,
            means: Means::Telephone,
            heard_at: self.house.now.minus(Span::minutes(1)),
            read_back: true,
            persons: None,
            what,
        };
        let mut centre = self.house.centre.clone();
        let said = self
            .house
            .say(&mut centre, Act::Relayed(relay), disclosures);
        self.house.centre = centre;
        said
    }

    pub(crate) fn confirms(
        &mut self,
        record: LogIndex,
        stance: Stance,
    ) -> Result<LogIndex, Refusal> {
        self.south_says(Act::Confirmed(Confirmation { record, stance }), &[])
    }

    pub(crate) fn report(&self, id: u8, act: MovementAct) -> Report {
        Report {
            id: ntf(id),
            act,
            at: self.house.now,
            leg: None,
            holding_point: None,
            until: None,
            place: PlaceDigests::default(),
        }
    }

    pub(crate) fn withdraw(&mut self, id: u8) -> Result<LogIndex, Refusal> {
        self.south_says(
            Act::Withdrawn(Withdrawal {
                id: ntf(id),
                reason: None,
            }),
            &[],
        )
    }

    pub(crate) fn known(&self, id: u8) -> &Notification {
        let about = NotificationRef {
            party: self.south.party,
            id: ntf(id),
        };
        self.house.register.notifications.get(about).unwrap()
    }

    pub(crate) fn life(&self, id: u8, version: usize) -> Life {
        let known = self.known(id);
        life::of_version(
            &self.house.register,
            known,
            &known.versions[version],
            self.house.register.size,
        )
    }

    pub(crate) fn states(&self, id: u8) -> Vec<State> {
        let about = NotificationRef {
            party: self.south.party,
            id: ntf(id),
        };
        view::of(&self.house.register, about, self.standpoint())
            .unwrap()
            .states
            .into_iter()
            .collect()
    }

    pub(super) fn inbox(&self, record: LogIndex) -> Vec<(PartyId, Resolution)> {
        self.house.log[record as usize]
            .part
            .effects
            .iter()
            .filter_map(|effect| match effect {
                crate::codec::record::Effect::Inbox { to, resolution, .. } => {
                    Some((*to, *resolution))
                }
                _ => None,
            })
            .collect()
    }
}

pub(crate) fn cells_of(place: &SitePlace) -> CellPlace {
    let cells = cell::cover(&place.footprint, Decimetres::ZERO, Step::DEFAULT).unwrap();
    CellPlace {
        step_e7: Step::DEFAULT.e7().try_into().unwrap(),
        cells: cells
            .iter()
            .map(|cell| (cell.row(), cell.column()))
            .collect(),
        start: place.start,
        end: place.end,
    }
}
