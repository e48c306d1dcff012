//! One world: a register in memory, with somebody at one place of many, and what each account hears.
//!
//! The register is the real one: every statement is signed, decided and applied, and the watch follows. What
//! an account hears goes through the same code as on the server: its portion of each record, and the view of
//! its answers. Worlds differ in one disclosed place alone, so what they show an account differs by
//! that place or not at all.

use std::fmt::Write as _;

use truceline::portion;
use truceline_log::key::SigningKey;
use truceline_register::act::Act;
use truceline_register::check::view::asker_view;
use truceline_register::check::{Check, Subject};
use truceline_register::codec::disclosure::{Disclosures, Label};
use truceline_register::codec::record::{AlertWhy, Effect, Record};
use truceline_register::codec::statement::Submission;
use truceline_register::geometry::footprint::{Circle, Footprint, Polygon, Ring};
use truceline_register::geometry::position::{Decimetres, Position};
use truceline_register::ids::{CheckId, LogIndex, NotificationId, PartyId, PlanId, ZoneId};
use truceline_register::ladder::Acknowledgement;
use truceline_register::notification::{Share, Site};
use truceline_register::place::{PlaceDigests, SitePlace, Volume4d};
use truceline_register::plan::{Plan, PlanStep};
use truceline_register::register::Register;
use truceline_register::register::decide::{Decision, Draft};
use truceline_register::register::said::Context;
use truceline_register::time::{Instant, Span, TimeWindow};
use truceline_register::vocabulary::{
    Activity, BoundaryStatus, ForceClass, ForceSet, LadderStep, PlanState, Resolution, Role,
    SiteCategory,
};
use truceline_register::zone::{Boundary, Profile};

use crate::voice::{Dice, Register as Identity, Voice};

const ZONE: ZoneId = ZoneId::from_bytes([0x4c; 16]);
/// 2027-01-15 00:00 UTC, an invented day.
const MIDNIGHT_MICROS: i64 = 1_799_971_200_000_000;
/// The zone is a square of two degrees.
const HALF_ZONE_E7: i32 = 10_000_000;

/// Minutes after midnight of the invented day.
pub(super) fn minute(minutes: i64) -> Instant {
    Instant::from_micros(MIDNIGHT_MICROS + minutes * 60_000_000).unwrap_or(Instant::MIN)
}

/// Somebody, and from when on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Secret {
    pub(super) place: Position,
    pub(super) starts: i64,
}

/// What the zone's profile sets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rules {
    pub(super) floor_m2: u64,
    pub(super) floor_span: Span,
    pub(super) budget: u32,
}

/// What everybody in every world says alike: keys, numbers, the order of words.
#[derive(Clone)]
pub(super) struct Cast {
    identity: Identity,
    dice: Dice,
    owner: Voice,
    accounts: Vec<Voice>,
    pub(super) now: Instant,
    /// For so many minutes whoever came stays.
    pub(super) stays: i64,
    /// Whether the first account is told that somebody is there, and no more.
    pub(super) shares: bool,
}

/// A day and most of the next.
const STAYS_MINUTES: i64 = 1_200;

/// A register that somebody's accounts ask.
#[derive(Clone)]
pub(super) struct World {
    pub(super) secret: Secret,
    register: Register,
    /// When the centre was first alarmed: at which record.
    pub(super) alarmed: Option<LogIndex>,
}

/// A statement of an account, signed once for all worlds.
pub(super) struct Said {
    account: PartyId,
    submission: Submission,
    seed: [u8; 32],
    now: Instant,
}

