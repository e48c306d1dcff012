//! The calendar of an agreement: what is due, what is past, and what has no date and why.
//!
//! A pure function of the version that counts and a time. "Past" says that the time is over, never that a term was kept
//! or broken: that is said by claims. Where sources differ, or a date is counted from one on which they differ, every
//! variant has a line of its own.
//!
//! How it is counted. What is named by a day begins with the day's first instant and is due, or ends, with its last, by
//! the agreement's clock. Hours are counted from an instant, and from nothing else. Days, weeks and months are counted in
//! the calendar, from the day on which the anchor lies; a month later is the same day of the month, or its last.

use super::term::{Counted, Dated, Moment, Renewal};
use super::words::{Anchor, Openness, Order, TermKind, Unit};
use super::{AgreementEntered, Version};
use crate::day::{ClockOffset, Day};
use crate::ids::AgreementId;
use crate::register::{Register, Standpoint};
use crate::time::{Instant, Span};

/// What a line of the calendar is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// The signature.
    Signature,
    /// The entry into force.
    EntryIntoForce,
    /// The end of the agreement.
    End,
    /// A term of an obligation.
    Term {
        /// In which clause, by its number.
        clause: u16,
        /// Which obligation, by its number.
        obligation: u16,
        /// From, by or until.
        kind: TermKind,
    },
}

/// A time as precisely as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Point {
    /// An instant.
    At(Instant),
    /// A day.
    On(Day),
}

/// Why there is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Undated {
    /// The text has none.
    Open(Openness),
    /// It is counted from what has no date.
    NoAnchor(Anchor),
    /// It is counted in hours from what is known by the day alone.
    AnchorIsADay(Anchor),
    /// It lies outside the years 0001 to 9999.
    OutOfRange,
}

/// Where a line of the calendar stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// Still to come: the time, and the instant that it comes to.
    Due(Point, Instant),
    /// Over.
    Past(Point, Instant),
    /// Without a date.
    Undated(Undated),
}

/// A line of the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is about.
    pub about: About,
    /// Which variant, from 1.
    pub variant: usize,
    /// Of how many.
    pub variants: usize,
    /// The sources that it rests on, by their numbers, each once.
    pub sources: Vec<u16>,
    /// When.
    pub when: When,
    /// How it goes on after its end.
    pub renewal: Option<Renewal>,
}

impl When {
    /// The instant that it comes to.
    #[must_use]
    pub const fn instant(&self) -> Option<Instant> {
        match self {
            Self::Due(_, at) | Self::Past(_, at) => Some(*at),
            Self::Undated(_) => None,
        }
    }
}

/// One variant of a date.
#[derive(Clone, Debug)]
struct Variant {
    point: Result<Point, Undated>,
    sources: Vec<u16>,
}

struct Anchors {
    clock: ClockOffset,
    signature: Vec<Variant>,
    entry: Vec<Variant>,
    end: Vec<Variant>,
}

impl Anchors {
    fn of(said: &AgreementEntered) -> Self {
        let mut anchors = Self {
            clock: said.clock,
            signature: Vec::new(),
            entry: Vec::new(),
            end: Vec::new(),
        };
        anchors.signature = anchors.dated(&said.signed);
        anchors.entry = anchors.dated(&said.in_force);
        anchors.end = anchors.dated(&said.until);
        anchors
    }

    fn dated(&self, dates: &[Dated]) -> Vec<Variant> {
        let dates = dates.iter();
        dates
            .flat_map(|dated| self.variants(dated.moment, dated.source))
            .collect()
    }

    fn variants(&self, moment: Moment, source: Option<u16>) -> Vec<Variant> {
        let own = |point| Variant {
            point,
            sources: source.into_iter().collect(),
        };
        let counted = match moment {
            Moment::At(at) => return vec![own(Ok(Point::At(at)))],
            Moment::On(day) => return vec![own(Ok(Point::On(day)))],
            Moment::Open(why) => return vec![own(Err(Undated::Open(why)))],
            Moment::Counted(counted) => counted,
        };
        let from = match counted.anchor {
            Anchor::Signature => &self.signature,
            Anchor::EntryIntoForce => &self.entry,
            Anchor::End => &self.end,
        };
        if from.is_empty() {
            return vec![own(Err(Undated::NoAnchor(counted.anchor)))];
        }
        from.iter()
            .map(|anchor| {
                let mut variant = own(match anchor.point {
                    Ok(point) => self.count(point, counted),
                    Err(_) => Err(Undated::NoAnchor(counted.anchor)),
                });
                let known = variant.sources.clone();
                let more = anchor.sources.iter().filter(|one| !known.contains(one));
                variant.sources.extend(more);
                variant
            })
            .collect()
    }

