use std::sync::Arc;
use std::time::Duration;

use axum::{Router, middleware};
use bot_webhooks::{exotel, pailflow, recall, synthflow};
use http::StatusCode;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

use crate::app::App;
use crate::log::{Listener, tell};
use crate::secrets::Secrets;

/// The four endpoints, and what bounds them.
pub(crate) fn routes(secrets: Secrets, listener: Listener) -> Router {
    let app = Arc::new(App::default());
    let (stalled, whole) = (Duration::from_secs(5), Duration::from_secs(20));
    Router::new()
        .route_service(
            "/recall",
            recall::Endpoint::new(app.clone(), secrets.recall),
        )
        .route_service(
            "/exotel",
            exotel::Endpoint::new(app.clone(), secrets.exotel),
        )
        .route_service(
            "/synthflow",
            synthflow::Endpoint::new(app.clone(), secrets.synthflow),
        )
        .route_service("/pailflow", pailflow::Endpoint::new(app, secrets.pailflow))
        .layer(CatchPanicLayer::new())
        .layer(RequestBodyTimeoutLayer::new(stalled))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            whole,
        ))
        .layer(middleware::from_fn_with_state(listener, tell))
}
