//! `bench check`: a check asked, evaluated and on record, over HTTP, against PostgreSQL that runs the same
//! question in space and time and durably inserts the row that says so.
//!
//! Both hold the same sites and answer on the same machine in the same run, one after the other; what counts is the
//! ratio. The register also verifies a signature, seals the basis, signs a checkpoint and proves the record; PostgreSQL
//! is asked over a socket, by its own client, and proves nothing.

use super::line::Line;
use super::postgres::Postgres;
use super::serving::{Shares, distribution, load, may_open, serve};
use super::theatre::{Hand, Size, Theatre, corner, step};
use crate::campaign::{Campaign, Common};
use crate::program;
use serde_json::{Value, json};
use std::process::ExitCode;
use std::time::{Duration, Instant as Clock};
use truceline::http::statement::SUBMISSION;

/// How it is run.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    #[command(flatten)]
    common: Common,
}

/// Runs it.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    let promise = "every check gets a receipt for a record that holds its outcome";
    let mut campaign = Campaign::begin("bench check", promise);
    if let Err(why) = bench(options, &mut campaign) {
        campaign.fail(why);
    }
    campaign.end()
}

fn bench(options: &Options, campaign: &mut Campaign) -> Result<(), String> {
    let (plans, sites, seconds, each): (_, _, _, &[usize]) = match options.common.quick {
        true => (100, 5_000, 3, &[1, 16]),
        false => (1_000, 100_000, 15, &[1, 2, 64, 256]),
    };
    may_open(1_024)?;
    let binary = program::build()?;
    let most = each.iter().copied().max().unwrap_or(1);
    campaign.say(format!("{sites} sites"));
    let size = Size {
        plans,
        speakers: most,
        sites,
    };
    let mut theatre = Theatre::new(&binary, size)?;
    campaign.figure("load_before", load());
    let mut serving = serve(&binary, theatre.folder.path(), Shares::Off)?;
    let mut rates = Vec::new();
    let mut rows = Vec::new();
    for &clients in each {
        campaign.say(format!("{clients} clients ask the register"));
        let hands = theatre.speakers.get_mut(..clients);
        let hands = hands.ok_or("there are not so many speakers")?;
        let (rate, figures) = ask(&serving.address, hands, plans, seconds)?;
        rates.push(rate);
        rows.push(json!({ "clients": clients, "register": figures }));
    }
    serving.stop()?;
    match Postgres::start(&[])? {
        None => campaign.say("no PostgreSQL 15 on this machine: nothing to compare with"),
        Some(postgres) => {
            campaign.figure("postgis", postgres.has_postgis);
            fill(&postgres, plans, sites)?;
            let script = script(&postgres, plans);
            for ((&clients, rate), row) in each.iter().zip(rates).zip(&mut rows) {
                campaign.say(format!("{clients} clients ask PostgreSQL"));
                let (theirs, figures) = postgres.bench(&script, clients, seconds)?;
                if let Some(row) = row.as_object_mut() {
                    row.insert("postgres".to_owned(), figures);
                    let ratio = (rate / theirs * 1000.0).round() / 1000.0;
                    row.insert("register_to_postgres".to_owned(), json!(ratio));
                }
            }
        }
    }
    campaign.figure("by_clients", Value::Array(rows));
    campaign.figure("load_after", load());
    Ok(())
}

/// Everybody asks again as soon as there is an answer, for so long.
fn ask(
    address: &str,
    hands: &mut [Hand],
    plans: usize,
    seconds: u32,
) -> Result<(f64, Value), String> {
    let began = Clock::now();
    let until = began + Duration::from_secs(u64::from(seconds));
    let times: Result<Vec<Vec<Duration>>, String> = std::thread::scope(|scope| {
        let asking: Vec<_> = hands
            .iter_mut()
            .enumerate()
            .map(|(first, hand)| scope.spawn(move || one(address, hand, first, plans, until)))
            .collect();
        let asking = asking.into_iter();
        asking
            .map(|one| one.join().map_err(|_| "an asker failed".to_owned())?)
            .collect()
    });
    let took = began.elapsed();
    let mut times = times?.concat();
    #[allow(clippy::cast_precision_loss)]
    let rate = times.len() as f64 / took.as_secs_f64();
    let mut figures = distribution(&mut times);
    if let Some(figures) = figures.as_object_mut() {
        figures.insert("per_s".to_owned(), json!(rate.round()));
    }
    Ok((rate, figures))
}

