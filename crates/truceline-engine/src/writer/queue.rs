//! Group commit: many hand in, one writes.
//!
//! The writer takes what waits and makes it durable at once; whatever arrives meanwhile is the next round.
//! What is urgent (stops, answers to them, acknowledgements of alerts) goes first, in rounds of its own, and waits
//! for one ordinary round at most, however many wait ([`super::lanes`]); while urgent things keep coming, every
//! second round is an ordinary one. Between rounds, at most once a second, the writer looks at what time alone has made due, and at fixed intervals it fills
//! the log up for the public checkpoint. Where the vault's master key is to be changed a piece of that is done between
//! rounds. Not here: who may hand in what (the rim's and the register's).

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use truceline_register::codec::proven::Proven;
use truceline_register::codec::statement::Submission;
use truceline_register::ids::KeyId;
use truceline_register::time::Instant as Moment;

use super::lanes::Lanes;
pub use super::lanes::{Lane, MAX_ASKED, MAX_BATCH, MAX_QUESTIONS};
use super::rotation::{Rotation, Turning, Waits};
use super::state::Settled;
use super::{Answer, CommitError, Notice, Work, Writer};

/// How often the writer looks at what time alone has made due: a tick goes on record once a second at most.
pub const LOOK_AT_TIME: Duration = Duration::from_secs(1);

/// Why a submission got no answer of the register.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueueError {
    /// Too many wait.
    #[error("overload: too many submissions wait already; nothing was recorded, send it again")]
    Overload,
    /// No room on the disk: nothing was recorded.
    #[error("{0}")]
    NoSpace(String),
    /// Nothing was recorded.
    #[error("{0}")]
    NotWritten(String),
    /// Nobody knows whether it was recorded, or the writer has ended: send the same again.
    #[error("{0}")]
    NotAnswered(String),
}

impl From<&CommitError> for QueueError {
    fn from(error: &CommitError) -> Self {
        let what = error.to_string();
        match error {
            CommitError::NoSpace(_) => Self::NoSpace(what),
            CommitError::NotWritten(_) | CommitError::Randomness(_) => Self::NotWritten(what),
            CommitError::Unknown(_) | CommitError::Ended => Self::NotAnswered(what),
        }
    }
}

/// What a sender is told: `None` where there was nothing to record.
pub type Outcome = Result<Option<Answer>, QueueError>;
type Reply = Box<dyn FnOnce(Outcome) + Send>;

/// Something handed in.
pub(super) struct Waiting {
    work: Work,
    reply: Reply,
}

impl Waiting {
    /// The key that it is signed with.
    pub(super) fn key(&self) -> Option<KeyId> {
        match &self.work {
            Work::Said(proven) => proven
                .statement()
                .ok()
                .map(|statement| statement.header.key),
            Work::Noticed(_) => None,
        }
    }
}

#[derive(Default)]
struct Tray {
    lanes: Lanes,
    /// An order to change the vault's master key.
    rotation: Option<Rotation>,
    /// How many intakes are left.
    intakes: usize,
    ended: bool,
    /// The writer waits for something to do: whoever brings it wakes it, once.
    asleep: bool,
}

#[derive(Default)]
struct Shared {
    tray: Mutex<Tray>,
    arrived: Condvar,
}

impl Shared {
    fn tray(&self) -> MutexGuard<'_, Tray> {
        self.tray.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where senders hand in. Clones share the queue.
pub struct Intake(Arc<Shared>);

impl Clone for Intake {
    fn clone(&self) -> Self {
        self.0.tray().intakes += 1;
        Self(Arc::clone(&self.0))
    }
}

impl Drop for Intake {
    fn drop(&mut self) {
        self.0.tray().intakes -= 1;
        self.0.arrived.notify_one();
    }
}

/// What the writer does by itself between rounds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rounds {
    /// Whether it looks at what time alone has made due.
    pub ticks: bool,
    /// How often it fills the log up for a public checkpoint.
    pub publish_every: Option<Duration>,
    /// How often it looks at the time, where that is not [`LOOK_AT_TIME`]: a story's time passes faster.
    pub look_every: Option<Duration>,
}

