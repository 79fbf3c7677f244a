//! Dispatchers made of others: wrappers keep the replies that vendors read.

use std::convert::Infallible;
use std::future::Future;
use std::sync::{Arc, Mutex};

use bot_webhooks::exotel::{
    self, Dispatcher, DynDispatcher, Event, Reply, Request, SessionStartReply, samples,
};
use bot_webhooks::{BoxError, Delivery, OnMalformed, OwnedDelivery, ParseError, Provider};

/// Greets the caller, and accepts what cannot be parsed.
struct Greeter;

impl Dispatcher for Greeter {
    type Error = Infallible;

    async fn on_session_start(
        &self,
        _: Request,
        _: &Delivery<'_>,
    ) -> Result<SessionStartReply, Infallible> {
        Ok(greeting())
    }

    async fn on_malformed(
        &self,
        _: &ParseError,
        _: &Delivery<'_>,
    ) -> Result<OnMalformed, Infallible> {
        Ok(OnMalformed::Accept)
    }
}

fn greeting() -> SessionStartReply {
    SessionStartReply::new().with_greeting_message("Hello!")
}

/// What a dispatcher answers to a session start, by dispatch and by the method itself, and to a body
/// that cannot be parsed.
async fn asked<D: Dispatcher>(dispatcher: D) -> (Reply, SessionStartReply, OnMalformed) {
    let delivery = Delivery::new(Provider::Exotel, samples::SESSION_START.as_bytes());
    let event = || samples::SESSION_START.parse::<Event>().unwrap();
    let Event::SessionStart(request) = event() else {
        panic!()
    };
    let error = Event::from_slice(b"{}").unwrap_err();
    let reply = dispatcher.dispatch(event(), &delivery).await;
    let method = dispatcher.on_session_start(*request, &delivery).await;
    let malformed = dispatcher.on_malformed(&error, &delivery).await;
    (
        reply.ok().unwrap(),
        method.ok().unwrap(),
        malformed.ok().unwrap(),
    )
}

/// Counts the events, by the one method that a wrapper overrides.
struct Counting<D>(D, Mutex<Vec<String>>);

impl<D: Dispatcher> Dispatcher for Counting<D> {
    type Error = D::Error;

    async fn on_malformed(
        &self,
        error: &ParseError,
        delivery: &Delivery<'_>,
    ) -> Result<OnMalformed, D::Error> {
        self.0.on_malformed(error, delivery).await
    }

    async fn dispatch(&self, event: Event, delivery: &Delivery<'_>) -> Result<Reply, D::Error> {
        self.1.lock().unwrap().push(event.name().to_owned());
        self.0.dispatch(event, delivery).await
    }
}

/// Sees the events, and answers otherwise.
#[derive(Default)]
struct Spy(Mutex<Vec<String>>);

impl Dispatcher for Spy {
    type Error = Infallible;

    async fn on_session_start(
        &self,
        _: Request,
        _: &Delivery<'_>,
    ) -> Result<SessionStartReply, Infallible> {
        self.0.lock().unwrap().push("start".to_owned());
        Ok(SessionStartReply::new().with_greeting_message("Never said."))
    }
}

#[tokio::test]
async fn pointers_and_combinations_keep_the_reply() {
    let expected = (Reply::from(greeting()), greeting(), OnMalformed::Accept);
    assert_eq!(asked(Greeter).await, expected);
    assert_eq!(asked(&Greeter).await, expected);
    assert_eq!(asked(Box::new(Greeter)).await, expected);
    assert_eq!(asked(Arc::new(Greeter)).await, expected);
    assert_eq!(asked(Some(Greeter)).await, expected);
    assert_eq!(asked(Greeter.inspect(Spy::default())).await, expected);
}

#[tokio::test]
async fn a_wrapper_of_one_method_sees_all_and_keeps_the_reply() {
    let counting = Counting(Greeter, Mutex::default());
    let delivery = Delivery::new(Provider::Exotel, b"");
    for body in samples::ALL {
        let event: Event = body.parse().unwrap();
        let is_start = matches!(event, Event::SessionStart(_));
        let reply = counting.dispatch(event, &delivery).await.unwrap();
        assert_eq!(is_start, reply == greeting().into());
    }
    assert_eq!(*counting.1.lock().unwrap(), Event::NAMES);
}

#[tokio::test]
async fn nothing_accepts_every_event() {
    let nothing: Option<Greeter> = None;
    let delivery = Delivery::new(Provider::Exotel, b"");
    let event: Event = samples::SESSION_START.parse().unwrap();
    let Event::SessionStart(request) = event.clone() else {
        panic!()
    };
    assert_eq!(
        nothing.dispatch(event, &delivery).await,
        Ok(Reply::Acknowledgement)
    );
    let reply = nothing.on_session_start(*request, &delivery).await;
    assert_eq!(reply, Ok(SessionStartReply::default()));
    let error = Event::from_slice(b"").unwrap_err();
    let refused = nothing.on_malformed(&error, &delivery).await;
    assert_eq!(refused, Ok(OnMalformed::Refuse));
}

#[tokio::test]
async fn an_observer_sees_what_the_dispatcher_answers() {
    let spy = Arc::new(Spy::default());
    asked(Greeter.inspect(Arc::clone(&spy))).await;
    assert_eq!(*spy.0.lock().unwrap(), ["start", "start"]);
}

/// With an object there is no type to name, only the trait.
#[tokio::test]
async fn an_object_is_a_dispatcher() {
    let objects: Vec<Box<DynDispatcher>> = vec![Box::new(Greeter), Box::new(Spy::default())];
    let expected = (Reply::from(greeting()), greeting(), OnMalformed::Accept);
    assert_eq!(asked(&objects[0]).await, expected);
    let error = dispatch_error(&*objects[0]).await;
    assert!(error.is_none());
}

async fn dispatch_error(dispatcher: &DynDispatcher) -> Option<BoxError> {
    let delivery = Delivery::new(Provider::Exotel, b"");
    let event: Event = samples::SESSION_END.parse().unwrap();
    dispatcher.dispatch(event, &delivery).await.err()
}

#[tokio::test]
async fn a_closure_is_a_dispatcher() {
    let answer = |event: Event, delivery: OwnedDelivery| async move {
        match event {
            Event::SessionStart(_) if !delivery.body().is_empty() => Ok(greeting().into()),
            Event::SessionEnd(_) => Err("no end"),
            _ => Ok(Reply::default()),
        }
    };
    let closure = exotel::from_fn(answer);
    let body = samples::SESSION_START;
    let delivery = Delivery::new(Provider::Exotel, body.as_bytes());
    let reply = closure.dispatch(body.parse().unwrap(), &delivery).await;
    assert_eq!(reply, Ok(greeting().into()));
    let end = closure
        .dispatch(samples::SESSION_END.parse().unwrap(), &delivery)
        .await;
    assert_eq!(end, Err("no end"));
    assert_send(closure.dispatch(body.parse().unwrap(), &delivery));
    let expected = (Reply::from(greeting()), greeting(), OnMalformed::Refuse);
    assert_eq!(asked(closure).await, expected);

    // What returns nothing acknowledges.
    let silent = exotel::from_fn(|_, _| async { Ok::<(), Infallible>(()) });
    let reply = silent.dispatch(body.parse().unwrap(), &delivery).await;
    assert_eq!(reply, Ok(Reply::Acknowledgement));
}

fn assert_send<T: Future + Send>(_: T) {}
