use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use http::StatusCode;

use super::Outcome;
use super::trace::Trace;
use crate::dispatch::with_sources;
use crate::{BoxError, Provider};

/// What became of one request, for a metric, a log or an alert.
///
/// An [`Endpoint`](super::Endpoint), and a [`Gate`](super::Gate) that is used alone, make one
/// for every request that reaches them, even if it is dropped or panics.
/// The observer given to [`with_observer`](super::Endpoint::with_observer) gets it, and every response
/// of an endpoint has it in its extensions: `response.extensions().get::<Report>()`. It has no value of
/// the payload, except what the dispatcher put into its error; a parse error can quote names of fields.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Report {
    /// The provider whose endpoint it is.
    pub provider: Provider,
    /// How the delivery ended.
    pub outcome: Outcome,
    /// The wire name of the event; `unknown` for one that this version does not know. `None` if the
    /// body was not read, or could not be parsed and names no known event.
    pub event: Option<&'static str>,
    /// The tenant, once it is authenticated.
    pub tenant: Option<String>,
    /// The vendor's id of the delivery, if it is authenticated.
    pub delivery_id: Option<String>,
    /// How long it took until the answer.
    pub duration: Duration,
    /// The length of the body in bytes; `None` if it was not read to its end.
    pub body_len: Option<usize>,
    /// How many things in the event this version does not know. Counted only if there is an observer
    /// or a span, because it costs as much as parsing.
    pub drift: usize,
    /// The provider that the body surely comes from, if that is a different one and the event is
    /// unknown or of a wrong structure: perhaps a URL was given to the wrong vendor.
    pub misdirected: Option<Provider>,
    /// Why it failed: the dispatcher's error, the [`ParseError`](crate::ParseError), or the error
    /// of a tenant's lookup. `None` if the outcome says it all, as
    /// [`Unauthenticated`](super::Outcome::Unauthenticated) does. Except for the lookup, it is
    /// recorded only once the sender is authenticated.
    pub error: Option<Arc<BoxError>>,
}

impl Report {
    fn new(provider: Provider) -> Self {
        Self {
            provider,
            outcome: Outcome::Dropped,
            event: None,
            tenant: None,
            delivery_id: None,
            duration: Duration::ZERO,
            body_len: None,
            drift: 0,
            misdirected: None,
            error: None,
        }
    }

    /// The status of the answer; `None` if the request was not answered here.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self.outcome {
            Outcome::Admitted | Outcome::Dropped | Outcome::Panicked => None,
            outcome => Some(outcome.status()),
        }
    }
}

/// One line for a log: `recall bot.done 200 handled 1.2ms tenant="acme" id="msg_1"`, and then, if there is
/// any, `drift=2`, `misdirected=exotel` and `error="could not store: disk full"`.
///
/// Tenant, id and error are escaped, and cut after 200 characters. The error is [`error`](Self::error) with
/// its sources or, for an unauthenticated caller, the reason for the refusal.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ", self.provider, self.event.unwrap_or("-"))?;
        match self.status() {
            Some(status) => f.write_str(status.as_str())?,
            None => f.write_str("-")?,
        }
        write!(f, " {} {:.1?}", self.outcome, self.duration)?;
        quote(f, "tenant", self.tenant.as_deref())?;
        quote(f, "id", self.delivery_id.as_deref())?;
        if self.drift > 0 {
            write!(f, " drift={}", self.drift)?;
        }
        if let Some(provider) = self.misdirected {
            write!(f, " misdirected={provider}")?;
        }
        let error = match (&self.error, self.outcome) {
            (Some(error), _) => Some(with_sources(&***error)),
            (None, Outcome::Unauthenticated(refusal)) => Some(refusal.to_string()),
            (None, _) => None,
        };
        quote(f, "error", error.as_deref())
    }
}

fn quote(f: &mut fmt::Formatter<'_>, name: &str, value: Option<&str>) -> fmt::Result {
    match value {
        Some(value) => write!(f, " {name}=\"{}\"", escape(value)),
        None => Ok(()),
    }
}

/// A string that others chose: short, and nothing in it that a terminal or a parser of logs obeys.
fn escape(text: &str) -> String {
    const LEN: usize = 200;
    let shown = text.chars().take(LEN);
    let mut escaped: String = shown.flat_map(char::escape_default).collect();
    if text.chars().nth(LEN).is_some() {
        escaped += "...";
    }
    escaped
}

/// What gets the [`Report`] of every request.
pub(crate) type Observer = Arc<dyn Fn(&Report) + Send + Sync>;

/// A report in the making: if it is dropped before it is finished, so was the request.
///
/// It owns what it needs, so that it can be made before the request's future is polled: a future that
/// is dropped before that is reported too.
pub(crate) struct Reporter {
    pub(crate) report: Report,
    is_finished: bool,
    observer: Option<Observer>,
    trace: Trace,
    begin: Instant,
}

impl Reporter {
    pub(crate) fn new(provider: Provider, observer: Option<Observer>) -> Self {
        Self {
            report: Report::new(provider),
            is_finished: false,
            observer,
            trace: Trace::new(provider),
            begin: Instant::now(),
        }
    }

    /// The span of the request, for the work to run in.
    pub(crate) fn trace(&self) -> Trace {
        self.trace.clone()
    }

    pub(crate) fn is_observed(&self) -> bool {
        self.observer.is_some() || self.trace.is_enabled()
    }

    pub(crate) fn error(&mut self, error: impl Into<BoxError>) {
        self.report.error = Some(Arc::new(error.into()));
    }

    pub(crate) fn finish(mut self, outcome: Outcome) -> Report {
        self.end(outcome);
        let provider = self.report.provider;
        std::mem::replace(&mut self.report, Report::new(provider))
    }

    fn end(&mut self, outcome: Outcome) {
        self.is_finished = true;
        self.report.outcome = outcome;
        self.report.duration = self.begin.elapsed();
        if let Some(observer) = &self.observer {
            unharmed(|| observer(&self.report));
        }
        unharmed(|| self.trace.record(&self.report));
    }
}

/// Runs what can panic: an observer, or the `Display` of an error. That would take the answer of a delivery that
/// was handled and, while a dispatcher's panic unwinds, abort the process.
fn unharmed(work: impl FnOnce()) {
    let _ = catch_unwind(AssertUnwindSafe(work));
}

impl Drop for Reporter {
    fn drop(&mut self) {
        if !self.is_finished {
            self.end(if std::thread::panicking() {
                Outcome::Panicked
            } else {
                Outcome::Dropped
            });
        }
    }
}
