//! Random requests: no header and no URL makes anything panic, or proves anything.

use bot_webhooks::receive::{Endpoint, Outcome, Proof, Report};
use bot_webhooks::synthflow::{CallIdSignature, TokenAndSignature};
use bot_webhooks::verify::{StandardWebhooks, UrlToken};
use bot_webhooks::{Handler, Webhook};
use bot_webhooks::{exotel, pailflow, recall, synthflow};
use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request, Uri};
use proptest::prelude::*;
use proptest::sample::select;

use super::over;
use crate::checks::endpoint::Nobody;
use crate::checks::headers::proven;
use crate::fixtures::block_on;

const SECRET: &str = "whsec_unpublishedSecret0ThatNobodyGuesses0";
const TOKEN: &str = "a-token-that-nobody-guesses";

fn name() -> impl Strategy<Value = Vec<u8>> {
    let known = vec![
        "webhook-id",
        "webhook-timestamp",
        "webhook-signature",
        "svix-id",
        "Svix-Timestamp",
        "SVIX-SIGNATURE",
        "synthflow-signature",
        "x-synthflow-signature",
        "HTTP_SYNTHFLOW_SIGNATURE",
        "content-length",
        "content-encoding",
        "transfer-encoding",
    ];
    prop_oneof![
        4 => select(known).prop_map(|name| name.as_bytes().to_vec()),
        1 => any::<Vec<u8>>(),
    ]
}

fn header_value() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        "v1,[A-Za-z0-9+/]{43}=( v1a?,[A-Za-z0-9+/=]{0,50}){0,3}".prop_map(String::into_bytes),
        "[A-Za-z0-9+/]{43}=".prop_map(String::into_bytes),
        "[-+]?[0-9]{1,25}".prop_map(String::into_bytes),
        Just(b"1700000000".to_vec()),
        "msg_[A-Za-z0-9.]{0,20}".prop_map(String::into_bytes),
        any::<Vec<u8>>(),
    ]
}

fn url() -> impl Strategy<Value = String> {
    prop_oneof![
        "/[a-z/]{0,9}\\?(token=[a-z0-9%-]{0,30}&?){0,3}",
        "/([a-z0-9%._~-]{0,30}/){0,3}[a-z0-9%._~-]{0,30}",
        "(https?://)?[a-z.:0-9]{0,20}/?[?&=%#a-z]{0,20}",
        any::<String>(),
    ]
}

type Raw = (String, Vec<(Vec<u8>, Vec<u8>)>, Vec<u8>);

fn request() -> impl Strategy<Value = Raw> {
    let headers = prop::collection::vec((name(), header_value()), 0..8);
    let body = prop_oneof![
        Just(br#"{"event": "bot.done"}"#.to_vec()),
        Just(br#"{"call": {"call_id": "1"}}"#.to_vec()),
        any::<Vec<u8>>(),
    ];
    (url(), headers, body)
}

/// Puts a request to an endpoint whose secret nobody knows, as far as it is one that HTTP allows.
fn refused<E: Webhook>((url, headers, body): &Raw, proof: impl Proof<E> + 'static)
where
    Nobody: Handler<E>,
{
    let mut request = Request::new(Bytes::copy_from_slice(body));
    *request.method_mut() = Method::POST;
    *request.uri_mut() = url.parse::<Uri>().unwrap_or_default();
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) =
            (HeaderName::from_bytes(name), HeaderValue::from_bytes(value))
        {
            request.headers_mut().append(name, value);
        }
    }
    let response = block_on(Endpoint::<E>::new(Nobody, proof).receive(request));
    let outcome = response
        .extensions()
        .get()
        .map(|report: &Report| report.outcome);
    match outcome {
        Some(Outcome::Unauthenticated(_)) => assert!(response.body().is_empty()),
        // The length that a header announces is compared before the body is read.
        Some(Outcome::TooLarge) => assert!(headers.iter().any(|(name, _)| is_length(name))),
        _ => panic!("{outcome:?}"),
    }
    assert!(matches!(response.status().as_u16(), 401 | 413));
}

#[test]
fn random_requests_prove_nothing_to_an_endpoint() {
    let webhooks = StandardWebhooks::new([SECRET]).unwrap();
    let query = UrlToken::in_query("token", [TOKEN]).unwrap();
    let path = UrlToken::in_path([TOKEN]).unwrap();
    let call_id = CallIdSignature::new([SECRET]).unwrap();
    let both = TokenAndSignature::new(query.clone(), call_id.clone());
    over(&request(), |request| {
        refused::<recall::Event>(&request, webhooks.clone());
        refused::<exotel::Event>(&request, query.clone());
        refused::<pailflow::Event>(&request, path.clone());
        refused::<synthflow::Event>(&request, call_id.clone());
        refused::<synthflow::Event>(&request, both.clone());
        refused::<synthflow::Event>(&request, (path.clone(), call_id.clone()));
    });
}

#[test]
fn random_requests_prove_nothing() {
    over(&request(), |(url, headers, body)| {
        let mut input = url.into_bytes();
        for (name, value) in headers {
            input.push(b'\n');
            input.extend([name, b": ".to_vec(), value].concat());
        }
        input.extend(b"\n\n");
        input.extend(body);
        assert!(proven(&input).is_empty());
    });
}

fn is_length(name: &impl AsRef<[u8]>) -> bool {
    name.as_ref().eq_ignore_ascii_case(b"content-length")
}
