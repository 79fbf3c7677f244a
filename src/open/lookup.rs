//! How a value is found in an event, in a typed field or not.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::write::{unknown_fields, view as view_of, written};
use super::{View, is_filled};

impl<'a> View<'a> {
    /// The value at a place: names of fields, and `*` for the first item of an array that has one. Null and an
    /// empty string are not values.
    pub(crate) fn at(self, place: &[&str]) -> Option<View<'a>> {
        let [first, rest @ ..] = place else {
            return self.is_filled().then_some(self);
        };
        let view = match self {
            Self::Object(payload) => match payload.shape().index_of(first) {
                Some(index) => match view_of(payload, index) {
                    view if view.is_empty() => written(payload, index, first),
                    view => view,
                },
                None => Self::Value(payload.extra().get(first)?),
            },
            Self::Objects(items) if *first == "*" => {
                return items.iter().find_map(|item| Self::Object(*item).at(rest));
            }
            Self::Value(Value::Array(items)) if *first == "*" => {
                return items.iter().find_map(|item| Self::Value(item).at(rest));
            }
            Self::Map(map) => Self::Value(map.get(*first)?),
            Self::Value(value) => Self::Value(value.get(first)?),
            _ => return None,
        };
        match view {
            Self::Absent => None,
            Self::Value(value) if value.is_null() => None,
            view => view.at(rest),
        }
    }

    /// The names and values of an object.
    pub(crate) fn entries(self) -> Vec<(&'a str, View<'a>)> {
        match self {
            Self::Object(payload) => {
                let names = payload.shape().names.iter().enumerate();
                let fields =
                    names.filter_map(|(index, name)| Some((*name, payload.field(index)?.view())));
                let extra = unknown_fields(payload);
                fields
                    .chain(extra.map(|(name, value)| (name, Self::Value(value))))
                    .collect()
            }
            Self::Map(map) => View::values(map),
            Self::Value(value) => value.as_object().map(View::values).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    fn values(map: &'a serde_json::Map<String, Value>) -> Vec<(&'a str, View<'a>)> {
        let values = map.iter();
        values
            .map(|(name, value)| (name.as_str(), Self::Value(value)))
            .collect()
    }

    fn is_filled(&self) -> bool {
        match self {
            Self::Str(string) => is_filled(string),
            Self::Value(Value::String(string)) => is_filled(string),
            _ => true,
        }
    }

    /// The value as a type; `None` if it is not of the type.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Option<T> {
        match self {
            Self::Value(value) => T::deserialize(*value).ok(),
            view => serde_json::from_value(serde_json::to_value(view).ok()?).ok(),
        }
    }
}
