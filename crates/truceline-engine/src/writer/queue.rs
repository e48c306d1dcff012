//! Group commit: many hand in, one writes.
//!
//! The writer takes what waits and makes it durable at once; whatever arrives meanwhile is the next round.
//! Two lanes: what is urgent (stops, answers to them, acknowledgements of alerts) goes first, in rounds of its
//! own, and waits for one ordinary round at most, however full that lane is; while urgent things keep coming, every
//! second round is the ordinary lane's. Between rounds, at
//! most once a second, the writer looks at what time alone has made due, and at fixed intervals it fills
//! the log up for the public checkpoint. Where the vault's master key is to be changed a piece of that is done between
//! rounds. Not here: who may hand in what (the rim's and the register's).

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use truceline_register::act::Act;
use truceline_register::codec::proven::Proven;
use truceline_register::codec::statement::{Payload, Submission};
use truceline_register::relay::RelayedAct;

use super::rotation::{Rotation, Turning, Waits};
use super::state::Settled;
use super::{Answer, CommitError, Notice, Work, Writer};

/// Most things in one durable round.
pub const MAX_BATCH: usize = 256;
/// Most things that wait in the ordinary lane; one more is turned away as overload.
pub const MAX_WAITING: usize = 4_096;
/// Most things that wait in the urgent lane. More stops and acknowledgements than a theatre has desks, all
/// of them within one round, is no longer a duty room.
pub const MAX_URGENT: usize = 65_536;
/// How often the writer looks at what time alone has made due: a tick goes on record once a second at most.
pub const LOOK_AT_TIME: Duration = Duration::from_secs(1);

/// Which lane something waits in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Before everything else.
    Urgent,
    /// In its turn.
    Ordinary,
}

impl Lane {
    /// The lane of a statement: by what it says, not by who says it.
    #[must_use]
    pub const fn of(payload: &Payload) -> Self {
        match &payload.act {
            Act::AlertAcknowledged(..)
            | Act::StopSent(_)
            | Act::StopReplied(_)
            | Act::StopEnded(_)
            | Act::LineTestAnswered(_) => Self::Urgent,
            Act::Relayed(relay) => match relay.what {
                RelayedAct::Stop(_) | RelayedAct::StopReply(_) => Self::Urgent,
                _ => Self::Ordinary,
            },
            _ => Self::Ordinary,
        }
    }
}

/// Why a submission got no answer of the register.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueueError {
    /// Too many wait.
    #[error(
        "overload: {MAX_WAITING} submissions wait already; nothing was recorded, send it again"
    )]
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

struct Waiting {
    work: Work,
    reply: Reply,
}

#[derive(Default)]
struct Lanes {
    urgent: VecDeque<Waiting>,
    ordinary: VecDeque<Waiting>,
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
    lanes: Mutex<Lanes>,
    arrived: Condvar,
}

impl Shared {
    fn lanes(&self) -> MutexGuard<'_, Lanes> {
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where senders hand in. Clones share the queue.
pub struct Intake(Arc<Shared>);

impl Clone for Intake {
    fn clone(&self) -> Self {
        self.0.lanes().intakes += 1;
        Self(Arc::clone(&self.0))
    }
}

impl Drop for Intake {
    fn drop(&mut self) {
        self.0.lanes().intakes -= 1;
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

/// A writer at work on its own thread. Dropping the last [`Intake`] ends it.
pub struct Running {
    thread: JoinHandle<Writer>,
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
    let shared = Arc::new(Shared::default());
    shared.lanes().intakes = 1;
    let intake = Intake(Arc::clone(&shared));
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
            };
            at_work.run(&shared);
            at_work.writer
        })?;
    Ok((intake, Running { thread }))
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
}

impl AtWork {
    fn run(&mut self, shared: &Shared) {
        loop {
            let round = self.next_round(shared);
            let Some(round) = round else {
                return;
            };
            let sound = self.write(round) && self.look_at_time() && self.turn_key(shared);
            if !sound {
                self.end(shared);
                return;
            }
        }
    }

