//! One span for each delivery, with the fields that are documented.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::{Context, Waker};

use bot_webhooks::{Webhook, exotel, recall};
use bytes::Bytes;
use http::{Method, Request};

use super::capture::Capture;
use super::proofs::{OURS, now, per_request, signed, webhooks};
use super::recording_dispatcher::{Behavior, RecordingDispatcher};
use super::{answer, block_on, endpoint, post, request, token};
use crate::fixtures;

/// The fields of the one span of this delivery, without its duration.
fn fields<E: Webhook + 'static>(behavior: Behavior, request: Request<Bytes>) -> Vec<String>
where
    RecordingDispatcher: bot_webhooks::Handler<E>,
{
    let endpoint = endpoint::<E>(&RecordingDispatcher::new(behavior)).with_body_limit(2000);
    fields_of(|| drop(answer(&endpoint, request)))
}

/// The fields of the one span that this makes, without its duration.
fn fields_of(work: impl FnOnce()) -> Vec<String> {
    let ((), said) = Capture::during(work);
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
    assert_eq!(
        fields::<recall::Event>(Behavior::Accept, post(body)),
        [
            &format!("body_len={}", body.len()),
            "drift=2",
            "event=bot.done",
            "outcome=handled",
            "provider=recall",
            "status=200",
        ],
    );
}

#[test]
fn who_sent_it() {
    let webhooks = webhooks(OURS);
    let body = r#"{"event": "bot.done"}"#;
    let request = signed(
        request(Method::POST, "/recall/acme", body),
        webhooks.signed_headers("msg_1", now(), body.as_bytes()),
    );
    let endpoint = recall::Endpoint::new(RecordingDispatcher::default(), per_request(webhooks))
        .with_clock(now);
    assert_eq!(
        fields_of(|| drop(answer(&endpoint, request))),
        [
            "body_len=21",
            "delivery_id=msg_1",
            "drift=0",
            "event=bot.done",
            "outcome=handled",
            "provider=recall",
            "status=200",
            "tenant=acme",
        ],
    );
}

#[test]
fn misdirected() {
    let body = fixtures::body("synthflow/call_inbound.json");
    assert_eq!(
        fields::<recall::Event>(Behavior::Accept, post(body.clone())),
        [
            &format!("body_len={}", body.len()),
            "drift=1",
            "event=unknown",
            "misdirected=synthflow",
            "outcome=handled",
            "provider=recall",
            "status=200",
        ],
    );
}

#[test]
fn dropped_and_panicked() {
    let body = r#"{"event": "bot.done"}"#;
    let until_dropped = || {
        let endpoint = endpoint::<recall::Event>(&RecordingDispatcher::new(Behavior::Hang));
        let mut work = Box::pin(endpoint.receive(post(body)));
        let mut context = Context::from_waker(Waker::noop());
        assert!(work.as_mut().poll(&mut context).is_pending());
    };
    let until_panic = || {
        let endpoint = endpoint::<recall::Event>(&RecordingDispatcher::new(Behavior::Panic));
        let work = AssertUnwindSafe(|| block_on(endpoint.receive(post(body))));
        assert!(catch_unwind(work).is_err());
    };
    let expected = |outcome| {
        [
            "body_len=21".to_owned(),
            "drift=0".to_owned(),
            "event=bot.done".to_owned(),
            format!("outcome={outcome}"),
            "provider=recall".to_owned(),
        ]
    };
    assert_eq!(fields_of(until_dropped), expected("dropped"));
    assert_eq!(fields_of(until_panic), expected("panicked"));
}

#[test]
fn unknown_event() {
    assert_eq!(
        fields::<recall::Event>(Behavior::Accept, post(r#"{"event": "bot.danced"}"#)),
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
        fields::<exotel::Event>(Behavior::Fail, post(body.clone())),
        [
            &format!("body_len={}", body.len()),
            "drift=0",
            "error=failed",
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
        fields::<recall::Event>(Behavior::Accept, request(Method::POST, "/hook", "{}")),
        [
            "outcome=unauthenticated",
            "provider=recall",
            "refusal=missing URL token",
            "status=401",
        ],
        "nothing that an unauthenticated caller sent",
    );
    assert_eq!(
        fields::<recall::Event>(Behavior::Accept, request(Method::GET, "/hook", "{}")),
        [
            "outcome=method_not_allowed",
            "provider=recall",
            "status=405"
        ],
    );
    assert_eq!(
        fields::<recall::Event>(Behavior::Accept, post("x".repeat(2001))),
        ["outcome=too_large", "provider=recall", "status=413"],
    );
    assert_eq!(
        fields::<recall::Event>(
            Behavior::Accept,
            post(r#"{"event": "bot.done", "data": 5}"#)
        ),
        [
            "body_len=32",
            "drift=0",
            "error=recall bot.done: expected an object at `data`, found a number (line 1, column 31)",
            "event=bot.done",
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
