//! Group commit: many hand in, one writes.
//!
//! The writer takes what waits, or waits a few milliseconds for more, and makes it durable at once;
//! each sender gets its own answer, and only then.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender, TrySendError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use truceline_register::codec::statement::Submission;

use super::{Answer, Writer};

/// Most submissions in one durable batch.
pub const MAX_BATCH: usize = 256;
/// Most submissions that wait; one more is turned away as overload.
pub const MAX_WAITING: usize = 4_096;
/// How long the writer waits for company for a first submission.
pub const GATHER: Duration = Duration::from_millis(2);

/// Why a submission got no answer of the register.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueueError {
    /// Too many wait.
    #[error(
        "overload: {MAX_WAITING} submissions wait already; nothing was recorded, send it again"
    )]
    Overload,
    /// The batch was not written, or the writer has ended.
    #[error("{0}")]
    NotAnswered(String),
}

type Reply = SyncSender<Result<Answer, QueueError>>;

/// Where senders hand in. Clones share the queue.
#[derive(Clone)]
pub struct Intake {
    waiting: SyncSender<(Submission, Reply)>,
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
}

/// Puts a writer to work.
///
/// # Errors
/// The system gives no thread.
pub fn start(writer: Writer) -> std::io::Result<(Intake, Running)> {
    let (waiting, taken) = mpsc::sync_channel(MAX_WAITING);
    let thread = std::thread::Builder::new()
        .name("writer".to_owned())
        .spawn(move || work(writer, &taken))?;
    Ok((Intake { waiting }, Running { thread }))
}

fn work(mut writer: Writer, taken: &Receiver<(Submission, Reply)>) -> Writer {
    while let Ok(first) = taken.recv() {
        let mut round = vec![first];
        let until = Instant::now() + GATHER;
        while round.len() < MAX_BATCH {
            match taken.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(next) => round.push(next),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        let (submissions, replies): (Vec<_>, Vec<_>) = round.into_iter().unzip();
        match writer.commit(&submissions) {
            Ok(answers) => {
                for (reply, answer) in replies.into_iter().zip(answers) {
                    // A sender that has gone away finds its record by sending the same again.
                    let _ = reply.send(Ok(answer));
                }
            }
            Err(error) => {
                for reply in replies {
                    let _ = reply.send(Err(QueueError::NotAnswered(error.to_string())));
                }
            }
        }
    }
    writer
}

impl Intake {
    /// Hands in and waits for the answer.
    ///
    /// # Errors
    /// [`QueueError`].
    pub fn submit(&self, submission: Submission) -> Result<Answer, QueueError> {
        let (reply, answer) = mpsc::sync_channel(1);
        self.waiting
            .try_send((submission, reply))
            .map_err(|error| match error {
                TrySendError::Full(_) => QueueError::Overload,
                TrySendError::Disconnected(_) => {
                    QueueError::NotAnswered("the writer has ended".to_owned())
                }
            })?;
        answer
            .recv()
            .map_err(|_| QueueError::NotAnswered("the writer has ended".to_owned()))?
    }
}
