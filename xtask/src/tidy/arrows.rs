//! Dependencies point one way: `log <- register <- formats`, `log, register <- engine`, all
//! `<- truceline`; development crates may use any (DESIGN.md §4).

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::Finding;
use crate::program;

/// The crates of the product, and which of them each may use.
const ARROWS: &[(&str, &[&str])] = &[
    ("truceline-log", &[]),
    ("truceline-register", &["truceline-log"]),
    (
        "truceline-formats",
        &["truceline-log", "truceline-register"],
    ),
    ("truceline-engine", &["truceline-log", "truceline-register"]),
    (
        "truceline",
        &[
            "truceline-log",
            "truceline-register",
            "truceline-formats",
            "truceline-engine",
        ],
    ),
    (
        "xtask",
        &[
            "truceline-log",
            "truceline-register",
            "truceline-formats",
            "truceline-engine",
            "truceline",
        ],
    ),
];

/// What a pure crate may bring in from outside. A new one has to be pure too: read it, then add it.
const OUTSIDE: &[(&str, &[&str])] = &[
    (
        "truceline-log",
        &["base64", "ed25519-dalek", "hmac", "sha2", "thiserror"],
    ),
    (
        "truceline-register",
        &[
            "deunicode",
            "geographiclib-rs",
            "hmac",
            "minicbor",
            "sha2",
            "thiserror",
        ],
    ),
    (
        "truceline-formats",
        &[
            "calamine",
            "csv",
            "jiff",
            "rust_xlsxwriter",
            "serde",
            "serde_json",
            "thiserror",
            "toml",
            "unicode-normalization",
            "zip",
        ],
    ),
];

/// Looks.
///
/// # Errors
/// Cargo says nothing useful.
pub fn check(root: &Path) -> Result<Vec<Finding>, String> {
    let output = Command::new(program::cargo())
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ])
        .current_dir(root)
        .output()
        .map_err(|error| format!("cargo did not start: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let metadata = serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
    Ok(judge(&metadata))
}

/// Judges what `cargo metadata` says.
#[must_use]
pub fn judge(metadata: &Value) -> Vec<Finding> {
    let packages = metadata["packages"]
        .as_array()
        .map_or(&[][..], Vec::as_slice);
    let members: Vec<_> = packages.iter().filter_map(|p| p["name"].as_str()).collect();
    let mut findings = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let manifest = Path::new("crates").join(name).join("Cargo.toml");
        let mut find = |what: String| findings.push(Finding::new(&manifest, 0, what));
        let Some((_, may_use)) = ARROWS.iter().find(|(of, _)| *of == name) else {
            find(format!(
                "a crate that the house does not know: {name}; DESIGN.md section 4 names three reasons for a new one"
            ));
            continue;
        };
        let outside = OUTSIDE
            .iter()
            .find(|(of, _)| *of == name)
            .map(|(_, list)| *list);
        for dependency in package["dependencies"]
            .as_array()
            .map_or(&[][..], Vec::as_slice)
        {
            let other = dependency["name"].as_str().unwrap_or_default();
            let for_tests = dependency["kind"].as_str() == Some("dev");
            if members.contains(&other) {
                if !may_use.contains(&other) {
                    find(format!(
                        "{name} depends on {other}: dependencies point one way, and this arrow points back"
                    ));
                }
            } else if !for_tests && outside.is_some_and(|list| !list.contains(&other)) {
                find(format!(
                    "{name} is pure and depends on {other}, which nobody has read for clocks, files and randomness"
                ));
            }
        }
    }
    if members.is_empty() {
        findings.push(Finding::new(
            Path::new("Cargo.toml"),
            0,
            "cargo metadata lists no package",
        ));
    }
    findings
}
