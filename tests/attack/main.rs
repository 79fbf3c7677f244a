//! An attack over raw sockets: games with HTTP, signatures and tokens, connections that stall at every
//! byte, and mutated bodies for as many seconds as `ATTACK_SECONDS` says. Nothing forged reaches a
//! handler, nothing genuine is suppressed, nothing panics, and memory stays bounded.
//!
//! `ATTACK_SECONDS=600 cargo test --release --all-features --test attack -- --nocapture`

mod credentials;
#[path = "../../examples/receive/serve.rs"]
mod hardened;
mod http;
mod mutated;

use std::collections::HashMap;
use std::convert::Infallible;
use std::future::pending;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use axum::Router;
use bot_webhooks::idempotency::MemoryStore;
use bot_webhooks::receive::{Head, PerRequest};
use bot_webhooks::synthflow::{CallIdSignature, TokenAndSignature};
use bot_webhooks::verify::{StandardWebhooks, UrlToken};
use bot_webhooks::{Delivery, OnMalformed, ParseError, exotel, recall, synthflow};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tower_http::timeout::RequestBodyTimeoutLayer;

const SOON: Duration = Duration::from_millis(300);
const SECRET: &str = "whsec_plJ3nmyCDGBKInavdOK15jsl";
const TENANTS: [&str; 2] = ["acme", "globex"];

static PANICS: AtomicUsize = AtomicUsize::new(0);

