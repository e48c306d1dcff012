//! `claim import` and `claim export`: tables of events of others, each row the claims that it makes, and the
//! rows again as they were given.
//!
//! The claimant is the data set, the source the file by its hash; whom a row cites stands beside it. A claim of
//! a row is known again by file, row and part, within the party that enters it: the same file again adds
//! nothing. Not here: what a row claims (the formats'). Decision 47.

mod export;

pub use export::TableOut;

use super::claim::about;
use super::context::{Context, Progress};
use super::flags::MAX_TABLE_BYTES;
use super::import::{faults_on_record, first_half};
use super::imported::{FaultView, summed_up, table_of};
use super::speaker::Speaker;
use crate::exit::{Done, Exit, Problem};
use crate::file;
use crate::notation::told;
use crate::speech::claim::{ClaimWords, sorted};
use crate::speech::{Disclose, Speech};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant as Stopwatch;
use truceline_engine::clock::{Clock as _, SystemClock};
use truceline_engine::writer::Answer;
use truceline_engine::writer::queue::MAX_BATCH;
use truceline_formats::events::claims::{Part, RowClaim};
use truceline_formats::events::given::GivenRow;
use truceline_formats::events::read::read;
use truceline_formats::events::{EventRow, Events, Scheme};
use truceline_formats::fault::{Code, Fault, Location};
use truceline_register::act::Act;
use truceline_register::claim::proposition::{
    MAX_NAME_BYTES, MAX_TEXT_BYTES, Proposition, Provenance, Source, Stated,
};
use truceline_register::claim::words::{Channel, Polarity};
use truceline_register::claim::{About, Claimant};
use truceline_register::codec::cbor::{self, Digest};
use truceline_register::ids::{ActId, ClaimId, PartyId};
use truceline_register::time::Instant;

/// How faults name a table of one sheet, as the reading of it does.
const SHEET: &str = "events";
/// Most statements written as files: their names have five digits.
const MAX_WRITTEN: usize = 99_999;

/// Whose columns a table has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Table {
    /// UCDP Georeferenced Event Dataset
    Ucdp,
    /// ACLED, and tables with its columns
    Acled,
}

impl Table {
    const fn scheme(self) -> Scheme {
        match self {
            Self::Ucdp => Scheme::Ucdp,
            Self::Acled => Scheme::Acled,
        }
    }
}

/// Enter a table of events as claims: each row becomes what it claims, by the data set's word
///
/// What happened, where with the precision that the row states, when, who stood on the sides, and how many were killed,
/// low to high. The row as it was given is kept, and `claim export` writes the table again. The same file again adds
/// nothing. Every fault is listed with its row and column, and then nothing is entered.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley claim import events.csv --table ucdp --check\n  truceline --data valley claim import events.csv --table ucdp --claimant \"UCDP GED 19.1\" --source \"https://ucdp.uu.se\"\n  truceline --server https://… --key north.key claim import events.csv --table acled --about inc_… --only KES101"
)]
pub struct TableIn {
    /// CSV, or a workbook whose first sheet it is
    file: PathBuf,
    /// Whose columns it has
    #[arg(long, value_enum)]
    table: Table,
    /// Whose word it is; without it the name of the data set
    #[arg(long, value_name = "NAME")]
    claimant: Option<String>,
    /// Where the table was found; without it the file's name
    #[arg(long, value_name = "ADDRESS")]
    source: Option<String>,
    /// When it was published: a day, or a time with its offset; without it not known
    #[arg(long, value_name = "TIME")]
    stated: Option<String>,
    /// About what its claims are: inc_…, acr_…, agr_…#CLAUSE, ntf_… or site:ntf_… (with --of)
    #[arg(long, value_name = "ID")]
    about: Option<String>,
    /// Whose notification or site, by name or id; without it your own party's
    #[arg(long, value_name = "PARTY")]
    of: Option<String>,
    /// Who may read them, by name or id, several times; without it whoever may read what they are about
    #[arg(long = "reader", value_name = "PARTY")]
    readers: Vec<String>,
    /// Only the row with this identifier; several times
    #[arg(long, value_name = "ID")]
    only: Vec<String>,
    /// Read and tell the faults, enter nothing
    #[arg(long)]
    check: bool,
    /// Enter the sound rows; the faults go on record
    #[arg(long)]
    accept_good: bool,
}

/// What came of an import.
#[derive(Clone, Debug, Serialize)]
struct TableView {
    table: &'static str,
    sha256: String,
    rows: u32,
    good: usize,
    claims: usize,
    recorded: usize,
    repeated: usize,
    rows_recorded: usize,
    rows_repeated: usize,
    refused: usize,
    faults: Vec<FaultView>,
    warnings: Vec<FaultView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rows_per_second: Option<f64>,
}

