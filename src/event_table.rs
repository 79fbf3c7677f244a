use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde_json::{Map, Value};

use crate::open::{Extra, Key, KeySeed, Problem, Step, Tag, Trail};
use crate::{ParseError, Provider};

/// Makes a provider's events out of one row per event:
///
/// ```ignore
/// events! {
///     /// A webhook of Recall.ai.
///     pub enum Event for Recall, replying () {
///         /// The bot has left the call.
///         "bot.call_ended" => BotCallEnded(StatusChange), on_bot_call_ended;
///     }
/// }
/// ```
///
/// becomes `enum Event { BotCallEnded(StatusChange), Unknown(UnknownEvent) }` with its names, its
/// parsing and writing, `trait Dispatcher` with the method `on_bot_call_ended`, and
/// `Event::dispatch`. A row that ends in `-> SomeReply;` has a method that returns that.
macro_rules! events {
    (
        $(#[$doc:meta])*
        pub enum Event for $provider:ident, replying $reply:ty {
            $(
                $(#[$event_doc:meta])*
                $name:literal => $variant:ident($payload:ty), $method:ident $(-> $answer:ty)?;
            )+
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum Event {
            $(
                $(#[$event_doc])*
                #[doc = concat!("\n\nOn the wire: `", $name, "`.")]
                $variant($payload),
            )+
            /// An event that this version does not know, whole.
            Unknown($crate::UnknownEvent),
        }

        impl Event {
            /// The wire names of all events that this version knows.
            pub const NAMES: &'static [&'static str] = &[$($name),+];

            /// Reads a body that
            #[doc = concat!("[`Provider::", stringify!($provider), "`](crate::Provider)")]
            /// sent.
            ///
            /// # Errors
            ///
            /// If the body is not JSON, or the structure of an event that we know is another.
            /// What is not known, or of an odd form, is no error.
            pub fn from_slice(body: &[u8]) -> Result<Self, $crate::ParseError> {
                $crate::event_table::Wire::parse(body)
            }

            /// The wire name of the event; for an unknown one, the name it came with.
            #[must_use]
            pub fn name(&self) -> &str {
                match self {
                    $( Self::$variant(_) => $name, )+
                    Self::Unknown(unknown) => unknown.name(),
                }
            }

            /// Whether this version knows the event.
            #[must_use]
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }

            /// What in the event this version does not know: members, values, forms.
            ///
            /// Paths and kinds only, no content: for a metric, or a log.
            #[must_use]
            pub fn unrecognized(&self) -> Vec<$crate::Drift> {
                let mut survey = $crate::open::Survey::default();
                match self {
                    $( Self::$variant(payload) => {
                        $crate::open::Payload::survey_members(payload, &mut survey);
                    } )+
                    Self::Unknown(_) => survey.note($crate::DriftKind::Event),
                }
                survey.finish()
            }

            /// Calls the dispatcher's method for this event.
            ///
            /// # Errors
            ///
            /// If the dispatcher fails.
            pub async fn dispatch<D: Dispatcher>(
                self,
                dispatcher: &D,
                delivery: &$crate::Delivery<'_>,
            ) -> Result<$reply, D::Error> {
                match self {
                    $(
                        Self::$variant(payload) => {
                            dispatcher.$method(payload, delivery).await.map(Into::into)
                        }
                    )+
                    unknown @ Self::Unknown(_) => {
                        dispatcher.on_event(unknown, delivery).await.map(|()| <$reply>::default())
                    }
                }
            }
        }

        impl $crate::event_table::EventTable for Event {
            const PROVIDER: $crate::Provider = $crate::Provider::$provider;
            const NAMES: &'static [&'static str] = Self::NAMES;

            fn read<'de, A: serde::de::MapAccess<'de>>(
                index: usize,
                map: &mut A,
                tag: $crate::open::Tag,
                trail: &mut $crate::open::Trail,
            ) -> Result<Option<Self>, A::Error> {
                use $crate::open::Payload;
                enum Index { $($variant),+ }
                $(
                    if index == Index::$variant as usize {
                        let payload = Payload::read_members(None, map, tag, trail)?;
                        return Ok(Some(Self::$variant(payload)));
                    }
                )+
                Ok(None)
            }

            fn unknown(event: $crate::UnknownEvent) -> Self {
                Self::Unknown(event)
            }

            fn extra(&mut self) -> Option<&mut $crate::Extra> {
                match self {
                    $( Self::$variant(payload) => Some($crate::open::Payload::extra(payload)), )+
                    Self::Unknown(_) => None,
                }
            }

            fn write<M: serde::ser::SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
                match self {
                    $( Self::$variant(payload) => {
                        $crate::event_table::write_tag(self, $name, &payload.extra, map)?;
                        $crate::open::Payload::write_members(payload, map)
                    } )+
                    Self::Unknown(unknown) => unknown.write(map),
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for Event {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut trail = $crate::open::Trail::default();
                $crate::event_table::Wire::read_event(deserializer, None, &mut trail)
            }
        }

        impl serde::Serialize for Event {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serde::Serializer::serialize_map(serializer, None)?;
                $crate::event_table::EventTable::write(self, &mut map)?;
                serde::ser::SerializeMap::end(map)
            }
        }

        impl std::str::FromStr for Event {
            type Err = $crate::ParseError;

            fn from_str(body: &str) -> Result<Self, Self::Err> {
                Self::from_slice(body.as_bytes())
            }
        }

        $crate::event_table::dispatcher! {
            $( $name => $variant($payload), $method $(-> $answer)?; )+
        }
    };
}
pub(crate) use events;

/// The dispatcher of [`events!`]: the trait, and its implementations for what points to one.
macro_rules! dispatcher {
    (@answer) => { () };
    (@answer $answer:ty) => { $answer };
    (@through $pointer:ty: $( $name:literal => $variant:ident($payload:ty), $method:ident $(-> $answer:ty)?; )+) => {
        impl<D: Dispatcher + ?Sized> Dispatcher for $pointer {
            type Error = D::Error;

            $(
                async fn $method(
                    &self,
                    payload: $payload,
                    delivery: &$crate::Delivery<'_>,
                ) -> Result<$crate::event_table::dispatcher!(@answer $($answer)?), D::Error> {
                    (**self).$method(payload, delivery).await
                }
            )+

            async fn on_event(
                &self,
                event: Event,
                delivery: &$crate::Delivery<'_>,
            ) -> Result<(), D::Error> {
                (**self).on_event(event, delivery).await
            }

            async fn on_malformed(
                &self,
                error: &$crate::ParseError,
                delivery: &$crate::Delivery<'_>,
            ) -> Result<$crate::Malformed, D::Error> {
                (**self).on_malformed(error, delivery).await
            }
        }
    };
    ($( $name:literal => $variant:ident($payload:ty), $method:ident $(-> $answer:ty)?; )+) => {
        /// What is done with the events: a method for each, all of them optional.
        ///
        /// Override the methods of the events you care about, or only
        /// [`on_event`](Self::on_event), where all others and the unknown ones arrive.
        pub trait Dispatcher: Send + Sync {
            /// What a method fails with; the vendor is then asked to deliver again.
            type Error: Send;

            $(
                #[doc = concat!("Takes `", $name, "`; unless overridden, passes it to [`on_event`](Self::on_event).")]
                ///
                /// # Errors
                ///
                /// Whatever the implementation fails with.
                fn $method(
                    &self,
                    payload: $payload,
                    delivery: &$crate::Delivery<'_>,
                ) -> impl Future<
                    Output = Result<$crate::event_table::dispatcher!(@answer $($answer)?), Self::Error>,
                > + Send {
                    async move {
                        self.on_event(Event::$variant(payload), delivery).await?;
                        Ok(Default::default())
                    }
                }
            )+

            /// Takes every event whose own method is not overridden, and every unknown one;
            /// unless overridden, accepts it and does nothing.
            ///
            /// # Errors
            ///
            /// Whatever the implementation fails with.
            fn on_event(
                &self,
                event: Event,
                delivery: &$crate::Delivery<'_>,
            ) -> impl Future<Output = Result<(), Self::Error>> + Send {
                let _ = (event, delivery);
                async { Ok(()) }
            }

            /// Takes a delivery whose body could not be read; unless overridden, refuses it.
            ///
            /// # Errors
            ///
            /// Whatever the implementation fails with.
            fn on_malformed(
                &self,
                error: &$crate::ParseError,
                delivery: &$crate::Delivery<'_>,
            ) -> impl Future<Output = Result<$crate::Malformed, Self::Error>> + Send {
                let _ = (error, delivery);
                async { Ok($crate::Malformed::Refuse) }
            }
        }

        $crate::event_table::dispatcher!(@through &D: $( $name => $variant($payload), $method $(-> $answer)?; )+);
        $crate::event_table::dispatcher!(@through std::sync::Arc<D>: $( $name => $variant($payload), $method $(-> $answer)?; )+);
    };
}
pub(crate) use dispatcher;

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
    fn parse(body: &[u8]) -> Result<Self, ParseError> {
        parse_as(body, Self::find_name(body))
    }

    /// Finds the name where it does not come first, so that the body can be read in one go.
    fn find_name(body: &[u8]) -> Option<Named> {
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

/// Parses a body, given the name that was found in it by looking ahead.
pub(crate) fn parse_as<E: Wire>(body: &[u8], named: Option<Named>) -> Result<E, ParseError> {
    let mut trail = Trail::default();
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    E::read_event(&mut deserializer, named, &mut trail)
        .and_then(|event| deserializer.end().map(|()| event))
        .map_err(|error| ParseError::new(E::PROVIDER, &error, &trail))
}

/// An event that this version does not know: its name, and its whole body.
#[derive(Clone, Debug, PartialEq)]
pub struct UnknownEvent {
    name: String,
    body: Map<String, Value>,
}

impl UnknownEvent {
    pub(crate) fn new(name: String, body: Map<String, Value>) -> Self {
        Self { name, body }
    }

    /// The name that the event came with.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole body, the name included.
    #[must_use]
    pub fn body(&self) -> &Map<String, Value> {
        &self.body
    }

    /// The whole body, the name included.
    #[must_use]
    pub fn into_body(self) -> Map<String, Value> {
        self.body
    }

    pub(crate) fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let mut members = self.body.iter();
        members.try_for_each(|(name, value)| map.serialize_entry(name, value))
    }
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
    if E::TAGS.iter().any(|other| kept(other)) {
        Ok(())
    } else {
        map.serialize_entry(tag, name)
    }
}

struct EventVisitor<'t, E> {
    named: Option<Named>,
    trail: &'t mut Trail,
    event: PhantomData<E>,
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
            Some(Key::Other(name)) => drop(body.insert(name, map.next_value()?)),
            None => {}
        }
        while let Some((name, value)) = map.next_entry()? {
            body.insert(name, value);
        }
        from_map(body, trail)
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
                    name: tag,
                    left: tags_left,
                },
                trail,
            )?;
            let mut event = event.ok_or_else(|| A::Error::custom("no such event"))?;
            if event.tag() != Some(tag) {
                if let Some(extra) = event.extra() {
                    extra.insert(tag, name.into());
                }
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
    body: Map<String, Value>,
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
        let mut map = MapDeserializer::<_, serde_json::Error>::new(body.into_iter());
        return read_named(Named { tag, name }, &mut map, 1, trail)
            .map_err(|_| F::custom(format_args!("wrong structure at `{}`", trail.path())));
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
fn find_name<E: Wire>(body: &[u8]) -> Option<Named> {
    let first = body
        .trim_ascii_start()
        .strip_prefix(b"{")?
        .trim_ascii_start()
        .strip_prefix(b"\"")?;
    let begins = |tag: &&str| {
        first
            .strip_prefix(tag.as_bytes())
            .is_some_and(|rest| rest.starts_with(b"\""))
    };
    if E::TAGS.iter().any(|tag| begins(tag)) {
        return None;
    }
    let mut deserializer = serde_json::Deserializer::from_slice(body);
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
