//! A span for each delivery if the feature `tracing` is on, otherwise nothing.

use super::Report;
use crate::Provider;

#[cfg(feature = "tracing")]
use crate::dispatch::with_sources;

#[cfg(feature = "tracing")]
#[derive(Clone)]
pub(crate) struct Trace(tracing::Span);

#[cfg(feature = "tracing")]
impl Trace {
    /// Nothing of the payload goes into the span, not even the name of an unknown event.
    pub(crate) fn new(provider: Provider) -> Self {
        use tracing::field::Empty;

        Self(tracing::info_span!(
            target: "bot_webhooks",
            "webhook",
            provider = provider.as_str(),
            tenant = Empty,
            event = Empty,
            delivery_id = Empty,
            outcome = Empty,
            refusal = Empty,
            error = Empty,
            status = Empty,
            duration_us = Empty,
            body_len = Empty,
            drift = Empty,
            misdirected = Empty,
        ))
    }

    pub(crate) fn around<F: Future>(&self, work: F) -> impl Future<Output = F::Output> {
        tracing::Instrument::instrument(work, self.0.clone())
    }

    pub(crate) fn is_enabled(&self) -> bool {
        !self.0.is_disabled()
    }

    pub(crate) fn record(&self, report: &Report) {
        use tracing::field::display;

        let span = &self.0;
        if span.is_disabled() {
            return;
        }
        span.record("outcome", report.outcome.as_str());
        if let Some(status) = report.status() {
            span.record("status", status.as_u16());
        }
        if let super::Outcome::Unauthenticated(error) = report.outcome {
            span.record("refusal", display(error));
        }
        if let Some(tenant) = &report.tenant {
            span.record("tenant", tenant.as_str());
        }
        if let Some(id) = &report.delivery_id {
            span.record("delivery_id", id.as_str());
        }
        if let Some(event) = report.event {
            span.record("event", event);
            span.record("drift", report.drift);
        }
        if let Some(provider) = report.misdirected {
            span.record("misdirected", provider.as_str());
        }
        if let Some(len) = report.body_len {
            span.record("body_len", len);
        }
        let micros = u64::try_from(report.duration.as_micros()).unwrap_or(u64::MAX);
        span.record("duration_us", micros);
        // Last, because the `Display` of an error can panic.
        if let Some(error) = &report.error {
            span.record("error", with_sources(&***error).as_str());
        }
    }
}

#[cfg(not(feature = "tracing"))]
#[derive(Clone)]
pub(crate) struct Trace;

#[cfg(not(feature = "tracing"))]
#[allow(clippy::unused_self)]
impl Trace {
    pub(crate) fn new(_: Provider) -> Self {
        Self
    }

    pub(crate) fn around<F: Future>(&self, work: F) -> F {
        work
    }

    pub(crate) fn is_enabled(&self) -> bool {
        false
    }

    pub(crate) fn record(&self, _: &Report) {}
}
