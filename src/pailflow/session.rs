use super::{Insights, transcript};
use crate::open::{open_enum, payload};
use crate::{Id, Seconds, Turn};

payload! {
    /// What became of a session.
    ///
    /// It names neither the bot nor a time: `room_name` is all that ties it to what you started.
    pub struct SessionComplete {
        /// The transcript's id. Documented as "or null", and null for an ordinary bot.
        pub transcript_id: Option<Id>,
        /// The room's id. Documented as "or null", and null for an ordinary bot.
        pub room_id: Option<Id>,
        /// The room's name at Daily.co, always sent.
        pub room_name: Option<String>,
        /// How long the session took, in seconds, possibly fractional. Null for an ordinary bot,
        /// in the vendor's source.
        pub duration_seconds: Option<Seconds>,
        /// The whole transcript; [`turns`](Self::turns) splits it.
        pub transcript_text: Option<String>,
        /// A summary made of the insights; `Summary pending` without them, in the vendor's source.
        pub summary: Option<String>,
        /// Why the bot left. Missing where it is not available.
        pub exit_reason: Option<ExitReason>,
        /// What the analysis found. Missing where it is disabled or has failed.
        pub insights: Option<Insights>,
        /// Why the analysis has failed, as free text. Missing where it has not.
        pub insights_error: Option<String>,
    }
}

impl SessionComplete {
    /// The turns of the transcript, each with its speaker and time.
    ///
    /// A turn begins with a line `[2026-01-12T17:21:30Z] Speaker: text`. Text that stands under no
    /// such line is a turn without a speaker, so nothing is dropped.
    ///
    /// ```
    /// use bot_webhooks::pailflow::SessionComplete;
    ///
    /// let session: SessionComplete = serde_json::from_str(
    ///     r#"{"transcript_text": "[2026-01-12T17:20:01Z] Bot: Hello!\n[2026-01-12T17:20:04Z] Ana: Hi."}"#,
    /// )?;
    /// let turns: Vec<_> = session.turns().map(|turn| (turn.speaker, turn.text)).collect();
    /// assert_eq!(turns, [(Some("Bot"), "Hello!"), (Some("Ana"), "Hi.")]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn turns(&self) -> impl Iterator<Item = Turn<'_>> {
        transcript::turns(self.transcript_text.as_deref())
    }
}

payload! {
    /// What became of an interview: [`SessionComplete`] as it was until 2025-12-19.
    ///
    /// From the vendor's source, not documented.
    pub struct InterviewComplete {
        /// The transcript's id, or null.
        pub transcript_id: Option<Id>,
        /// The room's id, or null.
        pub room_id: Option<Id>,
        /// The room's name at Daily.co.
        pub room_name: Option<String>,
        /// Who was interviewed.
        pub candidate_name: Option<String>,
        /// What they were interviewed for.
        pub position: Option<String>,
        /// How long the interview took, in seconds, possibly fractional; or null.
        pub duration_seconds: Option<Seconds>,
        /// The whole transcript; [`turns`](Self::turns) splits it.
        pub transcript_text: Option<String>,
        /// A summary of the candidate's answers.
        pub candidate_summary: Option<String>,
        /// What the analysis found, or null.
        pub insights: Option<Insights>,
    }
}

impl InterviewComplete {
    /// The turns of the transcript, as [`SessionComplete::turns`] has them.
    pub fn turns(&self) -> impl Iterator<Item = Turn<'_>> {
        transcript::turns(self.transcript_text.as_deref())
    }
}

open_enum! {
    /// Why the bot left a session.
    pub enum ExitReason {
        /// Everybody else had left.
        ParticipantLeft = "participant_left",
        /// Somebody said the phrase that the bot was told to leave at.
        StopPhrase = "stop_phrase",
        /// It was told to through the API.
        ForceLeave = "force_leave",
        /// Nothing was heard for five minutes.
        IdleTimeout = "idle_timeout",
    }
}
