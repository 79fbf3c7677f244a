//! An endpoint in actix-web.
//!
//! ```toml
//! actix-web = { version = "4", default-features = false, features = ["macros"] }
//! bot-webhooks = { version = "0.1", features = ["receive"] }
//! http = "1"
//! ```

use actix_web::http::StatusCode;
use actix_web::web::{Bytes, Data, PayloadConfig, to};
use actix_web::{App as ActixApp, HttpRequest, HttpResponse, HttpServer};
use bot_webhooks::exotel;
use bot_webhooks::receive::DEFAULT_BODY_LIMIT;
use bot_webhooks::verify::UrlToken;

struct App;

impl exotel::Dispatcher for App {
    type Error = std::convert::Infallible;
}

/// actix-web has an older `http` than the rest, so a request is put together anew.
async fn receive(endpoint: Data<exotel::Endpoint>, from: HttpRequest, body: Bytes) -> HttpResponse {
    let mut request = http::Request::builder()
        .method(from.method().as_str())
        .uri(from.uri().to_string());
    for (name, value) in from.headers() {
        request = request.header(name.as_str(), value.as_bytes());
    }
    let Ok(request) = request.body(body) else {
        return HttpResponse::BadRequest().finish();
    };
    let (answer, body) = endpoint.receive(request).await.into_parts();
    let status = StatusCode::from_u16(answer.status.as_u16());
    let mut response = HttpResponse::build(status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
    for (name, value) in &answer.headers {
        response.append_header((name.as_str(), value.as_bytes()));
    }
    response.body(body)
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let token = UrlToken::in_query("token", std::env::var("EXOTEL_TOKEN")?)?;
    let endpoint = Data::new(exotel::Endpoint::new(App, token));
    let app = move || {
        ActixApp::new()
            .app_data(endpoint.clone())
            // actix-web reads the body, so it needs the limit too.
            .app_data(PayloadConfig::new(DEFAULT_BODY_LIMIT))
            .route("/exotel", to(receive))
    };
    HttpServer::new(app).bind("0.0.0.0:8080")?.run().await?;
    Ok(())
}
