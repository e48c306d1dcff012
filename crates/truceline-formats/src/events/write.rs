//! Rows out as CSV: every field as it was read, what would compute marked as text.

use super::columns::Column;
use super::{EventRow, Events, Heading, Scheme, mark};
use csv::{QuoteStyle, WriterBuilder};
use std::borrow::Cow;

/// Whether a row of HXL tags stands below the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tags {
    /// As it was read.
    AsRead,
    /// One tag for every column that has one.
    With,
    /// None.
    Without,
}

impl Scheme {
    /// All columns of the scheme, for rows of our own.
    #[must_use]
    pub fn headings(self) -> Vec<Heading> {
        let heading = |column: &'static Column| Heading {
            name: column.name.to_owned(),
            column: Some(column),
        };
        self.columns().iter().map(heading).collect()
    }
}

impl EventRow {
    /// The text of a column in this row, as it was read.
    #[must_use]
    pub fn text(&self, heading: &Heading) -> Cow<'_, str> {
        match heading.column {
            Some(column) => self
                .values
                .get(&column.field)
                .map_or(Cow::Borrowed(""), super::value::Value::text),
            None => self
                .others
                .get(&heading.name)
                .map_or(Cow::Borrowed(""), |text| Cow::Borrowed(text)),
        }
    }
}

/// Writes a table as CSV in UTF-8 with commas, lines ended by CR LF, beginning with the mark of UTF-8
/// that spreadsheet programs look for.
#[must_use]
pub fn csv(events: &Events, tags: Tags) -> Vec<u8> {
    let mut out = vec![0xEF, 0xBB, 0xBF];
    // Names of columns in quotation marks leave no doubt about what separates them.
    let names = events.headings.iter().map(|heading| heading.name.clone());
    put(
        &mut out,
        QuoteStyle::Always,
        std::iter::once(names.collect()),
    );
    let tags = tag_row(events, tags).into_iter();
    put(&mut out, QuoteStyle::Necessary, tags);
    let rows = events.rows.drafts.iter().map(|row| {
        let texts = events.headings.iter().map(|heading| row.text(heading));
        texts.map(Cow::into_owned).collect()
    });
    put(&mut out, QuoteStyle::Necessary, rows);
    out
}

fn put(out: &mut Vec<u8>, quotes: QuoteStyle, rows: impl Iterator<Item = Vec<String>>) {
    let mut writer = WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .quote_style(quotes)
        .from_writer(out);
    for row in rows {
        let written = writer.write_record(row.iter().map(|field| mark::marked(field)));
        assert!(written.is_ok(), "writing to memory cannot fail");
    }
}

fn tag_row(events: &Events, tags: Tags) -> Option<Vec<String>> {
    match tags {
        Tags::AsRead => events.tags.clone(),
        Tags::Without => None,
        Tags::With => {
            let tag = |heading: &Heading| heading.column.map_or("", |column| column.tag);
            Some(
                events
                    .headings
                    .iter()
                    .map(|one| tag(one).to_owned())
                    .collect(),
            )
        }
    }
}
