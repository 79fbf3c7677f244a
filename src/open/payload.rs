use super::{Extra, Field, Strictness};

/// Makes a struct out of the fields that a vendor documents:
///
/// ```text
/// payload! {
///     /// The bot that an event is about.
///     pub struct Bot {
///         /// Its id.
///         pub id: Option<Id>,
///     }
/// }
/// ```
///
/// becomes `struct Bot { pub id: Option<Id>, pub extra: Extra }`, serde both ways under the fields'
/// own names, and
///
/// ```text
/// impl Payload for Bot {
///     fn shape(&self) -> &'static Shape { /* the names: ["id"] */ }
///     fn field(&self, index: usize) -> Option<&dyn Field> { /* 0 is id */ }
///     …
/// }
/// ```
///
/// by which one reader and one writer serve all payloads. Every field may be missing, null, or of an
/// unexpected type; what does not fit is kept in `extra`. Serde's derive with `flatten` would keep
/// unknown fields too, but lose the event for one unexpected type, forget nulls, and buffer.
///
/// `pub struct Bot lenient {` is for an object that may come as JSON inside a string, and in whose
/// place a value of any other type is kept. `pub audio: Option<Reference> | audio_raw,` is for a field
/// that comes under either name, and is written under the one that it came with.
macro_rules! payload {
    (@strictness) => { $crate::open::Strictness::Strict };
    (@strictness lenient) => { $crate::open::Strictness::Lenient };
    (
        $(#[$doc:meta])*
        pub struct $name:ident $($lenient:ident)? {
            $( $(#[$field_doc:meta])* pub $field:ident: $type:ty $(| $other:ident)?, )*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub struct $name {
            $( $(#[$field_doc])* pub $field: $type, )*
            /// What the fields above do not say: unknown fields, and values of unexpected types or
            /// in alternate forms.
            pub extra: $crate::Extra,
        }

        impl $crate::open::FieldType for $name {
            fn expects() -> $crate::open::Expects {
                $crate::open::Expects::Object($crate::open::payload!(@strictness $($lenient)?))
            }

            fn begin_object(field: &mut Option<Self>) -> Option<&mut dyn $crate::open::Payload> {
                Some(field.insert(Self::default()))
            }

            fn view(&self) -> $crate::open::View<'_> {
                $crate::open::View::Object(self)
            }
        }

        const _: () = {
            #[allow(non_camel_case_types)]
            enum Index { $($field),* }

            static SHAPE: $crate::open::Shape = $crate::open::Shape::new(
                &[$($crate::open::field_name(stringify!($field))),*],
                &[$($((stringify!($other), stringify!($field)),)?)*],
                $crate::open::payload!(@strictness $($lenient)?),
            );

            impl $crate::open::Payload for $name {
                fn static_shape() -> &'static $crate::open::Shape {
                    &SHAPE
                }

                fn shape(&self) -> &'static $crate::open::Shape {
                    &SHAPE
                }

                fn empty(&self) -> Box<dyn $crate::open::Payload> {
                    Box::new(Self::default())
                }

                fn field(&self, index: usize) -> Option<&dyn $crate::open::Field> {
                    $( if index == Index::$field as usize { return Some(&self.$field); } )*
                    None
                }

                fn field_mut(&mut self, index: usize) -> Option<&mut dyn $crate::open::Field> {
                    $( if index == Index::$field as usize { return Some(&mut self.$field); } )*
                    None
                }

                fn extra(&self) -> &$crate::Extra {
                    &self.extra
                }

                fn extra_mut(&mut self) -> &mut $crate::Extra {
                    &mut self.extra
                }
            }
        };

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut payload = Self::default();
                $crate::open::read_payload(&mut payload, deserializer)?;
                Ok(payload)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::open::View::Object(self).serialize(serializer)
            }
        }
    };
}
pub(crate) use payload;

/// An object with documented fields, as the reader and the writer see it; see [`payload!`].
pub(crate) trait Payload: Field {
    fn static_shape() -> &'static Shape
    where
        Self: Sized;

    fn shape(&self) -> &'static Shape;

    /// A payload of this type without content.
    fn empty(&self) -> Box<dyn Payload>;

    /// The field of this index in [`Shape::names`].
    fn field(&self, index: usize) -> Option<&dyn Field>;

    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Field>;

    fn extra(&self) -> &Extra;

    fn extra_mut(&mut self) -> &mut Extra;
}

/// The name of a field on the wire, of which one that is a keyword of Rust is written `r#type`.
pub(crate) const fn field_name(ident: &'static str) -> &'static str {
    match ident.as_bytes() {
        [b'r', b'#', ..] => ident.split_at(2).1,
        _ => ident,
    }
}

/// What is known of a payload without one.
pub(crate) struct Shape {
    /// The names of the fields, in the order of the vendor's documentation.
    pub(crate) names: &'static [&'static str],
    /// Second names of fields, and the first.
    others: &'static [(&'static str, &'static str)],
    pub(crate) strictness: Strictness,
}

impl Shape {
    /// Fails to compile for more fields than [`Extra`] has marks for.
    pub(crate) const fn new(
        names: &'static [&'static str],
        others: &'static [(&'static str, &'static str)],
        strictness: Strictness,
    ) -> Self {
        assert!(names.len() <= Extra::MAX_FIELDS, "too many fields");
        Self {
            names,
            others,
            strictness,
        }
    }

    /// The index of the field of which this is the second name, and the name.
    pub(crate) fn find_other(&self, other: &str) -> Option<(usize, &'static str)> {
        let (other, name) = self.others.iter().find(|(known, _)| *known == other)?;
        Some((self.index_of(name)?, other))
    }

    /// The second name of a field.
    pub(crate) fn other_name(&self, name: &str) -> Option<&'static str> {
        let (other, _) = self.others.iter().find(|(_, known)| *known == name)?;
        Some(other)
    }

    pub(crate) fn index_of(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| *known == name)
    }
}

/// Whether a body had this field, with a value that is neither null nor empty.
pub(crate) fn has_value(payload: &dyn Payload, name: &str) -> bool {
    let index = payload.shape().index_of(name);
    let field = index.and_then(|index| payload.field(index));
    field.is_some_and(|field| !field.view().is_empty()) || payload.extra().get(name).is_some()
}

/// Whether a body had this field at all.
pub(crate) fn has_field(payload: &dyn Payload, name: &str) -> bool {
    let extra = payload.extra();
    let marked = |index| extra.is_null(index) || extra.is_empty_field(index);
    has_value(payload, name) || payload.shape().index_of(name).is_some_and(marked)
}
