//! Who is let in, by each kind of proof.

use bot_webhooks::Handler;
use bot_webhooks::Webhook;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bot_webhooks::recall;
use bot_webhooks::receive::{Check, Endpoint, Head, Outcome, PerRequest, Proof, Sender};
use bot_webhooks::verify::{StandardWebhooks, UrlToken, VerifyError};
use bytes::Bytes;
use http::{Method, Request};

use super::recording_dispatcher::{Behavior, RecordingDispatcher};
use super::{answer, post, request};
use crate::fixtures;

/// Two secrets of Recall.
pub(super) const OURS: &str = "whsec_plJ3nmyCDGBKInavdOK15jsl";
pub(super) const OTHER: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

pub(super) fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_760_000_000)
}

pub(super) fn webhooks(secret: &str) -> StandardWebhooks {
    StandardWebhooks::new(secret).unwrap()
}

pub(super) fn signed(
    mut request: Request<Bytes>,
    headers: impl IntoIterator<Item = (&'static str, String)>,
) -> Request<Bytes> {
    for (name, value) in headers {
        request.headers_mut().insert(name, value.parse().unwrap());
    }
    request
}

/// The proof, of the tenant `acme`.
pub(super) fn per_request<P: Proof<E> + Clone + 'static, E>(proof: P) -> impl Proof<E> + 'static {
    PerRequest::new(move |_| {
        let found = ("acme".to_owned(), proof.clone());
        async move { Ok(Some(found)) }
    })
}

/// How the endpoint with this proof ends each request; its dispatcher accepts everything.
pub(super) fn outcomes<E: Webhook + 'static, const N: usize>(
    proof: impl Proof<E> + 'static,
    requests: [Request<Bytes>; N],
) -> [Outcome; N]
where
    RecordingDispatcher: Handler<E>,
{
    let dispatcher = RecordingDispatcher::new(Behavior::AcceptAll);
    let endpoint = Endpoint::<E>::new(dispatcher.clone(), proof).with_clock(now);
    requests.map(|request| {
        let outcome = answer(&endpoint, request).outcome;
        let asked = usize::from(outcome == Outcome::Handled);
        assert_eq!(
            dispatcher.take().len(),
            asked,
            "only the proven get to the dispatcher"
        );
        outcome
    })
}

pub(super) fn refused(refusal: VerifyError) -> Outcome {
    Outcome::Unauthenticated(refusal)
}

#[test]
fn signature() {
    let body = fixtures::body("recall/bot.done.json");
    let (ours, other) = (webhooks(OURS), webhooks(OTHER));
    let sign = |by: &StandardWebhooks, at| {
        signed(
            post(body.clone()),
            by.signed_headers("m", at, body.as_bytes()),
        )
    };
    let mut changed = sign(&ours, now());
    *changed.body_mut() = Bytes::from(body.replacen("bot.done", "bot.dune", 1));
    let requests = [
        sign(&ours, now()),
        sign(&ours, now() - Duration::from_secs(300)),
        sign(&ours, now() - Duration::from_secs(301)),
        sign(&ours, now() + Duration::from_secs(301)),
        sign(&other, now()),
        changed,
        post(body.clone()),
    ];
    assert_eq!(
        outcomes::<recall::Event, 7>(ours, requests),
        [
            Outcome::Handled,
            Outcome::Handled,
            refused(VerifyError::TooOld),
            refused(VerifyError::TooNew),
            refused(VerifyError::NoMatch),
            refused(VerifyError::NoMatch),
            refused(VerifyError::MissingHeader("webhook-id")),
        ],
    );
}

#[test]
fn signature_over_bytes_that_are_no_json() {
    let ours = webhooks(OURS);
    let body = b"\xff\0{";
    let request = signed(post(&body[..]), ours.signed_headers("m", now(), body));
    assert_eq!(
        outcomes::<recall::Event, 1>(ours, [request]),
        [Outcome::Handled]
    );
}

#[test]
fn token_in_the_path() {
    let proof = UrlToken::in_path([super::TOKEN]).unwrap();
    let to = |url| request(Method::POST, url, fixtures::body("recall/bot.done.json"));
    assert_eq!(
        outcomes::<recall::Event, 3>(
            proof,
            [
                to("/hook/a-token-of-the-tests?x=1"),
                to("https://example.com/a-token-of-the-tests"),
                to("/hook?token=a-token-of-the-tests"),
            ],
        ),
        [
            Outcome::Handled,
            Outcome::Handled,
            refused(VerifyError::NoMatch)
        ],
    );
}

/// A gateway before the endpoint says who calls.
struct Gateway;

impl<E> Proof<E> for Gateway {
    fn check_head<'a>(&'a self, head: &'a Head<'_>) -> Check<'a> {
        match head.headers().get("x-client-verified") {
            Some(verified) if verified == "SUCCESS" => Ok(Sender::new()).into(),
            _ => Err(VerifyError::MissingHeader("x-client-verified")).into(),
        }
    }
}

#[test]
fn a_proof_of_ones_own_and_none() {
    let body = fixtures::body("recall/bot.done.json");
    let verified = signed(
        post(body.clone()),
        [("x-client-verified", "SUCCESS".to_owned())],
    );
    assert_eq!(
        outcomes::<recall::Event, 2>(Gateway, [verified, post(body.clone())]),
        [
            Outcome::Handled,
            refused(VerifyError::MissingHeader("x-client-verified"))
        ],
    );
    let endpoint = recall::Endpoint::dangerously_unauthenticated(RecordingDispatcher::default());
    assert_eq!(
        answer(&endpoint, request(Method::POST, "/", body)).outcome,
        Outcome::Handled
    );
}
