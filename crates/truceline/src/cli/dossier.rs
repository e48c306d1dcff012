//! `incident dossier`: all that stands about an incident, in one report in a language.

use super::claim::rule;
use super::context::Context;
use super::incident::{find, incident_id};
use crate::catalogue::{Catalogue, Language, Wordless};
use crate::exit::{Done, Exit, Problem};
use crate::names::Names;
use crate::reading::Reading;
use crate::report::dossier::dossier;
use crate::wire::dossier::{DossierView, LogView, Scope};
use crate::wire::time;
use clap::Args;
use truceline_log::checkpoint::SignedCheckpoint;
use truceline_register::claim::words::Rule;
use truceline_register::ids::IncidentId;

/// Put together all that stands about an incident, in the words of a language; with --out into a file
///
/// Versions, the state attached, what parties were asked and answered, claims side by side, how the numbers changed,
/// what is left out and how to verify it. Coordinates and names of victims are never in it, with --json neither: that
/// gives the same report, block by block.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley incident dossier inc_…\n  truceline --data valley --out dossier.txt incident dossier inc_… --language ar\n  truceline --data valley incident dossier inc_… --as East --rule lowest --rule highest"
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
}

impl From<Wordless> for Problem {
    fn from(wordless: Wordless) -> Self {
        Self::new(Exit::Unavailable, "wordless", wordless.to_string())
    }
}

/// The log as it stands now, with its signed checkpoint.
fn log(reading: &Reading) -> Result<LogView, Problem> {
    let signed = match reading {
        Reading::Folder(opened) => opened.checkpoint().clone(),
        Reading::Server(replica) => SignedCheckpoint::parse(replica.checkpoint()?.as_bytes())
            .map_err(|error| Problem::unavailable(format!("the server's checkpoint: {error}")))?,
    };
    let checkpoint = signed.checkpoint();
    Ok(LogView {
        origin: checkpoint.origin.as_str().to_owned(),
        size: reading.register().size,
        at: time(reading.now()),
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
        let reading = context.reading()?;
        let register = reading.register();
        let names = Names::of_register(register);
        let eyes = super::claim::eyes(context, self.eyes.as_deref(), &names)?;
        let opened = find(register, self.incident, eyes)?;
        let rules = match self.rules.as_slice() {
            [] => Rule::ALL,
            named => named,
        };
        let scope = Scope {
            eyes: eyes.or_else(|| reading.only_of()),
            rules,
            with_state: matches!(reading, Reading::Folder(_)),
            at: register.standpoint(reading.now()),
        };
        let view = DossierView::of(opened, register, scope, log(&reading)?, &names)
            .ok_or_else(|| Problem::usage("there is no such incident here; correct the id"))?;
        let report = dossier(&view, &Catalogue::of(self.language)?)?;
        match &context.out {
            None => context.tell(&report, || report.text()),
            Some(path) => {
                crate::file::write_new(path, report.text().as_bytes())?;
                let mut written = std::collections::BTreeMap::new();
                written.insert("dossier", path.clone());
                context.tell(&written, || format!("dossier: {}\n", path.display()))
            }
        }
    }
}
