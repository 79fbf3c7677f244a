use std::fmt;

/// Makes an enum out of one row per value: `Field = "field",`. It has `ALL`, `as_str`, `Display`,
/// `FromStr` and serde both ways, each by the value's name.
macro_rules! named_enum {
    (
        $(#[$doc:meta])*
        pub enum $name:ident {
            $( $(#[$value_doc:meta])* $variant:ident = $string:literal, )+
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $( $(#[$value_doc])* $variant, )+
        }

        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$( Self::$variant, )+];

            /// The value's name, in snake case.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $( Self::$variant => $string, )+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::ParseNameError;

            fn from_str(name: &str) -> Result<Self, Self::Err> {
                let named = |value: &&Self| value.as_str() == name;
                let value = Self::ALL.iter().find(named).copied();
                value.ok_or($crate::ParseNameError::new(&[$( $string, )+]))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let name = std::borrow::Cow::<str>::deserialize(deserializer)?;
                name.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use named_enum;

/// A string does not name any value of an enum such as [`Provider`](crate::Provider). The message lists the
/// valid names.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct ParseNameError {
    names: &'static [&'static str],
}

impl ParseNameError {
    pub(crate) const fn new(names: &'static [&'static str]) -> Self {
        Self { names }
    }
}

impl fmt::Display for ParseNameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected one of {}", self.names.join(", "))
    }
}
