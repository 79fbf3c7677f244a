use serde::de::DeserializeOwned;
use serde_json::{Map, Number, Value};

use crate::DeserializeError;
use crate::deserialize_error::deserialize;
use crate::open::payload;

payload! {
    /// The results of a session's analysis.
    ///
    /// The customer's own `analysis_prompt` decides what they contain. These are the fields that
    /// the vendor documents or its source produces; all others are in `extra`, and
    /// [`read_as`](Self::read_as) deserializes both into your own type.
    pub struct Insights {
        /// A short summary of what was said.
        pub summary: Option<String>,
        /// A score from 0 to 10, possibly fractional.
        pub overall_score: Option<Number>,
        /// A score for each competency, by name. From the vendor's source, not documented.
        pub competency_scores: Map<String, Value>,
        /// What went well.
        pub strengths: Vec<String>,
        /// What did not go well.
        pub weaknesses: Vec<String>,
        /// An assessment of each question. From the vendor's source, not documented. An array of a
        /// different kind, which a prompt may well ask for, is kept in `extra`.
        pub question_assessments: Vec<QuestionAssessment>,
    }
}

impl Insights {
    /// Deserializes all insights, the fields above and the customer's own, into your own type.
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
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the insights do not match your type. It names the field, and quotes
    /// nothing.
    pub fn read_as<T: DeserializeOwned>(&self) -> Result<T, DeserializeError> {
        let value = serde_json::to_value(self);
        let object = value.and_then(serde_json::from_value::<Map<String, Value>>);
        deserialize(&object.map_err(DeserializeError::of_object)?)
    }
}

payload! {
    /// How one question of a session was answered. From the vendor's source, not documented.
    pub struct QuestionAssessment lenient {
        /// The question.
        pub question: Option<String>,
        /// The answer.
        pub answer: Option<String>,
        /// The answer's score, possibly fractional.
        pub score: Option<Number>,
        /// Notes on the answer.
        pub notes: Option<String>,
    }
}
