//! The routes, who is let in, what bounds them, and the service from its start to its end.

use std::{array::from_fn, time::Duration};

use axum::{Router, http::StatusCode, routing::get};
use bot_webhooks::receive::{Head, PerRequest, Proof, Report};
use bot_webhooks::synthflow::{self, CallIdSignature, TokenAndSignature};
use bot_webhooks::verify::{SecretError, StandardWebhooks, UrlToken};
use bot_webhooks::{exotel, recall};
use metrics::{counter, gauge, histogram};
use metrics_exporter_prometheus::PrometheusBuilder;
use sqlx::Row as _;
use tokio::time::{sleep, timeout};
use tokio::{net::TcpListener, sync::watch, task::JoinSet};
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

use crate::{App, Result, log::Log, serve};

const WORKERS: u8 = 4;
/// Synthflow waits ten seconds for the answer to an inbound call.
const REQUEST: Duration = Duration::from_secs(8);
/// How long what is in progress may take when the service ends.
const LAST_WORK: Duration = Duration::from_secs(25);

/// Where the vendors post.
pub fn routes(app: &App, observe: impl Fn(&Report) + Clone + Send + Sync + 'static) -> Router {
    let recall = proof(app, |[secret, ..]| StandardWebhooks::new(secret));
    let exotel = proof(app, |[.., token, _]| UrlToken::in_query("token", token));
    let synthflow = proof(app, |[_, secret, _, token]| {
        let token = UrlToken::in_query("token", token)?;
        CallIdSignature::new(secret).map(|signature| TokenAndSignature::new(token, signature))
    });
    // Status changes are a few KB, and anybody can make up the headers of a signature.
    let recall = recall::Endpoint::new(app.clone(), recall).with_body_limit(256 << 10);
    let exotel = exotel::Endpoint::new(app.clone(), exotel);
    let synthflow = synthflow::Endpoint::new(app.clone(), synthflow);
    let late = StatusCode::SERVICE_UNAVAILABLE;
    Router::new()
        .route_service("/recall/{tenant}", recall.with_observer(observe.clone()))
        .route_service("/exotel/{tenant}", exotel.with_observer(observe.clone()))
        .route_service("/synthflow/{tenant}", synthflow.with_observer(observe))
        .layer(tower_http::catch_panic::CatchPanicLayer::new())
        .layer(RequestBodyTimeoutLayer::new(Duration::from_secs(5)))
        .layer(TimeoutLayer::with_status_code(late, REQUEST))
}

/// Recall's, Synthflow's, and the tokens in both other URLs. There are two of one while it is rotated.
type Secrets = [Vec<String>; 4];

/// Finds the proof of the tenant whose name is the last segment of the path. What a lookup finds is kept
/// for a minute, also that there is nothing: it comes before authentication, for every request.
fn proof<E, P: Proof<E> + Clone + 'static>(
    app: &App,
    of: fn(Secrets) -> std::result::Result<P, SecretError>,
) -> impl Proof<E> + use<E, P> {
    let app = app.clone();
    let known = moka::sync::Cache::builder().max_capacity(10_000);
    let known = known.time_to_live(Duration::from_mins(1)).build();
    PerRequest::new(move |head: &Head<'_>| {
        let path = head.uri().path();
        // A longer name is unknown, so that what is kept is bounded in bytes too.
        let name = path.rsplit('/').next().filter(|name| name.len() <= 64);
        let name = name.unwrap_or_default().to_owned();
        let (app, known) = (app.clone(), known.clone());
        async move {
            if let Some(proof) = known.get(&name) {
                return Ok(proof);
            }
            let row = sqlx::query(include_str!("sql/secrets.sql")).bind(&name);
            let row = row.fetch_optional(&app.pool).await?;
            let each = |several: String| several.split_whitespace().map(str::to_owned).collect();
            let proof = row.map(|row| of(from_fn(|column| each(row.get(column)))));
            let proof = proof.transpose()?.map(|proof| (name.clone(), proof));
            known.insert(name, proof.clone());
            Ok(proof)
        }
    })
}

/// Serves the vendors, and the metrics on a listener of their own, until `end` is ready. Then it finishes
/// what is in progress.
pub async fn run(
    app: App,
    [vendors, private]: [TcpListener; 2],
    end: impl Future<Output = ()>,
) -> Result<()> {
    let log = Log::to_stdout();
    for (what, listener) in [("listening", &vendors), ("metrics", &private)] {
        log.line(format!("{what} on http://{}", listener.local_addr()?));
    }
    let builder = PrometheusBuilder::new().set_buckets(&[0.005, 0.05, 0.5, 1.0, 5.0, 15.0])?;
    let prometheus = builder.install_recorder()?;
    let (rendered, inbox) = (prometheus.clone(), app.clone());
    let metrics = Router::new().route("/metrics", get(async move || rendered.render()));
    let mut background = JoinSet::new();
    background.spawn(async { axum::serve(private, metrics).await });
    background.spawn(async move {
        loop {
            gauge!("inbox_waiting").set(inbox.clean().await.unwrap_or(f64::NAN));
            prometheus.run_upkeep();
            sleep(Duration::from_secs(5)).await;
        }
    });
    let (ending, mut ended) = watch::channel(false);
    let mut tasks = JoinSet::new();
    for _ in 0..WORKERS {
        tasks.spawn(app.clone().run_worker(ended.clone(), log.clone()));
    }
    let (reports, strays, errors) = (log.clone(), log.clone(), log.clone());
    let routes = routes(&app, move |report| {
        // Every label has few values.
        let (provider, outcome) = (report.provider.as_str(), report.outcome.as_str());
        let event = report.event.unwrap_or("none");
        counter!("webhooks_total", "provider" => provider, "event" => event, "outcome" => outcome)
            .increment(1);
        histogram!("webhook_seconds", "provider" => provider, "event" => event)
            .record(report.duration);
        reports.report(report);
    });
    let routes = routes.fallback(async move || {
        strays.no_route();
        StatusCode::NOT_FOUND
    });
    tasks.spawn(async move {
        let end = async { drop(ended.wait_for(|ended| *ended).await) };
        let on_error = |error: &_| errors.line(format!("cannot accept: {error}"));
        serve::serve(vendors, routes, serve::Limits::default(), end, on_error).await;
    });
    end.await;
    log.line("ending");
    ending.send_replace(true);
    let finished = timeout(LAST_WORK, tasks.join_all()).await;
    let _ = timeout(Duration::from_secs(1), app.pool.close()).await; // The database may be slow.
    log.flush();
    finished.map(drop).map_err(|_| "gave up waiting".into())
}
