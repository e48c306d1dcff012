//! `bulletin`: what is published of a zone and a day, in every form, and whether its figures follow.

use super::context::Context;
use super::ladder;
use super::paper::Paper;
use super::reconcile::clock;
use super::speaker::Speaker;
use crate::catalogue::{Catalogue, Language};
use crate::exit::{Done, Exit, Problem};
use crate::file;
use crate::names::Names;
use crate::reading::Reading;
use crate::report::bulletin::bulletin;
use crate::session::card_of;
use crate::speech::Disclose;
use crate::wire::bulletin::checked::BulletinCheckView;
use crate::wire::bulletin::feed::{MAX_ENTRIES, atom};
use crate::wire::bulletin::page::html;
use crate::wire::bulletin::table::csv;
use crate::wire::bulletin::{BulletinContentView, BulletinView, Imprint};
use clap::{Args, Subcommand};
use std::path::Path;
use truceline_register::act::Act;
use truceline_register::bulletin::content::{Content, NoContent};
use truceline_register::bulletin::history::Bulletin as Known;
use truceline_register::bulletin::{BulletinPublished, Replaced};
use truceline_register::day::ClockOffset;
use truceline_register::ids::{BulletinId, LogIndex, PartyId, ReconciliationId};
use truceline_register::reconciliation::ReconciliationRef;
use truceline_register::register::Register;

/// Publish what both sides allege of a zone and a day, and read and check what was published
///
/// Every figure is made by a named rule from the reconciliation and the allegations. A bulletin is public and is never
/// changed or removed; a correction is a new version.
#[derive(Args, Clone, Debug)]
pub struct Bulletin {
    #[command(subcommand)]
    what: Command,
}

#[derive(Subcommand, Clone, Debug)]
enum Command {
    /// Show what would be published, and publish nothing
    #[command(
        after_help = "Example:\n  truceline --data valley --key valley/keys/centre.key bulletin draft rec_…"
    )]
    Draft {
        #[command(flatten)]
        basis: Basis,
        /// Whose reconciliation, by name or id; without it the key's
        #[arg(long = "as", value_name = "PARTY")]
        eyes: Option<String>,
    },
    /// Publish a bulletin, or a new version of one: everybody reads it, for ever
    ///
    /// Its proof shows everybody which key, desk and person signed, and how much that key has signed: publish with a
    /// key of its own.
    #[command(
        after_help = "Examples:\n  truceline --data valley --key valley/keys/centre.key bulletin publish rec_…\n  truceline --data valley --key valley/keys/centre.key bulletin publish rec_… --replaces bul_… --why \"two entries came late\""
    )]
    Publish {
        #[command(flatten)]
        basis: Basis,
        /// A new version of this one
        #[arg(long, value_name = "ID", value_parser = bulletin_id, requires = "why")]
        replaces: Option<BulletinId>,
        /// Why it is replaced; everybody reads it: no names of persons, no places
        #[arg(long, requires = "replaces")]
        why: Option<String>,
    },
    /// List the bulletins, each in its latest version
    List,
    /// Show a bulletin, or write it as a page, a PDF, a table, a feed entry or JSON
    #[command(
        after_help = "Examples:\n  truceline --data valley bulletin show bul_…\n  truceline --data valley --out day.html bulletin show bul_… --html\n  truceline --data valley --out day.pdf bulletin show bul_… --pdf --language ar\n  truceline --data valley --out day.csv bulletin show bul_… --csv"
    )]
    Show {
        /// The bulletin's id
        #[arg(value_parser = bulletin_id)]
        id: BulletinId,
        /// Whose, by name or id; without it the only one of this id
        #[arg(long, value_name = "PARTY")]
        of: Option<String>,
        /// Which version, counted from 1; without it the latest
        #[arg(long)]
        version: Option<usize>,
        #[command(flatten)]
        form: Form,
    },
    /// Write the feed of all bulletins, or of one zone's: Atom
    #[command(
        after_help = "Example:\n  truceline --data valley --out bulletins.atom bulletin feed"
    )]
    Feed {
        /// Of this zone only, by name or id
        #[arg(long)]
        zone: Option<String>,
    },
    /// Make the figures of a bulletin anew from the log, as far as you may see, and compare every version
    #[command(
        after_help = "Example:\n  truceline --server https://… --key south.key bulletin check bul_…\nExit 5 where a figure does not follow. The publisher and the centre make all figures anew, a party compares its own list."
    )]
    Check {
        /// The bulletin's id
        #[arg(value_parser = bulletin_id)]
        id: BulletinId,
        /// Whose, by name or id; without it the only one of this id
        #[arg(long, value_name = "PARTY")]
        of: Option<String>,
    },
}

