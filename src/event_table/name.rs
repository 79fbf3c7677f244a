use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use super::{EventTable, Name, Named, Wire};
use crate::open::{Key, KeySeed, Step, Trail, duplicate};

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

/// Whether a member other than `tag` names the event too. If it gives another name, nobody can say
/// which was meant.
pub(super) fn named_again<'b, E: Wire, F: Error>(
    tag: &'static str,
    name: &str,
    get: impl Fn(&str) -> Option<&'b Value>,
    trail: &mut Trail,
) -> Result<bool, F> {
    let mut again = false;
    for other in E::TAGS.iter().filter(|other| **other != tag) {
        match get(other) {
            None | Some(Value::Null) => {}
            Some(Value::String(same)) if same == name => again = true,
            Some(Value::String(_)) => return Err(duplicate(other, trail)),
            Some(_) => return Err(no_text(other, trail)),
        }
    }
    Ok(again)
}

pub(super) fn no_text<F: Error>(tag: &'static str, trail: &mut Trail) -> F {
    trail.expected("a text");
    trail.step(Step::Member(tag));
    F::custom("the event's name is no text")
}
