//! The secrets of the signature scheme: how they are spelled, which are refused, several at once.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use bot_webhooks::verify::{SecretError, StandardWebhooks, VerifyError};

use super::at;

#[test]
fn every_spelling_of_a_secret_is_the_same_key() {
    for length in [1, 18, 24, 31, 32, 48, 64, 65, 200] {
        let key: Vec<u8> = (0..length).collect();
        let oracle = standardwebhooks::Webhook::from_bytes(key.clone()).unwrap();
        let expected = oracle.sign("msg_1", 1_760_000_000, b"{}").unwrap();
        for secret in [STANDARD.encode(&key), STANDARD_NO_PAD.encode(&key)] {
            for secret in [format!("whsec_{secret}"), secret] {
                let webhooks = StandardWebhooks::new([&secret]).unwrap();
                let signature = webhooks.sign("msg_1", 1_760_000_000, b"{}");
                assert_eq!(signature, expected, "{length} bytes as {secret}");
            }
        }
    }
}

#[test]
fn useless_secrets_are_refused() {
    let refused = |secret: &str| StandardWebhooks::new([secret]).unwrap_err();
    for empty in ["", "whsec_"] {
        assert_eq!(refused(empty), SecretError::Empty, "{empty}");
    }
    for odd in [
        "whsec_*",
        "plJ3nmyCDGBKInavdOK15jsl\n",
        " plJ3nmyCDGBKInavdOK15jsl",
        "whsec_A",
        "====",
        "whsec_whsec_plJ3nmyCDGBKInavdOK15jsl",
        "whpk_plJ3nmyCDGBKInavdOK15jsl",
        "plJ3nmyC-_",
        "WHSEC_plJ3nmyCDGBKInavdOK15jsl",
        "pl=J3nm",
    ] {
        assert_eq!(refused(odd), SecretError::NotBase64, "{odd}");
    }
    let none: [&str; 0] = [];
    assert_eq!(
        StandardWebhooks::new(none).unwrap_err(),
        SecretError::NoSecret
    );
    // One bad secret among good ones is not passed over.
    let list = ["whsec_plJ3nmyCDGBKInavdOK15jsl", ""];
    assert_eq!(StandardWebhooks::new(list).unwrap_err(), SecretError::Empty);
}

#[test]
fn any_of_several_secrets_will_do() {
    let (old, new) = (
        "whsec_plJ3nmyCDGBKInavdOK15jsl",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    );
    let stranger = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    let of = |secrets: &[&str]| StandardWebhooks::new(secrets).unwrap();
    let believes = |receiver: &StandardWebhooks, sender: &StandardWebhooks| {
        let headers = sender.signed_headers("msg_1", 1_760_000_000, b"{}");
        receiver
            .verify(&headers, b"{}", at(1_760_000_000))
            .map(|_| ())
    };
    for receiver in [of(&[old, new]), of(&[new, old])] {
        for sender in [
            of(&[old]),
            of(&[new]),
            of(&[stranger, old]),
            of(&[new, stranger]),
        ] {
            assert_eq!(believes(&receiver, &sender), Ok(()));
        }
        assert_eq!(
            believes(&receiver, &of(&[stranger])),
            Err(VerifyError::NoMatch)
        );
    }
    // A vendor that signs with both while it changes over.
    let sender = of(&[old, new]);
    assert_eq!(sender.sign("msg_1", 1, b"").split(' ').count(), 2);
    for receiver in [of(&[old]), of(&[new])] {
        assert_eq!(believes(&receiver, &sender), Ok(()));
    }
}
