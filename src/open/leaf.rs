use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::Serialize;
use serde_json::{Number, Value};

use super::{Extra, Slot, Survey, Trail};

/// A value that a text, a number or a boolean was understood as.
pub(crate) enum Spelling<T> {
    /// The value is written exactly as it came.
    Canonical(T),
    /// The value is written otherwise than it came.
    Other(T),
}

/// What a list or an object was understood as.
pub(crate) enum Found<T> {
    Understood(T),
    /// With `arbitrary_precision`, `serde_json` shows a number as an object.
    Number(Number),
    Odd(Value),
}

impl<T> From<Value> for Found<T> {
    fn from(value: Value) -> Self {
        match value {
            Value::Number(number) => Self::Number(number),
            odd => Self::Odd(odd),
        }
    }
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

    fn from_list<'de, A>(list: A, _: &mut Trail) -> Result<Found<Self>, A::Error>
    where
        A: SeqAccess<'de>,
    {
        Value::deserialize(SeqAccessDeserializer::new(list)).map(Found::Odd)
    }

    fn from_object<'de, A>(object: A, _: &mut Trail) -> Result<Found<Self>, A::Error>
    where
        A: MapAccess<'de>,
    {
        Value::deserialize(MapAccessDeserializer::new(object)).map(Found::from)
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
                slot: $crate::open::Slot<'_, Self>,
                deserializer: D,
            ) -> Result<(), D::Error> {
                $crate::open::leaf::read(slot, deserializer)
            }

            fn survey(&self, survey: &mut $crate::open::Survey) {
                $crate::open::Leaf::survey(self, survey);
            }
        }
    )+};
}
pub(crate) use leaf;

pub(crate) fn read<'de, T: Leaf, D>(slot: Slot<'_, T>, deserializer: D) -> Result<(), D::Error>
where
    D: Deserializer<'de>,
{
    deserializer.deserialize_any(LeafVisitor(slot))
}

/// Reads a leaf that stands in no payload, so that there is nowhere to keep an odd value.
pub(crate) fn read_alone<'de, T: Leaf, D>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
{
    let mut value = None;
    let slot = Slot {
        name: "",
        index: 0,
        member: &mut value,
        extra: &mut Extra::default(),
        trail: &mut Trail::default(),
    };
    read(slot, deserializer)?;
    let expected = format_args!("expected {}", T::EXPECTED);
    value.ok_or_else(|| serde::de::Error::custom(expected))
}

struct LeafVisitor<'s, T>(Slot<'s, T>);

impl<T: Leaf> LeafVisitor<'_, T> {
    fn put(self, spelling: Option<Spelling<T>>, raw: impl FnOnce() -> Value) {
        match spelling {
            Some(Spelling::Canonical(value)) => self.0.exact(value),
            Some(Spelling::Other(value)) => self.0.spelled(value, raw()),
            None => self.0.odd(raw()),
        }
    }

    fn number(self, number: Number) {
        self.put(T::from_number(&number), || Value::Number(number));
    }

    fn found(self, found: Found<T>) {
        match found {
            Found::Understood(value) => self.0.exact(value),
            Found::Number(number) => self.number(number),
            Found::Odd(raw) => self.0.odd(raw),
        }
    }
}

impl<'de, T: Leaf> Visitor<'de> for LeafVisitor<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.put(T::from_text(text), || Value::from(text));
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.put(T::from_bool(value), || Value::Bool(value));
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.number(value.into());
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.number(value.into());
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        match Number::from_f64(value) {
            Some(number) => self.number(number),
            // Formats other than JSON have numbers that are none.
            None => self.0.null(),
        }
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.0.null();
        Ok(())
    }

    fn visit_none<E>(self) -> Result<(), E> {
        self.0.null();
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        let found = T::from_list(list, self.0.trail)?;
        self.found(found);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<(), A::Error> {
        let found = T::from_object(object, self.0.trail)?;
        self.found(found);
        Ok(())
    }
}
