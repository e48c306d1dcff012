//! The calendar of an agreement: what is due, what is past, what has no date and why.

use super::actor::SourceView;
use super::agreement::{obligation_text, renewal};
use super::time;
use crate::names::{Named, Names};
use crate::render::one_line;
use serde::Serialize;
use truceline_register::agreement::Version;
use truceline_register::agreement::calendar::{About, Line, Point, Undated, When};
use truceline_register::agreement::words::TermKind;
use truceline_register::ids::LogIndex;
use truceline_register::time::Instant;
use utoipa::ToSchema;

/// The same under every calendar.
pub const WHAT_PAST_MEANS: &str =
    "past says that the time is over, not that a term was kept or broken: that is said by claims";

/// A line of the calendar.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CalendarLine {
    /// `signature`, `entry-into-force`, `end`, or of an obligation `from`, `by`, `until`.
    pub about: &'static str,
    /// In which clause, as the text counts it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// Which obligation, by its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub obligation: Option<u16>,
    /// What it binds to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// `due`, `past` or `without-date`.
    pub state: &'static str,
    /// The day, where the text names or counts days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// The instant that it comes to; of a day, with which it begins or by which it is due or ends, by `about`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Why there is no date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// How it goes on after that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renewal: Option<String>,
    /// Which variant, from 1.
    pub variant: usize,
    /// Of how many that sources give.
    pub variants: usize,
    /// The sources that it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceView>,
}

/// The calendar of an agreement.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CalendarView {
    /// Of which.
    pub agreement: Named,
    /// Of which version.
    pub version: u16,
    /// Its record.
    pub record: LogIndex,
    /// Who entered it.
    pub entered_by: Named,
    /// At which time it was asked.
    pub now: String,
    /// By which clock its days are counted.
    pub clock: String,
    /// In order of time; what has no date comes last.
    pub lines: Vec<CalendarLine>,
    /// The same under each.
    pub counts_as: &'static str,
}

fn why(undated: Undated) -> String {
    match undated {
        Undated::Open(why) => format!("{why} by the text"),
        Undated::NoAnchor(anchor) => format!("counted from the {anchor}, which has no date"),
        Undated::AnchorIsADay(anchor) => {
            format!("counted in hours from the {anchor}, of which only the day is known")
        }
        Undated::OutOfRange => "outside the years 0001 to 9999".to_owned(),
    }
}

impl CalendarLine {
    fn of(line: &Line, version: &Version, names: &Names) -> Self {
        let said = &version.said;
        let (about, clause, obligation) = match line.about {
            About::Signature => ("signature", None, None),
            About::EntryIntoForce => ("entry-into-force", None, None),
            About::End => ("end", None, None),
            About::Term {
                clause,
                obligation,
                kind,
            } => {
                let label = said.clause(clause).map(|clause| clause.label.clone());
                let kind: TermKind = kind;
                (kind.word(), label, Some(obligation))
            }
        };
        let (state, point) = match line.when {
            When::Due(point, _) => ("due", Some(point)),
            When::Past(point, _) => ("past", Some(point)),
            When::Undated(_) => ("without-date", None),
        };
        let sources = line.sources.iter();
        let source = |number: &u16| said.sources.get(usize::from(*number)).map(SourceView::of);
        Self {
            about,
            clause,
            obligation,
            text: obligation.and_then(|number| obligation_text(said, number, names)),
            state,
            day: match point {
                Some(Point::On(day)) => Some(day.to_string()),
                Some(Point::At(_)) | None => None,
            },
            at: line.when.instant().map(time),
            why: match line.when {
                When::Undated(undated) => Some(why(undated)),
                When::Due(..) | When::Past(..) => None,
            },
            renewal: line.renewal.map(renewal),
            variant: line.variant,
            variants: line.variants,
            sources: sources.filter_map(source).collect(),
        }
    }

    /// As a line of text.
    #[must_use]
    pub fn text_line(&self) -> String {
        let when = match (&self.day, &self.at, &self.why) {
            (Some(day), Some(at), _) => match self.about {
                // Of these the instant is the day's first: nothing ends with it.
                "signature" | "entry-into-force" | "from" => format!("{day} (from {at})"),
                _ => format!("{day} (to {at})"),
            },
            (None, Some(at), _) => at.clone(),
            (_, _, Some(why)) => why.clone(),
            _ => String::new(),
        };
        let clause = self
            .clause
            .as_ref()
            .map(|label| format!("clause {}, ", one_line(label)));
        let about = match self.obligation {
            Some(number) => format!(
                "{}obligation {number}, {}",
                clause.unwrap_or_default(),
                self.about
            ),
            None => self.about.to_owned(),
        };
        let variant = match self.variants {
            0 | 1 => String::new(),
            of => format!(" [{} of {of}]", self.variant),
        };
        let renewal = self.renewal.as_ref().map(|how| format!("; goes on {how}"));
        let sources: Vec<String> = self.sources.iter().map(SourceView::text).collect();
        let sources = match sources.is_empty() {
            true => String::new(),
            false => format!("; source: {}", sources.join("; ")),
        };
        let text = self
            .text
            .as_ref()
            .map(|text| format!("\n    {}", one_line(text)));
        format!(
            "{:<12} {when}  {about}{variant}{}{sources}{}\n",
            self.state.to_uppercase(),
            renewal.unwrap_or_default(),
            text.unwrap_or_default()
        )
    }
}

impl CalendarView {
    /// The view of a calendar.
    #[must_use]
    pub fn of(version: &Version, lines: &[Line], now: Instant, names: &Names) -> Self {
        let mut lines: Vec<&Line> = lines.iter().collect();
        lines.sort_by_key(|line| (line.when.instant().is_none(), line.when.instant()));
        let lines = lines.into_iter();
        Self {
            agreement: names.agreement(version.said.id),
            version: version.said.version,
            record: version.record,
            entered_by: names.party(version.by),
            now: time(now),
            clock: version.said.clock.to_string(),
            lines: lines
                .map(|line| CalendarLine::of(line, version, names))
                .collect(),
            counts_as: WHAT_PAST_MEANS,
        }
    }

    /// As text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!(
            "{}, version {} as entered by {} at {}; at {}, days by {}\n",
            self.agreement.short(),
            self.version,
            self.entered_by.short(),
            self.record,
            self.now,
            self.clock
        );
        if self.lines.is_empty() {
            text += "no times were entered\n";
        }
        text.extend(self.lines.iter().map(CalendarLine::text_line));
        text + self.counts_as + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::CalendarLine;

    #[test]
    fn a_day_that_begins_something_is_not_said_to_end_with_it() {
        let line = |about: &'static str| CalendarLine {
            about,
            clause: None,
            obligation: None,
            text: None,
            state: "due",
            day: Some("2030-03-05".to_owned()),
            at: Some("2030-03-04T21:00:00Z".to_owned()),
            why: None,
            renewal: None,
            variant: 1,
            variants: 1,
            sources: Vec::new(),
        };
        for (about, word) in [
            ("signature", "from"),
            ("entry-into-force", "from"),
            ("from", "from"),
            ("by", "to"),
            ("until", "to"),
            ("end", "to"),
        ] {
            let text = line(about).text_line();
            let wanted = format!("2030-03-05 ({word} 2030-03-04T21:00:00Z)");
            assert!(text.contains(&wanted), "{text}");
        }
    }
}
