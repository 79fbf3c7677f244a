//! A worker: pulls deliveries, parses them, handles them, and tells the broker.

use std::time::{Duration, Instant};

use async_nats::connection::State;
use async_nats::jetstream::consumer::PullConsumer;
use async_nats::jetstream::{AckKind, Message};
use bot_webhooks::{BoxError, Delivery, Event, OwnedDelivery};
use futures_util::StreamExt;
use futures_util::future::try_join_all;
use tokio::time::sleep;

use crate::queue::{Queue, id};

/// How many deliveries a worker has in hand.
const AT_ONCE: usize = 16;

/// How long the broker waits for a delivery before it says that there is none.
const PULL: Duration = Duration::from_secs(10);

/// How long the broker may be away: for longer than it takes to start again.
const AWAY: Duration = Duration::from_secs(60);

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

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// The broker has confirmed the acknowledgement.
    Confirmed,
    /// The broker has not confirmed it, and will deliver it again.
    Unsettled,
    /// The work failed. The broker will deliver it again after a while.
    Failed,
    /// It cannot be read, or failed too often: it waits for a person.
    Parked,
}

impl<H, L> Worker<H, L>
where
    H: AsyncFn(Event, &Delivery<'_>) -> Result<(), BoxError>,
    L: Fn(&str, Settled),
{
    /// Runs until the broker has been away for a minute, or the connection is closed.
    pub async fn run(&self) -> Result<(), BoxError> {
        let workers = self.queue.workers().await?;
        let hands = (0..AT_ONCE).map(|_| self.pull(&workers));
        try_join_all(hands).await.map(drop)
    }

    /// Pulls one delivery at a time, so that none waits here while the broker counts its time.
    async fn pull(&self, workers: &PullConsumer) -> Result<(), BoxError> {
        let (client, mut away) = (self.queue.jetstream.client(), None);
        loop {
            let pull = workers.batch().max_messages(1).expires(PULL);
            match pull.messages().await?.next().await {
                Some(Ok(message)) => {
                    away = None;
                    // What the broker knows nothing of, it delivers again when its wait is over.
                    let settled = self.take(&message).await.unwrap_or(Settled::Unsettled);
                    (self.log)(id(&message), settled);
                }
                // Without a broker, a pull ends in the same way as without a delivery.
                None if client.connection_state() == State::Connected => away = None,
                failed if away.get_or_insert_with(Instant::now).elapsed() > AWAY => {
                    return failed.map_or(Err("the broker is away".into()), |it| it.map(drop));
                }
                _ => sleep(Duration::from_secs(1)).await,
            }
        }
    }

    async fn take(&self, message: &Message) -> Result<Settled, BoxError> {
        let attempt = message.info()?.delivered;
        // Before the work: a delivery may be what its workers die of.
        if attempt > ATTEMPTS {
            return self.park(message).await;
        }
        let Some(done) = self.handle(&message.payload).await else {
            return self.park(message).await;
        };
        if done.is_err() {
            let again = AckKind::Nak(Some(delay(attempt)));
            return message.ack_with(again).await.map(|()| Settled::Failed);
        }
        message.double_ack().await.map(|()| Settled::Confirmed)
    }

    /// `None` for what no attempt will ever read.
    async fn handle(&self, payload: &[u8]) -> Option<Result<(), BoxError>> {
        let owned: OwnedDelivery = serde_json::from_slice(payload).ok()?;
        let delivery = owned.as_delivery();
        let event = Event::from_slice(delivery.provider(), delivery.body()).ok()?;
        Some((self.handle)(event, &delivery).await)
    }

    /// Acknowledged only when it is safe in the other stream.
    async fn park(&self, message: &Message) -> Result<Settled, BoxError> {
        let payload = message.payload.clone();
        let id = Some(id(message)).filter(|id| !id.is_empty());
        self.queue.store(self.queue.parked(), id, payload).await?;
        message.double_ack().await.map(|()| Settled::Parked)
    }
}
