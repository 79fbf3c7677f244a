//! How a payload is written: field by field, each as it came while it still says the same, then what
//! this version does not know.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use super::read::is_read_as;
use super::{Extra, Payload, View};

/// Writes all fields of a payload into a map.
pub(crate) fn write_fields<M: SerializeMap>(
    payload: &dyn Payload,
    map: &mut M,
) -> Result<(), M::Error> {
    for (index, name) in payload.shape().names.iter().enumerate() {
        let other = payload.shape().other_name(name);
        let raw = other.and_then(|other| Some((other, payload.extra().get(other)?)));
        match (written(payload, index, name), raw) {
            (view, Some((other, raw))) if is_read_as(raw, payload, index, &view) => {
                map.serialize_entry(other, raw)?;
            }
            (View::Absent, _) => {}
            (view, _) => map.serialize_entry(name, &view)?,
        }
    }
    for (name, value) in unknown_fields(payload) {
        map.serialize_entry(name, value)?;
    }
    Ok(())
}

/// What is written for a field.
pub(super) fn written<'a>(payload: &'a dyn Payload, index: usize, name: &str) -> View<'a> {
    let extra = payload.extra();
    let view = view(payload, index);
    match extra.get(name) {
        Some(raw) if is_read_as(raw, payload, index, &view) => View::Value(raw),
        _ if !view.is_empty() || extra.is_empty_field(index) => view,
        _ if extra.is_null(index) => View::Value(&Value::Null),
        _ => View::Absent,
    }
}

/// What a field of a payload holds.
pub(super) fn view(payload: &dyn Payload, index: usize) -> View<'_> {
    let field = payload.field(index);
    field.map_or(View::Absent, |field| field.view())
}

/// The fields that this version does not know.
pub(super) fn unknown_fields(payload: &dyn Payload) -> impl Iterator<Item = (&str, &Value)> {
    let shape = payload.shape();
    let all = payload.extra().iter();
    all.filter(|(name, _)| !shape.names.contains(name) && shape.find_other(name).is_none())
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
            Self::Object(payload) if is_null(*payload) => serializer.serialize_unit(),
            Self::Object(payload) => {
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

/// Whether an object came as null, and still is without content.
fn is_null(payload: &dyn Payload) -> bool {
    let mut indices = 0..payload.shape().names.len();
    payload.extra().is_null(Extra::WHOLE)
        && payload.extra().is_empty()
        && indices.all(|index| view(payload, index).is_empty())
}
