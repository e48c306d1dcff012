//! What the README and the case show is what the program says.
//!
//! Each `$ ` line of a document is run in the order of the page, and what stands below it is held
//! against the answer, word by word. `…` stands for whatever is cut: alone for any words, at the end of
//! an id for the rest of it. An id that was shown once is the same wherever the page shows it again. What stands in a
//! fence marked `pdf` is run only where the program is built with the feature `pdf`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const CUT: &str = "…";

/// A command of a page and what the page shows of its answer.
#[derive(Debug)]
struct Step {
    command: String,
    shown: Vec<String>,
}

/// Whether the page was written on another day than it is run.
#[derive(Clone, Copy, PartialEq)]
enum Times {
    AsShown,
    Vary,
}

/// A page as it is run, with what it has bound so far.
struct Page {
    folder: tempfile::TempDir,
    variables: BTreeMap<String, String>,
    ids: BTreeMap<String, String>,
    times: Times,
}

#[test]
fn the_tour_of_the_readme() {
    let mut page = Page::new(Times::Vary);
    page.play(&repository().join("README.md"), 10);
}

#[test]
fn the_case() {
    let mut page = Page::new(Times::AsShown);
    page.play(&repository().join("docs/case.md"), 10);
}

#[test]
fn the_public_claims_of_february_2020() {
    let mut page = Page::new(Times::Vary);
    for name in ["3-february", "27-february"] {
        let file = format!("{name}.claims.toml");
        let from = repository().join("docs/cases/idlib-2020").join(&file);
        fs::copy(from, page.folder.path().join(&file)).unwrap();
    }
    page.play(&repository().join("docs/cases/idlib-2020.md"), 8);
    page.dossiers();
    page.without_pdf();
}

#[test]
fn a_page_that_shows_something_else_is_found_out() {
    let answer = "state: overdue\nat 2000-05-21T09:00:00Z by pty_abc123 (East)";
    let agrees = |shown: &str| {
        let mut page = Page::new(Times::AsShown);
        let shown: Vec<String> = shown.lines().map(str::to_owned).collect();
        page.compare(&shown, answer).is_ok()
    };
    assert!(agrees("state: overdue"));
    assert!(agrees("state: overdue\n…\n(East)"));
    assert!(agrees("by pty_abc… (East)"));
    assert!(!agrees("state: answered"));
    assert!(!agrees("state: overdue\n(East)"), "what is cut is marked");
    assert!(!agrees("by dsk_abc… (East)"));
    assert!(!agrees("at 2000-05-21T09:00:01Z"));
    assert!(!agrees("by pty_abc… (East)\n…\nby pty_abc… (East)"));
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The steps of a page, in order; lines like `K17="…"` are variables for the commands after them.
fn read(page: &Path) -> (Vec<Step>, BTreeMap<String, String>) {
    let text = fs::read_to_string(page).unwrap();
    let mut steps: Vec<Step> = Vec::new();
    let mut variables = BTreeMap::new();
    let mut is_inside = false;
    let mut is_below_a_command = false;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(mark) = line.strip_prefix("```") {
            is_inside = !is_inside && (mark != "pdf" || cfg!(feature = "pdf"));
            if mark == "pdf" && !is_inside {
                lines.by_ref().find(|line| line.starts_with("```"));
            }
            is_below_a_command = false;
        } else if !is_inside {
        } else if let Some(command) = line.strip_prefix("$ ") {
            let mut command = command.to_owned();
            while let Some(begun) = command.strip_suffix('\\') {
                command = format!("{begun} {}", lines.next().unwrap().trim());
            }
            steps.push(Step {
                command,
                shown: Vec::new(),
            });
            is_below_a_command = true;
        } else if is_below_a_command {
            steps.last_mut().unwrap().shown.push(line.to_owned());
        } else if let Some((name, value)) = line.split_once("=\"") {
            let value = value.trim_end_matches('"').to_owned();
            variables.insert(name.to_owned(), value);
        }
    }
    (steps, variables)
}

