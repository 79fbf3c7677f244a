use std::collections::BTreeMap;

use serde_json::{Map, Number, Value};

use super::Payload;

/// A field of a payload, as the reader and the writer see it.
pub(crate) trait Field {
    fn expects(&self) -> Expects;

    /// Takes a string, a number or a boolean.
    fn set_scalar(&mut self, _: Scalar<'_>) -> Option<Fit> {
        None
    }

    /// Takes a whole value, or the next one of an array of strings; or else gives it back.
    fn set_value(&mut self, value: Value) -> Result<(), Value> {
        Err(value)
    }

    /// Makes an empty object to be filled: the field's own, the next one of an array, or the one of
    /// this name in a map.
    fn begin_object(&mut self, _: &str) -> Option<&mut dyn Payload> {
        None
    }

    /// What the field holds.
    fn view(&self) -> View<'_>;

    fn clear(&mut self);
}

/// A type `T` of which a payload can have a field `Option<T>`.
pub(crate) trait FieldType: Sized {
    fn expects() -> Expects {
        Expects::Scalar
    }

    fn from_scalar(_: Scalar<'_>) -> Option<(Self, Fit)> {
        None
    }

    /// The field of an object that is to be filled.
    fn begin_object(_: &mut Option<Self>) -> Option<&mut dyn Payload> {
        None
    }

    fn view(&self) -> View<'_>;
}

/// The JSON type that a field expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expects {
    /// A string, a number or a boolean. A value of any other type is kept raw.
    Scalar,
    /// Any JSON value.
    Any,
    /// An object whose names are the customer's own, or one inside a string.
    Map,
    /// An array of JSON values.
    Values,
    /// An array of strings. One that holds anything else is kept raw.
    Strings,
    /// One of our objects.
    Object(Strictness),
    /// An array of our objects.
    Objects(Strictness),
    /// One of our objects under each of the customer's names.
    NamedObjects,
}

/// What happens to a value of any other type in the place of a structure of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strictness {
    /// It is an error.
    Strict,
    /// It is kept raw. A string that holds the structure as JSON is read.
    Lenient,
}

/// Whether a field is written as its value came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    Exact,
    Alternate,
}

/// A JSON value that is neither null nor a structure.
#[derive(Clone, Copy)]
pub(crate) enum Scalar<'a> {
    Str(&'a str),
    Bool(bool),
    Number(&'a Number),
}

impl Scalar<'_> {
    /// What it is, for an error.
    pub(crate) fn type_name(self) -> &'static str {
        match self {
            Self::Str(_) => "a string",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
        }
    }
}

impl From<Scalar<'_>> for Value {
    fn from(scalar: Scalar<'_>) -> Self {
        match scalar {
            Scalar::Str(string) => string.into(),
            Scalar::Bool(value) => value.into(),
            Scalar::Number(number) => number.clone().into(),
        }
    }
}

/// What a field holds, for everything that treats all fields alike.
pub(crate) enum View<'a> {
    Absent,
    Str(&'a str),
    /// A string that is not in its vocabulary.
    Unrecognized(&'a str),
    Bool(bool),
    Number(&'a Number),
    U64(u64),
    Value(&'a Value),
    Map(&'a Map<String, Value>),
    Values(&'a [Value]),
    Strings(&'a [String]),
    Object(&'a dyn Payload),
    Objects(Vec<&'a dyn Payload>),
    NamedObjects(Vec<(&'a str, &'a dyn Payload)>),
}

impl View<'_> {
    /// Whether there is nothing, or an array or a map without content.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Absent => true,
            Self::Map(map) => map.is_empty(),
            Self::Values(values) => values.is_empty(),
            Self::Strings(strings) => strings.is_empty(),
            Self::Objects(items) => items.is_empty(),
            Self::NamedObjects(items) => items.is_empty(),
            _ => false,
        }
    }
}

impl<T: FieldType> Field for Option<T> {
    fn expects(&self) -> Expects {
        T::expects()
    }

    fn set_scalar(&mut self, scalar: Scalar<'_>) -> Option<Fit> {
        match T::from_scalar(scalar) {
            Some((value, fit)) => {
                *self = Some(value);
                Some(fit)
            }
            None => None,
        }
    }

    fn begin_object(&mut self, _: &str) -> Option<&mut dyn Payload> {
        T::begin_object(self)
    }

    fn view(&self) -> View<'_> {
        match self {
            Some(value) => value.view(),
            None => View::Absent,
        }
    }

    fn clear(&mut self) {
        *self = None;
    }
}

/// A payload that is an item of an array or a map, or is read on its own.
impl<T: Payload + Default> Field for T {
    fn expects(&self) -> Expects {
        Expects::Object(self.shape().strictness)
    }

    fn begin_object(&mut self, _: &str) -> Option<&mut dyn Payload> {
        Some(self)
    }

    fn view(&self) -> View<'_> {
        View::Object(self)
    }

    fn clear(&mut self) {
        *self = T::default();
    }
}

impl<T: Payload + Default> Field for Vec<T> {
    fn expects(&self) -> Expects {
        Expects::Objects(T::static_shape().strictness)
    }

    fn begin_object(&mut self, _: &str) -> Option<&mut dyn Payload> {
        if self.len() == self.capacity() {
            // Half as much again, and not twice as much: what an array of `{}` takes is bounded.
            self.reserve_exact(self.len() / 2 + 4);
        }
        self.push(T::default());
        self.last_mut().map(|item| item as _)
    }

    fn view(&self) -> View<'_> {
        let mut items = Vec::<&dyn Payload>::with_capacity(self.len());
        for item in self {
            items.push(item);
        }
        View::Objects(items)
    }

    fn clear(&mut self) {
        self.clear();
    }
}

/// In boxes, because a map's node has room for eleven.
impl<T: Payload + Default> Field for BTreeMap<String, Box<T>> {
    fn expects(&self) -> Expects {
        Expects::NamedObjects
    }

    fn begin_object(&mut self, name: &str) -> Option<&mut dyn Payload> {
        let entry = self.entry(name.to_owned());
        let item = entry
            .and_modify(|known| **known = T::default())
            .or_default();
        Some(&mut **item)
    }

    fn view(&self) -> View<'_> {
        let items = self
            .iter()
            .map(|(name, item)| (name.as_str(), &**item as _));
        View::NamedObjects(items.collect())
    }

    fn clear(&mut self) {
        self.clear();
    }
}

impl Field for Option<Value> {
    fn expects(&self) -> Expects {
        Expects::Any
    }

    fn set_scalar(&mut self, scalar: Scalar<'_>) -> Option<Fit> {
        *self = Some(scalar.into());
        Some(Fit::Exact)
    }

    fn set_value(&mut self, value: Value) -> Result<(), Value> {
        *self = Some(value);
        Ok(())
    }

    fn view(&self) -> View<'_> {
        self.as_ref().map_or(View::Absent, View::Value)
    }

    fn clear(&mut self) {
        *self = None;
    }
}

