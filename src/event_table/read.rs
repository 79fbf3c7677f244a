//! How an event is read: its name first, then the body into the payload of that name.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::{Identified, Unidentified, UnknownEvent};
use crate::open::{
    ErrorPath, Expects, Field, Fit, Kept, NameSeed, Payload, Scalar, Tag, View, read_object,
    read_value, type_name,
};
use crate::{ParseError, Provider, Webhook};

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
pub(crate) struct Naming {
    /// [`Wire::TAGS`](super::Wire::TAGS)
    tags: &'static [&'static str],
    names: &'static [&'static str],
    is_required: bool,
}

impl Naming {
    pub(crate) fn of<E: Webhook>() -> &'static Self {
        const {
            &Self {
                tags: E::TAGS,
                names: E::NAMES,
                is_required: E::UNNAMED.is_none(),
            }
        }
    }

    pub(crate) fn name(&self, name: &str) -> Name {
        let mut names = self.names.iter().enumerate();
        match names.find(|(_, known)| **known == name) {
            Some((index, known)) => Name::Known(index, known),
            None => Name::Unknown(name.to_owned()),
        }
    }

    fn tag(&self, field: &str) -> Option<&'static str> {
        self.tags.iter().copied().find(|tag| *tag == field)
    }

    /// Whether a body begins with a name, as most do: `{"event": "bot.done", …`.
    fn begins(&self, body: &str) -> bool {
        let name = |tag: &str| {
            let field = body.trim_ascii_start().strip_prefix('{')?;
            let field = field.trim_ascii_start().strip_prefix('"')?;
            let value = field.strip_prefix(tag)?.strip_prefix('"')?;
            let value = value.trim_ascii_start().strip_prefix(':')?;
            value.trim_ascii_start().strip_prefix('"')
        };
        self.tags.iter().any(|tag| name(tag).is_some())
    }
}

/// Parses a body.
///
/// UTF-8 is checked once for the whole body, which is cheaper than string by string. A name that does
/// not come first is found by looking ahead, so that the body is read in one go.
pub(crate) fn parse<E: Webhook>(body: &[u8]) -> Result<E, ParseError> {
    let body = std::str::from_utf8(body)
        .map_err(|error| ParseError::not_utf8(E::PROVIDER, body, error.valid_up_to()))?;
    let naming = Naming::of::<E>();
    let named = if naming.is_required && !naming.begins(body) {
        look_ahead(E::PROVIDER, naming, body)?
    } else {
        None
    };
    let named = match read::<E>(body, named) {
        Ok(Identified::Event(event)) => return Ok(event),
        Ok(Identified::Named(_, named)) => named,
        Err(error) if naming.is_required => return Err(error),
        // Perhaps it has a name, under which it has a different structure.
        Err(error) => match look_ahead(E::PROVIDER, naming, body) {
            Ok(Some(named)) => named,
            _ => return Err(error),
        },
    };
    read(body, Some(named)).map(Identified::into_event)
}

fn look_ahead(
    provider: Provider,
    naming: &'static Naming,
    body: &str,
) -> Result<Option<Named>, ParseError> {
    let mut path = ErrorPath::default();
    find_name(
        naming,
        &mut serde_json::Deserializer::from_str(body),
        &mut path,
    )
    .map_err(|error| ParseError::new(provider, body, &error, &path))
}

fn read<E: Webhook>(body: &str, named: Option<Named>) -> Result<Identified<E>, ParseError> {
    let mut path = ErrorPath::default();
    let mut deserializer = serde_json::Deserializer::from_str(body);
    EventReader::read(named, true, &mut deserializer, &mut path)
        .and_then(|event| deserializer.end().map(|()| event))
        .map_err(|error| ParseError::new(E::PROVIDER, body, &error, &path))
}

/// Reads an event where there is no body to look ahead in: a body that can have a name, and does not
/// begin with it, is kept as JSON values first.
pub(crate) fn deserialize<'de, E: Webhook, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<E, D::Error> {
    let path = &mut ErrorPath::default();
    match EventReader::read(None, false, deserializer, path)? {
        Identified::Event(event) => Ok(event),
        Identified::Named(event, named) => {
            let body = serde_json::to_value(event.payload().map(View::Object).ok());
            let body = body.map_err(D::Error::custom)?;
            let read = EventReader::read(Some(named), true, &body, path);
            read.map(Identified::into_event).map_err(D::Error::custom)
        }
    }
}

struct EventReader<'p, E> {
    named: Option<Named>,
    /// Whether the whole body is at hand, to look in it for the name.
    is_at_hand: bool,
    path: &'p mut ErrorPath,
    event: PhantomData<E>,
}

