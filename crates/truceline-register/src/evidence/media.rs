//! What kind of file bytes are: by their first bytes, never by a name; and what is not taken at all.
//!
//! A short table of our own: the list of what is taken is closed, so what a library could recognise beyond it
//! would only be refused (decision 41). What one file is besides (a picture with an archive behind it) is not
//! looked for: nothing that is kept here is ever opened, shown in place or run by the register.

use crate::vocabulary::words;
use minicbor::{Decode, Encode};
use std::fmt;

/// How far into a file a kind of text is looked for.
const HEAD_BYTES: usize = 4_096;
/// Longest byte sequence of one character.
const MAX_CHARACTER_BYTES: usize = 4;

words! {
    /// The kinds of files that are taken.
    MediaType {
        /// A picture.
        0 Jpeg = "image/jpeg",
        /// A picture.
        1 Png = "image/png",
        /// A picture.
        2 Webp = "image/webp",
        /// A picture, often from the air.
        3 Tiff = "image/tiff",
        /// A picture.
        4 Gif = "image/gif",
        /// A picture of a telephone.
        5 Heic = "image/heic",
        /// A document.
        6 Pdf = "application/pdf",
        /// A film.
        7 Mp4 = "video/mp4",
        /// A film.
        8 Quicktime = "video/quicktime",
        /// A film.
        9 Webm = "video/webm",
        /// A recording.
        10 Wav = "audio/wav",
        /// A recording.
        11 Mp3 = "audio/mpeg",
        /// A recording.
        12 Ogg = "audio/ogg",
        /// A recording.
        13 M4a = "audio/mp4",
        /// Words, UTF-8.
        14 Text = "text/plain",
        /// A table, UTF-8.
        15 Csv = "text/csv",
        /// Data, UTF-8.
        16 Json = "application/json",
        /// Places, UTF-8.
        17 GeoJson = "application/geo+json",
        /// A track, UTF-8.
        18 Gpx = "application/gpx+xml",
    }

    /// Why a file is not taken; the words are stable.
    NotTaken {
        /// A page or drawing that may run something when it is opened.
        0 Markup = "active-markup",
        /// A document of an office, which may hold macros; print it to PDF.
        1 Office = "office-document",
        /// A program or script.
        2 Program = "program",
        /// Files within a file, which nobody can look into here.
        3 Archive = "archive",
        /// Text that is not UTF-8, or holds what is no text.
        4 NotText = "not-utf8-text",
        /// None of the kinds that are taken.
        5 Unknown = "unknown-kind",
        /// Its bytes are of another kind than it is entered as.
        6 OtherKind = "other-kind",
        /// No bytes.
        7 Empty = "empty",
    }
}

impl NotTaken {
    /// What to do about it.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Markup => {
                "it may run something when it is opened; enter a picture or a PDF of it"
            }
            Self::Office => "it may hold macros; enter a PDF of it, or its table as CSV",
            Self::Program => "it is a program or a script, which is never kept",
            Self::Archive => "enter the files in it one by one",
            Self::NotText => "save it as UTF-8 text",
            Self::Unknown => {
                "pictures, PDF, film, sound, plain text, CSV, JSON, GeoJSON and GPX are taken"
            }
            Self::OtherKind => "enter it as what its bytes are",
            Self::Empty => "there is nothing in it",
        }
    }
}

impl MediaType {
    /// Whether it is UTF-8 text.
    #[must_use]
    pub const fn is_text(self) -> bool {
        matches!(
            self,
            Self::Text | Self::Csv | Self::Json | Self::GeoJson | Self::Gpx
        )
    }

    /// The usual ending of a file's name.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Tiff => "tif",
            Self::Gif => "gif",
            Self::Heic => "heic",
            Self::Pdf => "pdf",
            Self::Mp4 => "mp4",
            Self::Quicktime => "mov",
            Self::Webm => "webm",
            Self::Wav => "wav",
            Self::Mp3 => "mp3",
            Self::Ogg => "ogg",
            Self::M4a => "m4a",
            Self::Text => "txt",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::GeoJson => "geojson",
            Self::Gpx => "gpx",
        }
    }

    /// The kind of a whole file, by its bytes; text is told apart by the ending of its name.
    ///
    /// # Errors
    /// [`NotTaken`].
    pub fn of(bytes: &[u8], extension: &str) -> Result<Self, NotTaken> {
        let by_bytes = detect(bytes)?;
        let kind = match by_bytes {
            Found::Media(media) => media,
            Found::Text => {
                let extension = extension.to_ascii_lowercase();
                let mut texts = Self::ALL.iter().copied().filter(|media| media.is_text());
                texts
                    .find(|media| media.extension() == extension)
                    .unwrap_or(Self::Text)
            }
        };
        check_part(kind, bytes, true, true)?;
        Ok(kind)
    }
}

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Media(MediaType),
    Text,
}

