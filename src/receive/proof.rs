use std::time::SystemTime;

use crate::Headers;
use crate::verify::{StandardWebhooks, UrlToken, VerifyError};

/// How a caller proves to an [`Endpoint`](super::Endpoint) who it is.
///
/// There is one for [`StandardWebhooks`], one for [`UrlToken`], and a pair of proofs asks for both.
/// It has three occasions, in this order, and takes those that it needs.
pub trait Proof<E>: Send + Sync {
    /// Before the body is read: refuses a caller at the least cost.
    ///
    /// # Errors
    ///
    /// If the caller has not proven who it is.
    fn head(&self, headers: &dyn Headers, uri: &str) -> Result<(), VerifyError> {
        let _ = (headers, uri);
        Ok(())
    }

    /// With the body, before it is parsed.
    ///
    /// # Errors
    ///
    /// If the caller has not proven who it is.
    fn body(&self, headers: &dyn Headers, body: &[u8], now: SystemTime) -> Result<(), VerifyError> {
        let _ = (headers, body, now);
        Ok(())
    }

    /// With the event, before it is dispatched.
    ///
    /// # Errors
    ///
    /// If the caller has not proven who it is.
    fn event(&self, headers: &dyn Headers, event: &E) -> Result<(), VerifyError> {
        let _ = (headers, event);
        Ok(())
    }

    /// Whether nothing is proven before [`event`](Self::event), so that a body which cannot be
    /// read is from nobody in particular.
    fn needs_event(&self) -> bool {
        false
    }
}

impl<E> Proof<E> for StandardWebhooks {
    fn body(&self, headers: &dyn Headers, body: &[u8], now: SystemTime) -> Result<(), VerifyError> {
        self.verify(headers, body, now).map(drop)
    }
}

impl<E> Proof<E> for UrlToken {
    fn head(&self, _: &dyn Headers, uri: &str) -> Result<(), VerifyError> {
        self.verify(uri)
    }
}

/// Both proofs.
impl<E, A: Proof<E>, B: Proof<E>> Proof<E> for (A, B) {
    fn head(&self, headers: &dyn Headers, uri: &str) -> Result<(), VerifyError> {
        self.0.head(headers, uri)?;
        self.1.head(headers, uri)
    }

    fn body(&self, headers: &dyn Headers, body: &[u8], now: SystemTime) -> Result<(), VerifyError> {
        self.0.body(headers, body, now)?;
        self.1.body(headers, body, now)
    }

    fn event(&self, headers: &dyn Headers, event: &E) -> Result<(), VerifyError> {
        self.0.event(headers, event)?;
        self.1.event(headers, event)
    }

    fn needs_event(&self) -> bool {
        self.0.needs_event() && self.1.needs_event()
    }
}

/// No proof: anybody who knows the URL is believed.
pub(crate) struct Unproven;

impl<E> Proof<E> for Unproven {}
