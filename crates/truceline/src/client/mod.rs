//! The program's side of a server: signed requests out, answers and problems back. Blocking: a command does
//! one thing after the other.
//!
//! It trusts no server for more than its word: TLS by a certificate authority that the user names, no
//! redirects, no proxies, answers within a limit. What a server says is checked by whoever uses it
//! (receipts and bundles verify by themselves). Not here: what is asked for, and what is shown.

pub mod base;
pub mod events;

use crate::exit::{Exit, Problem};
use crate::signature::base::Target;
use crate::signature::params::Nonce;
use crate::signature::sign::{Occasion, sign};
use crate::wire::problem::ProblemDocument;
use base::Base;
use http::header::{ACCEPT, CONTENT_TYPE, RETRY_AFTER};
use http::{Method, Request, StatusCode};
use serde::Deserialize;
use std::sync::Arc;
use std::time::Duration;
use truceline_engine::clock::Clock;
use truceline_engine::randomness::Randomness;
use truceline_log::key::SigningKey;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

/// A connection is made within this time: a satellite line that wakes up.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);

/// A whole exchange takes at most this: a bundle over a bad line.
pub const WHOLE_TIMEOUT: Duration = Duration::from_secs(300);

/// Largest answer taken: a bundle of a whole register.
pub const MAX_ANSWER_BYTES: u64 = crate::file::MAX_FILE_BYTES;

/// A signature of the client's lives so long: the line may be slow and clocks differ.
pub const SIGNATURE_LIFE_S: u64 = 120;

/// So often the same is sent where the server asks for it to be sent again, each time signed anew.
pub const MAX_TRIES: usize = 4;

/// So often it is asked for what the next public checkpoint covers: they come out every minute.
pub const MAX_TRIES_PUBLIC: usize = 30;

/// The longest that a command waits because the server asks for it.
pub const MAX_WAIT: Duration = Duration::from_secs(15);

/// Problems after which the very same may be sent again.
const SEND_AGAIN: [&str; 5] = [
    "starting",
    "stopping",
    "overload",
    "too-many-requests",
    NOT_YET_PUBLIC,
];
const NOT_YET_PUBLIC: &str = "not-yet-public";

/// In which form an answer is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// JSON.
    Json,
    /// As the commands print it.
    Text,
    /// Whatever the thing itself is: a bundle, a receipt, a checkpoint.
    Bytes,
}

impl Form {
    const fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Text => "text/plain",
            Self::Bytes => "*/*",
        }
    }
}

/// What is sent with a request.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'a> {
    /// Its media type.
    pub media_type: &'a str,
    /// The bytes, which are signed.
    pub bytes: &'a [u8],
}

/// A good answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The status, 200 to 299.
    pub status: u16,
    /// The media type, as the server says.
    pub media_type: String,
    /// The body.
    pub body: Vec<u8>,
}

impl Answered {
    /// The body as text.
    ///
    /// # Errors
    /// [`Problem`]: it is none.
    pub fn text(self) -> Result<String, Problem> {
        String::from_utf8(self.body).map_err(|_| unreadable())
    }

    /// The body read as JSON.
    ///
    /// # Errors
    /// [`Problem`]: it is not of that kind.
    pub fn json<T: for<'de> Deserialize<'de>>(&self) -> Result<T, Problem> {
        serde_json::from_slice(&self.body).map_err(|_| unreadable())
    }
}

/// A server, and the key that requests to it are signed with.
pub struct Client {
    base: Base,
    agent: ureq::Agent,
    key: Option<SigningKey>,
    clock: Box<dyn Clock>,
    randomness: Box<dyn Randomness>,
}

impl Client {
    /// For a server. `authority` is the file of the certificate authority that vouches for it, in PEM;
    /// needed unless the server is on this machine without TLS. Without a key, requests are not signed.
    ///
    /// # Errors
    /// [`Problem`]: the authority is missing, superfluous or cannot be read.
    pub fn new(
        base: Base,
        authority: Option<&[u8]>,
        key: Option<SigningKey>,
        clock: Box<dyn Clock>,
        randomness: Box<dyn Randomness>,
    ) -> Result<Self, Problem> {
        match (base.is_secure(), authority) {
            (true, None) => {
                return Err(Problem::usage(
                    "--server with https needs --server-ca: the file of the certificate authority that vouches for the server, from whoever runs it",
                ));
            }
            (false, Some(_)) => {
                return Err(Problem::usage(
                    "--server-ca goes with https; this server is asked without TLS",
                ));
            }
            (true, Some(_)) | (false, None) => {}
        }
        Ok(Self {
            base,
            agent: agent(authority)?,
            key,
            clock,
            randomness,
        })
    }

