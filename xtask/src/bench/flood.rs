//! `bench flood`: what hostile and broken clients cost everybody else.
//!
//! Honest parties notify at a fixed rate and stops are sent, first in calm and then under each flood in turn: slow
//! requests, streams that nobody reads, heads of 1 MiB, polygons as large as they may be, requests without an end, forged
//! signatures. Printed is the honest clients' time as a ratio to calm, and the server's memory. Not
//! here: floods from many machines, which are the network's to keep off.

use super::line::Line;
use super::serving::{Serving, Shares, load, may_open, milli, percentile, serve};
use super::theatre::{Hand, Size, Theatre};
use crate::campaign::{Campaign, Common};
use crate::program;
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant as Clock};
use truceline::http::statement::SUBMISSION;

/// Honest parties, each on a connection of its own.
const HONEST: usize = 16;
/// What they notify in a second, all together.
const RATE: u32 = 100;
/// Stops a second.
const STOPS: u32 = 2;
/// Connections of whoever floods without a pause.
const FLOODING: usize = 8;
/// Connections of whoever is slow.
const SLOW: usize = 400;
/// More memory than this and the server is not bounded, in MiB: what it had in calm, and as much as the largest
/// requests that it takes at once.
const ROOM_MIB: u64 = 512;

/// How it is run.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    #[command(flatten)]
    common: Common,
}

/// Runs it.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    let promise =
        "under every flood each honest word and each stop gets its receipt, and memory is bounded";
    let mut campaign = Campaign::begin("bench flood", promise);
    if let Err(why) = bench(options, &mut campaign) {
        campaign.fail(why);
    }
    campaign.end()
}

/// What is done to the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flood {
    /// Nothing.
    Calm,
    /// Heads and bodies that come a byte a second.
    Slow,
    /// Streams that are opened and never read.
    Unread,
    /// Heads of 1 MiB.
    Heads,
    /// Boundaries of as many vertices as a statement holds, of a party that may not draw any.
    Polygons,
    /// Requests that anybody may send.
    Requests,
    /// Statements whose signature does not hold.
    Forged,
}

impl Flood {
    const ALL: [Self; 7] = [
        Self::Calm,
        Self::Slow,
        Self::Unread,
        Self::Heads,
        Self::Polygons,
        Self::Requests,
        Self::Forged,
    ];

    const fn word(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Slow => "slow requests",
            Self::Unread => "streams that nobody reads",
            Self::Heads => "heads of 1 MiB",
            Self::Polygons => "huge polygons",
            Self::Requests => "requests",
            Self::Forged => "forged signatures",
        }
    }

    const fn connections(self) -> usize {
        match self {
            Self::Calm => 0,
            Self::Slow | Self::Unread => SLOW,
            Self::Heads | Self::Polygons | Self::Requests | Self::Forged => FLOODING,
        }
    }
}

fn bench(options: &Options, campaign: &mut Campaign) -> Result<(), String> {
    let (sites, seconds) = match options.common.quick {
        true => (1_000, 4),
        false => (20_000, 20),
    };
    may_open(2_048)?;
    let binary = program::build()?;
    let size = Size {
        plans: 100,
        speakers: HONEST + 2,
        sites,
    };
    let mut theatre = Theatre::new(&binary, size)?;
    let mut serving = serve(&binary, theatre.folder.path(), Shares::Kept)?;
    let mut speakers = std::mem::take(&mut theatre.speakers);
    let mut stopper = speakers.pop().ok_or("nobody sends stops")?;
    let mut hostile = speakers.pop().ok_or("nobody is hostile")?;
    campaign.figure("load_before", load());
    let (calm_mib, ..) = serving.costs();
    let mut rows: Vec<Value> = Vec::new();
    let mut calm: Option<Times> = None;
    for flood in Flood::ALL {
        campaign.say(flood.word());
        let bodies = bodies(flood, &mut hostile, &theatre)?;
        let honest = Honest {
            speakers: &mut speakers,
            stopper: &mut stopper,
            seconds,
        };
        let (times, sent) = under(&serving, flood, &bodies, &theatre, honest)?;
        let (now_mib, most_mib, _) = serving.costs();
        campaign.expect(
            most_mib <= calm_mib + ROOM_MIB,
            format!(
                "{}: the server had {most_mib} MiB, {calm_mib} before",
                flood.word()
            ),
        );
        let calm = calm.get_or_insert(times);
        rows.push(json!({
            "flood": flood.word(),
            "sent": sent,
            "honest_p50_ms": milli(times.honest.0),
            "honest_p99_ms": milli(times.honest.1),
            "honest_p99_to_calm": ratio(times.honest.1, calm.honest.1),
            "stop_p50_ms": milli(times.stops.0),
            "stop_p99_ms": milli(times.stops.1),
            "stop_p99_to_calm": ratio(times.stops.1, calm.stops.1),
            "server_mib": now_mib,
            "server_most_mib": most_mib,
        }));
    }
    campaign.figure("floods", Value::Array(rows));
    campaign.figure("load_after", load());
    serving.stop()
}