/// Makes a field of a collection that is made of whole JSON values.
macro_rules! value_field {
    ($type:ty, $expects:ident, $view:ident, $value:ident($part:ident) => $set:expr) => {
        impl Field for $type {
            fn expects(&self) -> Expects {
                Expects::$expects
            }

            fn set_value(&mut self, value: Value) -> Result<(), Value> {
                match value {
                    Value::$value($part) => $set(self, $part),
                    other => return Err(other),
                }
                Ok(())
            }

            fn view(&self) -> View<'_> {
                View::$view(self)
            }

            fn clear(&mut self) {
                self.clear();
            }
        }
    };
}

value_field!(Map<String, Value>, Map, Map, Object(map) => |field: &mut Self, map| *field = map);
value_field!(Vec<Value>, Values, Values, Array(values) => |field: &mut Self, values| *field = values);
value_field!(Vec<String>, Strings, Strings, String(string) => Vec::push);

/// An object on the heap, where its field would be large and is often missing.
impl<T: Payload + Default> FieldType for Box<T> {
    fn expects() -> Expects {
        Expects::Object(T::static_shape().strictness)
    }

    fn begin_object(field: &mut Option<Self>) -> Option<&mut dyn Payload> {
        Some(&mut **field.insert(Box::default()))
    }

    fn view(&self) -> View<'_> {
        View::Object(&**self)
    }
}

impl FieldType for String {
    #[inline]
    fn from_scalar(scalar: Scalar<'_>) -> Option<(Self, Fit)> {
        #[cold]
        fn digits(number: &Number) -> String {
            number.to_string()
        }
        match scalar {
            Scalar::Str(string) => Some((string.to_owned(), Fit::Exact)),
            Scalar::Number(number) => Some((digits(number), Fit::Alternate)),
            Scalar::Bool(_) => None,
        }
    }

    fn view(&self) -> View<'_> {
        View::Str(self)
    }
}

impl FieldType for bool {
    fn from_scalar(scalar: Scalar<'_>) -> Option<(Self, Fit)> {
        match scalar {
            Scalar::Bool(value) => Some((value, Fit::Exact)),
            Scalar::Str(string) => bool_from_str(string).map(|value| (value, Fit::Alternate)),
            Scalar::Number(_) => None,
        }
    }

    fn view(&self) -> View<'_> {
        View::Bool(*self)
    }
}

/// Reads a boolean that came as a string, in any case.
pub(crate) fn bool_from_str(string: &str) -> Option<bool> {
    let is = |word: &str| string.eq_ignore_ascii_case(word);
    (is("true") || is("false")).then(|| is("true"))
}

impl FieldType for Number {
    fn from_scalar(scalar: Scalar<'_>) -> Option<(Self, Fit)> {
        match scalar {
            Scalar::Number(number) => Some((number.clone(), Fit::Exact)),
            Scalar::Str(string) => string.parse().ok().map(|value| (value, Fit::Alternate)),
            Scalar::Bool(_) => None,
        }
    }

    fn view(&self) -> View<'_> {
        View::Number(self)
    }
}

impl FieldType for u64 {
    fn from_scalar(scalar: Scalar<'_>) -> Option<(Self, Fit)> {
        match scalar {
            Scalar::Number(number) => number.as_u64().map(|value| (value, Fit::Exact)),
            Scalar::Str(string) => string.parse().ok().map(|value| (value, Fit::Alternate)),
            Scalar::Bool(_) => None,
        }
    }

    fn view(&self) -> View<'_> {
        View::U64(*self)
    }
}
