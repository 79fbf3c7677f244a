//! A delivery that is carried elsewhere: every byte of it arrives.

use std::time::{Duration, UNIX_EPOCH};

use bot_webhooks::{Delivery, OwnedDelivery, Provider};
use serde_json::json;

use crate::bodies::bodies;

fn delivery(body: &[u8]) -> Delivery<'_> {
    Delivery::new(Provider::Recall, body).with_id("msg_1")
}

fn from_json(text: &str) -> Result<OwnedDelivery, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

/// The same after a way through each format.
fn carried(owned: &OwnedDelivery) -> [OwnedDelivery; 4] {
    let json = serde_json::to_vec(owned).unwrap();
    let value = serde_json::to_value(owned).unwrap();
    let named = rmp_serde::to_vec_named(owned).unwrap();
    let packed = rmp_serde::to_vec(owned).unwrap();
    [
        serde_json::from_slice(&json).unwrap(),
        serde_json::from_value(value).unwrap(),
        rmp_serde::from_slice(&named).unwrap(),
        rmp_serde::from_slice(&packed).unwrap(),
    ]
}

fn check(delivery: Delivery<'_>) {
    let owned = delivery.into_owned();
    for carried in carried(&owned) {
        assert_eq!(carried, owned);
        let carried = carried.as_delivery();
        assert_eq!(carried.provider(), delivery.provider());
        assert_eq!(carried.id(), delivery.id());
        assert_eq!(carried.body(), delivery.body());
    }
}

#[test]
fn every_body_arrives_byte_for_byte() {
    for provider in Provider::ALL {
        for body in bodies(*provider) {
            check(Delivery::new(*provider, body.text.as_bytes()));
            check(Delivery::new(*provider, body.text.as_bytes()).with_id("msg_1"));
        }
    }
}

#[test]
fn so_does_what_no_parser_takes() {
    let every_byte: Vec<u8> = (0..=255).collect();
    for body in [
        &b""[..],
        b"\0",
        b"\xff\xfe",
        b"{\"event\": \"bot.done\xff\"}",
        b"\xef\xbb\xbf{}",
        "\u{fffd} \u{1f600} \u{2028} \"\\\r\n".as_bytes(),
        &every_byte,
    ] {
        check(delivery(body));
    }
}

#[test]
fn ids_of_any_form_arrive() {
    for id in ["", " ", "ä\r\n\"", "null"] {
        check(Delivery::new(Provider::Exotel, b"{}").with_id(id));
    }
}

/// RFC 3339 has no more than chrono's quarter of a million years. A clock can be set to anything.
#[test]
fn an_instant_that_cannot_be_written_is_left_out() {
    for seconds in [1 << 43, 1 << 62] {
        let far = Duration::from_secs(seconds);
        let times = [UNIX_EPOCH.checked_add(far), UNIX_EPOCH.checked_sub(far)];
        // Not every system has such a time.
        for time in times.into_iter().flatten() {
            let delivery = delivery(b"{}").with_received_at(time);
            assert_eq!(delivery.into_owned().received_at(), None);
            check(delivery);
        }
    }
    for time in [
        UNIX_EPOCH + Duration::new(1_764_000_000, 999_999_999),
        UNIX_EPOCH,
        UNIX_EPOCH - Duration::new(1, 999_999_900),
    ] {
        let delivery = delivery(b"{}").with_received_at(time);
        assert_eq!(delivery.into_owned().received_at(), Some(time));
        check(delivery);
    }
}

