use crate::detect::{Likeness, TopLevel};

/// How closely a body resembles Exotel's. The URL test may hold nothing but its `request_id`.
pub(crate) fn likeness(top: &TopLevel<'_>) -> Option<Likeness> {
    if top.has_any(&["trigger_reason", "session_state"])
        || (top.has("session_id") && top.has("conversation_id"))
    {
        Some(Likeness::Sure)
    } else if top.has("request_id") && !top.has("event") {
        Some(Likeness::Likely)
    } else {
        None
    }
}
