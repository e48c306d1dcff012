//! `bench evaluation`: who overlaps a plan, of everything in force, on one core and in process: the register's own
//! index, traces and geodesics as the centre's check uses them, against PostgreSQL with PostGIS on the same files.
//!
//! Beside it the whole outcome with its coverage, whether anybody overlaps at all, the same as of the past, and which of many plans under way a
//! new notification concerns. PostgreSQL answers in a loop inside its own server, with a prepared plan and over no
//! line at all: (a) geodesics with its best index over envelope, window and heights, (b) distances in a plane, with geodesics only
//! where those are in doubt. The promise is that both find the same, but for what a third measure shows to be the other's error.
//!
//! Times are means of time on the processor beside the percentiles of the clock, so that ratios stand on a machine
//! that others use as well. Not here: the network, durable records (`bench check`).

mod ours;
mod page;
mod postgis;
mod reverse;

use super::postgres;
use super::serving::load;
use crate::campaign::{Campaign, Common, Progress};
use crate::workload::Workload;
use crate::workload::filled::Filled;
use ours::Asking;
use serde_json::{Map, Value, json};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// How it is run.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    #[command(flatten)]
    common: Common,
    /// So many notifications, one after the other [default: 100000,1000000; with --quick 20000].
    #[arg(long, value_delimiter = ',')]
    sizes: Vec<u32>,
    /// So many questions [default: 5,000; with --quick 500].
    #[arg(long)]
    questions: Option<u32>,
    /// So many plans under way for the reverse question [default: 100,000; with --quick 1,000].
    #[arg(long)]
    plans: Option<u32>,
    /// Without PostgreSQL.
    #[arg(long)]
    alone: bool,
    /// Installs PostgreSQL 15 and PostGIS from Debian's packages first.
    #[arg(long)]
    install: bool,
    /// Where figures (JSON), table and plot (SVG) are written.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Writes the workload's files there and measures nothing.
    #[arg(long)]
    files: Option<PathBuf>,
}

/// How long something took for each question.
#[derive(Clone, Debug, Default)]
struct Times {
    /// By the clock, sorted.
    each: Vec<Duration>,
    /// On the processor, all together.
    worked: Duration,
}

/// The words that a question finds, in order.
type Answers = Vec<Vec<u64>>;

/// Runs it.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    let promise = "the register finds what PostGIS finds, but for what geodesics show to be the other's error";
    let mut campaign = Campaign::begin("bench evaluation", promise);
    if let Err(why) = bench(options, &mut campaign) {
        campaign.fail(why);
    }
    campaign.end()
}

fn bench(options: &Options, campaign: &mut Campaign) -> Result<(), String> {
    let quick = options.common.quick;
    let sizes = match options.sizes.as_slice() {
        [] if quick => vec![20_000],
        [] => vec![100_000, 1_000_000],
        given => given.to_vec(),
    };
    let questions = options.questions.unwrap_or(if quick { 500 } else { 5_000 });
    let plans = options.plans.unwrap_or(if quick { 1_000 } else { 100_000 });
    if let Some(folder) = &options.files {
        let count = sizes.first().copied().unwrap_or(0);
        let workload = Workload::new(options.common.seed, count);
        std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        postgis::write_files(&workload, questions, folder)?;
        campaign.say(format!(
            "{count} notifications written to {}",
            folder.display()
        ));
        return Ok(());
    }
    if options.install {
        postgres::install()?;
    }
    campaign.figure("seed", options.common.seed);
    campaign.figure("questions", questions);
    campaign.figure("load_before", load());
    let mut rows = Vec::new();
    for &count in &sizes {
        let workload = Workload::new(options.common.seed, count);
        rows.push(one_size(&workload, questions, options.alone, campaign)?);
    }
    campaign.figure("by_size", Value::Array(rows.clone()));
    campaign.say(format!("{plans} plans under way"));
    let reverse = reverse::measure(&Workload::new(options.common.seed, plans.max(2_000)), plans)?;
    campaign.figure("reverse", reverse.clone());
    campaign.figure("load_after", load());
    let page = page::table(&rows, &reverse);
    println!("{page}");
    if let Some(folder) = &options.out {
        let text = |error: std::io::Error| error.to_string();
        std::fs::create_dir_all(folder).map_err(text)?;
        let figures = json!({ "by_size": rows, "reverse": reverse, "seed": options.common.seed });
        let figures = serde_json::to_string_pretty(&figures).map_err(|error| error.to_string())?;
        std::fs::write(folder.join("evaluation.json"), figures + "\n").map_err(text)?;
        std::fs::write(folder.join("evaluation.md"), page).map_err(text)?;
        std::fs::write(folder.join("evaluation.svg"), page::plot(&rows)).map_err(text)?;
    }
    Ok(())
}

