//! Parses and dispatches the bodies of an archive, and prints what arrived:
//! `cargo run --example replay -- tests/payloads`.

mod bodies;
mod json;
mod lines;
mod record;
mod recorder;
mod screen;
mod table;
mod tally;
mod text;

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

use bot_webhooks::Provider;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, ValueEnum};

use crate::bodies::{Body, Input};
use crate::record::{Failure, Record};
use crate::recorder::Recorder;
use crate::screen::Screen;
use crate::tally::Tally;
use crate::text::Text;

/// Parses and dispatches webhook bodies, and prints what arrived.
///
/// Exit status: 0 if every body could be parsed, 1 if some could not, 2 for a wrong command line.
#[derive(Parser)]
#[command(name = "replay")]
struct Args {
    /// Who sent the bodies; without it, each body is looked at to guess
    #[arg(long, value_parser = providers())]
    provider: Option<Provider>,

    /// What to print: lines and tables for people, or a JSON object a line
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Files, folders, or - for standard input
    ///
    /// A file is one body; a file *.jsonl has one on each line that is not blank. A folder is
    /// searched, with the folders in it, for *.json and *.jsonl. Standard input is one body if the
    /// whole is one JSON text, or if no line of it is a JSON object; otherwise it has one on each
    /// line.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    #[default]
    Text,
    Json,
}

fn providers() -> impl TypedValueParser<Value = Provider> {
    let names = Provider::ALL.iter().map(|provider| provider.as_str());
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Provider>())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let args = Args::parse();
    let missing = |path: &&PathBuf| *path != "-" && matches!(path.try_exists(), Ok(false));
    if let Some(path) = args.paths.iter().find(missing) {
        let message = format!("there is no {}", path.display());
        Args::command()
            .error(ErrorKind::ValueValidation, message)
            .exit();
    }
    let mut tally = Tally::default();
    match replay(&args, &mut tally).await {
        // Whoever read the output, `head` say, has had enough.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("replay: cannot write: {error}");
            ExitCode::FAILURE
        }
        _ if tally.failed > 0 => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    }
}

async fn replay(args: &Args, tally: &mut Tally) -> io::Result<()> {
    let inputs: Vec<_> = args
        .paths
        .iter()
        .flat_map(|path| Input::find(path))
        .collect();
    let mut screen = Screen::new(inputs.iter().map(Input::size).sum());
    let width = inputs.iter().map(Input::width).max().unwrap_or_default();
    let text = Text::new(width, is_coloured());
    let recorder = Recorder::default();
    for body in inputs.into_iter().flat_map(Input::bodies) {
        let size = body.bytes.as_ref().map_or(0, Vec::len);
        let record = read(body, args.provider, &recorder).await;
        match args.format {
            Format::Text => text.write_line(screen.buffer(), &record)?,
            Format::Json => json::write_line(screen.buffer(), &record)?,
        }
        tally.add(record);
        screen.advance(size as u64)?;
    }
    if matches!(args.format, Format::Text) {
        text.write_tables(screen.buffer(), tally)?;
    }
    screen.finish()
}

async fn read(body: Body, provider: Option<Provider>, recorder: &Recorder) -> Record {
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
    let outcome = recorder.replay(provider, &bytes).await;
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
