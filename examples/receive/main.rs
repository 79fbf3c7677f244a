//! Four endpoints under one server: `cargo run --features receive --example receive`.

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

enum Args {
    Help,
    Demo,
    Listen {
        address: SocketAddr,
        connections: u16,
    },
}

impl Args {
    fn parse() -> Result<Self, lexopt::Error> {
        let (mut listen, mut connections) = (None, None);
        let mut parser = lexopt::Parser::from_env();
        while let Some(argument) = parser.next()? {
            match argument {
                Short('h') | Long("help") => return Ok(Self::Help),
                Long("listen") => listen = Some(parser.value()?.parse()?),
                Long("connections") => connections = Some(parser.value()?.parse()?),
                _ => return Err(argument.unexpected()),
            }
        }
        match (listen, connections) {
            (_, Some(0)) => Err("--connections has to be at least 1".into()),
            (None, Some(_)) => Err("--connections needs --listen".into()),
            (None, None) => Ok(Self::Demo),
            (Some(address), connections) => Ok(Self::Listen {
                address,
                connections: connections.unwrap_or(512),
            }),
        }
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let done = match Args::parse() {
        Ok(Args::Help) => io::stdout().write_all(HELP.as_bytes()).map_err(Into::into),
        Ok(Args::Demo) => demo::run().await,
        Ok(Args::Listen {
            address,
            connections,
        }) => match Secrets::new(|name| std::env::var(name).ok()) {
            Ok(secrets) => listen::run(address, connections.into(), secrets).await,
            Err(problems) => {
                let problems = problems.join("\n  ");
                complain(&format!("cannot start, see --help\n  {problems}"));
                return ExitCode::from(2);
            }
        },
        Err(error) => {
            complain(&format!("{error}, see --help"));
            return ExitCode::from(2);
        }
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
