//! The store in Redis: a real one, killed and restarted too.

#[path = "../servers/mod.rs"]
mod servers;

#[path = "../it/idempotency/short_answers.rs"]
mod short_answers;
#[path = "../it/idempotency/suite.rs"]
mod suite;
#[path = "../it/idempotency/support.rs"]
mod support;
#[path = "../it/idempotency/unfinished.rs"]
mod unfinished;

mod server;

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use bot_webhooks::idempotency::{Begin, IdempotencyStore, Lease, RedisStore};
use bot_webhooks::recall;
use bot_webhooks::receive::Outcome;
use redis::FromRedisValue;
use tokio::runtime::{Builder, Runtime};
use tokio::time::{sleep, timeout};

use server::RedisServer;
use servers::{Program, test};
use short_answers::only_short_answers_are_kept;
use suite::{Make, begin, for_every_rule, take};
use support::{Answered, Ids, ask, key, recall_request, request};
use unfinished::{SHORT, endpoint, hang_up, is_dispatched_at_once, panic, time_out};

fn main() -> ExitCode {
    macro_rules! rules {
        ($($rule:ident)+) => {
            vec![$(test(stringify!($rule), || run(async {
                let server = RedisServer::start();
                suite::$rule(make(&server).await).await;
            }))),+]
        };
    }
    macro_rules! tests {
        ($($name:ident)+) => { [$(test(stringify!($name), || run($name()))),+] };
    }
    let mut tests = for_every_rule!(rules);
    tests.extend(tests! {
        a_redis_that_is_killed_and_restarted_forgets_nothing
        the_first_step_after_a_restart_succeeds
        a_redis_that_hangs_delays_a_delivery_by_seconds
        connecting_to_no_redis_fails_soon
        each_step_is_one_command
        keys_have_the_prefix_and_expire
        a_foreign_value_is_an_error
        of_many_processes_one_is_first
        all_three_are_released
        a_claim_that_is_dropped_before_its_response_is_released
        a_claim_whose_response_came_too_late_is_released
        a_long_answer_is_not_kept
    });
    tests.push(test(
        "outside_a_runtime_the_lease_has_to_expire",
        outside_a_runtime_the_lease_has_to_expire,
    ));
    // On one thread, nothing is sent before the caller has hung up.
    let one_thread = || Builder::new_current_thread().enable_all().build().unwrap();
    tests.push(test(
        "a_delivery_that_was_handled_is_recorded_though_nobody_waits",
        move || {
            one_thread().block_on(a_delivery_that_was_handled_is_recorded_though_nobody_waits());
        },
    ));
    servers::run(&Program::REDIS, tests, Vec::new())
}

fn run(test: impl Future<Output = ()>) {
    Runtime::new().unwrap().block_on(test);
}

async fn make(server: &RedisServer) -> impl Make<RedisStore> {
    let store = server.store().await;
    move |lease: Duration, retention: Duration| {
        store.clone().with_lease(lease).with_retention(retention)
    }
}

async fn command<T: FromRedisValue>(server: &RedisServer, words: &[&str]) -> T {
    let mut connection = server
        .client()
        .get_multiplexed_async_connection()
        .await
        .unwrap();
    let (name, args) = words.split_first().unwrap();
    let mut command = redis::cmd(name);
    command.arg(args);
    command.query_async(&mut connection).await.unwrap()
}

