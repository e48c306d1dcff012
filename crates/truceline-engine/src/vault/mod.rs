//! The vault: what the log must not hold because people may one day want it gone.
//!
//! Disclosures and salts, personal fields, and bytes that could not be read stand here, apart from the log
//! (DESIGN §5, "The leaf"). The second seam of the engine, and the only one that can delete. It does not judge
//! who may erase what; two people and a record in the log do.
//!
//! **Sealing.** Each record (a log index within a table) has a random data key of its own; the data key is
//! wrapped under the vault's master key, the values are sealed under the data key, all with
//! XChaCha20-Poly1305 and random nonces, bound to register, table, row and column. A value moved elsewhere
//! does not open. Personal fields are a table of their own, so their keys can be destroyed alone.
//!
//! **Order.** [`Vault::put`] is durable before the log append it belongs to. After a crash, or an append that
//! did not happen, [`Vault::discard_from`] with the log's size removes what has no entry.
//!
//! **Erasing** overwrites the wrapped data key and every value in place with zeros and empties the
//! write-ahead log; a mark without content stays. Copies elsewhere are not reached: backups of the vault have a
//! retention of their own, and a restored one is erased again from the log's erasure records. What a disk keeps
//! in blocks it no longer shows is beyond a program; with the wrapped key gone it is noise to who has the disk,
//! unless they recover that very block **and** hold the master key.

pub mod memory;
pub mod ring;
pub mod rotation;
pub mod seal;
pub mod shelf;
pub mod sqlite;

use crate::keyfile::Seed;
use crate::randomness::{Randomness, RandomnessError};
use crate::store::Cause;
use ring::{Masters, Ring};
use seal::{DataKey, RegisterId};
use shelf::{Files, Plate, SealedRecord, Shelf, Shelved};

/// The longest value: a submission may be 1 MiB as it comes in.
pub const VALUE_MAX_BYTES: usize = 4 << 20;
/// The most records one batch puts or erases.
pub const BATCH_MAX_RECORDS: usize = 131_072;
/// The most records one scan opens; with values of usual length some megabytes.
pub const SCAN_MAX_RECORDS: usize = 4_096;
/// A scan ends behind the record with which it has read so many bytes: files are long.
pub const SCAN_MAX_BYTES: u64 = 32 << 20;
/// Rows are log indexes; a register does not reach 2^60 records.
pub const ROW_MAX: u64 = (1 << 60) - 1;

/// What kind of content, each with keys of its own. Numbers are stored: never change or reuse one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Table {
    /// Disclosed values of sensitive fields, with their salts.
    Disclosure = 1,
    /// Names, numbers and addresses of people: the shortest life.
    Personal = 2,
    /// Bytes as they came in, where they could not be read and so have no fields.
    Submission = 3,
    /// Bytes of files. Read when somebody wants a file, and by nothing else.
    Part = 4,
}

impl Table {
    /// Every table.
    pub const ALL: [Self; 4] = [
        Self::Disclosure,
        Self::Personal,
        Self::Submission,
        Self::Part,
    ];

    /// The name that values are bound to.
    pub fn name(self) -> &'static str {
        match self {
            Self::Disclosure => "disclosure",
            Self::Personal => "personal",
            Self::Submission => "submission",
            Self::Part => "part",
        }
    }
}

/// One record's content of one kind: what has one data key and is erased together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordKey {
    /// The log index of the record.
    pub row: u64,
    /// Which kind of content.
    pub table: Table,
}

impl RecordKey {
    /// The first there can be.
    pub const FIRST: Self = Self {
        row: 0,
        table: Table::Disclosure,
    };

    /// The one after this.
    #[must_use]
    pub fn next(self) -> Self {
        match self.table {
            Table::Disclosure => Self {
                table: Table::Personal,
                ..self
            },
            Table::Personal => Self {
                table: Table::Submission,
                ..self
            },
            Table::Submission => Self {
                table: Table::Part,
                ..self
            },
            Table::Part => Self {
                row: self.row.saturating_add(1),
                ..Self::FIRST
            },
        }
    }
}

/// One value to be put away.
#[derive(Clone, PartialEq, Eq)]
pub struct Item {
    /// Whose it is.
    pub record: RecordKey,
    /// Which of the record's values; the caller's numbering.
    pub column: u32,
    /// The plain bytes.
    pub value: Vec<u8>,
}

impl std::fmt::Debug for Item {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Item({:?}, column {}, [redacted])",
            self.record, self.column
        )
    }
}

