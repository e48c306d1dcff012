//! Values of flags: times, spans, lengths, heights, forces, shares, places.
//!
//! Each is read once, strictly, with an error that says what is wanted. A coordinate is read back in
//! the other notations, so that a second person can compare. Not here: files of many rows (the
//! formats').

use crate::exit::Problem;
use crate::file;
use crate::names::Names;
pub use crate::notation::{
    Found, MAX_TABLE_BYTES, ReadBack, altitude, instant, length, shape, window,
};
use clap::Args;
use std::path::{Path, PathBuf};
use truceline_formats::coordinate::{self, CoarseGrid, Reading};
use truceline_formats::fault::Fault;
use truceline_formats::gazetteer::{self, Gazetteer, Lookup};
use truceline_register::geometry::footprint::{Circle, Footprint, Line, Polygon, Ring};
use truceline_register::geometry::position::{AltitudeBand, Decimetres, Position};
use truceline_register::notification::Share;
use truceline_register::time::{Instant, Span};
use truceline_register::vocabulary::{ForceClass, ForceSet, Resolution};

/// A moment, or one counted from now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    base: Option<Instant>,
    plus: Span,
    back: Span,
}

impl When {
    /// Now.
    pub const NOW: Self = Self {
        base: None,
        plus: Span::ZERO,
        back: Span::ZERO,
    };

    /// The moment, where it is `now` now.
    #[must_use]
    pub fn at(self, now: Instant) -> Instant {
        self.base.unwrap_or(now).plus(self.plus).minus(self.back)
    }
}

/// Reads `2031-05-02T08:00:00Z` (any offset), `now` or `now+2h`.
///
/// # Errors
/// What is wanted.
pub fn when(text: &str) -> Result<When, String> {
    if let Some(rest) = text.strip_prefix("now") {
        let plus = match rest.strip_prefix('+') {
            Some(rest) => span(rest)?,
            None if rest.is_empty() => Span::ZERO,
            None => return Err("write now or now+2h".to_owned()),
        };
        return Ok(When {
            base: None,
            plus,
            back: Span::ZERO,
        });
    }
    instant(text).map(|instant| When {
        base: Some(instant),
        plus: Span::ZERO,
        back: Span::ZERO,
    })
}

/// Reads what [`when`] reads, and `now-2h`: for questions about the past.
///
/// # Errors
/// What is wanted.
pub fn when_or_before(text: &str) -> Result<When, String> {
    match text.strip_prefix("now-") {
        Some(rest) => Ok(When {
            back: span(rest)?,
            ..When::NOW
        }),
        None => when(text).map_err(|error| error.replace("now+2h", "now+2h or now-2h")),
    }
}

/// Reads `90m`, `1h30m`, `2d`, `45s`.
///
/// # Errors
/// What is wanted.
pub fn span(text: &str) -> Result<Span, String> {
    let wanted = || "write a span like 90m, 1h30m, 2d or 45s".to_owned();
    let (mut micros, mut digits) = (0_i64, String::new());
    for letter in text.trim().chars() {
        if letter.is_ascii_digit() {
            digits.push(letter);
            continue;
        }
        let unit: i64 = match letter {
            'd' => 86_400,
            'h' => 3_600,
            'm' => 60,
            's' => 1,
            _ => return Err(wanted()),
        };
        let count: i64 = digits.parse().map_err(|_| wanted())?;
        let part = count
            .checked_mul(unit)
            .and_then(|s| s.checked_mul(1_000_000))
            .ok_or_else(wanted)?;
        micros = micros.checked_add(part).ok_or_else(wanted)?;
        digits.clear();
    }
    if text.trim().is_empty() || !digits.is_empty() {
        return Err(wanted());
    }
    Span::from_micros(micros).map_err(|error| error.to_string())
}

