//! Parse: from the bytes of a body to its event.

use std::hint::black_box;

use bot_webhooks::{ParseError, exotel, pailflow, recall, synthflow};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

use super::Case;
use super::bodies::{self, Body};
use super::derived;
use super::walk::Walk;

const PARSE: &str = "parse";
const COPY: &str = "copy";

/// Making and dropping a copy of the event: what the result itself costs, however it was read.
fn copy<Event: Clone + 'static>(body: Body, parse: fn(&[u8]) -> Result<Event, ParseError>) -> Case {
    Case::new(COPY, body, "ours", move |body| {
        let event = parse(body).unwrap();
        move || drop(black_box(black_box(&event).clone()))
    })
}

pub(crate) fn cases() -> Vec<Case> {
    use derived::{exotel as x, pailflow as p, recall as r, synthflow as s};

    let mut cases = Vec::new();
    let recall = recall::Event::from_slice;
    for body in [bodies::RECALL, bodies::RECALL_REVERSED] {
        cases.extend(ways::<_, r::Flat, r::Untagged>(body, recall));
        cases.push(derived_way::<r::Tagged>(body, "tagged"));
        cases.push(value_first(body, r::value_first));
    }
    for body in [bodies::RECALL_AUDIO, bodies::RECALL_WORDS] {
        cases.push(Case::of(PARSE, body, "ours", move |body| {
            recall(body).unwrap()
        }));
        cases.push(derived_way::<IgnoredAny>(body, "IgnoredAny"));
        cases.push(derived_way::<Value>(body, "Value"));
    }
    let exotel = exotel::Event::from_slice;
    let exotel_bodies = [bodies::EXOTEL, bodies::EXOTEL_REVERSED];
    for body in exotel_bodies.into_iter().chain(bodies::EXOTEL_SEGMENTS) {
        cases.extend(ways::<_, x::Flat, x::Untagged>(body, exotel));
        cases.push(derived_way::<x::Tagged>(body, "tagged"));
        cases.push(value_first(body, x::value_first));
    }
    let synthflow = synthflow::Event::from_slice;
    for body in [bodies::SYNTHFLOW, bodies::SYNTHFLOW_REVERSED] {
        // Without the tagged way: the body does not name its event.
        cases.extend(ways::<_, s::PostCall, s::Untagged>(body, synthflow));
        cases.push(value_first(body, s::value_first));
    }
    let pailflow = pailflow::Event::from_slice;
    for body in [
        bodies::PAILFLOW,
        bodies::PAILFLOW_REVERSED,
        bodies::PAILFLOW_10MB,
    ] {
        cases.extend(ways::<_, p::Flat, p::Untagged>(body, pailflow));
        cases.push(derived_way::<p::Tagged>(body, "tagged"));
        cases.push(value_first(body, p::value_first));
    }
    cases.push(copy(bodies::RECALL, recall));
    cases.push(copy(bodies::EXOTEL, exotel));
    cases.push(copy(bodies::SYNTHFLOW, synthflow));
    cases.push(copy(bodies::PAILFLOW, pailflow));
    cases
}

/// The ways that every provider's bodies can be parsed in.
fn ways<Ours, Flat, Untagged>(body: Body, ours: fn(&[u8]) -> Result<Ours, ParseError>) -> [Case; 8]
where
    Ours: DeserializeOwned + 'static,
    Flat: DeserializeOwned + 'static,
    Untagged: DeserializeOwned + 'static,
{
    [
        Case::of(PARSE, body, "ours", move |body| ours(body).unwrap()),
        derived_way::<IgnoredAny>(body, "IgnoredAny"),
        Case::of(PARSE, body, "walk", |body| {
            let text = std::str::from_utf8(body).unwrap();
            serde_json::from_str::<Walk>(text).unwrap()
        }),
        derived_way::<Value>(body, "Value"),
        derived_way::<Flat>(body, "struct"),
        derived_way::<Untagged>(body, "untagged"),
        Case::of(PARSE, body, "path_to_error", |body| {
            let mut deserializer = serde_json::Deserializer::from_slice(body);
            serde_path_to_error::deserialize::<_, Flat>(&mut deserializer).unwrap()
        }),
        Case::of(PARSE, body, "ours, sonic-rs", |body| {
            sonic_rs::from_slice::<Ours>(body).unwrap()
        }),
    ]
}

fn derived_way<T: DeserializeOwned + 'static>(body: Body, way: &'static str) -> Case {
    Case::of(PARSE, body, way, |body| {
        serde_json::from_slice::<T>(body).unwrap()
    })
}

fn value_first<T: 'static>(body: Body, parse: fn(&[u8]) -> serde_json::Result<T>) -> Case {
    Case::of(PARSE, body, "Value first", move |body| parse(body).unwrap())
}