impl Cast {
    /// The parties, and the register with its zone and nobody in it.
    pub(super) fn begin(
        rules: Rules,
        middle: Position,
        seed: u64,
    ) -> Result<(Self, World), String> {
        let mut dice = Dice::new(seed);
        let now = minute(0);
        let mut centre = Voice::new(&mut dice);
        let log_key = SigningKey::from_seed(&dice.bytes());
        let origin = "register.example/locator";
        let (identity, genesis) = Identity::begin(origin, &mut centre, &log_key, now, &mut dice);
        let mut cast = Self {
            identity,
            owner: Voice::new(&mut dice),
            accounts: vec![Voice::new(&mut dice), Voice::new(&mut dice)],
            dice,
            now,
            stays: STAYS_MINUTES,
            shares: false,
        };
        let mut world = World {
            secret: Secret {
                place: middle,
                starts: 0,
            },
            register: Register::new(),
            alarmed: None,
        };
        world.take(&genesis, cast.dice.bytes(), now)?;
        let voices = [&cast.owner, &cast.accounts[0], &cast.accounts[1]];
        let enrolments = voices
            .iter()
            .zip(["Owner", "First account", "Second account"])
            .flat_map(|(voice, name)| {
                [
                    Act::PartyEnrolled(voice.party_enrolment(name, Role::Force)),
                    Act::DeskOpened(voice.desk_opening("Desk")),
                    Act::KeyEnrolled(voice.key_enrolment()),
                ]
            });
        let zone = [
            Act::BoundaryDrawn(boundary(middle)?),
            Act::ProfileSet(profile(rules)),
        ];
        for act in enrolments.chain(zone).collect::<Vec<Act>>() {
            let submission = centre.sign(&cast.identity, act, Vec::new(), now, &mut cast.dice);
            world.take(&submission, cast.dice.bytes(), now)?;
        }
        Ok((cast, world))
    }

    /// Worlds that differ by a secret, which its owner has told in each, with the same numbers and salts.
    pub(super) fn tell(&mut self, worlds: &mut [World]) -> Result<(), String> {
        let (owner, dice) = (self.owner.clone(), self.dice.clone());
        for world in worlds {
            (self.owner, self.dice) = (owner.clone(), dice.clone());
            let place = SitePlace {
                footprint: Footprint::Circle(Circle {
                    centre: world.secret.place,
                    radius: Decimetres::from_metres(50).map_err(|e| e.to_string())?,
                }),
                altitude: None,
                start: minute(world.secret.starts),
                end: Some(minute(world.secret.starts + self.stays)),
                precision: Some(Decimetres::from_metres(10).map_err(|e| e.to_string())?),
                buffer: Decimetres::ZERO,
            };
            let (exact, disclosure) = self.dice.seal(Label::Exact, &place);
            let site = Site {
                id: NotificationId::from_bytes(self.dice.bytes()),
                place: PlaceDigests {
                    exact: Some(exact),
                    ..PlaceDigests::default()
                },
                category: SiteCategory::Position,
                forces: ForceSet::of(&[ForceClass::Regulars]),
                reconfirm_by: None,
                details: None,
                personal: None,
                shares: self.shared(),
            };
            let (identity, now) = (self.identity.clone(), self.now);
            let told = vec![disclosure];
            let submission = self
                .owner
                .sign(&identity, Act::Site(site), told, now, &mut self.dice);
            world.take(&submission, self.dice.bytes(), now)?;
        }
        Ok(())
    }

    /// Who is told of it besides the centre.
    fn shared(&self) -> Vec<Share> {
        let first = Share {
            to: self.accounts[0].party,
            resolution: Resolution::Existence,
        };
        self.shares.then_some(first).into_iter().collect()
    }

    /// The party of an account.
    pub(super) fn party(&self, account: usize) -> PartyId {
        self.accounts[account].party
    }

    /// An account acknowledges what it was told first.
    pub(super) fn acknowledge(&mut self, account: usize) -> Said {
        let acknowledgement = Acknowledgement {
            item: 1,
            step: LadderStep::Acknowledged,
            text: None,
        };
        self.signed(account, Act::Acknowledged(acknowledgement), Vec::new())
    }

    fn signed(
        &mut self,
        account: usize,
        act: Act,
        disclosures: Vec<truceline_register::codec::disclosure::Disclosure>,
    ) -> Said {
        let (identity, now) = (self.identity.clone(), self.now);
        let voice = &mut self.accounts[account];
        let submission = voice.sign(&identity, act, disclosures, now, &mut self.dice);
        Said {
            account: self.accounts[account].party,
            submission,
            seed: self.dice.bytes(),
            now,
        }
    }

