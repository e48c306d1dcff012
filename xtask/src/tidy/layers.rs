//! What stands under the command line and under the server knows neither: what both share stands below them.
//!
//! The views of the API and its handlers never name `crate::cli`, nor does anything else of the program but the
//! commands themselves: otherwise a change of a flag would be a change of the API.

use std::path::Path;

use super::Finding;
use super::source::{Source, line_of, shipped};

/// Where the program's source is.
const PROGRAM: &str = "crates/truceline/src";

/// Who may name the command line: itself, and the binary that runs it.
const MAY: &[&str] = &["cli", "main.rs"];

/// Ways to name it.
const NAMES: &[&str] = &["crate::cli", "super::cli", "truceline::cli"];

/// Looks.
///
/// # Errors
/// A file cannot be read.
pub fn check(root: &Path) -> Result<Vec<Finding>, String> {
    let folder = root.join(PROGRAM);
    let files = shipped(&folder)?;
    let mut findings = Vec::new();
    for below in ["http", "wire"] {
        if !files
            .iter()
            .any(|(path, _)| path.starts_with(folder.join(below)))
        {
            return Err(format!("{PROGRAM}/{below} has no source"));
        }
    }
    for (path, source) in &files {
        let path = path.strip_prefix(root).unwrap_or(path);
        findings.extend(judge(path, source));
    }
    Ok(findings)
}

/// Judges one file of the program; the path is from the repository's root.
#[must_use]
pub fn judge(path: &Path, source: &Source) -> Vec<Finding> {
    if MAY
        .iter()
        .any(|may| path.starts_with(Path::new(PROGRAM).join(may)))
    {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for name in NAMES {
        for (at, _) in source.code.match_indices(name) {
            let follows = source.code[at + name.len()..].chars().next();
            if follows.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let what = format!(
                "`{name}` outside the command line: move what is shared down, such as into `notation` or `wire`"
            );
            findings.push(Finding::new(path, line_of(&source.code, at), what));
        }
    }
    findings
}
