//! Whether all that a page shows is marked: content that a tag holds, or an artifact that a reader passes over.
//!
//! PDF/UA-1 (7.1) asks it of everything that is painted. The content of pages is read as qpdf writes it out.

use std::path::Path;
use std::process::Command;

use super::printed;
use crate::campaign::Campaign;

/// Operators that show or paint.
const PAINTS: &[&str] = &[
    "Tj", "TJ", "'", "\"", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do",
];
/// What begins the content of a page in qpdf's output.
const CONTENT: &[u8] = b"%% Contents for page ";

/// Looks at every page.
pub(super) fn look_at(campaign: &mut Campaign, name: &str, path: &Path) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let plain = folder.path().join("plain.pdf");
    let mut qpdf = Command::new("qpdf");
    printed(
        qpdf.args(["--qdf", "--no-original-object-ids"])
            .arg(path)
            .arg(&plain),
    )?;
    let bytes = std::fs::read(&plain).map_err(|error| error.to_string())?;
    let pages = contents(&bytes);
    campaign.expect(!pages.is_empty(), format!("{name}: no page was read"));
    let mut painted = 0;
    for (number, page) in (1..).zip(pages) {
        let found = scan(page);
        painted += found.painted;
        campaign.expect(
            found.unmarked == 0 && found.depth == 0,
            format!(
                "{name}: page {number} paints {} times what is not marked",
                found.unmarked
            ),
        );
    }
    campaign.expect(painted > 0, format!("{name}: nothing is painted"));
    Ok(())
}

/// The contents of the pages.
fn contents(bytes: &[u8]) -> Vec<&[u8]> {
    let find = |from: usize, what: &[u8]| {
        let rest = bytes.get(from..)?;
        let at = rest.windows(what.len()).position(|window| window == what)?;
        Some(from + at)
    };
    let mut pages = Vec::new();
    let mut from = 0;
    while let Some(at) = find(from, CONTENT) {
        let Some(begin) = find(at, b"stream\n") else {
            break;
        };
        let begin = begin + b"stream\n".len();
        let Some(end) = find(begin, b"endstream") else {
            break;
        };
        pages.extend(bytes.get(begin..end));
        from = end;
    }
    pages
}

/// What was found on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Found {
    painted: u64,
    unmarked: u64,
    depth: u64,
}

/// Reads the operators of a content stream.
fn scan(content: &[u8]) -> Found {
    let mut found = Found::default();
    let mut at = 0;
    while let Some(byte) = content.get(at).copied() {
        at = match byte {
            b'(' => after_text(content, at),
            b'<' if content.get(at + 1) == Some(&b'<') => at + 2,
            b'<' => after(content, at, b'>'),
            b'%' => after(content, at, b'\n'),
            b'/' => word_end(content, at + 1),
            byte if is_space(byte) || is_mark(byte) => at + 1,
            _ => {
                let end = word_end(content, at).max(at + 1);
                let word = content.get(at..end).unwrap_or_default();
                operate(&String::from_utf8_lossy(word), &mut found);
                end
            }
        };
    }
    found
}

fn operate(word: &str, found: &mut Found) {
    match word {
        "BDC" | "BMC" => found.depth += 1,
        "EMC" => found.depth = found.depth.saturating_sub(1),
        paints if PAINTS.contains(&paints) => {
            found.painted += 1;
            found.unmarked += u64::from(found.depth == 0);
        }
        _ => {}
    }
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | 0 | 12)
}

const fn is_mark(byte: u8) -> bool {
    matches!(byte, b'[' | b']' | b'>' | b'{' | b'}' | b')')
}

fn word_end(content: &[u8], from: usize) -> usize {
    let rest = content.get(from..).unwrap_or_default();
    let ends =
        |byte: &u8| is_space(*byte) || is_mark(*byte) || matches!(byte, b'(' | b'<' | b'/' | b'%');
    from + rest.iter().position(ends).unwrap_or(rest.len())
}

fn after(content: &[u8], from: usize, end: u8) -> usize {
    let rest = content.get(from..).unwrap_or_default();
    let at = rest.iter().position(|byte| *byte == end);
    from + at.map_or(rest.len(), |at| at + 1)
}

/// Behind a text in brackets, which may hold brackets.
fn after_text(content: &[u8], from: usize) -> usize {
    let mut depth = 0_u32;
    let mut at = from;
    while let Some(byte) = content.get(at) {
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' if depth == 1 => return at + 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    content.len()
}

#[cfg(test)]
mod tests {
    use super::{Found, scan};

    #[test]
    fn what_is_painted_outside_of_marks_is_found() {
        let marked = b"/Artifact BMC 0 0 m 1 1 l S EMC /P <</MCID 0>> BDC BT [(a (Tj) \\) b) <00ff>] TJ ET EMC";
        let all = scan(marked);
        let whole = Found {
            painted: 2,
            unmarked: 0,
            depth: 0,
        };
        assert_eq!(all, whole);
        let bare = scan(b"/P BMC (in) Tj EMC (out) Tj f*");
        assert_eq!((bare.painted, bare.unmarked), (3, 2));
        assert_eq!(scan(b"/P BMC (in) Tj").depth, 1, "a mark that nothing ends");
    }
}
