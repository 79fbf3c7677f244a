//! The simulation: the vendors deliver, some of it twice, while a worker and the broker are killed.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use bot_webhooks::BoxError;
use tokio::net::TcpListener;
use tokio::time::sleep;

use crate::broker::Broker;
use crate::deliveries::deliveries;
use crate::endpoints::routes;
use crate::ledger::{self, now};
use crate::publisher::Publisher;
use crate::queue::Queue;
use crate::report::{Evidence, Report};
use crate::staff::{Folder, Staff};
use crate::vendor::random_text;
use crate::vendors::Vendors;

/// Messages that are no deliveries, as a program might put there that does not belong.
const STRAYS: [&str; 3] = ["", "hello", r#"{"provider": "nobody", "body": "{}"}"#];

/// How long a worker or a broker is away.
const AWAY: Duration = Duration::from_millis(500);

/// How long the workers have for what is left when all is delivered.
const PATIENCE: Duration = Duration::from_secs(90);

pub(crate) struct Plan {
    /// How many deliveries the vendors have.
    pub(crate) deliveries: usize,
    /// The program that is a worker when it is called with `worker`.
    pub(crate) program: PathBuf,
    /// A broker that is there already, and is not killed.
    pub(crate) nats: Option<String>,
}

pub(crate) async fn run(plan: &Plan) -> Result<Report, BoxError> {
    let begin = Instant::now();
    let folder = Folder::create()?;
    let ledgers = folder.0.join("ledgers");
    fs::create_dir_all(&ledgers)?;
    let (url, mut broker) = if let Some(url) = &plan.nats {
        (url.clone(), None)
    } else {
        let broker = Broker::start(&folder.0.join("broker")).await?;
        (broker.url(), Some(broker))
    };
    let name = format!("webhooks-{}", random_text());
    let queue = Queue::connect(&url, &name).await?;
    queue.create().await?;

    let (secret, token) = (random_text(), random_text());
    let routes = routes(&Publisher::new(queue.clone()), &secret, &token)?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    let server = tokio::spawn(async move { axum::serve(listener, routes).await });

    let hire = |worker| Staff::hire(&plan.program, &url, &name, &ledgers.join(worker));
    let mut staff = vec![hire("a")?, hire("b")?];
    let postings = deliveries(plan.deliveries)?;
    let vendors = Vendors::new(address, secret, token);
    let strays: Vec<_> = (0..STRAYS.len())
        .map(|number| format!("stray:{number}"))
        .collect();
    let mut workers_killed = 0;

    println!("{} deliveries are posted", postings.len());
    let mishaps = async {
        reach(&vendors, postings.len() / 4).await;
        println!("a worker is killed, and another comes");
        staff[0].kill()?;
        workers_killed += 1;
        sleep(AWAY).await;
        staff.push(hire("c")?);
        for (id, stray) in strays.iter().zip(STRAYS) {
            queue
                .store(queue.deliveries(), Some(id), stray.into())
                .await?;
        }
        reach(&vendors, postings.len() / 2).await;
        let Some(broker) = &mut broker else {
            return Ok(None);
        };
        println!("the broker is killed, and starts again");
        broker.kill()?;
        let killed = now();
        sleep(AWAY).await;
        broker.restart().await?;
        Ok::<_, BoxError>(Some(killed))
    };
    let delivered = async { Ok(vendors.deliver_all(&postings).await?) };
    let ((), broker_killed) = tokio::try_join!(delivered, mishaps)?;
    println!("all are posted; the workers finish");
    if !queue.drained(PATIENCE).await? {
        eprintln!("the workers are not done after {PATIENCE:?}");
    }
    drop(staff);
    server.abort();

    let evidence = Evidence {
        postings: &postings,
        strays: &strays,
        tally: &vendors.tally,
        lines: ledger::read(&ledgers)?,
        stored: queue.ids(queue.deliveries()).await?,
        parked: queue.ids(queue.parked()).await?,
        workers_killed,
        broker_killed,
        took: begin.elapsed(),
    };
    queue.delete().await?;
    Report::new(&evidence)
}

/// Waits until so many deliveries are done.
async fn reach(vendors: &Vendors, count: usize) {
    while vendors.tally.ended.get() < count {
        sleep(Duration::from_millis(1)).await;
    }
}
