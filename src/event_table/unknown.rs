use serde::ser::SerializeMap;
use serde_json::{Map, Value};

/// An event that this version does not know: its name, and its whole body.
#[derive(Clone, Debug, PartialEq)]
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

    /// The whole body, the name included.
    #[must_use]
    pub fn body(&self) -> &Map<String, Value> {
        &self.body
    }

    /// The whole body, the name included.
    #[must_use]
    pub fn into_body(self) -> Map<String, Value> {
        self.body
    }

    pub(crate) fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let mut members = self.body.iter();
        members.try_for_each(|(name, value)| map.serialize_entry(name, value))
    }
}
