use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::{EventTable, Name, Named, UnknownEvent, Wire};
use crate::open::{Key, KeySeed, Problem, Step, Tag, Trail};

/// Reads a body whose name is looked for in [`Wire::TAGS`].
pub(crate) struct EventVisitor<'t, E> {
    pub(crate) named: Option<Named>,
    pub(crate) trail: &'t mut Trail,
    pub(crate) event: PhantomData<E>,
}

impl<'de, E: Wire> Visitor<'de> for EventVisitor<'_, E> {
    type Value = E;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<E, A::Error> {
        let trail = self.trail;
        if let Some(named) = self.named {
            return read_named(named, &mut map, 1, trail);
        }
        let mut body = Map::new();
        match map.next_key_seed(KeySeed {
            members: E::TAGS,
            expected: 0,
        })? {
            Some(Key::Member(index)) => {
                let tag = E::TAGS.get(index).copied().unwrap_or_default();
                match map.next_value_seed(NameSeed::<E>::new(tag, trail))? {
                    Some(name) => return read_named(Named { tag, name }, &mut map, 0, trail),
                    None => drop(body.insert(tag.to_owned(), Value::Null)),
                }
            }
            Some(Key::Other(name)) => drop(body.insert(name.into_owned(), map.next_value()?)),
            None => {}
        }
        while let Some((name, value)) = map.next_entry()? {
            body.insert(name, value);
        }
        from_map(&body, trail)
    }
}

/// Reads what is left of a body whose event is known; its name still comes `tags_left` times.
pub(crate) fn read_named<'de, E: Wire, A: MapAccess<'de>>(
    named: Named,
    map: &mut A,
    tags_left: usize,
    trail: &mut Trail,
) -> Result<E, A::Error> {
    let Named { tag, name } = named;
    match name {
        Name::Known(index, name) => {
            trail.event = Some(name);
            let event = E::read(
                index,
                map,
                Tag {
                    name: Some(tag),
                    left: tags_left,
                },
                trail,
            )?;
            let mut event = event.ok_or_else(|| A::Error::custom("no such event"))?;
            if event.tag() != Some(tag)
                && let Some(extra) = event.extra()
            {
                extra.insert(tag, name.into());
            }
            Ok(event)
        }
        Name::Unknown(name) => {
            let mut body = Map::new();
            body.insert(tag.to_owned(), Value::from(name.as_str()));
            while let Some((name, value)) = map.next_entry()? {
                body.insert(name, value);
            }
            Ok(E::unknown(UnknownEvent::new(name, body)))
        }
    }
}

/// Reads a body that had to be read whole before its name came.
pub(crate) fn from_map<E: Wire, F: Error>(
    body: &Map<String, Value>,
    trail: &mut Trail,
) -> Result<E, F> {
    for tag in E::TAGS {
        let name = match body.get(*tag) {
            None | Some(Value::Null) => continue,
            Some(Value::String(name)) => Name::of::<E>(name),
            Some(_) => {
                trail.expected("a text");
                trail.step(Step::Member(tag));
                return Err(F::custom("the event's name is no text"));
            }
        };
        let visitor = EventVisitor {
            named: Some(Named { tag, name }),
            trail: &mut *trail,
            event: PhantomData,
        };
        let read = body.deserialize_map(visitor);
        return read.map_err(|_| F::custom(format_args!("wrong structure at `{}`", trail.path())));
    }
    trail.problem = Some(Problem::Missing);
    trail.step(Step::Member(E::TAGS.first().copied().unwrap_or_default()));
    Err(F::custom("the event has no name"))
}

/// Reads the name of an event; `None` for a `null`.
pub(crate) struct NameSeed<'t, E> {
    tag: &'static str,
    trail: &'t mut Trail,
    event: PhantomData<E>,
}

impl<'t, E> NameSeed<'t, E> {
    pub(crate) fn new(tag: &'static str, trail: &'t mut Trail) -> Self {
        Self {
            tag,
            trail,
            event: PhantomData,
        }
    }
}

impl<'de, E: EventTable> DeserializeSeed<'de> for NameSeed<'_, E> {
    type Value = Option<Name>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer
            .deserialize_any(NameVisitor::<E>(PhantomData))
            .inspect_err(|_| {
                self.trail.expected("a text");
                self.trail.step(Step::Member(self.tag));
            })
    }
}

struct NameVisitor<E>(PhantomData<E>);

impl<E: EventTable> Visitor<'_> for NameVisitor<E> {
    type Value = Option<Name>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<F>(self, name: &str) -> Result<Self::Value, F> {
        Ok(Some(Name::of::<E>(name)))
    }

    fn visit_unit<F>(self) -> Result<Self::Value, F> {
        Ok(None)
    }
}

/// Finds the name in a body that does not begin with it; `None` too for a body that does, which
/// need not be looked through.
pub(crate) fn find_name<E: Wire>(body: &str) -> Option<Named> {
    let members = body.trim_ascii_start().strip_prefix('{')?;
    let first = members.trim_ascii_start().strip_prefix('"')?;
    let begins = |tag: &&str| {
        first
            .strip_prefix(*tag)
            .is_some_and(|rest| rest.starts_with('"'))
    };
    if E::TAGS.iter().any(begins) {
        return None;
    }
    let mut deserializer = serde_json::Deserializer::from_str(body);
    deserializer
        .deserialize_map(FindName::<E>(PhantomData))
        .ok()?
}

struct FindName<E>(PhantomData<E>);

impl<'de, E: Wire> Visitor<'de> for FindName<E> {
    type Value = Option<Named>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut named = None;
        while let Some(key) = map.next_key_seed(KeySeed {
            members: E::TAGS,
            expected: 0,
        })? {
            let tag = match key {
                Key::Member(index) => E::TAGS.get(index).copied(),
                Key::Other(_) => None,
            };
            let Some(tag) = tag.filter(|_| named.is_none()) else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let mut trail = Trail::default();
            let seed = NameSeed::<E>::new(tag, &mut trail);
            named = map.next_value_seed(seed)?.map(|name| Named { tag, name });
        }
        Ok(named)
    }
}
