//! What the run asks the broker in the end.

use std::time::{Duration, Instant};

use async_nats::header::NATS_MESSAGE_ID;
use async_nats::jetstream::consumer::{AckPolicy, pull};
use futures_util::TryStreamExt;
use tokio::time::sleep;

use crate::Failure;
use crate::queue::Queue;

impl Queue {
    /// Waits until nothing is left to do, or for so long.
    pub(crate) async fn drained(&self, patience: Duration) -> Result<bool, Failure> {
        let begin = Instant::now();
        let mut workers = self.workers().await?;
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
    pub(crate) async fn ids(&self, stream: String) -> Result<Vec<String>, Failure> {
        let mut stream = self.jetstream().get_stream(stream).await?;
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
                let headers = message.headers.as_ref();
                let id = headers.and_then(|headers| headers.get(NATS_MESSAGE_ID));
                ids.push(id.map(ToString::to_string).unwrap_or_default());
            }
        }
        Ok(ids)
    }

    pub(crate) async fn delete(&self) -> Result<(), Failure> {
        self.jetstream().delete_stream(self.deliveries()).await?;
        self.jetstream().delete_stream(self.parked()).await?;
        Ok(())
    }
}