fn webhooks(tenant: &str) -> StandardWebhooks {
    let secret = match tenant {
        "acme" => SECRET,
        _ => "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    };
    StandardWebhooks::new(secret).unwrap()
}

fn token(tenant: &str) -> String {
    format!("the-token-of-{tenant}")
}

/// What reached a handler. A genuine body has `genuine-TENANT-NUMBER` in it, a forged one `forged`.
#[derive(Clone, Default)]
struct Recorder {
    genuine: Arc<Mutex<HashMap<String, usize>>>,
    forged: Arc<Mutex<Vec<String>>>,
}

impl Recorder {
    fn note(&self, delivery: &Delivery<'_>) {
        let body = String::from_utf8_lossy(delivery.body());
        let mut is_forged = body.contains("forged");
        if let Some((_, name)) = body.split_once("genuine-") {
            let name = name.split('"').next().unwrap_or_default();
            is_forged |= delivery.tenant() != name.split('-').next();
            *self
                .genuine
                .lock()
                .unwrap()
                .entry(name.to_owned())
                .or_default() += 1;
        }
        if is_forged {
            self.forged.lock().unwrap().push(body.into_owned());
        }
    }
}

macro_rules! recorders {
    ($($provider:ident)+) => {
        $(
            impl $provider::Dispatcher for Recorder {
                type Error = Infallible;

                async fn on_event(
                    &self,
                    _: $provider::Event,
                    delivery: &Delivery<'_>,
                ) -> Result<(), Infallible> {
                    self.note(delivery);
                    Ok(())
                }

                async fn on_malformed(
                    &self,
                    _: &ParseError,
                    delivery: &Delivery<'_>,
                ) -> Result<OnMalformed, Infallible> {
                    self.note(delivery);
                    Ok(OnMalformed::Refuse)
                }
            }
        )+
    };
}
recorders! { exotel recall synthflow }

/// The server under attack.
#[derive(Clone)]
struct Server {
    address: SocketAddr,
    recorder: Recorder,
    sent: Arc<AtomicUsize>,
}

fn tenant(head: &Head<'_>) -> Option<String> {
    let name = head.uri().path().rsplit('/').next()?;
    TENANTS.contains(&name).then(|| name.to_owned())
}

impl Server {
    async fn start() -> Self {
        let recorder = Recorder::default();
        let store = MemoryStore::with_capacity_bytes(8 << 20);
        let signed = PerRequest::new(|head| {
            let tenant = tenant(head);
            async move { Ok(tenant.map(|tenant| (tenant.clone(), webhooks(&tenant)))) }
        });
        let by_token = PerRequest::new(|head| {
            let tenant = tenant(head);
            let found = tenant.map(|tenant| {
                let token = UrlToken::in_query("token", token(&tenant)).unwrap();
                (tenant, token)
            });
            async move { Ok(found) }
        });
        let both = TokenAndSignature::new(
            UrlToken::in_query("token", token("solo")).unwrap(),
            CallIdSignature::new(SECRET).unwrap(),
        );
        let recall = recall::Endpoint::new(recorder.clone(), signed);
        let exotel = exotel::Endpoint::new(recorder.clone(), by_token);
        let synthflow = synthflow::Endpoint::new(recorder.clone(), both).with_tenant("solo");
        let app = Router::new()
            .route_service("/recall/{tenant}", recall.with_idempotency(store.clone()))
            .route_service("/exotel/{tenant}", exotel.with_idempotency(store.clone()))
            .route_service("/synthflow", synthflow.with_idempotency(store))
            .layer(RequestBodyTimeoutLayer::new(SOON));
        let limits = hardened::Limits {
            head: SOON,
            write: SOON,
            connections: 1024,
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(hardened::serve(listener, app, limits, pending(), |error| {
            panic!("{error}");
        }));
        let sent = Arc::default();
        Self {
            address,
            recorder,
            sent,
        }
    }

    /// The answers until the server closes, which it has to do.
    async fn exchange(&self, bytes: impl AsRef<[u8]>) -> String {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        let mut answer = Vec::new();
        let exchange = async {
            // A server that has answered may close before it has read everything.
            let _ = stream.write_all(bytes.as_ref()).await;
            let mut piece = [0; 4096];
            while let Ok(len @ 1..) = stream.read(&mut piece).await {
                answer.extend_from_slice(&piece[..len]);
            }
        };
        let exchange = tokio::time::timeout(Duration::from_secs(20), exchange);
        exchange.await.expect("the server closes");
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// A name that the recorder knows a genuine delivery by.
    fn name(&self, tenant: &str) -> String {
        format!("{tenant}-{}", self.sent.fetch_add(1, Ordering::Relaxed))
    }

    fn dispatched(&self, name: &str) -> usize {
        let genuine = self.recorder.genuine.lock().unwrap();
        genuine.get(name).copied().unwrap_or_default()
    }

    /// Sends a genuine delivery to each kind of endpoint: each is dispatched, once.
    async fn takes_genuine_deliveries(&self) {
        for tenant in TENANTS {
            let name = self.name(tenant);
            let request = recall_request(tenant, &name, &recall_body(&name));
            for _ in 0..2 {
                assert_eq!(status(&self.exchange(&request).await), 200);
                assert_eq!(self.dispatched(&name), 1, "{name}");
            }
            let name = self.name(tenant);
            let body = format!(r#"{{"trigger_reason":"end","session_id":"genuine-{name}"}}"#);
            let path = format!("/exotel/{tenant}?token={}", token(tenant));
            assert_eq!(status(&self.exchange(post(&path, &[], &body)).await), 200);
            assert_eq!(self.dispatched(&name), 1, "{name}");
        }
    }

    /// What must hold after each phase.
    fn holds(&self, phase: &str, count: usize, start: usize) {
        let resident = resident();
        println!("| {phase} | {count} | {resident} MB |");
        assert_eq!(*self.recorder.forged.lock().unwrap(), [""; 0], "{phase}");
        assert_eq!(PANICS.load(Ordering::Relaxed), 0, "{phase}");
        let genuine = self.recorder.genuine.lock().unwrap();
        let twice: Vec<_> = genuine.iter().filter(|(_, times)| **times > 1).collect();
        assert!(twice.is_empty(), "{phase}: {twice:?}");
        assert!(resident < start + 100, "{phase}: {start} MB, {resident} MB");
    }
}

fn recall_body(name: &str) -> String {
    format!(r#"{{"event":"bot.done","new":"genuine-{name}"}}"#)
}

/// A signed delivery, whole.
fn recall_request(tenant: &str, id: &str, body: &str) -> String {
    let headers = webhooks(tenant).signed_headers(id, SystemTime::now(), body.as_bytes());
    post(&format!("/recall/{tenant}"), &headers, body)
}

fn post(path: &str, headers: &[(&str, String)], body: &str) -> String {
    let headers = lines(headers);
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nhost: t\r\nconnection: close\r\ncontent-length: {length}\r\n\
         {headers}\r\n{body}"
    )
}

fn lines(headers: &[(&str, String)]) -> String {
    let lines = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"));
    lines.collect()
}

/// The status of the first answer; 0 if the server closed without one.
fn status(answer: &str) -> u16 {
    let status = answer
        .strip_prefix("HTTP/1.1 ")
        .and_then(|rest| rest.get(..3));
    status.map_or(0, |status| status.parse().unwrap())
}

/// The memory of this process, callers included, in megabytes; 0 where there is no `/proc`.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = resident.and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok());
    kilobytes.unwrap_or(0) / 1000
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_forged_is_handled_and_nothing_genuine_suppressed() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        PANICS.fetch_add(1, Ordering::Relaxed);
        report(info);
    }));
    let seconds = std::env::var("ATTACK_SECONDS").map_or(3, |seconds| seconds.parse().unwrap());
    let server = Server::start().await;
    server.takes_genuine_deliveries().await;
    let start = resident();
    println!("| phase | count | resident |");
    let count = http::games(&server).await;
    server.holds("games with HTTP", count, start);
    let count = http::stalls(&server).await;
    server.holds("connections that stall, one at each byte", count, start);
    let count = credentials::signatures(&server).await;
    server.holds("games with signatures", count, start);
    let count = credentials::tokens(&server).await;
    server.holds("games with tokens", count, start);
    let count = credentials::suppressions(&server).await;
    server.holds("attempts to suppress", count, start);
    let (count, forged) = mutated::bodies(&server, Duration::from_secs(seconds)).await;
    server.holds("mutated bodies", count, start);
    server.holds("of them with forged credentials", forged, start);
    server.takes_genuine_deliveries().await;
    let genuine = server.recorder.genuine.lock().unwrap().len();
    println!("| genuine deliveries, each dispatched once | {genuine} | |");
}
