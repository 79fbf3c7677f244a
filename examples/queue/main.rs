//! More deliveries than one machine handles: `cargo run --all-features --example queue`.
//!
//! `publisher.rs`, `endpoints.rs`, `queue.rs` and `worker.rs` are what an application has too:
//! authentication and the queue at the endpoints, and the work elsewhere. `app.rs` is where the work
//! would be. The rest simulates failures in production, and checks the outcome.

#[path = "../vendor/mod.rs"]
#[expect(dead_code, reason = "the answers are not read")]
mod vendor;

mod app;
mod broker;
mod deliveries;
mod endpoints;
mod inspection;
mod ledger;
mod publisher;
mod queue;
mod repeats;
mod report;
mod run;
mod staff;
mod vendors;
mod worker;

use std::io::{self, Read};
use std::path::PathBuf;
use std::process::ExitCode;

use bot_webhooks::BoxError;
use clap::{Parser, Subcommand};
use tokio::signal::ctrl_c;

use crate::app::App;
use crate::ledger::Ledger;
use crate::queue::Queue;
use crate::run::{Plan, run};
use crate::worker::Worker;

/// Delivers webhooks through a queue while a worker and the broker are killed, and reports what
/// became of each.
///
/// Exit status: 0 if nothing was lost and nothing handled again without a reason, 1 if not.
#[derive(Parser)]
#[command(name = "queue", args_conflicts_with_subcommands = true)]
struct Args {
    /// How many deliveries the vendors have
    #[arg(long, default_value_t = 10_000)]
    deliveries: usize,

    /// A NATS server with JetStream, which is not killed then; without one, nats-server is started
    #[arg(long, env = "NATS_URL")]
    nats: Option<String>,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Handles what is in the queue; the run starts these itself
    Worker {
        /// The server
        #[arg(long)]
        nats: String,

        /// The name of the queue
        #[arg(long)]
        queue: String,

        /// The file that it notes its deeds in
        #[arg(long)]
        ledger: PathBuf,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    let done = async {
        match args.command {
            None => simulate(args.deliveries, args.nats).await,
            Some(Command::Worker {
                nats,
                queue,
                ledger,
            }) => work(&nats, &queue, ledger).await.map(|()| true),
        }
    };
    // What is dropped here takes its processes and its folder with it.
    let done = tokio::select! {
        done = done => done,
        () = interrupted() => Err("interrupted".into()),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("queue: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn simulate(deliveries: usize, nats: Option<String>) -> Result<bool, BoxError> {
    let program = std::env::current_exe()?;
    let report = run(&Plan {
        deliveries,
        program,
        nats,
    })
    .await?;
    println!("{report}");
    Ok(report.is_well())
}

async fn work(nats: &str, queue: &str, ledger: PathBuf) -> Result<(), BoxError> {
    std::thread::spawn(|| {
        let _ = io::stdin().read(&mut [0]);
        std::process::exit(0);
    });
    let queue = Queue::connect(nats, queue).await?;
    let ledger = Ledger::open(&ledger)?;
    let app = App::new(ledger.clone());
    Worker { queue, app, ledger }.run().await
}

async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = ctrl_c() => {}
            }
            return;
        }
    }
    let _ = ctrl_c().await;
}
