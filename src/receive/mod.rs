//! From the network to the dispatcher: authentication, body limit, parsing, dispatch, answer.
//!
//! An [`Endpoint`] is mounted at the URL that a vendor posts to. It is a
//! [`tower::Service`](tower_service::Service), so axum, hyper and other servers mount it as it is. In
//! axum, that is `route_service("/recall", endpoint)`, not `route("/recall", post(endpoint))`.
//!
//! # Answers
//!
//! | what happened | status | body |
//! | --- | --- | --- |
//! | handled, or an event that no method handles | 200 | the vendor's reply, where it has one |
//! | handled before (with a store of [`idempotency`](crate::idempotency)) | 200 | the reply that it had then |
//! | being handled elsewhere (with such a store) | 409 | none |
//! | the caller is not authenticated, or its tenant is unknown | 401 | none |
//! | the tenant could not be looked up ([`PerRequest`]) | 503 | none |
//! | the body is not JSON | 400 | why and where, without values |
//! | the body ends early | 400 | none |
//! | a known event of a wrong structure | 422 | why and where, without values |
//! | the body is too large | 413 | none |
//! | not a POST | 405, with `Allow` | none |
//! | the dispatcher failed | 500 | none |
//! | the dispatcher failed with [`Failure::busy`](crate::Failure::busy) | 503 | none |
//! | the dispatcher failed with [`Failure::give_up`](crate::Failure::give_up) | 200 | as if handled, with the default reply |
//!
//! Synthflow signs nothing but the call's id. An endpoint that checks that signature answers 401, not 400 or
//! 422, to a body that cannot be parsed and has no call id, and to a post-call without one. With
//! `TokenAndSignature`, inbound calls and unknown events need only the token; with `CallIdSignature` alone,
//! they are 401.
//!
//! Exotel gets its error envelope with 400, 409, 413, 422, 500 and 503. A vendor that retries does so
//! on all but 2xx; [`Dispatcher::on_malformed`](crate::recall::Dispatcher::on_malformed) can store and
//! accept what could not be parsed.
//!
//! Every response of an endpoint has its [`Report`] in its extensions, with the reason for a 401 and the
//! dispatcher's error, which the caller does not get.
//!
//! # Bounds
//!
//! The size of a body is bounded here (4 MiB by default), and is checked while reading.
//! `docs/reliability.md` says how much memory an event takes. Time is not bounded, because a `Service`
//! has no runtime. Wrap the endpoint in layers of [`tower_http`](https://docs.rs/tower-http):
//!
//! - `timeout::TimeoutLayer` bounds the whole request: a body that does not end and a dispatcher
//!   that does not return get the status that you give the layer; 503 makes a vendor retry.
//! - `timeout::RequestBodyTimeoutLayer` gives up on a stalled body sooner, which then counts as one
//!   that ends early: 400.
//! - `catch_panic::CatchPanicLayer` answers 500 when a dispatcher panics. Without it, the connection
//!   is closed without an answer. Other connections go on.
//!
//! **Connections are not bounded by `axum::serve`**, because it sets no limits on its server:
//! callers can hold every descriptor of the process with an incomplete head, can stay connected for
//! as long as they like without sending anything, and need not read their answers. Put a proxy in
//! front of it that bounds them, or bound them yourself, with hyper's own server. The file
//! `examples/receive/serve.rs` of the repository is there to be copied. It has
//!
//! - hyper's `header_read_timeout`, which needs a timer to be set, and no keep-alive: with it, a caller
//!   that sends a request every few seconds, refused or not, holds a connection for good;
//! - a write timeout, which drops a caller that does not read its answer;
//! - a limit of connections, below the limit of open files. More callers wait until one of the others
//!   is closed. An error of `accept` pauses it and does not end it;
//! - a graceful shutdown, which an incomplete head does not delay beyond its timeout.
//!
//! `println!` and most loggers block until their output is read, and `println!` panics if stdout is
//! closed. An observer must not block: see `examples/receive/log.rs`. If it panics, the request is answered
//! all the same.
//!
//! If a caller disconnects before its body is complete, nothing is dispatched. If it disconnects
//! later, or runs into a timeout, **the dispatcher's future is dropped** at its next `await` by axum
//! and hyper. Work that must finish belongs in a task of its own, or in a queue.
//!
//! An answer that is sent before the whole body was read, such as 401 or 413, closes the connection.
//!
//! # Spans
//!
//! With the feature `tracing`, each request has a span `webhook` of the target `bot_webhooks` at
//! the level `INFO`, and the dispatcher runs within it. With [`Gate::receive`] or the extractor, the span
//! ends before your code runs. It has no value of the payload:
//!
//! | field | meaning | when it is empty |
//! | --- | --- | --- |
//! | `provider` | `recall`, … | |
//! | `tenant` | the tenant | there is none, or it is not authenticated |
//! | `event` | the wire name; `unknown` for one that this version does not know | the body was not read, or could not be parsed and names no known event |
//! | `delivery_id` | the vendor's id of the delivery | there is none, or it is not authenticated |
//! | `outcome` | [`Outcome::as_str`] | |
//! | `refusal` | why authentication failed | it did not |
//! | `error` | the [`ParseError`](crate::ParseError), the dispatcher's error or that of a tenant's lookup, with its sources | there was none, or the caller is not authenticated, except for a lookup |
//! | `status` | the status of the answer | the request was dropped, the dispatcher panicked, or a [`Gate`] alone let it in |
//! | `duration_us` | microseconds until the answer | |
//! | `body_len` | bytes of the body | it was not read to its end |
//! | `drift` | how many things in the event this version does not know; 0 if it could not be parsed | `event` is |
//! | `misdirected` | the provider that the body surely comes from | the event was parsed and is known, or the provider is this one or not certain |
//!
//! A path in a parse error quotes names of fields, also those that your own account chose, such as
//! the names of Synthflow's collected variables. It never quotes a value. What is in the dispatcher's
//! error is up to you.
//!
//! # Metrics
//!
//! A [`Report`] has what a metric needs. With the `metrics` facade and a Prometheus exporter:
//!
#![cfg_attr(not(doctest), doc = concat!("```ignore\n", include_str!("../../docs/recipes/metrics.rs"), "```"))]
//!
//! # axum
//!
//! ```no_run
//! # use bot_webhooks::recall;
//! # struct App;
//! # impl recall::Dispatcher for App { type Error = std::convert::Infallible; }
//! use axum::Router;
//! use bot_webhooks::verify::StandardWebhooks;
//!
//! # async fn serve() -> Result<(), Box<dyn std::error::Error>> {
//! let secret = std::env::var("RECALL_SECRET")?;
//! let endpoint = recall::Endpoint::new(App, StandardWebhooks::new(secret)?);
//! let app = Router::new().route_service("/recall", endpoint);
//! let listener = tokio::net::TcpListener::bind("0.0.0.0:8080").await?;
//! axum::serve(listener, app).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Bare hyper
//!
//! An endpoint is a service of hyper 1, by the features `service` and `tokio` of `hyper-util`. To serve
//! several, match on the path in a `tower::service_fn`, or copy `examples/receive/serve.rs`, which also
//! bounds connections and writes.
//!
//! ```no_run
//! # use bot_webhooks::recall;
//! # struct App;
//! # impl recall::Dispatcher for App { type Error = std::convert::Infallible; }
//! use std::time::Duration;
//! use bot_webhooks::verify::StandardWebhooks;
//! use hyper::server::conn::http1;
//! use hyper_util::rt::{TokioIo, TokioTimer};
//! use hyper_util::service::TowerToHyperService;
//!
//! # async fn serve() -> Result<(), Box<dyn std::error::Error>> {
//! let secret = std::env::var("RECALL_SECRET")?;
//! let endpoint = recall::Endpoint::new(App, StandardWebhooks::new(secret)?);
//! let mut http = http1::Builder::new();
//! http.timer(TokioTimer::new()).header_read_timeout(Duration::from_secs(5));
//! let listener = tokio::net::TcpListener::bind("0.0.0.0:8080").await?;
//! loop {
//!     let Ok((stream, _)) = listener.accept().await else {
//!         tokio::time::sleep(Duration::from_millis(100)).await; // too many open files, say
//!         continue;
//!     };
//!     let service = TowerToHyperService::new(endpoint.clone());
//!     tokio::spawn(http.serve_connection(TokioIo::new(stream), service));
//! }
//! # }
//! ```
//!
//! # AWS Lambda
//!
//! `lambda_http` runs tower services. It has read the body before the endpoint sees it.
//!
#![cfg_attr(not(doctest), doc = concat!("```ignore\n", include_str!("../../docs/recipes/lambda.rs"), "```"))]
//!
//! # actix-web
//!
//! It takes no tower services, so [`Endpoint::receive`] answers its requests.
//!
#![cfg_attr(not(doctest), doc = concat!("```ignore\n", include_str!("../../docs/recipes/actix.rs"), "```"))]

