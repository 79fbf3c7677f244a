//! Standard output, and the progress bar that must not get into its way.

use std::io::{self, IsTerminal, StdoutLock, Write};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Work that takes less gets no bar.
const LONG: Duration = Duration::from_secs(1);

pub(crate) struct Screen {
    stdout: StdoutLock<'static>,
    /// Whether lines are shown at once, because somebody watches them.
    watched: bool,
    buffer: Vec<u8>,
    started: Instant,
    /// The bytes to read, where that is known.
    size: Option<u64>,
    read: u64,
    /// `None` until the work is long.
    bar: Option<ProgressBar>,
}

impl Screen {
    pub(crate) fn new(size: Option<u64>) -> Self {
        let stdout = io::stdout().lock();
        Self {
            watched: stdout.is_terminal(),
            stdout,
            buffer: Vec::new(),
            started: Instant::now(),
            size,
            read: 0,
            bar: None,
        }
    }

    /// Where to write the output.
    pub(crate) fn buffer(&mut self) -> &mut Vec<u8> {
        &mut self.buffer
    }

    /// Says that a body of this length is done with.
    pub(crate) fn advance(&mut self, bytes: u64) -> io::Result<()> {
        self.read += bytes;
        if self.bar.is_none() && self.started.elapsed() > LONG {
            self.bar = Some(bar(self.size).with_elapsed(self.started.elapsed()));
        }
        if let Some(bar) = &self.bar {
            bar.set_position(self.read);
        }
        // Standard input may pause, and then nothing must be held back. Of files, a long run goes
        // faster with the bar drawn less often.
        let at_once = self.watched && (self.size.is_none() || self.bar.is_none());
        if at_once || self.buffer.len() > 1 << 16 {
            self.flush()?;
        }
        Ok(())
    }

    /// Takes the bar away, and shows what is left to show.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
        self.flush()
    }

    fn flush(&mut self) -> io::Result<()> {
        let Self {
            stdout,
            buffer,
            bar,
            ..
        } = self;
        let mut write = || {
            stdout.write_all(buffer)?;
            stdout.flush()
        };
        match bar {
            Some(bar) => bar.suspend(write)?,
            None => write()?,
        }
        self.buffer.clear();
        Ok(())
    }
}

/// A bar on standard error, which shows nothing where that is no terminal.
fn bar(size: Option<u64>) -> ProgressBar {
    let bar = ProgressBar::new(size.unwrap_or_default());
    let template = match size {
        Some(_) => "{bar:40} {bytes} of {total_bytes}, {eta} left",
        None => "{spinner} {bytes}",
    };
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
