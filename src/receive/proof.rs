use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use super::{Head, Sender};
use crate::verify::{StandardWebhooks, UrlToken, VerifyError};
use crate::{BoxError, ParseError};

/// How the caller of an [`Endpoint`](super::Endpoint) is authenticated.
///
/// [`StandardWebhooks`] and [`UrlToken`] are proofs, a pair of proofs requires both, and
/// [`PerRequest`](super::PerRequest) finds the proof of a tenant. A proof can check at three points,
/// in this order; override those that you need. The earlier a request is refused, the less it costs.
/// Each check returns what it found out about the [`Sender`].
///
/// ```
/// use bot_webhooks::Headers;
/// use bot_webhooks::receive::{Check, Head, Proof, Sender};
/// use bot_webhooks::verify::VerifyError;
///
/// /// Trusts a gateway, which authenticates the caller and names the tenant.
/// struct Gateway;
///
/// impl<E> Proof<E> for Gateway {
///     fn check_head<'a>(&'a self, head: &'a Head<'_>) -> Check<'a> {
///         if head.headers().is_repeated("x-tenant") {
///             return Err(VerifyError::RepeatedHeader("x-tenant")).into();
///         }
///         let tenant = head.headers().get("x-tenant").and_then(|name| name.to_str().ok());
///         let tenant = tenant.ok_or(VerifyError::MissingHeader("x-tenant"));
///         tenant.map(|tenant| Sender::new().with_tenant(tenant)).into()
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `Proof` for `{E}`",
    label = "does not say how callers are authenticated",
    note = "a proof is `StandardWebhooks::new(…)?`, `UrlToken::in_query(…)?`, `PerRequest::new(…)` or a \
            pair of proofs; a `Result` becomes one with `?`"
)]
pub trait Proof<E>: Send + Sync {
    /// Finds the proof that authenticates this request, if it depends on the request. The proof that is
    /// found is then used instead of this one. By default `None`: this proof authenticates the request.
    fn find<'a>(&'a self, head: &'a Head<'_>) -> Option<FindProof<'a, E>> {
        let _ = head;
        None
    }

    /// Checks the head, before the body is read.
    fn check_head<'a>(&'a self, head: &'a Head<'_>) -> Check<'a> {
        let _ = head;
        Check::pass()
    }

    /// Checks the body, before it is parsed.
    fn check_body<'a>(&'a self, head: &'a Head<'_>, body: &'a [u8]) -> Check<'a> {
        let _ = (head, body);
        Check::pass()
    }

    /// Checks the event, before it is dispatched.
    fn check_event<'a>(&'a self, head: &'a Head<'_>, event: &'a E) -> Check<'a> {
        let _ = (head, event);
        Check::pass()
    }

    /// Checks a body that could not be parsed, before it goes to `on_malformed`. By default it passes:
    /// override it where [`check_event`](Self::check_event) is what authenticates.
    fn check_malformed<'a>(
        &'a self,
        head: &'a Head<'_>,
        body: &'a [u8],
        error: &'a ParseError,
    ) -> Check<'a> {
        let _ = (head, body, error);
        Check::pass()
    }
}

/// The future of [`Proof::find`].
pub type FindProof<'a, E> =
    Pin<Box<dyn Future<Output = Result<Found<'a, E>, FindError>> + Send + 'a>>;

/// A tenant, and how it is authenticated.
pub struct Found<'a, E> {
    pub(crate) tenant: Box<str>,
    pub(crate) proof: Arc<dyn Proof<E> + 'a>,
}

impl<'a, E> Found<'a, E> {
    /// A tenant that is authenticated by this proof.
    pub fn new(tenant: impl Into<Box<str>>, proof: impl Proof<E> + 'a) -> Self {
        Self {
            tenant: tenant.into(),
            proof: Arc::new(proof),
        }
    }
}

/// Why there is no proof for a request.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FindError {
    /// The tenant is unknown, or two lookups found different ones: 401, as for any unauthenticated
    /// caller.
    #[error("unknown tenant")]
    UnknownTenant,
    /// The tenant could not be looked up: 503, so that the vendor redelivers.
    #[error("the tenant could not be looked up: {0}")]
    Failed(#[source] BoxError),
}

/// The result of a check, now or later.
pub struct Check<'a>(pub(crate) Checked<'a>);

pub(crate) enum Checked<'a> {
    Now(Result<Sender, VerifyError>),
    Later(Pin<Box<dyn Future<Output = Result<Sender, VerifyError>> + Send + 'a>>),
}

impl<'a> Check<'a> {
    /// A check that passes, and finds out nothing about the sender.
    #[must_use]
    pub fn pass() -> Self {
        Self::from(Ok(Sender::new()))
    }

    /// A check that has to wait.
    pub fn later(check: impl Future<Output = Result<Sender, VerifyError>> + Send + 'a) -> Self {
        Self(Checked::Later(Box::pin(check)))
    }

    /// What this check found, together with what was known before.
    pub(crate) async fn join(self, known: Sender) -> Result<Sender, VerifyError> {
        let found = match self.0 {
            Checked::Now(found) => found,
            Checked::Later(check) => check.await,
        };
        known.and(found?)
    }
}

