//! Dispatchers: every event reaches its method, through whatever points to the dispatcher.

mod combine;
mod failure;

use std::sync::{Arc, Mutex};

use bot_webhooks::recall::{self, Dispatcher as _, StatusChange};
use bot_webhooks::{Delivery, OnMalformed, ParseError, Provider};

use crate::bodies::bodies;

#[derive(Default)]
struct Log(Mutex<Vec<String>>);

impl Log {
    fn note(&self, what: impl Into<String>) {
        self.0.lock().unwrap().push(what.into());
    }
}

impl recall::Dispatcher for Log {
    type Error = String;

    async fn on_bot_call_ended(
        &self,
        change: StatusChange,
        delivery: &Delivery<'_>,
    ) -> Result<(), String> {
        self.note(format!("call ended, {}", delivery.id().unwrap_or("no id")));
        change.bot_id().map(drop).ok_or_else(|| "no bot".to_owned())
    }

    async fn on_event(&self, event: recall::Event, _: &Delivery<'_>) -> Result<(), String> {
        self.note(event.name());
        Ok(())
    }

    async fn on_malformed(
        &self,
        error: &ParseError,
        _: &Delivery<'_>,
    ) -> Result<OnMalformed, String> {
        self.note(error.path());
        Ok(OnMalformed::Accept)
    }
}

fn assert_send<T: Send>(value: T) -> T {
    value
}

#[tokio::test]
async fn an_event_reaches_its_own_method_and_the_rest_on_event() {
    let log = Log::default();
    for body in bodies(Provider::Recall) {
        let event = recall::Event::from_slice(body.text.as_bytes()).unwrap();
        let name = event.name().to_owned();
        let delivery = Delivery::new(Provider::Recall, body.text.as_bytes()).with_id("msg_1");
        assert_send(log.dispatch(event, &delivery)).await.unwrap();
        let expected = match name.as_str() {
            "bot.call_ended" => "call ended, msg_1",
            name => name,
        };
        assert_eq!(log.0.lock().unwrap().pop().unwrap(), expected);
    }
}

#[tokio::test]
async fn pointers_to_a_dispatcher_are_dispatchers() {
    let body = br#"{"event": "bot.call_ended", "data": {}}"#;
    let event = recall::Event::from_slice(body).unwrap();
    let delivery = Delivery::new(Provider::Recall, body);
    let log = Arc::new(Log::default());
    assert_eq!(
        log.dispatch(event.clone(), &delivery).await,
        Err("no bot".into())
    );
    assert_eq!(
        (&&*log).dispatch(event, &delivery).await,
        Err("no bot".into())
    );
    let event = recall::Event::from_slice(br#"{"event": "bot.new"}"#).unwrap();
    log.dispatch(event, &delivery).await.unwrap();
    let error = recall::Event::from_slice(br#"{"event": "bot.done", "data": 1}"#).unwrap_err();
    let accepted = recall::Dispatcher::on_malformed(&log, &error, &delivery).await;
    assert_eq!(accepted, Ok(OnMalformed::Accept));
    assert_eq!(
        *log.0.lock().unwrap(),
        ["call ended, no id", "call ended, no id", "bot.new", "data"]
    );
}

#[tokio::test]
async fn a_dispatcher_without_methods_accepts_events_and_refuses_malformed_ones() {
    struct Nothing;
    impl recall::Dispatcher for Nothing {
        type Error = std::convert::Infallible;
    }
    let body = br#"{"event": "bot.done"}"#;
    let delivery = Delivery::new(Provider::Recall, body);
    let event = recall::Event::from_slice(body).unwrap();
    Nothing.dispatch(event, &delivery).await.unwrap();
    let error = recall::Event::from_slice(b"").unwrap_err();
    let refused = recall::Dispatcher::on_malformed(&Nothing, &error, &delivery).await;
    assert_eq!(refused, Ok(OnMalformed::Refuse));
}

#[test]
fn a_delivery_shows_neither_body_nor_headers() {
    let headers = [("X-Secret", "hush")];
    let delivery = Delivery::new(Provider::Recall, b"words")
        .with_id("msg_1")
        .with_headers(&headers);
    assert_eq!(delivery.header("x-secret"), Some(b"hush".as_slice()));
    assert_eq!(delivery.header("X-Secret"), Some(b"hush".as_slice()));
    assert_eq!(delivery.header("x-other"), None);
    assert_eq!(
        format!("{delivery:?}"),
        "Delivery { provider: Recall, tenant: None, id: Some(\"msg_1\"), body_len: 5, .. }"
    );
}
