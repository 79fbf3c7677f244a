//! The two ways in: an endpoint for webhooks, and a WebSocket.

use std::sync::Arc;
use std::time::SystemTime;

use axum::Router;
use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use bot_webhooks::recall::{self, Dispatcher, SignatureOrToken};
use bot_webhooks::{BoxError, Delivery, Provider};
use http::{HeaderMap, StatusCode, Uri};

use crate::app::App;

/// The largest message: a PNG of a large screen, in base64.
const MESSAGE_LIMIT: usize = 16 << 20;

pub(crate) fn routes(app: &Arc<App>, proof: SignatureOrToken) -> Router {
    let endpoint = recall::Endpoint::new(app.clone(), proof.clone());
    Router::new()
        .route("/recall/live", any(upgrade))
        .with_state((app.clone(), proof))
        .route_service("/recall", endpoint)
}

/// Only the request that opens the WebSocket is authenticated: no message has a signature.
async fn upgrade(
    State((app, proof)): State<(Arc<App>, SignatureOrToken)>,
    uri: Uri,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    match proof.verify_upgrade(&uri.to_string(), &headers, SystemTime::now()) {
        Ok(_) => upgrade
            .max_message_size(MESSAGE_LIMIT)
            .on_upgrade(|socket| receive(socket, app)),
        Err(_) => StatusCode::UNAUTHORIZED.into_response(),
    }
}

async fn receive(mut socket: WebSocket, app: Arc<App>) {
    while let Some(Ok(message)) = socket.recv().await {
        let Message::Text(text) = message else {
            continue;
        };
        // Nobody sends a message again, so what fails is lost.
        if let Err(error) = dispatch(&app, text.as_bytes()).await {
            app.say(&format!("a message is lost: {error}"));
        }
    }
}

async fn dispatch(app: &App, message: &[u8]) -> Result<(), BoxError> {
    let event = recall::Event::from_slice(message)?;
    // Status changes are signed, and no message is.
    if event.is_known() && !event.is_realtime() {
        return Err("a status change in a WebSocket".into());
    }
    app.dispatch(event, &Delivery::new(Provider::Recall, message))
        .await
}
