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

/// A story's clock: it runs at a pace up to a moment and stands there until it is told how far to run next.
///
/// Its monotonic time follows its wall time. For a server that plays a story, never for one that serves.
#[derive(Debug, Clone)]
pub struct PacedClock(std::sync::Arc<std::sync::Mutex<Paced>>);

#[derive(Debug)]
struct Paced {
    from: Instant,
    since: Monotonic,
    until: Instant,
    /// How many times faster than the machine's; none: at once.
    pace: Option<u32>,
}

impl Paced {
    fn now(&self) -> Instant {
        let Some(pace) = self.pace else {
            return self.until;
        };
        let passed = self.since.elapsed().saturating_mul(pace).as_micros();
        let passed = i64::try_from(passed).unwrap_or(i64::MAX);
        let now = Instant::from_micros(self.from.micros().saturating_add(passed));
        now.unwrap_or(Instant::MAX).min(self.until)
    }
}

impl PacedClock {
    /// A clock that stands at `at`.
    #[must_use]
    pub fn at(at: Instant) -> Self {
        Self(std::sync::Arc::new(std::sync::Mutex::new(Paced {
            from: at,
            since: Monotonic::now(),
            until: at,
            pace: None,
        })))
    }

    /// Lets it run to a moment, so many times faster than the machine's, or at once.
    pub fn run_to(&self, until: Instant, pace: Option<u32>) {
        let mut paced = self.paced();
        paced.from = paced.now();
        paced.since = Monotonic::now();
        paced.until = until.max(paced.from);
        paced.pace = pace.filter(|pace| *pace > 0);
    }

    fn paced(&self) -> std::sync::MutexGuard<'_, Paced> {
        self.0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Clock for PacedClock {
    fn read(&self) -> Reading {
        let wall = self.paced().now();
        let micros = u64::try_from(wall.micros()).unwrap_or(0);
        Reading {
            wall,
            monotonic: Duration::from_micros(micros),
        }
    }
}

/// A clock that several look at.
impl<C: Clock + Sync + ?Sized> Clock for std::sync::Arc<C> {
    fn read(&self) -> Reading {
        (**self).read()
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

#[cfg(test)]
mod tests {
    use super::*;
    use truceline_register::time::Span;

    #[test]
    fn a_paced_clock_stands_where_it_was_told_to_and_never_goes_back() {
        let begin = Instant::from_micros(1_000_000).unwrap_or(Instant::MAX);
        let clock = PacedClock::at(begin);
        assert_eq!(clock.read().wall, begin);
        let hour = begin.plus(Span::hours(1));
        clock.run_to(hour, None);
        assert_eq!(clock.read().wall, hour);
        clock.run_to(begin, None);
        assert_eq!(clock.read().wall, hour, "never back");
        let later = hour.plus(Span::hours(1));
        clock.run_to(later, Some(1));
        let now = clock.read().wall;
        assert!(hour <= now && now < later, "{now:?}");
        clock.run_to(later, Some(u32::MAX));
        std::thread::sleep(Duration::from_millis(1));
        assert_eq!(clock.read().wall, later);
        let before = clock.read();
        clock.run_to(later.plus(Span::hours(9)), None);
        assert!(!jumped(before, clock.read()), "its time passed");
    }
}
