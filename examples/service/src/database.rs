//! SQLite or Postgres, by the URL. Both read `$1`; what else differs is here.

use std::{sync::Arc, time::Duration};

use bot_webhooks::recall::Applied;
use serde::{Serialize, de::DeserializeOwned};
use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::{Any, AnyPool, AssertSqlSafe, Transaction, query, query_as, raw_sql};

use crate::{Result, Rows};

#[derive(Clone)]
pub struct App {
    pub pool: AnyPool,
    dialect: [&'static str; 2],
    /// Wakes a worker.
    pub(crate) arrived: Arc<tokio::sync::Notify>,
}

/// What fills `{now}` and `{skip_locked}`: the time, in milliseconds by the clock that all processes
/// share, and how workers pass each other's rows. SQLite has one writer at a time, and none to pass.
const POSTGRES: [&str; 2] = [
    "CAST(extract(epoch FROM now()) * 1000 AS BIGINT)",
    "FOR UPDATE SKIP LOCKED",
];
const SQLITE: [&str; 2] = ["CAST(unixepoch('subsec') * 1000 AS INTEGER)", ""];

impl App {
    /// Connects, and creates the tables that are missing.
    pub async fn connect(url: &str) -> Result<Self> {
        install_default_drivers();
        // The vendor waits too.
        let options = AnyPoolOptions::new().acquire_timeout(Duration::from_secs(5));
        let (pool, arrived) = (options.connect(url).await?, Arc::default());
        let dialect = if url.starts_with("postgres") {
            POSTGRES
        } else {
            // Readers and the writer do not wait for each other.
            raw_sql("PRAGMA journal_mode = WAL").execute(&pool).await?;
            SQLITE
        };
        let schema = raw_sql(include_str!("sql/schema.sql"));
        schema.execute(&pool).await?;
        Ok(Self {
            pool,
            dialect,
            arrived,
        })
    }

    pub(crate) fn sql(&self, statement: &str) -> AssertSqlSafe<String> {
        let [now, skip_locked] = self.dialect;
        let statement = statement.replace("{now}", now);
        AssertSqlSafe(statement.replace("{skip_locked}", skip_locked))
    }

    /// In a task of its own: dropped while it begins, sqlx would leave it open in the pool.
    pub(crate) async fn begin(&self) -> Result<Transaction<'static, Any>> {
        let pool = self.pool.clone();
        Ok(tokio::spawn(async move { pool.begin().await }).await??)
    }

    /// Applies an event to a stored state, or to an empty one, and stores it only over the version that it
    /// was made of. In the same transaction it writes what follows: a status, and rows of other tables.
    pub(crate) async fn merge<S: Clone + Serialize + DeserializeOwned + Send + Sync>(
        &self,
        table: &str,
        (tenant, id): (&str, &str),
        empty: &S,
        apply: impl Fn(&mut S) -> Applied + Send,
        follow: fn(&str, &S) -> (String, Rows),
    ) -> Result<()> {
        let select = format!("SELECT version, state FROM {table} WHERE tenant = $1 AND id = $2");
        let write = include_str!("sql/merge.sql").replace("{table}", table);
        loop {
            let stored = query_as(AssertSqlSafe(select.clone())).bind(tenant);
            let stored = stored.bind(id).fetch_optional(&self.pool).await?;
            let (version, mut state) = match stored {
                Some::<(i64, String)>((version, state)) => (version, serde_json::from_str(&state)?),
                None => (0, empty.clone()),
            };
            if !apply(&mut state).needs_storing() {
                return Ok(());
            }
            let (status, rows) = follow(id, &state);
            let write = query(AssertSqlSafe(write.clone())).bind(tenant).bind(id);
            let write = write.bind(status).bind(serde_json::to_string(&state)?);
            // It begins with a write: in SQLite, a transaction that begins by reading can fail to.
            let mut transaction = self.begin().await?;
            let written = write.bind(version).execute(&mut *transaction).await?;
            if written.rows_affected() == 0 {
                continue; // A different delivery was faster: again, over what it has stored.
            }
            for [table, first, second] in rows {
                let insert =
                    format!("INSERT INTO {table} VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
                let insert = query(AssertSqlSafe(insert)).bind(tenant).bind(first);
                insert.bind(second).execute(&mut *transaction).await?;
            }
            return Ok(transaction.commit().await?);
        }
    }
}
