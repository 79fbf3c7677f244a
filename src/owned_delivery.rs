use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::open::{Key, KeySeed};
use crate::{Delivery, Provider};

/// A [`Delivery`] that borrows nothing and serializes: for a queue, a table, or a task of its own.
///
/// [`Delivery::into_owned`] makes it, and [`as_delivery`](Self::as_delivery) turns it back.
///
/// ```
/// use bot_webhooks::{Delivery, Event, OwnedDelivery, Provider};
///
/// let delivery = Delivery::new(Provider::Recall, br#"{"event": "bot.done"}"#).with_id("msg_1");
/// let queued = serde_json::to_string(&delivery.into_owned())?;
/// assert_eq!(
///     queued,
///     r#"{"provider":"recall","id":"msg_1","body":"{\"event\": \"bot.done\"}"}"#,
/// );
///
/// let owned: OwnedDelivery = serde_json::from_str(&queued)?;
/// let delivery = owned.as_delivery();
/// let event = Event::from_slice(delivery.provider(), delivery.body())?;
/// assert_eq!((event.name(), delivery.id()), ("bot.done", Some("msg_1")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// It leaves the headers behind: they hold signatures, which are no concern of who comes after the
/// proof, and [`Headers`](crate::Headers) can be asked by name only.
///
/// # As it is serialized
///
/// A map of `provider`, `id` where there is one, and `body`. The body comes out byte for byte as it
/// went in. In formats for people, as JSON, it is a text, or a list of numbers where it is not UTF-8;
/// in others, as MessagePack, it is bytes.
///
/// Whoever reads it ignores other members, so that a later version can add some. What it cannot
/// read is an error that quotes nothing.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct OwnedDelivery {
    provider: Provider,
    id: Option<String>,
    body: Vec<u8>,
}

impl OwnedDelivery {
    pub(crate) fn new(delivery: &Delivery<'_>) -> Self {
        Self {
            provider: delivery.provider(),
            id: delivery.id().map(str::to_owned),
            body: delivery.body().to_owned(),
        }
    }

    /// The delivery as dispatchers take it, without headers.
    #[must_use]
    pub fn as_delivery(&self) -> Delivery<'_> {
        let delivery = Delivery::new(self.provider, &self.body);
        match &self.id {
            Some(id) => delivery.with_id(id),
            None => delivery,
        }
    }
}

/// Shows the body's length only, as a [`Delivery`] does.
impl fmt::Debug for OwnedDelivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OwnedDelivery")
            .field("provider", &self.provider)
            .field("id", &self.id)
            .field("body_len", &self.body.len())
            .finish()
    }
}

const PROVIDER: &str = "provider";
const ID: &str = "id";
const BODY: &str = "body";
const MEMBERS: &[&str] = &[PROVIDER, ID, BODY];

impl Serialize for OwnedDelivery {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let for_people = serializer.is_human_readable();
        let mut map = serializer.serialize_map(Some(2 + usize::from(self.id.is_some())))?;
        map.serialize_entry(PROVIDER, self.provider.as_str())?;
        if let Some(id) = &self.id {
            map.serialize_entry(ID, id)?;
        }
        match std::str::from_utf8(&self.body) {
            Ok(text) if for_people => map.serialize_entry(BODY, text)?,
            _ => map.serialize_entry(BODY, &Bytes(&self.body))?,
        }
        map.end()
    }
}

struct Bytes<'a>(&'a [u8]);

impl Serialize for Bytes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            // Not all formats for people have bytes.
            return serializer.collect_seq(self.0);
        }
        serializer.serialize_bytes(self.0)
    }
}

impl<'de> Deserialize<'de> for OwnedDelivery {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut member = None;
        let read = deserializer.deserialize_map(MembersVisitor(&mut member));
        // A format's own words may quote what it found, which can be a part of a body.
        read.map_err(|_| match member {
            Some(member) => {
                D::Error::custom(format_args!("not a delivery: `{member}` cannot be read"))
            }
            None => D::Error::custom("not a delivery"),
        })
    }
}

/// Reads the members; where it fails at one, its name stays behind.
struct MembersVisitor<'m>(&'m mut Option<&'static str>);

impl<'de> Visitor<'de> for MembersVisitor<'_> {
    type Value = OwnedDelivery;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a delivery")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<OwnedDelivery, A::Error> {
        let (mut provider, mut id, mut body) = (None, None, None);
        let mut expected = 0;
        while let Some(key) = map.next_key_seed(KeySeed {
            names: MEMBERS,
            expected,
        })? {
            let Key::Known(index, _) = key else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            expected = index + 1;
            *self.0 = MEMBERS.get(index).copied();
            match *self.0 {
                Some(PROVIDER) => {
                    let name: String = map.next_value()?;
                    provider = Some(name.parse().map_err(A::Error::custom)?);
                }
                Some(ID) => id = map.next_value()?,
                _ => body = Some(map.next_value_seed(BodySeed)?),
            }
            *self.0 = None;
        }
        let mut missing = |member| {
            *self.0 = Some(member);
            A::Error::missing_field(member)
        };
        Ok(OwnedDelivery {
            provider: provider.ok_or_else(|| missing(PROVIDER))?,
            body: body.ok_or_else(|| missing(BODY))?,
            id,
        })
    }
}

/// Reads a body in any of the forms that formats have for bytes.
struct BodySeed;

impl<'de> DeserializeSeed<'de> for BodySeed {
    type Value = Vec<u8>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<u8>, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(self)
        } else {
            deserializer.deserialize_byte_buf(self)
        }
    }
}

impl<'de> Visitor<'de> for BodySeed {
    type Value = Vec<u8>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or bytes")
    }

    fn visit_str<E>(self, text: &str) -> Result<Vec<u8>, E> {
        Ok(text.as_bytes().to_owned())
    }

    fn visit_string<E>(self, text: String) -> Result<Vec<u8>, E> {
        Ok(text.into_bytes())
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
        Ok(bytes.to_owned())
    }

    fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> Result<Vec<u8>, E> {
        Ok(bytes)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<u8>, A::Error> {
        let mut bytes = Vec::new();
        while let Some(byte) = list.next_element()? {
            bytes.push(byte);
        }
        Ok(bytes)
    }
}
