use crate::named_enum::named_enum;

named_enum! {
    /// What a delivery or a merge did to a [`recall::Timeline`](crate::recall::Timeline) or an
    /// [`exotel::Conversation`](crate::exotel::Conversation).
    ///
    /// It describes this delivery, in this order of arrival. What the timeline or the conversation
    /// ends up with does not depend on the order.
    #[must_use]
    pub enum Applied {
        /// New information: the state or the transcript changed.
        Advanced = "advanced",
        /// New information that does not change the state, such as a breakout room that was opened.
        /// Only a timeline returns it, and adds it to its history.
        Noted = "noted",
        /// Too late: something newer or more complete is known already.
        ///
        /// A timeline adds a bot's status to its history, where it can still show that there is a
        /// recording.
        Stale = "stale",
        /// Nothing new: the same is known already.
        Repeated = "repeated",
        /// It changed nothing, because it is about a different bot, recording or session, or is an
        /// event without a status or a transcript.
        Ignored = "ignored",
    }
}

#[cfg(feature = "recall")]
impl Applied {
    /// What two parts of a merge did together.
    pub(crate) fn or(self, other: Self) -> Self {
        let by_weight = [
            Self::Advanced,
            Self::Stale,
            Self::Noted,
            Self::Repeated,
            Self::Ignored,
        ];
        let mut either = by_weight
            .into_iter()
            .filter(|applied| *applied == self || *applied == other);
        either.next().unwrap_or(self)
    }
}
