//! What a server goes by: limits, names, times. Read from the configuration file and the environment.

use super::rate::Limits;
use crate::outbox::settings::OutboxSettings;
use std::path::PathBuf;
use std::time::Duration;

/// A witness's key and its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessFiles {
    /// The key file.
    pub key: PathBuf,
    /// What it remembers.
    pub state: PathBuf,
}

/// What a server was told at its start.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The names that it goes by, in lower case, with the port where it is not the scheme's own: signed
    /// requests for another name are refused.
    pub authorities: Vec<String>,
    /// Whether it is reached over TLS; without it only on loopback.
    pub secure: bool,
    /// The witness that it runs for others' logs.
    pub witness: Option<WitnessFiles>,
    /// The policy whose witnesses are asked to cosign this log.
    pub policy: Option<PathBuf>,
    /// The authorities that vouch for the witnesses' servers, PEM.
    pub policy_authority: Option<PathBuf>,
    /// Webhooks and e-mail.
    pub outbox: Option<OutboxSettings>,
    /// How often somebody may ask.
    pub limits: Limits,
    /// How often the log is filled up for a public checkpoint.
    pub publish_every: Duration,
    /// How often the writer looks at what time alone has made due, where that is not the engine's own interval.
    pub look_every: Option<Duration>,
    /// How long a request may take to arrive whole.
    pub arrival: Duration,
    /// Largest body of a request in bytes, but for submissions.
    pub max_body_bytes: usize,
    /// Largest body of a submission in bytes: a batch of statements with large boundaries.
    pub max_submission_bytes: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            authorities: Vec::new(),
            secure: true,
            witness: None,
            policy: None,
            policy_authority: None,
            outbox: None,
            limits: Limits::default(),
            publish_every: Duration::from_secs(60),
            look_every: None,
            arrival: Duration::from_secs(20),
            max_body_bytes: 1 << 20,
            max_submission_bytes: 8 << 20,
        }
    }
}
