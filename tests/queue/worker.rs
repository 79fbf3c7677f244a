//! The workers: processes that run the example's worker, with work that is counted.

use std::collections::HashSet;
use std::io::{self, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use std::{env, thread};

use bot_webhooks::{BoxError, Delivery, DeliveryKey, Event};
use queue::{Queue, Settled, Worker};
use tokio::time::sleep;

use crate::ledger::{Deed, Ledger};

/// How long the work takes.
const WORK: Duration = Duration::from_millis(20);

pub(crate) struct WorkerProcess(Child);

impl WorkerProcess {
    /// Starts one: this program, called with `worker`.
    pub(crate) fn start(nats: &str, queue: &str, ledger: &Path) -> io::Result<Self> {
        let worker = Command::new(env::current_exe()?)
            .args(["worker", nats, queue])
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

impl Drop for WorkerProcess {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}

/// What such a process does.
#[tokio::main]
pub(crate) async fn work(nats: &str, queue: &str, ledger: &str) -> Result<(), BoxError> {
    thread::spawn(|| {
        let _ = io::stdin().read(&mut [0]);
        std::process::exit(0);
    });
    let ledger = Ledger::open(Path::new(ledger))?;
    let failed = Mutex::default();
    let worker = Worker {
        queue: Queue::connect(nats, queue).await?,
        handle: async |_: Event, delivery: &Delivery<'_>| {
            let key = delivery.key().map_or("no key", DeliveryKey::as_str);
            sleep(WORK).await;
            if is_to_fail(key, &failed) {
                ledger.note(Deed::Failed, key);
                return Err("the database is busy".into());
            }
            ledger.note(Deed::Handled, key);
            Ok(())
        },
        log: |id: &str, settled| {
            let deed = match settled {
                Settled::Confirmed => Deed::Confirmed,
                Settled::Unsettled => Deed::Unsettled,
                // The work and the inspection say so.
                Settled::Failed | Settled::Parked => return,
            };
            ledger.note(deed, id);
        },
    };
    worker.run().await
}

/// Some work fails when it is first tried.
fn is_to_fail(key: &str, failed: &Mutex<HashSet<String>>) -> bool {
    let sum: usize = key.bytes().map(usize::from).sum();
    let mut failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
    sum.is_multiple_of(50) && failed.insert(key.to_owned())
}
