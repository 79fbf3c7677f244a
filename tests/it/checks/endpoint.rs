//! Any body, posted to the endpoint of each provider.

use bot_webhooks::Handler;
use bot_webhooks::Webhook;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use bot_webhooks::idempotency::MemoryStore;
use bot_webhooks::receive::{DEFAULT_BODY_LIMIT, Endpoint};
use bot_webhooks::{Event, ParseErrorKind, Provider, exotel, pailflow, recall, synthflow};
use bytes::Bytes;
use http::{Request, Response};
use serde_json::Value;

/// Leaves everything to the defaults.
pub(crate) struct Nobody;

impl exotel::Dispatcher for Nobody {
    type Error = &'static str;
}

impl pailflow::Dispatcher for Nobody {
    type Error = &'static str;
}

impl recall::Dispatcher for Nobody {
    type Error = &'static str;
}

impl synthflow::Dispatcher for Nobody {
    type Error = &'static str;
}

pub(super) fn check(body: &[u8]) {
    answers::<exotel::Event>(body);
    answers::<pailflow::Event>(body);
    answers::<recall::Event>(body);
    answers::<synthflow::Event>(body);
}

/// Every answer is the documented one, and a delivery that is redelivered gets the same. Returns the
/// status.
pub(crate) fn answers<E: Webhook>(body: &[u8]) -> u16
where
    Nobody: Handler<E>,
{
    let read = Event::from_slice(E::PROVIDER, body);
    let mut endpoint = Endpoint::<E>::dangerously_unauthenticated(Nobody);
    if read.is_ok() {
        // What cannot be read has no key, and a store takes time to make.
        endpoint = endpoint.with_idempotency(MemoryStore::with_capacity_bytes(4 << 10));
    }
    let post = || {
        let request = Request::post("/hook").body(Bytes::copy_from_slice(body));
        now(endpoint.receive(request.unwrap()))
    };
    let expected = match &read {
        _ if body.len() > DEFAULT_BODY_LIMIT => 413,
        Ok(_) => 200,
        Err(error) if error.kind() == ParseErrorKind::NotJson => 400,
        Err(_) => 422,
    };
    let first = post();
    assert_eq!(first.status().as_u16(), expected);
    match (E::PROVIDER, read) {
        (Provider::Exotel, _) => assert_eq!(json(&first)["http_code"], expected),
        (_, Err(error)) if expected != 413 => assert_eq!(*first.body(), error.to_string()),
        _ if first.body().is_empty() => {}
        _ => drop(json(&first)),
    }
    let second = post();
    assert_eq!(second.status(), first.status());
    assert_eq!(second.body(), first.body());
    expected
}

fn json(response: &Response<Bytes>) -> Value {
    assert_eq!(response.headers()["content-type"], "application/json");
    serde_json::from_slice(response.body()).unwrap()
}

/// Nothing here waits for anything, so there is no need for a runtime.
fn now<F: Future>(work: F) -> F::Output {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits"),
    }
}
