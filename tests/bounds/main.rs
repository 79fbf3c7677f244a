//! What hostile bodies cost in memory and time, beside what `serde_json::Value` needs for the same.
//!
//! The figures of docs/reliability.md are printed by
//! `cargo test --release --features receive --test bounds -- --nocapture --test-threads 1`.

mod body_size;
mod callers;
mod field_count;
mod memory;
mod shapes;
#[cfg(feature = "idempotency-memory")]
mod store;
mod time;

use std::convert::Infallible;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use bot_webhooks::receive::DEFAULT_BODY_LIMIT;
use bot_webhooks::{Provider, exotel, pailflow, recall, synthflow};
use http::Request;
use http_body::Body;
use tower::ServiceExt;

/// How large the bodies are. Without optimization there is no time for large ones.
const LARGE: usize = if cfg!(debug_assertions) {
    10_000
} else {
    100_000
};

struct App;

macro_rules! apps {
    ($($provider:ident)+) => {
        $( impl $provider::Dispatcher for App { type Error = Infallible; } )+
    };
}
apps! { exotel pailflow recall synthflow }

/// The status that a provider's endpoint with this limit answers a request with.
fn post<B>(provider: Provider, limit: Option<usize>, body: B) -> u16
where
    B: Body + Send + 'static,
    B::Data: Send,
{
    macro_rules! post {
        ($module:ident) => {{
            let endpoint = $module::Endpoint::dangerously_unauthenticated(App);
            let limit = limit.unwrap_or(DEFAULT_BODY_LIMIT);
            let request = Request::post("/").body(body).unwrap();
            let response = now(endpoint.with_body_limit(limit).oneshot(request));
            response.unwrap().status().as_u16()
        }};
    }
    match provider {
        Provider::Exotel => post!(exotel),
        Provider::PailFlow => post!(pailflow),
        Provider::Recall => post!(recall),
        Provider::Synthflow => post!(synthflow),
        _ => panic!("no row of {provider}"),
    }
}

/// Nothing here waits for anything, so there is no need for a runtime.
fn now<F: Future>(work: F) -> F::Output {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits"),
    }
}
