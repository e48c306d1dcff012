#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::disallowed_methods)] // reads real lists where they are at hand

use super::write::{self, Property};
use super::{drawings, import_movements, import_sites, tree};
use crate::fault::{Code, Fault};
use crate::import::Settings;
use crate::movements::MovementAction;
use crate::place::{Bounds, Shape};
use crate::sites::SiteAction;
use proptest::prelude::*;
use serde_json::{Value, json};
use truceline_register::geometry::footprint::{Circle, Footprint, Line, Polygon, Ring};
use truceline_register::geometry::position::{Decimetres, Position};

fn codes(faults: &[Fault]) -> Vec<Code> {
    faults.iter().map(|fault| fault.code).collect()
}

fn properties() -> Value {
    json!({
        "reference": "K-1", "request": "add", "category": "health", "name": "Clinic",
        "radius_m": 60, "precision_m": 20, "valid_from": "2026-03-01T00:00Z",
        "reconfirm_by": "2026-06-01T00:00Z", "contact": "duty desk", "other_names": ["a", "b"],
    })
}

fn site(geometry: Value, changes: Value) -> Vec<u8> {
    let mut properties = properties();
    for (name, value) in changes.as_object().unwrap() {
        if value.is_null() {
            properties.as_object_mut().unwrap().remove(name);
        } else {
            properties[name] = value.clone();
        }
    }
    let feature = json!({ "type": "Feature", "geometry": geometry, "properties": properties });
    let collection = json!({ "type": "FeatureCollection", "features": [feature] });
    collection.to_string().into_bytes()
}

fn point(lon: f64, lat: f64) -> Value {
    json!({ "type": "Point", "coordinates": [lon, lat] })
}

fn read_site(bytes: &[u8]) -> Result<crate::sites::Site, Vec<Code>> {
    let import = import_sites(bytes, &Settings::default());
    match import.drafts.into_iter().next().map(|draft| draft.action) {
        Some(SiteAction::Add(site)) if import.faults.is_empty() => Ok(*site),
        _ => Err(codes(&import.faults)),
    }
}

#[test]
fn features_become_sites() {
    let drawn = read_site(&site(point(41.3187, 11.2045), json!({}))).unwrap();
    let Footprint::Circle(circle) = &drawn.place.footprint else {
        panic!("a point is a disc");
    };
    assert!(circle.centre == Position::from_e7(112_045_000, 413_187_000).unwrap());
    assert_eq!(circle.radius, Decimetres::from_metres(60).unwrap());
    assert_eq!(drawn.other_names, ["a", "b"]);
    let square = json!([[
        [41.30, 11.20],
        [41.31, 11.20],
        [41.31, 11.21],
        [41.30, 11.21],
        [41.30, 11.20]
    ]]);
    let polygon = json!({ "type": "Polygon", "coordinates": square });
    let drawn = read_site(&site(polygon, json!({}))).unwrap();
    assert!(matches!(drawn.place.footprint, Footprint::Polygons(p) if p.len() == 1));
    let two = json!({ "type": "MultiPolygon", "coordinates": [square, [[[41.40, 11.20], [41.41, 11.20], [41.41, 11.21], [41.40, 11.20]]]] });
    let drawn = read_site(&site(two, json!({}))).unwrap();
    assert!(matches!(drawn.place.footprint, Footprint::Polygons(p) if p.len() == 2));
    let line = json!({ "type": "LineString", "coordinates": [[41.30, 11.20], [41.31, 11.22]] });
    let drawn = read_site(&site(line.clone(), json!({ "half_width_m": 25.5 }))).unwrap();
    assert!(matches!(drawn.place.footprint, Footprint::Line(l) if l.half_width().get() == 255));
    assert_eq!(
        read_site(&site(line, json!({}))).map(|_| ()),
        Err(vec![Code::Required])
    );
}

