//! How a run of the program ends: an exit code that a script can tell, and a problem for a person.
//!
//! Not here: what was wrong in a file of many rows (the faults of an import are a view of their own).
//! DESIGN.md §7.

use serde::Serialize;
use std::path::Path;
use std::process::ExitCode;
use truceline_engine::backup::BackupError;
use truceline_engine::database::OpenError as DatabaseError;
use truceline_engine::evidence::EvidenceError;
use truceline_engine::folder::FolderError;
use truceline_engine::keyfile::KeyFileError;
use truceline_engine::randomness::RandomnessError;
use truceline_engine::replay::ReplayError;
use truceline_engine::restore::RestoreError;
use truceline_engine::upgrade::UpgradeError;
use truceline_engine::writer::CommitError;
use truceline_engine::writer::open::StartError;
use truceline_register::ids::LogIndex;
use truceline_register::refusal::Refusal;
use utoipa::ToSchema;

/// What the process says to whoever started it. Outcomes of checks are never 0, so that
/// `check && act` does not act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// The command itself is wrong.
    Usage = 2,
    /// The register refused.
    Refused = 3,
    /// A file, folder or register cannot be used now.
    Unavailable = 4,
    /// Something does not verify.
    VerificationFailed = 5,
    /// A check: something notified overlaps.
    Overlap = 10,
    /// A check: it cannot be said.
    Unknown = 11,
    /// A check: nothing notified, and whoever must answer has answered.
    NoneKnown = 12,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command was not done: exit code, stable word, and what to do. Never a position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error, ToSchema)]
#[error("{code}: {what}")]
pub struct Problem {
    /// A stable word; refusals have the register's own.
    pub code: String,
    /// What is wrong, where, and what to do.
    pub what: String,
    /// The exit code.
    pub exit: u8,
    /// Of a refusal that is on record: where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<LogIndex>,
}

/// The code of a problem that a full disk is behind.
pub const NO_SPACE: &str = "no-space";

/// The code of a problem that a damaged database is behind.
pub const DAMAGED: &str = "damaged";

/// What a command gives back.
pub type Done = Result<Exit, Problem>;

impl Problem {
    /// A problem of this code.
    #[must_use]
    pub fn new(exit: Exit, code: &str, what: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            what: what.into(),
            exit: exit as u8,
            index: None,
        }
    }

    /// The same, and where the refusal stands in the log.
    #[must_use]
    pub const fn on_record_at(mut self, index: Option<LogIndex>) -> Self {
        self.index = index;
        self
    }

    /// The command is wrong: flags that do not fit, a value that cannot be read, a name that fits
    /// nothing or too much.
    #[must_use]
    pub fn usage(what: impl Into<String>) -> Self {
        Self::new(Exit::Usage, "usage", what)
    }

    /// A file or register cannot be used.
    #[must_use]
    pub fn unavailable(what: impl Into<String>) -> Self {
        Self::new(Exit::Unavailable, "unavailable", what)
    }

    /// The same, as what it is: a disk without room.
    #[must_use]
    pub fn for_want_of_space(self, folder: &Path) -> Self {
        let what = format!(
            "no space is left on the disk of {}; free some, and run it again. {}",
            folder.display(),
            self.what
        );
        Self::new(Exit::Unavailable, NO_SPACE, what)
    }

    /// Something was read and does not verify.
    #[must_use]
    pub fn unverified(what: impl Into<String>) -> Self {
        Self::new(Exit::VerificationFailed, "not-verified", what)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::new(Exit::Refused, refusal.code.code(), refusal.what)
    }
}

macro_rules! unavailable {
    ($($error:ty),*) => {$(
        impl From<$error> for Problem {
            fn from(error: $error) -> Self {
                Self::unavailable(error.to_string())
            }
        }
    )*};
}

unavailable!(
    StartError,
    FolderError,
    ReplayError,
    RandomnessError,
    KeyFileError,
    BackupError
);

impl From<DatabaseError> for Problem {
    fn from(error: DatabaseError) -> Self {
        match error {
            DatabaseError::Damaged { .. } | DatabaseError::Foreign { .. } => {
                Self::new(Exit::Unavailable, DAMAGED, error.to_string())
            }
            other => Self::unavailable(other.to_string()),
        }
    }
}

impl From<CommitError> for Problem {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::NoSpace(_) => Self::new(Exit::Unavailable, NO_SPACE, error.to_string()),
            other => Self::unavailable(other.to_string()),
        }
    }
}

impl From<RestoreError> for Problem {
    fn from(error: RestoreError) -> Self {
        match error {
            RestoreError::Unsound { .. } => Self::unverified(error.to_string()),
            other => Self::unavailable(other.to_string()),
        }
    }
}

impl From<UpgradeError> for Problem {
    fn from(error: UpgradeError) -> Self {
        match error {
            UpgradeError::Unproven { .. } => Self::unverified(error.to_string()),
            UpgradeError::Database(error) => error.into(),
            other => Self::unavailable(other.to_string()),
        }
    }
}

impl From<EvidenceError> for Problem {
    fn from(error: EvidenceError) -> Self {
        match error {
            EvidenceError::Replay(error) => error.into(),
            EvidenceError::TooLarge { .. } => {
                Self::new(Exit::Refused, "over-limit", error.to_string())
            }
            other => Self::new(Exit::Refused, "no-evidence", other.to_string()),
        }
    }
}
