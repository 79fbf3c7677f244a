use std::io::{self, Read};
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::routing::{post, post_service};
use bot_webhooks::recall::Endpoint;
use bot_webhooks::verify::StandardWebhooks;
use svix::webhooks::Webhook;
use tokio::net::TcpListener;

use super::deliver::by_hand;
use super::dispatch::App;
use super::verify::{SECRET, sign};
use crate::bodies;

/// Prints its address, the body, and the headers of a delivery, a line each, and serves until its
/// standard input ends.
#[tokio::main]
pub(crate) async fn serve(way: &str) -> io::Result<()> {
    let handler = match way {
        "ours" => post_service(Endpoint::new(App, StandardWebhooks::new(SECRET).unwrap())),
        "by-hand" => {
            let webhook = Arc::new(Webhook::new(SECRET).unwrap());
            let answer =
                |headers: HeaderMap, body: Bytes| async move { by_hand(&webhook, &headers, &body) };
            post(answer)
        }
        _ => post(async |body: Bytes| drop(body)),
    };
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let body = (bodies::RECALL.make)();
    println!("http://{}/\n{body}", listener.local_addr()?);
    for (name, value) in &sign(body.as_bytes()) {
        println!("{name}: {}", value.to_str().unwrap());
    }
    println!();
    let wait_for_end = || io::stdin().read_to_end(&mut Vec::new());
    tokio::select! {
        served = axum::serve(listener, Router::new().route("/", handler)) => served,
        _ = tokio::task::spawn_blocking(wait_for_end) => Ok(()),
    }
}
