//! A report as a PDF: PDF/A-2a and PDF/UA-1, set by typst from a template that has no words of its own.
//!
//! What is set comes as data: nothing that people wrote is read as markup. The setter sees the template, the report
//! and the fonts of one folder; it has no clock, no files and no network. Only in programs that are built with the
//! feature `pdf`. Fonts are not bundled: names may be written in any script, and whoever sets them needs them all.

use super::Report;
use crate::exit::{Exit, Problem};
use crate::file;
use std::path::Path;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// The template.
const TEMPLATE: &str = include_str!("report.typ");
/// Families that the template is set in; others of the folder stand in for scripts that these lack.
const FAMILIES: [&str; 2] = ["noto sans", "noto sans arabic"];
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

/// Regular and bold fonts without serifs of a folder, in order of their names.
fn fonts(folder: &Path) -> Result<Vec<Font>, Problem> {
    let advice = format!(
        "{}: no Noto fonts there; install Debian's package `fonts-noto-core`, or name their folder with --font-path",
        folder.display()
    );
    let entries = std::fs::read_dir(folder).map_err(|_| failed(advice.clone()))?;
    let mut paths: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let name = path.file_name().and_then(|name| name.to_str());
            let name = name.unwrap_or_default();
            let is_weight = ["-Regular.ttf", "-Bold.ttf"]
                .iter()
                .any(|ending| name.ends_with(ending));
            name.starts_with("NotoSans") && is_weight
        })
        .collect();
    paths.sort();
    paths.truncate(MAX_FONTS);
    let mut fonts = Vec::new();
    for path in &paths {
        let bytes = file::read(path, MAX_FONT_BYTES)?;
        fonts.extend(Font::iter(Bytes::new(bytes)));
    }
    let book = FontBook::from_fonts(&fonts);
    match FAMILIES.iter().all(|family| book.contains_family(family)) {
        true => Ok(fonts),
        false => Err(failed(advice)),
    }
}

fn problem(errors: &[SourceDiagnostic], folder: &Path) -> Problem {
    let lines: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    let lacks = lines
        .iter()
        .any(|line| line.contains("could not be displayed"));
    let advice = match lacks {
        true => format!(
            "; no font in {} has it: add a Noto font for that script to the folder, such as from Debian's `fonts-noto-cjk` or `fonts-noto-extra`, or name another with --font-path",
            folder.display()
        ),
        false => String::new(),
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

/// Sets a report as a PDF, with the fonts of a folder.
///
/// # Errors
/// [`Problem`]: fonts are lacking, or the PDF would not be what it says that it is.
pub fn print(report: &Report, folder: &Path) -> Result<Vec<u8>, Problem> {
    let fonts = fonts(folder)?;
    let json = serde_json::to_vec(report).map_err(|error| failed(error.to_string()))?;
    let sight = Sight {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        template: Source::new(id("report.typ")?, TEMPLATE.to_owned()),
        report: (id("report.json")?, Bytes::new(json)),
    };
    let set = typst::compile::<PagedDocument>(&sight).output;
    let document = set.map_err(|errors| problem(&errors, folder))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]);
    let options = PdfOptions {
        ident: Smart::Custom(format!(
            "{} {} {:?}",
            report.subject, report.language, report.drawn_at
        )),
        timestamp: drawn_at(report).map(Timestamp::new_utc),
        standards: standards.map_err(|error| failed(error.message().as_str()))?,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| problem(&errors, folder))
}