async fn a_redis_that_is_killed_and_restarted_forgets_nothing() {
    let mut server = RedisServer::start();
    let ids = Arc::new(Ids::default());
    let store = server.store().await;
    let endpoint = recall::Endpoint::dangerously_unauthenticated(Arc::clone(&ids))
        .with_idempotency(store.clone());
    let before: Vec<_> = (0..200).map(|number| format!("before-{number}")).collect();
    let mut answers = Vec::new();
    for id in &before {
        answers.push(ask(&endpoint, recall_request(id)).await);
    }
    assert_eq!(ids.take(), before);
    take(&store, "held").await;

    server.kill();
    for id in ["meanwhile-1", "meanwhile-2"] {
        let answered = ask(&endpoint, recall_request(id)).await;
        assert_eq!(answered.outcome, Outcome::Handled);
    }
    // A delivery that was handled before is handled again, rather than lost.
    ask(&endpoint, recall_request("before-0")).await;
    assert_eq!(ids.take(), ["meanwhile-1", "meanwhile-2", "before-0"]);

    server.restart();
    for (id, first) in before.iter().zip(&answers) {
        let again = ask(&endpoint, recall_request(id)).await;
        assert_eq!(again.outcome, Outcome::Repeated, "{id}");
        assert_eq!((again.status, &again.body), (first.status, &first.body));
    }
    assert!(ids.take().is_empty());
    let held = ask(&endpoint, recall_request("held")).await;
    assert_eq!(held.outcome, Outcome::InProgress);
    // Deliveries that arrived while it was down were not remembered.
    ask(&endpoint, recall_request("meanwhile-1")).await;
    ask(&endpoint, recall_request("meanwhile-1")).await;
    assert_eq!(ids.take(), ["meanwhile-1"]);
}

/// A restart between two deliveries is not noticed at all.
async fn the_first_step_after_a_restart_succeeds() {
    let mut server = RedisServer::start();
    let store = server.store().await;
    for round in ["1", "2", "3"] {
        let lease = take(&store, round).await;
        server.kill();
        server.restart();
        store.finish(&key(round), lease, b"").await.unwrap();
        server.kill();
        server.restart();
        assert_eq!(begin(&store, round).await, Begin::Done(vec![]));
    }
}

async fn a_redis_that_hangs_delays_a_delivery_by_seconds() {
    let server = RedisServer::start();
    let ids = Arc::new(Ids::default());
    let endpoint = recall::Endpoint::dangerously_unauthenticated(Arc::clone(&ids))
        .with_idempotency(server.store().await);
    server.freeze();
    for id in ["1", "2", "3"] {
        let begin = Instant::now();
        let answered = ask(&endpoint, recall_request(id)).await;
        assert_eq!(answered.outcome, Outcome::Handled);
        let took = begin.elapsed();
        assert!(took < Duration::from_secs(5), "{took:?}");
    }
    assert_eq!(ids.take(), ["1", "2", "3"]);
}

async fn connecting_to_no_redis_fails_soon() {
    let mut server = RedisServer::start();
    server.kill();
    let begin = Instant::now();
    RedisStore::connect(server.client()).await.unwrap_err();
    assert!(begin.elapsed() < Duration::from_secs(5));
}

async fn each_step_is_one_command() {
    let server = RedisServer::start();
    let store = server.store().await;
    command::<()>(&server, &["CONFIG", "RESETSTAT"]).await;
    for id in ["a", "b", "c"] {
        let lease = take(&store, id).await;
        begin(&store, id).await;
        store.finish(&key(id), lease, b"").await.unwrap();
        store.release(&key(id), lease).await.unwrap();
    }
    let stats: String = command(&server, &["INFO", "commandstats"]).await;
    let calls = |name: &str| stats.contains(&format!("cmdstat_{name}:calls=12,"));
    assert!(calls("eval"), "{stats}");
    assert!(!stats.contains("script|load") && !stats.contains("cmdstat_evalsha"));
}

async fn keys_have_the_prefix_and_expire() {
    let server = RedisServer::start();
    let store = server.store().await;
    let lease = take(&store, "a").await;
    let name = "bot-webhooks:recall:a";
    let ttl: u32 = command(&server, &["TTL", name]).await;
    assert!((20..=30).contains(&ttl));
    store.finish(&key("a"), lease, b"").await.unwrap();
    let two_days = 48 * 60 * 60;
    let ttl: u32 = command(&server, &["TTL", name]).await;
    assert!((two_days - 20..=two_days).contains(&ttl));

    take(&store.clone().with_prefix("other:"), "a").await;
    assert_eq!(command::<u32>(&server, &["DBSIZE"]).await, 2);
}

