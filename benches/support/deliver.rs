//! Deliver: proof, parsing and dispatch together, from a request to its response, beside the
//! handler that is usually written by hand.

use std::hint::black_box;
use std::time::SystemTime;

use bot_webhooks::recall::{Endpoint, Event};
use bot_webhooks::verify::StandardWebhooks;
use bytes::Bytes;
use http::{HeaderMap, Request, StatusCode};
use serde_json::Value;
use svix::webhooks::Webhook;

use super::Case;
use super::bodies;
use super::dispatch::{App, at_once};
use super::verify::{SECRET, sign};

const DELIVER: &str = "deliver";

pub(crate) fn cases() -> Vec<Case> {
    let ways = |body| {
        [
            // What the other two have in common, and what is no merit of theirs.
            Case::new(DELIVER, body, "the request alone", |body| {
                respond(body, |_| StatusCode::OK)
            }),
            // What an endpoint cannot do without.
            Case::new(DELIVER, body, "verify and parse alone", |body| {
                let webhooks = StandardWebhooks::new(SECRET).unwrap();
                let headers = sign(body);
                move || {
                    webhooks.verify(&headers, body, SystemTime::now()).unwrap();
                    drop(black_box(Event::from_slice(black_box(body))));
                }
            }),
            Case::new(DELIVER, body, "ours", |body| {
                let endpoint = Endpoint::new(App, StandardWebhooks::new(SECRET).unwrap());
                respond(body, move |request| {
                    at_once(endpoint.receive(request)).status()
                })
            }),
            Case::new(DELIVER, body, "by hand", |body| {
                let webhook = Webhook::new(SECRET).unwrap();
                respond(body, move |request| {
                    by_hand(&webhook, request.headers(), request.body())
                })
            }),
        ]
    };
    [bodies::RECALL, bodies::RECALL_1KB]
        .into_iter()
        .flat_map(ways)
        .collect()
}

/// Sends the same request again and again.
fn respond(body: &'static [u8], handler: impl Fn(Request<Bytes>) -> StatusCode) -> impl Fn() {
    let (headers, body) = (sign(body), Bytes::from_static(body));
    move || {
        let status = handler(black_box(request(&headers, &body)));
        assert_eq!(status, StatusCode::OK);
    }
}

fn request(headers: &HeaderMap, body: &Bytes) -> Request<Bytes> {
    let mut request = Request::post("/webhooks/recall")
        .body(body.clone())
        .unwrap();
    request.headers_mut().clone_from(headers);
    request
}

/// Svix's verification, a `Value`, and a `match` over texts.
pub(crate) fn by_hand(webhook: &Webhook, headers: &HeaderMap, body: &Bytes) -> StatusCode {
    if webhook.verify(body, headers).is_err() {
        return StatusCode::UNAUTHORIZED;
    }
    let Ok(body) = serde_json::from_slice::<Value>(body) else {
        return StatusCode::BAD_REQUEST;
    };
    match body["event"].as_str() {
        Some(
            "bot.joining_call"
            | "bot.in_waiting_room"
            | "bot.in_call_recording"
            | "bot.done"
            | "bot.fatal",
        ) => {}
        Some("bot.call_ended") => {
            black_box(body["data"]["bot"]["id"].as_str());
            black_box(body["data"]["data"]["sub_code"].as_str());
        }
        _ => return StatusCode::UNPROCESSABLE_ENTITY,
    }
    StatusCode::OK
}
