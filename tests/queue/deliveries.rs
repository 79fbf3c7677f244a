//! What the vendors have to deliver.

use bot_webhooks::idempotency::DeliveryKey;
use bot_webhooks::{Delivery, Event, Provider};
use serde_json::Value;

pub(crate) struct Posting {
    pub(crate) provider: Provider,
    pub(crate) id: String,
    pub(crate) body: Vec<u8>,
    pub(crate) is_malformed: bool,
}

/// Sample bodies, each with the place of what tells one delivery from the next.
fn samples() -> serde_json::Result<[(Provider, Value, &'static str); 5]> {
    use bot_webhooks::{exotel::samples as exotel, pailflow::samples as pailflow};
    use bot_webhooks::{recall::samples as recall, synthflow::samples as synthflow};

    let parse = serde_json::from_str;
    Ok([
        (
            Provider::Recall,
            parse(recall::BOT_CALL_ENDED)?,
            "/data/bot/id",
        ),
        (Provider::Exotel, parse(exotel::SESSION_END)?, "/session_id"),
        (
            Provider::Exotel,
            parse(exotel::TRANSCRIPT_EVENTS)?,
            "/session_id",
        ),
        (
            Provider::Synthflow,
            parse(synthflow::POST_CALL)?,
            "/call/call_id",
        ),
        (
            Provider::PailFlow,
            parse(pailflow::SESSION_COMPLETE)?,
            "/transcript_id",
        ),
    ])
}

/// So many deliveries of all vendors, no two of them alike, and one of a hundred malformed.
pub(crate) fn postings(count: usize) -> serde_json::Result<Vec<Posting>> {
    let mut samples = samples()?;
    let mut postings = Vec::new();
    for number in 0..count {
        let kind = number % samples.len();
        let (provider, body, place) = &mut samples[kind];
        if let Some(member) = body.pointer_mut(place) {
            *member = format!("number-{number}").into();
        }
        let is_malformed = number % 101 == 100;
        let body = if is_malformed {
            malformed(*provider, body, number)
        } else {
            body.to_string()
        };
        postings.push(Posting {
            provider: *provider,
            id: format!("msg_{number}"),
            body: body.into_bytes(),
            is_malformed,
        });
    }
    Ok(postings)
}

/// Cut off, or of a structure that no vendor has. Synthflow's has a call id, which is what is signed.
fn malformed(provider: Provider, body: &Value, number: usize) -> String {
    if provider == Provider::Synthflow {
        let mut body = body.clone();
        body["lead"] = 5.into();
        return body.to_string();
    }
    let mut text = body.to_string();
    if number.is_multiple_of(2) {
        text.pop();
        return text;
    }
    format!("[{text}]")
}

impl Posting {
    /// Only Recall gives its deliveries an id.
    fn delivery(&self) -> Delivery<'_> {
        let delivery = Delivery::new(self.provider, &self.body);
        if self.provider == Provider::Recall {
            return delivery.with_id(&self.id);
        }
        delivery
    }

    /// Under what it will be found, handled or parked.
    pub(crate) fn key(&self) -> Option<DeliveryKey> {
        let delivery = self.delivery();
        if self.is_malformed {
            return Some(DeliveryKey::of_malformed(&delivery));
        }
        let event = Event::from_slice(self.provider, &self.body).ok()?;
        match event {
            Event::Exotel(event) => DeliveryKey::of(&event, &delivery),
            Event::PailFlow(event) => DeliveryKey::of(&event, &delivery),
            Event::Recall(event) => DeliveryKey::of(&event, &delivery),
            Event::Synthflow(event) => DeliveryKey::of(&event, &delivery),
            _ => None,
        }
    }
}
