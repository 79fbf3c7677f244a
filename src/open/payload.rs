use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde_json::Value;

use super::trail::Problem;
use super::{DriftKind, Extra, Member, Reading, Step, Survey, Trail};

/// Makes a struct out of the members that a vendor's page lists:
///
/// ```ignore
/// payload! {
///     /// The bot that an event is about.
///     pub struct Bot {
///         /// Its id.
///         pub id: Option<Id>,
///     }
/// }
/// ```
///
/// becomes `struct Bot { pub id: Option<Id>, pub extra: Extra }` with serde both ways, each under
/// the field's own name. Every member may be missing, `null`, or of an odd form; what is not
/// documented is kept in `extra`. Serde's derive with `flatten` would keep unknown members too, but
/// lose the event for an odd value, forget which members were `null`, and buffer.
///
/// `pub struct Bot lenient {` is for an object that may come as JSON inside a text, and in whose
/// place another structure is no error but kept, as a leaf of an odd form is.
macro_rules! payload {
    (
        $(#[$doc:meta])*
        pub struct $name:ident $($lenient:ident)? {
            $( $(#[$member_doc:meta])* pub $member:ident: Option<$type:ty>, )*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            $( $(#[$member_doc])* pub $member: Option<$type>, )*
            /// What came beyond these members, or in a form of its own.
            pub extra: $crate::open::Extra,
        }

        const _: () = {
            #[allow(non_camel_case_types)]
            enum Index { $($member),* }

            impl $crate::open::Payload for $name {
                const MEMBERS: &'static [&'static str] = &[$(stringify!($member)),*];
                const LENIENT: bool = !stringify!($($lenient)?).is_empty();

                fn extra(&mut self) -> &mut $crate::open::Extra {
                    &mut self.extra
                }

                fn read_member<'de, A: serde::de::MapAccess<'de>>(
                    &mut self,
                    index: usize,
                    map: &mut A,
                    trail: &mut $crate::open::Trail,
                ) -> Result<(), A::Error> {
                    $(
                        if index == Index::$member as usize {
                            let (member, extra) = (&mut self.$member, &mut self.extra);
                            let name = stringify!($member);
                            let slot = $crate::open::Slot { name, index, member, extra, trail };
                            return map.next_value_seed(slot);
                        }
                    )*
                    Ok(())
                }

                fn write_members<M: serde::ser::SerializeMap>(
                    &self,
                    map: &mut M,
                ) -> Result<(), M::Error> {
                    $(
                        let (name, index) = (stringify!($member), Index::$member as usize);
                        $crate::open::write_member(map, name, index, self.$member.as_ref(), &self.extra)?;
                    )*
                    $crate::open::write_extra::<Self, M>(map, &self.extra)
                }

                fn survey_members(&self, survey: &mut $crate::open::Survey) {
                    $(
                        let (name, member) = (stringify!($member), self.$member.as_ref());
                        $crate::open::survey_member(survey, name, member, &self.extra);
                    )*
                    $crate::open::survey_extra::<Self>(survey, &self.extra);
                }
            }
        };

        $crate::open::payload_serde!($name);
    };
}
pub(crate) use payload;

/// What every payload has alike: serde both ways, and the way to stand in another payload.
macro_rules! payload_serde {
    ($name:ident) => {
        impl $crate::open::Structure for $name {
            fn read_structure<'de, D: serde::Deserializer<'de>>(
                deserializer: D,
                trail: &mut $crate::open::Trail,
            ) -> Result<Self, D::Error> {
                serde::de::DeserializeSeed::deserialize(
                    $crate::open::PayloadSeed::new(trail),
                    deserializer,
                )
            }
        }

        impl $crate::open::Member for $name {
            const EXPECTED: &'static str = "an object";

            fn read<'de, D: serde::Deserializer<'de>>(
                deserializer: D,
                trail: &mut $crate::open::Trail,
            ) -> Result<$crate::open::Reading<Self>, D::Error> {
                if <Self as $crate::open::Payload>::LENIENT {
                    return $crate::open::read_lenient(deserializer);
                }
                $crate::open::read_nullable(deserializer, trail)
            }

            fn survey(&self, survey: &mut $crate::open::Survey) {
                $crate::open::Payload::survey_members(self, survey);
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut trail = $crate::open::Trail::default();
                $crate::open::Structure::read_structure(deserializer, &mut trail)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serde::Serializer::serialize_map(serializer, None)?;
                $crate::open::Payload::write_members(self, &mut map)?;
                serde::ser::SerializeMap::end(map)
            }
        }
    };
}
pub(crate) use payload_serde;

/// An object with documented members; see [`payload!`].
pub(crate) trait Payload: Default + PartialEq {
    /// The names of the members, in the order of the vendor's page.
    const MEMBERS: &'static [&'static str];

    /// Whether another structure in its place is kept instead of being an error.
    const LENIENT: bool = false;

    fn extra(&mut self) -> &mut Extra;

    /// Reads the value that comes next into the member of this index.
    fn read_member<'de, A: MapAccess<'de>>(
        &mut self,
        index: usize,
        map: &mut A,
        trail: &mut Trail,
    ) -> Result<(), A::Error>;

    /// Writes all members, those in `extra` too.
    fn write_members<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error>;

    fn survey_members(&self, survey: &mut Survey);

    /// Reads what is left of an object, `first` being a name that was read already.
    fn read_members<'de, A: MapAccess<'de>>(
        first: Option<Key>,
        map: &mut A,
        tag: Tag,
        trail: &mut Trail,
    ) -> Result<Self, A::Error> {
        let mut payload = Self::default();
        payload.read_into(first, map, tag, trail)?;
        Ok(payload)
    }

    /// The same, for whoever looks at what was read before an error.
    fn read_into<'de, A: MapAccess<'de>>(
        &mut self,
        first: Option<Key>,
        map: &mut A,
        mut tag: Tag,
        trail: &mut Trail,
    ) -> Result<(), A::Error> {
        let (mut read, mut expected) = (0_u64, 0);
        let mut first = first;
        loop {
            let key = match first.take() {
                Some(key) => Some(key),
                None => map.next_key_seed(KeySeed {
                    members: Self::MEMBERS,
                    expected,
                })?,
            };
            match key {
                None => return Ok(()),
                Some(Key::Member(index)) => {
                    if read & (1 << index) != 0 {
                        let name = Self::MEMBERS.get(index).copied().unwrap_or_default();
                        return Err(duplicate(name, trail));
                    }
                    read |= 1 << index;
                    expected = index + 1;
                    self.read_member(index, map, trail)?;
                }
                Some(Key::Other(name)) if tag.name == Some(&name) => {
                    let left = tag.left.checked_sub(1);
                    let name = tag.name.unwrap_or_default();
                    tag.left = left.ok_or_else(|| duplicate(name, trail))?;
                    map.next_value::<IgnoredAny>()?;
                }
                Some(Key::Other(name)) => {
                    let value = map.next_value::<Value>()?;
                    self.extra().insert(name, value);
                }
            }
        }
    }
}

/// The member that tells which event a body is. It is no part of the payload.
#[derive(Clone, Copy, Default)]
pub(crate) struct Tag {
    pub(crate) name: Option<&'static str>,
    /// How often it is still to come: once where it was found by looking ahead.
    pub(crate) left: usize,
}

fn duplicate<E: Error>(name: &'static str, trail: &mut Trail) -> E {
    trail.problem = Some(Problem::Duplicate);
    trail.step(Step::Member(name));
    E::duplicate_field(name)
}

/// Reads a whole object as a payload.
pub(crate) struct PayloadSeed<'t, T> {
    trail: &'t mut Trail,
    payload: PhantomData<T>,
}

