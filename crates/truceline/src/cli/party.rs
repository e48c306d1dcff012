//! `party`, `desk`: who takes part, and where they sit.

use super::context::Context;
use super::flags;
use super::invite::{Invitations, InviteDesk, InviteParty};
use super::key::{NewKey, make_key};
use super::speaker::Speaker;
use crate::card::DeskCard;
use crate::exit::{Done, Problem};
use crate::names::Names;
use crate::speech::{Speech, text};
use crate::voice;
use crate::wire::party::{desks, parties};
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};
use truceline_register::act::Act;
use truceline_register::ids::{DeskId, PartyId, PersonId};
use truceline_register::party::{DeskOpening, PartyEnrolment, founding};
use truceline_register::vocabulary::Role;

/// Enrol, change and list parties; enrolment is not recognition
#[derive(Args, Clone, Debug)]
pub struct Party {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    Enrol(Enrol),
    Change(Change),
    Invite(InviteParty),
    Invitations(Invitations),
    /// List everybody enrolled
    List,
}

/// Enrol a party with its first desk and key
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley party enrol --name South --role force --belligerent --card south.card\n  truceline --data valley party enrol --name South --role force --belligerent --new-key south.key"
)]
pub struct Enrol {
    /// Its name as it calls itself
    #[arg(long)]
    name: String,
    /// What it is here: force, humanitarian, civil, guarantor, monitor, mediator, intermediary, investigator, witness
    #[arg(long, value_parser = flags::role)]
    role: Role,
    /// It takes part in the hostilities
    #[arg(long)]
    belligerent: bool,
    /// The name of its first desk
    #[arg(long, default_value = "Duty desk")]
    desk: String,
    /// The card that the party made with `key new` and sent
    #[arg(long, value_name = "FILE", conflicts_with = "new_key")]
    card: Option<PathBuf>,
    /// Make a key here and now, for a party that is on this machine
    #[arg(long, value_name = "FILE")]
    new_key: Option<PathBuf>,
    /// Seal the new key with the first passphrase of --passphrase-file
    #[arg(long, requires = "new_key")]
    seal: bool,
    /// Another party is named so, or looks so, and this is meant
    #[arg(long)]
    same_name: bool,
}

/// Change a party's name or role
#[derive(Args, Clone, Debug)]
#[command(after_help = "Example:\n  truceline --data valley party change South --role guarantor")]
pub struct Change {
    /// The party, by name or id
    party: String,
    /// Its new name
    #[arg(long)]
    name: Option<String>,
    /// Its new role
    #[arg(long, value_parser = flags::role)]
    role: Option<Role>,
    /// Whether it takes part in the hostilities
    #[arg(long)]
    belligerent: Option<bool>,
    /// Another party is named so, or looks so, and this is meant
    #[arg(long)]
    same_name: bool,
}

/// Open and list desks
#[derive(Args, Clone, Debug)]
pub struct Desk {
    #[command(subcommand)]
    what: DeskWhat,
}

#[derive(Subcommand, Clone, Debug)]
enum DeskWhat {
    /// Open a desk
    #[command(
        after_help = "Example:\n  truceline --data valley --key south.key desk open --name \"Night desk\""
    )]
    Open {
        /// Its name
        #[arg(long)]
        name: String,
        /// Whose; without it the signer's
        #[arg(long)]
        party: Option<String>,
    },
    Invite(InviteDesk),
    /// List all desks
    List,
}

impl Party {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        match &self.what {
            What::Enrol(enrol) => enrol.run(context),
            What::Change(change) => change.run(context),
            What::Invite(invite) => invite.run(context),
            What::Invitations(list) => list.run(context),
            What::List => context.show(&parties(&context.reading()?.register().authority)),
        }
    }
}

impl Enrol {
    fn run(&self, context: &Context) -> Done {
        text::name("the party's name", &self.name)?;
        text::name("the desk's name", &self.desk)?;
        let mut speaker = Speaker::open(context)?;
        if !self.same_name {
            speaker.names().new_party(&self.name, None)?;
        }
        let id = match &self.card {
            Some(path) => DeskCard::read_for(path, speaker.voice().card())?.party,
            None => PartyId::from_bytes(speaker.draw()?),
        };
        let party = PartyEnrolment {
            party: id,
            name: self.name.clone(),
            role: self.role,
            belligerent: self.belligerent,
        };
        self.may_be(&speaker, &party)?;
        match (&self.card, &self.new_key) {
            (Some(path), _) => {
                let card = DeskCard::read_for(path, speaker.voice().card())?;
                let founding = self.founding(&speaker, party, &card);
                let founding = founding.map_err(|problem| of_file(path, problem))?;
                speaker.say_at_once(&founding)
            }
            (None, Some(path)) => {
                let card = make_key(context, path, self.holder(&mut speaker, id)?, self.seal)?;
                let told = self
                    .founding(&speaker, party, &card)
                    .and_then(|founding| speaker.say_at_once(&founding));
                // What was not enrolled shall not stand in the way of the next try.
                told.inspect_err(|_| voice::discard(path))
            }
            (None, None) => speaker.say(&[Speech::plain(Act::PartyEnrolled(party))]),
        }
    }

