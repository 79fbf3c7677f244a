use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::Serialize;
use serde_json::{Number, Value};

use super::Survey;

/// What became of one value of a body.
pub(crate) enum Reading<T> {
    /// Understood, and written as it came.
    Exact(T),
    /// Understood, but it came in another spelling than it would be written in.
    Spelled(T, Value),
    Null,
    /// Not understood, so kept whole.
    Odd(Value),
}

/// A value that a text, a number or a boolean was understood as.
pub(crate) enum Spelling<T> {
    /// The value is written exactly as it came.
    Canonical(T),
    /// The value is written otherwise than it came.
    Other(T),
}

/// A value without a structure of ours: whatever comes in its place, the event is read.
pub(crate) trait Leaf: Sized + Serialize + PartialEq {
    /// What the value is, for the error of somebody who deserializes it alone.
    const EXPECTED: &'static str;

    fn from_text(_: &str) -> Option<Spelling<Self>> {
        None
    }

    fn from_number(_: &Number) -> Option<Spelling<Self>> {
        None
    }

    fn from_bool(_: bool) -> Option<Spelling<Self>> {
        None
    }

    fn survey(&self, _: &mut Survey) {}
}

/// Makes leaves members of payloads: `leaf!(bool, String)`; and with `pub` before, deserializable
/// on their own.
macro_rules! leaf {
    (pub $type:ty) => {
        $crate::open::leaf::leaf!($type);

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::open::leaf::read_alone(deserializer)
            }
        }
    };
    ($($type:ty),+) => {$(
        impl $crate::open::Member for $type {
            const EXPECTED: &'static str = <$type as $crate::open::Leaf>::EXPECTED;

            fn read<'de, D: serde::Deserializer<'de>>(
                deserializer: D,
                _: &mut $crate::open::Trail,
            ) -> Result<$crate::open::Reading<Self>, D::Error> {
                $crate::open::leaf::read(deserializer)
            }

            fn survey(&self, survey: &mut $crate::open::Survey) {
                $crate::open::Leaf::survey(self, survey);
            }
        }
    )+};
}
pub(crate) use leaf;

pub(crate) fn read<'de, T: Leaf, D>(deserializer: D) -> Result<Reading<T>, D::Error>
where
    D: Deserializer<'de>,
{
    deserializer.deserialize_any(LeafVisitor(PhantomData))
}

/// Reads a leaf that stands in no payload, so that there is nowhere to keep an odd value.
pub(crate) fn read_alone<'de, T: Leaf, D>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
{
    match read(deserializer)? {
        Reading::Exact(value) | Reading::Spelled(value, _) => Ok(value),
        Reading::Null | Reading::Odd(_) => Err(serde::de::Error::custom(format_args!(
            "expected {}",
            T::EXPECTED
        ))),
    }
}

struct LeafVisitor<T>(PhantomData<T>);

impl<T: Leaf> LeafVisitor<T> {
    fn reading(spelling: Option<Spelling<T>>, raw: impl FnOnce() -> Value) -> Reading<T> {
        match spelling {
            Some(Spelling::Canonical(value)) => Reading::Exact(value),
            Some(Spelling::Other(value)) => Reading::Spelled(value, raw()),
            None => Reading::Odd(raw()),
        }
    }

    fn number(number: Number) -> Reading<T> {
        Self::reading(T::from_number(&number), || Value::Number(number))
    }
}

impl<'de, T: Leaf> Visitor<'de> for LeafVisitor<T> {
    type Value = Reading<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Self::reading(T::from_text(text), || Value::from(text)))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Self::reading(T::from_bool(value), || Value::Bool(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Self::number(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Self::number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Number::from_f64(value).map_or(Reading::Null, Self::number))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Reading::Null)
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(Reading::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        Value::deserialize(SeqAccessDeserializer::new(seq)).map(Reading::Odd)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        // With serde_json's `arbitrary_precision` a number comes as a map.
        Ok(match Value::deserialize(MapAccessDeserializer::new(map))? {
            Value::Number(number) => Self::number(number),
            other => Reading::Odd(other),
        })
    }
}

impl Leaf for String {
    const EXPECTED: &'static str = "a text";

    fn from_text(text: &str) -> Option<Spelling<Self>> {
        Some(Spelling::Canonical(text.to_owned()))
    }

    fn from_number(number: &Number) -> Option<Spelling<Self>> {
        Some(Spelling::Other(number.to_string()))
    }
}

impl Leaf for bool {
    const EXPECTED: &'static str = "true or false";

    fn from_bool(value: bool) -> Option<Spelling<Self>> {
        Some(Spelling::Canonical(value))
    }

    fn from_text(text: &str) -> Option<Spelling<Self>> {
        let is = |word: &str| text.eq_ignore_ascii_case(word);
        (is("true") || is("false")).then(|| Spelling::Other(is("true")))
    }
}

impl Leaf for Number {
    const EXPECTED: &'static str = "a number";

    fn from_number(number: &Number) -> Option<Spelling<Self>> {
        Some(Spelling::Canonical(number.clone()))
    }

    fn from_text(text: &str) -> Option<Spelling<Self>> {
        text.parse().ok().map(Spelling::Other)
    }
}

impl Leaf for u64 {
    const EXPECTED: &'static str = "a whole number";

    fn from_number(number: &Number) -> Option<Spelling<Self>> {
        number.as_u64().map(Spelling::Canonical)
    }

    fn from_text(text: &str) -> Option<Spelling<Self>> {
        text.parse().ok().map(Spelling::Other)
    }
}

leaf!(String, bool, Number, u64);
