//! A report as a PDF: PDF/A-2a and PDF/UA-1, set by typst from a template that has no words of its own.
//!
//! What is set comes as data: nothing that people wrote is read as markup. The setter sees the template, the report
//! and its own fonts (`fonts/README.md`), and those of one folder where it is named; it has no clock, no files, no
//! packages and no network, and no font of the system. So one report is the same bytes wherever it is set. Only in
//! programs that are built with the feature `pdf`. A character that no font has ends it: no name becomes a box.

use super::Report;
use crate::exit::{Exit, Problem};
use crate::file;
use serde_json::Value;
use std::path::{Path, PathBuf};
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Features, Library, LibraryExt as _, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// The template.
const TEMPLATE: &str = include_str!("report.typ");
/// The fonts that the template is set in: Latin, Greek, Cyrillic and Arabic.
const FONTS: [&[u8]; 5] = [
    include_bytes!("../../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../../fonts/NotoSans-Bold.ttf"),
    include_bytes!("../../fonts/NotoSansArabic-Regular.ttf"),
    include_bytes!("../../fonts/NotoSansArabic-Bold.ttf"),
    include_bytes!("../../fonts/NotoSansMono-Regular.ttf"),
];
/// Largest font that is read.
const MAX_FONT_BYTES: u64 = 64 << 20;
/// Most fonts of a folder.
const MAX_FONTS: usize = 1_000;

/// All that the setter sees.
struct Sight {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
    report: (FileId, Bytes),
}

impl World for Sight {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match id == self.template.id() {
            true => Ok(self.template.clone()),
            false => Err(FileError::AccessDenied),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match id == self.report.0 {
            true => Ok(self.report.1.clone()),
            false => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn failed(what: impl Into<String>) -> Problem {
    Problem::new(Exit::Unavailable, "pdf", what)
}

fn id(name: &str) -> Result<FileId, Problem> {
    let path = VirtualPath::new(name).map_err(|error| failed(format!("{name}: {error:?}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// The bundled fonts, and after them those of a folder, in order of their names: they stand in for scripts that the
/// bundled ones lack.
fn fonts(folder: Option<&Path>) -> Result<Vec<Font>, Problem> {
    let bundled = FONTS.iter();
    let mut fonts: Vec<Font> = bundled
        .flat_map(|bytes| Font::iter(Bytes::new(*bytes)))
        .collect();
    let Some(folder) = folder else {
        return Ok(fonts);
    };
    let bundled = fonts.len();
    let cannot = |error: std::io::Error| failed(format!("{}: {error}", folder.display()));
    let entries = std::fs::read_dir(folder).map_err(cannot)?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path()));
    let paths: Result<Vec<PathBuf>, _> = paths.collect();
    let mut paths = paths.map_err(cannot)?;
    let is_font = |path: &PathBuf| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        ending.is_some_and(|ending| ["ttf", "otf", "ttc"].contains(&ending))
    };
    paths.retain(is_font);
    if paths.len() > MAX_FONTS {
        let why = format!(
            "{}: more than {MAX_FONTS} fonts; name a folder with those that are needed",
            folder.display()
        );
        return Err(failed(why));
    }
    paths.sort();
    for path in &paths {
        let bytes = file::read(path, MAX_FONT_BYTES)?;
        fonts.extend(Font::iter(Bytes::new(bytes)));
    }
    match fonts.len() > bundled {
        true => Ok(fonts),
        false => Err(failed(format!("{}: no fonts there", folder.display()))),
    }
}

fn problem(errors: &[SourceDiagnostic]) -> Problem {
    let lines: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    let lacks = lines
        .iter()
        .any(|line| line.contains("could not be displayed"));
    let advice = match lacks {
        true => {
            "; no font here has it: name a folder with a font for that script with --font-path, such as that of Debian's `fonts-noto-cjk` or `fonts-noto-core`"
        }
        false => "",
    };
    failed(format!("{}{advice}", lines.join("; ")))
}

fn drawn_at(report: &Report) -> Option<Datetime> {
    let [year, month, day, hour, minute, second] = report.drawn_at;
    let small = |part: u16| u8::try_from(part).ok();
    Datetime::from_ymd_hms(
        i32::from(year),
        small(month)?,
        small(day)?,
        small(hour)?,
        small(minute)?,
        small(second)?,
    )
}

/// The library of the template; `a11y-extras` lets it say which cell names its row.
fn library() -> Library {
    let features = Features::from_iter([Feature::A11yExtras]);
    Library::builder().with_features(features).build()
}

const fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// A day and its time of day stand on one line: parted, they read as something else where lines run from right to left.
fn held_together(text: &str) -> String {
    let is_day = |before: &str| {
        let last = before.bytes().rev().take(10);
        let digits: Vec<bool> = last.map(|byte| byte.is_ascii_digit()).collect();
        digits == [true, true, false, true, true, false, true, true, true, true]
    };
    let is_time = |after: &str| after.get(2..3) == Some(":");
    let mut held = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + c.len_utf8()..).unwrap_or_default();
        held.push(match c == ' ' && is_day(before) && is_time(after) {
            true => '\u{a0}',
            false => c,
        });
    }
    held
}

/// Takes what isolates out of texts in which all runs from left to right: there it does nothing but stand in what is
/// copied from the PDF.
fn arrange(value: &mut Value, runs_left_to_right: bool) {
    match value {
        Value::String(text) => {
            if runs_left_to_right && !text.contains(is_right_to_left) {
                text.retain(|c| !matches!(c, '\u{2066}'..='\u{2069}'));
            }
            *text = held_together(text);
        }
        Value::Array(all) => all
            .iter_mut()
            .for_each(|one| arrange(one, runs_left_to_right)),
        Value::Object(all) => all
            .values_mut()
            .for_each(|one| arrange(one, runs_left_to_right)),
        _ => {}
    }
}

/// What the template reads.
fn data(report: &Report) -> Result<Vec<u8>, Problem> {
    let unwritten = |error: serde_json::Error| failed(error.to_string());
    let mut value = serde_json::to_value(report).map_err(unwritten)?;
    arrange(&mut value, report.direction == "ltr");
    serde_json::to_vec(&value).map_err(unwritten)
}

/// Sets a report as a PDF, with the fonts of a folder beside its own.
///
/// # Errors
/// [`Problem`]: a character has no font, or the PDF would not be what it says that it is.
pub fn print(report: &Report, folder: Option<&Path>) -> Result<Vec<u8>, Problem> {
    let fonts = fonts(folder)?;
    let json = data(report)?;
    let sight = Sight {
        library: LazyHash::new(library()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        template: Source::new(id("report.typ")?, TEMPLATE.to_owned()),
        report: (id("report.json")?, Bytes::new(json)),
    };
    let set = typst::compile::<PagedDocument>(&sight).output;
    let document = set.map_err(|errors| problem(&errors))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]);
    let options = PdfOptions {
        ident: Smart::Custom(format!(
            "{} {} {} {:?}",
            report.running.origin, report.subject, report.language, report.drawn_at
        )),
        creator: Smart::Custom(Some("Truceline".to_owned())),
        timestamp: drawn_at(report).map(Timestamp::new_utc),
        standards: standards.map_err(|error| failed(error.message().as_str()))?,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| problem(&errors))
}