/// First bytes of what is taken.
const TAKEN: &[(&[u8], MediaType)] = &[
    (b"\xff\xd8\xff", MediaType::Jpeg),
    (b"\x89PNG\r\n\x1a\n", MediaType::Png),
    (b"II*\0", MediaType::Tiff),
    (b"MM\0*", MediaType::Tiff),
    (b"GIF87a", MediaType::Gif),
    (b"GIF89a", MediaType::Gif),
    (b"%PDF-", MediaType::Pdf),
    (b"\x1a\x45\xdf\xa3", MediaType::Webm),
    (b"ID3", MediaType::Mp3),
    (b"\xff\xfb", MediaType::Mp3),
    (b"\xff\xf3", MediaType::Mp3),
    (b"\xff\xf2", MediaType::Mp3),
    (b"OggS", MediaType::Ogg),
];

/// First bytes of what is not.
const REFUSED: &[(&[u8], NotTaken)] = &[
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", NotTaken::Office),
    (b"{\\rtf", NotTaken::Office),
    (b"MZ", NotTaken::Program),
    (b"\x7fELF", NotTaken::Program),
    (b"\xfe\xed\xfa\xce", NotTaken::Program),
    (b"\xfe\xed\xfa\xcf", NotTaken::Program),
    (b"\xce\xfa\xed\xfe", NotTaken::Program),
    (b"\xcf\xfa\xed\xfe", NotTaken::Program),
    (b"\xca\xfe\xba\xbe", NotTaken::Program),
    (b"\0asm", NotTaken::Program),
    (b"#!", NotTaken::Program),
    (b"\x1f\x8b", NotTaken::Archive),
    (b"7z\xbc\xaf\x27\x1c", NotTaken::Archive),
    (b"Rar!", NotTaken::Archive),
    (b"\xfd7zXZ\0", NotTaken::Archive),
    (b"BZh", NotTaken::Archive),
    (b"\x28\xb5\x2f\xfd", NotTaken::Archive),
];

/// What ends in ZIP and is an office's: the name of its first entry says so.
const OFFICE_ENTRIES: &[&[u8]] = &[
    b"[Content_Types].xml",
    b"word/",
    b"xl/",
    b"ppt/",
    b"mimetype",
];

/// Beginnings of markup that a reader may run, in small letters.
const MARKUP: &[&str] = &[
    "<!doctype",
    "<html",
    "<head",
    "<body",
    "<script",
    "<svg",
    "<iframe",
    "<?xml",
    "<!--",
    "<?php",
    "<!entity",
];

fn detect(bytes: &[u8]) -> Result<Found, NotTaken> {
    if bytes.is_empty() {
        return Err(NotTaken::Empty);
    }
    if let Some((_, why)) = REFUSED.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        // Words may begin with the letters of a program; a program is no text.
        if !matches!(why, NotTaken::Program)
            || bytes.starts_with(b"#!")
            || !is_text(bytes, true, false)
        {
            return Err(*why);
        }
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        let name = bytes
            .get(30..bytes.len().min(HEAD_BYTES))
            .unwrap_or_default();
        let is_office = OFFICE_ENTRIES.iter().any(|entry| name.starts_with(entry));
        return Err(if is_office {
            NotTaken::Office
        } else {
            NotTaken::Archive
        });
    }
    if bytes.get(257..262) == Some(b"ustar") {
        return Err(NotTaken::Archive);
    }
    if let Some((_, media)) = TAKEN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Ok(Found::Media(*media));
    }
    if bytes.starts_with(b"RIFF") {
        return match bytes.get(8..12) {
            Some(b"WEBP") => Ok(Found::Media(MediaType::Webp)),
            Some(b"WAVE") => Ok(Found::Media(MediaType::Wav)),
            _ => Err(NotTaken::Unknown),
        };
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return match bytes.get(8..12) {
            Some(b"qt  ") => Ok(Found::Media(MediaType::Quicktime)),
            Some(b"M4A " | b"M4B ") => Ok(Found::Media(MediaType::M4a)),
            Some(b"heic" | b"heix" | b"mif1" | b"msf1" | b"heim" | b"heis") => {
                Ok(Found::Media(MediaType::Heic))
            }
            Some(brand) if is_film(brand) => Ok(Found::Media(MediaType::Mp4)),
            _ => Err(NotTaken::Unknown),
        };
    }
    if is_text(bytes, true, false) {
        return Ok(Found::Text);
    }
    let looks_like_text = !bytes.iter().take(HEAD_BYTES).any(|byte| *byte == 0);
    Err(if looks_like_text {
        NotTaken::NotText
    } else {
        NotTaken::Unknown
    })
}

fn is_film(brand: &[u8]) -> bool {
    [
        &b"isom"[..],
        b"iso2",
        b"iso4",
        b"iso5",
        b"iso6",
        b"mp41",
        b"mp42",
        b"avc1",
        b"dash",
        b"M4V ",
        b"MSNV",
    ]
    .contains(&brand)
        || brand.starts_with(b"3gp")
        || brand.starts_with(b"3g2")
}

