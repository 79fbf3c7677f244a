use std::sync::Arc;
use std::time::Duration;

use axum::Router;
#[cfg(feature = "idempotency-memory")]
use bot_webhooks::idempotency::MemoryStore;
use bot_webhooks::receive::Report;
use bot_webhooks::{exotel, pailflow, recall, synthflow};
use http::StatusCode;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

use crate::app::App;
use crate::secrets::Secrets;

/// The four endpoints, and what bounds the time of a request.
pub(crate) fn routes(
    secrets: Secrets,
    app: App,
    observer: impl Fn(&Report) + Clone + Send + Sync + 'static,
) -> Router {
    let app = Arc::new(app);
    // Status changes are a few KB, and anybody can make up the headers of a signature.
    let recall = recall::Endpoint::new(app.clone(), secrets.recall).with_body_limit(256 << 10);
    #[cfg(feature = "idempotency-memory")]
    let recall = recall.with_idempotency(MemoryStore::new());
    let exotel = exotel::Endpoint::new(app.clone(), secrets.exotel);
    let synthflow = synthflow::Endpoint::new(app.clone(), secrets.synthflow);
    let pailflow = pailflow::Endpoint::new(app, secrets.pailflow);
    // Synthflow waits 10 seconds, and Recall 15.
    let (stalled, whole) = (Duration::from_secs(5), Duration::from_secs(8));
    Router::new()
        .route_service("/recall", recall.with_observer(observer.clone()))
        .route_service("/exotel", exotel.with_observer(observer.clone()))
        .route_service("/synthflow", synthflow.with_observer(observer.clone()))
        .route_service("/pailflow", pailflow.with_observer(observer))
        .layer(CatchPanicLayer::new())
        .layer(RequestBodyTimeoutLayer::new(stalled))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            whole,
        ))
}
