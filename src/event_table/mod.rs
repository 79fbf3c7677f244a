//! One row per event: its variant, its wire name, its parsing, its dispatch.
//!
//! [`events!`] makes an enum and a table of its events. [`read`] is how every event is read.

mod read;
mod rows;
mod unknown;

use serde::de::DeserializeOwned;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use crate::open::{Payload, View, collect_drift, write_fields};
use crate::{Drift, DriftKind, Webhook};

pub use unknown::UnknownEvent;

pub(crate) use read::{Name, Named, Naming, deserialize, parse};
pub(crate) use rows::events;

/// What [`events!`] makes of a provider's rows: events by the index of their row.
pub(crate) trait EventTable: Sized {
    /// The event of this index, without content.
    fn begin(index: usize) -> Option<Self>;

    /// The wire name.
    fn known_name(&self) -> Result<&'static str, &UnknownEvent>;

    fn payload(&self) -> Result<&dyn Payload, &UnknownEvent>;

    fn payload_mut(&mut self) -> Option<&mut dyn Payload>;

    fn unknown(event: UnknownEvent) -> Self;

    fn view(&self) -> View<'_> {
        match self.payload() {
            Ok(payload) => View::Object(payload),
            Err(unknown) => View::Map(unknown.body()),
        }
    }

    /// The value at the first of these places that has one of the type, in a typed field or not.
    fn read<T: DeserializeOwned>(&self, places: &[&[&str]]) -> Option<T> {
        let mut places = places.iter();
        places.find_map(|place| self.view().at(place)?.read())
    }
}

/// How a provider's bodies say which event they are.
pub(crate) trait Wire: EventTable {
    /// The fields that can hold the event's name.
    const TAGS: &'static [&'static str];

    /// A body that does not begin with a name is read as the event of this index. Without one,
    /// every body has to have a name.
    const UNNAMED: Option<usize> = None;

    /// The field that holds the name of this event.
    fn tag(&self) -> Option<&'static str> {
        Self::TAGS.first().copied()
    }

    /// What a body is that was read as [`UNNAMED`](Self::UNNAMED).
    fn identify(self) -> Result<Identified<Self>, Unidentified> {
        Ok(Identified::Event(self))
    }

    /// The wire name of such an event, as far as it has been read.
    fn guess(&self) -> Option<&'static str> {
        self.known_name().ok()
    }

    /// Whether two different deliveries of this event can have the same body, so that the body does
    /// not identify a delivery.
    #[cfg_attr(not(feature = "idempotency"), allow(dead_code))]
    fn can_be_alike(&self) -> bool {
        false
    }
}

/// What a body is that does not begin with a name.
pub(crate) enum Identified<E> {
    Event(E),
    /// It has a name after all, under which it is to be read again.
    Named(E, Named),
}

impl<E> Identified<E> {
    fn into_event(self) -> E {
        match self {
            Self::Event(event) | Self::Named(event, _) => event,
        }
    }
}

/// Why nothing identifies a body.
pub(crate) enum Unidentified {
    /// This field, for one, is missing.
    Missing(&'static str),
    /// This field has a value that is not a string.
    NotAString(&'static str, Value),
}

/// Writes an event: its name, unless that came in a different field and is kept there, and the
/// payload.
pub(crate) fn write<E: Webhook, S: Serializer>(
    event: &E,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let payload = match event.payload() {
        Ok(payload) => payload,
        Err(unknown) => return unknown.body().serialize(serializer),
    };
    let name = event.name();
    let mut map = serializer.serialize_map(None)?;
    let kept = |tag: &&str| payload.extra().get(tag).is_some_and(|kept| kept == name);
    if let Some(tag) = event.tag()
        && !E::TAGS.iter().any(kept)
    {
        map.serialize_entry(tag, name)?;
    }
    write_fields(payload, &mut map)?;
    map.end()
}

pub(crate) fn drift<E: Webhook>(event: &E) -> Vec<Drift> {
    match event.payload() {
        Ok(payload) => collect_drift(payload),
        Err(_) => vec![Drift::new("", DriftKind::Event)],
    }
}
