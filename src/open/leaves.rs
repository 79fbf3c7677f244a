//! The leaves that are types of others.

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, MapAccess, SeqAccess};
use serde_json::{Map, Number, Value};

use super::Trail;
use super::leaf::{Found, Leaf, Nested, Spelling, leaf};

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

/// An object whose members are the customer's own. A text that holds such an object is read too.
impl Leaf for Map<String, Value> {
    const EXPECTED: &'static str = "an object";

    fn from_text(text: &str) -> Option<Spelling<Self>> {
        serde_json::from_str(text).ok().map(Spelling::Other)
    }
}

impl Nested for Map<String, Value> {
    fn from_object<'de, A>(object: A, _: &mut Trail) -> Result<Found<Self>, A::Error>
    where
        A: MapAccess<'de>,
    {
        Ok(
            match Value::deserialize(MapAccessDeserializer::new(object))? {
                Value::Object(map) => Found::Understood(map),
                other => other.into(),
            },
        )
    }
}

/// A list of anything.
impl Leaf for Vec<Value> {
    const EXPECTED: &'static str = "a list";
}

impl Nested for Vec<Value> {
    fn from_list<'de, A>(mut list: A, _: &mut Trail) -> Result<Found<Self>, A::Error>
    where
        A: SeqAccess<'de>,
    {
        let mut values = Vec::new();
        while let Some(value) = list.next_element()? {
            values.push(value);
        }
        Ok(Found::Understood(values))
    }
}

/// A list of texts; one that holds anything else is odd.
impl Leaf for Vec<String> {
    const EXPECTED: &'static str = "a list of texts";
}

impl Nested for Vec<String> {
    fn from_list<'de, A>(mut list: A, _: &mut Trail) -> Result<Found<Self>, A::Error>
    where
        A: SeqAccess<'de>,
    {
        let mut texts = Vec::new();
        while let Some(value) = list.next_element()? {
            match value {
                Value::String(text) => texts.push(text),
                odd => {
                    let mut values: Vec<_> = texts.into_iter().map(Value::String).collect();
                    values.push(odd);
                    while let Some(value) = list.next_element()? {
                        values.push(value);
                    }
                    return Ok(Found::Odd(Value::Array(values)));
                }
            }
        }
        Ok(Found::Understood(texts))
    }
}

leaf!(read: String, bool, Number, u64);
leaf!(read_nested: Map<String, Value>, Vec<Value>, Vec<String>);
