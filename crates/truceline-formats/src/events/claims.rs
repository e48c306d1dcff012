//! What a row of a table claims, in the words of claims: one proposition for each thing that it says.
//!
//! Nothing is added and nothing is left out that the row gives as its own count. A place is all that the
//! row's precision allows, never the coordinate alone; a day is that day by every clock; a precision that is
//! not given makes no area. Which side did what a table does not say, and neither does this. Zeros by side are
//! no claims: tables write them where they have no number for that side. Decision 47.

use super::columns::Field;
use super::event::{DatePrecision, Event, PlacePrecision, Violence};
use super::given::is_hidden;
use super::value::Day;
use super::{EventRow, Scheme};
use truceline_register::claim::proposition::{
    Count, MAX_NAME_BYTES, MAX_NAMES, MAX_TEXT_BYTES, PlaceTold, Proposition, Spelling, TimeTold,
    Who,
};
use truceline_register::claim::words::{Category, Certainty, EventKind, Harm};
use truceline_register::geometry::footprint::{Circle, Footprint};
use truceline_register::geometry::position::Decimetres;
use truceline_register::time::{Instant, Span};
use truceline_register::vocabulary::ForceSet;

/// Which of a row's claims; the number is part of what makes a row known again, and never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Part {
    /// What happened; every row has it, and with it the row as it was given.
    Happened = 0,
    /// Where.
    Where = 1,
    /// When.
    When = 2,
    /// Who stood on the two sides.
    Sides = 3,
    /// How many were killed in all, low to high.
    Killed = 4,
    /// The same where the three numbers stand out of order: the least alone.
    KilledLow = 5,
    /// The greatest alone.
    KilledHigh = 6,
    /// Of the first side.
    KilledA = 7,
    /// Of the second.
    KilledB = 8,
    /// Civilians.
    KilledCivilians = 9,
    /// People of whom the table does not know what they were.
    KilledUnknown = 10,
}

/// One thing that a row says.
#[derive(Clone, PartialEq, Eq)]
pub struct RowClaim {
    /// Which.
    pub part: Part,
    /// In the words of claims.
    pub proposition: Proposition,
    /// How it was read, in our words: the row's code of precision, the column.
    pub remark: Option<String>,
}

impl std::fmt::Debug for RowClaim {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} [redacted]", self.part)
    }
}

impl EventRow {
    /// What the row claims, what happened first; nothing where it was not read by [`super::read::read`].
    #[must_use]
    pub fn claims(&self, scheme: Scheme) -> Vec<RowClaim> {
        let Some(event) = self.event(scheme) else {
            return Vec::new();
        };
        let mut claims = vec![self.happened(&event)];
        claims.extend(self.place(&event, scheme));
        claims.extend(self.time(&event, scheme));
        claims.extend(sides(&event));
        claims.extend(self.killed(&event));
        claims
    }

    /// Whom the row cites, in one line; the whole of it stands in the row as given.
    #[must_use]
    pub fn cites(&self, scheme: Scheme) -> Option<String> {
        let event = self.event(scheme)?;
        let mut cited: Vec<&str> = Vec::new();
        for source in event.sources {
            if !cited.contains(&source) {
                cited.push(source);
            }
        }
        plain(&cited.join("; "), MAX_NAME_BYTES)
    }

    fn happened(&self, event: &Event<'_>) -> RowClaim {
        let violence = event.violence.map(|violence| match violence {
            Violence::StateBased => "state-based violence",
            Violence::NonState => "non-state violence",
            Violence::OneSided => "one-sided violence",
        });
        let mut words: Vec<&str> = violence.into_iter().collect();
        words.extend(self.word(Field::Conflict));
        words.extend(event.kinds.iter().rev());
        words.extend(self.word(Field::Notes));
        let said = plain(&words.join(": "), MAX_TEXT_BYTES);
        RowClaim {
            part: Part::Happened,
            proposition: Proposition::Happened {
                kind: kind(event),
                words: said,
            },
            remark: None,
        }
    }

