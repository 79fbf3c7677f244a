//! The samples through the types and the endpoints, with the dependencies of the examples alone: what
//! a packed crate can test without `tests/it`.

use std::collections::BTreeSet;

use bot_webhooks::verify::{StandardWebhooks, UrlToken};
use bot_webhooks::{Delivery, Event, Provider, exotel, pailflow, recall, synthflow};
use bytes::Bytes;
use http::Request;
use serde_json::Value;

struct Samples {
    names: &'static [&'static str],
    all: &'static [&'static str],
    variants: &'static [&'static str],
    unknown: &'static str,
    course: &'static [&'static str],
}

macro_rules! samples_of {
    ($module:ident, $course:ident) => {
        Samples {
            names: $module::Event::NAMES,
            all: $module::samples::ALL,
            variants: $module::samples::VARIANTS,
            unknown: $module::samples::UNKNOWN_EVENT,
            course: $module::samples::$course,
        }
    };
}

fn samples(provider: Provider) -> Samples {
    match provider {
        Provider::Exotel => samples_of!(exotel, CALL),
        Provider::PailFlow => samples_of!(pailflow, SESSION),
        Provider::Recall => samples_of!(recall, MEETING),
        Provider::Synthflow => samples_of!(synthflow, INBOUND_CALL),
        _ => panic!("{provider} has no samples"),
    }
}

impl Samples {
    fn bodies(&self) -> impl Iterator<Item = &'static str> {
        self.all.iter().chain(self.variants).copied()
    }
}

#[test]
fn every_sample_is_written_as_it_came_and_one_is_unknown() {
    for provider in Provider::ALL {
        let samples = samples(*provider);
        assert_eq!(samples.variants.last(), Some(&samples.unknown));
        for body in samples.bodies().chain(samples.course.iter().copied()) {
            let event = Event::from_slice(*provider, body.as_bytes()).unwrap();
            assert_eq!(event.is_known(), body != samples.unknown, "{body}");
            let parsed: Value = serde_json::from_str(body).unwrap();
            assert_eq!(serde_json::to_value(&event).unwrap(), parsed);
        }
    }
}

#[test]
fn there_is_a_sample_of_every_event_in_order() {
    for provider in Provider::ALL {
        let samples = samples(*provider);
        let name = |body: &&str| {
            let event = Event::from_slice(*provider, body.as_bytes()).unwrap();
            event.name().to_owned()
        };
        assert!(
            samples
                .all
                .iter()
                .map(name)
                .eq(samples.names.iter().copied())
        );
    }
}

#[test]
fn every_variant_is_there_once() {
    for provider in Provider::ALL {
        let mut seen = BTreeSet::new();
        assert!(samples(*provider).bodies().all(|body| seen.insert(body)));
    }
}

#[test]
fn a_course_is_about_one_thing_in_the_order_of_time() {
    for provider in Provider::ALL {
        let course = samples(*provider).course.iter();
        let events: Vec<_> = course
            .map(|body| Event::from_slice(*provider, body.as_bytes()).unwrap())
            .collect();
        assert!(events.iter().all(|event| event.drift().is_empty()));
        let subjects: BTreeSet<_> = events.iter().filter_map(Event::subject).collect();
        assert_eq!(subjects.len(), 1, "{provider}");
        let times = events.iter().filter_map(Event::occurred_at);
        let mut times: Vec<_> = times.map(|time| time.instant().unwrap()).collect();
        // An event of Exotel's that has no time of its own has that of the session's start.
        let first = times.remove(0);
        times.retain(|time| *time != first);
        times.insert(0, first);
        assert!(times.is_sorted(), "{times:?}");
    }
}

#[test]
fn a_body_is_parsed_with_its_delivery() {
    let body = recall::samples::BOT_DONE;
    let (event, delivery) = Delivery::parse::<recall::Event>(body).unwrap();
    assert_eq!(event.name(), "bot.done");
    assert_eq!(delivery.provider(), Provider::Recall);
    assert_eq!(delivery.body(), body.as_bytes());
    assert!(Delivery::parse::<recall::Event>(b"{").is_err());
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
    for body in samples(Provider::Recall).bodies() {
        let now = std::time::SystemTime::now();
        let headers = proof().signed_headers("msg_1", now, body.as_bytes());
        assert_eq!(status(&recall, "/", &headers, body).await, 200, "{body}");
        assert_eq!(status(&recall, "/", &[], body).await, 401);
    }
    let token = UrlToken::in_query("token", "0123456789abcdef").unwrap();
    let exotel = exotel::Endpoint::new(App, token);
    for body in samples(Provider::Exotel).bodies() {
        let uri = "/?token=0123456789abcdef";
        assert_eq!(status(&exotel, uri, &[], body).await, 200, "{body}");
        assert_eq!(status(&exotel, "/?token=guess", &[], body).await, 401);
    }
}
