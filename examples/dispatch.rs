//! An application that handles the webhooks of two vendors: `cargo run --example dispatch`.

use std::sync::atomic::{AtomicU32, Ordering};

use bot_webhooks::{Delivery, OnMalformed, ParseError, Provider, exotel, recall};

/// The application, with what its methods need: a database, a client, a counter.
#[derive(Default)]
struct App {
    calls_ended: AtomicU32,
}

/// Of Recall's events this application handles one, and prints the others.
impl recall::Dispatcher for App {
    type Error = &'static str;

    async fn on_bot_call_ended(
        &self,
        change: recall::StatusChange,
        _: &Delivery<'_>,
    ) -> Result<(), &'static str> {
        let ended = self.calls_ended.fetch_add(1, Ordering::Relaxed) + 1;
        let bot = change.bot_id().ok_or("no bot")?;
        println!("call {ended} has ended, bot {bot}");
        Ok(())
    }

    async fn on_event(
        &self,
        event: recall::Event,
        delivery: &Delivery<'_>,
    ) -> Result<(), &'static str> {
        println!("{}: {} passes by", delivery.provider(), event.name());
        Ok(())
    }

    async fn on_malformed(
        &self,
        error: &ParseError,
        delivery: &Delivery<'_>,
    ) -> Result<OnMalformed, &'static str> {
        println!("put aside, {} bytes: {error}", delivery.body().len());
        Ok(OnMalformed::Accept)
    }
}

/// Exotel reads the answer to a session start, so the method returns one.
impl exotel::Dispatcher for App {
    type Error = &'static str;

    async fn on_session_start(
        &self,
        _: exotel::Request,
        _: &Delivery<'_>,
    ) -> Result<exotel::SessionStartReply, &'static str> {
        Ok(exotel::SessionStartReply::new().with_greeting_message("Good morning!"))
    }
}

async fn take_recall(app: &App, body: &[u8]) -> Result<(), &'static str> {
    use recall::Dispatcher;

    let delivery = Delivery::new(Provider::Recall, body);
    match recall::Event::from_slice(body) {
        Ok(event) => app.dispatch(event, &delivery).await,
        Err(error) => app.on_malformed(&error, &delivery).await.map(drop),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let app = App::default();
    let bodies = [
        r#"{"event": "bot.call_ended", "data": {"bot": {"id": "bot-1"}}}"#,
        r#"{"event": "bot.done", "data": {"bot": {"id": "bot-1"}}}"#,
        r#"{"event": "bot.invented_tomorrow", "data": {"bot": {"id": "bot-1"}}}"#,
        r#"{"event": "bot.done", "data": 5}"#,
    ];
    for body in bodies {
        take_recall(&app, body.as_bytes()).await?;
    }

    let body = br#"{"session_id": "s-1", "conversation_id": "c-1", "trigger_reason": "start"}"#;
    let (event, delivery) = Delivery::parse(body)?;
    let reply = exotel::Dispatcher::dispatch(&app, event, &delivery).await?;
    println!("exotel is answered {}", serde_json::to_string(&reply)?);
    Ok(())
}