impl<'p, E: Webhook> EventReader<'p, E> {
    fn read<'de, D: Deserializer<'de>>(
        named: Option<Named>,
        is_at_hand: bool,
        deserializer: D,
        path: &'p mut ErrorPath,
    ) -> Result<Identified<E>, D::Error> {
        deserializer.deserialize_map(Self {
            named,
            is_at_hand,
            path,
            event: PhantomData,
        })
    }
}

impl<'de, E: Webhook> Visitor<'de> for EventReader<'_, E> {
    type Value = Identified<E>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Identified<E>, A::Error> {
        let (naming, path) = (Naming::of::<E>(), self.path);
        let (null, next) = match begin(naming, self.named, &mut map, path)? {
            Begin::Known(tag, index, name) => {
                // The index is one of the table that the events are made of.
                let mut event = E::begin(index).ok_or_else(|| A::Error::custom(name))?;
                let is_usual = event.tag() == Some(tag.name);
                if let Some(payload) = event.payload_mut() {
                    read_known(payload, naming, tag, name, is_usual, &mut map, path)?;
                }
                return Ok(Identified::Event(event));
            }
            Begin::Unknown(event) => return Ok(Identified::Event(E::unknown(event))),
            Begin::Unnamed(null, next) => (null, next),
        };
        let unnamed = E::UNNAMED.filter(|_| self.is_at_hand || naming.tags.is_empty());
        let Some(mut event) = unnamed.and_then(E::begin) else {
            let body = read_late(naming, null, next, &mut map, path)?;
            let named = find_name(naming, &body, path).map_err(A::Error::custom)?;
            return EventReader::read(named, true, &body, path).map_err(A::Error::custom);
        };
        if let Some(payload) = event.payload_mut()
            && let Err(error) = read_unnamed(payload, null, next, &mut map, path)
        {
            path.event = event.guess();
            return Err(error);
        }
        event.identify().map_err(|unidentified| match unidentified {
            Unidentified::Missing(field) => path.missing(field),
            Unidentified::NotAString(field, value) => not_a_string(field, &value, path),
        })
    }
}

/// How a body begins. What follows is compiled once for all providers.
enum Begin<'de> {
    /// With the name of the event of this index.
    Known(Tag, usize, &'static str),
    Unknown(UnknownEvent),
    /// With this tag, which is null, if any; and then with this field.
    Unnamed(Option<&'static str>, Option<Cow<'de, str>>),
}

fn begin<'de, A: MapAccess<'de>>(
    naming: &'static Naming,
    named: Option<Named>,
    map: &mut A,
    path: &mut ErrorPath,
) -> Result<Begin<'de>, A::Error> {
    let is_read = named.is_none();
    let Named { tag, name } = if let Some(named) = named {
        named
    } else {
        let first = map.next_key_seed(NameSeed)?;
        let Some(tag) = first.as_ref().and_then(|first| naming.tag(first)) else {
            return Ok(Begin::Unnamed(None, first));
        };
        let Some(name) = read_name(naming, tag, map, path)? else {
            return Ok(Begin::Unnamed(Some(tag), map.next_key_seed(NameSeed)?));
        };
        Named { tag, name }
    };
    let tag = Tag { name: tag, is_read };
    match name {
        Name::Known(index, name) => {
            path.event = Some(name);
            Ok(Begin::Known(tag, index, name))
        }
        Name::Unknown(name) => read_unknown(naming, tag, name, map, path).map(Begin::Unknown),
    }
}

/// Reads the name that is the value of a tag.
fn read_name<'de, A: MapAccess<'de>>(
    naming: &'static Naming,
    tag: &'static str,
    map: &mut A,
    path: &mut ErrorPath,
) -> Result<Option<Name>, A::Error> {
    let mut field = NameField { naming, name: None };
    match read_value(&mut field, map, path)? {
        Kept::Raw(other) => Err(not_a_string(tag, &other, path)),
        _ => Ok(field.name),
    }
}

/// Takes a name without a copy of those that are known.
struct NameField {
    naming: &'static Naming,
    name: Option<Name>,
}

impl Field for NameField {
    fn expects(&self) -> Expects {
        Expects::Scalar
    }

    fn set_scalar(&mut self, scalar: Scalar<'_>) -> Option<Fit> {
        let Scalar::Str(name) = scalar else {
            return None;
        };
        self.name = Some(self.naming.name(name));
        Some(Fit::Exact)
    }

    fn view(&self) -> View<'_> {
        View::Absent
    }

    fn clear(&mut self) {
        self.name = None;
    }
}

