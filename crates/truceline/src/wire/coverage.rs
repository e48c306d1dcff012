//! The coverage view: who has told what about a zone, stretch by stretch of time.
//!
//! As text it is a table for a terminal of 80 columns that can be read without colours: each state has a
//! mark and a word of its own, and silence looks like nothing else.

use super::countersignature::CountersignatureView;
use super::{forces, lasted, time};
use crate::exit::Problem;
use crate::names::{Named, Names};
use serde::Serialize;
use truceline_register::check::CAVEAT;
use truceline_register::coverage::{Cell, Question, Row, State, coverage};
use truceline_register::ids::LogIndex;
use truceline_register::register::{Register, Standpoint};
use truceline_register::time::{Instant, Span};
use truceline_register::vocabulary::ForceSet;
use utoipa::ToSchema;

/// How far before and after now is looked where nothing is said: a shift before and one after.
pub const AROUND: Span = Span::hours(12);

/// Columns of the table.
const COLUMNS: usize = 80;

/// How parties stand in zones over a time.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CoverageByTimeView {
    /// Every record below this index counts.
    pub known_at: LogIndex,
    /// When staleness and what is overdue are judged.
    pub judged_at: String,
    /// The time that is looked at: from.
    pub from: String,
    /// … until.
    pub until: String,
    /// The register's clock has jumped: nothing of this can be relied on until two people confirm it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub clock_in_doubt: bool,
    /// One party in one zone each; of a party that asks, its own alone.
    pub rows: Vec<CoverageRowView>,
    /// What it does not mean.
    pub caveat: &'static str,
}

/// One party in one zone.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CoverageRowView {
    /// Which zone.
    pub zone: Named,
    /// Which party.
    pub party: Named,
    /// Whether it must answer there; else it was asked and may.
    pub obliged: bool,
    /// For which classes of force.
    pub forces: Vec<&'static str>,
    /// It is for a part of the zone.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub part_of_zone: bool,
    /// Whether its channel with the centre is open.
    pub channel_open: bool,
    /// Something in its name cannot be read, so that nothing counts as covered.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unreadable: bool,
    /// Its time, in order and without a gap.
    pub cells: Vec<CoverageCellView>,
}

/// A stretch of time in which nothing changes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CoverageCellView {
    /// From when.
    pub from: String,
    /// Until when.
    pub until: String,
    /// `answered`, `nil`, `partial`, `refused`, `contested`, `unconfirmed`, `unseen`, `stale`, `not-due`,
    /// `silent` or `no-boundary`. None of them says that nobody is there.
    pub state: &'static str,
    /// The classes of force that are covered over all of the area.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub covered: Vec<&'static str>,
    /// The classes that are not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_covered: Vec<&'static str>,
    /// The records that say so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<LogIndex>,
    /// From when on, by age alone, what covers the time is stale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stale_from: Option<String>,
    /// The answer that is waited for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub awaited: Option<AwaitedView>,
    /// Whether it has the countersignature of another party that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countersignature: Option<CountersignatureView>,
}

/// What is waited for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AwaitedView {
    /// Which request.
    pub request: String,
    /// Which occurrence.
    pub occurrence: u32,
    /// Due when.
    pub due_by: String,
    /// For how long it is overdue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overdue_for: Option<String>,
}

impl CoverageByTimeView {
    /// The view of a question at a standpoint.
    ///
    /// # Errors
    /// [`Problem`]: the question is too large.
    pub fn of(
        register: &Register,
        question: &Question,
        at: Standpoint,
        names: &Names,
    ) -> Result<Self, Problem> {
        let names = &names.known_at(register, at.known_at);
        let rows = coverage(register, question, at);
        let rows = rows.map_err(|error| Problem::usage(error.to_string()))?;
        Ok(Self {
            known_at: at.known_at,
            judged_at: time(at.now),
            from: time(question.window.start()),
            until: time(question.window.end()),
            clock_in_doubt: register.clock.in_doubt(at.known_at),
            rows: rows
                .iter()
                .map(|row| CoverageRowView::of(row, at.now, names))
                .collect(),
            caveat: CAVEAT,
        })
    }

