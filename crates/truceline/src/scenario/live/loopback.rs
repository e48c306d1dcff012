//! The server of a story played live: the same as `serve` starts, in this process, on a free port of this
//! machine, with TLS by an authority of its own; only its clock is the story's.

use crate::client::Client;
use crate::client::base::Base;
use crate::exit::Problem;
use crate::file;
use crate::http::service::{Order, Service};
use crate::http::settings::Settings;
use crate::http::tls;
use crate::session::Place;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::{oneshot, watch};
use truceline_engine::clock::PacedClock;
use truceline_engine::keyfile::Seed;
use truceline_engine::randomness::SystemRandomness;
use truceline_log::key::SigningKey;

/// How often the writer looks at a story's time.
const LOOK_EVERY: Duration = Duration::from_millis(10);
/// Whoever takes a bundle waits for the next public checkpoint at most so long.
const PUBLISH_EVERY: Duration = Duration::from_secs(2);
/// A certificate authority's file holds some kilobytes.
const MAX_AUTHORITY_BYTES: u64 = 256 << 10;

/// A running server of our own.
pub(super) struct Loopback {
    url: String,
    authority: PathBuf,
    fingerprint: String,
    clock: PacedClock,
    stopping: watch::Receiver<bool>,
    stopper: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<Result<(), Problem>>>,
}

impl Loopback {
    /// Serves a data folder.
    pub(super) fn start(place: Place, clock: &PacedClock) -> Result<Self, Problem> {
        let cannot = |error: std::io::Error| Problem::unavailable(format!("a server: {error}"));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(cannot)?;
        let address = listener.local_addr().map_err(cannot)?;
        let own = tls::own(&place.data.join("tls"), &[address.ip().to_string()])?;
        let settings = Settings {
            authorities: vec![address.to_string()],
            publish_every: PUBLISH_EVERY,
            look_every: Some(LOOK_EVERY),
            ..Settings::default()
        };
        let mut service = Service::start(Order {
            place,
            wait: Duration::ZERO,
            settings,
            clock: Arc::new(clock.clone()),
        })?;
        let (stopping, stopper) = (service.server().stopping(), service.stopper());
        let files = own.files;
        let thread = std::thread::Builder::new()
            .name("service".to_owned())
            .spawn(move || service.run(listener, Some(files)))
            .map_err(cannot)?;
        Ok(Self {
            url: format!("https://{address}"),
            authority: own.authority,
            fingerprint: own.fingerprint,
            clock: clock.clone(),
            stopping,
            stopper,
            thread: Some(thread),
        })
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    pub(super) fn authority(&self) -> &Path {
        &self.authority
    }

    pub(super) fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// A client of this server that signs with a key.
    pub(super) fn client(&self, seed: &Seed) -> Result<Client, Problem> {
        let authority = file::read(&self.authority, MAX_AUTHORITY_BYTES)?;
        Client::new(
            Base::parse(&self.url)?,
            Some(&authority),
            Some(SigningKey::from_seed(seed.expose())),
            Box::new(self.clock.clone()),
            Box::new(SystemRandomness),
        )
    }

    /// Whether a signal, or the writer's end, has ended it.
    pub(super) fn is_ending(&self) -> bool {
        *self.stopping.borrow() || self.thread.as_ref().is_none_or(JoinHandle::is_finished)
    }

    /// Ends it in order.
    pub(super) fn end(&mut self) -> Result<(), Problem> {
        if let Some(stopper) = self.stopper.take() {
            // A signal may have ended it already.
            let _ = stopper.send(());
        }
        let Some(thread) = self.thread.take() else {
            return Ok(());
        };
        thread
            .join()
            .map_err(|_| Problem::unavailable("the server ended by an assertion"))?
    }
}

impl Drop for Loopback {
    fn drop(&mut self) {
        // What it could not end is told where the story ends in order.
        let _ = self.end();
    }
}
