//! One span for each delivery, with the fields that are documented.

use bot_webhooks::Webhook;
use bot_webhooks::{exotel, recall};
use bytes::Bytes;
use http::{Method, Request};

use super::capture::Capture;
use super::desk::{Desk, Manner};
use super::{answer, block_on, endpoint, post, request, token};
use crate::fixtures;

/// The fields of the one span of this delivery, without its duration.
fn fields<E: Webhook + 'static>(manner: Manner, request: Request<Bytes>) -> Vec<String>
where
    Desk: bot_webhooks::Handler<E>,
{
    let endpoint = endpoint::<E>(&Desk::new(manner)).with_body_limit(2000);
    let (_, said) = Capture::during(|| answer(&endpoint, request));
    let [mut span] = <[_; 1]>::try_from(said).ok().expect("one span, no event");
    assert_eq!(span.what, "INFO bot_webhooks webhook");
    let duration = span.fields.remove("duration_us").unwrap();
    assert!(duration.parse::<u64>().unwrap() < 60_000_000);
    let fields = span.fields.into_iter();
    fields
        .map(|(name, value)| format!("{name}={value}"))
        .collect()
}

#[test]
fn handled() {
    let body = r#"{"event": "bot.done", "data": {"new": 1, "data": {"code": "newer"}}}"#;
    let mut request = post(body);
    let id = "msg_1".parse().unwrap();
    request.headers_mut().insert("webhook-id", id);
    assert_eq!(
        fields::<recall::Event>(Manner::Accept, request),
        [
            &format!("body_len={}", body.len()),
            "delivery_id=msg_1",
            "drift=2",
            "event=bot.done",
            "outcome=handled",
            "provider=recall",
            "status=200",
        ],
    );
}

#[test]
fn unknown_event() {
    assert_eq!(
        fields::<recall::Event>(Manner::Accept, post(r#"{"event": "bot.danced"}"#)),
        [
            "body_len=23",
            "drift=1",
            "event=unknown",
            "outcome=handled",
            "provider=recall",
            "status=200",
        ],
    );
}

#[test]
fn failed() {
    let body = fixtures::body("exotel/session_end.json");
    assert_eq!(
        fields::<exotel::Event>(Manner::Fail, post(body.clone())),
        [
            &format!("body_len={}", body.len()),
            "drift=0",
            "event=session_end",
            "outcome=failed",
            "provider=exotel",
            "status=500",
        ],
    );
}

#[test]
fn refused() {
    assert_eq!(
        fields::<recall::Event>(Manner::Accept, request(Method::POST, "/hook", "{}")),
        [
            "outcome=unauthenticated",
            "provider=recall",
            "refusal=missing URL token",
            "status=401",
        ],
        "nothing of what a stranger sent",
    );
    assert_eq!(
        fields::<recall::Event>(Manner::Accept, request(Method::GET, "/hook", "{}")),
        [
            "outcome=method_not_allowed",
            "provider=recall",
            "status=405"
        ],
    );
    assert_eq!(
        fields::<recall::Event>(Manner::Accept, post("x".repeat(2001))),
        ["outcome=too_large", "provider=recall", "status=413"],
    );
    assert_eq!(
        fields::<recall::Event>(Manner::Accept, post(r#"{"event": "bot.done", "data": 5}"#)),
        [
            "body_len=32",
            "error=recall bot.done: expected an object at `data`, found a number (line 1, column 31)",
            "outcome=wrong_structure",
            "provider=recall",
            "status=422",
        ],
    );
}

/// A dispatcher that says something itself.
struct Talker;

impl recall::Dispatcher for Talker {
    type Error = std::convert::Infallible;

    async fn on_event(
        &self,
        _: recall::Event,
        _: &bot_webhooks::Delivery<'_>,
    ) -> Result<(), Self::Error> {
        tracing::info!("taken");
        Ok(())
    }
}

#[test]
fn the_dispatcher_works_within_the_span() {
    let endpoint = recall::Endpoint::new(Talker, token());
    let request = post(r#"{"event": "bot.done"}"#);
    let (_, said) = Capture::during(|| block_on(endpoint.receive(request)));
    let depths: Vec<_> = said.iter().map(|said| said.depth).collect();
    assert_eq!(depths, [0, 1]);
}
