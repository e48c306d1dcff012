//! Whether bytes have left: what each connection notes of its own socket, so that nothing is put on record as
//! delivered before the operating system has taken it.
//!
//! Between an event that a stream hands on and the wire lie the buffers of HTTP and TLS. A connection works in
//! turns: it reads until nothing more comes, then writes out what it has, down to the last byte or until the
//! socket takes no more. So what was handed on before a read has left when a **second** read after it finds
//! nothing unwritten: between the two lies a turn that took it along. This holds for HTTP/1.1 and HTTP/2. Not
//! here: whether it arrived, which only the other side can say.

use axum::Router;
use axum::extract::ConnectInfo;
use axum_server::accept::Accept;
use std::future::Future;
use std::io::{self, IoSlice};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tower_http::add_extension::AddExtension;

/// What a connection notes; each request of it carries a clone.
#[derive(Clone, Debug, Default)]
pub struct Outflow(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    /// How many reads found nothing more to read.
    reads: AtomicU64,
    /// The number of the latest of them that found nothing unwritten.
    clean: AtomicU64,
}

/// A place in the work of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark(u64);

impl Outflow {
    /// The place where the work is now. What was handed to the connection before lies before it.
    #[must_use]
    pub fn mark(&self) -> Mark {
        // A write, so that whatever the connection counts after it has seen what came before.
        Mark(self.0.reads.fetch_add(0, Ordering::SeqCst))
    }

    /// Whether everything before a mark has left.
    #[must_use]
    pub fn has_passed(&self, mark: Mark) -> bool {
        self.0.clean.load(Ordering::SeqCst) >= mark.0.saturating_add(2)
    }

    fn found_nothing_to_read(&self, nothing_unwritten: bool) {
        let number = self.0.reads.fetch_add(1, Ordering::SeqCst) + 1;
        if nothing_unwritten {
            self.0.clean.store(number, Ordering::SeqCst);
        }
    }
}

/// A connection that notes.
#[derive(Debug)]
pub struct Watched<S> {
    stream: S,
    outflow: Outflow,
    /// Something was given to the stream, and it has not said since that all is out.
    unwritten: bool,
}

impl<S> Watched<S> {
    /// Watches a stream.
    pub const fn new(stream: S, outflow: Outflow) -> Self {
        Self {
            stream,
            outflow,
            unwritten: false,
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let read = Pin::new(&mut this.stream).poll_read(cx, buf);
        if read.is_pending() {
            this.outflow.found_nothing_to_read(!this.unwritten);
        }
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        this.unwritten = true;
        Pin::new(&mut this.stream).poll_write(cx, buf)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        this.unwritten = true;
        Pin::new(&mut this.stream).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let flushed = Pin::new(&mut this.stream).poll_flush(cx);
        if matches!(flushed, Poll::Ready(Ok(()))) {
            this.unwritten = false;
        }
        flushed
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}

/// Accepts connections that note; each request of one carries the other end's address, too.
#[derive(Clone, Debug)]
pub struct WatchedAcceptor<A>(pub A);

type Accepting<S, T> = Pin<Box<dyn Future<Output = io::Result<(S, T)>> + Send>>;

/// The router, with what its connection adds to each request. Around it and not in layers of it, which would all be
/// boxed anew with every request.
type Connected = AddExtension<AddExtension<Router, Outflow>, ConnectInfo<SocketAddr>>;

impl<A> Accept<TcpStream, Router> for WatchedAcceptor<A>
where
    A: Accept<TcpStream, Connected>,
    A::Future: Send + 'static,
{
    type Stream = Watched<A::Stream>;
    type Service = A::Service;
    type Future = Accepting<Self::Stream, Self::Service>;

    fn accept(&self, stream: TcpStream, service: Router) -> Self::Future {
        let outflow = Outflow::default();
        let peer = match stream.peer_addr() {
            Ok(peer) => peer,
            Err(gone) => return Box::pin(async move { Err(gone) }),
        };
        let service = AddExtension::new(service, outflow.clone());
        let service = AddExtension::new(service, ConnectInfo(peer));
        let accepted = (self.0).accept(stream, service);
        Box::pin(async move {
            let (stream, service) = accepted.await?;
            Ok((Watched::new(stream, outflow), service))
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use std::task::Waker;

    /// A socket that takes so many bytes, and from which nothing comes.
    #[derive(Default)]
    struct Socket {
        room: usize,
        taken: usize,
    }

    impl AsyncRead for Socket {
        fn poll_read(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
            _: &mut ReadBuf<'_>,
        ) -> Poll<io::Result<()>> {
            Poll::Pending
        }
    }

    impl AsyncWrite for Socket {
        fn poll_write(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
            buf: &[u8],
        ) -> Poll<io::Result<usize>> {
            let taken = buf.len().min(self.room);
            if taken == 0 {
                return Poll::Pending;
            }
            self.room -= taken;
            self.taken += taken;
            Poll::Ready(Ok(taken))
        }

        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }

        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    /// A connection as HTTP works it: a turn reads, takes what was handed on, and writes what it can.
    struct Connection {
        io: Watched<Socket>,
        handed_on: Vec<u8>,
        buffer: Vec<u8>,
    }

    impl Connection {
        fn turn(&mut self) {
            let mut cx = Context::from_waker(Waker::noop());
            let mut space = [0; 8];
            let read = Pin::new(&mut self.io).poll_read(&mut cx, &mut ReadBuf::new(&mut space));
            assert!(read.is_pending());
            self.buffer.append(&mut self.handed_on);
            while !self.buffer.is_empty() {
                match Pin::new(&mut self.io).poll_write(&mut cx, &self.buffer) {
                    Poll::Ready(taken) => drop(self.buffer.drain(..taken.unwrap())),
                    Poll::Pending => return,
                }
            }
            assert!(Pin::new(&mut self.io).poll_flush(&mut cx).is_ready());
        }
    }

    #[test]
    fn what_was_handed_on_has_left_only_when_the_socket_took_all_of_it() {
        for room in [0, 1, 4, 5, 100] {
            let outflow = Outflow::default();
            let socket = Socket { room, taken: 0 };
            let mut connection = Connection {
                io: Watched::new(socket, outflow.clone()),
                handed_on: b"event".to_vec(),
                buffer: Vec::new(),
            };
            let mark = outflow.mark();
            for _ in 0..4 {
                connection.turn();
                let all_out = connection.io.stream.taken == 5;
                assert!(!outflow.has_passed(mark) || all_out, "{room}");
            }
            assert_eq!(outflow.has_passed(mark), room >= 5);
            connection.io.stream.room = 100;
            (0..3).for_each(|_| connection.turn());
            assert!(outflow.has_passed(mark), "in the end: {room}");
        }
    }

    #[test]
    fn a_turn_that_was_under_way_at_the_mark_does_not_count() {
        let outflow = Outflow::default();
        let mark = outflow.mark();
        outflow.found_nothing_to_read(true);
        assert!(!outflow.has_passed(mark), "it may have written before");
        outflow.found_nothing_to_read(false);
        assert!(!outflow.has_passed(mark));
        outflow.found_nothing_to_read(true);
        assert!(outflow.has_passed(mark));
    }
}
