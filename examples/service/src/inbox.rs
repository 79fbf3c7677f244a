//! An inbox in a table: a delivery is stored, answered with 200, and worked on later.
//!
//! A worker has a row until its lease ends, and then the next one takes it: so no row is lost with its
//! worker. It writes the result and the row's end in one transaction, unless another worker has taken the
//! row meanwhile: so no result is written twice. Only the work itself may be repeated.

use std::time::Duration;

use bot_webhooks::synthflow::{Event, PostCall};
use bot_webhooks::{Delivery, DeliveryKey, OwnedDelivery, idempotency::Lease};
use sqlx::{query, query_as, query_scalar};
use tokio::sync::watch::Receiver;
use tokio::time::{sleep, timeout};

use crate::{App, Result, log::Log};

/// How long a row may take, with its statements: less than its lease, which is in `take.sql`.
const LIMIT: Duration = Duration::from_secs(4);

impl App {
    /// Stores a delivery, once however often it is redelivered, unless nothing identifies it.
    pub(crate) async fn put(&self, delivery: &Delivery<'_>) -> Result<()> {
        let key = delivery.key().map(DeliveryKey::to_string);
        let put = query(self.sql(include_str!("sql/put.sql")));
        let put = put.bind(key.unwrap_or_else(|| Lease::new().to_string()));
        let put = put.bind(serde_json::to_string(&delivery.into_owned())?);
        put.execute(&self.pool).await?;
        self.arrived.notify_one();
        Ok(())
    }

    /// Takes a row and does its work. `false` if there is none to take. If it fails, it is tried again
    /// when the lease has ended.
    pub async fn step(&self) -> Result<bool> {
        let take = query_as(self.sql(include_str!("sql/take.sql")));
        let row: Option<(String, i64, String)> = take.fetch_optional(&self.pool).await?;
        let Some((key, attempt, delivery)) = row else {
            return Ok(false);
        };
        let worked = self.work(&key, attempt, &delivery).await;
        worked.map_err(|error| format!("{key}, attempt {attempt}: {error}"))?;
        Ok(true)
    }

    async fn work(&self, key: &str, attempt: i64, delivery: &str) -> Result<()> {
        let delivery: OwnedDelivery = serde_json::from_str(delivery)?;
        let Event::PostCall(call) = Event::from_slice(delivery.body())? else {
            return Err("not a post-call".into());
        };
        let summary = summarize(&call).await;
        let done = query(self.sql(include_str!("sql/done.sql")));
        let done = done.bind(key).bind(attempt);
        let mut transaction = self.begin().await?;
        if done.execute(&mut *transaction).await?.rows_affected() == 1 {
            let result = query(include_str!("sql/call.sql"));
            let result = result.bind(delivery.tenant().unwrap_or_default().to_owned());
            let result = result.bind(call.call_id().map_or(key, |id| id.as_str()).to_owned());
            result.bind(summary).execute(&mut *transaction).await?;
            transaction.commit().await?;
        }
        Ok(())
    }

    /// Works until the end is announced, and finishes what it has begun.
    pub(crate) async fn run_worker(self, mut end: Receiver<bool>, log: Log) {
        while !*end.borrow() {
            // A task of its own: a panic does not end the worker.
            let app = self.clone();
            let step = tokio::spawn(async move { timeout(LIMIT, app.step()).await? });
            match step.await.unwrap_or_else(|_| Err("panicked".into())) {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => log.line(format!("worker: {error}")),
            }
            tokio::select! {
                _ = end.wait_for(|end| *end) => {}
                () = self.arrived.notified() => {}
                () = sleep(Duration::from_secs(1)) => {}
            }
        }
    }

    /// Deletes what is done for long, and counts what is not done.
    pub(crate) async fn clean(&self) -> Result<f64> {
        let clean = query(self.sql(include_str!("sql/clean.sql")));
        clean.execute(&self.pool).await?;
        let waiting = query_scalar(include_str!("sql/waiting.sql"));
        Ok(waiting.fetch_one(&self.pool).await?)
    }
}

/// A placeholder for slow work, such as a call to a language model.
async fn summarize(call: &PostCall) -> String {
    sleep(Duration::from_millis(50)).await;
    format!("{} turns", call.turns().count())
}
