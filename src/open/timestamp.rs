use std::str::FromStr;

use chrono::{DateTime, FixedOffset, NaiveDateTime, Utc};

use super::string_type;

/// A point in time, as the string that came, which usually is an instant.
///
/// A timestamp that cannot be read never fails an event, and every timestamp is written exactly as
/// it came, down to its precision and its `Z`. Two are equal if their strings are, and they have no
/// order: to compare points in time, compare [`instant`](Self::instant)s.
///
/// ```
/// use bot_webhooks::Timestamp;
///
/// let documented = Timestamp::from("2025-07-16T11:40:57.000Z");
/// assert_eq!(documented.instant().unwrap().timestamp(), 1_752_666_057);
/// assert_eq!(documented, "2025-07-16T11:40:57.000Z");
///
/// // Without a zone it is not an instant, unless you know which zone the vendor means.
/// let local = Timestamp::from("2025-12-15 00:00:00");
/// assert_eq!(local.instant(), None);
/// assert!(local.assume_utc().is_some());
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Timestamp(Box<str>);

impl Timestamp {
    /// The instant, if the string is one: RFC 3339, or a Unix time of 10 digits (seconds) or 13
    /// digits (milliseconds).
    #[must_use]
    pub fn instant(&self) -> Option<DateTime<FixedOffset>> {
        DateTime::parse_from_rfc3339(&self.0)
            .ok()
            .or_else(|| unix(&self.0).map(|utc| utc.fixed_offset()))
    }

    /// The instant, with a date and time without a zone taken as UTC.
    #[must_use]
    pub fn assume_utc(&self) -> Option<DateTime<Utc>> {
        let instant = self.instant().map(|instant| instant.to_utc());
        instant.or_else(|| {
            let local = NaiveDateTime::from_str(&self.0.replacen(' ', "T", 1)).ok()?;
            Some(local.and_utc())
        })
    }
}

fn unix(digits: &str) -> Option<DateTime<Utc>> {
    let number: i64 = digits
        .parse()
        .ok()
        .filter(|_| !digits.starts_with(['+', '-']))?;
    match digits.len() {
        10 => DateTime::from_timestamp(number, 0),
        13 => DateTime::from_timestamp_millis(number),
        _ => None,
    }
}

string_type!(Timestamp, "a timestamp");
