//! The columns of both schemes: their names, what a cell of them holds, and their HXL tags.
//!
//! The names are those of the UCDP GED codebook 19.1 (Sundberg and Melander, JPR 50(4), 2013) and of
//! the ACLED codebook; the fields they stand for are shared, so that a reader of rows need not know
//! whose table it was.

/// What a field holds, whichever scheme it is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Field {
    Id,
    SecondId,
    Year,
    ActiveYear,
    CodeStatus,
    Violence,
    ConflictDsetId,
    ConflictId,
    Conflict,
    DyadDsetId,
    DyadId,
    Dyad,
    SideADsetId,
    SideAId,
    SideA,
    SideBDsetId,
    SideBId,
    SideB,
    NumberOfSources,
    SourceArticle,
    SourceOffice,
    SourceDate,
    SourceHeadline,
    SourceOriginal,
    WherePrecision,
    Where,
    WhereDescription,
    Adm1,
    Adm2,
    Adm3,
    Latitude,
    Longitude,
    Geometry,
    PrioGrid,
    Country,
    CountryId,
    Region,
    Clarity,
    DatePrecision,
    DateStart,
    DateEnd,
    DeathsA,
    DeathsB,
    DeathsCivilians,
    DeathsUnknown,
    Best,
    High,
    Low,
    StateA,
    StateB,
    EventType,
    SubEventType,
    AlliesA,
    InterA,
    AlliesB,
    InterB,
    Interaction,
    Source,
    SourceScale,
    Notes,
}

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Text, kept to the letter.
    Text,
    /// A whole number between two bounds.
    Whole(i64, i64),
    /// A day.
    Day,
    /// Degrees of latitude.
    Latitude,
    /// Degrees of longitude.
    Longitude,
}

/// A column of a scheme.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// Which field it is.
    pub field: Field,
    /// What its cells hold.
    pub holds: Holds,
    /// Whether a row must fill it.
    pub needed: bool,
    /// Its HXL tag with attributes.
    pub tag: &'static str,
}

/// Longest identifier of an event, in characters.
pub const MAX_ID_CHARS: usize = 100;
/// Most deaths that one event is believed to be meant to say: more is a column out of place.
pub const MAX_DEATHS: i64 = 10_000_000;
/// Numbers without a bound of their own.
const ANY: Holds = Holds::Whole(-1, 9_999_999_999);
const DEATHS: Holds = Holds::Whole(0, MAX_DEATHS);

const fn column(name: &'static str, field: Field, holds: Holds, tag: &'static str) -> Column {
    Column {
        name,
        field,
        holds,
        needed: false,
        tag,
    }
}

const fn needed(name: &'static str, field: Field, holds: Holds, tag: &'static str) -> Column {
    Column {
        name,
        field,
        holds,
        needed: true,
        tag,
    }
}

use Holds::{Day, Latitude, Longitude, Text, Whole};

