//! What is refused by its head: not a byte of the body is polled.

use std::pin::Pin;
use std::task::{Context, Poll};

use bot_webhooks::receive::{Check, Endpoint, Head, Outcome, PerRequest, Proof, Sender};
use bot_webhooks::synthflow::{self, CallIdSignature, TokenAndSignature};
use bot_webhooks::verify::{StandardWebhooks, VerifyError};
use bot_webhooks::{Handler, Webhook, recall};
use bytes::Bytes;
use http::{Method, Request};
use http_body::{Body, Frame};

use super::proofs::{OURS, now, per_request, refused, webhooks};
use super::recording_dispatcher::RecordingDispatcher;
use super::{URL, answer_streamed, token};

/// A body that panics when it is polled.
struct Unread;

impl Body for Unread {
    type Data = Bytes;
    type Error = &'static str;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, &'static str>>> {
        panic!("the body is polled");
    }
}

/// How a request to this URL with these headers ends, while its body is not polled.
fn ends<E: Webhook + 'static>(
    proof: impl Proof<E> + 'static,
    url: &str,
    headers: &[(&'static str, &str)],
) -> Outcome
where
    RecordingDispatcher: Handler<E>,
{
    let mut request = Request::builder().method(Method::POST).uri(url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let endpoint = Endpoint::new(RecordingDispatcher::default(), proof).with_clock(now);
    let answered = answer_streamed(&endpoint, request.body(Unread).unwrap());
    assert_eq!(answered.report.body_len, None);
    answered.outcome
}

const GOOD: [(&str, &str); 3] = [
    ("webhook-id", "msg_1"),
    ("webhook-timestamp", "1760000000"),
    ("webhook-signature", "v1,AA=="),
];

/// Headers of Standard Webhooks that are refused by themselves, and why.
fn malformed_heads() -> Vec<(Vec<(&'static str, &'static str)>, VerifyError)> {
    let mut heads = vec![(Vec::new(), VerifyError::MissingHeader("webhook-id"))];
    for (index, (name, _)) in GOOD.into_iter().enumerate() {
        let mut without = GOOD.to_vec();
        without.remove(index);
        heads.push((without, VerifyError::MissingHeader(name)));
        let mut empty = GOOD.to_vec();
        empty[index].1 = "";
        heads.push((empty, VerifyError::MissingHeader(name)));
        let repeated = [&GOOD[..], &[GOOD[index]]].concat();
        heads.push((repeated, VerifyError::RepeatedHeader(name)));
    }
    let with = |index: usize, value| {
        let mut headers = GOOD.to_vec();
        headers[index].1 = value;
        headers
    };
    heads.push((with(0, "a.b"), VerifyError::MalformedHeader("webhook-id")));
    heads.push((with(1, "+1760000000"), VerifyError::BadTimestamp));
    let signature = VerifyError::MalformedHeader("webhook-signature");
    heads.push((with(2, "v1,\u{fc}"), signature));
    let conflicting = [&GOOD[..], &[("svix-id", "msg_2")]].concat();
    heads.push((conflicting, VerifyError::ConflictingHeaders));
    heads
}

#[test]
fn a_signature_without_its_headers() {
    for (headers, why) in malformed_heads() {
        let signature = || webhooks(OURS);
        for outcome in [
            ends::<recall::Event>(signature(), "/hook", &headers),
            ends::<recall::Event>((signature(), token()), URL, &headers),
            ends::<recall::Event>((token(), signature()), URL, &headers),
            ends::<recall::Event>(per_request(signature()), "/hook", &headers),
            ends::<recall::Event>(per_request((token(), signature())), URL, &headers),
        ] {
            assert_eq!(outcome, refused(why), "{headers:?}");
        }
    }
}

#[test]
fn a_call_id_signature_without_its_header() {
    let good = "BDYfUVpCOdnUFPaYuTYUbNCIr4aYC/CL503qxdV2c8A=";
    let name = "synthflow-signature";
    for (headers, why) in [
        (&[][..], VerifyError::MissingHeader(name)),
        (&[(name, "")], VerifyError::NoMatch),
        (&[(name, "not base64")], VerifyError::NoMatch),
        (&[(name, &good[..40])], VerifyError::NoMatch),
        (
            &[(name, good), (name, good)],
            VerifyError::RepeatedHeader(name),
        ),
        (
            &[(name, good), ("x-synthflow-signature", "x")],
            VerifyError::ConflictingHeaders,
        ),
    ] {
        let signature = || CallIdSignature::new("your-secret-key").unwrap();
        for outcome in [
            ends::<synthflow::Event>(signature(), "/hook", headers),
            ends::<synthflow::Event>((signature(), token()), URL, headers),
            ends::<synthflow::Event>((token(), signature()), URL, headers),
            ends::<synthflow::Event>(per_request(signature()), "/hook", headers),
        ] {
            assert_eq!(outcome, refused(why), "{headers:?}");
        }
    }
}

#[test]
fn a_token_that_is_missing_or_wrong() {
    let signature = || CallIdSignature::new("your-secret-key").unwrap();
    let both = || TokenAndSignature::new(token(), signature());
    for (url, why) in [
        ("/hook", VerifyError::MissingToken),
        ("/hook?token=a-guess", VerifyError::NoMatch),
        (
            "/hook?token=a-token-of-the-tests&token",
            VerifyError::RepeatedToken,
        ),
    ] {
        for outcome in [
            ends::<recall::Event>(token(), url, &[]),
            ends::<recall::Event>((token(), webhooks(OURS)), url, &GOOD),
            ends::<recall::Event>((webhooks(OURS), token()), url, &GOOD),
            ends::<synthflow::Event>(both(), url, &[]),
            ends::<synthflow::Event>(per_request(both()), url, &[]),
        ] {
            assert_eq!(outcome, refused(why), "{url}");
        }
    }
}

/// Decides after a while.
struct Later;

impl<E> Proof<E> for Later {
    fn check_head<'a>(&'a self, _: &'a Head<'_>) -> Check<'a> {
        Check::later(async { Err(VerifyError::NoMatch) })
    }
}

