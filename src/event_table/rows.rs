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
/// parsing and writing, and `trait Dispatcher` with the method `on_bot_call_ended`. A row that ends in
/// `-> SomeReply;` has a method that returns that.
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
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
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

            /// Parses a body that
            #[doc = concat!("[`Provider::", stringify!($provider), "`](crate::Provider)")]
            /// sent.
            ///
            /// # Errors
            ///
            /// If the body is not JSON, or a known event has a wrong structure. Unknown events,
            /// fields and values, and values of an unexpected type, are not errors.
            pub fn from_slice(body: &[u8]) -> Result<Self, $crate::ParseError> {
                $crate::event_table::parse(body)
            }

            /// The wire name of the event; for an unknown one, the name it came with.
            #[must_use]
            pub fn name(&self) -> &str {
                use $crate::event_table::EventTable;
                self.known_name().unwrap_or_else($crate::UnknownEvent::name)
            }

            /// Whether this version knows the event.
            #[must_use]
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }

            /// What in the event this version does not know: fields, values, types.
            ///
            /// Only paths and kinds, no content: for a metric or a log.
            #[must_use]
            pub fn drift(&self) -> Vec<$crate::Drift> {
                $crate::event_table::drift(self)
            }
        }

        impl $crate::Webhook for Event {
            type Reply = $reply;

            const PROVIDER: $crate::Provider = $crate::Provider::$provider;
            const NAMES: &'static [&'static str] = Self::NAMES;

            fn name(&self) -> &str {
                self.name()
            }

            fn subject(&self) -> Option<$crate::Id> {
                self.subject()
            }

            fn occurred_at(&self) -> Option<$crate::Timestamp> {
                self.occurred_at()
            }

            fn turns(&self) -> Vec<$crate::Turn<'_>> {
                self.turns()
            }

            fn phase(&self) -> Option<$crate::Phase> {
                self.phase()
            }
        }

        impl $crate::event_table::EventTable for Event {
            fn begin(index: usize) -> Option<Self> {
                #[allow(clippy::enum_variant_names)]
                enum Index { $($variant),+ }
                $(
                    if index == Index::$variant as usize {
                        return Some(Self::$variant(Box::default()));
                    }
                )+
                None
            }

            fn known_name(&self) -> Result<&'static str, &$crate::UnknownEvent> {
                match self {
                    $( Self::$variant(_) => Ok($name), )+
                    Self::Unknown(unknown) => Err(unknown),
                }
            }

            fn payload(&self) -> Result<&dyn $crate::open::Payload, &$crate::UnknownEvent> {
                match self {
                    $( Self::$variant(payload) => Ok(&**payload), )+
                    Self::Unknown(unknown) => Err(unknown),
                }
            }

            fn payload_mut(&mut self) -> Option<&mut dyn $crate::open::Payload> {
                match self {
                    $( Self::$variant(payload) => Some(&mut **payload), )+
                    Self::Unknown(_) => None,
                }
            }

            fn unknown(event: $crate::UnknownEvent) -> Self {
                Self::Unknown(event)
            }
        }

        impl<'de> serde::Deserialize<'de> for Event {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::event_table::deserialize(deserializer)
            }
        }

        impl serde::Serialize for Event {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::event_table::write(self, serializer)
            }
        }

        impl std::str::FromStr for Event {
            type Err = $crate::ParseError;

            fn from_str(body: &str) -> Result<Self, Self::Err> {
                Self::from_slice(body.as_bytes())
            }
        }

        $crate::dispatch::dispatcher! {
            $reply: $( $name => $variant($payload), $method $(-> $answer)?; )+
        }
    };
}
pub(crate) use events;
