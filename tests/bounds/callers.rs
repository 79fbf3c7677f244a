//! Many callers at once that have no secret.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use allocation_counter::measure;
use axum::Router;
use bot_webhooks::recall;
use bot_webhooks::receive::{DEFAULT_BODY_LIMIT, Outcome};
use bot_webhooks::verify::{StandardWebhooks, VerifyError};
use futures_util::future::join_all;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::App;

const CALLERS: usize = 300;

/// The allocator counts by thread, so callers and server share one.
#[test]
fn three_hundred_without_signature_headers_take_under_20_megabytes() {
    let refused = Arc::new(AtomicUsize::new(0));
    let used = measure(|| {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_all().build().unwrap();
        runtime.block_on(async {
            let address = serve(&refused).await;
            let mut callers = Vec::new();
            for _ in 0..CALLERS {
                callers.push(TcpStream::connect(address).await.unwrap());
            }
            join_all(callers.into_iter().map(post_the_limit)).await;
        });
    });
    println!(
        "| {CALLERS} callers without signature headers | {} kB |",
        used.bytes_max / 1000
    );
    assert_eq!(refused.load(Ordering::Relaxed), CALLERS);
    assert!(used.bytes_max < 20_000_000, "{}", used.bytes_max);
}

async fn serve(refused: &Arc<AtomicUsize>) -> SocketAddr {
    let proof = StandardWebhooks::new("whsec_plJ3nmyCDGBKInavdOK15jsl").unwrap();
    let refused = Arc::clone(refused);
    let endpoint = recall::Endpoint::new(App, proof).with_observer(move |report| {
        let missing = VerifyError::MissingHeader("webhook-id");
        let is_refused = report.outcome == Outcome::Unauthenticated(missing);
        refused.fetch_add(usize::from(is_refused), Ordering::Relaxed);
    });
    let router = Router::new().route_service("/", endpoint);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// Sends as much of a body of the limit as the server takes, and keeps the connection until it is closed.
async fn post_the_limit(mut stream: TcpStream) {
    static PIECE: [u8; 64 << 10] = [b' '; 64 << 10];
    let head =
        format!("POST / HTTP/1.1\r\nhost: t\r\ncontent-length: {DEFAULT_BODY_LIMIT}\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    // One byte stays away: the server has to wait for it, with all others in its hands.
    let mut left = DEFAULT_BODY_LIMIT - 1;
    while left > 0 {
        match stream.write(&PIECE[..left.min(PIECE.len())]).await {
            Ok(len) => left -= len,
            // The server has answered and closed.
            Err(_) => return,
        }
    }
    let mut answer = [0; 64];
    let answer = stream.read(&mut answer);
    let _ = tokio::time::timeout(Duration::from_secs(2), answer).await;
}
