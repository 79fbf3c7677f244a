//! `Verified`, in a handler of axum: it refuses what an endpoint refuses, and in the same words.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::{FromRef, FromRequest};
use axum::routing::post;
use bot_webhooks::receive::{Endpoint, Gate, Outcome, Report, Verified};
use bot_webhooks::verify::UrlToken;
use bot_webhooks::{Delivery, DeliveryKey, OwnedDelivery, Webhook, exotel, recall};
use http::{Request, StatusCode};
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::bodies::bodies;

const TOKEN: &str = "a-token-of-the-tests";

struct Nobody;

impl recall::Dispatcher for Nobody {
    type Error = std::convert::Infallible;
}

impl exotel::Dispatcher for Nobody {
    type Error = std::convert::Infallible;
}

#[derive(Clone)]
struct App<E: Webhook> {
    gate: Gate<E>,
    got: Arc<Mutex<Vec<(String, OwnedDelivery)>>>,
}

impl<E: Webhook> FromRef<App<E>> for Gate<E> {
    fn from_ref(app: &App<E>) -> Self {
        app.gate.clone()
    }
}

/// A gate that writes the outcomes down.
fn gate<E: Webhook>(outcomes: &Arc<Mutex<Vec<Outcome>>>) -> Gate<E> {
    let outcomes = Arc::clone(outcomes);
    let token = UrlToken::in_query("token", [TOKEN]).unwrap();
    Gate::new(token)
        .with_body_limit(1000)
        .with_observer(move |report: &Report| outcomes.lock().unwrap().push(report.outcome))
}

async fn answer<S>(service: S, method: &str, url: &str, body: &str) -> (StatusCode, Vec<u8>, String)
where
    S: tower::Service<
            Request<Body>,
            Response = http::Response<Body>,
            Error = std::convert::Infallible,
        >,
{
    let request = Request::builder().method(method).uri(url);
    let request = request.body(Body::from(body.to_owned())).unwrap();
    let response = service.oneshot(request).await.unwrap();
    let media_type = response.headers().get("content-type");
    let media_type = media_type
        .map_or("", |value| value.to_str().unwrap())
        .to_owned();
    let status = response.status();
    let body = response
        .into_body()
        .collect()
        .await
        .unwrap()
        .to_bytes()
        .to_vec();
    (status, body, media_type)
}

async fn refuses_as_an_endpoint<E: Webhook>(
    endpoint: impl FnOnce(Gate<E>) -> Endpoint<E>,
    wrong: &str,
) {
    let (extracted, received) = (Arc::default(), Arc::default());
    let app = App {
        gate: gate::<E>(&extracted),
        got: Arc::default(),
    };
    let handler = post(async |Verified::<E> { .. }: Verified<E>| ());
    let router: Router = Router::new().route("/", handler).with_state(app);
    let endpoint = endpoint(gate(&received));
    let mounted = Router::new().route_service("/", endpoint);
    let url = format!("/?token={TOKEN}");
    let long = "x".repeat(1001);
    for (url, body) in [("/", "{}"), (&*url, "{"), (&url, wrong), (&url, &long)] {
        let ours = answer(router.clone(), "POST", url, body).await;
        assert_eq!(
            ours,
            answer(mounted.clone(), "POST", url, body).await,
            "{url} {body}"
        );
        assert!(!ours.0.is_success());
    }
    let outcomes = std::mem::take(&mut *extracted.lock().unwrap());
    assert_eq!(outcomes, *received.lock().unwrap());
    assert_eq!(outcomes.len(), 4);
}

#[tokio::test]
async fn it_refuses_what_an_endpoint_refuses() {
    let wrong = r#"{"event": "bot.done", "data": 5}"#;
    refuses_as_an_endpoint(|gate| recall::Endpoint::with_gate(Nobody, gate), wrong).await;
    let wrong = r#"{"trigger_reason": "end", "metadata": 5}"#;
    refuses_as_an_endpoint(|gate| exotel::Endpoint::with_gate(Nobody, gate), wrong).await;
}

#[tokio::test]
async fn it_gives_the_event_and_its_delivery() {
    let outcomes = Arc::default();
    let app = App {
        gate: gate::<recall::Event>(&outcomes),
        got: Arc::default(),
    };
    let got = Arc::clone(&app.got);
    let handler = post(
        async move |Verified { event, delivery }: Verified<recall::Event>| {
            let mut got = got.lock().unwrap();
            got.push((event.name().to_owned(), delivery));
        },
    );
    let router: Router = Router::new().route("/", handler).with_state(app.clone());
    let bodies: Vec<_> = bodies(recall::Event::PROVIDER).into_iter().collect();
    let bodies = bodies.iter().filter(|body| body.text.len() <= 1000);
    let mut count = 0;
    for body in bodies {
        let url = format!("/?token={TOKEN}");
        let (status, ..) = answer(router.clone(), "POST", &url, &body.text).await;
        assert_eq!(status, 200);
        let (name, delivery) = app.got.lock().unwrap().pop().unwrap();
        assert_eq!(
            name,
            recall::Event::from_slice(body.text.as_bytes())
                .unwrap()
                .name()
        );
        assert_eq!(delivery.body(), body.text.as_bytes());
        // A URL token signs no id, so the body is the key.
        let event = recall::Event::from_slice(body.text.as_bytes()).unwrap();
        let alone = Delivery::new(recall::Event::PROVIDER, body.text.as_bytes());
        let key = DeliveryKey::of(&event, &alone);
        assert_eq!((delivery.id(), delivery.key()), (None, key.as_ref()));
        assert!(delivery.received_at().is_some());
        count += 1;
    }
    assert!(count > 10);
    assert_eq!(*outcomes.lock().unwrap(), vec![Outcome::Admitted; count]);
}

#[test]
fn an_extraction_that_is_dropped_before_it_is_polled_is_reported() {
    let outcomes = Arc::default();
    let app = App {
        gate: gate::<recall::Event>(&outcomes),
        got: Arc::default(),
    };
    let request = Request::post("/").body(Body::empty()).unwrap();
    drop(Verified::<recall::Event>::from_request(request, &app));
    assert_eq!(*outcomes.lock().unwrap(), [Outcome::Dropped]);
}
