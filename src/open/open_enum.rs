/// Makes an open vocabulary out of one row per documented value:
///
/// ```text
/// open_enum! {
///     /// How a session stands.
///     pub enum SessionState {
///         /// It has begun.
///         SessionStart = "session_start",
///     }
/// }
/// ```
///
/// becomes `enum SessionState { SessionStart, Unknown(Unrecognized) }` with `KNOWN`, `as_str()`,
/// `is_known()`, the conversions from texts, `Display`, serde both ways, and the way to stand in a
/// payload.
macro_rules! open_enum {
    (
        $(#[$doc:meta])*
        pub enum $name:ident { $( $(#[$value_doc:meta])* $variant:ident = $wire:literal, )+ }
    ) => {
        $(#[$doc])*
        ///
        /// The vocabulary is open: a value that is not documented is `Unknown`. Values are read
        /// without regard to case, `-`, `_` and space.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[$value_doc])*
                #[doc = concat!("\n\nOn the wire: `", $wire, "`.")]
                $variant,
            )+
            /// A value that this version does not know, as it came.
            Unknown($crate::open::Unrecognized),
        }

        impl $name {
            /// Every value that this version knows.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),+];

            /// The value as it stands on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$variant => $wire, )+
                    Self::Unknown(unrecognized) => unrecognized.as_str(),
                }
            }

            /// Whether this version knows the value.
            #[must_use]
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }

            fn exact(text: &str) -> Option<Self> {
                match text {
                    $( $wire => Some(Self::$variant), )+
                    _ => None,
                }
            }

            fn alike(text: &str) -> Option<Self> {
                let alike = |known: &&Self| $crate::open::alike(known.as_str(), text);
                Self::KNOWN.iter().find(alike).cloned()
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                let known = Self::exact(text).or_else(|| Self::alike(text));
                known.unwrap_or_else(|| Self::Unknown($crate::open::Unrecognized::new(text)))
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(text))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl $crate::open::Leaf for $name {
            const EXPECTED: &'static str = "a text";

            fn from_text(text: &str) -> Option<$crate::open::Spelling<Self>> {
                use $crate::open::Spelling::{Canonical, Other};
                let known = Self::exact(text).map(Canonical);
                Some(known.unwrap_or_else(|| match Self::from(text) {
                    unknown @ Self::Unknown(_) => Canonical(unknown),
                    known => Other(known),
                }))
            }

            fn from_bool(value: bool) -> Option<$crate::open::Spelling<Self>> {
                let text = if value { "true" } else { "false" };
                Self::exact(text).map($crate::open::Spelling::Other)
            }

            fn survey(&self, survey: &mut $crate::open::Survey) {
                if !self.is_known() {
                    survey.note($crate::open::DriftKind::Value);
                }
            }
        }

        $crate::open::leaf::leaf!(read: pub $name);
    };
}
pub(crate) use open_enum;

/// Whether two texts are one value: case, `-`, `_` and space are written in more than one way.
pub(crate) fn alike(left: &str, right: &str) -> bool {
    fn folded(text: &str) -> impl Iterator<Item = u8> {
        let kept = text
            .bytes()
            .filter(|byte| !matches!(byte, b'-' | b'_' | b' '));
        kept.map(|byte| byte.to_ascii_lowercase())
    }
    folded(left).eq(folded(right))
}
