//! One line for each delivery: what the handler got, and how it ended.

use std::cell::RefCell;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use bot_webhooks::Delivery;
use bot_webhooks::receive::{Outcome, Report};
use chrono::{DateTime, SecondsFormat, Utc};

/// What a handler says of the event it got.
#[derive(Clone, Debug, Default)]
pub(crate) struct Note {
    /// The event's name and the delivery's id; nothing of the payload.
    pub(crate) event: String,
    /// What it did, for people on the spot. It may quote the payload, so it is not logged.
    pub(crate) deed: String,
}

/// What became of a delivery.
pub(crate) struct Line {
    pub(crate) path: String,
    pub(crate) note: Option<Note>,
    outcome: Option<Outcome>,
    status: u16,
    duration: Duration,
}

tokio::task_local! {
    static NOTE: RefCell<Option<Note>>;
}

/// Notes what the handler of this request got, and what it made of it.
pub(crate) fn note(event: &str, delivery: &Delivery<'_>, deed: impl Into<String>) {
    let event = match delivery.id() {
        Some(id) => format!("{event} {id}"),
        None => event.to_owned(),
    };
    let deed = deed.into();
    NOTE.with(|note| note.replace(Some(Note { event, deed })));
}

/// Who is told.
pub(crate) type Listener = Arc<dyn Fn(Line) + Send + Sync>;

/// A layer that tells what became of each request.
pub(crate) async fn tell(
    State(listener): State<Listener>,
    request: Request,
    next: Next,
) -> Response {
    let begin = Instant::now();
    let path = request.uri().path().to_owned();
    let work = async {
        let response = next.run(request).await;
        (response, NOTE.with(RefCell::take))
    };
    let (response, note) = NOTE.scope(RefCell::default(), work).await;
    listener(Line {
        path,
        note,
        outcome: response
            .extensions()
            .get::<Report>()
            .map(|report| report.outcome),
        status: response.status().as_u16(),
        duration: begin.elapsed(),
    });
    response
}

impl Line {
    /// Prints the line: no query, because the token stands there, and nothing of the payload.
    pub(crate) fn print(self) {
        let now = DateTime::<Utc>::from(SystemTime::now());
        let now = now.to_rfc3339_opts(SecondsFormat::Millis, true);
        let event = self.note.map_or_else(|| "-".to_owned(), |note| note.event);
        let outcome = match self.outcome {
            Some(Outcome::Unauthenticated(refusal)) => format!("unauthenticated ({refusal})"),
            Some(outcome) => outcome.as_str().to_owned(),
            // A layer answered instead of the endpoint, or there is none at this path.
            None => "-".to_owned(),
        };
        let Self {
            path,
            status,
            duration,
            ..
        } = self;
        println!("{now} {path} {event} {status} {outcome} {duration:.1?}");
    }
}
