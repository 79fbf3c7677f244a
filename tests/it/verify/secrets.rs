//! The secrets of the signature scheme: how they are spelled, which are refused, several at once.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use bot_webhooks::synthflow::CallIdSignature;
use bot_webhooks::verify::{SecretError, StandardWebhooks, UrlToken, VerifyError};

use super::at;

#[test]
fn every_spelling_of_a_secret_is_the_same_key() {
    for length in [1, 18, 24, 31, 32, 48, 64, 65, 200] {
        let key: Vec<u8> = (0..length).collect();
        let oracle = standardwebhooks::Webhook::from_bytes(key.clone()).unwrap();
        let expected = oracle.sign("msg_1", 1_760_000_000, b"{}").unwrap();
        for secret in [STANDARD.encode(&key), STANDARD_NO_PAD.encode(&key)] {
            for secret in [format!("whsec_{secret}"), secret] {
                let webhooks = StandardWebhooks::dangerously_with_short_secrets(&secret).unwrap();
                let signature = webhooks.sign("msg_1", at(1_760_000_000), b"{}");
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
    let unrelated = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    let of = |secrets: &[&str]| StandardWebhooks::new(secrets).unwrap();
    let believes = |receiver: &StandardWebhooks, sender: &StandardWebhooks| {
        let headers = sender.signed_headers("msg_1", at(1_760_000_000), b"{}");
        receiver
            .verify(&headers, b"{}", at(1_760_000_000))
            .map(|_| ())
    };
    for receiver in [of(&[old, new]), of(&[new, old])] {
        for sender in [
            of(&[old]),
            of(&[new]),
            of(&[unrelated, old]),
            of(&[new, unrelated]),
        ] {
            assert_eq!(believes(&receiver, &sender), Ok(()));
        }
        assert_eq!(
            believes(&receiver, &of(&[unrelated])),
            Err(VerifyError::NoMatch)
        );
    }
    // A vendor that signs with both while it changes over.
    let sender = of(&[old, new]);
    assert_eq!(sender.sign("msg_1", at(1), b"").split(' ').count(), 2);
    for receiver in [of(&[old]), of(&[new])] {
        assert_eq!(believes(&receiver, &sender), Ok(()));
    }
}

#[test]
fn one_secret_and_several_are_given_in_the_same_way() {
    let (old, new) = (
        "whsec_plJ3nmyCDGBKInavdOK15jsl",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    );
    let sign = |webhooks: Result<StandardWebhooks, SecretError>| {
        webhooks.unwrap().sign("msg_1", at(1), b"")
    };
    let one = sign(StandardWebhooks::new(old));
    let owned = old.to_owned();
    assert_eq!(sign(StandardWebhooks::new(&owned)), one);
    assert_eq!(sign(StandardWebhooks::new(owned)), one);
    assert_eq!(sign(StandardWebhooks::new([old])), one);

    let both = sign(StandardWebhooks::new([old, new]));
    assert_eq!(both.split(' ').next(), Some(one.as_str()));
    let array = [old, new].map(str::to_owned);
    assert_eq!(sign(StandardWebhooks::new(&array)), both);
    assert_eq!(sign(StandardWebhooks::new(&array[..])), both);
    assert_eq!(sign(StandardWebhooks::new(vec![old, new])), both);
    let owned = vec![old.to_owned(), new.to_owned()];
    assert_eq!(sign(StandardWebhooks::new(&owned)), both);
    assert_eq!(sign(StandardWebhooks::new(owned)), both);

    let token = "9f2c4e61d07b48a3b5c8";
    assert!(UrlToken::in_path(token).is_ok());
    assert!(UrlToken::in_query("token", token.to_owned()).is_ok());
    assert!(CallIdSignature::new("your-secret-key").is_ok());
}

#[test]
fn short_secrets_are_refused() {
    let too_short = |min_len| Some(SecretError::TooShort { min_len });
    for len in [1, 15, 16, 18, 24, 31, 48] {
        let secret = format!("whsec_{}", STANDARD.encode(vec![7; len]));
        let expected = too_short(16).filter(|_| len < 16);
        assert_eq!(StandardWebhooks::new(&secret).err(), expected, "{len}");
        let among_others = ["whsec_plJ3nmyCDGBKInavdOK15jsl", &secret];
        assert_eq!(StandardWebhooks::new(among_others).err(), expected, "{len}");
        assert!(StandardWebhooks::dangerously_with_short_secrets(&secret).is_ok());
    }
    assert_eq!(StandardWebhooks::new("whsec_AA==").err(), too_short(16));

    for len in [1, 11, 12, 15] {
        let secret = "a".repeat(len);
        let expected = too_short(12).filter(|_| len < 12);
        assert_eq!(CallIdSignature::new(&secret).err(), expected, "{len}");
        assert!(CallIdSignature::dangerously_with_short_secrets(&secret).is_ok());
    }
    assert_eq!(
        SecretError::TooShort { min_len: 12 }.to_string(),
        "secret or token is too short: it needs at least 12 bytes"
    );

    for empty in ["", "whsec_"] {
        let refused = StandardWebhooks::dangerously_with_short_secrets(empty).err();
        assert_eq!(refused, Some(SecretError::Empty));
    }
    let refused = CallIdSignature::dangerously_with_short_secrets("").err();
    assert_eq!(refused, Some(SecretError::Empty));
}