fn ratio(one: Duration, other: Duration) -> f64 {
    (one.as_secs_f64() / other.as_secs_f64().max(1e-9) * 100.0).round() / 100.0
}

/// The middle, and what ninety-nine of a hundred took at most.
#[derive(Clone, Copy)]
struct Times {
    honest: (Duration, Duration),
    stops: (Duration, Duration),
}

struct Honest<'a> {
    speakers: &'a mut [Hand],
    stopper: &'a mut Hand,
    seconds: u32,
}

/// What is sent again and again.
fn bodies(flood: Flood, hostile: &mut Hand, theatre: &Theatre) -> Result<Vec<Vec<u8>>, String> {
    match flood {
        Flood::Polygons => (0..4).map(|_| Ok(hostile.huge()?.to_bytes())).collect(),
        Flood::Forged => (0..64)
            .map(|plan| {
                let mut submission = hostile.site(plan % theatre.plans.len(), false)?;
                // The signature stands at the end of the statement.
                if let Some(last) = submission.statement.last_mut() {
                    *last ^= 1;
                }
                Ok(submission.to_bytes())
            })
            .collect(),
        _ => Ok(Vec::new()),
    }
}

/// Honest words and stops under a flood: how long they took, and what the flood sent.
fn under(
    serving: &Serving,
    flood: Flood,
    bodies: &[Vec<u8>],
    theatre: &Theatre,
    honest: Honest<'_>,
) -> Result<(Times, u64), String> {
    let address = serving.address.as_str();
    let plans = theatre.plans.len();
    let Honest {
        speakers,
        stopper,
        seconds,
    } = honest;
    let (over, sent) = (AtomicBool::new(false), AtomicU64::new(0));
    let many = speakers.len();
    let said: Result<(Vec<Duration>, Vec<Duration>), String> = std::thread::scope(|scope| {
        for number in 0..flood.connections() {
            let (over, sent) = (&over, &sent);
            let hand = theatre.desks.get(number % theatre.desks.len());
            let disturb = move || disturb(address, flood, bodies, hand, over, sent);
            let thread = std::thread::Builder::new().stack_size(256 * 1024);
            let spawned = thread.spawn_scoped(scope, disturb);
            spawned.map_err(|error| error.to_string())?;
        }
        // They are all there by then.
        let begin = Clock::now() + Duration::from_secs(2);
        let count = (RATE * seconds) as usize;
        let speaking: Vec<_> = speakers
            .iter_mut()
            .enumerate()
            .map(|(first, hand)| {
                let turns: Vec<usize> = (first..count).step_by(many).collect();
                scope.spawn(move || {
                    let speak = |hand: &mut Hand, turn: usize| hand.site(turn % plans, false);
                    paced(address, hand, begin, RATE, &turns, speak)
                })
            })
            .collect();
        let turns: Vec<usize> = (0..(STOPS * seconds) as usize).collect();
        let speak = |hand: &mut Hand, turn: usize| hand.stop(turn % plans);
        let stops = paced(address, stopper, begin, STOPS, &turns, speak);
        let said: Result<Vec<Vec<Duration>>, String> = speaking
            .into_iter()
            .map(|one| one.join().map_err(|_| "a speaker failed".to_owned())?)
            .collect();
        over.store(true, Ordering::Relaxed);
        Ok((said?.concat(), stops?))
    });
    over.store(true, Ordering::Relaxed);
    let (mut words, mut stops) = said?;
    let both = |times: &mut Vec<Duration>| {
        times.sort_unstable();
        (percentile(times, 50), percentile(times, 99))
    };
    let times = Times {
        honest: both(&mut words),
        stops: both(&mut stops),
    };
    Ok((times, sent.load(Ordering::Relaxed)))
}

