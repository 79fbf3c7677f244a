//! Counts deliveries and measures their time, for Prometheus.
//!
//! ```toml
//! axum = "0.8"
//! bot-webhooks = { version = "0.1", features = ["receive"] }
//! metrics = "0.24"
//! metrics-exporter-prometheus = { version = "0.18", default-features = false }
//! tokio = { version = "1", features = ["macros", "net", "rt-multi-thread", "time"] }
//! ```

use std::time::Duration;

use axum::Router;
use axum::routing::get;
use bot_webhooks::recall;
use bot_webhooks::receive::Report;
use bot_webhooks::verify::StandardWebhooks;
use metrics::{counter, histogram};
use metrics_exporter_prometheus::PrometheusBuilder;

struct App;

impl recall::Dispatcher for App {
    type Error = std::convert::Infallible;
}

/// Every label has few values: an unknown event is `unknown`, and no id is a label.
fn observe(report: &Report) {
    let provider = report.provider.as_str();
    let (event, outcome) = (report.event.unwrap_or("none"), report.outcome.as_str());
    counter!("webhooks_total", "provider" => provider, "event" => event, "outcome" => outcome)
        .increment(1);
    histogram!("webhook_duration_seconds", "provider" => provider, "event" => event)
        .record(report.duration.as_secs_f64());
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let prometheus = PrometheusBuilder::new()
        .set_buckets(&[0.005, 0.05, 0.5, 1.0, 5.0, 15.0])?
        .install_recorder()?;
    let proof = StandardWebhooks::new(std::env::var("RECALL_SECRET")?)?;
    let endpoint = recall::Endpoint::new(App, proof).with_observer(observe);
    let webhooks = Router::new().route_service("/recall", endpoint);
    let rendered = prometheus.clone();
    let metrics = Router::new().route("/metrics", get(async move || rendered.render()));
    // Without it, the durations pile up in memory while nobody scrapes.
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_secs(5)).await;
            prometheus.run_upkeep();
        }
    });
    // Vendors do not reach the metrics: they are on a port of their own.
    let public = tokio::net::TcpListener::bind("0.0.0.0:8080").await?;
    let private = tokio::net::TcpListener::bind("127.0.0.1:9090").await?;
    tokio::try_join!(
        axum::serve(public, webhooks).into_future(),
        axum::serve(private, metrics).into_future(),
    )?;
    Ok(())
}
