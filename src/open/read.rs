//! How a body is read: an object field by field, and each value into its field or into `extra`.
//!
//! Everything here is generic over the deserializer alone, so it is compiled once for each format and
//! not once for each payload.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqAccessDeserializer};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::{Number, Value};

use super::Strictness::{self, Lenient, Strict};
use super::{ErrorPath, Expects, Extra, Field, FieldType, Fit, Payload, Scalar, View};

/// Reads a payload that is not a field of another.
pub(crate) fn read_payload<'de, D: Deserializer<'de>>(
    payload: &mut dyn Payload,
    deserializer: D,
) -> Result<(), D::Error> {
    let mut path = ErrorPath::default();
    let mut reader = ValueReader::new(payload, &mut path);
    reader.deserialize(deserializer)?;
    match reader.kept {
        Kept::Nothing => Ok(()),
        _ => Err(D::Error::custom("expected an object")),
    }
}

/// Reads a value that is not a field of a payload, so that there is nowhere to keep what does not
/// fit.
pub(crate) fn read_alone<'de, T: FieldType, D: Deserializer<'de>>(
    deserializer: D,
    expected: &'static str,
) -> Result<T, D::Error> {
    let (mut field, mut path) = (None, ErrorPath::default());
    ValueReader::new(&mut field, &mut path).deserialize(deserializer)?;
    field.ok_or_else(|| D::Error::custom(format_args!("expected {expected}")))
}

/// Reads the fields of an object into a payload without content.
///
/// `tag` is the field that names the event, which is not part of the payload, and `next` the name of
/// the first field. Returns the number if the object is one: with `arbitrary_precision`, that is how
/// `serde_json` shows numbers.
pub(crate) fn read_object<'de, A: MapAccess<'de>>(
    payload: &mut dyn Payload,
    mut tag: Option<Tag>,
    mut next: Option<Cow<'de, str>>,
    map: &mut A,
    path: &mut ErrorPath,
) -> Result<Option<Number>, A::Error> {
    let shape = payload.shape();
    let (mut seen, mut expected) = (0_u64, 0);
    while let Some(name) = next {
        if let Some((index, name)) = find(shape.names, &name, expected) {
            let before = seen;
            seen |= 1 << index;
            if seen == before {
                return Err(path.duplicate(name));
            }
            expected = index + 1;
            read_field(payload, index, name, map, path)?;
        } else if let Some(tag) = tag.as_mut().filter(|tag| tag.name == name) {
            if std::mem::replace(&mut tag.is_read, true) {
                return Err(path.duplicate(tag.name));
            }
            map.next_value::<IgnoredAny>()?;
        } else if let Some((index, other)) = shape.find_other(&name) {
            let before = seen;
            seen |= 1 << index;
            if seen == before {
                return Err(path.duplicate(other));
            }
            read_other_name(payload, index, other, map, path)?;
        } else {
            let value = map.next_value()?;
            if let Some(number) = number_in_disguise(&name, &value) {
                return Ok(Some(number));
            }
            payload.extra_mut().insert(name, value);
        }
        next = map.next_key_seed(NameSeed)?;
    }
    Ok(None)
}

/// Reads a field under its second name, and keeps under that name what came.
fn read_other_name<'de, A: MapAccess<'de>>(
    payload: &mut dyn Payload,
    index: usize,
    other: &'static str,
    map: &mut A,
    path: &mut ErrorPath,
) -> Result<(), A::Error> {
    if let Some(field) = payload.field_mut(index) {
        let read = read_value(field, map, path);
        let kept = read.inspect_err(|_| path.add_field(other))?;
        let read = serde_json::to_value(field.view()).map_err(A::Error::custom)?;
        keep(payload.extra_mut(), index, other, kept);
        if payload.extra().get(other).is_none() {
            payload.extra_mut().insert(other, read);
        }
    }
    Ok(())
}

/// The index of a field and its name. Fields mostly come in the order of the documentation, so the
/// expected one is tried first.
#[inline]
fn find(
    names: &'static [&'static str],
    name: &str,
    expected: usize,
) -> Option<(usize, &'static str)> {
    match names.get(expected) {
        Some(known) if *known == name => Some((expected, known)),
        _ => {
            let mut names = names.iter().copied().enumerate();
            names.find(|(_, known)| *known == name)
        }
    }
}

/// The field that names an event.
#[derive(Clone, Copy)]
pub(crate) struct Tag {
    pub(crate) name: &'static str,
    pub(crate) is_read: bool,
}

fn read_field<'de, A: MapAccess<'de>>(
    payload: &mut dyn Payload,
    index: usize,
    name: &'static str,
    map: &mut A,
    path: &mut ErrorPath,
) -> Result<(), A::Error> {
    let Some(field) = payload.field_mut(index) else {
        return map.next_value::<IgnoredAny>().map(drop);
    };
    let mut reader = ValueReader::new(field, path);
    if let Err(error) = map.next_value_seed(&mut reader) {
        path.add_field(name);
        return Err(error);
    }
    match reader.kept {
        Kept::Nothing => {}
        kept => keep(payload.extra_mut(), index, name, kept),
    }
    Ok(())
}