#[derive(Args, Clone, Debug)]
struct Basis {
    /// The reconciliation that it rests on: of one day, from midnight to midnight
    #[arg(value_parser = reconciliation_id)]
    reconciliation: ReconciliationId,
    /// By a clock so far ahead of UTC, such as +02:00
    #[arg(long, value_parser = clock, default_value = "+00:00", allow_hyphen_values = true)]
    clock: ClockOffset,
    /// As things stood after so many records; without it now
    #[arg(long, value_name = "SIZE")]
    as_of: Option<LogIndex>,
}

#[derive(Args, Clone, Debug)]
struct Form {
    /// As a page
    #[arg(long, conflicts_with_all = ["csv", "atom", "pdf"])]
    html: bool,
    /// As a table with HXL tags
    #[arg(long, conflicts_with_all = ["atom", "pdf"])]
    csv: bool,
    /// As a feed with this one entry
    #[arg(long, conflicts_with = "pdf")]
    atom: bool,
    #[command(flatten)]
    paper: Paper,
    /// The language of the PDF: ar, en, fr, ru, tr, uk
    #[arg(long, default_value = "en", value_parser = Language::parse, requires = "pdf")]
    language: Language,
}

fn reconciliation_id(text: &str) -> Result<ReconciliationId, String> {
    ReconciliationId::parse(text).map_err(|error| error.to_string())
}

fn bulletin_id(text: &str) -> Result<BulletinId, String> {
    BulletinId::parse(text).map_err(|error| error.to_string())
}

impl Basis {
    /// What is to be published.
    fn content(&self, register: &Register, party: PartyId) -> Result<Content, Problem> {
        let about = ReconciliationRef {
            party,
            id: self.reconciliation,
        };
        let as_of = self.as_of.unwrap_or(register.size);
        let made = Content::draft(register, about, self.clock, as_of);
        made.map_err(|error| match error {
            NoContent::Unknown => Problem::usage(format!(
                "that party has no reconciliation {}; `reconcile list` shows those that it has",
                self.reconciliation
            )),
            error => Problem::usage(error.to_string()),
        })
    }
}

/// What every form is made with, of a folder or of what a server told.
fn imprint(reading: &Reading) -> Result<Imprint, Problem> {
    let card = card_of(reading.register())?;
    let checkpoint = match reading {
        Reading::Folder(opened) => Some(opened.checkpoint()),
        Reading::Server(_) => None,
    };
    let identity = (card.origin.as_str(), card.theatre.as_str(), card.exercise);
    let genesis = card.genesis.0;
    Ok(Imprint::of(
        identity,
        genesis,
        reading.register(),
        checkpoint,
    ))
}

fn find<'a>(
    register: &'a Register,
    names: &Names,
    id: BulletinId,
    of: Option<&str>,
) -> Result<&'a Known, Problem> {
    let of = of.map(|name| names.find_party(name)).transpose()?;
    let all = register.bulletins.all();
    let known: Vec<&Known> = all
        .filter(|known| known.about.id == id && of.is_none_or(|of| known.about.party == of))
        .collect();
    match known.as_slice() {
        [one] => Ok(one),
        [] => Err(Problem::usage(format!(
            "there is no bulletin {id}; `bulletin list` shows them"
        ))),
        _ => Err(Problem::usage(format!(
            "several parties have a bulletin {id}; say whose: --of PARTY"
        ))),
    }
}

/// Writes a form to the file named, or gives it.
fn write(context: &Context, text: &str) -> Done {
    match &context.out {
        None => context.give(text),
        Some(path) => {
            file::write_public(path, text.as_bytes())?;
            written(context, path)
        }
    }
}

fn written(context: &Context, path: &Path) -> Done {
    let view = serde_json::json!({ "written": path });
    context.tell(&view, || format!("{}\n", path.display()))
}

impl Bulletin {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        match &self.what {
            Command::Draft { basis, eyes } => {
                let reading = context.reading()?;
                let register = reading.register();
                let names = Names::of_register(register);
                let party = ladder::party(context, eyes.as_deref(), &names)?;
                let view = BulletinContentView::of(&basis.content(register, party)?);
                context.tell(&view, || format!("DRAFT, NOT PUBLISHED\n{}", view.text()))
            }
            Command::Publish {
                basis,
                replaces,
                why,
            } => publish(context, basis, *replaces, why.as_deref()),
            Command::List => list(context),
            Command::Show {
                id,
                of,
                version,
                form,
            } => show(context, (*id, of.as_deref()), *version, form),
            Command::Feed { zone } => feed(context, zone.as_deref()),
            Command::Check { id, of } => check(context, *id, of.as_deref()),
        }
    }
}

