//! Agreements as a file that people write: TOML, or the same as JSON.
//!
//! Strict: an unknown field, a word that is in no list, a reference to nothing is a fault that says where it stands. Every
//! term is typed; there is no field for anything else. Names of parties, actors and zones are looked up by the caller,
//! who knows the register; an `[[actor]]` in the file is one to enter where there is none of that name.
//! `docs/spec/agreements.md`.

mod build;
mod form;
pub mod notation;

pub use build::{Directory, Entry};

use form::File;
use truceline_register::actor::PublicName;
use truceline_register::actor::source::Source;

/// Largest file: a long agreement takes some tens of kilobytes.
pub const MAX_FILE_BYTES: usize = 256 * 1024;

/// Why a file is no agreement.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {what}")]
pub struct Fault {
    /// Where: a line, or the place in the agreement.
    pub at: String,
    /// What is wrong and what is wanted.
    pub what: String,
}

impl Fault {
    fn new(at: impl Into<String>, what: impl Into<String>) -> Self {
        let (at, what) = (at.into(), what.into());
        Self { at, what }
    }
}

/// Somebody whom the file describes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredActor {
    /// Its names; the first is the one that the file uses.
    pub names: Vec<PublicName>,
    /// Where they were found.
    pub source: Option<Source>,
}

/// A file that was read and not yet held against a register.
#[derive(Clone, Debug)]
pub struct AgreementFile(File);

impl AgreementFile {
    /// Reads a file.
    ///
    /// # Errors
    /// [`Fault`]: too large, not text, not TOML or JSON, an unknown or a missing field.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        if bytes.len() > MAX_FILE_BYTES {
            let what = format!("is larger than {MAX_FILE_BYTES} bytes");
            return Err(Fault::new("the file", what));
        }
        let text = std::str::from_utf8(bytes)
            .map_err(|_| Fault::new("the file", "is not text in UTF-8"))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim_start().starts_with('{') {
            return serde_json::from_str(text).map(Self).map_err(|error| {
                let at = format!("line {}, column {}", error.line(), error.column());
                Fault::new(at, plain(&error.to_string()))
            });
        }
        toml::from_str(text).map(Self).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start));
            let line = before.map_or(0, |before| before.matches('\n').count()) + 1;
            Fault::new(format!("line {line}"), plain(error.message()))
        })
    }

    /// The actors that the file describes, in its order.
    ///
    /// # Errors
    /// [`Fault`]: a source that is not in the file.
    pub fn actors(&self) -> Result<Vec<DeclaredActor>, Fault> {
        self.0.actors()
    }
}

/// What a reader says, in one line and without what it read.
fn plain(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    notation::shortened_to(line, 200)
}

#[cfg(test)]
mod tests;