/// Says each thing at its time; from then to its receipt.
fn paced(
    address: &str,
    hand: &mut Hand,
    begin: Clock,
    rate: u32,
    turns: &[usize],
    speak: impl Fn(&mut Hand, usize) -> Result<truceline_register::codec::statement::Submission, String>,
) -> Result<Vec<Duration>, String> {
    let mut line = Line::open(address)?;
    let mut times = Vec::with_capacity(turns.len());
    for &turn in turns {
        let body = speak(hand, turn)?.to_bytes();
        let due = begin + Duration::from_secs(1) * u32::try_from(turn).unwrap_or(0) / rate;
        std::thread::sleep(due.saturating_duration_since(Clock::now()));
        let (status, answer) = line.post("/v1/statements", SUBMISSION, &body)?;
        if status != 200 {
            let said = String::from_utf8_lossy(&answer);
            return Err(format!("an honest word got {status}: {said}"));
        }
        times.push(due.elapsed());
    }
    Ok(times)
}

/// Floods until it is over; whatever the server does to a connection, another is opened.
fn disturb(
    address: &str,
    flood: Flood,
    bodies: &[Vec<u8>],
    hand: Option<&Hand>,
    over: &AtomicBool,
    sent: &AtomicU64,
) {
    while !over.load(Ordering::Relaxed) {
        let turn = || -> Option<()> {
            match flood {
                Flood::Calm => None,
                Flood::Slow => slow(address, over),
                Flood::Unread => unread(address, hand?, over),
                Flood::Heads => head(address),
                Flood::Polygons | Flood::Forged => post(address, bodies, over, sent),
                Flood::Requests => requests(address, over, sent),
            }
        };
        sent.fetch_add(1, Ordering::Relaxed);
        if turn().is_none() {
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

fn connect(address: &str) -> Option<TcpStream> {
    let stream = TcpStream::connect(address).ok()?;
    let patience = Some(Duration::from_secs(2));
    stream.set_read_timeout(patience).ok()?;
    stream.set_write_timeout(patience).ok()?;
    Some(stream)
}

/// A head that never ends, a byte at a time.
fn slow(address: &str, over: &AtomicBool) -> Option<()> {
    let mut stream = connect(address)?;
    let head =
        b"POST /v1/statements HTTP/1.1\r\nhost: register\r\ncontent-length: 1000000\r\nx-slow: ";
    for byte in head.iter().chain(std::iter::repeat(&b'x')) {
        if over.load(Ordering::Relaxed) {
            return None;
        }
        stream.write_all(std::slice::from_ref(byte)).ok()?;
        std::thread::sleep(Duration::from_millis(500));
    }
    Some(())
}

/// A stream with the whole of the log that is opened and left.
fn unread(address: &str, hand: &Hand, over: &AtomicBool) -> Option<()> {
    let mut stream = connect(address)?;
    let query = "lane=all&all=true";
    let signed = hand.signed(address, "/v1/events", query).ok()?;
    let request = format!("GET /v1/events?{query} HTTP/1.1\r\nhost: {address}\r\n{signed}\r\n");
    stream.write_all(request.as_bytes()).ok()?;
    while !over.load(Ordering::Relaxed) {
        std::thread::sleep(Duration::from_millis(100));
    }
    Some(())
}

fn head(address: &str) -> Option<()> {
    let mut stream = connect(address)?;
    stream
        .write_all(b"GET /healthz HTTP/1.1\r\nhost: register\r\nx-long: ")
        .ok()?;
    for _ in 0..64 {
        stream.write_all(&[b'x'; 16_384]).ok()?;
    }
    stream.write_all(b"\r\n\r\n").ok()?;
    let mut answer = [0; 1_024];
    stream.read(&mut answer).ok().map(|_| ())
}

fn post(address: &str, bodies: &[Vec<u8>], over: &AtomicBool, sent: &AtomicU64) -> Option<()> {
    let mut line = Line::open(address).ok()?;
    for body in bodies.iter().cycle() {
        if over.load(Ordering::Relaxed) {
            return None;
        }
        line.post("/v1/statements", SUBMISSION, body).ok()?;
        sent.fetch_add(1, Ordering::Relaxed);
    }
    None
}

fn requests(address: &str, over: &AtomicBool, sent: &AtomicU64) -> Option<()> {
    let mut line = Line::open(address).ok()?;
    while !over.load(Ordering::Relaxed) {
        line.post("/v1/statements", SUBMISSION, b"nothing that can be read")
            .ok()?;
        sent.fetch_add(1, Ordering::Relaxed);
    }
    None
}
