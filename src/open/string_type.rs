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
pub(crate) use string_conversions;

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
                use $crate::open::{Fit, Scalar};
                match scalar {
                    Scalar::Str(string) => Some((Self::from(string), Fit::Exact)),
                    Scalar::Number(number) => {
                        Some((Self::from(number.to_string()), Fit::Alternate))
                    }
                    Scalar::Bool(_) => None,
                }
            }

            fn view(&self) -> $crate::open::View<'_> {
                $crate::open::View::Str(&self.0)
            }
        }

        $crate::open::string_conversions!($name, $expected);
    };
}
pub(crate) use string_type;
