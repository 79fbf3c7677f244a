//! The output for programs: one object a line.

use std::io::{self, Write};

use bot_webhooks::{Event, Provider};
use serde::Serialize;

use crate::record::Record;

#[derive(Serialize)]
struct Arrived<'a> {
    source: &'a str,
    provider: Option<&'a str>,
    event: &'a str,
    known: bool,
    body: &'a Event,
}

#[derive(Serialize)]
struct Failed<'a> {
    source: &'a str,
    provider: Option<&'a str>,
    error: Error<'a>,
}

#[derive(Serialize)]
struct Error<'a> {
    kind: &'a str,
    path: &'a str,
    message: &'a str,
}

pub(crate) fn write_line(mut out: impl Write, record: &Record) -> io::Result<()> {
    let source = &record.source;
    let provider = record.provider.map(Provider::as_str);
    match &record.outcome {
        Ok(event) => {
            let line = Arrived {
                source,
                provider,
                event: event.name(),
                known: event.is_known(),
                body: event,
            };
            serde_json::to_writer(&mut out, &line)?;
        }
        Err(failure) => {
            let error = Error {
                kind: failure.kind,
                path: &failure.path,
                message: &failure.message,
            };
            let line = Failed {
                source,
                provider,
                error,
            };
            serde_json::to_writer(&mut out, &line)?;
        }
    }
    writeln!(out)
}
