//! The one writer of a register: it decides, makes durable, and only then answers.
//!
//! [`Writer::commit`] is the commit order of DESIGN §5 in one place. A failed append discards the
//! staged state; an outcome that nobody knows ends the writer, and the start reads again what the
//! disk holds. Not here: judging (the register's), hashing and signing (the log's).

use truceline_log::checkpoint::{Checkpoint, Origin, SignedCheckpoint};
use truceline_log::commitment::{self, Opening};
use truceline_log::hash::Hash;
use truceline_log::tree::{Frontier, Tree};
use truceline_log::vkey::SignerKey;
use truceline_register::codec::record::Record;
use truceline_register::codec::statement::Submission;
use truceline_register::ids::{DeskId, LogIndex, PartyId};
use truceline_register::refusal::Refusal;
use truceline_register::refusal::tally::Tally;
use truceline_register::register::Register;
use truceline_register::register::decide::{Decision, Draft};
use truceline_register::register::said::Context;
use truceline_register::time::Instant;

use crate::clock::{self, Clock, Reading};
use crate::database;
use crate::folder::Folder;
use crate::head::{AdvanceError, Head, HeadFile};
use crate::lock::ExclusiveLock;
use crate::randomness::{Randomness, RandomnessError};
use crate::replay;
use crate::store::{AppendError, Entry, Store};
use crate::vault::{Erasure, RecordKey, Table, Vault, VaultError};

pub mod open;
pub mod queue;

/// Public checkpoints come out at multiples of this size, filled with pads, so that they do not
/// tell how busy the zone is.
pub const PUBLIC_STEP: u64 = 64;

/// What became of one submission.
#[derive(Debug, Clone)]
pub enum Answer {
    /// It is a record.
    Admitted {
        /// Where.
        index: LogIndex,
    },
    /// It was a record before.
    Repeated {
        /// Where.
        index: LogIndex,
    },
    /// It is not a record; a final refusal is one itself.
    Refused {
        /// Why.
        refusal: Refusal,
        /// Where the refusal stands, if it is on record.
        index: Option<LogIndex>,
    },
}

/// Why nothing was committed.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// Nothing was written; it may work later.
    #[error("nothing was recorded: {0}")]
    NotWritten(String),
    /// Nothing was written, for want of room.
    #[error(
        "nothing was recorded: no space is left on the register's disk; free some, and run it again ({0})"
    )]
    NoSpace(String),
    /// What the disk holds is not known: the writer takes nothing more. Start again.
    #[error("what was recorded is not known: {0}; stop, and start again")]
    Unknown(String),
    /// No randomness.
    #[error(transparent)]
    Randomness(#[from] RandomnessError),
    /// The writer ended before.
    #[error("this writer has ended; start again")]
    Ended,
}

/// The writer. Holds the register's lock for as long as it lives.
pub struct Writer {
    folder: Option<Folder>,
    _lock: Option<ExclusiveLock>,
    store: Box<dyn Store>,
    vault: Vault,
    head_file: Option<HeadFile>,
    head: Option<Head>,
    signer: SignerKey,
    clock: Box<dyn Clock>,
    randomness: Box<dyn Randomness>,
    staged: Register,
    register: Register,
    /// Refusals beyond what their keys have on record, as staged and as answered. They are lost when
    /// the process ends before they are summed up: the log then says fewer.
    staged_tally: Tally,
    tally: Tally,
    tree: Tree,
    /// What the vault lacked at the start, though nobody erased it.
    lost: Vec<replay::Lost>,
    last_reading: Option<Reading>,
    /// The reading of the last round that became durable: a jump seen in a round that did not is
    /// seen again in the next.
    settled_reading: Option<Reading>,
    ended: bool,
}

/// Everything decided in one round and not durable yet.
#[derive(Default)]
struct Batch {
    records: Vec<Option<Record>>,
    entries: Vec<Entry>,
}

impl Writer {
    /// Decides each submission, makes all of them durable at once, and answers in their order.
    ///
    /// # Errors
    /// [`CommitError`]; then nothing of it counts, or the writer has ended.
    pub fn commit(&mut self, submissions: &[Submission]) -> Result<Vec<Answer>, CommitError> {
        self.require_running()?;
        let mut batch = Batch::default();
        let staged = self.stage_submissions(submissions, &mut batch);
        let answers = self.or_discard(staged)?;
        self.make_durable(batch)?;
        Ok(answers)
    }

