use serde::de::{DeserializeSeed, Deserializer};
use serde_json::Value;

use super::{Extra, Member, Step, Trail};

/// Where the value of a member goes: into its field, or else into `extra`.
pub(crate) struct Slot<'a, T> {
    pub(crate) name: &'static str,
    pub(crate) index: usize,
    pub(crate) member: &'a mut Option<T>,
    pub(crate) extra: &'a mut Extra,
    pub(crate) trail: &'a mut Trail,
}

impl<T> Slot<'_, T> {
    /// The value was understood, and would be written as it came.
    pub(crate) fn exact(&mut self, value: T) {
        *self.member = Some(value);
    }

    /// The value was understood, but would be written otherwise than it came.
    pub(crate) fn spelled(&mut self, value: T, raw: Value) {
        *self.member = Some(value);
        self.extra.insert(self.name, raw);
    }

    pub(crate) fn null(&mut self) {
        self.extra.set_null(self.index);
    }

    /// The value was not understood, so it is kept whole.
    pub(crate) fn odd(&mut self, raw: Value) {
        self.extra.insert(self.name, raw);
    }
}

impl<'de, T: Member> DeserializeSeed<'de> for Slot<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Self {
            name,
            index,
            member,
            extra,
            trail,
        } = self;
        let slot = Slot {
            name,
            index,
            member,
            extra,
            trail: &mut *trail,
        };
        T::read(slot, deserializer).inspect_err(|_| {
            trail.expected(T::EXPECTED);
            trail.step(Step::Member(name));
        })
    }
}
