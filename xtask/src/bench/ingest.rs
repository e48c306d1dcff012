//! `bench ingest`: one statement, one durable receipt, over HTTP; then the same in process.
//!
//! Each client sends its next statement when the receipt for the one before has come. An answer counts only
//! with a receipt in it, which the server gives when log, vault and head are on disk and the checkpoint over them is
//! signed. The machine's own bounds are measured before, on the same disk and the same cores.

use super::durable;
use super::line::Line;
use super::serving::{self, Shares, milli, percentile, serve};
use crate::campaign::{Campaign, Common};
use crate::program;
use serde_json::{Value, json};
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant as Clock};
use truceline::http::statement::SUBMISSION;
use truceline::speech::notification::SiteWords;
use truceline::speech::{Disclose, Sealer, Speech};
use truceline::voice::Voice;
use truceline_engine::clock::{Clock as _, SystemClock};
use truceline_engine::keyfile::{self, Purpose};
use truceline_engine::randomness::{Randomness as _, SystemRandomness};
use truceline_log::key::SigningKey;
use truceline_register::act::Act;
use truceline_register::codec::statement::Submission;
use truceline_register::geometry::footprint::{Circle, Footprint};
use truceline_register::geometry::position::{Decimetres, Position};
use truceline_register::ids::NotificationId;
use truceline_register::place::SitePlace;
use truceline_register::time::{Instant, Span};
use truceline_register::vocabulary::{ForceClass, ForceSet, SiteCategory};

/// How many parties speak, each with one key.
const SPEAKERS: usize = 16;
/// How often the disk is asked to keep a page.
const SYNCS: usize = 500;
/// How many signatures are verified on one core.
const SIGNATURES: usize = 5_000;

/// How it is run.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    #[command(flatten)]
    common: Common,
    /// Only so many clients at once.
    #[arg(long, value_name = "CLIENTS")]
    clients: Option<usize>,
}

/// Runs it.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    let promise = "every statement gets a receipt, and the log holds each once";
    let mut campaign = Campaign::begin("bench ingest", promise);
    if let Err(why) = bench(options, &mut campaign) {
        campaign.fail(why);
    }
    campaign.end()
}

fn bench(options: &Options, campaign: &mut Campaign) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let binary = program::build()?;
    let run = |arguments: &[&str]| serving::run(&binary, folder.path(), arguments);
    run(&[
        "--data",
        "register",
        "init",
        "--origin",
        "register.example/bench",
        "--theatre",
        "Bench",
        "--centre",
        "Centre",
    ])?;
    let mut voices = Vec::new();
    for number in 0..SPEAKERS {
        let (name, key) = (format!("Speaker {number}"), format!("{number}.key"));
        run(&[
            "--data",
            "register",
            "party",
            "enrol",
            "--name",
            &name,
            "--role",
            "humanitarian",
            "--new-key",
            &key,
        ])?;
        let path = folder.path().join(&key);
        let loaded = keyfile::load(&path, Purpose::Party, &mut || None)
            .map_err(|error| error.to_string())?;
        voices.push(Voice::open(&path, &loaded).map_err(|problem| problem.to_string())?);
    }
    campaign.say("measuring the machine");
    let sync = fdatasync(folder.path())?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let verified = verifications();
    campaign.figure("fdatasync_p50_ms", milli(sync));
    campaign.figure("verifications_per_core", verified.round());
    let mut serving = serve(&binary, folder.path(), Shares::Off)?;
    let mut rows = Vec::new();
    let each: &[(usize, usize)] = match options.common.quick {
        true => &[(1, 100), (64, 20)],
        false => &[(1, 2_000), (64, 300), (256, 200)],
    };
    let only = options.clients;
    for &(clients, statements) in each
        .iter()
        .filter(|(clients, _)| only.is_none_or(|only| only == *clients))
    {
        campaign.say(format!("{clients} clients, {statements} statements each"));
        let work = sign(&mut voices, clients, statements)?;
        let (_, _, before_s) = serving.costs();
        let load_before_s = serving::own_processor_s();
        let (times, took) = drive(&serving.address, &work)?;
        let (_, most_mib, after_s) = serving.costs();
        let load_s = serving::own_processor_s() - load_before_s;
        #[allow(clippy::cast_precision_loss)]
        let rate = times.len() as f64 / took.as_secs_f64();
        #[allow(clippy::cast_precision_loss)]
        let bound = verified * cores as f64;
        rows.push(json!({
            "clients": clients,
            "receipts": times.len(),
            "receipts_per_s": rate.round(),
            "share_of_signature_bound": (rate / bound * 1000.0).round() / 1000.0,
            "server_processor_us_each": ((after_s - before_s) * 1e6 / times.len() as f64).round(),
            "load_processor_us_each": (load_s * 1e6 / times.len() as f64).round(),
            "server_most_mib": most_mib,
            "p50_ms": milli(percentile(&times, 50)),
            "p99_ms": milli(percentile(&times, 99)),
            "p50_in_fdatasyncs": (percentile(&times, 50).as_secs_f64() / sync.as_secs_f64() * 10.0).round() / 10.0,
        }));
    }
    campaign.figure("by_clients", Value::Array(rows));
    serving.stop()?;
    run(&["--data", "register", "fsck"])?;
    let each = if options.common.quick { 200 } else { 3_200 };
    campaign.say(format!(
        "in process: {SPEAKERS} keys, {each} statements each"
    ));
    let bodies = sign(&mut voices, SPEAKERS, each)?;
    let read = |body: &Vec<u8>| Submission::from_bytes(body).map_err(|error| error.to_string());
    let work: Result<Vec<Vec<Submission>>, String> = bodies
        .iter()
        .map(|bodies| bodies.iter().map(read).collect())
        .collect();
    #[allow(clippy::cast_precision_loss)]
    let bound = verified * cores as f64;
    let data = folder.path().join("register");
    let figures = durable::measure(&data, work?, bound)?;
    campaign.figure("in_process", figures);
    run(&["--data", "register", "fsck"])?;
    if !options.common.quick {
        campaign.say("the same many rows are given to PostgreSQL");
        if let Some(figures) = durable::postgres()? {
            campaign.figure("postgres", figures);
        }
    }
    Ok(())
}

