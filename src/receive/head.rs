use std::fmt;
use std::sync::OnceLock;
use std::time::SystemTime;

use http::request::Parts;
use http::{Extensions, HeaderMap, Method, Uri};

use crate::verify::{Signed, VerifyError};

/// The head of a request, and when it arrived: all that is known of a delivery before its body.
pub struct Head<'a> {
    parts: &'a Parts,
    received_at: SystemTime,
    /// Read once, because it is needed twice: before the body, and with it.
    signed: OnceLock<Result<Signed<'a>, VerifyError>>,
}

impl<'a> Head<'a> {
    /// The head of a request that arrived at this time.
    #[must_use]
    pub fn new(parts: &'a Parts, received_at: SystemTime) -> Self {
        Self {
            parts,
            received_at,
            signed: OnceLock::new(),
        }
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &'a Method {
        &self.parts.method
    }

    /// The URI. It can hold a URL token, so keep it out of logs.
    #[must_use]
    pub fn uri(&self) -> &'a Uri {
        &self.parts.uri
    }

    /// The path and the query of the URI.
    #[must_use]
    pub fn path_and_query(&self) -> &'a str {
        self.parts
            .uri
            .path_and_query()
            .map_or("", |uri| uri.as_str())
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &'a HeaderMap {
        &self.parts.headers
    }

    /// What layers put into the request, such as a matched route.
    #[must_use]
    pub fn extensions(&self) -> &'a Extensions {
        &self.parts.extensions
    }

    /// When the request arrived, by the endpoint's clock.
    #[must_use]
    pub fn received_at(&self) -> SystemTime {
        self.received_at
    }

    /// What the headers of a signature say, before any of it is authenticated.
    pub(crate) fn signed(&self) -> Result<&Signed<'a>, VerifyError> {
        let signed = || Signed::read(self.headers());
        self.signed
            .get_or_init(signed)
            .as_ref()
            .map_err(|error| *error)
    }
}

/// Shows neither the URI nor the headers, which are not for logs.
impl fmt::Debug for Head<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Head")
            .field("method", self.method())
            .field("received_at", &self.received_at)
            .finish_non_exhaustive()
    }
}
