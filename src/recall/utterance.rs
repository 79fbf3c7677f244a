use std::borrow::Cow;

use crate::Turn;
use crate::open::payload;
use crate::recall::envelope::envelope;
use crate::recall::participant_key::name;
use crate::recall::{Participant, RecordingTime};

envelope! {
    /// A piece of a live transcript: the body of `transcript.data`, which is final, and of
    /// `transcript.partial_data`, which later ones replace.
    pub struct TranscriptEvent(TranscriptEventData) {
        /// The words and their speaker: `data.data`.
        data: Utterance, utterance;
        /// The transcript.
        transcript;
        /// The endpoint that the event was sent to.
        realtime_endpoint;
        /// The recording.
        recording;
        /// The bot that makes the recording; missing or null if no bot does.
        bot;
    }
}

payload! {
    /// What one participant says without a break: `data.data`.
    pub struct Utterance lenient {
        /// The words, in their order.
        pub words: Vec<Word>,
        /// The speaker. People who share a microphone share a participant.
        pub participant: Option<Participant>,
        /// The language, such as `en-us`. Missing from bodies of 2025.
        pub language_code: Option<String>,
    }
}

payload! {
    /// A word of a transcript; with some transcription providers several words, or a sentence.
    pub struct Word lenient {
        /// The word.
        pub text: Option<String>,
        /// When it begins.
        pub start_timestamp: Option<Box<RecordingTime>>,
        /// When it ends; can be null.
        pub end_timestamp: Option<Box<RecordingTime>>,
    }
}

impl TranscriptEvent {
    /// Returns the words: `data.data.words`.
    #[must_use]
    pub fn words(&self) -> &[Word] {
        self.utterance().map_or(&[], |utterance| &utterance.words)
    }

    /// Returns the speaker: `data.data.participant`.
    #[must_use]
    pub fn participant(&self) -> Option<&Participant> {
        self.utterance()?.participant.as_ref()
    }
}

impl Utterance {
    /// Returns the words as one string, with a space between any two.
    ///
    /// ```
    /// use bot_webhooks::recall::Utterance;
    ///
    /// let utterance: Utterance = serde_json::from_str(r#"{"words": [{"text": "Good"}, {"text": "morning."}]}"#)?;
    /// assert_eq!(utterance.text(), "Good morning.");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for word in self.words.iter().filter_map(|word| word.text.as_deref()) {
            let word = word.trim();
            if !text.is_empty() && !word.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
        }
        text
    }

    /// Returns when the first word begins that has a start.
    #[must_use]
    pub fn start(&self) -> Option<&RecordingTime> {
        let words = self.words.iter();
        let mut starts = words.filter_map(|word| word.start_timestamp.as_deref());
        starts.find(|start| start.absolute().is_some() || start.relative.is_some())
    }

    pub(super) fn turn(&self) -> Turn<'_> {
        Turn {
            speaker: self.participant.as_ref().and_then(name),
            text: Cow::Owned(self.text()),
            time: self.start().and_then(RecordingTime::absolute),
        }
    }
}
