//! `bench alert`: from a word to the warning on the desk that it concerns.
//!
//! A thousand desks follow their streams, each with a plan under way; a hundred thousand sites are in force;
//! notifications come at a fixed rate, whatever the server does (open loop), a tenth of them within a plan. Measured
//! is the time from such a notification to its alert on the plan desk's stream: from when it was to be sent, and from
//! when its receipt came. Then the same for stops, under the same load and a flood of checks.

use super::line::Line;
use super::serving::{Serving, Shares, distribution, load, may_open, serve};
use super::stream::{Arrived, Stream};
use super::theatre::{Hand, Size, Theatre};
use crate::campaign::{Campaign, Common};
use crate::program;
use serde_json::json;
use std::collections::{BTreeMap, VecDeque};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant as Clock};
use truceline::http::statement::SUBMISSION;

/// How many parties notify, each on a connection of its own.
const SPEAKERS: usize = 64;
/// How many ask for checks without a pause.
const ASKERS: usize = 32;
/// One in so many notifications lies within a plan.
const INSIDE: usize = 10;
/// How long the last alerts are waited for.
const LAST: Duration = Duration::from_secs(15);

/// How it is run.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    #[command(flatten)]
    common: Common,
    /// Notifications a second.
    #[arg(long, default_value_t = 500)]
    rate: u32,
}

/// Runs it.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    let promise = "every notification within a plan, and every stop, alerts the plan's desk";
    let mut campaign = Campaign::begin("bench alert", promise);
    if let Err(why) = bench(options, &mut campaign) {
        campaign.fail(why);
    }
    campaign.end()
}

/// How much there is of everything.
struct Scale {
    size: Size,
    seconds: u32,
}

fn scale(options: &Options) -> Scale {
    let (plans, sites, seconds) = match options.common.quick {
        true => (100, 5_000, 8),
        false => (1_000, 100_000, 60),
    };
    Scale {
        size: Size {
            plans,
            speakers: SPEAKERS + 1,
            sites,
        },
        seconds,
    }
}

fn bench(options: &Options, campaign: &mut Campaign) -> Result<(), String> {
    let Scale { size, seconds } = scale(options);
    may_open(size.plans as u64 + 512)?;
    let binary = program::build()?;
    campaign.say(format!("{} sites, {} plans", size.sites, size.plans));
    let mut theatre = Theatre::new(&binary, size)?;
    let mut serving = serve(&binary, theatre.folder.path(), Shares::Off)?;
    let (sender, arrived) = channel();
    let mut streams = Vec::with_capacity(size.plans);
    for (number, desk) in theatre.desks.iter().enumerate() {
        let sender = sender.clone();
        streams.push(Stream::open(&serving.address, desk, number, "all", sender)?);
    }
    // The centre's console, which hears of everything; what comes there is not measured.
    let number = streams.len();
    streams.push(Stream::open(
        &serving.address,
        &theatre.centre,
        number,
        "all",
        sender,
    )?);
    campaign.figure("streams", streams.len());
    campaign.figure("rate", options.rate);
    campaign.figure("load_before", load());
    let mut speakers = std::mem::take(&mut theatre.speakers);
    let asker = speakers.pop().ok_or("nobody is left to send stops")?;
    campaign.say("notifications alone");
    let load_alone = Load {
        rate: options.rate,
        seconds,
        checks: 0,
        stops: false,
    };
    let alone = under(&serving, &theatre, &mut speakers, None, load_alone)?;
    measure(campaign, "alone", &theatre, &arrived, &alone);
    campaign.say("with a flood of checks, and stops");
    let flooded = Load {
        rate: options.rate,
        seconds,
        checks: ASKERS,
        stops: true,
    };
    let sender = Some(asker);
    let flooded = under(&serving, &theatre, &mut speakers, sender, flooded)?;
    measure(campaign, "flooded", &theatre, &arrived, &flooded);
    let (now_mib, most_mib, processor_s) = serving.costs();
    campaign.figure("server_mib", json!({ "now": now_mib, "most": most_mib }));
    campaign.figure("server_processor_s", processor_s.round());
    campaign.figure("load_after", load());
    drop(streams);
    serving.stop()
}

/// What is asked of the server at once.
#[derive(Clone, Copy)]
struct Load {
    rate: u32,
    seconds: u32,
    checks: usize,
    stops: bool,
}