/// What the vault holds of a record.
#[derive(Clone, PartialEq, Eq)]
pub enum Held {
    /// Nothing was ever put there, or it was discarded.
    Absent,
    /// It was erased for good.
    Erased,
    /// Its values by column, ascending.
    Values(Vec<(u32, Vec<u8>)>),
}

impl std::fmt::Debug for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Absent => f.write_str("Absent"),
            Self::Erased => f.write_str("Erased"),
            Self::Values(values) => write!(f, "Values({} [redacted])", values.len()),
        }
    }
}

/// How far an erasure has come. The content is out of reach in both cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Erasure {
    /// Nothing of it is left in the vault's files.
    Complete,
    /// A reader still holds an earlier state, so sealed bytes remain in the write-ahead log; call
    /// [`Vault::sweep`] again.
    TracesRemain,
}

/// Why the vault did not do it, by what the caller does next.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The call breaks a rule; nothing was written, and the same call never will be.
    #[error("the vault refuses: {0}")]
    Refused(#[from] VaultRefusal),
    /// The master key is not this vault's, or the vault is not this register's.
    #[error(
        "the vault does not open with this master key for this register; find the right key file"
    )]
    WrongMasterKey,
    /// The master key was changed by another process since this one opened the vault.
    #[error("the vault's master key was changed while this read it; run it again")]
    Rekeyed,
    /// What is stored is not what was put there. Its content counts as unknown; run `fsck`, restore.
    #[error(
        "the vault is damaged at {what}; run `truceline fsck`, and put the vault's backup back (docs/operating/backup.md)"
    )]
    Damaged {
        /// Table, row and column, or the fault SQLite met.
        what: String,
    },
    /// No random bytes, so nothing was sealed.
    #[error(transparent)]
    Randomness(#[from] RandomnessError),
    /// Nothing was written or read: full disk, a lock. It may work later.
    #[error("the vault cannot be used now: {0}; nothing was written")]
    Unavailable(#[source] Cause),
    /// Whether it was written is not known. End the process; the start discards what has no log entry.
    #[error("whether the vault was written is not known: {0}; stop, and start again")]
    Unknown(#[source] Cause),
}

/// Which rule a call breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultRefusal {
    /// The record has content already. After an append that failed, discard first.
    #[error("row {} of {} is held already", .0.row, .0.table.name())]
    Held(RecordKey),
    /// The record was erased, and erased it stays.
    #[error("row {} of {} was erased", .0.row, .0.table.name())]
    Erased(RecordKey),
    /// Two items of one batch have the same place.
    #[error("column {column} of row {} of {} comes twice", record.row, record.table.name())]
    Twice {
        /// The record.
        record: RecordKey,
        /// The column.
        column: u32,
    },
    /// See [`VALUE_MAX_BYTES`].
    #[error("a value is longer than {VALUE_MAX_BYTES} bytes")]
    ValueTooLong,
    /// See [`BATCH_MAX_RECORDS`].
    #[error("more than {BATCH_MAX_RECORDS} records at once")]
    TooManyRecords,
    /// See [`ROW_MAX`].
    #[error("a row beyond {ROW_MAX}")]
    RowTooHigh,
    /// A vault was to be set up on a shelf that has one.
    #[error("a vault is set up here already")]
    SetUp,
    /// The master key is being changed: that comes to its end first.
    #[error("the master key is being changed already")]
    Rotating,
}

/// A vault opened with its master key.
pub struct Vault {
    shelf: Box<dyn Shelf>,
    ring: Ring,
    register: RegisterId,
    /// While the master key is changed: from where on data keys may still be wrapped under the former one.
    next_to_wrap: RecordKey,
    /// After the master key was changed: how often it is still tried to remove the traces that readers hold.
    sweeps_left: u8,
}

impl Vault {
    /// Sets up a new vault on an empty shelf, for one register, under a master key.
    pub fn create(
        mut shelf: Box<dyn Shelf>,
        master: Seed,
        register: RegisterId,
        randomness: &mut dyn Randomness,
    ) -> Result<Self, VaultError> {
        if shelf.plate()?.is_some() {
            return Err(VaultRefusal::SetUp.into());
        }
        let sealed = seal::seal_nameplate(&master, &register, randomness)?;
        shelf.set_plate(&Plate {
            sealed,
            former: None,
        })?;
        Ok(Self::over(shelf, Ring::of(master, None), register))
    }

    /// Opens a vault; at once refuses a wrong master key or another register's vault. Where the master key was being
    /// changed, it is the new one that opens it.
    pub fn open(
        shelf: Box<dyn Shelf>,
        master: Seed,
        register: RegisterId,
    ) -> Result<Self, VaultError> {
        let plate = shelf.plate()?.ok_or(VaultError::WrongMasterKey)?;
        if !seal::nameplate_fits(&plate.sealed, &master, &register) {
            return Err(VaultError::WrongMasterKey);
        }
        let former = plate.former.map(|former| {
            seal::open_former(&former, &master, &register).ok_or_else(|| VaultError::Damaged {
                what: "the former master key".to_owned(),
            })
        });
        let ring = Ring::of(master, former.transpose()?);
        Ok(Self::over(shelf, ring, register))
    }

    /// Another reader of a vault that is open in this process, with the same ring of keys: it goes on reading while
    /// the master key is changed.
    #[must_use]
    pub fn beside(shelf: Box<dyn Shelf>, ring: Ring, register: RegisterId) -> Self {
        Self::over(shelf, ring, register)
    }

    const fn over(shelf: Box<dyn Shelf>, ring: Ring, register: RegisterId) -> Self {
        Self {
            shelf,
            ring,
            register,
            next_to_wrap: RecordKey::FIRST,
            sweeps_left: rotation::SWEEPS,
        }
    }

    /// The keys that it opens with, for readers beside it.
    #[must_use]
    pub fn ring(&self) -> Ring {
        self.ring.clone()
    }

    /// Seals and stores `items`, all or none, durable when it returns. A record is put once, whole.
    pub fn put(
        &mut self,
        items: &[Item],
        randomness: &mut dyn Randomness,
    ) -> Result<(), VaultError> {
        if items.is_empty() {
            return Ok(());
        }
        let mut order: Vec<&Item> = items.iter().collect();
        order.sort_by_key(|item| (item.record, item.column));
        for pair in order.windows(2) {
            if let [first, second] = pair
                && (first.record, first.column) == (second.record, second.column)
            {
                return Err(VaultRefusal::Twice {
                    record: first.record,
                    column: first.column,
                }
                .into());
            }
        }
        let masters = self.ring.now();
        let mut records: Vec<SealedRecord> = Vec::with_capacity(items.len());
        for of_one in order.chunk_by(|a, b| a.record == b.record) {
            if let Some(record) = self.seal_record(of_one, &masters.current, randomness)? {
                records.push(record);
            }
        }
        if records.len() > BATCH_MAX_RECORDS {
            return Err(VaultRefusal::TooManyRecords.into());
        }
        self.shelf.put(&records)
    }

    fn seal_record(
        &self,
        items: &[&Item],
        master: &Seed,
        randomness: &mut dyn Randomness,
    ) -> Result<Option<SealedRecord>, VaultError> {
        let Some(record) = items.first().map(|item| item.record) else {
            return Ok(None);
        };
        if record.row > ROW_MAX {
            return Err(VaultRefusal::RowTooHigh.into());
        }
        let key = DataKey::generate(randomness)?;
        let wrapped = seal::wrap(&key, master, &self.register, record, randomness)?;
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            if item.value.len() > VALUE_MAX_BYTES {
                return Err(VaultRefusal::ValueTooLong.into());
            }
            let sealed = seal::seal(
                &item.value,
                &key,
                &self.register,
                record,
                item.column,
                randomness,
            )?;
            values.push((item.column, sealed));
        }
        Ok(Some(SealedRecord {
            record,
            wrapped,
            values,
        }))
    }

    /// Opens what is held of a record.
    pub fn get(&self, record: RecordKey) -> Result<Held, VaultError> {
        self.reading(|masters| self.open_shelved(self.shelf.get(record)?, masters))
    }

    /// Reads with the keys on the ring; again where they were changed meanwhile. What does not open then is damaged,
    /// or was wrapped anew by another process.
    fn reading<T>(
        &self,
        read: impl Fn(&Masters) -> Result<T, VaultError>,
    ) -> Result<T, VaultError> {
        loop {
            let masters = self.ring.now();
            match read(&masters) {
                Err(VaultError::Damaged { .. }) if self.ring.has_turned(&masters) => {}
                Err(VaultError::Damaged { what }) => {
                    let plate = self.shelf.plate()?.ok_or(VaultError::WrongMasterKey)?;
                    let fits =
                        seal::nameplate_fits(&plate.sealed, &masters.current, &self.register);
                    return Err(match fits {
                        true => VaultError::Damaged { what },
                        false => VaultError::Rekeyed,
                    });
                }
                other => return other,
            }
        }
    }

    fn open_shelved(&self, shelved: Shelved, masters: &Masters) -> Result<Held, VaultError> {
        match shelved {
            Shelved::Absent => Ok(Held::Absent),
            Shelved::Erased => Ok(Held::Erased),
            Shelved::Held(sealed) => self.open_record(sealed, masters),
        }
    }

    fn open_record(&self, sealed: SealedRecord, masters: &Masters) -> Result<Held, VaultError> {
        let record = sealed.record;
        let under = |master: &Seed| seal::unwrap(&sealed.wrapped, master, &self.register, record);
        let key = under(&masters.current)
            .or_else(|| masters.former.as_ref().and_then(under))
            .ok_or_else(|| damaged(record, "key"))?;
        let mut values = Vec::with_capacity(sealed.values.len());
        for (column, sealed) in sealed.values {
            let value = seal::open(&sealed, &key, &self.register, record, column)
                .ok_or_else(|| damaged(record, &format!("column {column}")))?;
            values.push((column, value));
        }
        Ok(Held::Values(values))
    }

    /// Opens everything held or erased from record `first` on, in order: at most `limit` records, and at most
    /// [`SCAN_MAX_RECORDS`] and about [`SCAN_MAX_BYTES`]. A reader starts at [`RecordKey::FIRST`] and goes on at
    /// [`RecordKey::next`] of the last, until nothing comes. One damaged record fails the scan; [`Vault::get`] finds
    /// out which.
    pub fn scan(
        &self,
        first: RecordKey,
        limit: usize,
    ) -> Result<Vec<(RecordKey, Held)>, VaultError> {
        self.scan_of(first, limit, Files::Included)
    }

    /// The same without the bytes of files: what a replay needs.
    pub fn scan_told(
        &self,
        first: RecordKey,
        limit: usize,
    ) -> Result<Vec<(RecordKey, Held)>, VaultError> {
        self.scan_of(first, limit, Files::LeftOut)
    }

    /// Whether a record is held, without reading what it holds.
    pub fn holds(&self, record: RecordKey) -> Result<bool, VaultError> {
        let found = self.shelf.keys(record, 1)?;
        Ok(found.first().is_some_and(|(key, _)| *key == record))
    }

    fn scan_of(
        &self,
        first: RecordKey,
        limit: usize,
        files: Files,
    ) -> Result<Vec<(RecordKey, Held)>, VaultError> {
        self.reading(|masters| {
            let found = self.shelf.scan(first, limit.min(SCAN_MAX_RECORDS), files)?;
            let opened = found
                .into_iter()
                .map(|(record, shelved)| Ok((record, self.open_shelved(shelved, masters)?)));
            opened.collect()
        })
    }

    /// Destroys data key and values of records for good. Also of records never put: they stay erased.
    /// Doing it twice is as doing it once.
    pub fn erase(&mut self, records: &[RecordKey]) -> Result<Erasure, VaultError> {
        if records.len() > BATCH_MAX_RECORDS {
            return Err(VaultRefusal::TooManyRecords.into());
        }
        if records.iter().any(|record| record.row > ROW_MAX) {
            return Err(VaultRefusal::RowTooHigh.into());
        }
        self.shelf.erase(records)?;
        self.shelf.sweep()
    }

    /// Tries again to remove the traces an erasure left in the write-ahead log.
    pub fn sweep(&mut self) -> Result<Erasure, VaultError> {
        self.shelf.sweep()
    }

    /// The same without waiting for anybody who reads: what a process that was killed left.
    pub fn sweep_at_once(&mut self) -> Result<Erasure, VaultError> {
        self.shelf.try_sweep()
    }

    /// Removes everything of row `log_size` and beyond: content whose append never happened. Gives how many
    /// records that was.
    pub fn discard_from(&mut self, log_size: u64) -> Result<u64, VaultError> {
        if log_size > ROW_MAX {
            return Ok(0);
        }
        let discarded = self.shelf.discard_from(log_size)?;
        if discarded > 0 {
            // Garbage of a crash may leave traces for a while; nothing relies on their being gone at once.
            let _: Erasure = self.shelf.sweep()?;
        }
        Ok(discarded)
    }
}

fn damaged(record: RecordKey, what: &str) -> VaultError {
    VaultError::Damaged {
        what: format!("table {}, row {}, {what}", record.table.name(), record.row),
    }
}

#[cfg(test)]
pub(crate) mod contract;
