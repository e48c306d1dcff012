//! The rows of the tables of claims, by where their words stand on paper: for pages that run from right to left.
//!
//! A row ends with the id of its claim, at the left; whose word it is stands at the right. What stands between the id
//! of the row before and its own is its own.

use std::cmp::Ordering;
use std::path::Path;
use std::process::Command;

use super::printed;
use super::text::{Row, letters};

/// Width of a page, in points.
const WIDTH: f64 = 595.28;
/// Where the first column of such a table begins, seen from the left.
const FIRST: f64 = WIDTH * 0.68;
/// Where the last one ends.
const LAST: f64 = WIDTH * 0.42;

/// A word, and where it stands.
struct Word {
    page: usize,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    text: String,
}

/// The rows of claims of a PDF.
pub(super) fn rows(path: &Path) -> Result<Vec<Row>, String> {
    let mut laid = Command::new("pdftotext");
    let laid = printed(laid.arg("-bbox").arg(path).arg("-"))?;
    Ok(rows_of(&words(&laid)))
}

fn rows_of(words: &[Word]) -> Vec<Row> {
    let is_id = |word: &&Word| word.text.contains("clm_") && word.right < LAST;
    let mut ids: Vec<&Word> = words.iter().filter(is_id).collect();
    ids.sort_by(|one, next| {
        let by_place = one.top.partial_cmp(&next.top).unwrap_or(Ordering::Equal);
        one.page.cmp(&next.page).then(by_place)
    });
    let rows = ids.iter().enumerate().map(|(at, id)| {
        let above = at.checked_sub(1).and_then(|above| ids.get(above));
        let above = above.filter(|above| above.page == id.page);
        let below = ids.get(at + 1).filter(|below| below.page == id.page);
        let from = above.map_or(0.0, |above| above.bottom - 1.0);
        let until = below.map_or(f64::MAX, |below| below.top);
        let page = words.iter().filter(|word| word.page == id.page);
        let here: Vec<&Word> = page
            .filter(|word| word.top > from && word.top < until)
            .collect();
        let names = here.iter().copied();
        let names = names.filter(|word| word.left > FIRST && word.top < id.bottom);
        Row {
            plain: id.text.clone(),
            names: letters(&text(names)),
            words: letters(&text(here.iter().copied())),
        }
    });
    rows.collect()
}

fn text<'a>(words: impl Iterator<Item = &'a Word>) -> String {
    let words: Vec<&str> = words.map(|word| word.text.as_str()).collect();
    words.join(" ")
}

/// The words of what `pdftotext -bbox` writes.
fn words(laid: &str) -> Vec<Word> {
    let mut page = 0;
    let mut found = Vec::new();
    for line in laid.lines().map(str::trim) {
        if line.starts_with("<page ") {
            page += 1;
        }
        let number = |name: &str| -> Option<f64> {
            let (_, rest) = line.split_once(&format!("{name}=\""))?;
            rest.split_once('"')?.0.parse().ok()
        };
        let word = line.strip_suffix("</word>");
        let Some((_, text)) = word.and_then(|word| word.split_once('>')) else {
            continue;
        };
        let places = (
            number("xMin"),
            number("xMax"),
            number("yMin"),
            number("yMax"),
        );
        if let (Some(left), Some(right), Some(top), Some(bottom)) = places {
            found.push(Word {
                page,
                left,
                right,
                top,
                bottom,
                text: text.to_owned(),
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{rows_of, words};

    fn word(left: u32, top: u32, text: &str) -> String {
        let (right, bottom) = (left + 10, top + 8);
        format!(
            "<word xMin=\"{left}\" yMin=\"{top}\" xMax=\"{right}\" yMax=\"{bottom}\">{text}</word>\n"
        )
    }

    #[test]
    fn a_word_belongs_to_the_row_that_it_stands_in() {
        let page = "<page width=\"595\" height=\"841\">\n";
        let first = [
            word(500, 100, "North"),
            word(300, 100, "one"),
            word(80, 120, "clm_1"),
        ];
        let second = [
            word(500, 140, "South"),
            word(300, 140, "two"),
            word(80, 160, "clm_2"),
        ];
        let laid = format!("{page}{}{}", first.concat(), second.concat());
        let rows = rows_of(&words(&laid));
        let named: Vec<_> = rows
            .iter()
            .map(|row| (row.plain.as_str(), row.names.len()))
            .collect();
        assert_eq!(named, [("clm_1", 1), ("clm_2", 1)]);
        assert_ne!(rows[0].names, rows[1].names);
        assert!(
            rows[0].words.iter().any(|word| word == "eno"),
            "its letters, sorted"
        );
    }
}
