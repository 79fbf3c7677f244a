//! The table of `bot_webhooks::receive`, row by row, for every provider.

use bot_webhooks::Handler;
use bot_webhooks::Provider;
use bot_webhooks::receive::{Endpoint, Outcome};
use bot_webhooks::verify::VerifyError;
use bytes::Bytes;
use http::{HeaderMap, Method, Request};

use super::recording_dispatcher::{Behavior, RecordingDispatcher};
use super::{answer, block_on, endpoint, known, post, request, wrong_structure};
use crate::subject::{Subject, for_every_provider};

/// What an answer has to be: its status, the `code` and `message` of Exotel's envelope, and what
/// the others get.
struct Expected {
    outcome: Outcome,
    status: u16,
    exotel: String,
    others: &'static str,
}

impl Expected {
    fn new(outcome: Outcome, status: u16, message: &str) -> Self {
        let code = outcome.as_str();
        Self {
            outcome,
            status,
            exotel: format!(
                r#"{{"http_code":{status},"response":{{"data":null,"error_data":{{"error_code":"{code}","message":"{message}","description":"{message}"}}}}}}"#
            ),
            others: "",
        }
    }

    fn empty(outcome: Outcome, status: u16) -> Self {
        Self {
            outcome,
            status,
            exotel: String::new(),
            others: "",
        }
    }

    fn check<E>(&self, endpoint: &Endpoint<E>, request: Request<Bytes>) -> HeaderMap
    where
        E: Subject + 'static,
        RecordingDispatcher: Handler<E>,
    {
        let plain = block_on(endpoint.receive(request.clone()));
        let answered = answer(endpoint, request);
        assert_eq!(
            plain.status(),
            answered.status,
            "with and without a service"
        );
        assert_eq!(
            plain.headers(),
            &answered.headers,
            "with and without a service"
        );
        assert_eq!(plain.body(), &answered.body, "with and without a service");
        assert_eq!(answered.outcome, self.outcome);
        assert_eq!(answered.outcome.status(), answered.status);
        assert_eq!(answered.status.as_u16(), self.status, "{:?}", self.outcome);
        let (body, media_type) = match E::PROVIDER {
            Provider::Exotel => (self.exotel.as_str(), "application/json"),
            _ => (self.others, "text/plain; charset=utf-8"),
        };
        assert_eq!(answered.text(), body);
        let media_type = if body.is_empty() { "" } else { media_type };
        assert_eq!(answered.content_type(), media_type);
        answered.headers
    }
}

for_every_provider!(handled);
fn handled<E: Subject + 'static>()
where
    RecordingDispatcher: Handler<E>,
{
    let body = known(E::PROVIDER);
    let dispatcher = RecordingDispatcher::default();
    let expected = Expected {
        exotel: r#"{"http_code":200,"response":{"data":{}}}"#.to_owned(),
        ..Expected::empty(Outcome::Handled, 200)
    };
    expected.check::<E>(&endpoint(&dispatcher), post(body.clone()));
    let name = E::from_slice(body.as_bytes()).unwrap();
    let note = format!("{} - {}", name.name(), body.len());
    assert_eq!(dispatcher.take(), [note.clone(), note]);
}

for_every_provider!(unknown_event);
fn unknown_event<E: Subject + 'static>()
where
    RecordingDispatcher: Handler<E>,
{
    let tag = E::TAGS
        .iter()
        .find(|tag| **tag == "event")
        .unwrap_or(&E::TAGS[0]);
    let body = format!(r#"{{"{tag}": "of tomorrow"}}"#);
    let dispatcher = RecordingDispatcher::default();
    let expected = Expected {
        exotel: r#"{"http_code":200,"response":{"data":{}}}"#.to_owned(),
        ..Expected::empty(Outcome::Handled, 200)
    };
    expected.check::<E>(&endpoint(&dispatcher), post(body));
    assert_eq!(dispatcher.take().len(), 2);
}

for_every_provider!(unauthenticated);
fn unauthenticated<E: Subject + 'static>()
where
    RecordingDispatcher: Handler<E>,
{
    let dispatcher = RecordingDispatcher::default();
    let endpoint = endpoint::<E>(&dispatcher);
    for (url, refusal) in [
        ("/hook", VerifyError::MissingToken),
        ("/hook?token=", VerifyError::MissingToken),
        ("/hook?token=a-token-of-the-test", VerifyError::NoMatch),
        (
            "/hook?token=x&token=a-token-of-the-tests",
            VerifyError::RepeatedToken,
        ),
    ] {
        for body in [known(E::PROVIDER), "{".to_owned()] {
            Expected::empty(Outcome::Unauthenticated(refusal), 401)
                .check(&endpoint, request(Method::POST, url, body));
        }
    }
    assert!(dispatcher.take().is_empty(), "nobody is asked");
}

for_every_provider!(too_large);
fn too_large<E: Subject + 'static>()
where
    RecordingDispatcher: Handler<E>,
{
    let dispatcher = RecordingDispatcher::default();
    let body = known(E::PROVIDER);
    let endpoint = endpoint::<E>(&dispatcher).with_body_limit(body.len() - 1);
    Expected::new(Outcome::TooLarge, 413, "Payload Too Large").check(&endpoint, post(body));
    assert!(dispatcher.take().is_empty(), "nobody is asked");
}

for_every_provider!(method_not_allowed);
fn method_not_allowed<E: Subject + 'static>()
where
    RecordingDispatcher: Handler<E>,
{
    let dispatcher = RecordingDispatcher::default();
    let endpoint = endpoint::<E>(&dispatcher);
    let custom = Method::from_bytes(b"PURGE").unwrap();
    for method in [
        Method::GET,
        Method::HEAD,
        Method::OPTIONS,
        Method::PUT,
        Method::PATCH,
        Method::DELETE,
        custom,
    ] {
        for url in [super::URL, "/hook"] {
            let request = request(method.clone(), url, known(E::PROVIDER));
            let headers = Expected::empty(Outcome::MethodNotAllowed, 405).check(&endpoint, request);
            assert_eq!(headers["allow"], "POST");
        }
    }
    assert!(dispatcher.take().is_empty(), "nobody is asked");
}

for_every_provider!(failed);
fn failed<E: Subject + 'static>()
where
    RecordingDispatcher: Handler<E>,
{
    let dispatcher = RecordingDispatcher::new(Behavior::Fail);
    let endpoint = endpoint::<E>(&dispatcher);
    for body in [
        known(E::PROVIDER).as_str(),
        wrong_structure(E::PROVIDER),
        "{",
    ] {
        let request = post(body.to_owned());
        Expected::new(Outcome::Failed, 500, "Internal Server Error").check(&endpoint, request);
        assert_eq!(dispatcher.take().len(), 2);
    }
}
