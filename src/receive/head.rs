use std::time::SystemTime;

use http::request::Parts;
use http::{Extensions, HeaderMap, Method, Uri};

/// The head of a request, and when it arrived: all that is known of a delivery before its body.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    parts: &'a Parts,
    received_at: SystemTime,
}

impl<'a> Head<'a> {
    /// The head of a request that arrived at this time.
    #[must_use]
    pub fn new(parts: &'a Parts, received_at: SystemTime) -> Self {
        Self { parts, received_at }
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
}
