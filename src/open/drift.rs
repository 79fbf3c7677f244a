use std::fmt;

use serde::{Deserialize, Serialize};

use crate::named_enum::named_enum;

use super::error_path::{push_index, push_name, shown};
use super::read::is_read_as;
use super::write::{unknown_fields, view as view_of};
use super::{Payload, View};

/// One thing in a body that this version of the crate does not know.
///
/// It says where it is and of which kind, never its content: fit for a log or a metric.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Drift {
    /// Where it is: `data.bot.region`, `events[0].event_type`; `.` for the whole body. A name is cut
    /// after 128 characters.
    pub path: String,
    /// What about it is not known.
    pub kind: DriftKind,
}

/// `field data.bot.region`.
impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind, self.path)
    }
}

impl Drift {
    pub(crate) fn new(path: &str, kind: DriftKind) -> Self {
        let path = shown(path);
        Self { path, kind }
    }
}

named_enum! {
    /// What about a part of a body is not known.
    #[non_exhaustive]
    pub enum DriftKind {
        /// The event's name.
        Event = "event",
        /// A field of an object.
        Field = "field",
        /// A value of an open vocabulary.
        Value = "value",
        /// The type of a known field's value: an object where a string was documented, say.
        Type = "type",
    }
}

/// Collects what is not known in an event's payload.
pub(crate) fn collect_drift(payload: &dyn Payload) -> Vec<Drift> {
    let mut found = Vec::new();
    collect(&mut String::new(), &View::Object(payload), &mut found);
    found
}

fn collect(path: &mut String, view: &View<'_>, found: &mut Vec<Drift>) {
    let outer = path.len();
    match view {
        View::Unrecognized(_) => found.push(Drift::new(path, DriftKind::Value)),
        View::Object(payload) => {
            let (names, extra) = (payload.shape().names, payload.extra());
            for (index, name) in names.iter().enumerate() {
                let other = payload.shape().other_name(name);
                let name = other
                    .filter(|other| extra.get(other).is_some())
                    .unwrap_or(name);
                push_name(path, name);
                let view = view_of(*payload, index);
                collect(path, &view, found);
                // What is in `extra` alone, and was not empty, has an unexpected type, unless the field was
                // cleared since.
                let is_unexpected = |raw| is_read_as(raw, *payload, index, &view);
                if view.is_empty()
                    && !extra.is_empty_field(index)
                    && extra.get(name).is_some_and(is_unexpected)
                {
                    found.push(Drift::new(path, DriftKind::Type));
                }
                path.truncate(outer);
            }
            for (name, _) in unknown_fields(*payload) {
                push_name(path, name);
                found.push(Drift::new(path, DriftKind::Field));
                path.truncate(outer);
            }
        }
        View::Objects(items) => {
            for (index, item) in items.iter().enumerate() {
                push_index(path, index);
                collect(path, &View::Object(*item), found);
                path.truncate(outer);
            }
        }
        View::NamedObjects(items) => {
            for (name, item) in items {
                push_name(path, name);
                collect(path, &View::Object(*item), found);
                path.truncate(outer);
            }
        }
        _ => {}
    }
}
