//! What the vendors have to deliver.

use bot_webhooks::idempotency::DeliveryKey;
use bot_webhooks::{Delivery, Provider, exotel, pailflow, recall, synthflow};
use serde_json::Value;

pub(crate) struct Posting {
    pub(crate) provider: Provider,
    pub(crate) id: String,
    pub(crate) body: Vec<u8>,
    pub(crate) is_malformed: bool,
}

/// The sample bodies, each with the place of what tells one delivery from the next.
struct Samples([(Provider, Value, &'static str); 5]);

impl Samples {
    fn parse() -> serde_json::Result<Self> {
        let parse = serde_json::from_str::<Value>;
        Ok(Self([
            (
                Provider::Recall,
                parse(recall::samples::BOT_CALL_ENDED)?,
                "/data/bot/id",
            ),
            (
                Provider::Exotel,
                parse(exotel::samples::SESSION_END)?,
                "/session_id",
            ),
            (
                Provider::Exotel,
                parse(exotel::samples::TRANSCRIPT_EVENTS)?,
                "/session_id",
            ),
            (
                Provider::Synthflow,
                parse(synthflow::samples::POST_CALL)?,
                "/call/call_id",
            ),
            (
                Provider::PailFlow,
                parse(pailflow::samples::SESSION_COMPLETE)?,
                "/transcript_id",
            ),
        ]))
    }
}

/// So many deliveries of all vendors, no two of them alike, and one of a hundred malformed.
pub(crate) fn deliveries(count: usize) -> serde_json::Result<Vec<Posting>> {
    let mut samples = Samples::parse()?.0;
    let mut postings = Vec::new();
    for number in 0..count {
        let index = number % samples.len();
        let (provider, body, place) = &mut samples[index];
        if let Some(member) = body.pointer_mut(place) {
            *member = format!("number-{number}").into();
        }
        let is_malformed = number % 101 == 100;
        let body = if is_malformed {
            malformed(body, number)
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

/// Cut off, or of a structure that no vendor has.
fn malformed(body: &Value, number: usize) -> String {
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
        let (delivery, body) = (self.delivery(), &self.body);
        if self.is_malformed {
            return Some(DeliveryKey::of_malformed(&delivery));
        }
        match self.provider {
            Provider::Exotel => DeliveryKey::of(&exotel::Event::from_slice(body).ok()?, &delivery),
            Provider::PailFlow => {
                DeliveryKey::of(&pailflow::Event::from_slice(body).ok()?, &delivery)
            }
            Provider::Recall => DeliveryKey::of(&recall::Event::from_slice(body).ok()?, &delivery),
            Provider::Synthflow => {
                DeliveryKey::of(&synthflow::Event::from_slice(body).ok()?, &delivery)
            }
            _ => None,
        }
    }
}
