//! Stores and shelves that fail on purpose: for tests and campaigns, never under a real register.
//!
//! A [`FaultPlan`] numbers the writing calls of everything that shares it, in the order they come, and says
//! which of them go wrong and how. The same plan gives the same faults. It does not touch files; kill and disk
//! campaigns do that to the whole program.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::store::{AppendError, Entry, ReadError, Store, StoredCheckpoint};
use crate::vault::seal::WrappedKey;
use crate::vault::shelf::{Files, Plate, SealedRecord, Shelf, Shelved};
use crate::vault::{Erasure, RecordKey, VaultError};

/// How a writing call goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriteFault {
    /// Nothing is written and the caller is told so, as with a full disk.
    Failed,
    /// Nothing is written and the caller cannot know: a failed fsync before a power cut.
    Lost,
    /// Everything is written and the caller cannot know: a failed fsync that had worked.
    FailedButPersisted,
    /// Only the first so many parts of the batch are written, under the checkpoint meant for all. No sound
    /// store does this; the start must notice. A call that has no parts is `Lost`.
    Torn {
        /// How many parts.
        kept: usize,
    },
}

/// How a read of entries goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadFault {
    /// It cannot be read now.
    Unavailable,
    /// One bit of the first envelope that has any is another.
    FlippedBit {
        /// Which, counted from the first byte's lowest and around the end.
        bit: usize,
    },
}

/// Which calls go wrong. Clones share the count.
#[derive(Debug, Clone, Default)]
pub struct FaultPlan {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    writes: u64,
    reads: u64,
    write_faults: BTreeMap<u64, WriteFault>,
    read_faults: BTreeMap<u64, ReadFault>,
    stopped: bool,
}

/// What to do with a writing call.
enum Verdict {
    Do,
    Fault(WriteFault),
    Stopped,
}

impl FaultPlan {
    /// A plan under which nothing fails; for counting calls.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets writing call `number`, counted from 0, go wrong.
    #[must_use]
    pub fn on_write(self, number: u64, fault: WriteFault) -> Self {
        self.state().write_faults.insert(number, fault);
        self
    }

    /// Lets call `number` of [`Store::read`], counted from 0, go wrong.
    #[must_use]
    pub fn on_read(self, number: u64, fault: ReadFault) -> Self {
        self.state().read_faults.insert(number, fault);
        self
    }

    /// How many writing calls came so far.
    pub fn writes(&self) -> u64 {
        self.state().writes
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn judge_write(&self) -> Verdict {
        let mut state = self.state();
        let number = state.writes;
        state.writes += 1;
        if state.stopped {
            return Verdict::Stopped;
        }
        match state.write_faults.get(&number).copied() {
            None => Verdict::Do,
            Some(fault) => {
                state.stopped = fault != WriteFault::Failed;
                Verdict::Fault(fault)
            }
        }
    }

    fn judge_read(&self) -> Option<ReadFault> {
        let mut state = self.state();
        let number = state.reads;
        state.reads += 1;
        state.read_faults.get(&number).copied()
    }
}

/// A store under a plan. After a fault whose outcome is unknown it stays stopped, as a sound store does; a restart is
/// a new one over the same inner store.
pub struct FaultyStore {
    inner: Box<dyn Store>,
    plan: FaultPlan,
}

impl FaultyStore {
    /// Puts a store under a plan.
    pub fn new(inner: Box<dyn Store>, plan: FaultPlan) -> Self {
        Self { inner, plan }
    }
}

const INJECTED: &str = "injected fault";

impl Store for FaultyStore {
    fn append(
        &mut self,
        expected_size: u64,
        batch: &[Entry],
        checkpoint: &[u8],
    ) -> Result<(), AppendError> {
        let persisted = match self.plan.judge_write() {
            Verdict::Do => return self.inner.append(expected_size, batch, checkpoint),
            Verdict::Fault(WriteFault::Failed) => {
                return Err(AppendError::Unavailable(INJECTED.into()));
            }
            Verdict::Fault(WriteFault::FailedButPersisted) => batch,
            Verdict::Fault(WriteFault::Torn { kept }) => batch.get(..kept).unwrap_or(batch),
            Verdict::Fault(WriteFault::Lost) | Verdict::Stopped => &[],
        };
        if !persisted.is_empty() {
            self.inner.append(expected_size, persisted, checkpoint)?;
        }
        Err(AppendError::Unknown(INJECTED.into()))
    }

