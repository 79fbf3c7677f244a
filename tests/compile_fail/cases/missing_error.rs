//! A dispatcher says what it fails with.

use bot_webhooks::recall;

struct App;

impl recall::Dispatcher for App {}

fn main() {}
