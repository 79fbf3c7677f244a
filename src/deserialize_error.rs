use std::fmt;

use serde::Deserialize;
use serde_json::{Map, Value};
use serde_path_to_error::{Path, Segment};

use crate::open::{ErrorPath, type_name};

/// Why a part of an event, such as a bot's metadata, could not be deserialized into a type of yours.
///
/// It says where, and never quotes a value: `Display` and `Debug` are fit for a log. Serde's own error
/// does quote values, so it is not the [`source`](std::error::Error::source);
/// [`into_inner`](Self::into_inner) returns it.
///
/// ```
/// use bot_webhooks::recall::Reference;
///
/// #[derive(Debug, serde::Deserialize)]
/// struct Booking {
///     guests: Vec<Guest>,
/// }
///
/// #[derive(Debug, serde::Deserialize)]
/// struct Guest {
///     age: u8,
/// }
///
/// let bot: Reference = serde_json::from_str(r#"{"metadata": {"guests": [{"age": 31}, {"age": "old"}]}}"#)?;
/// let error = bot.metadata_as::<Booking>().unwrap_err();
/// assert_eq!(error.path(), "guests[1].age");
/// assert_eq!(error.to_string(), "unexpected value at `guests[1].age`: found a string");
///
/// let bot: Reference = serde_json::from_str(r#"{"metadata": {"guests": [{}]}}"#)?;
/// let error = bot.metadata_as::<Booking>().unwrap_err();
/// assert_eq!(error.to_string(), "missing field `guests[0].age`");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub struct DeserializeError {
    path: String,
    reason: Reason,
    inner: serde_json::Error,
}

#[derive(Clone, Copy)]
enum Reason {
    Missing,
    /// The JSON type of the value at the path, if there is one value there.
    Unexpected(Option<&'static str>),
}

impl DeserializeError {
    /// The error of a whole object.
    #[cfg(feature = "pailflow")]
    pub(crate) fn of_object(inner: serde_json::Error) -> Self {
        Self {
            path: ErrorPath::default().path(),
            reason: Reason::Unexpected(None),
            inner,
        }
    }

    fn new(object: &Map<String, Value>, place: &Path, inner: serde_json::Error) -> Self {
        let mut path = ErrorPath::default();
        let message = inner.to_string();
        let missing = missing_field(&message).filter(|name| lacks(object, place, name));
        if let Some(name) = missing {
            path.add_field(name);
        }
        // Paths are filled from the inside out.
        for segment in place.iter().rev() {
            match segment {
                Segment::Seq { index } => path.add_index(*index),
                Segment::Map { key } | Segment::Enum { variant: key } => path.add_field(key),
                Segment::Unknown => {}
            }
        }
        let reason = if missing.is_some() {
            Reason::Missing
        } else if place.iter().len() == 0 {
            Reason::Unexpected(Some("an object"))
        } else {
            Reason::Unexpected(value_at(object, place).map(type_name))
        };
        Self {
            path: path.path(),
            reason,
            inner,
        }
    }

    /// Where the type does not fit: `booking`, `guests[1].age`, `["zip code"]`; the missing field, if
    /// one is missing; `.` for the whole object. A name is cut after 128 characters.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns serde's own error, which can quote the value that did not fit.
    #[must_use]
    pub fn into_inner(self) -> serde_json::Error {
        self.inner
    }
}

impl fmt::Display for DeserializeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = match self.path.as_str() {
            "." => String::new(),
            path => format!(" at `{path}`"),
        };
        match self.reason {
            Reason::Missing => write!(f, "missing field `{}`", self.path),
            Reason::Unexpected(None) => write!(f, "unexpected value{place}"),
            Reason::Unexpected(Some(found)) => write!(f, "unexpected value{place}: found {found}"),
        }
    }
}

impl fmt::Debug for DeserializeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = format_args!("{self}");
        f.debug_tuple("DeserializeError").field(&message).finish()
    }
}

impl std::error::Error for DeserializeError {}

/// Deserializes an object into a type of the user's.
pub(crate) fn deserialize<'de, T: Deserialize<'de>>(
    object: &'de Map<String, Value>,
) -> Result<T, DeserializeError> {
    serde_path_to_error::deserialize(object).map_err(|error| {
        let path = error.path().clone();
        DeserializeError::new(object, &path, error.into_inner())
    })
}

/// The name in serde's error of a missing field, which is that of a field of the user's type.
///
/// Serde says it in words alone, and nothing else knows which fields the type requires. If the words
/// change, the error is that of an unexpected value.
fn missing_field(message: &str) -> Option<&str> {
    message.strip_prefix("missing field `")?.strip_suffix('`')
}

/// Whether there is an object at this place, and without this field. If not, the error is not serde's,
/// and can quote a value.
fn lacks(object: &Map<String, Value>, place: &Path, name: &str) -> bool {
    let object = if place.iter().len() == 0 {
        Some(object)
    } else {
        value_at(object, place).and_then(Value::as_object)
    };
    object.is_some_and(|object| !object.contains_key(name))
}

fn value_at<'a>(object: &'a Map<String, Value>, place: &Path) -> Option<&'a Value> {
    let mut segments = place.iter();
    let Some(Segment::Map { key }) = segments.next() else {
        return None;
    };
    segments.try_fold(object.get(key)?, |value, segment| match segment {
        Segment::Seq { index } => value.get(*index),
        Segment::Map { key } | Segment::Enum { variant: key } => value.get(key),
        Segment::Unknown => None,
    })
}
