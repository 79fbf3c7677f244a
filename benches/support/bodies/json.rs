//! JSON that keeps the order of its members, as `serde_json`'s `Value` does not, and is written
//! without white space.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

pub(crate) enum Json {
    /// A text, a number or a word, as it is written.
    Leaf(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    pub(crate) fn read(json: &str) -> Self {
        serde_json::from_str(json).unwrap()
    }

    /// The same with the members of every object from the last to the first.
    pub(crate) fn reversed(self) -> Self {
        match self {
            Self::Leaf(_) => self,
            Self::List(items) => Self::List(items.into_iter().map(Self::reversed).collect()),
            Self::Object(members) => {
                let members = members.into_iter().rev();
                Self::Object(members.map(|(name, it)| (name, it.reversed())).collect())
            }
        }
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (close, members) = match self {
            Self::Leaf(written) => return f.write_str(written),
            Self::List(items) => {
                f.write_str("[")?;
                let items = items.iter().map(|item| (None, item));
                ("]", items.collect::<Vec<_>>())
            }
            Self::Object(members) => {
                f.write_str("{")?;
                let members = members.iter().map(|(name, value)| (Some(name), value));
                ("}", members.collect())
            }
        };
        for (index, (name, value)) in members.into_iter().enumerate() {
            if index > 0 {
                f.write_str(",")?;
            }
            if let Some(name) = name {
                write!(f, "{name:?}:")?;
            }
            write!(f, "{value}")?;
        }
        f.write_str(close)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Leaf("null".to_owned()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Leaf(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Leaf(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Leaf(value.to_string()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Json, E> {
        serde_json::to_string(text)
            .map(Json::Leaf)
            .map_err(E::custom)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Json::Object(members))
    }
}
