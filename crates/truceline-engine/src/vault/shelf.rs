//! Where sealed records stand: the storage under the vault.
//!
//! It sees sealed bytes only and cannot open them. Not the log's store: it can delete, and promises that what it
//! deleted is gone.

use super::seal::WrappedKey;
use super::{Erasure, RecordKey, VaultError};

/// A record with its values sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedRecord {
    /// Whose it is.
    pub record: RecordKey,
    /// Its data key, wrapped.
    pub wrapped: WrappedKey,
    /// Its values by column, ascending, sealed.
    pub values: Vec<(u32, Vec<u8>)>,
}

/// What a shelf holds of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shelved {
    /// Nothing.
    Absent,
    /// The mark that it was erased.
    Erased,
    /// The record.
    Held(SealedRecord),
}

/// Storage of sealed records. Writing calls are all or nothing and durable when they return.
pub trait Shelf: Send {
    /// The sealed mark by which the right master key is known; `None` on an empty shelf.
    fn nameplate(&self) -> Result<Option<Vec<u8>>, VaultError>;

    /// Stores records in ascending order, none of which is held or erased.
    fn put(&mut self, records: &[SealedRecord]) -> Result<(), VaultError>;

    /// What is held of one record.
    fn get(&self, record: RecordKey) -> Result<Shelved, VaultError>;

    /// Records from `first` on, in order, at most `limit`: those held and those erased.
    fn scan(&self, first: RecordKey, limit: usize)
    -> Result<Vec<(RecordKey, Shelved)>, VaultError>;

    /// The wrapped keys of everything held, in order.
    fn keys(&self) -> Result<Vec<(RecordKey, WrappedKey)>, VaultError>;

    /// Destroys records and leaves marks.
    fn erase(&mut self, records: &[RecordKey]) -> Result<(), VaultError>;

    /// Removes earlier states of what was destroyed or overwritten.
    fn sweep(&mut self) -> Result<Erasure, VaultError>;

    /// Removes records and marks of `row` and beyond, and counts the records that were held.
    fn discard_from(&mut self, row: u64) -> Result<u64, VaultError>;

    /// Replaces the nameplate and the wrapped keys of everything held.
    fn rekey(
        &mut self,
        nameplate: &[u8],
        wrapped: &[(RecordKey, WrappedKey)],
    ) -> Result<(), VaultError>;
}
