//! Requests, and what became of them.

use std::sync::Mutex;

use bot_webhooks::idempotency::DeliveryKey;
use bot_webhooks::receive::{Endpoint, Outcome, Report};
use bot_webhooks::{Delivery, Headers, Provider, Webhook, recall};
use bytes::Bytes;
use http::{HeaderMap, Request, StatusCode};

/// The key of a Recall delivery with this id.
pub(super) fn key(id: &str) -> DeliveryKey {
    let body = br#"{"event": "bot.done"}"#;
    let event = recall::Event::from_slice(body).unwrap();
    let delivery = Delivery::new(Provider::Recall, body).with_id(id);
    DeliveryKey::of(&event, &delivery).unwrap()
}

/// A request of Recall with this id.
pub(super) fn recall_request(id: &str) -> Request<Bytes> {
    let request = Request::post("/").header("webhook-id", id);
    request.body(recall::samples::BOT_DONE.into()).unwrap()
}

pub(super) fn request(body: impl Into<Bytes>) -> Request<Bytes> {
    Request::post("/").body(body.into()).unwrap()
}

/// A response and its outcome.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Answered {
    pub(super) status: StatusCode,
    pub(super) media_type: Option<String>,
    pub(super) body: Vec<u8>,
    pub(super) outcome: Outcome,
}

pub(super) async fn ask<E: Webhook>(endpoint: &Endpoint<E>, request: Request<Bytes>) -> Answered {
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
pub(super) struct Ids(Mutex<Vec<String>>);

impl Ids {
    pub(super) fn take(&self) -> Vec<String> {
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
