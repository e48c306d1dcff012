//! What a file is, by its content. A file that begins as one of ours and is not whole is told as that, with
//! what does not fit; only what nothing of ours begins with is not recognised.

use super::witness::{REPLY_HEADER, parse_reply};
use crate::card::{DeskCard, RegisterCard};
use crate::exit::Problem;
use crate::pack::{self, Opened, PackFile};
use crate::seen::{SEEN_HEADER, Seen};
use crate::voice::{CHAIN_HEADER, ChainEnd};
use std::fmt::Display;
use std::path::Path;
use truceline_engine::head;
use truceline_log::checkpoint::SignedCheckpoint;
use truceline_log::fork::ForkEvidence;
use truceline_log::policy::Policy;
use truceline_log::receipt::Receipt;
use truceline_log::vkey::VerifierKey;
use truceline_log::witness::request::Request;
use truceline_log::witness::state::WitnessState;
use truceline_register::bundle::MAGIC;
use truceline_register::codec::statement::{CONTENT_TYPE, Statement, Submission};

/// What a file is.
pub enum Artefact {
    /// A bundle.
    Bundle,
    /// A receipt.
    Receipt(Box<Receipt>),
    /// An offline pack.
    Pack(Box<Opened>),
    /// A signed checkpoint.
    Checkpoint(Box<SignedCheckpoint>),
    /// A register's head file: the signed checkpoint in it.
    Head(Box<SignedCheckpoint>),
    /// What a party was shown of a log.
    Seen(Box<Seen>),
    /// Evidence of a fork.
    Fork(Box<ForkEvidence>),
    /// A request to a witness.
    WitnessRequest(Box<Request>),
    /// A witness's reply.
    WitnessReply(Box<WitnessReply>),
    /// A witness's state.
    WitnessState(Box<WitnessState>),
    /// A register's card.
    RegisterCard(Box<RegisterCard>),
    /// A desk's card.
    DeskCard(Box<DeskCard>),
    /// How far a key's chain has come.
    Chain(ChainEnd),
    /// A policy.
    Policy(Box<Policy>),
    /// A verifier's key.
    Key(Box<VerifierKey>),
    /// A key file: purpose and name only.
    SecretKey(String),
    /// A signed statement with disclosures.
    Submission(Box<Submission>),
    /// A signed statement alone.
    Statement(Box<Statement>),
    /// It begins as one of ours and is not whole.
    Broken(Broken),
}

/// A file that begins as one of ours and is damaged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// As what it begins.
    pub what: &'static str,
    /// What does not fit.
    pub why: String,
}

impl Broken {
    /// It as a problem: exit 5, for it was something and does not hold.
    #[must_use]
    pub fn problem(&self, path: &Path) -> Problem {
        Problem::unverified(format!(
            "{}: begins as a {} and is damaged ({}); take another copy of it",
            path.display(),
            self.what,
            self.why
        ))
    }
}

/// A witness's reply as it came.
pub struct WitnessReply {
    /// The status that C2SP tlog-witness assigns.
    pub status: u16,
    /// Cosignature lines, or a size, or a reason.
    pub body: String,
}

impl WitnessReply {
    /// What its status says.
    #[must_use]
    pub const fn meaning(&self) -> &'static str {
        match self.status {
            200 => "cosigned",
            409 => "not cosigned: the witness stands at another size, which the body gives",
            _ => "not cosigned",
        }
    }
}

/// Reads a file as one kind of ours, or says what does not fit.
type Reader = fn(&[u8]) -> Result<Artefact, String>;

/// What each text of ours begins with, what it is, and how it is read.
const TEXTS: [(&str, &str, Reader); 11] = [
    (pack::HEADER, "offline pack", |bytes| {
        let opened = PackFile::parse(bytes)?.open()?;
        Ok(Artefact::Pack(Box::new(opened)))
    }),
    ("c2sp.org/tlog-proof@v1", "receipt", |bytes| {
        read(Receipt::parse(bytes), |one| {
            Artefact::Receipt(Box::new(one))
        })
    }),
    (
        "truceline/fork-evidence/v1",
        "evidence of a fork",
        |bytes| {
            read(ForkEvidence::parse(bytes), |one| {
                Artefact::Fork(Box::new(one))
            })
        },
    ),
    (
        "truceline/witness-state/v1",
        "state of a witness",
        |bytes| {
            read(WitnessState::parse(bytes), |one| {
                Artefact::WitnessState(Box::new(one))
            })
        },
    ),
    (SEEN_HEADER, "list of seen checkpoints", |bytes| {
        Ok(Artefact::Seen(Box::new(Seen::parse(bytes)?)))
    }),
    (head::HEADER, "head file", |bytes| head_file(bytes)),
    (REPLY_HEADER, "reply of a witness", |bytes| {
        let (status, body) = parse_reply(text(bytes)?).ok_or("its lines")?;
        let body = body.to_owned();
        Ok(Artefact::WitnessReply(Box::new(WitnessReply {
            status,
            body,
        })))
    }),
    (CHAIN_HEADER, "chain of a key", |bytes| {
        let end = ChainEnd::parse(text(bytes)?).ok_or("its lines")?;
        Ok(Artefact::Chain(end))
    }),
    ("truceline-register-card 1", "card of a register", |bytes| {
        read(RegisterCard::parse(text(bytes)?), |one| {
            Artefact::RegisterCard(Box::new(one))
        })
    }),
    ("truceline-desk-card 1", "card of a desk's key", |bytes| {
        read(DeskCard::parse(text(bytes)?), |one| {
            Artefact::DeskCard(Box::new(one))
        })
    }),
    ("truceline-key 1", "key file", |bytes| {
        let lines: Vec<&str> = text(bytes)?.lines().skip(1).take(2).collect();
        Ok(Artefact::SecretKey(lines.join(", ")))
    }),
];

