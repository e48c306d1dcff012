//! A point, a length, a height: integers with units.

use std::fmt;

/// Why numbers are not a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlaceError {
    /// Latitude beyond a pole.
    #[error("the latitude lies outside -90 to 90 degrees; are latitude and longitude swapped?")]
    Latitude,
    /// Longitude beyond the antimeridian.
    #[error("the longitude lies outside -180 to 180 degrees")]
    Longitude,
    /// A band must have height.
    #[error("the altitude band's upper edge is not above its lower edge")]
    EmptyBand,
    /// Beyond [`Decimetres::MAX`].
    #[error("the length exceeds 1,000 km")]
    Length,
    /// Too few vertices for the shape.
    #[error("too few vertices: a ring needs 3 different ones, a route 1")]
    TooFewVertices,
    /// Beyond [`super::footprint::MAX_VERTICES`].
    #[error("too many vertices: at most 10,000 in one footprint")]
    TooManyVertices,
    /// A ring that crosses or touches itself, or a hole outside its shell.
    #[error("the ring crosses itself, repeats a vertex or has no area")]
    NotSimple,
    /// An edge so long that its geodesic is not unique or the shape has no clear inside.
    #[error("an edge or a footprint is longer than 5,000 km")]
    TooLarge,
}

/// A point of WGS 84 in units of 1e-7 degree (about 1.1 cm of latitude).
///
/// Latitude -90..=90, longitude -180..=180 degrees. One place has one number: longitude -180 is
/// stored as 180, and any longitude at a pole as 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    lat_e7: i32,
    lon_e7: i32,
}

impl Position {
    /// Largest latitude in units of 1e-7 degree.
    pub const MAX_LAT_E7: i32 = 900_000_000;
    /// Largest longitude in units of 1e-7 degree.
    pub const MAX_LON_E7: i32 = 1_800_000_000;

    /// A point from latitude and longitude in units of 1e-7 degree.
    ///
    /// # Errors
    /// [`PlaceError::Latitude`] or [`PlaceError::Longitude`] out of range.
    pub const fn from_e7(lat_e7: i32, lon_e7: i32) -> Result<Self, PlaceError> {
        if lat_e7 < -Self::MAX_LAT_E7 || lat_e7 > Self::MAX_LAT_E7 {
            return Err(PlaceError::Latitude);
        }
        if lon_e7 < -Self::MAX_LON_E7 || lon_e7 > Self::MAX_LON_E7 {
            return Err(PlaceError::Longitude);
        }
        let lon_e7 = if lat_e7 == Self::MAX_LAT_E7 || lat_e7 == -Self::MAX_LAT_E7 {
            0
        } else if lon_e7 == -Self::MAX_LON_E7 {
            Self::MAX_LON_E7
        } else {
            lon_e7
        };
        Ok(Self { lat_e7, lon_e7 })
    }

    /// Whether this is the north or the south pole.
    #[must_use]
    pub const fn is_pole(self) -> bool {
        self.lat_e7 == Self::MAX_LAT_E7 || self.lat_e7 == -Self::MAX_LAT_E7
    }

    /// Latitude in units of 1e-7 degree, north positive.
    #[must_use]
    pub const fn lat_e7(self) -> i32 {
        self.lat_e7
    }

    /// Longitude in units of 1e-7 degree, east positive.
    #[must_use]
    pub const fn lon_e7(self) -> i32 {
        self.lon_e7
    }
}

impl fmt::Debug for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// A length of 0 to 1,000 km in decimetres.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimetres(u32);

impl Decimetres {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// 1,000 km: no radius, buffer, half-width or precision of practice is near it.
    pub const MAX: Self = Self(10_000_000);

    /// A length in decimetres.
    ///
    /// # Errors
    /// [`PlaceError::Length`] above 1,000 km.
    pub const fn new(decimetres: u32) -> Result<Self, PlaceError> {
        if decimetres > Self::MAX.0 {
            return Err(PlaceError::Length);
        }
        Ok(Self(decimetres))
    }

    /// A length in whole metres.
    ///
    /// # Errors
    /// [`PlaceError::Length`] above 1,000 km.
    pub const fn from_metres(metres: u32) -> Result<Self, PlaceError> {
        if metres > Self::MAX.0 / 10 {
            return Err(PlaceError::Length);
        }
        Ok(Self(metres * 10))
    }

    /// The number of decimetres.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }

    /// The sum. It may exceed [`Decimetres::MAX`], which bounds what is told: a threshold of several
    /// lengths is never cut short.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

/// Heights above the WGS 84 ellipsoid in decimetres, `[lower, upper)`. An absent band means all
/// altitudes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AltitudeBand {
    lower_dm: i32,
    upper_dm: i32,
}

impl AltitudeBand {
    /// A band between two heights in decimetres.
    ///
    /// # Errors
    /// [`PlaceError::EmptyBand`] if `upper_dm` is not above `lower_dm`.
    pub const fn new(lower_dm: i32, upper_dm: i32) -> Result<Self, PlaceError> {
        if upper_dm <= lower_dm {
            return Err(PlaceError::EmptyBand);
        }
        Ok(Self { lower_dm, upper_dm })
    }

    /// Lower edge, inside, in decimetres.
    #[must_use]
    pub const fn lower_dm(self) -> i32 {
        self.lower_dm
    }

    /// Upper edge, just outside, in decimetres.
    #[must_use]
    pub const fn upper_dm(self) -> i32 {
        self.upper_dm
    }

    /// Whether two bands share a height; an absent band is all heights. Edges that touch meet.
    #[must_use]
    pub fn meet(one: Option<Self>, other: Option<Self>) -> bool {
        match (one, other) {
            (Some(a), Some(b)) => a.lower_dm <= b.upper_dm && b.lower_dm <= a.upper_dm,
            _ => true,
        }
    }

    /// Whether `outer` holds all heights of `inner`; an absent band is all heights.
    #[must_use]
    pub fn covers(outer: Option<Self>, inner: Option<Self>) -> bool {
        match (outer, inner) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(o), Some(i)) => o.lower_dm <= i.lower_dm && i.upper_dm <= o.upper_dm,
        }
    }
}

impl fmt::Debug for AltitudeBand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
