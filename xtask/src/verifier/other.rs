//! The other verifier: the TypeScript one, built and run by Node, asked line by line.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use crate::program::repository;

/// A running verifier.
pub(super) struct Other {
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

fn runs(program: &str) -> bool {
    let version = Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    version.is_ok_and(|status| status.success())
}

/// Whether Node and npm are here.
pub(super) fn is_here() -> bool {
    runs("node") && runs("npm")
}

fn done(command: &mut Command, what: &str) -> Result<(), String> {
    let status = command
        .status()
        .map_err(|error| format!("{what}: {error}"))?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("{what} failed")),
    }
}

/// Fetches what the package is built with, where that is not there, and builds it.
pub(super) fn build() -> Result<PathBuf, String> {
    let console = repository().join("console");
    if !console.join("node_modules").is_dir() {
        let npm = ["ci", "--no-audit", "--no-fund"];
        done(
            Command::new("npm").args(npm).current_dir(&console),
            "npm ci in console/",
        )?;
    }
    let package = console.join("verifier");
    done(
        Command::new("node").arg("build.mjs").current_dir(&package),
        "building console/verifier",
    )?;
    Ok(package.join("dist/verify.mjs"))
}

impl Other {
    /// Starts it.
    pub(super) fn start(program: &Path) -> Result<Self, String> {
        let mut child = Command::new("node")
            .arg(program)
            .arg("batch")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("node did not start: {error}"))?;
        let (Some(questions), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("node has no pipes".to_owned());
        };
        Ok(Self {
            child,
            questions,
            answers: BufReader::new(answers),
        })
    }

    /// What it says of a file, by what it is given to believe.
    pub(super) fn ask(
        &mut self,
        file: &Path,
        card: Option<&Path>,
        policy: Option<&Path>,
    ) -> Result<Value, String> {
        let question = json!({ "file": file, "card": card, "policy": policy });
        let question = without_nulls(question);
        writeln!(self.questions, "{question}").map_err(|error| error.to_string())?;
        let mut line = String::new();
        let read = self.answers.read_line(&mut line);
        match read {
            Ok(0) | Err(_) => Err("the other verifier has ended".to_owned()),
            Ok(_) => serde_json::from_str(&line).map_err(|error| error.to_string()),
        }
    }
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .collect(),
        other => other,
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
