use std::future::Future;

use super::proof::{FindError, FindProof, Found};
use super::{Head, Proof};
use crate::BoxError;

/// Finds the proof of a tenant for each request: in a map, or in a database.
///
/// The function gets the head of the request, and returns the tenant's name with its proof, `None` for
/// a tenant that does not exist (401), or an error if the lookup fails (503, so that the vendor
/// redelivers). It runs before the caller is authenticated, so keep it cheap and cache what it finds.
///
/// The proof can be of any kind, including a pair, but not another `PerRequest`. `PerRequest` itself can be
/// part of a pair. The lookup comes before the check of the other part.
///
/// ```
/// use std::collections::HashMap;
/// use std::sync::Arc;
/// use bot_webhooks::receive::PerRequest;
/// use bot_webhooks::recall;
/// use bot_webhooks::verify::StandardWebhooks;
///
/// # struct App;
/// # impl recall::Dispatcher for App { type Error = std::convert::Infallible; }
/// let acme = StandardWebhooks::new("whsec_plJ3nmyCDGBKInavdOK15jsl")?;
/// let secrets = Arc::new(HashMap::from([("acme".to_owned(), acme)]));
/// // Posted to as `/recall/acme`.
/// let proof = PerRequest::new(move |head| {
///     let tenant = head.uri().path().rsplit('/').next().unwrap_or_default().to_owned();
///     let secrets = Arc::clone(&secrets);
///     async move { Ok(secrets.get(&tenant).map(|proof| (tenant, proof.clone()))) }
/// });
/// let endpoint = recall::Endpoint::new(App, proof);
/// # Ok::<(), bot_webhooks::verify::SecretError>(())
/// ```
///
/// A future that borrows the head does not compile: "lifetime may not live long enough". Take what it
/// needs before `async move`, as above, and not inside:
///
/// ```compile_fail
/// # use bot_webhooks::{receive::{Head, PerRequest}, verify::StandardWebhooks};
/// # async fn look_up(_: &str) -> Option<StandardWebhooks> { None }
/// let proof = PerRequest::new(|head: &Head<'_>| async {
///     let tenant = head.uri().path().to_owned();
///     Ok(look_up(&tenant).await.map(|proof| (tenant, proof)))
/// });
/// ```
pub struct PerRequest<F>(F);

impl<F, P, R> PerRequest<F>
where
    F: Fn(&Head<'_>) -> R + Send + Sync,
    R: Future<Output = Result<Option<(String, P)>, BoxError>> + Send,
{
    /// Creates a proof that calls this function to find the proof of each request. The future it
    /// returns cannot borrow the head: take what it needs out of it first.
    pub fn new(find: F) -> Self {
        Self(find)
    }
}

impl<E, F, P, R> Proof<E> for PerRequest<F>
where
    F: Fn(&Head<'_>) -> R + Send + Sync,
    R: Future<Output = Result<Option<(String, P)>, BoxError>> + Send + 'static,
    P: Proof<E> + 'static,
{
    fn find<'a>(&'a self, head: &'a Head<'_>) -> Option<FindProof<'a, E>> {
        let found = (self.0)(head);
        Some(Box::pin(async move {
            let found = found.await.map_err(FindError::Failed)?;
            let (tenant, proof) = found.ok_or(FindError::UnknownTenant)?;
            Ok(Found::new(tenant, proof))
        }))
    }

    /// Nothing is authenticated before the proof is found.
    fn check_head<'a>(&'a self, _: &'a Head<'_>) -> super::Check<'a> {
        Err(crate::verify::VerifyError::UnknownTenant).into()
    }
}