#[cold]
fn keep(extra: &mut Extra, index: usize, name: &'static str, kept: Kept) {
    match kept {
        Kept::Nothing => {}
        Kept::Null => extra.set_null(index),
        Kept::Empty => extra.set_empty(index),
        Kept::Raw(raw) => drop(extra.insert(name, raw)),
        Kept::Encoded(raw) => {
            extra.set_empty(index);
            extra.insert(name, raw);
        }
    }
}

/// Reads the value of an entry into a field.
pub(crate) fn read_value<'de, A: MapAccess<'de>>(
    field: &mut dyn Field,
    map: &mut A,
    path: &mut ErrorPath,
) -> Result<Kept, A::Error> {
    let mut reader = ValueReader::new(field, path);
    map.next_value_seed(&mut reader)?;
    Ok(reader.kept)
}

/// The number that `serde_json` shows as an object of this one entry. Only a name with a dollar sign
/// can be that of a number, so all others are not asked.
fn number_in_disguise(name: &str, value: &Value) -> Option<Number> {
    let string = value.as_str().filter(|_| name.starts_with('$'))?;
    let entry = std::iter::once((name, string));
    let entry: MapDeserializer<'_, _, serde_json::Error> = MapDeserializer::new(entry);
    match Value::deserialize(entry) {
        Ok(Value::Number(number)) => Some(number),
        _ => None,
    }
}

/// Reads the name of a field, without a copy where the format has it at hand.
pub(crate) struct NameSeed;

