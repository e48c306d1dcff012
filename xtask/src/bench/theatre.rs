//! A register as large as a bench wants it: parties, desks, a zone, plans under way, sites in force. Written
//! with the product's own writer before the server starts.

use super::serving;
use std::path::Path;
use std::time::Duration;
use truceline::card::{DeskCard, NO_PROOF};
use truceline::passphrase::Passphrases;
use truceline::session::{Place, Session};
use truceline::signature::base::Target;
use truceline::signature::params::Nonce;
use truceline::signature::sign::{Occasion, sign};
use truceline::speech::notification::SiteWords;
use truceline::speech::{Disclose, Sealer, Speech};
use truceline::voice::Voice;
use truceline_engine::clock::{Clock as _, SystemClock};
use truceline_engine::keyfile::{self, Purpose, Seed};
use truceline_engine::randomness::{Randomness as _, SystemRandomness};
use truceline_engine::writer::Answer;
use truceline_log::key::SigningKey;
use truceline_register::act::Act;
use truceline_register::check::{Check, Subject};
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::disclosure::Label;
use truceline_register::codec::statement::Submission;
use truceline_register::geometry::footprint::{Circle, Footprint, Polygon, Ring};
use truceline_register::geometry::position::{Decimetres, Position};
use truceline_register::ids::{
    CheckId, DeskId, NotificationId, PartyId, PersonId, PlanId, StopId, ZoneId,
};
use truceline_register::notification::Nil;
use truceline_register::party::{DeskOpening, KeyEnrolment, PartyEnrolment};
use truceline_register::place::{SitePlace, Volume4d};
use truceline_register::plan::{Plan, PlanStep};
use truceline_register::stop::StopSent;
use truceline_register::time::{Instant, Span, TimeWindow};
use truceline_register::vocabulary::{
    Activity, BoundaryStatus, ForceClass, ForceSet, PlanState, Role, SiteCategory,
};
use truceline_register::zone::{Boundary, Obliged, Profile};

const ZONE: ZoneId = ZoneId::from_bytes([0x20; 16]);
/// South-west corner of the theatre, in 1e-7 degree.
const CORNER: (i32, i32) = (330_000_000, 360_000_000);
/// Between two plans in a row: some 22 km.
const STEP_E7: i32 = 2_000_000;
/// Forces that must answer in the zone, and do.
const OBLIGED: usize = 10;
/// Plans in a row.
pub(super) const ROW: usize = 40;

/// Someone who speaks, and asks.
pub(super) struct Hand {
    pub(super) voice: Voice,
    key: SigningKey,
    pub(super) party: PartyId,
}

/// The register's folder, and everybody's keys.
pub(super) struct Theatre {
    /// Holds the folder `register`.
    pub(super) folder: tempfile::TempDir,
    pub(super) centre: Hand,
    origin: String,
    genesis: Digest,
    /// Ten desks to a party; each has a plan.
    pub(super) desks: Vec<Hand>,
    pub(super) plans: Vec<PlanId>,
    /// Humanitarian parties that notify.
    pub(super) speakers: Vec<Hand>,
}

/// So much of everything.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    pub(super) plans: usize,
    pub(super) speakers: usize,
    pub(super) sites: usize,
}

/// The theatre's south-west corner in degrees.
pub(super) fn corner() -> (f64, f64) {
    (f64::from(CORNER.0) / 1e7, f64::from(CORNER.1) / 1e7)
}

