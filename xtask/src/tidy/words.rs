//! Words that no output says, in any voice of ours: they would take a side or promise protection
//! (DESIGN.md §2).
//!
//! Looks at string literals of the shipped crates, at the program's help texts, at the documents
//! and at the scenarios. Others' words may be quoted with their source: in Rust and in scenarios
//! under a comment with `quotation:`, in Markdown as a block quotation with a source (a link, or a
//! line with a dash). A word in a Markdown code span is named and not said.

use std::path::Path;
use std::process::Command;

use super::Finding;
use super::source::{Source, files_under, shipped};

/// The words.
pub const NEVER: &[&str] = &[
    "approved",
    "cleared",
    "safe",
    "unprotected",
    "violator",
    "violators",
];

const WHY: &str = "no output says it: the register takes no side, promises no protection and permits nothing (DESIGN.md section 2)";
/// Marks others' words.
const QUOTATION: &str = "quotation:";

/// Looks at sources, documents and scenarios.
///
/// # Errors
/// A file cannot be read.
pub fn check(root: &Path) -> Result<Vec<Finding>, String> {
    let mut findings = Vec::new();
    for folder in std::fs::read_dir(root.join("crates")).map_err(|error| error.to_string())? {
        let folder = folder.map_err(|error| error.to_string())?.path();
        for (path, source) in shipped(&folder.join("src"))? {
            findings.extend(judge_source(
                path.strip_prefix(root).unwrap_or(&path),
                &source,
            ));
        }
    }
    for path in documents(root)? {
        let text =
            std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let short = path.strip_prefix(root).unwrap_or(&path);
        let is_markdown = path.extension().is_some_and(|extension| extension == "md");
        findings.extend(if is_markdown {
            judge_markdown(short, &text)
        } else {
            judge_lines(short, &text)
        });
    }
    Ok(findings)
}

/// Markdown pages and scenarios of the repository.
///
/// # Errors
/// A folder cannot be read.
pub fn documents(root: &Path) -> Result<Vec<std::path::PathBuf>, String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(root).map_err(|error| error.to_string())? {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.is_file() {
            found.push(path);
        }
    }
    found.extend(files_under(&root.join("docs"))?);
    found.extend(files_under(&root.join("testdata"))?);
    found.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "md" || extension == "scn")
    });
    found.sort();
    Ok(found)
}

/// The first word of a text that is never said.
#[must_use]
pub fn said(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    lower
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .find_map(|word| NEVER.iter().copied().find(|never| *never == word))
}

/// Judges the string literals of a file.
#[must_use]
pub fn judge_source(path: &Path, source: &Source) -> Vec<Finding> {
    let quoted: Vec<_> = source
        .comments
        .iter()
        .filter(|comment| comment.text.contains(QUOTATION))
        .map(|comment| comment.line)
        .collect();
    let is_quoted = |line: usize| quoted.iter().any(|at| *at == line || at + 1 == line);
    source
        .strings
        .iter()
        .filter(|piece| !is_quoted(piece.line))
        .filter_map(|piece| Some(Finding::new(path, piece.line, of(said(&piece.text)?))))
        .collect()
}

/// Judges a scenario or another text line by line.
#[must_use]
pub fn judge_lines(path: &Path, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut before = "";
    for (number, line) in (1..).zip(text.lines()) {
        if !before.contains(QUOTATION) && !line.contains(QUOTATION) {
            findings.extend(said(line).map(|word| Finding::new(path, number, of(word))));
        }
        before = line;
    }
    findings
}

/// Judges a Markdown page.
#[must_use]
pub fn judge_markdown(path: &Path, text: &str) -> Vec<Finding> {
    let lines: Vec<&str> = text.lines().collect();
    let mut findings = Vec::new();
    let mut fenced = false;
    for (at, line) in lines.iter().enumerate() {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        if is_quotation(line) && has_source(&lines, at) {
            continue;
        }
        let spoken = if fenced || fence {
            (*line).to_owned()
        } else {
            without_code(line)
        };
        findings.extend(said(&spoken).map(|word| Finding::new(path, at + 1, of(word))));
    }
    findings
}

fn is_quotation(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

/// Whether the block quotation around a line names where it comes from.
fn has_source(lines: &[&str], at: usize) -> bool {
    let up = lines[..at]
        .iter()
        .rev()
        .take_while(|line| is_quotation(line));
    let down = lines[at..].iter().take_while(|line| is_quotation(line));
    up.chain(down)
        .any(|line| line.contains("](") || line.contains('—') || line.contains("> --"))
}

/// A line without its code spans.
fn without_code(line: &str) -> String {
    line.split('`').step_by(2).collect::<Vec<_>>().join(" ")
}

fn of(word: &str) -> String {
    format!("\"{word}\": {WHY}")
}

/// Asks the built program for the help of every command and judges it.
///
/// # Errors
/// The program does not start.
pub fn check_help(binary: &Path) -> Result<Vec<Finding>, String> {
    let mut findings = Vec::new();
    let mut waiting: Vec<Vec<String>> = vec![Vec::new()];
    let mut seen = 0;
    while let Some(command) = waiting.pop() {
        seen += 1;
        if seen > MAX_COMMANDS {
            return Err(format!(
                "more than {MAX_COMMANDS} commands: the help leads in a circle"
            ));
        }
        let output = Command::new(binary)
            .args(&command)
            .arg("--help")
            .output()
            .map_err(|error| format!("{}: {error}", binary.display()))?;
        let help = String::from_utf8_lossy(&output.stdout).into_owned();
        let name = format!("truceline {} --help", command.join(" "));
        for (number, line) in (1..).zip(help.lines()) {
            findings
                .extend(said(line).map(|word| Finding::new(Path::new(&name), number, of(word))));
        }
        for next in commands(&help) {
            let mut longer = command.clone();
            longer.push(next);
            waiting.push(longer);
        }
    }
    Ok(findings)
}

/// A circle is suspected beyond so many commands; the program has some dozens.
const MAX_COMMANDS: usize = 500;

/// The commands that a help text lists.
fn commands(help: &str) -> Vec<String> {
    help.lines()
        .skip_while(|line| line.trim() != "Commands:")
        .skip(1)
        .take_while(|line| line.is_empty() || line.starts_with("  "))
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}
