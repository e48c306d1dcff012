//! `serve`: the register as a service.

use super::context::Context;
use crate::config::Config;
use crate::exit::{Done, Exit, Problem};
use crate::http::service::{Order, Service};
use crate::http::settings::{Settings, WitnessFiles};
use crate::http::tls;
use crate::session::Place;
use clap::Args;
use serde::Serialize;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use truceline_engine::clock::SystemClock;

/// Where a server listens when nobody says.
pub const DEFAULT_PORT: u16 = 8420;

/// Serve the register to several desks: HTTP API and event streams
///
/// Over TLS, with certificate files or an authority that is made in the data folder; its fingerprint is printed,
/// and clients are given its file (--server-ca). Ends with Ctrl-C or a signal, after what is under way is answered.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley serve\n  truceline serve --config truceline.toml\n  truceline --data valley serve --plain --listen 127.0.0.1:8420"
)]
pub struct Serve {
    /// A configuration file (docs/operating/serve.md); variables TRUCELINE_… are over it, flags over both
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Address and port to listen at [default: 127.0.0.1:8420]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// What clients call it, with the port; again for each name
    #[arg(long, value_name = "HOST:PORT")]
    name: Vec<String>,
    /// Without TLS; on loopback only
    #[arg(long)]
    plain: bool,
    /// The server's certificate with its chain, PEM
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_certificate: Option<PathBuf>,
    /// The key of the certificate, PEM
    #[arg(long, value_name = "FILE", requires = "tls_certificate")]
    tls_key: Option<PathBuf>,
}

/// What a server says when it is there.
#[derive(Clone, Debug, Serialize)]
struct ServingView {
    serving: String,
    origin: String,
    names: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    authority: Option<PathBuf>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
}

impl Serve {
    /// On this machine alone, without TLS, at the usual port or, where that is taken, at another.
    #[must_use]
    pub fn on_loopback() -> Self {
        let usual = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), DEFAULT_PORT);
        let is_free = std::net::TcpListener::bind(usual).is_ok();
        Self {
            config: None,
            listen: Some(if is_free {
                usual
            } else {
                SocketAddr::new(usual.ip(), 0)
            }),
            name: Vec::new(),
            plain: true,
            tls_certificate: None,
            tls_key: None,
        }
    }

    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let config = Config::read(self.config.as_deref(), &|name| std::env::var_os(name))?;
        let data = context.data.clone().or(config.data.clone());
        let data = data.ok_or_else(|| {
            Problem::usage(
                "name the register's folder: --data FOLDER, or data = \"…\" in the configuration",
            )
        })?;
        let keys = context.keys.clone().or(config.keys.clone());
        let passphrases = Context {
            passphrase_file: context
                .passphrase_file
                .clone()
                .or(config.passphrase_file.clone()),
            ..context.clone()
        };
        let place = Place::of(&data, keys.as_deref(), passphrases.passphrases()?);
        let loopback = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), DEFAULT_PORT);
        let listen = self.listen.or(config.listen).unwrap_or(loopback);
        let plain = self.plain || config.plain;
        if plain && !listen.ip().is_loopback() {
            return Err(Problem::usage(format!(
                "without TLS the register is served on loopback only, and {} is not; leave --plain out",
                listen.ip()
            )));
        }
        let listener = std::net::TcpListener::bind(listen)
            .map_err(|error| Problem::unavailable(format!("{listen}: cannot listen: {error}")))?;
        let listen = listener
            .local_addr()
            .map_err(|error| Problem::unavailable(format!("{listen}: {error}")))?;
        let names = self.names(&config, listen);
        let own = self.certificate(&config, plain, &place, &names)?;
        let settings = Settings {
            authorities: names.clone(),
            secure: !plain,
            witness: config.witness.as_ref().map(|files| WitnessFiles {
                key: files.key.clone(),
                state: files.state.clone(),
            }),
            policy: config.witnesses.as_ref().map(|files| files.policy.clone()),
            policy_authority: config
                .witnesses
                .as_ref()
                .and_then(|files| files.authority.clone()),
            outbox: config.outbox.clone(),
            limits: config.limits,
            publish_every: Duration::from_secs(config.publish_every_s.unwrap_or(60).max(1)),
            ..Settings::default()
        };
        log_to_stderr();
        let service = Service::start(Order {
            place,
            wait: context.wait(),
            settings,
            clock: Arc::new(SystemClock::default()),
        })?;
        let view = ServingView {
            serving: format!("{}://{listen}", if plain { "http" } else { "https" }),
            origin: service.origin(),
            names,
            authority: own
                .as_ref()
                .and_then(|certificate| certificate.authority.clone()),
            fingerprint: own
                .as_ref()
                .and_then(|certificate| certificate.fingerprint.clone()),
        };
        context.tell(&view, || view.text())?;
        let files = own.map(|certificate| certificate.files);
        service.run(listener, files)?;
        Ok(Exit::Done)
    }

    /// What clients call it: as told, and what the address says on loopback.
    fn names(&self, config: &Config, listen: SocketAddr) -> Vec<String> {
        let told = if self.name.is_empty() {
            &config.names
        } else {
            &self.name
        };
        let mut names: Vec<String> = told.iter().map(|name| name.to_lowercase()).collect();
        if names.is_empty() {
            names.push(listen.to_string());
        }
        if listen.ip().is_loopback() {
            names.push(listen.to_string());
            names.push(format!("localhost:{}", listen.port()));
        }
        names.sort();
        names.dedup();
        names
    }

    fn certificate(
        &self,
        config: &Config,
        plain: bool,
        place: &Place,
        names: &[String],
    ) -> Result<Option<Certificate>, Problem> {
        if plain {
            return Ok(None);
        }
        let told = match (&self.tls_certificate, &self.tls_key, &config.tls) {
            (Some(certificate), Some(key), _) => Some((certificate.clone(), key.clone())),
            (_, _, Some(files)) => Some((files.certificate.clone(), files.key.clone())),
            _ => None,
        };
        if let Some((certificate, key)) = told {
            return Ok(Some(Certificate {
                files: tls::Files { certificate, key },
                authority: None,
                fingerprint: None,
            }));
        }
        let hosts: Vec<String> = names.iter().map(|name| host(name).to_owned()).collect();
        let own = tls::own(&place.data.join("tls"), &hosts)?;
        Ok(Some(Certificate {
            files: own.files,
            authority: Some(own.authority),
            fingerprint: Some(own.fingerprint),
        }))
    }
}

/// What the server has to say to whoever runs it goes to the error output, a line each: no party, no place.
fn log_to_stderr() {
    // Where a log is there already, in a test, it stays.
    let _ = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_max_level(tracing::Level::INFO)
        .with_target(false)
        .with_ansi(false)
        .try_init();
}

struct Certificate {
    files: tls::Files,
    authority: Option<PathBuf>,
    fingerprint: Option<String>,
}

/// A name without its port.
fn host(name: &str) -> &str {
    let host = match name.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => name,
    };
    host.trim_start_matches('[').trim_end_matches(']')
}

impl ServingView {
    fn text(&self) -> String {
        let mut text = format!("serving {} at {}\n", self.origin, self.serving);
        text += &format!("called {}\n", self.names.join(", "));
        if let (Some(authority), Some(fingerprint)) = (&self.authority, &self.fingerprint) {
            text += &format!(
                "clients need {} (--server-ca); its fingerprint, to compare by another way:\n  {fingerprint}\n",
                authority.display()
            );
        }
        text += &format!(
            "the API is described at {}/v1/docs; Ctrl-C ends it\n",
            self.serving
        );
        text
    }
}
