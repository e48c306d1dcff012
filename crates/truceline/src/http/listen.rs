//! Listening: plain on loopback, TLS everywhere else, within limits of connections and headers.

use super::outflow::WatchedAcceptor;
use super::router::router;
use super::server::Server;
use super::tls;
use crate::exit::Problem;
use axum_server::Handle;
use axum_server::accept::DefaultAcceptor;
use axum_server::tls_rustls::RustlsAcceptor;
use hyper_util::rt::TokioTimer;
use socket2::SockRef;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

/// How long a client may take to send the headers of a request.
const HEADERS_ARRIVE: Duration = Duration::from_secs(10);
/// Largest headers of a request together.
const MAX_HEADER_BYTES: usize = 64 << 10;
/// The same for HTTP/2.
const MAX_HEADER_LIST_BYTES: u32 = 64 << 10;
/// Most requests at once on one HTTP/2 connection.
const MAX_CONCURRENT: u32 = 64;
/// How long what was sent may stay unacknowledged before a line counts as cut: else a desk whose cable was
/// pulled would count as there for a quarter of an hour.
const LINE_DEAD_AFTER: Duration = Duration::from_secs(30);
/// Most connections that wait to be taken; the system may hold fewer.
const BACKLOG: i32 = 4_096;
/// How long open connections may go on once the server is told to stop.
const WIND_DOWN: Duration = Duration::from_secs(10);

/// Serves until told to stop.
///
/// # Errors
/// [`Problem`]: the address cannot be listened at, or the certificate cannot be used.
pub async fn serve(
    server: Arc<Server>,
    listener: TcpListener,
    certificate: Option<&tls::Files>,
    handle: Handle<SocketAddr>,
) -> Result<(), Problem> {
    let cannot = |error: std::io::Error| Problem::unavailable(format!("cannot listen: {error}"));
    // Whatever queue the listener was made with: who is turned away there comes again after seconds, up to half
    // a minute later.
    SockRef::from(&listener).listen(BACKLOG).map_err(cannot)?;
    listener.set_nonblocking(true).map_err(cannot)?;
    // Connections have it from the listener.
    let dead_after = SockRef::from(&listener).set_tcp_user_timeout(Some(LINE_DEAD_AFTER));
    dead_after.map_err(cannot)?;
    let service = router(&server).into_make_service();
    let ended = match certificate {
        None => {
            let mut listening = axum_server::from_tcp(listener)
                .map_err(cannot)?
                .acceptor(WatchedAcceptor(DefaultAcceptor::new()))
                .handle(handle);
            limit(listening.http_builder());
            listening.serve(service).await
        }
        Some(files) => {
            let config = tls::config(files)?;
            let mut listening = axum_server::from_tcp(listener)
                .map_err(cannot)?
                .acceptor(WatchedAcceptor(RustlsAcceptor::new(config)))
                .handle(handle);
            limit(listening.http_builder());
            listening.serve(service).await
        }
    };
    ended.map_err(cannot)
}

/// Ends streams, lets answers that are under way go out, and closes what is left.
pub fn stop(server: &Server, handle: &Handle<SocketAddr>) {
    server.stop();
    handle.graceful_shutdown(Some(WIND_DOWN));
}

fn limit(builder: &mut hyper_util::server::conn::auto::Builder<hyper_util::rt::TokioExecutor>) {
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS_ARRIVE)
        .max_buf_size(MAX_HEADER_BYTES);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_header_list_size(MAX_HEADER_LIST_BYTES)
        .max_concurrent_streams(MAX_CONCURRENT)
        .keep_alive_interval(Some(Duration::from_secs(20)));
}
