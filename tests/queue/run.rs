//! The simulation: the vendors deliver, some of it twice, while a worker and the broker are killed.

use std::fs;
use std::time::{Duration, Instant};

use bot_webhooks::BoxError;
use queue::{Publisher, Queue, routes};
use tokio::net::TcpListener;
use tokio::time::sleep;

use crate::broker::Broker;
use crate::deliveries::postings;
use crate::folder::Folder;
use crate::inspection;
use crate::ledger::{self, now};
use crate::report::{Evidence, Report};
use crate::vendor::random_text;
use crate::vendors::Vendors;
use crate::worker::WorkerProcess;

/// Messages that are no deliveries, as a program might put there that does not belong.
const STRAYS: [&str; 3] = ["", "hello", r#"{"provider": "nobody", "body": "{}"}"#];

/// How long a worker or a broker is away.
const AWAY: Duration = Duration::from_millis(500);

/// How long the workers have for what is left when all is delivered.
const PATIENCE: Duration = Duration::from_secs(90);

pub(crate) async fn run(deliveries: usize) -> Result<Report, BoxError> {
    let begin = Instant::now();
    let folder = Folder::create()?;
    let ledgers = folder.0.join("ledgers");
    fs::create_dir_all(&ledgers)?;
    let mut broker = Broker::start(&folder.0.join("broker")).await?;
    let url = broker.url();
    let name = format!("webhooks-{}", random_text());
    let queue = Queue::connect(&url, &name).await?;
    queue.create().await?;

    let (secret, token) = (random_text(), random_text());
    let routes = routes(&Publisher(queue.clone()), |name| {
        let value = if name.ends_with("_SECRET") {
            &secret
        } else {
            &token
        };
        Some(value.clone())
    })?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    let server = tokio::spawn(async move { axum::serve(listener, routes).await });

    let start = |worker| WorkerProcess::start(&url, &name, &ledgers.join(worker));
    let mut workers = vec![start("a")?, start("b")?];
    let postings = postings(deliveries)?;
    let vendors = Vendors::new(address, secret, token);
    let strays: Vec<_> = (0..STRAYS.len())
        .map(|number| format!("stray:{number}"))
        .collect();
    let mut workers_killed = 0;

    println!("{} deliveries are posted", postings.len());
    let mishaps = async {
        reach(&vendors, postings.len() / 4).await;
        println!("a worker is killed, and another comes");
        workers[0].kill()?;
        workers_killed += 1;
        sleep(AWAY).await;
        workers.push(start("c")?);
        for (id, stray) in strays.iter().zip(STRAYS) {
            queue
                .store(queue.deliveries(), Some(id), stray.into())
                .await?;
        }
        reach(&vendors, postings.len() / 2).await;
        println!("the broker is killed, and starts again");
        broker.kill()?;
        let killed = now();
        sleep(AWAY).await;
        broker.restart().await?;
        Ok::<_, BoxError>(killed)
    };
    let delivered = async { Ok(vendors.deliver_all(&postings).await?) };
    let ((), broker_killed) = tokio::try_join!(delivered, mishaps)?;
    println!("all are posted; the workers finish");
    if !inspection::drained(&queue, PATIENCE).await? {
        eprintln!("the workers are not done after {PATIENCE:?}");
    }
    drop(workers);
    server.abort();

    let evidence = Evidence {
        postings: &postings,
        strays: &strays,
        tally: &vendors.tally,
        lines: ledger::read(&ledgers)?,
        stored: inspection::ids(&queue, queue.deliveries()).await?,
        parked: inspection::ids(&queue, queue.parked()).await?,
        workers_killed,
        broker_killed: Some(broker_killed),
        took: begin.elapsed(),
    };
    Report::new(&evidence)
}

/// Waits until so many deliveries are done.
async fn reach(vendors: &Vendors, count: usize) {
    while vendors.tally.ended.get() < count {
        sleep(Duration::from_millis(1)).await;
    }
}