    /// A check of some volumes by an account.
    pub(super) fn check(&mut self, account: usize, volumes: &Vec<Volume4d>) -> Said {
        let (digest, disclosure) = self.dice.seal(Label::Volumes, volumes);
        let check = Check {
            id: CheckId::from_bytes(self.dice.bytes()),
            subject: Subject::Volumes(digest),
            activity: Activity::AirStrike,
            buffer: Decimetres::ZERO,
        };
        self.signed(account, Act::CheckAsked(check), vec![disclosure])
    }

    /// A plan of an account, filed and activated.
    pub(super) fn plan(&mut self, account: usize, volumes: &Vec<Volume4d>) -> [Said; 2] {
        let (digest, disclosure) = self.dice.seal(Label::Volumes, volumes);
        let id = PlanId::from_bytes(self.dice.bytes());
        let plan = Plan {
            id,
            volumes: digest,
            activity: Activity::AirStrike,
            buffer: Decimetres::ZERO,
            text: None,
        };
        let state = PlanState::Active;
        [
            self.signed(account, Act::PlanFiled(plan), vec![disclosure]),
            self.signed(
                account,
                Act::PlanStepped(PlanStep { id, state }),
                Vec::new(),
            ),
        ]
    }
}

impl World {
    /// The same world with another secret.
    pub(super) fn with(&self, secret: Secret) -> Self {
        Self {
            secret,
            ..self.clone()
        }
    }

    fn take(
        &mut self,
        submission: &Submission,
        seed: [u8; 32],
        now: Instant,
    ) -> Result<(), String> {
        match self.decide(submission, seed, now) {
            (Ok(()), _) => Ok(()),
            (Err(refusal), _) => Err(refusal),
        }
    }

    fn decide(
        &mut self,
        submission: &Submission,
        seed: [u8; 32],
        now: Instant,
    ) -> (Result<(), String>, Vec<Record>) {
        let wall = now;
        let decision = self
            .register
            .decide(submission, &Context { now, wall, seed });
        let (mut draft, result) = match decision {
            Decision::Admitted(draft) => (draft, Ok(())),
            Decision::RefusedOnRecord(draft, refusal) => (draft, Err(refusal.to_string())),
            Decision::Repeated(index) => return (Err(format!("repeated {index}")), Vec::new()),
            Decision::RefusedUnrecorded(refusal, _) | Decision::TurnedAway(refusal) => {
                return (Err(refusal.to_string()), Vec::new());
            }
        };
        let aside = draft.aside.take();
        let mut records = vec![self.append(*draft)];
        let passed_on = |aside: Box<_>| self.register.pass_on(*aside, &Context { now, wall, seed });
        if let Some(draft) = aside.and_then(passed_on) {
            records.push(self.append(draft));
        }
        if let Some(draft) = self.register.follow(&Context { now, wall, seed }) {
            records.push(self.append(draft));
        }
        (result, records)
    }

    fn append(&mut self, draft: Draft) -> Record {
        let record = draft.into_record(self.register.size);
        let rings = |effect: &Effect| matches!(effect, Effect::Alert(alert) if alert.why == AlertWhy::Probing);
        if self.alarmed.is_none() && record.part.effects.iter().any(rings) {
            self.alarmed = Some(record.index);
        }
        self.register.apply(&record);
        record
    }

    /// Submits, and gives all that the account hears of it: whether it was taken and in which words not,
    /// how the log has grown, the records that it may have, and the view of its answers.
    pub(super) fn hear(&mut self, said: &Said) -> String {
        let (result, records) = self.decide(&said.submission, said.seed, said.now);
        let mut heard = match result {
            Ok(()) => "taken".to_owned(),
            Err(refusal) => refusal,
        };
        for record in &records {
            heard.push_str(&self.portion(said.account, record));
        }
        heard
    }

    /// The owner tells the secret; what the accounts hear of that.
    pub(super) fn hear_of(&mut self, cast: &mut Cast) -> Result<String, String> {
        let before = self.register.size;
        let mut alone = [self.clone()];
        cast.tell(&mut alone)?;
        let [told] = alone;
        *self = told;
        let mut heard = format!("{} more;", self.register.size - before);
        for account in &cast.accounts {
            let to = account.party;
            let owed = self.register.watch.all(self.register.size);
            for owed in owed.filter(|owed| owed.record >= before && owed.alert.to == to) {
                let spoken = self.register.checks.spoken(owed.record).iter();
                let spoken = spoken
                    .filter(|one| one.verdict.plan == owed.alert.plan)
                    .map(|one| (one.verdict.outcome, one.verdict.expires_at));
                let spoken: Vec<_> = spoken.collect();
                let _ = write!(heard, "{:?} {spoken:?};", owed.alert);
            }
        }
        Ok(heard)
    }

