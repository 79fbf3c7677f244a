//! The log: a line for each request, on standard output.
//!
//! A thread of its own writes it, so no request waits for its reader: if the reader stalls or
//! is gone, lines are lost, and counted.

use std::io::{self, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;
use std::time::{Duration, SystemTime};

use bot_webhooks::receive::Report;
use chrono::{DateTime, SecondsFormat, Utc};

#[derive(Clone)]
pub(crate) struct Log {
    entries: SyncSender<Entry>,
    lost: Arc<AtomicU64>,
}

enum Entry {
    Line(String),
    /// Answered when everything before it is written.
    Flush(Sender<()>),
}

/// How many lines wait for the writer.
const WAITING: usize = 1024;

impl Log {
    pub(crate) fn to_stdout() -> Self {
        let (entries, receiver) = sync_channel(WAITING);
        let lost = Arc::default();
        let log = Self { entries, lost };
        let lost = Arc::clone(&log.lost);
        // Ends at the first error, and everything after it is lost.
        thread::spawn(move || write(&receiver, &lost));
        log
    }

    pub(crate) fn line(&self, line: impl Into<String>) {
        if self.entries.try_send(Entry::Line(line.into())).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Waits until everything is written, but at most a second.
    pub(crate) fn flush(&self) {
        let (written, done) = channel();
        if self.entries.try_send(Entry::Flush(written)).is_ok() {
            let _ = done.recv_timeout(Duration::from_secs(1));
        }
    }

    /// Logs the route instead of the path, which anybody can choose, and nothing of the payload.
    pub(crate) fn report(&self, report: &Report) {
        self.line(format!("{} /{report}", now()));
    }

    /// Logs a request to a path that has no route.
    pub(crate) fn no_route(&self) {
        self.line(format!("{} - - 404 no_route", now()));
    }
}

fn write(entries: &Receiver<Entry>, lost: &AtomicU64) -> io::Result<()> {
    let mut output = io::stdout();
    for entry in entries {
        match entry {
            Entry::Line(line) => writeln!(output, "{line}")?,
            Entry::Flush(written) => drop(written.send(())),
        }
        let lost = lost.swap(0, Ordering::Relaxed);
        if lost > 0 {
            writeln!(output, "{lost} lines lost")?;
        }
    }
    Ok(())
}

fn now() -> String {
    DateTime::<Utc>::from(SystemTime::now()).to_rfc3339_opts(SecondsFormat::Millis, true)
}
