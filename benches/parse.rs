//! Parse: from the bytes of a body to its event.

use std::hint::black_box;

use bot_webhooks::{ParseError, exotel, pailflow, recall, synthflow};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

use crate::bodies::{self, Body};
use crate::case::Case;
use crate::derived;

pub(crate) fn cases() -> Vec<Case> {
    let recall = recall::Event::from_slice;
    let exotel = exotel::Event::from_slice;
    let synthflow = synthflow::Event::from_slice;
    let pailflow = pailflow::Event::from_slice;
    let mut cases = vec![
        ours(bodies::RECALL, recall),
        ours(bodies::RECALL_AUDIO, recall),
        ours(bodies::RECALL_WORDS, recall),
        ours(bodies::RECALL_NAME_LAST, recall),
        ours(bodies::EXOTEL, exotel),
        ours(bodies::SYNTHFLOW, synthflow),
        ours(bodies::PAILFLOW, pailflow),
        ours(bodies::PAILFLOW_NAME_LAST, pailflow),
    ];
    for body in [
        bodies::RECALL,
        bodies::RECALL_AUDIO,
        bodies::RECALL_WORDS,
        bodies::EXOTEL,
        bodies::SYNTHFLOW,
        bodies::PAILFLOW,
    ] {
        cases.push(by_serde::<IgnoredAny>(body, "IgnoredAny"));
        cases.push(by_serde::<Value>(body, "Value"));
    }
    cases.extend([
        by_serde::<derived::CallEnded>(bodies::RECALL, "struct"),
        by_serde::<derived::TranscriptEvents>(bodies::EXOTEL, "struct"),
        by_serde::<derived::PostCall>(bodies::SYNTHFLOW, "struct"),
        by_serde::<derived::SessionComplete>(bodies::PAILFLOW, "struct"),
    ]);
    cases
}

fn ours<E: 'static>(body: Body, parse: fn(&[u8]) -> Result<E, ParseError>) -> Case {
    Case::new("parse", body, "ours", move |body| {
        move || {
            black_box(parse(black_box(body)).unwrap());
        }
    })
}

fn by_serde<T: DeserializeOwned + 'static>(body: Body, way: &'static str) -> Case {
    Case::new("parse", body, way, |body| {
        || {
            black_box(serde_json::from_slice::<T>(black_box(body)).unwrap());
        }
    })
}
