use super::Event;
use crate::Headers;
use crate::receive::Answers;

/// The HTTP endpoint at the URL that Recall posts to.
pub type Endpoint = crate::receive::Endpoint<Event>;

impl Answers for Event {
    type Echo = ();

    fn delivery_id(headers: &dyn Headers) -> Option<&str> {
        let header = |name| headers.header(name).filter(|id| !id.is_empty());
        let id = header("webhook-id").or_else(|| header("svix-id"))?;
        std::str::from_utf8(id).ok()
    }
}
