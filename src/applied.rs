/// What a delivery did to a [`recall::Timeline`](crate::recall::Timeline) or an
/// [`exotel::Conversation`](crate::exotel::Conversation).
///
/// It describes this delivery, in this order of arrival. What the timeline or the conversation
/// contains in the end does not depend on that order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[must_use]
pub enum Applied {
    /// New information: the state or the transcript changed.
    Advanced,
    /// New information that does not affect the state, such as an opened breakout room. Only a
    /// timeline returns this; it adds the change to its history.
    Noted,
    /// It arrived too late: something newer or more complete is already known, and is kept.
    ///
    /// A timeline adds it to its history, where it can still show that there is a recording.
    Stale,
    /// It says what is already known.
    Repeated,
    /// It changed nothing: it is about a different bot or session, or has no status or
    /// transcript.
    Ignored,
}
