//! The columns of the templates, with what is told of each in the sheet `help` and in
//! `docs/spec/import.md`. The order is the template's; a file may have another.

use crate::place::Capture;
use crate::sites::Request;
use truceline_register::vocabulary::{ForceClass, MovementMode, Resolution, SiteCategory};

/// Whether a column must be there and its cells filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// The column must be there and filled in each row.
    Always,
    /// Filled in rows that add or amend; the column may be left out only where no row does.
    Content,
    /// May be empty or left out; the text says when it is needed all the same.
    Optional,
}

impl Need {
    /// As the help shows it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::Content => "to add or amend",
            Self::Optional => "",
        }
    }
}

/// A column of a template.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name in the header.
    pub name: &'static str,
    /// Whether it must be filled.
    pub need: Need,
    /// Unit or form and range.
    pub form: &'static str,
    /// What it says.
    pub help: &'static str,
    /// A value for the example row; empty for none.
    pub example: &'static str,
    /// The words it takes, where it takes a closed list.
    pub words: Option<fn() -> Vec<&'static str>>,
}

const fn column(
    name: &'static str,
    need: Need,
    form: &'static str,
    help: &'static str,
    example: &'static str,
) -> Column {
    Column {
        name,
        need,
        form,
        help,
        example,
        words: None,
    }
}

const fn listed(column: Column, words: fn() -> Vec<&'static str>) -> Column {
    Column {
        words: Some(words),
        ..column
    }
}

/// Words of the register's categories.
#[must_use]
pub fn categories() -> Vec<&'static str> {
    SiteCategory::ALL.iter().map(|c| c.word()).collect()
}

/// Words of the ways to travel.
#[must_use]
pub fn modes() -> Vec<&'static str> {
    MovementMode::ALL.iter().map(|m| m.word()).collect()
}

/// Words of the resolutions.
#[must_use]
pub fn resolutions() -> Vec<&'static str> {
    Resolution::ALL.iter().map(|r| r.word()).collect()
}

/// Words of the classes of force.
#[must_use]
pub fn forces() -> Vec<&'static str> {
    ForceClass::ALL.iter().map(|f| f.word()).collect()
}

fn requests() -> Vec<&'static str> {
    Request::WORDS.to_vec()
}

fn captures() -> Vec<&'static str> {
    Capture::WORDS.to_vec()
}

fn yes_no() -> Vec<&'static str> {
    vec!["yes", "no"]
}

const REFERENCE: Column = column(
    "reference",
    Need::Always,
    "up to 64 letters, digits, - _ . / : #",
    "Your own reference, the same one each time; one row for each. References that begin with EXAMPLE are passed over.",
    "EXAMPLE-1",
);
const REQUEST: Column = listed(
    column(
        "request",
        Need::Always,
        "one word of the list",
        "What you ask for; the same in all rows of a file.",
        "add",
    ),
    requests,
);
const PRECISION: Column = column(
    "precision_m",
    Need::Optional,
    "metres, 0 to 1000000",
    "How far the true place may be from the one written. Empty: the notation's, or the worst of the zone's profile.",
    "20",
);
const CAPTURE: Column = listed(
    column(
        "capture_method",
        Need::Optional,
        "one word of the list",
        "How the coordinates were come by.",
        "gps-on-site",
    ),
    captures,
);
const ALTITUDE_LOWER: Column = column(
    "altitude_lower_m",
    Need::Optional,
    "metres above the WGS 84 ellipsoid, -100000 to 100000",
    "Lower edge of the heights concerned. Both edges empty: all heights.",
    "",
);
const ALTITUDE_UPPER: Column = column(
    "altitude_upper_m",
    Need::Optional,
    "metres above the WGS 84 ellipsoid, -100000 to 100000",
    "Upper edge of the heights concerned.",
    "",
);
const BUFFER: Column = column(
    "buffer_m",
    Need::Optional,
    "metres, 0 to 1000000",
    "How far around you ask others to stay away. Empty: 0.",
    "",
);
const TIME_ZONE: Column = column(
    "time_zone",
    Need::Optional,
    "IANA name, UTC, or offset like +03:00",
    "Zone of the times in this row; needed where a time is written without its offset.",
    "UTC",
);
const FORCES: Column = listed(
    column(
        "forces",
        Need::Optional,
        "words of the list, divided by |",
        "Whose people. Empty: as the organisation's role implies.",
        "humanitarian",
    ),
    forces,
);
const ORGANISATION: Column = column(
    "organisation",
    Need::Optional,
    "up to 200 characters",
    "The organisation that submits.",
    "Kestrel Relief",
);
const PARTNER: Column = column(
    "partner",
    Need::Optional,
    "up to 200 characters",
    "Implementing or supporting partner.",
    "",
);
const CONTACT: Column = column(
    "contact",
    Need::Content,
    "up to 200 characters",
    "Whom to call at any hour. Kept sealed.",
    "duty desk, radio channel 4",
);
const VERIFIED_BY: Column = column(
    "verified_by",
    Need::Optional,
    "names divided by |, up to 2000 characters",
    "Who verified the place: security officer, head of mission. Kept sealed.",
    "security officer | head of mission",
);
const RESOLUTION: Column = listed(
    column(
        "resolution",
        Need::Optional,
        "one word of the list",
        "How exactly recipients may be told, if nothing else is arranged.",
        "exact",
    ),
    resolutions,
);
const REMARKS: Column = column(
    "remarks",
    Need::Optional,
    "up to 2000 characters",
    "Anything else; the reason where you withdraw.",
    "",
);

