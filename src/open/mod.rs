//! What every payload is made of: fields that keep what they do not understand.
//!
//! No vendor promises a closed vocabulary, and live bodies drift from their documentation. So every
//! type here has room for what nobody documented, and writes it back as it came.
//!
//! [`payload!`] makes a struct and a table of its fields. [`read`] is how every payload is read,
//! [`write`] is how every payload is written; both see a payload as [`Payload`] and its fields as
//! [`Field`]s.

mod drift;
mod error_path;
mod extra;
mod field;
mod id;
mod lookup;
mod payload;
mod read;
mod seconds;
mod string;
mod timestamp;
mod write;

pub use drift::{Drift, DriftKind};
pub use extra::Extra;
pub use id::Id;
pub use seconds::Seconds;
pub use string::Unrecognized;
pub use timestamp::Timestamp;

pub(crate) use drift::collect_drift;
pub(crate) use error_path::{ErrorPath, Mismatch};
pub(crate) use field::{Expects, Field, FieldType, Fit, Scalar, Strictness, View, bool_from_str};
pub(crate) use payload::{Payload, Shape, field_name, has_field, has_value, payload};
pub(crate) use read::{
    Kept, NameSeed, Tag, read_alone, read_object, read_payload, read_value, type_name,
};
pub(crate) use string::{is_alternate_form, is_filled, open_enum, string_conversions, string_type};
pub(crate) use write::write_fields;
