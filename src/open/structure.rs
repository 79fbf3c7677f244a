use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::{Member, Payload, Slot, Step, Survey, Trail, leaf_read};

/// A value with a structure of ours: another structure in its place is an error.
pub(crate) trait Structure: Default {
    /// Reads into `self`, which is empty.
    fn fill<'de, D>(&mut self, deserializer: D, trail: &mut Trail) -> Result<(), D::Error>
    where
        D: Deserializer<'de>;
}

/// Reads a structure, or the `null` in its place.
pub(crate) fn read_nullable<'de, T: Structure, D>(
    slot: Slot<'_, T>,
    deserializer: D,
) -> Result<(), D::Error>
where
    D: Deserializer<'de>,
{
    deserializer.deserialize_option(NullableVisitor(slot))
}

struct NullableVisitor<'s, T>(Slot<'s, T>);

impl<'de, T: Structure> Visitor<'de> for NullableVisitor<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list")
    }

    fn visit_none<E>(mut self) -> Result<(), E> {
        self.0.null();
        Ok(())
    }

    fn visit_unit<E>(mut self) -> Result<(), E> {
        self.0.null();
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0
            .member
            .insert(T::default())
            .fill(deserializer, self.0.trail)
    }
}

/// Fills a structure that is there already.
pub(crate) struct Fill<'a, T> {
    pub(crate) structure: &'a mut T,
    pub(crate) trail: &'a mut Trail,
}

impl<'de, T: Structure> DeserializeSeed<'de> for Fill<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.structure.fill(deserializer, self.trail)
    }
}

/// A list of payloads.
impl<T: Payload + Structure + Member> Member for Vec<T> {
    const EXPECTED: &'static str = "a list";

    fn read<'de, D>(slot: Slot<'_, Self>, deserializer: D) -> Result<(), D::Error>
    where
        D: Deserializer<'de>,
    {
        if T::LENIENT {
            return leaf_read::read_nested(slot, deserializer);
        }
        read_nullable(slot, deserializer)
    }

    fn survey(&self, survey: &mut Survey) {
        for (index, item) in self.iter().enumerate() {
            survey.index(index, |survey| item.survey(survey));
        }
    }
}

impl<T: Payload + Structure> Structure for Vec<T> {
    fn fill<'de, D>(&mut self, deserializer: D, trail: &mut Trail) -> Result<(), D::Error>
    where
        D: Deserializer<'de>,
    {
        deserializer.deserialize_seq(ListVisitor { list: self, trail })
    }
}

struct ListVisitor<'a, T> {
    list: &'a mut Vec<T>,
    trail: &'a mut Trail,
}

impl<'de, T: Payload + Structure> Visitor<'de> for ListVisitor<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Self { list, trail } = self;
        while seq.next_element_seed(Push { list, trail })?.is_some() {}
        Ok(())
    }
}

/// Adds the next item to a list.
struct Push<'a, T> {
    list: &'a mut Vec<T>,
    trail: &'a mut Trail,
}

impl<'de, T: Structure> DeserializeSeed<'de> for Push<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let mut item = T::default();
        item.fill(deserializer, self.trail).inspect_err(|_| {
            self.trail.expected("an object");
            self.trail.step(Step::Index(self.list.len()));
        })?;
        self.list.push(item);
        Ok(())
    }
}

/// An object of payloads under names of the customer's.
impl<T: Payload + Structure + Member> Member for BTreeMap<String, T> {
    const EXPECTED: &'static str = "an object";

    fn read<'de, D>(slot: Slot<'_, Self>, deserializer: D) -> Result<(), D::Error>
    where
        D: Deserializer<'de>,
    {
        read_nullable(slot, deserializer)
    }

    fn survey(&self, survey: &mut Survey) {
        for (name, item) in self {
            survey.member(name, |survey| item.survey(survey));
        }
    }
}

impl<T: Payload + Structure> Structure for BTreeMap<String, T> {
    fn fill<'de, D>(&mut self, deserializer: D, trail: &mut Trail) -> Result<(), D::Error>
    where
        D: Deserializer<'de>,
    {
        deserializer.deserialize_map(NamedVisitor { named: self, trail })
    }
}

struct NamedVisitor<'a, T> {
    named: &'a mut BTreeMap<String, T>,
    trail: &'a mut Trail,
}

impl<'de, T: Payload + Structure> Visitor<'de> for NamedVisitor<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { named, trail } = self;
        while let Some(name) = map.next_key::<String>()? {
            let mut structure = T::default();
            let fill = Fill {
                structure: &mut structure,
                trail: &mut *trail,
            };
            if let Err(error) = map.next_value_seed(fill) {
                trail.expected("an object");
                trail.step(Step::Key(name));
                return Err(error);
            }
            named.insert(name, structure);
        }
        Ok(())
    }
}
