use bot_webhooks::recall;
use bot_webhooks::verify::StandardWebhooks;

struct App;

impl recall::Dispatcher for App {
    type Error = std::convert::Infallible;
}

#[tokio::main]
async fn main() -> Result<(), lambda_http::Error> {
    let secret = std::env::var("RECALL_SECRET")?;
    let endpoint = recall::Endpoint::new(App, StandardWebhooks::new(secret)?);
    lambda_http::run(endpoint).await
}
