//! The register opened in this process, to ask it thousands of questions.
//!
//! The centre enrols a key of the campaign's own through the command line; what is asked is signed
//! with it and stands on record like any other check.

use std::time::Instant as Stopwatch;

use truceline::card::DeskCard;
use truceline_engine::clock::SystemClock;
use truceline_engine::evidence::Archive;
use truceline_engine::keyfile::{self, Purpose};
use truceline_engine::randomness::SystemRandomness;
use truceline_engine::writer::Writer;
use truceline_engine::writer::open::Secrets;
use truceline_register::geometry::position::Decimetres;

use super::program::Program;
use super::reference::{self, Told};
use crate::campaign::Campaign;
use crate::voice::{Dice, Register, Voice};

/// A register open for writing, and a voice of the centre.
pub(super) struct Opened {
    /// Its writer.
    pub(super) writer: Writer,
    /// Who asks.
    pub(super) centre: Voice,
    /// For which register.
    pub(super) register: Register,
}

impl Opened {
    pub(super) fn open(
        program: &Program,
        campaign: &mut Campaign,
        dice: &mut Dice,
    ) -> Result<Self, String> {
        let card = DeskCard::parse(&program.read_key_folder("centre.card")?)?;
        let centre = Voice::at_desk(card.party, card.desk, dice);
        program.enrol_key(&own_card(card, &centre))?;
        let folder = program.register();
        let load = |name: &str, purpose| {
            keyfile::load(&folder.join("keys").join(name), purpose, &mut || None)
                .map(|key| key.seed)
                .map_err(|error| error.to_string())
        };
        let secrets = Secrets {
            log: load("register.key", Purpose::Register)?,
            vault: load("vault.key", Purpose::VaultMaster)?,
        };
        let begun = Stopwatch::now();
        let (clock, randomness) = (Box::new(SystemClock::default()), Box::new(SystemRandomness));
        let writer = Writer::open(&folder, secrets, clock, randomness, &mut |_| {})
            .map_err(|error| error.to_string())?;
        campaign.figure("records", writer.tree().size());
        campaign.seconds("replay_seconds", begun.elapsed());
        campaign.rate("replayed_per_second", writer.tree().size(), begun.elapsed());
        let authority = &writer.register().authority;
        let register = Register {
            origin: authority.origin().to_owned(),
            genesis: authority.genesis_digest(),
        };
        Ok(Self {
            writer,
            centre,
            register,
        })
    }

    pub(super) fn archive(&self) -> Archive<'_> {
        Archive {
            store: self.writer.store(),
            tree: self.writer.tree(),
            vault: self.writer.vault(),
            register: self.writer.register(),
        }
    }

    /// Everything notified, as the reference reads it.
    pub(super) fn everything(&self) -> Result<Vec<Told>, String> {
        reference::everything(&self.archive(), self.worst_precision())
    }

    /// The precision of what states none: the worst of all zones.
    pub(super) fn worst_precision(&self) -> Decimetres {
        let register = self.writer.register();
        register.zones.worst_precision(register.size)
    }
}

/// The centre's card with another name, person and public key, signed by that key.
fn own_card(centre: DeskCard, voice: &Voice) -> String {
    let enrolment = voice.key_enrolment();
    let own = DeskCard {
        name: "Centre/campaign".to_owned(),
        person: enrolment.person,
        public: enrolment.public,
        ..centre
    };
    voice.prove(own).to_string()
}
