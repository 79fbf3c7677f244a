//! The report of each request: once, whatever happens.

use std::convert::Infallible;
use std::future::pending;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};
use std::time::{Duration, SystemTime};

use bot_webhooks::receive::{Endpoint, Outcome, Report};
use bot_webhooks::verify::VerifyError;
use bot_webhooks::{
    Delivery, Disposition, Failure, OnMalformed, ParseError, Provider, exotel, recall, synthflow,
};
use bytes::Bytes;
use http::{Method, Request, StatusCode};
use http_body::Frame;
use http_body_util::{Full, StreamBody};
use tower::Service as _;

use super::proofs::{OURS, now, signed, webhooks};
use super::recording_dispatcher::{Behavior, RecordingDispatcher};
use super::{URL, block_on, endpoint, post, request};
use crate::fixtures;

const BODY: &str = r#"{"event": "bot.done"}"#;

/// What an observer got.
#[derive(Clone, Default)]
struct Reports(Arc<Mutex<Vec<Report>>>);

impl Reports {
    fn of(endpoint: recall::Endpoint) -> (recall::Endpoint, Self) {
        let reports = Self::default();
        let observed = reports.clone();
        let push = move |report: &Report| observed.0.lock().unwrap().push(report.clone());
        (endpoint.with_observer(push), reports)
    }

    /// The only one since the last call.
    fn take(&self) -> Report {
        let [report] = <[_; 1]>::try_from(self.all()).expect("one report");
        report
    }