    fn count(&self, from: Point, counted: Counted) -> Result<Point, Undated> {
        let count = i32::from(counted.period.count);
        if count == 0 {
            return Ok(from);
        }
        let signed = match counted.order {
            Order::After => count,
            Order::Before => -count,
        };
        let day = match from {
            Point::At(at) => Day::of(at, self.clock),
            Point::On(day) => day,
        };
        let day = match (counted.period.unit, from) {
            (Unit::Hours, Point::On(_)) => return Err(Undated::AnchorIsADay(counted.anchor)),
            (Unit::Hours, Point::At(at)) => {
                let micros = Span::hours(1).micros() * i64::from(signed);
                let at = Instant::from_micros(at.micros() + micros);
                return at.map(Point::At).map_err(|_| Undated::OutOfRange);
            }
            (Unit::Days, _) => day.plus_days(signed),
            (Unit::Weeks, _) => day.plus_days(signed * 7),
            (Unit::Months, _) => day.plus_months(signed),
        };
        day.map(Point::On).ok_or(Undated::OutOfRange)
    }

    fn when(&self, point: Result<Point, Undated>, kind: TermKind, now: Instant) -> When {
        let point = match point {
            Ok(point) => point,
            Err(why) => return When::Undated(why),
        };
        let at = match (point, kind) {
            (Point::At(at), _) => at,
            (Point::On(day), TermKind::From) => day.begins(self.clock),
            (Point::On(day), TermKind::By | TermKind::Until) => day.ends(self.clock),
        };
        if now < at {
            When::Due(point, at)
        } else {
            When::Past(point, at)
        }
    }
}

/// How many variants each date of a version comes to at most, without drawing them up: a calendar has a line for each.
#[must_use]
pub fn most_variants(said: &AgreementEntered) -> usize {
    let width = |moment: Moment, anchors: [usize; 3]| match moment {
        Moment::Counted(counted) => anchors[match counted.anchor {
            Anchor::Signature => 0,
            Anchor::EntryIntoForce => 1,
            Anchor::End => 2,
        }]
        .max(1),
        Moment::At(_) | Moment::On(_) | Moment::Open(_) => 1,
    };
    let dated = |dates: &[Dated], anchors| -> usize {
        dates.iter().map(|dated| width(dated.moment, anchors)).sum()
    };
    let mut anchors = [dated(&said.signed, [0; 3]), 0, 0];
    anchors[1] = dated(&said.in_force, anchors);
    anchors[2] = dated(&said.until, anchors);
    let terms = said.obligations().flat_map(|(_, one)| {
        TermKind::ALL.iter().map(|kind| {
            let terms = one.terms.iter().filter(|term| term.kind == *kind);
            terms.map(|term| width(term.moment, anchors)).sum()
        })
    });
    terms.chain(anchors).max().unwrap_or(0)
}

/// The calendar of a version, in the order of its text.
#[must_use]
pub fn of_version(said: &AgreementEntered, now: Instant) -> Vec<Line> {
    let anchors = Anchors::of(said);
    let mut lines = Vec::new();
    let mut add = |about, kind, variants: Vec<(Variant, Option<Renewal>)>| {
        let of = variants.len();
        let numbered = variants.into_iter().enumerate();
        lines.extend(numbered.map(|(number, (variant, renewal))| Line {
            about,
            variant: number + 1,
            variants: of,
            when: anchors.when(variant.point, kind, now),
            sources: variant.sources,
            renewal,
        }));
    };
    let plain = |variants: &[Variant], renewal| -> Vec<(Variant, Option<Renewal>)> {
        let variants = variants.iter().cloned();
        variants.map(|variant| (variant, renewal)).collect()
    };
    let (from, until) = (TermKind::From, TermKind::Until);
    add(About::Signature, from, plain(&anchors.signature, None));
    add(About::EntryIntoForce, from, plain(&anchors.entry, None));
    add(About::End, until, plain(&anchors.end, said.renewal));
    for (clause, one) in said.obligations() {
        for kind in TermKind::ALL.iter().copied() {
            let terms = one.terms.iter().filter(|term| term.kind == kind);
            let variants = terms.flat_map(|term| {
                let variants = anchors.variants(term.moment, term.source).into_iter();
                variants.map(|variant| (variant, term.renewal))
            });
            let about = About::Term {
                clause: clause.number,
                obligation: one.number,
                kind,
            };
            add(about, kind, variants.collect());
        }
    }
    lines
}

/// The calendar of an agreement at a standpoint, with the version it is of; nothing where it is not known.
#[must_use]
pub fn of(register: &Register, id: AgreementId, at: Standpoint) -> Option<(&Version, Vec<Line>)> {
    let version = register.agreements.get(id, at.known_at)?;
    Some((version, of_version(&version.said, at.now)))
}

#[cfg(test)]
mod tests;
