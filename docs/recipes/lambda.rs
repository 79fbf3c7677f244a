//! An endpoint on AWS Lambda.
//!
//! ```toml
//! bot-webhooks = { version = "0.1", features = ["receive"] }
//! lambda_http = { version = "1", default-features = false, features = ["apigw_http"] }
//! tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
//! ```

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
