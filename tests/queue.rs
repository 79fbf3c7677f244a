//! Outgrowing one machine: 10,000 deliveries through a real NATS server, which is killed, as is a
//! worker, while a fifth of them is redelivered. It checks the example `queue`.

#[path = "../examples/vendor/mod.rs"]
#[expect(dead_code, reason = "the answers are not read")]
mod vendor;

#[path = "../examples/queue/broker.rs"]
mod broker;
#[path = "../examples/queue/deliveries.rs"]
mod deliveries;
#[path = "../examples/queue/endpoints.rs"]
mod endpoints;
#[path = "../examples/queue/inspection.rs"]
mod inspection;
#[path = "../examples/queue/ledger.rs"]
#[expect(dead_code, reason = "the workers write it")]
mod ledger;
#[path = "../examples/queue/publisher.rs"]
mod publisher;
#[path = "../examples/queue/queue.rs"]
mod queue;
#[path = "../examples/queue/repeats.rs"]
mod repeats;
#[path = "../examples/queue/report.rs"]
mod report;
#[path = "../examples/queue/run.rs"]
mod run;
#[path = "../examples/queue/staff.rs"]
mod staff;
#[path = "../examples/queue/vendors.rs"]
mod vendors;

use std::env;
use std::env::consts::EXE_SUFFIX;

use crate::run::{Plan, run};

/// Standard output of `cargo test --test queue -- --nocapture` has the account.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_when_a_worker_and_the_broker_are_killed() {
    let test = env::current_exe().unwrap();
    let target = test.ancestors().nth(2).unwrap();
    let program = target.join(format!("examples/queue{EXE_SUFFIX}"));
    assert!(
        program.exists(),
        "`cargo build --all-features --example queue` comes first"
    );
    let plan = Plan {
        deliveries: 10_000,
        program,
        nats: None,
    };
    let report = run(&plan).await.unwrap_or_else(|error| panic!("{error}"));
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
    assert!(report.is_well());
}
