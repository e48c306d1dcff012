//! Every dependency has a licence that `deny.toml` allows.
//!
//! The list stands in `deny.toml` alone; `cargo deny` reads the same, and looks at advisories too,
//! where it is installed. Looks at what the system at hand builds with.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::Finding;
use crate::program;

/// Looks.
///
/// # Errors
/// Cargo or the list cannot be read.
pub fn check(root: &Path) -> Result<Vec<Finding>, String> {
    check_with(root, &[])
}

/// Looks at what is built with more than the everyday features.
///
/// # Errors
/// Cargo or the list cannot be read.
pub fn check_with(root: &Path, features: &[&str]) -> Result<Vec<Finding>, String> {
    let list = root.join("deny.toml");
    let text = std::fs::read_to_string(&list).map_err(|error| format!("deny.toml: {error}"))?;
    let allowed = allowed(&text);
    if allowed.is_empty() {
        return Err("deny.toml allows no licence".to_owned());
    }
    let output = Command::new(program::cargo())
        .args(["metadata", "--offline", "--locked", "--format-version", "1"])
        .args(["--filter-platform", &host()?])
        .args(features)
        .current_dir(root)
        .output()
        .map_err(|error| format!("cargo did not start: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let metadata: Value =
        serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
    let packages = metadata["packages"]
        .as_array()
        .map_or(&[][..], Vec::as_slice);
    let mut findings = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let licence = package["license"].as_str().unwrap_or_default();
        if !is_allowed(licence, &allowed) {
            let what =
                format!("{name} has the licence \"{licence}\", which deny.toml does not allow");
            findings.push(Finding::new(Path::new("Cargo.lock"), 0, what));
        }
    }
    Ok(findings)
}

/// The system that cargo builds for here.
fn host() -> Result<String, String> {
    let output = Command::new("rustc")
        .arg("-vV")
        .output()
        .map_err(|error| format!("rustc: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned)
        .ok_or_else(|| "rustc does not name its host".to_owned())
}

/// The licences in the list `allow` of the section `[licenses]`.
#[must_use]
pub fn allowed(text: &str) -> Vec<String> {
    text.lines()
        .skip_while(|line| line.trim() != "[licenses]")
        .skip_while(|line| !line.starts_with("allow = ["))
        .skip(1)
        .take_while(|line| line.trim() != "]")
        .filter_map(|line| line.split('"').nth(1))
        .map(str::to_owned)
        .collect()
}

/// Whether an SPDX expression is satisfied by the allowed licences.
#[must_use]
pub fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader {
        words: &words,
        allowed,
    };
    let holds = reader.any();
    holds && reader.words.is_empty() && !words.is_empty()
}

struct Reader<'a> {
    words: &'a [&'a str],
    allowed: &'a [String],
}

impl<'a> Reader<'a> {
    fn take(&mut self, word: &str) -> bool {
        let is_next = self.words.first() == Some(&word);
        if is_next {
            self.words = &self.words[1..];
        }
        is_next
    }

    fn any(&mut self) -> bool {
        let mut holds = self.all();
        while self.take("OR") {
            holds |= self.all();
        }
        holds
    }

    fn all(&mut self) -> bool {
        let mut holds = self.one();
        while self.take("AND") {
            holds &= self.one();
        }
        holds
    }

    fn one(&mut self) -> bool {
        if self.take("(") {
            let holds = self.any();
            return self.take(")") && holds;
        }
        let Some((name, rest)) = self.words.split_first() else {
            return false;
        };
        self.words = rest;
        let mut name = (*name).to_owned();
        if self.take("WITH")
            && let Some((exception, rest)) = self.words.split_first()
        {
            name = format!("{name} WITH {exception}");
            self.words = rest;
        }
        self.allowed.contains(&name)
    }
}
