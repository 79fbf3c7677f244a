//! Parses the bodies of an archive, and prints what arrived:
//! `cargo run --example replay -- tests/payloads`.

mod bodies;
mod json;
mod lines;
mod record;
mod screen;
mod table;
mod tally;
mod text;

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

use bot_webhooks::{Event, Provider};
use lexopt::prelude::{Long, Short, Value, ValueExt};

use crate::bodies::{Body, Input};
use crate::record::{Failure, Record};
use crate::screen::Screen;
use crate::tally::Tally;
use crate::text::Text;

const HELP: &str = "\
Parses webhook bodies, and prints what they are.

Usage: replay [OPTIONS] PATH...

  PATH...  Files, folders, or - for standard input. A file is one body; a file *.jsonl has one on
           each line that is not blank. A folder is searched, with the folders in it, for *.json
           and *.jsonl. Standard input is one body if the whole is one JSON text, or if no line of
           it is a JSON object; otherwise it has one on each line.

Options:
  --provider PROVIDER  Who sent the bodies: exotel, pailflow, recall or synthflow; without it, each
                       body is looked at to guess
  --format FORMAT      What to print: text, lines and tables for people; or json, an object a line
  -h, --help           Print this

Exit status: 0 if every body could be parsed, 1 if some could not, 2 for a wrong command line.
";

struct Args {
    provider: Option<Provider>,
    format: Format,
    paths: Vec<PathBuf>,
}

#[derive(Clone, Copy)]
enum Format {
    Text,
    Json,
}

impl Args {
    /// Nothing where help is asked for.
    fn parse() -> Result<Option<Self>, lexopt::Error> {
        let (mut provider, mut format, mut paths) = (None, Format::Text, Vec::<PathBuf>::new());
        let mut parser = lexopt::Parser::from_env();
        while let Some(argument) = parser.next()? {
            match argument {
                Short('h') | Long("help") => return Ok(None),
                Long("provider") => provider = Some(parser.value()?.parse()?),
                Long("format") => {
                    format = parser.value()?.parse_with(|name| match name {
                        "text" => Ok(Format::Text),
                        "json" => Ok(Format::Json),
                        _ => Err("it is text or json"),
                    })?;
                }
                Value(path) => paths.push(path.into()),
                _ => return Err(argument.unexpected()),
            }
        }
        let missing = |path: &&PathBuf| *path != "-" && matches!(path.try_exists(), Ok(false));
        if let Some(path) = paths.iter().find(missing) {
            return Err(format!("there is no {}", path.display()).into());
        }
        if paths.is_empty() {
            return Err("no PATH".into());
        }
        Ok(Some(Self {
            provider,
            format,
            paths,
        }))
    }
}

fn main() -> ExitCode {
    let args = match Args::parse() {
        Ok(Some(args)) => args,
        Ok(None) => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("error: {error}, see --help");
            return ExitCode::from(2);
        }
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
    let inputs: Vec<_> = args
        .paths
        .iter()
        .flat_map(|path| Input::find(path))
        .collect();
    let mut screen = Screen::new();
    let width = inputs.iter().map(Input::width).max().unwrap_or_default();
    let text = Text::new(width, is_coloured());
    for body in inputs.into_iter().flat_map(Input::bodies) {
        let record = read(body, args.provider);
        match args.format {
            Format::Text => text.write_line(screen.buffer(), &record)?,
            Format::Json => json::write_line(screen.buffer(), &record)?,
        }
        tally.add(record);
        screen.advance()?;
    }
    if matches!(args.format, Format::Text) {
        text.write_tables(screen.buffer(), tally)?;
    }
    screen.flush()
}

fn read(body: Body, provider: Option<Provider>) -> Record {
    let Body { source, bytes } = body;
    let failed = |failure| Record {
        source: source.clone(),
        provider,
        outcome: Err(failure),
    };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => return failed(error.into()),
    };
    let Some(provider) = provider.or_else(|| Provider::detect(&bytes)) else {
        return failed(match lines::check_json(&bytes) {
            Ok(()) => Failure::unknown_provider(),
            Err(error) => Failure::not_json(&error),
        });
    };
    let outcome = Event::from_slice(provider, &bytes);
    Record {
        source,
        provider: Some(provider),
        outcome: outcome.map_err(Failure::from),
    }
}

fn is_coloured() -> bool {
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    io::stdout().is_terminal() && !unwanted
}
