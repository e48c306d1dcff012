//! Why a letter was not taken: words that hold nothing of what the other side said.

use std::fmt;
use std::io;
use std::time::Duration;

/// Why an attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No such name, nobody there, or the line broke.
    Unreachable,
    /// It took too long.
    TimedOut,
    /// It is not who its authority vouches for.
    NotVerified,
    /// It offers no TLS, and without that it is told nothing.
    NotEncrypted,
    /// Its name leads to an address that is not allowed.
    AddressRefused,
    /// It sends on to another address, which is not followed.
    Redirect,
    /// Its status.
    Status(u16),
    /// Its reply to a mail command.
    Mail(u16),
    /// It does not speak as it should.
    Protocol,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable => f.write_str("unreachable"),
            Self::TimedOut => f.write_str("timed-out"),
            Self::NotVerified => f.write_str("not-verified"),
            Self::NotEncrypted => f.write_str("not-encrypted"),
            Self::AddressRefused => f.write_str("address-refused"),
            Self::Redirect => f.write_str("redirect"),
            Self::Status(status) => write!(f, "status-{status}"),
            Self::Mail(reply) => write!(f, "mail-{reply}"),
            Self::Protocol => f.write_str("protocol"),
        }
    }
}

/// A failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Why.
    pub fault: Fault,
    /// The other side asks to be left alone for so long.
    pub after: Option<Duration>,
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self { fault, after: None }
    }
}

impl From<&io::Error> for Fault {
    fn from(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::PermissionDenied => Self::AddressRefused,
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Self::TimedOut,
            // rustls gives its own errors through this kind.
            io::ErrorKind::InvalidData => Self::NotVerified,
            _ => Self::Unreachable,
        }
    }
}

impl From<&ureq::Error> for Fault {
    fn from(error: &ureq::Error) -> Self {
        match error {
            ureq::Error::Io(error) => Self::from(error),
            ureq::Error::Timeout(_) => Self::TimedOut,
            ureq::Error::Rustls(_) | ureq::Error::Tls(_) | ureq::Error::TlsRequired => {
                Self::NotVerified
            }
            ureq::Error::Protocol(_)
            | ureq::Error::BodyExceedsLimit(_)
            | ureq::Error::LargeResponseHeader(..) => Self::Protocol,
            ureq::Error::TooManyRedirects | ureq::Error::RedirectFailed => Self::Redirect,
            _ => Self::Unreachable,
        }
    }
}