impl Page {
    fn new(times: Times) -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            variables: BTreeMap::new(),
            ids: BTreeMap::new(),
            times,
        }
    }

    fn play(&mut self, page: &Path, at_least: usize) {
        let (steps, variables) = read(page);
        self.variables = variables;
        assert!(steps.len() >= at_least, "only {} commands", steps.len());
        for step in &steps {
            if let Some(file) = step.command.strip_prefix("cat ") {
                let text = step.shown.join("\n");
                fs::write(self.folder.path().join(file), text).unwrap();
                continue;
            }
            let answer = self.run(step);
            if let Err(missing) = self.compare(&step.shown, &answer) {
                panic!(
                    "{}\n$ {}\nshows: {missing}\nand the program says:\n{answer}",
                    page.display(),
                    step.command
                );
            }
        }
    }

    /// Runs a command with the ids that were bound before in place of those that the page shows.
    fn run(&self, step: &Step) -> String {
        let mut command = step.command.clone();
        for (shown, id) in &self.ids {
            command = command.replace(&format!("{shown}{CUT}"), id);
        }
        let program = Path::new(env!("CARGO_BIN_EXE_truceline"));
        let places = std::env::var("PATH").unwrap();
        let output = Command::new("sh")
            .args(["-c", &command])
            .current_dir(self.folder.path())
            .env(
                "PATH",
                format!("{}:{places}", program.parent().unwrap().display()),
            )
            .envs(&self.variables)
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let refused = String::from_utf8(output.stderr).unwrap();
        assert!(
            output.status.success() || !step.shown.is_empty(),
            "$ {command}\n{said}{refused}"
        );
        said + &refused
    }

    /// Both incidents of the page have a dossier in every language, with all of its words, and nothing in it is
    /// translated or added up that somebody said.
    fn dossiers(&self) {
        let incidents = self.ids.iter();
        let incidents: Vec<_> = incidents
            .filter(|(shown, _)| shown.starts_with("inc_"))
            .collect();
        assert_eq!(incidents.len(), 2);
        for (_, incident) in incidents {
            for language in ["ar", "en", "fr", "ru", "tr", "uk"] {
                let command = format!(
                    "truceline --data idlib incident dossier {incident} --language {language}"
                );
                let said = self.run(&Step {
                    command,
                    shown: Vec::new(),
                });
                for quoted in ["Ömer Çelik", "Sergey Lavrov"] {
                    let in_claims = said.contains(quoted);
                    let other = said.contains("Saraqib") == (quoted == "Ömer Çelik");
                    assert_eq!(in_claims, other, "{language}: {quoted}");
                }
                assert!(!said.contains("35."), "{language}: no coordinates");
            }
        }
    }

    /// A program that was built without PDF says how to build one, and writes nothing.
    fn without_pdf(&self) {
        if cfg!(feature = "pdf") {
            return;
        }
        let mut ids = self.ids.iter();
        let (_, incident) = ids.find(|(shown, _)| shown.starts_with("inc_")).unwrap();
        let command =
            format!("truceline --data idlib --out never.pdf incident dossier {incident} --pdf");
        let refused = self.run(&Step {
            command,
            shown: vec![CUT.to_owned()],
        });
        assert!(refused.contains("--features pdf"), "{refused}");
        assert!(!self.folder.path().join("never.pdf").exists());
    }

    /// Holds what is shown against an answer; the words that are not there, in order, are the error.
    fn compare(&mut self, shown: &[String], answer: &str) -> Result<(), String> {
        let answer: Vec<&str> = answer.split_whitespace().collect();
        let shown: Vec<&str> = shown
            .iter()
            .flat_map(|line| line.split_whitespace())
            .collect();
        let mut from = 0;
        for stretch in shown.split(|word| *word == CUT) {
            if stretch.is_empty() {
                continue;
            }
            let at = (from..=answer.len().saturating_sub(stretch.len()))
                .find(|at| self.bind(stretch, &answer[*at..]))
                .ok_or_else(|| stretch.join(" "))?;
            from = at + stretch.len();
        }
        Ok(())
    }

    /// Whether these words are those; if so, the ids in them are bound.
    fn bind(&mut self, shown: &[&str], said: &[&str]) -> bool {
        if said.len() < shown.len() {
            return false;
        }
        let before = self.ids.clone();
        let agree = shown.iter().zip(said).all(|(s, a)| self.is_word(s, a));
        if !agree {
            self.ids = before;
        }
        agree
    }

    fn is_word(&mut self, shown: &str, said: &str) -> bool {
        if shown == said {
            return true;
        }
        let Some((head, tail)) = shown.split_once(CUT) else {
            return self.times == Times::Vary
                && (are_times(shown, said) || are_hashes(shown, said));
        };
        let Some(middle) = said
            .strip_prefix(opening(head))
            .and_then(|rest| rest.strip_suffix(tail))
        else {
            return false;
        };
        let Some(kind_at) = head.find('_') else {
            return said.starts_with(head);
        };
        let kind = &head[kind_at.saturating_sub(3)..=kind_at];
        let id = format!("{kind}{middle}");
        let name = &head[kind_at.saturating_sub(3)..];
        match self.ids.get(name) {
            Some(bound) => *bound == id,
            None => {
                self.ids.insert(name.to_owned(), id);
                true
            }
        }
    }
}

/// What of a cut word must be said as it is shown: of an id its kind.
fn opening(head: &str) -> &str {
    head.find('_').map_or(head, |at| &head[..=at])
}

fn are_times(one: &str, other: &str) -> bool {
    let is_time = |word: &str| {
        let word = word.trim_end_matches([',', ':', '.', ';']);
        word.len() >= 20 && word.starts_with("20") && word.ends_with('Z') && word.contains('T')
    };
    is_time(one) && is_time(other)
}

fn are_hashes(one: &str, other: &str) -> bool {
    let is_hash = |word: &str| {
        let word = word.trim_end_matches(',');
        word.len() == 64 && word.bytes().all(|b| b.is_ascii_hexdigit())
    };
    is_hash(one) && is_hash(other)
}
