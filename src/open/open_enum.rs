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
                match scalar {
                    Scalar::Str(string) => Some(match Self::from_wire(string) {
                        Some(known) => (known, Fit::Exact),
                        None => match Self::from(string) {
                            unknown @ Self::Unknown(_) => (unknown, Fit::Exact),
                            known => (known, Fit::Alternate),
                        },
                    }),
                    Scalar::Bool(true) => Self::from_wire("true").map(|value| (value, Fit::Alternate)),
                    Scalar::Bool(false) => Self::from_wire("false").map(|value| (value, Fit::Alternate)),
                    Scalar::Number(_) => None,
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
