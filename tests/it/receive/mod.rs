//! The endpoints, from the request to the answer.

mod bodies;
#[cfg(feature = "tracing")]
mod capture;
mod delivery;
mod examples;
mod malformed;
mod outcomes;
mod pairs;
mod proofs;
pub(crate) mod recording_dispatcher;
mod replies;
mod reports;
#[cfg(feature = "tracing")]
mod secrecy;
mod signature_or_token;
mod socket;
#[cfg(feature = "tracing")]
mod spans;
mod tenants;
mod unread;

use bot_webhooks::Handler;
use bot_webhooks::Webhook;

use bot_webhooks::Provider;
use bot_webhooks::receive::{Endpoint, Outcome, Report};
use bot_webhooks::verify::UrlToken;
use bytes::Bytes;
use http::{HeaderMap, Method, Request, StatusCode};
use http_body::Body;
use http_body_util::{BodyExt, Full};
use tower::ServiceExt;

use crate::fixtures::{self, block_on};
use recording_dispatcher::RecordingDispatcher;

const TOKEN: &str = "a-token-of-the-tests";
const URL: &str = "/hook?token=a-token-of-the-tests";

/// What came back.
#[derive(Debug)]
struct Answered {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
    outcome: Outcome,
    report: Report,
}

impl Answered {
    fn content_type(&self) -> &str {
        let value = self.headers.get("content-type");
        value.map_or("", |value| value.to_str().unwrap())
    }

    fn text(&self) -> &str {
        str::from_utf8(&self.body).unwrap()
    }
}

fn token() -> UrlToken {
    UrlToken::in_query("token", [TOKEN]).unwrap()
}

/// An endpoint that a request to [`URL`] is let into.
fn endpoint<E: Webhook>(dispatcher: &RecordingDispatcher) -> Endpoint<E>
where
    RecordingDispatcher: Handler<E>,
{
    Endpoint::new(dispatcher.clone(), token())
}

fn request(method: Method, url: &str, body: impl Into<Bytes>) -> Request<Bytes> {
    let request = Request::builder().method(method).uri(url);
    request.body(body.into()).unwrap()
}

fn post(body: impl Into<Bytes>) -> Request<Bytes> {
    request(Method::POST, URL, body)
}

/// The answer of the endpoint as a tower service.
fn answer<E: Webhook + 'static>(endpoint: &Endpoint<E>, request: Request<Bytes>) -> Answered {
    answer_streamed(endpoint, request.map(Full::new))
}

/// The same with a body of any kind.
fn answer_streamed<E, B>(endpoint: &Endpoint<E>, request: Request<B>) -> Answered
where
    E: Webhook + 'static,
    B: Body + Send + 'static,
    B::Data: Send,
{
    let response = block_on(endpoint.clone().oneshot(request));
    let (parts, body) = response.unwrap().into_parts();
    let report = parts.extensions.get::<Report>().unwrap().clone();
    Answered {
        status: parts.status,
        headers: parts.headers,
        body: block_on(body.collect()).unwrap().to_bytes().to_vec(),
        outcome: report.outcome,
        report,
    }
}

/// A body that its provider's endpoint takes.
fn known(provider: Provider) -> String {
    fixtures::body(match provider {
        Provider::Exotel => "exotel/session_end.json",
        Provider::PailFlow => "pailflow/session_complete.json",
        Provider::Recall => "recall/bot.done.json",
        Provider::Synthflow => "synthflow/post_call.json",
        _ => panic!("no row of {provider}"),
    })
}

/// A body of a known event with a wrong structure.
fn wrong_structure(provider: Provider) -> &'static str {
    match provider {
        Provider::Exotel => r#"{"trigger_reason": "end", "session_state": "end", "events": 5}"#,
        Provider::PailFlow => r#"{"event": "session_complete", "insights": [1]}"#,
        Provider::Recall => r#"{"event": "bot.done", "data": 5}"#,
        Provider::Synthflow => r#"{"call": 5}"#,
        _ => panic!("no row of {provider}"),
    }
}
