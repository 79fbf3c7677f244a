//! Where the vendors post: authentication, and then the queue.

use axum::Router;
use bot_webhooks::{exotel, pailflow, recall, synthflow};

use crate::publisher::Publisher;
use crate::secrets::Secrets;

/// The largest body that is taken. A NATS server takes messages of 1 MiB unless told otherwise, and
/// a byte of a body can take six in the queue, as a control character does in a JSON string.
const LIMIT: usize = 160 << 10;

/// The endpoints, with the secrets that this finds under their names.
pub fn routes(
    publisher: &Publisher,
    secret: impl Fn(&str) -> Option<String>,
) -> Result<Router, String> {
    let secrets = Secrets::new(secret)?;
    let recall = recall::Endpoint::new(publisher.clone(), secrets.recall);
    let exotel = exotel::Endpoint::new(publisher.clone(), secrets.exotel);
    let synthflow = synthflow::Endpoint::new(publisher.clone(), secrets.synthflow);
    let pailflow = pailflow::Endpoint::new(publisher.clone(), secrets.pailflow);
    Ok(Router::new()
        .route_service("/recall", recall.with_body_limit(LIMIT))
        .route_service("/exotel", exotel.with_body_limit(LIMIT))
        .route_service("/synthflow", synthflow.with_body_limit(LIMIT))
        .route_service("/pailflow", pailflow.with_body_limit(LIMIT)))
}
