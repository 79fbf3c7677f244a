use std::fmt;

use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use crate::Webhook;
use crate::open::{ErrorPath, NameSeed, type_name};

/// The name of an event, and the field that holds it.
pub(crate) struct Named {
    pub(crate) tag: &'static str,
    pub(crate) name: Name,
}

/// The name of an event.
pub(crate) enum Name {
    /// One of [`Webhook::NAMES`].
    Known(usize, &'static str),
    Unknown(String),
}

/// How a provider names its events. What needs no more is compiled once for all providers.
#[derive(Clone, Copy)]
pub(crate) struct Naming {
    /// [`Wire::TAGS`](super::Wire::TAGS)
    pub(super) tags: &'static [&'static str],
    names: &'static [&'static str],
    is_required: bool,
}

impl Naming {
    pub(crate) fn of<E: Webhook>() -> Self {
        Self {
            tags: E::TAGS,
            names: E::NAMES,
            is_required: E::UNNAMED.is_none(),
        }
    }

    pub(crate) fn name(self, name: &str) -> Name {
        let mut names = self.names.iter().enumerate();
        match names.find(|(_, known)| **known == name) {
            Some((index, known)) => Name::Known(index, known),
            None => Name::Unknown(name.to_owned()),
        }
    }
}

/// The name in a body that begins with it, as most do: `{"event": "bot.done", …`.
pub(super) fn first_name(naming: Naming, body: &str) -> Option<Named> {
    fn after<'b>(body: &'b str, token: &str) -> Option<&'b str> {
        body.trim_ascii_start().strip_prefix(token)
    }
    let first = after(after(body, "{")?, "\"")?;
    naming.tags.iter().find_map(|tag| {
        let value = first.strip_prefix(*tag)?.strip_prefix('"')?;
        let (name, _) = after(after(value, ":")?, "\"")?.split_once('"')?;
        let name = (!name.contains('\\')).then(|| naming.name(name))?;
        Some(Named { tag, name })
    })
}

/// Finds the name in a body. If every body has to have one, it is an error that there is none.
pub(super) fn find_name<'de, D: Deserializer<'de>>(
    naming: Naming,
    deserializer: D,
    path: &mut ErrorPath,
) -> Result<Option<Named>, D::Error> {
    deserializer.deserialize_map(NameVisitor { naming, path })
}

struct NameVisitor<'p> {
    naming: Naming,
    path: &'p mut ErrorPath,
}

impl<'de> Visitor<'de> for NameVisitor<'_> {
    type Value = Option<Named>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<Named>, A::Error> {
        let (mut named, tags) = (None, self.naming.tags);
        while let Some(field) = map.next_key_seed(NameSeed)? {
            let tag = tags.iter().find(|tag| **tag == field && named.is_none());
            let Some(tag) = tag else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            match map.next_value()? {
                Value::Null => {}
                Value::String(name) => {
                    let name = self.naming.name(&name);
                    named = Some(Named { tag, name });
                }
                other => return Err(not_a_string(tag, &other, self.path)),
            }
        }
        match tags.first() {
            Some(tag) if named.is_none() && self.naming.is_required => Err(self.path.missing(tag)),
            _ => Ok(named),
        }
    }
}

/// Whether a field other than `tag` names the event too. If it gives a different name, nobody can say
/// which one was meant.
pub(super) fn is_named_again<'b, F: Error>(
    tags: &'static [&'static str],
    tag: &'static str,
    name: &str,
    get: &dyn Fn(&str) -> Option<&'b Value>,
    path: &mut ErrorPath,
) -> Result<bool, F> {
    let mut again = false;
    for other in tags.iter().filter(|other| **other != tag) {
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
