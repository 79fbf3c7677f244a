//! Games with HTTP.

use std::time::SystemTime;

use futures_util::future::join_all;

use super::{Server, lines, recall_body, recall_request, webhooks};

const FORGED: &str = r#"{"event":"bot.done","new":"forged"}"#;

/// The forged body in every kind of odd request, without a signature and with that of another body.
pub(super) async fn games(server: &Server) -> usize {
    let genuine = recall_body(&server.name("acme"));
    let stolen = webhooks("acme").signed_headers("stolen", SystemTime::now(), genuine.as_bytes());
    let mut games = Vec::new();
    for auth in [String::new(), lines(&stolen)] {
        games.extend(requests(&auth));
    }
    let count = games.len();
    join_all(games.into_iter().map(|game| async move {
        let answer = server.exchange(&game).await;
        assert!(!answer.contains("forged"), "{answer}");
        server.takes_genuine_deliveries().await;
    }))
    .await;
    count
}

#[rustfmt::skip]
fn requests(auth: &str) -> Vec<Vec<u8>> {
    let len = FORGED.len();
    let to = "POST /recall/acme HTTP/1.1\r\nhost: t\r\n";
    let length = format!("content-length: {len}\r\n");
    let head = |more: &str| format!("{to}{auth}{more}\r\n");
    let whole = |more: &str| head(&format!("{length}{more}")) + FORGED;
    let chunked = |chunks: &str| head("transfer-encoding: chunked\r\n") + chunks;
    let uri = |uri: &str| whole("").replace("/recall/acme", uri);
    let chunk = format!("{len:x}\r\n{FORGED}\r\n");
    let huge = "x".repeat(1 << 20);
    let mut games: Vec<String> = vec![
        whole(""), whole(&length), whole("content-length: 5\r\n"), whole("content-length: 0\r\n"),
        whole("content-length: -1\r\n"), whole("content-length: +35\r\n"), whole("content-length: 35, 35\r\n"),
        whole("content-length: 99999999999999999999\r\n"), head("content-length: 4194305\r\n"),
        whole("transfer-encoding: chunked\r\n"), whole("transfer-encoding: identity\r\n"),
        whole("transfer-encoding: chunked, chunked\r\n"), whole("transfer-encoding: xchunked\r\n"),
        whole("transfer-encoding : chunked\r\n"), whole("transfer-encoding:\x0bchunked\r\n"),
        chunked(&format!("{chunk}0\r\n\r\n")), chunked(&format!("{chunk}0\r\nx: y\r\n\r\n")), chunked(&chunk),
        chunked("zz\r\n"), chunked("-1\r\n"), chunked("ffffffffffffffff\r\nx"), chunked("fffffffffffffffff\r\nx"),
        chunked(&format!("{len:x};{}\r\n{FORGED}\r\n0\r\n\r\n", "e".repeat(9000))), chunked("5\r\n{}\r\n0\r\n\r\n"),
        chunked(&format!("0{len:x}\n{FORGED}\n0\n\n")), chunked(&"1\r\n \r\n".repeat(10_000)),
        chunked(&format!("0\r\n{}\r\n", "trailer: x\r\n".repeat(5_000))),
        uri("http://t/recall/acme"), uri("https://evil.example/recall/acme"), uri("//recall/acme"), uri("*"),
        uri("/recall/acme/../acme"), uri("/recall/%61cme"), uri("/recall/acme%00"), uri("/recall/"), uri("/"),
        uri("/recall/acme#x"), uri("/recall/acme?webhook-id=x"), uri("recall/acme"), uri(&format!("/{huge}")),
        whole("x: y\r\n folded\r\n"), whole("x : y\r\n"), whole(": y\r\n"), whole("x\r\n"), whole("x: \0\r\n"),
        whole("x: a\rb\r\n"), whole("x: y\n"), whole(&format!("x: {huge}\r\n")), whole(&format!("{huge}: x\r\n")),
        whole(&"x: y\r\n".repeat(10_000)), whole("content-encoding: gzip\r\n"), whole("upgrade: h2c\r\nconnection: upgrade\r\n"),
        whole("expect: 100-continue\r\n"), head(&format!("{length}expect: 100-continue\r\n")), whole("expect: 200-ok\r\n"),
        whole("webhook-id: other\r\n"), whole("webhook-signature: v1,AA==\r\n"), whole("webhook-timestamp: 1\r\n"),
        whole("WEBHOOK-ID: other\r\n"), whole("svix-id: other\r\n"), whole("webhook_id: other\r\n"), whole("host: u\r\n"),
        whole("x-http-method-override: PUT\r\n"), whole("x-original-url: /recall/globex\r\n"),
        whole("").replace("POST", "post"), whole("").replace("POST", "GET"), whole("").replace("POST", "CONNECT"),
        whole("").replace("HTTP/1.1", "HTTP/1.0"), whole("").replace("HTTP/1.1", "HTTP/9.9"), whole("").replace(" HTTP/1.1", ""),
        whole("").replace("host: t\r\n", ""), whole("").replace("\r\n", "\n"), whole("").to_uppercase().replace("FORGED", "forged"),
        whole("") + "trailing", whole("") + &whole(""), whole("").repeat(50), format!("\r\n\r\n{}", whole("")),
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(), "\x16\x03\x01\x02\0\x01\0".to_owned(), "\0".repeat(5000), "x".to_owned(),
    ];
    // A genuine request, and the forged one behind it, or within what its length does not cover.
    let genuine = recall_request("acme", "smuggler", r#"{"event":"bot.done"}"#);
    games.push(genuine.clone() + &whole(""));
    games.push(genuine.replace("connection: close\r\n", "") + &whole(""));
    games.push(genuine.replace("content-length", "transfer-encoding: chunked\r\ncontent-length") + &whole(""));
    games.push(genuine.replace("content-length: 20", &format!("content-length: 0\r\nx: {}", "y".repeat(9))) + &whole(""));
    games.push(genuine.replace(r#"{"event":"bot.done"}"#, FORGED).replace("content-length: 20", &length[..length.len() - 2]));
    games.into_iter().map(String::into_bytes).collect()
}

/// A genuine request that stalls at each of its bytes: the server closes, and nothing is dispatched.
pub(super) async fn stalls(server: &Server) -> usize {
    let name = server.name("acme");
    let request = recall_request("acme", &name, &recall_body(&name));
    let stalled = (0..request.len()).map(|len| server.exchange(&request[..len]));
    let answers = join_all(stalled).await;
    assert!(
        answers
            .iter()
            .all(|answer| !answer.starts_with("HTTP/1.1 200"))
    );
    assert_eq!(server.dispatched(&name), 0);
    assert!(server.exchange(&request).await.starts_with("HTTP/1.1 200"));
    assert_eq!(server.dispatched(&name), 1);
    answers.len()
}
