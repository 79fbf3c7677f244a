//! One row per event: its variant, its wire name, its parsing, its dispatch.

mod dispatcher;
mod name;
mod read;
#[cfg(feature = "receive")]
mod receivable;
mod rows;
mod unknown;

use std::marker::PhantomData;

use serde::de::{Deserializer, MapAccess};
use serde::ser::SerializeMap;

use crate::open::{Extra, Tag, Trail};
use crate::{ParseError, Provider};

pub use unknown::UnknownEvent;

pub(crate) use dispatcher::dispatcher;
pub(crate) use name::{NameSeed, find_name};
pub(crate) use read::{from_map, read_named};
#[cfg(feature = "receive")]
pub(crate) use receivable::receivable;
pub(crate) use rows::events;

use read::EventVisitor;

/// What [`events!`] makes of a provider's rows.
pub(crate) trait EventTable: Sized {
    const PROVIDER: Provider;
    const NAMES: &'static [&'static str];

    /// Reads what is left of a body as the payload of the event of this index.
    fn read<'de, A: MapAccess<'de>>(
        index: usize,
        map: &mut A,
        tag: Tag,
        trail: &mut Trail,
    ) -> Result<Option<Self>, A::Error>;

    fn unknown(event: UnknownEvent) -> Self;

    fn extra(&mut self) -> Option<&mut Extra>;

    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error>;
}

/// How a provider's bodies say which event they are.
pub(crate) trait Wire: EventTable {
    /// The members that can hold the event's name.
    const TAGS: &'static [&'static str];

    /// The member that holds the name of this event.
    fn tag(&self) -> Option<&'static str> {
        Self::TAGS.first().copied()
    }

    /// Parses a body.
    fn parse(body: &str) -> Result<Self, ParseError> {
        parse_as(body, Self::find_name(body))
    }

    /// Finds the name where it does not come first, so that the body can be read in one go.
    fn find_name(body: &str) -> Option<Named> {
        find_name::<Self>(body)
    }

    fn read_event<'de, D: Deserializer<'de>>(
        deserializer: D,
        named: Option<Named>,
        trail: &mut Trail,
    ) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EventVisitor {
            named,
            trail,
            event: PhantomData,
        })
    }
}

/// The name of an event, and the member that it stood in.
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

/// Parses a body.
///
/// That it is UTF-8 is checked once for the whole, which is cheaper than string by string.
pub(crate) fn parse<E: Wire>(body: &[u8]) -> Result<E, ParseError> {
    let text = std::str::from_utf8(body)
        .map_err(|error| ParseError::not_utf8(E::PROVIDER, body, error.valid_up_to()))?;
    E::parse(text)
}

/// Parses a body, given the name that was found in it by looking ahead.
pub(crate) fn parse_as<E: Wire>(body: &str, named: Option<Named>) -> Result<E, ParseError> {
    let mut trail = Trail::default();
    let mut deserializer = serde_json::Deserializer::from_str(body);
    E::read_event(&mut deserializer, named, &mut trail)
        .and_then(|event| deserializer.end().map(|()| event))
        .map_err(|error| ParseError::new(E::PROVIDER, &error, &trail))
}

/// Writes the name of an event, unless it came in another member and is kept there.
pub(crate) fn write_tag<E: Wire, M: SerializeMap>(
    event: &E,
    name: &str,
    extra: &Extra,
    map: &mut M,
) -> Result<(), M::Error> {
    let Some(tag) = event.tag() else {
        return Ok(());
    };
    let kept = |other: &&str| extra.get(other).is_some_and(|value| value == name);
    if E::TAGS.iter().any(kept) {
        Ok(())
    } else {
        map.serialize_entry(tag, name)
    }
}