/// Up to which moment the writer has looked at what time alone has made due, all of it recorded. Clones share it.
#[derive(Clone, Debug)]
pub struct Looked(Arc<AtomicI64>);

impl Looked {
    /// By the writer's clock.
    #[must_use]
    pub fn up_to(&self) -> Moment {
        Moment::from_micros(self.0.load(Ordering::Acquire)).unwrap_or(Moment::MIN)
    }
}

impl Default for Looked {
    fn default() -> Self {
        Self(Arc::new(AtomicI64::new(Moment::MIN.micros())))
    }
}

/// A writer at work on its own thread. Dropping the last [`Intake`] ends it.
pub struct Running {
    thread: JoinHandle<Writer>,
    looked: Looked,
}

impl Running {
    /// Waits until every intake is gone and what waited is written; gives the writer back.
    ///
    /// # Errors
    /// [`QueueError::NotAnswered`] if the thread panicked: an assertion failed.
    pub fn join(self) -> Result<Writer, QueueError> {
        self.thread.join().map_err(|_| {
            QueueError::NotAnswered("the writer's thread ended by an assertion".to_owned())
        })
    }

    /// How far the writer has looked at the time.
    #[must_use]
    pub fn looked(&self) -> Looked {
        self.looked.clone()
    }

    /// Whether the writer has ended by itself: nobody knows what the disk holds until a new start.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.thread.is_finished()
    }
}

/// Is told of every durable round.
pub type Follower = Box<dyn FnMut(Arc<[Settled]>) + Send>;

/// Puts a writer to work. The follower is told of each round once the new state is published and before
/// anybody is answered: it must be quick.
///
/// # Errors
/// The system gives no thread.
pub fn start(
    mut writer: Writer,
    rounds: Rounds,
    follower: Follower,
) -> std::io::Result<(Intake, Running)> {
    writer.copies.follow();
    writer.follow_in_pieces();
    let shared = Arc::new(Shared::default());
    shared.tray().intakes = 1;
    let intake = Intake(Arc::clone(&shared));
    let looked = Looked::default();
    let looks = looked.clone();
    let thread = std::thread::Builder::new()
        .name("writer".to_owned())
        .spawn(move || {
            let mut at_work = AtWork {
                writer,
                follower,
                rounds,
                next_look: Instant::now(),
                next_publication: rounds.publish_every.map(|every| Instant::now() + every),
                ordinary_had_its_turn: true,
                turning: None,
                looks,
                next_plans: Instant::now(),
            };
            at_work.run(&shared);
            at_work.writer
        })?;
    Ok((intake, Running { thread, looked }))
}

struct AtWork {
    writer: Writer,
    follower: Follower,
    rounds: Rounds,
    next_look: Instant,
    next_publication: Option<Instant>,
    /// However many stops there are, what else waits has every second round: people say where they are.
    ordinary_had_its_turn: bool,
    /// The change of the vault's master key, while it is under way.
    turning: Option<Turning>,
    looks: Looked,
    /// When the next of the plans that are yet to be looked at may be.
    next_plans: Instant,
}

impl AtWork {
    fn run(&mut self, shared: &Shared) {
        loop {
            let round = self.next_round(shared);
            let Some(round) = round else {
                return;
            };
            let sound = self.write(round)
                && self.look_at_plans()
                && self.look_at_time()
                && self.turn_key(shared);
            if !sound {
                self.end(shared);
                return;
            }
        }
    }

