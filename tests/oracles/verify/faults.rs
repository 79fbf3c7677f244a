//! Where the reference libraries are wrong, or more trusting, and we are not.

use std::panic::catch_unwind;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bot_webhooks::verify::{SecretError, StandardWebhooks, VerifyError};
use http::{HeaderMap, HeaderName};

use super::oracles::{at_timestamp, headers, now, verdicts};

#[test]
fn the_older_family_is_read() {
    let secret = "whsec_plJ3nmyCDGBKInavdOK15jsl";
    let (time, body) = (now(), b"{}");
    let signature = svix::Webhook::new(secret)
        .unwrap()
        .sign("msg_1", time, body)
        .unwrap();
    let verdicts = verdicts(secret, &headers("svix", "msg_1", time, signature), body);
    assert_eq!(verdicts.ours, Ok(()));
    assert!(verdicts.svix);
    assert!(
        !verdicts.standardwebhooks,
        "it reads `svix-*` now: take that out of the documentation"
    );
}

#[test]
fn families_that_differ_are_refused_and_svix_takes_one() {
    let secret = "whsec_plJ3nmyCDGBKInavdOK15jsl";
    let (time, body) = (now(), b"{}");
    let sign = |id| {
        StandardWebhooks::new([secret])
            .unwrap()
            .sign(id, at_timestamp(time), body)
    };
    let mut both = headers("webhook", "msg_1", time, sign("msg_1"));
    both.extend(headers("svix", "msg_2", time, sign("msg_2")));
    let verdicts = verdicts(secret, &both, body);
    assert_eq!(verdicts.ours, Err(VerifyError::ConflictingHeaders));
    assert!(verdicts.svix && verdicts.standardwebhooks);
}

#[test]
fn an_empty_secret_is_refused_and_standardwebhooks_takes_it() {
    for secret in ["", "whsec_"] {
        let oracle = standardwebhooks::Webhook::new(secret).unwrap();
        assert!(oracle.sign("msg_1", now(), b"{}").is_ok());
        assert!(svix::Webhook::new(secret).is_err());
        assert_eq!(
            StandardWebhooks::new([secret]).unwrap_err(),
            SecretError::Empty
        );
    }
}

#[test]
fn the_earliest_timestamp_is_refused_and_standardwebhooks_overflows() {
    let secret = "whsec_plJ3nmyCDGBKInavdOK15jsl";
    let ours = StandardWebhooks::new([secret]).unwrap();
    let signature = standardwebhooks::Webhook::new(secret)
        .unwrap()
        .sign("msg_1", i64::MIN, b"{}")
        .unwrap();
    let headers = headers("webhook", "msg_1", i64::MIN, signature);
    let now = UNIX_EPOCH + Duration::from_secs(1_760_000_000);
    assert_eq!(
        ours.verify(&headers.as_slice(), b"{}", now),
        Err(VerifyError::TooOld)
    );

    let mut map = HeaderMap::new();
    for (name, value) in headers {
        let name: HeaderName = name.parse().unwrap();
        map.insert(name, value.parse().unwrap());
    }
    let oracle = || {
        standardwebhooks::Webhook::new(secret)
            .unwrap()
            .verify(b"{}", &map)
            .is_err()
    };
    if cfg!(debug_assertions) {
        assert!(catch_unwind(oracle).is_err(), "it no longer panics");
    }
}

#[test]
fn a_body_need_not_be_text() {
    let secret = "whsec_plJ3nmyCDGBKInavdOK15jsl";
    let ours = StandardWebhooks::new([secret]).unwrap();
    let body = b"{\"name\": \"\xff\xfe\"}";
    let verdicts = verdicts(
        secret,
        &headers(
            "webhook",
            "msg_1",
            now(),
            ours.sign("msg_1", SystemTime::now(), body),
        ),
        body,
    );
    assert_eq!(verdicts.ours, Ok(()));
    assert!(!verdicts.standardwebhooks && !verdicts.svix);
}

#[test]
fn stricter_than_the_libraries_where_the_signed_text_is_not_what_came() {
    let secret = "whsec_plJ3nmyCDGBKInavdOK15jsl";
    let time = now();
    let sign = |id: &str, body: &[u8]| {
        StandardWebhooks::new([secret])
            .unwrap()
            .sign(id, at_timestamp(time), body)
    };

    let mut plus = headers("webhook", "msg_1", time, sign("msg_1", b"{}"));
    plus[1].1 = format!("+{time}");
    let cut = headers(
        "webhook",
        &format!("msg_1.{time}"),
        time,
        sign("msg_1", format!("{time}.{{}}").as_bytes()),
    );
    let mut mixed = headers("svix", "msg_1", time, sign("msg_1", b"{}"));
    mixed[0].0 = "webhook-id".to_owned();

    for (headers, refusal) in [
        (plus, VerifyError::BadTimestamp),
        (cut, VerifyError::MalformedHeader("webhook-id")),
        (mixed, VerifyError::MissingHeader("svix-id")),
    ] {
        let verdicts = verdicts(secret, &headers, b"{}");
        assert!(verdicts.svix, "{headers:?}");
        assert_eq!(verdicts.ours, Err(refusal), "{headers:?}");
    }
}
