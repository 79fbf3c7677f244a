//! How a payload is written: field by field, each as it came while it still says the same, then what
//! this version does not know.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use super::{Expects, Payload, View, read};

/// Writes all fields of a payload into a map.
pub(crate) fn write_fields<M: SerializeMap>(
    payload: &dyn Payload,
    map: &mut M,
) -> Result<(), M::Error> {
    for (index, name) in payload.shape().names.iter().enumerate() {
        match written(payload, index, name) {
            View::Absent => {}
            view => map.serialize_entry(name, &view)?,
        }
    }
    for (name, value) in unknown_fields(payload) {
        map.serialize_entry(name, value)?;
    }
    Ok(())
}

/// What is written for a field.
fn written<'a>(payload: &'a dyn Payload, index: usize, name: &str) -> View<'a> {
    let (Some(field), extra) = (payload.field(index), payload.extra()) else {
        return View::Absent;
    };
    match (field.view(), extra.get(name)) {
        (view, Some(raw)) if read::is_read_as(raw, field, &view) => View::Value(raw),
        (View::Absent, _) if extra.is_null(index) => View::Value(&Value::Null),
        (View::Absent, _) if extra.is_empty_field(index) => match field.expects() {
            Expects::Objects(_) | Expects::Values | Expects::Strings => View::Values(&[]),
            _ => View::NamedObjects(Vec::new()),
        },
        (view, _) => view,
    }
}

/// The fields that this version does not know.
pub(super) fn unknown_fields(payload: &dyn Payload) -> impl Iterator<Item = (&str, &Value)> {
    let names = payload.shape().names;
    payload
        .extra()
        .iter()
        .filter(|(name, _)| !names.contains(name))
}

impl Serialize for View<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => serializer.serialize_unit(),
            Self::Str(string) | Self::Unrecognized(string) => serializer.serialize_str(string),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(number) => number.serialize(serializer),
            Self::U64(number) => serializer.serialize_u64(*number),
            Self::Value(value) => value.serialize(serializer),
            Self::Map(map) => map.serialize(serializer),
            Self::Values(values) => values.serialize(serializer),
            Self::Strings(strings) => strings.serialize(serializer),
            Self::Object(payload) => {
                if payload.extra().is_null_object() && is_without_content(*payload) {
                    return serializer.serialize_unit();
                }
                let mut map = serializer.serialize_map(None)?;
                write_fields(*payload, &mut map)?;
                map.end()
            }
            Self::Objects(items) => {
                serializer.collect_seq(items.iter().map(|item| View::Object(*item)))
            }
            Self::NamedObjects(items) => {
                let items = items.iter().map(|(name, item)| (name, View::Object(*item)));
                serializer.collect_map(items)
            }
        }
    }
}

fn is_without_content(payload: &dyn Payload) -> bool {
    let mut fields = (0..payload.shape().names.len()).filter_map(|index| payload.field(index));
    payload.extra().is_empty() && fields.all(|field| matches!(field.view(), View::Absent))
}

impl View<'_> {
    /// The items of an array of objects, as they are written.
    pub(super) fn to_values(&self) -> Result<Vec<Value>, serde_json::Error> {
        match serde_json::to_value(self)? {
            Value::Array(values) => Ok(values),
            value => Ok(vec![value]),
        }
    }
}
