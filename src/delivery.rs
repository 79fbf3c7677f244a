use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::time::SystemTime;

use crate::{DeliveryKey, OwnedDelivery, ParseError, Provider, Webhook};

/// The headers of a request, looked up by name.
///
/// Implemented for `Vec<(K, V)>`, `[(K, V); N]`, `&[(K, V)]` and `HashMap<K, V>`, and for
/// `http::HeaderMap` with the feature `receive`. For a type of your own, write both methods: a repeated
/// signature or id is refused only if [`is_repeated`](Self::is_repeated) reports it.
///
/// ```
/// use std::collections::HashMap;
/// use bot_webhooks::{Delivery, Headers, Provider};
///
/// let pairs = vec![("X-Region".to_owned(), b"eu".to_vec()), ("x-region".to_owned(), b"us".to_vec())];
/// assert!(pairs.is_repeated("x-region"));
///
/// let headers = HashMap::from([("X-Region", "eu")]);
/// let delivery = Delivery::new(Provider::Recall, b"{}").with_headers(&headers);
/// assert_eq!(delivery.header("x-region"), Some(&b"eu"[..]));
/// ```
pub trait Headers: Sync {
    /// Returns the value of the first header with this name, which is given in lowercase.
    fn header(&self, name: &str) -> Option<&[u8]>;

    /// Returns whether there is more than one header with this name, which is given in lowercase.
    /// By default there never is: right for a type that keeps one value for each name.
    fn is_repeated(&self, name: &str) -> bool {
        let _ = name;
        false
    }
}

macro_rules! headers_of_pairs {
    ($( [$($len:tt)*] $type:ty, )+) => { $(
        impl<K: AsRef<str> + Sync, V: AsRef<[u8]> + Sync, $($len)*> Headers for $type {
            fn header(&self, name: &str) -> Option<&[u8]> {
                values(self, name).next()
            }

            fn is_repeated(&self, name: &str) -> bool {
                values(self, name).nth(1).is_some()
            }
        }
    )+ };
}
headers_of_pairs! {
    [] &[(K, V)],
    [] Vec<(K, V)>,
    [const N: usize] [(K, V); N],
}

/// Names that differ in case alone are repeated.
impl<K, V, S> Headers for HashMap<K, V, S>
where
    K: AsRef<str> + Sync,
    V: AsRef<[u8]> + Sync,
    S: Sync,
{
    fn header(&self, name: &str) -> Option<&[u8]> {
        let mut named = self.iter().filter(|(key, _)| is_name(key, name));
        named.next().map(|(_, value)| value.as_ref())
    }

    fn is_repeated(&self, name: &str) -> bool {
        self.keys()
            .filter(|key| is_name(key, name))
            .nth(1)
            .is_some()
    }
}

fn values<'h, K: AsRef<str>, V: AsRef<[u8]>>(
    headers: &'h [(K, V)],
    name: &str,
) -> impl Iterator<Item = &'h [u8]> {
    let named = headers.iter().filter(move |(key, _)| is_name(key, name));
    named.map(|(_, value)| value.as_ref())
}

fn is_name(key: &impl AsRef<str>, name: &str) -> bool {
    key.as_ref().eq_ignore_ascii_case(name)
}

/// What came with an event: the raw body, and what is known of its sender and its request.
///
/// A dispatcher gets one with every event. It borrows its data, and can be created without HTTP:
///
/// ```
/// use bot_webhooks::{Delivery, Provider};
///
/// let delivery = Delivery::new(Provider::Recall, br#"{"event": "bot.done"}"#).with_id("msg_1");
/// assert_eq!(delivery.id(), Some("msg_1"));
/// ```
#[derive(Clone, Copy)]
pub struct Delivery<'a> {
    provider: Provider,
    body: &'a [u8],
    id: Option<&'a str>,
    tenant: Option<&'a str>,
    key: Option<&'a DeliveryKey>,
    received_at: Option<SystemTime>,
    headers: Option<&'a dyn Headers>,
    #[cfg(feature = "idempotency")]
    is_body_signed: bool,
    #[cfg(feature = "receive")]
    request: Option<&'a http::request::Parts>,
}

impl<'a> Delivery<'a> {
    /// Creates a delivery with a sender and a body, and nothing else.
    #[must_use]
    pub fn new(provider: Provider, body: &'a [u8]) -> Self {
        Self {
            provider,
            body,
            id: None,
            tenant: None,
            key: None,
            received_at: None,
            headers: None,
            #[cfg(feature = "idempotency")]
            is_body_signed: false,
            #[cfg(feature = "receive")]
            request: None,
        }
    }

    /// Parses a body, and returns the event and its delivery: the arguments of a dispatcher's
    /// `dispatch`, so that you can test it without HTTP.
    ///
    /// If the event's type cannot be inferred, name it: `Delivery::parse::<recall::Event>(body)`.
    ///
    /// ```
    /// use bot_webhooks::Delivery;
    /// use bot_webhooks::exotel::{Dispatcher, PreAgentTransferReply, Request, samples};
    ///
    /// struct App;
    ///
    /// impl Dispatcher for App {
    ///     type Error = std::convert::Infallible;
    ///
    ///     async fn on_pre_agent_transfer(
    ///         &self,
    ///         _: Request,
    ///         _: &Delivery<'_>,
    ///     ) -> Result<PreAgentTransferReply, Self::Error> {
    ///         Ok(PreAgentTransferReply::new().with_agent_transfer_message("One moment, please."))
    ///     }
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// // In a `#[tokio::test]`:
    /// let (event, delivery) = Delivery::parse(samples::PRE_AGENT_TRANSFER)?;
    /// let reply = App.dispatch(event, &delivery).await?;
    ///
    /// let expected = PreAgentTransferReply::new().with_agent_transfer_message("One moment, please.");
    /// assert_eq!(reply, expected.into());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// If the body is not JSON, or a known event has a wrong structure.
    pub fn parse<E: Webhook>(
        body: &'a (impl AsRef<[u8]> + ?Sized),
    ) -> Result<(E, Self), ParseError> {
        let body = body.as_ref();
        Ok((E::from_slice(body)?, Self::new(E::PROVIDER, body)))
    }

