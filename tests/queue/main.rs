//! The example `queue`: 10,000 deliveries through a real NATS server, which is killed, as is a worker,
//! while a fifth of them is redelivered; and its program.

#[path = "../../examples/vendor/mod.rs"]
mod vendor;

#[path = "../servers/mod.rs"]
mod servers;

mod broker;
mod deliveries;
mod folder;
mod inspection;
mod ledger;
mod patience;
mod program;
mod repeats;
mod report;
mod run;
mod vendors;
mod worker;

use std::env;
use std::process::ExitCode;

use tokio::runtime::Runtime;

use crate::servers::{Program, test};

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args().skip(1).collect();
    if let [word, nats, queue, ledger] = &*arguments
        && word == "worker"
    {
        let done = worker::work(nats, queue, ledger);
        return done.map_or_else(
            |error| {
                eprintln!("worker: {error}");
                ExitCode::FAILURE
            },
            |()| ExitCode::SUCCESS,
        );
    }
    let tests = vec![
        test(
            "nothing_is_lost_when_a_worker_and_the_broker_are_killed",
            || run(nothing_is_lost_when_a_worker_and_the_broker_are_killed()),
        ),
        test("none_waits_at_a_slow_worker", || {
            run(patience::none_waits_at_a_slow_worker());
        }),
        test("deliveries_that_fail_stop_no_other", || {
            run(patience::deliveries_that_fail_stop_no_other());
        }),
        test("a_delivery_reaches_a_worker", || {
            run(program::a_delivery_reaches_a_worker());
        }),
    ];
    servers::run(&Program::NATS, tests, Vec::new())
}

fn run(test: impl Future<Output = ()>) {
    Runtime::new().unwrap().block_on(test);
}

/// Standard output has the account.
async fn nothing_is_lost_when_a_worker_and_the_broker_are_killed() {
    let report = run::run(10_000).await;
    let report = report.unwrap_or_else(|error| panic!("{error}"));
    println!("{report}");

    // The day was as bad as it was meant to be.
    assert_eq!((report.deliveries, report.malformed), (10_000, 99));
    assert_eq!((report.workers_killed, report.brokers_killed), (1, 1));
    assert_eq!((report.duplicates, report.strays), (2_000, 3));
    assert_eq!(report.posts, 12_000 + report.posts_failed);
    assert!(report.attempts_failed > 100);

    assert_eq!(report.lost, [""; 0]);
    assert_eq!(report.handled, 10_000 - 99);
    assert_eq!((report.stored, report.stored_twice), (10_000 - 99 + 3, 0));
    assert_eq!((report.parked, report.parked_twice), (99 + 3, 0));
    assert_eq!(report.repeats.unexplained, 0);
    // What three workers have in hand at most, two of them when the broker was killed.
    assert!(report.repeats.unacknowledged <= 3 * 16);
}
