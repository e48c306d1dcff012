//! What people and other programs write, as seeds of the readers that take it.

pub(super) const REPLIES: &[(&str, &str)] = &[
    ("greeting", "220-mail.example\r\n220 at your service\r\n"),
    (
        "extensions",
        "250-mail.example\r\n250-8BITMIME\r\n250-STARTTLS\r\n250 SIZE 1000000\r\n",
    ),
    ("bare", "354\r\n"),
    ("refused", "550 5.1.1 no such mailbox\r\n"),
    ("two", "250 ok\r\n250 ok\r\n"),
];

pub(super) const FLAGS: &[&str] = &[
    "now",
    "now+7d",
    "2031-05-20T13:30:00Z",
    "90m",
    "2km",
    "500 m",
    "0..300m",
    "all",
    "regulars,partners",
    "North=exact",
    "180",
];

pub(super) const COORDINATES: &[&str] = &[
    "35.69568, 36.50841",
    "35.69568 N 36.50841 E",
    "35°41'44.4\"N 036°30'30.3\"E",
    "35 41.74 N, 36 30.50 E",
    "N35.6 E36.5",
    "37S BV 12345 67890",
    "37SBV1234567890",
    "37N 274512 3953121",
    "٣٥٫٦٩٥ شمال ٣٦٫٥٠٨ شرق",
    "90 S 0 E",
    "0, 180",
];

pub(super) const GAZETTEER: &str = "id,name,name_ar,name_ru,variants,lat,lon,district\n\
    1,Kestrel Bridge,جسر العاسوق,Мост Пустельги,Kestral Bridge|Bridge of Kestrels,35.1,36.2,North\n\
    2,Upper Mill,,,Mill,35.2,36.3,North\n\
    3,Lower Mill,,,Mill,35.3,36.4,South\n";

/// Times, lengths and depths of agreements, and the smallest file as JSON.
pub(super) const AGREEMENT: &[&str] = &[
    "2 weeks after signature",
    "2020-03-06T00:01:00+03:00",
    "48 hours",
    "15-20 km",
    r#"{"parties": ["A"], "text": [{"language": "en", "title": "T"}], "actor": [{"name": "A"}]}"#,
];

pub(super) const GEOJSON: &[&str] = &[
    r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"reference":"s1","category":"health","valid_from":"2030-01-01T00:00:00Z","valid_until":"2030-02-01T00:00:00Z","contact":"desk","name":"Clinic"},"geometry":{"type":"Point","coordinates":[36.5,35.7]}}]}"#,
    r#"{"type":"Feature","properties":{"name":"zone"},"geometry":{"type":"Polygon","coordinates":[[[36,35],[37,35],[37,36],[36,36],[36,35]],[[36.2,35.2],[36.2,35.4],[36.4,35.4],[36.2,35.2]]]}}"#,
    r#"{"type":"LineString","coordinates":[[36.1,35.1,400],[36.2,35.2,410.5]]}"#,
    r#"{"type":"GeometryCollection","geometries":[{"type":"MultiPoint","coordinates":[[179.9,0],[-179.9,0]]},{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]]]}]}"#,
];