fn read<T, E: Display>(
    parsed: Result<T, E>,
    artefact: impl FnOnce(T) -> Artefact,
) -> Result<Artefact, String> {
    parsed.map(artefact).map_err(|error| error.to_string())
}

fn text(bytes: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(bytes).map_err(|_| "it is no text any more".to_owned())
}

fn head_file(bytes: &[u8]) -> Result<Artefact, String> {
    let head = head::parse(bytes)?;
    read(SignedCheckpoint::parse(&head.signed), |signed| {
        Artefact::Head(Box::new(signed))
    })
}

/// The signed checkpoint in a file: a checkpoint, or a register's head file with one.
///
/// # Errors
/// What does not fit.
pub fn checkpoint(bytes: &[u8]) -> Result<SignedCheckpoint, String> {
    if bytes.starts_with(head::HEADER.as_bytes()) {
        let head = head::parse(bytes).map_err(|what| format!("a damaged head file: {what}"))?;
        return SignedCheckpoint::parse(&head.signed).map_err(|error| error.to_string());
    }
    SignedCheckpoint::parse(bytes).map_err(|error| error.to_string())
}

/// What a file is; `None` where it begins as nothing of ours.
#[must_use]
pub fn recognise(bytes: &[u8]) -> Option<Artefact> {
    if bytes.starts_with(MAGIC) {
        return Some(Artefact::Bundle);
    }
    for (first, what, read) in TEXTS {
        if bytes.starts_with(first.as_bytes()) {
            let whole = read(bytes);
            return Some(whole.unwrap_or_else(|why| Artefact::Broken(Broken { what, why })));
        }
    }
    if let Ok(submission) = Submission::from_bytes(bytes) {
        return Some(Artefact::Submission(Box::new(submission)));
    }
    let statement = match Statement::parse(bytes) {
        Ok(statement) => return Some(Artefact::Statement(Box::new(statement))),
        Err(error) => error,
    };
    if bytes.starts_with(&STATEMENT_START) || contains(bytes, CONTENT_TYPE.as_bytes()) {
        let (what, why) = ("signed statement", statement.to_string());
        return Some(Artefact::Broken(Broken { what, why }));
    }
    recognise_note(bytes)
}

/// What stands between the text of a signed note and its signatures.
const SIGNATURE_LINE: &str = "\n\n\u{2014} ";

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// A COSE_Sign1 of four parts, tagged.
const STATEMENT_START: [u8; 2] = [0xd2, 0x84];

/// Texts of the specifications that have no first line of their own.
fn recognise_note(bytes: &[u8]) -> Option<Artefact> {
    if bytes.starts_with(b"old ") {
        let request = read(Request::parse(bytes), |one| {
            Artefact::WitnessRequest(Box::new(one))
        });
        let what = "request to a witness";
        return Some(request.unwrap_or_else(|why| Artefact::Broken(Broken { what, why })));
    }
    let not = match SignedCheckpoint::parse(bytes) {
        Ok(signed) => return Some(Artefact::Checkpoint(Box::new(signed))),
        Err(error) => error,
    };
    if contains(bytes, SIGNATURE_LINE.as_bytes()) {
        let (what, why) = ("checkpoint", not.to_string());
        return Some(Artefact::Broken(Broken { what, why }));
    }
    let text = std::str::from_utf8(bytes).ok()?;
    if let Ok(key) = VerifierKey::parse(text.trim_end()) {
        return Some(Artefact::Key(Box::new(key)));
    }
    let policy = Policy::parse(bytes).ok()?;
    Some(Artefact::Policy(Box::new(policy)))
}