/// Names a tenant.
struct Tenant(&'static str);

impl<E> Proof<E> for Tenant {
    fn check_head<'a>(&'a self, _: &'a Head<'_>) -> Check<'a> {
        let name = self.0;
        Check::later(async move { Ok(Sender::new().with_tenant(name)) })
    }
}

#[test]
fn checks_that_wait() {
    for outcome in [
        ends::<recall::Event>(Later, URL, &[]),
        ends::<recall::Event>((Later, token()), URL, &[]),
        ends::<recall::Event>((token(), Later), URL, &[]),
        ends::<recall::Event>((Tenant("a"), Later), URL, &[]),
    ] {
        assert_eq!(outcome, refused(VerifyError::NoMatch));
    }
    let two_tenants = ends::<recall::Event>((Tenant("a"), Tenant("b")), URL, &[]);
    assert_eq!(two_tenants, refused(VerifyError::ConflictingTenants));
}

#[test]
fn other_methods_and_announced_lengths() {
    let endpoint = Endpoint::<recall::Event>::new(RecordingDispatcher::default(), token());
    let get = Request::get(URL).body(Unread).unwrap();
    let outcome = answer_streamed(&endpoint, get).outcome;
    assert_eq!(outcome, Outcome::MethodNotAllowed);
    // The body itself does not say how long it is.
    let length = ("content-length", "5242880");
    let outcome = ends::<recall::Event>(token(), URL, &[length]);
    assert_eq!(outcome, Outcome::TooLarge);
}

#[test]
fn tenants_that_are_not_found() {
    let unknown = PerRequest::new(|_| async { Ok(None::<(String, StandardWebhooks)>) });
    let outcome = ends::<recall::Event>(unknown, "/hook", &GOOD);
    assert_eq!(outcome, refused(VerifyError::UnknownTenant));
    let failing =
        PerRequest::new(|_| async { Err::<Option<(String, StandardWebhooks)>, _>("away".into()) });
    let outcome = ends::<recall::Event>(failing, "/hook", &GOOD);
    assert_eq!(outcome, Outcome::LookupFailed);
}
