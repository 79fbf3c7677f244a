use super::Event;
use crate::detect::{Likeness, TopLevel};
use crate::event_table::Wire;

/// How closely a body resembles `PailFlow`'s. An event with an unknown name is likely a new one if
/// it has a field that only these bodies have.
pub(crate) fn likeness(top: &TopLevel<'_>) -> Option<Likeness> {
    let mut names = Event::TAGS.iter().filter_map(|tag| top.string(tag));
    if names.any(|name| Event::NAMES.contains(&name)) {
        Some(Likeness::Sure)
    } else if top.has_any(&["room_name", "room_url", "workflow_thread_id"]) {
        Some(Likeness::Likely)
    } else {
        None
    }
}
