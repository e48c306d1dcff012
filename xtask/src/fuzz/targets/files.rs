//! What people send: coordinates, tables, drawings.

use super::text;
use truceline_formats::coordinate::{self, CoarseGrid};
use truceline_formats::events::read::read as read_events;
use truceline_formats::events::write::{Tags, csv};
use truceline_formats::gazetteer::load;
use truceline_formats::import::Settings;
use truceline_formats::{geojson, movements, sites, table};

/// A coordinate in any notation.
pub fn formats_coordinate(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let refused = coordinate::parse(text, CoarseGrid::Refused);
    if let Ok(reading) = refused {
        assert_eq!(
            coordinate::parse(text, CoarseGrid::Accepted).map(|reading| reading.position),
            Ok(reading.position),
            "allowing more reads the same otherwise"
        );
    }
}

/// Several coordinates in one cell.
pub fn formats_coordinate_list(data: &[u8]) {
    if let Some(text) = text(data) {
        let _ = coordinate::parse_list(text, CoarseGrid::Accepted);
    }
}

/// A list of names, and every name of it looked up.
pub fn formats_gazetteer(data: &[u8]) {
    if let Ok(gazetteer) = load::from_csv(data, None) {
        for place in gazetteer.places().iter().take(50) {
            let _ = gazetteer.lookup(&place.label());
        }
    }
}

/// Rows of CSV or XLSX.
pub fn formats_table(data: &[u8]) {
    let _ = table::read(data);
}

/// A file of sites.
pub fn formats_sites(data: &[u8]) {
    let import = sites::import(data, &Settings::default());
    assert!(
        !import.drafts.is_empty() || !import.faults.is_empty() || import.rows == 0,
        "rows went without a word"
    );
}

/// A file of movements.
pub fn formats_movements(data: &[u8]) {
    let import = movements::import(data, &Settings::default());
    assert!(
        !import.drafts.is_empty() || !import.faults.is_empty() || import.rows == 0,
        "rows went without a word"
    );
}

/// A table of events: what is taken is written again as something that it reads as the same.
pub fn formats_events(data: &[u8]) {
    let Ok(events) = read_events(data) else {
        return;
    };
    let sound = events.rows.drafts.len() + events.rows.faults.len();
    assert!(sound > 0, "rows went without a word");
    for row in &events.rows.drafts {
        assert!(
            row.event(events.scheme).is_some(),
            "a row without id or day"
        );
    }
    if events.rows.drafts.is_empty() {
        return;
    }
    let again = read_events(&csv(&events, Tags::AsRead));
    assert!(again.is_ok(), "unreadable once written: {again:?}");
    let Ok(again) = again else { return };
    assert_eq!(again.rows.faults, [], "a row is refused once written");
    assert_eq!(again.rows.drafts.len(), events.rows.drafts.len());
    for (one, other) in events.rows.drafts.iter().zip(&again.rows.drafts) {
        assert!(
            one.values == other.values && one.others == other.others,
            "a row changed by being written"
        );
    }
}

/// GeoJSON, as sites, as movements and as drawings.
pub fn formats_geojson(data: &[u8]) {
    let settings = Settings::default();
    let _ = geojson::import_sites(data, &settings);
    let _ = geojson::import_movements(data, &settings);
    let _ = geojson::drawings(data, &settings);
}
