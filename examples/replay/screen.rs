//! Standard output.

use std::io::{self, IsTerminal, StdoutLock, Write};

pub(crate) struct Screen {
    stdout: StdoutLock<'static>,
    /// Whether lines are shown at once, because somebody watches them.
    watched: bool,
    buffer: Vec<u8>,
}

impl Screen {
    pub(crate) fn new() -> Self {
        let stdout = io::stdout().lock();
        Self {
            watched: stdout.is_terminal(),
            stdout,
            buffer: Vec::new(),
        }
    }

    /// Where to write the output.
    pub(crate) fn buffer(&mut self) -> &mut Vec<u8> {
        &mut self.buffer
    }

    /// Says that a body is done with.
    pub(crate) fn advance(&mut self) -> io::Result<()> {
        if self.watched || self.buffer.len() > 1 << 16 {
            self.flush()?;
        }
        Ok(())
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.stdout.write_all(&self.buffer)?;
        self.stdout.flush()?;
        self.buffer.clear();
        Ok(())
    }
}
