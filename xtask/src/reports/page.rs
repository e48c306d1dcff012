//! Runs the commands of a page, those in fences marked `pdf` too; `crates/truceline/tests/documents.rs` holds what the
//! others answer against the page.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use super::printed;

/// Runs every `$ ` line of a page in a folder; gives how many of them wrote a PDF.
///
/// An id that the page cuts (`inc_3feb…`) is the one that the answer has where the page first shows it.
pub(super) fn play(page: &Path, program: &Path, folder: &Path) -> Result<usize, String> {
    let text = std::fs::read_to_string(page).map_err(|e| format!("{}: {e}", page.display()))?;
    let mut bound: BTreeMap<String, String> = BTreeMap::new();
    let mut pdfs = 0;
    let lines: Vec<&str> = text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let Some(command) = line.strip_prefix("$ ") else {
            continue;
        };
        let mut command = command.to_owned();
        for (cut, id) in &bound {
            command = command.replace(cut, id);
        }
        let places = std::env::var("PATH").unwrap_or_default();
        let own = program.parent().unwrap_or(program);
        let mut shell = Command::new("sh");
        shell.args(["-c", &command]).current_dir(folder);
        shell.env("PATH", format!("{}:{places}", own.display()));
        let answer = printed(&mut shell).map_err(|error| format!("$ {command}\n{error}"))?;
        pdfs += usize::from(command.contains(" --pdf"));
        let shown = lines.iter().skip(at + 1);
        for shown in shown.take_while(|line| !line.starts_with("$ ") && !line.starts_with("```")) {
            bind(shown, &answer, &mut bound);
        }
    }
    match pdfs {
        0 => Err(format!("{}: no command of it writes a PDF", page.display())),
        pdfs => Ok(pdfs),
    }
}

/// Binds the ids that a line cuts to those that stand in the answer after the same words.
fn bind(shown: &str, answer: &str, bound: &mut BTreeMap<String, String>) {
    let words: Vec<&str> = shown.split_whitespace().collect();
    for (before, cut) in words.iter().zip(words.iter().skip(1)) {
        let Some((head, _)) = cut.split_once('…') else {
            continue;
        };
        let Some((kind, _)) = head.split_once('_') else {
            continue;
        };
        let said: Vec<&str> = answer.split_whitespace().collect();
        let pairs = said.iter().zip(said.iter().skip(1));
        let id = pairs
            .filter(|(said_before, _)| said_before == &before)
            .map(|(_, id)| id.trim_end_matches([',', ':', '.']))
            .find(|id| id.starts_with(&format!("{kind}_")));
        if let Some(id) = id {
            let entry = bound.entry(format!("{head}…"));
            entry.or_insert_with(|| id.to_owned());
        }
    }
}
