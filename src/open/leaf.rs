use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, MapAccess, SeqAccess};
use serde::ser::Serialize;
use serde_json::{Number, Value};

use super::{Survey, Trail};

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
                $crate::open::leaf_read::read_alone(deserializer)
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
                $crate::open::leaf_read::$read(slot, deserializer)
            }

            fn survey(&self, survey: &mut $crate::open::Survey) {
                $crate::open::Leaf::survey(self, survey);
            }
        }
    )+};
}
pub(crate) use leaf;
