/// What a delivery did to a [`recall::Timeline`](crate::recall::Timeline) or an
/// [`exotel::Conversation`](crate::exotel::Conversation).
///
/// It tells of this delivery, in this order of arrival. What the timeline or the conversation holds
/// in the end does not depend on that order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[must_use]
pub enum Applied {
    /// It is news: the state, or what is said, is now another.
    Advanced,
    /// It is new and says nothing of the state: a breakout room has opened, say. Only a timeline
    /// tells this; it takes it into its history.
    Noted,
    /// It came too late: something newer or more complete stands already, and stays.
    ///
    /// A timeline takes it into its history, where it can still tell of a recording.
    Stale,
    /// It says what is known already.
    Repeated,
    /// It does not belong here, or says nothing that belongs here, and changed nothing: another
    /// bot's or another session's, or an event without a status or a transcript.
    Ignored,
}
