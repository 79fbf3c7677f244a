//! How an event is read: its name first, then the body into the payload of that name.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::name::{find_name, first_name, is_named_again, not_a_string};
use super::{Identified, Name, Named, Unidentified, UnknownEvent, Wire};
use crate::ParseError;
use crate::open::{ErrorPath, read_object};

/// Parses a body.
///
/// UTF-8 is checked once for the whole body, which is cheaper than string by string. A name that does
/// not come first is found by looking ahead, so that the body is read in one go.
pub(crate) fn parse<E: Wire>(body: &[u8]) -> Result<E, ParseError> {
    let body = std::str::from_utf8(body)
        .map_err(|error| ParseError::not_utf8(E::PROVIDER, body, error.valid_up_to()))?;
    let named = match first_name::<E>(body) {
        None if E::UNNAMED.is_none() => look_ahead::<E>(body)?,
        named => named,
    };
    let named = match read::<E>(body, named) {
        Ok(Identified::Event(event)) => return Ok(event),
        Ok(Identified::Named(_, named)) => named,
        // Perhaps it has a name, under which it has a different structure.
        Err(error) => match look_ahead::<E>(body) {
            Ok(Some(named)) if E::UNNAMED.is_some() => named,
            _ => return Err(error),
        },
    };
    read(body, Some(named)).map(Identified::into_event)
}

fn look_ahead<E: Wire>(body: &str) -> Result<Option<Named>, ParseError> {
    let mut path = ErrorPath::default();
    find_name::<E, _>(&mut serde_json::Deserializer::from_str(body), &mut path)
        .map_err(|error| ParseError::new(E::PROVIDER, body, &error, &path))
}

fn read<E: Wire>(body: &str, named: Option<Named>) -> Result<Identified<E>, ParseError> {
    let mut path = ErrorPath::default();
    let mut deserializer = serde_json::Deserializer::from_str(body);
    EventReader::read(named, &mut deserializer, &mut path)
        .and_then(|event| deserializer.end().map(|()| event))
        .map_err(|error| ParseError::new(E::PROVIDER, body, &error, &path))
}

/// Reads an event where there is no body to look ahead in.
pub(crate) fn deserialize<'de, E: Wire, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<E, D::Error> {
    let body = Map::deserialize(deserializer)?;
    let path = &mut ErrorPath::default();
    let read = find_name::<E, _>(&body, path).and_then(|named| {
        match EventReader::read(named, &body, path)? {
            Identified::Named(_, named) => EventReader::read(Some(named), &body, path),
            event => Ok(event),
        }
    });
    read.map(Identified::into_event).map_err(D::Error::custom)
}

struct EventReader<'p, E> {
    named: Option<Named>,
    path: &'p mut ErrorPath,
    event: PhantomData<E>,
}

impl<'p, E: Wire> EventReader<'p, E> {
    fn read<'de, D: Deserializer<'de>>(
        named: Option<Named>,
        deserializer: D,
        path: &'p mut ErrorPath,
    ) -> Result<Identified<E>, D::Error> {
        let event = PhantomData;
        deserializer.deserialize_map(Self { named, path, event })
    }
}

impl<'de, E: Wire> Visitor<'de> for EventReader<'_, E> {
    type Value = Identified<E>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Identified<E>, A::Error> {
        match self.named {
            Some(named) => read_named(named, &mut map, self.path).map(Identified::Event),
            None => read_unnamed(&mut map, self.path),
        }
    }
}

fn read_named<'de, E: Wire, A: MapAccess<'de>>(
    Named { tag, name }: Named,
    map: &mut A,
    path: &mut ErrorPath,
) -> Result<E, A::Error> {
    let (index, name) = match name {
        Name::Known(index, name) => (index, name),
        Name::Unknown(name) => return read_unknown(tag, name, map, path),
    };
    path.event = Some(name);
    let mut event = begin::<E, _>(index)?;
    if let Some(payload) = event.payload_mut() {
        read_object(payload, Some(tag), map, path)?;
    }
    let usual = event.tag() == Some(tag);
    if let Some(payload) = event.payload_mut() {
        let extra = payload.extra_mut();
        let again = is_named_again::<E, _>(tag, name, |other| extra.get(other), path)?;
        if again || !usual {
            extra.insert(tag, name.into());
        }
    }
    Ok(event)
}

fn read_unknown<'de, E: Wire, A: MapAccess<'de>>(
    tag: &'static str,
    name: String,
    map: &mut A,
    path: &mut ErrorPath,
) -> Result<E, A::Error> {
    let mut body = Map::new();
    while let Some((field, value)) = map.next_entry::<String, Value>()? {
        let is_tag = field == tag;
        if body.insert(field, value).is_some() && is_tag {
            return Err(path.duplicate(tag));
        }
    }
    is_named_again::<E, _>(tag, &name, |other| body.get(other), path)?;
    Ok(E::unknown(UnknownEvent::new(name, body)))
}

fn read_unnamed<'de, E: Wire, A: MapAccess<'de>>(
    map: &mut A,
    path: &mut ErrorPath,
) -> Result<Identified<E>, A::Error> {
    // Without one, every body has a name.
    let index = E::UNNAMED.ok_or_else(|| A::Error::custom("no name"))?;
    let mut event = begin::<E, _>(index)?;
    if let Some(payload) = event.payload_mut()
        && let Err(error) = read_object(payload, None, map, path)
    {
        path.event = event.guess();
        return Err(error);
    }
    event.identify().map_err(|unidentified| match unidentified {
        Unidentified::Missing(field) => path.missing(field),
        Unidentified::NotAString(field, value) => not_a_string(field, &value, path),
    })
}

/// An event of this index, which comes from the table that the events are made of.
fn begin<E: Wire, F: Error>(index: usize) -> Result<E, F> {
    E::begin(index).ok_or_else(|| F::custom("no event of this index"))
}
