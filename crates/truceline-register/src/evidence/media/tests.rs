//! What is taken and what is not, by the first bytes and by each part of a text.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use proptest::prelude::*;

fn padded(start: &[u8]) -> Vec<u8> {
    let mut bytes = start.to_vec();
    bytes.extend([0, 1, 2, 0xff, 0xfe, 0]);
    bytes
}

#[test]
fn what_is_taken_is_known_by_its_bytes_and_not_by_its_name() {
    let riff = |kind: &[u8]| [b"RIFF\0\0\0\0", kind].concat();
    let boxed = |brand: &[u8]| [b"\0\0\0\x18ftyp", brand].concat();
    let taken: [(Vec<u8>, MediaType); 15] = [
        (padded(b"\xff\xd8\xff\xe0"), MediaType::Jpeg),
        (padded(b"\x89PNG\r\n\x1a\n"), MediaType::Png),
        (padded(&riff(b"WEBP")), MediaType::Webp),
        (padded(&riff(b"WAVE")), MediaType::Wav),
        (padded(b"II*\0"), MediaType::Tiff),
        (padded(b"MM\0*"), MediaType::Tiff),
        (padded(b"GIF89a"), MediaType::Gif),
        (padded(b"%PDF-1.7\n"), MediaType::Pdf),
        (padded(&boxed(b"isom")), MediaType::Mp4),
        (padded(&boxed(b"qt  ")), MediaType::Quicktime),
        (padded(&boxed(b"heic")), MediaType::Heic),
        (padded(&boxed(b"M4A ")), MediaType::M4a),
        (padded(b"ID3"), MediaType::Mp3),
        (padded(b"OggS"), MediaType::Ogg),
        (padded(b"\x1a\x45\xdf\xa3"), MediaType::Webm),
    ];
    for (bytes, media) in taken {
        for name in ["", "exe", "html", media.extension()] {
            assert_eq!(MediaType::of(&bytes, name), Ok(media), "{media} {name}");
        }
        for other in MediaType::ALL.iter().filter(|other| **other != media) {
            assert!(
                check_part(*other, &bytes, true, true).is_err(),
                "{media} as {other}"
            );
        }
        assert_eq!(MediaType::from_word(media.word()), Some(media));
    }
}

#[test]
fn text_is_told_apart_by_the_ending_and_held_to_it() {
    let of = MediaType::of;
    assert_eq!(of("قرية دورفان\n".as_bytes(), "txt"), Ok(MediaType::Text));
    assert_eq!(of(b"a,b\n1,2\n", "CSV"), Ok(MediaType::Csv));
    assert_eq!(of(b"\xef\xbb\xbf [1]", "json"), Ok(MediaType::Json));
    assert_eq!(
        of(b"{\"type\":\"Point\"}", "geojson"),
        Ok(MediaType::GeoJson)
    );
    assert_eq!(
        of(b"<?xml version=\"1.0\"?>\n<gpx>", "gpx"),
        Ok(MediaType::Gpx)
    );
    assert_eq!(of(b"MZ is how it began\n", "txt"), Ok(MediaType::Text));
    assert_eq!(of(b"no list", "json"), Err(NotTaken::OtherKind));
    assert_eq!(of(b"<?xml?><kml>", "gpx"), Err(NotTaken::OtherKind));
    assert_eq!(of(b"<gpx><!DOCTYPE x>", "gpx"), Err(NotTaken::Markup));
    assert_eq!(of(b"caf\xe9 \x80", "txt"), Err(NotTaken::NotText));
    assert_eq!(of(b"one\x07two", "txt"), Err(NotTaken::NotText));
}

#[test]
fn what_may_act_is_refused_under_every_name() {
    let mut zip = b"PK\x03\x04".to_vec();
    zip.resize(30, 0);
    let office = [&zip[..], b"word/document.xml"].concat();
    let archive = [&zip[..], b"photo.jpg"].concat();
    let mut tar = vec![0; 257];
    tar.extend(b"ustar\0");
    let refused: [(&[u8], NotTaken); 17] = [
        (b"<!DOCTYPE html><html>", NotTaken::Markup),
        (b"\xef\xbb\xbf\n <HTML>", NotTaken::Markup),
        (
            b"<svg xmlns=\"http://www.w3.org/2000/svg\">",
            NotTaken::Markup,
        ),
        (b"<?xml version=\"1.0\"?><svg>", NotTaken::Markup),
        (b"<script>", NotTaken::Markup),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", NotTaken::Office),
        (b"{\\rtf1 hello}", NotTaken::Office),
        (&office, NotTaken::Office),
        (&archive, NotTaken::Archive),
        (&tar, NotTaken::Archive),
        (b"\x1f\x8b\x08\0", NotTaken::Archive),
        (b"Rar!\x1a\x07", NotTaken::Archive),
        (b"#!/bin/sh\nls", NotTaken::Program),
        (b"MZ\x90\0\x03", NotTaken::Program),
        (b"\x7fELF\x02\x01\0", NotTaken::Program),
        (b"\x00\x01\x02\x03", NotTaken::Unknown),
        (b"", NotTaken::Empty),
    ];
    for (bytes, why) in refused {
        for name in ["", "txt", "jpg", "pdf"] {
            assert_eq!(MediaType::of(bytes, name), Err(why), "{bytes:?} {name}");
        }
        for media in MediaType::ALL {
            assert!(
                check_part(*media, bytes, true, true).is_err(),
                "{bytes:?} as {media}"
            );
        }
        assert!(!why.advice().is_empty());
    }
}

#[test]
fn active_content_of_a_document_is_seen_however_its_name_is_written() {
    let names = |bytes: &[u8]| names_active_content(MediaType::Pdf, bytes);
    for active in [
        &b"<< /OpenAction 3 0 R >>"[..],
        b"/S /JavaScript /JS (app.alert)",
        b"/J#53(x)",
        b"/#4a#61vaScript",
        b"/EmbeddedFile",
        b"/Launch",
        b"x/AA<<",
    ] {
        assert!(names(active), "{active:?}");
    }
    for still in [
        &b"/Type /Catalog /Pages 2 0 R"[..],
        b"/JSON",
        b"OpenAction",
        b"/AAB",
        b"/",
        b"/#",
        b"/#4",
    ] {
        assert!(!names(still), "{still:?}");
    }
    assert!(!names_active_content(MediaType::Text, b"/JavaScript"));
}

proptest! {
    #[test]
    fn text_cut_anywhere_stays_text(text in "\\PC{1,60}", cuts in proptest::collection::vec(0_usize..200, 0..4)) {
        let bytes = text.as_bytes();
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut % bytes.len()).collect();
        cuts.extend([0, bytes.len()]);
        cuts.sort_unstable();
        cuts.dedup();
        for pair in cuts.windows(2) {
            let [from, until] = pair else { unreachable!() };
            let part = &bytes[*from..*until];
            prop_assert!(is_text(part, *from == 0, *until == bytes.len()));
        }
    }

    #[test]
    fn no_bytes_make_it_run_away(bytes in proptest::collection::vec(any::<u8>(), 0..600), name in "[a-z]{0,5}") {
        let kind = MediaType::of(&bytes, &name);
        if let Ok(kind) = kind {
            prop_assert_eq!(check_part(kind, &bytes, true, true), Ok(()));
        }
        let _ = names_active_content(MediaType::Pdf, &bytes);
    }
}
