//! Reading the clock, and telling a jump from the passing of time.
//!
//! Received time never decreases along the log. A jump of more than 300 s against monotonic time
//! puts the register's clock in doubt (DESIGN §5).

use std::time::{Duration, Instant as Monotonic, SystemTime, UNIX_EPOCH};

use truceline_register::time::Instant;

/// A jump beyond this puts the clock in doubt.
pub const MAX_JUMP: Duration = Duration::from_secs(300);

/// One look at both clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The time of day, UTC.
    pub wall: Instant,
    /// Time since some moment of this process; never jumps.
    pub monotonic: Duration,
}

/// A clock. The real one, or one that a scenario sets by hand.
pub trait Clock: Send {
    /// Looks.
    fn read(&self) -> Reading;
}

/// The system's clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock {
    started: Monotonic,
}

impl Default for SystemClock {
    fn default() -> Self {
        Self {
            started: Monotonic::now(),
        }
    }
}

impl Clock for SystemClock {
    fn read(&self) -> Reading {
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let micros = i64::try_from(since.as_micros()).unwrap_or(i64::MAX);
        Reading {
            wall: Instant::from_micros(micros).unwrap_or(Instant::MAX),
            monotonic: self.started.elapsed(),
        }
    }
}

/// A clock set by hand, for scenarios and tests; its monotonic time follows its wall time.
#[derive(Debug, Clone)]
pub struct HandClock(std::sync::Arc<std::sync::Mutex<Instant>>);

impl HandClock {
    /// A clock that stands at `at`.
    #[must_use]
    pub fn at(at: Instant) -> Self {
        Self(std::sync::Arc::new(std::sync::Mutex::new(at)))
    }

    /// Sets it.
    pub fn set(&self, at: Instant) {
        *self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = at;
    }
}

impl Clock for HandClock {
    fn read(&self) -> Reading {
        let wall = *self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let micros = u64::try_from(wall.micros()).unwrap_or(0);
        Reading {
            wall,
            monotonic: Duration::from_micros(micros),
        }
    }
}

/// Whether the wall clock moved otherwise than monotonic time between two readings.
#[must_use]
pub fn jumped(before: Reading, after: Reading) -> bool {
    let monotonic = after.monotonic.saturating_sub(before.monotonic);
    let forward = Duration::from_micros(micros(after.wall.since(before.wall).micros()));
    let backward = Duration::from_micros(micros(before.wall.since(after.wall).micros()));
    forward.saturating_sub(monotonic) > MAX_JUMP
        || monotonic.saturating_sub(forward) + backward > MAX_JUMP
}

fn micros(span: i64) -> u64 {
    u64::try_from(span).unwrap_or(0)
}
