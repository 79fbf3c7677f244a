//! A vendor on your desk: `cargo run --features receive --example send -- --help`.

#[path = "args/mod.rs"]
mod args;
#[path = "vendor/mod.rs"]
mod vendor;

use std::error::Error;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};
use std::{fs, io};

use bot_webhooks::exotel::samples as exotel;
use bot_webhooks::pailflow::samples as pailflow;
use bot_webhooks::recall::samples as recall;
use bot_webhooks::synthflow::samples as synthflow;
use bot_webhooks::{Event, Provider};
use lexopt::prelude::{Long, Short, ValueExt};
use tokio::time::timeout;

use crate::vendor::{Vendor, random_text, sign};

const HELP: &str = "\
Posts webhook bodies as a vendor would, and prints the answers.

Recall's deliveries are signed after Standard Webhooks, Synthflow's by the call's id; Exotel and
PailFlow sign nothing, and their token is a part of the URL. Plain http only: https is not
spoken here.

Usage: send --url URL --provider PROVIDER SOURCE [OPTIONS]

Source, one of:
  --event EVENT        The sample of this event, as bot.done
  --course             A whole meeting, call or session, in the order in which it happens
  --variants           Failures, what is missing or null, and an unknown event
  --body FILE          A file, - for standard input

Options:
  --url URL            Where to post, as http://127.0.0.1:8080/recall, with the token where one is
                       wanted
  --provider PROVIDER  Whose deliveries to play: exotel, pailflow, recall or synthflow
  --secret SECRET      The secret to sign with, of Recall or Synthflow; without it nothing is
                       signed. SEND_SECRET of the environment does too
  --count COUNT        How often to post it, one delivery after another, each with an id of its own
  --id ID              The id of all deliveries, so that they are redeliveries of one
  --forge              Post as an unauthenticated caller: with a different secret, and a different
                       token in the URL
  -h, --help           Print this

Exit status: 0 if every answer was 2xx, 1 if not or if there was none, 2 for a wrong command line.
";

/// As long as the most patient of the vendors waits.
const WAIT: Duration = Duration::from_secs(30);

struct Args {
    url: String,
    provider: Provider,
    source: Source,
    secret: Option<String>,
    id: Option<String>,
    count: u32,
    forge: bool,
}

enum Source {
    Event(String),
    Course,
    Variants,
    File(PathBuf),
}

impl Args {
    /// Nothing where help is asked for.
    fn parse() -> Result<Option<Self>, lexopt::Error> {
        let (mut url, mut provider, mut source) = (None, None, None);
        let (mut secret, mut id) = (std::env::var("SEND_SECRET").ok(), None);
        let (mut count, mut forge) = (1, false);
        let mut parser = lexopt::Parser::from_env();
        while let Some(argument) = parser.next()? {
            let sources = ["event", "course", "variants", "body"].map(Long);
            if source.is_some() && sources.contains(&argument) {
                return Err("one source only".into());
            }
            match argument {
                Short('h') | Long("help") => return Ok(None),
                Long("url") => url = Some(parser.value()?.parse_with(plain_http)?),
                Long("provider") => provider = Some(parser.value()?.parse()?),
                Long("event") => source = Some(Source::Event(parser.value()?.string()?)),
                Long("course") => source = Some(Source::Course),
                Long("variants") => source = Some(Source::Variants),
                Long("body") => source = Some(Source::File(parser.value()?.into())),
                Long("secret") => secret = Some(parser.value()?.string()?),
                Long("id") => id = Some(parser.value()?.string()?),
                Long("count") => count = parser.value()?.parse()?,
                Long("forge") => forge = true,
                _ => return Err(argument.unexpected()),
            }
        }
        Ok(Some(Self {
            url: url.ok_or("--url is missing")?,
            provider: provider.ok_or("--provider is missing")?,
            source: source.ok_or("--event, --course, --variants or --body is missing")?,
            secret,
            id,
            count,
            forge,
        }))
    }
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
    let args = match args::or_end(Args::parse(), HELP) {
        Ok(args) => args,
        Err(status) => return status,
    };
    match send(args).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let first: &dyn Error = &*error;
            let causes = std::iter::successors(Some(first), |cause| (*cause).source());
            let causes: Vec<_> = causes.map(ToString::to_string).collect();
            eprintln!("send: {}", causes.join(": "));
            ExitCode::FAILURE
        }
    }
}

/// Whether every answer was 2xx.
async fn send(args: Args) -> Result<bool, Box<dyn Error>> {
    let bodies = bodies(args.provider, &args.source)?;
    let (mut url, mut secret) = (args.url, args.secret);
    if args.forge {
        let signs = matches!(args.provider, Provider::Recall | Provider::Synthflow);
        secret = secret.filter(|_| signs).map(|_| random_text());
        if let Some((begin, _)) = url.split_once("token=") {
            url = format!("{begin}token={}", random_text());
        } else if secret.is_none() {
            return Err("--forge changes the secret or ?token=…, and there is neither".into());
        }
    }
    let vendor = Vendor::new();
    let mut all_well = true;
    for body in (0..args.count).flat_map(|_| &bodies) {
        let random = || format!("msg_{}", random_text());
        let id = args.id.clone().unwrap_or_else(random);
        let headers = sign(args.provider, secret.as_deref(), &id, body)?;
        let begin = Instant::now();
        let answer = timeout(WAIT, vendor.post(&url, &headers, body)).await;
        let answer = answer.map_err(|_| "no answer for 30 seconds")??;
        writeln!(
            io::stdout(),
            "{} {:.1?} {}",
            answer.status,
            begin.elapsed(),
            answer.body
        )?;
        all_well &= answer.status.is_success();
    }
    Ok(all_well)
}

fn bodies(provider: Provider, source: &Source) -> Result<Vec<Vec<u8>>, String> {
    let (all, variants, course) = match provider {
        Provider::Exotel => (exotel::ALL, exotel::VARIANTS, exotel::CALL),
        Provider::PailFlow => (pailflow::ALL, pailflow::VARIANTS, pailflow::SESSION),
        Provider::Recall => (recall::ALL, recall::VARIANTS, recall::MEETING),
        Provider::Synthflow => (synthflow::ALL, synthflow::VARIANTS, synthflow::INBOUND_CALL),
        _ => return Err(format!("there are no samples of {provider}")),
    };
    let samples = match source {
        Source::Course => course.to_vec(),
        Source::Variants => variants.to_vec(),
        Source::Event(event) => vec![sample(provider, event, all)?],
        Source::File(file) => return read(file).map(|body| vec![body]),
    };
    Ok(samples.into_iter().map(Vec::from).collect())
}

fn sample<'a>(provider: Provider, event: &str, all: &[&'a str]) -> Result<&'a str, String> {
    let parse = |body: &&str| Event::from_slice(provider, body.as_bytes()).ok();
    let name = |body| parse(body).map_or_else(String::new, |event| event.name().to_owned());
    let found = all.iter().find(|body| name(body) == event).copied();
    found.ok_or_else(|| {
        let names: Vec<_> = all.iter().map(name).collect();
        let names = names.join(", ");
        format!("no event {event:?} of {provider}; there are {names}")
    })
}

fn read(file: &Path) -> Result<Vec<u8>, String> {
    let body = if file == Path::new("-") {
        let mut body = Vec::new();
        io::stdin().read_to_end(&mut body).map(|_| body)
    } else {
        fs::read(file)
    };
    body.map_err(|error| format!("{}: {error}", file.display()))
}
