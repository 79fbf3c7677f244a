//! The output for people: a line for every body, and tables at the end.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use crate::record::Record;
use crate::table::write_table;
use crate::tally::Tally;

/// The longest column of sources; a longer one pushes the rest of its line aside.
const WIDEST: usize = 60;

pub(crate) struct Text {
    source_width: usize,
    theme: Theme,
}

#[derive(Default)]
struct Theme {
    heading: Style,
    quiet: Style,
    known: Style,
    unknown: Style,
    failed: Style,
}

impl Text {
    pub(crate) fn new(source_width: usize, coloured: bool) -> Self {
        let theme = if coloured {
            Theme {
                heading: Style::new().bold(),
                quiet: Style::new().dimmed(),
                known: AnsiColor::Green.on_default(),
                unknown: AnsiColor::Yellow.on_default(),
                failed: AnsiColor::Red.on_default(),
            }
        } else {
            Theme::default()
        };
        Self {
            source_width: source_width.min(WIDEST),
            theme,
        }
    }

    pub(crate) fn write_line(&self, mut out: impl Write, record: &Record) -> io::Result<()> {
        let source = printable(&record.source);
        let provider = record.provider.map_or("?", |provider| provider.as_str());
        write!(out, "{source:<0$}  {provider:<9}  ", self.source_width)?;
        let Theme { quiet, failed, .. } = self.theme;
        let event = match &record.outcome {
            Ok(event) => event,
            Err(failure) => {
                let message = printable(&failure.message);
                return writeln!(out, "{failed}{}{failed:#}  {message}", failure.kind);
            }
        };
        let (style, mark) = self.mark(event.is_known());
        let name = printable(event.name());
        write!(out, "{name:<32}  {style}{mark}{style:#}")?;
        match event.drift().len() {
            new if new > 0 && event.is_known() => {
                writeln!(out, "  {quiet}{new} not recognized{quiet:#}")
            }
            _ => writeln!(out),
        }
    }

    pub(crate) fn write_tables(&self, mut out: impl Write, tally: &Tally) -> io::Result<()> {
        let heading = self.theme.heading;
        let events = tally
            .events
            .iter()
            .map(|((provider, event, known), times)| {
                let (style, mark) = self.mark(*known);
                let mark = format!("{style}{mark}{style:#}");
                [
                    times.to_string(),
                    provider.to_string(),
                    printable(event),
                    mark,
                ]
            });
        write_table(
            &mut out,
            heading,
            ["bodies", "provider", "event", ""],
            events,
        )?;
        let drift = tally.drift.iter().map(|((provider, kind, path), times)| {
            [
                times.to_string(),
                provider.to_string(),
                kind.to_string(),
                printable(path),
            ]
        });
        let heads = ["times", "provider", "unknown", "at"];
        write_table(&mut out, heading, heads, drift)?;
        let failures = tally.failures.iter().filter_map(|record| {
            let failure = record.outcome.as_ref().err()?;
            let [source, message] = [&record.source, &failure.message].map(|text| printable(text));
            Some([source, failure.kind.to_owned(), message])
        });
        write_table(&mut out, heading, ["failed", "kind", "why"], failures)?;
        let unlisted = tally.failed - tally.failures.len() as u64;
        if unlisted > 0 {
            writeln!(out, "and {unlisted} more above")?;
        }
        self.write_sum(out, tally)
    }

    fn write_sum(&self, mut out: impl Write, tally: &Tally) -> io::Result<()> {
        let counts = [
            (
                tally.bodies - tally.unknown() - tally.failed,
                "known",
                self.theme.known,
            ),
            (tally.unknown(), "unknown", self.theme.unknown),
            (tally.failed, "failed", self.theme.failed),
        ];
        let bodies = if tally.bodies == 1 { "body" } else { "bodies" };
        write!(out, "\n{} {bodies}", tally.bodies)?;
        for (count, name, style) in counts {
            let style = if count == 0 { self.theme.quiet } else { style };
            write!(out, ", {style}{count} {name}{style:#}")?;
        }
        writeln!(out)
    }

    fn mark(&self, known: bool) -> (Style, &'static str) {
        if known {
            (self.theme.known, "known")
        } else {
            (self.theme.unknown, "unknown")
        }
    }
}

/// A text of a body or a file name, cut to a line and without what would steer a terminal.
fn printable(text: &str) -> String {
    const LONGEST: usize = 200;
    let shown = text.chars().take(LONGEST);
    let mut shown: String = shown
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}