    /// What waits, the urgent alone; nothing where the time has come to look at the clock; `None` when
    /// nobody can hand in any more and all is written.
    fn next_round(&mut self, shared: &Shared) -> Option<Vec<Waiting>> {
        let mut lanes = shared.lanes();
        loop {
            let urgent = !lanes.urgent.is_empty()
                && (self.ordinary_had_its_turn || lanes.ordinary.is_empty());
            self.ordinary_had_its_turn = !urgent;
            let lane = match urgent {
                true => &mut lanes.urgent,
                false => &mut lanes.ordinary,
            };
            if !lane.is_empty() {
                let many = lane.len().min(MAX_BATCH);
                return Some(lane.drain(..many).collect());
            }
            if lanes.intakes == 0 {
                return None;
            }
            if lanes.rotation.is_some() {
                return Some(Vec::new());
            }
            let Some(wake) = self.wake() else {
                lanes.asleep = true;
                lanes = shared
                    .arrived
                    .wait(lanes)
                    .unwrap_or_else(PoisonError::into_inner);
                lanes.asleep = false;
                continue;
            };
            let Some(rest) = wake.checked_duration_since(Instant::now()) else {
                return Some(Vec::new());
            };
            lanes.asleep = true;
            let waited = shared.arrived.wait_timeout(lanes, rest);
            lanes = waited.unwrap_or_else(PoisonError::into_inner).0;
            lanes.asleep = false;
        }
    }

    fn wake(&self) -> Option<Instant> {
        let look = self.rounds.ticks.then_some(self.next_look);
        let piece = self.turning.as_ref().map(Turning::next_piece);
        [look, self.next_publication, piece]
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

    /// Ticks and public checkpoints, when their time has come. Whether the writer goes on; what was not
    /// written for want of room is due again the next time.
    fn look_at_time(&mut self) -> bool {
        let now = Instant::now();
        let mut done = Vec::new();
        if self.rounds.ticks && now >= self.next_look {
            self.next_look = now + self.rounds.look_every.unwrap_or(LOOK_AT_TIME);
            done.push(self.writer.tick().map(|_| ()));
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
            let mut lanes = shared.lanes();
            let order = match self.turning {
                None => lanes.rotation.take(),
                Some(_) => None,
            };
            let waits = match (lanes.urgent.is_empty(), lanes.ordinary.is_empty()) {
                (false, _) => Waits::Urgent,
                (true, false) => Waits::Ordinary,
                (true, true) => Waits::Nothing,
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
        let mut lanes = shared.lanes();
        lanes.ended = true;
        let urgent = std::mem::take(&mut lanes.urgent);
        let ordinary = std::mem::take(&mut lanes.ordinary);
        // Who asked for another master key hears that by its reply being dropped.
        let _rotation = lanes.rotation.take();
        drop(lanes);
        for one in urgent.into_iter().chain(ordinary) {
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
        let mut lanes = self.0.lanes();
        if lanes.ended {
            return Err(ended());
        }
        let (queue, most) = match lane {
            Lane::Urgent => (&mut lanes.urgent, MAX_URGENT),
            Lane::Ordinary => (&mut lanes.ordinary, MAX_WAITING),
        };
        if queue.len() >= most {
            return Err(QueueError::Overload);
        }
        let reply = Box::new(reply);
        queue.push_back(Waiting { work, reply });
        let asleep = std::mem::take(&mut lanes.asleep);
        drop(lanes);
        if asleep {
            self.0.arrived.notify_one();
        }
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
        let mut lanes = self.0.lanes();
        if lanes.ended {
            return Err(ended());
        }
        if lanes.rotation.is_some() {
            return Err(QueueError::Overload);
        }
        lanes.rotation = Some(order);
        drop(lanes);
        self.0.arrived.notify_one();
        Ok(())
    }

    /// How many wait: urgent, ordinary.
    #[must_use]
    pub fn waiting(&self) -> (usize, usize) {
        let lanes = self.0.lanes();
        (lanes.urgent.len(), lanes.ordinary.len())
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
