use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;
use http::header::{ALLOW, CONTENT_TYPE, HeaderValue};
use http::request::Parts;
use http::{Request, Response};
use http_body::Body;
use http_body_util::Full;

use super::Answer;
use super::report::Reporter;
use super::{Gate, Outcome, Proof, Report};
use crate::idempotency::{AnyStore, Claim, IdempotencyStore};
use crate::{
    Delivery, DeliveryKey, Disposition, Failure, Handler, OnMalformed, ParseError, ParseErrorKind,
    Webhook,
};

/// The HTTP endpoint at the URL that a vendor posts to: authentication, body limit, parsing, dispatch,
/// answer.
///
/// Each provider's module has it under a name of its own, such as
/// [`recall::Endpoint`](crate::recall::Endpoint). It is a [`tower::Service`](tower_service::Service)
/// over every `http::Request`, so axum, hyper and others mount it as it is; without tower,
/// [`receive`](Self::receive) answers a request whose body is there already.
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
///     async fn on_bot_done(&self, change: StatusChange, _: &Delivery<'_>) -> Result<(), Self::Error> {
///         println!("{:?} is done", change.bot_id());
///         Ok(())
///     }
/// }
///
/// let proof = StandardWebhooks::new("whsec_plJ3nmyCDGBKInavdOK15jsl")?;
/// let endpoint = recall::Endpoint::new(App, proof);
/// # Ok::<(), bot_webhooks::verify::SecretError>(())
/// ```
///
/// You cannot build an endpoint without saying how callers authenticate:
///
/// ```compile_fail,E0061
/// # use bot_webhooks::recall;
/// # struct App;
/// # impl recall::Dispatcher for App { type Error = std::convert::Infallible; }
/// let endpoint = recall::Endpoint::new(App);
/// ```
pub struct Endpoint<E: Webhook> {
    handler: Arc<dyn Handler<E>>,
    pub(crate) gate: Gate<E>,
    store: Option<Arc<dyn AnyStore>>,
}

impl<E: Webhook> Endpoint<E> {
    /// An endpoint that passes to the dispatcher what the proof authenticates.
    pub fn new(dispatcher: impl Handler<E> + 'static, proof: impl Proof<E> + 'static) -> Self {
        Self::with_gate(dispatcher, Gate::new(proof))
    }

    /// An endpoint that trusts every caller, and every id and body that it sends. Use it only where
    /// nobody but authenticated callers can reach it, such as behind a gateway.
    pub fn dangerously_unauthenticated(dispatcher: impl Handler<E> + 'static) -> Self {
        Self::with_gate(dispatcher, Gate::dangerously_unauthenticated())
    }

    /// An endpoint that passes to the dispatcher what the gate lets in.
    pub fn with_gate(dispatcher: impl Handler<E> + 'static, gate: Gate<E>) -> Self {
        Self {
            handler: Arc::new(dispatcher),
            gate,
            store: None,
        }
    }

    /// Sets the maximum length of a body, in bytes. The default is
    /// [`DEFAULT_BODY_LIMIT`](super::DEFAULT_BODY_LIMIT).
    #[must_use]
    pub fn with_body_limit(self, body_limit: usize) -> Self {
        let gate = self.gate.with_body_limit(body_limit);
        Self { gate, ..self }
    }

    /// Sets the tenant of every delivery to this endpoint, if it is always the same.
    ///
    /// The name appears where that of [`PerRequest`](super::PerRequest) does: in
    /// [`Delivery::tenant`], in the delivery's key and in the [`Report`]. A request is refused if
    /// its proof finds a different tenant.
    ///
    /// ```
    /// # use bot_webhooks::recall;
    /// # struct App;
    /// # impl recall::Dispatcher for App { type Error = std::convert::Infallible; }
    /// use bot_webhooks::verify::StandardWebhooks;
    ///
    /// let proof = StandardWebhooks::new("whsec_plJ3nmyCDGBKInavdOK15jsl")?;
    /// let endpoint = recall::Endpoint::new(App, proof).with_tenant("acme");
    /// # Ok::<(), bot_webhooks::verify::SecretError>(())
    /// ```
    #[must_use]
    pub fn with_tenant(self, tenant: impl Into<Box<str>>) -> Self {
        let gate = self.gate.with_tenant(tenant);
        Self { gate, ..self }
    }

    /// Sets a store that remembers deliveries, so that one that is redelivered is dispatched once.
    /// [`idempotency`](crate::idempotency) says what is promised.
    ///
    /// **Endpoints with different secrets over one store need [tenants](Self::with_tenant).** Without
    /// them they share keys, and what one accepted can suppress what is meant for the other: a caller that
    /// knows one secret can sign any id, and thus that of a delivery to the other endpoint.
    #[must_use]
    pub fn with_idempotency(self, store: impl IdempotencyStore + 'static) -> Self {
        let store = Some(Arc::new(store) as _);
        Self { store, ..self }
    }

    /// Sets what gets the [`Report`] of every request. It runs before the answer is sent, so it must
    /// not block. If it panics, the answer is sent all the same.
    #[must_use]
    pub fn with_observer(self, observer: impl Fn(&Report) + Send + Sync + 'static) -> Self {
        let gate = self.gate.with_observer(observer);
        Self { gate, ..self }
    }

    /// Sets the clock, for tests.
    #[must_use]
    pub fn with_clock(self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        let gate = self.gate.with_clock(clock);
        Self { gate, ..self }
    }
}

