use std::borrow::Cow;
use std::fmt;

use crate::{OwnedDelivery, Provider};

/// The headers of a request, looked up by name.
///
/// Implemented for slices of pairs here, and for `http::HeaderMap` behind the feature `receive`;
/// whoever takes requests from elsewhere implements it in a line.
pub trait Headers: Sync {
    /// The value of the first header of this name, which is given in lower case.
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

/// What came with an event: the raw body, and what the request said of it.
///
/// A dispatcher gets one with every event. It borrows, and can be made without HTTP:
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
    /// A delivery of which only the sender and the body are known.
    #[must_use]
    pub fn new(provider: Provider, body: &'a [u8]) -> Self {
        Self {
            provider,
            body,
            id: None,
            headers: None,
        }
    }

    /// The same with the id that the vendor gave the delivery.
    #[must_use]
    pub fn with_id(self, id: &'a str) -> Self {
        Self {
            id: Some(id),
            ..self
        }
    }

    /// The same with the headers of its request.
    #[must_use]
    pub fn with_headers(self, headers: &'a dyn Headers) -> Self {
        Self {
            headers: Some(headers),
            ..self
        }
    }

    /// Who sent it.
    #[must_use]
    pub fn provider(&self) -> Provider {
        self.provider
    }

    /// The body, byte for byte as it came.
    #[must_use]
    pub fn body(&self) -> &'a [u8] {
        self.body
    }

    /// The vendor's id of this delivery, the same for every retry of it; `None` where the vendor
    /// gives none. Of the four, only Recall does.
    #[must_use]
    pub fn id(&self) -> Option<&'a str> {
        self.id
    }

    /// The value of a header of the request; `None` too where the delivery came without headers.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&'a [u8]> {
        let name = if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(name.to_ascii_lowercase())
        } else {
            Cow::Borrowed(name)
        };
        self.headers?.header(&name)
    }

    /// The delivery with copies of its id and its body, and without its headers: for a queue, or a
    /// task that outlives the request.
    #[must_use]
    pub fn into_owned(self) -> OwnedDelivery {
        OwnedDelivery::new(&self)
    }
}

/// Shows neither the body nor the headers, which are not for logs.
impl fmt::Debug for Delivery<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery")
            .field("provider", &self.provider)
            .field("id", &self.id)
            .field("body_len", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// What becomes of a delivery whose body could not be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OnMalformed {
    /// It is refused, so that a vendor that retries sends it again, to a corrected deployment
    /// perhaps.
    #[default]
    Refuse,
    /// It is accepted, and not sent again: for a dispatcher that has stored it.
    Accept,
}
