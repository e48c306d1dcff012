//! `import`: rows of people's files, each a statement.
//!
//! Whole file or nothing; with --accept-good the sound rows, and the faults go on record. Ids follow
//! from party and reference, so that the same file again repeats what is recorded and adds nothing.

use super::context::Context;
use super::flags::{self, MAX_TABLE_BYTES, ShareFlag, read_gazetteer};
use super::imported::{FaultView, ImportView, table_of};
use super::lookout::{self, Lookout};
use super::speaker::{Speaker, tell_submitted};
use crate::exit::{Done, Exit, Problem};
use crate::file;
use crate::speech::{Disclose, Speech};
use clap::{Args, ValueEnum};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use truceline_formats::fault::{Code, Fault};
use truceline_formats::gazetteer::Gazetteer;
use truceline_formats::geojson;
use truceline_formats::import::{Import as Read, Settings};
use truceline_formats::movements::{self, MovementDraft};
use truceline_formats::sites::{self, SiteDraft};
use truceline_formats::table;
use truceline_formats::template::write::{csv, xlsx};
use truceline_formats::template::{self, Template};
use truceline_register::act::Act;
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::disclosure::Label;
use truceline_register::ids::ActId;
use truceline_register::relay::{Relay, RelayedAct};
use truceline_register::vocabulary::Means;

/// Most faults written on record and shown as text; the rest is counted.
pub const MAX_FAULTS_SHOWN: usize = 1_000;

/// Notify many sites or movements from a spreadsheet or GeoJSON, or write an empty template
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline import --template sites.xlsx\n  truceline --data valley --key relief.key import sites.xlsx --gazetteer places.csv --dry-run\n  truceline --data valley --key relief.key import sites.xlsx --gazetteer places.csv --share North=exact"
)]
pub struct Import {
    /// The file: XLSX or CSV made from the template, or GeoJSON with --kind
    #[arg(required_unless_present = "template")]
    file: Option<PathBuf>,
    /// Write an empty template: sites.xlsx, sites.csv, movements.xlsx or movements.csv
    #[arg(long, value_name = "FILE", conflicts_with = "file")]
    template: Option<PathBuf>,
    /// What a GeoJSON file holds
    #[arg(long, value_enum)]
    kind: Option<Kind>,
    /// Submit the sound rows; the faults go on record
    #[arg(long)]
    accept_good: bool,
    /// A gazetteer for place names
    #[arg(long, value_name = "FILE")]
    gazetteer: Option<PathBuf>,
    /// Read and tell the faults, submit nothing
    #[arg(long)]
    dry_run: bool,
    /// Who may be told, and how exactly at most: PARTY=exact, cell or existence; a row may say coarser
    #[arg(long, value_name = "PARTY=RESOLUTION", value_parser = flags::share)]
    share: Vec<ShareFlag>,
    /// How finely the register itself is told
    #[arg(long, value_enum, default_value = "exact")]
    disclose: Disclose,
    /// Take places wherever they are, far from every zone of the register too
    #[arg(long)]
    anywhere: bool,
    /// The zone that all of it lies in, by name or id
    #[arg(long)]
    zone: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Sites
    Sites,
    /// Movements
    Movements,
}

/// Rows as read.
#[allow(missing_docs)]
pub enum Drafts {
    Sites(Read<SiteDraft>),
    Movements(Read<MovementDraft>),
}

