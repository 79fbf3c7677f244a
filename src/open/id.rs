use std::borrow::Borrow;

use uuid::Uuid;

use super::string_type;

/// An identifier, as it came.
///
/// Vendors use UUIDs for most ids, but not for all and not always: test deliveries, older accounts
/// and telephony carriers have other forms.
///
/// ```
/// use bot_webhooks::Id;
///
/// let id = Id::from("8ab1ac06-d0a9-4e09-9b2e-6a3c0d0b6a11");
/// assert!(id.as_uuid().is_some());
///
/// let sid = Id::from("CA5f2d");
/// assert_eq!(sid.as_uuid(), None);
/// assert_eq!(sid, "CA5f2d");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Box<str>);

impl Id {
    /// The UUID, if the id is one: 36 characters with hyphens, in either case.
    #[must_use]
    pub fn as_uuid(&self) -> Option<Uuid> {
        // Shorter forms are more often a carrier's own id than a UUID.
        let hyphenated = (self.0.len() == 36).then(|| Uuid::try_parse(&self.0));
        hyphenated?.ok()
    }
}

impl From<Uuid> for Id {
    fn from(uuid: Uuid) -> Self {
        Self(uuid.hyphenated().to_string().into())
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

string_type!(Id, "a string");