    fn read(&self, from: u64, limit: usize) -> Result<Vec<Entry>, ReadError> {
        let mut entries = match self.plan.judge_read() {
            Some(ReadFault::Unavailable) => return Err(ReadError::Unavailable(INJECTED.into())),
            None => return self.inner.read(from, limit),
            Some(ReadFault::FlippedBit { bit }) => (self.inner.read(from, limit)?, bit),
        };
        if let Some(entry) = entries
            .0
            .iter_mut()
            .find(|entry| !entry.envelope.is_empty())
        {
            let bit = entries.1 % (entry.envelope.len() * 8);
            if let Some(byte) = entry.envelope.get_mut(bit / 8) {
                *byte ^= 1 << (bit % 8);
            }
        }
        Ok(entries.0)
    }

    fn leaf_hashes(&self, from: u64, limit: usize) -> Result<Vec<[u8; 32]>, ReadError> {
        self.inner.leaf_hashes(from, limit)
    }

    fn latest(&self) -> Result<Option<StoredCheckpoint>, ReadError> {
        self.inner.latest()
    }

    fn history(&self, from_size: u64, limit: usize) -> Result<Vec<StoredCheckpoint>, ReadError> {
        self.inner.history(from_size, limit)
    }
}

/// A shelf under a plan, its writing calls numbered together with those of the store.
pub struct FaultyShelf {
    inner: Box<dyn Shelf>,
    plan: FaultPlan,
}

impl FaultyShelf {
    /// Puts a shelf under a plan.
    pub fn new(inner: Box<dyn Shelf>, plan: FaultPlan) -> Self {
        Self { inner, plan }
    }

    /// Runs a writing call under the plan; `torn` does the first so many parts of it.
    fn under_plan<T>(
        &mut self,
        whole: impl FnOnce(&mut dyn Shelf) -> Result<T, VaultError>,
        torn: impl FnOnce(&mut dyn Shelf, usize) -> Result<(), VaultError>,
    ) -> Result<T, VaultError> {
        match self.plan.judge_write() {
            Verdict::Do => return whole(&mut *self.inner),
            Verdict::Fault(WriteFault::Failed) => {
                return Err(VaultError::Unavailable(INJECTED.into()));
            }
            Verdict::Fault(WriteFault::FailedButPersisted) => {
                whole(&mut *self.inner)?;
            }
            Verdict::Fault(WriteFault::Torn { kept }) => torn(&mut *self.inner, kept)?,
            Verdict::Fault(WriteFault::Lost) | Verdict::Stopped => {}
        }
        Err(VaultError::Unknown(INJECTED.into()))
    }
}

impl Shelf for FaultyShelf {
    fn plate(&self) -> Result<Option<Plate>, VaultError> {
        self.inner.plate()
    }

    fn set_plate(&mut self, plate: &Plate) -> Result<(), VaultError> {
        self.under_plan(|shelf| shelf.set_plate(plate), |_, _| Ok(()))
    }

    fn put(&mut self, records: &[SealedRecord]) -> Result<(), VaultError> {
        self.under_plan(
            |shelf| shelf.put(records),
            |shelf, kept| shelf.put(records.get(..kept).unwrap_or(records)),
        )
    }

    fn get(&self, record: RecordKey) -> Result<Shelved, VaultError> {
        self.inner.get(record)
    }

    fn scan(
        &self,
        first: RecordKey,
        limit: usize,
        files: Files,
    ) -> Result<Vec<(RecordKey, Shelved)>, VaultError> {
        self.inner.scan(first, limit, files)
    }

    fn keys(
        &self,
        first: RecordKey,
        limit: usize,
    ) -> Result<Vec<(RecordKey, WrappedKey)>, VaultError> {
        self.inner.keys(first, limit)
    }

    fn erase(&mut self, records: &[RecordKey]) -> Result<(), VaultError> {
        self.under_plan(
            |shelf| shelf.erase(records),
            |shelf, kept| shelf.erase(records.get(..kept).unwrap_or(records)),
        )
    }

    fn sweep(&mut self) -> Result<Erasure, VaultError> {
        self.under_plan(|shelf| shelf.sweep(), |_, _| Ok(()))
    }

    fn discard_from(&mut self, row: u64) -> Result<u64, VaultError> {
        self.under_plan(|shelf| shelf.discard_from(row), |_, _| Ok(()))
    }

    fn rewrap(&mut self, wrapped: &[(RecordKey, WrappedKey)]) -> Result<(), VaultError> {
        self.under_plan(
            |shelf| shelf.rewrap(wrapped),
            |shelf, kept| shelf.rewrap(wrapped.get(..kept).unwrap_or(wrapped)),
        )
    }
}

#[cfg(test)]
mod tests;