    fn place(&self, event: &Event<'_>, scheme: Scheme) -> Option<RowClaim> {
        let name = self
            .word(Field::Where)
            .and_then(|name| plain(name, MAX_NAME_BYTES));
        let around: Vec<&str> = event
            .places
            .iter()
            .copied()
            .filter(|place| Some(*place) != self.word(Field::Where))
            .collect();
        let precision = event.place_precision;
        let reach =
            precision.and_then(|precision| Decimetres::from_metres(precision.reach_m()).ok());
        let area = event
            .position
            .zip(reach)
            .map(|(centre, radius)| Footprint::Circle(Circle { centre, radius }));
        let column = match scheme {
            Scheme::Ucdp => "where_prec",
            Scheme::Acled => "geo_precision",
        };
        let remark = match (precision, self.whole(Field::WherePrecision)) {
            (Some(precision), Some(code)) => format!(
                "{column} {code}: {}; the area is all within {} km of the table's coordinate, which is no place of the event",
                place_words(precision),
                precision.reach_m() / 1_000
            ),
            _ if event.position.is_some() => format!(
                "the table gives a coordinate and no {column}; without a precision it is no area, and stands in the row as given"
            ),
            _ => "the table gives no coordinate".to_owned(),
        };
        let told = PlaceTold {
            spellings: name
                .map(|text| Spelling {
                    text,
                    language: None,
                })
                .into_iter()
                .collect(),
            words: plain(&around.join(", "), MAX_NAME_BYTES),
            area,
            precision: None,
        };
        let is_said = !told.spellings.is_empty() || told.words.is_some() || told.area.is_some();
        is_said.then_some(RowClaim {
            part: Part::Where,
            proposition: Proposition::Where(told),
            remark: Some(remark),
        })
    }

    fn time(&self, event: &Event<'_>, scheme: Scheme) -> Option<RowClaim> {
        // No clock is stated: the days hold those days by every clock there is.
        let from = midnight(event.first)?.minus(Span::hours(14));
        let until = midnight(event.last)?.plus(Span::hours(24 + 12));
        let certainty = match event.date_precision {
            Some(DatePrecision::Day) => Certainty::Day,
            Some(DatePrecision::Days | DatePrecision::Week) => Certainty::Week,
            Some(DatePrecision::Month) => Certainty::Month,
            Some(DatePrecision::Year) | None => Certainty::Unclear,
        };
        let column = match scheme {
            Scheme::Ucdp => "date_prec",
            Scheme::Acled => "time_precision",
        };
        let remark = match self.whole(Field::DatePrecision) {
            Some(code) => format!("{column} {code}; days without a stated clock"),
            None => format!("no {column} is given; days without a stated clock"),
        };
        Some(RowClaim {
            part: Part::When,
            proposition: Proposition::When(TimeTold {
                from,
                until,
                certainty,
                offset_minutes: None,
            }),
            remark: Some(remark),
        })
    }

    fn killed(&self, event: &Event<'_>) -> Vec<RowClaim> {
        let deaths = event.deaths;
        let mut claims = Vec::new();
        let mut add = |part, category, of: Option<&str>, count, remark: &str| {
            let of = of.and_then(|of| plain(of, MAX_NAME_BYTES)).map(Who::Words);
            claims.push(RowClaim {
                part,
                proposition: Proposition::Casualties {
                    category,
                    of,
                    harm: Harm::Killed,
                    count,
                    named: None,
                },
                remark: (!remark.is_empty()).then(|| remark.to_owned()),
            });
        };
        let (low, best, high) = (deaths.low, deaths.best, deaths.high);
        let all = Category::Unspecified;
        let given = [low, best, high].into_iter().flatten();
        if given.clone().is_sorted() {
            if given.count() > 0 {
                add(Part::Killed, all, None, Count { low, best, high }, "");
            }
        } else {
            let odd = "low, best and high stand out of order in the row; each is entered alone";
            if let Some(best) = best {
                add(Part::Killed, all, None, Count::of(best), odd);
            }
            if let Some(low) = low {
                add(Part::KilledLow, all, None, Count::between(low, None), odd);
            }
            if high.is_some() {
                let most = Count {
                    high,
                    ..Count::default()
                };
                add(Part::KilledHigh, all, None, most, odd);
            }
        }
        let (side_a, side_b) = (self.word(Field::SideA), self.word(Field::SideB));
        let unknown = Some("people of whom the table does not say what they were");
        let by_side = [
            (
                Part::KilledA,
                Category::Soldiers,
                side_a,
                deaths.side_a,
                "deaths_a",
            ),
            (
                Part::KilledB,
                Category::Soldiers,
                side_b,
                deaths.side_b,
                "deaths_b",
            ),
            (
                Part::KilledCivilians,
                Category::Civilians,
                None,
                deaths.civilians,
                "deaths_civilians",
            ),
            (
                Part::KilledUnknown,
                all,
                unknown,
                deaths.unknown,
                "deaths_unknown",
            ),
        ];
        for (part, category, of, number, column) in by_side {
            if let Some(number) = number.filter(|number| *number > 0) {
                let remark = format!("the table's best number in its column {column}");
                add(part, category, of, Count::of(number), &remark);
            }
        }
        claims
    }
}