impl Import {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        if let Some(path) = &self.template {
            return write_template(context, path);
        }
        let path = self
            .file
            .as_deref()
            .ok_or_else(|| Problem::usage("name the file"))?;
        let bytes = file::read(path, MAX_TABLE_BYTES)?;
        let gazetteer = self.gazetteer.as_deref().map(read_gazetteer).transpose()?;
        let ahead = Lookout::of(context, self.anywhere)?;
        let mut drafts = self.read(path, &bytes, gazetteer.as_ref(), &ahead)?;
        ahead.look_over(&mut drafts);
        if drafts.rows() == 0 && drafts.faults().is_empty() {
            return Err(Problem::usage(format!(
                "{}: nothing to import; write one row for each site or leg below the header",
                path.display()
            )));
        }
        if self.dry_run {
            let view = ImportView::of(
                drafts.rows(),
                drafts.good(),
                drafts.faults(),
                drafts.warnings(),
            )
            .with_read_back(lookout::read_back(&drafts));
            let exit = if drafts.faults().is_empty() {
                Exit::Done
            } else {
                Exit::Refused
            };
            context.tell(&view, || view.text())?;
            return Ok(exit);
        }
        if !drafts.faults().is_empty() && !self.accept_good {
            let view = ImportView::of(drafts.rows(), 0, drafts.faults(), drafts.warnings());
            context.tell(&view, || view.text())?;
            return Err(Problem::new(
                Exit::Refused,
                "import-faults",
                format!(
                    "faults: {}; nothing was recorded; mend them, or record the sound rows with --accept-good",
                    drafts.faults().len()
                ),
            ));
        }
        self.submit(context, &bytes, &drafts)
    }

    fn read(
        &self,
        path: &Path,
        bytes: &[u8],
        gazetteer: Option<&Gazetteer>,
        ahead: &Lookout,
    ) -> Result<Drafts, Problem> {
        let settings = Settings {
            gazetteer,
            expected: ahead.expected,
            outer: ahead.outer,
            ..Settings::default()
        };
        let is_geojson = path
            .extension()
            .is_some_and(|ending| ending == "geojson" || ending == "json");
        match (is_geojson, self.kind) {
            (true, Some(Kind::Sites)) => {
                return Ok(Drafts::Sites(geojson::import_sites(bytes, &settings)));
            }
            (true, Some(Kind::Movements)) => {
                return Ok(Drafts::Movements(geojson::import_movements(
                    bytes, &settings,
                )));
            }
            (true, None) => {
                return Err(Problem::usage(
                    "say what the GeoJSON file holds: --kind sites or --kind movements",
                ));
            }
            (false, _) => {}
        }
        let template = table::read(bytes).and_then(|book| template::of_book(&book));
        Ok(match template {
            Ok(Template::Sites) => Drafts::Sites(sites::import(bytes, &settings)),
            Ok(Template::Movements) => Drafts::Movements(movements::import(bytes, &settings)),
            Err(fault) => Drafts::Sites(Read::failed(vec![fault])),
        })
    }

    fn submit(&self, context: &Context, bytes: &[u8], drafts: &Drafts) -> Done {
        let mut speaker = Speaker::open(context)?;
        let names = speaker.names();
        let zone = self
            .zone
            .as_deref()
            .map(|zone| names.find_zone(zone))
            .transpose()?;
        self.disclose.check(zone)?;
        let scribe = super::imported::Scribe {
            shares: flags::shares(&self.share, &names)?,
            zone,
            disclose: self.disclose,
            party: speaker.party(),
            forces: super::imported::usual_forces(&speaker),
        };
        let mut taken = match drafts {
            Drafts::Sites(read) => scribe.take(&read.drafts, &mut speaker)?,
            Drafts::Movements(read) => scribe.take(&read.drafts, &mut speaker)?,
        };
        let mut faults = drafts.faults().to_vec();
        faults.append(&mut taken.faults);
        if !taken.repeated.is_empty() && !context.json {
            eprintln!(
                "{} rows are recorded already and were passed over",
                taken.repeated.len()
            );
        }
        if !faults.is_empty() && !self.accept_good {
            let view = ImportView::of(drafts.rows(), 0, &faults, drafts.warnings());
            context.tell(&view, || view.text())?;
            return Err(Problem::new(
                Exit::Refused,
                "import-faults",
                "rows contradict what is recorded; nothing was recorded",
            ));
        }
        if !faults.is_empty() {
            taken
                .speeches
                .extend(faults_on_record(bytes, &faults, &mut speaker)?);
        }
        if context.out.is_some() {
            return speaker.say(&taken.speeches);
        }
        let submitted = speaker.submit(&taken.speeches)?;
        let view = ImportView::of(drafts.rows(), taken.good, &faults, drafts.warnings()).with(
            submitted.admitted.len(),
            taken.repeated.len(),
            submitted.refused.len(),
        );
        let view = view.with_flags(lookout::flags(&taken.rows, &submitted));
        context.tell(&view, || view.text())?;
        if submitted.refused.is_empty() {
            return Ok(Exit::Done);
        }
        let refused = crate::wire::receipt::SubmittedView {
            admitted: Vec::new(),
            ..submitted
        };
        tell_submitted(context, refused, Vec::new())
    }
}

