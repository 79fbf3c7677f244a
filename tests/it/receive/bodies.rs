//! The size of a body, and the ways in which it comes.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use bot_webhooks::recall;
use bot_webhooks::receive::{Endpoint, Outcome};
use bytes::Bytes;
use http::{HeaderMap, Request};
use http_body::{Body, Frame, SizeHint};
use http_body_util::Full;

use super::recording_dispatcher::{Behavior, RecordingDispatcher};
use super::{URL, answer, answer_streamed, endpoint, post};

/// A body that comes in these frames, and announces this length.
struct Frames {
    frames: VecDeque<Result<Frame<Bytes>, &'static str>>,
    announced: Option<u64>,
}

impl Body for Frames {
    type Data = Bytes;
    type Error = &'static str;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, &'static str>>> {
        Poll::Ready(self.frames.pop_front())
    }

    fn size_hint(&self) -> SizeHint {
        self.announced
            .map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

fn frames(pieces: impl IntoIterator<Item = impl Into<Bytes>>) -> Frames {
    let frame = |piece| Ok(Frame::data(Into::into(piece)));
    Frames {
        frames: pieces.into_iter().map(frame).collect(),
        announced: None,
    }
}

fn streamed(dispatcher: &RecordingDispatcher, limit: usize, body: Frames) -> Outcome {
    let endpoint: recall::Endpoint = endpoint(dispatcher).with_body_limit(limit);
    let request = Request::post(URL).body(body).unwrap();
    answer_streamed(&endpoint, request).outcome
}

/// A body of this many bytes.
fn of_len(len: usize) -> String {
    let body = r#"{"event": "bot.done", "data": {}, "more": ""}"#;
    body.replace(r#""""#, &format!(r#""{}""#, "x".repeat(len - body.len())))
}

#[test]
fn the_limit_is_the_largest_that_is_taken() {
    let dispatcher = RecordingDispatcher::default();
    assert_eq!(bot_webhooks::receive::DEFAULT_BODY_LIMIT, 4 << 20);
    for (endpoint, limit) in [
        (endpoint::<recall::Event>(&dispatcher), 4 << 20),
        (endpoint(&dispatcher).with_body_limit(100), 100),
        (endpoint(&dispatcher).with_body_limit(10 << 20), 10 << 20),
    ] {
        assert_eq!(
            answer(&endpoint, post(of_len(limit))).outcome,
            Outcome::Handled
        );
        assert_eq!(
            answer(&endpoint, post(of_len(limit + 1))).outcome,
            Outcome::TooLarge
        );
    }
    let nothing = endpoint::<recall::Event>(&dispatcher).with_body_limit(0);
    assert_eq!(answer(&nothing, post("")).outcome, Outcome::NotJson);
    assert_eq!(answer(&nothing, post("1")).outcome, Outcome::TooLarge);
}

#[test]
fn a_body_in_pieces_is_whole() {
    let body = of_len(300_000);
    for size in [1, 7, 4096, 299_999, 300_000] {
        let dispatcher = RecordingDispatcher::default();
        let mut pieces = frames(body.as_bytes().chunks(size).map(Bytes::copy_from_slice));
        assert_eq!(streamed(&dispatcher, 300_000, pieces), Outcome::Handled);
        assert_eq!(dispatcher.take(), ["bot.done - 300000"]);

        pieces = frames(body.as_bytes().chunks(size).map(Bytes::copy_from_slice));
        assert_eq!(streamed(&dispatcher, 299_999, pieces), Outcome::TooLarge);
    }
}

#[test]
fn it_is_not_read_beyond_the_limit() {
    let mut body = frames(["x".repeat(60), "x".repeat(41)]);
    body.frames.push_back(Err("read too far"));
    assert_eq!(
        streamed(&RecordingDispatcher::default(), 100, body),
        Outcome::TooLarge
    );

    let mut body = frames([""; 0]);
    body.announced = Some(101);
    body.frames.push_back(Err("read at all"));
    assert_eq!(
        streamed(&RecordingDispatcher::default(), 100, body),
        Outcome::TooLarge
    );
}

#[test]
fn an_announcement_is_not_believed() {
    let body = of_len(80);
    for announced in [0, 1, 79, 100] {
        let mut pieces = frames([body[..40].to_owned(), body[40..].to_owned()]);
        pieces.announced = Some(announced);
        assert_eq!(
            streamed(&RecordingDispatcher::default(), 100, pieces),
            Outcome::Handled
        );
    }
    let mut huge = frames(["x"]);
    huge.announced = Some(u64::MAX);
    assert_eq!(
        streamed(&RecordingDispatcher::default(), usize::MAX, huge),
        Outcome::NotJson
    );
}

#[test]
fn empty_frames_and_trailers_are_nothing() {
    let body = of_len(80);
    let mut pieces = frames(["", &body[..40], "", "", &body[40..], ""].map(str::to_owned));
    let trailers = Frame::trailers(HeaderMap::new());
    pieces.frames.push_back(Ok(trailers));
    let dispatcher = RecordingDispatcher::default();
    assert_eq!(streamed(&dispatcher, 80, pieces), Outcome::Handled);
    assert_eq!(dispatcher.take(), ["bot.done - 80"]);
}

#[test]
fn a_body_that_breaks_off() {
    for pieces in [&[][..], &["{"], &[r#"{"event": "bot.done"}"#]] {
        let dispatcher = RecordingDispatcher::new(Behavior::AcceptAll);
        let mut body = frames(pieces.iter().copied());
        body.frames.push_back(Err("gone"));
        assert_eq!(streamed(&dispatcher, 100, body), Outcome::Incomplete);
        assert!(dispatcher.take().is_empty(), "nobody is asked");
    }
}

#[test]
fn it_is_a_service_that_can_be_shared() {
    fn takes<B, S>(_: &S)
    where
        S: tower::Service<Request<B>, Error = Infallible, Future: Send> + Clone + Send + Sync,
    {
    }
    /// No `Clone`, no `Debug`: an endpoint asks nothing of its dispatcher.
    struct Plain;
    impl recall::Dispatcher for Plain {
        type Error = std::io::Error;
    }
    let endpoint: Endpoint<recall::Event> =
        Endpoint::dangerously_unauthenticated(Plain).with_body_limit(7);
    takes::<Full<Bytes>, _>(&endpoint);
    takes::<Frames, _>(&endpoint);
    takes::<hyper::body::Incoming, _>(&endpoint);
    takes::<axum::body::Body, _>(&endpoint);
    takes::<String, _>(&endpoint);
    assert_eq!(
        format!("{endpoint:?}"),
        "Endpoint { gate: Gate { provider: Recall, body_limit: 7, .. }, .. }"
    );
}
