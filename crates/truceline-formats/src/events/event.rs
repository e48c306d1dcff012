//! A row in words that both schemes share: when, where, of which kind, by whom, how many, who says so.
//!
//! Nothing is added. A precision is what the table's codebook says it is; what a table does not say is
//! `None`, never zero.

use super::columns::Field;
use super::value::{Day, Value};
use super::{EventRow, Scheme};
use truceline_register::geometry::position::Position;

/// How exactly the days are known, by the codebooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DatePrecision {
    /// The day is known.
    Day,
    /// Two to six days.
    Days,
    /// A week.
    Week,
    /// A month.
    Month,
    /// More than a month, at most a year.
    Year,
}

/// How exactly the place is known, by the codebooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlacePrecision {
    /// The place itself.
    Exact,
    /// Within some 25 km of the place named.
    Near,
    /// A district; the coordinate stands for it.
    District,
    /// A province; the coordinate stands for it.
    Province,
    /// A line or an area without a border of its own; the coordinate stands for it.
    Area,
    /// A country; the coordinate stands for it.
    Country,
    /// Over water or in the air, outside any country.
    International,
}

impl PlacePrecision {
    /// How far from the coordinate the place may be, in metres: a reading of the codebooks for
    /// comparing, generous, and no more than that.
    #[must_use]
    pub const fn reach_m(self) -> u32 {
        match self {
            Self::Exact => 2_000,
            Self::Near => 25_000,
            Self::District => 50_000,
            Self::Province | Self::Area => 150_000,
            Self::Country | Self::International => 1_000_000,
        }
    }
}

/// What kind of violence, by UCDP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Violence {
    /// With a state on one side.
    StateBased,
    /// Between groups.
    NonState,
    /// Against civilians.
    OneSided,
}

/// Deaths as the table counts them; what it leaves out is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Deaths {
    pub side_a: Option<u32>,
    pub side_b: Option<u32>,
    pub civilians: Option<u32>,
    pub unknown: Option<u32>,
    pub low: Option<u32>,
    pub best: Option<u32>,
    pub high: Option<u32>,
}

/// A row in shared words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event<'a> {
    /// The table's identifier of it.
    pub id: &'a str,
    /// The first day.
    pub first: Day,
    /// The last day, the same or later.
    pub last: Day,
    /// How exactly the days are known.
    pub date_precision: Option<DatePrecision>,
    /// The coordinate, to 1e-7 degree; [`EventRow::text`] has its digits.
    pub position: Option<Position>,
    /// How exactly the place is known.
    pub place_precision: Option<PlacePrecision>,
    /// The names of the place, the narrowest first.
    pub places: Vec<&'a str>,
    /// Kind by UCDP.
    pub violence: Option<Violence>,
    /// Kind in the table's words.
    pub kinds: Vec<&'a str>,
    /// Who stood on one side, with those named beside it.
    pub side_a: Vec<&'a str>,
    /// Who stood on the other.
    pub side_b: Vec<&'a str>,
    /// The deaths.
    pub deaths: Deaths,
    /// Whom the table cites.
    pub sources: Vec<&'a str>,
}

impl EventRow {
    /// The row in shared words; `None` where it was not read by [`super::read::read`] (no id or day).
    #[must_use]
    pub fn event(&self, scheme: Scheme) -> Option<Event<'_>> {
        let first = self.day(Field::DateStart)?;
        Some(Event {
            id: self.word(Field::Id)?,
            first,
            last: self.day(Field::DateEnd).unwrap_or(first),
            date_precision: self.date_precision(scheme),
            position: self.position(),
            place_precision: self.place_precision(scheme),
            places: self.words(&[
                Field::Where,
                Field::WhereDescription,
                Field::Adm3,
                Field::Adm2,
                Field::Adm1,
                Field::Country,
            ]),
            violence: self.violence(),
            kinds: self.words(&[Field::SubEventType, Field::EventType]),
            side_a: self.words(&[Field::SideA, Field::AlliesA]),
            side_b: self.words(&[Field::SideB, Field::AlliesB]),
            deaths: self.deaths(),
            sources: self.words(&[
                Field::SourceArticle,
                Field::SourceOffice,
                Field::SourceOriginal,
                Field::Source,
            ]),
        })
    }

    /// A field's text, if it is one and filled.
    #[must_use]
    pub fn word(&self, field: Field) -> Option<&str> {
        match self.values.get(&field)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A field's number, if it is one and given.
    #[must_use]
    pub fn whole(&self, field: Field) -> Option<i64> {
        match self.values.get(&field)? {
            Value::Whole(given) => Some(given.value),
            _ => None,
        }
    }

    /// A field's day, if it is one and given.
    #[must_use]
    pub fn day(&self, field: Field) -> Option<Day> {
        match self.values.get(&field)? {
            Value::Day(given) => Some(given.value),
            _ => None,
        }
    }

    fn e7(&self, field: Field) -> Option<i32> {
        match self.values.get(&field)? {
            Value::Degrees(given) => Some(given.value.e7()),
            _ => None,
        }
    }

    fn position(&self) -> Option<Position> {
        let (lat_e7, lon_e7) = (self.e7(Field::Latitude)?, self.e7(Field::Longitude)?);
        Position::from_e7(lat_e7, lon_e7).ok()
    }

    fn words(&self, fields: &[Field]) -> Vec<&str> {
        fields
            .iter()
            .filter_map(|field| self.word(*field))
            .collect()
    }

    fn date_precision(&self, scheme: Scheme) -> Option<DatePrecision> {
        Some(match (scheme, self.whole(Field::DatePrecision)?) {
            (_, 1) => DatePrecision::Day,
            (Scheme::Ucdp, 2) => DatePrecision::Days,
            (Scheme::Ucdp, 3) | (Scheme::Acled, 2) => DatePrecision::Week,
            (Scheme::Ucdp, 4) | (Scheme::Acled, 3) => DatePrecision::Month,
            (Scheme::Ucdp, 5) => DatePrecision::Year,
            _ => return None,
        })
    }

    fn place_precision(&self, scheme: Scheme) -> Option<PlacePrecision> {
        Some(match (scheme, self.whole(Field::WherePrecision)?) {
            (_, 1) => PlacePrecision::Exact,
            (_, 2) => PlacePrecision::Near,
            (Scheme::Ucdp, 3) => PlacePrecision::District,
            (Scheme::Ucdp, 4) => PlacePrecision::Province,
            (Scheme::Ucdp, 5) | (Scheme::Acled, 3) => PlacePrecision::Area,
            (Scheme::Ucdp, 6) => PlacePrecision::Country,
            (Scheme::Ucdp, 7) => PlacePrecision::International,
            _ => return None,
        })
    }

    fn violence(&self) -> Option<Violence> {
        Some(match self.whole(Field::Violence)? {
            1 => Violence::StateBased,
            2 => Violence::NonState,
            3 => Violence::OneSided,
            _ => return None,
        })
    }

    fn deaths(&self) -> Deaths {
        let of = |field| {
            self.whole(field)
                .and_then(|number| u32::try_from(number).ok())
        };
        Deaths {
            side_a: of(Field::DeathsA),
            side_b: of(Field::DeathsB),
            civilians: of(Field::DeathsCivilians),
            unknown: of(Field::DeathsUnknown),
            low: of(Field::Low),
            best: of(Field::Best),
            high: of(Field::High),
        }
    }
}