impl Drafts {
    fn faults(&self) -> &[Fault] {
        match self {
            Self::Sites(read) => &read.faults,
            Self::Movements(read) => &read.faults,
        }
    }

    fn warnings(&self) -> &[Fault] {
        match self {
            Self::Sites(read) => &read.warnings,
            Self::Movements(read) => &read.warnings,
        }
    }

    const fn rows(&self) -> u32 {
        match self {
            Self::Sites(read) => read.rows,
            Self::Movements(read) => read.rows,
        }
    }

    fn good(&self) -> usize {
        match self {
            Self::Sites(read) => read.drafts.len(),
            Self::Movements(read) => read.drafts.len(),
        }
    }
}

/// The faults of a file as the importing party's own words, so that everybody can later see which
/// rows never became statements. The same file again is the same record.
pub(super) fn faults_on_record(
    bytes: &[u8],
    faults: &[Fault],
    speaker: &mut Speaker<'_>,
) -> Result<Option<Speech>, Problem> {
    let Some(register) = speaker.register() else {
        return Err(Problem::usage(
            "faults on record need the register: give --data FOLDER",
        ));
    };
    let (centre, party, now) = (register.authority.centre(), speaker.party(), speaker.now());
    let Digest(digest) =
        Digest::of(&[b"truceline import faults".as_slice(), &Digest::of(bytes).0].concat());
    let act_id = ActId::from_bytes(first_half(&digest));
    if register.acts.contains_key(&(party, act_id)) {
        return Ok(None);
    }
    let listed = faults.iter().take(MAX_FAULTS_SHOWN);
    let lines: Vec<String> = listed
        .map(|fault| format!("{}: {}", fault.location, fault.code.as_str()))
        .collect();
    let words = format!(
        "import of a file with SHA-256 {}: {} faults, their rows are not recorded\n{}",
        Digest::of(bytes),
        faults.len(),
        lines.join("\n")
    );
    let mut sealer = speaker.sealer(Disclose::Exact);
    let words = sealer.seal(Label::Text, &words)?;
    let mut speech = sealer.speech(Act::Relayed(Relay {
        speaker: party,
        heard_by: centre,
        means: Means::Mail,
        heard_at: now,
        read_back: false,
        persons: None,
        what: RelayedAct::Words(words),
    }));
    speech.act_id = Some(act_id);
    Ok(Some(speech))
}

/// The first half of a digest: an id.
#[must_use]
pub fn first_half(digest: &[u8; 32]) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&digest[..16]);
    half
}

fn write_template(context: &Context, path: &Path) -> Done {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let template = if name.contains("movement") {
        Template::Movements
    } else if name.contains("site") {
        Template::Sites
    } else {
        return Err(Problem::usage(
            "name the template sites.xlsx, sites.csv, movements.xlsx or movements.csv",
        ));
    };
    let bytes = if name.ends_with(".csv") {
        csv(template, &[])
    } else {
        xlsx(template, &BTreeMap::new()).map_err(|error| Problem::unavailable(error.to_string()))?
    };
    file::write_public(path, &bytes)?;
    context.tell(&serde_json::json!({ "template": path }), || {
        format!("template: {}\n", path.display())
    })
}

/// A fault of the program's own, where a row contradicts what is recorded.
#[must_use]
pub fn contradiction(
    location: &truceline_formats::fault::Location,
    what: &str,
    todo: &str,
) -> Fault {
    Fault::new(location.clone(), Code::ReferenceDuplicate, what, todo)
}

/// A table of faults as text.
#[must_use]
pub fn faults_text(faults: &[FaultView]) -> String {
    table_of(faults)
}