impl TableIn {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let bytes = file::read(&self.file, MAX_TABLE_BYTES)?;
        let events = self.events(&bytes)?;
        let chosen = self.chosen(&events)?;
        let now = SystemClock::default().read().wall;
        let (rows, beyond) = sound(&events, &chosen, now);
        // Of a few rows that are named, the others are not asked about.
        let mut faults = match self.only.is_empty() {
            true => events.rows.faults.clone(),
            false => Vec::new(),
        };
        faults.extend(beyond);
        let mut view = TableView::of(&events, &bytes, &rows, &faults);
        if self.check {
            context.tell(&view, || view.text())?;
            return Ok(match faults.is_empty() {
                true => Exit::Done,
                false => Exit::Refused,
            });
        }
        if !faults.is_empty() && !self.accept_good {
            context.tell(&view, || view.text())?;
            return Err(Problem::new(
                Exit::Refused,
                "import-faults",
                format!(
                    "faults: {}; nothing was recorded; mend them, or enter the sound rows with --accept-good",
                    faults.len()
                ),
            ));
        }
        let mut speaker = Speaker::open(context)?;
        let entering = Entering::of(self, &bytes, &events, &speaker)?;
        let on_record = match faults.is_empty() {
            true => None,
            false => faults_on_record(&bytes, &faults, &mut speaker)?,
        };
        if context.out.is_some() {
            let mut speeches = Vec::new();
            for (row, _) in &rows {
                speeches.extend(entering.speeches(row, &mut speaker)?.said);
            }
            speeches.extend(on_record);
            if speeches.len() > MAX_WRITTEN {
                return Err(Problem::usage(format!(
                    "the table makes {} statements, and at most {MAX_WRITTEN} are signed into files; name rows with --only, or record it with --data or --server",
                    speeches.len()
                )));
            }
            return speaker.say(&speeches);
        }
        let refused = entering.enter(context, &rows, on_record, &mut speaker, &mut view)?;
        context.tell(&view, || view.text())?;
        refused.map_or(Ok(Exit::Done), Err)
    }

    fn events(&self, bytes: &[u8]) -> Result<Events, Problem> {
        let events = read(bytes).map_err(|faults| {
            let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
            let path = self.file.display();
            Problem::new(
                Exit::Refused,
                "import-faults",
                format!("{path}: {}", lines.join("\n")),
            )
        })?;
        let wanted = self.table.scheme();
        if events.scheme != wanted {
            return Err(Problem::usage(format!(
                "{}: has the columns of {}; name them with --table {}",
                self.file.display(),
                events.scheme.as_str(),
                events.scheme.word()
            )));
        }
        Ok(events)
    }

    /// The rows that are asked for.
    fn chosen<'a>(&self, events: &'a Events) -> Result<Vec<&'a EventRow>, Problem> {
        let all = &events.rows.drafts;
        if self.only.is_empty() {
            return Ok(all.iter().collect());
        }
        let mut by_id = BTreeMap::new();
        for row in all {
            if let Some(event) = row.event(events.scheme) {
                by_id.insert(event.id.to_owned(), row);
            }
        }
        let found = self.only.iter().map(|id| {
            by_id.get(id).copied().ok_or_else(|| {
                Problem::usage(format!(
                    "no sound row has the identifier \"{id}\"; correct it, or mend the row"
                ))
            })
        });
        found.collect()
    }
}

/// The rows that can be claims, each with how many it makes; and a fault of every other.
fn sound<'a>(
    events: &Events,
    chosen: &[&'a EventRow],
    now: Instant,
) -> (Vec<(&'a EventRow, usize)>, Vec<Fault>) {
    let to_come = |claim: &RowClaim| match &claim.proposition {
        Proposition::When(told) => told.from > now,
        _ => false,
    };
    let day = match events.scheme {
        Scheme::Ucdp => "date_start",
        Scheme::Acled => "event_date",
    };
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for row in chosen {
        let claims = row.claims(events.scheme);
        let length = GivenRow::of(events, row).line().len();
        if claims.iter().any(to_come) {
            let here = Location::cell(SHEET, row.row, day);
            let what = "the day is to come, and claims are about what has been";
            faults.push(Fault::new(here, Code::Time, what, "correct the day"));
        } else if length > MAX_TEXT_BYTES {
            let here = Location::row(SHEET, row.row);
            let what = format!(
                "the row takes {length} bytes with the names of its columns, and a claim's words hold 32 KiB"
            );
            faults.push(Fault::new(here, Code::Limit, what, "shorten its texts"));
        } else {
            rows.push((*row, claims.len()));
        }
    }
    (rows, faults)
}

/// What is the same for all claims of a table.
struct Entering<'a> {
    events: &'a Events,
    sha256: Digest,
    media: &'static str,
    claimant: String,
    address: String,
    stated: Stated,
    about: Option<About>,
    readers: Option<Vec<PartyId>>,
}