    /// The register, to be asked what an account may ask.
    pub(super) const fn register(&self) -> &Register {
        &self.register
    }

    fn portion(&self, account: PartyId, record: &Record) -> String {
        let mut heard = format!(" [{}", record.index);
        let Some(own) = portion::of(account, &self.register, record) else {
            return heard + "]";
        };
        let part = &own.part;
        let _ = write!(
            heard,
            " {:?} {:?} {}",
            part.ground,
            part.flags,
            own.disclosures.len()
        );
        for effect in &part.effects {
            let Effect::Verdict(verdict) = effect else {
                let _ = write!(heard, " {effect:?}");
                continue;
            };
            // The digest of the basis is salted: it says nothing.
            let basis = opened(&record.disclosures, verdict.basis);
            let view = basis.map(|basis| asker_view(verdict, &basis));
            let _ = write!(heard, " {view:?}");
        }
        heard + "]"
    }

    /// Whether an account hears of an overlap.
    pub(super) fn says_overlap(heard: &str) -> bool {
        heard.contains("outcome: Overlap") || heard.contains("(Overlap,")
    }
}

fn opened(
    disclosures: &Disclosures,
    digest: truceline_register::codec::cbor::Digest,
) -> Option<truceline_register::check::Basis> {
    disclosures.open(Some(digest), Label::Basis).ok().flatten()
}

/// A rectangle between two parallels and two meridians, for a window of minutes.
pub(super) fn rectangle(
    (south, north): (i32, i32),
    (west, east): (i32, i32),
    (from, to): (i64, i64),
) -> Result<Volume4d, String> {
    let corner = |lat, lon| Position::from_e7(lat, lon).map_err(|error| error.to_string());
    let corners = vec![
        corner(south, west)?,
        corner(south, east)?,
        corner(north, east)?,
        corner(north, west)?,
    ];
    let ring = Ring::new(corners).map_err(|error| error.to_string())?;
    let polygon = Polygon::new(ring, Vec::new()).map_err(|error| error.to_string())?;
    Ok(Volume4d {
        footprint: Footprint::polygons(vec![polygon]).map_err(|error| error.to_string())?,
        altitude: None,
        window: TimeWindow::new(minute(from), minute(to)).map_err(|error| error.to_string())?,
        precision: Some(Decimetres::ZERO),
    })
}

fn boundary(middle: Position) -> Result<Boundary, String> {
    let (lat, lon) = (middle.lat_e7(), middle.lon_e7());
    let around = |at: i32| (at - HALF_ZONE_E7, at + HALF_ZONE_E7);
    let square = rectangle(around(lat), around(lon), (0, 1))?;
    Ok(Boundary {
        zone: ZONE,
        name: "The zone".to_owned(),
        status: BoundaryStatus::Agreed,
        claimed_by: None,
        area: Some(square.footprint),
        text: "An invented square.".to_owned(),
        start: minute(-100_000),
        end: None,
    })
}

fn profile(rules: Rules) -> Profile {
    let metres = |metres| Decimetres::from_metres(metres).unwrap_or(Decimetres::ZERO);
    Profile {
        zone: ZONE,
        obliged: Vec::new(),
        freshness: Span::hours(4),
        reminder: None,
        lead_time: Span::hours(2),
        emergency_lead_time: Span::minutes(15),
        time_tolerance: Span::ZERO,
        worst_precision: metres(1_000),
        least_buffer: metres(100),
        activity_buffers: Vec::new(),
        halt_limit: Span::minutes(30),
        outcome_life: Span::minutes(30),
        check_floor_m2: rules.floor_m2,
        check_floor_span: rules.floor_span,
        check_budget: rules.budget,
        owner_delay: Span::hours(24),
        escalation: Span::minutes(10),
        source: None,
    }
}
