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
use crate::{ParseError, Webhook};

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
}

/// Parses a body.
///
/// UTF-8 is checked once for the whole body, which is cheaper than string by string.
pub(crate) fn parse<E: Webhook>(body: &[u8]) -> Result<E, ParseError> {
    let body = std::str::from_utf8(body)
        .map_err(|error| ParseError::not_utf8(E::PROVIDER, body, error.valid_up_to()))?;
    let named = match read::<E>(body, Search::Body(body)) {
        Ok(Identified::Event(event)) => return Ok(event),
        Ok(Identified::Named(_, named)) => named,
        // Perhaps it has a name, under which it has a different structure.
        Err(error) if E::UNNAMED.is_some() => {
            match look_ahead(Naming::of::<E>(), body, &mut ErrorPath::default()) {
                Ok(Some(named)) => named,
                _ => return Err(error),
            }
        }
        Err(error) => return Err(error),
    };
    read(body, Search::Done(Some(named))).map(Identified::into_event)
}

fn read<E: Webhook>(body: &str, search: Search<'_>) -> Result<Identified<E>, ParseError> {
    let mut path = ErrorPath::default();
    let mut json = serde_json::Deserializer::from_str(body);
    EventReader::read(search, &mut json, &mut path)
        .and_then(|event| json.end().map(|()| event))
        .map_err(|error| ParseError::new(E::PROVIDER, body, &error, &path))
}

/// Reads an event where there is no body to look ahead in: a body that can have a name, and does not
/// begin with it, is kept as JSON values first.
pub(crate) fn deserialize<'de, E: Webhook, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<E, D::Error> {
    let path = &mut ErrorPath::default();
    match EventReader::read(Search::Stream, deserializer, path)? {
        Identified::Event(event) => Ok(event),
        Identified::Named(event, named) => {
            let body = serde_json::to_value(event.payload().map(View::Object).ok());
            let body = body.map_err(D::Error::custom)?;
            let read = EventReader::read(Search::Done(Some(named)), &body, path);
            read.map(Identified::into_event).map_err(D::Error::custom)
        }
    }
}

/// What is known of a body's name before the body is read.
enum Search<'b> {
    /// Nothing. If the name does not come first, it is to be looked for here.
    Body(&'b str),
    /// Nothing, and there is no body to look ahead in.
    Stream,
    /// The whole body was searched for it.
    Done(Option<Named>),
}

struct EventReader<'p, E> {
    search: Search<'p>,
    path: &'p mut ErrorPath,
    event: PhantomData<E>,
}

