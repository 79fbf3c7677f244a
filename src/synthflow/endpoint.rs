use super::{Event, Reply};
use crate::receive::{Answer, Answers};

/// The HTTP endpoint at the URL that Synthflow posts to.
pub type Endpoint = crate::receive::Endpoint<Event>;

impl Answers for Event {
    type Echo = ();

    fn reply(reply: Reply, (): ()) -> Answer {
        match reply {
            Reply::Accepted => Answer::default(),
            reply => Answer::json(reply.to_json()),
        }
    }
}
