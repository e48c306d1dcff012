//! The guard before a workbook is opened: walks the archive, inflates every entry into a counter
//! and refuses what unpacks out of proportion. Counted while inflating; what the headers claim
//! about sizes is not believed.
//!
//! It also reads two things out of the XML that the spreadsheet reader would believe without
//! looking: how many shared strings are announced (it makes room for all of them at once), and
//! encodings in which that number could hide. It keeps nothing and writes nothing anywhere.

use super::over;
use crate::fault::{Code, Fault, Location};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Most entries: a workbook of the template has about 20.
pub const MAX_ENTRIES: usize = 1_000;
/// Most bytes all entries unpack to.
pub const MAX_UNPACKED_BYTES: u64 = 25 * 1024 * 1024;
/// Most bytes unpacked per byte packed, beyond [`RATIO_FLOOR_BYTES`]. Spreadsheets reach 20.
pub const MAX_RATIO: u64 = 100;
/// An entry below this size may have any ratio: a page of blanks is no attack.
pub const RATIO_FLOOR_BYTES: u64 = 256 * 1024;
/// Most shared strings announced: one for each filled cell.
const MAX_ANNOUNCED: u64 = super::MAX_CELLS as u64;
/// The attribute that announces them.
const ANNOUNCEMENT: &[u8] = b"uniqueCount";
/// Longest name of an entry in bytes.
const MAX_NAME_BYTES: usize = 512;

/// Refuses a hostile archive.
///
/// # Errors
/// A [`Fault`] of the file.
pub fn guard(bytes: &[u8]) -> Result<(), Fault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    if archive.len() > MAX_ENTRIES {
        let remove = "save the workbook anew without attachments and pictures";
        return Err(over("the archive has more than 1,000 entries", remove));
    }
    if archive.has_duplicate_names() {
        return Err(hostile("two entries of the archive have one name"));
    }
    if archive.has_overlapping_entries().map_err(|_| broken())? {
        return Err(hostile("entries of the archive overlap"));
    }
    let mut unpacked = 0u64;
    let mut content = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|_| broken())?;
        let name = entry.name().map_err(|_| broken())?.into_owned();
        if name.len() > MAX_NAME_BYTES || escapes(&name) || entry.is_symlink() {
            return Err(hostile("an entry of the archive points outside it"));
        }
        let packed = entry.compressed_size().max(1);
        content.clear();
        unpacked += inflate(
            &mut entry,
            packed,
            MAX_UNPACKED_BYTES - unpacked,
            &mut content,
        )?;
        if is_archive(&content) {
            return Err(hostile("the archive holds another archive"));
        }
        let lower = name.to_ascii_lowercase();
        if lower.ends_with(".xml") || lower.ends_with(".rels") {
            check_xml(&content)?;
        }
    }
    Ok(())
}

/// Inflates an entry and returns how long it was.
fn inflate(
    entry: &mut impl Read,
    packed: u64,
    allowed: u64,
    content: &mut Vec<u8>,
) -> Result<u64, Fault> {
    let mut buffer = [0u8; 16 * 1024];
    let mut length = 0u64;
    loop {
        let read = entry.read(&mut buffer).map_err(|_| broken())?;
        if read == 0 {
            return Ok(length);
        }
        length += read as u64;
        if length > allowed {
            let split = "split the file";
            return Err(over("the file unpacks to more than 25 MiB", split));
        }
        if length > RATIO_FLOOR_BYTES && length / packed > MAX_RATIO {
            return Err(hostile("an entry unpacks to more than 100 times its size"));
        }
        content.extend_from_slice(&buffer[..read]);
    }
}

/// Refuses XML in two-byte encodings, and more announced strings than cells are read.
fn check_xml(content: &[u8]) -> Result<(), Fault> {
    if content.contains(&0) {
        return Err(hostile("a part of the workbook is not UTF-8"));
    }
    let mut rest = content;
    while let Some(at) = find(rest, ANNOUNCEMENT) {
        rest = &rest[at + ANNOUNCEMENT.len()..];
        let is_filler =
            |b: &&u8| b.is_ascii_whitespace() || matches!(**b, b'=' | b'"' | b'\'' | b'+');
        let digits = rest
            .iter()
            .skip_while(is_filler)
            .take_while(|b| b.is_ascii_digit());
        let announced = digits.fold(0u64, |n, digit| {
            n.saturating_mul(10).saturating_add(u64::from(digit - b'0'))
        });
        if announced > MAX_ANNOUNCED {
            return Err(over(
                "the workbook announces more than 1,500,000 texts",
                "split the file",
            ));
        }
    }
    Ok(())
}

fn find(content: &[u8], wanted: &[u8]) -> Option<usize> {
    content
        .windows(wanted.len())
        .position(|window| window == wanted)
}

fn is_archive(start: &[u8]) -> bool {
    const SIGNATURES: [&[u8]; 5] = [
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"\x1F\x8B\x08",
        b"7z\xBC\xAF",
        b"Rar!",
    ];
    SIGNATURES
        .iter()
        .any(|signature| start.starts_with(signature))
}

fn escapes(name: &str) -> bool {
    name.starts_with(['/', '\\'])
        || name.contains(['\0', ':'])
        || name.split(['/', '\\']).any(|part| part == "..")
}

fn hostile(what: &str) -> Fault {
    let export = "open the file in a spreadsheet program and save the sheet anew as .xlsx or .csv";
    Fault::new(Location::file(), Code::HostileArchive, what, export)
}

fn broken() -> Fault {
    Fault::new(
        Location::file(),
        Code::Broken,
        "the file begins like a workbook but its archive cannot be read",
        "save it anew as .xlsx or .csv",
    )
}
