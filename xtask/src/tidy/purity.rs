//! Pure crates have no clock, randomness, environment, files, threads, hash maps or `unsafe`, and
//! no floating point outside the named modules (DESIGN.md §4).
//!
//! Looks at the source as text; `clippy.toml` of those crates says the same to the compiler, where
//! types are known.

use std::path::Path;

use super::Finding;
use super::source::{Source, line_of, shipped};

/// The pure crates.
pub const PURE: &[&str] = &["truceline-log", "truceline-register", "truceline-formats"];

/// Where floating point is allowed, and why.
const FLOATS: &[(&str, &str)] = &[
    (
        "crates/truceline-register/src/geometry/",
        "distances on the ellipsoid",
    ),
    (
        "crates/truceline-formats/src/coordinate/",
        "notations of coordinates",
    ),
    (
        "crates/truceline-formats/src/geojson/",
        "GeoJSON's numbers are coordinates",
    ),
    (
        "crates/truceline-formats/src/table/",
        "cells of spreadsheets",
    ),
];

/// Parts of the standard library that are not pure.
const STD: &[&str] = &["env", "fs", "net", "os", "process", "thread"];

/// Names that are not pure, as whole words, and why.
const NAMES: &[(&str, &str)] = &[
    ("SystemTime", "time is an argument"),
    ("HashMap", "its order is random; use BTreeMap"),
    ("HashSet", "its order is random; use BTreeSet"),
    ("RandomState", "it is random"),
    ("getrandom", "random bytes are an argument"),
    ("rand", "random bytes are an argument"),
    ("unsafe", "nothing here needs it"),
    ("thread_local", "state is an argument"),
    ("println", "what is said is a return value"),
    ("eprintln", "what is said is a return value"),
    ("option_env", "the environment is no input"),
];

/// Calls that are not pure, and why.
const CALLS: &[(&str, &str)] = &[
    ("::now(", "time is an argument"),
    ("TimeZone::system(", "the machine's time zone is no input"),
    ("tz::db(", "the machine's time zones are no input"),
    ("static mut", "state is an argument"),
];

/// Looks.
///
/// # Errors
/// A file cannot be read.
pub fn check(root: &Path) -> Result<Vec<Finding>, String> {
    let mut findings = Vec::new();
    for name in PURE {
        let folder = root.join("crates").join(name);
        if !folder.join("clippy.toml").is_file() {
            let path = Path::new("crates").join(name).join("clippy.toml");
            findings.push(Finding::new(
                &path,
                0,
                "a pure crate tells clippy what it must not use",
            ));
        }
        let files = shipped(&folder.join("src"))?;
        if files.is_empty() {
            return Err(format!("{name} has no source"));
        }
        for (path, source) in &files {
            let path = path.strip_prefix(root).unwrap_or(path);
            findings.extend(judge(path, source));
        }
    }
    Ok(findings)
}

/// Judges one file of a pure crate; the path is from the repository's root.
#[must_use]
pub fn judge(path: &Path, source: &Source) -> Vec<Finding> {
    let floats = FLOATS
        .iter()
        .any(|(folder, _)| path.starts_with(folder.trim_end_matches('/')));
    let mut findings = Vec::new();
    for (at, word) in words(&source.code) {
        let line = line_of(&source.code, at);
        let mut find = |why: &str| {
            let what = format!("`{word}` in a pure crate: {why}");
            findings.push(Finding::new(path, line, what));
        };
        if let Some((_, why)) = NAMES.iter().find(|(name, _)| *name == word) {
            find(why);
        }
        if STD.contains(&word) && is_of_std(&source.code, at) {
            find("its results depend on the machine; the engine owns such things");
        }
        if !floats && (word == "f64" || word == "f32" || is_float(&source.code, at, word)) {
            find("floating point outside the geometry and the notations of coordinates");
        }
    }
    for (call, why) in CALLS {
        for (at, _) in source.code.match_indices(call) {
            let what = format!("`{call}` in a pure crate: {why}");
            findings.push(Finding::new(path, line_of(&source.code, at), what));
        }
    }
    findings
}

/// The words of a code and where each begins.
fn words(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_inside = |c: char| c.is_alphanumeric() || c == '_';
    code.split(move |c| !is_inside(c))
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr().addr() - code.as_ptr().addr(), word))
}

/// Whether the word at a place is named as a part of `std`, alone or in braces.
fn is_of_std(code: &str, at: usize) -> bool {
    let before = code[..at].trim_end();
    let Some(path) = before.strip_suffix("::") else {
        let statement = before.rfind(';').map_or(before, |end| &before[end..]);
        return (before.ends_with('{') || before.ends_with(','))
            && statement
                .split_whitespace()
                .collect::<String>()
                .contains("usestd::{");
    };
    path.trim_end().ends_with("std")
}

/// Whether a number is written with a fraction.
fn is_float(code: &str, at: usize, word: &str) -> bool {
    let is_number = word.starts_with(|c: char| c.is_ascii_digit()) && !word.starts_with("0x");
    let mut rest = code[at + word.len()..].chars();
    let dotted = rest.next() == Some('.') && rest.next().is_some_and(|c| c.is_ascii_digit());
    // `pair.0.1` is a field of a field.
    let is_field = code[..at].ends_with('.');
    is_number && dotted && !is_field
}
