//! What reports have in common on the command line: that they can be printed.
//!
//! Only a program that was built with the feature `pdf` prints; every other takes the flags, and says how to build one.

use super::context::Context;
use crate::exit::{Exit, Problem};
use crate::report::Report;
use clap::Args;
use std::path::{Path, PathBuf};

/// The flags of what can be printed.
#[derive(Args, Clone, Debug)]
pub struct Paper {
    /// As a PDF (PDF/A-2a and PDF/UA-1) into the file that --out names; needs a program built with `--features pdf`
    #[arg(long)]
    pub pdf: bool,
    /// A folder with more fonts, for names in scripts other than Latin, Greek, Cyrillic and Arabic
    #[arg(long, value_name = "FOLDER", requires = "pdf")]
    font_path: Option<PathBuf>,
}

impl Paper {
    /// The file to print into; nothing where nothing is to be printed.
    ///
    /// # Errors
    /// [`Problem`]: no file is named, or this program cannot print.
    pub fn file<'a>(&self, context: &'a Context) -> Result<Option<&'a Path>, Problem> {
        match (self.pdf, &context.out) {
            (false, _) => Ok(None),
            (true, _) if cfg!(not(feature = "pdf")) => Err(without()),
            (true, Some(path)) => Ok(Some(path.as_path())),
            (true, None) => Err(Problem::usage(
                "a PDF goes into a file: name it with --out FILE",
            )),
        }
    }

    /// The report as a PDF.
    ///
    /// # Errors
    /// [`Problem`]: a character has no font, or the PDF would not be what it says that it is.
    #[cfg(feature = "pdf")]
    pub fn print(&self, report: &Report) -> Result<Vec<u8>, Problem> {
        crate::report::pdf::print(report, self.font_path.as_deref())
    }

    /// The report as a PDF: not by this program.
    ///
    /// # Errors
    /// [`Problem`]: always.
    #[cfg(not(feature = "pdf"))]
    pub fn print(&self, _: &Report) -> Result<Vec<u8>, Problem> {
        let _ = &self.font_path;
        Err(without())
    }
}

fn without() -> Problem {
    Problem::new(
        Exit::Unavailable,
        "without-pdf",
        "this program was built without PDF; build one with `cargo build --release --package truceline --features pdf`, or leave --pdf away",
    )
}