mod answer;
mod body;
mod endpoint;
mod gate;
mod head;
mod outcome;
mod per_request;
mod proof;
mod report;
mod sender;
mod service;
mod trace;
mod verified;

use http::{HeaderMap, HeaderName, HeaderValue};

pub use endpoint::Endpoint;
pub use gate::{DEFAULT_BODY_LIMIT, Gate};
pub use head::Head;
pub use outcome::Outcome;
pub use per_request::PerRequest;
pub use proof::{Check, FindError, FindProof, Found, Proof};
pub use report::Report;
pub use sender::Sender;
pub use verified::{Rejected, Verified};

pub(crate) use answer::{Answer, Answers};

use crate::Headers;
use crate::verify::{SVIX, WEBHOOK};

/// The headers of a signature. A `HeaderMap` parses the name that it is asked for unless it is a
/// `HeaderName`, and each delivery asks for all of these.
static SIGNATURE: [(&str, HeaderName); 6] = {
    const fn named(name: &'static str) -> (&'static str, HeaderName) {
        (name, HeaderName::from_static(name))
    }
    let ([a, b, c], [d, e, f]) = (WEBHOOK, SVIX);
    [named(a), named(b), named(c), named(d), named(e), named(f)]
};

fn signature_header(name: &str) -> Option<&'static HeaderName> {
    let mut known = SIGNATURE.iter();
    known.find_map(|(known, header)| (*known == name).then_some(header))
}

impl Headers for HeaderMap {
    fn header(&self, name: &str) -> Option<&[u8]> {
        let value = match signature_header(name) {
            Some(name) => self.get(name),
            None => self.get(name),
        };
        value.map(HeaderValue::as_bytes)
    }

    fn is_repeated(&self, name: &str) -> bool {
        // Mostly none is, and this spares a search.
        if self.len() == self.keys_len() {
            return false;
        }
        let mut values = match signature_header(name) {
            Some(name) => self.get_all(name).into_iter(),
            None => self.get_all(name).into_iter(),
        };
        values.nth(1).is_some()
    }
}
