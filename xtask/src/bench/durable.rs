//! What of `bench ingest` is left without a line: statements are verified on every core, and one writer decides, keeps and
//! applies them, in rounds of up to 256. The same number of rows at once is what PostgreSQL is given beside it.

use super::postgres::Postgres;
use serde_json::{Map, Value, json};
use std::path::Path;
use std::sync::mpsc;
use std::time::{Duration, Instant as Clock};
use truceline::passphrase::Passphrases;
use truceline::session::{Place, Session};
use truceline_engine::writer::queue::{self, Intake, Lane, MAX_BATCH, Rounds};
use truceline_engine::writer::state::Published;
use truceline_engine::writer::{Answer, Work};
use truceline_register::codec::proven::Proven;
use truceline_register::codec::statement::Submission;

/// So many rounds may wait for the writer: it never waits for a verifier, and memory is bounded.
const ROUNDS_AHEAD: usize = 4;
/// PostgreSQL is given rows for so long.
const SECONDS: u32 = 5;
/// More rows at once than a round has, for a comparison with what suits it best.
const MANY_ROWS: usize = 1_024;

/// Submissions of each key in its order, and how many of them became records in a second; the register is closed after.
pub(super) fn measure(
    data: &Path,
    work: Vec<Vec<Submission>>,
    bound_per_s: f64,
) -> Result<Value, String> {
    let place = Place::of(data, None, Passphrases::none());
    let session = Session::open(&place, Duration::ZERO, &mut |_| {}, &mut |_| {});
    let writer = session
        .map_err(|problem| problem.to_string())?
        .into_writer();
    let published = writer.published();
    let statements: usize = work.iter().map(Vec::len).sum();
    let (intake, running) = queue::start(writer, Rounds::default(), Box::new(|_| {}))
        .map_err(|error| error.to_string())?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut shares: Vec<Vec<Submission>> = vec![Vec::new(); cores];
    for (number, of_key) in work.into_iter().enumerate() {
        shares[number % cores].extend(of_key);
    }
    let worked = super::serving::own_processor_s();
    let began = Clock::now();
    let admitted: Result<usize, String> = std::thread::scope(|scope| {
        let verifiers: Vec<_> = shares
            .into_iter()
            .map(|share| {
                let (intake, published) = (intake.clone(), published.clone());
                scope.spawn(move || verify_and_hand_in(share, &intake, &published, cores))
            })
            .collect();
        let joined = verifiers.into_iter();
        joined
            .map(|one| one.join().map_err(|_| "a verifier failed".to_owned())?)
            .sum()
    });
    let took = began.elapsed().as_secs_f64();
    let worked = super::serving::own_processor_s() - worked;
    drop(intake);
    running.join().map_err(|error| error.to_string())?;
    if admitted? != statements {
        return Err("not every statement became a record".to_owned());
    }
    #[allow(clippy::cast_precision_loss)]
    let rate = statements as f64 / took;
    #[allow(clippy::cast_precision_loss)]
    let each_us = worked * 1e6 / statements as f64;
    Ok(json!({
        "statements": statements,
        "per_s": rate.round(),
        "share_of_signature_bound": (rate / bound_per_s * 1000.0).round() / 1000.0,
        "processor_us_each": each_us.round(),
    }))
}

/// How many became records.
fn verify_and_hand_in(
    share: Vec<Submission>,
    intake: &Intake,
    published: &Published,
    cores: usize,
) -> Result<usize, String> {
    let (told, answers) = mpsc::channel();
    let (mut out, mut admitted) = (0, 0);
    let mut hear = |out: &mut usize| -> Result<(), String> {
        let outcome: queue::Outcome = answers.recv().map_err(|error| error.to_string())?;
        *out -= 1;
        match outcome.map_err(|error| error.to_string())? {
            Some(Answer::Admitted { .. }) => {
                admitted += 1;
                Ok(())
            }
            other => Err(format!("no record but {other:?}")),
        }
    };
    for submission in share {
        let proven = Proven::of(submission, |key| {
            let state = published.now();
            state.register.authority.key(key).map(|key| key.public)
        });
        while out >= ROUNDS_AHEAD * MAX_BATCH / cores {
            hear(&mut out)?;
        }
        let told = told.clone();
        let reply = move |outcome| {
            // Whoever waits is there until all is answered, but for an error that ends the measurement.
            let _ = told.send(outcome);
        };
        intake
            .hand_in(Lane::Ordinary, Work::Said(Box::new(proven)), reply)
            .map_err(|error| error.to_string())?;
        out += 1;
    }
    while out > 0 {
        hear(&mut out)?;
    }
    Ok(admitted)
}

/// Rows that PostgreSQL keeps durably in a second, with its index over place and time; nothing where there is none.
pub(super) fn postgres() -> Result<Option<Value>, String> {
    let Some(postgres) = Postgres::start(&[])? else {
        return Ok(None);
    };
    let place = match postgres.has_postgis {
        true => "geography(point)",
        false => "box",
    };
    postgres.sql(&format!(
        "create extension if not exists btree_gist;
         create table told (id bigserial primary key, place {place} not null, valid tstzrange not null, said bytea not null);
         create index on told using gist (place, valid)"
    ))?;
    let drawn = match postgres.has_postgis {
        true => "st_makepoint(39 + random(), 35 + random())::geography",
        false => "box(point(39 + random(), 35 + random()), point(39 + random(), 35 + random()))",
    };
    let mut figures = Map::new();
    figures.insert("postgis".to_owned(), json!(postgres.has_postgis));
    for (rows, clients) in [
        (1, 1),
        (1, 4),
        (MAX_BATCH, 1),
        (MAX_BATCH, 2),
        (MANY_ROWS, 2),
    ] {
        let script = format!(
            "insert into told (place, valid, said) select {drawn}, tstzrange(now(), null), decode(repeat('ab', 600), 'hex')
             from generate_series(1, {rows});\n"
        );
        let (statements_per_s, _) = postgres.bench(&script, clients, SECONDS)?;
        #[allow(clippy::cast_precision_loss)]
        let rate = statements_per_s * rows as f64;
        let name = format!("{rows}_rows_{clients}_clients_per_s");
        figures.insert(name, json!(rate.round()));
    }
    Ok(Some(Value::Object(figures)))
}