    /// Appends what time alone has made due; whether there was anything.
    ///
    /// # Errors
    /// [`CommitError`].
    pub fn tick(&mut self) -> Result<bool, CommitError> {
        self.require_running()?;
        let mut batch = Batch::default();
        let staged = self.stage_tick(&mut batch);
        self.or_discard(staged)?;
        let any = !batch.entries.is_empty();
        self.make_durable(batch)?;
        Ok(any)
    }

    /// Appends that a desk came or went, and what the watch says of it; whether that is anything new.
    ///
    /// # Errors
    /// [`CommitError`].
    pub fn desk_seen(
        &mut self,
        party: PartyId,
        desk: DeskId,
        present: bool,
    ) -> Result<bool, CommitError> {
        self.require_running()?;
        let mut batch = Batch::default();
        let staged = self.stage_desk(party, desk, present, &mut batch);
        let any = self.or_discard(staged)?;
        self.make_durable(batch)?;
        Ok(any)
    }

    /// Fills the log with pads up to the next multiple of [`PUBLIC_STEP`]: the checkpoint over it is
    /// the one for witnesses.
    ///
    /// # Errors
    /// [`CommitError`].
    pub fn publish(&mut self) -> Result<SignedCheckpoint, CommitError> {
        self.require_running()?;
        let mut batch = Batch::default();
        while !self.staged.size.is_multiple_of(PUBLIC_STEP) {
            let drawn = self.draw().map_err(CommitError::from);
            let opening = self.or_discard(drawn)?;
            batch.entries.push(Entry {
                envelope: Vec::new(),
                opening,
                leaf_hash: commitment::pad(&Opening(opening)).leaf_hash().0,
            });
            batch.records.push(None);
            self.staged.apply_pad();
        }
        self.make_durable(batch)?;
        self.checkpoint().ok_or(CommitError::Ended)
    }

    /// The register as it is durable.
    #[must_use]
    pub const fn register(&self) -> &Register {
        &self.register
    }

    /// The tree as it is durable.
    #[must_use]
    pub const fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The log's store.
    #[must_use]
    pub fn store(&self) -> &dyn Store {
        self.store.as_ref()
    }

    /// The vault.
    #[must_use]
    pub const fn vault(&self) -> &Vault {
        &self.vault
    }

    /// What the vault lacked at the start, though nobody erased it.
    #[must_use]
    pub fn lost(&self) -> &[replay::Lost] {
        &self.lost
    }

    /// The data folder, where there is one.
    #[must_use]
    pub const fn folder(&self) -> Option<&Folder> {
        self.folder.as_ref()
    }

    /// The time by the writer's clock, never before the latest record.
    #[must_use]
    pub fn now(&self) -> Instant {
        let wall = self.clock.read().wall;
        self.register
            .last_received
            .map_or(wall, |last| last.max(wall))
    }

    /// The latest signed checkpoint.
    #[must_use]
    pub fn checkpoint(&self) -> Option<SignedCheckpoint> {
        let head = self.head.as_ref()?;
        SignedCheckpoint::parse(&head.signed).ok()
    }

    /// Destroys in the vault what the register has forgotten. Runs after every batch that erased,
    /// and at every start, so that a crash between the two leaves nothing behind.
    ///
    /// # Errors
    /// [`VaultError`].
    pub fn carry_out_erasures(&mut self) -> Result<(), VaultError> {
        let mut rows = Vec::new();
        for (row, personal_only) in self.register.erasures.all() {
            rows.push(RecordKey {
                row,
                table: Table::Personal,
            });
            if !personal_only {
                rows.push(RecordKey {
                    row,
                    table: Table::Disclosure,
                });
                rows.push(RecordKey {
                    row,
                    table: Table::Submission,
                });
            }
        }
        for chunk in rows.chunks(10_000) {
            let _: Erasure = self.vault.erase(chunk)?;
        }
        Ok(())
    }

    const fn require_running(&self) -> Result<(), CommitError> {
        if self.ended {
            Err(CommitError::Ended)
        } else {
            Ok(())
        }
    }

    fn draw(&mut self) -> Result<[u8; 32], RandomnessError> {
        let mut bytes = [0; 32];
        self.randomness.fill(&mut bytes)?;
        Ok(bytes)
    }