/// The claims of one row: those to be said, and how many were said before.
struct OfRow {
    said: Vec<Speech>,
    repeated: usize,
}

impl<'a> Entering<'a> {
    fn of(
        given: &TableIn,
        bytes: &[u8],
        events: &'a Events,
        speaker: &Speaker<'_>,
    ) -> Result<Self, Problem> {
        let names = speaker.names();
        let about = match &given.about {
            None => None,
            Some(text) => Some(about(text, || match &given.of {
                Some(party) => names.find_party(party),
                None => Ok(speaker.party()),
            })?),
        };
        let readers = given.readers.iter().map(|party| names.find_party(party));
        let readers: Vec<PartyId> = readers.collect::<Result<_, _>>()?;
        let at = given.stated.as_deref();
        let at = at.map(|at| told::time_told(at, None, None)).transpose();
        let at = at.map_err(|what| Problem::usage(format!("--stated: {what}")))?;
        let name = given.file.file_name().map(|name| name.to_string_lossy());
        let address = given.source.clone();
        let address = address.or_else(|| name.map(|name| name.into_owned()));
        let is_book = bytes.starts_with(b"PK") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]);
        let claimant = given.claimant.clone();
        let entering = Self {
            events,
            sha256: Digest::of(bytes),
            media: match is_book {
                true => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                false => "text/csv",
            },
            claimant: claimant.unwrap_or_else(|| events.scheme.as_str().to_owned()),
            address: address.unwrap_or_else(|| events.scheme.as_str().to_owned()),
            stated: Stated {
                at,
                channel: Channel::Dataset,
            },
            about,
            readers: (!readers.is_empty()).then(|| sorted(readers)),
        };
        let too_long = |text: &str| text.trim().is_empty() || text.len() > MAX_NAME_BYTES - 200;
        if too_long(&entering.claimant) || too_long(&entering.address) {
            return Err(Problem::usage(
                "--claimant and --source are words of at most 1,800 bytes",
            ));
        }
        Ok(entering)
    }

    /// By what a claim of a row is known again: this file, this row, this part of it, about this.
    fn act_id(&self, row: u32, part: Part) -> ActId {
        let about = self.about.as_ref().map(cbor::encode).unwrap_or_default();
        let bytes = [
            b"truceline claim of a table\0".as_slice(),
            &self.sha256.0,
            &row.to_be_bytes(),
            &[part as u8],
            &about,
        ];
        ActId::from_bytes(first_half(&Digest::of(&bytes.concat()).0))
    }

    fn speeches(&self, row: &EventRow, speaker: &mut Speaker<'_>) -> Result<OfRow, Problem> {
        let party = speaker.party();
        let mut of_row = OfRow {
            said: Vec::new(),
            repeated: 0,
        };
        for claim in row.claims(self.events.scheme) {
            let act_id = self.act_id(row.row, claim.part);
            let known = speaker.register();
            if known.is_some_and(|known| known.acts.contains_key(&(party, act_id))) {
                of_row.repeated += 1;
                continue;
            }
            let words = self.words(row, claim, ClaimId::from_bytes(speaker.draw()?));
            let mut sealer = speaker.sealer(Disclose::Exact);
            let body = words.seal(&mut sealer)?;
            let mut speech = sealer.speech(Act::ClaimMade(body));
            speech.act_id = Some(act_id);
            of_row.said.push(speech);
        }
        Ok(of_row)
    }

    fn words(&self, row: &EventRow, claim: RowClaim, id: ClaimId) -> ClaimWords {
        let event = row.event(self.events.scheme).map(|event| event.id);
        let original =
            (claim.part == Part::Happened).then(|| GivenRow::of(self.events, row).line());
        ClaimWords {
            id,
            about: self.about,
            proposition: claim.proposition,
            polarity: Polarity::Was,
            claimant: Claimant::Outside,
            stated: self.stated,
            provenance: Provenance {
                claimant: Some(self.claimant.clone()),
                reported_by: row.cites(self.events.scheme),
                original,
                source: Some(Source {
                    address: Some(format!(
                        "{}, row {}, event {}",
                        self.address,
                        row.row,
                        plain_id(event.unwrap_or_default())
                    )),
                    sha256: Some(self.sha256),
                    media: Some(self.media.to_owned()),
                }),
                remark: claim.remark,
                ..Provenance::default()
            },
            persons: Vec::new(),
            supersedes: None,
            readers: self.readers.clone(),
        }
    }

    /// Enters everything, batch after batch; ends with the first batch of which something is refused.
    fn enter(
        &self,
        context: &Context,
        rows: &[(&EventRow, usize)],
        on_record: Option<Speech>,
        speaker: &mut Speaker<'_>,
        view: &mut TableView,
    ) -> Result<Option<Problem>, Problem> {
        let begun = Stopwatch::now();
        let progress = Progress::start(context, "rows");
        let mut batch: Vec<Speech> = Vec::with_capacity(MAX_BATCH);
        let mut rows_begun = 0;
        let mut refused = None;
        batch.extend(on_record);
        let mut left = rows.iter();
        loop {
            let next = left.next();
            if let Some((row, _)) = next {
                let of_row = self.speeches(row, speaker)?;
                view.repeated += of_row.repeated;
                match of_row.said.is_empty() {
                    true => view.rows_repeated += 1,
                    false => rows_begun += 1,
                }
                batch.extend(of_row.said);
            }
            while batch.len() >= MAX_BATCH || (next.is_none() && !batch.is_empty()) {
                let rest = batch.split_off(batch.len().min(MAX_BATCH));
                let answers = speaker.submit_at_once(&batch).map_err(|problem| Problem {
                    what: format!(
                        "{} claims are recorded; run it again to go on: {}",
                        view.recorded, problem.what
                    ),
                    ..problem
                })?;
                for answer in answers {
                    match answer {
                        Answer::Admitted { .. } => view.recorded += 1,
                        Answer::Repeated { .. } => view.repeated += 1,
                        Answer::Refused { refusal, index } => {
                            view.refused += 1;
                            let problem = Problem::from(refusal).on_record_at(index);
                            refused.get_or_insert(problem);
                        }
                    }
                }
                batch = rest;
                if refused.is_some() {
                    break;
                }
            }
            progress.at(u64::try_from(rows_begun + view.rows_repeated).unwrap_or(u64::MAX));
            if next.is_none() || refused.is_some() {
                break;
            }
        }
        drop(progress);
        view.rows_recorded = rows_begun;
        view.took(begun.elapsed().as_secs_f64());
        Ok(refused)
    }
}

