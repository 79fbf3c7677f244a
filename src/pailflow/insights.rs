use serde::de::DeserializeOwned;
use serde_json::{Map, Number, Value};

use crate::open::payload;

payload! {
    /// What the analysis of a session found.
    ///
    /// The customer's own `analysis_prompt` decides what is in it. These are the members that the
    /// vendor documents or its source makes; all others are in `extra`, and
    /// [`read_as`](Self::read_as) reads both as a type of your own.
    pub struct Insights {
        /// What was said, in short.
        pub summary: Option<String>,
        /// A score from 0 to 10, possibly fractional.
        pub overall_score: Option<Number>,
        /// A score for every competency, by its name. From the vendor's source, not documented.
        pub competency_scores: Map<String, Value>,
        /// What went well.
        pub strengths: Vec<String>,
        /// What did not.
        pub weaknesses: Vec<String>,
        /// Question by question. From the vendor's source, not documented. A list of another kind,
        /// as a prompt may well ask for, is kept in `extra`.
        pub question_assessments: Vec<QuestionAssessment>,
    }
}

impl Insights {
    /// Reads all insights, the members above and the customer's own, as a type of the caller's.
    ///
    /// ```
    /// use std::collections::HashMap;
    ///
    /// use bot_webhooks::pailflow::Insights;
    /// use serde_json::Value;
    ///
    /// let insights: Insights = serde_json::from_str(r#"{"overall_score": 8, "budget": "low"}"#)?;
    /// let own: HashMap<String, Value> = insights.read_as()?;
    /// assert_eq!(own["budget"], "low");
    /// assert_eq!(own["overall_score"], 8);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the insights are not of the type. It is serde's error, and may quote the value that did
    /// not fit.
    pub fn read_as<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        serde_json::from_value(serde_json::to_value(self)?)
    }
}

payload! {
    /// How one question of a session was answered. From the vendor's source, not documented.
    pub struct QuestionAssessment lenient {
        /// What was asked.
        pub question: Option<String>,
        /// What was answered.
        pub answer: Option<String>,
        /// The answer's score, possibly fractional.
        pub score: Option<Number>,
        /// Remarks about the answer.
        pub notes: Option<String>,
    }
}
