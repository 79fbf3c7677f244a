use std::collections::BTreeMap;
use std::fmt::{Debug, Write as _};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// A subscriber that keeps all it is told, at every level.
#[derive(Clone, Default)]
pub(crate) struct Capture {
    said: Arc<Mutex<Vec<Said>>>,
    depth: Arc<AtomicUsize>,
}

/// A span or an event, and its fields.
#[derive(Default)]
pub(crate) struct Said {
    pub(crate) what: String,
    pub(crate) fields: BTreeMap<&'static str, String>,
    /// Within how many spans it was said.
    pub(crate) depth: usize,
}

impl Visit for Said {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        // What was said before stays, should a field be recorded twice.
        let said = self.fields.entry(field.name()).or_default();
        write!(said, "{value:?}").unwrap();
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.fields.entry(field.name()).or_default().push_str(value);
    }
}

impl Capture {
    /// What was said while this ran.
    pub(crate) fn during<T>(work: impl FnOnce() -> T) -> (T, Vec<Said>) {
        let capture = Self::default();
        let result = tracing::subscriber::with_default(capture.clone(), work);
        let said = std::mem::take(&mut *capture.said.lock().unwrap());
        (result, said)
    }

    fn say(&self, metadata: &Metadata<'_>, record: impl FnOnce(&mut Said)) -> usize {
        let mut said = Said {
            what: format!(
                "{} {} {}",
                metadata.level(),
                metadata.target(),
                metadata.name()
            ),
            depth: self.depth.load(Ordering::Relaxed),
            ..Said::default()
        };
        record(&mut said);
        let mut all = self.said.lock().unwrap();
        all.push(said);
        all.len()
    }
}

impl Subscriber for Capture {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let number = self.say(span.metadata(), |said| span.record(said));
        Id::from_u64(number.try_into().unwrap())
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let index = usize::try_from(span.into_u64()).unwrap() - 1;
        values.record(&mut self.said.lock().unwrap()[index]);
    }

    fn event(&self, event: &Event<'_>) {
        self.say(event.metadata(), |said| event.record(said));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {
        self.depth.fetch_add(1, Ordering::Relaxed);
    }

    fn exit(&self, _: &Id) {
        self.depth.fetch_sub(1, Ordering::Relaxed);
    }
}
