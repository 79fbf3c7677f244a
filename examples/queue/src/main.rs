//! The endpoints and the workers, each a process of its own: `cargo run --all-features --package queue`.

use std::env;
use std::fmt::Display;
use std::io::{self, Write as _};
use std::process::ExitCode;

use bot_webhooks::{BoxError, Delivery, DeliveryKey, Event};
use queue::{Publisher, Queue, Worker, routes};
use tokio::net::TcpListener;

const USAGE: &str = "\
Usage: queue endpoints   Authenticates what the vendors post, and queues it
       queue worker      Handles what is queued; start as many as you like

The environment has
  RECALL_SECRET     the signing secret that Recall's dashboard shows, whsec_…
  SYNTHFLOW_SECRET  Synthflow's secret key
  EXOTEL_TOKEN, SYNTHFLOW_TOKEN, PAILFLOW_TOKEN
                    what the vendor's URL has as ?token=…, at least 16 bytes, each a different one
  LISTEN            where the endpoints listen, 127.0.0.1:8080 by default
  NATS_URL          a NATS server with JetStream, nats://127.0.0.1:4222 by default

Routes: POST /recall, /exotel?token=…, /synthflow?token=…, /pailflow?token=…";

#[tokio::main]
async fn main() -> ExitCode {
    let done = match env::args().nth(1).as_deref() {
        Some("endpoints") => endpoints().await,
        Some("worker") => worker().await,
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    if let Err(error) = done {
        eprintln!("queue: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

async fn endpoints() -> Result<(), BoxError> {
    let routes = routes(&Publisher(queue().await?), |name| env::var(name).ok())?;
    let address = env::var("LISTEN").unwrap_or_else(|_| "127.0.0.1:8080".to_owned());
    let listener = TcpListener::bind(address).await?;
    println!("listening on http://{}", listener.local_addr()?);
    // Behind a proxy that bounds connections and time: the example `receive` has a server that does.
    Ok(axum::serve(listener, routes).await?)
}

async fn worker() -> Result<(), BoxError> {
    let queue = queue().await?;
    let log = |id: &str, end| say(format!("{id}: {end:?}"));
    Worker { queue, handle, log }.run().await
}

/// The work. Write its result under the delivery's key, in one transaction with the work: then a
/// redelivery changes nothing. Without a key, each is an event of its own.
async fn handle(event: Event, delivery: &Delivery<'_>) -> Result<(), BoxError> {
    let key = delivery.key().map_or("no key", DeliveryKey::as_str);
    // The sender of an unknown event chooses its name.
    let name = event.name().escape_default();
    say(format!("{key}: {} {name}", event.provider()));
    Ok(())
}

/// Not `println!`, which panics where nobody reads.
fn say(line: impl Display) {
    let _ = writeln!(io::stdout(), "{line}");
}

async fn queue() -> Result<Queue, BoxError> {
    let url = env::var("NATS_URL").unwrap_or_else(|_| "nats://127.0.0.1:4222".to_owned());
    let queue = Queue::connect(&url, "webhooks").await?;
    queue.create().await?;
    Ok(queue)
}
