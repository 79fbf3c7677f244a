use super::Outcome;
use crate::Headers;

/// How the endpoint of a provider differs from those of the others.
pub trait Answers<R> {
    /// What of the event the answer depends on.
    type Echo: Default + Send + Sync;

    /// The vendor's id of the delivery, if it gives one in the headers.
    fn delivery_id(headers: &dyn Headers) -> Option<&str> {
        let _ = headers;
        None
    }

    fn echo(&self) -> Self::Echo {
        Self::Echo::default()
    }

    /// Whether the dispatcher says with its reply that it failed.
    fn is_failure(reply: &R) -> bool {
        let _ = reply;
        false
    }

    /// The answer to a delivery that the dispatcher handled.
    fn reply(reply: R, echo: Self::Echo) -> Answer {
        let _ = (reply, echo);
        Answer::default()
    }

    /// The answer to one that failed or was refused; `why` quotes nothing.
    fn failure(outcome: Outcome, why: &str, echo: Self::Echo) -> Answer {
        let _ = (outcome, echo);
        Answer::text(why)
    }
}

/// The body of an answer, and its media type.
#[derive(Debug, Default)]
pub struct Answer {
    pub(crate) body: Vec<u8>,
    pub(crate) media_type: Option<&'static str>,
}

impl Answer {
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
