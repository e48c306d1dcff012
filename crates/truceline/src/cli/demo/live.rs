//! `demo --serve`: the story played live, each desk a client of a real server; then, where somebody stays, its register
//! served today, for a browser.
//!
//! Not here: how it is played ([`crate::scenario::live`]).

use super::leaving::{next_commands, save_desk_keys, save_places};
use super::telling::Teller;
use super::{EntryView, Folders, MAP, STORY, accounts};
use crate::cli::context::Context;
use crate::cli::serve::Serve;
use crate::exit::{Done, Exit, Problem};
use crate::passphrase::Passphrases;
use crate::scenario::deed::{Scenario, What};
use crate::scenario::evidence::Evidence;
use crate::scenario::expectation::Kind;
use crate::scenario::grammar;
use crate::scenario::live::{Heard, LONGEST_SILENCE, Live, Played};
use crate::session::{Place, REGISTER_CARD};
use serde::Serialize;
use std::path::{Path, PathBuf};
use truceline_register::check::CAVEAT;

/// Fastest that a story can be paced; beyond it nobody can tell it from at once.
const MAX_PACE: u32 = 100_000;

/// How fast story time passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pace(Option<u32>);

/// Reads a pace.
pub(super) fn pace(text: &str) -> Result<Pace, String> {
    let wrong = || {
        format!("is \"real\", \"fast\", or how many times faster than real, from 1 to {MAX_PACE}")
    };
    match text {
        "real" => Ok(Pace(Some(1))),
        "fast" => Ok(Pace(None)),
        number => {
            let number: u32 = number.parse().map_err(|_| wrong())?;
            match number {
                1..=MAX_PACE => Ok(Pace(Some(number))),
                _ => Err(wrong()),
            }
        }
    }
}

/// A story that was played.
#[derive(Clone, Debug, Serialize)]
struct LiveView {
    title: String,
    server: String,
    authority: PathBuf,
    fingerprint: String,
    desks: usize,
    story: Vec<PlayedView>,
    /// What did not come to pass as the story has it; empty when all did.
    differences: Vec<String>,
    alerts: Measured,
    records: Measured,
    bundles: Vec<PathBuf>,
    verified: Vec<String>,
    records_in_log: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    kept: Option<PathBuf>,
    seconds: f64,
    next: Vec<String>,
    caveat: &'static str,
}

#[derive(Clone, Debug, Serialize)]
struct PlayedView {
    line: usize,
    #[serde(flatten)]
    entry: EntryView,
    heard: Vec<Heard>,
}

/// How long what arrived took, in milliseconds.
#[derive(Clone, Debug, Serialize)]
struct Measured {
    count: usize,
    median_ms: f64,
    slowest_ms: f64,
}

impl Measured {
    fn of<'a>(heard: impl Iterator<Item = &'a Heard>) -> Self {
        let mut all: Vec<f64> = heard.map(|one| one.after_ms).collect();
        all.sort_by(f64::total_cmp);
        Self {
            count: all.len(),
            median_ms: all.get(all.len() / 2).copied().unwrap_or_default(),
            slowest_ms: all.last().copied().unwrap_or_default(),
        }
    }
}

/// How it is played.
pub(super) struct How<'a> {
    /// How fast.
    pub(super) pace: Pace,
    /// Where its folder is left.
    pub(super) keep: Option<&'a Path>,
    /// Whether it is served on when it is over.
    pub(super) stay: bool,
}

/// Plays it.
pub(super) fn run(context: &Context, how: How<'_>) -> Done {
    let keep = how.keep.or(context.out.as_deref());
    let folders = Folders::make(keep)?;
    let played = play(context, how.pace, &folders, keep.is_some());
    let played = match (&played, how.stay) {
        (Ok(Exit::Done), true) => stay(context, &folders),
        _ => played,
    };
    if keep.is_none() {
        // What the system keeps of it is the system's to take away.
        let _ = std::fs::remove_dir_all(&folders.root);
    }
    played
}

fn play(context: &Context, pace: Pace, folders: &Folders, is_kept: bool) -> Done {
    let started = std::time::Instant::now();
    let scenario = grammar::read("kestrel-valley.scn", STORY, &|_| Ok(MAP.to_owned()))
        .map_err(|error| Problem::usage(error.to_string()))?;
    let teller = Teller::of(context);
    let place = Place::of(&folders.data, None, Passphrases::none());
    let evidence = folders.root.join("evidence");
    let mut live = Live::begin(&scenario, place, &evidence, pace.0)?;
    teller.served(&scenario, &live, &how(pace))?;
    let (url, authority, fingerprint) = live.server();
    let (url, authority) = (url.to_owned(), authority.to_owned());
    let fingerprint = fingerprint.to_owned();
    let (mut story, mut differences, mut verified) = (Vec::new(), Vec::new(), Vec::new());
    let mut day = None;
    while let Some(played) = live.step()? {
        teller.played(&scenario, &played, &mut day)?;
        differences.extend(strayed(&played));
        if verifies(&scenario, &played) {
            verified.extend(played.report.remarks.iter().cloned());
        }
        story.push(PlayedView {
            line: played.report.spot.line,
            entry: EntryView::of(&played.report),
            heard: played.heard,
        });
    }
    save_desk_keys(
        &scenario,
        &|person| live.voice(person),
        live.register(),
        folders,
    )?;
    save_places(&scenario, folders)?;
    let desks = live.desks();
    let bundles: Vec<PathBuf> = live.bundles().map(Path::to_owned).collect();
    live.end()?;
    teller.accounts(&accounts(live.register()))?;
    let heard = || story.iter().flat_map(|played| &played.heard);
    let view = LiveView {
        title: scenario.title.clone(),
        server: url,
        authority,
        fingerprint,
        desks,
        alerts: Measured::of(heard().filter(|one| one.kind == "alert")),
        records: Measured::of(heard().filter(|one| one.kind != "alert")),
        records_in_log: live.register().size,
        next: if is_kept {
            next(folders, &bundles)
        } else {
            Vec::new()
        },
        kept: is_kept.then(|| folders.root.clone()),
        bundles,
        verified,
        differences,
        story,
        seconds: started.elapsed().as_secs_f64(),
        caveat: CAVEAT,
    };
    context.tell(&view, || view.closing())?;
    Ok(match view.differences.is_empty() {
        true => Exit::Done,
        false => Exit::VerificationFailed,
    })
}

