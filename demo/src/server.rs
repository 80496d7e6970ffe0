//! The listening socket, the connections and their end.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::response::Response;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::{JoinHandle, JoinSet};

use crate::app::Site;
use crate::options::{Options, Refusal};
use crate::patience::{Flowing, Patience, Timely};

/// How long open connections may take to end after the word to stop.
const PATIENCE: Duration = Duration::from_secs(1);

/// The headers of no request are near as long, in bytes.
const LARGEST_HEADERS: usize = 64 * 1024;

/// Marks an answer in whose place the connection is closed.
#[derive(Clone, Copy)]
pub(crate) struct Unanswered;

/// A running server.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    base: String,
    forwarded: Option<String>,
    stop: watch::Sender<bool>,
    accepting: JoinHandle<()>,
}

/// Binds the address and serves.
pub async fn start(options: Options) -> Result<Server, Refusal> {
    options.check()?;
    let wanted = options.listen;
    let listener = TcpListener::bind(wanted)
        .await
        .map_err(|fault| not_bound(wanted, &fault))?;
    let address = listener.local_addr().map_err(|fault| not_bound(wanted, &fault))?;
    let base = options.base.clone();
    let patience = options.patience;
    let forwarded = options.api.as_ref().map(ToString::to_string);
    let site = Arc::new(Site::open(options).await?);
    let (stop, stopped) = watch::channel(false);
    let accepting = tokio::spawn(accept(listener, site, patience, stopped));
    Ok(Server {
        address,
        base,
        forwarded,
        stop,
        accepting,
    })
}

fn not_bound(address: SocketAddr, fault: &io::Error) -> Refusal {
    Refusal::new(match fault.kind() {
        io::ErrorKind::AddrInUse => {
            format!("{address} is taken; stop what listens there or choose another with --listen")
        }
        io::ErrorKind::PermissionDenied => {
            format!("{address} may not be listened on; choose a port above 1023 with --listen")
        }
        _ => format!("{address} can't be listened on ({fault}); choose another with --listen"),
    })
}

impl Server {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The console's address, with the slash at its end.
    pub fn url(&self) -> String {
        format!("http://{}{}/", self.address, self.base)
    }

    /// What the command says at its start.
    pub fn greeting(&self) -> String {
        let url = self.url();
        match &self.forwarded {
            Some(api) => format!("NSE Console  {url}\nSign in as a user of {api}\n"),
            None => format!(
                "NSE Console  {url}\nSign in as   MyName / newPassword      (one tenancy)\n             \
                 admin / admin-password    (two tenancies)\n"
            ),
        }
    }

    /// Stops accepting, lets open connections finish for a second, then closes them.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        let _ = self.accepting.await;
    }
}

async fn accept(listener: TcpListener, site: Arc<Site>, patience: Patience, stopped: watch::Receiver<bool>) {
    let places = Arc::new(Semaphore::new(patience.connections));
    let mut connections = JoinSet::new();
    let mut stop = stopped.clone();
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            listener.accept().await.map(|(stream, _)| (stream, place))
        };
        tokio::select! {
            accepted = next => match accepted {
                Ok((stream, place)) => {
                    let conversation = converse(stream, Arc::clone(&site), patience, stopped.clone());
                    connections.spawn(async move {
                        let _place = place;
                        conversation.await;
                    });
                }
                // No descriptor left, or a peer that gave up: neither ends a server. The pause spares the processor.
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            },
            Some(_) = connections.join_next() => {}
            // An error means that the handle is gone: nobody could stop it any more.
            _ = stop.changed() => break,
        }
    }
    drop(listener);
    let all = async { while connections.join_next().await.is_some() {} };
    let _ = tokio::time::timeout(PATIENCE, all).await;
    connections.shutdown().await;
}

async fn converse(
    stream: TcpStream,
    site: Arc<Site>,
    patience: Patience,
    mut stopped: watch::Receiver<bool>,
) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let site = Arc::clone(&site);
        let request = request.map(|body| Timely::of(body, patience.body));
        async move { answer_or_drop(site.answer(request).await) }
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience.headers)
        .max_buf_size(LARGEST_HEADERS)
        .serve_connection(TokioIo::new(Flowing::new(stream, patience.reading)), service);
    tokio::pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = stopped.changed() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

/// An error here makes hyper close the connection without a byte of an answer.
fn answer_or_drop(response: Response) -> io::Result<Response> {
    match response.extensions().get::<Unanswered>() {
        Some(Unanswered) => Err(io::Error::new(
            io::ErrorKind::ConnectionAborted,
            "ordered by a test",
        )),
        None => Ok(response),
    }
}
