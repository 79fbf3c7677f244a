use std::fmt::{self, Write as _};

/// What a read failed at, and where in the body.
///
/// The path is filled from the inside out while the error passes outward, so a successful read never
/// touches it.
#[derive(Default)]
pub(crate) struct ErrorPath {
    path: String,
    pub(crate) mismatch: Option<Mismatch>,
    /// The event being read, if it is one that we know.
    pub(crate) event: Option<&'static str>,
}

/// What is wrong at a place of a body, in words that hold nothing of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mismatch {
    Expected {
        what: &'static str,
        found: Option<&'static str>,
    },
    Missing,
    Duplicate,
}

impl ErrorPath {
    /// The error of a value that has a different type than the field allows.
    #[cold]
    pub(crate) fn expected<E: serde::de::Error>(
        &mut self,
        what: &'static str,
        found: &'static str,
    ) -> E {
        let found = Some(found);
        let mismatch = Mismatch::Expected { what, found };
        self.mismatch = Some(mismatch);
        E::custom(mismatch)
    }

    /// The error of a missing field that is needed to identify the event.
    #[cold]
    pub(crate) fn missing<E: serde::de::Error>(&mut self, field: &'static str) -> E {
        self.add_field(field);
        self.mismatch = Some(Mismatch::Missing);
        E::missing_field(field)
    }

    /// The error of a duplicate field.
    #[cold]
    pub(crate) fn duplicate<E: serde::de::Error>(&mut self, field: &'static str) -> E {
        self.add_field(field);
        self.mismatch = Some(Mismatch::Duplicate);
        E::duplicate_field(field)
    }

    /// Adds a field, or a name of the customer's, in front of the path.
    pub(crate) fn add_field(&mut self, name: &str) {
        self.add(|path| push_name(path, name));
    }

    pub(crate) fn add_index(&mut self, index: usize) {
        self.add(|path| push_index(path, index));
    }

    fn add(&mut self, push: impl FnOnce(&mut String)) {
        let inner = std::mem::take(&mut self.path);
        push(&mut self.path);
        if !inner.is_empty() && !inner.starts_with('[') {
            self.path.push('.');
        }
        self.path.push_str(&inner);
    }

    /// The path in the form `data.bot`, `events[0].event_data`, `executed_actions["zip code"]`;
    /// `.` is the body itself.
    pub(crate) fn path(&self) -> String {
        shown(&self.path)
    }
}

/// A path as it is shown: `.` is the body itself.
pub(super) fn shown(path: &str) -> String {
    if path.is_empty() { "." } else { path }.to_owned()
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("missing field"),
            Self::Duplicate => f.write_str("duplicate field"),
            Self::Expected { what, found } => {
                write!(f, "expected {what}")?;
                found.map_or(Ok(()), |found| write!(f, ", found {found}"))
            }
        }
    }
}

/// How much of a name is in a path, in characters. Without a limit, a long name with many fields
/// under it would make a path of that length for each of them.
const LONGEST_NAME: usize = 128;

/// Adds a field to a path: `.name`, or `["a name"]` if it has characters other than a plain one.
pub(super) fn push_name(path: &mut String, name: &str) {
    // Writing to a `String` cannot fail.
    if let Some((end, _)) = name.char_indices().nth(LONGEST_NAME) {
        let begin = name.get(..end).unwrap_or(name);
        let _ = write!(path, "[{begin:?}…]");
        return;
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if name.is_empty() || !name.chars().all(plain) {
        let _ = write!(path, "[{name:?}]");
        return;
    }
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}

/// Adds an index of an array to a path: `[3]`.
pub(super) fn push_index(path: &mut String, index: usize) {
    let _ = write!(path, "[{index}]");
}
