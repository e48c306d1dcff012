//! Reports that leave the register: composed once in the words of a language, shown as text or set as a PDF.
//!
//! A report is made of the views that the commands show, and derives nothing of its own: it chooses, arranges and
//! names. Words of people stand in it as quotations and are never translated. Not here: the words of the languages
//! ([`crate::catalogue`]), what a view contains ([`crate::wire`]).

pub mod claims;
pub mod dossier;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod state;
pub mod wording;

use serde::Serialize;

/// A stretch of text of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Whether it is an id, a digest or a note that is read character by character.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub code: bool,
    /// The language of others' words, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// A line of runs.
pub type Line = Vec<Run>;

/// Lines that stand together: the cell of a table, a value.
pub type Cell = Vec<Line>;

/// A piece of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Block {
    /// A heading.
    Heading {
        /// 1 for a section, 2 within one.
        level: u8,
        /// The words.
        text: String,
    },
    /// A paragraph.
    Note {
        /// Its line.
        line: Line,
    },
    /// Names and values.
    Facts {
        /// Each.
        rows: Vec<Fact>,
    },
    /// A table with a head.
    Table {
        /// The heads of the columns.
        head: Vec<String>,
        /// How wide each is, against the others.
        widths: Vec<u8>,
        /// The rows.
        rows: Vec<Vec<Cell>>,
    },
    /// A text that is read character by character.
    Code {
        /// The text.
        text: String,
    },
}

/// A name and its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// The name.
    pub name: String,
    /// The value.
    pub value: Cell,
}

/// A report, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The language of our own words.
    pub language: &'static str,
    /// `rtl` or `ltr`.
    pub direction: &'static str,
    /// What it is.
    pub title: String,
    /// What it is of, in a few words without markup.
    pub subject: String,
    /// The foot of a page; `%1` is the page and `%2` how many there are.
    pub page: String,
    /// Day and time that it was drawn at, UTC: year, month, day, hour, minute, second.
    pub drawn_at: [u16; 6],
    /// What it says.
    pub blocks: Vec<Block>,
}

impl Run {
    /// Our own words.
    pub fn own(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            code: false,
            language: None,
        }
    }

    /// Something that is read character by character, from left to right in every language.
    pub fn code(text: impl AsRef<str>) -> Self {
        Self {
            text: format!("\u{2066}{}\u{2069}", text.as_ref()),
            code: true,
            language: None,
        }
    }
}

/// One line of our own words, as a cell.
pub fn cell(text: impl Into<String>) -> Cell {
    vec![vec![Run::own(text)]]
}

fn line_text(line: &Line) -> String {
    line.iter().map(|run| run.text.as_str()).collect()
}

fn cell_text(cell: &Cell, indent: &str) -> String {
    let lines: Vec<String> = cell.iter().map(line_text).collect();
    lines.join(&format!("\n{indent}"))
}

impl Block {
    fn text(&self) -> String {
        match self {
            Self::Heading { level: 1, text } => format!("\n# {text}\n"),
            Self::Heading { text, .. } => format!("\n## {text}\n"),
            Self::Note { line } => format!("{}\n", line_text(line)),
            Self::Facts { rows } => {
                let rows = rows.iter();
                rows.map(|fact| format!("{}: {}\n", fact.name, cell_text(&fact.value, "  ")))
                    .collect()
            }
            Self::Table { head, rows, .. } => {
                let row = |cells: &Vec<Cell>| -> String {
                    let cells = head.iter().zip(cells).enumerate();
                    cells
                        .map(|(at, (name, cell))| {
                            let mark = if at == 0 { "- " } else { "  " };
                            format!("{mark}{name}: {}\n", cell_text(cell, "    "))
                        })
                        .collect()
                };
                rows.iter().map(row).collect()
            }
            Self::Code { text } => format!("{}\n", text.trim_end()),
        }
    }
}

impl Report {
    /// As text for a terminal, which arranges scripts by itself: what we isolate is left as it reads.
    #[must_use]
    pub fn text(&self) -> String {
        let blocks: String = self.blocks.iter().map(Block::text).collect();
        let text = format!("{}\n{}\n{blocks}", self.title, self.subject);
        text.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "")
    }
}

#[cfg(test)]
mod tests;
