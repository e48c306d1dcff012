//! What a run submits: the same statements for the same seed, so that whoever looks afterwards
//! knows what was handed in.

use std::path::Path;

use truceline_engine::clock::HandClock;
use truceline_engine::keyfile::Seed;
use truceline_engine::randomness::{RehearsalRandomness, SystemRandomness};
use truceline_engine::vault::VaultError;
use truceline_engine::writer::Writer;
use truceline_engine::writer::open::{Secrets, StartError};
use truceline_log::key::SigningKey;
use truceline_register::act::Act;
use truceline_register::codec::cbor::encode;
use truceline_register::codec::disclosure::Label;
use truceline_register::codec::statement::Submission;
use truceline_register::erasure::Erasure;
use truceline_register::geometry::footprint::{Circle, Footprint, Line};
use truceline_register::geometry::position::{Decimetres, Position};
use truceline_register::ids::{LogIndex, NotificationId, PackId, ZoneId};
use truceline_register::notification::{Details, Personal, Site};
use truceline_register::pack::PackAsked;
use truceline_register::place::{
    CellPlace, ExistencePlace, HoldingPoint, Leg, MovementPlace, PlaceDigests, PostedPosition,
    SitePlace, Volume4d,
};
use truceline_register::time::{Instant, Span, TimeWindow};
use truceline_register::vocabulary::{ForceClass, ForceSet, Role, SiteCategory};

use crate::voice::{Dice, Register, Voice};

const ORIGIN: &str = "register.example/crash";
/// An invented noon.
const NOON_MICROS: i64 = 1_900_000_000_000_000;
/// Submissions of one commit: small, so that there are many commits to die in.
const BATCH: usize = 3;
/// Statements after which the kinds come again.
const BLOCK: usize = 6;
/// Which of a block asks for an erasure.
const ERASURE: usize = 4;
/// Which of a block is the second person's word for it.
const COUNTERSIGNATURE: usize = 5;

/// The people, the keys and the register of a run.
pub(crate) struct Workload {
    dice: Dice,
    secrets: Secrets,
    clock: HandClock,
    now: Instant,
    register: Register,
    setting_up: Vec<Submission>,
    south: Voice,
    second: Voice,
    signed: usize,
}

impl Workload {
    /// The workload of a seed.
    pub(crate) fn of(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let secrets = Secrets {
            log: Seed::from_bytes(dice.bytes()),
            vault: Seed::from_bytes(dice.bytes()),
        };
        let now = Instant::from_micros(NOON_MICROS).unwrap_or(Instant::MAX);
        let mut centre = Voice::new(&mut dice);
        let south = Voice::new(&mut dice);
        let second = south.beside(&mut dice);
        let log_key = SigningKey::from_seed(secrets.log.expose());
        let (register, genesis) = Register::begin(ORIGIN, &mut centre, &log_key, now, &mut dice);
        let mut setting_up = vec![genesis];
        for act in [
            Act::PartyEnrolled(south.party_enrolment("South", Role::Force)),
            Act::DeskOpened(south.desk_opening("South desk")),
            Act::KeyEnrolled(south.key_enrolment()),
            Act::KeyEnrolled(second.key_enrolment()),
        ] {
            setting_up.push(centre.sign(&register, act, Vec::new(), now, &mut dice));
        }
        Self {
            dice,
            secrets,
            clock: HandClock::at(now),
            now,
            register,
            setting_up,
            south,
            second,
            signed: 0,
        }
    }

    /// Makes the register that every run starts from.
    pub(crate) fn prepare(&self, folder: &Path) -> Result<(), String> {
        let (clock, randomness) = (Box::new(self.clock.clone()), Box::new(SystemRandomness));
        let genesis = &self.setting_up[0];
        let mut writer = Writer::begin(
            folder,
            ORIGIN,
            genesis,
            self.secrets.clone(),
            clock,
            randomness,
        )
        .map_err(|error| error.to_string())?;
        let answers = writer
            .commit(&self.setting_up[1..])
            .map_err(|error| error.to_string())?;
        match answers
            .iter()
            .find(|answer| !matches!(answer, truceline_engine::writer::Answer::Admitted { .. }))
        {
            None => Ok(()),
            Some(answer) => Err(format!("setting up was answered with {answer:?}")),
        }
    }

