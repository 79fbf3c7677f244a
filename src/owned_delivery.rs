use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, TimeDelta, Utc};
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};
use serde::{Serialize, Serializer};
use serde_path_to_error::Segment;

use crate::{Delivery, DeliveryKey, Provider};

/// A [`Delivery`] that owns its data and serializes: for a queue, a table, or a task of its own.
///
/// [`Delivery::into_owned`] makes it, and [`as_delivery`](Self::as_delivery) turns it back.
///
/// ```
/// use bot_webhooks::{Delivery, Event, OwnedDelivery, Provider};
///
/// # struct App;
/// # macro_rules! dispatchers { ($($provider:ident)+) => { $(
/// #     impl bot_webhooks::$provider::Dispatcher for App { type Error = std::io::Error; }
/// # )+ } }
/// # dispatchers! { exotel pailflow recall synthflow }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), bot_webhooks::BoxError> {
/// # let app = App;
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
/// event.dispatch(&app, &delivery).await?; // `app` has an `impl Dispatcher` of each provider
/// # Ok(())
/// # }
/// ```
///
/// The headers are left out: they hold signatures, which are of no use after authentication, and
/// [`Headers`](crate::Headers) can only be looked up by name.
///
/// # Serialized form
///
/// A map of `provider`, `tenant`, `id`, `key` and `received_at` (RFC 3339) if there are any, and
/// `body`. The body is kept byte for byte. In human-readable formats such as JSON it is a string, or an
/// array of numbers if it is not UTF-8; in others, such as MessagePack, it is bytes. Formats that do not
/// describe themselves, or tell structs from maps, cannot hold it: postcard, RON.
///
/// Reading ignores unknown fields, so that a later version can add some. Errors quote nothing of
/// what was read.
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
pub struct OwnedDelivery {
    provider: Provider,
    #[serde(skip_serializing_if = "Option::is_none")]
    tenant: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<DeliveryKey>,
    #[serde(skip_serializing_if = "Option::is_none")]
    received_at: Option<DateTime<Utc>>,
    // `flatten` makes it a map in every format. As a struct, MessagePack could write it as an array
    // without names, to which a later version could add nothing.
    #[serde(flatten, serialize_with = "as_body_field")]
    body: Vec<u8>,
}

impl OwnedDelivery {
    pub(crate) fn new(delivery: &Delivery<'_>) -> Self {
        Self {
            provider: delivery.provider(),
            tenant: delivery.tenant().map(str::to_owned),
            id: delivery.id().map(str::to_owned),
            key: delivery.key().cloned(),
            received_at: delivery.received_at().and_then(utc),
            body: delivery.body().to_owned(),
        }
    }

    /// The delivery as dispatchers take it, without its request.
    #[must_use]
    pub fn as_delivery(&self) -> Delivery<'_> {
        let mut delivery = Delivery::new(self.provider, &self.body);
        if let Some(tenant) = &self.tenant {
            delivery = delivery.with_tenant(tenant);
        }
        if let Some(id) = &self.id {
            delivery = delivery.with_id(id);
        }
        if let Some(key) = &self.key {
            delivery = delivery.with_key(key);
        }
        if let Some(time) = self.received_at {
            delivery = delivery.with_received_at(time.into());
        }
        delivery
    }

    /// The provider that sent it.
    #[must_use]
    pub fn provider(&self) -> Provider {
        self.provider
    }

    /// The tenant that the sender was authenticated as; `None` if none was found or set.
    #[must_use]
    pub fn tenant(&self) -> Option<&str> {
        self.tenant.as_deref()
    }

    /// The vendor's id of this delivery, if it was authenticated.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// What identifies this delivery; `None` if nothing does.
    #[must_use]
    pub fn key(&self) -> Option<&DeliveryKey> {
        self.key.as_ref()
    }

    /// The body, byte for byte as it came.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// When the delivery arrived, by the endpoint's clock. `None` if it was not set, or is beyond the years
    /// that [`chrono`] represents.
    #[must_use]
    pub fn received_at(&self) -> Option<SystemTime> {
        self.received_at.map(SystemTime::from)
    }
}

/// Shows the body's length instead of the body, as a [`Delivery`] does.
impl fmt::Debug for OwnedDelivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OwnedDelivery")
            .field("provider", &self.provider)
            .field("tenant", &self.tenant)
            .field("id", &self.id)
            .field("body_len", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// `None` for an instant that chrono does not represent; its `From<SystemTime>` panics.
fn utc(time: SystemTime) -> Option<DateTime<Utc>> {
    let epoch = DateTime::UNIX_EPOCH;
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => epoch.checked_add_signed(TimeDelta::from_std(after).ok()?),
        Err(before) => epoch.checked_sub_signed(TimeDelta::from_std(before.duration()).ok()?),
    }
}

fn as_body_field<S: Serializer>(body: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct BodyField<'a> {
        #[serde(serialize_with = "as_string_or_bytes")]
        body: &'a [u8],
    }
    BodyField { body }.serialize(serializer)
}

fn as_string_or_bytes<S: Serializer>(body: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    if !serializer.is_human_readable() {
        return serializer.serialize_bytes(body);
    }
    match std::str::from_utf8(body) {
        Ok(text) => serializer.serialize_str(text),
        // Not every human-readable format has bytes.
        Err(_) => serializer.collect_seq(body),
    }
}

/// The serialized form, as it is read: what is required can be missing here, to name it.
#[derive(serde::Deserialize)]
struct Stored {
    provider: Option<Provider>,
    tenant: Option<String>,
    id: Option<String>,
    key: Option<DeliveryKey>,
    received_at: Option<DateTime<Utc>>,
    body: Option<Body>,
}

const FIELDS: [&str; 6] = ["provider", "tenant", "id", "key", "received_at", "body"];

// A format's own errors may quote what it found, which can be a part of a body, so they are dropped.
impl<'de> Deserialize<'de> for OwnedDelivery {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let unreadable =
            |field| D::Error::custom(format_args!("not a delivery: `{field}` cannot be read"));
        let stored: Stored = serde_path_to_error::deserialize(deserializer).map_err(|error| {
            let field = match error.path().iter().next() {
                Some(Segment::Map { key }) => FIELDS.iter().find(|field| **field == *key),
                _ => None,
            };
            field.map_or_else(|| D::Error::custom("not a delivery"), unreadable)
        })?;
        Ok(Self {
            provider: stored.provider.ok_or_else(|| unreadable(&"provider"))?,
            tenant: stored.tenant,
            id: stored.id,
            key: stored.key,
            received_at: stored.received_at,
            body: stored.body.ok_or_else(|| unreadable(&"body"))?.0,
        })
    }
}

/// A body in any of the types that formats have for bytes.
struct Body(Vec<u8>);

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(BodyVisitor)
    }
}

struct BodyVisitor;

impl<'de> Visitor<'de> for BodyVisitor {
    type Value = Body;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string, bytes, or an array of numbers")
    }

    fn visit_str<E>(self, text: &str) -> Result<Body, E> {
        Ok(Body(text.as_bytes().to_owned()))
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Body, E> {
        Ok(Body(bytes.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<Body, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(array)).map(Body)
    }
}
