//! How an event is read: its name first, then the body into the payload of that name.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::name::{Naming, find_name, first_name, is_named_again, not_a_string};
use super::{Identified, Name, Named, Unidentified, UnknownEvent};
use crate::open::{ErrorPath, NameSeed, Tag, View, read_object};
use crate::{ParseError, Webhook};

/// Parses a body.
///
/// UTF-8 is checked once for the whole body, which is cheaper than string by string. A name that does
/// not come first is found by looking ahead, so that the body is read in one go.
pub(crate) fn parse<E: Webhook>(body: &[u8]) -> Result<E, ParseError> {
    let body = std::str::from_utf8(body)
        .map_err(|error| ParseError::not_utf8(E::PROVIDER, body, error.valid_up_to()))?;
    let named = match first_name(Naming::of::<E>(), body) {
        None if E::UNNAMED.is_none() => look_ahead::<E>(body)?,
        named => named,
    };
    let is_named = named.is_some();
    let named = match read::<E>(body, named) {
        Ok(Identified::Event(event)) => return Ok(event),
        Ok(Identified::Named(_, named)) => named,
        Err(error) if is_named || E::TAGS.is_empty() => return Err(error),
        // Perhaps it has a name, under which it has a different structure.
        Err(error) => match look_ahead::<E>(body) {
            Ok(Some(named)) => named,
            _ => return Err(error),
        },
    };
    read(body, Some(named)).map(Identified::into_event)
}

fn look_ahead<E: Webhook>(body: &str) -> Result<Option<Named>, ParseError> {
    let mut path = ErrorPath::default();
    let mut deserializer = serde_json::Deserializer::from_str(body);
    find_name(Naming::of::<E>(), &mut deserializer, &mut path)
        .map_err(|error| ParseError::new(E::PROVIDER, body, &error, &path))
}

fn read<E: Webhook>(body: &str, named: Option<Named>) -> Result<Identified<E>, ParseError> {
    let mut path = ErrorPath::default();
    let mut deserializer = serde_json::Deserializer::from_str(body);
    EventReader::read(named, &mut deserializer, &mut path)
        .and_then(|event| deserializer.end().map(|()| event))
        .map_err(|error| ParseError::new(E::PROVIDER, body, &error, &path))
}

/// Reads an event where there is no body to look ahead in: a body that does not begin with a name is
/// kept as JSON values until the name comes.
pub(crate) fn deserialize<'de, E: Webhook, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<E, D::Error> {
    let path = &mut ErrorPath::default();
    match EventReader::read(None, deserializer, path)? {
        Identified::Event(event) => Ok(event),
        Identified::Named(event, named) => {
            let body = serde_json::to_value(event.payload().map(View::Object).ok());
            let body = body.map_err(D::Error::custom)?;
            let read = EventReader::read(Some(named), &body, path);
            read.map(Identified::into_event).map_err(D::Error::custom)
        }
    }
}

struct EventReader<'p, E> {
    named: Option<Named>,
    path: &'p mut ErrorPath,
    event: PhantomData<E>,
}

impl<'p, E: Webhook> EventReader<'p, E> {
    fn read<'de, D: Deserializer<'de>>(
        named: Option<Named>,
        deserializer: D,
        path: &'p mut ErrorPath,
    ) -> Result<Identified<E>, D::Error> {
        let event = PhantomData;
        deserializer.deserialize_map(Self { named, path, event })
    }
}

impl<'de, E: Webhook> Visitor<'de> for EventReader<'_, E> {
    type Value = Identified<E>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Identified<E>, A::Error> {
        let path = self.path;
        if let Some(Named { tag, name }) = self.named {
            return read_named(tag, false, name, &mut map, path).map(Identified::Event);
        }
        let first = map.next_key_seed(NameSeed)?;
        let tag = E::TAGS
            .iter()
            .find(|tag| first.as_ref().is_some_and(|name| name == **tag));
        let Some(tag) = tag else {
            return read_unnamed(first, None, &mut map, path);
        };
        match map.next_value()? {
            Value::Null => read_unnamed(None, Some(tag), &mut map, path),
            Value::String(name) => {
                let name = Naming::of::<E>().name(&name);
                read_named(tag, true, name, &mut map, path).map(Identified::Event)
            }
            other => Err(not_a_string(tag, &other, path)),
        }
    }
}

