#[cfg(feature = "axum")]
use axum_core::extract::{FromRef, FromRequest, Request};
#[cfg(feature = "axum")]
use axum_core::response::{IntoResponse, Response};
use bytes::Bytes;
use http_body::Body;
use http_body_util::Full;

use super::answer::Answer;
use super::endpoint::{failure, malformed, respond_with};
use super::report::{Report, Reporter};
use super::{Gate, Outcome};
use crate::{DeliveryKey, OwnedDelivery, Webhook};

/// An event whose sender is authenticated, and its delivery: from [`Gate::receive`] or, with the feature
/// `axum`, as an extractor of axum.
///
/// As an extractor it replaces `Json<recall::Event>`, which would check no signature. The router's state has
/// the [`Gate`], and what the gate refuses gets the same answer as from an
/// [`Endpoint`](super::Endpoint). What becomes of the event, and the answer to it, is up to the
/// handler: there is no idempotency, and no reply that a vendor expects, unless the handler makes it.
///
#[cfg_attr(feature = "axum", doc = "```")]
#[cfg_attr(not(feature = "axum"), doc = "```ignore")]
/// use axum::Router;
/// use axum::routing::post;
/// use bot_webhooks::receive::{Gate, Verified};
/// use bot_webhooks::recall;
/// use bot_webhooks::verify::StandardWebhooks;
///
/// async fn recall(Verified { event, delivery }: Verified<recall::Event>) {
///     println!("{:?}: {}", delivery.id(), event.name());
/// }
///
/// let proof = StandardWebhooks::new("whsec_plJ3nmyCDGBKInavdOK15jsl")?;
/// let router: Router = Router::new().route("/recall", post(recall)).with_state(Gate::new(proof));
/// # Ok::<(), bot_webhooks::verify::SecretError>(())
/// ```
///
/// If the state has more than one gate, implement or derive `FromRef` for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified<E> {
    /// The event.
    pub event: E,
    /// The delivery that brought it.
    pub delivery: OwnedDelivery,
}

impl<E: Webhook> Gate<E> {
    /// Authenticates and parses a request whose body is there already: for a function that answers by
    /// itself. An [`Endpoint`](super::Endpoint) dispatches and answers, too.
    ///
    /// Bound the body where you read it: here, it was read before anybody was authenticated.
    ///
    /// ```
    /// use bot_webhooks::pailflow;
    /// use bot_webhooks::receive::Gate;
    /// use bot_webhooks::verify::UrlToken;
    /// use bytes::Bytes;
    /// use http::{Request, Response};
    ///
    /// async fn receive(gate: &Gate<pailflow::Event>, request: Request<Bytes>) -> Response<Bytes> {
    ///     match gate.receive(request).await {
    ///         Ok(verified) => {
    ///             println!("{}", verified.event.name());
    ///             Response::new(Bytes::new())
    ///         }
    ///         Err(rejected) => rejected.into(),
    ///     }
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let gate = Gate::new(UrlToken::in_query("token", ["a-token-of-32-random-characters"])?);
    /// let request = Request::post("/pailflow?token=a-token-of-32-random-characters");
    /// let request = request.body(Bytes::from_static(br#"{"event": "session_complete"}"#))?;
    /// assert_eq!(receive(&gate, request).await.status(), 200);
    /// assert_eq!(receive(&gate, Request::post("/pailflow").body(Bytes::new())?).await.status(), 401);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// If the request is not a POST, is not authenticated, is too large or cannot be parsed, or if the
    /// tenant's lookup fails.
    pub fn receive(
        &self,
        request: http::Request<Bytes>,
    ) -> impl Future<Output = Result<Verified<E>, Rejected>> + Send + use<E> {
        admit(self.clone(), request.map(Full::new), self.reporter())
    }
}

#[cfg(feature = "axum")]
impl<E, S> FromRequest<S> for Verified<E>
where
    E: Webhook,
    S: Send + Sync,
    Gate<E>: FromRef<S>,
{
    type Rejection = Rejected;

    fn from_request(
        request: Request,
        state: &S,
    ) -> impl Future<Output = Result<Self, Rejected>> + Send {
        let gate = Gate::<E>::from_ref(state);
        let reporter = gate.reporter();
        admit(gate, request, reporter)
    }
}

async fn admit<E: Webhook, B: Body>(
    gate: Gate<E>,
    request: http::Request<B>,
    mut reporter: Reporter,
) -> Result<Verified<E>, Rejected> {
    let (parts, body) = request.into_parts();
    let trace = reporter.trace();
    let admitted = trace.around(gate.admit(&parts, body, &mut reporter)).await;
    let (outcome, why) = match admitted {
        Ok((admitted, event)) => {
            let mut delivery = admitted.delivery(&event, &parts, &mut reporter);
            match event {
                Ok(event) => {
                    let key = DeliveryKey::of(&event, &delivery);
                    if let Some(key) = &key {
                        delivery = delivery.with_key(key);
                    }
                    let delivery = delivery.into_owned();
                    reporter.finish(Outcome::Admitted);
                    return Ok(Verified { event, delivery });
                }
                Err(error) => (malformed(&error), error.to_string()),
            }
        }
        Err(outcome) => (outcome, String::new()),
    };
    let (outcome, answer) = failure::<E>(outcome, &why, Default::default());
    let report = reporter.finish(outcome);
    Err(Rejected { answer, report })
}

/// Why a request gave no [`Verified`] event. It converts into the response that an endpoint would give.
#[derive(Debug)]
pub struct Rejected {
    answer: Answer,
    report: Report,
}

impl Rejected {
    /// Why it was refused.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.report.outcome
    }
}

impl From<Rejected> for http::Response<Bytes> {
    fn from(rejected: Rejected) -> Self {
        respond_with(rejected.answer, rejected.report)
    }
}

#[cfg(feature = "axum")]
impl IntoResponse for Rejected {
    fn into_response(self) -> Response {
        http::Response::from(self).map(axum_core::body::Body::from)
    }
}
