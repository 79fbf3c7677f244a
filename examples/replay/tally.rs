//! What all bodies came to.

use std::collections::BTreeMap;
use std::io::{self, Write};

use bot_webhooks::{DriftKind, Event, Provider};

use crate::record::Outcome;

#[derive(Default)]
pub(crate) struct Tally {
    bodies: u64,
    unknown: u64,
    pub(crate) failed: u64,
    /// How often each event came.
    events: BTreeMap<(Provider, String), u64>,
    /// How often what is not known came, at which path.
    drift: BTreeMap<(Provider, DriftKind, String), u64>,
}

impl Tally {
    pub(crate) fn add(&mut self, outcome: &Outcome) {
        self.bodies += 1;
        match outcome {
            Outcome::Parsed { event, known, body } => {
                self.unknown += u64::from(!known);
                self.add_event(body, event);
            }
            Outcome::Failed { .. } => self.failed += 1,
        }
    }

    fn add_event(&mut self, event: &Event, name: &str) {
        let provider = event.provider();
        let key = (provider, name.to_owned());
        *self.events.entry(key).or_default() += 1;
        for drift in event.drift() {
            let key = (provider, drift.kind, any_index(&drift.path));
            *self.drift.entry(key).or_default() += 1;
        }
    }

    /// Two tables and a sum.
    pub(crate) fn write(&self, mut out: impl Write) -> io::Result<()> {
        if !self.events.is_empty() {
            writeln!(out, "\nbodies  provider   event")?;
        }
        for ((provider, event), times) in &self.events {
            writeln!(out, "{times:>6}  {provider:<9}  {}", printable(event))?;
        }
        if !self.drift.is_empty() {
            writeln!(out, "\n times  provider   unknown")?;
        }
        for ((provider, kind, path), times) in &self.drift {
            let path = printable(path);
            writeln!(out, "{times:>6}  {provider:<9}  {kind} at {path}")?;
        }
        let (bodies, unknown, failed) = (self.bodies, self.unknown, self.failed);
        let known = bodies - unknown - failed;
        writeln!(
            out,
            "\n{bodies} bodies: {known} known, {unknown} unknown, {failed} failed"
        )
    }
}

/// The path with every place of an array as `[]`, so that all places count as one.
fn any_index(path: &str) -> String {
    let mut parts = path.split('[');
    let mut any = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        any.push('[');
        any.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    if any.is_empty() { ".".to_owned() } else { any }
}

/// A string of a body or a file name, cut, and without what would steer a terminal.
pub(crate) fn printable(text: &str) -> String {
    let shown = text.chars().take(200);
    shown
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect()
}
