//! Nothing of the workplace stands in the repository: no path of one machine, no registry of
//! one network. A clone builds anywhere.

use std::path::Path;

use super::Finding;
use super::source::files_under;

/// Folders that are not ours.
const NOT_OURS: &[&str] = &[".git", "target"];
/// What is made here from what is ours, and is in no clone.
const BUILT: &[&str] = &["fuzz/target", "fuzz/artifacts", "console/app/dist/site"];
/// What every dependency in the lock file comes from.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Absolute paths of somebody's machine. Written in two halves, so that this list is not one.
const PLACES: &[(&str, &str)] = &[
    ("/ro", "ot/"),
    ("/ho", "me/"),
    ("/Us", "ers/"),
    ("/wo", "rk/"),
    ("/tm", "p/team"),
    ("/tm", "p/target"),
    (".cargo/", "registry/src"),
];

/// Looks.
///
/// # Errors
/// A file cannot be read.
pub fn check(root: &Path) -> Result<Vec<Finding>, String> {
    let mut findings = Vec::new();
    let entries = std::fs::read_dir(root).map_err(|error| error.to_string())?;
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        let is_ours = path
            .file_name()
            .is_some_and(|name| NOT_OURS.iter().all(|other| name != *other));
        if !is_ours {
            continue;
        }
        let files = if path.is_dir() {
            files_under(&path)?
        } else {
            vec![path]
        };
        for file in files {
            let short = file.strip_prefix(root).unwrap_or(&file);
            let built = BUILT.iter().any(|built| short.starts_with(built))
                || short.iter().any(|part| part == "node_modules");
            if !built && !short.starts_with("fuzz/corpus") {
                findings.extend(judge(short, &std::fs::read(&file).unwrap_or_default()));
            }
        }
    }
    Ok(findings)
}

/// Judges one file.
#[must_use]
pub fn judge(path: &Path, bytes: &[u8]) -> Vec<Finding> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Vec::new();
    };
    let is_lock = path.file_name().is_some_and(|name| name == "Cargo.lock");
    let mut findings = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        for (one, other) in PLACES {
            let place = format!("{one}{other}");
            if line.contains(&place) {
                findings.push(Finding::new(
                    path,
                    number,
                    format!("{place} is a path of one machine"),
                ));
            }
        }
        if is_lock && line.starts_with("source = ") && !line.contains(REGISTRY) {
            findings.push(Finding::new(
                path,
                number,
                "a dependency that is not from crates.io",
            ));
        }
    }
    findings
}
