//! `init`: a register begins.

use super::context::Context;
use crate::card::{DeskCard, NO_PROOF, RegisterCard};
use crate::exit::{Done, Problem};
use crate::file;
use crate::session::{self, CENTRE_KEY, Place, REGISTER_CARD};
use crate::speech::Speech;
use crate::voice::{self, Voice};
use clap::Args;
use serde::Serialize;
use std::path::{Path, PathBuf};
use truceline_engine::clock::{Clock as _, SystemClock};
use truceline_engine::keyfile::{self, Key, Purpose, Sealing, Seed, WorkFactor};
use truceline_engine::randomness::{Randomness as _, SystemRandomness};
use truceline_engine::writer::Writer;
use truceline_engine::writer::open::Secrets;
use truceline_register::act::Act;
use truceline_register::codec::cbor::Digest;
use truceline_register::ids::{DeskId, PartyId, PersonId};
use truceline_register::party::{DeskOpening, Genesis, PartyEnrolment, Predecessor};
use truceline_register::vocabulary::Role;

/// Begin a register: make its keys and its first record
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley init --origin register.example/kestrel-valley \\\n    --theatre \"Kestrel Valley\" --centre \"Coordination Centre\""
)]
pub struct Init {
    /// The log's name: one word, such as register.example/kestrel-valley; an exercise needs its own
    #[arg(long)]
    pub origin: String,
    /// The theatre in words
    #[arg(long)]
    pub theatre: String,
    /// The name of the party that keeps the register
    #[arg(long, value_name = "NAME")]
    pub centre: String,
    /// The name of its first desk
    #[arg(long, value_name = "NAME", default_value = "Duty desk")]
    pub desk: String,
    /// An exercise: another register, and each refuses the other's statements
    #[arg(long)]
    pub exercise: bool,
    /// The centre's party takes part in the hostilities: some of its acts need another party's signature
    #[arg(long)]
    pub belligerent: bool,
    /// Seal the keys with the first passphrase of --passphrase-file, or with one typed at the terminal
    #[arg(long)]
    pub seal: bool,
}

/// What was made, and what to keep.
#[derive(Clone, Debug, Serialize)]
pub struct BegunView {
    /// The register.
    pub register: String,
    /// Digest of its genesis statement: what others pin.
    pub genesis: String,
    /// Its card, to be handed to every party and verifier.
    pub card: PathBuf,
    /// Its own keys.
    pub register_keys: Vec<PathBuf>,
    /// The centre's first voice.
    pub centre_key: PathBuf,
    /// What to do now.
    pub keep: Vec<String>,
}

impl Init {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let place = context.place()?;
        let view = self.begin(context, &place, None)?;
        context.tell(&view, || view.text())
    }

    /// Begins the register, as the successor of another where one is named.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn begin(
        &self,
        context: &Context,
        place: &Place,
        predecessor: Option<Predecessor>,
    ) -> Result<BegunView, Problem> {
        let mut randomness = SystemRandomness;
        let sealing = sealing(context, self.seal)?;
        let (log, vault, centre) = (
            Seed::generate(&mut randomness)?,
            Seed::generate(&mut randomness)?,
            Seed::generate(&mut randomness)?,
        );
        let mut id = || voice::draw(&mut randomness);
        let mut card = DeskCard {
            name: format!("{}/{}", self.centre, self.desk),
            origin: self.origin.clone(),
            genesis: Digest::ZERO,
            party: PartyId::from_bytes(id()?),
            desk: DeskId::from_bytes(id()?),
            person: PersonId::from_bytes(id()?),
            public: voice::public_of(&centre),
            proof: NO_PROOF,
        };
        let mut voice = Voice::in_memory(card.clone(), &centre);
        let now = SystemClock::default().read().wall;
        let genesis = Speech::plain(Act::Genesis(self.genesis(&card, &log, predecessor)));
        let statement = voice.sign(&genesis, now, &mut SystemRandomness)?;
        card.genesis = Digest::of(&statement.statement);
        let secrets = Secrets {
            log: log.clone(),
            vault: vault.clone(),
        };
        let clock = Box::new(SystemClock::default());
        let writer = Writer::begin(
            &place.data,
            &self.origin,
            &statement,
            secrets,
            clock,
            Box::new(SystemRandomness),
        )?;
        save_keys(place, &self.origin, &log, &vault, sealing.as_ref())?;
        let centre_key = place.keys.join(CENTRE_KEY);
        voice::create(&centre_key, &card, voice.chain(), &centre, sealing.as_ref())?;
        let register_card = session::card_of(writer.register())?;
        let card_path = place.data.join(REGISTER_CARD);
        file::write_public(&card_path, register_card.to_string().as_bytes())?;
        Ok(begun(place, &register_card, card_path, centre_key))
    }

    fn genesis(&self, card: &DeskCard, log: &Seed, predecessor: Option<Predecessor>) -> Genesis {
        Genesis {
            origin: self.origin.clone(),
            theatre: self.theatre.clone(),
            exercise: self.exercise,
            log_key: voice::public_of(log),
            centre: PartyEnrolment {
                party: card.party,
                name: self.centre.clone(),
                role: Role::Centre,
                belligerent: self.belligerent,
            },
            desk: DeskOpening {
                desk: card.desk,
                party: card.party,
                name: self.desk.clone(),
            },
            key: card.enrolment(),
            predecessor,
        }
    }
}

