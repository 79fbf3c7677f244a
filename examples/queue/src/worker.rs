//! A worker: pulls deliveries, parses them, handles them, and tells the broker.

use std::time::Duration;

use async_nats::jetstream::{AckKind, Message};
use bot_webhooks::{BoxError, Delivery, Event, OwnedDelivery};
use futures_util::StreamExt;

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

/// Handles what is in a queue.
pub struct Worker<H, L> {
    /// Where the deliveries are.
    pub queue: Queue,
    /// The work. If it fails, it is tried again later.
    pub handle: H,
    /// Hears of the end of an attempt, with the id of its message.
    pub log: L,
}

/// Whether the broker knows that a delivery was handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// It has confirmed the acknowledgement.
    Confirmed,
    /// It has not said so, and will deliver it again.
    Unsettled,
}

impl<H, L> Worker<H, L>
where
    H: AsyncFn(Event, &Delivery<'_>) -> Result<(), BoxError>,
    L: Fn(&str, Settled),
{
    /// Runs until the connection ends.
    pub async fn run(&self) -> Result<(), BoxError> {
        let workers = self.queue.workers().await?;
        let stream = workers.stream().max_messages_per_batch(AT_ONCE);
        let messages = stream.messages().await?;
        let take = async |message| match message {
            Ok(message) => {
                // What the broker knows nothing of, it delivers again when its wait is over.
                if self.take(&message).await.is_err() {
                    (self.log)(id(&message), Settled::Unsettled);
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
        let Some(done) = self.handle(&message.payload).await else {
            return self.park(message).await;
        };
        if done.is_err() {
            return message.ack_with(AckKind::Nak(Some(delay(attempt)))).await;
        }
        message.double_ack().await?;
        (self.log)(id(message), Settled::Confirmed);
        Ok(())
    }

    /// `None` for what no attempt will ever read.
    async fn handle(&self, payload: &[u8]) -> Option<Result<(), BoxError>> {
        let owned: OwnedDelivery = serde_json::from_slice(payload).ok()?;
        let delivery = owned.as_delivery();
        let event = Event::from_slice(delivery.provider(), delivery.body()).ok()?;
        Some((self.handle)(event, &delivery).await)
    }

    /// Acknowledged only when it is safe in the other stream.
    async fn park(&self, message: &Message) -> Result<(), BoxError> {
        let payload = message.payload.clone();
        let id = Some(id(message)).filter(|id| !id.is_empty());
        self.queue.store(self.queue.parked(), id, payload).await?;
        message.double_ack().await
    }
}
