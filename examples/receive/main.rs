//! Four endpoints under one server: `cargo run --features receive --example receive`.

mod app;
#[path = "../args/mod.rs"]
mod args;
mod demo;
mod listen;
mod log;
mod routes;
mod secrets;
mod serve;
#[path = "../vendor/mod.rs"]
mod vendor;

use std::net::SocketAddr;
use std::num::NonZero;
use std::process::ExitCode;

use lexopt::prelude::{Long, Short, ValueExt};

use crate::secrets::Secrets;

const HELP: &str = "\
Receives the webhooks of Recall.ai, Exotel, Synthflow and PailFlow.

Without arguments: starts the four endpoints on a free port of this machine, plays deliveries of
all four vendors against them, prints what became of each, and ends.

Usage: receive [--listen ADDR [--connections COUNT]]

Options:
  --listen ADDR        Stay up for real traffic at this address, and log a line for each delivery
  --connections COUNT  How many connections there may be at once (512); keep it below the limit of
                       open files
  -h, --help           Print this

With --listen, the environment has to hold (several separated by spaces, any of them will do):
  RECALL_SECRET     the signing secret that Recall's dashboard shows, whsec_…
  SYNTHFLOW_SECRET  Synthflow's secret, as it is
  EXOTEL_TOKEN, PAILFLOW_TOKEN, SYNTHFLOW_TOKEN
                    what you put into the URL that you give to the vendor, as ?token=…;
                    at least 16 characters: openssl rand -hex 32

Routes: POST /recall, /exotel?token=…, /synthflow?token=…, /pailflow?token=…
SIGINT and SIGTERM end the server when requests in progress are finished; a second one ends it at once.

Exit status: 0 when all went well, 1 when something failed, 2 for a wrong command line or environment.
";

struct Args {
    listen: Option<SocketAddr>,
    connections: usize,
}

impl Args {
    /// Nothing where help is asked for.
    fn parse() -> Result<Option<Self>, lexopt::Error> {
        let (mut listen, mut connections) = (None, serve::Limits::default().connections);
        let mut parser = lexopt::Parser::from_env();
        while let Some(argument) = parser.next()? {
            match argument {
                Short('h') | Long("help") => return Ok(None),
                Long("listen") => listen = Some(parser.value()?.parse()?),
                Long("connections") => {
                    connections = parser.value()?.parse::<NonZero<usize>>()?.get();
                }
                _ => return Err(argument.unexpected()),
            }
        }
        Ok(Some(Self {
            listen,
            connections,
        }))
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let args = match args::or_end(Args::parse(), HELP) {
        Ok(args) => args,
        Err(status) => return status,
    };
    let done = match args.listen {
        None => demo::run().await,
        Some(address) => match Secrets::new(|name| std::env::var(name).ok()) {
            Ok(secrets) => listen::run(address, args.connections, secrets).await,
            Err(problem) => {
                eprintln!("error: {problem}, see --help");
                return ExitCode::from(2);
            }
        },
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("receive: {error}");
            ExitCode::FAILURE
        }
    }
}