/// Columns of `sites`.
pub const SITE: &[Column] = &[
    REFERENCE,
    REQUEST,
    listed(
        column(
            "category",
            Need::Content,
            "one word of the list",
            "What the site is. Another word is taken as `other` and kept as written.",
            "health",
        ),
        categories,
    ),
    column(
        "name",
        Need::Content,
        "up to 200 characters",
        "Name of the site.",
        "Clinic at Dorvane",
    ),
    column(
        "other_names",
        Need::Optional,
        "names divided by |, up to 2000 characters",
        "The name in other scripts and spellings.",
        "",
    ),
    column(
        "p_code",
        Need::Optional,
        "up to 200 characters",
        "Code of the locality in a public list.",
        "",
    ),
    column(
        "coordinates",
        Need::Optional,
        "latitude, longitude; degrees, MGRS or UTM, WGS 84",
        "One coordinate, or three and more divided by ; for the corners of an outline. One of coordinates, latitude with longitude, or place is needed to add or amend.",
        "11.20450, 41.31870",
    ),
    column(
        "latitude",
        Need::Optional,
        "degrees, -90 to 90",
        "Instead of coordinates.",
        "",
    ),
    column(
        "longitude",
        Need::Optional,
        "degrees, -180 to 180",
        "Instead of coordinates.",
        "",
    ),
    column(
        "place",
        Need::Optional,
        "name, `name, district` or #id",
        "Name in the gazetteer, instead of coordinates or to compare with them.",
        "",
    ),
    column(
        "radius_m",
        Need::Optional,
        "metres, 0 to 1000000",
        "Reach of the site around one coordinate. Empty: 0.",
        "60",
    ),
    BUFFER,
    PRECISION,
    CAPTURE,
    ALTITUDE_LOWER,
    ALTITUDE_UPPER,
    column(
        "valid_from",
        Need::Content,
        "time; a date alone begins at 00:00",
        "Since when people are there.",
        "2026-03-01T00:00Z",
    ),
    column(
        "valid_until",
        Need::Optional,
        "time; a date alone includes the day",
        "Until when. This or reconfirm_by is needed to add, amend or reconfirm.",
        "",
    ),
    column(
        "reconfirm_by",
        Need::Optional,
        "time; a date alone includes the day",
        "When you will have said again that it still holds.",
        "2026-06-01",
    ),
    TIME_ZONE,
    FORCES,
    ORGANISATION,
    PARTNER,
    listed(
        column(
            "relation",
            Need::Optional,
            "one word of the list",
            "What the organisation does with the site.",
            "operates",
        ),
        || crate::sites::Relation::WORDS.to_vec(),
    ),
    column(
        "function",
        Need::Optional,
        "up to 200 characters",
        "What the site serves for at the time of submission.",
        "outpatient care",
    ),
    CONTACT,
    VERIFIED_BY,
    column(
        "marking",
        Need::Optional,
        "up to 200 characters",
        "Marks visible from the air, at night, in infrared.",
        "emblem on the roof, lit",
    ),
    RESOLUTION,
    REMARKS,
];

