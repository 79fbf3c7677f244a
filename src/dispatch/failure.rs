use std::error::Error;
use std::fmt;

use super::BoxError;
use crate::named_enum::named_enum;

named_enum! {
    /// What is to become of a delivery that a dispatcher failed to handle.
    #[derive(Default)]
    pub enum Disposition {
        /// The vendor is asked to redeliver: 500. Every error means this unless it is a [`Failure`].
        #[default]
        Redeliver = "redeliver",
        /// The vendor is asked to redeliver, because something is overloaded or down for now: 503.
        Busy = "busy",
        /// The vendor is not asked to redeliver, because it would fail again: 200, and the delivery is
        /// reported as given up.
        GiveUp = "give_up",
    }
}

/// An error that says what is to become of its delivery.
///
/// A dispatcher can fail with any error; the vendor is then asked to redeliver. To ask for anything
/// else, wrap the error in a `Failure`. It is also found inside an error that has it as a source, so
/// it works through `anyhow::Error` and through your own error types; in a chain of sources it shows as
/// the entry `disposition: busy`. It is not found if it is attached with `anyhow`'s `context`: write
/// `Failure::busy(error)` instead.
///
/// ```
/// use bot_webhooks::{Disposition, Failure};
///
/// let failure = Failure::busy("the database is down");
/// assert_eq!(failure.disposition(), Disposition::Busy);
/// assert_eq!(failure.to_string(), "the database is down");
/// ```
#[derive(Debug)]
pub struct Failure(Marked);

/// The error of a [`Failure`], as its source: errors that convert the failure itself keep this.
#[derive(Debug)]
struct Marked {
    disposition: Disposition,
    error: BoxError,
}

impl Failure {
    /// Wraps an error, and says what is to become of its delivery.
    pub fn new(disposition: Disposition, error: impl Into<BoxError>) -> Self {
        let error = error.into();
        Self(Marked { disposition, error })
    }

    /// The vendor is asked to redeliver, because something is overloaded or down for now.
    pub fn busy(error: impl Into<BoxError>) -> Self {
        Self::new(Disposition::Busy, error)
    }

    /// The vendor is not asked to redeliver, because it would fail again.
    pub fn give_up(error: impl Into<BoxError>) -> Self {
        Self::new(Disposition::GiveUp, error)
    }

    /// What is to become of the delivery.
    #[must_use]
    pub fn disposition(&self) -> Disposition {
        self.0.disposition
    }

    /// What an error, or one of its sources, says is to become of the delivery.
    #[must_use]
    pub fn disposition_of(error: &(dyn Error + 'static)) -> Disposition {
        let mut next = Some(error);
        while let Some(error) = next {
            if let Some(marked) = error.downcast_ref::<Marked>() {
                return marked.disposition;
            }
            next = error.source();
        }
        Disposition::default()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.error.fmt(f)
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.0)
    }
}

impl fmt::Display for Marked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "disposition: {}", self.disposition)
    }
}

impl Error for Marked {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.error.source()
    }
}

/// An error and its sources, as in `could not store: disk full`. What is said already is not said again.
#[cfg(feature = "receive")]
pub(crate) fn with_sources(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(source) = next {
        let words = source.to_string();
        if !source.is::<Marked>() && !text.contains(&words) {
            text = format!("{text}: {words}");
        }
        next = source.source();
    }
    text
}
