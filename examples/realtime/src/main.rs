//! A meeting while it takes place: `cargo run --all-features --example realtime`.

mod app;
mod meeting;
mod server;
#[path = "../../vendor/mod.rs"]
mod vendor;

use std::env;
use std::error::Error;
use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use bot_webhooks::recall::SignatureOrToken;
use bot_webhooks::verify::{StandardWebhooks, UrlToken};
use lexopt::prelude::{Long, Short, ValueExt};
use tokio::net::TcpListener;

use crate::app::App;

const USAGE: &str = "\
Usage: realtime [--out DIR] [--listen ADDR]

Without --listen: plays a meeting against itself, checks what became of it, and ends.

  --out DIR      Where the audio (WAV) and the video (PNG) of each recording go
  --listen ADDR  Stay up for real traffic at this address, to try it: what it knows of a call and the
                 call's audio file are kept until it ends, and a second start writes over the files

With --listen, the environment has
  RECALL_SECRET  the verification secret that Recall's dashboard shows, whsec_…
  RECALL_TOKEN   what the URLs that you give to Recall have as ?token=…, at least 16 characters

Routes: POST /recall?token=…, and the WebSocket /recall/live?token=…";

#[tokio::main]
async fn main() -> ExitCode {
    let done = match parse() {
        Ok(Some((None, out))) => meeting::run(out).await,
        Ok(Some((Some(address), out))) => listen(address, out).await,
        Ok(None) => writeln!(io::stdout(), "{USAGE}").map_err(Into::into),
        Err(error) => {
            eprintln!("realtime: {error}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    if let Err(error) = done {
        eprintln!("realtime: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// The address and the folder; `None` if help is asked for.
fn parse() -> Result<Option<(Option<SocketAddr>, PathBuf)>, lexopt::Error> {
    let mut listen = None;
    let mut out = env::temp_dir().join("bot-webhooks-realtime");
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(None),
            Long("listen") => listen = Some(parser.value()?.parse()?),
            Long("out") => out = parser.value()?.into(),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Some((listen, out)))
}

async fn listen(address: SocketAddr, out: PathBuf) -> Result<(), Box<dyn Error>> {
    let secret = |name| env::var(name).map_err(|error| format!("{name}: {error}"));
    let proof = proof(&secret("RECALL_SECRET")?, &secret("RECALL_TOKEN")?)?;
    let listener = TcpListener::bind(address).await?;
    writeln!(
        io::stdout(),
        "listening on http://{}",
        listener.local_addr()?
    )?;
    let routes = server::routes(&Arc::new(App::new(out)), proof);
    Ok(axum::serve(listener, routes).await?)
}

fn proof(secret: &str, token: &str) -> Result<SignatureOrToken, Box<dyn Error>> {
    let signature = StandardWebhooks::new(secret)?;
    let token = UrlToken::in_query("token", token)?;
    Ok(SignatureOrToken::new(signature, token))
}
