//! A webhook: one signed POST, to the address that the configuration names and nowhere else.
//!
//! The request is signed like those of clients ([`crate::signature`]: method, host, path, query and the digest of the
//! body), so that a receiver knows whose it is and that nobody changed it. Taken is what a 2xx status answers.
//! Redirects and proxies are not followed, a name is resolved anew for each attempt and the address looked at, and of
//! the answer nothing but its status is of interest.

use super::address::{Guarded, Reach};
use super::fault::{Failure, Fault};
use super::key::OutboxKey;
use super::letter::Letter;
use super::pace::MAX_ASKED;
use super::settings::WebhookSettings;
use crate::client::{CONNECT_TIMEOUT, tls};
use crate::exit::Problem;
use crate::file;
use crate::signature::base::Target;
use crate::signature::params::Nonce;
use crate::signature::sign::{Occasion, sign};
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{Request, StatusCode, Uri};
use std::time::Duration;
use truceline_engine::clock::{Clock as _, SystemClock};
use truceline_engine::randomness::{Randomness as _, SystemRandomness};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::DefaultConnector;

/// A signature lives so long: a receiver need not remember nonces for longer.
const SIGNATURE_LIFE_S: u64 = 120;

/// Most bytes of an answer that are read before the connection is closed.
const MAX_ANSWER_BYTES: u64 = 4 << 10;

/// Authorities are a page of text.
pub(super) const MAX_PEM_BYTES: u64 = 1 << 20;

/// A webhook.
pub struct Webhook {
    url: Uri,
    host: String,
    agent: ureq::Agent,
}