fn one(
    address: &str,
    hand: &mut Hand,
    first: usize,
    plans: usize,
    until: Clock,
) -> Result<Vec<Duration>, String> {
    let mut line = Line::open(address)?;
    let (mut times, mut plan) = (Vec::new(), first);
    while Clock::now() < until {
        // No two ask about one place at once, and nobody about one place twice in a row.
        plan = (plan + 389) % plans;
        let body = hand.check(plan)?.to_bytes();
        let began = Clock::now();
        let (status, answer) = line.post("/v1/statements", SUBMISSION, &body)?;
        times.push(began.elapsed());
        let has_receipt = answer.windows(7).any(|word| word == b"receipt");
        if status != 200 || !has_receipt {
            let said = String::from_utf8_lossy(&answer);
            return Err(format!("no receipt but {status}: {said}"));
        }
    }
    Ok(times)
}

/// The same sites: three in a hundred within a plan's disc, the others some 15 km from it.
fn fill(postgres: &Postgres, plans: usize, sites: usize) -> Result<(), String> {
    let (lat, lon) = (corner().0, corner().1);
    let (step, row) = (step(), super::theatre::ROW);
    let kind = match postgres.has_postgis {
        true => "geography(point)",
        false => "box",
    };
    let place = match postgres.has_postgis {
        true => "st_makepoint(lon, lat)::geography",
        // Reached outward by radius and precision, as a box.
        false => "box(point(lon - 0.0007, lat - 0.0006), point(lon + 0.0007, lat + 0.0006))",
    };
    postgres.sql(&format!(
        "create extension if not exists btree_gist;
         create table site (id bigint primary key, reach real not null, place {kind} not null, valid tstzrange not null);
         insert into site select number, 60, {place}, tstzrange(now(), null)
         from (select number, {lat} + (plan / {row}) * {step} + {step} / 2 + off + spread_a as lat,
                      {lon} + (plan % {row}) * {step} + {step} / 2 + off + spread_b as lon
               from (select number, number % {plans} as plan, (random() - 0.5) * 0.01 as spread_a,
                            (random() - 0.5) * 0.01 as spread_b,
                            case when number % 100 < 3 then 0 else 0.1 end as off
                     from generate_series(0, {sites} - 1) as number) as drawn) as placed;
         create index on site using gist (place, valid);
         create table audit (id bigserial primary key, at timestamptz not null, plan int not null,
                             outcome text not null, found bigint[] not null);
         analyze site"
    ))?;
    Ok(())
}

/// One check: what is near in space and time, and the row that says so.
fn script(postgres: &Postgres, plans: usize) -> String {
    let (lat, lon) = (corner().0, corner().1);
    let (step, row) = (step(), super::theatre::ROW);
    let near = match postgres.has_postgis {
        // 2 km, the least buffer of 500 m, and what the site reaches.
        true => "st_dwithin(place, st_makepoint(:lon, :lat)::geography, 2500 + 60)",
        false => {
            "place && box(point(:lon - 0.028, :lat - 0.0226), point(:lon + 0.028, :lat + 0.0226))"
        }
    };
    let last = plans - 1;
    format!(
        "\\set plan random(0, {last})
\\set lat {lat} + (:plan / {row}) * {step} + {step} / 2
\\set lon {lon} + (:plan % {row}) * {step} + {step} / 2
with near as (select id from site where {near} and valid && tstzrange(now(), now() + interval '1 hour'))
insert into audit (at, plan, outcome, found) select now(), :plan, case when count(*) > 0 then 'overlap' else 'unknown' end, coalesce(array_agg(id), '{{}}') from near;
"
    )
}