    /// What waits, the urgent alone; nothing where the time has come to look at the clock; `None` when
    /// nobody can hand in any more and all is written.
    fn next_round(&mut self, shared: &Shared) -> Option<Vec<Waiting>> {
        let mut tray = shared.tray();
        loop {
            let waiting = tray.lanes.waiting();
            let urgent = waiting.0 > 0 && (self.ordinary_had_its_turn || waiting.1 == 0);
            self.ordinary_had_its_turn = !urgent;
            let round = match urgent {
                true => tray.lanes.take_urgent(),
                false => tray.lanes.take_ordinary(),
            };
            if !round.is_empty() {
                return Some(round);
            }
            if tray.intakes == 0 {
                return None;
            }
            if tray.rotation.is_some() {
                return Some(Vec::new());
            }
            let Some(wake) = self.wake() else {
                tray.asleep = true;
                tray = shared
                    .arrived
                    .wait(tray)
                    .unwrap_or_else(PoisonError::into_inner);
                tray.asleep = false;
                continue;
            };
            let Some(rest) = wake.checked_duration_since(Instant::now()) else {
                return Some(Vec::new());
            };
            tray.asleep = true;
            let waited = shared.arrived.wait_timeout(tray, rest);
            tray = waited.unwrap_or_else(PoisonError::into_inner).0;
            tray.asleep = false;
        }
    }

    fn wake(&self) -> Option<Instant> {
        let look = self.rounds.ticks.then_some(self.next_look);
        let piece = self.turning.as_ref().map(Turning::next_piece);
        let plans = self.writer.has_later().then_some(self.next_plans);
        [look, self.next_publication, piece, plans]
            .into_iter()
            .flatten()
            .min()
    }

    /// Whether the writer goes on.
    fn write(&mut self, round: Vec<Waiting>) -> bool {
        if round.is_empty() {
            return true;
        }
        let (work, replies): (Vec<_>, Vec<_>) =
            round.into_iter().map(|one| (one.work, one.reply)).unzip();
        match self.writer.commit_all(work) {
            Ok(answers) => {
                self.tell();
                for (reply, answer) in replies.into_iter().zip(answers) {
                    // A sender that has gone away finds its record by sending the same again.
                    reply(Ok(answer));
                }
                // Those who have been answered may speak again meanwhile.
                self.writer.copies.catch_up();
                true
            }
            Err(error) => {
                for reply in replies {
                    reply(Err(QueueError::from(&error)));
                }
                !matches!(error, CommitError::Unknown(_) | CommitError::Ended)
            }
        }
    }

    /// A few of the plans that are yet to be looked at. Whether the writer goes on; what was not written for want of
    /// room is due again after a while.
    fn look_at_plans(&mut self) -> bool {
        let now = Instant::now();
        if !self.writer.has_later() || now < self.next_plans {
            return true;
        }
        let followed = self.writer.follow_later();
        self.tell();
        match followed {
            Ok(()) => true,
            Err(error) => {
                self.next_plans = now + LOOK_AT_TIME;
                !matches!(error, CommitError::Unknown(_) | CommitError::Ended)
            }
        }
    }

    /// Ticks and public checkpoints, when their time has come. Whether the writer goes on; what was not
    /// written for want of room is due again the next time.
    fn look_at_time(&mut self) -> bool {
        let now = Instant::now();
        let mut done = Vec::new();
        if self.rounds.ticks && now >= self.next_look {
            self.next_look = now + self.rounds.look_every.unwrap_or(LOOK_AT_TIME);
            let ticked = self.writer.tick();
            if let (Ok(_), Some(wall), false) =
                (&ticked, self.writer.looked_at(), self.writer.has_later())
            {
                self.looks.0.store(wall.micros(), Ordering::Release);
            }
            done.push(ticked.map(|_| ()));
        }
        if let (Some(due), Some(every)) = (self.next_publication, self.rounds.publish_every)
            && now >= due
        {
            self.next_publication = Some(now + every);
            done.push(self.writer.publish().map(|_| ()));
        }
        self.tell();
        let ended =
            |error: &CommitError| matches!(error, CommitError::Unknown(_) | CommitError::Ended);
        !done.iter().any(|done| done.as_ref().is_err_and(ended))
    }

