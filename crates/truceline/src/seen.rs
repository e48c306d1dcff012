//! What a party was shown of a log: the signed checkpoints that are kept beside its key.
//!
//! ```text
//! south.seen    checkpoints that the server has proven to be of one history, and those still to be proven
//! south.fork    evidence that they are not, where it is so
//! ```
//!
//! Whatever a server has signed and shown is kept until it has proven, at the next contact, that what it shows
//! then begins with it. The file is also what two parties exchange: the more sizes both were shown, the sooner
//! two histories meet at one. Not here: asking the server, and what follows.

use crate::exit::Problem;
use crate::file;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use truceline_engine::writer::queue::MAX_BATCH;
use truceline_log::checkpoint::SignedCheckpoint;
use truceline_log::fork::ForkEvidence;

/// The first line of the file.
pub const SEEN_HEADER: &str = "truceline-seen 1";

/// Most checkpoints kept of one history: the first and the latest.
pub const MAX_LINKED: usize = 32;

/// Most checkpoints that wait for a proof: those of one batch of receipts. The proof is asked for before they are more; only
/// of a server that did not give it the oldest but the first are let go.
pub const MAX_UNLINKED: usize = MAX_BATCH;

/// Largest checkpoint in the file: three lines, and the signature of the log's key.
const MAX_KEPT_BYTES: usize = 8 << 10;

/// Largest file.
pub const MAX_SEEN_BYTES: u64 = ((MAX_LINKED + MAX_UNLINKED) * MAX_KEPT_BYTES + 64) as u64;

/// The checkpoints that a party keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Of one history, as the server has proven, smallest first.
    linked: Vec<SignedCheckpoint>,
    /// Signed and shown, and not proven yet.
    unlinked: Vec<SignedCheckpoint>,
}

/// The checkpoints with the file that they are kept in, if there is one.
#[derive(Debug, Default)]
pub struct SeenFile {
    path: Option<PathBuf>,
    /// What stood in the file when it was read or written last.
    before: Seen,
    seen: Seen,
    /// Why the file could not be read: it is left as it is.
    trouble: Option<Problem>,
}

impl Seen {
    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &SignedCheckpoint> {
        self.linked.iter().chain(&self.unlinked)
    }

    /// Those that were signed and shown, and are not proven yet.
    pub fn unproven(&self) -> impl Iterator<Item = &SignedCheckpoint> {
        self.unlinked.iter()
    }

    /// The latest that was proven to be of the history of those before.
    #[must_use]
    pub fn latest(&self) -> Option<&SignedCheckpoint> {
        self.linked.last()
    }

    /// Those that the next answer of the server must be proven to extend.
    #[must_use]
    pub fn owed(&self) -> Vec<SignedCheckpoint> {
        self.linked
            .last()
            .into_iter()
            .chain(&self.unlinked)
            .cloned()
            .collect()
    }

    /// Two of them that contradict each other by themselves.
    #[must_use]
    pub fn contradiction(&self, with: &SignedCheckpoint) -> Option<ForkEvidence> {
        self.all()
            .find_map(|kept| ForkEvidence::new(kept.clone(), with.clone()).ok())
    }

    /// Whether so many more find room to wait for a proof.
    #[must_use]
    pub fn has_room(&self, more: usize) -> bool {
        self.unlinked.len().saturating_add(more) <= MAX_UNLINKED
    }

    /// The largest size that was signed and shown.
    #[must_use]
    pub fn largest(&self) -> u64 {
        let sizes = self.all().map(|kept| kept.checkpoint().size);
        sizes.max().unwrap_or_default()
    }

    /// Keeps one that was shown.
    pub fn note(&mut self, shown: &SignedCheckpoint) {
        let is_known = |kept: &SignedCheckpoint| kept.checkpoint() == shown.checkpoint();
        if self.all().any(is_known) {
            return;
        }
        if self.unlinked.len() >= MAX_UNLINKED {
            self.unlinked.remove(1);
        }
        self.unlinked.push(shown.clone());
    }

    /// The server has proven that its latest extends all that was kept.
    pub fn extend(&mut self, latest: &SignedCheckpoint) {
        self.linked.append(&mut self.unlinked);
        self.linked.push(latest.clone());
        self.linked.sort_by_key(|kept| kept.checkpoint().size);
        self.linked
            .dedup_by(|later, kept| later.checkpoint() == kept.checkpoint());
        while self.linked.len() > MAX_LINKED {
            self.linked.remove(1);
        }
    }

