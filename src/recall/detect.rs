use crate::detect::{Sign, TopLevel};

/// How far a body looks like one of Recall's, which send events of many families to one endpoint.
pub(crate) fn sign(top: &TopLevel<'_>) -> Option<Sign> {
    let event = top.text("event")?;
    if event.starts_with("bot.") {
        Some(Sign::Sure)
    } else if top.has("data") {
        Some(Sign::Likely)
    } else {
        None
    }
}
