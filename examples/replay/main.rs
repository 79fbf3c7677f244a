//! Parses the bodies of an archive, and prints what arrived:
//! `cargo run --example replay -- tests/payloads`.

#[path = "../args/mod.rs"]
mod args;
mod bodies;
mod record;
mod tally;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use bot_webhooks::Provider;
use lexopt::prelude::{Long, Short, Value, ValueExt};

use crate::record::{Outcome, Record};
use crate::tally::{Tally, printable};

const HELP: &str = "\
Parses webhook bodies, and prints what they are: a line for each, and what all of them came to.

Usage: replay [OPTIONS] PATH...

  PATH...  Files, folders, or - for standard input. A file is one body; a file *.jsonl has one on
           each line that is not blank, and so has standard input that is not one body as a whole.
           A folder is searched, with the folders in it, for *.json and *.jsonl.

Options:
  --provider PROVIDER  Who sent the bodies: exotel, pailflow, recall or synthflow; without it, each
                       body is looked at to guess
  --format FORMAT      What to print: text, or json, which is only an object for each body, a line each
  -h, --help           Print this

Exit status: 0 if every body could be parsed, 1 if some could not, 2 for a wrong command line.
";

struct Args {
    provider: Option<Provider>,
    json: bool,
    paths: Vec<PathBuf>,
}

impl Args {
    /// Nothing where help is asked for.
    fn parse() -> Result<Option<Self>, lexopt::Error> {
        let (mut provider, mut json, mut paths) = (None, false, Vec::<PathBuf>::new());
        let mut parser = lexopt::Parser::from_env();
        while let Some(argument) = parser.next()? {
            match argument {
                Short('h') | Long("help") => return Ok(None),
                Long("provider") => provider = Some(parser.value()?.parse()?),
                Long("format") => {
                    json = match parser.value()?.string()?.as_str() {
                        "json" => true,
                        "text" => false,
                        _ => return Err("--format is json or text".into()),
                    }
                }
                Value(path) => paths.push(path.into()),
                _ => return Err(argument.unexpected()),
            }
        }
        let missing =
            |path: &&PathBuf| path.as_os_str() != "-" && matches!(path.try_exists(), Ok(false));
        if let Some(path) = paths.iter().find(missing) {
            return Err(format!("there is no {}", path.display()).into());
        }
        if paths.is_empty() {
            return Err("no PATH".into());
        }
        Ok(Some(Self {
            provider,
            json,
            paths,
        }))
    }
}

fn main() -> ExitCode {
    let args = match args::or_end(Args::parse(), HELP) {
        Ok(args) => args,
        Err(status) => return status,
    };
    let mut tally = Tally::default();
    match replay(&args, &mut tally) {
        // The reader of the output, `head` say, has had enough.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("replay: cannot write: {error}");
            ExitCode::FAILURE
        }
        _ if tally.failed > 0 => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    }
}

fn replay(args: &Args, tally: &mut Tally) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for path in &args.paths {
        bodies::each(path, &mut |source, body| {
            let record = Record::new(source, args.provider, body);
            tally.add(&record.outcome);
            if args.json {
                let line = serde_json::to_string(&record)?;
                writeln!(out, "{line}")
            } else {
                write_line(&mut out, &record)
            }
        })?;
    }
    if args.json { Ok(()) } else { tally.write(out) }
}

fn write_line(mut out: impl Write, record: &Record) -> io::Result<()> {
    let source = printable(&record.source);
    let (event, known, body) = match &record.outcome {
        Outcome::Parsed { event, known, body } => (event, known, body),
        Outcome::Failed { error } => {
            return writeln!(out, "{source}: failed: {}", printable(&error.message));
        }
    };
    let (provider, event) = (body.provider(), printable(event));
    match body.drift().len() {
        _ if !known => writeln!(out, "{source}: {provider} {event}, unknown"),
        0 => writeln!(out, "{source}: {provider} {event}"),
        unknown => writeln!(
            out,
            "{source}: {provider} {event}, {unknown} unknown inside"
        ),
    }
}