fn one_size(
    workload: &Workload,
    questions: u32,
    alone: bool,
    campaign: &mut Campaign,
) -> Result<Value, String> {
    let count = workload.count;
    campaign.say(format!("{count} notifications"));
    let words = workload.words().len() as u64;
    let mut progress = Progress::of("words", words);
    let before = ours::resident();
    let filled = Filled::new(workload, &mut |done| progress.at(done))?;
    let bytes = ours::resident().saturating_sub(before) / u64::from(count.max(1));
    let asking = Asking::new(workload, &filled, questions);
    let mut row = Map::new();
    row.insert("notifications".to_owned(), json!(count));
    row.insert("register_bytes_each".to_owned(), json!(bytes));
    campaign.say("the register is asked");
    // The first time is for the caches.
    asking.overlaps();
    let (ours, found) = asking.overlaps();
    let overlaps: usize = found.iter().map(Vec::len).sum();
    row.insert("overlaps_each".to_owned(), json!(each(overlaps, questions)));
    row.insert("overlaps".to_owned(), ours.figures());
    row.insert("whether_any".to_owned(), asking.whether_any().figures());
    let (as_of, found_then) = asking.as_of();
    row.insert("as_of".to_owned(), as_of.figures());
    row.insert("outcome".to_owned(), asking.outcomes().figures());
    campaign.expect(
        asking.plainly_the_same(&found),
        "what traces tell apart is not what measuring everybody near finds",
    );
    let postgres = match alone {
        true => None,
        false => postgres::Postgres::start(postgis::SETTINGS)?,
    };
    match postgres {
        Some(postgres) if postgres.has_postgis => {
            campaign.say("PostGIS is filled");
            let theirs = postgis::PostGis::fill(postgres, workload, questions)?;
            row.insert("postgis_rows".to_owned(), json!(theirs.rows));
            row.insert(
                "postgis_bytes_each".to_owned(),
                json!(theirs.bytes / u64::from(count)),
            );
            let geodesic = ("postgis_a", postgis::GEODESIC, &ours, &found);
            let plane = ("postgis_b", postgis::PLANE, &ours, &found);
            let past = ("postgis_as_of", postgis::AS_OF, &as_of, &found_then);
            for (name, question, ours, found) in [geodesic, plane, past] {
                campaign.say(format!("PostGIS is asked: {name}"));
                let (times, answers) = theirs.ask(question)?;
                let judged = asking.judge(found, &answers);
                campaign.expect(
                    judged.ours_wrong == 0,
                    format!(
                        "{} answers of the register are wrong ({name})",
                        judged.ours_wrong
                    ),
                );
                let mut figures = times.figures();
                if let Some(figures) = figures.as_object_mut() {
                    figures.insert("times_slower".to_owned(), json!(ratio(&times, ours)));
                    let tail = times.of_hundred(99).as_secs_f64()
                        / ours.of_hundred(99).as_secs_f64().max(1e-9);
                    figures.insert(
                        "tail_times_longer".to_owned(),
                        json!((tail * 10.0).round() / 10.0),
                    );
                    figures.insert("different".to_owned(), judged.figures());
                }
                row.insert(name.to_owned(), figures);
            }
        }
        _ if alone => {}
        _ => campaign.say(
            "no PostgreSQL 15 with PostGIS here: nothing to compare with; --install installs them",
        ),
    }
    Ok(Value::Object(row))
}

/// How many times longer the one is at work.
fn ratio(one: &Times, other: &Times) -> f64 {
    let ratio = one.mean_us() / other.mean_us().max(1e-9);
    (ratio * 10.0).round() / 10.0
}

#[allow(clippy::cast_precision_loss)]
fn each(all: usize, of: u32) -> f64 {
    (all as f64 / f64::from(of.max(1)) * 100.0).round() / 100.0
}

impl Times {
    fn new(mut each: Vec<Duration>, worked: Duration) -> Self {
        each.sort_unstable();
        Self { each, worked }
    }

    /// On the processor, in microseconds.
    #[allow(clippy::cast_precision_loss)]
    fn mean_us(&self) -> f64 {
        self.worked.as_secs_f64() * 1e6 / self.each.len().max(1) as f64
    }

    fn of_hundred(&self, percent: usize) -> Duration {
        super::serving::percentile(&self.each, percent)
    }

    fn figures(&self) -> Value {
        let micros = |time: Duration| (time.as_secs_f64() * 1e7).round() / 10.0;
        let mean_us = self.mean_us();
        json!({
            "mean_us": (mean_us * 100.0).round() / 100.0,
            "a_second": (1e6 / mean_us.max(1e-9)).round(),
            "p50_us": micros(self.of_hundred(50)),
            "p99_us": micros(self.of_hundred(99)),
            "max_us": micros(self.each.last().copied().unwrap_or_default()),
        })
    }
}