    fn context(&mut self, now: Instant) -> Result<Context, RandomnessError> {
        // Where no clock was looked at nothing is decided.
        let wall = self.last_reading.map_or(now, |reading| reading.wall);
        Ok(Context {
            now,
            wall,
            seed: self.draw()?,
        })
    }

    /// Reads the clock; a jump goes on record before anything else does.
    fn look_at_clock(&mut self, batch: &mut Batch) -> Result<Instant, CommitError> {
        let reading = self.clock.read();
        let jumped = match (
            self.last_reading.replace(reading),
            self.staged.last_received,
        ) {
            (Some(before), _) => clock::jumped(before, reading),
            // At start only a step backward can be seen from here: behind the log, or behind what the clock
            // read when two people said that it is right.
            (None, Some(last)) => {
                let least = self.staged.clock.not_before(last);
                least.since(reading.wall).micros()
                    > i64::try_from(clock::MAX_JUMP.as_micros()).unwrap_or(i64::MAX)
            }
            (None, None) => false,
        };
        let now = self
            .staged
            .last_received
            .map_or(reading.wall, |last| last.max(reading.wall));
        if jumped && !self.staged.clock.in_doubt(self.staged.size) {
            let context = self.context(now)?;
            let draft = self.staged.doubt_clock(&context);
            self.stage(draft, batch)?;
            self.stage_watch(now, batch)?;
        }
        Ok(now)
    }

    /// What was staged and did not get through is discarded, so that no later answer rests on it.
    fn or_discard<T>(&mut self, staged: Result<T, CommitError>) -> Result<T, CommitError> {
        if staged.is_err() {
            self.discard();
        }
        staged
    }

    fn discard(&mut self) {
        self.last_reading = self.settled_reading;
        self.staged = self.register.clone();
        self.staged_tally = self.tally.clone();
    }

    fn stage_submissions(
        &mut self,
        submissions: &[Submission],
        batch: &mut Batch,
    ) -> Result<Vec<Answer>, CommitError> {
        let now = self.look_at_clock(batch)?;
        submissions
            .iter()
            .map(|submission| self.stage_submission(submission, now, batch))
            .collect()
    }

    fn stage_tick(&mut self, batch: &mut Batch) -> Result<(), CommitError> {
        let now = self.look_at_clock(batch)?;
        let context = self.context(now)?;
        if let Some(draft) = self.staged.tick(&context) {
            self.stage(draft, batch)?;
            self.stage_watch(now, batch)?;
        }
        self.stage_summaries(now, batch)
    }

    fn stage_desk(
        &mut self,
        party: PartyId,
        desk: DeskId,
        present: bool,
        batch: &mut Batch,
    ) -> Result<bool, CommitError> {
        let now = self.look_at_clock(batch)?;
        let context = self.context(now)?;
        let Some(draft) = self.staged.desk_seen(party, desk, present, &context) else {
            return Ok(false);
        };
        self.stage(draft, batch)?;
        self.stage_watch(now, batch)?;
        Ok(true)
    }

    /// Sums up the refusals of every key whose turn it is.
    fn stage_summaries(&mut self, now: Instant, batch: &mut Batch) -> Result<(), CommitError> {
        if self.staged_tally.is_empty() {
            return Ok(());
        }
        let mut context = self.context(now)?;
        while let Some(draft) = self.staged_tally.sum_up(&self.staged, &context) {
            self.stage(draft, batch)?;
            context = self.context(now)?;
        }
        Ok(())
    }

    fn stage_submission(
        &mut self,
        submission: &Submission,
        now: Instant,
        batch: &mut Batch,
    ) -> Result<Answer, CommitError> {
        let context = self.context(now)?;
        Ok(match self.staged.decide(submission, &context) {
            Decision::Admitted(draft) => {
                let index = self.stage(*draft, batch)?;
                self.stage_watch(now, batch)?;
                Answer::Admitted { index }
            }
            Decision::Repeated(index) => Answer::Repeated { index },
            Decision::RefusedOnRecord(draft, refusal) => {
                let index = Some(self.stage(*draft, batch)?);
                Answer::Refused { refusal, index }
            }
            Decision::RefusedUnrecorded(refusal, unrecorded) => {
                self.staged_tally.count(unrecorded);
                self.stage_summaries(now, batch)?;
                let index = None;
                Answer::Refused { refusal, index }
            }
            Decision::TurnedAway(refusal) => Answer::Refused {
                refusal,
                index: None,
            },
        })
    }

