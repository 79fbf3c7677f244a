//! A secret that may be missing is no secret.

use bot_webhooks::verify::StandardWebhooks;

fn main() {
    let secret: Option<&str> = None;
    let _ = StandardWebhooks::new(secret);
}
