//! `demo`: the story of Kestrel Valley, told on a register of its own, with real keys and proofs.
//!
//! Needs nothing but this program: the story and its map are part of it. What it leaves behind is a
//! folder that every other command works on. Not here: how a story is run ([`crate::scenario`]).

use super::context::Context;
use crate::exit::{Done, Exit, Problem};
use crate::file;
use crate::scenario::cast::{PartyNumber, PersonNumber};
use crate::scenario::deed::Scenario;
use crate::scenario::expectation::{Fact, Kind, Shown};
use crate::scenario::map::Shape;
use crate::scenario::runner::{Report, Runner};
use crate::scenario::{grammar, moment};
use crate::session::{self, CENTRE_KEY, Place, REGISTER_CARD};
use crate::voice::{self, draw};
use clap::Args;
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use truceline_engine::disk;
use truceline_engine::evidence::Archive;
use truceline_engine::keyfile::{self, Key, Purpose};
use truceline_engine::randomness::SystemRandomness;
use truceline_engine::writer::Writer;
use truceline_log::policy::Policy;
use truceline_register::bundle::verify::{Pins, verify};
use truceline_register::check::CAVEAT;
use truceline_register::codec::disclosure::Label;
use truceline_register::ids::{KeyId, LogIndex};
use truceline_register::time::{Instant, Span, TimeWindow};

const STORY: &str = include_str!("../../../../testdata/scenarios/kestrel-valley.scn");
const MAP: &str = include_str!("../../../../testdata/scenarios/kestrel-valley.map.geojson");

/// The day of the plan over K-17.
const THE_DAY: &str = "2000-05-21";
/// When what was known is looked at, and where.
const KNOWN_AT: [&str; 3] = ["13:20", "13:45", "13:53"];
const LOOKED_AT: [&str; 2] = ["K-17", "Mill-Road-east"];

/// Tell the story of Kestrel Valley on a register of its own, and verify its evidence
#[derive(Args, Clone, Debug)]
#[command(after_help = "Examples:\n  truceline demo\n  truceline demo --out valley --json")]
pub struct Demo {}

/// What the story left behind.
#[derive(Clone, Debug, Serialize)]
struct DemoView {
    title: String,
    story: Vec<EntryView>,
    inquiries: Vec<InquiryView>,
    folder: PathBuf,
    data: PathBuf,
    bundle: PathBuf,
    bundle_bytes: usize,
    records: u64,
    verified: String,
    seconds: f64,
    next: Vec<String>,
    caveat: &'static str,
}