    /// A piece of the change of the vault's master key, where one is asked for. Whether the writer goes on.
    fn turn_key(&mut self, shared: &Shared) -> bool {
        let (order, waits) = {
            let mut tray = shared.tray();
            let order = match self.turning {
                None => tray.rotation.take(),
                Some(_) => None,
            };
            let waits = match tray.lanes.waiting() {
                (0, 0) => Waits::Nothing,
                (0, _) => Waits::Ordinary,
                _ => Waits::Urgent,
            };
            (order, waits)
        };
        let turned = match (order, self.turning.take()) {
            (Some(order), _) => self.writer.begin_rotation(order),
            (None, Some(turning)) => self.writer.rotate_some(turning, waits),
            (None, None) => Ok(None),
        };
        match turned {
            Ok(turning) => {
                self.turning = turning;
                true
            }
            Err(_) => false,
        }
    }

    fn tell(&mut self) {
        for round in self.writer.copies.take_fresh() {
            (self.follower)(round);
        }
    }

    /// Nothing more is taken; who waits is told.
    fn end(&self, shared: &Shared) {
        let mut tray = shared.tray();
        tray.ended = true;
        let waiting = tray.lanes.take_all();
        // Who asked for another master key hears that by its reply being dropped.
        let _rotation = tray.rotation.take();
        drop(tray);
        for one in waiting {
            (one.reply)(Err(ended()));
        }
    }
}

fn ended() -> QueueError {
    QueueError::NotAnswered("the writer has ended; start the server again".to_owned())
}

impl Intake {
    /// Hands in; `reply` is called from the writer's thread once there is an answer, and must be quick.
    ///
    /// # Errors
    /// [`QueueError`]: then `reply` is never called.
    pub fn hand_in(
        &self,
        lane: Lane,
        work: Work,
        reply: impl FnOnce(Outcome) + Send + 'static,
    ) -> Result<(), QueueError> {
        let mut tray = self.0.tray();
        if tray.ended {
            return Err(ended());
        }
        let reply = Box::new(reply);
        let put = tray.lanes.put(lane, Waiting { work, reply });
        let asleep = std::mem::take(&mut tray.asleep);
        drop(tray);
        if asleep {
            self.0.arrived.notify_one();
        }
        put.map_err(|_| QueueError::Overload)?;
        Ok(())
    }

    /// Hands in and waits for the answer.
    ///
    /// # Errors
    /// [`QueueError`].
    pub fn submit(&self, submission: Submission) -> Result<Answer, QueueError> {
        let proven = Proven::unproven(submission);
        let lane = proven.payload().map_or(Lane::Ordinary, Lane::of);
        let answer = self.wait_for(lane, Work::Said(Box::new(proven)))?;
        answer.ok_or_else(|| QueueError::NotAnswered("nothing was decided".to_owned()))
    }

    /// Has the register notice something, and waits until that is on record.
    ///
    /// # Errors
    /// [`QueueError`].
    pub fn notice(&self, lane: Lane, notice: Notice) -> Outcome {
        self.wait_for(lane, Work::Noticed(notice))
    }

    /// Has the vault's master key changed between rounds.
    ///
    /// # Errors
    /// [`QueueError`]: then the reply is never called. One change comes after the other.
    pub fn rotate(&self, order: Rotation) -> Result<(), QueueError> {
        let mut tray = self.0.tray();
        if tray.ended {
            return Err(ended());
        }
        if tray.rotation.is_some() {
            return Err(QueueError::Overload);
        }
        tray.rotation = Some(order);
        drop(tray);
        self.0.arrived.notify_one();
        Ok(())
    }

    /// How many wait: urgent, ordinary.
    #[must_use]
    pub fn waiting(&self) -> (usize, usize) {
        self.0.tray().lanes.waiting()
    }

    fn wait_for(&self, lane: Lane, work: Work) -> Outcome {
        let (reply, answer) = mpsc::sync_channel(1);
        self.hand_in(lane, work, move |outcome| {
            // Whoever waited is there until answered.
            let _ = reply.send(outcome);
        })?;
        answer.recv().map_err(|_| ended())?
    }
}
