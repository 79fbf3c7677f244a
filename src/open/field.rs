use std::collections::BTreeMap;

use serde_json::{Map, Number, Value};

use super::{FieldType, Payload, Scalar};

/// A field of a payload, as the reader and the writer see it.
pub(crate) trait Field {
    /// The JSON type that the field expects.
    fn expects(&self) -> Expects;

    /// Takes a string, a number or a boolean.
    fn set_scalar(&mut self, _: Scalar<'_>) -> Fit {
        Fit::None
    }

    /// Takes a whole value, or gives it back.
    fn set_value(&mut self, value: Value) -> Result<(), Value> {
        Err(value)
    }

    /// Takes a whole value as the next one of an array, or gives it back.
    fn push_value(&mut self, value: Value) -> Result<(), Value> {
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

    /// An empty field of the same type.
    fn another(&self) -> Box<dyn Field>;
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

/// How a value fits into a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// The field is written exactly as the value came.
    Exact,
    /// The field has the value, but would be written in a different form.
    Alternate,
    /// The field cannot hold the value.
    None,
}

/// What a field holds, for everything that treats all fields alike.
pub(crate) enum View<'a> {
    /// Nothing; also an array or a map without content.
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

impl<T: FieldType> Field for Option<T> {
    fn expects(&self) -> Expects {
        T::expects()
    }

    fn set_scalar(&mut self, scalar: Scalar<'_>) -> Fit {
        match T::from_scalar(scalar) {
            Some((value, fit)) => {
                *self = Some(value);
                fit
            }
            None => Fit::None,
        }
    }

    fn set_value(&mut self, value: Value) -> Result<(), Value> {
        *self = Some(T::from_value(value)?);
        Ok(())
    }

    fn begin_object(&mut self, _: &str) -> Option<&mut dyn Payload> {
        T::begin_object(self)
    }

    fn view(&self) -> View<'_> {
        self.as_ref().map_or(View::Absent, T::view)
    }

    fn clear(&mut self) {
        *self = None;
    }

    fn another(&self) -> Box<dyn Field> {
        Box::new(None::<T>)
    }
}

impl<T: Payload + Default + 'static> Field for Vec<T> {
    fn expects(&self) -> Expects {
        Expects::Objects(T::static_shape().strictness)
    }

    fn begin_object(&mut self, _: &str) -> Option<&mut dyn Payload> {
        if self.len() == self.capacity() {
            // Half as much again, and not twice as much: what an array of `{}` takes is bounded.
            self.reserve_exact(self.len() / 2 + 4);
        }
        self.push(T::default());
        self.last_mut().map(|item| item as &mut dyn Payload)
    }

    fn view(&self) -> View<'_> {
        match self.as_slice() {
            [] => View::Absent,
            items => View::Objects(items.iter().map(|item| item as &dyn Payload).collect()),
        }
    }

    fn clear(&mut self) {
        self.clear();
    }

    fn another(&self) -> Box<dyn Field> {
        Box::new(Self::new())
    }
}

impl<T: Payload + Default + 'static> Field for BTreeMap<String, T> {
    fn expects(&self) -> Expects {
        Expects::NamedObjects
    }

    fn begin_object(&mut self, name: &str) -> Option<&mut dyn Payload> {
        let item = self.entry(name.to_owned()).or_default();
        *item = T::default();
        Some(item)
    }

    fn view(&self) -> View<'_> {
        if self.is_empty() {
            return View::Absent;
        }
        let named = self
            .iter()
            .map(|(name, item)| (name.as_str(), item as &dyn Payload));
        View::NamedObjects(named.collect())
    }

    fn clear(&mut self) {
        self.clear();
    }

    fn another(&self) -> Box<dyn Field> {
        Box::new(Self::new())
    }
}

/// Makes a field of a type that is read as a whole JSON value.
macro_rules! value_field {
    ($type:ty, $expects:ident, $view:ident, $from:expr) => {
        impl Field for $type {
            fn expects(&self) -> Expects {
                Expects::$expects
            }

            fn set_value(&mut self, value: Value) -> Result<(), Value> {
                *self = $from(value)?;
                Ok(())
            }

            fn view(&self) -> View<'_> {
                if self.is_empty() {
                    View::Absent
                } else {
                    View::$view(self)
                }
            }

            fn clear(&mut self) {
                self.clear();
            }

            fn another(&self) -> Box<dyn Field> {
                Box::new(Self::new())
            }
        }
    };
}

value_field!(Map<String, Value>, Map, Map, |value| match value {
    Value::Object(map) => Ok(map),
    other => Err(other),
});
value_field!(Vec<Value>, Values, Values, |value| match value {
    Value::Array(values) => Ok(values),
    other => Err(other),
});

impl Field for Vec<String> {
    fn expects(&self) -> Expects {
        Expects::Strings
    }

    fn push_value(&mut self, value: Value) -> Result<(), Value> {
        match value {
            Value::String(string) => self.push(string),
            other => return Err(other),
        }
        Ok(())
    }

    fn view(&self) -> View<'_> {
        match self.as_slice() {
            [] => View::Absent,
            strings => View::Strings(strings),
        }
    }

    fn clear(&mut self) {
        self.clear();
    }

    fn another(&self) -> Box<dyn Field> {
        Box::new(Self::new())
    }
}
