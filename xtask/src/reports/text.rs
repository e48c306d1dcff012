//! The text of a PDF, taken out of it again: each claim beside whose word it is, and nothing that no output says.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use truceline::catalogue::{Catalogue, Language};

use super::house::{HOSTILE, Register, Report, SEALED};
use super::look::Tools;
use super::{laid, printed};
use crate::campaign::Campaign;
use crate::tidy::catalogues;

/// Reads a PDF.
pub(super) fn read(
    campaign: &mut Campaign,
    tools: &Tools,
    (name, path): (&str, &Path),
    register: &Register,
    report: &Report,
    language: Language,
) -> Result<(), String> {
    if !tools.poppler {
        return Ok(());
    }
    let text = printed(Command::new("pdftotext").arg(path).arg("-"))?;
    ours(campaign, name, &text, report, language)?;
    never(campaign, name, &text, register, language);
    // What poppler says of the tags leaves out what stands beside a change of direction: there the rows are taken from
    // where the words stand on paper.
    let rows = match language.is_right_to_left() {
        true => laid::rows(path)?,
        false => {
            let mut tree = Command::new("pdfinfo");
            let tree = tree.arg("-struct-text").arg(path).output();
            let tree = tree.map_err(|error| error.to_string())?;
            rows(&String::from_utf8_lossy(&tree.stdout))
        }
    };
    let mut beside = 0;
    for claim in &report.claims {
        let wanted = letters(&claim.claimant);
        let words = letters(claim.words.as_deref().unwrap_or_default());
        let row = rows.iter().find(|row| row.plain.ends_with(&claim.id));
        let holds = row.is_some_and(|row| row.names(&wanted) && row.holds(&words));
        campaign.expect(
            holds,
            format!(
                "{name}: {} does not stand in one row with whose word it is ({})",
                claim.id, claim.claimant
            ),
        );
        beside += u64::from(holds);
    }
    if !report.claims.is_empty() {
        campaign.figure(&format!("{name}_claims"), beside);
    }
    let found = letters(&text);
    for party in &report.parties {
        let there = holds(&found, &letters(party));
        campaign.expect(there, format!("{name}: {party} is not named"));
    }
    Ok(())
}

/// Our words read back in the language and in their order, the caveat among them.
fn ours(
    campaign: &mut Campaign,
    name: &str,
    text: &str,
    report: &Report,
    language: Language,
) -> Result<(), String> {
    let catalogue = Catalogue::of(language).map_err(|error| error.to_string())?;
    let found = letters(text);
    let of_all = ["dossier-attributed", "dossier-caveat"];
    let own: &[&str] = match report.claims.is_empty() {
        true => &[
            "bulletin-title",
            "bulletin-no-side",
            "section-lists",
            "section-rules",
        ],
        false => &[
            "dossier-title",
            "section-claims",
            "section-numbers",
            "section-figures",
            "section-left-out",
            "section-verify",
            "label-claimant",
        ],
    };
    for key in of_all.iter().chain(own) {
        let said = catalogue.say(key, &[]).map_err(|error| error.to_string())?;
        let words = letters(&said);
        campaign.expect(
            found.windows(words.len()).any(|stretch| stretch == words),
            format!("{name}: \"{said}\" cannot be read back from it"),
        );
    }
    Ok(())
}

