//! `agreement`: texts as typed terms, and the calendar of what they ask for.

use super::context::Context;
use super::flags::{self, When};
use super::known_at::{KnownAt, known_at};
use super::speaker::Speaker;
use crate::exit::{Done, Problem};
use crate::file;
use crate::names::Names;
use crate::speech::{Speech, agreement};
use crate::wire::agreement::{AgreementLine, StandingAgreementView};
use crate::wire::calendar::CalendarView;
use clap::{Args, Subcommand};
use std::path::PathBuf;
use truceline_formats::agreement::{AgreementFile, Entry, MAX_FILE_BYTES};
use truceline_register::act::Act;
use truceline_register::agreement::bound::ZoneBound;
use truceline_register::agreement::{AgreementEntered, calendar};
use truceline_register::codec::cbor::Digest;
use truceline_register::ids::{ActorId, AgreementId, LogIndex};
use truceline_register::register::{Register, Standpoint};

/// The largest archived text read.
const MAX_TEXT_BYTES: u64 = 64 << 20;

/// Enter agreements as typed terms, bind zones to them, and see what is due
///
/// Terms stand as they were entered, with their sources. Whether they were kept is said by claims.
#[derive(Args, Clone, Debug)]
pub struct Agreement {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    Enter(Enter),
    /// List agreements
    List,
    Show(Show),
    Calendar(Calendar),
    Bind(Bind),
    /// Take back that a zone is bound, by the record that said it
    #[command(
        after_help = "Example:\n  truceline --data valley agreement unbind 41\nThe record is the one that `agreement show` names beside the zone."
    )]
    Unbind {
        /// The record
        record: LogIndex,
    },
}

/// Enter an agreement from a file (TOML or JSON), with the actors that it describes and nobody entered yet
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley agreement enter docs/examples/agreements/moscow-2020.toml\n  truceline --data valley agreement enter memorandum.toml --archive en=memorandum.pdf --archive ar=memorandum-ar.pdf\n  truceline --data valley agreement enter memorandum.toml --again \"Valley memorandum\"\nThe file's fields: docs/spec/agreements.md."
)]
struct Enter {
    /// The file
    file: PathBuf,
    /// A new version of this agreement that your party entered, by title or id
    #[arg(long, value_name = "AGREEMENT")]
    again: Option<String>,
    /// Another party's entry of the same agreement, by title or id, beside which it is to stand
    #[arg(long, value_name = "AGREEMENT", conflicts_with = "again")]
    beside: Option<String>,
    /// The text in a language, of which the SHA-256 is entered; the file stays with you
    #[arg(long, value_name = "LANGUAGE=FILE", value_parser = archived)]
    archive: Vec<(String, PathBuf)>,
}

/// Show an agreement with every clause, its areas and what is drawn of them
#[derive(Args, Clone, Debug)]
#[command(after_help = "Example:\n  truceline --data valley agreement show \"Valley memorandum\"")]
struct Show {
    /// The agreement, by title or id
    agreement: String,
    /// As it was known at this log index or time
    #[arg(long, value_name = "INDEX|TIME", value_parser = known_at)]
    known_at: Option<KnownAt>,
}

/// What is due, what is past, and what has no date and why
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley agreement calendar \"Valley memorandum\"\n  truceline --data valley agreement calendar \"Valley memorandum\" --at 2031-05-20T00:00:00Z --known-at 41\nPast says that the time is over, not that a term was kept or broken."
)]
struct Calendar {
    /// The agreement, by title or id
    agreement: String,
    /// At this time; without it now
    #[arg(long, value_name = "TIME", value_parser = flags::when_or_before)]
    at: Option<When>,
    /// As it was known at this log index or time
    #[arg(long, value_name = "INDEX|TIME", value_parser = known_at)]
    known_at: Option<KnownAt>,
}

/// Say which zone of the register an area or clauses are about
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley agreement bind \"Valley memorandum\" --area 1 --clause 2 --zone \"Kestrel Valley\""
)]
struct Bind {
    /// The agreement, by title or id
    agreement: String,
    /// The area, by its number
    #[arg(long, required_unless_present = "clause")]
    area: Option<u16>,
    /// A clause, by its number; may be given several times
    #[arg(long)]
    clause: Vec<u16>,
    /// The zone, by name or id
    #[arg(long)]
    zone: String,
}

fn archived(text: &str) -> Result<(String, PathBuf), String> {
    let (language, file) = text
        .split_once('=')
        .ok_or("write LANGUAGE=FILE, such as en=memorandum.pdf")?;
    Ok((language.to_owned(), file.into()))
}

/// From where one looks.
fn standpoint(
    register: &Register,
    known: Option<KnownAt>,
    now: truceline_register::time::Instant,
) -> Result<Standpoint, Problem> {
    Ok(Standpoint {
        known_at: known.map_or(Ok(register.size), |known| known.size(register))?,
        now,
    })
}

