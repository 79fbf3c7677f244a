//! A closure is not a dispatcher; `from_fn` makes one of it.

use bot_webhooks::recall;
use bot_webhooks::verify::UrlToken;

fn main() {
    let token = UrlToken::in_query("token", ["a-token-of-the-tests"]).unwrap();
    let _ = recall::Endpoint::new(|event: recall::Event| println!("{}", event.name()), token);
}
