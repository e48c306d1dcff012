//! The vault's master key changed while the writer is at work, in pieces between its rounds.
//!
//! What waits goes first: while anything does, a piece comes after a pause at the earliest, and while a stop waits
//! only after a long one. So a stop or a statement waits for one piece at most, and the change comes to its end
//! under load too. Cut short by the end of the writer, it goes on at the next. The steps are the vault's
//! ([`crate::vault::rotation`]); key files are the caller's.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::Writer;
use crate::keyfile::Seed;
use crate::vault::rotation::{PIECE, Piece};
use crate::vault::{Erasure, VaultError};

/// While anything waits, pieces are so far apart.
pub const PAUSE: Duration = Duration::from_millis(20);
/// While something urgent waits, they are so far apart.
pub const LONG_PAUSE: Duration = Duration::from_millis(500);

/// How the change of a master key ended.
#[derive(Debug)]
pub enum Turned {
    /// Everything is wrapped under the new key. Its file takes the old one's place.
    Done(Erasure),
    /// Not begun: the vault opens with the old key as before.
    NotBegun(VaultError),
    /// Begun and not finished: the vault opens with the new key; what is left is done when it is asked for again, and
    /// at the next start.
    Unfinished(VaultError),
}

/// An order to change the vault's master key.
pub struct Rotation {
    /// The new key, whose file is durable; `None`: go on with the change that was begun.
    pub to: Option<Seed>,
    /// Counts the data keys that were looked at.
    pub count: Arc<AtomicU64>,
    /// Is told how it ended, from the writer's thread, and must be quick. Where the writer ends first it is dropped.
    pub reply: Box<dyn FnOnce(Turned) + Send>,
}

/// A change under way, between two of its pieces.
pub struct Turning {
    count: Arc<AtomicU64>,
    reply: Box<dyn FnOnce(Turned) + Send>,
    last: Instant,
    /// What is left is to empty the write-ahead log, where that is not so.
    is_wrapping: bool,
}

impl Turning {
    /// When the next piece comes if nothing waits until then.
    pub(super) fn next_piece(&self) -> Instant {
        self.last + self.pause(Waits::Nothing)
    }

    fn pause(&self, waits: Waits) -> Duration {
        match waits {
            Waits::Nothing if self.is_wrapping => Duration::ZERO,
            Waits::Nothing | Waits::Ordinary => PAUSE,
            Waits::Urgent => LONG_PAUSE,
        }
    }
}

/// What waits while a piece could be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waits {
    /// Nobody.
    Nothing,
    /// Something in its turn.
    Ordinary,
    /// A stop, or what answers one.
    Urgent,
}

impl Writer {
    /// Whether the vault's master key is being changed.
    #[must_use]
    pub fn is_rotating(&self) -> bool {
        self.vault.is_rotating()
    }

    /// Begins. `Ok(None)`: it could not be begun, and whoever asked was told.
    ///
    /// # Errors
    /// [`VaultError::Unknown`]: the writer has ended.
    pub fn begin_rotation(&mut self, order: Rotation) -> Result<Option<Turning>, VaultError> {
        let Rotation { to, count, reply } = order;
        let begun = match to {
            None => Ok(()),
            Some(new) => self.vault.begin_rotation(new, self.randomness.as_mut()),
        };
        match begun {
            Ok(()) => Ok(Some(Turning {
                count,
                reply,
                last: Instant::now(),
                is_wrapping: true,
            })),
            Err(error @ VaultError::Unknown(_)) => {
                self.ended = true;
                Err(error)
            }
            Err(error) => {
                reply(Turned::NotBegun(error));
                Ok(None)
            }
        }
    }

    /// Does one piece where it is time for one; gives the change back while there is more to do.
    ///
    /// # Errors
    /// [`VaultError::Unknown`]: the writer has ended.
    pub fn rotate_some(
        &mut self,
        mut turning: Turning,
        waits: Waits,
    ) -> Result<Option<Turning>, VaultError> {
        if turning.last.elapsed() < turning.pause(waits) {
            return Ok(Some(turning));
        }
        let turned = match self.vault.rotate_some(PIECE, self.randomness.as_mut()) {
            Ok(Piece::Some(seen)) => {
                turning.count.fetch_add(seen, Ordering::Relaxed);
                turning.last = Instant::now();
                turning.is_wrapping = seen > 0;
                return Ok(Some(turning));
            }
            Ok(Piece::Done(traces)) => Turned::Done(traces),
            Err(error @ VaultError::Unknown(_)) => {
                self.ended = true;
                return Err(error);
            }
            Err(error) => Turned::Unfinished(error),
        };
        (turning.reply)(turned);
        Ok(None)
    }
}
