use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;
use http::header::{ALLOW, CONTENT_TYPE, HeaderValue};
use http::request::Parts;
use http::{HeaderMap, Method, Request, Response};
use http_body::Body;
use http_body_util::Full;

use super::proof::Unproven;
use super::receivable::Answer;
use super::trace::Trace;
use super::{Outcome, Proof, Receivable, Receiver, body};
use crate::idempotency::{AnyStore, Claim, DeliveryKey, IdempotencyStore};
use crate::verify::VerifyError;
use crate::{Delivery, OnMalformed, ParseError, ParseErrorKind};

/// What stands at the URL that a vendor posts to: proof, size limit, parsing, dispatch, answer.
///
/// Each provider's module has it under a name of its own, as
/// [`recall::Endpoint`](crate::recall::Endpoint). It is a [`tower::Service`](tower_service::Service)
/// over every `http::Request`, so it can be mounted in axum, hyper, and all else that takes one;
/// without tower, [`receive`](Self::receive) answers a request whose body is there already.
///
/// ```
/// use bot_webhooks::recall::{self, StatusChange};
/// use bot_webhooks::verify::StandardWebhooks;
/// use bot_webhooks::Delivery;
///
/// struct App;
///
/// impl recall::Dispatcher for App {
///     type Error = std::convert::Infallible;
///
///     async fn on_bot_done(&self, change: Box<StatusChange>, _: &Delivery<'_>) -> Result<(), Self::Error> {
///         println!("{:?} is done", change.bot_id());
///         Ok(())
///     }
/// }
///
/// let proof = StandardWebhooks::new(["whsec_plJ3nmyCDGBKInavdOK15jsl"])?;
/// let endpoint = recall::Endpoint::new(App, proof);
/// # Ok::<(), bot_webhooks::verify::SecretError>(())
/// ```
///
/// There is none without a decision about proof:
///
/// ```compile_fail,E0061
/// # use bot_webhooks::recall;
/// # struct App;
/// # impl recall::Dispatcher for App { type Error = (); }
/// let endpoint = recall::Endpoint::new(App);
/// ```
pub struct Endpoint<E, D> {
    dispatcher: Arc<D>,
    proof: Arc<dyn Proof<E>>,
    clock: Arc<dyn Fn() -> SystemTime + Send + Sync>,
    limit: usize,
    store: Option<Arc<dyn AnyStore>>,
}

impl<E: Receivable, D: Receiver<E>> Endpoint<E, D> {
    /// The largest body that is taken unless [`with_body_limit`](Self::with_body_limit) says otherwise:
    /// 4 MiB.
    pub const DEFAULT_BODY_LIMIT: usize = 4 << 20;

    /// An endpoint that hands to the dispatcher what the proof lets through.
    pub fn new(dispatcher: D, proof: impl Proof<E> + 'static) -> Self {
        Self {
            dispatcher: Arc::new(dispatcher),
            proof: Arc::new(proof),
            clock: Arc::new(SystemTime::now),
            limit: Self::DEFAULT_BODY_LIMIT,
            store: None,
        }
    }

    /// An endpoint that believes every caller: for a place that only proven callers can reach,
    /// behind a gateway for example.
    pub fn dangerously_unauthenticated(dispatcher: D) -> Self {
        Self::new(dispatcher, Unproven)
    }

    /// The same with another limit, in bytes of the body.
    #[must_use]
    pub fn with_body_limit(self, limit: usize) -> Self {
        Self { limit, ..self }
    }

    /// The same with a store that remembers deliveries, so that one which comes twice is dispatched
    /// once. [`idempotency`](crate::idempotency) says what is promised.
    #[must_use]
    pub fn with_idempotency(self, store: impl IdempotencyStore + 'static) -> Self {
        let store = Some(Arc::new(store) as _);
        Self { store, ..self }
    }

    /// The same with another clock, for tests.
    #[must_use]
    pub fn with_clock(self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        let clock = Arc::new(clock);
        Self { clock, ..self }
    }

    /// Answers a request whose body is there already.
    pub async fn receive(&self, request: Request<Bytes>) -> Response<Bytes> {
        self.respond(request.map(Full::new)).await
    }

    pub(crate) async fn respond<B: Body>(&self, request: Request<B>) -> Response<Bytes> {
        let (parts, body) = request.into_parts();
        let trace = Trace::new(E::PROVIDER);
        let (outcome, answer) = trace.around(self.run(&parts, body, &trace)).await;
        trace.end(outcome);
        let mut response = Response::new(Bytes::from(answer.body));
        *response.status_mut() = outcome.status();
        response.extensions_mut().insert(outcome);
        let headers = response.headers_mut();
        if let Some(media_type) = answer.media_type {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        }
        if outcome == Outcome::MethodNotAllowed {
            headers.insert(ALLOW, HeaderValue::from_static("POST"));
        }
        response
    }

