//! Who is let in, by each kind of proof and by pairs of them.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bot_webhooks::receive::{Endpoint, Outcome, Proof, Receivable, Receiver};
use bot_webhooks::synthflow::CallIdSignature;
use bot_webhooks::verify::{Refusal, StandardWebhooks, UrlToken};
use bot_webhooks::{Headers, recall, synthflow};
use bytes::Bytes;
use http::{Method, Request};

use super::desk::{Desk, Manner};
use super::{URL, answer, post, request, token};
use crate::fixtures;

const NOW: i64 = 1_760_000_000;

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(NOW.unsigned_abs())
}

fn webhooks(secret: &str) -> StandardWebhooks {
    StandardWebhooks::new([secret]).unwrap()
}

fn signed(
    mut request: Request<Bytes>,
    headers: impl IntoIterator<Item = (&'static str, String)>,
) -> Request<Bytes> {
    for (name, value) in headers {
        request.headers_mut().insert(name, value.parse().unwrap());
    }
    request
}

/// How the endpoint with this proof ends each request; its dispatcher accepts everything.
fn outcomes<E: Receivable + 'static, const N: usize>(
    proof: impl Proof<E> + 'static,
    requests: [Request<Bytes>; N],
) -> [Outcome; N]
where
    Desk: Receiver<E>,
{
    let desk = Desk::new(Manner::AcceptAll);
    let endpoint = Endpoint::<E, _>::new(desk.clone(), proof).with_clock(now);
    requests.map(|request| {
        let outcome = answer(&endpoint, request).outcome;
        let asked = usize::from(outcome == Outcome::Handled);
        assert_eq!(
            desk.take().len(),
            asked,
            "only the proven get to the dispatcher"
        );
        outcome
    })
}

fn refused(refusal: Refusal) -> Outcome {
    Outcome::NotProven(refusal)
}

#[test]
fn signature() {
    let body = fixtures::body("recall/bot.done.json");
    let (ours, other) = (webhooks("b3VyIHNlY3JldA=="), webhooks("b3RoZXI="));
    let sign = |by: &StandardWebhooks, at| {
        signed(
            post(body.clone()),
            by.signed_headers("m", at, body.as_bytes()),
        )
    };
    let mut changed = sign(&ours, NOW);
    *changed.body_mut() = Bytes::from(body.replacen("bot.done", "bot.dune", 1));
    let requests = [
        sign(&ours, NOW),
        sign(&ours, NOW - 300),
        sign(&ours, NOW - 301),
        sign(&ours, NOW + 301),
        sign(&other, NOW),
        changed,
        post(body.clone()),
    ];
    assert_eq!(
        outcomes::<recall::Event, 7>(ours, requests),
        [
            Outcome::Handled,
            Outcome::Handled,
            refused(Refusal::TooOld),
            refused(Refusal::TooNew),
            refused(Refusal::NoMatch),
            refused(Refusal::NoMatch),
            refused(Refusal::MissingHeader("webhook-id")),
        ],
    );
}

#[test]
fn signature_over_bytes_that_are_no_json() {
    let ours = webhooks("b3VyIHNlY3JldA==");
    let body = b"\xff\0{";
    let request = signed(post(&body[..]), ours.signed_headers("m", NOW, body));
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
            refused(Refusal::NoMatch)
        ],
    );
}

fn call_id() -> CallIdSignature {
    CallIdSignature::new(["the secret"]).unwrap()
}

/// Four bodies of Synthflow under one URL, with a signature of the first one's call.
fn synthflow_requests(url: &str) -> [Request<Bytes>; 4] {
    let body = r#"{"status": "completed", "call": {"call_id": "c-1"}}"#;
    let other = body.replace("c-1", "c-2");
    let inbound = fixtures::body("synthflow/call_inbound.json");
    [body, &other, &inbound, r#"{"call": 5}"#].map(|body| {
        signed(
            request(Method::POST, url, body.to_owned()),
            [("synthflow-signature", call_id().sign("c-1"))],
        )
    })
}

#[test]
fn call_id_alone() {
    assert_eq!(
        outcomes::<synthflow::Event, 4>(call_id(), synthflow_requests("/hook")),
        [
            Outcome::Handled,
            refused(Refusal::NoMatch),
            refused(Refusal::NothingSigned),
            refused(Refusal::NothingSigned),
        ],
        "a body that cannot be read is nobody's, and the dispatcher is not asked about it",
    );
}

#[test]
fn call_id_and_token() {
    let expected = [
        Outcome::Handled,
        refused(Refusal::NoMatch),
        refused(Refusal::NothingSigned),
        Outcome::Handled,
    ];
    let requests = || synthflow_requests(URL);
    assert_eq!(outcomes((token(), call_id()), requests()), expected);
    assert_eq!(outcomes((call_id(), token()), requests()), expected);
    for outcomes in [
        outcomes::<synthflow::Event, 4>((token(), call_id()), synthflow_requests("/hook")),
        outcomes((call_id(), token()), synthflow_requests("/hook")),
    ] {
        assert_eq!(outcomes, [refused(Refusal::MissingToken); 4]);
    }
}

#[test]
fn signature_and_token() {
    let ours = webhooks("b3VyIHNlY3JldA==");
    let body = fixtures::body("recall/bot.done.json");
    let to = |url| {
        signed(
            request(Method::POST, url, body.clone()),
            ours.signed_headers("m", NOW, body.as_bytes()),
        )
    };
    assert_eq!(
        outcomes::<recall::Event, 3>(
            (ours.clone(), token()),
            [to(URL), to("/hook"), post(body.clone())]
        ),
        [
            Outcome::Handled,
            refused(Refusal::MissingToken),
            refused(Refusal::MissingHeader("webhook-id")),
        ],
    );
}

#[test]
fn needs_event_only_where_nothing_else_proves() {
    type Proven = dyn Proof<synthflow::Event>;
    let needs = |proof: &Proven| proof.needs_event();
    assert!(!needs(&token()));
    assert!(needs(&call_id()));
    assert!(needs(&(call_id(), call_id())));
    assert!(!needs(&(call_id(), token())));
    assert!(!needs(&((call_id(), call_id()), token())));
}

/// A gateway before the endpoint says who calls.
struct Gateway;

impl<E> Proof<E> for Gateway {
    fn head(&self, headers: &dyn Headers, _: &str) -> Result<(), Refusal> {
        match headers.header("x-client-verified") {
            Some(b"SUCCESS") => Ok(()),
            _ => Err(Refusal::MissingHeader("x-client-verified")),
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
            refused(Refusal::MissingHeader("x-client-verified"))
        ],
    );
    let endpoint = recall::Endpoint::dangerously_unauthenticated(Desk::default());
    assert_eq!(
        answer(&endpoint, request(Method::POST, "/", body)).outcome,
        Outcome::Handled
    );
}