/// Reads the rest of a body whose event is known. `is_read` says whether its name is read already.
fn read_named<'de, E: Webhook, A: MapAccess<'de>>(
    tag: &'static str,
    is_read: bool,
    name: Name,
    map: &mut A,
    path: &mut ErrorPath,
) -> Result<E, A::Error> {
    let (index, name) = match name {
        Name::Known(index, name) => (index, name),
        Name::Unknown(name) => {
            return read_unknown(E::TAGS, tag, is_read, name, map, path).map(E::unknown);
        }
    };
    path.event = Some(name);
    // The index is one of the table that the events are made of.
    let mut event = E::begin(index).ok_or_else(|| A::Error::custom(name))?;
    let usual = event.tag() == Some(tag);
    if let Some(payload) = event.payload_mut() {
        read_object(payload, Some(Tag { name: tag, is_read }), None, map, path)?;
        let extra = payload.extra_mut();
        let again = is_named_again(E::TAGS, tag, name, &|other| extra.get(other), path)?;
        if again || !usual {
            extra.insert(tag, name.into());
        }
    }
    Ok(event)
}

fn read_unknown<'de, A: MapAccess<'de>>(
    tags: &'static [&'static str],
    tag: &'static str,
    mut is_read: bool,
    name: String,
    map: &mut A,
    path: &mut ErrorPath,
) -> Result<UnknownEvent, A::Error> {
    let mut body = Map::new();
    body.insert(tag.to_owned(), name.as_str().into());
    while let Some((field, value)) = map.next_entry::<String, _>()? {
        if field == tag && std::mem::replace(&mut is_read, true) {
            return Err(path.duplicate(tag));
        }
        body.insert(field, value);
    }
    is_named_again(tags, tag, &name, &|other| body.get(other), path)?;
    Ok(UnknownEvent::new(name, body))
}

/// Reads a body that does not begin with a name. `first` is the name of its first field, or else
/// `null` is the tag that begins it.
fn read_unnamed<'de, E: Webhook, A: MapAccess<'de>>(
    first: Option<Cow<'de, str>>,
    null: Option<&'static str>,
    map: &mut A,
    path: &mut ErrorPath,
) -> Result<Identified<E>, A::Error> {
    let Some(mut event) = E::UNNAMED.and_then(E::begin) else {
        let body = read_values(E::TAGS, first, null, map, path)?;
        let named = find_name(Naming::of::<E>(), &body, path).map_err(A::Error::custom)?;
        return EventReader::read(named, &body, path).map_err(A::Error::custom);
    };
    let is_empty = first.is_none() && null.is_none();
    if let Some(payload) = event.payload_mut().filter(|_| !is_empty) {
        if let Some(tag) = null {
            payload.extra_mut().insert(tag, Value::Null);
        }
        if let Err(error) = read_object(payload, None, first, map, path) {
            path.event = event.guess();
            return Err(error);
        }
    }
    event.identify().map_err(|unidentified| match unidentified {
        Unidentified::Missing(field) => path.missing(field),
        Unidentified::NotAString(field, value) => not_a_string(field, &value, path),
    })
}

/// Reads a body as JSON values, for its name comes later.
fn read_values<'de, A: MapAccess<'de>>(
    tags: &'static [&'static str],
    first: Option<Cow<'de, str>>,
    null: Option<&'static str>,
    map: &mut A,
    path: &mut ErrorPath,
) -> Result<Map<String, Value>, A::Error> {
    let mut body = Map::new();
    if let Some(tag) = null {
        body.insert(tag.to_owned(), Value::Null);
    } else if let Some(name) = first {
        body.insert(name.into_owned(), map.next_value()?);
    }
    while let Some((name, value)) = map.next_entry::<String, _>()? {
        let tag = tags.iter().find(|tag| **tag == name);
        if let (Some(_), Some(tag)) = (body.insert(name, value), tag) {
            return Err(path.duplicate(tag));
        }
    }
    Ok(body)
}
