use std::fmt;

/// Gives a type that is a string on the wire the conversions and comparisons of one.
///
/// The type has `as_str(&self) -> &str` and `From<&str>`.
macro_rules! string_conversions {
    ($name:ident, $expected:literal) => {
        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl From<String> for $name {
            fn from(string: String) -> Self {
                Self::from(string.as_str())
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.as_str().to_owned()
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;

            fn from_str(string: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(string))
            }
        }

        $crate::open::string_conversions!(@eq $name, str, &'_ str, String);

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

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::open::read_alone(deserializer, $expected)
            }
        }
    };
    (@eq $name:ident, $($string:ty),+) => {$(
        impl PartialEq<$string> for $name {
            fn eq(&self, other: &$string) -> bool {
                let other: &str = other.as_ref();
                self.as_str() == other
            }
        }

        impl PartialEq<$name> for $string {
            fn eq(&self, other: &$name) -> bool {
                other == self
            }
        }
    )+};
}
/// Makes the parts that [`Id`](crate::Id) and [`Timestamp`](crate::Timestamp) share: each is a string
/// with typed views. A number in its place is read as the string of its digits.
macro_rules! string_type {
    ($name:ident, $expected:literal) => {
        impl $name {
            /// The string, as it came.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(string: &str) -> Self {
                Self(string.into())
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Debug::fmt(&self.0, f)
            }
        }

        impl $crate::open::FieldType for $name {
            #[inline]
            fn from_scalar(scalar: $crate::open::Scalar<'_>) -> Option<(Self, $crate::open::Fit)> {
                match scalar {
                    $crate::open::Scalar::Str(string) => {
                        Some((Self::from(string), $crate::open::Fit::Exact))
                    }
                    other => String::from_scalar(other).map(|(digits, fit)| (digits.into(), fit)),
                }
            }

            fn view(&self) -> $crate::open::View<'_> {
                $crate::open::View::Str(&self.0)
            }
        }

        $crate::open::string_conversions!($name, $expected);
    };
}
pub(crate) use {string_conversions, string_type};

/// Makes an open vocabulary out of one row per documented value:
///
/// ```text
/// open_enum! {
///     /// How far a session is.
///     pub enum SessionState {
///         /// It has begun.
///         SessionStart = "session_start",
///     }
/// }
/// ```
///
/// becomes `enum SessionState { SessionStart, Unknown(Unrecognized) }` with `KNOWN`, `as_str()`,
/// `is_known()`, the conversions and comparisons of a string, order by the string, and serde both
/// ways. A payload can have a field of it.
macro_rules! open_enum {
    (
        $(#[$doc:meta])*
        pub enum $name:ident { $( $(#[$value_doc:meta])* $variant:ident = $wire:literal, )+ }
    ) => {
        $(#[$doc])*
        ///
        /// The vocabulary is open: a value that is not documented is `Unknown`. Case, `-`, `_` and
        /// spaces are ignored when a value is read.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[$value_doc])*
                #[doc = concat!("\n\nOn the wire: `", $wire, "`.")]
                $variant,
            )+
            /// A value that this version does not know, as it came.
            Unknown($crate::Unrecognized),
        }

        impl $name {
            /// Every value that this version knows.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),+];

            /// The value as it is on the wire.
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

            fn from_wire(string: &str) -> Option<Self> {
                match string {
                    $( $wire => Some(Self::$variant), )+
                    _ => None,
                }
            }
        }

        impl From<&str> for $name {
            fn from(string: &str) -> Self {
                if let Some(known) = Self::from_wire(string) {
                    return known;
                }
                for known in Self::KNOWN {
                    if $crate::open::is_alternate_form(known.as_str(), string) {
                        return known.clone();
                    }
                }
                Self::Unknown($crate::Unrecognized::new(string))
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.as_str().cmp(other.as_str())
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl $crate::open::FieldType for $name {
            fn from_scalar(scalar: $crate::open::Scalar<'_>) -> Option<(Self, $crate::open::Fit)> {
                use $crate::open::{Fit, Scalar};
                let word = match scalar {
                    Scalar::Str(string) => match Self::from_wire(string) {
                        Some(known) => return Some((known, Fit::Exact)),
                        None => string,
                    },
                    Scalar::Bool(true) => "true",
                    Scalar::Bool(false) => "false",
                    Scalar::Number(_) => return None,
                };
                match Self::from(word) {
                    known if known.is_known() => Some((known, Fit::Alternate)),
                    unknown if matches!(scalar, Scalar::Str(_)) => Some((unknown, Fit::Exact)),
                    _ => None,
                }
            }

            fn view(&self) -> $crate::open::View<'_> {
                match self {
                    Self::Unknown(unrecognized) => {
                        $crate::open::View::Unrecognized(unrecognized.as_str())
                    }
                    known => $crate::open::View::Str(known.as_str()),
                }
            }
        }

        $crate::open::string_conversions!($name, "a string");
    };
}
pub(crate) use open_enum;

/// Whether two strings are forms of one value: case, `-`, `_` and spaces are written in more than one
/// way.
pub(crate) fn is_alternate_form(left: &str, right: &str) -> bool {
    fn folded(string: &str) -> impl Iterator<Item = u8> {
        let kept = string
            .bytes()
            .filter(|byte| !matches!(byte, b'-' | b'_' | b' '));
        kept.map(|byte| byte.to_ascii_lowercase())
    }
    folded(left).eq(folded(right))
}

/// Whether a string says anything: vendors write values that they do not have as empty strings too.
pub(crate) fn is_filled(string: &impl AsRef<str>) -> bool {
    !string.as_ref().trim().is_empty()
}

/// A value that this version of the crate does not know, as a string.
///
/// The `Unknown` variant of every open enum holds one. Only the crate can make one, so you cannot
/// match on a specific unknown value: such a match would fail silently once a later version made
/// that value a variant.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unrecognized(Box<str>);

impl Unrecognized {
    pub(crate) fn new(string: &str) -> Self {
        Self(string.into())
    }

    /// The string as the vendor sent it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Unrecognized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for Unrecognized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