/// Reads `regulars,partners`.
///
/// # Errors
/// The classes there are.
pub fn forces(text: &str) -> Result<ForceSet, String> {
    if text == "all" {
        return Ok(ForceSet::ALL_FORCES);
    }
    text.split(',').try_fold(ForceSet::NONE, |set, word| {
        let class = ForceClass::from_word(word.trim()).ok_or_else(|| {
            let words: Vec<&str> = ForceClass::ALL.iter().map(|class| class.word()).collect();
            format!(
                "there is no class of force \"{word}\"; use all, or some of {}",
                words.join(",")
            )
        })?;
        Ok(set.with(class))
    })
}

/// Makes a reader of a closed list of words for a flag.
macro_rules! word {
    ($($(#[$doc:meta])* $name:ident -> $kind:ty;)*) => {$(
        $(#[$doc])*
        ///
        /// # Errors
        /// The words there are.
        pub fn $name(text: &str) -> Result<$kind, String> {
            <$kind>::from_word(text).ok_or_else(|| {
                let words: Vec<&str> = <$kind>::ALL.iter().map(|word| word.word()).collect();
                format!("use one of {}", words.join(", "))
            })
        }
    )*};
}

word! {
    /// Reads a role.
    role -> truceline_register::vocabulary::Role;
    /// Reads a category of a site.
    category -> truceline_register::vocabulary::SiteCategory;
    /// Reads a mode of travel.
    mode -> truceline_register::vocabulary::MovementMode;
    /// Reads an act of a movement.
    movement_act -> truceline_register::vocabulary::MovementAct;
    /// Reads a step of the ladder.
    ladder_step -> truceline_register::vocabulary::LadderStep;
    /// Reads a state of a channel.
    channel_state -> truceline_register::vocabulary::ChannelState;
    /// Reads a kind of activity.
    activity -> truceline_register::vocabulary::Activity;
    /// Reads means of communication.
    means -> truceline_register::vocabulary::Means;
    /// Reads a reply to a stop.
    stop_word -> truceline_register::vocabulary::StopWord;
    /// Reads a stance.
    stance -> truceline_register::vocabulary::Stance;
    /// Reads a status of a boundary.
    boundary_status -> truceline_register::vocabulary::BoundaryStatus;
    /// Reads a kind of violation.
    violation -> truceline_register::allegation::kind::Kind;
    /// Reads a step on an allegation's ladder.
    allegation_step -> truceline_register::allegation::Step;
    /// Reads an answer to an allegation.
    allegation_answer -> truceline_register::allegation::AnswerWord;
    /// Reads by which means something was observed.
    observed_by -> truceline_register::allegation::account::ObservedBy;
    /// Reads which line there was to an event.
    observed_line -> truceline_register::allegation::account::Line;
    /// Reads who reported it.
    reported_by -> truceline_register::allegation::account::ReportedBy;
    /// Reads a direction of fire.
    direction -> truceline_register::allegation::account::Direction;
    /// Reads a class of weapon.
    weapon -> truceline_register::agreement::words::WeaponClass;
    /// Reads a class of force.
    force_class -> truceline_register::vocabulary::ForceClass;
}

/// `PARTY=RESOLUTION`, the party not looked up yet.
#[derive(Clone, Debug)]
pub struct ShareFlag {
    party: String,
    resolution: Resolution,
}

/// Reads `South=exact`.
///
/// # Errors
/// What is wanted.
pub fn share(text: &str) -> Result<ShareFlag, String> {
    let wanted = "write PARTY=exact, PARTY=cell, PARTY=existence or PARTY=commitment";
    let (party, resolution) = text.rsplit_once('=').ok_or(wanted)?;
    let resolution = Resolution::from_word(resolution.trim()).ok_or(wanted)?;
    Ok(ShareFlag {
        party: party.trim().to_owned(),
        resolution,
    })
}

/// Looks the parties of shares up.
///
/// # Errors
/// [`Problem`] with the candidates.
pub fn shares(flags: &[ShareFlag], names: &Names) -> Result<Vec<Share>, Problem> {
    let look_up = |flag: &ShareFlag| {
        Ok(Share {
            to: names.find_party(&flag.party)?,
            resolution: flag.resolution,
        })
    };
    flags.iter().map(look_up).collect()
}

/// Where something is: one of these ways to say it.
#[derive(Args, Clone, Debug, Default)]
pub struct Where {
    /// A coordinate in decimal degrees, DMS, MGRS or UTM; latitude first
    #[arg(long, value_name = "COORDINATE", allow_hyphen_values = true)]
    pub at: Option<String>,
    /// A place by its name in a gazetteer (or #ID, or "NAME, DISTRICT")
    #[arg(long, value_name = "NAME", requires = "gazetteer")]
    pub place: Option<String>,
    /// The gazetteer: a CSV file with id, name, lat, lon and further names
    #[arg(long, value_name = "FILE")]
    pub gazetteer: Option<PathBuf>,
    /// Radius around --at or --place, such as 250m or 1.5km
    #[arg(long, value_name = "LENGTH", value_parser = length)]
    pub radius: Option<Decimetres>,
    /// A polygon: three or more coordinates separated by semicolons
    #[arg(long, value_name = "COORDINATES", allow_hyphen_values = true)]
    pub area: Option<String>,
    /// A route: coordinates separated by semicolons
    #[arg(long, value_name = "COORDINATES", allow_hyphen_values = true)]
    pub route: Option<String>,
    /// Half-width of the route
    #[arg(long, value_name = "LENGTH", value_parser = length)]
    pub width: Option<Decimetres>,
    /// A GeoJSON file with one feature or geometry
    #[arg(long, value_name = "FILE")]
    pub geojson: Option<PathBuf>,
    /// Heights in metres above the ellipsoid, such as 0..3000; without it all heights
    #[arg(long, value_name = "LOWER..UPPER", value_parser = altitude, allow_hyphen_values = true)]
    pub altitude: Option<AltitudeBand>,
}

impl Where {
    /// Whether any way was used.
    #[must_use]
    pub const fn is_given(&self) -> bool {
        self.at.is_some()
            || self.place.is_some()
            || self.area.is_some()
            || self.route.is_some()
            || self.geojson.is_some()
    }

    /// A check, a plan or an inquiry around one position says how far it reaches: a forgotten radius
    /// would ask about a point.
    ///
    /// # Errors
    /// [`Problem`]: it does not.
    pub fn want_radius(&self) -> Result<(), Problem> {
        if (self.at.is_some() || self.place.is_some()) && self.radius.is_none() {
            return Err(Problem::usage(
                "say how far around: --radius, such as 500m; --radius 0 means the very point",
            ));
        }
        Ok(())
    }

    /// Finds the place.
    ///
    /// # Errors
    /// [`Problem`]: none or several ways used, or one that cannot be read.
    pub fn find(&self) -> Result<Found, Problem> {
        let ways = [
            self.at.is_some(),
            self.place.is_some(),
            self.area.is_some(),
            self.route.is_some(),
            self.geojson.is_some(),
        ];
        if ways.iter().filter(|given| **given).count() != 1 {
            return Err(Problem::usage(
                "say where in one way: --at, --place, --area, --route or --geojson",
            ));
        }
        if let Some(text) = &self.at {
            return self.of_coordinate(text);
        }
        if let Some(name) = &self.place {
            return self.of_name(name);
        }
        if let Some(text) = &self.area {
            return of_area(text);
        }
        if let Some(text) = &self.route {
            let (line, precision, read_back) = line(text, self.width.unwrap_or(Decimetres::ZERO))?;
            return Ok(Found {
                footprint: Footprint::Line(line),
                precision: Some(precision),
                read_back,
                named: None,
                as_given: Some(text.clone()),
            });
        }
        match &self.geojson {
            Some(path) => super::geojson::read_one(path, self.radius, self.width),
            None => Err(Problem::usage("say where")),
        }
    }

    fn of_coordinate(&self, text: &str) -> Result<Found, Problem> {
        let reading = coordinate::parse(text, CoarseGrid::Refused).map_err(|error| {
            Problem::usage(format!("the coordinate: {error}; {}", error.do_what()))
        })?;
        Ok(Found {
            footprint: self.circle(reading.position),
            precision: Some(reading.precision),
            read_back: vec![ReadBack::of(&reading)],
            named: None,
            as_given: Some(text.to_owned()),
        })
    }

    fn of_name(&self, name: &str) -> Result<Found, Problem> {
        let path = self
            .gazetteer
            .as_deref()
            .ok_or_else(|| Problem::usage("a name needs --gazetteer FILE"))?;
        let gazetteer = read_gazetteer(path)?;
        let place = one_place(&gazetteer, name)?;
        Ok(Found {
            footprint: self.circle(place.position),
            precision: Some(place.precision),
            read_back: vec![ReadBack::of_position(place.position, place.precision)],
            named: Some((place.name.clone(), place.id.clone())),
            as_given: Some(name.to_owned()),
        })
    }

    fn circle(&self, centre: Position) -> Footprint {
        Footprint::Circle(Circle {
            centre,
            radius: self.radius.unwrap_or(Decimetres::ZERO),
        })
    }
}

fn of_area(text: &str) -> Result<Found, Problem> {
    let readings = list(text)?;
    let ring = Ring::new(readings.iter().map(|reading| reading.position).collect());
    let polygon = ring.and_then(|ring| Polygon::new(ring, Vec::new()));
    let footprint = polygon
        .and_then(|polygon| Footprint::polygons(vec![polygon]))
        .map_err(|error| shape(&error))?;
    Ok(Found {
        footprint,
        precision: readings.iter().map(|reading| reading.precision).max(),
        read_back: readings.iter().map(ReadBack::of).collect(),
        named: None,
        as_given: Some(text.to_owned()),
    })
}

/// A route with what its notation implies.
///
/// # Errors
/// [`Problem`] naming the coordinate.
pub fn line(
    text: &str,
    half_width: Decimetres,
) -> Result<(Line, Decimetres, Vec<ReadBack>), Problem> {
    let readings = list(text)?;
    let precision = readings
        .iter()
        .map(|reading| reading.precision)
        .max()
        .unwrap_or(Decimetres::ZERO);
    let vertices = readings.iter().map(|reading| reading.position).collect();
    let line = Line::new(vertices, half_width).map_err(|error| shape(&error))?;
    Ok((line, precision, readings.iter().map(ReadBack::of).collect()))
}

fn list(text: &str) -> Result<Vec<Reading>, Problem> {
    coordinate::parse_list(text, CoarseGrid::Refused)
        .map_err(|error| Problem::usage(format!("{error}; {}", error.error.do_what())))
}

/// Reads a gazetteer.
///
/// # Errors
/// [`Problem`] with the first faults.
pub fn read_gazetteer(path: &Path) -> Result<Gazetteer, Problem> {
    let bytes = file::read(path, MAX_TABLE_BYTES)?;
    gazetteer::load::from_csv(&bytes, None).map_err(|faults| {
        let first: Vec<String> = faults.iter().take(5).map(Fault::to_string).collect();
        Problem::usage(format!("{}: {}", path.display(), first.join(" ")))
    })
}

/// The one place that a name stands for.
///
/// # Errors
/// [`Problem`]: refused with the candidates, or not found with near spellings, which claim nothing.
pub fn one_place<'a>(
    gazetteer: &'a Gazetteer,
    name: &str,
) -> Result<&'a gazetteer::Place, Problem> {
    match gazetteer.lookup(name) {
        Lookup::Found(place) => Ok(place),
        Lookup::Ambiguous(places) => {
            let labels: Vec<String> = places.iter().map(|place| place.label()).collect();
            Err(Problem::usage(format!(
                "\"{name}\" fits several places; name one by its number: {}",
                labels.join("; ")
            )))
        }
        Lookup::NotFound { near } if near.is_empty() => Err(Problem::usage(format!(
            "\"{name}\" is in no row of the gazetteer; give a coordinate"
        ))),
        Lookup::NotFound { near } => {
            let labels: Vec<String> = near
                .iter()
                .map(|near| format!("{} = {}", near.name, near.place.label()))
                .collect();
            Err(Problem::usage(format!(
                "\"{name}\" is in no row of the gazetteer. Spelled similarly, without saying that it is the same place: {}",
                labels.join("; ")
            )))
        }
    }
}