impl<'p, E: Webhook> EventReader<'p, E> {
    fn read<'de, D: Deserializer<'de>>(
        search: Search<'p>,
        deserializer: D,
        path: &'p mut ErrorPath,
    ) -> Result<Identified<E>, D::Error> {
        let event = PhantomData;
        deserializer.deserialize_map(Self {
            search,
            path,
            event,
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
        let is_stream = matches!(self.search, Search::Stream);
        let begin = match begin(naming, self.search, &mut map, path)? {
            Beginning::Known(tag, index, name, begin) => {
                // The index is one of the table that the events are made of.
                let mut event = E::begin(index).ok_or_else(|| A::Error::custom(name))?;
                let is_usual = event.tag() == Some(tag.name);
                if let Some(payload) = event.payload_mut() {
                    read_known(payload, naming, tag, name, is_usual, begin, &mut map, path)?;
                }
                return Ok(Identified::Event(event));
            }
            Beginning::Unknown(event) => return Ok(Identified::Event(E::unknown(event))),
            Beginning::Unnamed(begin) => begin,
        };
        let unnamed = E::UNNAMED.filter(|_| !is_stream || naming.tags.is_empty());
        let Some(mut event) = unnamed.and_then(E::begin) else {
            let null = begin.null.map(|tag| (tag, Value::Null));
            let body = read_values(naming, null, begin.next, &mut map, path)?;
            let named = find_name(naming, &body, path).map_err(A::Error::custom)?;
            let search = Search::Done(named);
            return EventReader::read(search, &body, path).map_err(A::Error::custom);
        };
        if let Some(payload) = event.payload_mut()
            && let Err(error) = read_fields(payload, None, begin, &mut map, path)
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

/// What was read of a body to find out its name, but for the name: a tag that is null, if any, and the
/// name of the next field.
struct Begin<'de> {
    null: Option<&'static str>,
    next: Option<Cow<'de, str>>,
}

/// How a body begins. What follows is compiled once for all providers.
enum Beginning<'de> {
    /// As the event of this index and name.
    Known(Tag, usize, &'static str, Begin<'de>),
    Unknown(UnknownEvent),
    Unnamed(Begin<'de>),
}

fn begin<'de, A: MapAccess<'de>>(
    naming: &'static Naming,
    search: Search<'_>,
    map: &mut A,
    path: &mut ErrorPath,
) -> Result<Beginning<'de>, A::Error> {
    let (is_searched, mut named, body) = match search {
        Search::Done(named) => (true, named, None),
        Search::Body(body) => (false, None, Some(body)),
        Search::Stream => (false, None, None),
    };
    let (mut null, mut is_read) = (None, false);
    let mut next = map.next_key_seed(NameSeed)?;
    let tag = next.as_ref().and_then(|first| naming.tag(first));
    if let Some(tag) = tag.filter(|_| !is_searched) {
        match read_name(naming, tag, map, path)? {
            Some(name) => named = Some(Named { tag, name }),
            None => null = Some(tag),
        }
        is_read = true;
        next = map.next_key_seed(NameSeed)?;
    }
    if let (None, Some(body), true) = (&named, body, naming.is_required) {
        named = look_ahead(naming, body, path).map_err(A::Error::custom)?;
    }
    let begin = Begin { null, next };
    let Some(Named { tag, name }) = named else {
        return Ok(Beginning::Unnamed(begin));
    };
    let is_read = is_read && null.is_none_or(|null| null == tag);
    let tag = Tag { name: tag, is_read };
    match name {
        Name::Known(index, name) => {
            path.event = Some(name);
            Ok(Beginning::Known(tag, index, name, begin))
        }
        Name::Unknown(name) => {
            let unknown = read_unknown(naming, tag, name, begin, map, path);
            unknown.map(Beginning::Unknown)
        }
    }
}

fn read_unknown<'de, A: MapAccess<'de>>(
    naming: &'static Naming,
    tag: Tag,
    name: String,
    begin: Begin<'de>,
    map: &mut A,
    path: &mut ErrorPath,
) -> Result<UnknownEvent, A::Error> {
    let named = || tag.is_read.then(|| (tag.name, name.as_str().into()));
    let first = begin.null.map(|tag| (tag, Value::Null)).or_else(named);
    let body = read_values(naming, first, begin.next, map, path)?;
    is_named_again(naming, tag.name, &name, &|other| body.get(other), path)?;
    Ok(UnknownEvent::new(name, body))
}

#[allow(clippy::too_many_arguments)]
fn read_known<'de, A: MapAccess<'de>>(
    payload: &mut dyn Payload,
    naming: &'static Naming,
    tag: Tag,
    name: &str,
    is_usual: bool,
    begin: Begin<'de>,
    map: &mut A,
    path: &mut ErrorPath,
) -> Result<(), A::Error> {
    read_fields(payload, Some(tag), begin, map, path)?;
    let extra = payload.extra_mut();
    let again = !extra.is_empty()
        && is_named_again(naming, tag.name, name, &|other| extra.get(other), path)?;
    if again || !is_usual {
        extra.insert(tag.name, name.into());
    }
    Ok(())
}

fn read_fields<'de, A: MapAccess<'de>>(
    payload: &mut dyn Payload,
    tag: Option<Tag>,
    begin: Begin<'de>,
    map: &mut A,
    path: &mut ErrorPath,
) -> Result<(), A::Error> {
    if let Some(tag) = begin.null {
        payload.extra_mut().insert(tag, Value::Null);
    }
    read_object(payload, tag, begin.next, map, path).map(drop)
}

/// Reads the rest of a body as JSON values: the fields from `next` on.
fn read_values<'de, A: MapAccess<'de>>(
    naming: &'static Naming,
    first: Option<(&'static str, Value)>,
    mut next: Option<Cow<'de, str>>,
    map: &mut A,
    path: &mut ErrorPath,
) -> Result<Map<String, Value>, A::Error> {
    let mut body = Map::new();
    body.extend(first.map(|(tag, value)| (tag.to_owned(), value)));
    while let Some(field) = next {
        let tag = naming.tag(&field);
        if let (Some(_), Some(tag)) = (body.insert(field.into_owned(), map.next_value()?), tag) {
            return Err(path.duplicate(tag));
        }
        next = map.next_key_seed(NameSeed)?;
    }
    Ok(body)
}

#[cold]
fn look_ahead(
    naming: &'static Naming,
    body: &str,
    path: &mut ErrorPath,
) -> Result<Option<Named>, serde_json::Error> {
    find_name(naming, &mut serde_json::Deserializer::from_str(body), path)
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
