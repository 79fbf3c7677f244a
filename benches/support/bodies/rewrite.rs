//! Writes JSON anew, without white space and with its members in a chosen order: `serde_json`'s
//! `Value` would sort them.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

#[derive(Clone, Copy)]
pub(crate) enum Order {
    AsPrinted,
    Reversed,
}

pub(crate) fn rewrite(json: &str, order: Order) -> String {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    order.deserialize(&mut deserializer).unwrap()
}

impl<'de> DeserializeSeed<'de> for Order {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Order {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<String, E> {
        Ok("null".to_owned())
    }

    fn visit_bool<E>(self, value: bool) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_u64<E>(self, value: u64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_f64<E>(self, value: f64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<String, E> {
        serde_json::to_string(text).map_err(E::custom)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<String, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(self)? {
            items.push(item);
        }
        Ok(format!("[{}]", items.join(",")))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<String, A::Error> {
        let mut members = Vec::new();
        while let Some(name) = map.next_key_seed(self)? {
            members.push(format!("{name}:{}", map.next_value_seed(self)?));
        }
        if matches!(self, Self::Reversed) {
            members.reverse();
        }
        Ok(format!("{{{}}}", members.join(",")))
    }
}