#[test]
fn the_decimals_of_a_feature_bound_its_precision() {
    let precision = |lon, lat| {
        let site = read_site(&site(point(lon, lat), json!({}))).unwrap();
        site.place.precision.notation.unwrap().get()
    };
    assert!(precision(41.3187123, 11.2045123) <= 2);
    assert!((70..90).contains(&precision(41.3187, 11.2045)));
    // One fine number speaks for both: writers leave out trailing zeros.
    assert!((70..90).contains(&precision(41.3, 11.2045)));
    assert!(precision(41.3, 11.2) > 70_000);
}

#[test]
fn long_straight_edges_are_followed() {
    let square = json!([[
        [10.0, 50.0],
        [20.0, 50.0],
        [20.0, 60.0],
        [10.0, 60.0],
        [10.0, 50.0]
    ]]);
    let polygon = json!({ "type": "Polygon", "coordinates": square });
    let drawn = read_site(&site(polygon, json!({}))).unwrap();
    let Footprint::Polygons(polygons) = &drawn.place.footprint else {
        panic!("a polygon stays one");
    };
    let vertices = polygons[0].shell().vertices();
    assert!(vertices.len() > 100, "{} vertices", vertices.len());
    // The southern edge runs along the parallel; the geodesic of its ends alone would lie 4 km off.
    let south = vertices.iter().filter(|v| v.lat_e7() < 500_010_000);
    assert!(south.clone().count() > 10 && south.clone().all(|v| v.lat_e7() > 499_990_000));
}

#[test]
fn faults_name_the_feature() {
    let ring = |r: Value| json!({ "type": "Polygon", "coordinates": [r] });
    let cases = [
        (point(11.2045, 141.3187), Code::Swapped),
        (point(11.2, 95.0), Code::Swapped),
        (point(200.0, 11.0), Code::Coordinate),
        (json!(null), Code::PlaceMissing),
        (
            json!({ "type": "MultiPoint", "coordinates": [[41.3, 11.2]] }),
            Code::GeoJson,
        ),
        (
            json!({ "type": "GeometryCollection", "geometries": [] }),
            Code::GeoJson,
        ),
        (
            json!({ "type": "Point", "coordinates": [41.3] }),
            Code::GeoJson,
        ),
        (
            json!({ "type": "Point", "coordinates": ["41.3", "11.2"] }),
            Code::GeoJson,
        ),
        (json!({ "type": "Point" }), Code::GeoJson),
        (
            json!({ "type": "LineString", "coordinates": [] }),
            Code::GeoJson,
        ),
        (
            json!({ "type": "Polygon", "coordinates": [] }),
            Code::GeoJson,
        ),
        (
            ring(json!([
                [41.3, 11.2],
                [41.4, 11.2],
                [41.4, 11.3],
                [41.3, 11.3]
            ])),
            Code::Shape,
        ),
        (
            ring(json!([[41.3, 11.2], [41.4, 11.2], [41.3, 11.2]])),
            Code::Shape,
        ),
        (
            ring(json!([
                [41.3, 11.2],
                [41.3, 11.2],
                [41.3, 11.2],
                [41.3, 11.2]
            ])),
            Code::Shape,
        ),
        // A bow tie.
        (
            ring(json!([
                [41.3, 11.2],
                [41.4, 11.3],
                [41.4, 11.2],
                [41.3, 11.3],
                [41.3, 11.2]
            ])),
            Code::Shape,
        ),
    ];
    for (geometry, code) in cases {
        let shown = geometry.to_string();
        let import = import_sites(&site(geometry, json!({})), &Settings::default());
        assert_eq!(codes(&import.faults), [code], "{shown}");
        assert_eq!(
            (import.faults[0].location.row, import.rows),
            (Some(1), 1),
            "{shown}"
        );
        assert_eq!(
            import.faults[0].location.column.as_deref(),
            Some("geometry")
        );
    }
    let bare = json!({ "radius_m": null, "precision_m": null, "name": null });
    let import = import_sites(&site(point(41.3187, 11.2045), bare), &Settings::default());
    assert_eq!(codes(&import.faults), [Code::Required, Code::Required]);
}

