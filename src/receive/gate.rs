use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;
use http::Method;
use http::request::Parts;
use http_body::Body;

use super::proof::{FindError, Trusted};
use super::report::{Observer, Reporter};
use super::{Head, Outcome, Proof, Report, Sender, body};
use crate::verify::VerifyError;
use crate::{Delivery, ParseError, ParseErrorKind, Provider, Webhook};

/// What comes before the dispatcher: authentication, the body limit, and parsing.
///
/// An [`Endpoint`](super::Endpoint) has one. Alone it makes [`Verified`](super::Verified) events, for a
/// function that answers by itself: [`receive`](Self::receive), or an extractor of axum.
pub struct Gate<E> {
    proof: Arc<dyn Proof<E>>,
    clock: Arc<dyn Fn() -> SystemTime + Send + Sync>,
    body_limit: usize,
    /// What is known of every sender that is let in.
    sender: Sender,
    observer: Option<Observer>,
}

/// The largest body that is accepted unless you set a different limit: 4 MiB.
pub const DEFAULT_BODY_LIMIT: usize = 4 << 20;

impl<E: Webhook> Gate<E> {
    /// A gate that lets in what the proof authenticates.
    pub fn new(proof: impl Proof<E> + 'static) -> Self {
        Self {
            proof: Arc::new(proof),
            clock: Arc::new(SystemTime::now),
            body_limit: DEFAULT_BODY_LIMIT,
            sender: Sender::new(),
            observer: None,
        }
    }

    /// A gate that trusts every caller, and every id and body that it sends: for a place that only
    /// authenticated callers can reach, behind a gateway for example.
    #[must_use]
    pub fn dangerously_unauthenticated() -> Self {
        Self::new(Trusted)
    }

    /// Sets the maximum length of a body, in bytes. The default is [`DEFAULT_BODY_LIMIT`].
    #[must_use]
    pub fn with_body_limit(self, body_limit: usize) -> Self {
        Self { body_limit, ..self }
    }

    /// Sets the tenant of everything that this gate lets in, if it is always the same.
    ///
    /// The name appears where that of [`PerRequest`](super::PerRequest) does: in
    /// [`Delivery::tenant`], in the delivery's key and in the [`Report`]. A request is refused if
    /// its proof finds a different tenant.
    #[must_use]
    pub fn with_tenant(self, tenant: impl Into<Box<str>>) -> Self {
        let sender = self.sender.with_tenant(tenant);
        Self { sender, ..self }
    }

    /// Sets what gets the [`Report`] of every request. It runs before the answer is sent, so it must
    /// not block.
    #[must_use]
    pub fn with_observer(self, observer: impl Fn(&Report) + Send + Sync + 'static) -> Self {
        let observer: Option<Observer> = Some(Arc::new(observer));
        Self { observer, ..self }
    }

    /// Sets the clock, for tests.
    #[must_use]
    pub fn with_clock(self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        let clock = Arc::new(clock);
        Self { clock, ..self }
    }
}

/// A request that was let in, besides its event.
pub(crate) struct Admitted {
    body: Bytes,
    sender: Sender,
    received_at: SystemTime,
}

impl<E: Webhook> Gate<E> {
    /// The report of a request that arrives now.
    pub(crate) fn reporter(&self) -> Reporter {
        Reporter::new(E::PROVIDER, self.observer.clone())
    }

    pub(crate) async fn admit<B: Body>(
        &self,
        parts: &Parts,
        body: B,
        reporter: &mut Reporter,
    ) -> Result<(Admitted, Result<E, ParseError>), Outcome> {
        if parts.method != Method::POST {
            return Err(Outcome::MethodNotAllowed);
        }
        let received_at = (self.clock)();
        let head = Head::new(parts, received_at);
        let refused = Outcome::Unauthenticated;
        let mut sender = self.sender.clone();
        let proof: Arc<dyn Proof<E> + '_> = match self.proof.find(&head) {
            None => Arc::clone(&self.proof),
            Some(find) => match find.await {
                Ok(found) => {
                    let tenant = Sender::new().with_tenant(found.tenant);
                    sender = sender.and(tenant).map_err(refused)?;
                    found.proof
                }
                Err(FindError::UnknownTenant) => return Err(refused(VerifyError::UnknownTenant)),
                Err(error @ FindError::Failed(_)) => {
                    reporter.error(error);
                    return Err(Outcome::LookupFailed);
                }
            },
        };
        let check = proof.check_head(&head);
        sender = check.join(sender).await.map_err(refused)?;
        let body = body::read(body, &parts.headers, self.body_limit).await?;
        reporter.report.body_len = Some(body.len());
        let check = proof.check_body(&head, &body);
        sender = check.join(sender).await.map_err(refused)?;
        let event = E::from_slice(&body);
        let check = match &event {
            Ok(event) => proof.check_event(&head, event),
            Err(error) => proof.check_malformed(&head, &body, error),
        };
        sender = check.join(sender).await.map_err(refused)?;
        let admitted = Admitted {
            body,
            sender,
            received_at,
        };
        Ok((admitted, event))
    }
}

impl Admitted {
    /// The delivery, which goes into the report with its event.
    pub(crate) fn delivery<'a, E: Webhook>(
        &'a self,
        event: &Result<E, ParseError>,
        parts: &'a Parts,
        reporter: &mut Reporter,
    ) -> Delivery<'a> {
        let delivery = self.authenticated::<E>(parts);
        let is_observed = reporter.is_observed();
        let report = &mut reporter.report;
        report.tenant = delivery.tenant().map(str::to_owned);
        report.delivery_id = delivery.id().map(str::to_owned);
        let may_be_foreign = match event {
            Ok(event) => {
                report.event = Some(event.known_name().unwrap_or("unknown"));
                if is_observed {
                    report.drift = event.drift().len();
                }
                !event.is_known()
            }
            Err(error) => {
                report.event = error.event();
                report.error = Some(Arc::new(error.clone().into()));
                error.kind() == ParseErrorKind::WrongStructure
            }
        };
        if may_be_foreign {
            let other = Provider::detect_surely(&self.body);
            report.misdirected = other.filter(|other| *other != E::PROVIDER);
        }
        delivery
    }

    /// The delivery, with its id if that is authenticated.
    fn authenticated<'a, E: Webhook>(&'a self, parts: &'a Parts) -> Delivery<'a> {
        let mut delivery = Delivery::new(E::PROVIDER, &self.body)
            .with_request(parts)
            .with_received_at(self.received_at);
        if let Some(tenant) = self.sender.tenant() {
            delivery = delivery.with_tenant(tenant);
        }
        if !self.sender.is_body_signed() {
            return delivery;
        }
        delivery = delivery.with_signed_body();
        match E::delivery_id(&parts.headers) {
            Some(id) => delivery.with_id(id),
            None => delivery,
        }
    }
}

impl<E> Clone for Gate<E> {
    fn clone(&self) -> Self {
        Self {
            proof: Arc::clone(&self.proof),
            clock: Arc::clone(&self.clock),
            body_limit: self.body_limit,
            sender: self.sender.clone(),
            observer: self.observer.clone(),
        }
    }
}

impl<E: Webhook> fmt::Debug for Gate<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gate")
            .field("provider", &E::PROVIDER)
            .field("body_limit", &self.body_limit)
            .finish_non_exhaustive()
    }
}
