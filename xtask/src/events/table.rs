//! Tables in and out, compared cell by cell with an independent reading.

use std::path::Path;
use std::process::Command;
use std::time::Instant as Stopwatch;

use truceline_formats::events::columns::Field;
use truceline_formats::events::event::{DatePrecision, PlacePrecision};
use truceline_formats::events::read::read;
use truceline_formats::events::write::{Tags, csv};
use truceline_formats::events::{Events, mark};

use crate::campaign::Campaign;

/// The table that lists are drawn from.
pub(super) const SYRIA: &str = "ucdp_ged_syria_2016_2019.csv.gz";
/// Its rows.
pub(super) const SYRIA_ROWS: usize = 16_566;
/// The other tables and their rows.
pub(super) const OTHERS: [(&str, usize); 2] = [
    ("ucdp_ged_nw_syria_2018_2019.csv", 2_405),
    ("ucdp_ged_car_1989_2022.csv.gz", 1_848),
];

/// Rows of cells.
pub(super) type Cells = Vec<Vec<String>>;

/// Reads a table, writes it in every way, and compares all cells with what the file has.
pub(super) fn round_trip(
    campaign: &mut Campaign,
    path: &Path,
    rows: usize,
) -> Result<Events, String> {
    let bytes = bytes_of(path)?;
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or("table");
    let begun = Stopwatch::now();
    let events = read(&bytes).map_err(|faults| format!("{name}: {}", faults[0]))?;
    let read_in = begun.elapsed();
    campaign.expect(
        events.rows.faults.is_empty(),
        format!("{name}: {} rows are refused", events.rows.faults.len()),
    );
    for fault in &events.rows.faults {
        campaign.say(format!("{name}: {fault}"));
    }
    campaign.expect(
        events.rows.drafts.len() == rows,
        format!(
            "{name}: {} rows of {rows} are read",
            events.rows.drafts.len()
        ),
    );
    let source = cells(&bytes)?;
    let begun = Stopwatch::now();
    let written = csv(&events, Tags::With);
    let written_in = begun.elapsed();
    let mut compared = 0;
    for (tags, skipped) in [(Tags::With, 1), (Tags::AsRead, 0)] {
        let mut out = cells(&csv(&events, tags))?;
        out.drain(1..=skipped);
        compared += differences(campaign, name, &source, &out);
    }
    compared += all_columns(campaign, name, &events)?;
    ranges(campaign, name, &events, &source);
    campaign.say(format!("{name}: {rows} rows, {compared} cells compared"));
    if rows == SYRIA_ROWS {
        campaign.figure("rows", rows);
        campaign.figure("cells_compared", compared);
        campaign.figure("written_bytes", written.len());
        campaign.seconds("reading_seconds", read_in);
        campaign.seconds("writing_seconds", written_in);
    }
    Ok(events)
}

/// A table's bytes, unpacked.
pub(super) fn bytes_of(path: &Path) -> Result<Vec<u8>, String> {
    let shown = path.display();
    if path.extension().is_some_and(|extension| extension == "gz") {
        let output = Command::new("gzip").arg("-dc").arg(path).output();
        let output = output.map_err(|error| format!("gzip: {error}"))?;
        return if output.status.success() {
            Ok(output.stdout)
        } else {
            Err(format!(
                "{shown}: {}",
                String::from_utf8_lossy(&output.stderr)
            ))
        };
    }
    std::fs::read(path).map_err(|error| format!("{shown}: {error}"))
}

/// An independent reading: nothing of ours but the mark of text.
pub(super) fn cells(bytes: &[u8]) -> Result<Cells, String> {
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(body);
    let rows = reader.records().map(|row| {
        let row = row.map_err(|error| error.to_string())?;
        Ok(row
            .iter()
            .map(|cell| mark::unmarked(cell).to_owned())
            .collect())
    });
    rows.collect()
}

/// Compares cell by cell, and says how many.
pub(super) fn differences(campaign: &mut Campaign, name: &str, source: &Cells, out: &Cells) -> u64 {
    campaign.expect(
        source.len() == out.len(),
        format!("{name}: {} rows out", out.len()),
    );
    let mut compared = 0;
    for (number, (one, other)) in source.iter().zip(out).enumerate() {
        campaign.expect(
            one.len() == other.len(),
            format!("{name}: row {number} is shorter"),
        );
        for (column, (a, b)) in one.iter().zip(other).enumerate() {
            compared += 1;
            campaign.expect(
                a == b,
                format!("{name}: row {number}, column {column} differs"),
            );
        }
    }
    compared
}

/// Exported with all 49 columns and read again, every field is what it was.
fn all_columns(campaign: &mut Campaign, name: &str, events: &Events) -> Result<u64, String> {
    let mut whole = events.clone();
    whole.headings = events.scheme.headings();
    let again = read(&csv(&whole, Tags::With)).map_err(|faults| faults[0].to_string())?;
    let mut compared = 0;
    campaign.expect(
        again.rows.drafts.len() == events.rows.drafts.len(),
        format!("{name}: rows are lost with all columns"),
    );
    for (one, other) in events.rows.drafts.iter().zip(&again.rows.drafts) {
        compared += one.values.len() as u64;
        campaign.expect(
            one.values == other.values,
            format!("{name}: row {} differs with all columns", one.row),
        );
    }
    Ok(compared)
}

/// Precision and ranges, counted from the file by itself and from what was read.
fn ranges(campaign: &mut Campaign, name: &str, events: &Events, source: &Cells) {
    let column = |wanted: &str| source[0].iter().position(|cell| cell == wanted);
    let number =
        |row: &[String], wanted: &str| -> Option<i64> { row[column(wanted)?].parse().ok() };
    let of_file =
        |test: &dyn Fn(&[String]) -> bool| source.iter().skip(1).filter(|row| test(row)).count();
    let of_rows = |test: &dyn Fn(&truceline_formats::events::event::Event<'_>) -> bool| {
        let events = events
            .rows
            .drafts
            .iter()
            .filter_map(|row| row.event(events.scheme));
        events.filter(|event| test(event)).count()
    };
    let pairs = [
        (
            "uncertain_counts",
            of_file(&|row| number(row, "low") < number(row, "high")),
            of_rows(&|event| event.deaths.low < event.deaths.high),
        ),
        (
            "inexact_places",
            of_file(&|row| number(row, "where_prec") > Some(1)),
            of_rows(&|event| event.place_precision > Some(PlacePrecision::Exact)),
        ),
        (
            "inexact_dates",
            of_file(&|row| number(row, "date_prec") > Some(1)),
            of_rows(&|event| event.date_precision > Some(DatePrecision::Day)),
        ),
    ];
    for (what, in_file, in_rows) in pairs {
        campaign.expect(
            in_file == in_rows,
            format!("{name}: {what}: {in_file}, read {in_rows}"),
        );
        if source.len() == SYRIA_ROWS + 1 {
            campaign.figure(what, in_file);
        }
    }
    let total = |field| {
        events
            .rows
            .drafts
            .iter()
            .filter_map(|row| row.whole(field))
            .sum::<i64>()
    };
    let in_file = |wanted: &str| {
        source
            .iter()
            .skip(1)
            .filter_map(|row| number(row, wanted))
            .sum::<i64>()
    };
    for (field, wanted) in [
        (Field::Low, "low"),
        (Field::Best, "best"),
        (Field::High, "high"),
    ] {
        campaign.expect(
            total(field) == in_file(wanted),
            format!("{name}: {wanted} differs in sum"),
        );
    }
}
