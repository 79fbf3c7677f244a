use serde_json::{Number, Value};

use super::{Expects, Fit, Payload, View};

/// A type `T` of which a payload can have a field `Option<T>`.
pub(crate) trait FieldType: Sized + 'static {
    fn expects() -> Expects {
        Expects::Scalar
    }

    /// Reads a string, a number or a boolean, and says whether it would be written like that.
    fn from_scalar(_: Scalar<'_>) -> Option<(Self, Fit)> {
        None
    }

    fn from_value(value: Value) -> Result<Self, Value> {
        Err(value)
    }

    /// The field of an object that is to be filled.
    fn begin_object(_: &mut Option<Self>) -> Option<&mut dyn Payload> {
        None
    }

    fn view(&self) -> View<'_>;
}

/// A JSON value that is neither null nor a structure.
#[derive(Clone, Copy)]
pub(crate) enum Scalar<'a> {
    Str(&'a str),
    Bool(bool),
    Number(&'a Number),
}

impl Scalar<'_> {
    pub(crate) fn to_value(self) -> Value {
        match self {
            Self::Str(string) => string.into(),
            Self::Bool(value) => value.into(),
            Self::Number(number) => number.clone().into(),
        }
    }

    /// What it is, for an error.
    pub(crate) fn type_name(self) -> &'static str {
        match self {
            Self::Str(_) => "a string",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
        }
    }
}

/// An object on the heap, where its field would be large and is often missing.
impl<T: Payload + FieldType + Default> FieldType for Box<T> {
    fn expects() -> Expects {
        T::expects()
    }

    fn begin_object(field: &mut Option<Self>) -> Option<&mut dyn Payload> {
        Some(&mut **field.insert(Box::default()))
    }

    fn view(&self) -> View<'_> {
        View::Object(&**self)
    }
}

impl FieldType for Value {
    fn expects() -> Expects {
        Expects::Any
    }

    fn from_scalar(scalar: Scalar<'_>) -> Option<(Self, Fit)> {
        Some((scalar.to_value(), Fit::Exact))
    }

    fn from_value(value: Value) -> Result<Self, Value> {
        Ok(value)
    }

    fn view(&self) -> View<'_> {
        View::Value(self)
    }
}

impl FieldType for String {
    #[inline]
    fn from_scalar(scalar: Scalar<'_>) -> Option<(Self, Fit)> {
        match scalar {
            Scalar::Str(string) => Some((string.to_owned(), Fit::Exact)),
            Scalar::Number(number) => Some((number.to_string(), Fit::Alternate)),
            Scalar::Bool(_) => None,
        }
    }

    fn view(&self) -> View<'_> {
        View::Str(self)
    }
}

impl FieldType for bool {
    #[inline]
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
    #[inline]
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
    #[inline]
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
