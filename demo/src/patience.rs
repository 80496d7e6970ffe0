//! How long a client may take and how many may come at once: whatever they do, sockets and memory are bounded.

use std::error::Error as StdError;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// What a client is granted.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Until the headers of a request are there; a connection without a request is closed after as long.
    pub headers: Duration,
    /// From the headers of a request until its body is there.
    pub body: Duration,
    /// Without taking a byte of an answer.
    pub reading: Duration,
    /// How many are served at once; others wait to be accepted.
    pub connections: usize,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            // Longer than the console's slowest poll: its connection stays.
            headers: Duration::from_secs(75),
            body: Duration::from_secs(30),
            reading: Duration::from_secs(60),
            connections: 4_096,
        }
    }
}

/// Why a body can't be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unread {
    TooLarge,
    TooSlow,
    /// The client went away.
    Broken,
}

/// A body of at most so many bytes.
pub(crate) async fn whole(body: Body, most: usize) -> Result<Bytes, Unread> {
    // Who says so at once need not send it first.
    if HttpBody::size_hint(&body).lower() > most as u64 {
        return Err(Unread::TooLarge);
    }
    to_bytes(body, most).await.map_err(|fault| {
        let mut cause: Option<&(dyn StdError + 'static)> = Some(&fault);
        while let Some(why) = cause {
            if let Some(late) = why.downcast_ref::<io::Error>() {
                return match late.kind() {
                    io::ErrorKind::TimedOut => Unread::TooSlow,
                    _ => Unread::Broken,
                };
            }
            if why.is::<hyper::Error>() {
                return Unread::Broken;
            }
            cause = why.source();
        }
        Unread::TooLarge
    })
}

/// A body that fails once it took too long.
pub(crate) struct Timely {
    body: Incoming,
    late: Pin<Box<Sleep>>,
}

impl Timely {
    pub(crate) fn of(body: Incoming, within: Duration) -> Body {
        if body.is_end_stream() {
            return Body::empty();
        }
        let late = Box::pin(sleep(within));
        Body::new(Self { body, late })
    }
}

impl HttpBody for Timely {
    type Data = Bytes;
    type Error = Box<dyn StdError + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) {
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        ready!(self.late.as_mut().poll(context));
        Poll::Ready(Some(Err(late().into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A connection that fails once its client took nothing for too long.
pub(crate) struct Flowing {
    stream: TcpStream,
    within: Duration,
    stalled: Option<Pin<Box<Sleep>>>,
}

impl Flowing {
    pub(crate) fn new(stream: TcpStream, within: Duration) -> Self {
        Self {
            stream,
            within,
            stalled: None,
        }
    }

    fn timely(
        &mut self,
        written: Poll<io::Result<usize>>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<usize>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let within = self.within;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(within)));
        ready!(stalled.as_mut().poll(context));
        Poll::Ready(Err(late()))
    }
}

fn late() -> io::Error {
    io::Error::new(io::ErrorKind::TimedOut, "the client took too long")
}

impl AsyncRead for Flowing {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl AsyncWrite for Flowing {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.timely(written, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.timely(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
