/// Makes a provider's events out of one row per event:
///
/// ```text
/// events! {
///     /// A webhook of Recall.ai.
///     pub enum Event for Recall, replying () {
///         /// The bot has left the call.
///         "bot.call_ended" => BotCallEnded(StatusChange), on_bot_call_ended;
///     }
/// }
/// ```
///
/// becomes `enum Event { BotCallEnded(Box<StatusChange>), Unknown(UnknownEvent) }` with its names, its
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
                $variant(Box<$payload>),
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
                $crate::event_table::parse(body)
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
            pub fn drift(&self) -> Vec<$crate::Drift> {
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
                #[allow(clippy::enum_variant_names)]
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
        #[cfg(feature = "receive")]
        $crate::event_table::receivable!($provider, $reply: $( $name => $variant, )+);
    };
}
pub(crate) use events;
