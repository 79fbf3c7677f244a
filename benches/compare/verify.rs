//! Verify: whether a body was signed with our secret.

use std::collections::HashMap;
use std::hint::black_box;
use std::time::SystemTime;

use axum::http::HeaderMap;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bot_webhooks::verify::StandardWebhooks;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::bodies::{self, Body};
use crate::case::Case;

pub(crate) const SECRET: &str = "whsec_QmVuY2htYXJrIHNlY3JldCBudW1iZXIgdGhyZWU=";

const ID: &str = "msg_2b7Yx0d5Qe";

pub(crate) fn cases() -> Vec<Case> {
    bodies::SIGNED.into_iter().flat_map(ways).collect()
}

fn ways(body: Body) -> [Case; 4] {
    [
        // The floor: the HMAC of the bytes that are signed, by a key whose schedule is precomputed.
        Case::new("verify", body, "bare HMAC", |body| {
            let secret = STANDARD.decode(SECRET.trim_start_matches("whsec_"));
            let key = Hmac::<Sha256>::new_from_slice(&secret.unwrap()).unwrap();
            let timestamp = sign(body)["webhook-timestamp"].clone();
            move || {
                let mut mac = key.clone();
                for part in [ID.as_bytes(), b".", timestamp.as_bytes(), b".", body] {
                    mac.update(part);
                }
                black_box(mac.finalize());
            }
        }),
        Case::new("verify", body, "ours", |body| {
            let webhooks = StandardWebhooks::new(SECRET).unwrap();
            let headers = sign(body);
            move || {
                black_box(webhooks.verify(&headers, body, SystemTime::now()).unwrap());
            }
        }),
        Case::new("verify", body, "standardwebhooks", |body| {
            let webhook = standardwebhooks::Webhook::new(SECRET).unwrap();
            let headers = sign(body);
            move || webhook.verify(body, &headers).unwrap()
        }),
        Case::new("verify", body, "svix", |body| {
            let webhook = svix::webhooks::Webhook::new(SECRET).unwrap();
            let headers = sign(body);
            move || webhook.verify(body, &headers).unwrap()
        }),
    ]
}

/// The headers of a delivery that was sent just now.
pub(crate) fn sign(body: &[u8]) -> HeaderMap {
    let webhooks = StandardWebhooks::new(SECRET).unwrap();
    let signed = webhooks.signed_headers(ID, SystemTime::now(), body);
    let signed = signed.map(|(name, value)| (name.to_owned(), value));
    HeaderMap::try_from(&HashMap::from(signed)).unwrap()
}
