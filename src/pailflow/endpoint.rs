use super::Event;
use crate::receive::Answers;

/// The HTTP endpoint at the URL that `PailFlow` posts to. `PailFlow` does not read the answer.
pub type Endpoint = crate::receive::Endpoint<Event>;

impl Answers<()> for Event {
    type Echo = ();
}
