//! The real input: localities, events and a boundary. Read here and never copied into the repository.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use truceline_register::geometry::position::Position;
use truceline_register::time::{Instant, Span};

/// A locality of the gazetteer.
#[derive(Clone, Debug)]
pub(super) struct Locality {
    /// Its number in the file.
    pub(super) id: String,
    /// Where.
    pub(super) position: Position,
}

/// An event that was reported.
#[derive(Clone, Debug)]
pub(super) struct Event {
    /// Its number in the source.
    pub(super) id: String,
    /// Where.
    pub(super) position: Position,
    /// How far around that place it may have been, by the source's own code, in metres.
    pub(super) radius_m: u32,
    /// The start of its first day.
    pub(super) start: Instant,
    /// The end of its last day.
    pub(super) end: Instant,
}

/// The files of the data folder.
#[derive(Clone, Debug)]
pub(super) struct Data {
    folder: PathBuf,
}

impl Data {
    pub(super) fn in_folder(folder: &Path) -> Result<Self, String> {
        let folder = std::fs::canonicalize(folder)
            .map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(Self { folder })
    }

    /// The gazetteer of Greater Idlib.
    pub(super) fn gazetteer(&self) -> PathBuf {
        self.folder.join("syria/greater_idlib_localities.csv")
    }

    pub(super) fn localities(&self) -> Result<Vec<Locality>, String> {
        rows(&self.gazetteer())?
            .iter()
            .map(|row| {
                Ok(Locality {
                    id: row.get("wof_id")?.to_owned(),
                    position: position(row.get("lat")?, row.get("lon")?)?,
                })
            })
            .collect()
    }

    pub(super) fn events(&self) -> Result<Vec<Event>, String> {
        rows(&self.folder.join("events/ucdp_ged_nw_syria_2018_2019.csv"))?
            .iter()
            .map(|row| {
                Ok(Event {
                    id: row.get("id")?.to_owned(),
                    position: position(row.get("latitude")?, row.get("longitude")?)?,
                    radius_m: radius_m(row.get("where_prec")?)?,
                    start: day(row.get("date_start")?)?,
                    end: day(row.get("date_end")?)?.plus(Span::hours(24)),
                })
            })
            .collect()
    }

    /// The polygon of a governorate by its P-code, as a document of its own.
    pub(super) fn boundary(&self, code: &str) -> Result<Value, String> {
        let path = self.folder.join("syria/syr_admin1_ocha_pcodes.geojson");
        let text =
            std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let all: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        let feature = all["features"]
            .as_array()
            .and_then(|all| all.iter().find(|f| f["properties"]["adm1_pcode"] == code))
            .ok_or_else(|| format!("{code} is not in {}", path.display()))?;
        let feature =
            json!({ "type": "Feature", "properties": {}, "geometry": feature["geometry"] });
        Ok(json!({ "type": "FeatureCollection", "features": [feature] }))
    }
}

/// What the source's codes of precision say, as a radius: the place itself, about 25 km around it,
/// a district, a governorate, and what is vaguer as widely.
fn radius_m(code: &str) -> Result<u32, String> {
    match code {
        "1" => Ok(500),
        "2" => Ok(25_000),
        "3" => Ok(30_000),
        "4" | "5" | "6" | "7" => Ok(60_000),
        _ => Err(format!("\"{code}\" is no code of precision")),
    }
}

struct Row {
    header: csv::StringRecord,
    fields: csv::StringRecord,
}

impl Row {
    fn get(&self, name: &str) -> Result<&str, String> {
        let column = self.header.iter().position(|column| column == name);
        column
            .and_then(|column| self.fields.get(column))
            .ok_or_else(|| format!("no column {name}"))
    }
}

fn rows(path: &Path) -> Result<Vec<Row>, String> {
    let describe = |error: csv::Error| format!("{}: {error}", path.display());
    let mut reader = csv::Reader::from_path(path).map_err(describe)?;
    let header = reader.headers().map_err(describe)?.clone();
    reader
        .into_records()
        .map(|fields| {
            Ok(Row {
                header: header.clone(),
                fields: fields.map_err(describe)?,
            })
        })
        .collect()
}

fn position(lat: &str, lon: &str) -> Result<Position, String> {
    Position::from_e7(e7(lat)?, e7(lon)?).map_err(|error| error.to_string())
}

/// Decimal degrees in units of 1e-7; further digits are cut.
fn e7(text: &str) -> Result<i32, String> {
    let wrong = || format!("\"{text}\" is no number of degrees");
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction: String = fraction.chars().chain("0000000".chars()).take(7).collect();
    let value: i32 = format!("{whole}{fraction}").parse().map_err(|_| wrong())?;
    Ok(sign * value)
}

/// The start of a day, UTC.
fn day(text: &str) -> Result<Instant, String> {
    let wrong = || format!("\"{text}\" is no day");
    let numbers: Vec<i64> = text
        .split('-')
        .map(str::parse)
        .collect::<Result<_, _>>()
        .map_err(|_| wrong())?;
    let [year, month, day] = numbers[..] else {
        return Err(wrong());
    };
    Instant::from_micros(days(year, month, day) * 86_400_000_000).map_err(|error| error.to_string())
}

/// Days from 1970-01-01, counting years from March as the calendar's rules are simplest so.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month < 3 {
        (year - 1, month + 9)
    } else {
        (year, month - 3)
    };
    365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::{day, e7};

    #[test]
    fn days_and_degrees_are_read() {
        assert_eq!(day("1970-01-01").unwrap().micros(), 0);
        assert_eq!(day("2018-01-01").unwrap().to_string()[..10], *"2018-01-01");
        assert_eq!(day("2020-02-29").unwrap().to_string()[..10], *"2020-02-29");
        assert_eq!(e7("35.14398").unwrap(), 351_439_800);
        assert_eq!(e7("-0.5").unwrap(), -5_000_000);
        assert_eq!(e7("37.592351234567").unwrap(), 375_923_512);
        assert!(e7("x").is_err() && day("2018").is_err());
    }
}
