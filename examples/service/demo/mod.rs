//! Plays two tenants' vendors against the service, over HTTP. What they post is in `traffic.txt`: the vendor,
//! the tenant, the delivery's id, the event, and what the answer has to contain. What the tables have to
//! have afterwards is in `tables.txt`.

#[path = "../../vendor/mod.rs"]
mod vendor;

use std::fmt::Write;
use std::time::Duration;
use std::{env, fs};

use bot_webhooks::{BoxError, Provider, exotel, recall, synthflow};
use service::App;
use sqlx::{query, query_scalar};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::time::sleep;

use self::vendor::{Vendor, random_text, sign};

pub(crate) async fn run() -> Result<(), BoxError> {
    let folder = env::temp_dir().join(format!("bot-webhooks-service-{}", random_text()));
    fs::create_dir_all(&folder)?;
    let url = format!("sqlite://{}?mode=rwc", folder.join("service.db").display());
    let played = play(&url).await;
    fs::remove_dir_all(&folder)?;
    played
}

async fn play(url: &str) -> Result<(), BoxError> {
    let app = App::connect(url).await?;
    let secrets = ["acme", "globex", "nobody"].map(|tenant| (tenant, random_text()));
    for (tenant, secret) in &secrets[..2] {
        let insert = query("INSERT INTO tenants VALUES ($1, $2, $2, $2, $2, 'This is ' || $1)");
        let insert = insert.bind(*tenant).bind(secret);
        insert.execute(&app.pool).await?;
    }
    let number = query("INSERT INTO phone_numbers VALUES ('globex', '+15550100900', 'agent-7')");
    number.execute(&app.pool).await?;

    let vendors = TcpListener::bind("127.0.0.1:0").await?;
    let private = TcpListener::bind("127.0.0.1:0").await?;
    let (address, metrics) = (vendors.local_addr()?, private.local_addr()?);
    let (end, ended) = oneshot::channel::<()>();
    let ended = async { drop(ended.await) };
    let service = tokio::spawn(service::run(app.clone(), [vendors, private], ended));

    for line in include_str!("traffic.txt").lines() {
        let (delivery, expected) = line.split_once(" => ").unwrap_or_default();
        let [provider, tenant, id, event] = *delivery.split(' ').collect::<Vec<_>>() else {
            return Err(format!("cannot be read: {line}").into());
        };
        // A forged delivery is signed by the other tenant.
        let signer = if id == "forged" { "acme" } else { tenant };
        let secret = secrets.iter().find(|(tenant, _)| *tenant == signer);
        let (_, secret) = secret.ok_or("no secret")?;
        let (provider, body) = (provider.parse()?, sample(provider, event)?);
        let headers = sign(provider, Some(secret), id, body.as_bytes())?;
        let query = match provider {
            Provider::Recall => String::new(),
            _ => format!("?token={secret}"),
        };
        let url = format!("http://{address}/{provider}/{tenant}{query}");
        let answer = Vendor::new().post(&url, &headers, body.as_bytes()).await;
        let answer = answer.map_err(|error| error.to_string())?;
        let answer = format!("{} {}", answer.status, answer.body);
        check(answer.contains(expected), line)?;
    }
    let waiting = "SELECT count(*) FROM inbox WHERE done_at IS NULL";
    while query_scalar::<_, i64>(waiting).fetch_one(&app.pool).await? > 0 {
        sleep(Duration::from_millis(10)).await;
    }
    let refused = r#"webhooks_total{provider="recall",event="none",outcome="unauthenticated"} 2"#;
    let mut connection = TcpStream::connect(metrics).await?;
    let request = b"GET /metrics HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    connection.write_all(request).await?;
    let mut metrics = String::new();
    connection.read_to_string(&mut metrics).await?;
    check(metrics.contains(refused), "the metrics")?;
    drop(end);
    service.await??;
    println!("\nOf the metrics:\n  {refused}");

    let (app, mut shown) = (App::connect(url).await?, String::new());
    let expected = include_str!("tables.txt");
    for select in expected.lines().filter(|line| line.starts_with("SELECT")) {
        let rows: Vec<String> = query_scalar(select).fetch_all(&app.pool).await?;
        writeln!(shown, "{select}\n  {}", rows.join("\n  "))?;
    }
    println!("\n{shown}");
    check(shown == expected, "the tables")
}

fn sample(provider: &str, event: &str) -> Result<&'static str, BoxError> {
    let (names, samples) = match provider {
        "recall" => (recall::Event::NAMES, recall::samples::ALL),
        "exotel" => (exotel::Event::NAMES, exotel::samples::ALL),
        _ => (synthflow::Event::NAMES, synthflow::samples::ALL),
    };
    let index = names.iter().position(|name| *name == event);
    let sample = index.and_then(|index| samples.get(index));
    Ok(sample.ok_or("no sample")?)
}

fn check(is_expected: bool, what: &str) -> Result<(), BoxError> {
    let unexpected = || format!("unexpected: {what}").into();
    is_expected.then_some(()).ok_or_else(unexpected)
}
