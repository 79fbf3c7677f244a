use super::Outcome;
use crate::idempotency::DeliveryKey;
use crate::{Delivery, Headers, OnMalformed, ParseError, Provider};

/// A provider's `Event`, as an [`Endpoint`](super::Endpoint) needs it.
///
/// The `Event`s of the providers are; nothing else can be.
pub trait Receivable: Answering + Sized + Send {
    /// Whose event it is.
    const PROVIDER: Provider;

    #[doc(hidden)]
    fn parse(body: &[u8]) -> Result<Self, ParseError>;

    /// The wire name, where it is one that this version knows.
    #[doc(hidden)]
    fn known_name(&self) -> Option<&'static str>;

    #[doc(hidden)]
    fn count_drift(&self) -> usize;
}

/// What the endpoints of one provider do otherwise than those of others.
pub trait Answering {
    /// What the vendor reads of the answer.
    type Reply: Default + Send + Sync;
    /// What of the event the answer repeats.
    type Echo: Default + Send + Sync;

    /// The vendor's id of the delivery, where it gives one in the headers.
    fn delivery_id(headers: &dyn Headers) -> Option<&str> {
        let _ = headers;
        None
    }

    /// What tells this delivery from all others; `None` where nothing does.
    fn delivery_key(&self, delivery: &Delivery<'_>) -> Option<DeliveryKey>;

    fn echo(&self) -> Self::Echo {
        Self::Echo::default()
    }

    /// The answer to a delivery that the dispatcher took.
    fn reply(reply: Self::Reply, echo: Self::Echo) -> Answer {
        let _ = (reply, echo);
        Answer::default()
    }

    /// The answer to one that went wrong, `why` being words that quote nothing.
    fn failure(outcome: Outcome, why: &str, echo: Self::Echo) -> Answer {
        let _ = (outcome, echo);
        Answer::text(why)
    }
}

/// The body of an answer, and its media type.
#[derive(Default)]
pub struct Answer {
    pub(crate) body: Vec<u8>,
    pub(crate) media_type: Option<&'static str>,
}

impl Answer {
    /// The answer that had this body; all bodies of replies are JSON.
    pub(crate) fn repeat(body: Vec<u8>) -> Self {
        if body.is_empty() {
            return Self::default();
        }
        Self::json(body)
    }

    fn text(text: &str) -> Self {
        if text.is_empty() {
            return Self::default();
        }
        Self {
            body: text.into(),
            media_type: Some("text/plain; charset=utf-8"),
        }
    }

    pub(crate) fn json(body: Vec<u8>) -> Self {
        Self {
            body,
            media_type: Some("application/json"),
        }
    }
}

/// A dispatcher of the provider that `E` is an event of.
///
/// Every `Dispatcher` of a provider is one for its events.
pub trait Receiver<E: Receivable>: Send + Sync {
    #[doc(hidden)]
    type Error: Send;

    #[doc(hidden)]
    fn receive(
        &self,
        event: E,
        delivery: &Delivery<'_>,
    ) -> impl Future<Output = Result<E::Reply, Self::Error>> + Send;

    #[doc(hidden)]
    fn receive_malformed(
        &self,
        error: &ParseError,
        delivery: &Delivery<'_>,
    ) -> impl Future<Output = Result<OnMalformed, Self::Error>> + Send;
}
