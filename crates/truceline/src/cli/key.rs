//! `key`: make, enrol, rotate, revoke, seal and list keys.

use super::context::Context;
use super::flags::{self, When};
use super::init::{sealing, seed};
use super::invite::SendCard;
use super::speaker::Speaker;
use crate::card::{DeskCard, NO_PROOF, RegisterCard};
use crate::exit::{Done, Problem};
use crate::file;
use crate::names::Names;
use crate::passphrase::Typed;
use crate::session::REGISTER_CARD;
use crate::speech::{Speech, text};
use crate::voice::{self, ChainEnd};
use crate::wire::party::{fingerprint, keys};
use clap::{Args, Subcommand};
use serde::Serialize;
use std::path::{Path, PathBuf};
use truceline_engine::keyfile::{self, Sealing, WorkFactor};
use truceline_engine::randomness::SystemRandomness;
use truceline_register::act::Act;
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::statement::key_id;
use truceline_register::ids::{DeskId, KeyId, PartyId, PersonId};
use truceline_register::party::{KeyRevocation, KeyRotation};
use truceline_register::time::Span;

/// Make, enrol, rotate, revoke, seal and list keys
#[derive(Args, Clone, Debug)]
pub struct Keys {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    New(New),
    Send(SendCard),
    /// Enrol a key from its card; signed by the centre, or by another key of the same person
    #[command(after_help = "Example:\n  truceline --data valley key enrol south-2.card")]
    Enrol {
        /// The card
        card: PathBuf,
    },
    /// Put a new key in place of the one that signs
    #[command(
        after_help = "Example:\n  truceline key new south-b.key --like south.card --same-person\n  truceline --data valley --key south.key key rotate south-b.card --grace 7d"
    )]
    Rotate {
        /// The new key's card
        card: PathBuf,
        /// How long the old key is still taken, at most 30d
        #[arg(long, value_parser = flags::span, default_value = "7d")]
        grace: Span,
    },
    /// Say that a key counts no more
    #[command(
        after_help = "Example:\n  truceline --data valley key revoke key_… --since 2031-05-02T08:00:00Z"
    )]
    Revoke {
        /// The key's id, or its card file
        which: String,
        /// From when on its signatures are void
        #[arg(long, value_parser = flags::when, default_value = "now")]
        since: When,
    },
    /// Seal the key named with --key, or give it another passphrase
    #[command(
        after_help = "Example:\n  truceline --key south.key --passphrase-file old.txt key reseal --new-passphrase-file new.txt\n  truceline --key south.key --passphrase-file old.txt key reseal --open"
    )]
    Reseal {
        /// A file with the new passphrase in its first line; without it the terminal asks
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
        /// Take the seal off
        #[arg(long, conflicts_with = "new_passphrase_file")]
        open: bool,
    },
    /// Put a new vault master key in place of the old one; nothing that was disclosed is touched
    #[command(
        after_help = "Examples:\n  truceline --data valley key rotate-vault\n  truceline --server https://… --server-ca ca.pem --key centre.key key rotate-vault\nThe new key stands on the machine that has the data: copy it from there. Copies of the vault made before or during the change still open with the old key: destroy them, or keep the old key's copy\nas long as they are kept. Run it again if it was cut short."
    )]
    RotateVault {
        /// Seal the new key
        #[arg(long)]
        seal: bool,
    },
    /// List all keys as they stand
    List,
}

/// Make a key on the machine where it will sign; its card goes to the centre, the key goes nowhere
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline key new south.key --name \"South/duty desk\" --register register.card\n  truceline key new south-2.key --like south.card      (a second person of the same desk)"
)]
pub struct New {
    /// The key file to make; card and chain are made beside it
    file: PathBuf,
    /// Whose it is, for people
    #[arg(long)]
    name: Option<String>,
    /// The register's card
    #[arg(long, value_name = "FILE", conflicts_with = "like")]
    register: Option<PathBuf>,
    /// A card of the same party and desk
    #[arg(long, value_name = "FILE")]
    like: Option<PathBuf>,
    /// For the same person too: a key to rotate to
    #[arg(long, requires = "like")]
    same_person: bool,
    /// At another desk of the party
    #[arg(long, value_name = "DESK", requires = "like")]
    desk: Option<String>,
    /// Seal it with the first passphrase of --passphrase-file, or with one typed at the terminal
    #[arg(long)]
    seal: bool,
}

/// Whose a new key will be.
pub struct NewKey {
    /// For people.
    pub name: String,
    /// The register.
    pub origin: String,
    /// Its genesis.
    pub genesis: Digest,
    /// Party.
    pub party: PartyId,
    /// Desk.
    pub desk: DeskId,
    /// Person.
    pub person: PersonId,
}

/// What was made.
#[derive(Clone, Debug, Serialize)]
struct MadeView {
    key: String,
    fingerprint: String,
    file: PathBuf,
    card: PathBuf,
    party: String,
    desk: String,
    person: String,
    next: String,
}