    /// The same register in memory.
    pub(crate) fn rehearse(&self) -> Result<Writer, String> {
        let (clock, randomness) = (
            Box::new(self.clock.clone()),
            Box::new(RehearsalRandomness::new(1)),
        );
        let genesis = &self.setting_up[0];
        let mut writer = Writer::rehearse(ORIGIN, genesis, self.secrets.clone(), clock, randomness)
            .map_err(|error| error.to_string())?;
        writer
            .commit(&self.setting_up[1..])
            .map_err(|error| error.to_string())?;
        Ok(writer)
    }

    /// Opens the register, as it would be after a death: with the vault's key that a run began with, or with the
    /// one that it changes it to.
    pub(crate) fn open(&self, folder: &Path) -> Result<Writer, String> {
        let open = |vault| {
            let (clock, randomness) = (Box::new(self.clock.clone()), Box::new(SystemRandomness));
            let secrets = Secrets {
                vault,
                ..self.secrets.clone()
            };
            Writer::open(folder, secrets, clock, randomness, &mut |_| {})
        };
        let opened = match open(self.secrets.vault.clone()) {
            Err(StartError::Vault(VaultError::WrongMasterKey)) => open(self.another_vault_key()),
            opened => opened,
        };
        opened.map_err(|error| format!("the register does not open: {error}"))
    }

    /// The vault's key that is not in force.
    pub(crate) fn other_vault_key(&self, writer: &Writer) -> Seed {
        let own = &self.secrets.vault;
        match writer.vault().ring().is(own) {
            true => self.another_vault_key(),
            false => own.clone(),
        }
    }

    fn another_vault_key(&self) -> Seed {
        Seed::from_bytes(self.secrets.vault.expose().map(|byte| !byte))
    }

    /// What the run hands in: sites, each with a place, details and personal fields; and of each
    /// sixth statement's block the first site's personal fields erased, by two people.
    pub(crate) fn submissions(&mut self, count: usize) -> Vec<Submission> {
        (0..count).map(|_| self.next()).collect()
    }

    /// The log index of a submission: each becomes one record, in order, after setting up.
    fn index_of(&self, number: usize) -> LogIndex {
        (self.setting_up.len() + number) as LogIndex
    }

    fn next(&mut self) -> Submission {
        let number = self.signed;
        self.signed += 1;
        match number % BLOCK {
            ERASURE => {
                let erasure = Erasure {
                    records: vec![self.index_of(number - ERASURE)],
                    personal_only: true,
                    reason: None,
                };
                let act = Act::ErasureAsked(erasure);
                self.south
                    .sign(&self.register, act, Vec::new(), self.now, &mut self.dice)
            }
            COUNTERSIGNATURE => {
                let act = Act::Countersigned(self.index_of(number - 1));
                self.second
                    .sign(&self.register, act, Vec::new(), self.now, &mut self.dice)
            }
            _ => self.site(),
        }
    }

    /// South asks for a pack of what it was shown.
    pub(crate) fn pack(&mut self) -> Submission {
        let asked = PackAsked {
            id: PackId::from_bytes(self.dice.bytes()),
            until: self.now.plus(Span::hours(1)),
        };
        let act = Act::PackAsked(asked);
        self.south
            .sign(&self.register, act, Vec::new(), self.now, &mut self.dice)
    }

