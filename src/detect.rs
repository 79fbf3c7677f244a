use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::Provider;

impl Provider {
    /// Guesses the provider from a body; `None` if it resembles no provider's, or is not JSON.
    ///
    /// For archives and tools. Code that receives webhooks knows the sender from the endpoint,
    /// and should not guess: anyone can send any body, and vendors borrow each other's names. The
    /// `bot.status_change` of `Meeting BaaS` looks the same as Recall's legacy one, and Retell has
    /// a `call_inbound` too, with different fields from Synthflow's.
    ///
    /// It looks only at the fields of the top-level object, and does not say whether the body will
    /// parse.
    ///
    /// ```
    /// use bot_webhooks::Provider;
    ///
    /// let body = br#"{"event_type": "bot_join_failed", "error_type": "auth_error"}"#;
    /// assert_eq!(Provider::detect(body), Some(Provider::PailFlow));
    /// assert_eq!(Provider::detect(b"{}"), None);
    /// ```
    #[must_use]
    pub fn detect(body: &[u8]) -> Option<Self> {
        let top = TopLevel::of(body)?;
        Self::like(&top, Likeness::Sure).or_else(|| Self::like(&top, Likeness::Likely))
    }

    /// The only provider that can have sent a body like this; `None` if that is not certain.
    #[cfg(feature = "receive")]
    pub(crate) fn detect_surely(body: &[u8]) -> Option<Self> {
        Self::like(&TopLevel::of(body)?, Likeness::Sure)
    }

    fn like(top: &TopLevel<'_>, likeness: Likeness) -> Option<Self> {
        let mut all = Self::ALL.iter();
        all.find(|provider| provider.likeness(top) == Some(likeness))
            .copied()
    }
}

/// How closely a body resembles a provider's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// It has what only this provider's bodies have.
    Sure,
    /// It could be this provider's, if no other is sure.
    Likely,
}

/// A shallow view of a body: the fields of its top-level object, and their string values.
pub(crate) struct TopLevel<'a>(Vec<(Glance<'a>, Glance<'a>)>);

impl<'a> TopLevel<'a> {
    fn of(body: &'a [u8]) -> Option<Self> {
        let mut deserializer = serde_json::Deserializer::from_slice(body);
        let top = deserializer.deserialize_map(TopLevelVisitor).ok()?;
        deserializer.end().ok().map(|()| top)
    }

    /// Whether there is a field with this name, whatever its value.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// Whether there is a field with any of these names, whatever its value.
    pub(crate) fn has_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.has(name))
    }

    /// The string value of a field.
    pub(crate) fn string(&self, name: &str) -> Option<&str> {
        self.value(name)?.0.as_deref()
    }

    fn value(&self, name: &str) -> Option<&Glance<'a>> {
        let named = |(key, _): &&(Glance, _)| key.0.as_deref() == Some(name);
        self.0.iter().find(named).map(|(_, value)| value)
    }
}

struct TopLevelVisitor;

impl<'de> Visitor<'de> for TopLevelVisitor {
    type Value = TopLevel<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(TopLevel(fields))
    }
}

/// A string, or `None` for a value of any other type.
struct Glance<'a>(Option<Cow<'a, str>>);

impl<'de> Deserialize<'de> for Glance<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(GlanceVisitor)
    }
}

struct GlanceVisitor;

impl<'de> Visitor<'de> for GlanceVisitor {
    type Value = Glance<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Glance(Some(Cow::Borrowed(text))))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Glance(Some(Cow::Owned(text.to_owned()))))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Glance(None))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Glance(None))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Glance(None))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Glance(None))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Glance(None))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        IgnoredAny.visit_seq(seq).map(|_| Glance(None))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        IgnoredAny.visit_map(map).map(|_| Glance(None))
    }
}
