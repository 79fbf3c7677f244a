//! What every payload is made of: values that keep what they do not understand.
//!
//! No vendor promises a closed vocabulary, and live bodies drift from their documentation.
//! So every type here has room for what nobody documented, and writes it back as it came.

mod drift;
mod extra;
mod id;
pub(crate) mod leaf;
pub(crate) mod leaf_read;
mod leaves;
mod lenient_list;
mod member;
mod open_enum;
mod payload;
mod payload_read;
mod payload_write;
mod seconds;
mod slot;
mod structure;
mod timestamp;
mod trail;
mod turn;
mod unrecognized;

pub use drift::{Drift, DriftKind};
pub use extra::Extra;
pub use id::Id;
pub use seconds::Seconds;
pub use timestamp::Timestamp;
pub use turn::Turn;
pub use unrecognized::Unrecognized;

pub(crate) use drift::Survey;
pub(crate) use leaf::{Leaf, Spelling};
pub(crate) use member::Member;
pub(crate) use open_enum::{alike, open_enum};
pub(crate) use payload::{Payload, payload, payload_serde};
pub(crate) use payload_read::{Key, KeySeed, Tag, duplicate, fill_payload, payload_from_object};
pub(crate) use payload_write::{survey_extra, survey_member, write_extra, write_member};
pub(crate) use slot::Slot;
pub(crate) use structure::{Structure, read_nullable};
pub(crate) use trail::{Problem, Step, Trail};
pub(crate) use turn::{Label, turns};
