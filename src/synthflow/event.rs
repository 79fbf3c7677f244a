use std::fmt;

use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde_json::Value;

use super::{CallInbound, CallInboundReply, PostCall, Reply};
use crate::ParseError;
use crate::event_table::{NameSeed, Named, Wire, events, from_map, parse_as, read_named};
use crate::open::{Key, KeySeed, Payload, Problem, Step, Tag, Trail};

events! {
    /// A webhook of Synthflow.
    pub enum Event for Synthflow, replying Reply {
        /// A call is over. The body itself has no name; this is what the vendor calls it.
        "post_call" => PostCall(PostCall), on_post_call;
        /// A call comes in, and wants to know which agent shall take it.
        "call_inbound" => CallInbound(CallInbound), on_call_inbound -> CallInboundReply;
    }
}

const EVENT: &str = "event";

impl Wire for Event {
    const TAGS: &'static [&'static str] = &[EVENT];

    fn tag(&self) -> Option<&'static str> {
        match self {
            Self::PostCall(_) => None,
            _ => Some(EVENT),
        }
    }

    /// Nearly every body is a post-call, which has no name. So a name is looked for only in a body
    /// that makes no post-call: an event of another name may use a post-call's members otherwise.
    fn parse(body: &str) -> Result<Self, ParseError> {
        parse_as(body, None).or_else(|error| match Self::find_name(body) {
            None => Err(error),
            named => parse_as(body, named),
        })
    }

    fn read_event<'de, D: Deserializer<'de>>(
        deserializer: D,
        named: Option<Named>,
        trail: &mut Trail,
    ) -> Result<Self, D::Error> {
        deserializer.deserialize_map(BodyVisitor { named, trail })
    }
}

struct BodyVisitor<'t> {
    named: Option<Named>,
    trail: &'t mut Trail,
}

impl<'de> Visitor<'de> for BodyVisitor<'_> {
    type Value = Event;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Event, A::Error> {
        let trail = self.trail;
        if let Some(named) = self.named {
            return read_named(named, &mut map, 1, trail);
        }
        let first = map.next_key_seed(KeySeed {
            members: PostCall::MEMBERS,
            expected: 0,
        })?;
        match first {
            None => Err(no_post_call(trail)),
            Some(Key::Other(name)) if name == EVENT => {
                match map.next_value_seed(NameSeed::<Event>::new(EVENT, trail))? {
                    Some(name) => read_named(Named { tag: EVENT, name }, &mut map, 0, trail),
                    None => read_post_call(None, true, &mut map, trail),
                }
            }
            first => read_post_call(first, false, &mut map, trail),
        }
    }
}

/// Reads a body that does not begin with a name, or begins with one that is `null`.
fn read_post_call<'de, A: MapAccess<'de>>(
    first: Option<Key<'de>>,
    null_name: bool,
    map: &mut A,
    trail: &mut Trail,
) -> Result<Event, A::Error> {
    trail.event = Event::NAMES.first().copied();
    let mut post_call = Box::<PostCall>::read_members(first, map, Tag::default(), trail)?;
    if post_call
        .extra
        .get(EVENT)
        .is_some_and(|name| !name.is_null())
    {
        trail.event = None;
        return match serde_json::to_value(&post_call).map_err(A::Error::custom)? {
            Value::Object(body) => from_map(&body, trail),
            _ => Err(no_post_call(trail)),
        };
    }
    if post_call.call.is_none()
        && post_call.status.is_none()
        && post_call.extra.get("status").is_none()
    {
        return Err(no_post_call(trail));
    }
    if null_name {
        post_call.extra.insert(EVENT, Value::Null);
    }
    Ok(Event::PostCall(post_call))
}

fn no_post_call<E: Error>(trail: &mut Trail) -> E {
    trail.event = None;
    trail.problem = Some(Problem::Missing);
    trail.step(Step::Member("call"));
    E::missing_field("call")
}

#[cfg(feature = "receive")]
impl crate::receive::Answering for Event {
    type Reply = Reply;
    type Echo = ();

    fn delivery_key(
        &self,
        delivery: &crate::Delivery<'_>,
    ) -> Option<crate::idempotency::DeliveryKey> {
        use crate::idempotency::DeliveryKey;

        match self {
            Self::PostCall(post_call) => {
                let call = post_call.call.as_ref();
                let id = call.and_then(|call| call.call_id.as_ref());
                let status = call.and_then(|call| call.status.as_ref());
                let status = status.or(post_call.status.as_ref());
                // Where the analysis comes later, it is no repetition.
                let analyzed = post_call.analysis.is_some();
                let members = [
                    id.map(ToString::to_string),
                    status.map(ToString::to_string),
                    Some(analyzed.to_string()),
                ];
                Some(DeliveryKey::of_members(delivery, self.name(), &members))
            }
            // Nothing in it tells one call from the next of the same caller.
            Self::CallInbound(_) => None,
            Self::Unknown(_) => Some(DeliveryKey::of_body(delivery)),
        }
    }

    fn reply(reply: Reply, (): ()) -> crate::receive::Answer {
        match reply {
            Reply::Accepted => crate::receive::Answer::default(),
            reply => crate::receive::Answer::json(reply.to_json()),
        }
    }
}
