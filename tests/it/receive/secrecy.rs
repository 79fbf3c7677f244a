//! No value of a payload in traces, reports, errors, `Debug` or the text of a refusal.

use std::time::UNIX_EPOCH;

use bot_webhooks::Delivery;
use bot_webhooks::Handler;
use bot_webhooks::receive::{Endpoint, Head, Outcome};
use bot_webhooks::synthflow::{self, CallIdSignature};
use http::Method;
use serde_json::{Value, json};

use super::capture::{Capture, Said};
use super::recording_dispatcher::{Behavior, RecordingDispatcher};
use super::{Answered, TOKEN, answer, endpoint, post, request};
use crate::bodies::bodies;
use crate::subject::{Subject, for_every_provider};

/// What no leaf of a fixture has, as a text and as a number.
const TEXT: &str = "Zaphod";
const NUMBER: u64 = 7_717_171_717;

/// The forms in which a leaf is marked: its own, and odd ones.
fn marks() -> [Value; 5] {
    [
        json!(TEXT),
        json!(NUMBER),
        json!([TEXT]),
        json!({"a": TEXT, "b": NUMBER}),
        json!(format!(r#"{{"a": "{TEXT}"}}"#)),
    ]
}

/// The places of the leaves, as JSON pointers.
fn leaves(value: &Value, at: String, places: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let name = name.replace('~', "~0").replace('/', "~1");
                leaves(value, format!("{at}/{name}"), places);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                leaves(value, format!("{at}/{index}"), places);
            }
        }
        _ => places.push(at),
    }
}

fn assert_clean(said: &str, of: &str) {
    for mark in [TEXT, &NUMBER.to_string(), TOKEN] {
        let shows = said.to_lowercase().contains(&mark.to_lowercase());
        assert!(!shows, "{mark} of {of} is shown: {said}");
    }
}

/// Delivers a body with marks, and looks at all that is said of it.
fn deliver<E>(endpoint: &Endpoint<E>, body: &str)
where
    E: Subject + 'static,
    RecordingDispatcher: Handler<E>,
{
    let (answered, said) = Capture::during(|| answer(endpoint, post(body.to_owned())));
    assert!(!said.is_empty());
    for Said { what, fields, .. } in said {
        assert_clean(&format!("{what} {fields:?}"), body);
    }
    let Answered {
        headers,
        outcome,
        report,
        ..
    } = &answered;
    assert_clean(&format!("{headers:?} {outcome:?} {report:?}"), body);
    // Exotel wants some fields of a parsed event repeated in the answer.
    if !matches!(outcome, Outcome::Handled | Outcome::Failed) {
        assert_clean(answered.text(), body);
    }
    if let Err(error) = E::from_slice(body.as_bytes()) {
        assert_clean(&format!("{error} {error:?} {error:#?}"), body);
        assert!(std::error::Error::source(&error).is_none());
    }
    let delivery = Delivery::new(E::PROVIDER, body.as_bytes());
    assert_clean(&format!("{delivery:?} {endpoint:?}"), body);
    let (parts, _) = post("").into_parts();
    let head = Head::new(&parts, UNIX_EPOCH);
    assert_clean(&format!("{head:?}"), body);
}

for_every_provider!(no_value_is_shown);
fn no_value_is_shown<E: Subject + 'static>()
where
    RecordingDispatcher: Handler<E>,
{
    let endpoints = [Behavior::Accept, Behavior::Fail]
        .map(|behavior| endpoint::<E>(&RecordingDispatcher::new(behavior)));
    let mut delivered = 0;
    for body in bodies(E::PROVIDER) {
        let original = body.json();
        let mut places = Vec::new();
        leaves(&original, String::new(), &mut places);
        for place in &places {
            // Its own form and the one that is the oddest, by turns.
            let mut one = original.clone();
            *one.pointer_mut(place).unwrap() = marks()[delivered % 2 * 3].clone();
            deliver(&endpoints[delivered / 2 % 2], &one.to_string());
            delivered += 1;
        }
        for mark in marks() {
            let mut all = original.clone();
            for place in &places {
                *all.pointer_mut(place).unwrap() = mark.clone();
            }
            let all = all.to_string();
            deliver(&endpoints[0], &all);
            // The same, cut off.
            deliver(&endpoints[0], &all[..all.len() - 2]);
        }
    }
    assert!(delivered > E::NAMES.len(), "{delivered}");
}

/// A body that does not parse, with a mark in a name, and what its error would say.
const MARKED_NAME: &str = r#"{"call": {"call_id": "c-1"}, "executed_actions": {"Zaphod": 5}}"#;

#[test]
fn names_of_fields_are_quoted() {
    let endpoint = endpoint::<synthflow::Event>(&RecordingDispatcher::default());
    let (answered, said) = Capture::during(|| answer(&endpoint, post(MARKED_NAME)));
    assert_eq!(answered.outcome, Outcome::WrongStructure);
    assert!(answered.text().contains("executed_actions.Zaphod"));
    assert!(said[0].fields["error"].contains("executed_actions.Zaphod"));
}

#[test]
fn nothing_of_an_unauthenticated_body_is_shown() {
    let signature = CallIdSignature::new("the-secret-of-synthflow").unwrap();
    let sent = signature.sign("c-9");
    let endpoint = synthflow::Endpoint::new(RecordingDispatcher::default(), signature);
    let malformed = r#"{"Zaphod": "#;
    let unsigned = r#"{"status": "Zaphod", "call": {"call_id": "c-2"}}"#;
    let mut refused = 0;
    for body in [MARKED_NAME, malformed, unsigned] {
        for header in [None, Some("not base64"), Some(sent.as_str())] {
            let mut request = request(Method::POST, "/hook", body);
            if let Some(header) = header {
                let headers = request.headers_mut();
                headers.insert("synthflow-signature", header.parse().unwrap());
            }
            let (answered, said) = Capture::during(|| answer(&endpoint, request));
            assert!(matches!(answered.outcome, Outcome::Unauthenticated(_)));
            assert_eq!(answered.text(), "");
            assert!(answered.report.error.is_none() && answered.report.event.is_none());
            assert_clean(&format!("{:?}", answered.report), body);
            for Said { what, fields, .. } in said {
                assert!(!fields.contains_key("error"));
                assert_clean(&format!("{what} {fields:?}"), body);
            }
            refused += 1;
        }
    }
    assert_eq!(refused, 9);
}
