//! `demo`: the story of Kestrel Valley, told on a register of its own, with real keys and proofs.
//!
//! Needs nothing but this program: the story and its map are part of it. What it leaves behind is a
//! folder that every other command works on. Not here: how a story is run ([`crate::scenario`]).

mod leaving;
mod live;
mod telling;

use super::context::Context;
use crate::exit::{Done, Exit, Problem};
use crate::names::Names;
use crate::scenario::cast::PartyNumber;
use crate::scenario::expectation::Fact;
use crate::scenario::runner::{Report, Runner};
use crate::scenario::{grammar, moment};
use crate::voice::draw;
use crate::wire::claim::ClaimAboutView;
use crate::wire::claims::{SideBySideView, TimelineView};
use clap::Args;
use leaving::{evidence, next_commands, save_keys, save_places};
use live::Pace;
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use telling::Teller;
use truceline_engine::disk;
use truceline_engine::randomness::SystemRandomness;
use truceline_register::check::CAVEAT;
use truceline_register::claim::About;
use truceline_register::claim::view::about as claims_about;
use truceline_register::claim::words::Rule;
use truceline_register::incident::history::Opened;
use truceline_register::register::Register;
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
#[command(
    after_help = "Examples:\n  truceline demo\n  truceline demo --out valley --json\n  truceline demo --serve\n  truceline demo --serve --pace 60 --keep valley\n  truceline demo --serve --stay"
)]
pub struct Demo {
    /// Play it live: a server on this machine, every desk a client of it with its own key and event stream
    #[arg(long)]
    serve: bool,
    /// How fast story time passes: real, so many times faster, or fast (not waited for)
    #[arg(long, value_name = "real|N|fast", default_value = "fast", value_parser = live::pace, requires = "serve")]
    pace: Pace,
    /// When the story is told, go on with its register today, with the console and its tour, until Ctrl-C; in a
    /// terminal this is so without being asked for
    #[arg(long, requires = "serve")]
    stay: bool,
    /// Leave the data folder, the keys and the evidence here
    #[arg(long, value_name = "FOLDER", requires = "serve")]
    keep: Option<PathBuf>,
}

/// What the story left behind.
#[derive(Clone, Debug, Serialize)]
struct DemoView {
    title: String,
    story: Vec<EntryView>,
    inquiries: Vec<InquiryView>,
    accounts: Vec<AccountsView>,
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

/// What is said of an incident: side by side, and how the numbers changed.
#[derive(Clone, Debug, Serialize)]
struct AccountsView {
    side_by_side: SideBySideView,
    timeline: TimelineView,
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
        if self.stay && context.json {
            return Err(Problem::usage(
                "--stay goes on until somebody ends it, and --json is one document at the end: leave one of them out",
            ));
        }
        if self.serve {
            let is_watched = !context.json && std::io::stdout().is_terminal();
            let how = live::How {
                pace: self.pace,
                keep: self.keep.as_deref(),
                stay: self.stay || is_watched,
            };
            return live::run(context, how);
        }
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
        let accounts = accounts(runner.register());
        teller.accounts(&accounts)?;
        save_keys(&runner, &folders)?;
        save_places(&scenario, &folders)?;
        let (bundle_bytes, verified) = evidence(runner.writer(), &folders)?;
        let records = runner.register().size;
        drop(runner);
        let view = DemoView {
            title: scenario.title.clone(),
            story,
            inquiries,
            accounts,
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

/// What everybody says of each incident; the figures by the rule that takes each claimant's last word.
fn accounts(register: &Register) -> Vec<AccountsView> {
    let (size, names) = (register.size, Names::of_register(register));
    let at = register.standpoint(register.last_received.unwrap_or(Instant::MIN));
    let rules = [Rule::LatestOfEach];
    let of = |opened: &Opened| {
        let about = About::Incident(opened.id);
        let claims = claims_about(register, about, None, size);
        let shown = || ClaimAboutView::of(about, &names);
        AccountsView {
            side_by_side: SideBySideView::of(shown(), &claims, &rules, at, &names),
            timeline: TimelineView::of(shown(), &claims, &rules, at, &names),
        }
    };
    register.incidents.all(size).map(of).collect()
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
