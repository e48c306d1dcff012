//! A register that holds a workload: the records that a writer would have written of its words, applied one after
//! the other. They are signed and sealed as any, and not judged: that would take longer than all that is measured.
//!
//! Two hundred humanitarian parties tell all of it; ten forces must answer in a zone around the theatre, and have
//! said as of now that nobody of theirs is in it. A word that takes something of a site away is countersigned by a second person at
//! once, as the register wants it.

use super::{BEGIN_S, Kind, Part, Step, THEATRE, Version, Workload, instant};
use std::collections::BTreeMap;
use truceline_log::key::SigningKey;
use truceline_register::act::Act;
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::disclosure::{Disclosure, Disclosures, Label, Salt};
use truceline_register::codec::record::{Effect, Ground, Record, RegisterPart, Signer};
use truceline_register::codec::statement::{Header, Payload, Statement, key_id};
use truceline_register::geometry::footprint::{Footprint, Polygon, Ring};
use truceline_register::geometry::position::{Decimetres, PlaceError, Position};
use truceline_register::ids::{
    ActId, DeskId, LogIndex, NotificationId, PartyId, PersonId, PlanId, ZoneId,
};
use truceline_register::notification::{
    Amendment, Movement, Nil, NotificationRef, Site, Withdrawal,
};
use truceline_register::party::{DeskOpening, Genesis, KeyEnrolment, PartyEnrolment};
use truceline_register::place::{Leg, MovementPlace, PlaceDigests, SitePlace, Volume4d};
use truceline_register::plan::{Plan, PlanStep};
use truceline_register::register::Register;
use truceline_register::register::said::Context;
use truceline_register::time::{Instant, Span, TimeWindow};
use truceline_register::vocabulary::{
    Activity, BoundaryStatus, ForceClass, ForceSet, MovementMode, PlanState, Role, SiteCategory,
};
use truceline_register::zone::{Boundary, Obliged, Profile};

/// Parties that tell.
const TELLERS: u32 = 200;
/// Forces that must answer in the zone.
const OBLIGED: u32 = 10;
/// The zone around the theatre.
const ZONE: ZoneId = ZoneId::from_bytes([0x20; 16]);

/// The register, and where in its log the words stand.
pub struct Filled {
    /// The register.
    pub register: Register,
    /// The record of each word.
    pub records: Vec<LogIndex>,
    writer: Writer,
}

/// Writes records.
struct Writer {
    header: Header,
    drawn: u64,
    chains: BTreeMap<u32, (SigningKey, u64, Digest)>,
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// Sixteen bytes of a number.
fn bytes(of: u8, number: u64) -> [u8; 16] {
    let mut bytes = [of; 16];
    bytes[8..].copy_from_slice(&number.to_be_bytes());
    bytes
}

fn party(number: u32) -> PartyId {
    PartyId::from_bytes(bytes(0xa0, number.into()))
}

/// Whose a notification is.
#[must_use]
pub fn about(notification: u32) -> NotificationRef {
    // Ids are drawn by chance in practice, and so are not in order of time.
    let mixed = u64::from(notification).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    NotificationRef {
        party: party(notification % TELLERS),
        id: NotificationId::from_bytes(bytes(0x10, mixed)),
    }
}

impl Writer {
    fn seal<T: minicbor::Encode<()>>(
        &mut self,
        label: Label,
        value: &T,
        beside: &mut Vec<Disclosure>,
    ) -> Digest {
        self.drawn += 1;
        let disclosure = Disclosure::seal(Salt(bytes(0xd0, self.drawn)), label, value);
        let digest = disclosure.digest();
        beside.push(disclosure);
        digest
    }

