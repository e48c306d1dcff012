//! Beginnings of files, from which fuzzing of what kind they are begins.

/// Beginnings of files.
pub const BEGINNINGS: &[(&str, &[u8])] = &[
    ("jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF"),
    ("png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    ("pdf", b"%PDF-1.7\n<< /OpenAction << /S /J#61vaScript >> >>"),
    ("mp4", b"\0\0\0\x18ftypisom\0\0\x02\0"),
    ("wav", b"RIFF\0\0\0\0WAVEfmt "),
    ("gpx", b"<?xml version=\"1.0\"?><gpx version=\"1.1\"></gpx>"),
    ("json", b"{\"type\":\"FeatureCollection\"}"),
    ("text", "\u{642}\u{631}\u{64a}\u{629}".as_bytes()),
    ("html", b"<!DOCTYPE html><script>"),
    (
        "zip",
        b"PK\x03\x04\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0word/",
    ),
];