impl<'t, T> PayloadSeed<'t, T> {
    pub(crate) fn new(trail: &'t mut Trail) -> Self {
        Self {
            trail,
            payload: PhantomData,
        }
    }
}

impl<'de, T: Payload> DeserializeSeed<'de> for PayloadSeed<'_, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: Payload> Visitor<'de> for PayloadSeed<'_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        T::read_members(None, &mut map, Tag::default(), self.trail)
    }
}

/// A member's name: its index where we know it.
pub(crate) enum Key {
    Member(usize),
    Other(String),
}

/// Reads a member's name. Members mostly come in the page's order, so the one after the last is
/// tried first.
pub(crate) struct KeySeed {
    pub(crate) members: &'static [&'static str],
    pub(crate) expected: usize,
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Key, E> {
        if self.members.get(self.expected) == Some(&name) {
            return Ok(Key::Member(self.expected));
        }
        let index = self.members.iter().position(|member| *member == name);
        Ok(index.map_or_else(|| Key::Other(name.to_owned()), Key::Member))
    }
}

/// Where the value of a member goes.
pub(crate) struct Slot<'a, T> {
    pub(crate) name: &'static str,
    pub(crate) index: usize,
    pub(crate) member: &'a mut Option<T>,
    pub(crate) extra: &'a mut Extra,
    pub(crate) trail: &'a mut Trail,
}

