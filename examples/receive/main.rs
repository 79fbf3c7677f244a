//! Four endpoints under one server: `cargo run --all-features --example receive`.

mod app;
mod demo;
mod listen;
mod log;
mod routes;
mod secrets;
mod serve;
#[path = "../vendor/mod.rs"]
mod vendor;

use std::io::{self, Write};
use std::net::SocketAddr;
use std::process::ExitCode;

use clap::Parser;

use crate::secrets::Secrets;

/// Receives the webhooks of Recall.ai, Exotel, Synthflow and PailFlow.
///
/// Without arguments: starts the four endpoints on a free port of this machine, plays deliveries of
/// all four vendors against them, prints what became of each, and ends.
#[derive(Parser)]
#[command(name = "receive", after_help = ENVIRONMENT)]
struct Args {
    /// Stay up for real traffic at this address, and log a line for each delivery
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,

    /// How many connections there may be at once; keep it below the limit of open files
    #[arg(long, value_name = "COUNT", default_value_t = 512, requires = "listen", value_parser = clap::value_parser!(u16).range(1..))]
    connections: u16,
}

const ENVIRONMENT: &str = "\
With --listen, the environment has to hold (several separated by spaces, any of them will do):
  RECALL_SECRET     the signing secret that Recall's dashboard shows, whsec_…
  SYNTHFLOW_SECRET  Synthflow's secret, as it is
  EXOTEL_TOKEN, PAILFLOW_TOKEN, SYNTHFLOW_TOKEN
                    what you put into the URL that you give to the vendor, as ?token=…;
                    at least 16 characters: openssl rand -hex 32

Routes: POST /recall, /exotel?token=…, /synthflow?token=…, /pailflow?token=…
SIGINT and SIGTERM end the server when requests in progress are finished; a second one ends it at once.

Exit status: 0 when all went well, 1 when something failed, 2 for a wrong command line or environment.";

#[tokio::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    let done = match args.listen {
        None => demo::run().await,
        Some(address) => match Secrets::new(|name| std::env::var(name).ok()) {
            Ok(secrets) => listen::run(address, args.connections.into(), secrets).await,
            Err(problems) => {
                complain(&format!(
                    "cannot start, see --help\n  {}",
                    problems.join("\n  ")
                ));
                return ExitCode::from(2);
            }
        },
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

/// `eprintln!` panics if standard error is closed.
fn complain(what: &str) {
    let _ = writeln!(io::stderr(), "receive: {what}");
}