#[derive(Clone, Debug, Serialize)]
struct EntryView {
    at: String,
    entry: String,
    came: Vec<String>,
    remarks: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct InquiryView {
    place: &'static str,
    known_at: &'static str,
    viewpoint: String,
    in_force: Vec<String>,
    sent_not_acknowledged: Vec<String>,
    would_say: Vec<String>,
}

/// Where things go.
struct Folders {
    root: PathBuf,
    data: PathBuf,
    bundle: PathBuf,
}

impl Demo {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`]: the folder cannot be made, or the story did not come out as it is written.
    pub fn run(&self, context: &Context) -> Done {
        let started = std::time::Instant::now();
        let folders = Folders::make(context.out.as_deref())?;
        let scenario = grammar::read("kestrel-valley.scn", STORY, &|_| Ok(MAP.to_owned()))
            .map_err(|error| Problem::usage(error.to_string()))?;
        let teller = Teller::of(context);
        teller.opening(&scenario, &folders)?;
        let drawn = || Box::new(SystemRandomness);
        let mut runner = Runner::begin(&scenario, &folders.data, drawn(), drawn())?;
        let mut story = Vec::new();
        let mut day = None;
        while let Some(report) = runner.step()? {
            if let Some(difference) = &report.difference {
                let line = report.spot.line;
                let what = format!("line {line} of the story, {}:\n{difference}", report.text);
                return Err(Problem::new(Exit::VerificationFailed, "story", what));
            }
            teller.entry(&scenario, &report, &mut day)?;
            story.push(EntryView::of(&report));
        }
        runner.replays()?;
        let inquiries = looks(&runner)?;
        teller.inquiries(&inquiries)?;
        save_keys(&runner, &folders)?;
        save_places(&scenario, &folders)?;
        let (bundle_bytes, verified) = evidence(runner.writer(), &folders)?;
        let records = runner.register().size;
        drop(runner);
        let view = DemoView {
            title: scenario.title.clone(),
            story,
            inquiries,
            next: next_commands(&folders),
            folder: folders.root.clone(),
            data: folders.data.clone(),
            bundle: folders.bundle.clone(),
            bundle_bytes,
            records,
            verified,
            seconds: started.elapsed().as_secs_f64(),
            caveat: CAVEAT,
        };
        context.tell(&view, || view.closing())
    }
}

impl Folders {
    fn make(out: Option<&Path>) -> Result<Self, Problem> {
        let root = match out {
            Some(out) => out.to_owned(),
            None => {
                let [a, b, c, d, ..] = draw(&mut SystemRandomness)?;
                let number = u32::from_be_bytes([a, b, c, d]);
                std::env::temp_dir().join(format!("truceline-demo-{number:08x}"))
            }
        };
        let cannot =
            |error: std::io::Error| Problem::unavailable(format!("{}: {error}", root.display()));
        if root.exists() && std::fs::read_dir(&root).map_err(cannot)?.next().is_some() {
            let root = root.display();
            return Err(Problem::unavailable(format!(
                "{root}: is not empty; name a new folder with --out"
            )));
        }
        for folder in [root.clone(), root.join("desks"), root.join("evidence")] {
            if !folder.exists() {
                disk::create_private_folder(&folder).map_err(cannot)?;
            }
        }
        let root = root.canonicalize().map_err(cannot)?;
        let data = root.join("register");
        let bundle = root.join("evidence").join("kestrel-valley.bundle");
        Ok(Self { root, data, bundle })
    }
}

impl EntryView {
    fn of(report: &Report) -> Self {
        Self {
            at: report.at.to_string(),
            entry: report.text.clone(),
            came: report.came.iter().map(|fact| fact.words.clone()).collect(),
            remarks: report.remarks.clone(),
        }
    }
}

/// The same places and moments from every viewpoint.
fn looks(runner: &Runner<'_>) -> Result<Vec<InquiryView>, Problem> {
    let scenario = runner.scenario();
    let midnight = moment::date(THE_DAY).unwrap_or(scenario.begins);
    let at = |time: &str| midnight.plus(moment::time_of_day(time).unwrap_or(Span::ZERO));
    let window = TimeWindow::new(at("14:00"), at("15:00"))
        .map_err(|error| Problem::usage(error.to_string()))?;
    let parties = (0..scenario.cast.parties.len()).map(|number| Some(PartyNumber(number)));
    let viewpoints: Vec<Option<PartyNumber>> = std::iter::once(None).chain(parties).collect();
    let mut looks = Vec::new();
    for place in LOOKED_AT {
        for known_at in KNOWN_AT {
            for viewpoint in &viewpoints {
                let facts = runner.known(place, window, at(known_at), *viewpoint)?;
                let name = viewpoint.map_or("the register", |party| {
                    scenario.cast.of(party).name.as_str()
                });
                looks.push(InquiryView::of(place, known_at, name, &facts));
            }
        }
    }
    Ok(looks)
}

impl InquiryView {
    fn of(
        place: &'static str,
        known_at: &'static str,
        viewpoint: &str,
        facts: &BTreeSet<Fact>,
    ) -> Self {
        let those = |lead: &str| {
            let found = facts
                .iter()
                .filter_map(|fact| fact.words.strip_prefix(lead));
            found.map(str::to_owned).collect()
        };
        Self {
            place,
            known_at,
            viewpoint: viewpoint.to_owned(),
            in_force: those("in force "),
            sent_not_acknowledged: those("not acknowledged "),
            would_say: those("would say: "),
        }
    }
}

/// Every key of the story as a file: the register's own and the centre's with the data, the others
/// apart, as they would be.
fn save_keys(runner: &Runner<'_>, folders: &Folders) -> Result<(), Problem> {
    let place = Place::of(&folders.data, None, Vec::new());
    if !place.keys.exists() {
        let cannot = |error| Problem::unavailable(format!("{}: {error}", place.keys.display()));
        disk::create_private_folder(&place.keys).map_err(cannot)?;
    }
    let secrets = runner.secrets();
    let origin = &runner.scenario().origin;
    let own = [
        (place.register_key(), Purpose::Register, secrets.log),
        (place.vault_key(), Purpose::VaultMaster, secrets.vault),
    ];
    for (path, purpose, seed) in own {
        keyfile::create(
            &path,
            &Key {
                purpose,
                name: origin.clone(),
                seed,
            },
            None,
        )?;
    }
    for (number, person) in runner.scenario().cast.persons.iter().enumerate() {
        let (voice, seed) = runner.voice(PersonNumber(number));
        let path = match number {
            0 => place.keys.join(CENTRE_KEY),
            _ => folders
                .root
                .join("desks")
                .join(format!("{}.key", person.name.to_lowercase())),
        };
        voice::create(&path, voice.card(), voice.chain(), seed, None)?;
    }
    let card = session::card_of(runner.register())?;
    file::write_public(
        &folders.data.join(REGISTER_CARD),
        card.to_string().as_bytes(),
    )
}

/// The points of the map as a gazetteer, so that other commands know their names.
fn save_places(scenario: &Scenario, folders: &Folders) -> Result<(), Problem> {
    let mut csv = "id,name,variants,lat,lon\n".to_owned();
    for (number, place) in scenario.map.places().iter().enumerate() {
        let Shape::Point(point) = place.shape else {
            continue;
        };
        let (lat, lon) = (degrees(point.lat_e7()), degrees(point.lon_e7()));
        csv.push_str(&format!(
            "{},{},{},{lat},{lon}\n",
            number + 1,
            place.name,
            place.spellings.join("|")
        ));
    }
    file::write_public(&folders.root.join("places.csv"), csv.as_bytes())
}

/// Units of 1e-7 degree as a decimal of four places, as the map has them.
fn degrees(e7: i32) -> String {
    let sign = if e7 < 0 { "-" } else { "" };
    let units = (i64::from(e7.unsigned_abs()) + 500) / 1_000;
    format!("{sign}{}.{:04}", units / 10_000, units % 10_000)
}

/// Writes all that the log holds, but names and numbers of persons, with its proofs; reads it back
/// and verifies it as a stranger would who pinned the register's card.
fn evidence(writer: &Writer, folders: &Folders) -> Result<(usize, String), Problem> {
    let register = writer.register();
    let archive = Archive {
        store: writer.store(),
        tree: writer.tree(),
        vault: writer.vault(),
        register,
    };
    let checkpoint = writer
        .checkpoint()
        .ok_or_else(|| Problem::unavailable("the log has no checkpoint"))?;
    let wanted: BTreeSet<LogIndex> = (0..register.size)
        .filter(|index| archive.record(*index).is_ok())
        .collect();
    let whole: Vec<KeyId> = register
        .authority
        .keys()
        .map(|(key, _)| key)
        .filter(|key| {
            archive
                .bundle(&BTreeSet::new(), &[*key], &checkpoint, &|_, _| false)
                .is_ok()
        })
        .collect();
    let bundle = archive.bundle(&wanted, &whole, &checkpoint, &|_, disclosure| {
        disclosure.label() != Label::Personal
    })?;
    file::write_public(&folders.bundle, &bundle.to_bytes())?;
    let bytes = file::read(&folders.bundle, file::MAX_FILE_BYTES)?;
    let card = session::card_of(register)?;
    let policy = Policy::of_log(card.log).map_err(|error| Problem::usage(error.to_string()))?;
    let pins = Pins {
        genesis: Some(card.genesis),
        policy: Some(policy),
    };
    let verified = verify(&bytes, &pins).map_err(|error| Problem::unverified(error.to_string()))?;
    let what = format!(
        "{} records stand in the log of {} entries under its signed checkpoint; every signature, disclosure and link of the authority chain fits; {} keys' chains are whole",
        verified.records.len(),
        verified.size,
        verified.whole_chains.len()
    );
    Ok((bytes.len(), what))
}

/// What a person may do next with the folder, ready to be copied.
fn next_commands(folders: &Folders) -> Vec<String> {
    let program = std::env::current_exe().map_or_else(
        |_| "truceline".to_owned(),
        |path| path.display().to_string(),
    );
    let (root, data, bundle) = (
        folders.root.display(),
        folders.data.display(),
        folders.bundle.display(),
    );
    let inquire = format!(
        "{program} --data {data} inquire --place Dorvane --gazetteer {root}/places.csv --radius 1500m \
         --from {THE_DAY}T14:00:00Z --until {THE_DAY}T15:00:00Z --known-at {THE_DAY}T13:53:00Z"
    );
    vec![
        format!("{program} verify {bundle} --card {data}/{REGISTER_CARD}"),
        inquire.clone(),
        format!("{inquire} --viewpoint North"),
        format!("{program} --data {data} inbox --party North"),
        format!("{program} --data {data} fsck"),
    ]
}

/// Tells the story to a person; says nothing where JSON is wanted.
struct Teller {
    is_silent: bool,
    is_coloured: bool,
}

impl Teller {
    fn of(context: &Context) -> Self {
        let terminal = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Self {
            is_silent: context.json,
            is_coloured: terminal && !context.json,
        }
    }

    fn print(&self, text: &str) -> Result<(), Problem> {
        if self.is_silent {
            return Ok(());
        }
        let mut out = std::io::stdout().lock();
        out.write_all(text.as_bytes())
            .and_then(|()| out.flush())
            .map_err(|error| Problem::unavailable(format!("the output: {error}")))
    }

    fn opening(&self, scenario: &Scenario, folders: &Folders) -> Result<(), Problem> {
        let mut text = format!(
            "{}, an invented valley. Everything here is made up.\n\n",
            scenario.title
        );
        for party in &scenario.cast.parties {
            text.push_str(&format!(
                "  {:<6} {} ({})\n",
                party.name, party.full_name, party.role
            ));
        }
        text.push_str(&format!(
            "\nEvery line is signed by the person who says it and recorded in a register on disk:\n  {}\n",
            folders.data.display()
        ));
        self.print(&text)
    }

    fn entry(
        &self,
        scenario: &Scenario,
        report: &Report,
        day: &mut Option<String>,
    ) -> Result<(), Problem> {
        let at = report.at.to_string();
        let (date, time) = at.split_once('T').unwrap_or((at.as_str(), ""));
        let mut text = String::new();
        if day.as_deref() != Some(date) {
            *day = Some(date.to_owned());
            let number = day_number(scenario.begins, report.at);
            text.push_str(&format!("\nDay {number}, {date} (UTC)\n"));
        }
        text.push_str(&format!(
            "  {}  {}\n",
            time.get(..5).unwrap_or(time),
            report.text
        ));
        for (kind, lead, word) in SHOWN {
            let those = report.came.iter().filter(|fact| fact.kind == *kind);
            let words: Vec<&str> = those
                .map(|fact| fact.words.strip_prefix(word).unwrap_or(&fact.words))
                .collect();
            if words.is_empty() || (words.as_slice() == ["admitted"] && report.came.len() > 1) {
                continue;
            }
            let said = self.coloured(&words.join(if *kind == Kind::Outcome { "; " } else { ", " }));
            text.push_str(&format!("         -> {lead}{said}\n"));
        }
        for remark in &report.remarks {
            if !remark.starts_with("record ") {
                text.push_str(&format!("            {remark}\n"));
            }
        }
        self.print(&text)
    }

    fn inquiries(&self, looks: &[InquiryView]) -> Result<(), Problem> {
        let mut text = format!(
            "\nAfterwards: what was known of 14:00-15:00 on {THE_DAY}, when, and by whom\n\
             (a party knows its own statements and what it acknowledged)\n"
        );
        for place in LOOKED_AT {
            for known_at in KNOWN_AT {
                text.push_str(&format!("\n  {place}, known at {known_at}\n"));
                for look in looks
                    .iter()
                    .filter(|look| look.place == place && look.known_at == known_at)
                {
                    let mut words = look.in_force.join(", ");
                    if !look.sent_not_acknowledged.is_empty() {
                        words.push_str(&format!(
                            "; sent, not acknowledged: {}",
                            look.sent_not_acknowledged.join(", ")
                        ));
                    }
                    text.push_str(&format!("    {:<13} {words}\n", look.viewpoint));
                    if look.viewpoint == "the register" {
                        let said = look.would_say.join(", ");
                        text.push_str(&format!(
                            "    {:<13} a check would have said: {}\n",
                            "",
                            self.coloured(&said)
                        ));
                    }
                }
            }
        }
        self.print(&text)
    }

    /// Outcomes in their colour, on a terminal; the words alone tell them apart as well.
    fn coloured(&self, words: &str) -> String {
        if !self.is_coloured {
            return words.to_owned();
        }
        let mut text = words.to_owned();
        for (word, code) in [
            ("OVERLAP", "1;31"),
            ("CANNOT SAY", "1;33"),
            ("NOTHING NOTIFIED", "1;36"),
        ] {
            text = text.replace(word, &format!("\u{1b}[{code}m{word}\u{1b}[0m"));
        }
        text
    }
}

/// What is told of an entry, in this order: each kind with its lead, and the word that every fact of
/// the kind begins with.
const SHOWN: &[(Kind, &str, &str)] = &[
    (Kind::Result, "", ""),
    (Kind::Flag, "flagged: ", "flagged "),
    (Kind::Told, "in the inbox of: ", "tells "),
    (Kind::Outcome, "", ""),
    (Kind::Coverage, "fresh, complete answers: ", "covered "),
    (Kind::Overdue, "no answer: ", "overdue "),
    (Kind::Alert, "alerts owed to: ", "alert "),
    (Kind::Found, "", ""),
    (Kind::Evidence, "", ""),
    (Kind::Shown(Shown::InForce), "in force: ", "in force "),
    (
        Kind::Shown(Shown::NotAcknowledged),
        "sent, not acknowledged: ",
        "not acknowledged ",
    ),
    (Kind::Shown(Shown::Request), "requests: ", "request "),
    (
        Kind::Shown(Shown::Missing),
        "missing in the ladder: ",
        "missing ",
    ),
    (
        Kind::Shown(Shown::EnteredLater),
        "entered later: ",
        "entered later ",
    ),
    (
        Kind::Shown(Shown::WouldSay),
        "a check would have said: ",
        "would say: ",
    ),
];

/// The number of a day in the story, whose first is day 1.
fn day_number(begins: Instant, at: Instant) -> i64 {
    let day = |instant: Instant| instant.micros().div_euclid(Span::hours(24).micros());
    day(at) - day(begins) + 1
}

impl DemoView {
    /// What a person reads at the end; the story was told before.
    fn closing(&self) -> String {
        let mut text = format!(
            "\nEvidence: {} ({} bytes)\nVerified: {}.\n\n{}\n\nThe story, 41 days in a log of {} entries, took {:.1} s.\n\nTry next:\n",
            self.bundle.display(),
            self.bundle_bytes,
            self.verified,
            self.caveat,
            self.records,
            self.seconds
        );
        for command in &self.next {
            text.push_str(&format!("  {command}\n"));
        }
        text
    }
}