    /// Writes a record of what one of a party's two persons says.
    fn write(
        &mut self,
        register: &mut Register,
        (of, person): (u32, u8),
        act: Act,
        beside: Vec<Disclosure>,
        at: Instant,
    ) -> LogIndex {
        self.drawn += 1;
        let completes = match &act {
            Act::Countersigned(record) => vec![Effect::Completes(*record)],
            _ => Vec::new(),
        };
        let chain = self.chains.entry(of * 2 + u32::from(person));
        let (key, sequence, previous) = chain.or_insert_with(|| {
            let mut seed = [person; 32];
            seed[..4].copy_from_slice(&of.to_be_bytes());
            (SigningKey::from_seed(&seed), 0, Digest::ZERO)
        });
        let payload = Payload {
            act_id: ActId::from_bytes(bytes(0xac, self.drawn)),
            party: party(of),
            desk: DeskId::from_bytes(bytes(0xde, of.into())),
            signed_at: at,
            sequence: *sequence,
            previous: *previous,
            nonce: bytes(0x0c, self.drawn),
            act,
        };
        self.header.key = key_id(key.verifying_key().as_bytes());
        let statement = Statement::sign(self.header.clone(), &payload, key);
        *sequence += 1;
        *previous = statement.payload_digest();
        let mut disclosed: Vec<Digest> = beside.iter().map(Disclosure::digest).collect();
        disclosed.sort_unstable();
        let record = Record {
            index: register.size,
            part: RegisterPart {
                received_at: register.last_received.map_or(at, |last| last.max(at)),
                authority: register.authority.link(),
                ground: Ground::Admitted,
                signer: Some(Signer {
                    key: self.header.key,
                    party: payload.party,
                    desk: payload.desk,
                    person: person_of(of, person),
                }),
                flags: Vec::new(),
                disclosed,
                effects: completes,
            },
            statement: Some(statement),
            payload: Some(payload),
            disclosures: Disclosures::of(beside),
        };
        register.apply(&record);
        record.index
    }
}

fn person_of(of: u32, person: u8) -> PersonId {
    PersonId::from_bytes(bytes(0xee, u64::from(of) * 2 + u64::from(person)))
}

fn key_of(of: u32) -> SigningKey {
    let mut seed = [0; 32];
    seed[..4].copy_from_slice(&of.to_be_bytes());
    SigningKey::from_seed(&seed)
}

/// The centre is the party after all tellers and forces.
const CENTRE: u32 = TELLERS + OBLIGED;

fn enrolments(of: u32, role: Role) -> (PartyEnrolment, DeskOpening, KeyEnrolment) {
    let desk = DeskId::from_bytes(bytes(0xde, of.into()));
    (
        PartyEnrolment {
            party: party(of),
            name: format!("Party {of}"),
            role,
            belligerent: role == Role::Force,
        },
        DeskOpening {
            desk,
            party: party(of),
            name: format!("Desk {of}"),
        },
        KeyEnrolment {
            public: *key_of(of).verifying_key().as_bytes(),
            party: party(of),
            desk,
            person: person_of(of, 0),
        },
    )
}

/// The area of the zone: the theatre with half a degree around it.
fn area() -> Result<Footprint, PlaceError> {
    let [south, west, north, east] = THEATRE.map(|side| i32::try_from(side).unwrap_or(0));
    let half = 5_000_000;
    let corner = |lat, lon| Position::from_e7(lat, lon);
    let ring = Ring::new(vec![
        corner(south - half, west - half)?,
        corner(south - half, east + half)?,
        corner(north + half, east + half)?,
        corner(north + half, west - half)?,
    ])?;
    Footprint::polygons(vec![Polygon::new(ring, Vec::new())?])
}

impl Filled {
    fn begun() -> Result<Self, String> {
        let mut filled = Self {
            register: Register::new(),
            records: Vec::new(),
            writer: Writer {
                header: Header {
                    key: key_id(&[0; 32]),
                    origin: "register.example/workload".to_owned(),
                    genesis: Digest::ZERO,
                },
                drawn: 0,
                chains: BTreeMap::new(),
            },
        };
        filled.begin()?;
        Ok(filled)
    }

    /// Fills a register; `progress` hears how many words are in it.
    ///
    /// # Errors
    /// What was not possible, in words; none in practice.
    pub fn new(workload: &Workload, progress: &mut dyn FnMut(u64)) -> Result<Self, String> {
        let mut filled = Self::begun()?;
        for (done, word) in (1..).zip(workload.words()) {
            let amended = word.step == Step::Amended;
            let version = workload.version(word.notification, amended);
            let at = instant(word.at_s);
            let record = match word.step {
                Step::Told | Step::Amended => {
                    filled.tell(word.notification, &version, amended, at)?
                }
                Step::Withdrawn => filled.withdraw(word.notification, at),
            };
            filled.records.push(record);
            if version.kind == Kind::Site && word.step != Step::Told {
                let of = word.notification % TELLERS;
                filled.say((of, 1), Act::Countersigned(record), Vec::new(), at);
            }
            progress(done);
        }
        filled.answer()?;
        Ok(filled)
    }