    fn stage_watch(&mut self, now: Instant, batch: &mut Batch) -> Result<(), CommitError> {
        let context = self.context(now)?;
        if let Some(draft) = self.staged.follow(&context) {
            self.stage(draft, batch)?;
        }
        Ok(())
    }

    fn stage(&mut self, draft: Draft, batch: &mut Batch) -> Result<LogIndex, CommitError> {
        let index = self.staged.size;
        let envelope = draft.envelope.to_bytes();
        let opening = self.draw()?;
        let leaf_hash = commitment::commit(&Opening(opening), &envelope)
            .leaf_hash()
            .0;
        let record = draft.into_record(index);
        self.staged.apply(&record);
        batch.entries.push(Entry {
            envelope,
            opening,
            leaf_hash,
        });
        batch.records.push(Some(record));
        Ok(index)
    }

    /// Vault, log with its signed checkpoint, head: each durable before the next; then the state
    /// that everyone sees.
    fn make_durable(&mut self, batch: Batch) -> Result<(), CommitError> {
        if batch.entries.is_empty() {
            self.tally.clone_from(&self.staged_tally);
            self.settled_reading = self.last_reading;
            return Ok(());
        }
        let size = self.register.size;
        let items: Vec<_> = batch
            .records
            .iter()
            .flatten()
            .flat_map(|record| replay::items(record.index, &record.disclosures))
            .collect();
        if let Err(error) = self.vault.put(&items, self.randomness.as_mut()) {
            return Err(self.give_up(matches!(error, VaultError::Unknown(_)), &error));
        }
        let mut ahead = self.tree.frontier();
        for entry in &batch.entries {
            ahead.push(Hash(entry.leaf_hash));
        }
        let head = match self.sign(&ahead) {
            Ok(head) => head,
            Err(error) => return Err(self.give_up(false, &error)),
        };
        if let Err(error) = self.store.append(size, &batch.entries, &head.signed) {
            let unknown = matches!(
                error,
                AppendError::Unknown(_) | AppendError::Conflict { .. }
            );
            return Err(self.give_up(unknown, &error));
        }
        if let Some(file) = &self.head_file
            && let Err(error) = file.advance(self.head.as_ref(), &head)
        {
            // The log holds the batch and the head does not say so: only a start mends that.
            self.ended = true;
            return Err(CommitError::Unknown(describe(&error)));
        }
        self.settled_reading = self.last_reading;
        self.head = Some(head);
        self.tally.clone_from(&self.staged_tally);
        for entry in &batch.entries {
            self.tree.push(Hash(entry.leaf_hash));
        }
        let erased_before = self.register.erasures.all().count();
        for record in &batch.records {
            match record {
                Some(record) => self.register.apply(record),
                None => self.register.apply_pad(),
            }
        }
        if self.register.erasures.all().count() > erased_before
            && let Err(error) = self.carry_out_erasures()
        {
            self.ended = true;
            return Err(CommitError::Unknown(error.to_string()));
        }
        Ok(())
    }

    fn sign(&self, ahead: &Frontier) -> Result<Head, CommitError> {
        let checkpoint = Checkpoint {
            origin: Origin::of(self.signer.name()),
            size: ahead.size(),
            root: ahead.root(),
        };
        let signed = SignedCheckpoint::sign(checkpoint, &self.signer)
            .map_err(|error| CommitError::NotWritten(error.to_string()))?;
        Ok(Head {
            size: ahead.size(),
            root: ahead.root().0,
            signed: signed.to_string().into_bytes(),
        })
    }

    /// Discards the staged state; where the outcome is unknown, ends the writer.
    fn give_up(&mut self, unknown: bool, error: &(dyn std::error::Error + 'static)) -> CommitError {
        let what = error.to_string();
        if unknown {
            self.ended = true;
            return CommitError::Unknown(what);
        }
        self.discard();
        match self.vault.discard_from(self.register.size) {
            Ok(_) if database::is_no_space(error) => CommitError::NoSpace(what),
            Ok(_) => CommitError::NotWritten(what),
            Err(error) => {
                self.ended = true;
                CommitError::Unknown(format!("{what}; then {error}"))
            }
        }
    }
}

fn describe(error: &AdvanceError) -> String {
    error.to_string()
}

#[cfg(test)]
mod tests;
