use serde_json::Value;

use crate::open::{open_enum, payload};
use crate::recall::Participant;
use crate::recall::envelope::envelope;
use crate::{Id, Seconds, Timestamp};

envelope! {
    /// What the transcription provider sent to Recall: the body of `transcript.provider_data`.
    pub struct ProviderDataEvent(ProviderDataEventData) {
        /// The provider's message, and where it comes from: `data.data`.
        data: ProviderData, provider_data;
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
    /// A message of the transcription provider, and where it comes from: `data.data`. Only the
    /// message itself has been observed here; the other fields are documented for the download.
    pub struct ProviderData lenient {
        /// The message.
        pub data: Option<ProviderMessage>,
        /// How the provider sent it.
        pub r#type: Option<ProviderMessageType>,
        /// The message's id.
        pub id: Option<Id>,
        /// When it was received.
        pub created_at: Option<Timestamp>,
        /// The audio that it is about.
        pub source_audio: Option<SourceAudio>,
    }
}

payload! {
    /// A message of the transcription provider: `data.data.data`.
    pub struct ProviderMessage lenient {
        /// The provider's own message, unchanged. Its form depends on the provider.
        pub payload: Option<Value>,
        /// The URL of the provider's WebSocket or API.
        pub url: Option<String>,
        /// The event's name, for a WebSocket.
        pub event: Option<String>,
    }
}

payload! {
    /// The audio that the provider transcribed: `data.data.source_audio`.
    pub struct SourceAudio lenient {
        /// Whether it is the audio of all participants or of one.
        pub r#type: Option<SourceAudioType>,
        /// Seconds from the start of the recording to the start of this audio.
        pub offset: Option<Seconds>,
        /// Who speaks, where the audio is that of one participant.
        pub participant: Option<Participant>,
    }
}

open_enum! {
    /// How a transcription provider sends a message.
    pub enum ProviderMessageType {
        /// By a webhook.
        Webhook = "webhook",
        /// As the response to a request.
        HttpResponse = "http_response",
        /// Over a WebSocket.
        WebsocketMessage = "websocket_message",
    }
}

open_enum! {
    /// Whose audio a transcription provider gets.
    pub enum SourceAudioType {
        /// That of all participants, in one stream.
        Mixed = "mixed",
        /// That of one participant.
        Separate = "separate",
    }
}

impl ProviderDataEvent {
    /// Returns the provider's own message: `data.data.data.payload`.
    #[must_use]
    pub fn payload(&self) -> Option<&Value> {
        self.provider_data()?.data.as_ref()?.payload.as_ref()
    }
}