    /// A register without notifications and with plans under way: the questions of the workload, those of a party
    /// that plans.
    ///
    /// # Errors
    /// As [`Filled::new`].
    pub fn with_plans(workload: &Workload, plans: u32) -> Result<Self, String> {
        let mut filled = Self::begun()?;
        let at = instant(BEGIN_S - 95 * 86_400);
        for number in 0..plans {
            let question = workload.question(number);
            let volume = Volume4d {
                footprint: question.footprint,
                altitude: question.altitude,
                window: question.window,
                precision: Some(Decimetres::ZERO),
            };
            let mut beside = Vec::new();
            let id = PlanId::from_bytes(bytes(0x71, number.into()));
            let plan = Plan {
                id,
                volumes: filled
                    .writer
                    .seal(Label::Volumes, &vec![volume], &mut beside),
                activity: Activity::AirStrike,
                buffer: question.buffer,
                text: None,
            };
            let who = (TELLERS + number % OBLIGED, 0);
            filled.say(who, Act::PlanFiled(plan), beside, at);
            let state = PlanState::Active;
            filled.say(
                who,
                Act::PlanStepped(PlanStep { id, state }),
                Vec::new(),
                at,
            );
        }
        Ok(filled)
    }

    /// One more notification of the workload is told; gives what whoever looks after it would.
    ///
    /// # Errors
    /// As [`Filled::new`].
    pub fn tell_anew(&mut self, notification: u32, workload: &Workload) -> Result<Context, String> {
        let at = instant(BEGIN_S - 94 * 86_400);
        let version = workload.version(notification, false);
        let record = self.tell(notification, &version, false, at)?;
        self.records.push(record);
        Ok(Context {
            now: at,
            wall: at,
            seed: [0; 32],
        })
    }

    fn say(&mut self, who: (u32, u8), act: Act, beside: Vec<Disclosure>, at: Instant) -> LogIndex {
        self.writer.write(&mut self.register, who, act, beside, at)
    }

    fn begin(&mut self) -> Result<(), String> {
        let at = instant(BEGIN_S - 100 * 86_400);
        let (centre, desk, key) = enrolments(CENTRE, Role::Centre);
        let genesis = Genesis {
            origin: self.writer.header.origin.clone(),
            theatre: "Workload".to_owned(),
            exercise: true,
            log_key: *key_of(u32::MAX).verifying_key().as_bytes(),
            centre,
            desk,
            key,
            predecessor: None,
        };
        self.say((CENTRE, 0), Act::Genesis(genesis), Vec::new(), at);
        for of in 0..CENTRE {
            let role = match of < TELLERS {
                true => Role::Humanitarian,
                false => Role::Force,
            };
            let (party, desk, key) = enrolments(of, role);
            for act in [
                Act::PartyEnrolled(party),
                Act::DeskOpened(desk),
                Act::KeyEnrolled(key),
            ] {
                self.say((CENTRE, 0), act, Vec::new(), at);
            }
        }
        let boundary = Boundary {
            zone: ZONE,
            name: "Theatre".to_owned(),
            status: BoundaryStatus::Agreed,
            claimed_by: None,
            area: Some(area().map_err(text)?),
            text: "All of it".to_owned(),
            start: at,
            end: None,
        };
        self.say((CENTRE, 0), Act::BoundaryDrawn(boundary), Vec::new(), at);
        let metres = |metres| Decimetres::from_metres(metres).map_err(text);
        let obliged = (TELLERS..CENTRE).map(|of| Obliged {
            party: party(of),
            forces: ForceSet::of(&[ForceClass::Regulars]),
            part: None,
        });
        let profile = Profile {
            zone: ZONE,
            obliged: obliged.collect(),
            freshness: Span::hours(24),
            lead_time: Span::hours(12),
            emergency_lead_time: Span::hours(1),
            time_tolerance: Span::ZERO,
            worst_precision: metres(1_900)?,
            least_buffer: Decimetres::ZERO,
            activity_buffers: Vec::new(),
            halt_limit: Span::minutes(30),
            outcome_life: Span::minutes(30),
            check_floor_m2: 1_000_000,
            check_floor_span: Span::minutes(30),
            check_budget: 1_000,
            owner_delay: Span::hours(24),
            escalation: Span::minutes(10),
            reminder: None,
            source: None,
        };
        self.say((CENTRE, 0), Act::ProfileSet(profile), Vec::new(), at);
        Ok(())
    }

    /// The forces say that nobody of theirs is in the zone.
    fn answer(&mut self) -> Result<(), String> {
        let now = instant(BEGIN_S);
        let window = TimeWindow::new(now, now.plus(Span::hours(24 * 800))).map_err(text)?;
        let volume = Volume4d {
            footprint: area().map_err(text)?,
            altitude: None,
            window,
            precision: Some(Decimetres::ZERO),
        };
        for of in TELLERS..CENTRE {
            let mut beside = Vec::new();
            let nil = Nil {
                id: NotificationId::from_bytes(bytes(0x11, of.into())),
                area: self.writer.seal(Label::Area, &volume, &mut beside),
                forces: ForceSet::of(&[ForceClass::Regulars]),
                as_of: now,
                shares: Vec::new(),
            };
            self.say((of, 0), Act::Nil(nil), beside, now);
        }
        Ok(())
    }