impl<E: Webhook> Endpoint<E> {
    /// Answers a request whose body is there already.
    pub fn receive(&self, request: Request<Bytes>) -> impl Future<Output = Response<Bytes>> + Send {
        let reporter = self.gate.reporter();
        self.respond(request.map(Full::new), reporter)
    }

    /// The report begins with the call, not when the future is first polled.
    pub(crate) async fn respond<B: Body>(
        &self,
        request: Request<B>,
        mut reporter: Reporter,
    ) -> Response<Bytes> {
        let (parts, body) = request.into_parts();
        let trace = reporter.trace();
        let run = self.run(&parts, body, &mut reporter);
        let (outcome, answer) = trace.around(run).await;
        respond_with(answer, reporter.finish(outcome))
    }

    async fn run<B: Body>(
        &self,
        parts: &Parts,
        body: B,
        reporter: &mut Reporter,
    ) -> (Outcome, Answer) {
        let (admitted, event) = match self.gate.admit(parts, body, reporter).await {
            Ok(admitted) => admitted,
            Err(outcome) => return failure::<E>(outcome, "", E::Echo::default()),
        };
        let mut delivery = admitted.delivery(&event, parts, reporter);
        let key = match &event {
            Ok(event) => DeliveryKey::of(event, &delivery),
            Err(_) => Some(DeliveryKey::of_malformed(&delivery)),
        };
        if let Some(key) = &key {
            delivery = delivery.with_key(key);
        }
        match event {
            Ok(event) => self.handle(event, &delivery, reporter).await,
            Err(error) => self.handle_malformed(&error, &delivery, reporter).await,
        }
    }

    async fn handle(
        &self,
        event: E,
        delivery: &Delivery<'_>,
        reporter: &mut Reporter,
    ) -> (Outcome, Answer) {
        let echo = event.echo();
        let claim = match Claim::make(self.store.as_deref(), delivery.key()).await {
            Claim::Ours(claim) => claim,
            Claim::InProgress => return failure::<E>(Outcome::InProgress, "", echo),
            // Either the answer was the default one, or too long to be kept.
            Claim::Done(answer) if answer.is_empty() => {
                return (Outcome::Repeated, E::reply(E::Reply::default(), echo));
            }
            // All bodies of replies are JSON.
            Claim::Done(answer) => return (Outcome::Repeated, Answer::json(answer)),
        };
        let (outcome, reply) = match self.handler.handle(event, delivery).await {
            Ok(reply) if E::is_failure(&reply) => {
                claim.release().await;
                return (Outcome::Failed, E::reply(reply, echo));
            }
            Ok(reply) => (Outcome::Handled, reply),
            Err(error) => {
                let outcome = failed(&*error);
                reporter.error(error);
                if outcome != Outcome::GivenUp {
                    claim.release().await;
                    return failure::<E>(outcome, "", echo);
                }
                (outcome, E::Reply::default())
            }
        };
        let answer = E::reply(reply, echo);
        claim.finish(&answer.body).await;
        (outcome, answer)
    }

    async fn handle_malformed(
        &self,
        error: &ParseError,
        delivery: &Delivery<'_>,
        reporter: &mut Reporter,
    ) -> (Outcome, Answer) {
        let echo = E::Echo::default();
        let outcome = match self.handler.handle_malformed(error, delivery).await {
            Ok(OnMalformed::Accept) => Outcome::Handled,
            Ok(OnMalformed::Refuse) => {
                return failure::<E>(malformed(error), &error.to_string(), echo);
            }
            Err(error) => {
                let outcome = failed(&*error);
                reporter.error(error);
                outcome
            }
        };
        if outcome.status().is_success() {
            return (outcome, E::reply(E::Reply::default(), echo));
        }
        failure::<E>(outcome, "", echo)
    }
}

/// What comes of a dispatcher's error.
fn failed(error: &(dyn std::error::Error + 'static)) -> Outcome {
    match Failure::disposition_of(error) {
        Disposition::Redeliver => Outcome::Failed,
        Disposition::Busy => Outcome::Busy,
        Disposition::GiveUp => Outcome::GivenUp,
    }
}

pub(crate) fn malformed(error: &ParseError) -> Outcome {
    match error.kind() {
        ParseErrorKind::NotJson => Outcome::NotJson,
        ParseErrorKind::WrongStructure | ParseErrorKind::NotEnabled => Outcome::WrongStructure,
    }
}

/// The answer to what failed or was refused; an unauthenticated caller gets no details.
pub(crate) fn failure<E: Webhook>(outcome: Outcome, why: &str, echo: E::Echo) -> (Outcome, Answer) {
    let answer = match outcome {
        Outcome::Unauthenticated(_) | Outcome::MethodNotAllowed => Answer::default(),
        _ => E::failure(outcome, why, echo),
    };
    (outcome, answer)
}

pub(crate) fn respond_with(answer: Answer, report: Report) -> Response<Bytes> {
    let outcome = report.outcome;
    let mut response = Response::new(Bytes::from(answer.body));
    *response.status_mut() = outcome.status();
    response.extensions_mut().insert(report);
    let headers = response.headers_mut();
    if let Some(media_type) = answer.media_type {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    }
    if outcome == Outcome::MethodNotAllowed {
        headers.insert(ALLOW, HeaderValue::from_static("POST"));
    }
    response
}

impl<E: Webhook> Clone for Endpoint<E> {
    fn clone(&self) -> Self {
        Self {
            handler: Arc::clone(&self.handler),
            gate: self.gate.clone(),
            store: self.store.clone(),
        }
    }
}

impl<E: Webhook> fmt::Debug for Endpoint<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint")
            .field("gate", &self.gate)
            .finish_non_exhaustive()
    }
}