#[test]
fn documents_that_are_refused_whole() {
    let refused = |bytes: &[u8]| {
        let import = import_sites(bytes, &Settings::default());
        assert!(import.drafts.is_empty());
        codes(&import.faults)
    };
    assert_eq!(refused(b""), [Code::Broken]);
    assert_eq!(refused(b"\xFF\xFE{"), [Code::Encoding]);
    assert_eq!(
        refused(b"{\"type\": \"Point\", \"coordinates\": [1, 2]}"),
        [Code::GeoJson]
    );
    assert_eq!(
        refused(b"{\"type\": \"FeatureCollection\", \"features\": []}"),
        [Code::Empty]
    );
    assert_eq!(
        refused(b"{\"type\": \"FeatureCollection\"}"),
        [Code::GeoJson]
    );
    assert_eq!(
        refused(b"{\"type\": \"Feature\", \"type\": \"Feature\"}"),
        [Code::Broken]
    );
    assert_eq!(
        refused(b"{\"type\": \"Feature\", \"x\": 1e400}"),
        [Code::Broken]
    );
    assert_eq!(
        refused(b"{\"type\": \"Feature\", \"x\": NaN}"),
        [Code::Broken]
    );
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(refused(deep.as_bytes()), [Code::Limit]);
    let wide = format!("[{}0]", "0,".repeat(tree::MAX_VALUES));
    assert_eq!(refused(wide.as_bytes()), [Code::Limit]);
    assert_eq!(refused(&vec![b' '; tree::MAX_BYTES + 1]), [Code::Limit]);
    let crs = |name: &str| {
        let mut file: Value = serde_json::from_slice(&site(point(41.3, 11.2), json!({}))).unwrap();
        file["crs"] = json!({ "type": "name", "properties": { "name": name } });
        refused_or_none(file.to_string().as_bytes())
    };
    assert_eq!(crs("urn:ogc:def:crs:OGC:1.3:CRS84"), None);
    assert_eq!(crs("urn:ogc:def:crs:EPSG::4326"), Some(Code::Crs));
    assert_eq!(crs("urn:ogc:def:crs:EPSG::32637"), Some(Code::Crs));
}

fn refused_or_none(bytes: &[u8]) -> Option<Code> {
    let import = import_sites(bytes, &Settings::default());
    import.faults.first().map(|fault| fault.code)
}

#[test]
fn vertices_are_bounded() {
    let ring = |count: usize, lon: f64| {
        let angle = |n: usize| n as f64 / count as f64 * std::f64::consts::TAU;
        let at = |n: usize| json!([lon + 0.01 * angle(n).cos(), 11.2 + 0.01 * angle(n).sin()]);
        let mut ring: Vec<Value> = (0..count).map(at).collect();
        ring.push(ring[0].clone());
        json!(ring)
    };
    let polygon = |ring: Value| json!({ "type": "Polygon", "coordinates": [ring] });
    let read = |geometry: Value| {
        codes(&import_sites(&site(geometry, json!({})), &Settings::default()).faults)
    };
    assert_eq!(read(polygon(ring(5_000, 41.3))), []);
    assert_eq!(
        read(polygon(ring(super::geometry::MAX_RING_VERTICES, 41.3))),
        [Code::Limit]
    );
    let feature =
        json!({ "type": "Feature", "properties": {}, "geometry": polygon(ring(9_000, 41.3)) });
    let many: Vec<Value> = (0..12).map(|_| feature.clone()).collect();
    let file = json!({ "type": "FeatureCollection", "features": many }).to_string();
    let faults = drawings(file.as_bytes(), &Settings::default()).unwrap_err();
    assert!(faults.iter().all(|fault| fault.code == Code::Limit) && !faults.is_empty());
}

#[test]
fn heights_and_strange_properties_are_passed_over_with_a_warning() {
    let high = json!({ "type": "Point", "coordinates": [41.3187, 11.2045, 380.0] });
    let import = import_sites(
        &site(high, json!({ "OBJECTID": 7, "name_x\u{202e}": 1 })),
        &Settings::default(),
    );
    assert_eq!(import.faults, []);
    assert_eq!(
        codes(&import.warnings),
        [Code::AltitudeIgnored, Code::PropertyIgnored]
    );
    assert!(import.warnings[1].what.ends_with("passed over: OBJECTID"));
}

