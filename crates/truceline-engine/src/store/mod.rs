//! The store of the log: entries in order, and every checkpoint ever signed over them.
//!
//! A seam without a noun of the field: it knows neither statements nor trees nor signatures, and it cannot
//! delete or change anything. The tree is not stored, only the leaf hashes from which it is computed anew at
//! each start (DESIGN §5, "Stores"). What people may one day want erased is never in here; that is the
//! [`crate::vault`].

pub mod memory;
pub mod sqlite;

/// The most entries one append takes: the writer's batches are far smaller, imports come in several.
pub const BATCH_MAX_ENTRIES: usize = 65_536;
/// The most bytes all envelopes of one append have: what a small machine holds twice in memory with ease.
pub const BATCH_MAX_BYTES: usize = 64 << 20;
/// The longest envelope: a statement may be 1 MiB as it comes in, with the register's part beside it.
pub const ENVELOPE_MAX_BYTES: usize = 4 << 20;
/// The longest signed checkpoint: a note with some hundred signatures.
pub const CHECKPOINT_MAX_BYTES: usize = 64 << 10;
/// The most entries, leaf hashes or checkpoints one read returns, whatever was asked for.
pub const READ_MAX_ENTRIES: usize = 16_384;
/// A read of entries ends after the entry that fills this many bytes of envelope.
pub const READ_MAX_BYTES: usize = 16 << 20;

/// What a failing backend said.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// One entry as the log keeps it. Its index is its place.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// The signed bytes with the register's part; salted digests only.
    pub envelope: Vec<u8>,
    /// The secret of the leaf's commitment.
    pub opening: [u8; 32],
    /// The hash of the leaf in the tree.
    pub leaf_hash: [u8; 32],
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Entry({} bytes, opening [redacted])",
            self.envelope.len()
        )
    }
}

/// A signed checkpoint and the number of entries it stands over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCheckpoint {
    /// How many entries it covers.
    pub size: u64,
    /// The signed note, byte for byte.
    pub signed: Vec<u8>,
}

/// Why an append did not happen, by what the caller does next.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// The log has another size than expected: another writer was here. Nothing was written.
    #[error(
        "the log holds {actual} entries, {expected} were expected; another writer was here, read again"
    )]
    Conflict {
        /// What the caller thought.
        expected: u64,
        /// What is there.
        actual: u64,
    },
    /// The batch breaks a limit. Nothing was written, and the same batch never will be.
    #[error("the batch cannot be appended: {0}")]
    Refused(#[from] BatchRefusal),
    /// Nothing was written: full disk, a lock, opened for reading. It may work later.
    #[error("nothing was appended: {0}; free disk space or restore access, then try again")]
    Unavailable(#[source] Cause),
    /// Whether it was written is not known, now or since an earlier call. End the process; the start reads
    /// again what is there.
    #[error("whether the batch was appended is not known: {0}; stop, and start again")]
    Unknown(#[source] Cause),
}

/// What is wrong with a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BatchRefusal {
    /// A second checkpoint for the same size is what a log must never sign.
    #[error("it has no entries")]
    Empty,
    /// See [`BATCH_MAX_ENTRIES`].
    #[error("it has more than {BATCH_MAX_ENTRIES} entries")]
    TooManyEntries,
    /// See [`BATCH_MAX_BYTES`].
    #[error("its envelopes are longer than {BATCH_MAX_BYTES} bytes together")]
    TooManyBytes,
    /// See [`ENVELOPE_MAX_BYTES`].
    #[error("an envelope is longer than {ENVELOPE_MAX_BYTES} bytes")]
    EnvelopeTooLong,
    /// See [`CHECKPOINT_MAX_BYTES`].
    #[error("its checkpoint is empty or longer than {CHECKPOINT_MAX_BYTES} bytes")]
    CheckpointLength,
}

/// Why a read failed, by what the caller does next.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// What is there is not what was appended: a gap, a wrong length, a broken page. Stop and run `fsck`.
    #[error(
        "the log is damaged: {what}; stop writing, keep a copy of the folder, run `truceline fsck`, and put a backup back (docs/operating/backup.md)"
    )]
    Damaged {
        /// What was found where.
        what: String,
    },
    /// It could not be read now.
    #[error("the log cannot be read: {0}")]
    Unavailable(#[source] Cause),
}

/// An append-only sequence of entries with the checkpoints signed over it.
///
/// Every backend passes the same contract suite. An append is all or nothing and durable when it returns. A
/// reader sees whole appends only.
pub trait Store: Send {
    /// Appends `batch` after the first `expected_size` entries, together with the checkpoint over all
    /// `expected_size + batch.len()`; only if the log has exactly `expected_size` entries now.
    fn append(
        &mut self,
        expected_size: u64,
        batch: &[Entry],
        checkpoint: &[u8],
    ) -> Result<(), AppendError>;

    /// Entries from index `from` on, in order and without a gap: at most `limit` and within
    /// [`READ_MAX_ENTRIES`] and [`READ_MAX_BYTES`]; at least one if there is one and `limit` is not 0.
    fn read(&self, from: u64, limit: usize) -> Result<Vec<Entry>, ReadError>;

    /// Leaf hashes from index `from` on, at most `limit` and [`READ_MAX_ENTRIES`].
    fn leaf_hashes(&self, from: u64, limit: usize) -> Result<Vec<[u8; 32]>, ReadError>;

    /// The checkpoint over everything there is; `None` for a log nothing was ever appended to.
    fn latest(&self) -> Result<Option<StoredCheckpoint>, ReadError>;

    /// Checkpoints of at least `from_size` entries, smallest first, at most `limit` and [`READ_MAX_ENTRIES`].
    /// The first one of `history(index + 1, 1)` covers the entry at `index`.
    fn history(&self, from_size: u64, limit: usize) -> Result<Vec<StoredCheckpoint>, ReadError>;
}

/// The limits every backend applies before it writes.
pub(crate) fn check_batch(batch: &[Entry], checkpoint: &[u8]) -> Result<(), BatchRefusal> {
    if batch.is_empty() {
        return Err(BatchRefusal::Empty);
    }
    if batch.len() > BATCH_MAX_ENTRIES {
        return Err(BatchRefusal::TooManyEntries);
    }
    if batch
        .iter()
        .any(|entry| entry.envelope.len() > ENVELOPE_MAX_BYTES)
    {
        return Err(BatchRefusal::EnvelopeTooLong);
    }
    if batch
        .iter()
        .map(|entry| entry.envelope.len())
        .sum::<usize>()
        > BATCH_MAX_BYTES
    {
        return Err(BatchRefusal::TooManyBytes);
    }
    if checkpoint.is_empty() || checkpoint.len() > CHECKPOINT_MAX_BYTES {
        return Err(BatchRefusal::CheckpointLength);
    }
    Ok(())
}

#[cfg(test)]
pub(crate) mod contract;
