use axum_core::body::Body;
use axum_core::extract::{FromRef, FromRequest, Request};
use axum_core::response::{IntoResponse, Response};

use super::answer::Answer;
use super::endpoint::{failure, malformed, respond_with};
use super::report::{Report, Reporter};
use super::{Gate, Outcome};
use crate::{DeliveryKey, OwnedDelivery, Webhook};

/// An axum extractor: an event whose sender is authenticated, and its delivery.
///
/// It replaces `Json<recall::Event>`, which would check no signature. The router's state has the
/// [`Gate`], and what the gate refuses gets the same answer as from an
/// [`Endpoint`](super::Endpoint). What becomes of the event, and the answer to it, is up to the
/// handler: there is no idempotency, and no reply that a vendor expects, unless the handler makes it.
///
/// ```
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
/// If the state has more than one gate, implement or derive [`FromRef`] for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified<E> {
    /// The event.
    pub event: E,
    /// The delivery that brought it.
    pub delivery: OwnedDelivery,
}

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

async fn admit<E: Webhook>(
    gate: Gate<E>,
    request: Request,
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

/// What a [`Verified`] event was refused with: the answer of an endpoint.
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

impl IntoResponse for Rejected {
    fn into_response(self) -> Response {
        respond_with(self.answer, self.report).map(Body::from)
    }
}
