use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, SeqAccess};
use serde_json::Value;

use super::leaf::{Found, Leaf, Nested, Spelling};
use super::{Extra, Member, Payload, Step, Structure, Trail};

/// A list of payloads in whose place anything else may stand: one item that is no payload makes the
/// whole list odd.
impl<T: Payload + Structure + Member> Leaf for Vec<T> {
    const EXPECTED: &'static str = "a list";

    fn from_text(text: &str) -> Option<Spelling<Self>> {
        let raw: Value = serde_json::from_str(text).ok()?;
        let mut items = Self::new();
        items.fill(&raw, &mut Trail::default()).ok()?;
        Some(Spelling::Other(items))
    }
}

impl<T: Payload + Structure + Member> Nested for Vec<T> {
    fn from_list<'de, A>(mut list: A, trail: &mut Trail) -> Result<Found<Self>, A::Error>
    where
        A: SeqAccess<'de>,
    {
        let mut items = Self::new();
        loop {
            let item = Item {
                index: items.len(),
                trail: &mut *trail,
                kind: PhantomData,
            };
            let Some(item) = list.next_element_seed(item)? else {
                return Ok(Found::Understood(items));
            };
            match item {
                Ok(item) => items.push(item),
                Err(odd) => {
                    let raw = items.iter().map(serde_json::to_value);
                    let mut raw: Vec<_> = raw.collect::<Result<_, _>>().map_err(Error::custom)?;
                    raw.push(odd);
                    while let Some(value) = list.next_element()? {
                        raw.push(value);
                    }
                    return Ok(Found::Odd(Value::Array(raw)));
                }
            }
        }
    }
}

/// Reads an item, or what stands in its place.
struct Item<'a, T> {
    index: usize,
    trail: &'a mut Trail,
    kind: PhantomData<T>,
}

impl<'de, T: Member> DeserializeSeed<'de> for Item<'_, T> {
    type Value = Result<T, Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        let mut extra = Extra::default();
        let item = T::read_apart("", deserializer, &mut extra, &mut *self.trail)
            .inspect_err(|_| self.trail.step(Step::Index(self.index)))?;
        Ok(match (item, extra.remove("")) {
            (Some(item), None) => Ok(item),
            (_, raw) => Err(raw.unwrap_or_default()),
        })
    }
}
