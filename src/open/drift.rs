use super::trail::{push_index, push_name};

/// One thing in a body that this version of the crate does not know.
///
/// Where it stands and of which kind it is, never what it says: fit for a log or a metric.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Drift {
    /// Where it stands: `data.bot.region`, `events[0].event_type`; `.` for the whole body. Of a
    /// name, it has the first 128 characters.
    pub path: String,
    /// What about it is not known.
    pub kind: DriftKind,
}

/// What about a part of a body is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DriftKind {
    /// The event's name.
    Event,
    /// A member of an object.
    Field,
    /// A value of an open vocabulary.
    Value,
    /// The form of a known member's value: an object where a text was documented, say.
    Type,
}

impl DriftKind {
    /// The kind as one word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Field => "field",
            Self::Value => "value",
            Self::Type => "type",
        }
    }
}

impl std::fmt::Display for DriftKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

/// A walk over an event that notes what is not known.
#[derive(Default)]
pub(crate) struct Survey {
    path: String,
    found: Vec<Drift>,
}

impl Survey {
    pub(crate) fn note(&mut self, kind: DriftKind) {
        self.found.push(Drift {
            path: if self.path.is_empty() {
                ".".to_owned()
            } else {
                self.path.clone()
            },
            kind,
        });
    }

    pub(crate) fn member(&mut self, name: &str, look: impl FnOnce(&mut Self)) {
        self.at(|path| push_name(path, name), look);
    }

    pub(crate) fn index(&mut self, index: usize, look: impl FnOnce(&mut Self)) {
        self.at(|path| push_index(path, index), look);
    }

    pub(crate) fn finish(self) -> Vec<Drift> {
        self.found
    }

    fn at(&mut self, step: impl FnOnce(&mut String), look: impl FnOnce(&mut Self)) {
        let outer = self.path.len();
        step(&mut self.path);
        look(self);
        self.path.truncate(outer);
    }
}
