//! Each reason to refuse a signed delivery.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bot_webhooks::verify::{StandardWebhooks, VerifyError};
use http::HeaderMap;

use super::at;

const BODY: &[u8] = br#"{"event": "bot.done"}"#;
const SIGNED: u64 = 1_760_000_000;

fn webhooks() -> StandardWebhooks {
    StandardWebhooks::new(["whsec_plJ3nmyCDGBKInavdOK15jsl"]).unwrap()
}

/// The headers of a delivery that is believed.
fn good() -> [(&'static str, String); 3] {
    webhooks().signed_headers("msg_1", at(SIGNED), BODY)
}

fn verify<K: AsRef<str> + Sync, V: AsRef<[u8]> + Sync>(
    headers: &[(K, V)],
) -> Result<(), VerifyError> {
    let id = webhooks().verify(&headers, BODY, at(SIGNED))?;
    assert_eq!(id, "msg_1");
    Ok(())
}

#[test]
fn the_good_one_is_believed() {
    assert_eq!(verify(&good()), Ok(()));
}

#[test]
fn a_missing_or_empty_header_is_named() {
    for (index, (name, _)) in good().into_iter().enumerate() {
        let mut without = good().to_vec();
        without.remove(index);
        assert_eq!(verify(&without), Err(VerifyError::MissingHeader(name)));

        let mut empty = good();
        empty[index].1.clear();
        assert_eq!(verify(&empty), Err(VerifyError::MissingHeader(name)));
    }
    let none: &[(&str, &str)] = &[];
    assert_eq!(verify(none), Err(VerifyError::MissingHeader("webhook-id")));
    let one = [("svix-id", "msg_1")];
    assert_eq!(
        verify(&one),
        Err(VerifyError::MissingHeader("svix-timestamp"))
    );
}

#[test]
fn a_repeated_header_is_refused() {
    let svix = ["svix-id", "svix-timestamp", "svix-signature"];
    let twin = |index: usize| (svix[index], good()[index].1.clone());
    let both: Vec<_> = good().into_iter().chain([0, 1, 2].map(twin)).collect();
    assert_eq!(verify(&both), Ok(()));
    for index in 0..both.len() {
        let (name, value) = both[index].clone();
        // A different value, the same, and none at all, before and after the good one.
        for other in [format!("{value}1"), value, String::new()] {
            for place in [0, both.len()] {
                let mut repeated = both.clone();
                repeated.insert(place, (name, other.clone()));
                let refused = Err(VerifyError::RepeatedHeader(name));
                assert_eq!(verify(&repeated), refused, "{other} at {place}");

                let mut map = HeaderMap::new();
                for (name, value) in &repeated {
                    map.append(*name, value.parse().unwrap());
                }
                let by_map = webhooks().verify(&map, BODY, at(SIGNED)).map(|_| ());
                assert_eq!(by_map, refused, "{other} at {place}");
                assert_eq!(webhooks().check_headers(&map), refused);
            }
        }
    }
    // Names are compared without case.
    let mut upper = good().to_vec();
    upper.push(("WEBHOOK-ID", "msg_1".to_owned()));
    let refused = Err(VerifyError::RepeatedHeader("webhook-id"));
    assert_eq!(verify(&upper), refused);
    // Others may be repeated.
    let mut others = good().to_vec();
    others.extend([("accept", "a".to_owned()), ("accept", "b".to_owned())]);
    assert_eq!(verify(&others), Ok(()));
}

#[test]
fn families_are_not_mixed() {
    let [id, (_, timestamp), (_, signature)] = good();
    let mixed = [
        id,
        ("svix-timestamp", timestamp),
        ("svix-signature", signature),
    ];
    assert_eq!(verify(&mixed), Err(VerifyError::MissingHeader("svix-id")));
}

#[test]
fn families_that_differ_are_refused() {
    for (name, other) in [
        ("svix-id", "msg_2".to_owned()),
        ("svix-timestamp", "1760000001".to_owned()),
        ("svix-signature", webhooks().sign("msg_2", at(SIGNED), BODY)),
    ] {
        let mut both = good().to_vec();
        both.push((name, other));
        assert_eq!(
            verify(&both),
            Err(VerifyError::ConflictingHeaders),
            "{name}"
        );
    }
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    for value in [
        &b"\xff\xfe"[..],
        b"msg\x80",
        "msg_é".as_bytes(),
        b"a\nb",
        b"a\0",
        b"\x7f",
    ] {
        for (index, (name, _)) in good().into_iter().enumerate() {
            let mut headers = good().map(|(name, value)| (name, value.into_bytes()));
            headers[index].1 = value.to_vec();
            let why = match name {
                "webhook-timestamp" => VerifyError::BadTimestamp,
                name => VerifyError::MalformedHeader(name),
            };
            assert_eq!(verify(&headers), Err(why));
        }
    }
}

#[test]
fn a_timestamp_is_one_number_in_its_usual_spelling() {
    for timestamp in [
        "x",
        "-",
        "--1",
        "+1760000000",
        "01760000000",
        "-0",
        "-01",
        "1760000000.0",
        "1.76e9",
        " 1760000000",
        "1760000000 ",
        "9223372036854775808",
        "-9223372036854775809",
        "2025-10-09T08:53:20Z",
        "１７６０００００００",
    ] {
        let mut headers = good();
        headers[1].1 = timestamp.to_owned();
        assert_eq!(
            verify(&headers),
            Err(VerifyError::BadTimestamp),
            "{timestamp}"
        );
    }
}

#[test]
fn whatever_is_signed_can_not_be_changed() {
    let other = |index: usize, value: &str| {
        let mut headers = good();
        headers[index].1 = value.to_owned();
        verify(&headers)
    };
    assert_eq!(other(0, "msg_2"), Err(VerifyError::NoMatch));
    assert_eq!(other(1, "1760000001"), Err(VerifyError::NoMatch));
    for index in 0..BODY.len() {
        let mut body = BODY.to_vec();
        body[index] ^= 1;
        let refused = webhooks().verify(&good(), &body, at(SIGNED)).err();
        assert_eq!(refused, Some(VerifyError::NoMatch));
    }
    let longer = [BODY, b" "].concat();
    let refused = webhooks().verify(&good(), &longer, at(SIGNED)).err();
    assert_eq!(refused, Some(VerifyError::NoMatch));
}

#[test]
fn an_id_holds_no_full_stop() {
    // The same signed text, cut one stop later.
    let body = b"1760000000.{}";
    let signature = webhooks().sign("msg_1", at(SIGNED), body);
    let headers = [
        ("webhook-id", "msg_1.1760000000"),
        ("webhook-timestamp", "1760000000"),
        ("webhook-signature", &signature),
    ];
    assert_eq!(
        webhooks().sign("msg_1.1760000000", at(SIGNED), b"{}"),
        signature
    );
    assert_eq!(
        webhooks().verify(&headers, b"{}", at(SIGNED)),
        Err(VerifyError::MalformedHeader("webhook-id"))
    );
}

#[test]
fn one_good_signature_of_a_list_is_enough() {
    let [id, timestamp, (name, good)] = good();
    let with = |list: String| verify(&[id.clone(), timestamp.clone(), (name, list)]);
    let bad = format!("v1,{}=", "A".repeat(43));
    for list in [
        format!("{bad} {good}"),
        format!("{good} {bad}"),
        format!(
            "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw9enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg== {good}"
        ),
        format!("v1, v1,= v2,{bad} ,, v1 nonsense {good}"),
        format!("  {good}  "),
        format!("{good} {good}"),
    ] {
        assert_eq!(with(list.clone()), Ok(()), "{list}");
    }
    let bare = good.strip_prefix("v1,").unwrap();
    for list in [
        bad,
        bare.to_owned(),
        format!("v1a,{bare}"),
        format!("v2,{bare}"),
        format!("V1,{bare}"),
        format!("v1={bare}"),
        format!("v1,v1,{bare}"),
        format!("v1, {bare}"),
        good.trim_end_matches('=').to_owned(),
        format!("{good}="),
        good.replace('+', "-").replace('/', "_").to_lowercase(),
        good[..good.len() - 4].to_owned(),
        format!("{good}AAAA"),
        format!("{good},{good}"),
        "v1,".to_owned(),
        " ".to_owned(),
    ] {
        assert_eq!(with(list.clone()), Err(VerifyError::NoMatch), "{list}");
    }
}

#[test]
fn a_signature_is_not_filled_up_with_zeros() {
    // One in 256 signatures ends with a zero byte.
    let signed = |id: u32| webhooks().signed_headers(&id.to_string(), at(SIGNED), BODY);
    let cut = |headers: &[(&str, String); 3]| {
        let mut bytes = STANDARD.decode(&headers[2].1["v1,".len()..]).unwrap();
        (bytes.pop() == Some(0)).then(|| STANDARD.encode(bytes))
    };
    let (mut headers, cut) = (0..)
        .map(signed)
        .find_map(|headers| cut(&headers).map(|cut| (headers, cut)))
        .unwrap();
    let verify = |headers: &_| webhooks().verify(headers, BODY, at(SIGNED)).map(|_| ());
    assert_eq!(verify(&headers), Ok(()));
    headers[2].1 = format!("v1,{cut}");
    assert_eq!(verify(&headers), Err(VerifyError::NoMatch));
}
