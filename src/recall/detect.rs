use crate::detect::{Likeness, TopLevel};

/// How far a body looks like one of Recall's, which send events of many families to one endpoint.
pub(crate) fn likeness(top: &TopLevel<'_>) -> Option<Likeness> {
    let event = top.text("event")?;
    if event.starts_with("bot.") {
        Some(Likeness::Sure)
    } else if top.has("data") {
        Some(Likeness::Likely)
    } else {
        None
    }
}
