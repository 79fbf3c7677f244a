//! What all bodies came to.

use std::collections::BTreeMap;

use bot_webhooks::{DriftKind, Event, Provider};

use crate::record::Record;

/// How many of the failures are listed at the end; each has had its own line before.
const LISTED: usize = 20;

#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) bodies: u64,
    pub(crate) failed: u64,
    /// How often each event came, and whether it is known.
    pub(crate) events: BTreeMap<(Provider, String, bool), u64>,
    /// How often what is not known came, at which path.
    pub(crate) drift: BTreeMap<(Provider, DriftKind, String), u64>,
    /// The first failures.
    pub(crate) failures: Vec<Record>,
}

impl Tally {
    pub(crate) fn add(&mut self, record: Record) {
        self.bodies += 1;
        if let Ok(event) = &record.outcome {
            self.add_event(event);
            return;
        }
        self.failed += 1;
        if self.failures.len() < LISTED {
            self.failures.push(record);
        }
    }

    pub(crate) fn unknown(&self) -> u64 {
        let unknown = self.events.iter().filter(|((_, _, known), _)| !known);
        unknown.map(|(_, times)| times).sum()
    }

    fn add_event(&mut self, event: &Event) {
        let provider = event.provider();
        let key = (provider, event.name().to_owned(), event.is_known());
        *self.events.entry(key).or_default() += 1;
        for drift in event.drift() {
            let key = (provider, drift.kind, any_index(&drift.path));
            *self.drift.entry(key).or_default() += 1;
        }
    }
}

/// The path with every place of a list as `[]`, so that all places count as one.
fn any_index(path: &str) -> String {
    let mut parts = path.split('[');
    let mut any = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        any.push('[');
        any.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    if any.is_empty() { ".".to_owned() } else { any }
}