    /// Sets the id that the vendor gave the delivery. Only set an id that is authenticated:
    /// [`DeliveryKey::of`](crate::DeliveryKey) trusts it.
    #[must_use]
    pub fn with_id(self, id: &'a str) -> Self {
        let id = Some(id);
        Self { id, ..self }
    }

    /// Says that the body is signed. It then has a different key than the same bytes unsigned, unless
    /// the delivery has an id.
    #[cfg(feature = "idempotency")]
    #[must_use]
    pub fn with_signed_body(self) -> Self {
        Self {
            is_body_signed: true,
            ..self
        }
    }

    #[cfg(feature = "idempotency")]
    pub(crate) fn is_body_signed(&self) -> bool {
        self.is_body_signed
    }

    /// Sets the tenant that the sender was authenticated as.
    #[must_use]
    pub fn with_tenant(self, tenant: &'a str) -> Self {
        let tenant = Some(tenant);
        Self { tenant, ..self }
    }

    /// Sets the key that identifies the delivery.
    #[must_use]
    pub fn with_key(self, key: &'a DeliveryKey) -> Self {
        let key = Some(key);
        Self { key, ..self }
    }

    /// Sets the time at which the delivery arrived.
    #[must_use]
    pub fn with_received_at(self, time: SystemTime) -> Self {
        let received_at = Some(time);
        Self {
            received_at,
            ..self
        }
    }

    /// Sets the headers of the request.
    #[must_use]
    pub fn with_headers(self, headers: &'a dyn Headers) -> Self {
        let headers = Some(headers);
        Self { headers, ..self }
    }

    /// Sets the head of the request, with its headers.
    #[cfg(feature = "receive")]
    #[must_use]
    pub fn with_request(self, request: &'a http::request::Parts) -> Self {
        Self {
            headers: Some(&request.headers),
            request: Some(request),
            ..self
        }
    }

    /// The provider that sent it.
    #[must_use]
    pub fn provider(&self) -> Provider {
        self.provider
    }

    /// The tenant that the sender was authenticated as; `None` if none was found or set.
    #[must_use]
    pub fn tenant(&self) -> Option<&'a str> {
        self.tenant
    }

    /// The body, byte for byte as it came.
    #[must_use]
    pub fn body(&self) -> &'a [u8] {
        self.body
    }

    /// The vendor's id of this delivery, the same for every retry of it; `None` if the vendor gives
    /// none, or did not authenticate it. Of the four vendors, only Recall gives one.
    #[must_use]
    pub fn id(&self) -> Option<&'a str> {
        self.id
    }

    /// What identifies this delivery; `None` if nothing does, and outside an endpoint unless it was
    /// set. [`idempotency`](crate::idempotency) says what identifies which event.
    #[must_use]
    pub fn key(&self) -> Option<&'a DeliveryKey> {
        self.key
    }

    /// When the delivery arrived, by the endpoint's clock; `None` outside an endpoint unless it was
    /// set.
    #[must_use]
    pub fn received_at(&self) -> Option<SystemTime> {
        self.received_at
    }

    /// The value of the first header with this name; `None` also if the delivery came without headers.
    ///
    /// Headers are not authenticated, except for the id.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&'a [u8]> {
        let name = if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(name.to_ascii_lowercase())
        } else {
            Cow::Borrowed(name)
        };
        self.headers?.header(&name)
    }

    /// The URI of the request; `None` if the delivery came without one. It can hold a URL token, so keep it
    /// out of logs.
    #[cfg(feature = "receive")]
    #[must_use]
    pub fn uri(&self) -> Option<&'a http::Uri> {
        Some(&self.request?.uri)
    }

    /// What a layer put into the request's extensions, such as a matched route; `None` also if the delivery
    /// came without a request.
    #[cfg(feature = "receive")]
    #[must_use]
    pub fn extension<T: Send + Sync + 'static>(&self) -> Option<&'a T> {
        self.request?.extensions.get()
    }

    /// The delivery as one that owns its data, without its request: for a queue, or a task that
    /// outlives the request. Whether the body was signed is only in its [`key`](Self::key).
    #[must_use]
    pub fn into_owned(self) -> OwnedDelivery {
        OwnedDelivery::new(&self)
    }
}

/// Shows neither the body nor the request, which are not for logs.
impl fmt::Debug for Delivery<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery")
            .field("provider", &self.provider)
            .field("tenant", &self.tenant)
            .field("id", &self.id)
            .field("body_len", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// What becomes of a delivery whose body could not be parsed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OnMalformed {
    /// It is refused, so that a vendor that retries sends it again, perhaps to a corrected
    /// deployment.
    #[default]
    Refuse,
    /// It is accepted, and not redelivered: for a dispatcher that has stored it.
    Accept,
}
