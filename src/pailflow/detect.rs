use super::Event;
use crate::detect::{Likeness, TopLevel};
use crate::event_table::Wire;

/// How far a body looks like one of `PailFlow`'s. An event of another name is likely a new one if
/// it has a member that only these bodies have.
pub(crate) fn likeness(top: &TopLevel<'_>) -> Option<Likeness> {
    let mut names = Event::TAGS.iter().filter_map(|tag| top.text(tag));
    if names.any(|name| Event::NAMES.contains(&name)) {
        Some(Likeness::Sure)
    } else if top.has_any(&["room_name", "room_url", "workflow_thread_id"]) {
        Some(Likeness::Likely)
    } else {
        None
    }
}
