use std::hash::{Hash, Hasher};

use serde_json::{Map, Value};

/// What a body held beyond what the typed fields say. It is written back.
///
/// Every payload struct has one, in its field `extra`. It holds
///
/// - fields that this version does not know, under their names;
/// - values of an unexpected type (an object where a string was documented): the typed field is
///   then empty;
/// - the raw value of fields that came in an alternate form (`"TRUE"` for `true`, `"Session-Start"`
///   for `session_start`): the typed field then has the value.
///
/// It also remembers which fields came as `null`, as `[]` or as `{}` rather than not at all.
///
/// A raw value is written back only while the typed field still says the same, so setting a field
/// always takes effect.
#[derive(Clone, Debug, Default)]
pub struct Extra {
    /// A bit for every field that came as `null`; the last bit is for the whole object.
    nulls: u64,
    /// A bit for every array or map that came without content, and for every structure that came as
    /// JSON inside a string: if such a field is empty, its type was not unexpected.
    empty: u64,
    raw: Raw,
}

/// A map whose first entry is cheap, because hardly any payload has a second one.
#[derive(Clone, Debug, Default)]
enum Raw {
    #[default]
    None,
    One(Box<(String, Value)>),
    Many(Box<Map<String, Value>>),
}

impl Extra {
    /// How many fields a payload can have.
    pub(crate) const MAX_FIELDS: usize = 63;

    /// The index of the whole object, which can come as `null` as an item of an array or a map.
    pub(crate) const WHOLE: usize = Self::MAX_FIELDS;

    /// The raw value of a field; `None` if the typed field says it all.
    ///
    /// ```
    /// use bot_webhooks::pailflow::Event;
    ///
    /// let body = r#"{"event": "session_complete", "room_name": "demo", "bot_name": "Pail"}"#;
    /// let Event::SessionComplete(session) = body.parse()? else { panic!() };
    /// assert_eq!(session.extra.get("bot_name").unwrap(), "Pail");
    /// assert!(session.extra.get("room_name").is_none());
    /// # Ok::<(), bot_webhooks::ParseError>(())
    /// ```
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&Value> {
        match &self.raw {
            Raw::None => None,
            Raw::One(entry) => (entry.0 == field).then_some(&entry.1),
            Raw::Many(map) => map.get(field),
        }
    }

    /// Names and raw values of everything that is kept here.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        let (one, many) = match &self.raw {
            Raw::None => (None, None),
            Raw::One(entry) => (Some((&entry.0, &entry.1)), None),
            Raw::Many(map) => (None, Some(map.iter())),
        };
        let all = one.into_iter().chain(many.into_iter().flatten());
        all.map(|(name, value)| (name.as_str(), value))
    }

    /// How many raw values are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.raw {
            Raw::None => 0,
            Raw::One(_) => 1,
            Raw::Many(map) => map.len(),
        }
    }

    /// Whether no raw value is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Keeps a raw value, to be written with the typed fields. Returns the value that had the name
    /// before.
    pub fn insert(&mut self, field: impl Into<String>, value: Value) -> Option<Value> {
        let field = field.into();
        if let Raw::One(entry) = &mut self.raw
            && entry.0 == field
        {
            return Some(std::mem::replace(&mut entry.1, value));
        }
        let mut map = match std::mem::take(&mut self.raw) {
            Raw::None => {
                self.raw = Raw::One(Box::new((field, value)));
                return None;
            }
            Raw::One(entry) => {
                let (name, value) = *entry;
                let mut map = Box::new(Map::new());
                map.insert(name, value);
                map
            }
            Raw::Many(map) => map,
        };
        let before = map.insert(field, value);
        self.raw = Raw::Many(map);
        before
    }

    /// Forgets a raw value, and returns it.
    pub fn remove(&mut self, field: &str) -> Option<Value> {
        match &mut self.raw {
            Raw::Many(map) => map.remove(field),
            Raw::One(entry) if entry.0 == field => {
                let value = entry.1.take();
                self.raw = Raw::None;
                Some(value)
            }
            _ => None,
        }
    }

    pub(crate) fn set_null(&mut self, index: usize) {
        self.nulls |= 1 << index;
    }

    pub(crate) fn unset_null(&mut self, index: usize) {
        self.nulls &= !(1 << index);
    }

    pub(crate) fn is_null(&self, index: usize) -> bool {
        self.nulls & (1 << index) != 0
    }

    pub(crate) fn set_empty(&mut self, index: usize) {
        self.empty |= 1 << index;
    }

    pub(crate) fn is_empty_field(&self, index: usize) -> bool {
        self.empty & (1 << index) != 0
    }
}

impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        let same = |(name, value)| other.get(name) == Some(value);
        (self.nulls, self.empty, self.len()) == (other.nulls, other.empty, other.len())
            && self.iter().all(same)
    }
}

impl Eq for Extra {}

impl Hash for Extra {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Not the raw values, which may be in a different order.
        (self.nulls, self.empty, self.len()).hash(state);
    }
}
