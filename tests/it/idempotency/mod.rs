//! Deliveries that are redelivered, and those that only look like it.

mod abandoned;
mod endpoint;
mod failures;
mod keys;
mod memory;
mod redis;
mod redis_server;
mod suite;
mod suppression;

use bot_webhooks::Webhook;
use std::sync::Mutex;

use bot_webhooks::idempotency::DeliveryKey;
use bot_webhooks::receive::{Endpoint, Outcome, Report};
use bot_webhooks::{Delivery, Headers, Provider, recall};
use bytes::Bytes;
use http::{HeaderMap, Request, StatusCode};

/// The key of a Recall delivery with this id.
fn key(id: &str) -> DeliveryKey {
    let body = br#"{"event": "bot.done"}"#;
    let event = recall::Event::from_slice(body).unwrap();
    let delivery = Delivery::new(Provider::Recall, body).with_id(id);
    DeliveryKey::of(&event, &delivery).unwrap()
}

/// A request of Recall with this id.
fn recall_request(id: &str) -> Request<Bytes> {
    let request = Request::post("/").header("webhook-id", id);
    request.body(recall::samples::BOT_DONE.into()).unwrap()
}

fn request(body: impl Into<Bytes>) -> Request<Bytes> {
    Request::post("/").body(body.into()).unwrap()
}

/// A response and its outcome.
#[derive(Clone, Debug, PartialEq)]
struct Answered {
    status: StatusCode,
    media_type: Option<String>,
    body: Vec<u8>,
    outcome: Outcome,
}

async fn ask<E: Webhook>(endpoint: &Endpoint<E>, request: Request<Bytes>) -> Answered {
    let response = endpoint.receive(request).await;
    let media_type = HeaderMap::header(response.headers(), "content-type");
    Answered {
        status: response.status(),
        media_type: media_type.map(|value| String::from_utf8(value.to_vec()).unwrap()),
        outcome: response.extensions().get::<Report>().unwrap().outcome,
        body: response.body().to_vec(),
    }
}

/// A dispatcher that remembers the ids of what it got.
#[derive(Default)]
struct Ids(Mutex<Vec<String>>);

impl Ids {
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

impl recall::Dispatcher for Ids {
    type Error = &'static str;

    async fn on_event(
        &self,
        _: recall::Event,
        delivery: &Delivery<'_>,
    ) -> Result<(), &'static str> {
        let id = delivery.id().unwrap_or("-").to_owned();
        self.0.lock().unwrap().push(id);
        Ok(())
    }
}