    /// Asked before any key is made: who says it, and that the party is new.
    fn may_be(&self, speaker: &Speaker<'_>, party: &PartyEnrolment) -> Result<(), Problem> {
        let Some(authority) = speaker.register().map(|register| &register.authority) else {
            return Ok(());
        };
        if speaker.party() != authority.centre() {
            return Err(Problem::usage(
                "the centre enrols parties: sign with its key, --key FILE",
            ));
        }
        authority.check_enrolment(party).map_err(|refusal| {
            let refused = Problem::from(refusal);
            match &self.card {
                Some(path) => of_file(path, refused),
                None => refused,
            }
        })
    }

    /// Party, desk and key: recorded together or not at all.
    fn founding(
        &self,
        speaker: &Speaker<'_>,
        party: PartyEnrolment,
        card: &DeskCard,
    ) -> Result<[Speech; 3], Problem> {
        let desk = DeskOpening {
            desk: card.desk,
            party: card.party,
            name: self.desk.clone(),
        };
        let key = card.enrolment();
        if let Some(register) = speaker.register() {
            founding::check(&register.authority, &party, &desk, &key)?;
        }
        Ok([
            Speech::plain(Act::PartyEnrolled(party)),
            Speech::plain(Act::DeskOpened(desk)),
            Speech::plain(Act::KeyEnrolled(key)),
        ])
    }

    fn holder(&self, speaker: &mut Speaker<'_>, party: PartyId) -> Result<NewKey, Problem> {
        Ok(NewKey {
            name: format!("{}/{}", self.name, self.desk),
            origin: speaker.voice().card().origin.clone(),
            genesis: speaker.voice().card().genesis,
            party,
            desk: DeskId::from_bytes(speaker.draw()?),
            person: PersonId::from_bytes(speaker.draw()?),
        })
    }
}

/// The problem with the file that it is about.
fn of_file(path: &Path, problem: Problem) -> Problem {
    Problem {
        what: format!(
            "{}: {}; ask whoever sent it, by another way",
            path.display(),
            problem.what
        ),
        ..problem
    }
}

impl Change {
    fn run(&self, context: &Context) -> Done {
        let mut speaker = Speaker::open(context)?;
        let id = speaker.names().find_party(&self.party)?;
        if let Some(name) = &self.name {
            text::name("the party's name", name)?;
            if !self.same_name {
                speaker.names().new_party(name, Some(id))?;
            }
        }
        let known = speaker
            .register()
            .and_then(|register| register.authority.party(id))
            .cloned();
        let known = known.ok_or_else(|| {
            Problem::usage("the party's present name and role are needed: give --data FOLDER")
        })?;
        let party = PartyEnrolment {
            party: id,
            name: self.name.clone().unwrap_or(known.name),
            role: self.role.unwrap_or(known.role),
            belligerent: self.belligerent.unwrap_or(known.belligerent),
        };
        speaker.say(&[Speech::plain(Act::PartyChanged(party))])
    }
}

impl Desk {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        match &self.what {
            DeskWhat::Open { name, party } => {
                text::name("the desk's name", name)?;
                let mut speaker = Speaker::open(context)?;
                let party = match party {
                    Some(party) => speaker.names().find_party(party)?,
                    None => speaker.party(),
                };
                let desk = DeskOpening {
                    desk: DeskId::from_bytes(speaker.draw()?),
                    party,
                    name: name.clone(),
                };
                speaker.say(&[Speech::plain(Act::DeskOpened(desk))])
            }
            DeskWhat::Invite(invite) => invite.run(context),
            DeskWhat::List => {
                let reading = context.reading()?;
                context.show(&desks(
                    &reading.register().authority,
                    &Names::of_register(reading.register()),
                ))
            }
        }
    }
}
