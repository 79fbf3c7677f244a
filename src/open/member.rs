use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::payload::{Payload, PayloadSeed};
use super::{Reading, Step, Survey, Trail};

/// A value that stands in a payload under a name of its own.
pub(crate) trait Member: Sized + Serialize + PartialEq {
    /// What the value is, for the error where the structure is another.
    const EXPECTED: &'static str;

    fn read<'de, D>(deserializer: D, trail: &mut Trail) -> Result<Reading<Self>, D::Error>
    where
        D: Deserializer<'de>;

    /// Lists what in the value this version does not know.
    fn survey(&self, _: &mut Survey) {}
}

/// Any JSON value.
impl Member for Value {
    const EXPECTED: &'static str = "any value";

    fn read<'de, D>(deserializer: D, _: &mut Trail) -> Result<Reading<Self>, D::Error>
    where
        D: Deserializer<'de>,
    {
        Ok(match Value::deserialize(deserializer)? {
            Value::Null => Reading::Null,
            value => Reading::Exact(value),
        })
    }
}

/// An object whose members are the customer's own. A text that holds such an object is read too.
impl Member for Map<String, Value> {
    const EXPECTED: &'static str = "an object";

    fn read<'de, D>(deserializer: D, _: &mut Trail) -> Result<Reading<Self>, D::Error>
    where
        D: Deserializer<'de>,
    {
        Ok(match Value::deserialize(deserializer)? {
            Value::Null => Reading::Null,
            Value::Object(map) => Reading::Exact(map),
            Value::String(text) => match serde_json::from_str(&text) {
                Ok(map) => Reading::Spelled(map, Value::String(text)),
                Err(_) => Reading::Odd(Value::String(text)),
            },
            odd => Reading::Odd(odd),
        })
    }
}

/// A list of texts.
impl Member for Vec<String> {
    const EXPECTED: &'static str = "a list of texts";

    fn read<'de, D>(deserializer: D, _: &mut Trail) -> Result<Reading<Self>, D::Error>
    where
        D: Deserializer<'de>,
    {
        let items = match Value::deserialize(deserializer)? {
            Value::Null => return Ok(Reading::Null),
            Value::Array(items) => items,
            odd => return Ok(Reading::Odd(odd)),
        };
        if !items.iter().all(Value::is_string) {
            return Ok(Reading::Odd(Value::Array(items)));
        }
        let text = |item| match item {
            Value::String(text) => Some(text),
            _ => None,
        };
        Ok(Reading::Exact(items.into_iter().filter_map(text).collect()))
    }
}

/// A list of anything.
impl Member for Vec<Value> {
    const EXPECTED: &'static str = "a list";

    fn read<'de, D>(deserializer: D, _: &mut Trail) -> Result<Reading<Self>, D::Error>
    where
        D: Deserializer<'de>,
    {
        Ok(match Value::deserialize(deserializer)? {
            Value::Null => Reading::Null,
            Value::Array(items) => Reading::Exact(items),
            odd => Reading::Odd(odd),
        })
    }
}

/// A value with a structure of ours: another structure in its place is an error.
pub(crate) trait Structure: Sized {
    fn read_structure<'de, D>(deserializer: D, trail: &mut Trail) -> Result<Self, D::Error>
    where
        D: Deserializer<'de>;
}

/// Reads a structure, or the `null` in its place.
pub(crate) fn read_nullable<'de, T: Structure, D>(
    deserializer: D,
    trail: &mut Trail,
) -> Result<Reading<T>, D::Error>
where
    D: Deserializer<'de>,
{
    deserializer.deserialize_option(NullableVisitor {
        trail,
        structure: PhantomData,
    })
}

