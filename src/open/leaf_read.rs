use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

use super::leaf::{Found, Leaf, Nested, Spelling};
use super::{Extra, Member, Slot, Trail};

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
    let (extra, trail) = (&mut Extra::default(), &mut Trail::default());
    let value = T::read_apart("", deserializer, extra, trail)?;
    let expected = format_args!("expected {}", <T as Leaf>::EXPECTED);
    value.ok_or_else(|| D::Error::custom(expected))
}

/// A slot for any leaf, so that one visitor fills them all: with one for each type, the crate takes
/// an eighth longer to compile.
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
