use serde_json::{Map, Value};

/// An event that this version does not know: its name, and its whole body.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnknownEvent {
    name: String,
    body: Map<String, Value>,
}

impl UnknownEvent {
    pub(crate) fn new(name: String, body: Map<String, Value>) -> Self {
        Self { name, body }
    }

    /// The name that the event came with.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole body, including the name.
    #[must_use]
    pub fn body(&self) -> &Map<String, Value> {
        &self.body
    }

    /// The whole body, including the name.
    #[must_use]
    pub fn into_body(self) -> Map<String, Value> {
        self.body
    }
}
