//! `claim export`: the rows of a table that was entered as claims, every cell as it was given.

use super::Table;
use crate::cli::context::Context;
use crate::exit::{Done, Problem};
use crate::file;
use crate::names::Names;
use clap::Args;
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::Path;
use truceline_formats::events::Scheme;
use truceline_formats::events::given::{GivenRow, table};
use truceline_formats::events::write::{Tags, csv};
use truceline_register::claim::history::Entered;
use truceline_register::claim::view::is_for;
use truceline_register::claim::words::{Channel, Question};

/// Write the rows of a table that was entered as claims: every cell as it was given
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley claim export --table ucdp --out events.csv\n  truceline --data valley claim export --table acled --as South --tags --out events.csv"
)]
pub struct TableOut {
    /// Whose columns it has
    #[arg(long, value_enum)]
    table: Table,
    /// Of the file with this SHA-256 alone, where rows of several were entered
    #[arg(long, value_name = "SHA256")]
    of_file: Option<String>,
    /// With a row of HXL tags below the header
    #[arg(long)]
    tags: bool,
    /// Through whose eyes, by name or id; without it all that the folder holds, or of a server what the key may see
    #[arg(long = "as", value_name = "PARTY")]
    eyes: Option<String>,
}

/// What was written.
#[derive(Clone, Debug, Serialize)]
struct WrittenView<'a> {
    export: &'a Path,
    table: &'static str,
    rows: usize,
    left_out: usize,
}

impl TableOut {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        if context.json && context.out.is_none() {
            return Err(Problem::usage("name the file to write with --out FILE"));
        }
        let reading = context.reading()?;
        let register = reading.register();
        let names = Names::of_register(register);
        let eyes = crate::cli::claim::eyes(context, self.eyes.as_deref(), &names)?;
        let scheme = self.table.scheme();
        let (mut rows, mut files, mut left_out) = (Vec::new(), BTreeSet::new(), 0_usize);
        let all = register.claims.all(register.size);
        for entered in all.filter(|entered| is_for(register, entered, eyes)) {
            let Some((of_file, row)) = row_of(entered, scheme) else {
                continue;
            };
            let wanted = self.of_file.as_ref();
            if wanted.is_some_and(|wanted| !wanted.eq_ignore_ascii_case(&of_file)) {
                continue;
            }
            files.insert(of_file);
            if entered.stands(register.size) {
                rows.push(row);
            } else {
                left_out += 1;
            }
        }
        if files.len() > 1 {
            let files: Vec<String> = files.into_iter().collect();
            return Err(Problem::usage(format!(
                "rows of several tables were entered; name one with --of-file: {}",
                files.join(", ")
            )));
        }
        if rows.is_empty() {
            return Err(Problem::usage(format!(
                "no row of such a table was entered; enter one with claim import --table {}",
                scheme.word()
            )));
        }
        // A row about two things was entered twice.
        let mut seen = BTreeSet::new();
        rows.retain(|row: &GivenRow| seen.insert(row.number()));
        let events = table(scheme, &rows).map_err(|error| Problem::usage(error.to_string()))?;
        let tags = match self.tags {
            true => Tags::With,
            false => Tags::AsRead,
        };
        let bytes = csv(&events, tags);
        let Some(path) = &context.out else {
            return context.give(&String::from_utf8_lossy(&bytes));
        };
        file::write_new(path, &bytes)?;
        let view = WrittenView {
            export: path,
            table: scheme.word(),
            rows: rows.len(),
            left_out,
        };
        context.tell(&view, || {
            format!(
                "{} rows: {}; withdrawn or superseded, and left out: {left_out}\n",
                view.rows,
                path.display()
            )
        })
    }
}

/// The row that a claim keeps as it was given, and the hash of its file.
fn row_of(entered: &Entered, scheme: Scheme) -> Option<(String, GivenRow)> {
    if entered.said.question != Question::WhatHappened
        || entered.said.stated.channel != Channel::Dataset
    {
        return None;
    }
    let provenance = entered.provenance.value()?;
    let row = GivenRow::read(provenance.original.as_deref()?)?;
    let of_file = provenance.source.as_ref()?.sha256?;
    (row.scheme() == Some(scheme)).then(|| (of_file.to_string(), row))
}
