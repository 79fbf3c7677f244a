//! An endpoint is not built without saying how callers authenticate.

use bot_webhooks::recall;

struct App;

impl recall::Dispatcher for App {
    type Error = std::convert::Infallible;
}

fn main() {
    let _ = recall::Endpoint::new(App);
}
