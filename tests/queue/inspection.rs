//! What the run asks the broker in the end.

use std::time::{Duration, Instant};

use async_nats::jetstream::consumer::{AckPolicy, pull};
use bot_webhooks::BoxError;
use futures_util::TryStreamExt;
use queue::{Queue, id};
use tokio::time::sleep;

/// Waits until nothing is left to do, or for so long.
pub(crate) async fn drained(queue: &Queue, patience: Duration) -> Result<bool, BoxError> {
    let begin = Instant::now();
    let mut workers = queue.workers().await?;
    while begin.elapsed() < patience {
        let left = workers.info().await?;
        if left.num_pending == 0 && left.num_ack_pending == 0 {
            return Ok(true);
        }
        sleep(Duration::from_millis(50)).await;
    }
    Ok(false)
}

/// The ids of all messages in a stream; an empty one where a message has none.
pub(crate) async fn ids(queue: &Queue, stream: String) -> Result<Vec<String>, BoxError> {
    let mut stream = queue.jetstream.get_stream(stream).await?;
    let count = usize::try_from(stream.info().await?.state.messages)?;
    let config = pull::Config {
        ack_policy: AckPolicy::None,
        headers_only: true,
        ..Default::default()
    };
    let reader = stream.create_consumer(config).await?;
    let mut ids = Vec::new();
    while ids.len() < count {
        let mut messages = reader.fetch().max_messages(1_000).messages().await?;
        while let Some(message) = messages.try_next().await? {
            ids.push(id(&message).to_owned());
        }
    }
    Ok(ids)
}
