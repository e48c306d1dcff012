//! A bulletin as a table: CSV (RFC 4180) with a row of HXL tags below the headings.
//!
//! Names are others' words: a cell that a spreadsheet would compute is marked as text, as everywhere
//! ([`truceline_formats::events::mark`]).

use super::BulletinView;
use truceline_formats::events::mark::marked;

/// Headings, with their HXL tags.
const COLUMNS: [(&str, &str); 16] = [
    ("zone", "#loc+zone+name"),
    ("day", "#date+day"),
    ("clock", "#meta+clock"),
    ("publisher", "#org+publisher+name"),
    ("bulletin", "#meta+bulletin+id"),
    ("version", "#meta+version"),
    ("record", "#meta+record"),
    ("as_of", "#meta+asof"),
    ("by", "#org+by+name"),
    ("about", "#org+about+name"),
    ("figure", "#indicator+name"),
    ("kind", "#event+type"),
    ("number", "#indicator+num"),
    ("rule", "#meta+rule"),
    ("checkpoint", "#meta+checkpoint+root"),
    ("content_sha256", "#meta+sha256"),
];

/// The table, figures first, then the rules as rows without a number.
#[must_use]
pub fn csv(view: &BulletinView) -> String {
    let mut text = row(COLUMNS.map(|(name, _)| name));
    text += &row(COLUMNS.map(|(_, tag)| tag));
    let content = &view.content;
    let (version, record) = (view.version.to_string(), view.record.to_string());
    let as_of = content.as_of.to_string();
    let root = view.checkpoint.as_ref().map_or("", |under| &under.root);
    let fixed = [
        content.zone.short(),
        &content.day,
        &content.clock,
        content.publisher.short(),
        &view.bulletin,
        &version,
        &record,
        &as_of,
    ];
    let line = |own: [&str; 6]| {
        let ends = [root, &content.content_sha256];
        let mut cells = [""; 16];
        let all = fixed.iter().chain(&own).chain(&ends);
        for (cell, value) in cells.iter_mut().zip(all) {
            *cell = value;
        }
        row(cells)
    };
    for figure in content.rows() {
        let number = figure.figure.number.to_string();
        text += &line([
            figure.by,
            figure.about.unwrap_or_default(),
            figure.class,
            figure.kind.unwrap_or_default(),
            &number,
            figure.figure.rule,
        ]);
    }
    for rule in &content.rules {
        text += &line(["", "", rule.says, "", "", rule.name]);
    }
    if let Some(replaces) = &view.replaces {
        let replaced = format!("replaces record {}: {}", replaces.record, replaces.why);
        text += &line(["", "", &replaced, "", "", ""]);
    }
    text += &line(["", "", content.counts_as, "", "", ""]);
    for how in &view.verify {
        text += &line(["", "", how, "", "", ""]);
    }
    text
}

fn row<const N: usize>(cells: [&str; N]) -> String {
    cells.map(cell).join(",") + "\r\n"
}

/// A cell in quotes, always: a value with the comma of some locale stays one cell.
fn cell(value: &str) -> String {
    let kept: String = value
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    // "+02:00" is a clock and computes nowhere, yet a spreadsheet may take it for a time of day.
    let is_sum = kept.starts_with(['+', '-']);
    let kept = if is_sum && !kept.starts_with('\'') {
        format!("'{kept}")
    } else {
        marked(&kept)
    };
    format!("\"{}\"", kept.replace('"', "\"\""))
}
