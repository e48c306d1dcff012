//! A question about a place and a window, as the API takes it.

use super::problem::usage;
use crate::exit::Problem;
use crate::names::Names;
use crate::notation::known_at::{KnownAt, known_at};
use crate::notation::{self, geojson, ground};
use serde::Deserialize;
use truceline_register::geometry::position::{AltitudeBand, Decimetres};
use truceline_register::inquiry::{Inquiry, Viewpoint};
use truceline_register::place::Volume4d;
use truceline_register::register::Register;
use truceline_register::time::{Instant, TimeWindow};
use utoipa::ToSchema;

/// What was known about a place and a window.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InquiryQuestion {
    /// A GeoJSON geometry or feature, WGS 84, longitude first.
    #[schema(value_type = Option<Object>)]
    pub place: Option<serde_json::Value>,
    /// All of this zone instead, by name or id.
    pub zone: Option<String>,
    /// Radius around a point, in metres.
    #[schema(minimum = 0)]
    pub radius_m: Option<f64>,
    /// Half the width of a line, in metres.
    #[schema(minimum = 0)]
    pub half_width_m: Option<f64>,
    /// How far around, in metres.
    #[serde(default)]
    #[schema(minimum = 0)]
    pub reach_m: f64,
    /// Heights in metres above the ellipsoid, lower and upper; absent: all heights.
    pub altitude_m: Option<(f64, f64)>,
    /// When people may have been there: from, RFC 3339.
    #[schema(format = "date-time")]
    pub from: String,
    /// … until.
    #[schema(format = "date-time")]
    pub until: String,
    /// Known at this log index or time; absent: now.
    #[schema(value_type = Option<String>)]
    pub known_at: Option<Known>,
    /// Compare with what was known at this later index or time.
    #[schema(value_type = Option<String>)]
    pub compare_with: Option<Known>,
    /// Whose knowledge: `register` (the centre's to ask), or a party by name or id; absent: the caller's.
    pub viewpoint: Option<String>,
}

/// A log index or a time.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Known {
    /// An index.
    Index(u64),
    /// An index or a time, as text.
    Text(String),
}

impl Known {
    fn read(&self) -> Result<KnownAt, Problem> {
        match self {
            Self::Index(index) => Ok(KnownAt::Index(*index)),
            Self::Text(text) => known_at(text).map_err(|error| usage(format!("known_at: {error}"))),
        }
    }
}

impl InquiryQuestion {
    /// The question in the register's terms, and the same at the moment to compare with.
    ///
    /// # Errors
    /// [`Problem`] naming the field.
    pub fn read(
        &self,
        register: &Register,
        now: Instant,
        viewpoint: Viewpoint,
    ) -> Result<(Inquiry, Option<Inquiry>), Problem> {
        let window = self.window()?;
        let radius = self.radius_m.map(|m| metres("radius_m", m)).transpose()?;
        let width = self
            .half_width_m
            .map(|m| metres("half_width_m", m))
            .transpose()?;
        let found = match (&self.place, &self.zone) {
            (Some(place), None) => {
                geojson::of_bytes("place", place.to_string().as_bytes(), radius, width)?
            }
            (None, Some(zone)) => ground::of_zone(register, zone, window)?,
            _ => return Err(usage("give a place (GeoJSON) or a zone, one of the two")),
        };
        let reach = metres("reach_m", self.reach_m)?;
        let known = self.known_at.as_ref().map(Known::read).transpose()?;
        let altitude = match self.altitude_m {
            None => None,
            Some((lower, upper)) => Some(band(lower, upper)?),
        };
        let inquiry = Inquiry {
            volume: Volume4d {
                footprint: found.footprint,
                altitude,
                window,
                // It stands in the reach.
                precision: Some(Decimetres::ZERO),
            },
            reach: reach.plus(found.precision.unwrap_or(Decimetres::ZERO)),
            known_at: known.map_or(Ok(register.size), |known| known.size(register))?,
            now: known.map_or(now, |known| known.judged_at(register, now)),
            viewpoint,
        };
        let later = match &self.compare_with {
            None => None,
            Some(later) => {
                let later = later.read()?;
                Some(Inquiry {
                    known_at: later.size(register)?,
                    now: later.judged_at(register, now),
                    ..inquiry.clone()
                })
            }
        };
        Ok((inquiry, later))
    }

    /// Whose knowledge is asked for.
    ///
    /// # Errors
    /// [`Problem`]: no such party.
    pub fn of_whom(&self, names: &Names) -> Result<Option<Viewpoint>, Problem> {
        Ok(match self.viewpoint.as_deref() {
            None => None,
            Some("register") => Some(Viewpoint::Register),
            Some(party) => Some(Viewpoint::Party(names.find_party(party)?)),
        })
    }

    fn window(&self) -> Result<TimeWindow, Problem> {
        let read = |field: &str, text: &str| {
            notation::instant(text).map_err(|error| usage(format!("{field}: {error}")))
        };
        notation::window(read("from", &self.from)?, read("until", &self.until)?)
    }
}

fn metres(field: &str, metres: f64) -> Result<Decimetres, Problem> {
    let wrong = || usage(format!("{field} is a length in metres, 0 to 40,000,000"));
    if !(0.0..=40_000_000.0).contains(&metres) {
        return Err(wrong());
    }
    notation::length(&format!("{metres}m")).map_err(|_| wrong())
}

fn band(lower: f64, upper: f64) -> Result<AltitudeBand, Problem> {
    notation::altitude(&format!("{lower}..{upper}"))
        .map_err(|error| usage(format!("altitude_m: {error}")))
}
