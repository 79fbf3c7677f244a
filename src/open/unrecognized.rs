use std::fmt;

/// A value that this version of the crate does not know, as a string.
///
/// The `Unknown` variant of every open enum holds one. Only the crate can make one, so you cannot
/// match on an unknown value by accident, and a value that becomes a variant in a later version is
/// never equal to an old `Unknown`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unrecognized(Box<str>);

impl Unrecognized {
    pub(crate) fn new(string: &str) -> Self {
        Self(string.into())
    }

    /// The string as the vendor sent it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Unrecognized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for Unrecognized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
