use super::Event;
use crate::Headers;
use crate::receive::Answers;

/// The HTTP endpoint at the URL that Recall posts to.
pub type Endpoint = crate::receive::Endpoint<Event>;

impl Answers<()> for Event {
    type Echo = ();

    fn delivery_id(headers: &dyn Headers) -> Option<&str> {
        crate::verify::delivery_id(headers)
    }
}
