//! What a writer tries without waiting for anybody who reads.

use std::time::Duration;

use super::{BUSY_WAIT, Database, WriteError};

impl Database {
    /// Empties the write-ahead log file as [`Database::empty_write_ahead_log`] does, where no reader stands in the way
    /// at this moment.
    pub(crate) fn empty_write_ahead_log_at_once(&mut self) -> Result<bool, WriteError<()>> {
        self.connection
            .busy_timeout(Duration::ZERO)
            .map_err(WriteError::Unavailable)?;
        let emptied = self.empty_write_ahead_log();
        self.connection
            .busy_timeout(BUSY_WAIT)
            .map_err(WriteError::Unavailable)?;
        emptied
    }
}
