//! Where the vendors post: authentication, and then the queue.

use axum::Router;
use bot_webhooks::verify::{SecretError, StandardWebhooks, UrlToken};
use bot_webhooks::{exotel, pailflow, recall, synthflow};

use crate::publisher::Publisher;

/// The largest body that is taken. A NATS server takes messages of 1 MiB unless told otherwise, and
/// a byte of a body can take six in the queue, as a control character does in a JSON string.
const LIMIT: usize = 160 << 10;

/// The endpoints. `secret` is Recall's, `token` is in the URLs of the others.
pub fn routes(publisher: &Publisher, secret: &str, token: &str) -> Result<Router, SecretError> {
    let signature = StandardWebhooks::new(secret)?;
    let token = UrlToken::in_query("token", token)?;
    let recall = recall::Endpoint::new(publisher.clone(), signature);
    let exotel = exotel::Endpoint::new(publisher.clone(), token.clone());
    let synthflow = synthflow::Endpoint::new(publisher.clone(), token.clone());
    let pailflow = pailflow::Endpoint::new(publisher.clone(), token);
    Ok(Router::new()
        .route_service("/recall", recall.with_body_limit(LIMIT))
        .route_service("/exotel", exotel.with_body_limit(LIMIT))
        .route_service("/synthflow", synthflow.with_body_limit(LIMIT))
        .route_service("/pailflow", pailflow.with_body_limit(LIMIT)))
}