/// Columns of `movements`.
pub const MOVEMENT: &[Column] = &[
    REFERENCE,
    listed(
        column(
            "request",
            Need::Always,
            "one word of the list",
            "What you ask for; the same in all rows of a file.",
            "add",
        ),
        || vec!["add", "amend", "withdraw"],
    ),
    listed(
        column(
            "mode",
            Need::Content,
            "one word of the list",
            "How it travels.",
            "overland",
        ),
        modes,
    ),
    column(
        "purpose",
        Need::Content,
        "up to 200 characters",
        "Staff, food, non-food, evacuees, cargo, in your own words.",
        "food",
    ),
    column(
        "vehicles",
        Need::Optional,
        "whole number",
        "How many vehicles.",
        "5",
    ),
    column(
        "vehicle_marks",
        Need::Optional,
        "up to 2000 characters",
        "Type, colour, call signs, plates, marks on roofs.",
        "white trucks, emblem on the roofs",
    ),
    column(
        "people",
        Need::Optional,
        "whole number",
        "How many people.",
        "11",
    ),
    column(
        "persons",
        Need::Optional,
        "names divided by |, up to 2000 characters",
        "Names of persons, where they must be given. Kept sealed.",
        "",
    ),
    listed(
        column(
            "emergency",
            Need::Optional,
            "yes or no",
            "Whether the shorter lead time of an emergency is asked for. Empty: no.",
            "no",
        ),
        yes_no,
    ),
    column(
        "emergency_reason",
        Need::Optional,
        "up to 200 characters",
        "Needed where emergency is yes.",
        "",
    ),
    listed(
        column(
            "coordination",
            Need::Optional,
            "yes or no",
            "Whether coordination under way is asked for.",
            "no",
        ),
        yes_no,
    ),
    listed(
        column(
            "escort",
            Need::Optional,
            "yes or no",
            "Whether an escort is asked for.",
            "no",
        ),
        yes_no,
    ),
    BUFFER,
    PRECISION,
    CAPTURE,
    ALTITUDE_LOWER,
    ALTITUDE_UPPER,
    TIME_ZONE,
    FORCES,
    ORGANISATION,
    PARTNER,
    CONTACT,
    column(
        "contact_on_board",
        Need::Optional,
        "up to 200 characters",
        "Telephone, radio or satellite telephone of the convoy. Kept sealed.",
        "",
    ),
    VERIFIED_BY,
    RESOLUTION,
    REMARKS,
];

/// Columns of `legs`.
pub const LEG: &[Column] = &[
    column(
        "reference",
        Need::Always,
        "as in movements",
        "The movement that the leg belongs to.",
        "EXAMPLE-1",
    ),
    column(
        "leg",
        Need::Content,
        "whole number from 1",
        "Order of the legs of one movement.",
        "1",
    ),
    column(
        "from",
        Need::Content,
        "coordinate or name in the gazetteer",
        "Where the leg begins.",
        "11.20450, 41.31870",
    ),
    column(
        "to",
        Need::Content,
        "coordinate or name in the gazetteer",
        "Where the leg ends.",
        "11.10300, 41.40010",
    ),
    column(
        "via",
        Need::Optional,
        "coordinates divided by ;",
        "Points of the way between, in order of travel.",
        "11.15000, 41.35000",
    ),
    column(
        "half_width_m",
        Need::Content,
        "metres, 0 to 1000000",
        "How far the way may leave the line to each side.",
        "100",
    ),
    column(
        "depart_earliest",
        Need::Content,
        "time with time of day",
        "When the leg may begin. The leg's window is from here to the latest arrival.",
        "2026-03-02T06:00Z",
    ),
    column(
        "depart_latest",
        Need::Optional,
        "time with time of day",
        "When the leg must have begun.",
        "2026-03-02T07:00Z",
    ),
    column(
        "arrive_earliest",
        Need::Optional,
        "time with time of day",
        "When the leg may end.",
        "2026-03-02T08:00Z",
    ),
    column(
        "arrive_latest",
        Need::Content,
        "time with time of day",
        "When the leg must have ended.",
        "2026-03-02T10:00Z",
    ),
    column(
        "hold_until",
        Need::Optional,
        "time with time of day",
        "Fill in to make the leg's end a holding point: until when the movement may wait there, counted from the earliest arrival (else the earliest departure).",
        "2026-03-02T12:00Z",
    ),
    column(
        "hold_radius_m",
        Need::Optional,
        "metres, 0 to 1000000",
        "Reach of the holding point. Empty: the half-width.",
        "150",
    ),
];