impl Webhook {
    /// As the configuration has it.
    ///
    /// # Errors
    /// [`Problem`] naming it.
    pub fn new(settings: &WebhookSettings, timeout: Duration) -> Result<Self, Problem> {
        let wrong = |why: &str| Problem::usage(format!("outbox, {}: {why}", settings.name));
        let url = address(settings).map_err(wrong)?;
        let host = url.host().unwrap_or_default().to_owned();
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            // Each attempt resolves the name and connects anew.
            .max_idle_connections(0)
            .user_agent(concat!("truceline/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(CONNECT_TIMEOUT.min(timeout)))
            .timeout_global(Some(timeout));
        let config = match (url.scheme_str(), &settings.authority) {
            (Some("https"), Some(path)) => {
                config.tls_config(tls(&file::read(path, MAX_PEM_BYTES)?)?)
            }
            (Some("https"), None) => {
                return Err(wrong(
                    "name the authority that vouches for it, a PEM file: authority = \"…\"",
                ));
            }
            (_, Some(_)) => return Err(wrong("an authority goes with https")),
            (_, None) => config,
        };
        let resolver = Guarded::new(DefaultResolver::default(), settings.reach);
        Ok(Self {
            url,
            host,
            agent: ureq::Agent::with_parts(config.build(), DefaultConnector::default(), resolver),
        })
    }

    /// The host.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Sends a letter.
    ///
    /// # Errors
    /// [`Failure`].
    pub fn deliver(&self, letter: &Letter, key: &OutboxKey) -> Result<(), Failure> {
        let body = letter.json();
        let request = self.signed(&body, key).ok_or(Fault::Protocol)?;
        let response = self
            .agent
            .run(request)
            .map_err(|error| Fault::from(&error))?;
        let (head, body) = response.into_parts();
        // Read a little, so that a well-behaved receiver is not cut off; what it says does not matter.
        let _ = body
            .into_with_config()
            .limit(MAX_ANSWER_BYTES)
            .read_to_vec();
        let status = head.status;
        if status.is_success() {
            return Ok(());
        }
        let after = head
            .headers
            .get(RETRY_AFTER)
            .and_then(|value| value.to_str().ok())
            .and_then(|seconds| seconds.parse().ok())
            .map(|seconds| Duration::from_secs(seconds).min(MAX_ASKED));
        Err(Failure {
            fault: match status {
                _ if status.is_redirection() => Fault::Redirect,
                _ => Fault::Status(status.as_u16()),
            },
            after: after.filter(|_| {
                matches!(
                    status,
                    StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE
                )
            }),
        })
    }

    fn signed(&self, body: &[u8], key: &OutboxKey) -> Option<Request<Vec<u8>>> {
        let request = Request::builder()
            .method("POST")
            .uri(self.url.clone())
            .header(CONTENT_TYPE, "application/json");
        let (mut parts, ()) = request.body(()).ok()?.into_parts();
        let mut nonce = [0; 16];
        SystemRandomness.fill(&mut nonce).ok()?;
        let occasion = Occasion {
            now_s: u64::try_from(SystemClock::default().read().wall.micros() / 1_000_000).ok()?,
            life_s: SIGNATURE_LIFE_S,
            nonce: Nonce(nonce),
        };
        let target = Target::of(&parts).ok()?;
        for (name, value) in sign(&target, Some(body), key.signing(), occasion).headers() {
            parts.headers.insert(name, value.parse().ok()?);
        }
        Some(Request::from_parts(parts, body.to_vec()))
    }
}

/// The address, in the one spelling that is signed.
fn address(settings: &WebhookSettings) -> Result<Uri, &'static str> {
    let uri: Uri = settings
        .url
        .parse()
        .map_err(|_| "is no address, such as https://duty.example/truceline")?;
    let authority = uri
        .authority()
        .ok_or("is no address, such as https://duty.example/truceline")?;
    if authority.as_str().contains('@') || settings.url.contains('#') {
        return Err("has a user or a fragment; leave them out");
    }
    let own_port = match uri.scheme_str() {
        Some("https") => 443,
        Some("http") if settings.reach == Reach::ThisMachine => 80,
        Some("http") => {
            return Err(
                "is reached by https; by http only on this machine, with reach = \"this-machine\"",
            );
        }
        _ => return Err("is reached by https"),
    };
    let host = authority.host();
    let literal = host.trim_start_matches('[').trim_end_matches(']');
    if literal
        .parse()
        .is_ok_and(|address| !settings.reach.allows(address))
    {
        return Err("has an address of another kind than its reach allows");
    }
    let mut spelled = host.to_ascii_lowercase();
    if let Some(port) = authority.port_u16().filter(|port| *port != own_port) {
        spelled.push_str(&format!(":{port}"));
    }
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    Uri::builder()
        .scheme(uri.scheme_str().unwrap_or_default())
        .authority(spelled)
        .path_and_query(path)
        .build()
        .map_err(|_| "is no address, such as https://duty.example/truceline")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn settings(url: &str, reach: Reach) -> WebhookSettings {
        WebhookSettings {
            name: "duty".to_owned(),
            party: "South".to_owned(),
            desk: None,
            url: url.to_owned(),
            authority: None,
            reach,
        }
    }

    #[test]
    fn an_address_has_one_spelling() {
        let spelled = |url| address(&settings(url, Reach::Public)).map(|uri| uri.to_string());
        assert_eq!(
            spelled("https://Duty.Example:443").unwrap(),
            "https://duty.example/"
        );
        assert_eq!(
            spelled("https://duty.example:8443/a?b=c").unwrap(),
            "https://duty.example:8443/a?b=c"
        );
    }

    #[test]
    fn what_leads_inside_is_refused_before_the_start() {
        let public = [
            "http://duty.example/",
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://10.0.0.1/",
            "https://169.254.169.254/latest",
            "https://user@duty.example/",
            "https://duty.example/#there",
            "ftp://duty.example/",
            "duty.example",
        ];
        for url in public {
            assert!(address(&settings(url, Reach::Public)).is_err(), "{url}");
        }
        for reach in [Reach::Private, Reach::ThisMachine] {
            assert!(address(&settings("https://169.254.169.254/", reach)).is_err());
        }
        assert!(address(&settings("http://127.0.0.1:8080/", Reach::ThisMachine)).is_ok());
        assert!(address(&settings("https://10.0.0.1/", Reach::Private)).is_ok());
        assert!(address(&settings("http://10.0.0.1/", Reach::Private)).is_err());
    }
}
