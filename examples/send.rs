//! A vendor on your desk: `cargo run --features receive --example send -- --help`.

#[path = "vendor/mod.rs"]
mod vendor;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;
use std::{fs, io};

use bot_webhooks::Provider;
use clap::Parser;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::vendor::{Vendor, random_text, sign};

/// Posts webhook bodies as a vendor would, and prints the answers.
///
/// Recall's deliveries are signed after Standard Webhooks, Synthflow's by the call's id; Exotel and
/// PailFlow sign nothing, and their token is a part of the URL. Plain http only: https is not
/// spoken here.
///
/// Exit status: 0 if every answer was 2xx, 1 if not or if there was none, 2 for a wrong command
/// line.
#[derive(Parser)]
#[command(name = "send")]
struct Args {
    /// Where to post, as `http://127.0.0.1:8080/recall`, with the token where one is wanted
    #[arg(long, value_parser = plain_http)]
    url: String,

    /// Whose deliveries to play
    #[arg(long, value_parser = providers())]
    provider: Provider,

    /// The sample to post: the name of an event, or of a file of tests/payloads/PROVIDER
    #[arg(long, required_unless_present = "body", conflicts_with = "body")]
    event: Option<String>,

    /// The file to post instead, - for standard input
    #[arg(long, value_name = "FILE")]
    body: Option<PathBuf>,

    /// The secret to sign with, of Recall or Synthflow; without it nothing is signed
    #[arg(long, env = "SEND_SECRET", hide_env_values = true)]
    secret: Option<String>,

    /// How many deliveries to post, one after another, each with an id of its own
    #[arg(long, default_value_t = 1)]
    count: u32,

    /// Post as an unauthenticated caller: with a different secret, and a different token in the URL
    #[arg(long)]
    forge: bool,
}

fn providers() -> impl TypedValueParser<Value = Provider> {
    let names = Provider::ALL.iter().map(|provider| provider.as_str());
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Provider>())
}

fn plain_http(url: &str) -> Result<String, &'static str> {
    if url.starts_with("http://") {
        Ok(url.to_owned())
    } else {
        Err("only http:// is spoken here")
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match send(Args::parse()).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("send: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether every answer was 2xx.
async fn send(args: Args) -> Result<bool, Box<dyn Error>> {
    let body = match (&args.body, &args.event) {
        (Some(file), _) => read(file)?,
        (None, event) => sample(args.provider, event.as_deref().unwrap_or_default())?,
    };
    let (url, secret) = if args.forge {
        let begin = args.url.split("token=").next().unwrap_or_default();
        let forged = args.url.contains("token=");
        let url = if forged {
            format!("{begin}token={}", random_text())
        } else {
            args.url
        };
        (url, args.secret.map(|_| random_text()))
    } else {
        (args.url, args.secret)
    };
    let vendor = Vendor::new();
    let mut all_well = true;
    for _ in 0..args.count {
        let id = format!("msg_{}", random_text());
        let headers = sign(args.provider, secret.as_deref(), &id, &body)?;
        let begin = Instant::now();
        let answer = vendor.post(&url, &headers, &body).await?;
        println!("{} {:.1?} {}", answer.status, begin.elapsed(), answer.body);
        all_well &= answer.status.is_success();
    }
    Ok(all_well)
}

fn read(file: &Path) -> Result<Vec<u8>, String> {
    let body = if file == Path::new("-") {
        io::read_to_string(io::stdin()).map(String::into_bytes)
    } else {
        fs::read(file)
    };
    body.map_err(|error| format!("{}: {error}", file.display()))
}

/// A body of `tests/payloads`.
fn sample(provider: Provider, event: &str) -> Result<Vec<u8>, String> {
    let payloads = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/payloads");
    let folder = payloads.join(provider.as_str());
    let wanted = format!("{event}.json");
    let mut names = Vec::new();
    for file in fs::read_dir(&folder)
        .map_err(|error| error.to_string())?
        .flatten()
    {
        let name = file.file_name().to_string_lossy().into_owned();
        if name == wanted {
            return read(&file.path());
        }
        names.extend(name.strip_suffix(".json").map(str::to_owned));
    }
    names.sort();
    Err(format!(
        "no sample {event:?} of {provider}; there are {}",
        names.join(", ")
    ))
}