/// Makes key, card and chain.
///
/// # Errors
/// [`Problem`]: a file exists already or cannot be written.
pub fn make_key(
    context: &Context,
    path: &Path,
    holder: NewKey,
    seal: bool,
) -> Result<DeskCard, Problem> {
    text::words("the key's name", &holder.name)?;
    let seed = seed()?;
    let card = DeskCard {
        name: holder.name,
        origin: holder.origin,
        genesis: holder.genesis,
        party: holder.party,
        desk: holder.desk,
        person: holder.person,
        public: voice::public_of(&seed),
        proof: NO_PROOF,
    };
    voice::create(
        path,
        &card,
        ChainEnd::START,
        &seed,
        sealing(context, seal)?.as_ref(),
    )?;
    Ok(card)
}

impl Keys {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        match &self.what {
            What::New(new) => new.run(context),
            What::Send(send) => send.run(context),
            What::Enrol { card } => {
                let mut speaker = Speaker::open(context)?;
                let card = DeskCard::read_for(card, speaker.voice().card())?;
                speaker.say(&[Speech::plain(Act::KeyEnrolled(card.enrolment()))])
            }
            What::Rotate { card, grace } => {
                let mut speaker = Speaker::open(context)?;
                let new = DeskCard::read_for(card, speaker.voice().card())?.enrolment();
                let old = speaker.voice().key_id();
                speaker.say(&[Speech::plain(Act::KeyRotated(KeyRotation {
                    old,
                    new,
                    grace: *grace,
                }))])
            }
            What::Revoke { which, since } => {
                let key = find_key(which)?;
                let mut speaker = Speaker::open(context)?;
                let since = since.at(speaker.now());
                speaker.say(&[Speech::plain(Act::KeyRevoked(KeyRevocation { key, since }))])
            }
            What::Reseal {
                new_passphrase_file,
                open,
            } => reseal(context, new_passphrase_file.as_deref(), *open),
            What::RotateVault { seal } => super::vault_key::rotate(context, *seal),
            What::List => {
                let reading = context.reading()?;
                context.show(&keys(
                    &reading.register().authority,
                    &Names::of_register(reading.register()),
                    reading.now(),
                ))
            }
        }
    }
}

fn find_key(text: &str) -> Result<KeyId, Problem> {
    match KeyId::parse(text) {
        Ok(key) => Ok(key),
        Err(_) => DeskCard::read(Path::new(text)).map(|card| key_id(&card.public)),
    }
}

fn reseal(context: &Context, new: Option<&Path>, open: bool) -> Done {
    let path = context.key_path()?;
    let old = context.passphrases()?;
    // The old one first, so that whoever does not know it chooses none.
    old.open(&path, |next| keyfile::load_any(&path, next))?;
    let new = if open {
        None
    } else {
        let of_file = Context {
            passphrase_file: new.map(Path::to_owned),
            typed: Typed::default(),
            ..context.clone()
        };
        Some(Sealing {
            passphrase: of_file.passphrases()?.choose("--new-passphrase-file")?,
            work: WorkFactor::DEFAULT,
        })
    };
    old.open(&path, |next| keyfile::reseal(&path, next, new.as_ref()))?;
    let sealed = if new.is_some() {
        "sealed"
    } else {
        "not sealed"
    };
    context.tell(&serde_json::json!({ "key": path, "state": sealed }), || {
        format!("{}: {sealed}\n", path.display())
    })
}

impl New {
    fn run(&self, context: &Context) -> Done {
        let holder = match &self.like {
            Some(path) => self.like(context, &DeskCard::read(path)?)?,
            None => self.of_register(context)?,
        };
        let card = make_key(context, &self.file, holder, self.seal)?;
        let card_path = file::beside(&self.file, "card");
        let view = MadeView {
            key: key_id(&card.public).to_string(),
            fingerprint: fingerprint(&card.public),
            file: self.file.clone(),
            next: format!(
                "send {} to the centre and read the fingerprint to each other; keep the key here, with a copy in another place",
                card_path.display()
            ),
            card: card_path,
            party: card.party.to_string(),
            desk: card.desk.to_string(),
            person: card.person.to_string(),
        };
        context.show(&view)
    }

    fn like(&self, context: &Context, card: &DeskCard) -> Result<NewKey, Problem> {
        let person = if self.same_person {
            card.person
        } else {
            PersonId::from_bytes(voice::draw(&mut SystemRandomness)?)
        };
        let desk = match &self.desk {
            Some(desk) => context.names()?.find_desk(desk)?,
            None => card.desk,
        };
        Ok(NewKey {
            name: self.name.clone().unwrap_or_else(|| card.name.clone()),
            origin: card.origin.clone(),
            genesis: card.genesis,
            party: card.party,
            desk,
            person,
        })
    }

    fn of_register(&self, context: &Context) -> Result<NewKey, Problem> {
        let in_data = context.data.as_ref().map(|data| data.join(REGISTER_CARD));
        let path = self.register.clone().or(in_data);
        let path = path.ok_or_else(|| {
            Problem::usage(
                "say for which register: --register CARD, or --like CARD of the same party",
            )
        })?;
        let card = RegisterCard::read(&path)?;
        let id = || voice::draw(&mut SystemRandomness);
        Ok(NewKey {
            name: self
                .name
                .clone()
                .ok_or_else(|| Problem::usage("say whose key it is: --name \"South/duty desk\""))?,
            origin: card.origin,
            genesis: card.genesis,
            party: PartyId::from_bytes(id()?),
            desk: DeskId::from_bytes(id()?),
            person: PersonId::from_bytes(id()?),
        })
    }
}
