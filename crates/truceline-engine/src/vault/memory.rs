//! A shelf in memory: for tests, simulation and rehearsals.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::seal::WrappedKey;
use super::shelf::{Files, Plate, SealedRecord, Shelf, Shelved};
use super::{Erasure, RecordKey, Table, VaultError, VaultRefusal};

/// A shelf in memory. Clones are handles on the same shelf, as after closing and opening again.
#[derive(Debug, Clone, Default)]
pub struct MemoryShelf {
    content: Arc<Mutex<Content>>,
}

#[derive(Debug, Default)]
struct Content {
    plate: Option<Plate>,
    /// `None` is the mark of an erased record.
    records: BTreeMap<RecordKey, Option<SealedRecord>>,
}

impl MemoryShelf {
    /// An empty shelf.
    pub fn new() -> Self {
        Self::default()
    }

    fn content(&self) -> MutexGuard<'_, Content> {
        self.content.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelf for MemoryShelf {
    fn plate(&self) -> Result<Option<Plate>, VaultError> {
        Ok(self.content().plate.clone())
    }

    fn set_plate(&mut self, plate: &Plate) -> Result<(), VaultError> {
        self.content().plate = Some(plate.clone());
        Ok(())
    }

    fn put(&mut self, records: &[SealedRecord]) -> Result<(), VaultError> {
        let mut content = self.content();
        for each in records {
            match content.records.get(&each.record) {
                None => {}
                Some(None) => return Err(VaultRefusal::Erased(each.record).into()),
                Some(Some(_)) => return Err(VaultRefusal::Held(each.record).into()),
            }
        }
        let new = records.iter().map(|each| (each.record, Some(each.clone())));
        content.records.extend(new);
        Ok(())
    }

    fn get(&self, record: RecordKey) -> Result<Shelved, VaultError> {
        Ok(self
            .content()
            .records
            .get(&record)
            .map_or(Shelved::Absent, shelved))
    }

    fn scan(
        &self,
        first: RecordKey,
        limit: usize,
        files: Files,
    ) -> Result<Vec<(RecordKey, Shelved)>, VaultError> {
        let content = self.content();
        let records = content.records.range(first..);
        let read = |record: &RecordKey| files == Files::Included || record.table != Table::Part;
        let records = records.filter(|(record, _)| read(record)).take(limit);
        Ok(records
            .map(|(record, held)| (*record, shelved(held)))
            .collect())
    }

    fn keys(
        &self,
        first: RecordKey,
        limit: usize,
    ) -> Result<Vec<(RecordKey, WrappedKey)>, VaultError> {
        let content = self.content();
        let held = content.records.range(first..);
        let held = held.filter_map(|(_, held)| held.as_ref()).take(limit);
        Ok(held.map(|sealed| (sealed.record, sealed.wrapped)).collect())
    }

    fn erase(&mut self, records: &[RecordKey]) -> Result<(), VaultError> {
        self.content()
            .records
            .extend(records.iter().map(|record| (*record, None)));
        Ok(())
    }

    fn sweep(&mut self) -> Result<Erasure, VaultError> {
        Ok(Erasure::Complete)
    }

    fn discard_from(&mut self, row: u64) -> Result<u64, VaultError> {
        let first = RecordKey {
            row,
            table: Table::Disclosure,
        };
        let discarded = self.content().records.split_off(&first);
        Ok(discarded.values().flatten().count() as u64)
    }

    fn rewrap(&mut self, wrapped: &[(RecordKey, WrappedKey)]) -> Result<(), VaultError> {
        let mut content = self.content();
        for (record, new) in wrapped {
            if let Some(Some(sealed)) = content.records.get_mut(record) {
                sealed.wrapped = *new;
            }
        }
        Ok(())
    }
}

fn shelved(held: &Option<SealedRecord>) -> Shelved {
    held.clone().map_or(Shelved::Erased, Shelved::Held)
}
