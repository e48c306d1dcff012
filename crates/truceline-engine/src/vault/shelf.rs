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

/// The mark by which the right master key is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plate {
    /// Sealed under the master key.
    pub sealed: Vec<u8>,
    /// While data keys are wrapped anew: the master key before, sealed under the one that opens the mark.
    pub former: Option<WrappedKey>,
}

/// Whether a scan reads the bytes of files, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Files {
    /// It does.
    Included,
    /// It passes them over.
    LeftOut,
}

/// Storage of sealed records. Writing calls are all or nothing and durable when they return.
pub trait Shelf: Send {
    /// The mark by which the right master key is known; `None` on an empty shelf.
    fn plate(&self) -> Result<Option<Plate>, VaultError>;

    /// Puts a mark in place of the one that is there; a former key that it no longer has is overwritten.
    fn set_plate(&mut self, plate: &Plate) -> Result<(), VaultError>;

    /// Stores records in ascending order, none of which is held or erased.
    fn put(&mut self, records: &[SealedRecord]) -> Result<(), VaultError>;

    /// What is held of one record.
    fn get(&self, record: RecordKey) -> Result<Shelved, VaultError>;

    /// Records from `first` on, in order, at most `limit`: those held and those erased. Fewer where they are long,
    /// none only where there is none.
    fn scan(
        &self,
        first: RecordKey,
        limit: usize,
        files: Files,
    ) -> Result<Vec<(RecordKey, Shelved)>, VaultError>;

    /// The wrapped keys of what is held from `first` on, in order, at most `limit`.
    fn keys(
        &self,
        first: RecordKey,
        limit: usize,
    ) -> Result<Vec<(RecordKey, WrappedKey)>, VaultError>;

    /// Destroys records and leaves marks.
    fn erase(&mut self, records: &[RecordKey]) -> Result<(), VaultError>;

    /// Removes earlier states of what was destroyed or overwritten.
    fn sweep(&mut self) -> Result<Erasure, VaultError>;

    /// The same without waiting for anybody who reads.
    fn try_sweep(&mut self) -> Result<Erasure, VaultError> {
        self.sweep()
    }

    /// Removes records and marks of `row` and beyond, and counts the records that were held.
    fn discard_from(&mut self, row: u64) -> Result<u64, VaultError>;

    /// Replaces the wrapped keys of records that are held.
    fn rewrap(&mut self, wrapped: &[(RecordKey, WrappedKey)]) -> Result<(), VaultError>;
}