    /// Which server.
    #[must_use]
    pub const fn base(&self) -> &Base {
        &self.base
    }

    /// Asks for what stands at a path, with its query.
    ///
    /// # Errors
    /// [`Problem`]: the server's, or why there is no answer.
    pub fn get(&mut self, path: &str, form: Form) -> Result<Answered, Problem> {
        self.ask(&Method::GET, path, None, form)
    }

    /// Sends something to a path.
    ///
    /// # Errors
    /// [`Problem`]: the server's, or why there is no answer.
    pub fn post(&mut self, path: &str, sent: Sent<'_>, form: Form) -> Result<Answered, Problem> {
        self.ask(&Method::POST, path, Some(sent), form)
    }

    fn ask(
        &mut self,
        method: &Method,
        path: &str,
        sent: Option<Sent<'_>>,
        form: Form,
    ) -> Result<Answered, Problem> {
        let mut tries = 0;
        loop {
            tries += 1;
            match self.ask_once(method, path, sent, form)? {
                Reply::Good(answered) => return Ok(answered),
                Reply::Later(problem, wait) if tries < most_tries(&problem) => {
                    std::thread::sleep(wait);
                }
                Reply::Later(problem, _) | Reply::Bad(problem) => return Err(problem),
            }
        }
    }

    fn ask_once(
        &mut self,
        method: &Method,
        path: &str,
        sent: Option<Sent<'_>>,
        form: Form,
    ) -> Result<Reply, Problem> {
        let request = self.request(method, path, sent, form)?;
        let bytes = sent.map_or(&[][..], |sent| sent.bytes);
        let (parts, ()) = request.into_parts();
        let response = if sent.is_some() {
            self.agent.run(Request::from_parts(parts, bytes))
        } else {
            self.agent.run(Request::from_parts(parts, ()))
        };
        let response = response.map_err(|error| self.no_answer(&error, sent.is_some()))?;
        let (head, body) = response.into_parts();
        let body = body
            .into_with_config()
            .limit(MAX_ANSWER_BYTES)
            .read_to_vec()
            .map_err(|error| self.no_answer(&error, sent.is_some()))?;
        let text = |name| head.headers.get(name).and_then(|value| value.to_str().ok());
        if head.status.is_success() {
            return Ok(Reply::Good(Answered {
                status: head.status.as_u16(),
                media_type: text(CONTENT_TYPE).unwrap_or_default().to_owned(),
                body,
            }));
        }
        let problem = self.problem(head.status, &body);
        let wait = text(RETRY_AFTER).and_then(|seconds| seconds.parse().ok());
        Ok(match wait.map(Duration::from_secs) {
            Some(wait) if wait <= MAX_WAIT && SEND_AGAIN.contains(&problem.code.as_str()) => {
                Reply::Later(problem, wait)
            }
            _ => Reply::Bad(problem),
        })
    }