/// Serves the register of the story as it stands now, on this machine alone, until somebody ends it.
fn stay(context: &Context, folders: &Folders) -> Done {
    let desks = folders.root.join("desks");
    let view = StayView {
        tour: "#/tour",
        desks: desks.clone(),
        centre: folders.data.join("keys"),
    };
    context.tell(&view, || view.text())?;
    let own = Context {
        data: Some(folders.data.clone()),
        keys: None,
        ..context.clone()
    };
    Serve::on_loopback().run(&own)
}

/// What there is to see in a browser.
#[derive(Clone, Debug, Serialize)]
struct StayView {
    tour: &'static str,
    desks: PathBuf,
    centre: PathBuf,
}

impl StayView {
    fn text(&self) -> String {
        format!(
            "\nThe register of the story stays, and it is today there. Open the address below in a browser, with {} behind it:\n\
             the console leads through the story. Sign in with the three files of a desk (NAME.key, NAME.card, NAME.chain):\n  \
             {} (nora is North's, rhea Relief's), or {} for the centre.\n\n",
            self.tour,
            self.desks.display(),
            self.centre.display(),
        )
    }
}

fn how(pace: Pace) -> String {
    let silence = LONGEST_SILENCE.micros() / 60_000_000;
    match pace.0 {
        None => "Story time is not waited for.".to_owned(),
        Some(1) => format!(
            "Story time passes as on any clock; of a silence beyond {silence} minutes only the end."
        ),
        Some(pace) => format!(
            "Story time passes {pace} times faster; of a silence beyond {silence} minutes only the end."
        ),
    }
}

/// How an entry came to something else than the story has.
fn strayed(played: &Played) -> Vec<String> {
    let line = played.report.spot.line;
    let mut all: Vec<String> = played
        .astray
        .iter()
        .map(|what| format!("line {line}: {what}"))
        .collect();
    if let Some(difference) = &played.report.difference {
        all.push(format!(
            "line {line}, {}:\n{difference}",
            played.report.text
        ));
    }
    all
}

/// Whether the entry is somebody who verifies evidence, and it did.
fn verifies(scenario: &Scenario, played: &Played) -> bool {
    let spot = played.report.spot;
    let deed = scenario.deeds.iter().find(|deed| deed.spot == spot);
    let is_it = |what: &What| matches!(what, What::Evidence(Evidence::Verifies { .. }));
    let mut facts = played.report.came.iter();
    deed.is_some_and(|deed| is_it(&deed.what))
        && facts.any(|fact| fact.kind == Kind::Evidence && fact.words == "verifies")
}

/// What a person may do next with the folder.
fn next(folders: &Folders, bundles: &[PathBuf]) -> Vec<String> {
    let mut next = next_commands(folders);
    let data = folders.data.display();
    if let (Some(first), Some(bundle)) = (next.first_mut(), bundles.first())
        && let Some((program, _)) = first.split_once(" verify ")
    {
        let bundle = bundle.display();
        *first = format!("{program} verify {bundle} --card {data}/{REGISTER_CARD}");
    }
    next
}

impl LiveView {
    fn closing(&self) -> String {
        let of = |one: &Measured| {
            format!(
                "{}, half within {:.0} ms, the slowest after {:.0} ms",
                one.count, one.median_ms, one.slowest_ms
            )
        };
        let mut text = format!(
            "\nOn the streams of {} desks: alerts: {}; other records: {}.\n",
            self.desks,
            of(&self.alerts),
            of(&self.records)
        );
        for verified in &self.verified {
            text += &format!("The observers' bundle, verified without the server: {verified}.\n");
        }
        for difference in &self.differences {
            text += &format!("NOT AS THE STORY HAS IT: {difference}\n");
        }
        if self.differences.is_empty() {
            text += "Everything came to pass as the story has it.\n";
        }
        text += &format!(
            "\n{}\n\nThe story, in a log of {} entries, took {:.1} s.\n",
            self.caveat, self.records_in_log, self.seconds
        );
        match &self.kept {
            None => text += "Its folder is gone; --keep FOLDER leaves it there.\n",
            Some(kept) => {
                text += &format!("It is kept in {}. Try next:\n", kept.display());
                for command in &self.next {
                    text += &format!("  {command}\n");
                }
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paces_are_real_fast_or_a_number() {
        assert_eq!(pace("real"), Ok(Pace(Some(1))));
        assert_eq!(pace("fast"), Ok(Pace(None)));
        assert_eq!(pace("60"), Ok(Pace(Some(60))));
        for wrong in ["0", "slow", "-1", "100001", ""] {
            assert!(pace(wrong).is_err(), "{wrong}");
        }
    }
}
