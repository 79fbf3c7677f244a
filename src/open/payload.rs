use serde::de::{IgnoredAny, MapAccess};
use serde::ser::SerializeMap;
use serde_json::Value;

use super::payload_read::duplicate;
use super::{Extra, Key, KeySeed, Survey, Tag, Trail};

/// Makes a struct out of the members that a vendor's page lists:
///
/// ```text
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

        $crate::open::payload_serde!($name $($lenient)?);
    };
}
pub(crate) use payload;

/// What every payload has alike: serde both ways, and the way to stand in another payload.
macro_rules! payload_serde {
    ($name:ident) => {
        impl $crate::open::Member for $name {
            const EXPECTED: &'static str = "an object";

            fn read<'de, D: serde::Deserializer<'de>>(
                slot: $crate::open::Slot<'_, Self>,
                deserializer: D,
            ) -> Result<(), D::Error> {
                $crate::open::read_nullable(slot, deserializer)
            }

            fn survey(&self, survey: &mut $crate::open::Survey) {
                $crate::open::Payload::survey_members(self, survey);
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut payload = Self::default();
                let mut trail = $crate::open::Trail::default();
                $crate::open::fill_payload(&mut payload, deserializer, &mut trail)?;
                Ok(payload)
            }
        }

        $crate::open::payload_serde!(@all $name);
    };
    ($name:ident lenient) => {
        impl $crate::open::Leaf for $name {
            const EXPECTED: &'static str = "an object";

            fn from_text(text: &str) -> Option<$crate::open::Spelling<Self>> {
                serde_json::from_str(text).ok().map($crate::open::Spelling::Other)
            }

            fn survey(&self, survey: &mut $crate::open::Survey) {
                $crate::open::Payload::survey_members(self, survey);
            }
        }

        impl $crate::open::leaf::Nested for $name {
            fn from_object<'de, A: serde::de::MapAccess<'de>>(
                object: A,
                trail: &mut $crate::open::Trail,
            ) -> Result<$crate::open::leaf::Found<Self>, A::Error> {
                $crate::open::payload_from_object(object, trail)
            }
        }

        $crate::open::leaf::leaf!(read_nested: pub $name);
        $crate::open::payload_serde!(@all $name);
    };
    (@all $name:ident) => {
        impl $crate::open::Structure for $name {
            fn fill<'de, D: serde::Deserializer<'de>>(
                &mut self,
                deserializer: D,
                trail: &mut $crate::open::Trail,
            ) -> Result<(), D::Error> {
                $crate::open::fill_payload(self, deserializer, trail)
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
        first: Option<Key<'de>>,
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
        first: Option<Key<'de>>,
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
                Some(Key::Other(name)) if tag.name == Some(&*name) => {
                    let left = tag.left.checked_sub(1);
                    let name = tag.name.unwrap_or_default();
                    tag.left = left.ok_or_else(|| duplicate(name, trail))?;
                    map.next_value::<IgnoredAny>()?;
                }
                Some(Key::Other(name)) => {
                    let value = map.next_value::<Value>()?;
                    self.extra().insert(name.into_owned(), value);
                }
            }
        }
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