/// Reads a structure that may also stand inside a text. Every other form is odd.
pub(crate) fn read_lenient<'de, T: Structure, D>(deserializer: D) -> Result<Reading<T>, D::Error>
where
    D: Deserializer<'de>,
{
    let read = |raw: &Value| T::read_structure(raw, &mut Trail::default()).ok();
    Ok(match Value::deserialize(deserializer)? {
        Value::Null => Reading::Null,
        Value::String(text) => {
            let inside = serde_json::from_str(&text).ok();
            match inside.and_then(|inside| read(&inside)) {
                Some(structure) => Reading::Spelled(structure, Value::String(text)),
                None => Reading::Odd(Value::String(text)),
            }
        }
        raw => match read(&raw) {
            Some(structure) => Reading::Exact(structure),
            None => Reading::Odd(raw),
        },
    })
}

struct NullableVisitor<'t, T> {
    trail: &'t mut Trail,
    structure: PhantomData<T>,
}

impl<'de, T: Structure> Visitor<'de> for NullableVisitor<'_, T> {
    type Value = Reading<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list")
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(Reading::Null)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Reading::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        T::read_structure(deserializer, self.trail).map(Reading::Exact)
    }
}

/// A list of payloads.
impl<T: Payload + Member> Member for Vec<T> {
    const EXPECTED: &'static str = "a list";

    fn read<'de, D>(deserializer: D, trail: &mut Trail) -> Result<Reading<Self>, D::Error>
    where
        D: Deserializer<'de>,
    {
        if T::LENIENT {
            return read_lenient(deserializer);
        }
        read_nullable(deserializer, trail)
    }

    fn survey(&self, survey: &mut Survey) {
        for (index, item) in self.iter().enumerate() {
            survey.index(index, |survey| item.survey(survey));
        }
    }
}

impl<T: Payload> Structure for Vec<T> {
    fn read_structure<'de, D>(deserializer: D, trail: &mut Trail) -> Result<Self, D::Error>
    where
        D: Deserializer<'de>,
    {
        deserializer.deserialize_seq(ListVisitor {
            trail,
            item: PhantomData,
        })
    }
}

struct ListVisitor<'t, T> {
    trail: &'t mut Trail,
    item: PhantomData<T>,
}

impl<'de, T: Payload> Visitor<'de> for ListVisitor<'_, T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        loop {
            let seed = PayloadSeed::new(self.trail);
            match seq.next_element_seed(seed) {
                Ok(Some(item)) => list.push(item),
                Ok(None) => return Ok(list),
                Err(error) => {
                    self.trail.expected("an object");
                    self.trail.step(Step::Index(list.len()));
                    return Err(error);
                }
            }
        }
    }
}

/// An object of payloads under names of the customer's.
impl<T: Payload + Member> Member for BTreeMap<String, T> {
    const EXPECTED: &'static str = "an object";

    fn read<'de, D>(deserializer: D, trail: &mut Trail) -> Result<Reading<Self>, D::Error>
    where
        D: Deserializer<'de>,
    {
        read_nullable(deserializer, trail)
    }

    fn survey(&self, survey: &mut Survey) {
        for (name, item) in self {
            survey.member(name, |survey| item.survey(survey));
        }
    }
}

impl<T: Payload> Structure for BTreeMap<String, T> {
    fn read_structure<'de, D>(deserializer: D, trail: &mut Trail) -> Result<Self, D::Error>
    where
        D: Deserializer<'de>,
    {
        deserializer.deserialize_map(NamedVisitor {
            trail,
            item: PhantomData,
        })
    }
}

struct NamedVisitor<'t, T> {
    trail: &'t mut Trail,
    item: PhantomData<T>,
}

impl<'de, T: Payload> Visitor<'de> for NamedVisitor<'_, T> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut named = BTreeMap::new();
        while let Some(name) = map.next_key::<String>()? {
            match map.next_value_seed(PayloadSeed::new(self.trail)) {
                Ok(item) => named.insert(name, item),
                Err(error) => {
                    self.trail.expected("an object");
                    self.trail.step(Step::Key(name));
                    return Err(error);
                }
            };
        }
        Ok(named)
    }
}