/// An identifier of a row as part of an address: what steers a screen is left out.
fn plain_id(id: &str) -> String {
    id.chars()
        .filter(|c| !crate::speech::text::steers(*c))
        .collect()
}

impl TableView {
    fn of(events: &Events, bytes: &[u8], rows: &[(&EventRow, usize)], faults: &[Fault]) -> Self {
        let warnings = &events.rows.warnings;
        Self {
            table: events.scheme.word(),
            sha256: Digest::of(bytes).to_string(),
            rows: events.rows.rows,
            good: rows.len(),
            claims: rows.iter().map(|(_, claims)| claims).sum(),
            recorded: 0,
            repeated: 0,
            rows_recorded: 0,
            rows_repeated: 0,
            refused: 0,
            faults: faults.iter().map(FaultView::of).collect(),
            warnings: warnings.iter().map(FaultView::of).collect(),
            seconds: None,
            rows_per_second: None,
        }
    }

    #[allow(clippy::cast_precision_loss)]
    fn took(&mut self, seconds: f64) {
        self.seconds = Some((seconds * 1000.0).round() / 1000.0);
        let rate = self.rows_recorded as f64 / seconds.max(0.001);
        self.rows_per_second = Some((rate * 10.0).round() / 10.0);
    }

    fn text(&self) -> String {
        let mut text = String::new();
        if !self.faults.is_empty() {
            text += &format!("faults: {}\n{}", self.faults.len(), table_of(&self.faults));
        }
        text += &summed_up(&self.warnings);
        text += &format!("table: {}, SHA-256 {}\n", self.table, self.sha256);
        text += &format!(
            "rows: {}, sound: {}, entered: {}, entered before: {}\n",
            self.rows, self.good, self.rows_recorded, self.rows_repeated
        );
        text += &format!(
            "claims: {}, recorded: {}, recorded before: {}, refused: {}\n",
            self.claims, self.recorded, self.repeated, self.refused
        );
        if let (Some(seconds), Some(rate)) = (self.seconds, self.rows_per_second) {
            text += &format!("took {seconds:.1} s, {rate:.0} rows a second\n");
        }
        text + "Each is the word of whom it names; the register says none of it.\n"
    }
}
