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
//! | no proof, a wrong one, or one that is too old | 401 | none |
//! | the body is not JSON, or breaks off | 400 | why and where, without the payload |
//! | a known event of a wrong structure | 422 | why and where, without the payload |
//! | the body is too large | 413 | none |
//! | not a POST | 405, with `Allow` | none |
//! | the dispatcher failed | 500 | none |
//!
//! Exotel gets its error envelope with 400, 413, 422 and 500. A vendor that retries does so on all
//! but 2xx; [`Dispatcher::on_malformed`](crate::recall::Dispatcher::on_malformed) can store and
//! accept what could not be read.
//!
//! # What bounds it
//!
//! The size of a body is bounded here (4 MiB unless you say otherwise), and is checked while
//! reading. Time is not, because a `Service` has no runtime: put
//! [`tower_http::timeout::RequestBodyTimeoutLayer`](https://docs.rs/tower-http) around it for bodies
//! that stall, and `tower_http::timeout::TimeoutLayer` for a dispatcher that never returns. A
//! dispatcher that panics ends its connection, and only that; `tower_http::catch_panic` answers 500
//! instead.
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

mod body;
mod endpoint;
mod outcome;
mod proof;
mod receivable;
mod service;
mod trace;

use http::HeaderMap;

pub use endpoint::Endpoint;
pub use outcome::Outcome;
pub use proof::Proof;
pub use receivable::{Receivable, Receiver};

pub(crate) use receivable::{Answer, Answering};

use crate::Headers;

impl Headers for HeaderMap {
    fn header(&self, name: &str) -> Option<&[u8]> {
        self.get(name).map(http::HeaderValue::as_bytes)
    }
}
