//! Whether a server before this one may have taken signed requests that this one cannot know.
//!
//! ```text
//! DATA/served      "open", while a server runs or after one that was killed
//!                  "closed SECOND", after one that ended in order: it took nothing created after that second
//! ```
//!
//! No file: no server ever served this folder. See [`crate::signature::nonce`].

use crate::exit::Problem;
use crate::file;
use crate::signature::nonce::Nonces;
use std::path::{Path, PathBuf};

const FILE: &str = "served";
const MAX_BYTES: u64 = 64;
const OPEN: &str = "open";
const CLOSED: &str = "closed ";

/// The mark in a data folder.
#[derive(Clone, Debug)]
pub struct Served(PathBuf);

impl Served {
    /// Marks a folder as served, and gives what requests a server may take from now on.
    ///
    /// # Errors
    /// [`Problem`] naming the file.
    pub fn begin(data: &Path, now_s: u64) -> Result<(Self, Nonces), Problem> {
        let path = data.join(FILE);
        let nonces = match path.exists() {
            false => Nonces::after(0),
            true => match closed(&file::read_text(&path, MAX_BYTES)?) {
                Some(second) => Nonces::after(second),
                None => Nonces::started_at(now_s),
            },
        };
        file::replace(&path, format!("{OPEN}\n").as_bytes())?;
        Ok((Self(path), nonces))
    }

    /// Marks a folder that was put back from a backup: what a server took since then nobody knows.
    ///
    /// # Errors
    /// [`Problem`] naming the file.
    pub fn unknown(data: &Path) -> Result<(), Problem> {
        file::replace(&data.join(FILE), format!("{OPEN}\n").as_bytes())
    }

    /// Marks the orderly end.
    ///
    /// # Errors
    /// [`Problem`] naming the file; the next server then waits for some seconds.
    pub fn end(&self, nonces: &Nonces) -> Result<(), Problem> {
        let text = format!("{CLOSED}{}\n", nonces.taken_until_s());
        file::replace(&self.0, text.as_bytes())
    }
}

fn closed(text: &str) -> Option<u64> {
    text.trim_end().strip_prefix(CLOSED)?.parse().ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn only_who_was_killed_leaves_its_successor_waiting() {
        let folder = tempfile::tempdir().unwrap();
        let (first, nonces) = Served::begin(folder.path(), 1_000).unwrap();
        assert_eq!(nonces.wait_s(1_000), 0, "nobody served before");
        first.end(&Nonces::after(990)).unwrap();
        let (_, nonces) = Served::begin(folder.path(), 1_000).unwrap();
        assert_eq!(nonces.wait_s(1_000), 0, "the one before took nothing later");
        let (_, nonces) = Served::begin(folder.path(), 1_000).unwrap();
        assert!(
            nonces.wait_s(1_000) > 0,
            "the one before did not end in order"
        );
    }

    #[test]
    fn what_was_taken_before_an_orderly_end_is_refused_after_it() {
        let folder = tempfile::tempdir().unwrap();
        let (first, _) = Served::begin(folder.path(), 1_000).unwrap();
        first.end(&Nonces::after(1_004)).unwrap();
        let (_, nonces) = Served::begin(folder.path(), 1_001).unwrap();
        assert_eq!(nonces.wait_s(1_001), 4, "it took one that was dated ahead");
    }

    #[test]
    fn a_mark_that_cannot_be_read_counts_as_open() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), "closed soon").unwrap();
        let (_, nonces) = Served::begin(folder.path(), 1_000).unwrap();
        assert!(nonces.wait_s(1_000) > 0);
    }
}
