//! Reports that leave the register: composed once in the words of a language, shown as text or set as a PDF.
//!
//! A report is made of the views that the commands show, and derives nothing of its own: it chooses, arranges and
//! names. Words of people stand in it as quotations and are never translated. Not here: the words of the languages
//! ([`crate::catalogue`]), what a view contains ([`crate::wire`]).

pub mod bulletin;
pub mod claims;
pub mod dossier;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod state;
pub mod wording;

use jiff::Timestamp;
use jiff::tz::Offset;
use serde::Serialize;

/// A stretch of text of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Whether it is an id, a digest or a note that is read character by character.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub code: bool,
    /// Whether it stands out: whose word it is, or that somebody says it was not so.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub strong: bool,
    /// The language of others' words, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// A line of runs.
pub type Line = Vec<Run>;

/// Lines that stand together: the cell of a table, a value.
pub type Cell = Vec<Line>;

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holds {
    /// Words.
    Words,
    /// How, when and from where: read after the words.
    Detail,
    /// Numbers, under one another.
    Number,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its head.
    pub name: Cell,
    /// How wide it is, against the others.
    pub width: u8,
    /// What stands in it.
    pub holds: Holds,
}

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
    /// What holds of all that the report says; it stands apart.
    Caveat {
        /// Its lines.
        lines: Vec<Line>,
    },
    /// Items under one another.
    List {
        /// Each.
        items: Vec<Line>,
    },
    /// Names and values.
    Facts {
        /// Each.
        rows: Vec<Fact>,
    },
    /// A table with a head.
    Table {
        /// The columns.
        columns: Vec<Column>,
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

/// What stands on every page of a report, should one be torn out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Running {
    /// The log's name.
    pub origin: String,
    /// As of when, and of how much of the log.
    pub as_of: String,
    /// What the log's root is called, or that there is none to name.
    pub root_name: String,
    /// The log's root; empty where there is none to name.
    pub root: String,
    /// The foot of a page.
    pub foot: String,
    /// The number of a page; `%1` is the page and `%2` how many there are.
    pub page: String,
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
    /// What must be known before anything else of it: that it is an exercise, or no more than evidence.
    pub marks: Vec<String>,
    /// What stands on every page.
    pub running: Running,
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
            strong: false,
            language: None,
        }
    }

    /// Our own words, standing out.
    pub fn strong(text: impl Into<String>) -> Self {
        Self {
            strong: true,
            ..Self::own(text)
        }
    }

    /// Something that is read character by character, from left to right in every language.
    pub fn code(text: impl AsRef<str>) -> Self {
        Self {
            text: format!("\u{2066}{}\u{2069}", text.as_ref()),
            code: true,
            strong: false,
            language: None,
        }
    }
}

/// One line of our own words, as a cell.
pub fn cell(text: impl Into<String>) -> Cell {
    vec![vec![Run::own(text)]]
}

/// The day and time of a view, to the second: year, month, day, hour, minute, second.
fn moment(instant: &str) -> [u16; 6] {
    let read: Result<Timestamp, _> = instant.parse();
    read.map_or([1970, 1, 1, 0, 0, 0], |at| {
        let at = Offset::UTC.to_datetime(at);
        let part = |part: i8| u16::try_from(part).unwrap_or_default();
        [
            u16::try_from(at.year()).unwrap_or_default(),
            part(at.month()),
            part(at.day()),
            part(at.hour()),
            part(at.minute()),
            part(at.second()),
        ]
    })
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
            Self::Caveat { lines } => lines.iter().map(|line| line_text(line) + "\n").collect(),
            Self::List { items } => {
                let items = items.iter();
                items
                    .map(|item| format!("- {}\n", line_text(item)))
                    .collect()
            }
            Self::Facts { rows } => {
                let rows = rows.iter();
                rows.map(|fact| format!("{}: {}\n", fact.name, cell_text(&fact.value, "  ")))
                    .collect()
            }
            Self::Table { columns, rows } => {
                let row = |cells: &Vec<Cell>| -> String {
                    let cells = columns.iter().zip(cells).enumerate();
                    cells
                        .map(|(at, (column, cell))| {
                            let mark = if at == 0 { "- " } else { "  " };
                            let name = column.name.first().map(line_text);
                            let name = name.unwrap_or_default();
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
        let marks: String = self.marks.iter().map(|mark| format!("{mark}\n")).collect();
        let text = format!("{marks}{}\n{}\n{blocks}", self.title, self.subject);
        text.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "")
    }
}

#[cfg(test)]
mod tests;
