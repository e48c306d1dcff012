//! Fixed keys, ids, times, places and salts that the vectors are made of.

use minicbor::Encode;
use truceline_log::key::SigningKey;
use truceline_register::act::Act;
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::disclosure::{Disclosure, Label, Salt};
use truceline_register::codec::statement::{Header, Payload, Statement, key_id};
use truceline_register::geometry::footprint::{Circle, Footprint, Line, Polygon, Ring};
use truceline_register::geometry::position::{AltitudeBand, Decimetres, Position};
use truceline_register::ids::{ActId, DeskId, NotificationId, PartyId, PersonId, ZoneId};
use truceline_register::party::{DeskOpening, KeyEnrolment, PartyEnrolment};
use truceline_register::place::{
    CellPlace, ExistencePlace, HoldingPoint, Leg, MovementPlace, PlaceDigests, SitePlace, Volume4d,
};
use truceline_register::time::{Instant, TimeWindow};
use truceline_register::vocabulary::Role;

/// The log of every vector.
pub(crate) const ORIGIN: &str = "register.example/kestrel-valley";

/// Draws salts by counting, and keeps the disclosures made with them.
#[derive(Default)]
pub(crate) struct Seals {
    drawn: u8,
    pub(crate) disclosures: Vec<Disclosure>,
}

impl Seals {
    /// The digest of a value under the next salt: 16 times its number, from 1.
    pub(crate) fn seal<T: Encode<()>>(&mut self, label: Label, value: &T) -> Digest {
        self.drawn += 1;
        let disclosure = Disclosure::seal(Salt([self.drawn; 16]), label, value);
        let digest = disclosure.digest();
        self.disclosures.push(disclosure);
        digest
    }

    pub(crate) fn text(&mut self, words: &str) -> Digest {
        self.seal(Label::Text, &words.to_owned())
    }

    pub(crate) fn site_place(&mut self) -> PlaceDigests {
        PlaceDigests {
            exact: Some(self.seal(Label::Exact, &site_place())),
            cell: Some(self.seal(Label::Cell, &cell_place())),
            existence: Some(self.seal(Label::Existence, &existence_place())),
        }
    }

    pub(crate) fn movement_place(&mut self) -> PlaceDigests {
        let exact = self.seal(Label::Exact, &movement_place());
        PlaceDigests {
            exact: Some(exact),
            cell: None,
            existence: None,
        }
    }
}

/// `minutes` after 2030-03-17T17:46:40Z.
pub(crate) fn at(minutes: i64) -> Instant {
    Instant::from_micros(1_900_000_000_000_000 + minutes * 60_000_000).unwrap()
}

pub(crate) fn window(from: i64, to: i64) -> TimeWindow {
    TimeWindow::new(at(from), at(to)).unwrap()
}

pub(crate) fn metres(metres: u32) -> Decimetres {
    Decimetres::from_metres(metres).unwrap()
}

pub(crate) fn position(lat_e7: i32, lon_e7: i32) -> Position {
    Position::from_e7(lat_e7, lon_e7).unwrap()
}

pub(crate) fn circle() -> Circle {
    Circle {
        centre: position(359_000_000, 366_500_000),
        radius: metres(120),
    }
}

pub(crate) fn line() -> Line {
    let way = vec![
        position(359_000_000, 366_500_000),
        position(359_200_000, 366_800_000),
    ];
    Line::new(way, metres(50)).unwrap()
}

/// A square with a square hole, beside another square.
pub(crate) fn polygons() -> Footprint {
    let square = |lat: i32, lon: i32, side: i32| {
        let corners = [(0, 0), (0, side), (side, side), (side, 0)];
        Ring::new(
            corners
                .iter()
                .map(|(n, e)| position(lat + n, lon + e))
                .collect(),
        )
        .unwrap()
    };
    let hole = square(359_040_000, 366_540_000, 20_000);
    let holed = Polygon::new(square(359_000_000, 366_500_000, 100_000), vec![hole]).unwrap();
    let plain = Polygon::new(square(359_300_000, 366_500_000, 50_000), vec![]).unwrap();
    Footprint::polygons(vec![holed, plain]).unwrap()
}

