//! What the dispatcher gets to know of a delivery.

use std::convert::Infallible;
use std::sync::Mutex;
use std::time::{Duration, UNIX_EPOCH};

use bot_webhooks::receive::Outcome;
use bot_webhooks::verify::{StandardWebhooks, VerifyError};
use bot_webhooks::{Delivery, Provider, exotel, recall};
use bytes::Bytes;
use http::Request;

use super::proofs::now;
use super::recording_dispatcher::RecordingDispatcher;
use super::{answer, block_on, endpoint, post};
use crate::fixtures;

fn with(headers: &[(&'static str, &'static str)]) -> Request<Bytes> {
    let mut request = post(r#"{"event": "bot.done"}"#);
    for (name, value) in headers {
        request.headers_mut().append(*name, value.parse().unwrap());
    }
    request
}

#[test]
fn recalls_id_comes_from_either_family() {
    let dispatcher = RecordingDispatcher::default();
    let endpoint = recall::Endpoint::dangerously_unauthenticated(dispatcher.clone());
    for (headers, id) in [
        (&[("webhook-id", "msg_1")][..], "msg_1"),
        (&[("svix-id", "msg_2")], "msg_2"),
        (&[("Webhook-Id", "msg_1"), ("svix-id", "msg_1")], "msg_1"),
        (&[("webhook-id", ""), ("svix-id", "msg_2")], "msg_2"),
        (&[("webhook-id", "")], "-"),
        (&[("webhook-id", "gr\u{fc}n")], "gr\u{fc}n"),
        (&[], "-"),
    ] {
        let outcome = answer(&endpoint, with(headers)).outcome;
        assert_eq!(outcome, Outcome::Handled);
        assert_eq!(
            dispatcher.take(),
            [format!("bot.done {id} 21")],
            "{headers:?}"
        );
    }
}

#[test]
fn an_id_that_is_not_authenticated_is_none() {
    let dispatcher = RecordingDispatcher::default();
    let endpoint = endpoint::<recall::Event>(&dispatcher);
    for name in ["webhook-id", "svix-id"] {
        let outcome = answer(&endpoint, with(&[(name, "msg_1")])).outcome;
        assert_eq!(outcome, Outcome::Handled);
        assert_eq!(dispatcher.take(), ["bot.done - 21"], "{name}");
    }
}

#[test]
fn the_others_have_none() {
    let dispatcher = RecordingDispatcher::default();
    let endpoint = exotel::Endpoint::dangerously_unauthenticated(dispatcher.clone());
    answer(&endpoint, with(&[("webhook-id", "msg_1")]));
    assert!(dispatcher.take()[0].contains(" - "));
}

#[test]
fn the_id_is_the_one_that_is_signed() {
    let webhooks = StandardWebhooks::new("whsec_plJ3nmyCDGBKInavdOK15jsl").unwrap();
    let body = r#"{"event": "bot.done"}"#;
    let dispatcher = RecordingDispatcher::default();
    let endpoint = recall::Endpoint::new(dispatcher.clone(), webhooks.clone());
    let endpoint = endpoint.with_clock(now);
    let mut request = post(body);
    for (name, value) in webhooks.signed_headers("msg_7", now(), body.as_bytes()) {
        let name: http::HeaderName = name.replace("webhook", "svix").parse().unwrap();
        request.headers_mut().insert(name, value.parse().unwrap());
    }
    request
        .headers_mut()
        .insert("webhook-id", "".parse().unwrap());
    assert_eq!(answer(&endpoint, request.clone()).outcome, Outcome::Handled);
    assert_eq!(dispatcher.take(), ["bot.done msg_7 21"]);

    request
        .headers_mut()
        .insert("webhook-id", "msg_8".parse().unwrap());
    let refused = Outcome::Unauthenticated(VerifyError::ConflictingHeaders);
    assert_eq!(answer(&endpoint, request).outcome, refused);
    assert!(dispatcher.take().is_empty());
}

type Seen = (Provider, Vec<u8>, Option<Vec<u8>>);

#[derive(Default)]
struct Witness(Mutex<Vec<Seen>>);

impl recall::Dispatcher for Witness {
    type Error = Infallible;

    async fn on_event(&self, _: recall::Event, delivery: &Delivery<'_>) -> Result<(), Infallible> {
        let header = delivery.header("X-Request-Id").map(<[u8]>::to_vec);
        let seen = (delivery.provider(), delivery.body().to_vec(), header);
        self.0.lock().unwrap().push(seen);
        Ok(())
    }
}

#[test]
fn body_and_headers_are_as_they_came() {
    let body = fixtures::body("recall/bot.done.json").replace(',', " ,\t");
    let witness = std::sync::Arc::new(Witness::default());
    let endpoint = recall::Endpoint::new(witness.clone(), super::token());
    let mut request = post(body.clone());
    let value = http::HeaderValue::from_bytes(b"\xffx").unwrap();
    request.headers_mut().insert("x-request-id", value);
    assert_eq!(block_on(endpoint.receive(request)).status(), 200);
    let seen = witness.0.lock().unwrap();
    let expected = (Provider::Recall, body.into_bytes(), Some(b"\xffx".to_vec()));
    assert_eq!(*seen, [expected]);
}

#[test]
fn the_clock_is_asked_for_every_delivery() {
    let time = std::sync::Arc::new(Mutex::new(UNIX_EPOCH));
    let clock = std::sync::Arc::clone(&time);
    let webhooks = StandardWebhooks::new("whsec_plJ3nmyCDGBKInavdOK15jsl").unwrap();
    let endpoint = recall::Endpoint::new(RecordingDispatcher::default(), webhooks.clone());
    let endpoint = endpoint.with_clock(move || *clock.lock().unwrap());
    let body = r#"{"event": "bot.done"}"#;
    let mut request = post(body);
    for (name, value) in
        webhooks.signed_headers("m", UNIX_EPOCH + Duration::from_secs(1000), body.as_bytes())
    {
        request.headers_mut().insert(name, value.parse().unwrap());
    }
    for (seconds, outcome) in [
        (0, Outcome::Unauthenticated(VerifyError::TooNew)),
        (1000, Outcome::Handled),
        (1301, Outcome::Unauthenticated(VerifyError::TooOld)),
    ] {
        *time.lock().unwrap() = UNIX_EPOCH + Duration::from_secs(seconds);
        assert_eq!(answer(&endpoint, request.clone()).outcome, outcome);
    }
}
