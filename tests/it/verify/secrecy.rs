//! Nothing that holds a secret shows it, and no refusal quotes what came.

use std::fmt::{Debug, Display};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bot_webhooks::synthflow::CallIdSignature;
use bot_webhooks::verify::{SecretError, StandardWebhooks, UrlToken};

use super::at;

const MARK: &str = "MARKED-MARKED-MARKED";

/// The mark in each form in which it could come to light.
fn assert_clean(shown: &str) {
    let bytes = format!("{:?}", MARK.as_bytes());
    let hex: Vec<_> = MARK.bytes().map(|byte| format!("{byte:02x}")).collect();
    for form in [
        MARK,
        "MARK",
        &STANDARD.encode(MARK),
        bytes.trim_matches(['[', ']']),
        &hex.concat(),
    ] {
        assert!(
            !shown.to_lowercase().contains(&form.to_lowercase()),
            "{shown} shows {form}"
        );
    }
}

fn assert_debug_is_clean(value: &impl Debug) {
    assert_clean(&format!("{value:?}"));
    assert_clean(&format!("{value:#?}"));
}

fn assert_error_is_clean<T>(result: Result<T, impl Debug + Display>) {
    let error = result.err().expect("it is refused");
    assert_debug_is_clean(&error);
    assert_clean(&error.to_string());
    assert!(!error.to_string().is_empty());
}

#[test]
fn secrets_are_redacted() {
    let secret = STANDARD.encode(MARK);
    let webhooks = StandardWebhooks::new([&secret, &secret]).unwrap();
    assert_debug_is_clean(&webhooks);
    assert_eq!(
        format!("{webhooks:?}"),
        "StandardWebhooks { secrets: [2 redacted], tolerance: 300s }"
    );
    let token = UrlToken::in_query("token", [MARK]).unwrap();
    assert_debug_is_clean(&token);
    assert_eq!(
        format!("{token:?}"),
        r#"UrlToken { parameter: Some("token"), tokens: [1 redacted], .. }"#
    );
    let signature = CallIdSignature::new([MARK]).unwrap();
    assert_debug_is_clean(&signature);
    assert_eq!(
        format!("{signature:?}"),
        "CallIdSignature { secrets: [1 redacted] }"
    );
}

#[test]
fn refused_secrets_are_not_quoted() {
    assert_error_is_clean(StandardWebhooks::new([MARK]));
    assert_error_is_clean(CallIdSignature::new([MARK, ""]));
    assert_error_is_clean(StandardWebhooks::new(STANDARD.encode(&MARK[..15])));
    assert_error_is_clean(CallIdSignature::new(&MARK[..11]));
    assert_error_is_clean(UrlToken::in_path([&MARK[..15]]));
    assert_error_is_clean(UrlToken::in_query(MARK, [format!("{MARK} {MARK}")]));
    assert_error_is_clean(UrlToken::in_query(&format!("{MARK}/"), [MARK]));
    assert_ne!(
        SecretError::Empty.to_string(),
        SecretError::NoSecret.to_string()
    );
}

#[test]
fn refused_deliveries_are_not_quoted() {
    let secret = STANDARD.encode(MARK);
    let webhooks = StandardWebhooks::new([&secret]).unwrap();
    let now = at(1_760_000_000);
    let signature = STANDARD.encode(&MARK.repeat(2)[..32]);
    let signature = format!("v1,{signature} {MARK}");
    for [id, timestamp, signatures] in [
        [MARK, "1760000000", &signature],
        [MARK, MARK, MARK],
        ["MARKED.MARKED", "1760000000", MARK],
        [MARK, "1760000000", "MARK\u{e9}"],
        [MARK, "", MARK],
    ] {
        let headers = [
            ("webhook-id", id),
            ("webhook-timestamp", timestamp),
            ("webhook-signature", signatures),
        ];
        assert_error_is_clean(webhooks.verify(&headers, MARK.as_bytes(), now));
        let mut conflicting = headers.to_vec();
        conflicting.push(("svix-id", "MARK"));
        assert_error_is_clean(webhooks.verify(&conflicting.as_slice(), MARK.as_bytes(), now));
        let repeated = [&headers[..], &headers].concat();
        assert_error_is_clean(webhooks.verify(&repeated.as_slice(), MARK.as_bytes(), now));
    }
    for sent in [at(0), at(10_000_000_000)] {
        let headers = webhooks.signed_headers(MARK, sent, MARK.as_bytes());
        assert_error_is_clean(webhooks.verify(&headers, MARK.as_bytes(), now));
    }

    let token = UrlToken::in_query("token", ["a-token-that-is-long"]).unwrap();
    for uri in ["/MARKED", "/?token=MARKED", "/?token=MARKED&token=MARKED"] {
        assert_error_is_clean(token.verify(uri));
        assert_error_is_clean(token.add_to(uri, MARK));
    }
    let signature = CallIdSignature::new([MARK]).unwrap();
    assert_error_is_clean(signature.verify(&[("MARKED", MARK)], MARK));
    assert_error_is_clean(signature.verify(&[("synthflow-signature", MARK)], MARK));
}
