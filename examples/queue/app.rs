//! The application, as a worker runs it: what is done with the events.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bot_webhooks::idempotency::DeliveryKey;
use bot_webhooks::{Delivery, exotel, pailflow, recall, synthflow};

use crate::ledger::{Deed, Ledger};

/// How long the work takes that somebody else would do here.
const WORK: Duration = Duration::from_millis(20);

pub(crate) struct App {
    ledger: Ledger,
    failed: Mutex<HashSet<String>>,
}

impl App {
    pub(crate) fn new(ledger: Ledger) -> Self {
        Self {
            ledger,
            failed: Mutex::default(),
        }
    }

    async fn handle(&self, key: Option<&DeliveryKey>) -> Result<(), Busy> {
        let key = key.map_or("no key", DeliveryKey::as_str);
        tokio::time::sleep(WORK).await;
        if self.is_to_fail(key) {
            self.ledger.note(Deed::Failed, key);
            return Err(Busy);
        }
        // In production, write the result under the key, in one transaction with the work. Then a
        // redelivered delivery changes nothing.
        self.ledger.note(Deed::Handled, key);
        Ok(())
    }

    /// Some work fails when it is first tried.
    fn is_to_fail(&self, key: &str) -> bool {
        let sum: usize = key.bytes().map(usize::from).sum();
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        sum.is_multiple_of(50) && failed.insert(key.to_owned())
    }
}

/// What the work fails with: a database that is busy, say.
#[derive(Debug, thiserror::Error)]
#[error("the database is busy")]
pub(crate) struct Busy;

macro_rules! handle_all_events_of {
    ($($vendor:ident),+) => {$(
        impl $vendor::Dispatcher for App {
            type Error = Busy;

            async fn on_event(
                &self,
                _: $vendor::Event,
                delivery: &Delivery<'_>,
            ) -> Result<(), Busy> {
                self.handle(delivery.key()).await
            }
        }
    )+};
}

handle_all_events_of!(exotel, pailflow, recall, synthflow);