fn read_unknown<'de, A: MapAccess<'de>>(
    naming: &'static Naming,
    tag: Tag,
    name: String,
    map: &mut A,
    path: &mut ErrorPath,
) -> Result<UnknownEvent, A::Error> {
    let mut body = Map::new();
    if tag.is_read {
        body.insert(tag.name.to_owned(), name.as_str().into());
    }
    let next = map.next_key_seed(NameSeed)?;
    read_values(naming, &mut body, next, map, path)?;
    is_named_again(naming, tag.name, &name, &|other| body.get(other), path)?;
    Ok(UnknownEvent::new(name, body))
}

fn read_known<'de, A: MapAccess<'de>>(
    payload: &mut dyn Payload,
    naming: &'static Naming,
    tag: Tag,
    name: &str,
    is_usual: bool,
    map: &mut A,
    path: &mut ErrorPath,
) -> Result<(), A::Error> {
    let next = map.next_key_seed(NameSeed)?;
    read_object(payload, Some(tag), next, map, path)?;
    let extra = payload.extra_mut();
    let again = !extra.is_empty()
        && is_named_again(naming, tag.name, name, &|other| extra.get(other), path)?;
    if again || !is_usual {
        extra.insert(tag.name, name.into());
    }
    Ok(())
}

fn read_unnamed<'de, A: MapAccess<'de>>(
    payload: &mut dyn Payload,
    null: Option<&'static str>,
    next: Option<Cow<'de, str>>,
    map: &mut A,
    path: &mut ErrorPath,
) -> Result<(), A::Error> {
    if let Some(tag) = null {
        payload.extra_mut().insert(tag, Value::Null);
    }
    read_object(payload, None, next, map, path).map(drop)
}

/// Reads a body as JSON values, because its name comes later.
fn read_late<'de, A: MapAccess<'de>>(
    naming: &'static Naming,
    null: Option<&'static str>,
    next: Option<Cow<'de, str>>,
    map: &mut A,
    path: &mut ErrorPath,
) -> Result<Map<String, Value>, A::Error> {
    let mut body = Map::new();
    body.extend(null.map(|tag| (tag.to_owned(), Value::Null)));
    read_values(naming, &mut body, next, map, path)?;
    Ok(body)
}

/// Reads the fields from `next` on as JSON values.
fn read_values<'de, A: MapAccess<'de>>(
    naming: &'static Naming,
    body: &mut Map<String, Value>,
    mut next: Option<Cow<'de, str>>,
    map: &mut A,
    path: &mut ErrorPath,
) -> Result<(), A::Error> {
    while let Some(field) = next {
        let tag = naming.tag(&field);
        if let (Some(_), Some(tag)) = (body.insert(field.into_owned(), map.next_value()?), tag) {
            return Err(path.duplicate(tag));
        }
        next = map.next_key_seed(NameSeed)?;
    }
    Ok(())
}

/// Finds the name in a body. If every body has to have one, it is an error that there is none.
fn find_name<'de, D: Deserializer<'de>>(
    naming: &'static Naming,
    deserializer: D,
    path: &mut ErrorPath,
) -> Result<Option<Named>, D::Error> {
    deserializer.deserialize_map(NameFinder { naming, path })
}

struct NameFinder<'p> {
    naming: &'static Naming,
    path: &'p mut ErrorPath,
}

impl<'de> Visitor<'de> for NameFinder<'_> {
    type Value = Option<Named>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<Named>, A::Error> {
        let Self { naming, path } = self;
        let mut named = None;
        while let Some(field) = map.next_key_seed(NameSeed)? {
            match naming.tag(&field) {
                Some(tag) if named.is_none() => {
                    let name = read_name(naming, tag, &mut map, path)?;
                    named = name.map(|name| Named { tag, name });
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        match naming.tags.first() {
            Some(tag) if named.is_none() && naming.is_required => Err(path.missing(tag)),
            _ => Ok(named),
        }
    }
}

/// Whether a field other than `tag` names the event too. If it gives a different name, nobody can say
/// which one was meant.
fn is_named_again<'b, F: Error>(
    naming: &'static Naming,
    tag: &'static str,
    name: &str,
    get: &dyn Fn(&str) -> Option<&'b Value>,
    path: &mut ErrorPath,
) -> Result<bool, F> {
    let mut again = false;
    for other in naming.tags.iter().filter(|other| **other != tag) {
        match get(other) {
            None | Some(Value::Null) => {}
            Some(Value::String(same)) if same == name => again = true,
            Some(Value::String(_)) => return Err(path.duplicate(other)),
            Some(value) => return Err(not_a_string(other, value, path)),
        }
    }
    Ok(again)
}

fn not_a_string<F: Error>(tag: &'static str, value: &Value, path: &mut ErrorPath) -> F {
    path.add_field(tag);
    path.expected("a string", type_name(value))
}
