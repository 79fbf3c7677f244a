//! The store in Redis: a real one, killed and restarted too.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bot_webhooks::idempotency::{Begin, IdempotencyStore, RedisStore};
use bot_webhooks::recall;
use bot_webhooks::receive::Outcome;
use redis::FromRedisValue;

use super::redis_server::RedisServer;
use super::suite::{Make, suite};
use super::{Ids, ask, key, recall_request};

async fn maker() -> (impl Make<RedisStore>, RedisServer) {
    let server = RedisServer::start();
    let store = server.store().await;
    let make = move |lease: Duration, retention: Duration| {
        store.clone().with_lease(lease).with_retention(retention)
    };
    (make, server)
}

suite! { maker() }

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

#[tokio::test(flavor = "multi_thread")]
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
    assert!(matches!(
        store.begin(&key("held")).await.unwrap(),
        Begin::New(_)
    ));

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
#[tokio::test(flavor = "multi_thread")]
async fn the_first_step_after_a_restart_succeeds() {
    let mut server = RedisServer::start();
    let store = server.store().await;
    for round in ["1", "2", "3"] {
        let Begin::New(lease) = store.begin(&key(round)).await.unwrap() else {
            panic!("not new");
        };
        server.kill();
        server.restart();
        store.finish(&key(round), lease, b"").await.unwrap();
        server.kill();
        server.restart();
        let found = store.begin(&key(round)).await.unwrap();
        assert_eq!(found, Begin::Done(vec![]));
    }
}

#[tokio::test(flavor = "multi_thread")]
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

#[tokio::test]
async fn connecting_to_no_redis_fails_soon() {
    let mut server = RedisServer::start();
    server.kill();
    let begin = Instant::now();
    RedisStore::connect(server.client()).await.unwrap_err();
    assert!(begin.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn each_step_is_one_command() {
    let server = RedisServer::start();
    let store = server.store().await;
    command::<()>(&server, &["CONFIG", "RESETSTAT"]).await;
    for id in ["a", "b", "c"] {
        let Begin::New(lease) = store.begin(&key(id)).await.unwrap() else {
            panic!("not new");
        };
        store.begin(&key(id)).await.unwrap();
        store.finish(&key(id), lease, b"").await.unwrap();
        store.give_up(&key(id), lease).await.unwrap();
    }
    let stats: String = command(&server, &["INFO", "commandstats"]).await;
    let calls = |name: &str| stats.contains(&format!("cmdstat_{name}:calls=12,"));
    assert!(calls("eval"), "{stats}");
    assert!(!stats.contains("script|load") && !stats.contains("cmdstat_evalsha"));
}

#[tokio::test]
async fn keys_have_the_prefix_and_expire() {
    let server = RedisServer::start();
    let store = server.store().await;
    let Begin::New(lease) = store.begin(&key("a")).await.unwrap() else {
        panic!("not new");
    };
    let name = "bot-webhooks:recall:a";
    let ttl: u32 = command(&server, &["TTL", name]).await;
    assert!((100..=120).contains(&ttl));
    store.finish(&key("a"), lease, b"").await.unwrap();
    let two_days = 48 * 60 * 60;
    let ttl: u32 = command(&server, &["TTL", name]).await;
    assert!((two_days - 20..=two_days).contains(&ttl));

    let other = store.clone().with_prefix("other:");
    assert!(matches!(
        other.begin(&key("a")).await.unwrap(),
        Begin::New(_)
    ));
    assert_eq!(command::<u32>(&server, &["DBSIZE"]).await, 2);
}

#[tokio::test]
async fn a_foreign_value_is_an_error() {
    let server = RedisServer::start();
    let store = server.store().await;
    command::<()>(&server, &["SET", "bot-webhooks:recall:text", "hello"]).await;
    command::<()>(&server, &["LPUSH", "bot-webhooks:recall:list", "hello"]).await;
    let error = store.begin(&key("text")).await.unwrap_err();
    assert!(error.to_string().contains("no store has set"));
    let error = store.begin(&key("list")).await.unwrap_err();
    assert!(error.to_string().contains("WRONGTYPE"), "{error}");
}

/// Also where they share no connection.
#[tokio::test(flavor = "multi_thread")]
async fn of_many_processes_one_is_first() {
    let server = RedisServer::start();
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let store = server.store().await;
        workers.spawn(async move {
            let mut new = 0;
            for number in 0..100 {
                let found = store.begin(&key(&number.to_string())).await.unwrap();
                new += usize::from(matches!(found, Begin::New(_)));
            }
            new
        });
    }
    assert_eq!(workers.join_all().await.iter().sum::<usize>(), 100);
}
