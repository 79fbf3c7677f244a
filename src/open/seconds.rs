use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Number;

use super::{FieldType, Fit, Scalar, View, read_alone};

/// A number of seconds, whole or fractional, as it came: 8 stays 8, and 8.5 stays 8.5.
///
/// Vendors send it as a number or as a numeric string. Both are read.
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Seconds(Number);

impl Seconds {
    /// The number; infinite if it is larger than an `f64` can hold.
    #[must_use]
    pub fn as_f64(&self) -> f64 {
        self.0.as_f64().unwrap_or(f64::INFINITY)
    }

    /// The number, if it was written as an integer and is not negative: `8`, but not `8.0`.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.0.as_u64()
    }

    /// The duration; `None` if the number is negative or too large.
    ///
    /// ```
    /// use std::time::Duration;
    /// use bot_webhooks::Seconds;
    ///
    /// let seconds: Seconds = serde_json::from_str("8.5")?;
    /// assert_eq!(seconds.as_duration(), Some(Duration::from_millis(8500)));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn as_duration(&self) -> Option<Duration> {
        match self.as_u64() {
            Some(whole) => Some(Duration::from_secs(whole)),
            None => Duration::try_from_secs_f64(self.as_f64()).ok(),
        }
    }
}

impl From<Number> for Seconds {
    fn from(number: Number) -> Self {
        Self(number)
    }
}

impl From<u64> for Seconds {
    fn from(whole: u64) -> Self {
        Self(whole.into())
    }
}

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl<'de> Deserialize<'de> for Seconds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_alone(deserializer, "a number of seconds")
    }
}

impl FieldType for Seconds {
    fn from_scalar(scalar: Scalar<'_>) -> Option<(Self, Fit)> {
        Number::from_scalar(scalar).map(|(number, fit)| (Self(number), fit))
    }

    fn view(&self) -> View<'_> {
        View::Number(&self.0)
    }
}
