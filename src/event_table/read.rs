use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::name::{NameSeed, named_again, no_text};
use super::{Name, Named, UnknownEvent, Wire};
use crate::open::{Key, KeySeed, Problem, Step, Tag, Trail, duplicate};

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
        while let Some((name, value)) = map.next_entry::<String, _>()? {
            let tag = E::TAGS.iter().find(|tag| **tag == name);
            if let (Some(_), Some(tag)) = (body.insert(name, value), tag) {
                return Err(duplicate(tag, trail));
            }
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
            let usual = event.tag() == Some(tag);
            if let Some(extra) = event.extra() {
                let again = named_again::<E, _>(tag, name, |other| extra.get(other), trail)?;
                if again || !usual {
                    extra.insert(tag, name.into());
                }
            }
            Ok(event)
        }
        Name::Unknown(name) => {
            let (mut body, mut left) = (Map::new(), tags_left);
            body.insert(tag.to_owned(), Value::from(name.as_str()));
            while let Some((member, value)) = map.next_entry::<String, _>()? {
                if member == tag {
                    left = left.checked_sub(1).ok_or_else(|| duplicate(tag, trail))?;
                }
                body.insert(member, value);
            }
            named_again::<E, _>(tag, &name, |other| body.get(other), trail)?;
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
            Some(_) => return Err(no_text(tag, trail)),
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
