//! What the workers have done: a line for each deed, which outlives a worker that is killed.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use std::{fmt, fs};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deed {
    Handled,
    Failed,
    /// The broker has confirmed the acknowledgement.
    Confirmed,
    /// The broker has not said that it knows, so it will deliver again.
    Unsettled,
}

impl Deed {
    const ALL: [Self; 4] = [
        Self::Handled,
        Self::Failed,
        Self::Confirmed,
        Self::Unsettled,
    ];
}

impl fmt::Display for Deed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// A worker's own, to write in.
#[derive(Clone)]
pub(crate) struct Ledger(Arc<File>);

impl Ledger {
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        Ok(Self(Arc::new(file)))
    }

    /// One write for each line, so that none is cut off.
    pub(crate) fn note(&self, deed: Deed, key: &str) {
        let line = format!("{} {deed} {key}\n", now().as_nanos());
        if let Err(error) = (&*self.0).write_all(line.as_bytes()) {
            eprintln!("worker: {error}");
            std::process::exit(1);
        }
    }
}

/// The time on the clock that all processes share.
pub(crate) fn now() -> Duration {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
}

pub(crate) struct Line {
    pub(crate) time: Duration,
    pub(crate) deed: Deed,
    pub(crate) key: String,
}

/// The lines of all ledgers of a folder, in the order of their times.
pub(crate) fn read(folder: &Path) -> io::Result<Vec<Line>> {
    let mut lines = Vec::new();
    for file in fs::read_dir(folder)? {
        let text = fs::read_to_string(file?.path())?;
        for line in text.lines() {
            let unreadable = || io::Error::other(format!("not a line of a ledger: {line}"));
            lines.push(parse(line).ok_or_else(unreadable)?);
        }
    }
    lines.sort_by_key(|line| line.time);
    Ok(lines)
}

fn parse(line: &str) -> Option<Line> {
    let (time, rest) = line.split_once(' ')?;
    let (deed, key) = rest.split_once(' ')?;
    Some(Line {
        time: Duration::from_nanos(time.parse().ok()?),
        deed: Deed::ALL
            .into_iter()
            .find(|known| known.to_string() == deed)?,
        key: key.to_owned(),
    })
}
