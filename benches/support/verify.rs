//! Verify: whether a body was signed with one of our secrets.

use std::time::SystemTime;

use bot_webhooks::verify::StandardWebhooks;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::Case;
use super::bodies::{self, Body};

const SECRETS: [&str; 3] = [
    "whsec_QmVuY2htYXJrIHNlY3JldCBudW1iZXIgb25lLg==",
    "whsec_QmVuY2htYXJrIHNlY3JldCBudW1iZXIgdHdvLg==",
    "whsec_QmVuY2htYXJrIHNlY3JldCBudW1iZXIgdGhyZWU=",
];

/// The secret that the bodies are signed with. It is the last of three, so that all are tried.
pub(crate) const SECRET: &str = SECRETS[2];

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for body in bodies::SIGNED {
        cases.extend(ways("verify", body, &SECRETS[2..]));
        cases.extend(ways("verify, 3 secrets", body, &SECRETS));
    }
    cases
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
    let signed = webhooks.signed_headers("msg_2b7Yx0d5Qe", SystemTime::now(), body);
    let header = |(name, value): (_, String)| {
        let value = HeaderValue::try_from(value).unwrap();
        (HeaderName::from_static(name), value)
    };
    signed.map(header).into_iter().collect()
}
