use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};
use serde_json::Number;
use uuid::Uuid;

use super::leaf::{Leaf, Spelling, leaf};

/// An identifier: a UUID where the text is one in canonical form, otherwise the text.
///
/// Vendors use UUIDs for most ids, but not for all and not always: test deliveries, older accounts
/// and telephony carriers have forms of their own. Whatever came is written back as it came.
///
/// ```
/// use bot_webhooks::Id;
///
/// let id = Id::from("8ab1ac06-d0a9-4e09-9b2e-6a3c0d0b6a11");
/// assert!(id.as_uuid().is_some());
/// assert_eq!(id, "8ab1ac06-d0a9-4e09-9b2e-6a3c0d0b6a11");
///
/// let sid = Id::from("CA5f2d");
/// assert_eq!(sid.as_uuid(), None);
/// assert_eq!(sid.as_str(), "CA5f2d");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Form);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Form {
    Uuid(Uuid),
    Text(Box<str>),
}

impl Id {
    /// The UUID, where the id is one.
    #[must_use]
    pub fn as_uuid(&self) -> Option<Uuid> {
        match self.0 {
            Form::Uuid(uuid) => Some(uuid),
            Form::Text(_) => None,
        }
    }

    /// The id as text; a UUID is formatted for it, another id is borrowed.
    #[must_use]
    pub fn as_str(&self) -> Cow<'_, str> {
        match &self.0 {
            Form::Uuid(uuid) => Cow::Owned(uuid.hyphenated().to_string()),
            Form::Text(text) => Cow::Borrowed(text),
        }
    }

    fn with_str<T>(&self, then: impl FnOnce(&str) -> T) -> T {
        match &self.0 {
            Form::Uuid(uuid) => then(uuid.hyphenated().encode_lower(&mut [0; 36])),
            Form::Text(text) => then(text),
        }
    }
}

impl From<&str> for Id {
    fn from(text: &str) -> Self {
        // Of all that a UUID is written with, only capitals lack this bit.
        let lower = text.bytes().fold(0xff, |all, byte| all & byte) & 0x20 != 0;
        let canonical = text.len() == 36 && lower;
        match canonical.then(|| Uuid::try_parse(text)) {
            Some(Ok(uuid)) => Self(Form::Uuid(uuid)),
            _ => Self(Form::Text(text.into())),
        }
    }
}

impl From<String> for Id {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<Uuid> for Id {
    fn from(uuid: Uuid) -> Self {
        Self(Form::Uuid(uuid))
    }
}

impl FromStr for Id {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::from(text))
    }
}

impl PartialEq<str> for Id {
    fn eq(&self, other: &str) -> bool {
        self.with_str(|text| text == other)
    }
}

impl PartialEq<&str> for Id {
    fn eq(&self, other: &&str) -> bool {
        self == *other
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.with_str(|text| f.pad(text))
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.with_str(|text| fmt::Debug::fmt(text, f))
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.with_str(|text| serializer.serialize_str(text))
    }
}

impl Leaf for Id {
    const EXPECTED: &'static str = "a text";

    fn from_text(text: &str) -> Option<Spelling<Self>> {
        Some(Spelling::Canonical(Self::from(text)))
    }

    fn from_number(number: &Number) -> Option<Spelling<Self>> {
        Some(Spelling::Other(Self::from(number.to_string())))
    }
}

leaf!(read: pub Id);