impl<'de> DeserializeSeed<'de> for NameSeed {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'de> Visitor<'de> for NameSeed {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field's name")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E>(self, name: &str) -> Result<Cow<'de, str>, E> {
        #[cold]
        fn copy(name: &str) -> String {
            name.to_owned()
        }
        Ok(Cow::Owned(copy(name)))
    }
}

/// What of a value its field does not say.
pub(crate) enum Kept {
    Nothing,
    Null,
    /// It was an array or a map without content.
    Empty,
    Raw(Value),
    /// It was a string that holds as JSON what the field now has.
    Encoded(Value),
}

/// Reads one value into its field.
///
/// What is kept is written here and not returned, which costs fewer instructions.
struct ValueReader<'f, 'p> {
    field: &'f mut dyn Field,
    kept: Kept,
    path: &'p mut ErrorPath,
}

impl<'f, 'p> ValueReader<'f, 'p> {
    fn new(field: &'f mut dyn Field, path: &'p mut ErrorPath) -> Self {
        let kept = Kept::Nothing;
        Self { field, kept, path }
    }
}

impl<'de> DeserializeSeed<'de> for &mut ValueReader<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &mut ValueReader<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    #[inline]
    fn visit_str<E: Error>(self, string: &str) -> Result<(), E> {
        self.set_scalar(Scalar::Str(string))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.set_scalar(Scalar::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.set_scalar(Scalar::Number(&value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.set_scalar(Scalar::Number(&value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        match Number::from_f64(value) {
            Some(number) => self.set_scalar(Scalar::Number(&number)),
            // Formats other than JSON have numbers that JSON does not have.
            None => self.visit_unit(),
        }
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.kept = Kept::Null;
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<(), A::Error> {
        let strictness = match self.field.expects() {
            Expects::Objects(strictness) => strictness,
            Expects::Strings => Lenient,
            _ => {
                self.refuse_if_strict("an array")?;
                self.set_value(Value::deserialize(SeqAccessDeserializer::new(array))?);
                return Ok(());
            }
        };
        self.kept = read_items(self.field, strictness, array, self.path)?;
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let object = match self.field.expects() {
            Expects::NamedObjects => {
                self.kept = read_named_objects(self.field, map, self.path)?;
                return Ok(());
            }
            Expects::Object(_) => self.field.begin_object(""),
            _ => None,
        };
        let number = match object {
            Some(payload) => {
                let next = map.next_key_seed(NameSeed)?;
                read_object(payload, None, next, &mut map, self.path)?
            }
            None => match Value::deserialize(MapAccessDeserializer::new(map))? {
                Value::Number(number) => Some(number),
                value => {
                    self.refuse_if_strict("an object")?;
                    self.set_value(value);
                    None
                }
            },
        };
        match number {
            Some(number) => {
                self.field.clear();
                self.set_scalar(Scalar::Number(&number))
            }
            None => Ok(()),
        }
    }
}

impl ValueReader<'_, '_> {
    fn refuse_if_strict<E: Error>(&mut self, found: &'static str) -> Result<(), E> {
        let what = match self.field.expects() {
            Expects::Object(Strict) | Expects::NamedObjects => "an object",
            Expects::Objects(Strict) => "an array",
            _ => return Ok(()),
        };
        Err(self.path.expected(what, found))
    }

    fn set_scalar<E: Error>(&mut self, scalar: Scalar<'_>) -> Result<(), E> {
        match self.field.set_scalar(scalar) {
            Some(Fit::Exact) => Ok(()),
            fit => self.keep_scalar(fit, scalar),
        }
    }

    #[cold]
    fn keep_scalar<E: Error>(&mut self, fit: Option<Fit>, scalar: Scalar<'_>) -> Result<(), E> {
        if fit.is_none() {
            self.refuse_if_strict(scalar.type_name())?;
        }
        let value = Value::from(scalar);
        self.kept = match scalar {
            Scalar::Str(string) if fit.is_none() && self.set_encoded(string) => {
                Kept::Encoded(value)
            }
            _ => Kept::Raw(value),
        };
        Ok(())
    }

    fn set_value(&mut self, value: Value) {
        match self.field.set_value(value) {
            Err(value) => self.kept = Kept::Raw(value),
            Ok(()) if self.field.view().is_empty() => self.kept = Kept::Empty,
            Ok(()) => {}
        }
    }

    /// Reads a structure out of a string that holds it as JSON.
    fn set_encoded(&mut self, string: &str) -> bool {
        let opening = match self.field.expects() {
            Expects::Object(Lenient) | Expects::Map => '{',
            Expects::Objects(Lenient) => '[',
            _ => return false,
        };
        if !string.trim_ascii_start().starts_with(opening) {
            return false;
        }
        let mut path = ErrorPath::default();
        let mut json = serde_json::Deserializer::from_str(string);
        let mut reader = ValueReader::new(self.field, &mut path);
        let read = reader.deserialize(&mut json).and_then(|()| json.end());
        let fits = read.is_ok() && matches!(reader.kept, Kept::Nothing | Kept::Empty);
        if !fits {
            self.field.clear();
        }
        fits
    }
}

/// Reads an array of strings, or of objects of ours. In a strict array, a null is an object without
/// content.
///
/// In a lenient array, an item of an unexpected type, or a null, means that the whole array is kept
/// raw.
fn read_items<'de, A: SeqAccess<'de>>(
    field: &mut dyn Field,
    strictness: Strictness,
    mut array: A,
    path: &mut ErrorPath,
) -> Result<Kept, A::Error> {
    for index in 0.. {
        let name = "";
        let read = array.next_element_seed(Item { field, name, path });
        let item = match read.inspect_err(|_| path.add_index(index))? {
            None if index == 0 => return Ok(Kept::Empty),
            None => break,
            Some(Kept::Raw(raw) | Kept::Encoded(raw)) if strictness == Lenient => raw,
            Some(Kept::Null) if strictness == Lenient => Value::Null,
            Some(_) => continue,
        };
        if let Err(item) = field.set_value(item) {
            return keep_items(field, index, item, array);
        }
    }
    Ok(Kept::Nothing)
}

/// Keeps an array raw: the items that were read, the one that does not fit, and the rest.
#[cold]
fn keep_items<'de, A: SeqAccess<'de>>(
    field: &mut dyn Field,
    read: usize,
    item: Value,
    mut rest: A,
) -> Result<Kept, A::Error> {
    let mut values = match serde_json::to_value(field.view()).map_err(Error::custom)? {
        Value::Array(values) => values,
        other => vec![other],
    };
    field.clear();
    values.truncate(read);
    values.push(item);
    while let Some(value) = rest.next_element()? {
        values.push(value);
    }
    Ok(Kept::Raw(values.into()))
}

fn read_named_objects<'de, A: MapAccess<'de>>(
    field: &mut dyn Field,
    mut map: A,
    path: &mut ErrorPath,
) -> Result<Kept, A::Error> {
    let mut kept = Kept::Empty;
    while let Some(name) = map.next_key_seed(NameSeed)? {
        let name = &*name;
        let read = map.next_value_seed(Item { field, name, path });
        read.inspect_err(|_| path.add_field(name))?;
        kept = Kept::Nothing;
    }
    Ok(kept)
}

/// Reads an item of an array or a map into an object that it adds there.
struct Item<'a> {
    field: &'a mut dyn Field,
    name: &'a str,
    path: &'a mut ErrorPath,
}

impl<'de> DeserializeSeed<'de> for Item<'_> {
    type Value = Kept;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Kept, D::Error> {
        let Some(item) = self.field.begin_object(self.name) else {
            return Value::deserialize(deserializer).map(Kept::Raw);
        };
        let mut reader = ValueReader::new(item, self.path);
        reader.deserialize(deserializer)?;
        let kept = reader.kept;
        if let Kept::Null = kept {
            item.extra_mut().set_null(Extra::WHOLE);
        }
        Ok(kept)
    }
}

/// Whether a raw value is read as what a field holds.
pub(super) fn is_read_as(
    raw: &Value,
    payload: &dyn Payload,
    index: usize,
    view: &View<'_>,
) -> bool {
    let mut another = payload.empty();
    let Some(field) = another.field_mut(index) else {
        return false;
    };
    match ValueReader::new(field, &mut ErrorPath::default()).deserialize(raw) {
        Ok(()) => serde_json::to_value(field.view()).ok() == serde_json::to_value(view).ok(),
        Err(_) => view.is_empty(),
    }
}

/// What a value is, for an error.
pub(crate) fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
