use super::Event;
use crate::receive::Answers;

/// The HTTP endpoint at the URL that `PailFlow` posts to.
///
/// `PailFlow` sends each delivery once, and does not read the answer. So a delivery whose dispatcher fails is
/// lost, even with [`Failure::busy`](crate::Failure::busy): store it before anything can fail.
pub type Endpoint = crate::receive::Endpoint<Event>;

impl Answers<()> for Event {
    type Echo = ();
}