    /// As a table.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!(
            "COVERAGE {} until {}\n  known at record {}, judged at {}\n",
            self.from, self.until, self.known_at, self.judged_at
        );
        if self.clock_in_doubt {
            text.push_str(
                "  THE CLOCK IS IN DOUBT: do not rely on this until two people confirm it\n",
            );
        }
        if self.rows.is_empty() {
            text.push_str("no party is asked or must answer here, as far as is told to you\n");
        }
        let mut zone: Option<&Named> = None;
        for row in &self.rows {
            if zone != Some(&row.zone) {
                text.push_str(&format!("\n{}\n", row.zone.short()));
                zone = Some(&row.zone);
            }
            row.write(&mut text);
        }
        text.push('\n');
        let caveat = wrapped(self.caveat, COLUMNS);
        text.push_str(&caveat.join("\n"));
        text.push('\n');
        text
    }
}

impl CoverageRowView {
    fn of(row: &Row, now: Instant, names: &Names) -> Self {
        Self {
            zone: names.zone(row.zone),
            party: names.party(row.party),
            obliged: row.is_obliged,
            forces: forces(row.forces),
            part_of_zone: row.part.is_some(),
            channel_open: row.channel_open,
            unreadable: row.is_unreadable,
            cells: row
                .cells
                .iter()
                .map(|cell| CoverageCellView::of(cell, row.forces, now, names))
                .collect(),
        }
    }

    fn write(&self, text: &mut String) {
        let must = if self.obliged { "must answer" } else { "asked" };
        let part = if self.part_of_zone {
            ", in a part of it"
        } else {
            ""
        };
        let head = format!(
            "{}: {must} for {}{part}",
            self.party.short(),
            self.forces.join(", ")
        );
        for line in wrapped(&head, COLUMNS - 2) {
            text.push_str(&format!("  {line}\n"));
        }
        if self.unreadable {
            text.push_str("  !! something in its name cannot be read: nothing counts as covered\n");
        }
        if !self.channel_open {
            text.push_str("  !! its channel with the centre is not open\n");
        }
        for cell in &self.cells {
            cell.write(text);
        }
    }
}

/// The marks of the states; those that leave it open have none of their own.
const MARKS: &[(&str, &str)] = &[
    ("answered", "++"),
    ("nil", "00"),
    ("partial", "+-"),
    ("refused", "XX"),
    ("contested", "><"),
    ("stale", "~~"),
    ("not-due", ".."),
    ("silent", "!!"),
];

/// The word of a state.
#[must_use]
pub const fn word(state: &State) -> &'static str {
    match state {
        State::Answered => "answered",
        State::Nil => "nil",
        State::Partial { .. } => "partial",
        State::Refused => "refused",
        State::Contested => "contested",
        State::Unconfirmed => "unconfirmed",
        State::Unseen => "unseen",
        State::Stale => "stale",
        State::NotDue => "not-due",
        State::Silent => "silent",
        State::NoBoundary => "no-boundary",
    }
}

impl CoverageCellView {
    fn of(cell: &Cell, asked: ForceSet, now: Instant, names: &Names) -> Self {
        let covered = match cell.state {
            State::Answered | State::Nil => asked,
            State::Partial { covered } => covered,
            _ => ForceSet::NONE,
        };
        Self {
            from: time(cell.window.start()),
            until: time(cell.window.end()),
            state: word(&cell.state),
            covered: forces(covered),
            not_covered: forces(asked.minus(covered)),
            records: cell.by.iter().copied().collect(),
            countersignature: CountersignatureView::of(cell.by.iter().copied(), names),
            stale_from: cell.stale_from.map(time),
            awaited: cell.awaited.map(|awaited| AwaitedView {
                request: awaited.request.to_string(),
                occurrence: awaited.occurrence,
                due_by: time(awaited.due_by),
                overdue_for: awaited
                    .is_overdue
                    .then(|| lasted(now.since(awaited.due_by))),
            }),
        }
    }

    fn write(&self, text: &mut String) {
        let mark = MARKS.iter().find(|(word, _)| *word == self.state);
        let mark = mark.map_or("??", |(_, mark)| *mark);
        let window = format!("{} - {}", short(&self.from), short(&self.until));
        let word = self.state.to_uppercase();
        text.push_str(&format!("    {mark} {word:<11} {window}\n"));
        let detail = self.detail();
        if !detail.is_empty() {
            for line in wrapped(&detail, COLUMNS - 19) {
                text.push_str(&format!("{:19}{line}\n", ""));
            }
        }
    }

