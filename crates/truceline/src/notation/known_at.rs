//! How much of the log counts in a question: up to an index, or to a time.

use super::instant;
use crate::exit::Problem;
use truceline_register::ids::LogIndex;
use truceline_register::register::Register;
use truceline_register::time::Instant;

/// Records known: a log index, or a time.
#[derive(Clone, Copy, Debug)]
pub enum KnownAt {
    /// Every record below this index.
    Index(LogIndex),
    /// Every record received by then.
    Time(Instant),
}

impl KnownAt {
    /// How many records that is.
    ///
    /// # Errors
    /// [`Problem`]: more than there are.
    pub fn size(self, register: &Register) -> Result<LogIndex, Problem> {
        match self {
            Self::Index(index) if index > register.size => Err(Problem::usage(format!(
                "the log has {} records: nothing is known at {index} yet",
                register.size
            ))),
            Self::Index(index) => Ok(index),
            Self::Time(instant) => Ok(register.known_at_time(instant)),
        }
    }

    /// When staleness is judged: at the time known at, or when the last record known was received.
    #[must_use]
    pub fn judged_at(self, register: &Register, now: Instant) -> Instant {
        match self {
            Self::Time(instant) => instant,
            Self::Index(index) => {
                let last = usize::try_from(index)
                    .ok()
                    .and_then(|index| index.checked_sub(1));
                let received = last.and_then(|last| register.received.get(last));
                received.copied().unwrap_or(now)
            }
        }
    }
}

/// Reads a log index or a time.
///
/// # Errors
/// What is wanted.
pub fn known_at(text: &str) -> Result<KnownAt, String> {
    match text.parse() {
        Ok(index) => Ok(KnownAt::Index(index)),
        Err(_) => instant(text)
            .map(KnownAt::Time)
            .map_err(|_| "write a log index or a time with its offset".to_owned()),
    }
}
