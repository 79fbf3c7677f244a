//! What the dispatcher decides about a body that cannot be read.

use bot_webhooks::Handler;
use bot_webhooks::Provider;
use bot_webhooks::receive::Outcome;

use super::recording_dispatcher::{Behavior, RecordingDispatcher};
use super::{answer, endpoint, post, wrong_structure};
use crate::subject::{Subject, for_every_provider};

/// The body that says why, in the words that the provider's error has.
fn why<E: Subject>(body: &str, status: u16, code: &str, message: &str) -> String {
    let error = E::from_slice(body.as_bytes()).unwrap_err().to_string();
    match E::PROVIDER {
        Provider::Exotel => {
            let error = serde_json::to_string(&error).unwrap();
            format!(
                r#"{{"http_code":{status},"response":{{"data":null,"error_data":{{"error_code":"{code}","message":"{message}","description":{error}}}}}}}"#
            )
        }
        _ => error,
    }
}

for_every_provider!(refused);
fn refused<E: Subject + 'static>()
where
    RecordingDispatcher: Handler<E>,
{
    let dispatcher = RecordingDispatcher::default();
    let endpoint = endpoint::<E>(&dispatcher);
    let structure = wrong_structure(E::PROVIDER);
    for (body, outcome, status, message) in [
        (
            structure,
            Outcome::WrongStructure,
            422,
            "Unprocessable Entity",
        ),
        ("[]", Outcome::WrongStructure, 422, "Unprocessable Entity"),
        ("{\"event\": \"cut o", Outcome::NotJson, 400, "Bad Request"),
        ("", Outcome::NotJson, 400, "Bad Request"),
    ] {
        let answered = answer(&endpoint, post(body));
        assert_eq!(
            (answered.status.as_u16(), answered.outcome),
            (status, outcome)
        );
        assert_eq!(
            answered.text(),
            why::<E>(body, status, outcome.as_str(), message)
        );
        assert_eq!(
            dispatcher.take(),
            [format!("{} - {}", outcome.as_str(), body.len())]
        );
    }
}

for_every_provider!(accepted);
fn accepted<E: Subject + 'static>()
where
    RecordingDispatcher: Handler<E>,
{
    let dispatcher = RecordingDispatcher::new(Behavior::AcceptAll);
    let endpoint = endpoint::<E>(&dispatcher);
    for body in [wrong_structure(E::PROVIDER), "{\"event\": \"cut o"] {
        let answered = answer(&endpoint, post(body));
        assert_eq!(answered.outcome, Outcome::Handled);
        assert_eq!(
            answered.text(),
            match E::PROVIDER {
                Provider::Exotel => r#"{"http_code":200,"response":{"data":{}}}"#,
                _ => "",
            }
        );
        assert_eq!(dispatcher.take().len(), 1);
    }
}

#[test]
fn the_words_are_those_of_the_error() {
    let answered = answer(
        &endpoint::<bot_webhooks::recall::Event>(&RecordingDispatcher::default()),
        post(r#"{"event": "bot.done", "data": "Ada's secret"}"#),
    );
    assert_eq!(answered.content_type(), "text/plain; charset=utf-8");
    assert_eq!(
        answered.text(),
        "recall bot.done: expected an object at `data`, found a string (line 1, column 44)",
    );
}
