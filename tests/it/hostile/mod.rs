//! Bodies that no vendor sends: each has its documented answer, read and over the endpoint.

mod bodies;
mod duplicates;
mod values;

use bot_webhooks::Handler;
use bot_webhooks::ParseErrorKind;
use serde_json::Value;

use crate::checks::endpoint::{Nobody, answers};
use crate::subject::Subject;

/// What a body is answered with.
#[derive(Clone, Copy, Debug)]
enum Answer {
    /// It is read, and all of it is kept: 200.
    Kept,
    /// It is not JSON, and why: 400.
    NotJson(&'static str),
    /// A known event has another structure, and where: 422.
    WrongStructure(&'static str),
}

fn assert_answer<E: Subject>(body: impl AsRef<[u8]>, expected: Answer, what: &str)
where
    Nobody: Handler<E>,
{
    let body = body.as_ref();
    let provider = E::PROVIDER;
    let status = match (E::from_slice(body), expected) {
        (Ok(event), Answer::Kept) => {
            let came: Value = serde_json::from_slice(body).unwrap();
            let kept = serde_json::to_vec(&event).unwrap();
            assert!(serde_json::from_slice::<Value>(&kept).unwrap() == came);
            assert!(E::from_slice(&kept).unwrap() == event);
            200
        }
        (Err(error), Answer::NotJson(why)) => {
            assert_eq!(error.kind(), ParseErrorKind::NotJson, "{provider}: {what}");
            let words = error.to_string();
            assert!(
                words.contains(&format!(": not JSON: {why}")),
                "{what}: {words}"
            );
            400
        }
        (Err(error), Answer::WrongStructure(path)) => {
            assert_eq!(error.kind(), ParseErrorKind::WrongStructure);
            assert_eq!(error.path(), path, "{provider}: {what}: {error}");
            422
        }
        (read, _) => panic!(
            "{provider}: {what}: {expected:?}, but {:?}",
            read.map(|_| "read")
        ),
    };
    assert_eq!(answers::<E>(body), status, "{provider}: {what}");
}