    fn all(&self) -> Vec<Report> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

#[test]
fn every_answer_has_one() {
    let dispatcher = RecordingDispatcher::default();
    let (endpoint, reports) = Reports::of(endpoint(&dispatcher).with_body_limit(1000));
    let unauthenticated = Outcome::Unauthenticated(VerifyError::MissingToken);
    for (request, outcome, status, event, body_len) in [
        (
            post(BODY),
            Outcome::Handled,
            200,
            Some("bot.done"),
            Some(21),
        ),
        (
            post(r#"{"event": "bot.danced"}"#),
            Outcome::Handled,
            200,
            Some("unknown"),
            Some(23),
        ),
        (
            request(Method::POST, "/hook", BODY),
            unauthenticated,
            401,
            None,
            None,
        ),
        (
            request(Method::GET, URL, BODY),
            Outcome::MethodNotAllowed,
            405,
            None,
            None,
        ),
        (post("x".repeat(1001)), Outcome::TooLarge, 413, None, None),
        (post("{"), Outcome::NotJson, 400, None, Some(1)),
        (post("[]"), Outcome::WrongStructure, 422, None, Some(2)),
    ] {
        let response = block_on(endpoint.receive(request));
        let report = reports.take();
        assert_eq!(report.outcome, outcome);
        assert_eq!(report.provider, Provider::Recall);
        assert_eq!(response.status(), status, "{outcome}");
        assert_eq!(report.status(), Some(response.status()));
        assert_eq!((report.event, report.body_len), (event, body_len));
        assert_eq!((&report.tenant, &report.delivery_id), (&None, &None));
        let is_parse_error = report.error.is_some_and(|error| error.is::<ParseError>());
        let is_malformed = matches!(outcome, Outcome::NotJson | Outcome::WrongStructure);
        assert_eq!(is_parse_error, is_malformed);
        let in_response = response.extensions().get::<Report>().unwrap();
        assert_eq!(in_response.outcome, outcome);
        assert_eq!(in_response.duration, report.duration);
    }
}

#[test]
fn a_signed_id_is_in_it() {
    let signature = webhooks(OURS);
    let request = signed(
        post(BODY),
        signature.signed_headers("msg_1", now(), BODY.as_bytes()),
    );
    let endpoint = recall::Endpoint::new(RecordingDispatcher::default(), signature).with_clock(now);
    let (endpoint, reports) = Reports::of(endpoint);
    block_on(endpoint.receive(request));
    assert_eq!(reports.take().delivery_id.as_deref(), Some("msg_1"));
}

#[test]
fn a_body_of_a_different_provider_is_misdirected() {
    let (endpoint, reports) = Reports::of(endpoint(&RecordingDispatcher::default()));
    let foreign = fixtures::body("synthflow/call_inbound.json");
    for (body, expected) in [
        (foreign.as_str(), Some(Provider::Synthflow)),
        (r#"{"event": "bot.danced"}"#, None),
        (BODY, None),
    ] {
        block_on(endpoint.receive(post(body.to_owned())));
        assert_eq!(reports.take().misdirected, expected, "{body}");
    }
    // Exotel's bodies always say which webhook they are, so this one cannot be parsed as one.
    let exotel = exotel::Endpoint::dangerously_unauthenticated(RecordingDispatcher::default());
    let response = block_on(exotel.receive(post(BODY)));
    let report: &Report = response.extensions().get().unwrap();
    assert_eq!(report.misdirected, Some(Provider::Recall));
}

#[test]
fn the_event_of_a_wrong_structure_is_in_it() {
    let (endpoint, reports) = Reports::of(endpoint(&RecordingDispatcher::default()));
    for (body, event) in [
        (r#"{"event": "bot.done", "data": 5}"#, Some("bot.done")),
        (r#"{"event": 5}"#, None),
        ("{", None),
    ] {
        block_on(endpoint.receive(post(body)));
        assert_eq!(reports.take().event, event, "{body}");
    }
}

#[test]
fn a_request_that_is_dropped() {
    let (endpoint, reports) = Reports::of(endpoint(&RecordingDispatcher::new(Behavior::Hang)));
    let mut context = Context::from_waker(Waker::noop());
    let mut work = Box::pin(endpoint.receive(post(BODY)));
    assert!(work.as_mut().poll(&mut context).is_pending());
    assert!(reports.0.lock().unwrap().is_empty());
    drop(work);
    let report = reports.take();
    assert_eq!(report.outcome, Outcome::Dropped);
    assert_eq!(report.status(), None);
    assert_eq!(report.event, Some("bot.done"));
}

/// As by a layer that gives a request up before its turn.
#[test]
fn a_request_that_is_dropped_before_it_is_polled() {
    let dispatcher = RecordingDispatcher::default();
    let (mut endpoint, reports) = Reports::of(endpoint(&dispatcher));
    drop(endpoint.receive(post(BODY)));
    assert_eq!(reports.take().outcome, Outcome::Dropped);
    drop(endpoint.call(post(BODY).map(Full::new)));
    let report = reports.take();
    assert_eq!((report.outcome, report.body_len), (Outcome::Dropped, None));
    assert!(dispatcher.take().is_empty());
}

#[tokio::test]
async fn a_request_that_runs_into_a_timeout() {
    use tower::{ServiceBuilder, ServiceExt};
    use tower_http::timeout::TimeoutLayer;

    let (endpoint, reports) = Reports::of(endpoint(&RecordingDispatcher::new(Behavior::Hang)));
    let bound = Duration::from_millis(10);
    let layer = TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, bound);
    let service = ServiceBuilder::new().layer(layer).service(endpoint);
    let frames = futures_util::stream::pending::<Result<Frame<Bytes>, io::Error>>();
    let request = Request::post(URL).body(StreamBody::new(frames)).unwrap();
    let response = service.oneshot(request).await.unwrap();
    assert_eq!(response.status(), 503);
    let report = reports.take();
    assert_eq!((report.outcome, report.body_len), (Outcome::Dropped, None));
    assert!(report.duration >= bound);
}

#[test]
fn a_dispatcher_that_panics() {
    let (endpoint, reports) = Reports::of(endpoint(&RecordingDispatcher::new(Behavior::Panic)));
    for body in [BODY, "{"] {
        let work = AssertUnwindSafe(|| block_on(endpoint.receive(post(body))));
        assert!(catch_unwind(work).is_err());
        let report = reports.take();
        assert_eq!((report.outcome, report.status()), (Outcome::Panicked, None));
    }
}

#[tokio::test]
async fn a_task_that_is_aborted() {
    let (endpoint, reports) = Reports::of(endpoint(&RecordingDispatcher::new(Behavior::Hang)));
    let task = tokio::spawn(async move {
        endpoint.receive(post(BODY)).await;
        pending::<()>().await;
    });
    tokio::task::yield_now().await;
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    assert_eq!(reports.take().outcome, Outcome::Dropped);
}

/// Fails with this disposition, whatever it gets.
struct Failing(Disposition);

impl Failing {
    fn error<T>(&self) -> Result<T, Failure> {
        Err(Failure::new(self.0, io::Error::other("disk full")))
    }
}

impl recall::Dispatcher for Failing {
    type Error = Failure;

    async fn on_event(&self, _: recall::Event, _: &Delivery<'_>) -> Result<(), Failure> {
        self.error()
    }

    async fn on_malformed(&self, _: &ParseError, _: &Delivery<'_>) -> Result<OnMalformed, Failure> {
        self.error()
    }
}

#[test]
fn the_dispatchers_error_is_in_it() {
    for (disposition, outcome, status) in [
        (Disposition::Redeliver, Outcome::Failed, 500),
        (Disposition::Busy, Outcome::Busy, 503),
        (Disposition::GiveUp, Outcome::GivenUp, 200),
    ] {
        let endpoint = Endpoint::new(Failing(disposition), super::token());
        let (endpoint, reports) = Reports::of(endpoint);
        for body in [BODY, "{", "[]"] {
            let response = block_on(endpoint.receive(post(body)));
            assert_eq!(response.status(), status);
            assert_eq!(response.body(), "", "the caller does not get the error");
            let report = reports.take();
            assert_eq!(report.outcome, outcome);
            let error = report.error.expect("the error");
            let failure = error.downcast_ref::<Failure>().expect("as it was returned");
            assert_eq!(failure.disposition(), disposition);
            assert_eq!(failure.to_string(), "disk full");
        }
    }
}

impl exotel::Dispatcher for Failing {
    type Error = Failure;

    async fn on_event(&self, _: exotel::Event, _: &Delivery<'_>) -> Result<(), Failure> {
        self.error()
    }
}

impl synthflow::Dispatcher for Failing {
    type Error = Failure;

    async fn on_event(&self, _: synthflow::Event, _: &Delivery<'_>) -> Result<(), Failure> {
        self.error()
    }
}

/// Synthflow waits for an answer, so every 200 has one.
#[test]
fn an_inbound_call_without_a_reply_stays_with_its_agent() {
    let inbound = fixtures::body("synthflow/call_inbound.json");
    let ended = fixtures::body("synthflow/post_call.json");
    let stays = synthflow::CallInboundReply::default();
    let stays = serde_json::to_string(&stays).unwrap();
    let nothing = synthflow::from_fn(|_, _| async { Ok::<(), Infallible>(()) });
    for endpoint in [
        Endpoint::dangerously_unauthenticated(Failing(Disposition::GiveUp)),
        Endpoint::dangerously_unauthenticated(None::<Failing>),
        Endpoint::dangerously_unauthenticated(nothing),
    ] {
        let response = block_on(endpoint.receive(post(inbound.clone())));
        assert_eq!(
            (response.status(), &**response.body()),
            (StatusCode::OK, stays.as_bytes())
        );
        let response = block_on(endpoint.receive(post(ended.clone())));
        assert_eq!(
            (response.status(), &**response.body()),
            (StatusCode::OK, &b""[..])
        );
    }
}

#[test]
fn exotel_gets_its_envelope() {
    let body = fixtures::body("exotel/session_end.json");
    for (disposition, expected) in [
        (
            Disposition::Busy,
            r#"{"http_code":503,"response":{"data":null,"error_data":{"error_code":"busy","message":"Service Unavailable","description":"Service Unavailable"}}}"#,
        ),
        (
            Disposition::GiveUp,
            r#"{"http_code":200,"response":{"data":{}}}"#,
        ),
    ] {
        let endpoint = exotel::Endpoint::new(Failing(disposition), super::token());
        let response = block_on(endpoint.receive(post(body.clone())));
        assert_eq!(response.body(), expected);
    }
}

#[test]
fn any_error_is_a_failure() {
    let (endpoint, reports) = Reports::of(endpoint(&RecordingDispatcher::new(Behavior::Fail)));
    assert_eq!(block_on(endpoint.receive(post(BODY))).status(), 500);
    let report = reports.take();
    assert_eq!(report.outcome, Outcome::Failed);
    assert_eq!(report.error.unwrap().to_string(), "failed");
}

/// Nothing that others chose makes a second line of it, or ends its quotes.
#[test]
fn it_is_a_line_of_a_log() {
    let failing =
        recall::from_fn(|_, _| async { Err::<(), _>(format!("no \"disk\"\n{}", "x".repeat(200))) });
    let proof = (super::token(), webhooks(OURS));
    let endpoint = Endpoint::new(failing, proof).with_tenant("a\"\u{1b}");
    let (endpoint, reports) = Reports::of(endpoint);
    let time = SystemTime::now();
    let headers = webhooks(OURS).signed_headers("m_1", time, BODY.as_bytes());
    let _ = block_on(endpoint.receive(signed(post(BODY), headers)));
    let _ = block_on(endpoint.receive(request(Method::POST, "/hook", BODY)));
    let [mut failed, mut refused] = <[Report; 2]>::try_from(reports.all()).unwrap();
    failed.duration = Duration::from_micros(1234);
    refused.duration = Duration::ZERO;
    let expected = format!(
        r#"recall bot.done 500 failed 1.2ms tenant="a\"\u{{1b}}" id="m_1" error="no \"disk\"\n{}...""#,
        "x".repeat(190)
    );
    assert_eq!(failed.to_string(), expected);
    let expected = r#"recall - 401 unauthenticated 0.0ns error="missing URL token""#;
    assert_eq!(refused.to_string(), expected);
    refused.outcome = Outcome::Dropped;
    assert_eq!(refused.to_string(), "recall - - dropped 0.0ns");
    (refused.drift, refused.misdirected) = (2, Some(Provider::Exotel));
    let expected = "recall - - dropped 0.0ns drift=2 misdirected=exotel";
    assert_eq!(refused.to_string(), expected);
}

#[derive(Debug, thiserror::Error)]
enum Reason {
    #[error("could not store")]
    Store(#[source] Failure),
    #[error("could not read: {0}")]
    Read(#[source] std::io::Error),
}

#[test]
fn a_line_has_the_sources_of_an_error_once() {
    let full = || io::Error::other("disk full");
    let failing = recall::from_fn(move |event, _| async move {
        Err::<(), _>(match event {
            recall::Event::BotDone(_) => Reason::Store(Failure::busy(full())),
            _ => Reason::Read(full()),
        })
    });
    let (endpoint, reports) = Reports::of(Endpoint::new(failing, super::token()));
    for (body, line) in [
        (BODY, "503 busy 0.0ns error=\"could not store: disk full\""),
        (
            r#"{"event": "bot.fatal"}"#,
            "500 failed 0.0ns error=\"could not read: disk full\"",
        ),
    ] {
        let _ = block_on(endpoint.receive(post(body)));
        let mut report = reports.take();
        report.duration = Duration::ZERO;
        assert!(report.to_string().ends_with(line), "{report}");
    }
}

#[test]
fn an_observer_that_panics_takes_no_answer() {
    let endpoint = |behavior| {
        let endpoint = endpoint::<recall::Event>(&RecordingDispatcher::new(behavior));
        endpoint.with_observer(|report| panic!("{report}"))
    };
    let accepting = endpoint(Behavior::Accept);
    assert_eq!(block_on(accepting.receive(post(BODY))).status(), 200);
    // And does not abort the process while the dispatcher's panic unwinds.
    let panicking = endpoint(Behavior::Panic);
    let panicked = catch_unwind(AssertUnwindSafe(|| block_on(panicking.receive(post(BODY)))));
    assert_eq!(
        *panicked.unwrap_err().downcast::<&str>().unwrap(),
        "as told"
    );
}
