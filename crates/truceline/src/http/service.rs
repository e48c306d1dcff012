//! A server's life: the writer put to work, the server over it, signals, and the orderly end.
//!
//! Where the writer ends by itself (nobody knows what the disk holds) the process ends, so that the next
//! start reads it again. Not here: what is served ([`super::router`]).

use super::cursor::Cursors;
use super::departures::keep_departures;
use super::kept::Kept;
use super::listen;
use super::presence::keep_attendance;
use super::problem::problem;
use super::publish::{Witnesses, keep_publishing};
use super::recent::Recent;
use super::served::Served;
use super::server::Server;
use super::settings::Settings;
use super::tls;
use super::vault_key;
use crate::exit::Problem;
use crate::session::{Place, Session, load_key};
use crate::signature::nonce::Nonces;
use axum_server::Handle;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;
use truceline_engine::clock::Clock;
use truceline_engine::keyfile::Purpose;
use truceline_engine::writer::queue::{Looked, Rounds, Running, start};

/// How often the writer is looked after.
const LOOK_AT_WRITER: Duration = Duration::from_millis(100);

/// What is to be served.
pub struct Order {
    /// The data folder.
    pub place: Place,
    /// How long to wait for another process that writes to it.
    pub wait: Duration,
    /// What the server goes by.
    pub settings: Settings,
    /// The time: the machine's, but where a story is played.
    pub clock: Arc<dyn Clock + Sync>,
}

/// A server that is ready to listen.
pub struct Service {
    runtime: Runtime,
    server: Arc<Server>,
    running: Running,
    stop: oneshot::Receiver<()>,
    /// Ends the service when asked by whoever holds it.
    stopper: Option<oneshot::Sender<()>>,
    witnesses: Option<Arc<Witnesses>>,
    served: Served,
}

impl Service {
    /// Opens the data folder to write and puts the writer to work.
    ///
    /// # Errors
    /// [`Problem`] saying what to do.
    pub fn start(order: Order) -> Result<Self, Problem> {
        let Order {
            place,
            wait,
            settings,
            clock,
        } = order;
        let for_writer = Box::new(Arc::clone(&clock));
        let session = Session::open_by(for_writer, &place, wait, &mut |_| {}, &mut |_| {})?;
        let writer = session.into_writer();
        let secret = load_key(&place.register_key(), Purpose::Register, &place.passphrases)?.seed;
        let (published, ring) = (writer.published(), writer.vault().ring());
        let kept = Kept::open(
            &settings,
            &place,
            writer.register(),
            writer.tree(),
            secret.expose(),
        )?;
        let witnesses = match &settings.policy {
            None => None,
            Some(policy) => {
                let authority = settings.policy_authority.as_deref();
                Some(Arc::new(Witnesses::read(policy, authority)?))
            }
        };
        let recent = Recent::from(writer.register().size);
        let rounds = Rounds {
            ticks: true,
            publish_every: Some(settings.publish_every),
            look_every: settings.look_every,
        };
        let follower = {
            let (recent, published) = (recent.clone(), published.clone());
            Box::new(move |round: Arc<[_]>| recent.take(&round, &published))
        };
        let failed = |error: std::io::Error| Problem::unavailable(format!("cannot start: {error}"));
        let (intake, running) = start(writer, rounds, follower).map_err(failed)?;
        let runtime = Builder::new_multi_thread()
            .enable_all()
            .thread_name("server")
            .build()
            .map_err(failed)?;
        let cursors = Cursors::new(secret.expose());
        let wall = clock.read().wall;
        let now_s = u64::try_from(wall.micros() / 1_000_000).unwrap_or(0);
        let (served, nonces) = Served::begin(&place.data, now_s)?;
        kept.outbox().start(&published, &recent, &place)?;
        let server = Server::new(
            settings,
            place,
            (published, intake, ring),
            recent,
            cursors,
            kept,
            (nonces, clock),
        );
        let (stopper, stop) = oneshot::channel();
        Ok(Self {
            runtime,
            server,
            running,
            stop,
            stopper: Some(stopper),
            witnesses,
            served,
        })
    }

    /// Which register it is.
    #[must_use]
    pub fn origin(&self) -> String {
        self.server.state().register.authority.origin().to_owned()
    }

    /// The running server.
    #[must_use]
    pub const fn server(&self) -> &Arc<Server> {
        &self.server
    }

    /// How far the writer has looked at the time.
    #[must_use]
    pub fn looked(&self) -> Looked {
        self.running.looked()
    }

    /// What ends the service when it is used or dropped; once.
    pub const fn stopper(&mut self) -> Option<oneshot::Sender<()>> {
        self.stopper.take()
    }

    /// Serves until a signal comes, the stopper is used, or the writer ends.
    ///
    /// # Errors
    /// [`Problem`]: it cannot listen, or the writer has ended.
    pub fn run(
        self,
        listener: TcpListener,
        certificate: Option<tls::Files>,
    ) -> Result<(), Problem> {
        let Self {
            runtime,
            server,
            running,
            stop,
            stopper,
            witnesses,
            served,
        } = self;
        let handle: Handle<SocketAddr> = Handle::new();
        let writer_ended = runtime.block_on(async {
            let ending = {
                let (server, handle) = (Arc::clone(&server), handle.clone());
                async move {
                    let ended = until_stopped(stop, stopper, &running).await;
                    listen::stop(&server, &handle);
                    (ended, running)
                }
            };
            let ending = tokio::spawn(ending);
            tokio::spawn(keep_attendance(Arc::clone(&server)));
            tokio::spawn(keep_departures(Arc::clone(&server)));
            tokio::spawn(keep_publishing(Arc::clone(&server), witnesses));
            tokio::spawn(vault_key::go_on(Arc::clone(&server)));
            listen::serve(Arc::clone(&server), listener, certificate.as_ref(), handle).await?;
            ending
                .await
                .map_err(|_| problem("internal", "the server ended by an assertion"))
        })?;
        server.kept.outbox().stop();
        tracing::info!("stopped listening; what is under way is finished");
        // Answers that still run hold the server; without it the writer has no intake left and ends.
        runtime.shutdown_timeout(Duration::from_secs(5));
        let nonces = std::mem::replace(&mut *server.nonces(), Nonces::after(u64::MAX));
        drop(server);
        served.end(&nonces)?;
        match writer_ended {
            (true, _) => Err(problem(
                "outcome-unknown",
                "the writer has ended: it is not known what the disk holds; start the server again, which reads it anew",
            )),
            (false, running) => {
                running.join()?;
                Ok(())
            }
        }
    }
}

/// Waits for a signal, the stopper or the writer's end; whether it was the writer's.
async fn until_stopped(
    stop: oneshot::Receiver<()>,
    stopper: Option<oneshot::Sender<()>>,
    running: &Running,
) -> bool {
    let stopped = async {
        // Where nobody took the stopper it is held here, and only a signal ends the service.
        let _held = stopper;
        let _ = stop.await;
    };
    let writer = async {
        while !running.has_ended() {
            tokio::time::sleep(LOOK_AT_WRITER).await;
        }
    };
    tokio::select! {
        () = stopped => false,
        () = signal() => false,
        () = writer => true,
    }
}

async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
