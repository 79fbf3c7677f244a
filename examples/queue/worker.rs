//! A worker: pulls deliveries, parses them, dispatches them, and tells the broker.

use std::time::Duration;

use async_nats::jetstream::{AckKind, Message};
use bot_webhooks::BoxError;
use bot_webhooks::{Event, OwnedDelivery};
use futures_util::StreamExt;

use crate::app::App;
use crate::ledger::{Deed, Ledger};
use crate::queue::{Queue, id};

/// How many deliveries a worker has in hand. It pulls no more than these, so that none waits here
/// while the broker counts its time.
const AT_ONCE: usize = 16;

/// How often a delivery is tried before it is parked: for about 2 hours, with these delays.
const ATTEMPTS: i64 = 20;

fn delay(attempt: i64) -> Duration {
    let doubled = attempt.clamp(1, 10) - 1;
    Duration::from_secs(1 << doubled)
}

pub(crate) struct Worker {
    pub(crate) queue: Queue,
    pub(crate) app: App,
    pub(crate) ledger: Ledger,
}

enum Outcome {
    Handled,
    /// It could not be handled now.
    Failed,
    /// No attempt will ever succeed.
    Unreadable,
}

impl Worker {
    pub(crate) async fn run(&self) -> Result<(), BoxError> {
        let workers = self.queue.workers().await?;
        let stream = workers.stream().max_messages_per_batch(AT_ONCE);
        let messages = stream.messages().await?;
        let take = async |message| match message {
            Ok(message) => {
                // What the broker knows nothing of, it delivers again when its wait is over.
                if self.take(&message).await.is_err() {
                    self.ledger.note(Deed::Unsettled, id(&message));
                }
            }
            Err(error) => eprintln!("worker: {error}"),
        };
        messages.for_each_concurrent(AT_ONCE, take).await;
        Ok(())
    }

    async fn take(&self, message: &Message) -> Result<(), BoxError> {
        let attempt = message.info()?.delivered;
        // Before the work: a delivery may be what its workers die of.
        if attempt > ATTEMPTS {
            return self.park(message).await;
        }
        match self.handle(&message.payload).await {
            Outcome::Handled => {
                message.double_ack().await?;
                self.ledger.note(Deed::Confirmed, id(message));
                Ok(())
            }
            Outcome::Failed => message.ack_with(AckKind::Nak(Some(delay(attempt)))).await,
            Outcome::Unreadable => self.park(message).await,
        }
    }

    async fn handle(&self, payload: &[u8]) -> Outcome {
        let Ok(owned) = serde_json::from_slice::<OwnedDelivery>(payload) else {
            return Outcome::Unreadable;
        };
        let delivery = owned.as_delivery();
        let Ok(event) = Event::from_slice(delivery.provider(), delivery.body()) else {
            return Outcome::Unreadable;
        };
        match event.dispatch(&self.app, &delivery).await {
            Ok(_) => Outcome::Handled,
            Err(_) => Outcome::Failed,
        }
    }

    /// Acknowledged only when it is safe in the other stream.
    async fn park(&self, message: &Message) -> Result<(), BoxError> {
        let payload = message.payload.clone();
        let id = Some(id(message)).filter(|id| !id.is_empty());
        self.queue.store(self.queue.parked(), id, payload).await?;
        message.double_ack().await
    }
}
