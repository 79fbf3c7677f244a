//! The error is reported, so it has to be one.

use bot_webhooks::recall;

struct App;

impl recall::Dispatcher for App {
    type Error = ();
}

fn main() {}
