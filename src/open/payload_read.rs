use std::borrow::Cow;
use std::fmt;

use serde::de::value::{MapAccessDeserializer, StringDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, Visitor};
use serde_json::Value;

use super::leaf::Found;
use super::{Payload, Problem, Step, Trail};

/// The member that tells which event a body is. It is no part of the payload.
#[derive(Clone, Copy, Default)]
pub(crate) struct Tag {
    pub(crate) name: Option<&'static str>,
    /// How often it is still to come: once where it was found by looking ahead.
    pub(crate) left: usize,
}

pub(crate) fn duplicate<E: Error>(name: &'static str, trail: &mut Trail) -> E {
    trail.problem = Some(Problem::Duplicate);
    trail.step(Step::Member(name));
    E::duplicate_field(name)
}

/// A member's name: its index where we know it.
pub(crate) enum Key<'de> {
    Member(usize),
    Other(Cow<'de, str>),
}

/// Reads a member's name. Members mostly come in the page's order, so the one after the last is
/// tried first.
pub(crate) struct KeySeed {
    pub(crate) members: &'static [&'static str],
    pub(crate) expected: usize,
}

impl KeySeed {
    fn index(&self, name: &str) -> Option<usize> {
        if self.members.get(self.expected) == Some(&name) {
            return Some(self.expected);
        }
        self.members.iter().position(|member| *member == name)
    }
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key<'de>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = Key<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Key<'de>, E> {
        let index = self.index(name);
        Ok(index.map_or(Key::Other(Cow::Borrowed(name)), Key::Member))
    }

    fn visit_str<E>(self, name: &str) -> Result<Key<'de>, E> {
        let index = self.index(name);
        Ok(index.map_or_else(|| Key::Other(Cow::Owned(name.to_owned())), Key::Member))
    }
}

/// Reads a whole object into an empty payload.
pub(crate) fn fill_payload<'de, T: Payload, D: Deserializer<'de>>(
    payload: &mut T,
    deserializer: D,
    trail: &mut Trail,
) -> Result<(), D::Error> {
    deserializer.deserialize_map(PayloadVisitor { payload, trail })
}

struct PayloadVisitor<'a, T> {
    payload: &'a mut T,
    trail: &'a mut Trail,
}

impl<'de, T: Payload> Visitor<'de> for PayloadVisitor<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.payload
            .read_into(None, &mut map, Tag::default(), self.trail)
    }
}

/// Reads a lenient payload from an object, which can be a number in disguise if its first member is
/// none of ours.
pub(crate) fn payload_from_object<'de, T: Payload, A: MapAccess<'de>>(
    mut object: A,
    trail: &mut Trail,
) -> Result<Found<T>, A::Error> {
    let members = T::MEMBERS;
    let mut payload = T::default();
    match object.next_key_seed(KeySeed {
        members,
        expected: 0,
    })? {
        Some(Key::Other(first)) => {
            let whole = Whole {
                first: Some(first.into_owned()),
                rest: object,
            };
            match serde::Deserialize::deserialize(MapAccessDeserializer::new(whole))? {
                Value::Object(map) => {
                    let read = fill_payload(&mut payload, &map, trail);
                    read.map_err(|_| A::Error::custom("a member comes twice"))?;
                }
                other => return Ok(other.into()),
            }
        }
        first => payload.read_into(first, &mut object, Tag::default(), trail)?,
    }
    Ok(Found::Understood(payload))
}

/// An object whose first name has been read already.
struct Whole<A> {
    first: Option<String>,
    rest: A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Whole<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        match self.first.take() {
            Some(first) => {
                let first: StringDeserializer<A::Error> = first.into_deserializer();
                seed.deserialize(first).map(Some)
            }
            None => self.rest.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.rest.next_value_seed(seed)
    }
}
