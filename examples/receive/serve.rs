//! Serves a router over HTTP/1, and bounds what a caller can hold. `axum::serve` has none of these
//! bounds, so copy this file.
//!
//! ```toml
//! axum = "0.8"
//! hyper = { version = "1", features = ["http1", "server"] }
//! hyper-util = { version = "0.1", features = ["server-graceful", "service", "tokio"] }
//! tokio = { version = "1", features = ["macros", "net", "rt", "sync", "time"] }
//! tokio-io-timeout = "1.2"
//! ```

use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_io_timeout::TimeoutStream;

/// What a caller can hold. The time for a body and for its handler is bounded by layers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// How long the head of a request may take. A connection has only one request.
    pub(crate) head: Duration,
    /// How long a caller may leave an answer unread.
    pub(crate) write: Duration,
    /// How many connections there are at once. More of them wait in the listener's backlog. Keep it
    /// below the limit of open files.
    pub(crate) connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(5),
            write: Duration::from_secs(5),
            connections: 512,
        }
    }
}

/// How long accepting pauses after an error. Most likely there are too many open files, and one has
/// to be closed first.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves until `end` is ready, then finishes the requests in progress. Callers that are silent can
/// delay that by the limits' times.
pub(crate) async fn serve(
    listener: TcpListener,
    app: Router,
    limits: Limits,
    end: impl Future<Output = ()>,
    on_accept_error: impl Fn(&io::Error),
) {
    let mut http = http1::Builder::new();
    // Otherwise a request every few seconds, refused or not, holds a connection for good.
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .keep_alive(false);
    let permits = limits.connections.min(Semaphore::MAX_PERMITS);
    let permits = Arc::new(Semaphore::new(permits));
    let connections = GracefulShutdown::new();
    let mut end = pin!(end);
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &permits) => accepted,
            () = &mut end => break,
        };
        let (stream, permit) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                on_accept_error(&error);
                tokio::select! {
                    () = tokio::time::sleep(PAUSE) => continue,
                    () = &mut end => break,
                }
            }
        };
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(limits.write));
        let service = TowerToHyperService::new(app.clone());
        let connection = http.serve_connection(TokioIo::new(Box::pin(stream)), service);
        let connection = connections.watch(connection);
        tokio::spawn(async move {
            // The caller's fault: a timeout, a reset, or bytes that are not HTTP.
            let _ = connection.await;
            drop(permit);
        });
    }
    drop(listener);
    connections.shutdown().await;
}

async fn accept(
    listener: &TcpListener,
    permits: &Arc<Semaphore>,
) -> io::Result<(TcpStream, OwnedSemaphorePermit)> {
    let permit = Arc::clone(permits).acquire_owned().await;
    let permit = permit.map_err(io::Error::other)?;
    let (stream, _) = listener.accept().await?;
    Ok((stream, permit))
}
