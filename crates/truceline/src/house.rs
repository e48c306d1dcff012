//! Where what is said goes: the data folder of a register, or the server that keeps it.

use crate::exit::Problem;
use crate::replica::Replica;
use crate::session::Session;
use truceline_engine::writer::{Answer, CommitError};
use truceline_register::codec::record::Record;
use truceline_register::codec::statement::Submission;
use truceline_register::ids::LogIndex;
use truceline_register::register::Register;
use truceline_register::time::Instant;

/// A register that takes statements.
pub enum House {
    /// Its data folder, opened to write.
    Folder(Box<Session>),
    /// A server, with what the key's party may know.
    Server(Box<Replica>),
}

impl House {
    /// The state, or what the party may know of it.
    #[must_use]
    pub fn register(&self) -> &Register {
        match self {
            Self::Folder(session) => session.register(),
            Self::Server(replica) => replica.register(),
        }
    }

    /// The register's time.
    #[must_use]
    pub fn now(&self) -> Instant {
        match self {
            Self::Folder(session) => session.now(),
            Self::Server(replica) => replica.now(),
        }
    }

    /// Submits; answers in order.
    ///
    /// # Errors
    /// [`CommitError`].
    pub fn submit(
        &mut self,
        submissions: &[Submission],
        done: &mut dyn FnMut(usize),
    ) -> Result<Vec<Answer>, CommitError> {
        match self {
            Self::Folder(session) => session.submit(submissions, done),
            Self::Server(replica) => replica.submit(submissions),
        }
    }

    /// A record.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn record(&self, index: LogIndex) -> Result<Record, Problem> {
        match self {
            Self::Folder(session) => Ok(session.archive().record(index)?),
            Self::Server(replica) => replica.record(index),
        }
    }

    /// Why nothing that the register's server answers is to be relied on, where that is so. What adds presence and
    /// what is urgent is said to it all the same.
    #[must_use]
    pub fn alarm(&self) -> Option<&Problem> {
        match self {
            Self::Folder(_) => None,
            Self::Server(replica) => replica.alarm(),
        }
    }

    /// The receipt of a record.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn receipt(&self, index: LogIndex) -> Result<String, Problem> {
        match self {
            Self::Folder(session) => {
                let checkpoint = session.checkpoint()?;
                Ok(session.archive().receipt(index, &checkpoint)?.to_string())
            }
            Self::Server(replica) => replica.receipt(index),
        }
    }
}
