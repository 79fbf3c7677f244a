use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::Serialize;
use serde_json::{Number, Value};

use super::{Extra, Member, Slot, Survey, Trail};

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

    fn survey(&self, _: &mut Survey) {}
}

/// A leaf that a list or an object can be understood as.
pub(crate) trait Nested: Leaf {
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
}

/// Makes leaves members of payloads: `leaf!(read: bool, String)`, where `read_nested` is for leaves
/// that are [`Nested`]; and with `pub` before, deserializable on their own.
macro_rules! leaf {
    ($read:ident: pub $type:ty) => {
        $crate::open::leaf::leaf!($read: $type);

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::open::leaf::read_alone(deserializer)
            }
        }
    };
    ($read:ident: $($type:ty),+) => {$(
        impl $crate::open::Member for $type {
            const EXPECTED: &'static str = <$type as $crate::open::Leaf>::EXPECTED;

            fn read<'de, D: serde::Deserializer<'de>>(
                slot: $crate::open::Slot<'_, Self>,
                deserializer: D,
            ) -> Result<(), D::Error> {
                $crate::open::leaf::$read(slot, deserializer)
            }

            fn survey(&self, survey: &mut $crate::open::Survey) {
                $crate::open::Leaf::survey(self, survey);
            }
        }
    )+};
}
pub(crate) use leaf;

pub(crate) fn read<'de, T: Leaf, D>(mut slot: Slot<'_, T>, deserializer: D) -> Result<(), D::Error>
where
    D: Deserializer<'de>,
{
    let slot: &mut dyn Scalar = &mut slot;
    deserializer.deserialize_any(LeafVisitor(slot))
}

pub(crate) fn read_nested<'de, T: Nested, D>(
    mut slot: Slot<'_, T>,
    deserializer: D,
) -> Result<(), D::Error>
where
    D: Deserializer<'de>,
{
    deserializer.deserialize_any(LeafVisitor(&mut slot))
}

/// Reads a leaf that stands in no payload, so that there is nowhere to keep an odd value.
pub(crate) fn read_alone<'de, T: Leaf + Member, D>(deserializer: D) -> Result<T, D::Error>
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
    T::read(slot, deserializer)?;
    let expected = format_args!("expected {}", <T as Leaf>::EXPECTED);
    value.ok_or_else(|| serde::de::Error::custom(expected))
}

/// A slot for any leaf. One visitor fills them all: one for each would be most of what the crate
/// takes to compile.
trait Scalar {
    fn text(&mut self, text: &str);
    fn number(&mut self, number: Number);
    fn bool(&mut self, value: bool);
    fn null(&mut self);
    fn odd(&mut self, raw: Value);
}

impl<T: Leaf> Slot<'_, T> {
    fn put(&mut self, spelling: Option<Spelling<T>>, raw: impl FnOnce() -> Value) {
        match spelling {
            Some(Spelling::Canonical(value)) => self.exact(value),
            Some(Spelling::Other(value)) => self.spelled(value, raw()),
            None => Slot::odd(self, raw()),
        }
    }

    fn found(&mut self, found: Found<T>) {
        match found {
            Found::Understood(value) => self.exact(value),
            Found::Number(number) => self.number(number),
            Found::Odd(raw) => Slot::odd(self, raw),
        }
    }
}

impl<T: Leaf> Scalar for Slot<'_, T> {
    fn text(&mut self, text: &str) {
        self.put(T::from_text(text), || Value::from(text));
    }

    fn number(&mut self, number: Number) {
        self.put(T::from_number(&number), || Value::Number(number));
    }

    fn bool(&mut self, value: bool) {
        self.put(T::from_bool(value), || Value::Bool(value));
    }

    fn null(&mut self) {
        Slot::null(self);
    }

    fn odd(&mut self, raw: Value) {
        Slot::odd(self, raw);
    }
}

/// A slot that tells lists and objects too.
trait Target: Scalar {
    fn list<'de, A: SeqAccess<'de>>(&mut self, list: A) -> Result<(), A::Error>;
    fn object<'de, A: MapAccess<'de>>(&mut self, object: A) -> Result<(), A::Error>;
}

impl Target for dyn Scalar + '_ {
    fn list<'de, A: SeqAccess<'de>>(&mut self, list: A) -> Result<(), A::Error> {
        self.odd(Value::deserialize(SeqAccessDeserializer::new(list))?);
        Ok(())
    }

    fn object<'de, A: MapAccess<'de>>(&mut self, object: A) -> Result<(), A::Error> {
        match Value::deserialize(MapAccessDeserializer::new(object))? {
            Value::Number(number) => self.number(number),
            odd => self.odd(odd),
        }
        Ok(())
    }
}

impl<T: Nested> Target for Slot<'_, T> {
    fn list<'de, A: SeqAccess<'de>>(&mut self, list: A) -> Result<(), A::Error> {
        let found = T::from_list(list, self.trail)?;
        self.found(found);
        Ok(())
    }

    fn object<'de, A: MapAccess<'de>>(&mut self, object: A) -> Result<(), A::Error> {
        let found = T::from_object(object, self.trail)?;
        self.found(found);
        Ok(())
    }
}

struct LeafVisitor<'s, S: ?Sized>(&'s mut S);

impl<'de, S: Target + ?Sized> Visitor<'de> for LeafVisitor<'_, S> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.0.text(text);
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.0.bool(value);
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.0.number(value.into());
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.0.number(value.into());
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        match Number::from_f64(value) {
            Some(number) => self.0.number(number),
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
        self.0.list(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<(), A::Error> {
        self.0.object(object)
    }
}
