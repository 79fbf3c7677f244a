//! Who is let in at a URL for Recall's real-time events, signed or not.

use bot_webhooks::recall::{Event, SignatureOrToken};
use bot_webhooks::receive::Outcome;
use bot_webhooks::verify::VerifyError;
use bytes::Bytes;
use http::{Method, Request};

use super::proofs::{OTHER, OURS, now, outcomes, refused, signed, webhooks};
use super::{URL, request, token};

const LIVE: &str = r#"{"event": "transcript.data", "data": {"data": {"words": []}}}"#;
const STATUS: &str = r#"{"event": "recording.done", "data": {"recording": {"id": "r-1"}}}"#;
const UNKNOWN: &str = r#"{"event": "transcript.emoji_data", "data": {}}"#;

fn proof() -> SignatureOrToken {
    SignatureOrToken::new(webhooks(OURS), token())
}

fn post(url: &str, body: &'static str) -> Request<Bytes> {
    request(Method::POST, url, body)
}

fn signed_by(secret: &str, url: &str, body: &'static str) -> Request<Bytes> {
    let headers = webhooks(secret).signed_headers("msg_1", now(), body.as_bytes());
    signed(post(url, body), headers)
}

#[test]
fn a_signature_needs_no_token() {
    for body in [LIVE, STATUS, UNKNOWN] {
        let requests = [signed_by(OURS, "/hook", body), signed_by(OURS, URL, body)];
        let both = outcomes::<Event, 2>(proof(), requests);
        assert_eq!(both, [Outcome::Handled, Outcome::Handled], "{body}");
    }
}

#[test]
fn a_token_makes_up_for_no_signature_that_is_wrong() {
    let [id, time, signature] = webhooks(OURS).signed_headers("msg_1", now(), LIVE.as_bytes());
    let requests = [
        signed_by(OTHER, URL, LIVE),
        signed(post(URL, LIVE), [signature.clone()]),
        signed(post(URL, LIVE), [id.clone(), time]),
        signed(post(URL, LIVE), [("svix-id", String::new())]),
        signed(post(URL, STATUS), [id, signature]),
    ];
    assert_eq!(
        outcomes::<Event, 5>(proof(), requests),
        [
            refused(VerifyError::NoMatch),
            refused(VerifyError::MissingHeader("webhook-id")),
            refused(VerifyError::MissingHeader("webhook-signature")),
            refused(VerifyError::MissingHeader("webhook-id")),
            refused(VerifyError::MissingHeader("webhook-timestamp")),
        ]
    );
}

#[test]
fn a_token_alone_is_believed_of_what_happens_in_the_call() {
    let requests = [
        post(URL, LIVE),
        post(URL, UNKNOWN),
        post(URL, STATUS),
        post(URL, r#"{"event": "bot.done"}"#),
    ];
    let unsigned = refused(VerifyError::MissingHeader("webhook-signature"));
    assert_eq!(
        outcomes::<Event, 4>(proof(), requests),
        [Outcome::Handled, Outcome::Handled, unsigned, unsigned]
    );
}

/// The dispatcher of these tests accepts what cannot be parsed.
#[test]
fn what_cannot_be_parsed_has_to_name_what_happens_in_the_call() {
    let bodies = [
        r#"{"event": "transcript.data", "data": {"#,
        r#"{"event": "bot.done", "data": 5}"#,
        r#"{"event": "bot.done", "data": {"#,
        r#"{"data": {"#,
        "[]",
    ];
    let unsigned = refused(VerifyError::MissingHeader("webhook-signature"));
    assert_eq!(
        outcomes::<Event, 5>(proof(), bodies.map(|body| post(URL, body))),
        [Outcome::Handled, unsigned, unsigned, unsigned, unsigned]
    );
    assert_eq!(
        outcomes::<Event, 5>(proof(), bodies.map(|body| signed_by(OURS, "/hook", body))),
        [Outcome::Handled; 5]
    );
}

#[test]
fn nothing_is_not_enough() {
    let requests = [post("/hook", LIVE), post("/hook?token=a-guess", LIVE)];
    assert_eq!(
        outcomes::<Event, 2>(proof(), requests),
        [
            refused(VerifyError::MissingToken),
            refused(VerifyError::NoMatch)
        ]
    );
}

#[test]
fn the_request_that_opens_a_websocket() {
    let proof = proof();
    let signed = webhooks(OURS).signed_headers("msg_1", now(), b"");
    assert_eq!(
        proof.verify_upgrade("/live", &signed, now()),
        Ok(Some("msg_1"))
    );
    // A signed body opens no WebSocket, and neither does a signed request an hour later.
    let of_a_body = webhooks(OURS).signed_headers("msg_1", now(), b"{}");
    let no_match = Err(VerifyError::NoMatch);
    assert_eq!(proof.verify_upgrade(URL, &of_a_body, now()), no_match);
    let later = now() + std::time::Duration::from_secs(3600);
    assert_eq!(
        proof.verify_upgrade(URL, &signed, later),
        Err(VerifyError::TooOld)
    );
    let unsigned: [(&str, &str); 0] = [];
    assert_eq!(proof.verify_upgrade(URL, &unsigned, now()), Ok(None));
    let missing = Err(VerifyError::MissingToken);
    assert_eq!(proof.verify_upgrade("/live", &unsigned, now()), missing);
}
