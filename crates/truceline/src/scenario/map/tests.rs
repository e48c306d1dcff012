#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{Map, MapError, Shape};

fn feature(name: &str, names: &str, geometry: &str) -> String {
    format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"properties\":{{\"name\":\"{name}\",\"names\":[{names}]}},\"geometry\":{geometry}}}]}}"
    )
}

#[test]
fn places_are_found_in_every_spelling_and_longitude_stands_first() {
    let text = feature(
        "Dorvane",
        "\"Durvan\"",
        "{\"type\":\"Point\",\"coordinates\":[-22.01,-30.5]}",
    );
    let map = Map::read("m", &text).unwrap();
    let Shape::Point(point) = map.place("Durvan").unwrap().shape else {
        panic!("a point")
    };
    assert_eq!(
        (point.lat_e7(), point.lon_e7()),
        (-305_000_000, -220_100_000)
    );
    assert!(map.place("durvan").is_none());
}

#[test]
fn what_cannot_be_a_place_is_refused() {
    let swapped = feature(
        "A",
        "",
        "{\"type\":\"Point\",\"coordinates\":[-30.5,-122.0]}",
    );
    assert!(matches!(
        Map::read("m", &swapped),
        Err(MapError::Shape { .. })
    ));
    let bow = feature(
        "A",
        "",
        "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}",
    );
    assert!(matches!(Map::read("m", &bow), Err(MapError::Shape { .. })));
    let twice = feature("A", "\"A\"", "{\"type\":\"Point\",\"coordinates\":[0,0]}");
    assert!(matches!(
        Map::read("m", &twice),
        Err(MapError::Twice { .. })
    ));
    assert!(matches!(
        Map::read("m", "{}"),
        Err(MapError::Unreadable { .. })
    ));
}