#[test]
fn swapped_axes_are_noticed_by_where_places_are_expected() {
    let corner = |lat, lon| Position::from_e7(lat, lon).unwrap();
    let settings = Settings {
        expected: Some(Bounds {
            south_west: corner(110_000_000, 410_000_000),
            north_east: corner(120_000_000, 420_000_000),
        }),
        ..Settings::default()
    };
    let faults = |geometry| codes(&import_sites(&site(geometry, json!({})), &settings).faults);
    assert_eq!(faults(point(41.3187, 11.2045)), []);
    assert_eq!(faults(point(11.2045, 41.3187)), [Code::Swapped]);
}

#[test]
fn lines_become_legs() {
    let leg = |number: u32, coordinates: Value, more: Value| {
        let mut properties = json!({
            "reference": "K-7", "leg": number, "half_width_m": 100,
            "depart_earliest": format!("2026-03-02T{:02}:00Z", 5 + number),
            "arrive_latest": format!("2026-03-02T{:02}:00Z", 7 + number),
        });
        for (name, value) in more.as_object().unwrap() {
            properties[name] = value.clone();
        }
        let geometry = json!({ "type": "LineString", "coordinates": coordinates });
        json!({ "type": "Feature", "geometry": geometry, "properties": properties })
    };
    let head = json!({ "request": "add", "mode": "overland", "purpose": "food", "contact": "desk", "precision_m": 50 });
    let first = leg(
        1,
        json!([[41.3187, 11.2045], [41.35, 11.15], [41.4, 11.103]]),
        head,
    );
    let second = leg(2, json!([[41.4, 11.103], [41.45, 11.0512]]), json!({}));
    let file = json!({ "type": "FeatureCollection", "features": [first, second] });
    let import = import_movements(file.to_string().as_bytes(), &Settings::default());
    assert_eq!(import.faults, []);
    let MovementAction::Add(movement) = &import.drafts[0].action else {
        panic!("the features add");
    };
    assert_eq!(movement.legs.len(), 2);
    assert!(movement.legs[1].from.position == movement.legs[0].to.position);
    // A leg that cannot be drawn takes its movement with it.
    let mut broken = file;
    broken["features"][1]["geometry"]["coordinates"] = json!([[41.4, 141.0], [41.5, 11.0]]);
    let import = import_movements(broken.to_string().as_bytes(), &Settings::default());
    assert_eq!(codes(&import.faults), [Code::Swapped]);
    assert!(import.drafts.is_empty());
}

#[test]
fn drawings_for_zones() {
    let square = json!([[
        [41.30, 11.20],
        [41.31, 11.20],
        [41.31, 11.21],
        [41.30, 11.20]
    ]]);
    let geometry = json!({ "type": "Polygon", "coordinates": square });
    let file =
        json!({ "type": "Feature", "geometry": geometry, "properties": { "name": "K", "n": 3 } });
    let drawn = drawings(file.to_string().as_bytes(), &Settings::default()).unwrap();
    assert!(matches!(&drawn[0].drawn.shape, Shape::Polygons(p) if p.len() == 1));
    assert_eq!(drawn[0].properties.len(), 2);
    assert_eq!(drawn[0].kind(), "area");
    // The geometry by itself draws the same; what is bound to a row needs a feature.
    let bare = drawings(geometry.to_string().as_bytes(), &Settings::default()).unwrap();
    assert!(bare.len() == 1 && bare[0].drawn.shape == drawn[0].drawn.shape);
    let several = json!({ "type": "GeometryCollection", "geometries": [geometry] });
    assert!(drawings(several.to_string().as_bytes(), &Settings::default()).is_err());
}

#[test]
fn the_real_boundaries_draw() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/syria/syr_admin1_ocha_pcodes.geojson"
    );
    let Ok(bytes) = std::fs::read(path) else {
        eprintln!("SKIPPED: the OCHA boundaries are not on this machine");
        return;
    };
    let drawn = drawings(&bytes, &Settings::default()).unwrap();
    assert_eq!(drawn.len(), 14);
}