fn publish(
    context: &Context,
    basis: &Basis,
    replaces: Option<BulletinId>,
    why: Option<&str>,
) -> Done {
    let mut speaker = Speaker::open(context)?;
    let (party, register) = (speaker.party(), speaker.register());
    let register = register.ok_or_else(|| {
        Problem::usage("the figures are made from the log: give --data FOLDER or --server URL")
    })?;
    let content = basis.content(register, party)?;
    let voice = speaker.voice();
    let signed = register
        .bulletins
        .signed_with(voice.key_id(), register.size);
    if signed < voice.chain().next {
        eprintln!(
            "truceline: warning: this key signs other things, too. The proof that a bulletin is in the log shows everybody the key, its desk and person, and how much it has signed: sign bulletins at a desk and with a key of their own"
        );
    }
    let replaced = match replaces {
        None => None,
        Some(id) => {
            let names = Names::of_register(register);
            let own = party.to_string();
            let known = find(register, &names, id, Some(&own))?;
            let latest = known.latest(register.size);
            let record = latest.map_or(0, |version| version.record);
            let why = why.unwrap_or_default().to_owned();
            Some((id, Replaced { record, why }))
        }
    };
    let (id, replaces) = match replaced {
        Some((id, replaced)) => (id, Some(replaced)),
        None => (BulletinId::from_bytes(speaker.draw()?), None),
    };
    let sealer = speaker.sealer(Disclose::Exact);
    let speech = sealer.speech(Act::BulletinPublished(BulletinPublished {
        id,
        content,
        replaces,
    }));
    speaker.say(&[speech])
}

fn list(context: &Context) -> Done {
    let reading = context.reading()?;
    let register = reading.register();
    let (names, imprint) = (Names::of_register(register), imprint(&reading)?);
    let latest = register.bulletins.by_latest().rev();
    let views: Vec<BulletinView> = latest
        .filter_map(|known| BulletinView::of(known, None, &imprint, (register, &names)))
        .collect();
    context.tell(&views, || match views.is_empty() {
        true => "no bulletin is published\n".to_owned(),
        false => views.iter().map(BulletinView::line).collect(),
    })
}

fn show(
    context: &Context,
    (id, of): (BulletinId, Option<&str>),
    version: Option<usize>,
    form: &Form,
) -> Done {
    let printed = form.paper.file(context)?;
    let reading = context.reading()?;
    let register = reading.register();
    let (names, imprint) = (Names::of_register(register), imprint(&reading)?);
    let known = find(register, &names, id, of)?;
    let view = BulletinView::of(known, version, &imprint, (register, &names));
    let view = view.ok_or_else(|| Problem::usage("it has no such version; the first is 1"))?;
    if let Some(path) = printed {
        let catalogue = Catalogue::of(form.language)?;
        let mut report = bulletin(&view, &catalogue)?;
        if context.against.get().is_some() {
            report.marks.push(catalogue.say("report-evidence", &[])?);
        }
        file::write_public(path, &form.paper.print(&report)?)?;
        return written(context, path);
    }
    match (form.html, form.csv, form.atom, &context.out) {
        (true, ..) => write(context, &html(&view)),
        (_, true, ..) => write(context, &csv(&view)),
        (_, _, true, _) => write(context, &atom(&imprint, None, &[view])),
        (false, false, false, Some(_)) => write(context, &crate::render::json(&view)),
        (false, false, false, None) => context.tell(&view, || view.text()),
    }
}

fn feed(context: &Context, zone: Option<&str>) -> Done {
    let reading = context.reading()?;
    let register = reading.register();
    let (names, imprint) = (Names::of_register(register), imprint(&reading)?);
    let zone = zone.map(|zone| names.find_zone(zone)).transpose()?;
    let latest = register.bulletins.by_latest().rev();
    let of_zone =
        latest.filter(|known| zone.is_none_or(|zone| known.day().is_some_and(|day| day.0 == zone)));
    let views: Vec<BulletinView> = of_zone
        .take(MAX_ENTRIES)
        .filter_map(|known| BulletinView::of(known, None, &imprint, (register, &names)))
        .collect();
    let named = zone.map(|zone| (zone.to_string(), names.zone(zone)));
    let named = named.as_ref().map(|(id, zone)| (id.as_str(), zone.short()));
    write(context, &atom(&imprint, named, &views))
}

fn check(context: &Context, id: BulletinId, of: Option<&str>) -> Done {
    let reading = context.reading()?;
    let register = reading.register();
    let names = Names::of_register(register);
    let known = find(register, &names, id, of)?;
    let view = BulletinCheckView::of(known, register, reading.only_of());
    context.tell(&view, || view.text())?;
    Ok(match view.holds {
        true => Exit::Done,
        false => Exit::VerificationFailed,
    })
}