fn unknown() -> Problem {
    Problem::usage(
        "no such agreement was known then; `truceline agreement list` shows those that are",
    )
}

impl Agreement {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        match &self.what {
            What::Enter(enter) => enter.run(context),
            What::List => list(context),
            What::Show(show) => show.run(context),
            What::Calendar(calendar) => calendar.run(context),
            What::Bind(bind) => bind.run(context),
            What::Unbind { record } => {
                let mut speaker = Speaker::open(context)?;
                speaker.say(&[Speech::plain(Act::ZoneUnbound(*record))])
            }
        }
    }
}

fn list(context: &Context) -> Done {
    let reading = context.reading()?;
    let register = reading.register();
    let names = Names::of_register(register);
    let all = register.agreements.all(register.size);
    let views: Vec<AgreementLine> = all.map(|one| AgreementLine::of(one, &names)).collect();
    context.tell(&views, || match views.is_empty() {
        true => "no agreement is entered\n".to_owned(),
        false => views.iter().map(AgreementLine::text).collect(),
    })
}

impl Enter {
    fn run(&self, context: &Context) -> Done {
        let bytes = file::read(&self.file, MAX_FILE_BYTES as u64)?;
        let within = |problem: Problem| Problem {
            what: format!("{}: {}", self.file.display(), problem.what),
            ..problem
        };
        let read = AgreementFile::read(&bytes).map_err(|fault| within(fault.into()))?;
        let mut speaker = Speaker::open(context)?;
        let names = speaker.names();
        let again = self.again.as_deref().map(|text| names.find_agreement(text));
        let beside = self
            .beside
            .as_deref()
            .map(|text| names.find_agreement(text));
        let again = again.transpose()?;
        let id = match again {
            Some(id) => id,
            None => AgreementId::from_bytes(speaker.draw()?),
        };
        let register = speaker.register();
        let before = register.and_then(|register| register.agreements.get(id, register.size));
        let entry = Entry {
            id,
            next: before.map_or(1, |before| before.said.version.saturating_add(1)),
            beside: beside.transpose()?,
        };
        let mut new_id = |_: &str| speaker.draw().map(ActorId::from_bytes);
        let entered = agreement::of_file(&read, entry, &names, &mut new_id);
        let (mut speeches, mut said) = entered.map_err(within)?;
        self.archive(&mut said)?;
        speeches.pop();
        speeches.push(Speech::plain(Act::AgreementEntered(said)));
        speaker.say_at_once(&speeches)
    }

    /// Enters the digests of the texts that are named.
    fn archive(&self, said: &mut AgreementEntered) -> Result<(), Problem> {
        for (language, path) in &self.archive {
            let digest = Digest::of(&file::read(path, MAX_TEXT_BYTES)?);
            let mut texts = said.texts.iter_mut();
            let text = texts.find(|text| text.language == *language);
            let text = text.ok_or_else(|| {
                Problem::usage(format!("the file has no text in the language {language}"))
            })?;
            if text.archived.is_some_and(|known| known != digest) {
                return Err(Problem::usage(format!(
                    "{}: is another text than the one whose sha256 stands in the file",
                    path.display()
                )));
            }
            text.archived = Some(digest);
        }
        Ok(())
    }
}

impl Show {
    fn run(&self, context: &Context) -> Done {
        let reading = context.reading()?;
        let register = reading.register();
        let names = Names::of_register(register);
        let id = names.find_agreement(&self.agreement)?;
        let at = standpoint(register, self.known_at, reading.now())?;
        let version = register.agreements.get(id, at.known_at);
        let version = version.ok_or_else(unknown)?;
        context.show(&StandingAgreementView::of(version, register, at, &names))
    }
}

impl Calendar {
    fn run(&self, context: &Context) -> Done {
        let reading = context.reading()?;
        let register = reading.register();
        let names = Names::of_register(register);
        let id = names.find_agreement(&self.agreement)?;
        let now = reading.now();
        let now = self.at.map_or(now, |at| at.at(now));
        let at = standpoint(register, self.known_at, now)?;
        let (version, lines) = calendar::of(register, id, at).ok_or_else(unknown)?;
        let view = CalendarView::of(version, &lines, now, &names);
        context.tell(&view, || view.text())
    }
}

impl Bind {
    fn run(&self, context: &Context) -> Done {
        let mut speaker = Speaker::open(context)?;
        let names = speaker.names();
        let agreement = names.find_agreement(&self.agreement)?;
        let register = speaker.register();
        let version =
            register.and_then(|register| register.agreements.get(agreement, register.size));
        let body = ZoneBound {
            agreement,
            version: version.map_or(1, |version| version.said.version),
            area: self.area,
            clauses: self.clause.clone(),
            zone: names.find_zone(&self.zone)?,
        };
        speaker.say(&[Speech::plain(Act::ZoneBound(body))])
    }
}