/// How new keys are sealed, where they are.
///
/// # Errors
/// [`Problem`]: no passphrase was given.
pub fn sealing(context: &Context, seal: bool) -> Result<Option<Sealing>, Problem> {
    if !seal {
        return Ok(None);
    }
    Ok(Some(Sealing {
        passphrase: context.passphrases()?.choose("--passphrase-file")?,
        work: WorkFactor::DEFAULT,
    }))
}

fn save_keys(
    place: &Place,
    origin: &str,
    log: &Seed,
    vault: &Seed,
    sealing: Option<&Sealing>,
) -> Result<(), Problem> {
    if !place.keys.exists() {
        let cannot = |error| Problem::unavailable(format!("{}: {error}", place.keys.display()));
        truceline_engine::disk::create_private_folder(&place.keys).map_err(cannot)?;
    }
    let keys = [
        (place.register_key(), Purpose::Register, log),
        (place.vault_key(), Purpose::VaultMaster, vault),
    ];
    for (path, purpose, seed) in keys {
        let key = Key {
            purpose,
            name: origin.to_owned(),
            seed: seed.clone(),
        };
        keyfile::create(&path, &key, sealing)?;
    }
    Ok(())
}

fn begun(place: &Place, card: &RegisterCard, card_path: PathBuf, centre_key: PathBuf) -> BegunView {
    let show = |path: &Path| path.display().to_string();
    BegunView {
        register: card.origin.clone(),
        genesis: card.genesis.to_string(),
        keep: vec![
            format!(
                "copy {} to two places apart from the data; without it this log has ended",
                show(&place.register_key())
            ),
            format!(
                "copy {} apart from every backup of the data; without it nothing disclosed can be read, and with it and an old backup what was erased can",
                show(&place.vault_key())
            ),
            format!(
                "hand {} to every party and verifier by a way they trust",
                show(&card_path)
            ),
        ],
        card: card_path,
        register_keys: vec![place.register_key(), place.vault_key()],
        centre_key,
    }
}

impl BegunView {
    fn text(&self) -> String {
        let mut lines = vec![
            format!("the register {} has begun", self.register),
            format!("genesis {}", self.genesis),
        ];
        lines.push(format!("card: {}", self.card.display()));
        lines.push(format!(
            "the centre signs with: {}",
            self.centre_key.display()
        ));
        lines.extend(self.keep.iter().map(|line| format!("- {line}")));
        lines.into_iter().map(|line| line + "\n").collect()
    }
}

/// A fresh seed.
///
/// # Errors
/// [`Problem`]: no randomness.
pub fn seed() -> Result<Seed, Problem> {
    let mut bytes = [0; 32];
    SystemRandomness.fill(&mut bytes)?;
    Ok(Seed::from_bytes(bytes))
}
