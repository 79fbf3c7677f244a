//! The service: `cargo run --all-features --package service`.

#[path = "../demo/mod.rs"]
mod demo;

use std::{env, process::ExitCode};

use bot_webhooks::BoxError;
use tokio::{net::TcpListener, signal};

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let done = match arguments.as_slice() {
        [] => demo::run().await,
        [option, address] if option == "--listen" => listen(address).await,
        _ => {
            eprint!("{}", include_str!("usage.txt"));
            return ExitCode::from(if arguments == ["--help"] { 0 } else { 2 });
        }
    };
    let Err(error) = done else {
        return ExitCode::SUCCESS;
    };
    eprintln!("{error}");
    ExitCode::FAILURE
}

async fn listen(address: &str) -> Result<(), BoxError> {
    let variable = |name, default: &str| env::var(name).unwrap_or_else(|_| default.to_owned());
    let url = variable("DATABASE_URL", "sqlite://service.db?mode=rwc");
    let private = variable("METRICS_LISTEN", "127.0.0.1:9090");
    let vendors = TcpListener::bind(address).await?;
    let metrics = TcpListener::bind(&private).await;
    let metrics = metrics.map_err(|error| format!("{private}: {error}"))?;
    let app = service::App::connect(&url).await?;
    service::run(app, [vendors, metrics], asked_to_end()).await
}

async fn asked_to_end() {
    #[cfg(unix)]
    if let Ok(mut terminate) = signal::unix::signal(signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = terminate.recv() => return,
            _ = signal::ctrl_c() => return,
        }
    }
    let _ = signal::ctrl_c().await;
}
