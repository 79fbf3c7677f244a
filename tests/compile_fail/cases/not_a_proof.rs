//! A `Result` with a proof is not a proof, nor is a secret.

use bot_webhooks::recall;
use bot_webhooks::verify::StandardWebhooks;

struct App;

impl recall::Dispatcher for App {
    type Error = std::convert::Infallible;
}

fn main() {
    let secret = "whsec_plJ3nmyCDGBKInavdOK15jsl";
    let _ = recall::Endpoint::new(App, StandardWebhooks::new(secret));
    let _ = recall::Endpoint::new(App, secret);
}
