//! `claim export`: the rows of a table that was entered as claims, every cell as it was given.

use super::Table;
use crate::cli::context::Context;
use crate::exit::{Done, Problem};
use crate::file;
use crate::names::{Named, Names};
use clap::Args;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use truceline_formats::events::Scheme;
use truceline_formats::events::given::{GivenRow, table};
use truceline_formats::events::write::{Tags, csv};
use truceline_register::claim::history::Entered;
use truceline_register::claim::view::is_for;
use truceline_register::claim::words::{Channel, Question};
use truceline_register::ids::{LogIndex, PartyId};

/// Write the rows of a table that was entered as claims: every cell as it was given
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley claim export --table ucdp --out events.csv\n  truceline --data valley claim export --table acled --as South --entered-by North --tags --out events.csv"
)]
pub struct TableOut {
    /// Whose columns it has
    #[arg(long, value_enum)]
    table: Table,
    /// Of the file with this SHA-256 alone, where rows of several were entered
    #[arg(long, value_name = "SHA256")]
    of_file: Option<String>,
    /// Of the rows that this party entered alone, by name or id
    #[arg(long, value_name = "PARTY")]
    entered_by: Option<String>,
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
    /// Who entered them.
    entered_by: Vec<Named>,
}

/// A row that stands in a claim: by which record, entered by whom.
struct Kept {
    record: LogIndex,
    by: PartyId,
    row: GivenRow,
}

/// Each row once, in the order in which it was entered first, and who entered any. A row about two things was entered
/// twice, and so was one that two parties entered: to the letter the same. Where it is not, whose row it is is not this
/// program's to say.
fn gathered(kept: Vec<Kept>, names: &Names) -> Result<(Vec<GivenRow>, BTreeSet<PartyId>), String> {
    let mut rows: BTreeMap<u32, usize> = BTreeMap::new();
    let mut first: Vec<Kept> = Vec::new();
    let mut enterers = BTreeSet::new();
    for one in kept {
        enterers.insert(one.by);
        let number = one.row.number();
        let Some(known) = rows.get(&number).and_then(|place| first.get(*place)) else {
            rows.insert(number, first.len());
            first.push(one);
            continue;
        };
        if known.row == one.row {
            continue;
        }
        let what = format!(
            "row {number} stands with different cells in record {}, entered by {}, and in record {}, entered by {}",
            known.record,
            names.party(known.by).short(),
            one.record,
            names.party(one.by).short()
        );
        return Err(match known.by == one.by {
            true => format!("{what}; one of them has to be withdrawn"),
            false => format!("{what}; say whose rows with --entered-by"),
        });
    }
    Ok((first.into_iter().map(|one| one.row).collect(), enterers))
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
        let by = self.entered_by.as_deref();
        let by = by.map(|by| names.find_party(by)).transpose()?;
        let (mut kept, mut files, mut left_out) = (Vec::new(), BTreeSet::new(), 0_usize);
        let all = register.claims.all(register.size);
        let all = all.filter(|entered| by.is_none_or(|by| entered.by == by));
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
                let (record, by) = (entered.record, entered.by);
                kept.push(Kept { record, by, row });
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
        if kept.is_empty() {
            return Err(Problem::usage(format!(
                "no row of such a table was entered; enter one with claim import --table {}",
                scheme.word()
            )));
        }
        let (rows, enterers) = gathered(kept, &names).map_err(Problem::usage)?;
        let entered_by: Vec<Named> = enterers.into_iter().map(|by| names.party(by)).collect();
        let enterers: Vec<&str> = entered_by.iter().map(Named::short).collect();
        let enterers = enterers.join(", ");
        // Beside a table alone nobody sees that it is of several hands.
        if entered_by.len() > 1 && context.out.is_none() {
            return Err(Problem::usage(format!(
                "several parties entered its rows: {enterers}; name one with --entered-by, or a file with --out"
            )));
        }
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
            entered_by,
        };
        context.tell(&view, || {
            format!(
                "{} rows: {}; entered by {enterers}; withdrawn or superseded, and left out: {left_out}\n",
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use truceline_formats::events::read::read;

    fn row(cells: &str) -> GivenRow {
        let header = "id,date_start,date_end,date_prec,type_of_violence,conflict_name,side_a,side_b,where_prec,where_coordinates,adm_1,latitude,longitude,deaths_a,deaths_b,deaths_civilians,deaths_unknown,low,best,high";
        let events = read(format!("{header}\n{cells}\n").as_bytes()).unwrap();
        GivenRow::of(&events, events.rows.drafts.first().unwrap())
    }

    fn killed(number: u32) -> GivenRow {
        row(&format!(
            "E1,2001-01-02,2001-01-02,1,1,x,a,b,1,y,z,1,1,{number},0,0,0,{number},{number},{number}"
        ))
    }

    /// Whoever enters a row first does not put its cells in the place of what another entered.
    #[test]
    fn a_row_takes_the_place_of_no_other() {
        let names = Names::default();
        let kept = |record, by, row: &GivenRow| Kept {
            record,
            by: PartyId::from_bytes([by; 16]),
            row: row.clone(),
        };
        let (honest, forged) = (killed(3), killed(9));
        let twice = vec![
            kept(4, 1, &honest),
            kept(5, 1, &honest),
            kept(6, 2, &honest),
        ];
        let (rows, enterers) = gathered(twice, &names).unwrap();
        assert_eq!((rows, enterers.len()), (vec![honest.clone()], 2));
        let refused = gathered(vec![kept(4, 1, &forged), kept(7, 2, &honest)], &names).unwrap_err();
        for word in ["row 2", "record 4", "record 7", "--entered-by"] {
            assert!(refused.contains(word), "{refused}");
        }
        let own = gathered(vec![kept(4, 1, &forged), kept(7, 1, &honest)], &names).unwrap_err();
        assert!(own.contains("withdrawn"), "{own}");
    }
}
