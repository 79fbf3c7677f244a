use crate::named_enum::named_enum;

named_enum! {
    /// What a delivery or a merge did to a [`recall::Timeline`](crate::recall::Timeline), a
    /// [`recall::LiveTranscript`](crate::recall::LiveTranscript), a
    /// [`recall::Roster`](crate::recall::Roster) or an
    /// [`exotel::Conversation`](crate::exotel::Conversation).
    ///
    /// It describes this delivery, in this order of arrival. What these end up with does not depend on
    /// the order. Of several parts of a merge, the first in this list counts.
    #[must_use]
    pub enum Applied {
        /// New information: the state, the transcript or the roster changed.
        Advanced = "advanced",
        /// Too late: something newer or more complete is known already.
        ///
        /// A timeline adds a bot's status to its history, where it can still show that there is a
        /// recording.
        Stale = "stale",
        /// New information that is kept and does not change the state, such as a breakout room that was
        /// opened, the name of somebody who has not spoken, or a time that is written differently. What is
        /// [ready](crate::recall::Timeline::ready) can still change. A conversation never returns it.
        Noted = "noted",
        /// Nothing new: the same is known already.
        Repeated = "repeated",
        /// It changed nothing: it is about a different bot, session, transcript or recording, or has nothing
        /// that is kept here.
        Ignored = "ignored",
    }
}

impl Applied {
    /// Whether something may be kept that was not kept before, so that it has to be stored: `false` for
    /// [`Repeated`](Self::Repeated) and [`Ignored`](Self::Ignored).
    ///
    /// What was [`Stale`](Self::Stale) or [`Noted`](Self::Noted) can decide about something later.
    #[must_use]
    pub const fn needs_storing(self) -> bool {
        !matches!(self, Self::Repeated | Self::Ignored)
    }
}