    /// The head of a request, signed where there is a key.
    fn request(
        &mut self,
        method: &Method,
        path: &str,
        sent: Option<Sent<'_>>,
        form: Form,
    ) -> Result<Request<()>, Problem> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base))
            .header(ACCEPT, form.media_type());
        if let Some(sent) = sent {
            request = request.header(CONTENT_TYPE, sent.media_type);
        }
        let request = request.body(()).map_err(|_| not_a_request(path))?;
        let Some(key) = &self.key else {
            return Ok(request);
        };
        let (mut parts, ()) = request.into_parts();
        let target = Target::of(&parts).map_err(|_| not_a_request(path))?;
        let mut nonce = [0; 16];
        self.randomness.fill(&mut nonce)?;
        let occasion = Occasion {
            now_s: u64::try_from(self.clock.read().wall.micros() / 1_000_000).unwrap_or(0),
            life_s: SIGNATURE_LIFE_S,
            nonce: Nonce(nonce),
        };
        let signed = sign(&target, sent.map(|sent| sent.bytes), key, occasion);
        for (name, value) in signed.headers() {
            let value = value.parse().map_err(|_| not_a_request(path))?;
            parts.headers.insert(name, value);
        }
        Ok(Request::from_parts(parts, ()))
    }

    /// The problem that an answer with a bad status tells of.
    fn problem(&self, status: StatusCode, body: &[u8]) -> Problem {
        let base = &self.base;
        if let Ok(document) = serde_json::from_slice::<ProblemDocument>(body) {
            return document.into_problem();
        }
        if status.is_redirection() {
            return Problem::unavailable(format!(
                "{base}: sends on to another address ({status}), which is not followed; name that address with --server if you trust it"
            ));
        }
        Problem::unavailable(format!(
            "{base}: answers {status} and not as a register does; is it the right address?"
        ))
    }

    /// Why there is no answer.
    fn no_answer(&self, error: &ureq::Error, is_sent: bool) -> Problem {
        let base = &self.base;
        match error {
            ureq::Error::Rustls(error) => Problem::new(
                Exit::VerificationFailed,
                "server-not-verified",
                format!("{base}: is not the server that --server-ca vouches for: {error}"),
            ),
            ureq::Error::BodyExceedsLimit(_) => Problem::unavailable(format!(
                "{base}: its answer is larger than {} MB",
                MAX_ANSWER_BYTES >> 20
            )),
            ureq::Error::HostNotFound => {
                Problem::unavailable(format!("{base}: there is no such host"))
            }
            ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => {
                Problem::unavailable(format!("{base}: cannot be reached in time; try again"))
            }
            ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
                Problem::unavailable(format!(
                    "{base}: nobody answers there; is the server running?"
                ))
            }
            error if is_sent => Problem::new(
                Exit::Unavailable,
                "outcome-unknown",
                format!(
                    "{base}: the line broke ({error}); whether it was recorded is not known: send the same again, it is taken once"
                ),
            ),
            error if !base.is_secure() => Problem::unavailable(format!(
                "{base}: {error}; is it served over https? Then name it so, with --server-ca"
            )),
            error => Problem::unavailable(format!("{base}: {error}; try again")),
        }
    }
}

fn most_tries(problem: &Problem) -> usize {
    match problem.code.as_str() {
        NOT_YET_PUBLIC => MAX_TRIES_PUBLIC,
        _ => MAX_TRIES,
    }
}

enum Reply {
    Good(Answered),
    Later(Problem, Duration),
    Bad(Problem),
}

/// What asks: no redirects, no proxies, bounded times, and these authorities alone.
///
/// # Errors
/// [`Problem`]: the authorities cannot be read.
pub fn agent(authority: Option<&[u8]>) -> Result<ureq::Agent, Problem> {
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .user_agent(concat!("truceline/", env!("CARGO_PKG_VERSION")))
        .timeout_connect(Some(CONNECT_TIMEOUT))
        .timeout_global(Some(WHOLE_TIMEOUT));
    let config = match authority {
        Some(pem) => config.tls_config(tls(pem)?),
        None => config,
    };
    Ok(config.build().new_agent())
}

pub(crate) fn tls(pem: &[u8]) -> Result<TlsConfig, Problem> {
    let unread = || {
        Problem::usage(
            "--server-ca: is no certificate in PEM (-----BEGIN CERTIFICATE-----); ask whoever runs the server for it",
        )
    };
    let mut certificates: Vec<Certificate<'static>> = Vec::new();
    for item in parse_pem(pem) {
        if let PemItem::Certificate(certificate) = item.map_err(|_| unread())? {
            certificates.push(certificate);
        }
    }
    if certificates.is_empty() {
        return Err(unread());
    }
    Ok(TlsConfig::builder()
        .root_certs(RootCerts::new_with_certs(&certificates))
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build())
}

fn not_a_request(path: &str) -> Problem {
    Problem::usage(format!("{path:?} cannot be asked of a server"))
}

fn unreadable() -> Problem {
    Problem::unavailable(
        "the server's answer cannot be read; it may be of another version than this program",
    )
}

#[cfg(test)]
mod tests;