impl<'de, T: Member> DeserializeSeed<'de> for Slot<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match T::read(deserializer, self.trail) {
            Ok(Reading::Exact(value)) => *self.member = Some(value),
            Ok(Reading::Null) => self.extra.set_null(self.index),
            Ok(Reading::Spelled(value, raw)) => {
                *self.member = Some(value);
                self.extra.insert(self.name, raw);
            }
            Ok(Reading::Odd(raw)) => {
                self.extra.insert(self.name, raw);
            }
            Err(error) => {
                self.trail.expected(T::EXPECTED);
                self.trail.step(Step::Member(self.name));
                return Err(error);
            }
        }
        Ok(())
    }
}

/// Writes a member: as it came, while the field still says what came; else as the field says.
pub(crate) fn write_member<T: Member, M: SerializeMap>(
    map: &mut M,
    name: &'static str,
    index: usize,
    member: Option<&T>,
    extra: &Extra,
) -> Result<(), M::Error> {
    if let Some(raw) = extra.get(name)
        && says::<T>(raw).as_ref() == member
    {
        return map.serialize_entry(name, raw);
    }
    match member {
        Some(value) => map.serialize_entry(name, value),
        None if extra.is_null(index) => map.serialize_entry(name, &()),
        None => Ok(()),
    }
}

/// What a member's raw value is understood as.
fn says<T: Member>(raw: &Value) -> Option<T> {
    match T::read(raw, &mut Trail::default()) {
        Ok(Reading::Exact(value) | Reading::Spelled(value, _)) => Some(value),
        Ok(Reading::Null | Reading::Odd(_)) | Err(_) => None,
    }
}

/// Writes the members that this version does not know.
pub(crate) fn write_extra<T: Payload, M: SerializeMap>(
    map: &mut M,
    extra: &Extra,
) -> Result<(), M::Error> {
    let mut unknown = extra.iter().filter(|(name, _)| !T::MEMBERS.contains(name));
    unknown.try_for_each(|(name, value)| map.serialize_entry(name, value))
}

pub(crate) fn survey_member<T: Member>(
    survey: &mut Survey,
    name: &'static str,
    member: Option<&T>,
    extra: &Extra,
) {
    match member {
        Some(value) => survey.member(name, |survey| value.survey(survey)),
        None if extra.get(name).is_some() => survey.member(name, |s| s.note(DriftKind::Form)),
        None => {}
    }
}

pub(crate) fn survey_extra<T: Payload>(survey: &mut Survey, extra: &Extra) {
    for (name, _) in extra.iter().filter(|(name, _)| !T::MEMBERS.contains(name)) {
        survey.member(name, |survey| survey.note(DriftKind::Member));
    }
}

/// A payload on the heap, for one that is too large to be moved about.
impl<T: Payload> Payload for Box<T> {
    const MEMBERS: &'static [&'static str] = T::MEMBERS;

    fn extra(&mut self) -> &mut Extra {
        (**self).extra()
    }

    fn read_member<'de, A: MapAccess<'de>>(
        &mut self,
        index: usize,
        map: &mut A,
        trail: &mut Trail,
    ) -> Result<(), A::Error> {
        (**self).read_member(index, map, trail)
    }

    fn write_members<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        (**self).write_members(map)
    }

    fn survey_members(&self, survey: &mut Survey) {
        (**self).survey_members(survey);
    }
}
