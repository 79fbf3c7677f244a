use super::Event;
use super::event::BESIDE_STATUS;
use crate::detect::{Likeness, TopLevel};

/// How closely a body resembles Synthflow's. Most post-call bodies name no event. An event with an
/// unknown name is likely a new one if it has a field that only these bodies have.
pub(crate) fn likeness(top: &TopLevel<'_>) -> Option<Likeness> {
    let call = top.has("call") && top.string("call").is_none();
    let sure = match top.string("event") {
        Some(name) => Event::NAMES.contains(&name),
        None => call || (top.has("status") && (top.has("call") || top.has_any(BESIDE_STATUS))),
    };
    if sure || top.has("call_inbound") {
        Some(Likeness::Sure)
    } else if top.has_any(&["lead", "executed_actions"]) {
        Some(Likeness::Likely)
    } else {
        None
    }
}
