use crate::open::{open_enum, payload};

payload! {
    /// How the vendor judges a call: sixteen verdicts, each with a remark.
    ///
    /// The call's summary is the remark `call_summary_feedback`; `call_summary` is its verdict.
    ///
    /// The page does not explain the verdicts. What stands here is read off their names.
    pub struct Analysis {
        /// Whether the agent kept to its role.
        pub persona: Option<Verdict>,
        /// Whether it spoke in the style it was told to.
        pub style: Option<Verdict>,
        /// Whether it took the steps it was told to.
        pub steps: Option<Verdict>,
        /// Whether it did without saying things twice.
        pub no_repetition: Option<Verdict>,
        /// Whether it met objections as it was told to.
        pub objections: Option<Verdict>,
        /// Whether it met objections that it was told nothing about.
        pub objection_not_defined: Option<Verdict>,
        /// Whether what it said was in its knowledge.
        pub knowledge: Option<Verdict>,
        /// Whether it reached its goal.
        pub goal: Option<Verdict>,
        /// Whether an appointment was made.
        pub appointment: Option<Verdict>,
        /// Whether the human was in a good mood.
        pub user_sentiment: Option<Verdict>,
        /// Whether the agent was.
        pub agent_sentiment: Option<Verdict>,
        /// Whether the call came to its end.
        pub call_completion: Option<Verdict>,
        /// Whether a human answered.
        pub answered_by_human: Option<Verdict>,
        /// Whether they agreed to be called.
        pub opted_in: Option<Verdict>,
        /// Whether they did without asking not to be called again.
        pub no_opt_out: Option<Verdict>,
        /// Whether the summary could be made.
        pub call_summary: Option<Verdict>,
        /// The remark on `persona`, often empty.
        pub persona_feedback: Option<String>,
        /// The remark on `style`, often empty.
        pub style_feedback: Option<String>,
        /// The remark on `steps`, often empty.
        pub steps_feedback: Option<String>,
        /// The remark on `no_repetition`, often empty.
        pub no_repetition_feedback: Option<String>,
        /// The remark on `objections`, often empty.
        pub objections_feedback: Option<String>,
        /// The remark on `objection_not_defined`, often empty.
        pub objection_not_defined_feedback: Option<String>,
        /// The remark on `knowledge`, often empty.
        pub knowledge_feedback: Option<String>,
        /// The remark on `goal`, often empty.
        pub goal_feedback: Option<String>,
        /// The remark on `appointment`, often empty.
        pub appointment_feedback: Option<String>,
        /// The remark on `user_sentiment`, often empty.
        pub user_sentiment_feedback: Option<String>,
        /// The remark on `agent_sentiment`, often empty.
        pub agent_sentiment_feedback: Option<String>,
        /// The remark on `call_completion`, often empty.
        pub call_completion_feedback: Option<String>,
        /// The remark on `answered_by_human`, often empty.
        pub answered_by_human_feedback: Option<String>,
        /// The remark on `opted_in`, often empty.
        pub opted_in_feedback: Option<String>,
        /// The remark on `no_opt_out`, often empty.
        pub no_opt_out_feedback: Option<String>,
        /// The summary of the call.
        pub call_summary_feedback: Option<String>,
        /// Whether any verdict is `partial` or worse.
        pub judge_found_partial_or_error: Option<bool>,
        /// Whether any verdict is `false`.
        pub judge_found_full_error: Option<bool>,
        /// All remarks but the summary, in one text.
        pub all_feedback: Option<String>,
    }
}

open_enum! {
    /// What the vendor judges of one aspect of a call.
    ///
    /// It is a text on the wire. A bare `true` or `false` is read too, and the REST API's `True`.
    pub enum Verdict {
        /// Yes.
        True = "true",
        /// No.
        False = "false",
        /// In part.
        Partial = "partial",
        /// The aspect did not come up.
        NotApplicable = "not_applicable",
    }
}

/// One aspect of a call, and what the vendor judges of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Judgement<'a> {
    /// The aspect, as it is called on the wire: `no_repetition`.
    pub name: &'static str,
    /// The verdict; `None` where there is none.
    pub verdict: Option<&'a Verdict>,
    /// The remark on it, often empty; `None` where there is none.
    pub feedback: Option<&'a str>,
}

macro_rules! judgements {
    ($analysis:ident: $($name:ident $feedback:ident),+) => {
        [$(Judgement {
            name: stringify!($name),
            verdict: $analysis.$name.as_ref(),
            feedback: $analysis.$feedback.as_deref(),
        }),+]
    };
}

impl Analysis {
    /// All sixteen verdicts with their remarks, in the page's order.
    ///
    /// ```
    /// use bot_webhooks::synthflow::{Analysis, Verdict};
    ///
    /// let analysis: Analysis = serde_json::from_str(r#"{"goal": "partial", "steps": "true"}"#)?;
    /// let partial = analysis.verdicts().find(|found| found.verdict == Some(&Verdict::Partial));
    /// assert_eq!(partial.map(|found| found.name), Some("goal"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn verdicts(&self) -> impl Iterator<Item = Judgement<'_>> {
        let judgements = judgements!(self:
            persona persona_feedback,
            style style_feedback,
            steps steps_feedback,
            no_repetition no_repetition_feedback,
            objections objections_feedback,
            objection_not_defined objection_not_defined_feedback,
            knowledge knowledge_feedback,
            goal goal_feedback,
            appointment appointment_feedback,
            user_sentiment user_sentiment_feedback,
            agent_sentiment agent_sentiment_feedback,
            call_completion call_completion_feedback,
            answered_by_human answered_by_human_feedback,
            opted_in opted_in_feedback,
            no_opt_out no_opt_out_feedback,
            call_summary call_summary_feedback
        );
        judgements.into_iter()
    }
}
