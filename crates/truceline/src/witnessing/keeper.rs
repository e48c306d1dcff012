//! A witness at work: decide, make it durable, and only then cosign.

use crate::exit::Problem;
use crate::file;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use truceline_engine::keyfile::Key;
use truceline_engine::lock::ExclusiveLock;
use truceline_log::key::SigningKey;
use truceline_log::vkey::{Algorithm, KeyName, SignerKey};
use truceline_log::witness::state::{MAX_STATE_BYTES, WitnessState};
use truceline_log::witness::{Decision, decide_body};

/// The media type of the size that a conflict is answered with.
pub const SIZE_MEDIA_TYPE: &str = "text/x.tlog.size";

/// What is answered to `add-checkpoint`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status that the specification assigns.
    pub status: u16,
    /// The media type of the body.
    pub media_type: &'static str,
    /// A signature line, a size, or why not.
    pub body: String,
    /// Where evidence was kept that the log has signed two histories.
    pub evidence: Option<PathBuf>,
}

/// A witness with its state in a file, which this process alone holds.
pub struct Keeper {
    path: PathBuf,
    signer: SignerKey,
    state: Mutex<WitnessState>,
    _lock: ExclusiveLock,
}

impl Keeper {
    /// Opens the state of a witness; a new one where there is none.
    ///
    /// # Errors
    /// [`Problem`]: another process has it, it is damaged, or the key has no name that a witness's may have.
    pub fn open(path: &Path, key: &Key) -> Result<Self, Problem> {
        let name = KeyName::parse(&key.name).map_err(|error| Problem::usage(error.to_string()))?;
        let (state, lock) = open_state(path)?;
        Ok(Self {
            path: path.to_owned(),
            signer: SignerKey::new(
                name,
                Algorithm::CosignatureV1,
                SigningKey::from_seed(key.seed.expose()),
            ),
            state: Mutex::new(state),
            _lock: lock,
        })
    }

    /// The verifier key that others need to believe its cosignatures.
    #[must_use]
    pub fn verifier_key(&self) -> String {
        self.signer.verifier().to_string()
    }

    /// Which logs it watches, and the size that it cosigned last of each.
    #[must_use]
    pub fn watched(&self) -> Vec<(String, u64)> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state
            .logs()
            .map(|(origin, log)| (origin.as_str().to_owned(), log.size()))
            .collect()
    }

    /// Answers a request. `now_s` is seconds since 1970-01-01 UTC. One at a time: what was decided is on
    /// disk before its cosignature leaves, and before the next is decided.
    ///
    /// # Errors
    /// [`Problem`]: the state or the evidence could not be written; nothing was cosigned.
    pub fn add_checkpoint(&self, body: &[u8], now_s: u64) -> Result<Reply, Problem> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let decision = decide_body(&state, body);
        let Decision::Cosign(advance) = &decision else {
            return self.refuse(&decision);
        };
        let mut next = state.clone();
        next.advance(advance)
            .map_err(|error| Problem::unavailable(error.to_string()))?;
        let line = advance
            .cosign(&self.signer, now_s)
            .map_err(|error| Problem::unavailable(error.to_string()))?;
        file::replace(&self.path, next.to_string().as_bytes())?;
        *state = next;
        Ok(Reply {
            status: decision.status(),
            media_type: "text/plain; charset=utf-8",
            body: line.to_string(),
            evidence: None,
        })
    }

    /// A refusal; what proves two histories is kept beside the state, once.
    fn refuse(&self, decision: &Decision) -> Result<Reply, Problem> {
        let mut evidence = None;
        if let Some(fork) = decision.fork() {
            let origin = fork.origin().as_str().replace('/', "_");
            let path = file::beside(&self.path, &format!("{origin}.{}.fork", fork.size()));
            if !path.exists() {
                file::write_new(&path, fork.to_string().as_bytes())?;
            }
            evidence = Some(path);
        }
        let media_type = match decision {
            Decision::Conflict { .. } => SIZE_MEDIA_TYPE,
            _ => "text/plain; charset=utf-8",
        };
        Ok(Reply {
            status: decision.status(),
            media_type,
            body: decision.refusal_body().unwrap_or_default(),
            evidence,
        })
    }
}

/// The state file under its lock; a new one where there is none.
///
/// # Errors
/// [`Problem`]: another process has it, or it is damaged.
pub fn open_state(path: &Path) -> Result<(WitnessState, ExclusiveLock), Problem> {
    let lock = ExclusiveLock::try_take(&file::beside(path, "lock"))
        .map_err(|error| Problem::unavailable(error.to_string()))?;
    let state = match file::read_if_there(path, MAX_STATE_BYTES as u64)? {
        None => WitnessState::new(),
        Some(bytes) => WitnessState::parse(&bytes).map_err(|error| {
            Problem::unverified(format!(
                "{}: {error}; a witness without its state must not cosign, put back its copy",
                path.display()
            ))
        })?,
    };
    Ok((state, lock))
}
