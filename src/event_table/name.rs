use std::fmt;

use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::{EventTable, Wire};
use crate::open::{ErrorPath, Key, KeySeed, type_name};

/// The name of an event, and the field that holds it.
pub(crate) struct Named {
    pub(crate) tag: &'static str,
    pub(crate) name: Name,
}

/// The name of an event.
pub(crate) enum Name {
    /// One of [`EventTable::NAMES`].
    Known(usize, &'static str),
    Unknown(String),
}

impl Name {
    pub(crate) fn of<E: EventTable>(name: &str) -> Self {
        let mut names = E::NAMES.iter().enumerate();
        match names.find(|(_, known)| **known == name) {
            Some((index, known)) => Self::Known(index, known),
            None => Self::Unknown(name.to_owned()),
        }
    }
}

/// The name in a body that begins with it, as most do: `{"event": "bot.done", …`.
pub(super) fn first_name<E: Wire>(body: &str) -> Option<Named> {
    fn after<'b>(body: &'b str, token: &str) -> Option<&'b str> {
        body.trim_ascii_start().strip_prefix(token)
    }
    let first = after(after(body, "{")?, "\"")?;
    E::TAGS.iter().find_map(|tag| {
        let value = first.strip_prefix(*tag)?.strip_prefix('"')?;
        let name = after(after(value, ":")?, "\"")?;
        let (name, rest) = name.split_at_checked(name.find(['"', '\\'])?)?;
        let name = rest.starts_with('"').then(|| Name::of::<E>(name))?;
        Some(Named { tag, name })
    })
}

/// The fields of a body that can hold its name.
pub(super) fn tags<'de, E: Wire, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Map<String, Value>, D::Error> {
    deserializer.deserialize_map(TagsVisitor(E::TAGS))
}

struct TagsVisitor(&'static [&'static str]);

impl<'de> Visitor<'de> for TagsVisitor {
    type Value = Map<String, Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut tags = Map::new();
        let (names, expected) = (self.0, 0);
        while let Some(key) = map.next_key_seed(KeySeed { names, expected })? {
            match key {
                Key::Known(_, tag) => drop(tags.insert(tag.to_owned(), map.next_value()?)),
                Key::Other(_) => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(tags)
    }
}

/// The name among the fields of a body; `None` if there is none, or a null.
pub(super) fn name_in<E: Wire, F: Error>(
    body: &Map<String, Value>,
    path: &mut ErrorPath,
) -> Result<Option<Named>, F> {
    for tag in E::TAGS {
        match body.get(*tag) {
            None | Some(Value::Null) => {}
            Some(Value::String(name)) => {
                let name = Name::of::<E>(name);
                return Ok(Some(Named { tag, name }));
            }
            Some(other) => return Err(not_a_string(tag, other, path)),
        }
    }
    Ok(None)
}

/// Whether a field other than `tag` names the event too. If it gives a different name, nobody can say
/// which one was meant.
pub(super) fn is_named_again<'b, E: Wire, F: Error>(
    tag: &'static str,
    name: &str,
    get: impl Fn(&str) -> Option<&'b Value>,
    path: &mut ErrorPath,
) -> Result<bool, F> {
    let mut again = false;
    for other in E::TAGS.iter().filter(|other| **other != tag) {
        match get(other) {
            None | Some(Value::Null) => {}
            Some(Value::String(same)) if same == name => again = true,
            Some(Value::String(_)) => return Err(path.duplicate(other)),
            Some(value) => return Err(not_a_string(other, value, path)),
        }
    }
    Ok(again)
}

pub(super) fn not_a_string<F: Error>(tag: &'static str, value: &Value, path: &mut ErrorPath) -> F {
    path.add_field(tag);
    path.expected("a string", type_name(value))
}
