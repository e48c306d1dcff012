//! A table entered as claims into a register on disk, through the program as a person runs it, and written again.
//!
//! What the claims hold is counted from the register's own log, replayed in this process, and held against counts
//! of the file's own cells.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant as Stopwatch;

use serde_json::Value;
use truceline::passphrase::Passphrases;
use truceline::reading::Opened;
use truceline::session::Place;
use truceline_register::claim::history::Entered;
use truceline_register::claim::proposition::Proposition;
use truceline_register::claim::words::{Category, Certainty};
use truceline_register::geometry::footprint::Footprint;

use super::table::{Cells, bytes_of, cells, differences};
use crate::campaign::Campaign;
use crate::program;

/// Rows entered with `--quick`.
const QUICK_ROWS: usize = 1_000;

/// Enters a table, again, and writes it; every cell is compared with the file's.
pub(super) fn round_trip(campaign: &mut Campaign, path: &Path, quick: bool) -> Result<(), String> {
    let mut bytes = bytes_of(path)?;
    if quick {
        bytes = first_rows(&bytes, QUICK_ROWS);
    }
    let source = cells(&bytes)?;
    let rows = source.len() - 1;
    let bench = tempfile::tempdir().map_err(|error| error.to_string())?;
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(bench.path().join(name), bytes).map_err(|error| error.to_string())
    };
    write("events.csv", &bytes)?;
    let desk = Desk {
        binary: program::build()?,
        folder: bench.path().to_owned(),
    };
    desk.says(&[
        "init",
        "--exercise",
        "--origin",
        "register.example/events",
        "--theatre",
        "Public events",
        "--centre",
        "Centre",
    ])?;
    let import = ["claim", "import", "events.csv", "--table", "ucdp"];
    campaign.say(format!("{rows} rows are entered as claims"));
    let begun = Stopwatch::now();
    let entered = desk.says(&import)?;
    let took = begun.elapsed();
    let number = |view: &Value, name: &str| view[name].as_u64().unwrap_or(u64::MAX);
    let claims = number(&entered, "recorded");
    campaign.expect(
        number(&entered, "rows_recorded") == rows as u64,
        format!(
            "{} rows of {rows} are entered",
            number(&entered, "rows_recorded")
        ),
    );
    campaign.figure("claims_rows", rows);
    campaign.figure("claims_recorded", claims);
    campaign.seconds("claims_import_seconds", took);
    campaign.rate("claims_rows_per_second", rows as u64, took);
    campaign.rate("claims_per_second", claims, took);
    let again = desk.says(&import)?;
    campaign.expect(
        number(&again, "recorded") == 0 && number(&again, "rows_repeated") == rows as u64,
        "the same file again adds something",
    );
    let begun = Stopwatch::now();
    desk.says(&["--out", "again.csv", "claim", "export", "--table", "ucdp"])?;
    campaign.seconds("claims_export_seconds", begun.elapsed());
    let written =
        std::fs::read(bench.path().join("again.csv")).map_err(|error| error.to_string())?;
    let compared = differences(campaign, "claims", &source, &cells(&written)?);
    campaign.figure("claims_cells_compared", compared);
    campaign.say(format!(
        "{compared} cells of the table written again compared"
    ));
    kept(campaign, &desk, &source, rows)
}

/// The header and so many rows; none of the tables breaks a line within a cell.
fn first_rows(bytes: &[u8], rows: usize) -> Vec<u8> {
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    lines.take(rows + 1).flatten().copied().collect()
}

/// Ranges and precision, counted from the claims of the log and from the file.
fn kept(campaign: &mut Campaign, desk: &Desk, source: &Cells, rows: usize) -> Result<(), String> {
    let place = Place::of(&desk.folder.join("register"), None, Passphrases::none());
    let begun = Stopwatch::now();
    let opened = Opened::open(&place, false, &mut |_| {}).map_err(|problem| problem.what)?;
    campaign.seconds("claims_replay_seconds", begun.elapsed());
    let register = opened.register();
    let claims: Vec<&Entered> = register.claims.all(register.size).collect();
    let of_claims = |test: &dyn Fn(&Proposition) -> bool| {
        let told = claims
            .iter()
            .filter_map(|entered| entered.proposition.value());
        told.filter(|proposition| test(proposition)).count()
    };
    let column = |wanted: &str| source[0].iter().position(|cell| cell == wanted);
    let cell = |row: &[String], wanted: &str| -> i64 {
        let text = column(wanted).map(|column| row[column].as_str());
        text.and_then(|text| text.parse().ok()).unwrap_or(-1)
    };
    let of_file =
        |test: &dyn Fn(&[String]) -> bool| source[1..].iter().filter(|row| test(row)).count();
    let in_order = |row: &[String]| {
        cell(row, "low") <= cell(row, "best") && cell(row, "best") <= cell(row, "high")
    };
    let radius = |proposition: &Proposition| match proposition {
        Proposition::Where(told) => match &told.area {
            Some(Footprint::Circle(circle)) => Some(circle.radius.get()),
            _ => None,
        },
        _ => None,
    };
    let named = claims.iter().filter(|entered| {
        let provenance = entered.provenance.value();
        provenance
            .is_some_and(|one| one.claimant.as_deref() == Some("UCDP GED") && one.has_source())
    });
    let pairs = [
        (
            "claims with claimant and source",
            claims.len(),
            named.count(),
        ),
        (
            "rows that happened",
            rows,
            of_claims(&|one| matches!(one, Proposition::Happened { .. })),
        ),
        (
            "ranges low to high",
            of_file(&|row| in_order(row) && cell(row, "low") < cell(row, "high")),
            of_claims(&|one| {
                one.count().is_some_and(|count| {
                    count.low < count.high && count.low.is_some() && count.high.is_some()
                })
            }),
        ),
        (
            "civilians",
            of_file(&|row| cell(row, "deaths_civilians") > 0),
            of_claims(&|one| {
                matches!(
                    one,
                    Proposition::Casualties {
                        category: Category::Civilians,
                        ..
                    }
                )
            }),
        ),
        ("points", 0, of_claims(&|one| radius(one) == Some(0))),
        (
            "places within 2 km",
            of_file(&|row| cell(row, "where_prec") == 1),
            of_claims(&|one| radius(one) == Some(20_000)),
        ),
        (
            "places no closer than 25 km",
            of_file(&|row| cell(row, "where_prec") > 1),
            of_claims(&|one| radius(one).is_some_and(|radius| radius >= 250_000)),
        ),
        (
            "days that are not known",
            of_file(&|row| cell(row, "date_prec") > 1),
            of_claims(
                &|one| matches!(one, Proposition::When(told) if told.certainty != Certainty::Day),
            ),
        ),
    ];
    for (what, in_file, in_claims) in pairs {
        campaign.expect(
            in_file == in_claims,
            format!("{what}: {in_file} in the file, {in_claims} in the claims"),
        );
        campaign.say(format!("{what}: {in_claims}"));
    }
    Ok(())
}

/// The built binary in a folder of its own.
struct Desk {
    binary: std::path::PathBuf,
    folder: std::path::PathBuf,
}

impl Desk {
    fn says(&self, arguments: &[&str]) -> Result<Value, String> {
        let output = Command::new(&self.binary)
            .args(["--json", "--data", "register"])
            .args(arguments)
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| format!("the program did not start: {error}"))?;
        if !output.status.success() {
            let why = String::from_utf8_lossy(&output.stderr).into_owned();
            return Err(format!("truceline {}: {why}", arguments.join(" ")));
        }
        serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())
    }
}
