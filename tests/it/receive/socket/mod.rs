//! The endpoint over a real socket, served by axum, by bare hyper, and by the server of the example
//! `receive`.

mod bodies;
mod disconnects;
mod dispatchers;
#[path = "../../../../examples/receive/serve.rs"]
mod hardened;
mod limits;
mod many_connections;
mod stalls;

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::extract::Request as AxumRequest;
use axum::response::IntoResponse;
use bot_webhooks::recall;
use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tower::Service;

use hardened::Limits;

use super::recording_dispatcher::RecordingDispatcher;
use super::{URL, endpoint};

const BODY: &str = r#"{"event": "bot.done"}"#;

fn recall_endpoint(dispatcher: &RecordingDispatcher) -> recall::Endpoint {
    endpoint(dispatcher)
}

async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

async fn serve_with_axum<S>(service: S) -> SocketAddr
where
    S: Service<AxumRequest, Error = Infallible> + Clone + Send + Sync + 'static,
    S::Response: IntoResponse,
    S::Future: Send,
{
    let (listener, address) = listen().await;
    let app = Router::new().route_service("/hook", service);
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    address
}

async fn serve_hardened<S>(service: S) -> SocketAddr
where
    S: Service<AxumRequest, Error = Infallible> + Clone + Send + Sync + 'static,
    S::Response: IntoResponse,
    S::Future: Send,
{
    let minute = Duration::from_secs(60);
    let limits = Limits {
        head: minute,
        write: minute,
        connections: 4096,
    };
    let (listener, address) = listen().await;
    let app = Router::new().route_service("/hook", service);
    tokio::spawn(async move {
        hardened::serve(listener, app, limits, std::future::pending(), |error| {
            panic!("{error}");
        })
        .await;
    });
    address
}

async fn serve_with_hyper<S, B>(service: S) -> SocketAddr
where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible>,
    S: Clone + Send + 'static,
    S::Future: Send,
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let (listener, address) = listen().await;
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let service = TowerToHyperService::new(service.clone());
            let server = hyper::server::conn::http1::Builder::new();
            tokio::spawn(server.serve_connection(TokioIo::new(stream), service));
        }
    });
    address
}

/// The addresses of three servers of this service.
macro_rules! serve {
    ($service:expr) => {{
        let service = $service;
        [
            crate::receive::socket::serve_with_axum(service.clone()).await,
            crate::receive::socket::serve_hardened(service.clone()).await,
            crate::receive::socket::serve_with_hyper(service).await,
        ]
    }};
}
use serve;

/// The head of a request with these headers.
fn head(headers: &str) -> String {
    format!("POST {URL} HTTP/1.1\r\nhost: test\r\n{headers}\r\n\r\n")
}

fn whole_request() -> String {
    let headers = format!("connection: close\r\ncontent-length: {}", BODY.len());
    head(&headers) + BODY
}

/// A caller who writes what it likes.
struct Caller(TcpStream);

impl Caller {
    async fn connect(address: SocketAddr) -> Self {
        Self(TcpStream::connect(address).await.unwrap())
    }

    async fn write(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.write_all(bytes.as_ref()).await.unwrap();
    }

    /// What comes until the server closes.
    async fn read_to_end(mut self) -> String {
        let mut answer = Vec::new();
        let reading = async {
            let mut piece = [0; 4096];
            // A server that closes with unread bytes resets the connection.
            while let Ok(len @ 1..) = self.0.read(&mut piece).await {
                answer.extend_from_slice(&piece[..len]);
            }
        };
        let reading = tokio::time::timeout(Duration::from_secs(10), reading);
        reading.await.expect("the server closes");
        String::from_utf8(answer).unwrap()
    }

    /// The status line of the next answer.
    async fn read_status(&mut self) -> String {
        let mut line = Vec::new();
        let reading = async {
            while !line.ends_with(b"\r\n") {
                line.push(self.0.read_u8().await.unwrap());
            }
        };
        let reading = tokio::time::timeout(Duration::from_secs(10), reading);
        reading.await.expect("the server answers");
        String::from_utf8(line).unwrap()
    }
}

async fn exchange(address: SocketAddr, request: impl AsRef<[u8]>) -> String {
    let mut caller = Caller::connect(address).await;
    caller.write(request).await;
    caller.read_to_end().await
}

/// Fails unless the server takes a delivery, as if nothing had been.
async fn still_answers(address: SocketAddr) {
    assert_status(&exchange(address, whole_request()).await, 200);
}

fn assert_status(answer: &str, status: u16) {
    let begin = format!("HTTP/1.1 {status} ");
    assert!(answer.starts_with(&begin), "{status} expected: {answer:?}");
}

#[tokio::test]
async fn a_delivery() {
    let dispatcher = RecordingDispatcher::default();
    for address in serve!(recall_endpoint(&dispatcher)) {
        assert_status(&exchange(address, whole_request()).await, 200);
        assert_eq!(dispatcher.take(), ["bot.done - 21"]);
    }
}

#[tokio::test]
async fn several_on_one_connection() {
    let dispatcher = RecordingDispatcher::default();
    let servers = serve!(recall_endpoint(&dispatcher)).into_iter();
    // The hardened one closes a connection after its first request.
    for (address, answered) in servers.zip([3, 1, 3]) {
        let mut caller = Caller::connect(address).await;
        let keep_alive = head(&format!("content-length: {}", BODY.len())) + BODY;
        caller.write(keep_alive.repeat(2) + &whole_request()).await;
        let answers = caller.read_to_end().await;
        assert_eq!(answers.matches("HTTP/1.1 200 OK").count(), answered);
        assert_eq!(dispatcher.take().len(), answered);
    }
}

#[tokio::test]
async fn other_methods() {
    let dispatcher = RecordingDispatcher::default();
    for address in serve!(recall_endpoint(&dispatcher)) {
        for method in ["GET", "HEAD"] {
            let request =
                format!("{method} /hook HTTP/1.1\r\nhost: t\r\nconnection: close\r\n\r\n");
            let answer = exchange(address, request).await;
            assert_status(&answer, 405);
            assert!(answer.contains("\r\nallow: POST\r\n"), "{answer}");
            assert!(answer.ends_with("\r\n\r\n"), "no body");
        }
        still_answers(address).await;
    }
}
