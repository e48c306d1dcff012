//! The log in memory: for tests, simulation and rehearsals. Nothing survives the process.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{
    AppendError, Entry, READ_MAX_BYTES, READ_MAX_ENTRIES, ReadError, Store, StoredCheckpoint,
    check_batch,
};

/// A log in memory. Clones are handles on the same log, as after closing and opening again.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    log: Arc<Mutex<Log>>,
}

#[derive(Debug, Default)]
struct Log {
    entries: Vec<Entry>,
    checkpoints: Vec<StoredCheckpoint>,
}

impl MemoryStore {
    /// An empty log.
    pub fn new() -> Self {
        Self::default()
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        // Each change to the log is one extend and one push that cannot panic between them.
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for MemoryStore {
    fn append(
        &mut self,
        expected_size: u64,
        batch: &[Entry],
        checkpoint: &[u8],
    ) -> Result<(), AppendError> {
        check_batch(batch, checkpoint)?;
        let mut log = self.log();
        let actual = log.entries.len() as u64;
        if actual != expected_size {
            return Err(AppendError::Conflict {
                expected: expected_size,
                actual,
            });
        }
        log.entries.extend_from_slice(batch);
        let size = log.entries.len() as u64;
        log.checkpoints.push(StoredCheckpoint {
            size,
            signed: checkpoint.to_vec(),
        });
        Ok(())
    }

    fn read(&self, from: u64, limit: usize) -> Result<Vec<Entry>, ReadError> {
        let log = self.log();
        let mut bytes = 0;
        let mut found = Vec::new();
        for entry in log
            .entries
            .iter()
            .skip(place(from))
            .take(limit.min(READ_MAX_ENTRIES))
        {
            bytes += entry.envelope.len();
            found.push(entry.clone());
            if bytes >= READ_MAX_BYTES {
                break;
            }
        }
        Ok(found)
    }

    fn leaf_hashes(&self, from: u64, limit: usize) -> Result<Vec<[u8; 32]>, ReadError> {
        let log = self.log();
        let entries = log
            .entries
            .iter()
            .skip(place(from))
            .take(limit.min(READ_MAX_ENTRIES));
        Ok(entries.map(|entry| entry.leaf_hash).collect())
    }

    fn latest(&self) -> Result<Option<StoredCheckpoint>, ReadError> {
        Ok(self.log().checkpoints.last().cloned())
    }

    fn history(&self, from_size: u64, limit: usize) -> Result<Vec<StoredCheckpoint>, ReadError> {
        let log = self.log();
        let first = log
            .checkpoints
            .partition_point(|checkpoint| checkpoint.size < from_size);
        let checkpoints = log
            .checkpoints
            .iter()
            .skip(first)
            .take(limit.min(READ_MAX_ENTRIES));
        Ok(checkpoints.cloned().collect())
    }
}

/// An index past what memory can address is past the end of the log.
fn place(index: u64) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}
