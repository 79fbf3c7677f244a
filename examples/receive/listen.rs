use std::error::Error;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use http::StatusCode;
use tokio::net::TcpListener;
use tokio::sync::Notify;

use crate::app::App;
use crate::log::Log;
use crate::routes::routes;
use crate::secrets::Secrets;
use crate::serve::{Limits, serve};

/// How long requests in progress may take when the server is to end.
const LAST_REQUESTS: Duration = Duration::from_secs(25);

/// Stays up until a signal comes.
pub(crate) async fn run(
    address: SocketAddr,
    connections: usize,
    secrets: Secrets,
) -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind(address).await?;
    let mut signal = signals()?;
    let log = Log::to_stdout();
    log.line(format!("listening on http://{}", listener.local_addr()?));

    let (reports, no_route) = (log.clone(), log.clone());
    let app = routes(secrets, App::default(), move |report| {
        reports.report(report);
    });
    let app = app.fallback(async move || {
        no_route.no_route();
        StatusCode::NOT_FOUND
    });
    let limits = Limits {
        connections,
        ..Limits::default()
    };
    let ending = Notify::new();
    let serving = serve(listener, app, limits, ending.notified(), |error| {
        log.line(format!("cannot accept: {error}"));
    });
    let ended = async {
        signal().await;
        log.line("ending");
        ending.notify_one();
        tokio::select! {
            () = signal() => Err("a second signal ended it, and requests in progress"),
            () = tokio::time::sleep(LAST_REQUESTS) => Err("gave up on requests in progress"),
        }
    };
    let ended = tokio::select! {
        () = serving => Ok(()),
        ended = ended => ended,
    };
    if ended.is_ok() {
        log.line("ended");
    }
    log.flush();
    Ok(ended?)
}

/// Waits for what asks a process to end, each time that it is called.
#[cfg(unix)]
fn signals() -> io::Result<impl AsyncFnMut()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move || {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn signals() -> io::Result<impl AsyncFnMut()> {
    Ok(async || drop(tokio::signal::ctrl_c().await))
}
