//! From the network to the dispatcher: proof, size limit, parsing, dispatch, answer.
//!
//! An [`Endpoint`] is mounted at the URL that a vendor posts to. It is a
//! [`tower::Service`](tower_service::Service), so every server of the ecosystem takes it as it is.
//!
//! # What it answers
//!
//! | what happened | status | body |
//! | --- | --- | --- |
//! | handled, or an event that nobody handles | 200 | the vendor's reply, where it has one |
//! | handled before (with a store of [`idempotency`](crate::idempotency)) | 200 | the reply that it had then |
//! | being handled elsewhere (with such a store) | 409 | none |
//! | no proof, a wrong one, or one that is too old | 401 | none |
//! | the body is not JSON | 400 | why and where, without the payload |
//! | the body breaks off | 400 | none |
//! | a known event of a wrong structure | 422 | why and where, without the payload |
//! | the body is too large | 413 | none |
//! | not a POST | 405, with `Allow` | none |
//! | the dispatcher failed | 500 | none |
//!
//! Exotel gets its error envelope with 400, 409, 413, 422 and 500. A vendor that retries does so on all
//! but 2xx; [`Dispatcher::on_malformed`](crate::recall::Dispatcher::on_malformed) can store and
//! accept what could not be read.
//!
//! Every response has a [`Report`] in its extensions. Its [`Outcome`] has the reason of a 401, which
//! the caller is not told.
//!
//! # What bounds it
//!
//! The size of a body is bounded here (4 MiB unless you say otherwise), and is checked while
//! reading. The memory that an event takes is a multiple of that, mostly below 10 and at worst some
//! 200 times: `docs/reliability.md` has the figures. Time is not bounded, because a `Service` has no
//! runtime. The layers of
//! [`tower_http`](https://docs.rs/tower-http) go around it:
//!
//! - `timeout::TimeoutLayer` bounds the whole: a body that does not end and a dispatcher that does
//!   not return get the status that you give the layer; 503 makes a vendor try again.
//! - `timeout::RequestBodyTimeoutLayer` gives up a body that stalls sooner: it breaks off, 400.
//! - `catch_panic::CatchPanicLayer` answers 500 when a dispatcher panics. Without it, the
//!   connection is closed without an answer. No other connection notices.
//!
//! **Connections are not bounded by `axum::serve`**, because it sets no limits of its server:
//! callers can hold every descriptor of the process with half a head, can stay connected for as long
//! as they like without sending anything, and need not read their answers. Put a proxy before it
//! that bounds them, or bound them yourself, with hyper's own server. The file
//! `examples/receive/serve.rs` of the repository is there to be copied. It has
//!
//! - hyper's `header_read_timeout`, which needs a timer to be set, and also closes idle connections;
//! - a write timeout, which drops a caller that does not read its answer;
//! - a limit of connections, below the limit of open files. More callers wait until one of the others
//!   is closed. An error of `accept` pauses it and does not end it;
//! - a graceful end, which half a head does not delay beyond its timeout.
//!
//! `println!` and most loggers wait for whoever reads them, and `println!` panics when nobody does.
//! What an observer logs must do neither: see `examples/receive/log.rs`.
//!
//! A caller that goes away before its body is whole is no delivery. One that goes away later, or
//! runs into a timeout, **ends the dispatcher's future** at its next `await`: axum and hyper drop
//! it. What must be done to its end belongs into a task of its own, or a queue.
//!
//! An answer that comes before the whole body was read, 401 by a URL token or 413, closes the
//! connection.
//!
//! # In traces
//!
//! With the feature `tracing`, each request has a span `webhook` of the target `bot_webhooks` at
//! the level `INFO`, and the dispatcher runs within it. It has nothing of the payload:
//!
//! | field | what it is | when it is empty |
//! | --- | --- | --- |
//! | `provider` | `recall`, … | |
//! | `event` | the wire name; `unknown` for one that this version does not know | no event was read |
//! | `delivery_id` | the vendor's id of the delivery | there is none, or no proof of it |
//! | `outcome` | [`Outcome::as_str`] | the request was dropped: a timeout, a caller gone, a panic |
//! | `refusal` | why the proof failed | it did not |
//! | `error` | the [`ParseError`](crate::ParseError) | the body could be read |
//! | `status` | the status of the answer | as `outcome` |
//! | `duration_us` | microseconds until the answer | as `outcome` |
//! | `body_len` | bytes of the body | it was not read to its end |
//! | `drift` | how many things in the event this version does not know | no event was read |
//!
//! A path in an `error` can hold names of members that your own account gave, such as those of
//! Synthflow's collected variables; it never holds a value.
//!
//! # Metrics
//!
//! A [`Report`] has what a metric needs. With the `metrics` facade and a Prometheus exporter:
//!
#![doc = concat!("```ignore\n", include_str!("../../docs/recipes/metrics.rs"), "```")]
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
//! let endpoint = recall::Endpoint::new(App, StandardWebhooks::new([secret])?);
//! let app = Router::new().route_service("/recall", endpoint);
//! let listener = tokio::net::TcpListener::bind("0.0.0.0:8080").await?;
//! axum::serve(listener, app).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Bare hyper
//!
//! `hyper_util::service::TowerToHyperService::new(endpoint)` is a service of hyper 1.
//!
//! # AWS Lambda
//!
//! `lambda_http` runs tower services. It has read the body before the endpoint sees it.
//!
#![doc = concat!("```ignore\n", include_str!("../../docs/recipes/lambda.rs"), "```")]
//!
//! # actix-web
//!
//! It takes no tower services, so [`Endpoint::receive`] answers its requests.
//!
#![doc = concat!("```ignore\n", include_str!("../../docs/recipes/actix.rs"), "```")]

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

use http::HeaderMap;

pub use endpoint::Endpoint;
pub use gate::{DEFAULT_BODY_LIMIT, Gate};
pub use head::Head;
pub use outcome::Outcome;
pub use per_request::PerRequest;
pub use proof::{Check, FindError, FindProof, Found, Proof};
pub use report::Report;
pub use sender::Sender;

pub(crate) use answer::{Answer, Answers};

use crate::Headers;

impl Headers for HeaderMap {
    fn header(&self, name: &str) -> Option<&[u8]> {
        self.get(name).map(http::HeaderValue::as_bytes)
    }
}