/// UCDP GED, in the order of the codebook.
pub const UCDP: &[Column] = &[
    needed("id", Field::Id, Text, "#event+id"),
    column("relid", Field::SecondId, Text, "#event+id+related"),
    column("year", Field::Year, Whole(1900, 2199), "#date+year"),
    column("active_year", Field::ActiveYear, Text, "#meta+active"),
    column("code_status", Field::CodeStatus, Text, "#status+code"),
    column(
        "type_of_violence",
        Field::Violence,
        Whole(1, 3),
        "#event+type+code",
    ),
    column(
        "conflict_dset_id",
        Field::ConflictDsetId,
        Text,
        "#crisis+id+dset",
    ),
    column("conflict_new_id", Field::ConflictId, ANY, "#crisis+id"),
    column("conflict_name", Field::Conflict, Text, "#crisis+name"),
    column(
        "dyad_dset_id",
        Field::DyadDsetId,
        Text,
        "#group+dyad+id+dset",
    ),
    column("dyad_new_id", Field::DyadId, ANY, "#group+dyad+id"),
    column("dyad_name", Field::Dyad, Text, "#group+dyad+name"),
    column(
        "side_a_dset_id",
        Field::SideADsetId,
        Text,
        "#group+side_a+id+dset",
    ),
    column("side_a_new_id", Field::SideAId, ANY, "#group+side_a+id"),
    column("side_a", Field::SideA, Text, "#group+side_a+name"),
    column(
        "side_b_dset_id",
        Field::SideBDsetId,
        Text,
        "#group+side_b+id+dset",
    ),
    column("side_b_new_id", Field::SideBId, ANY, "#group+side_b+id"),
    column("side_b", Field::SideB, Text, "#group+side_b+name"),
    column(
        "number_of_sources",
        Field::NumberOfSources,
        ANY,
        "#meta+source+num",
    ),
    column(
        "source_article",
        Field::SourceArticle,
        Text,
        "#meta+source+article",
    ),
    column(
        "source_office",
        Field::SourceOffice,
        Text,
        "#meta+source+office",
    ),
    column("source_date", Field::SourceDate, Text, "#meta+source+date"),
    column(
        "source_headline",
        Field::SourceHeadline,
        Text,
        "#meta+source+headline",
    ),
    column(
        "source_original",
        Field::SourceOriginal,
        Text,
        "#meta+source+original",
    ),
    column(
        "where_prec",
        Field::WherePrecision,
        Whole(1, 7),
        "#geo+precision",
    ),
    column("where_coordinates", Field::Where, Text, "#loc+name"),
    column(
        "where_description",
        Field::WhereDescription,
        Text,
        "#loc+description",
    ),
    column("adm_1", Field::Adm1, Text, "#adm1+name"),
    column("adm_2", Field::Adm2, Text, "#adm2+name"),
    column("latitude", Field::Latitude, Latitude, "#geo+lat"),
    column("longitude", Field::Longitude, Longitude, "#geo+lon"),
    column("geom_wkt", Field::Geometry, Text, "#geo+wkt"),
    column("priogrid_gid", Field::PrioGrid, ANY, "#geo+grid+id"),
    column("country", Field::Country, Text, "#country+name"),
    column("country_id", Field::CountryId, ANY, "#country+id"),
    column("region", Field::Region, Text, "#region+name"),
    column(
        "event_clarity",
        Field::Clarity,
        Whole(1, 2),
        "#event+clarity",
    ),
    column(
        "date_prec",
        Field::DatePrecision,
        Whole(1, 5),
        "#date+precision",
    ),
    needed("date_start", Field::DateStart, Day, "#date+start"),
    needed("date_end", Field::DateEnd, Day, "#date+end"),
    column(
        "deaths_a",
        Field::DeathsA,
        DEATHS,
        "#affected+killed+side_a",
    ),
    column(
        "deaths_b",
        Field::DeathsB,
        DEATHS,
        "#affected+killed+side_b",
    ),
    column(
        "deaths_civilians",
        Field::DeathsCivilians,
        DEATHS,
        "#affected+killed+civilians",
    ),
    column(
        "deaths_unknown",
        Field::DeathsUnknown,
        DEATHS,
        "#affected+killed+unknown",
    ),
    column("best", Field::Best, DEATHS, "#affected+killed+best"),
    column("high", Field::High, DEATHS, "#affected+killed+high"),
    column("low", Field::Low, DEATHS, "#affected+killed+low"),
    column("gwnoa", Field::StateA, Text, "#country+side_a+code"),
    column("gwnob", Field::StateB, Text, "#country+side_b+code"),
];

/// Tables like those of ACLED, in the order of its codebook.
pub const ACLED: &[Column] = &[
    needed("event_id_cnty", Field::Id, Text, "#event+id"),
    needed("event_date", Field::DateStart, Day, "#date+start"),
    column("year", Field::Year, Whole(1900, 2199), "#date+year"),
    column(
        "time_precision",
        Field::DatePrecision,
        Whole(1, 3),
        "#date+precision",
    ),
    column("event_type", Field::EventType, Text, "#event+type"),
    column(
        "sub_event_type",
        Field::SubEventType,
        Text,
        "#event+type+sub",
    ),
    column("actor1", Field::SideA, Text, "#group+actor1+name"),
    column(
        "assoc_actor_1",
        Field::AlliesA,
        Text,
        "#group+actor1+associated",
    ),
    column("inter1", Field::InterA, Text, "#group+actor1+type"),
    column("actor2", Field::SideB, Text, "#group+actor2+name"),
    column(
        "assoc_actor_2",
        Field::AlliesB,
        Text,
        "#group+actor2+associated",
    ),
    column("inter2", Field::InterB, Text, "#group+actor2+type"),
    column(
        "interaction",
        Field::Interaction,
        Text,
        "#event+interaction",
    ),
    column("iso", Field::CountryId, ANY, "#country+code"),
    column("region", Field::Region, Text, "#region+name"),
    column("country", Field::Country, Text, "#country+name"),
    column("admin1", Field::Adm1, Text, "#adm1+name"),
    column("admin2", Field::Adm2, Text, "#adm2+name"),
    column("admin3", Field::Adm3, Text, "#adm3+name"),
    column("location", Field::Where, Text, "#loc+name"),
    column("latitude", Field::Latitude, Latitude, "#geo+lat"),
    column("longitude", Field::Longitude, Longitude, "#geo+lon"),
    column(
        "geo_precision",
        Field::WherePrecision,
        Whole(1, 3),
        "#geo+precision",
    ),
    column("source", Field::Source, Text, "#meta+source"),
    column(
        "source_scale",
        Field::SourceScale,
        Text,
        "#meta+source+scale",
    ),
    column("notes", Field::Notes, Text, "#description"),
    column("fatalities", Field::Best, DEATHS, "#affected+killed"),
];