    /// Reads the text.
    ///
    /// # Errors
    /// What does not fit. No signature is verified here.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let text = std::str::from_utf8(bytes).map_err(|_| "it is no text any more".to_owned())?;
        let mut parts = text.split("\n\n");
        let linked = parts
            .next()
            .and_then(|head| head.strip_prefix(SEEN_HEADER))
            .and_then(|rest| rest.strip_prefix("\nlinked: "))
            .and_then(|count| count.trim_end().parse::<usize>().ok())
            .ok_or("its first lines")?;
        let mut notes = Vec::new();
        while let Some(body) = parts.next() {
            let lines = parts.next().ok_or("a checkpoint without signatures")?;
            let note = format!("{body}\n\n{}\n", lines.trim_end_matches('\n'));
            notes
                .push(SignedCheckpoint::parse(note.as_bytes()).map_err(|error| error.to_string())?);
        }
        if linked > notes.len() || notes.len() > MAX_LINKED + MAX_UNLINKED {
            return Err("the number of its checkpoints".to_owned());
        }
        let unlinked = notes.split_off(linked);
        Ok(Self {
            linked: notes,
            unlinked,
        })
    }

    /// The text that [`Self::parse`] reads.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!("{SEEN_HEADER}\nlinked: {}\n", self.linked.len());
        for kept in self.all() {
            // To a String: cannot fail.
            let _ = write!(text, "\n{kept}");
        }
        text
    }

    /// With what another process has noted in the same file meanwhile.
    fn with(mut self, others: &Self, before: &Self) -> Self {
        let is_new = |one: &&SignedCheckpoint| !before.all().any(|kept| kept == *one);
        for one in others.all().filter(is_new) {
            self.note(one);
        }
        self
    }
}

impl SeenFile {
    /// Reads what is kept; without a path nothing is kept beyond this process.
    ///
    /// # Errors
    /// [`Problem`]: the file is damaged.
    pub fn open(path: Option<&Path>) -> Result<Self, Problem> {
        let seen = path.map(read).transpose()?.unwrap_or_default();
        Ok(Self {
            path: path.map(Path::to_owned),
            before: seen.clone(),
            seen,
            trouble: None,
        })
    }

    /// The same, also where the file cannot be read: then it is left as it is, what is shown is kept in memory alone, and
    /// [`Self::trouble`] says why.
    #[must_use]
    pub fn open_or_aside(path: &Path) -> Self {
        Self::open(Some(path)).unwrap_or_else(|trouble| Self {
            path: Some(path.to_owned()),
            trouble: Some(trouble),
            ..Self::default()
        })
    }

    /// Why the file could not be read.
    #[must_use]
    pub const fn trouble(&self) -> Option<&Problem> {
        self.trouble.as_ref()
    }

    /// What is kept.
    #[must_use]
    pub const fn seen(&self) -> &Seen {
        &self.seen
    }

    /// Changes what is kept, and writes it down.
    ///
    /// # Errors
    /// [`Problem`]: it cannot be written.
    pub fn change(&mut self, change: impl FnOnce(&mut Seen)) -> Result<(), Problem> {
        change(&mut self.seen);
        let Some(path) = &self.path else {
            return Ok(());
        };
        if self.trouble.is_some() || self.seen == self.before {
            return Ok(());
        }
        // Commands of one key may run beside each other: what the other one noted stays.
        let others = read(path)?;
        self.seen = std::mem::take(&mut self.seen).with(&others, &self.before);
        file::replace(path, self.seen.text().as_bytes())?;
        self.before = self.seen.clone();
        Ok(())
    }

    /// Keeps evidence beside the file; one that is there already stays.
    ///
    /// # Errors
    /// [`Problem`]: it cannot be written.
    pub fn keep(&self, fork: &ForkEvidence) -> Result<Option<PathBuf>, Problem> {
        let Some(path) = &self.path else {
            return Ok(None);
        };
        let path = file::beside(path, "fork");
        if !path.exists() {
            file::write_public(&path, fork.to_string().as_bytes())?;
        }
        Ok(Some(path))
    }
}

fn read(path: &Path) -> Result<Seen, Problem> {
    match file::read_if_there(path, MAX_SEEN_BYTES)? {
        None => Ok(Seen::default()),
        Some(bytes) => Seen::parse(&bytes).map_err(|what| {
            Problem::unverified(format!(
                "{}: holds what your party was shown of the log, and is damaged ({what}); put back its copy. Without it nothing shows that the server has not changed its history since",
                path.display()
            ))
        }),
    }
}

#[cfg(test)]
mod tests;
