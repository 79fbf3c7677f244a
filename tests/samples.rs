//! The samples through the types and the endpoints, with the dependencies of the examples alone: what
//! a packed crate can test without `tests/it`.

use bot_webhooks::verify::{StandardWebhooks, UrlToken};
use bot_webhooks::{Event, Provider, exotel, pailflow, recall, synthflow};
use bytes::Bytes;
use http::Request;
use serde_json::Value;

fn samples(provider: Provider) -> &'static [&'static str] {
    match provider {
        Provider::Exotel => exotel::samples::ALL,
        Provider::PailFlow => pailflow::samples::ALL,
        Provider::Recall => recall::samples::ALL,
        Provider::Synthflow => synthflow::samples::ALL,
        _ => panic!("{provider} has no samples"),
    }
}

#[test]
fn every_sample_is_known_and_written_as_it_came() {
    for provider in Provider::ALL {
        assert!(!samples(*provider).is_empty());
        for body in samples(*provider) {
            let event = Event::from_slice(*provider, body.as_bytes()).unwrap();
            assert!(event.is_known(), "{body}");
            let parsed: Value = serde_json::from_str(body).unwrap();
            assert_eq!(serde_json::to_value(&event).unwrap(), parsed);
        }
    }
}

struct App;

impl recall::Dispatcher for App {
    type Error = std::convert::Infallible;
}

impl exotel::Dispatcher for App {
    type Error = std::convert::Infallible;
}

async fn status(
    endpoint: &bot_webhooks::receive::Endpoint<impl bot_webhooks::Webhook>,
    uri: &str,
    headers: &[(&str, String)],
    body: &'static str,
) -> u16 {
    let mut request = Request::post(uri);
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    let request = request.body(Bytes::from(body)).unwrap();
    endpoint.receive(request).await.status().as_u16()
}

#[tokio::test]
async fn only_authenticated_callers_are_answered_200() {
    let proof = || StandardWebhooks::new("whsec_plJ3nmyCDGBKInavdOK15jsl").unwrap();
    let recall = recall::Endpoint::new(App, proof());
    for body in samples(Provider::Recall) {
        let now = std::time::SystemTime::now();
        let headers = proof().signed_headers("msg_1", now, body.as_bytes());
        assert_eq!(status(&recall, "/", &headers, body).await, 200, "{body}");
        assert_eq!(status(&recall, "/", &[], body).await, 401);
    }
    let token = UrlToken::in_query("token", "0123456789abcdef").unwrap();
    let exotel = exotel::Endpoint::new(App, token);
    for body in samples(Provider::Exotel) {
        let uri = "/?token=0123456789abcdef";
        assert_eq!(status(&exotel, uri, &[], body).await, 200, "{body}");
        assert_eq!(status(&exotel, "/?token=guess", &[], body).await, 401);
    }
}