/// Something that must alert a plan's desk.
#[derive(Clone, Copy)]
struct Cause {
    plan: usize,
    is_stop: bool,
    /// When it was to be sent.
    due: Clock,
    answered: Clock,
}

/// What was sent.
struct Sent {
    causes: Vec<Cause>,
    receipts: Vec<Duration>,
    checks: u64,
    took: Duration,
}

/// Everybody speaks at once; ends by itself.
fn under(
    serving: &Serving,
    theatre: &Theatre,
    speakers: &mut [Hand],
    stopper: Option<Hand>,
    load: Load,
) -> Result<Sent, String> {
    let address = serving.address.as_str();
    let plans = theatre.plans.len();
    let count = (load.rate * load.seconds) as usize;
    let many = speakers.len();
    let (over, checks) = (AtomicBool::new(false), AtomicU64::new(0));
    // Everybody is connected by then.
    let begin = Clock::now() + Duration::from_millis(500);
    let (half, askers) = match load.checks {
        0 => (many, 0),
        askers => (many - askers.min(many / 2), askers.min(many / 2)),
    };
    let (notifying, asking) = speakers.split_at_mut(half);
    let said: Result<(Vec<_>, Vec<_>), String> = std::thread::scope(|scope| {
        let notifying: Vec<_> = notifying
            .iter_mut()
            .enumerate()
            .map(|(first, hand)| {
                let turns = (first..count).step_by(half);
                let work = Work {
                    address,
                    begin,
                    rate: load.rate,
                    plans,
                };
                scope.spawn(move || notify(work, hand, turns))
            })
            .collect();
        for hand in asking.iter_mut().take(askers) {
            let (over, checks) = (&over, &checks);
            scope.spawn(move || flood(address, hand, plans, over, checks));
        }
        let stopping = stopper.filter(|_| load.stops).map(|hand| {
            let seconds = load.seconds;
            scope.spawn(move || stops(address, hand, plans, begin, seconds))
        });
        let said: Result<Vec<_>, String> = notifying
            .into_iter()
            .map(|one| one.join().map_err(|_| "a speaker failed".to_owned())?)
            .collect();
        let stopped = stopping.map(|one| one.join().map_err(|_| "stops failed".to_owned())?);
        over.store(true, Ordering::Relaxed);
        Ok((said?, stopped.transpose()?.unwrap_or_default()))
    });
    let took = begin.elapsed();
    let (said, mut causes) = said?;
    let mut receipts = Vec::with_capacity(count);
    for (caused, answered) in said {
        causes.extend(caused);
        receipts.extend(answered);
    }
    causes.sort_by_key(|cause| cause.due);
    Ok(Sent {
        causes,
        receipts,
        checks: checks.load(Ordering::Relaxed),
        took,
    })
}

/// How the notifications come.
#[derive(Clone, Copy)]
struct Work<'a> {
    address: &'a str,
    begin: Clock,
    rate: u32,
    plans: usize,
}

/// Sends each at its time, or at once where that has passed.
fn notify(
    work: Work<'_>,
    hand: &mut Hand,
    turns: impl Iterator<Item = usize>,
) -> Result<(Vec<Cause>, Vec<Duration>), String> {
    let mut line = Line::open(work.address)?;
    let (mut causes, mut receipts) = (Vec::new(), Vec::new());
    for turn in turns {
        let inside = turn % INSIDE == 0;
        // Each plan in its turn, so that two notifications within one are far apart.
        let plan = turn / INSIDE % work.plans;
        let body = hand.site(plan, inside)?.to_bytes();
        let due =
            work.begin + Duration::from_secs(1) * u32::try_from(turn).unwrap_or(0) / work.rate;
        std::thread::sleep(due.saturating_duration_since(Clock::now()));
        let (status, answer) = line.post("/v1/statements", SUBMISSION, &body)?;
        if status != 200 {
            let said = String::from_utf8_lossy(&answer);
            return Err(format!("a notification got {status}: {said}"));
        }
        let answered = Clock::now();
        receipts.push(answered - due);
        if inside {
            let is_stop = false;
            causes.push(Cause {
                plan,
                is_stop,
                due,
                answered,
            });
        }
    }
    Ok((causes, receipts))
}

