use crate::open::{open_enum, payload};

payload! {
    /// Synthflow's evaluation of a call: sixteen verdicts, each with feedback.
    ///
    /// The call's summary is in `call_summary_feedback`; `call_summary` is its verdict.
    ///
    /// Synthflow's documentation does not explain the verdicts. The descriptions here are inferred
    /// from their names.
    pub struct Analysis {
        /// Whether the agent kept to its role.
        pub persona: Option<Verdict>,
        /// Whether it spoke in the style it was told to use.
        pub style: Option<Verdict>,
        /// Whether it took the steps it was told to take.
        pub steps: Option<Verdict>,
        /// Whether it avoided repeating itself.
        pub no_repetition: Option<Verdict>,
        /// Whether it handled objections as it was told to.
        pub objections: Option<Verdict>,
        /// Whether it handled objections that it was told nothing about.
        pub objection_not_defined: Option<Verdict>,
        /// Whether what it said was part of its knowledge.
        pub knowledge: Option<Verdict>,
        /// Whether it reached its goal.
        pub goal: Option<Verdict>,
        /// Whether an appointment was made.
        pub appointment: Option<Verdict>,
        /// Whether the human was in a good mood.
        pub user_sentiment: Option<Verdict>,
        /// Whether the agent was in a good mood.
        pub agent_sentiment: Option<Verdict>,
        /// Whether the call was completed.
        pub call_completion: Option<Verdict>,
        /// Whether a human answered.
        pub answered_by_human: Option<Verdict>,
        /// Whether the human agreed to be called.
        pub opted_in: Option<Verdict>,
        /// Whether the human did not ask to stop further calls.
        pub no_opt_out: Option<Verdict>,
        /// Whether the summary could be generated.
        pub call_summary: Option<Verdict>,
        /// The feedback on `persona`, often empty.
        pub persona_feedback: Option<String>,
        /// The feedback on `style`, often empty.
        pub style_feedback: Option<String>,
        /// The feedback on `steps`, often empty.
        pub steps_feedback: Option<String>,
        /// The feedback on `no_repetition`, often empty.
        pub no_repetition_feedback: Option<String>,
        /// The feedback on `objections`, often empty.
        pub objections_feedback: Option<String>,
        /// The feedback on `objection_not_defined`, often empty.
        pub objection_not_defined_feedback: Option<String>,
        /// The feedback on `knowledge`, often empty.
        pub knowledge_feedback: Option<String>,
        /// The feedback on `goal`, often empty.
        pub goal_feedback: Option<String>,
        /// The feedback on `appointment`, often empty.
        pub appointment_feedback: Option<String>,
        /// The feedback on `user_sentiment`, often empty.
        pub user_sentiment_feedback: Option<String>,
        /// The feedback on `agent_sentiment`, often empty.
        pub agent_sentiment_feedback: Option<String>,
        /// The feedback on `call_completion`, often empty.
        pub call_completion_feedback: Option<String>,
        /// The feedback on `answered_by_human`, often empty.
        pub answered_by_human_feedback: Option<String>,
        /// The feedback on `opted_in`, often empty.
        pub opted_in_feedback: Option<String>,
        /// The feedback on `no_opt_out`, often empty.
        pub no_opt_out_feedback: Option<String>,
        /// The summary of the call.
        pub call_summary_feedback: Option<String>,
        /// Whether any verdict is `partial` or worse.
        pub judge_found_partial_or_error: Option<bool>,
        /// Whether any verdict is `false`.
        pub judge_found_full_error: Option<bool>,
        /// All feedback except the summary, in one string.
        pub all_feedback: Option<String>,
    }
}

open_enum! {
    /// Synthflow's verdict on one aspect of a call.
    ///
    /// It is a string on the wire. A boolean is read too, and so is the REST API's `True`.
    pub enum Verdict {
        /// Yes.
        True = "true",
        /// No.
        False = "false",
        /// Partially.
        Partial = "partial",
        /// The aspect did not come up.
        NotApplicable = "not_applicable",
    }
}

/// One aspect of a call, and Synthflow's verdict on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Judgement<'a> {
    /// The aspect's name on the wire: `no_repetition`.
    pub name: &'static str,
    /// The verdict; `None` if there is none.
    pub verdict: Option<&'a Verdict>,
    /// The feedback on it, often empty; `None` if there is none.
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
    /// Returns all sixteen verdicts with their feedback, in the order of Synthflow's documentation.
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
