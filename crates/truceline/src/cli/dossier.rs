//! `incident dossier`: all that stands about an incident, in one report in a language, as text or as a PDF.

use super::claim::rule;
use super::context::Context;
use super::incident::{find, incident_id};
use super::paper::Paper;
use crate::catalogue::{Catalogue, Language, Wordless};
use crate::exit::{Done, Exit, Problem};
use crate::names::Names;
use crate::notation::known_at::{self, KnownAt};
use crate::reading::Reading;
use crate::report::dossier::dossier;
use crate::session::card_of;
use crate::wire::dossier::{DossierView, LogView, Scope};
use crate::wire::time;
use clap::Args;
use truceline_log::checkpoint::SignedCheckpoint;
use truceline_register::claim::words::Rule;
use truceline_register::ids::IncidentId;
use truceline_register::register::Standpoint;

/// Put together all that stands about an incident, in the words of a language; with --out into a file, with --pdf printed
///
/// Versions, the state attached, what parties were asked and answered, claims side by side, how the numbers changed,
/// what is left out and how to verify it. Coordinates and names of victims are never in it, with --json neither: that
/// gives the same report, block by block.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley incident dossier inc_…\n  truceline --data valley --out dossier.txt incident dossier inc_… --language ar\n  truceline --data valley --out dossier.pdf incident dossier inc_… --language ar --pdf\n  truceline --data valley incident dossier inc_… --as East --rule lowest --rule highest"
)]
pub struct Dossier {
    /// Which
    #[arg(value_parser = incident_id)]
    incident: IncidentId,
    /// In which language: ar, en, fr, ru, tr, uk
    #[arg(long, default_value = "en", value_parser = Language::parse)]
    language: Language,
    /// Draw figures by this rule: lowest, highest, latest-of-each-claimant; several times; without it by each of them
    #[arg(long = "rule", value_parser = rule)]
    rules: Vec<Rule>,
    /// Through whose eyes, by name or id; without it all that the folder holds, or of a server what the key may see
    #[arg(long = "as", value_name = "PARTY")]
    eyes: Option<String>,
    /// As it stood after so many records, or at a time; without it now
    #[arg(long, value_name = "INDEX|TIME", value_parser = known_at::known_at)]
    known_at: Option<KnownAt>,
    #[command(flatten)]
    paper: Paper,
}

impl From<Wordless> for Problem {
    fn from(wordless: Wordless) -> Self {
        Self::new(Exit::Unavailable, "wordless", wordless.to_string())
    }
}

/// The log as it stood, with the signed checkpoint of now.
fn log(reading: &Reading, at: Standpoint) -> Result<LogView, Problem> {
    let signed = match reading {
        Reading::Folder(opened) => opened.checkpoint().clone(),
        Reading::Server(replica) => SignedCheckpoint::parse(replica.checkpoint()?.as_bytes())
            .map_err(|error| Problem::unavailable(format!("the server's checkpoint: {error}")))?,
    };
    let checkpoint = signed.checkpoint();
    Ok(LogView {
        origin: checkpoint.origin.as_str().to_owned(),
        exercise: card_of(reading.register())?.exercise,
        size: at.known_at,
        logged: checkpoint.size,
        at: time(at.now),
        root: checkpoint.root.to_string(),
        checkpoint: signed.to_string(),
    })
}

impl Dossier {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let printed = self.paper.file(context)?;
        let reading = context.reading()?;
        let register = reading.register();
        let names = Names::of_register(register);
        let eyes = super::claim::eyes(context, self.eyes.as_deref(), &names)?;
        let opened = find(register, self.incident, eyes)?;
        let rules = match self.rules.as_slice() {
            [] => Rule::ALL,
            named => named,
        };
        let at = match self.known_at {
            None => register.standpoint(reading.now()),
            Some(known) => Standpoint {
                known_at: known.size(register)?,
                now: known.judged_at(register, reading.now()),
            },
        };
        let scope = Scope {
            eyes: eyes.or_else(|| reading.only_of()),
            rules,
            with_state: matches!(reading, Reading::Folder(_)),
            at,
        };
        let view = DossierView::of(opened, register, scope, log(&reading, at)?, &names)
            .ok_or_else(|| {
                Problem::usage(
                    "there was no such incident here by then; correct the id, or the time",
                )
            })?;
        let catalogue = Catalogue::of(self.language)?;
        let mut report = dossier(&view, &catalogue)?;
        if context.against.get().is_some() {
            report.marks.push(catalogue.say("report-evidence", &[])?);
        }
        match &context.out {
            None => context.tell(&report, || report.text()),
            Some(path) => {
                let bytes = match printed {
                    Some(_) => self.paper.print(&report)?,
                    None => report.text().into_bytes(),
                };
                crate::file::write_new(path, &bytes)?;
                let mut written = std::collections::BTreeMap::new();
                written.insert("dossier", path.clone());
                context.tell(&written, || format!("dossier: {}\n", path.display()))
            }
        }
    }
}