/// Checks without a pause, until it is over; what is turned away as too much is tried again.
fn flood(address: &str, hand: &mut Hand, plans: usize, over: &AtomicBool, count: &AtomicU64) {
    let Ok(mut line) = Line::open(address) else {
        return;
    };
    let mut plan = 0;
    while !over.load(Ordering::Relaxed) {
        plan = (plan + 7) % plans;
        let Ok(check) = hand.check(plan) else { return };
        match line.post("/v1/statements", SUBMISSION, &check.to_bytes()) {
            Ok((200, _)) => {
                count.fetch_add(1, Ordering::Relaxed);
            }
            Ok(_) => std::thread::sleep(Duration::from_millis(5)),
            Err(_) => return,
        }
    }
}

/// Four stops a second for other plans than the notifications'.
fn stops(
    address: &str,
    mut hand: Hand,
    plans: usize,
    begin: Clock,
    seconds: u32,
) -> Result<Vec<Cause>, String> {
    let mut line = Line::open(address)?;
    let mut causes = Vec::new();
    for number in 0..seconds * 4 {
        let plan = (plans / 2 + number as usize) % plans;
        let body = hand.stop(plan)?.to_bytes();
        let due = begin + Duration::from_millis(250) * number;
        std::thread::sleep(due.saturating_duration_since(Clock::now()));
        let (status, answer) = line.post("/v1/statements", SUBMISSION, &body)?;
        if status != 200 {
            let said = String::from_utf8_lossy(&answer);
            return Err(format!("a stop got {status}: {said}"));
        }
        let is_stop = true;
        causes.push(Cause {
            plan,
            is_stop,
            due,
            answered: Clock::now(),
        });
    }
    Ok(causes)
}

/// Holds what arrived against what was sent: the first alert of a plan after its first cause is its, and so
/// on.
fn measure(
    campaign: &mut Campaign,
    name: &str,
    theatre: &Theatre,
    arrived: &Receiver<Arrived>,
    sent: &Sent,
) {
    let numbers: BTreeMap<String, usize> = theatre
        .plans
        .iter()
        .map(ToString::to_string)
        .zip(0..)
        .collect();
    let mut waiting: BTreeMap<(usize, bool), VecDeque<Cause>> = BTreeMap::new();
    for cause in &sent.causes {
        waiting
            .entry((cause.plan, cause.is_stop))
            .or_default()
            .push_back(*cause);
    }
    let mut open = sent.causes.len();
    let mut times: BTreeMap<(bool, &str), Vec<Duration>> = BTreeMap::new();
    let until = Clock::now() + LAST;
    while open > 0 {
        let rest = until.saturating_duration_since(Clock::now());
        let Ok(arrival) = arrived.recv_timeout(rest) else {
            break;
        };
        // Other desks of the party hear of it too; what counts is the plan's own.
        if numbers.get(&arrival.plan) != Some(&arrival.stream) {
            continue;
        }
        let of_plan = waiting.get_mut(&(arrival.stream, arrival.is_stop));
        let Some(cause) = of_plan.and_then(VecDeque::pop_front) else {
            continue;
        };
        open -= 1;
        let since = |from: Clock| arrival.at.saturating_duration_since(from);
        let (due, answered) = (since(cause.due), since(cause.answered));
        times
            .entry((cause.is_stop, "from_due"))
            .or_default()
            .push(due);
        times
            .entry((cause.is_stop, "from_receipt"))
            .or_default()
            .push(answered);
    }
    campaign.expect(
        open == 0,
        format!(
            "{name}: {open} of {} alerts did not arrive",
            sent.causes.len()
        ),
    );
    let mut figures = serde_json::Map::new();
    for ((is_stop, from), mut times) in times {
        let what = if is_stop { "stop" } else { "alert" };
        figures.insert(format!("{what}_{from}"), distribution(&mut times));
    }
    let mut receipts = sent.receipts.clone();
    figures.insert("receipt_from_due".to_owned(), distribution(&mut receipts));
    #[allow(clippy::cast_precision_loss)]
    let per_second = |count: u64| (count as f64 / sent.took.as_secs_f64()).round();
    figures.insert("checks_per_s".to_owned(), json!(per_second(sent.checks)));
    let notified = per_second(sent.receipts.len() as u64);
    figures.insert("notifications_per_s".to_owned(), json!(notified));
    campaign.figure(name, serde_json::Value::Object(figures));
}
