use serde::{Deserialize, Serialize};

use crate::named_enum::named_enum;

use super::error_path::{push_index, push_name, shown};
use super::write::unknown_fields;
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

/// Walks over an event and collects what is not known.
#[derive(Default)]
pub(crate) struct DriftCollector {
    path: String,
    drift: Vec<Drift>,
}

impl DriftCollector {
    pub(crate) fn finish(self) -> Vec<Drift> {
        self.drift
    }

    pub(crate) fn push(&mut self, kind: DriftKind) {
        let path = shown(&self.path);
        self.drift.push(Drift { path, kind });
    }

    pub(crate) fn visit_object(&mut self, payload: &dyn Payload) {
        for (index, name) in payload.shape().names.iter().enumerate() {
            let view = payload
                .field(index)
                .map_or(View::Absent, |field| field.view());
            self.within(
                |path| push_name(path, name),
                |inner| match view {
                    View::Absent if is_unexpected(payload, index, name) => {
                        inner.push(DriftKind::Type);
                    }
                    view => inner.visit(&view),
                },
            );
        }
        for (name, _) in unknown_fields(payload) {
            self.within(
                |path| push_name(path, name),
                |inner| inner.push(DriftKind::Field),
            );
        }
    }

    fn visit(&mut self, view: &View<'_>) {
        match view {
            View::Unrecognized(_) => self.push(DriftKind::Value),
            View::Object(payload) => self.visit_object(*payload),
            View::Objects(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.within(
                        |path| push_index(path, index),
                        |inner| inner.visit_object(*item),
                    );
                }
            }
            View::NamedObjects(items) => {
                for (name, item) in items {
                    self.within(
                        |path| push_name(path, name),
                        |inner| inner.visit_object(*item),
                    );
                }
            }
            _ => {}
        }
    }

    fn within(&mut self, segment: impl FnOnce(&mut String), visit: impl FnOnce(&mut Self)) {
        let outer = self.path.len();
        segment(&mut self.path);
        visit(self);
        self.path.truncate(outer);
    }
}

/// Whether a field is empty because its value has an unexpected type.
fn is_unexpected(payload: &dyn Payload, index: usize, name: &str) -> bool {
    let extra = payload.extra();
    extra.get(name).is_some() && !extra.is_empty_field(index)
}