    fn detail(&self) -> String {
        let mut words = Vec::new();
        match self.state {
            "nil" => words.push(format!("nobody of: {}", self.covered.join(", "))),
            "partial" if self.covered.is_empty() => {
                words.push("covers no class over all of the area".to_owned());
            }
            "partial" => words.push(format!(
                "covers {}; not {}",
                self.covered.join(", "),
                self.not_covered.join(", ")
            )),
            "unconfirmed" => words.push("heard of it, not its signed word yet".to_owned()),
            "unseen" => words.push("told, and not to be seen here".to_owned()),
            "no-boundary" => words.push("no agreed line".to_owned()),
            _ => {}
        }
        if let Some(from) = &self.stale_from {
            words.push(format!("stale from {}", short(from)));
        }
        match &self.awaited {
            Some(AwaitedView {
                overdue_for: Some(since),
                due_by,
                ..
            }) => words.push(format!("overdue since {} ({since})", short(due_by))),
            Some(awaited) => words.push(format!("due by {}", short(&awaited.due_by))),
            None if self.state == "silent" => words.push("nothing told about this time".to_owned()),
            None => {}
        }
        if !self.records.is_empty() {
            let records: Vec<String> = self.records.iter().map(LogIndex::to_string).collect();
            words.push(format!("record {}", records.join(", ")));
        }
        if self
            .countersignature
            .as_ref()
            .is_some_and(|view| !view.lacking.is_empty())
        {
            words.push("lacks another party's countersignature".to_owned());
        }
        words.join("; ")
    }
}

/// A time as the table shows it: the day and the minute, seconds only where there are some, and never
/// less; the view as JSON is exact. The year stands in the head.
fn short(time: &str) -> String {
    let rest = time.split_once('-').map_or(time, |(_, rest)| rest);
    let rest = rest.trim_end_matches('Z').replace('T', " ");
    let rest = rest.split('.').next().unwrap_or_default().to_owned();
    let whole = rest.strip_suffix(":00").map(str::to_owned);
    whole.unwrap_or(rest)
}

/// Words in lines of at most so many characters.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut();
        match line {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn named(name: &str) -> Named {
        Named {
            id: "id".to_owned(),
            name: Some(name.to_owned()),
        }
    }

    fn cell(state: State) -> CoverageCellView {
        CoverageCellView {
            from: "2031-05-20T08:00:00Z".to_owned(),
            until: "2031-05-20T09:00:30.5Z".to_owned(),
            state: word(&state),
            covered: vec!["regulars"],
            not_covered: vec!["attached", "partners", "contractors"],
            records: vec![1_000_001, 1_000_002, 1_000_003],
            stale_from: Some("2031-05-20T14:00:00.000001Z".to_owned()),
            awaited: Some(AwaitedView {
                request: "req".to_owned(),
                occurrence: 3,
                due_by: "2031-05-20T09:00:00Z".to_owned(),
                overdue_for: Some("1d 6h 12m 30s".to_owned()),
            }),
            countersignature: None,
        }
    }

    const STATES: [State; 11] = [
        State::Answered,
        State::Nil,
        State::Partial {
            covered: ForceSet::NONE,
        },
        State::Refused,
        State::Contested,
        State::Unconfirmed,
        State::Unseen,
        State::Stale,
        State::NotDue,
        State::Silent,
        State::NoBoundary,
    ];

    /// At night, without colours, on 80 columns: every state has its word, and what is known of an hour
    /// has a mark that no other has.
    #[test]
    fn the_table_fits_and_no_state_looks_like_another() {
        let view = CoverageByTimeView {
            known_at: 1_234_567,
            judged_at: "2031-05-20T14:00:00.000001Z".to_owned(),
            from: "2031-05-20T02:00:00.000001Z".to_owned(),
            until: "2031-05-21T02:00:00.000001Z".to_owned(),
            clock_in_doubt: true,
            rows: vec![CoverageRowView {
                zone: named("Kestrel Valley"),
                party: named("The Southern Guarantor and its attached formations"),
                obliged: true,
                forces: vec!["regulars", "attached", "partners", "contractors"],
                part_of_zone: true,
                channel_open: false,
                unreadable: true,
                cells: STATES.into_iter().map(cell).collect(),
            }],
            caveat: CAVEAT,
        };
        let text = view.text();
        for line in text.lines() {
            assert!(line.chars().count() <= COLUMNS, "{line}");
        }
        for state in &STATES {
            assert!(text.contains(&word(state).to_uppercase()), "{text}");
        }
        assert!(
            text.contains("!! SILENT      05-20 08:00 - 05-20 09:00:30\n"),
            "{text}"
        );
        assert!(!text.to_lowercase().contains("none"), "{text}");
        let mut marks: Vec<&str> = MARKS.iter().map(|(_, mark)| *mark).collect();
        marks.sort_unstable();
        marks.dedup();
        assert_eq!(marks.len(), MARKS.len());
    }
}