/// Whether bytes are text; a character may be cut in two where the file goes on.
fn is_text(bytes: &[u8], is_first: bool, is_last: bool) -> bool {
    let rest = if is_first {
        bytes
    } else {
        let cut = bytes.iter().take(MAX_CHARACTER_BYTES - 1);
        let cut = cut
            .take_while(|byte| **byte & 0b1100_0000 == 0b1000_0000)
            .count();
        bytes.get(cut..).unwrap_or_default()
    };
    let text = match std::str::from_utf8(rest) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() && !is_last => {
            let whole = rest.get(..error.valid_up_to()).unwrap_or_default();
            std::str::from_utf8(whole).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text
        .chars()
        .any(|letter| letter.is_control() && !matches!(letter, '\t' | '\n' | '\r' | '\u{c}'))
}

/// Checks a part of a file that is entered as a kind: the first by its first bytes, every part of a text as text.
///
/// # Errors
/// [`NotTaken`].
pub fn check_part(
    media: MediaType,
    bytes: &[u8],
    is_first: bool,
    is_last: bool,
) -> Result<(), NotTaken> {
    if bytes.is_empty() {
        return Err(NotTaken::Empty);
    }
    if media.is_text() && !is_text(bytes, is_first, is_last) {
        // What is something else is named for what it is.
        detect(bytes).map(|_| ()).and(Err(NotTaken::NotText))?;
    }
    if !is_first {
        return Ok(());
    }
    match detect(bytes)? {
        Found::Media(found) if found == media => Ok(()),
        Found::Text if media.is_text() => check_text(media, bytes),
        Found::Media(_) | Found::Text => Err(NotTaken::OtherKind),
    }
}

/// What a kind of text begins with.
fn check_text(media: MediaType, bytes: &[u8]) -> Result<(), NotTaken> {
    let head = bytes.get(..bytes.len().min(HEAD_BYTES)).unwrap_or_default();
    let head = String::from_utf8_lossy(head);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let lower = head.to_ascii_lowercase();
    if media == MediaType::Gpx {
        let is_track =
            lower.starts_with("<gpx") || (lower.starts_with("<?xml") && lower.contains("<gpx"));
        let is_active = ["<!doctype", "<!entity", "<script", "<?xml-stylesheet"]
            .iter()
            .any(|word| lower.contains(word));
        return match (is_track, is_active) {
            (true, false) => Ok(()),
            (true, true) => Err(NotTaken::Markup),
            (false, _) => Err(NotTaken::OtherKind),
        };
    }
    if MARKUP.iter().any(|word| lower.starts_with(word)) {
        return Err(NotTaken::Markup);
    }
    let is_data = matches!(media, MediaType::Json | MediaType::GeoJson);
    if is_data && !head.starts_with(['{', '[']) {
        return Err(NotTaken::OtherKind);
    }
    Ok(())
}

/// Names in a PDF of what acts when it is opened, or carries other files.
const ACTIVE_NAMES: &[&[u8]] = &[
    b"JavaScript",
    b"JS",
    b"Launch",
    b"OpenAction",
    b"AA",
    b"EmbeddedFile",
    b"EmbeddedFiles",
    b"RichMedia",
    b"SubmitForm",
    b"ImportData",
    b"XFA",
];
/// Longest name that is looked for, with every letter written as a number.
pub const MAX_ACTIVE_NAME_BYTES: usize = 64;

/// Whether a part of a PDF names something active. What is in compressed streams is not looked into, so nothing
/// found says nothing.
#[must_use]
pub fn names_active_content(media: MediaType, bytes: &[u8]) -> bool {
    media == MediaType::Pdf
        && bytes
            .iter()
            .enumerate()
            .filter(|(_, byte)| **byte == b'/')
            .any(|(place, _)| {
                let name = name_at(bytes.get(place + 1..).unwrap_or_default());
                ACTIVE_NAMES.contains(&name.as_slice())
            })
}

/// A name of a PDF, its letters that were written as numbers put back.
fn name_at(bytes: &[u8]) -> Vec<u8> {
    let mut name = Vec::new();
    let mut rest = bytes
        .get(..bytes.len().min(MAX_ACTIVE_NAME_BYTES))
        .unwrap_or_default();
    while let [first, others @ ..] = rest {
        let escaped = match (first, others) {
            (b'#', [high, low, further @ ..]) => hexadecimal(*high)
                .zip(hexadecimal(*low))
                .map(|(high, low)| (high << 4 | low, further)),
            _ => None,
        };
        let (letter, further) = escaped.unwrap_or((*first, others));
        if escaped.is_none() && !letter.is_ascii_alphanumeric() {
            break;
        }
        name.push(letter);
        rest = further;
    }
    name
}

const fn hexadecimal(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
