//! Who is let in by Synthflow's signature, and by pairs of proofs.

use bot_webhooks::receive::Outcome;
use bot_webhooks::synthflow::{CallIdSignature, TokenAndSignature};
use bot_webhooks::verify::VerifyError;
use bot_webhooks::{recall, synthflow};
use bytes::Bytes;
use http::{Method, Request};

use super::proofs::{OURS, now, outcomes, refused, signed, webhooks};
use super::{URL, post, request, token};
use crate::fixtures;

fn call_id() -> CallIdSignature {
    CallIdSignature::new("the-secret-of-synthflow").unwrap()
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
            refused(VerifyError::NoMatch),
            refused(VerifyError::NothingSigned),
            refused(VerifyError::NothingSigned),
        ],
        "a body that does not parse is unauthenticated, and the dispatcher does not get it",
    );
}

#[test]
fn call_id_and_token() {
    let expected = [
        Outcome::Handled,
        refused(VerifyError::NoMatch),
        refused(VerifyError::NothingSigned),
        refused(VerifyError::NothingSigned),
    ];
    let requests = || synthflow_requests(URL);
    assert_eq!(outcomes((token(), call_id()), requests()), expected);
    assert_eq!(outcomes((call_id(), token()), requests()), expected);
    for outcomes in [
        outcomes::<synthflow::Event, 4>((token(), call_id()), synthflow_requests("/hook")),
        outcomes((call_id(), token()), synthflow_requests("/hook")),
    ] {
        assert_eq!(outcomes, [refused(VerifyError::MissingToken); 4]);
    }
}

#[test]
fn all_webhooks_at_one_url() {
    let proof = || TokenAndSignature::new(token(), call_id());
    let expected = [
        Outcome::Handled,
        refused(VerifyError::NoMatch),
        Outcome::Handled,
        refused(VerifyError::NothingSigned),
    ];
    assert_eq!(outcomes(proof(), synthflow_requests(URL)), expected);
    let without_token = outcomes(proof(), synthflow_requests("/hook"));
    assert_eq!(without_token, [refused(VerifyError::MissingToken); 4]);

    let body = fixtures::body("synthflow/post_call.json");
    let unsigned = request(Method::POST, URL, body);
    let unknown = post(r#"{"event": "call_transferred"}"#);
    assert_eq!(
        outcomes(proof(), [unsigned, unknown]),
        [
            refused(VerifyError::MissingHeader("synthflow-signature")),
            Outcome::Handled,
        ],
    );
}

#[test]
fn signature_and_token() {
    let ours = webhooks(OURS);
    let body = fixtures::body("recall/bot.done.json");
    let to = |url| {
        signed(
            request(Method::POST, url, body.clone()),
            ours.signed_headers("m", now(), body.as_bytes()),
        )
    };
    assert_eq!(
        outcomes::<recall::Event, 3>(
            (ours.clone(), token()),
            [to(URL), to("/hook"), post(body.clone())]
        ),
        [
            Outcome::Handled,
            refused(VerifyError::MissingToken),
            refused(VerifyError::MissingHeader("webhook-id")),
        ],
    );
}

/// The dispatcher of these tests accepts what cannot be parsed.
#[test]
fn a_call_id_in_a_body_that_cannot_be_parsed() {
    let requests = || {
        [
            r#"{"lead": 5, "call": {"call_id": "c-1"}}"#,
            r#"{"lead": 5, "call": {"call_id": "c-2"}}"#,
            r#"{"lead": 5, "call": {"call_id": "c-1"}, "call": {}}"#,
            r#"{"call": {"call_id": "c-1"}"#,
            r#"{"event": "call_inbound", "call": 5}"#,
        ]
        .map(|body| {
            signed(
                request(Method::POST, URL, body.to_owned()),
                [("synthflow-signature", call_id().sign("c-1"))],
            )
        })
    };
    let nothing = refused(VerifyError::NothingSigned);
    let post_calls = [
        Outcome::Handled,
        refused(VerifyError::NoMatch),
        nothing,
        nothing,
    ];
    let [first, second, third, fourth] = post_calls;
    let expected = [first, second, third, fourth, nothing];
    assert_eq!(
        outcomes::<synthflow::Event, 5>(call_id(), requests()),
        expected
    );
    assert_eq!(outcomes((token(), call_id()), requests()), expected);
    let inbound = [first, second, third, fourth, Outcome::Handled];
    let all = TokenAndSignature::new(token(), call_id());
    assert_eq!(outcomes(all, requests()), inbound);
}
