//! The workers, each a process of its own, and the folder of the run.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::{env, fs, io};

use crate::vendor::random_text;

pub(crate) struct Staff(Child);

impl Staff {
    /// Starts a worker: the program that is one when it is called with `worker`.
    pub(crate) fn hire(program: &Path, nats: &str, queue: &str, ledger: &Path) -> io::Result<Self> {
        let worker = Command::new(program)
            .args(["worker", "--nats", nats, "--queue", queue, "--ledger"])
            .arg(ledger)
            // It ends when this is closed, so that it does not outlive a run that is killed.
            .stdin(Stdio::piped())
            .spawn();
        worker.map(Self)
    }

    pub(crate) fn kill(&mut self) -> io::Result<()> {
        self.0.kill()?;
        self.0.wait().map(drop)
    }
}

impl Drop for Staff {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}

/// A folder that is gone afterwards.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn create() -> io::Result<Self> {
        let folder = env::temp_dir().join(format!("bot-webhooks-queue-{}", random_text()));
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