fn position() -> impl Strategy<Value = Position> {
    (
        -800_000_000i32..800_000_000,
        -1_790_000_000i32..1_790_000_000,
    )
        .prop_map(|(lat, lon)| Position::from_e7(lat, lon).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_written_reads_back(centre in position(), radius in 0u32..100_000, size in 1_000i32..10_000) {
        let at = |dlat: i32, dlon: i32| Position::from_e7(centre.lat_e7() + dlat, centre.lon_e7() + dlon).unwrap();
        let length = Decimetres::new(radius).unwrap();
        let ring = Ring::new(vec![at(0, 0), at(0, size), at(size, size), at(size, 0)]).unwrap();
        let hole = Ring::new(vec![at(size / 4, size / 4), at(size / 2, size / 4), at(size / 2, size / 2)]).unwrap();
        let polygon = Polygon::new(ring, vec![hole]).unwrap();
        let footprints = [
            Footprint::Circle(Circle { centre, radius: length }),
            Footprint::Line(Line::new(vec![at(0, 0), at(size, size)], length).unwrap()),
            Footprint::Polygons(vec![polygon]),
        ];
        for footprint in footprints {
            let feature = write::Feature {
                id: Some("ntf".to_owned()),
                footprint: Some(footprint.clone()),
                properties: vec![
                    ("name".to_owned(), Property::Text("a\"b".to_owned())),
                    ("count".to_owned(), Property::Whole(-3)),
                ],
            };
            let text = write::collection(&[feature]).to_string();
            // An independent reader takes it for what it is.
            let independent: geojson::FeatureCollection = text.parse().unwrap();
            prop_assert_eq!(independent.features.len(), 1);
            let drawn = drawings(text.as_bytes(), &Settings::default()).unwrap();
            match (&footprint, &drawn[0].drawn.shape) {
                (Footprint::Circle(circle), Shape::Point(point)) => prop_assert!(circle.centre == *point),
                (Footprint::Line(line), Shape::Way(way)) => prop_assert!(line.vertices() == way.as_slice()),
                (Footprint::Polygons(written), Shape::Polygons(read)) => {
                    let corners = |polygons: &[Polygon]| {
                        let mut corners = polygons[0].shell().vertices().to_vec();
                        corners.extend(polygons[0].holes()[0].vertices());
                        corners.sort();
                        corners
                    };
                    prop_assert!(corners(written) == corners(read));
                }
                _ => prop_assert!(false, "the kind of shape changed"),
            }
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "[\\[\\]{}\",:0-9a-z.eE -]{0,200}") {
        for bytes in [bytes.as_slice(), text.as_bytes()] {
            let _ = import_sites(bytes, &Settings::default());
            let _ = import_movements(bytes, &Settings::default());
            let _ = drawings(bytes, &Settings::default());
        }
    }

    #[test]
    fn no_coordinates_make_it_panic(
        coordinates in prop_oneof![
            9 => proptest::collection::vec((179.9f64..180.1, 89.9f64..90.1), 0..8),
            9 => proptest::collection::vec((40.0f64..41.0, 10.0f64..11.0), 0..8),
            1 => proptest::collection::vec((-181.0f64..181.0, -91.0f64..91.0), 0..8),
        ],
        kind in prop_oneof![Just("Point"), Just("LineString"), Just("Polygon"), Just("MultiPolygon")],
    ) {
        let mut ring: Vec<Value> = coordinates.iter().map(|(lon, lat)| json!([lon, lat])).collect();
        ring.extend(ring.first().cloned());
        let nested = match kind {
            "Point" => ring.first().cloned().unwrap_or(json!([])),
            "LineString" => json!(ring),
            "Polygon" => json!([ring]),
            _ => json!([[ring]]),
        };
        let geometry = json!({ "type": kind, "coordinates": nested });
        let _ = import_sites(&site(geometry, json!({ "half_width_m": 5 })), &Settings::default());
    }
}
