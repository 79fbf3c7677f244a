use serde::de::Deserializer;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Extra, Slot, Survey, Trail};

/// A value that stands in a payload under a name of its own.
pub(crate) trait Member: Sized + Serialize + PartialEq {
    /// What the value is, for the error where the structure is another.
    const EXPECTED: &'static str;

    fn read<'de, D>(slot: Slot<'_, Self>, deserializer: D) -> Result<(), D::Error>
    where
        D: Deserializer<'de>;

    /// Reads a value that is no member of a payload; its raw form goes into `extra` under this name
    /// where a member's would.
    fn read_apart<'de, D>(
        name: &'static str,
        deserializer: D,
        extra: &mut Extra,
        trail: &mut Trail,
    ) -> Result<Option<Self>, D::Error>
    where
        D: Deserializer<'de>,
    {
        let mut member = None;
        let slot = Slot {
            name,
            index: 0,
            member: &mut member,
            extra,
            trail,
        };
        Self::read(slot, deserializer)?;
        Ok(member)
    }

    /// What a raw value is understood as.
    fn of(raw: &Value) -> Option<Self> {
        let (extra, trail) = (&mut Extra::default(), &mut Trail::default());
        Self::read_apart("", raw, extra, trail).ok()?
    }

    /// Lists what in the value this version does not know.
    fn survey(&self, _: &mut Survey) {}
}

/// Any JSON value.
impl Member for Value {
    const EXPECTED: &'static str = "any value";

    fn read<'de, D>(mut slot: Slot<'_, Self>, deserializer: D) -> Result<(), D::Error>
    where
        D: Deserializer<'de>,
    {
        match Value::deserialize(deserializer)? {
            Value::Null => slot.null(),
            value => slot.exact(value),
        }
        Ok(())
    }
}
