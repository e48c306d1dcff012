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
use truceline_register::codec::proven::Proven;
use truceline_register::codec::record::{Envelope, Record};
use truceline_register::codec::statement::Submission;
use truceline_register::ids::LogIndex;
use truceline_register::refusal::Refusal;
use truceline_register::refusal::tally::Tally;
use truceline_register::register::Register;
use truceline_register::register::decide::{Decision, Draft};
use truceline_register::register::said::Context;
use truceline_register::time::Instant;

use crate::clock::{self, Clock, Reading};
use crate::database;
use crate::folder::Folder;
use crate::head::{Head, HeadFile};
use crate::lock::ExclusiveLock;
use crate::randomness::{Randomness, RandomnessError};
use crate::replay;
use crate::store::{AppendError, Entry, Store};
use crate::vault::{Erasure, RecordKey, Table, Vault, VaultError};
use state::{Copies, Published, Settled};

pub mod lanes;
pub mod open;
pub mod queue;
pub mod rotation;
pub mod state;

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
    signer: SignerKey,
    clock: Box<dyn Clock>,
    randomness: Box<dyn Randomness>,
    copies: Copies,
    /// Refusals beyond what their keys have on record, as staged and as answered. They are lost when
    /// the process ends before they are summed up: the log then says fewer.
    staged_tally: Tally,
    tally: Tally,
    /// What the vault lacked at the start, though nobody erased it.
    lost: Vec<replay::Lost>,
    last_reading: Option<Reading>,
    /// The reading of the last round that became durable: a jump seen in a round that did not is
    /// seen again in the next.
    settled_reading: Option<Reading>,
    ended: bool,
}

/// One thing to be recorded.
pub enum Work {
    /// What somebody says.
    Said(Box<Proven>),
    /// What the register itself notices: judged on the state that everything before it gives, so that
    /// nothing is noticed twice.
    Noticed(Notice),
}