fn sides(event: &Event<'_>) -> Option<RowClaim> {
    let mut names: Vec<String> = Vec::new();
    for name in event.side_a.iter().chain(&event.side_b) {
        let name = plain(name, MAX_NAME_BYTES);
        names.extend(name.filter(|name| !names.contains(name)));
    }
    names.truncate(MAX_NAMES);
    (!names.is_empty()).then_some(RowClaim {
        part: Part::Sides,
        proposition: Proposition::Present {
            who: names.into_iter().map(Who::Words).collect(),
            forces: ForceSet::NONE,
            count: None,
            words: None,
        },
        remark: Some(
            "the table names them as sides of the event; it does not say who did what".to_owned(),
        ),
    })
}

const fn place_words(precision: PlacePrecision) -> &'static str {
    match precision {
        PlacePrecision::Exact => "the place itself",
        PlacePrecision::Near => "near the place named",
        PlacePrecision::District => "somewhere in the district",
        PlacePrecision::Province => "somewhere in the province",
        PlacePrecision::Area => "somewhere along a line or in an area without a border",
        PlacePrecision::Country => "somewhere in the country",
        PlacePrecision::International => "over water or in the air",
    }
}

/// The kind in the words of claims, where the table's own word leaves no doubt.
fn kind(event: &Event<'_>) -> EventKind {
    let of_word = |word: &&str| match *word {
        "Air/drone strike" => Some(EventKind::AirStrike),
        "Shelling/artillery/missile attack" => Some(EventKind::Shelling),
        "Remote explosive/landmine/IED" => Some(EventKind::Mine),
        "Armed clash" => Some(EventKind::Fighting),
        "Abduction/forced disappearance" => Some(EventKind::Detention),
        "Looting/property destruction" => Some(EventKind::Property),
        _ => None,
    };
    let mut found = event.kinds.iter().filter_map(of_word);
    found.next().unwrap_or(EventKind::Other)
}

fn midnight(day: Day) -> Option<Instant> {
    let micros = i64::from(day.days_since_1970()) * Span::hours(24).micros();
    Instant::from_micros(micros).ok()
}

/// A cell's text as words: without characters that hide or steer, in one line, and cut where it is longer than
/// words may be. The row as given keeps all of it.
fn plain(text: &str, most: usize) -> Option<String> {
    let mut words = String::with_capacity(text.len().min(most));
    for c in text.chars() {
        match is_hidden(c) {
            true if c.is_whitespace() || c.is_control() => words.push(' '),
            true => {}
            false => words.push(c),
        }
    }
    let words = words.trim();
    if words.is_empty() {
        return None;
    }
    if words.len() <= most {
        return Some(words.to_owned());
    }
    let end = (0..=most - '…'.len_utf8())
        .rev()
        .find(|end| words.is_char_boundary(*end));
    Some(format!("{}…", &words[..end.unwrap_or(0)]))
}