/// Who reads a queue by eye, or writes to it by hand, relies on this form.
#[test]
fn the_form_is_plain() {
    let json = |delivery: Delivery<'_>| serde_json::to_value(delivery.into_owned()).unwrap();
    assert_eq!(
        json(delivery(br#"{"event": "bot.done"}"#)),
        json!({"provider": "recall", "id": "msg_1", "body": r#"{"event": "bot.done"}"#}),
    );
    assert_eq!(
        json(Delivery::new(Provider::PailFlow, b"\xff")),
        json!({"provider": "pailflow", "body": [255]}),
    );
    let packed = rmp_serde::to_vec(&delivery(b"{}").into_owned()).unwrap();
    assert_eq!(
        packed,
        b"\x83\xa8provider\xa6recall\xa2id\xa5msg_1\xa4body\xc4\x02{}"
    );
}

#[test]
fn headers_stay_behind() {
    let headers = [("webhook-signature", "v1,abc")];
    let delivery = delivery(b"{}").with_headers(&headers);
    let owned = delivery.into_owned();
    assert!(delivery.header("webhook-signature").is_some());
    assert_eq!(owned.as_delivery().header("webhook-signature"), None);
    assert!(!serde_json::to_string(&owned).unwrap().contains("abc"));
}

/// A worker may be older than the endpoint that wrote.
#[test]
fn fields_that_a_later_version_adds_are_ignored() {
    let expected = delivery(b"{}").into_owned();
    let later = json!({
        "version": 2, "received": {"at": [1, 2]}, "body": "{}", "id": "msg_1", "provider": "recall",
    });
    assert_eq!(from_json(&later.to_string()).unwrap(), expected);
    let packed = rmp_serde::to_vec(&later).unwrap();
    assert_eq!(
        rmp_serde::from_slice::<OwnedDelivery>(&packed).unwrap(),
        expected
    );
    let without_id = json!({"provider": "recall", "id": null, "body": "{}"});
    let owned = from_json(&without_id.to_string()).unwrap();
    assert_eq!(owned.as_delivery().id(), None);
}

#[test]
fn a_body_may_be_a_string_bytes_or_an_array_of_numbers() {
    let expected = delivery(b"{}").into_owned();
    for body in [json!("{}"), json!([123, 125])] {
        let written = json!({"provider": "recall", "id": "msg_1", "body": body});
        assert_eq!(from_json(&written.to_string()).unwrap(), expected);
        let packed = rmp_serde::to_vec(&written).unwrap();
        let read: OwnedDelivery = rmp_serde::from_slice(&packed).unwrap();
        assert_eq!(read, expected);
    }
    let packed = b"\x83\xa8provider\xa6recall\xa2id\xa5msg_1\xa4body\xc4\x02{}";
    let read: OwnedDelivery = rmp_serde::from_slice(packed).unwrap();
    assert_eq!(read, expected);
}

#[test]
fn what_cannot_be_read_is_an_error_that_quotes_nothing() {
    for (text, expected) in [
        (r#""Ana 491234""#, "not a delivery"),
        ("491234", "not a delivery"),
        (r#"["Ana 491234"]"#, "not a delivery"),
        ("{491234", "not a delivery"),
        ("{}", "not a delivery: `provider` cannot be read"),
        (
            r#"{"provider": "Ana 491234", "body": ""}"#,
            "not a delivery: `provider` cannot be read",
        ),
        (
            r#"{"provider": 491234, "body": ""}"#,
            "not a delivery: `provider` cannot be read",
        ),
        (
            r#"{"provider": "recall", "id": 491234, "body": ""}"#,
            "not a delivery: `id` cannot be read",
        ),
        (
            r#"{"provider": "recall", "id": "Ana"}"#,
            "not a delivery: `body` cannot be read",
        ),
        (
            r#"{"provider": "recall", "body": 491234}"#,
            "not a delivery: `body` cannot be read",
        ),
        (
            r#"{"provider": "recall", "body": {"Ana": 491234}}"#,
            "not a delivery: `body` cannot be read",
        ),
        (
            r#"{"provider": "recall", "body": [491234]}"#,
            "not a delivery: `body` cannot be read",
        ),
        (
            r#"{"provider": "recall", "body": "Ana \ud800 491234"}"#,
            "not a delivery: `body` cannot be read",
        ),
    ] {
        let error = from_json(text).unwrap_err();
        assert_eq!(error, expected, "{text}");
    }
    let packed = rmp_serde::to_vec(&delivery(b"Ana 491234").into_owned()).unwrap();
    for (length, expected) in [
        (packed.len() - 1, "not a delivery: `body` cannot be read"),
        (packed.len() - 13, "not a delivery"),
    ] {
        let error = rmp_serde::from_slice::<OwnedDelivery>(&packed[..length]).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn it_is_printed_without_its_body() {
    let owned = delivery(b"Ana 491234").into_owned();
    assert_eq!(
        format!("{owned:?}"),
        r#"OwnedDelivery { provider: Recall, tenant: None, id: Some("msg_1"), body_len: 10, .. }"#,
    );
}
