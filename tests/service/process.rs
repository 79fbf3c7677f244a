//! The program, as it is started.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use bot_webhooks::recall::Timeline;
use service::App;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::database::{Database, count, rows};
use crate::merge::course;
use crate::vendors::{Delivery, deliver};

struct Service {
    child: Child,
    address: String,
    metrics: String,
}

impl Service {
    /// Listens at this address.
    fn start(database: &Database, address: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_service"))
            .args(["--listen", address])
            .env("DATABASE_URL", &database.url)
            .env("METRICS_LISTEN", "127.0.0.1:0")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut after = |words: &str| {
            let line = lines.next().unwrap().unwrap();
            line.strip_prefix(words)
                .unwrap_or_else(|| panic!("{line}"))
                .to_owned()
        };
        let address = after("listening on http://");
        let metrics = after("metrics on http://");
        // Nobody reads its log, and yet it is not to lose lines.
        thread::spawn(move || lines.count());
        Self {
            child,
            address,
            metrics,
        }
    }

    fn signal(&self, signal: &str) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args([signal, &pid]).status();
        assert!(sent.unwrap().success());
    }

    async fn metrics(&self) -> String {
        let mut connection = TcpStream::connect(&self.metrics).await.unwrap();
        let request = b"GET /metrics HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
        connection.write_all(request).await.unwrap();
        let mut metrics = String::new();
        connection.read_to_string(&mut metrics).await.unwrap();
        metrics
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits until there are so many rows.
async fn reach(app: &App, table_and_where: &str, rows: i64) {
    let deadline = Instant::now() + Duration::from_mins(1);
    while count(app, table_and_where).await < rows {
        assert!(Instant::now() < deadline, "too few {table_and_where}");
        sleep(Duration::from_millis(5)).await;
    }
}

const CALLS: usize = 80;
const BOTS: usize = 20;

pub(crate) async fn killed_in_the_middle_of_its_work_it_loses_and_repeats_nothing(
    database: &Database,
) {
    let app = database.app_with_tenants().await;
    let mut service = Service::start(database, "127.0.0.1:0");
    let address = service.address.clone();
    let mut vendors = JoinSet::new();
    let accepted = Arc::new(AtomicUsize::new(0));
    let mut post = |deliveries: Vec<Delivery>| {
        let (url, accepted) = (format!("http://{address}"), Arc::clone(&accepted));
        vendors.spawn(async move {
            for delivery in deliveries {
                deliver(&url, &delivery).await;
                accepted.fetch_add(1, Ordering::Relaxed);
                sleep(Duration::from_millis(30)).await;
            }
        });
    };
    let tenant = |number: usize| {
        if number.is_multiple_of(2) {
            "acme"
        } else {
            "globex"
        }
    };
    let mut timelines = Vec::new();
    for number in 0..BOTS {
        let (mut deliveries, timeline) = course(tenant(number), &format!("bot-{number}"));
        deliveries.rotate_left(number % 7);
        post(deliveries);
        timelines.push(timeline);
    }
    for kind in 0..4 {
        let numbers = (0..CALLS).filter(|number| number % 4 == kind);
        let calls =
            numbers.map(|number| Delivery::post_call(tenant(number), &format!("call-{number}")));
        post(calls.collect());
    }

    reach(&app, "calls", 20).await;
    // In the middle of its work, and while it is sent more.
    let cut_off = loop {
        service.signal("-STOP");
        // What it has told Postgres to commit is committed.
        sleep(Duration::from_millis(50)).await;
        let begun = count(&app, "inbox WHERE attempts = 1 AND done_at IS NULL").await;
        if begun > 0 {
            break begun;
        }
        service.signal("-CONT");
        sleep(Duration::from_millis(7)).await;
    };
    service.child.kill().unwrap();
    service.child.wait().unwrap();
    assert!(accepted.load(Ordering::Relaxed) < CALLS + BOTS * 12);
    sleep(Duration::from_millis(300)).await;
    let service = Service::start(database, &service.address);
    vendors.join_all().await;
    reach(&app, "inbox WHERE done_at IS NOT NULL", 80).await;

    // Everything is there, and was written once.
    let calls = rows::<(i64, String)>(&app, "SELECT version, summary FROM calls").await;
    assert_eq!(calls, vec![(1, "6 turns".to_owned()); CALLS]);
    let attempts = "SELECT attempts, count(*) FROM inbox GROUP BY attempts ORDER BY attempts";
    let attempts = rows::<(i64, i64)>(&app, attempts).await;
    assert_eq!(attempts, [(1, 80 - cut_off), (2, cut_off)]);
    let meetings = rows::<(i64, String)>(&app, "SELECT version, state FROM meetings").await;
    assert_eq!(meetings.len(), BOTS);
    for (version, state) in meetings {
        let timeline: Timeline = serde_json::from_str(&state).unwrap();
        assert!(timelines.contains(&timeline), "{state}");
        assert_eq!(version, 12);
    }
    // A recording of each bot, and the transcript, of which each tenant has the same.
    assert_eq!(count(&app, "downloads").await, 20 + 2);
    drop(service);
}

pub(crate) async fn asked_to_end_it_finishes_what_it_has_begun(database: &Database) {
    let app = database.app_with_tenants().await;
    let mut service = Service::start(database, "127.0.0.1:0");
    let url = format!("http://{}", service.address);
    for number in 0..30 {
        deliver(
            &url,
            &Delivery::post_call("acme", &format!("call-{number}")),
        )
        .await;
    }
    let handled = r#"webhooks_total{provider="synthflow",event="post_call",outcome="handled"} 30"#;
    let metrics = service.metrics().await;
    assert!(
        metrics.contains(handled) && metrics.contains("inbox_waiting "),
        "{metrics}"
    );
    reach(&app, "inbox WHERE attempts > 0", 1).await;
    service.signal("-TERM");
    assert!(service.child.wait().unwrap().success());
    assert_eq!(
        count(&app, "inbox WHERE attempts > 0 AND done_at IS NULL").await,
        0
    );
    assert_eq!(
        count(&app, "calls").await,
        count(&app, "inbox WHERE attempts = 1").await
    );
}

pub(crate) fn the_demonstration_succeeds() {
    let demonstration = Command::new(env!("CARGO_BIN_EXE_service"))
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&demonstration.stderr);
    assert!(demonstration.status.success(), "{error}");
    let shown = String::from_utf8(demonstration.stdout).unwrap();
    let tables = include_str!("../../examples/service/demo/tables.txt");
    assert!(shown.ends_with(&format!("\n{tables}\n")), "{shown}");
}
