//! Where something public was found: words, an address, the digest of the document. An attributed fact, no proof.

use super::check_words;
use crate::codec::cbor::Digest;
use crate::refusal::{Refusal, RefusalCode};
use minicbor::{Decode, Encode};

/// Longest title of a source in characters: author, title, date.
pub const MAX_TITLE_CHARS: usize = 300;
/// Longest address of a source in characters.
pub const MAX_URL_CHARS: usize = 500;

/// A public document: at least one of its fields is there.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Source {
    /// Who published what, when.
    #[n(0)]
    pub title: Option<String>,
    /// Where it could be read; `http` or `https`.
    #[n(1)]
    pub url: Option<String>,
    /// SHA-256 of what was read there.
    #[n(2)]
    pub sha256: Option<Digest>,
}

impl Source {
    /// Refuses a source that names nothing, or not plainly.
    ///
    /// # Errors
    /// [`RefusalCode::Invalid`].
    pub fn check(&self) -> Result<(), Refusal> {
        if self.title.is_none() && self.url.is_none() && self.sha256.is_none() {
            return Err(invalid(
                "a source has a title, an address or a digest; give one of them",
            ));
        }
        if let Some(title) = &self.title {
            check_words(title, "the title of a source", MAX_TITLE_CHARS)?;
        }
        if let Some(url) = &self.url {
            let plain = |c: char| !c.is_whitespace() && !c.is_control();
            let is_web = url.starts_with("https://") || url.starts_with("http://");
            if !is_web || url.chars().count() > MAX_URL_CHARS || !url.chars().all(plain) {
                return Err(invalid(
                    "the address of a source begins with https:// or http:// and has at most 500 characters without blanks",
                ));
            }
        }
        Ok(())
    }
}

fn invalid(what: &str) -> Refusal {
    Refusal::new(RefusalCode::Invalid, what)
}