/// Between two plans in a row, in degrees.
pub(super) fn step() -> f64 {
    f64::from(STEP_E7) / 1e7
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// Sixteen bytes that never come again.
pub(super) fn draw() -> Result<[u8; 16], String> {
    let mut bytes = [0; 16];
    SystemRandomness.fill(&mut bytes).map_err(text)?;
    Ok(bytes)
}

/// The time by the machine's clock.
pub(super) fn now() -> Instant {
    SystemClock::default().read().wall
}

fn metres(metres: u32) -> Result<Decimetres, String> {
    Decimetres::from_metres(metres).map_err(text)
}

/// The middle of a plan, and off it by so many hundred-thousandths of a degree (about metres).
fn spot(plan: usize, north_e5: i32, east_e5: i32) -> Result<Position, String> {
    let row = i32::try_from(plan / ROW).map_err(text)?;
    let column = i32::try_from(plan % ROW).map_err(text)?;
    let lat = CORNER.0 + row * STEP_E7 + STEP_E7 / 2 + north_e5 * 100;
    let lon = CORNER.1 + column * STEP_E7 + STEP_E7 / 2 + east_e5 * 100;
    Position::from_e7(lat, lon).map_err(text)
}

fn disc(centre: Position, radius_m: u32) -> Result<Footprint, String> {
    Ok(Footprint::Circle(Circle {
        centre,
        radius: metres(radius_m)?,
    }))
}

impl Hand {
    /// Signs, so that nobody can tell it from what a desk sends.
    pub(super) fn say(&mut self, speech: &Speech) -> Result<Submission, String> {
        let said = self.voice.sign(speech, now(), &mut SystemRandomness);
        said.map_err(text)
    }

    /// A site within a plan (`inside`), or where no plan reaches; `draw` says where exactly.
    pub(super) fn site(&mut self, plan: usize, inside: bool) -> Result<Submission, String> {
        let drawn = draw()?;
        let spread = |byte: u8| i32::from(byte) * 4 - 512;
        let off = if inside { 0 } else { 10_000 };
        let centre = spot(plan, spread(drawn[0]) + off, spread(drawn[1]) + off)?;
        let words = SiteWords {
            id: NotificationId::from_bytes(draw()?),
            place: SitePlace {
                footprint: disc(centre, 50)?,
                altitude: None,
                precision: Some(metres(10)?),
                buffer: Decimetres::ZERO,
                start: now(),
                end: None,
            },
            zone: None,
            category: SiteCategory::Office,
            forces: ForceSet::of(&[ForceClass::Humanitarian]),
            reconfirm_by: Some(now().plus(Span::hours(7 * 24))),
            details: None,
            personal: None,
            shares: Vec::new(),
        };
        let mut randomness = SystemRandomness;
        let mut sealer = Sealer::new(&mut randomness, Disclose::Exact);
        let act = Act::Site(words.seal(&mut sealer).map_err(text)?);
        let speech = sealer.speech(act);
        self.say(&speech)
    }

    /// A check of a disc of 2 km at a plan's place for an hour from now.
    pub(super) fn check(&mut self, plan: usize) -> Result<Submission, String> {
        let mut randomness = SystemRandomness;
        let mut sealer = Sealer::new(&mut randomness, Disclose::Exact);
        let volumes = vec![volume(plan, 1)?];
        let check = Check {
            id: CheckId::from_bytes(draw()?),
            subject: Subject::Volumes(sealer.seal(Label::Volumes, &volumes).map_err(text)?),
            activity: Activity::AirStrike,
            buffer: Decimetres::ZERO,
        };
        let speech = sealer.speech(Act::CheckAsked(check));
        self.say(&speech)
    }

    /// A stop for a plan's place.
    pub(super) fn stop(&mut self, plan: usize) -> Result<Submission, String> {
        let mut randomness = SystemRandomness;
        let mut sealer = Sealer::new(&mut randomness, Disclose::Exact);
        let sent = StopSent {
            id: StopId::from_bytes(draw()?),
            area: Some(sealer.seal(Label::Area, &volume(plan, 1)?).map_err(text)?),
            text: None,
            to: Vec::new(),
        };
        let speech = sealer.speech(Act::StopSent(sent));
        self.say(&speech)
    }

    /// A boundary of as many vertices as fit into a statement, of somebody who may draw none.
    pub(super) fn huge(&mut self) -> Result<Submission, String> {
        let vertices: Result<Vec<Position>, String> = (0..10_000)
            .map(|number: i32| {
                let angle = f64::from(number) / 10_000.0 * std::f64::consts::TAU;
                #[allow(clippy::cast_possible_truncation)]
                let at = |part: f64| (part * 1e7) as i32;
                Position::from_e7(CORNER.0 + at(angle.sin()), CORNER.1 + at(angle.cos()))
                    .map_err(text)
            })
            .collect();
        let ring = Ring::new(vertices?).map_err(text)?;
        let polygon = Polygon::new(ring, Vec::new()).map_err(text)?;
        let boundary = Boundary {
            zone: ZoneId::from_bytes(draw()?),
            name: "Flood".to_owned(),
            status: BoundaryStatus::Agreed,
            claimed_by: None,
            area: Some(Footprint::Polygons(vec![polygon])),
            text: "too large".to_owned(),
            start: now(),
            end: None,
        };
        self.say(&Speech::plain(Act::BoundaryDrawn(boundary)))
    }

    /// The headers of a signed request without a body.
    pub(super) fn signed(&self, address: &str, path: &str, query: &str) -> Result<String, String> {
        let target = Target {
            method: "GET".to_owned(),
            authority: address.to_owned(),
            path: path.to_owned(),
            query: format!("?{query}"),
        };
        let occasion = Occasion {
            now_s: u64::try_from(now().micros() / 1_000_000).map_err(text)?,
            life_s: 60,
            nonce: Nonce(draw()?),
        };
        let signed = sign(&target, None, &self.key, occasion);
        let headers = signed.headers().into_iter();
        Ok(headers
            .map(|(name, value)| format!("{name}: {value}\r\n"))
            .collect())
    }
}

/// A disc of 2 km at a plan's place, for so many hours from now.
fn volume(plan: usize, hours: u32) -> Result<Volume4d, String> {
    let from = now();
    let window = TimeWindow::new(from, from.plus(Span::hours(hours))).map_err(text)?;
    Ok(Volume4d {
        footprint: disc(spot(plan, 0, 0)?, 2_000)?,
        altitude: None,
        window,
        precision: Some(Decimetres::ZERO),
    })
}

impl Theatre {
    /// Makes it.
    pub(super) fn new(binary: &Path, size: Size) -> Result<Self, String> {
        let folder = tempfile::tempdir().map_err(text)?;
        let origin = "register.example/bench".to_owned();
        let init = [
            "--data",
            "register",
            "init",
            "--origin",
            &origin,
            "--theatre",
            "Bench",
            "--centre",
            "Centre",
        ];
        serving::run(binary, folder.path(), &init)?;
        let data = folder.path().join("register");
        let path = data.join("keys").join("centre.key");
        let loaded = keyfile::load(&path, Purpose::Party, &mut || None).map_err(text)?;
        let voice = Voice::open(&path, &loaded).map_err(text)?;
        let centre = Hand {
            party: voice.card().party,
            key: SigningKey::from_seed(loaded.seed.expose()),
            voice,
        };
        let genesis = centre.voice.card().genesis;
        let mut theatre = Self {
            folder,
            centre,
            origin,
            genesis,
            desks: Vec::new(),
            plans: Vec::new(),
            speakers: Vec::new(),
        };
        theatre.fill(&data, size)?;
        Ok(theatre)
    }

    fn fill(&mut self, data: &Path, size: Size) -> Result<(), String> {
        let place = Place::of(data, None, Passphrases::none());
        let mut session =
            Session::open(&place, Duration::ZERO, &mut |_| {}, &mut |_| {}).map_err(text)?;
        let mut work = vec![self.zone()?];
        for number in 0..size.plans.div_ceil(10) {
            let desks = size.plans.min(number * 10 + 10) - number * 10;
            let hands = self.enrol(&format!("Force {number}"), Role::Force, desks, &mut work)?;
            self.desks.extend(hands);
        }
        for number in 0..size.speakers {
            let name = format!("Relief {number}");
            let hands = self.enrol(&name, Role::Humanitarian, 1, &mut work)?;
            self.speakers.extend(hands);
        }
        work.push(self.rules()?);
        write(&mut session, work)?;
        let mut work = Vec::new();
        for hand in self.desks.iter_mut().step_by(10).take(OBLIGED) {
            work.push(nil(hand)?);
        }
        for (number, hand) in self.desks.iter_mut().enumerate() {
            let plan = PlanId::from_bytes(draw()?);
            let mut randomness = SystemRandomness;
            let mut sealer = Sealer::new(&mut randomness, Disclose::Exact);
            let volumes = vec![volume(number, 12)?];
            let body = Plan {
                id: plan,
                volumes: sealer.seal(Label::Volumes, &volumes).map_err(text)?,
                activity: Activity::AirStrike,
                buffer: Decimetres::ZERO,
                text: None,
            };
            let filed = sealer.speech(Act::PlanFiled(body));
            work.push(hand.say(&filed)?);
            let step = PlanStep {
                id: plan,
                state: PlanState::Active,
            };
            work.push(hand.say(&Speech::plain(Act::PlanStepped(step)))?);
            self.plans.push(plan);
        }
        write(&mut session, work)?;
        let (plans, speakers) = (self.plans.len().max(1), self.speakers.len().max(1));
        let mut left = size.sites;
        while left > 0 {
            let many = left.min(2_048);
            let mut work = Vec::with_capacity(many);
            for number in left - many..left {
                let hand = self.speakers.get_mut(number % speakers);
                let hand = hand.ok_or("there is nobody to notify")?;
                // Three sites in a hundred lie within a plan.
                work.push(hand.site(number / speakers % plans, number % 100 < 3)?);
            }
            write(&mut session, work)?;
            left -= many;
        }
        Ok(())
    }

    fn enrol(
        &mut self,
        name: &str,
        role: Role,
        desks: usize,
        work: &mut Vec<Submission>,
    ) -> Result<Vec<Hand>, String> {
        let party = PartyId::from_bytes(draw()?);
        let enrolment = PartyEnrolment {
            party,
            name: name.to_owned(),
            role,
            belligerent: role == Role::Force,
        };
        let centre = &mut self.centre;
        work.push(centre.say(&Speech::plain(Act::PartyEnrolled(enrolment)))?);
        let mut hands = Vec::with_capacity(desks);
        for number in 0..desks {
            let (desk, person) = (DeskId::from_bytes(draw()?), PersonId::from_bytes(draw()?));
            let opening = DeskOpening {
                desk,
                party,
                name: format!("Desk {number}"),
            };
            work.push(centre.say(&Speech::plain(Act::DeskOpened(opening)))?);
            let seed = Seed::generate(&mut SystemRandomness).map_err(text)?;
            let key = SigningKey::from_seed(seed.expose());
            let public = *key.verifying_key().as_bytes();
            let enrolment = KeyEnrolment {
                public,
                party,
                desk,
                person,
            };
            work.push(centre.say(&Speech::plain(Act::KeyEnrolled(enrolment)))?);
            let card = DeskCard {
                name: name.to_owned(),
                origin: self.origin.clone(),
                genesis: self.genesis,
                party,
                desk,
                person,
                public,
                proof: NO_PROOF,
            };
            hands.push(Hand {
                voice: Voice::in_memory(card, &seed),
                key,
                party,
            });
        }
        Ok(hands)
    }

    fn zone(&mut self) -> Result<Submission, String> {
        let boundary = Boundary {
            zone: ZONE,
            name: "Bench".to_owned(),
            status: BoundaryStatus::Agreed,
            claimed_by: None,
            area: Some(whole(STEP_E7)?),
            text: "for measuring".to_owned(),
            start: now().minus(Span::hours(24)),
            end: None,
        };
        self.centre
            .say(&Speech::plain(Act::BoundaryDrawn(boundary)))
    }

    fn rules(&mut self) -> Result<Submission, String> {
        let obliged = self.desks.iter().step_by(10).take(OBLIGED);
        let obliged = obliged.map(|hand| Obliged {
            party: hand.party,
            forces: ForceSet::of(&[ForceClass::Regulars]),
            part: None,
        });
        let obliged = obliged.collect();
        let rules = Profile {
            zone: ZONE,
            obliged,
            freshness: Span::hours(24),
            reminder: None,
            lead_time: Span::hours(12),
            emergency_lead_time: Span::hours(1),
            time_tolerance: Span::minutes(5),
            worst_precision: metres(100)?,
            least_buffer: metres(500)?,
            activity_buffers: Vec::new(),
            halt_limit: Span::minutes(30),
            outcome_life: Span::hours(1),
            check_floor_m2: 1_000_000,
            check_floor_span: Span::minutes(30),
            check_budget: 1_000_000,
            owner_delay: Span::hours(24),
            escalation: Span::hours(2),
            source: None,
        };
        self.centre.say(&Speech::plain(Act::ProfileSet(rules)))
    }
}

/// All plans, and so much around them.
fn whole(around_e7: i32) -> Result<Footprint, String> {
    let corner = |north: i32, east: i32| {
        let lat = CORNER.0 - around_e7 + north * (STEP_E7 * 26 + 2 * around_e7);
        let lon = CORNER.1 - around_e7 + east * (STEP_E7 * 41 + 2 * around_e7);
        Position::from_e7(lat, lon).map_err(text)
    };
    let corners = vec![corner(0, 0)?, corner(0, 1)?, corner(1, 1)?, corner(1, 0)?];
    let ring = Ring::new(corners).map_err(text)?;
    let polygon = Polygon::new(ring, Vec::new()).map_err(text)?;
    Ok(Footprint::Polygons(vec![polygon]))
}

/// A force says that none of its regulars is there for a day.
fn nil(hand: &mut Hand) -> Result<Submission, String> {
    let from = now();
    let window = TimeWindow::new(from.minus(Span::hours(1)), from.plus(Span::hours(24)));
    let area = Volume4d {
        footprint: whole(STEP_E7 / 2)?,
        altitude: None,
        window: window.map_err(text)?,
        precision: Some(Decimetres::ZERO),
    };
    let mut randomness = SystemRandomness;
    let mut sealer = Sealer::new(&mut randomness, Disclose::Exact);
    let nil = Nil {
        id: NotificationId::from_bytes(draw()?),
        area: sealer.seal(Label::Area, &area).map_err(text)?,
        forces: ForceSet::of(&[ForceClass::Regulars]),
        as_of: from,
        shares: Vec::new(),
    };
    let speech = sealer.speech(Act::Nil(nil));
    hand.say(&speech)
}

fn write(session: &mut Session, work: Vec<Submission>) -> Result<(), String> {
    for batch in work.chunks(256) {
        let answers = session.writer().commit(batch).map_err(text)?;
        for answer in answers {
            if let Answer::Refused { refusal, .. } = answer {
                return Err(format!("refused: {refusal}"));
            }
        }
    }
    Ok(())
}
