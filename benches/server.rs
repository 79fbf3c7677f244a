//! A server for `scripts/performance` to load: `server ours` answers with the endpoint, `server
//! floor` with a handler that only reads the body, `server by-hand` with one as usually
//! written. It prints its address, the body, and the headers of a delivery, a line each, and serves
//! until its standard input ends.

#[expect(dead_code, reason = "only a body and its signature are asked for here")]
mod support;

use std::io::Read;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::routing::{post, post_service};
use bot_webhooks::recall::Endpoint;
use bot_webhooks::verify::StandardWebhooks;
use svix::webhooks::Webhook;
use tokio::net::TcpListener;

use support::dispatch::App;
use support::{bodies, deliver, verify};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let router = match std::env::args().nth(1).as_deref() {
        Some("ours") => {
            let proof = StandardWebhooks::new(verify::SECRET).unwrap();
            Router::new().route("/", post_service(Endpoint::new(App, proof)))
        }
        Some("floor") => Router::new().route("/", post(|body: Bytes| async move { drop(body) })),
        Some("by-hand") => {
            let webhook = Arc::new(Webhook::new(verify::SECRET).unwrap());
            let handler = |headers: HeaderMap, body: Bytes| async move {
                deliver::by_hand(&webhook, &headers, &body)
            };
            Router::new().route("/", post(handler))
        }
        // `cargo bench` asks for nothing.
        _ => return Ok(()),
    };
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let body = (bodies::RECALL.make)();
    println!("http://{}/\n{body}", listener.local_addr()?);
    for (name, value) in &verify::sign(body.as_bytes()) {
        println!("{name}: {}", value.to_str().unwrap());
    }
    println!();
    let wait_for_end = || std::io::stdin().read_to_end(&mut Vec::new());
    tokio::select! {
        served = axum::serve(listener, router) => served,
        _ = tokio::task::spawn_blocking(wait_for_end) => Ok(()),
    }
}
