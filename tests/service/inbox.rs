use std::time::Duration;

use service::App;
use sqlx::query;
use tokio::task::{JoinHandle, JoinSet, yield_now};
use tokio::time::timeout;

use crate::database::{Database, count, execute, rows};
use crate::vendors::{Delivery, serve, status};

/// The attempts of each row that is done.
async fn attempts(app: &App) -> Vec<i64> {
    let select = "SELECT attempts FROM inbox WHERE done_at IS NOT NULL";
    let attempts: Vec<(i64,)> = rows(app, select).await;
    attempts.into_iter().map(|(attempts,)| attempts).collect()
}

async fn versions(app: &App) -> Vec<i64> {
    let versions: Vec<(i64,)> = rows(app, "SELECT version FROM calls").await;
    versions.into_iter().map(|(version,)| version).collect()
}

/// An inbox with so many rows.
async fn inbox(database: &Database, rows: usize) -> App {
    let app = database.app_with_tenants().await;
    deliver(&app, rows).await;
    app
}

async fn deliver(app: &App, rows: usize) {
    let address = serve(app).await;
    for number in 0..rows {
        let delivery = Delivery::post_call("acme", &format!("call-{number}"));
        assert_eq!(status(&address, &delivery).await, 200);
    }
}

async fn let_leases_end(app: &App) {
    execute(app, "UPDATE inbox SET due_at = 0").await;
}

pub(crate) async fn workers_handle_each_row_once(database: &Database) {
    let app = inbox(database, 100).await;
    let mut workers = JoinSet::new();
    for _ in 0..2 {
        let process = database.app().await;
        for _ in 0..4 {
            let worker = process.clone();
            workers.spawn(async move {
                let mut handled = 0;
                while worker.step().await.unwrap() {
                    handled += 1;
                }
                handled
            });
        }
    }
    let handled = workers.join_all().await;
    assert!(handled.iter().all(|handled| *handled < 100), "{handled:?}");
    assert_eq!(handled.iter().sum::<i32>(), 100);
    assert_eq!(
        (attempts(&app).await, versions(&app).await),
        (vec![1; 100], vec![1; 100])
    );

    // They are redelivered.
    deliver(&app, 100).await;
    assert!(!app.step().await.unwrap());
    assert_eq!(
        (attempts(&app).await, versions(&app).await),
        (vec![1; 100], vec![1; 100])
    );
}

/// Has a worker take a new row, and interferes while it works, if that succeeds in time: `true` says so.
async fn interfere(app: &App, interfere: impl AsyncFn(JoinHandle<bool>) -> bool) {
    for _ in 0..20 {
        deliver(app, 1).await;
        let worker = app.clone();
        let working = tokio::spawn(async move { worker.step().await.unwrap() });
        while count(app, "inbox WHERE attempts = 1").await == 0 {
            yield_now().await;
        }
        if interfere(working).await {
            return;
        }
        execute(app, "DELETE FROM inbox").await;
        execute(app, "DELETE FROM calls").await;
    }
    panic!("the worker is always faster");
}

pub(crate) async fn a_row_whose_worker_died_is_taken_again(database: &Database) {
    let app = database.app_with_tenants().await;
    interfere(&app, async |worker| {
        worker.abort();
        worker.await.is_err()
    })
    .await;
    assert!(!app.step().await.unwrap());
    assert!(versions(&app).await.is_empty());
    let_leases_end(&app).await;
    assert!(app.step().await.unwrap());
    assert_eq!(attempts(&app).await, [2]);
    assert_eq!(versions(&app).await, [1]);
}

pub(crate) async fn a_late_worker_writes_nothing(database: &Database) {
    let app = database.app_with_tenants().await;
    interfere(&app, async |worker| {
        // A different one takes the row.
        let take = query("UPDATE inbox SET attempts = 2 WHERE done_at IS NULL");
        let taken = take.execute(&app.pool).await.unwrap();
        assert!(worker.await.unwrap());
        taken.rows_affected() == 1
    })
    .await;
    assert!(attempts(&app).await.is_empty() && versions(&app).await.is_empty());
    let_leases_end(&app).await;
    assert!(app.step().await.unwrap());
    assert_eq!(attempts(&app).await, [3]);
    assert_eq!(versions(&app).await, [1]);
}

pub(crate) async fn a_result_that_cannot_be_written_leaves_its_row(database: &Database) {
    let app = inbox(database, 1).await;
    execute(&app, "ALTER TABLE calls RENAME TO away").await;
    app.step().await.unwrap_err();
    assert!(attempts(&app).await.is_empty());
    execute(&app, "ALTER TABLE away RENAME TO calls").await;
    let_leases_end(&app).await;
    assert!(app.step().await.unwrap());
    assert_eq!(
        (attempts(&app).await, versions(&app).await),
        (vec![2], vec![1])
    );
}

pub(crate) async fn what_never_works_stops_no_other(database: &Database) {
    let app = inbox(database, 2).await;
    let spoil = "UPDATE inbox SET delivery = '{}', due_at = 0
        WHERE key = (SELECT key FROM inbox ORDER BY due_at LIMIT 1)";
    execute(&app, spoil).await;
    let error = app.step().await.unwrap_err().to_string();
    assert!(error.contains("attempt 1: not a delivery"), "{error}");
    assert!(app.step().await.unwrap());
    assert!(!app.step().await.unwrap());
    for _ in 2..=20 {
        let_leases_end(&app).await;
        app.step().await.unwrap_err();
    }
    let_leases_end(&app).await;
    assert!(!app.step().await.unwrap());
    assert_eq!(
        count(&app, "inbox WHERE attempts = 20 AND done_at IS NULL").await,
        1
    );
    assert_eq!(versions(&app).await, [1]);
}

/// On Postgres: workers wait for no row that another one has.
pub(crate) async fn a_locked_row_is_passed(database: &Database) {
    let app = inbox(database, 2).await;
    let mut transaction = app.pool.begin().await.unwrap();
    let lock = query("SELECT key FROM inbox ORDER BY due_at LIMIT 1 FOR UPDATE");
    lock.execute(&mut *transaction).await.unwrap();
    let step = || timeout(Duration::from_secs(5), app.step());
    assert!(step().await.unwrap().unwrap());
    assert!(!step().await.unwrap().unwrap());
    transaction.rollback().await.unwrap();
    assert!(step().await.unwrap().unwrap());
    assert_eq!(
        (attempts(&app).await, versions(&app).await),
        (vec![1; 2], vec![1; 2])
    );
}
