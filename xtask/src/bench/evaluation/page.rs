//! The figures as a table and as a plot, as the documents have them.

use serde_json::Value;
use std::fmt::Write as _;

fn number(row: &Value, path: &[&str]) -> Option<f64> {
    let found = path.iter().try_fold(row, |value, name| value.get(name));
    found.and_then(Value::as_f64)
}

fn shown(value: Option<f64>) -> String {
    match value {
        None => "–".to_owned(),
        Some(value) if value >= 100.0 => format!("{value:.0}"),
        Some(value) => format!("{value:.1}"),
    }
}

/// The table of all sizes.
pub(super) fn table(rows: &[Value], reverse: &Value) -> String {
    let mut out = String::from(
        "| Notifications | Question | Mean on the processor, us | p50, us | p99, us | a second | Register that many times faster | p99 that many times shorter |\n|---|---|---|---|---|---|---|---|\n",
    );
    let questions = [
        ("overlaps", "who overlaps, register"),
        ("postgis_a", "the same, PostGIS (a)"),
        ("postgis_b", "the same, PostGIS (b)"),
        ("as_of", "as of the past, register"),
        ("postgis_as_of", "the same, PostGIS"),
        ("whether_any", "whether anybody does, register"),
        ("outcome", "whole outcome, register"),
    ];
    for row in rows {
        let size = number(row, &["notifications"]).unwrap_or(0.0);
        for (key, question) in questions {
            if row.get(key).is_none() {
                continue;
            }
            let of = |name: &str| shown(number(row, &[key, name]));
            let _ = writeln!(
                out,
                "| {size} | {question} | {} | {} | {} | {} | {} | {} |",
                of("mean_us"),
                of("p50_us"),
                of("p99_us"),
                of("a_second"),
                of("times_slower"),
                of("tail_times_longer"),
            );
        }
    }
    for row in rows {
        let size = number(row, &["notifications"]).unwrap_or(0.0);
        let _ = write!(
            out,
            "\n{size} notifications: {} overlaps a question; {} B of the register for each, all told",
            shown(number(row, &["overlaps_each"])),
            shown(number(row, &["register_bytes_each"])),
        );
        if let Some(bytes) = number(row, &["postgis_bytes_each"]) {
            let stretches = shown(number(row, &["postgis_rows"]));
            let _ = write!(
                out,
                "; {bytes:.0} B of table and index in PostGIS, {stretches} rows"
            );
        }
        for key in ["postgis_a", "postgis_b", "postgis_as_of"] {
            let of = |name: &str| number(row, &[key, "different", name]);
            if let Some(pairs) = of("pairs") {
                let _ = write!(
                    out,
                    "; {key}: of {pairs} pairs the register wrong in {}, PostGIS in {}, {} within the tenth of a metre",
                    of("register_wrong").unwrap_or(0.0),
                    of("postgis_wrong").unwrap_or(0.0),
                    of("within_a_tenth_of_a_metre").unwrap_or(0.0),
                );
            }
        }
        out.push_str(".\n");
    }
    let of = |name: &str| shown(number(reverse, &[name]));
    let _ = writeln!(
        out,
        "\nWhich of {} plans under way a new notification concerns: {} us by the clock, p50 {} us, p99 {} us, {} plans each.",
        of("plans"),
        of("mean_us"),
        of("p50_us"),
        of("p99_us"),
        of("plans_concerned_each"),
    );
    out
}

/// What is drawn: its name in the figures, its name in the plot, its class.
const LINES: [(&str, &str, &str); 4] = [
    ("overlaps", "register", "#0b6e4f"),
    ("whether_any", "register, whether anybody", "#5b8e7d"),
    ("postgis_a", "PostGIS (a)", "#a63d40"),
    ("postgis_b", "PostGIS (b)", "#d17a22"),
];
const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 400.0;
const EDGE: f64 = 60.0;

/// How means grow with what is in force, both in decades.
pub(super) fn plot(rows: &[Value]) -> String {
    let sizes: Vec<f64> = rows
        .iter()
        .filter_map(|row| number(row, &["notifications"]))
        .collect();
    let means: Vec<f64> = LINES
        .iter()
        .flat_map(|(key, ..)| {
            rows.iter()
                .filter_map(|row| number(row, &[*key, "mean_us"]))
        })
        .collect();
    let (from, to) = decades(&sizes);
    let (low, high) = decades(&means);
    let x = |size: f64| EDGE + (size.log10() - from) / (to - from) * (WIDTH - 3.5 * EDGE);
    let y = |mean: f64| HEIGHT - EDGE - (mean.log10() - low) / (high - low) * (HEIGHT - 2.0 * EDGE);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" font-size=\"12\">\n<title>Mean time of one question on the processor, by how many notifications there are</title>\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#ffffff\"/>\n"
    );
    let mut label = |x: f64, y: f64, anchor: &str, what: &str| {
        let _ = writeln!(
            out,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{what}</text>"
        );
    };
    let powers = |low: f64, high: f64| {
        (0..20)
            .map(move |step| low + f64::from(step))
            .take_while(move |power| *power <= high)
    };
    for power in powers(from, to) {
        label(
            x(10.0_f64.powf(power)),
            HEIGHT - EDGE + 20.0,
            "middle",
            &format!("{}", 10.0_f64.powf(power)),
        );
    }
    for power in powers(low, high) {
        label(
            EDGE - 8.0,
            y(10.0_f64.powf(power)) + 4.0,
            "end",
            &format!("{}", 10.0_f64.powf(power)),
        );
    }
    label(
        EDGE,
        EDGE - 24.0,
        "start",
        "microseconds a question, mean on the processor",
    );
    label(
        (EDGE + WIDTH - 2.5 * EDGE) / 2.0,
        HEIGHT - 12.0,
        "middle",
        "notifications",
    );
    for power in powers(low, high) {
        let at = y(10.0_f64.powf(power));
        let _ = writeln!(
            out,
            "<line x1=\"{EDGE}\" x2=\"{}\" y1=\"{at:.1}\" y2=\"{at:.1}\" stroke=\"#dddddd\"/>",
            WIDTH - 2.5 * EDGE
        );
    }
    for (key, name, colour) in LINES {
        let points: Vec<(f64, f64)> = rows
            .iter()
            .filter_map(|row| {
                Some((
                    x(number(row, &["notifications"])?),
                    y(number(row, &[key, "mean_us"])?),
                ))
            })
            .collect();
        let path: Vec<String> = points
            .iter()
            .map(|(x, y)| format!("{x:.1},{y:.1}"))
            .collect();
        let _ = writeln!(
            out,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
            path.join(" ")
        );
        for (x, y) in &points {
            let _ = writeln!(
                out,
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{colour}\"/>"
            );
        }
        if let Some((x, y)) = points.last() {
            let _ = writeln!(
                out,
                "<text x=\"{:.1}\" y=\"{:.1}\" fill=\"{colour}\">{name}</text>",
                x + 8.0,
                y + 4.0
            );
        }
    }
    out.push_str("</svg>\n");
    out
}

/// The decades around some values.
fn decades(values: &[f64]) -> (f64, f64) {
    let logs = || {
        values
            .iter()
            .filter(|value| **value > 0.0)
            .map(|value| value.log10())
    };
    let (low, high) = (
        logs().fold(f64::INFINITY, f64::min).floor(),
        logs().fold(f64::NEG_INFINITY, f64::max).ceil(),
    );
    match low.is_finite() && high > low {
        true => (low, high),
        false if low.is_finite() => (low, low + 1.0),
        false => (0.0, 1.0),
    }
}