    fn withdraw(&mut self, notification: u32, at: Instant) -> LogIndex {
        let withdrawal = Withdrawal {
            id: about(notification).id,
            reason: None,
        };
        let who = (notification % TELLERS, 0);
        self.say(who, Act::Withdrawn(withdrawal), Vec::new(), at)
    }

    fn tell(
        &mut self,
        notification: u32,
        version: &Version,
        amended: bool,
        at: Instant,
    ) -> Result<LogIndex, String> {
        let id = about(notification).id;
        let mut beside = Vec::new();
        let amendment = match version.kind {
            Kind::Site => Amendment::Site(self.site(id, version, &mut beside)?),
            Kind::Movement => Amendment::Movement(self.movement(id, version, &mut beside)?),
            Kind::Nil => Amendment::Nil(self.nil(id, version, at, &mut beside)?),
        };
        let act = match amendment {
            amendment if amended => Act::Amended(amendment),
            Amendment::Site(site) => Act::Site(site),
            Amendment::Movement(movement) => Act::Movement(movement),
            Amendment::Nil(nil) => Act::Nil(nil),
        };
        Ok(self.say((notification % TELLERS, 0), act, beside, at))
    }

    fn exactly<T: minicbor::Encode<()>>(
        &mut self,
        place: &T,
        beside: &mut Vec<Disclosure>,
    ) -> PlaceDigests {
        PlaceDigests {
            exact: Some(self.writer.seal(Label::Exact, place, beside)),
            cell: None,
            existence: None,
        }
    }

    fn site(
        &mut self,
        id: NotificationId,
        version: &Version,
        beside: &mut Vec<Disclosure>,
    ) -> Result<Site, String> {
        let part = version.parts.first().ok_or("a site has a place")?;
        let place = SitePlace {
            footprint: part.footprint.clone(),
            altitude: part.altitude,
            start: part.start,
            end: part.end,
            precision: Some(version.precision),
            buffer: version.buffer,
        };
        // What has no end is reconfirmed: in time for all that is asked.
        let again = instant(BEGIN_S).plus(Span::hours(24 * 800));
        Ok(Site {
            id,
            place: self.exactly(&place, beside),
            category: SiteCategory::Office,
            forces: ForceSet::of(&[ForceClass::Humanitarian]),
            reconfirm_by: part.end.is_none().then_some(again),
            details: None,
            personal: None,
            shares: Vec::new(),
        })
    }

    fn movement(
        &mut self,
        id: NotificationId,
        version: &Version,
        beside: &mut Vec<Disclosure>,
    ) -> Result<Movement, String> {
        let leg = |part: &Part| {
            let Footprint::Line(line) = &part.footprint else {
                return Err("a leg is a line".to_owned());
            };
            let end = part.end.ok_or("a leg has an end")?;
            Ok(Leg {
                line: line.clone(),
                altitude: part.altitude,
                window: TimeWindow::new(part.start, end).map_err(text)?,
            })
        };
        let legs: Result<Vec<Leg>, String> = version.parts.iter().map(leg).collect();
        let place = MovementPlace {
            legs: legs?,
            holding_points: Vec::new(),
            precision: Some(version.precision),
            buffer: version.buffer,
        };
        Ok(Movement {
            id,
            place: self.exactly(&place, beside),
            mode: MovementMode::ALL.first().copied().ok_or("no mode")?,
            forces: ForceSet::of(&[ForceClass::Humanitarian]),
            emergency: false,
            details: None,
            personal: None,
            shares: Vec::new(),
        })
    }

    fn nil(
        &mut self,
        id: NotificationId,
        version: &Version,
        at: Instant,
        beside: &mut Vec<Disclosure>,
    ) -> Result<Nil, String> {
        let part = version.parts.first().ok_or("a nil has an area")?;
        let end = part.end.ok_or("a nil has an end")?;
        let volume = Volume4d {
            footprint: part.footprint.clone(),
            altitude: part.altitude,
            window: TimeWindow::new(part.start, end).map_err(text)?,
            precision: Some(version.precision),
        };
        Ok(Nil {
            id,
            area: self.writer.seal(Label::Area, &volume, beside),
            forces: ForceSet::of(&[ForceClass::Humanitarian]),
            as_of: at,
            shares: Vec::new(),
        })
    }
}
