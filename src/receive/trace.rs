//! A span for each delivery, where the feature `tracing` is on; otherwise nothing.

#[cfg(feature = "tracing")]
mod spans {
    use std::time::Instant;

    use tracing::field::Empty;
    use tracing::{Instrument, Span};

    use crate::receive::{Outcome, Receivable};
    use crate::{ParseError, Provider};

    /// The span of one delivery. Nothing of the payload goes into it, not even the name of an
    /// event that we do not know.
    pub(crate) struct Trace {
        span: Span,
        begin: Instant,
    }

    impl Trace {
        pub(crate) fn new(provider: Provider) -> Self {
            let span = tracing::info_span!(
                target: "bot_webhooks",
                "webhook",
                provider = provider.as_str(),
                event = Empty,
                delivery_id = Empty,
                outcome = Empty,
                refusal = Empty,
                error = Empty,
                status = Empty,
                duration_us = Empty,
                body_len = Empty,
                drift = Empty,
            );
            Self {
                span,
                begin: Instant::now(),
            }
        }

        pub(crate) fn around<F: Future>(&self, work: F) -> impl Future<Output = F::Output> {
            work.instrument(self.span.clone())
        }

        pub(crate) fn body(&self, body: &[u8]) {
            self.span.record("body_len", body.len());
        }

        pub(crate) fn delivery_id(&self, id: &str) {
            self.span.record("delivery_id", id);
        }

        pub(crate) fn event<E: Receivable>(&self, event: &E) {
            if !self.span.is_disabled() {
                self.span
                    .record("event", event.known_name().unwrap_or("unknown"));
                self.span.record("drift", event.count_drift());
            }
        }

        pub(crate) fn error(&self, error: &ParseError) {
            self.span.record("error", tracing::field::display(error));
        }

        pub(crate) fn end(&self, outcome: Outcome) {
            if let Outcome::Unauthenticated(refusal) = outcome {
                self.span
                    .record("refusal", tracing::field::display(refusal));
            }
            let micros = u64::try_from(self.begin.elapsed().as_micros()).unwrap_or(u64::MAX);
            self.span.record("outcome", outcome.as_str());
            self.span.record("status", outcome.status().as_u16());
            self.span.record("duration_us", micros);
        }
    }
}

#[cfg(not(feature = "tracing"))]
mod spans {
    use crate::receive::{Outcome, Receivable};
    use crate::{ParseError, Provider};

    /// Nothing.
    pub(crate) struct Trace;

    #[allow(clippy::unused_self)]
    impl Trace {
        pub(crate) fn new(_: Provider) -> Self {
            Self
        }

        pub(crate) fn around<F: Future>(&self, work: F) -> F {
            work
        }

        pub(crate) fn body(&self, _: &[u8]) {}

        pub(crate) fn delivery_id(&self, _: &str) {}

        pub(crate) fn event<E: Receivable>(&self, _: &E) {}

        pub(crate) fn error(&self, _: &ParseError) {}

        pub(crate) fn end(&self, _: Outcome) {}
    }
}

pub(crate) use spans::Trace;