/// The middle of what it takes to have one page of a file on disk.
fn fdatasync(folder: &Path) -> Result<Duration, String> {
    let mut file = File::create(folder.join("page")).map_err(|error| error.to_string())?;
    let mut times = Vec::with_capacity(SYNCS);
    for _ in 0..SYNCS {
        let began = Clock::now();
        let written = file.write_all(&[7; 4096]).and_then(|()| file.sync_data());
        written.map_err(|error| error.to_string())?;
        times.push(began.elapsed());
    }
    times.sort_unstable();
    Ok(percentile(&times, 50))
}

/// Strict verifications of Ed25519 in a second, on one core.
fn verifications() -> f64 {
    let key = SigningKey::from_seed(&[7; 32]);
    let (message, public) = ([3; 600], key.verifying_key());
    let signature = key.sign(&message);
    let began = Clock::now();
    let sound = (0..SIGNATURES).filter(|_| public.verify(&message, &signature).is_ok());
    #[allow(clippy::cast_precision_loss)]
    let count = sound.count() as f64;
    count / began.elapsed().as_secs_f64()
}

/// For each client the bodies that it will send, signed beforehand.
fn sign(
    voices: &mut [Voice],
    clients: usize,
    statements: usize,
) -> Result<Vec<Vec<Vec<u8>>>, String> {
    let now = SystemClock::default().read().wall;
    let mut work = Vec::with_capacity(clients);
    for client in 0..clients {
        let speeches: Result<Vec<Speech>, String> = (0..statements).map(|_| site(now)).collect();
        let place = client % voices.len();
        let voice = voices.get_mut(place).ok_or("no voice")?;
        let signed = voice
            .sign_all(&speeches?, now, &mut SystemRandomness)
            .map_err(|problem| problem.to_string())?;
        work.push(
            signed
                .into_iter()
                .map(|(submission, _)| submission.to_bytes())
                .collect(),
        );
    }
    Ok(work)
}

fn site(now: Instant) -> Result<Speech, String> {
    let mut randomness = SystemRandomness;
    let mut bytes = [0; 24];
    randomness
        .fill(&mut bytes)
        .map_err(|error| error.to_string())?;
    let (id, place) = bytes.split_at(16);
    let spread = |at: usize| -> i32 {
        let drawn = place
            .get(at..at + 4)
            .and_then(|drawn| drawn.try_into().ok());
        i32::from_le_bytes(drawn.unwrap_or_default()) / 300
    };
    let centre = Position::from_e7(350_000_000 + spread(0), 390_000_000 + spread(4));
    let id: [u8; 16] = id.try_into().map_err(|_| "an id has 16 bytes")?;
    let words = SiteWords {
        id: NotificationId::from_bytes(id),
        place: SitePlace {
            footprint: Footprint::Circle(Circle {
                centre: centre.map_err(|error| error.to_string())?,
                radius: Decimetres::new(1_000).map_err(|error| error.to_string())?,
            }),
            altitude: None,
            precision: None,
            buffer: Decimetres::ZERO,
            start: now,
            end: None,
        },
        zone: None,
        category: SiteCategory::Office,
        forces: ForceSet::of(&[ForceClass::Humanitarian]),
        reconfirm_by: Some(now.plus(Span::hours(7 * 24))),
        details: None,
        personal: None,
        shares: Vec::new(),
    };
    let mut sealer = Sealer::new(&mut randomness, Disclose::Exact);
    let act = Act::Site(
        words
            .seal(&mut sealer)
            .map_err(|problem| problem.to_string())?,
    );
    Ok(sealer.speech(act))
}

/// Every client on a thread of its own, all at once; times of all answers, sorted, and of the whole.
fn drive(address: &str, work: &[Vec<Vec<u8>>]) -> Result<(Vec<Duration>, Duration), String> {
    let began = Clock::now();
    let times: Result<Vec<Vec<Duration>>, String> = std::thread::scope(|scope| {
        let clients: Vec<_> = work
            .iter()
            .map(|bodies| scope.spawn(move || one(address, bodies)))
            .collect();
        let joined = clients.into_iter();
        joined
            .map(|client| client.join().map_err(|_| "a client failed".to_owned())?)
            .collect()
    });
    let took = began.elapsed();
    let mut times = times?.concat();
    times.sort_unstable();
    Ok((times, took))
}

fn one(address: &str, bodies: &[Vec<u8>]) -> Result<Vec<Duration>, String> {
    let mut line = Line::open(address)?;
    let mut times = Vec::with_capacity(bodies.len());
    for body in bodies {
        let began = Clock::now();
        let (status, answer) = line.post("/v1/statements", SUBMISSION, body)?;
        times.push(began.elapsed());
        let has_receipt = answer.windows(7).any(|word| word == b"receipt");
        if status != 200 || !has_receipt {
            let said = String::from_utf8_lossy(&answer);
            return Err(format!("no receipt but {status}: {said}"));
        }
    }
    Ok(times)
}
