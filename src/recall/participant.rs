//! Who is in a call, and when something happened there: parts of the real-time events.

use serde_json::{Map, Value};

use crate::open::{is_filled, open_enum, payload};
use crate::{Seconds, Timestamp};

payload! {
    /// A participant of a call. Any field can be null.
    pub struct Participant lenient {
        /// The number of the participant in this meeting; other meetings use the same numbers.
        pub id: Option<u64>,
        /// The name; null if nobody is known as the speaker, as in the first words of a call.
        pub name: Option<String>,
        /// Whether the participant is the host.
        pub is_host: Option<bool>,
        /// How the participant takes part.
        pub platform: Option<ParticipantPlatform>,
        /// What the meeting platform says of the participant, under the platform's name (`zoom`,
        /// `microsoft_teams`, …).
        pub extra_data: Map<String, Value>,
        /// The email address; null until Recall's calendar integration has found the person. Then
        /// `participant_events.update` is sent.
        pub email: Option<String>,
    }
}

open_enum! {
    /// How a participant takes part in a call. Third parties put the meeting platform here (`zoom`).
    pub enum ParticipantPlatform {
        /// With a desktop app.
        Desktop = "desktop",
        /// With a mobile app. Observed, not documented.
        MobileApp = "mobile_app",
        /// By telephone. Documented as `dial-in`, observed as `dial_in`; both are read.
        DialIn = "dial_in",
        /// The platform does not say: the vendor's word, not an unknown value.
        Unspecified = "unknown",
    }
}

payload! {
    /// A point in time of a recording.
    pub struct RecordingTime lenient {
        /// The point in time. Words of a transcript can lack it.
        pub absolute: Option<Timestamp>,
        /// Seconds since the recording began; negative for what was before.
        pub relative: Option<Seconds>,
    }
}

impl RecordingTime {
    /// The point in time, unless it is empty.
    pub(super) fn absolute(&self) -> Option<Timestamp> {
        self.absolute.clone().filter(is_filled)
    }
}