/// Nothing that no output says, unless somebody is quoted with it; no sealed name, no place on the map, no sign that
/// steers, and what people wrote as they wrote it.
fn never(campaign: &mut Campaign, name: &str, text: &str, register: &Register, language: Language) {
    let quoted = catalogues::never_said(language.code(), &register.quoted);
    for word in catalogues::never_said(language.code(), text) {
        let is_quoted = quoted.contains(&word);
        campaign.expect(is_quoted, format!("{name}: it says \"{word}\""));
    }
    for part in SEALED.split(' ') {
        campaign.expect(
            !text.contains(part),
            format!("{name}: it names {part}, who is sealed"),
        );
    }
    campaign.expect(
        !text.contains("\\u{"),
        format!("{name}: a sign stands escaped in it"),
    );
    let numbers = text.split(|c: char| !c.is_ascii_digit() && c != '.');
    let place = numbers.into_iter().find(|number| {
        let parts = number.split_once('.');
        parts.is_some_and(|(whole, decimals)| !whole.is_empty() && decimals.len() >= 3)
    });
    campaign.expect(
        place.is_none(),
        format!("{name}: {place:?} reads like a coordinate"),
    );
    if register.quoted.contains("/etc/passwd") && name.contains("dossier") {
        let (found, wanted) = (letters(text), letters(HOSTILE));
        let plain = |text: &str| text.split_whitespace().collect::<String>();
        let is_there = match language.is_right_to_left() {
            // Signs come back elsewhere, the words in their order.
            true => found.windows(wanted.len()).any(|words| words == wanted),
            false => plain(text).contains(&plain(HOSTILE)),
        };
        campaign.expect(
            is_there,
            format!("{name}: what somebody wrote does not stand there as it was written"),
        );
    }
}

/// A row of a table of claims.
pub(super) struct Row {
    /// Its text without blanks, its id at least.
    pub(super) plain: String,
    /// The words of whom it names, or of all of it where that is not told apart.
    pub(super) names: Vec<String>,
    /// Its words.
    pub(super) words: Vec<String>,
}

impl Row {
    fn names(&self, words: &[String]) -> bool {
        holds(&self.names, &whole(words))
    }

    fn holds(&self, words: &[String]) -> bool {
        holds(&self.words, &whole(words))
    }
}

/// Those words that no column broke.
fn whole(words: &[String]) -> Vec<String> {
    let whole = words.iter().filter(|word| word.chars().count() <= 22);
    whole.cloned().collect()
}

fn holds(found: &[String], wanted: &[String]) -> bool {
    let found: BTreeSet<&String> = found.iter().collect();
    wanted.iter().all(|word| found.contains(word))
}

/// The rows of the tables, as `pdfinfo -struct-text` shows what is tagged.
fn rows(tree: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut inside: Option<(usize, String)> = None;
    for line in tree.lines() {
        let indent = line.len() - line.trim_start().len();
        let said = line.trim();
        if inside.as_ref().is_some_and(|(row, _)| indent <= *row) {
            rows.extend(inside.take().map(|(_, text)| Row::of(&text)));
        }
        if said == "TR" || said.starts_with("TR ") || said.starts_with("TR:") {
            inside = Some((indent, String::new()));
        } else if let Some((_, text)) = &mut inside
            && let Some(part) = said
                .strip_prefix('"')
                .and_then(|part| part.strip_suffix('"'))
        {
            text.push_str(part);
            text.push('\n');
        }
    }
    rows.extend(inside.map(|(_, text)| Row::of(&text)));
    rows
}

impl Row {
    fn of(text: &str) -> Self {
        let plain = text.split_whitespace().collect();
        Self {
            plain,
            names: letters(text),
            words: letters(text),
        }
    }
}

/// The words of a text, each as its letters in order of the alphabet: the readers of PDFs that Debian has give Arabic
/// letters back in the order in which they stand on paper, one of them within a word too.
pub(super) fn letters(text: &str) -> Vec<String> {
    let steers = |c: char| matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain: String = text.chars().filter(|c| !steers(*c)).collect();
    let words = plain.split(|c: char| !c.is_alphanumeric());
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters.into_iter().collect()
    };
    words.filter(|word| !word.is_empty()).map(sorted).collect()
}

#[cfg(test)]
mod tests {
    use super::{letters, rows};

    #[test]
    fn rows_are_told_apart_and_words_found_whatever_their_order() {
        let tree = "  Table (block)\n    TR\n      TH:\n         /Scope /Row\n        \"North\"\n      TD\n        \"clm_\"\n        \"abc\"\n    TR\n      TD\n        \"other\"\n  P\n    \"after\"\n";
        let rows = rows(tree);
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].plain, "Northclm_abc");
        assert!(rows[0].holds(&letters("North")) && !rows[1].holds(&letters("North")));
        assert_eq!(letters("ab\u{2069} c"), letters("ba c"));
    }
}