async fn a_foreign_value_is_an_error() {
    let server = RedisServer::start();
    let store = server.store().await;
    command::<()>(&server, &["SET", "bot-webhooks:recall:text", "hello"]).await;
    command::<()>(&server, &["LPUSH", "bot-webhooks:recall:list", "hello"]).await;
    let error = store.begin(&key("text"), Lease::new()).await.unwrap_err();
    assert!(error.to_string().contains("no store has set"));
    let error = store.begin(&key("list"), Lease::new()).await.unwrap_err();
    assert!(error.to_string().contains("WRONGTYPE"), "{error}");
}

/// Also where they share no connection.
async fn of_many_processes_one_is_first() {
    let server = RedisServer::start();
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let store = server.store().await;
        workers.spawn(async move {
            let mut new = 0;
            for number in 0..100 {
                new += usize::from(begin(&store, &number.to_string()).await == Begin::New);
            }
            new
        });
    }
    assert_eq!(workers.join_all().await.iter().sum::<usize>(), 100);
}

async fn all_three_are_released() {
    let server = RedisServer::start();
    let moment = Duration::from_millis(500);
    for (prefix, panics) in [("1:", false), ("2:", false), ("3:", true)] {
        let store = server.store().await.with_prefix(prefix);
        let endpoint = endpoint(panics, Arc::new(store));
        match prefix {
            "1:" => hang_up(&endpoint).await,
            "2:" => time_out(&endpoint).await,
            _ => panic(&endpoint).await,
        }
        is_dispatched_at_once(&endpoint, moment).await;
    }
}

/// The claim is in Redis, its response is not here yet.
async fn a_claim_that_is_dropped_before_its_response_is_released() {
    let server = RedisServer::start();
    let endpoint = recall::Endpoint::dangerously_unauthenticated(Arc::new(Ids::default()))
        .with_idempotency(server.store().await);
    command::<()>(&server, &["CLIENT", "PAUSE", "200", "ALL"]).await;
    let hung_up = timeout(SHORT, ask(&endpoint, recall_request("a"))).await;
    hung_up.unwrap_err();
    sleep(Duration::from_millis(500)).await;
    for outcome in [Outcome::Handled, Outcome::Repeated] {
        assert_eq!(ask(&endpoint, recall_request("a")).await.outcome, outcome);
    }
}

/// The response takes longer than it is waited for, and the dispatch fails meanwhile.
async fn a_claim_whose_response_came_too_late_is_released() {
    let server = RedisServer::start();
    let endpoint = endpoint(true, server.store().await);
    command::<()>(&server, &["CLIENT", "PAUSE", "800", "ALL"]).await;
    panic(&endpoint).await;
    is_dispatched_at_once(&endpoint, Duration::from_millis(1200)).await;
}

/// The caller hangs up when the handler has returned.
async fn a_delivery_that_was_handled_is_recorded_though_nobody_waits() {
    let server = RedisServer::start();
    let store = server.store().await;
    let (key, lease) = (key("a"), take(&store, "a").await);
    tokio::select! {
        biased;
        _ = store.finish(&key, lease, b"done") => panic!("a round trip takes time"),
        () = std::future::ready(()) => {}
    }
    sleep(Duration::from_millis(200)).await;
    assert_eq!(begin(&store, "a").await, Begin::Done(b"done".to_vec()));
}

fn outside_a_runtime_the_lease_has_to_expire() {
    let server = RedisServer::start();
    let runtime = Runtime::new().unwrap();
    let store = runtime.block_on(server.store());
    let lease = runtime.block_on(take(&store, "a"));
    store.abandon(&key("a"), lease);
    std::thread::sleep(Duration::from_millis(200));
    let held = runtime.block_on(begin(&store, "a"));
    assert_eq!(held, Begin::InProgress);
}

async fn a_long_answer_is_not_kept() {
    let server = RedisServer::start();
    let number = AtomicU32::new(0);
    only_short_answers_are_kept(async || {
        let prefix = number.fetch_add(1, Ordering::Relaxed).to_string();
        server.store().await.with_prefix(&prefix)
    })
    .await;
}
