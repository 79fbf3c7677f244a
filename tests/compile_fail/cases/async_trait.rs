//! The methods are native `async fn`s.

use bot_webhooks::{Delivery, recall};

struct App;

#[async_trait::async_trait]
impl recall::Dispatcher for App {
    type Error = std::convert::Infallible;

    async fn on_bot_done(
        &self,
        _: recall::StatusChange,
        _: &Delivery<'_>,
    ) -> Result<(), Self::Error> {
        Ok(())
    }
}

fn main() {}
