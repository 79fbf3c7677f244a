//! The dispatcher at the endpoints: it queues deliveries, and does nothing else.

use bot_webhooks::BoxError;
use bot_webhooks::exotel::{self, PreAgentTransferReply, Request, SessionStartReply};
use bot_webhooks::synthflow::{self, CallInbound, CallInboundReply, Connect};
use bot_webhooks::{Delivery, DeliveryKey, OnMalformed, ParseError, pailflow, recall};

use crate::queue::Queue;

/// Stores deliveries in a queue.
#[derive(Clone)]
pub struct Publisher(pub Queue);

impl Publisher {
    /// The delivery's key is the message's id: if the vendor redelivers, the broker stores it once. If
    /// the broker fails, so does this; the endpoint answers 500, and the vendor redelivers.
    async fn store(&self, stream: String, delivery: &Delivery<'_>) -> Result<(), BoxError> {
        let key = delivery.key().map(DeliveryKey::as_str);
        let payload = serde_json::to_vec(&delivery.into_owned())?;
        self.0.store(stream, key, payload.into()).await
    }

    async fn publish(&self, delivery: &Delivery<'_>) -> Result<(), BoxError> {
        self.store(self.0.deliveries(), delivery).await
    }
}

/// The two methods that are alike for all vendors: every event arrives in `on_event`.
macro_rules! all_events_of {
    ($vendor:ident) => {
        type Error = BoxError;

        async fn on_event(
            &self,
            _: $vendor::Event,
            delivery: &Delivery<'_>,
        ) -> Result<(), BoxError> {
            self.publish(delivery).await
        }

        /// No worker can parse it either, so it waits elsewhere for a person or a new version.
        async fn on_malformed(
            &self,
            _: &ParseError,
            delivery: &Delivery<'_>,
        ) -> Result<OnMalformed, BoxError> {
            self.store(self.0.parked(), delivery).await?;
            Ok(OnMalformed::Accept)
        }
    };
}

impl recall::Dispatcher for Publisher {
    all_events_of!(recall);
}

impl pailflow::Dispatcher for Publisher {
    all_events_of!(pailflow);
}

/// Exotel reads the answers to two webhooks, and the caller waits for them: they are made here.
impl exotel::Dispatcher for Publisher {
    all_events_of!(exotel);

    async fn on_session_start(
        &self,
        _: Request,
        delivery: &Delivery<'_>,
    ) -> Result<SessionStartReply, BoxError> {
        self.publish(delivery).await?;
        Ok(SessionStartReply::new().with_greeting_message("Good morning!"))
    }

    async fn on_pre_agent_transfer(
        &self,
        _: Request,
        delivery: &Delivery<'_>,
    ) -> Result<PreAgentTransferReply, BoxError> {
        self.publish(delivery).await?;
        Ok(PreAgentTransferReply::new().with_agent_transfer_message("One moment, please."))
    }
}

impl synthflow::Dispatcher for Publisher {
    all_events_of!(synthflow);

    /// A call that waits for its agent. There is nothing to do later, so it is not queued.
    async fn on_call_inbound(
        &self,
        _: CallInbound,
        _: &Delivery<'_>,
    ) -> Result<CallInboundReply, BoxError> {
        Ok(Connect::to("agent-7").into())
    }
}
