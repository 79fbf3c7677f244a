use super::{CallInboundReply, Event, Reply};
use crate::receive::{Answer, Answers};

/// The HTTP endpoint at the URL that Synthflow posts to.
pub type Endpoint = crate::receive::Endpoint<Event>;

impl Answers<Reply> for Event {
    /// The reply to a dispatcher that gives none.
    type Echo = Reply;

    fn echo(&self) -> Reply {
        match self {
            Self::CallInbound(_) => CallInboundReply::default().into(),
            _ => Reply::Accepted,
        }
    }

    fn reply(reply: Reply, echo: Reply) -> Answer {
        let reply = match reply {
            Reply::Accepted => echo,
            given => given,
        };
        match reply {
            Reply::Accepted => Answer::default(),
            reply => Answer::json(reply.to_json()),
        }
    }
}