/// Makes mechanical acts of the register, where there are any to make.
pub type Notice = Box<dyn FnOnce(&Register, &Context) -> Vec<Draft> + Send>;

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
        self.begin_round()?;
        let mut batch = Batch::default();
        let staged = self.stage_submissions(submissions, &mut batch);
        let answers = self.or_discard(staged)?;
        self.make_durable(batch)?;
        Ok(answers)
    }

    /// Decides each thing in turn, makes all of them durable at once, and answers in their order; `None`
    /// where there was nothing to notice.
    ///
    /// # Errors
    /// [`CommitError`]; then nothing of it counts, or the writer has ended.
    pub fn commit_all(&mut self, work: Vec<Work>) -> Result<Vec<Option<Answer>>, CommitError> {
        self.begin_round()?;
        let mut batch = Batch::default();
        let staged = self.stage_all(work, &mut batch);
        let answers = self.or_discard(staged)?;
        self.make_durable(batch)?;
        Ok(answers)
    }

    /// Appends what time alone has made due; whether there was anything.
    ///
    /// # Errors
    /// [`CommitError`].
    pub fn tick(&mut self) -> Result<bool, CommitError> {
        self.begin_round()?;
        let mut batch = Batch::default();
        let staged = self.stage_tick(&mut batch);
        self.or_discard(staged)?;
        let any = !batch.entries.is_empty();
        self.make_durable(batch)?;
        Ok(any)
    }

    /// Ends the log with a record of the register's own that says nothing but how far authority had come, and
    /// fills it with pads up to the next multiple of [`PUBLIC_STEP`]: the checkpoint over it is the one for
    /// witnesses, and what proves something under it shows nobody's last word beside.
    ///
    /// # Errors
    /// [`CommitError`].
    pub fn publish(&mut self) -> Result<SignedCheckpoint, CommitError> {
        self.begin_round()?;
        let mut batch = Batch::default();
        if !self.ends_publicly()? {
            let staged = self.stage_end(&mut batch);
            self.or_discard(staged)?;
        }
        while !self.copies.staged.size.is_multiple_of(PUBLIC_STEP) {
            let drawn = self.draw().map_err(CommitError::from);
            let opening = self.or_discard(drawn)?;
            batch.entries.push(Entry {
                envelope: Vec::new(),
                opening,
                leaf_hash: commitment::pad(&Opening(opening)).leaf_hash().0,
            });
            batch.records.push(None);
            self.copies.staged.apply_pad();
        }
        self.make_durable(batch)?;
        self.checkpoint().ok_or(CommitError::Ended)
    }

    /// Whether the log ends as [`Writer::publish`] leaves it.
    fn ends_publicly(&self) -> Result<bool, CommitError> {
        let size = self.register().size;
        if size == 0 || !size.is_multiple_of(PUBLIC_STEP) {
            return Ok(false);
        }
        let step = self.store.read(size - PUBLIC_STEP, PUBLIC_STEP as usize);
        let step = step.map_err(|error| CommitError::NotWritten(error.to_string()))?;
        let last = step.iter().rev().find(|entry| !entry.envelope.is_empty());
        let last = last.and_then(|entry| Envelope::from_bytes(&entry.envelope).ok());
        Ok(last.is_some_and(|last| last.is_mechanical_end()))
    }

    fn stage_end(&mut self, batch: &mut Batch) -> Result<(), CommitError> {
        let now = self.look_at_clock(batch)?;
        let context = self.context(now)?;
        let draft = self.copies.staged.mechanical_end(&context);
        self.stage(draft, batch)?;
        Ok(())
    }

    /// The register as it is durable.
    #[must_use]
    pub fn register(&self) -> &Register {
        &self.copies.shown.register
    }

    /// The tree as it is durable.
    #[must_use]
    pub fn tree(&self) -> &Tree {
        &self.copies.shown.tree
    }

    /// Where others find the durable state while the writer works.
    #[must_use]
    pub fn published(&self) -> Published {
        self.copies.published()
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
        self.register()
            .last_received
            .map_or(wall, |last| last.max(wall))
    }

    /// The latest signed checkpoint.
    #[must_use]
    pub fn checkpoint(&self) -> Option<SignedCheckpoint> {
        self.copies.shown.checkpoint()
    }

    /// Destroys in the vault what the register has forgotten. Runs after every batch that erased,
    /// and at every start, so that a crash between the two leaves nothing behind.
    ///
    /// # Errors
    /// [`VaultError`].
    pub fn carry_out_erasures(&mut self) -> Result<(), VaultError> {
        let mut rows = Vec::new();
        for (row, personal_only) in self.register().erasures.all() {
            let tables = Table::ALL.into_iter();
            let tables = tables.filter(|table| !personal_only || *table == Table::Personal);
            rows.extend(tables.map(|table| RecordKey { row, table }));
        }
        for chunk in rows.chunks(10_000) {
            let _: Erasure = self.vault.erase(chunk)?;
        }
        Ok(())
    }

    /// A writer that has not ended has a copy to stage upon.
    fn begin_round(&mut self) -> Result<(), CommitError> {
        if self.ended {
            return Err(CommitError::Ended);
        }
        self.copies.make_ready();
        Ok(())
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
            self.copies.staged.last_received,
        ) {
            (Some(before), _) => clock::jumped(before, reading),
            // At start only a step backward can be seen from here: behind the log, or behind what the clock
            // read when two people said that it is right.
            (None, Some(last)) => {
                let least = self.copies.staged.clock.not_before(last);
                least.since(reading.wall).micros()
                    > i64::try_from(clock::MAX_JUMP.as_micros()).unwrap_or(i64::MAX)
            }
            (None, None) => false,
        };
        let now = self
            .copies
            .staged
            .last_received
            .map_or(reading.wall, |last| last.max(reading.wall));
        if jumped && !self.copies.staged.clock.in_doubt(self.copies.staged.size) {
            let context = self.context(now)?;
            let draft = self.copies.staged.doubt_clock(&context);
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
        self.copies.discard();
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
            .map(|submission| {
                let proven = Proven::unproven(submission.clone());
                self.stage_submission(&proven, now, batch)
            })
            .collect()
    }

    fn stage_all(
        &mut self,
        work: Vec<Work>,
        batch: &mut Batch,
    ) -> Result<Vec<Option<Answer>>, CommitError> {
        let now = self.look_at_clock(batch)?;
        let mut answers = Vec::with_capacity(work.len());
        for one in work {
            answers.push(match one {
                Work::Said(proven) => Some(self.stage_submission(&proven, now, batch)?),
                Work::Noticed(notice) => self.stage_notice(notice, now, batch)?,
            });
        }
        Ok(answers)
    }

    fn stage_notice(
        &mut self,
        notice: Notice,
        now: Instant,
        batch: &mut Batch,
    ) -> Result<Option<Answer>, CommitError> {
        let context = self.context(now)?;
        let mut last = None;
        for draft in notice(&self.copies.staged, &context) {
            last = Some(self.stage(draft, batch)?);
            self.stage_watch(now, batch)?;
        }
        Ok(last.map(|index| Answer::Admitted { index }))
    }

    fn stage_tick(&mut self, batch: &mut Batch) -> Result<(), CommitError> {
        let now = self.look_at_clock(batch)?;
        let context = self.context(now)?;
        if let Some(draft) = self.copies.staged.tick(&context) {
            self.stage(draft, batch)?;
            self.stage_watch(now, batch)?;
        }
        self.stage_summaries(now, batch)
    }

    /// Sums up the refusals of every key whose turn it is.
    fn stage_summaries(&mut self, now: Instant, batch: &mut Batch) -> Result<(), CommitError> {
        if self.staged_tally.is_empty() {
            return Ok(());
        }
        let mut context = self.context(now)?;
        while let Some(draft) = self.staged_tally.sum_up(&self.copies.staged, &context) {
            self.stage(draft, batch)?;
            context = self.context(now)?;
        }
        Ok(())
    }

    fn stage_submission(
        &mut self,
        proven: &Proven,
        now: Instant,
        batch: &mut Batch,
    ) -> Result<Answer, CommitError> {
        let context = self.context(now)?;
        Ok(match self.copies.staged.decide_proven(proven, &context) {
            Decision::Admitted(mut draft) => {
                let aside = draft.aside.take();
                let index = self.stage(*draft, batch)?;
                let passed_on = |aside: Box<_>| self.copies.staged.pass_on(*aside, &context);
                if let Some(draft) = aside.and_then(passed_on) {
                    self.stage(draft, batch)?;
                }
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
        if let Some(draft) = self.copies.staged.follow(&context) {
            self.stage(draft, batch)?;
        }
        Ok(())
    }

    fn stage(&mut self, draft: Draft, batch: &mut Batch) -> Result<LogIndex, CommitError> {
        let index = self.copies.staged.size;
        let envelope = draft.envelope.to_bytes();
        let opening = self.draw()?;
        let leaf_hash = commitment::commit(&Opening(opening), &envelope)
            .leaf_hash()
            .0;
        let record = draft.into_record(index);
        self.copies.staged.apply(&record);
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
        let size = self.register().size;
        let items: Vec<_> = batch
            .records
            .iter()
            .flatten()
            .flat_map(|record| replay::items(record.index, &record.disclosures))
            .collect();
        if let Err(error) = self.vault.put(&items, self.randomness.as_mut()) {
            return Err(self.give_up(matches!(error, VaultError::Unknown(_)), &error));
        }
        let mut ahead = self.tree().frontier();
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
            && let Err(error) = file.advance(self.copies.shown.head.as_ref(), &head)
        {
            // The log holds the batch and the head does not say so: only a start mends that.
            self.ended = true;
            return Err(CommitError::Unknown(error.to_string()));
        }
        self.settled_reading = self.last_reading;
        self.tally.clone_from(&self.staged_tally);
        let erased_before = self.register().erasures.all().count();
        let round = batch.entries.into_iter().zip(batch.records);
        let round = round.map(|(entry, record)| Settled { entry, record });
        self.copies.publish(round.collect(), head);
        if self.register().erasures.all().count() > erased_before
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
        match self.vault.discard_from(self.copies.shown.register.size) {
            Ok(_) if database::is_no_space(error) => CommitError::NoSpace(what),
            Ok(_) => CommitError::NotWritten(what),
            Err(error) => {
                self.ended = true;
                CommitError::Unknown(format!("{what}; then {error}"))
            }
        }
    }
}

#[cfg(test)]
mod tests;