impl From<Result<Sender, VerifyError>> for Check<'_> {
    fn from(result: Result<Sender, VerifyError>) -> Self {
        Self(Checked::Now(result))
    }
}

impl<E> Proof<E> for StandardWebhooks {
    /// Requires the headers, in their form, before a byte of the body is read.
    fn check_head<'a>(&'a self, head: &'a Head<'_>) -> Check<'a> {
        head.signed().map(|_| Sender::new()).into()
    }

    fn check_body<'a>(&'a self, head: &'a Head<'_>, body: &'a [u8]) -> Check<'a> {
        let verified = head
            .signed()
            .and_then(|signed| self.verify_signed(signed, body, head.received_at()));
        verified.map(|()| Sender::new().with_signed_body()).into()
    }
}

impl<E> Proof<E> for UrlToken {
    fn check_head<'a>(&'a self, head: &'a Head<'_>) -> Check<'a> {
        self.verify(head.path_and_query())
            .map(|()| Sender::new())
            .into()
    }
}

macro_rules! proofs_behind_pointers {
    ($($pointer:ty)+) => {
        $(
            impl<E, P: Proof<E> + ?Sized> Proof<E> for $pointer {
                fn find<'a>(&'a self, head: &'a Head<'_>) -> Option<FindProof<'a, E>> {
                    (**self).find(head)
                }

                fn check_head<'a>(&'a self, head: &'a Head<'_>) -> Check<'a> {
                    (**self).check_head(head)
                }

                fn check_body<'a>(&'a self, head: &'a Head<'_>, body: &'a [u8]) -> Check<'a> {
                    (**self).check_body(head, body)
                }

                fn check_event<'a>(&'a self, head: &'a Head<'_>, event: &'a E) -> Check<'a> {
                    (**self).check_event(head, event)
                }

                fn check_malformed<'a>(
                    &'a self,
                    head: &'a Head<'_>,
                    body: &'a [u8],
                    error: &'a ParseError,
                ) -> Check<'a> {
                    (**self).check_malformed(head, body, error)
                }
            }
        )+
    };
}
proofs_behind_pointers! { &P Arc<P> Box<P> }

/// Both proofs. What has to be found for one is found before either is checked.
impl<E: 'static, A: Proof<E>, B: Proof<E>> Proof<E> for (A, B) {
    fn find<'a>(&'a self, head: &'a Head<'_>) -> Option<FindProof<'a, E>> {
        let (first, second) = (self.0.find(head), self.1.find(head));
        if first.is_none() && second.is_none() {
            return None;
        }
        Some(Box::pin(async move {
            let (tenant, first) = found(first, &self.0).await?;
            let (other, second) = found(second, &self.1).await?;
            if tenant.is_some() && other.is_some() && tenant != other {
                return Err(FindError::UnknownTenant);
            }
            let tenant = tenant.or(other).ok_or(FindError::UnknownTenant)?;
            Ok(Found::new(tenant, (first, second)))
        }))
    }

    fn check_head<'a>(&'a self, head: &'a Head<'_>) -> Check<'a> {
        both(self.0.check_head(head), || self.1.check_head(head))
    }

    fn check_body<'a>(&'a self, head: &'a Head<'_>, body: &'a [u8]) -> Check<'a> {
        both(self.0.check_body(head, body), || {
            self.1.check_body(head, body)
        })
    }

    fn check_event<'a>(&'a self, head: &'a Head<'_>, event: &'a E) -> Check<'a> {
        both(self.0.check_event(head, event), || {
            self.1.check_event(head, event)
        })
    }

    fn check_malformed<'a>(
        &'a self,
        head: &'a Head<'_>,
        body: &'a [u8],
        error: &'a ParseError,
    ) -> Check<'a> {
        both(self.0.check_malformed(head, body, error), || {
            self.1.check_malformed(head, body, error)
        })
    }
}

/// The proof that was found, or this one if there was nothing to find.
async fn found<'a, E>(
    find: Option<FindProof<'a, E>>,
    proof: &'a dyn Proof<E>,
) -> Result<(Option<Box<str>>, Arc<dyn Proof<E> + 'a>), FindError> {
    match find {
        Some(find) => {
            let found = find.await?;
            Ok((Some(found.tenant), found.proof))
        }
        None => Ok((None, Arc::new(proof))),
    }
}

fn both<'a>(first: Check<'a>, second: impl FnOnce() -> Check<'a>) -> Check<'a> {
    match first.0 {
        Checked::Now(Err(error)) => Err(error).into(),
        Checked::Now(Ok(sender)) => match second().0 {
            Checked::Now(other) => other.and_then(|other| sender.and(other)).into(),
            Checked::Later(other) => Check::later(async move { sender.and(other.await?) }),
        },
        Checked::Later(first) => {
            let second = second();
            Check::later(async move { second.join(first.await?).await })
        }
    }
}

/// No proof: every caller is trusted, because only authenticated ones can reach the endpoint.
pub(crate) struct Trusted;

impl<E> Proof<E> for Trusted {
    fn check_head<'a>(&'a self, _: &'a Head<'_>) -> Check<'a> {
        Ok(Sender::new().with_signed_body()).into()
    }
}