pub(crate) fn volume() -> Volume4d {
    Volume4d {
        footprint: polygons(),
        altitude: Some(AltitudeBand::new(-100, 30_000).unwrap()),
        window: window(60, 180),
        precision: Some(metres(15)),
    }
}

pub(crate) fn site_place() -> SitePlace {
    SitePlace {
        footprint: Footprint::Circle(circle()),
        altitude: None,
        start: at(0),
        end: Some(at(10_080)),
        precision: Some(metres(10)),
        buffer: metres(500),
    }
}

pub(crate) fn cell_place() -> CellPlace {
    CellPlace {
        step_e7: 500_000,
        cells: vec![(717, 733), (718, -1)],
        start: at(0),
        end: None,
    }
}

pub(crate) fn existence_place() -> ExistencePlace {
    ExistencePlace {
        zone: zone(),
        start: at(0),
        end: Some(at(10_080)),
    }
}

pub(crate) fn movement_place() -> MovementPlace {
    MovementPlace {
        legs: vec![Leg {
            line: line(),
            altitude: None,
            window: window(60, 180),
        }],
        holding_points: vec![HoldingPoint {
            place: circle(),
            window: window(90, 120),
        }],
        precision: None,
        buffer: metres(1_000),
    }
}

pub(crate) fn zone() -> ZoneId {
    ZoneId::from_bytes([0xa0; 16])
}

pub(crate) fn notification(number: u8) -> NotificationId {
    NotificationId::from_bytes([number; 16])
}

/// The person `number`: party, desk and person have its number in each of their 16 bytes, and the
/// key's seed in each of its 32.
#[derive(Clone)]
pub(crate) struct Voice {
    pub(crate) party: PartyId,
    pub(crate) desk: DeskId,
    pub(crate) person: PersonId,
    pub(crate) key: SigningKey,
}

pub(crate) fn voice(number: u8) -> Voice {
    Voice {
        party: PartyId::from_bytes([number; 16]),
        desk: DeskId::from_bytes([number; 16]),
        person: PersonId::from_bytes([number; 16]),
        key: SigningKey::from_seed(&[number; 32]),
    }
}

impl Voice {
    pub(crate) fn public(&self) -> [u8; 32] {
        *self.key.verifying_key().as_bytes()
    }

    pub(crate) fn enrolment(&self) -> KeyEnrolment {
        KeyEnrolment {
            public: self.public(),
            party: self.party,
            desk: self.desk,
            person: self.person,
        }
    }

    pub(crate) fn opening(&self) -> DeskOpening {
        DeskOpening {
            desk: self.desk,
            party: self.party,
            name: "Operations room".to_owned(),
        }
    }

    pub(crate) fn party_enrolment(&self, role: Role, belligerent: bool) -> PartyEnrolment {
        PartyEnrolment {
            party: self.party,
            name: format!("The {role}"),
            role,
            belligerent,
        }
    }

    pub(crate) fn header(&self, genesis: Digest) -> Header {
        Header {
            key: key_id(&self.public()),
            origin: ORIGIN.to_owned(),
            genesis,
        }
    }

    /// The act as the statement `sequence` of this person's key, after `previous`.
    pub(crate) fn payload(&self, sequence: u64, previous: Digest, act: Act) -> Payload {
        Payload {
            act_id: ActId::from_bytes([0xac; 16]),
            party: self.party,
            desk: self.desk,
            signed_at: at(0),
            sequence,
            previous,
            nonce: [0x5a; 16],
            act,
        }
    }

    pub(crate) fn sign(&self, genesis: Digest, payload: &Payload) -> Statement {
        Statement::sign(self.header(genesis), payload, &self.key)
    }
}