    async fn run<B: Body>(&self, parts: &Parts, body: B, trace: &Trace) -> (Outcome, Answer) {
        let body = match self.admit(parts, body, trace).await {
            Ok(body) => body,
            Err(outcome) => return failure::<E>(outcome, "", E::Echo::default()),
        };
        let mut delivery = Delivery::new(E::PROVIDER, &body).with_headers(&parts.headers);
        if let Some(id) = E::delivery_id(&parts.headers) {
            trace.delivery_id(id);
            delivery = delivery.with_id(id);
        }
        match E::parse(&body) {
            Ok(event) => {
                trace.event(&event);
                self.take(event, &parts.headers, &delivery).await
            }
            Err(error) => {
                trace.error(&error);
                self.take_malformed(&error, &delivery).await
            }
        }
    }

    /// Reads the body of a caller who has proven who it is.
    async fn admit<B: Body>(
        &self,
        parts: &Parts,
        body: B,
        trace: &Trace,
    ) -> Result<Bytes, Outcome> {
        if parts.method != Method::POST {
            return Err(Outcome::MethodNotAllowed);
        }
        let uri = parts.uri.path_and_query().map_or("", |uri| uri.as_str());
        let proven = self.proof.head(&parts.headers, uri);
        proven.map_err(Outcome::Unauthenticated)?;
        let body = body::read(body, self.limit).await?;
        trace.body(&body);
        let proven = self.proof.body(&parts.headers, &body, (self.clock)());
        proven.map_err(Outcome::Unauthenticated)?;
        Ok(body)
    }

    async fn take(
        &self,
        event: E,
        headers: &HeaderMap,
        delivery: &Delivery<'_>,
    ) -> (Outcome, Answer) {
        let echo = event.echo();
        if let Err(refusal) = self.proof.event(headers, &event) {
            return failure::<E>(Outcome::Unauthenticated(refusal), "", echo);
        }
        let store = self.store.as_deref();
        let keyed = store.and_then(|store| Some((store, DeliveryKey::of(&event, delivery)?)));
        let hold = match Claim::make(keyed).await {
            Claim::Ours(hold) => hold,
            Claim::InProgress => return failure::<E>(Outcome::InProgress, "", echo),
            Claim::Done(answer) => return (Outcome::Repeated, Answer::repeat(answer)),
        };
        let Ok(reply) = self.dispatcher.receive(event, delivery).await else {
            hold.give_up().await;
            return failure::<E>(Outcome::Failed, "", echo);
        };
        let answer = E::reply(reply, echo);
        hold.finish(&answer.body).await;
        (Outcome::Handled, answer)
    }

    async fn take_malformed(
        &self,
        error: &ParseError,
        delivery: &Delivery<'_>,
    ) -> (Outcome, Answer) {
        let echo = E::Echo::default();
        if self.proof.needs_event() {
            return failure::<E>(
                Outcome::Unauthenticated(VerifyError::NothingSigned),
                "",
                echo,
            );
        }
        let outcome = match error.kind() {
            ParseErrorKind::NotJson => Outcome::NotJson,
            ParseErrorKind::WrongStructure => Outcome::WrongStructure,
        };
        match self.dispatcher.receive_malformed(error, delivery).await {
            Ok(OnMalformed::Accept) => (Outcome::Handled, E::reply(E::Reply::default(), echo)),
            Ok(OnMalformed::Refuse) => failure::<E>(outcome, &error.to_string(), echo),
            Err(_) => failure::<E>(Outcome::Failed, "", echo),
        }
    }
}

/// The answer where something went wrong; who is a stranger gets no word of it.
fn failure<E: Receivable>(outcome: Outcome, why: &str, echo: E::Echo) -> (Outcome, Answer) {
    let answer = match outcome {
        Outcome::Unauthenticated(_) | Outcome::MethodNotAllowed => Answer::default(),
        _ => E::failure(outcome, why, echo),
    };
    (outcome, answer)
}

impl<E, D> Clone for Endpoint<E, D> {
    fn clone(&self) -> Self {
        Self {
            dispatcher: Arc::clone(&self.dispatcher),
            proof: Arc::clone(&self.proof),
            clock: Arc::clone(&self.clock),
            limit: self.limit,
            store: self.store.clone(),
        }
    }
}

impl<E: Receivable, D> fmt::Debug for Endpoint<E, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint")
            .field("provider", &E::PROVIDER)
            .field("limit", &self.limit)
            .finish_non_exhaustive()
    }
}
