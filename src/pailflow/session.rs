use serde_json::Number;

use super::{Insights, transcript};
use crate::open::{open_enum, payload};
use crate::{Id, Seconds, Turn};

payload! {
    /// The outcome of a session.
    ///
    /// It names neither the bot nor a time: only `room_name` links it to what you started.
    pub struct SessionComplete {
        /// The transcript's id. Documented as "or null"; null for an ordinary bot.
        pub transcript_id: Option<Id>,
        /// The room's id. Documented as "or null"; null for an ordinary bot.
        pub room_id: Option<Id>,
        /// The room's name at Daily.co, always sent.
        pub room_name: Option<String>,
        /// The duration of the session, in seconds, possibly fractional. Null for an ordinary bot,
        /// according to the vendor's source.
        pub duration_seconds: Option<Seconds>,
        /// The whole transcript; [`turns`](Self::turns) splits it.
        pub transcript_text: Option<String>,
        /// A summary generated from the insights; `Summary pending` without them, according to the
        /// vendor's source.
        pub summary: Option<String>,
        /// Why the bot left. Present for every session that ended normally, and otherwise missing if not
        /// available.
        pub exit_reason: Option<ExitReason>,
        /// The results of the analysis. Missing if it is disabled or failed.
        pub insights: Option<Insights>,
        /// Why the analysis failed, as free text. Missing if it did not.
        pub insights_error: Option<String>,
    }
}

impl SessionComplete {
    /// Returns the overall score, from 0 to 10, possibly fractional: `insights.overall_score`.
    ///
    /// ```
    /// use bot_webhooks::pailflow::Event;
    ///
    /// let body = r#"{"event": "session_complete", "insights": {"overall_score": 8}}"#;
    /// let Event::SessionComplete(session) = body.parse()? else { panic!() };
    /// assert_eq!(session.overall_score().unwrap().as_u64(), Some(8));
    /// # Ok::<(), bot_webhooks::ParseError>(())
    /// ```
    #[must_use]
    pub fn overall_score(&self) -> Option<&Number> {
        self.insights.as_ref()?.overall_score.as_ref()
    }

    /// Returns the turns of the transcript, each with its speaker and time.
    ///
    /// A turn begins with a line `[2026-01-12T17:21:30Z] Speaker: text`. Text before the first such
    /// line is a turn without a speaker, so nothing is dropped.
    ///
    /// ```
    /// use bot_webhooks::pailflow::SessionComplete;
    ///
    /// let session: SessionComplete = serde_json::from_str(
    ///     r#"{"transcript_text": "[2026-01-12T17:20:01Z] Bot: Hello!\n[2026-01-12T17:20:04Z] Ana: Hi."}"#,
    /// )?;
    /// let turns: Vec<_> = session.turns().collect();
    /// assert_eq!((turns[0].speaker, &*turns[0].text), (Some("Bot"), "Hello!"));
    /// assert_eq!((turns[1].speaker, &*turns[1].text), (Some("Ana"), "Hi."));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn turns(&self) -> impl Iterator<Item = Turn<'_>> {
        transcript::turns(self.transcript_text.as_deref())
    }
}

payload! {
    /// The outcome of an interview: [`SessionComplete`] in the form sent until 2025-12-19.
    ///
    /// From the vendor's source, not documented.
    pub struct InterviewComplete {
        /// The transcript's id, or null.
        pub transcript_id: Option<Id>,
        /// The room's id, or null.
        pub room_id: Option<Id>,
        /// The room's name at Daily.co.
        pub room_name: Option<String>,
        /// The name of the interviewed person.
        pub candidate_name: Option<String>,
        /// The position they were interviewed for.
        pub position: Option<String>,
        /// The duration of the interview, in seconds, possibly fractional; or null.
        pub duration_seconds: Option<Seconds>,
        /// The whole transcript; [`turns`](Self::turns) splits it.
        pub transcript_text: Option<String>,
        /// A summary of the candidate's answers.
        pub candidate_summary: Option<String>,
        /// The results of the analysis, or null.
        pub insights: Option<Insights>,
    }
}

impl InterviewComplete {
    /// Returns the overall score, from 0 to 10, possibly fractional: `insights.overall_score`.
    #[must_use]
    pub fn overall_score(&self) -> Option<&Number> {
        self.insights.as_ref()?.overall_score.as_ref()
    }

    /// Returns the turns of the transcript, as [`SessionComplete::turns`] does.
    pub fn turns(&self) -> impl Iterator<Item = Turn<'_>> {
        transcript::turns(self.transcript_text.as_deref())
    }
}

open_enum! {
    /// Why the bot left a session.
    pub enum ExitReason {
        /// All other participants had left.
        ParticipantLeft = "participant_left",
        /// Someone said the phrase at which the bot leaves.
        StopPhrase = "stop_phrase",
        /// The bot was told through the API to leave.
        ForceLeave = "force_leave",
        /// Nothing was heard for five minutes.
        IdleTimeout = "idle_timeout",
    }
}
