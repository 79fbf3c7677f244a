use std::borrow::Cow;
use std::fmt;

use crate::{OwnedDelivery, Provider};

/// The headers of a request, looked up by name.
///
/// Implemented for slices of pairs here, and for `http::HeaderMap` with the feature `receive`. For
/// any other type of request, implement it in a line.
pub trait Headers: Sync {
    /// Returns the value of the first header with this name, which is given in lowercase.
    fn header(&self, name: &str) -> Option<&[u8]>;
}

impl<K: AsRef<str> + Sync, V: AsRef<[u8]> + Sync> Headers for &[(K, V)] {
    fn header(&self, name: &str) -> Option<&[u8]> {
        let named = |(key, _): &&(K, V)| key.as_ref().eq_ignore_ascii_case(name);
        self.iter().find(named).map(|(_, value)| value.as_ref())
    }
}

impl<K: AsRef<str> + Sync, V: AsRef<[u8]> + Sync, const N: usize> Headers for [(K, V); N] {
    fn header(&self, name: &str) -> Option<&[u8]> {
        let named = |(key, _): &&(K, V)| key.as_ref().eq_ignore_ascii_case(name);
        self.iter().find(named).map(|(_, value)| value.as_ref())
    }
}

/// What came with an event: the raw body, and what the request says about it.
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
    headers: Option<&'a dyn Headers>,
}

impl<'a> Delivery<'a> {
    /// Creates a delivery with a sender and a body, and nothing else.
    #[must_use]
    pub fn new(provider: Provider, body: &'a [u8]) -> Self {
        Self {
            provider,
            body,
            id: None,
            headers: None,
        }
    }

    /// Sets the id that the vendor gave the delivery.
    #[must_use]
    pub fn with_id(self, id: &'a str) -> Self {
        Self {
            id: Some(id),
            ..self
        }
    }

    /// Sets the headers of the request.
    #[must_use]
    pub fn with_headers(self, headers: &'a dyn Headers) -> Self {
        Self {
            headers: Some(headers),
            ..self
        }
    }

    /// Returns the provider that sent it.
    #[must_use]
    pub fn provider(&self) -> Provider {
        self.provider
    }

    /// Returns the body, byte for byte as received.
    #[must_use]
    pub fn body(&self) -> &'a [u8] {
        self.body
    }

    /// Returns the vendor's id of this delivery, the same for all its retries; `None` if the vendor
    /// gives none. Of the four, only Recall gives one.
    #[must_use]
    pub fn id(&self) -> Option<&'a str> {
        self.id
    }

    /// Returns the value of a header of the request; `None` also if the delivery has no headers.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&'a [u8]> {
        let name = if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(name.to_ascii_lowercase())
        } else {
            Cow::Borrowed(name)
        };
        self.headers?.header(&name)
    }

    /// Returns the delivery with copies of its id and its body, and without its headers: for a
    /// queue, or a task that outlives the request.
    #[must_use]
    pub fn into_owned(self) -> OwnedDelivery {
        OwnedDelivery::new(&self)
    }
}

/// Shows neither the body nor the headers, which do not belong in logs.
impl fmt::Debug for Delivery<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery")
            .field("provider", &self.provider)
            .field("id", &self.id)
            .field("body_len", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// What happens to a delivery whose body could not be parsed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OnMalformed {
    /// It is refused, so that a vendor that retries sends it again, perhaps to a fixed
    /// deployment.
    #[default]
    Refuse,
    /// It is accepted, and not retried: for a dispatcher that has stored it.
    Accept,
}
