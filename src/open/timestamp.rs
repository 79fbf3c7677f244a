use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, Timelike, Utc};
use serde::{Serialize, Serializer};
use serde_json::Number;

use super::leaf::{Leaf, Spelling, leaf};

/// A point in time: an instant with its offset where the text is one, otherwise the text.
///
/// An odd timestamp is never a reason to lose an event, and every timestamp is written exactly as
/// it came, down to its precision and its `Z`. So two are equal when they were written alike; to
/// compare points in time, compare [`instant`](Self::instant)s.
///
/// ```
/// use bot_webhooks::Timestamp;
///
/// let documented = Timestamp::from("2025-07-16T11:40:57.000Z");
/// assert_eq!(documented.instant().unwrap().timestamp(), 1_752_666_057);
/// assert_eq!(documented.to_string(), "2025-07-16T11:40:57.000Z");
///
/// // No zone: not an instant, unless you know which zone the vendor means.
/// let odd = Timestamp::from("2025-12-15 00:00:00");
/// assert_eq!(odd.instant(), None);
/// assert!(odd.assume_utc().is_some());
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Timestamp(Form);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Form {
    /// `2025-07-16T11:40:57.000Z`, with up to nine digits after the second.
    Rfc3339 {
        local: NaiveDateTime,
        offset: FixedOffset,
        digits: u8,
        zulu: bool,
    },
    Text(Box<str>),
}

impl Timestamp {
    /// The instant, where the text says one: RFC 3339, or a Unix time of 10 digits (seconds) or
    /// 13 digits (milliseconds).
    #[must_use]
    pub fn instant(&self) -> Option<DateTime<FixedOffset>> {
        match &self.0 {
            Form::Rfc3339 { local, offset, .. } => local.and_local_timezone(*offset).single(),
            Form::Text(text) => DateTime::parse_from_rfc3339(text)
                .ok()
                .or_else(|| unix(text).map(|utc| utc.fixed_offset())),
        }
    }

    /// The instant, taking a date and time without a zone for UTC.
    #[must_use]
    pub fn assume_utc(&self) -> Option<DateTime<Utc>> {
        let instant = self.instant().map(|instant| instant.to_utc());
        instant.or_else(|| match &self.0 {
            Form::Rfc3339 { .. } => None,
            Form::Text(text) => {
                let local = NaiveDateTime::from_str(&text.replacen(' ', "T", 1)).ok()?;
                Some(local.and_utc())
            }
        })
    }
}

fn unix(text: &str) -> Option<DateTime<Utc>> {
    let number: i64 = text.parse().ok()?;
    match text.len() {
        10 => DateTime::from_timestamp(number, 0),
        13 => DateTime::from_timestamp_millis(number),
        _ => None,
    }
}

impl Form {
    /// Reads the one form that can be printed back to the letter.
    ///
    /// By hand, because chrono's parser takes more forms than that, says nothing of which it was,
    /// and costs several times as much.
    fn rfc3339(text: &str) -> Option<Self> {
        let (head, tail) = text.as_bytes().split_first_chunk::<19>()?;
        #[rustfmt::skip]
        let &[
            y0, y1, y2, y3, b'-', mo0, mo1, b'-', d0, d1, b'T',
            h0, h1, b':', mi0, mi1, b':', s0, s1,
        ] = head else {
            return None;
        };
        let (nanos, digits, zone) = fraction(tail)?;
        let (offset, zulu) = match *zone {
            [b'Z'] => (0, true),
            [sign @ (b'+' | b'-'), h0, h1, b':', m0, m1] => {
                let (hours, minutes) = (two(h0, h1)?, two(m0, m1)?);
                let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
                match sign {
                    b'+' if minutes < 60 => (seconds, false),
                    b'-' if minutes < 60 && seconds > 0 => (-seconds, false),
                    _ => return None,
                }
            }
            _ => return None,
        };
        let year = i32::try_from(two(y0, y1)? * 100 + two(y2, y3)?).ok()?;
        let date = NaiveDate::from_ymd_opt(year, two(mo0, mo1)?, two(d0, d1)?)?;
        Some(Self::Rfc3339 {
            local: date.and_hms_nano_opt(two(h0, h1)?, two(mi0, mi1)?, two(s0, s1)?, nanos)?,
            offset: FixedOffset::east_opt(offset)?,
            digits,
            zulu,
        })
    }
}

fn two(tens: u8, ones: u8) -> Option<u32> {
    Some(digit(tens)? * 10 + digit(ones)?)
}

fn digit(byte: u8) -> Option<u32> {
    byte.is_ascii_digit().then(|| u32::from(byte - b'0'))
}

/// The nanoseconds after the second, the digits they were written with, and what follows them.
fn fraction(tail: &[u8]) -> Option<(u32, u8, &[u8])> {
    let Some((b'.', mut rest)) = tail.split_first() else {
        return Some((0, 0, tail));
    };
    let (mut nanos, mut digits, mut unit) = (0, 0, 100_000_000);
    while let Some((value, after)) = rest.split_first().and_then(|(b, r)| Some((digit(*b)?, r))) {
        nanos += value * unit;
        unit /= 10;
        digits += 1;
        rest = after;
        if digits > 9 {
            return None;
        }
    }
    (digits > 0).then_some((nanos, digits, rest))
}

impl From<&str> for Timestamp {
    fn from(text: &str) -> Self {
        Self(Form::rfc3339(text).unwrap_or_else(|| Form::Text(text.into())))
    }
}

impl From<String> for Timestamp {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl FromStr for Timestamp {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::from(text))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Text(text) => f.write_str(text),
            Form::Rfc3339 {
                local,
                offset,
                digits,
                zulu,
            } => {
                write!(f, "{}", local.format("%Y-%m-%dT%H:%M:%S"))?;
                if *digits > 0 {
                    let unit = 10_u32.pow(9 - u32::from(*digits));
                    let width = usize::from(*digits);
                    write!(f, ".{:0width$}", local.nanosecond() / unit)?;
                }
                if *zulu {
                    f.write_str("Z")
                } else {
                    write!(f, "{offset}")
                }
            }
        }
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Form::Text(text) => serializer.serialize_str(text),
            Form::Rfc3339 { .. } => serializer.collect_str(self),
        }
    }
}

impl Leaf for Timestamp {
    const EXPECTED: &'static str = "a timestamp";

    fn from_text(text: &str) -> Option<Spelling<Self>> {
        Some(Spelling::Canonical(Self::from(text)))
    }

    fn from_number(number: &Number) -> Option<Spelling<Self>> {
        Some(Spelling::Other(Self::from(number.to_string())))
    }
}

leaf!(read: pub Timestamp);
