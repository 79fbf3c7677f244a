use super::Event;
use crate::detect::{Likeness, TopLevel};

/// How closely a body resembles Recall's, which sends many families of events to one endpoint.
pub(crate) fn likeness(top: &TopLevel<'_>) -> Option<Likeness> {
    let event = top.string("event")?;
    if event.starts_with("bot.") {
        Some(Likeness::Sure)
    } else if top.has("data") || Event::NAMES.contains(&event) {
        Some(Likeness::Likely)
    } else {
        None
    }
}
