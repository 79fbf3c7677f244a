//! Verify: whether a body was signed with one of our secrets.

use std::hint::black_box;
use std::time::SystemTime;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bot_webhooks::verify::StandardWebhooks;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, HeaderName, HeaderValue};
use sha2::Sha256;

use super::Case;
use super::bodies::{self, Body};

const SECRETS: [&str; 3] = [
    "whsec_QmVuY2htYXJrIHNlY3JldCBudW1iZXIgb25lLg==",
    "whsec_QmVuY2htYXJrIHNlY3JldCBudW1iZXIgdHdvLg==",
    "whsec_QmVuY2htYXJrIHNlY3JldCBudW1iZXIgdGhyZWU=",
];

/// The secret that the bodies are signed with. It is the last of three, so that all are tried.
pub(crate) const SECRET: &str = SECRETS[2];

const ID: &str = "msg_2b7Yx0d5Qe";

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for body in bodies::SIGNED {
        cases.push(bare_hmac(body));
        cases.extend(ways("verify", body, &SECRETS[2..]));
        cases.extend(ways("verify, 3 secrets", body, &SECRETS));
    }
    cases
}

/// The floor: HMAC-SHA256 of the bytes that are signed, by a key whose schedule is precomputed.
fn bare_hmac(body: Body) -> Case {
    Case::new("verify", body, "bare HMAC", |body| {
        let secret = SECRET.trim_start_matches("whsec_");
        let key = Hmac::<Sha256>::new_from_slice(&STANDARD.decode(secret).unwrap()).unwrap();
        let headers = sign(body);
        let timestamp = headers["webhook-timestamp"].clone();
        move || {
            let mut mac = key.clone();
            for part in [ID.as_bytes(), b".", timestamp.as_bytes(), b".", body] {
                mac.update(part);
            }
            black_box(mac.finalize());
        }
    })
}

fn ways(question: &'static str, body: Body, secrets: &'static [&'static str]) -> [Case; 3] {
    [
        Case::new(question, body, "ours", move |body| {
            let webhooks = StandardWebhooks::new(secrets).unwrap();
            let headers = sign(body);
            move || {
                webhooks.verify(&headers, body, SystemTime::now()).unwrap();
            }
        }),
        Case::new(question, body, "standardwebhooks", move |body| {
            let webhook = |secret: &&str| standardwebhooks::Webhook::new(secret).unwrap();
            let webhooks: Vec<_> = secrets.iter().map(webhook).collect();
            let headers = sign(body);
            move || {
                let mut webhooks = webhooks.iter();
                assert!(webhooks.any(|webhook| webhook.verify(body, &headers).is_ok()));
            }
        }),
        Case::new(question, body, "svix", move |body| {
            let webhook = |secret: &&str| svix::webhooks::Webhook::new(secret).unwrap();
            let webhooks: Vec<_> = secrets.iter().map(webhook).collect();
            let headers = sign(body);
            move || {
                let mut webhooks = webhooks.iter();
                assert!(webhooks.any(|webhook| webhook.verify(body, &headers).is_ok()));
            }
        }),
    ]
}

/// The headers of a delivery that was sent just now.
pub(crate) fn sign(body: &[u8]) -> HeaderMap {
    let webhooks = StandardWebhooks::new(SECRET).unwrap();
    let signed = webhooks.signed_headers(ID, SystemTime::now(), body);
    let header = |(name, value): (_, String)| {
        let value = HeaderValue::try_from(value).unwrap();
        (HeaderName::from_static(name), value)
    };
    signed.map(header).into_iter().collect()
}
