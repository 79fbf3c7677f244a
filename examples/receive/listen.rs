use std::error::Error;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::Notify;

use crate::log::Line;
use crate::routes::routes;
use crate::secrets::Secrets;

/// How long deliveries in hand may take when the server is to end.
const LAST_DELIVERIES: Duration = Duration::from_secs(25);

/// Stays up until a signal comes.
pub(crate) async fn run(address: SocketAddr, secrets: Secrets) -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind(address).await?;
    let mut signals = Signals::new()?;
    let app = routes(secrets, Arc::new(Line::print));
    println!("listening on http://{}", listener.local_addr()?);

    let ending = Arc::new(Notify::new());
    let end = Arc::clone(&ending);
    let signal = async move {
        signals.recv().await;
        println!("ending");
        end.notify_one();
    };
    let serving = axum::serve(listener, app).with_graceful_shutdown(signal);
    let too_long = async {
        ending.notified().await;
        tokio::time::sleep(LAST_DELIVERIES).await;
    };
    tokio::select! {
        served = serving => served?,
        () = too_long => println!("gave up on connections that do not end"),
    }
    println!("ended");
    Ok(())
}

/// What asks a process to end.
struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

impl Signals {
    fn new() -> std::io::Result<Self> {
        #[cfg(unix)]
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            #[cfg(unix)]
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn recv(&mut self) {
        #[cfg(unix)]
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = self.terminate.recv() => {}
        }
        #[cfg(not(unix))]
        let _ = tokio::signal::ctrl_c().await;
    }
}
