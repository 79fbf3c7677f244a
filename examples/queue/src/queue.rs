//! The queue: where deliveries wait for a worker, and where those are parked that none can take.

use std::time::Duration;

use async_nats::header::NATS_MESSAGE_ID;
use async_nats::jetstream::consumer::{AckPolicy, PullConsumer, pull};
use async_nats::jetstream::message::PublishMessage;
use async_nats::jetstream::{self, Message, stream};
use bot_webhooks::BoxError;
use bot_webhooks::idempotency::DEFAULT_RETENTION;
use bytes::Bytes;

/// How long a delivery is kept, whether or not it was handled. The ids of the duplicates' window are
/// read from what is kept when the broker starts again, so this is the longer of the two. It is also
/// how long all workers can be away before something is lost.
const KEPT: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// How long the broker remembers the id of a message, and takes no second one of the same: longer
/// than the last retry of a vendor.
const DUPLICATES: Duration = DEFAULT_RETENTION;

/// How long the broker waits for an acknowledgement before it gives the delivery to another worker. It has
/// to be longer than the slowest handler.
pub const ACK_WAIT: Duration = Duration::from_secs(5);

/// Two streams of a NATS server.
#[derive(Clone)]
pub struct Queue {
    pub jetstream: jetstream::Context,
    name: String,
}

impl Queue {
    /// Connects to a server; the streams have names that begin with this one.
    pub async fn connect(url: &str, name: &str) -> Result<Self, BoxError> {
        let jetstream = jetstream::new(async_nats::connect(url).await?);
        let name = name.to_owned();
        Ok(Self { jetstream, name })
    }

    /// Makes the two streams and the workers' consumer, where they are not there yet.
    pub async fn create(&self) -> Result<(), BoxError> {
        let deliveries = stream::Config {
            name: self.deliveries(),
            storage: stream::StorageType::File,
            max_age: KEPT,
            duplicate_window: DUPLICATES,
            ..Default::default()
        };
        // What is parked waits for a person, however long that takes.
        let parked = stream::Config {
            name: self.parked(),
            max_age: Duration::ZERO,
            ..deliveries.clone()
        };
        self.jetstream.get_or_create_stream(parked).await?;
        let deliveries = self.jetstream.get_or_create_stream(deliveries).await?;
        // No `max_deliver`: the broker would say nothing of a delivery that it gives up. The worker
        // counts, and parks it.
        let workers = pull::Config {
            durable_name: Some("workers".to_owned()),
            ack_policy: AckPolicy::Explicit,
            ack_wait: ACK_WAIT,
            // No limit, or that many deliveries that fail would stop all others.
            max_ack_pending: -1,
            ..Default::default()
        };
        deliveries
            .get_or_create_consumer("workers", workers)
            .await?;
        Ok(())
    }

    /// The stream of deliveries, and the subject of its messages.
    pub fn deliveries(&self) -> String {
        format!("{}-deliveries", self.name)
    }

    /// The stream of what nobody could read, and the subject of its messages.
    pub fn parked(&self) -> String {
        format!("{}-parked", self.name)
    }

    /// Stores a message in a stream; a second one of the same id is not stored, which is no error.
    ///
    /// When it returns, the broker has stored it. Without its word for 5 seconds, it fails: in time
    /// for a vendor that waits 15.
    pub async fn store(
        &self,
        stream: String,
        id: Option<&str>,
        payload: Bytes,
    ) -> Result<(), BoxError> {
        let mut message = PublishMessage::build().payload(payload);
        if let Some(id) = id {
            message = message.message_id(id);
        }
        self.jetstream.send_publish(stream, message).await?.await?;
        Ok(())
    }

    /// What the workers share: each delivery goes to one of them.
    pub async fn workers(&self) -> Result<PullConsumer, BoxError> {
        let stream = self.jetstream.get_stream(self.deliveries()).await?;
        stream.get_consumer("workers").await
    }
}

/// The message's id, which is the delivery's key; empty where there is none.
pub fn id(message: &Message) -> &str {
    let headers = message.headers.as_ref();
    let id = headers.and_then(|headers| headers.get(NATS_MESSAGE_ID));
    id.map_or("", |id| id.as_str())
}
