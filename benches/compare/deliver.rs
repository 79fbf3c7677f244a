//! Deliver: proof, parsing and dispatch together, from a request to its response, beside the
//! handler that is usually written by hand.

use std::hint::black_box;
use std::time::SystemTime;

use axum::body::Bytes;
use axum::http::{HeaderMap, Request, StatusCode};
use bot_webhooks::recall::{Endpoint, Event};
use bot_webhooks::verify::StandardWebhooks;
use futures_util::FutureExt;
use serde_json::Value;
use svix::webhooks::Webhook;

use super::dispatch::App;
use super::verify::{SECRET, sign};
use crate::bodies::{self, Body};
use crate::case::Case;

pub(crate) fn cases() -> Vec<Case> {
    [bodies::RECALL, bodies::RECALL_1KB]
        .into_iter()
        .flat_map(ways)
        .collect()
}

fn ways(body: Body) -> [Case; 4] {
    [
        // What the others have in common, and what is no merit of theirs.
        Case::new("deliver", body, "the request alone", |body| {
            respond(body, |_| StatusCode::OK)
        }),
        // What an endpoint cannot do without.
        Case::new("deliver", body, "verify and parse alone", |body| {
            let webhooks = StandardWebhooks::new(SECRET).unwrap();
            let headers = sign(body);
            move || {
                webhooks.verify(&headers, body, SystemTime::now()).unwrap();
                drop(black_box(Event::from_slice(black_box(body))));
            }
        }),
        Case::new("deliver", body, "ours", |body| {
            let endpoint = Endpoint::new(App, StandardWebhooks::new(SECRET).unwrap());
            respond(body, move |request| {
                let response = endpoint.receive(request).now_or_never();
                response.expect("nothing here waits").status()
            })
        }),
        Case::new("deliver", body, "by hand", |body| {
            let webhook = Webhook::new(SECRET).unwrap();
            respond(body, move |request| {
                by_hand(&webhook, request.headers(), request.body())
            })
        }),
    ]
}

/// Sends the same request again and again.
fn respond(body: &'static [u8], handler: impl Fn(Request<Bytes>) -> StatusCode) -> impl Fn() {
    let (headers, body) = (sign(body), Bytes::from_static(body));
    move || {
        let mut request = Request::post("/webhooks/recall")
            .body(body.clone())
            .unwrap();
        request.headers_mut().clone_from(&headers);
        assert_eq!(handler(black_box(request)), StatusCode::OK);
    }
}

/// Svix's verification, a `Value`, and a `match` on strings.
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