    /// The submissions in the batches that are committed together.
    pub(crate) fn batches<'a>(
        &self,
        submissions: &'a [Submission],
    ) -> impl Iterator<Item = &'a [Submission]> {
        submissions.chunks(BATCH)
    }

    /// The bytes of places of every kind.
    pub(crate) fn places(&mut self) -> Vec<Vec<u8>> {
        let now = self.now;
        let place = self.site_place();
        let Footprint::Circle(circle) = place.footprint.clone() else {
            unreachable!("a site of this workload is a point")
        };
        let end = now.plus(Span::hours(2));
        let Ok(window) = TimeWindow::new(now, end) else {
            unreachable!("two hours are not empty")
        };
        let Ok(line) = Line::new(vec![circle.centre], Decimetres::ZERO) else {
            unreachable!("one vertex is a line")
        };
        let movement = MovementPlace {
            legs: vec![Leg {
                line,
                altitude: None,
                window,
            }],
            holding_points: vec![HoldingPoint {
                place: circle,
                window,
            }],
            precision: None,
            buffer: Decimetres::ZERO,
        };
        let cell = CellPlace {
            step_e7: 1_000_000,
            cells: vec![(355, 365)],
            start: now,
            end: Some(end),
        };
        let existence = ExistencePlace {
            zone: ZoneId::from_bytes([7; 16]),
            start: now,
            end: None,
        };
        let volume = Volume4d {
            footprint: place.footprint.clone(),
            altitude: None,
            window,
            precision: Some(Decimetres::ZERO),
        };
        let posted = vec![PostedPosition {
            class: ForceClass::Regulars,
            place: place.clone(),
        }];
        vec![
            encode(&place),
            encode(&movement),
            encode(&cell),
            encode(&existence),
            encode(&volume),
            encode(&posted),
        ]
    }

    fn site_place(&mut self) -> SitePlace {
        let dice = &mut self.dice;
        let mut e7 = |from: i32| {
            let offset = i32::try_from(dice.below(5_000_000)).unwrap_or(0);
            from + offset
        };
        let centre = Position::from_e7(e7(355_000_000), e7(365_000_000));
        let Ok(centre) = centre else {
            unreachable!("drawn within one degree of a valley")
        };
        SitePlace {
            footprint: Footprint::Circle(Circle {
                centre,
                radius: Decimetres::ZERO,
            }),
            altitude: None,
            start: self.now.plus(Span::hours(24)),
            end: None,
            precision: Decimetres::from_metres(30).ok(),
            buffer: Decimetres::ZERO,
        }
    }

    fn site(&mut self) -> Submission {
        let place = self.site_place();
        let dice = &mut self.dice;
        let details = Details {
            names: vec!["An invented place".to_owned()],
            ..Details::default()
        };
        let personal = Personal {
            contact: Some("Somebody, at any hour".to_owned()),
            ..Personal::default()
        };
        let (exact, place) = dice.seal(Label::Exact, &place);
        let (details, of_details) = dice.seal(Label::Details, &details);
        let (personal, of_personal) = dice.seal(Label::Personal, &personal);
        let site = Site {
            id: NotificationId::from_bytes(dice.bytes()),
            place: PlaceDigests {
                exact: Some(exact),
                ..PlaceDigests::default()
            },
            category: SiteCategory::Position,
            forces: ForceSet::ALL_FORCES,
            reconfirm_by: Some(self.now.plus(Span::hours(48))),
            details: Some(details),
            personal: Some(personal),
            shares: Vec::new(),
        };
        let disclosures = vec![place, of_details, of_personal];
        self.south
            .sign(&self.register, Act::Site(site), disclosures, self.now, dice)
    }
}

/// Copies a register's folder over another, which is emptied first.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> Result<(), String> {
    let describe = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    if to.exists() {
        std::fs::remove_dir_all(to).map_err(|error| describe(to, error))?;
    }
    std::fs::create_dir(to).map_err(|error| describe(to, error))?;
    let mode = std::fs::metadata(from)
        .map_err(|error| describe(from, error))?
        .permissions();
    std::fs::set_permissions(to, mode).map_err(|error| describe(to, error))?;
    for entry in std::fs::read_dir(from).map_err(|error| describe(from, error))? {
        let path = entry.map_err(|error| describe(from, error))?.path();
        let there = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy_folder(&path, &there)?;
        } else {
            std::fs::copy(&path, &there).map_err(|error| describe(&path, error))?;
        }
    }
    Ok(())
}
