//! Audio and video of a call while it takes place. Recall sends them over WebSockets only.

use crate::open::{open_enum, payload};
use crate::recall::envelope::envelope;
use crate::recall::{MediaBuffer, Participant, RecordingTime};

envelope! {
    /// A piece of a call's audio: the body of `audio_mixed_raw.data` and `audio_separate_raw.data`.
    pub struct AudioEvent(AudioEventData) {
        /// The audio: `data.data`.
        data: AudioChunk, audio;
        /// The mixed audio, in `audio_mixed_raw.data`. Also documented as `audio_mixed_raw`.
        audio_mixed | audio_mixed_raw;
        /// The separate audio, in `audio_separate_raw.data`.
        audio_separate;
        /// The endpoint that the event was sent to.
        realtime_endpoint;
        /// The recording.
        recording;
        /// The bot that makes the recording; missing or null if no bot does.
        bot;
    }
}

payload! {
    /// A piece of a call's audio: `data.data`.
    pub struct AudioChunk lenient {
        /// The samples: 16-bit signed little-endian PCM, 16 kHz, mono. Can be empty.
        pub buffer: Option<MediaBuffer>,
        /// When the first sample was taken.
        pub timestamp: Option<RecordingTime>,
        /// Who speaks, in `audio_separate_raw.data`.
        pub participant: Option<Participant>,
    }
}

impl AudioChunk {
    /// Samples per second of all audio.
    pub const SAMPLE_RATE: u32 = 16_000;
}

impl AudioEvent {
    /// Returns the samples: `data.data.buffer`.
    #[must_use]
    pub fn buffer(&self) -> Option<&MediaBuffer> {
        self.audio()?.buffer.as_ref()
    }

    /// Returns who speaks: `data.data.participant`.
    #[must_use]
    pub fn participant(&self) -> Option<&Participant> {
        self.audio()?.participant.as_ref()
    }
}

envelope! {
    /// A piece of a participant's video: the body of `video_separate_png.data` and
    /// `video_separate_h264.data`.
    pub struct VideoEvent(VideoEventData) {
        /// The video: `data.data`.
        data: VideoFrame, frame;
        /// The separate video.
        video_separate;
        /// The endpoint that the event was sent to.
        realtime_endpoint;
        /// The recording.
        recording;
        /// The bot that makes the recording; missing or null if no bot does.
        bot;
    }
}

payload! {
    /// A piece of a participant's video: `data.data`.
    pub struct VideoFrame lenient {
        /// In `video_separate_png.data`, one PNG image, with the size in its header; two are sent per
        /// second. In `video_separate_h264.data`, a piece of an H.264 stream. Can be empty.
        pub buffer: Option<MediaBuffer>,
        /// When the frame, or the first byte of the piece, was taken.
        pub timestamp: Option<RecordingTime>,
        /// What the video shows.
        pub r#type: Option<FrameType>,
        /// Whose video it is.
        pub participant: Option<Participant>,
    }
}

open_enum! {
    /// What a participant's video shows.
    pub enum FrameType {
        /// The camera.
        Webcam = "webcam",
        /// The shared screen.
        Screenshare = "screenshare",
    }
}

impl VideoEvent {
    /// Returns the PNG or the piece of H.264: `data.data.buffer`.
    #[must_use]
    pub fn buffer(&self) -> Option<&MediaBuffer> {
        self.frame()?.buffer.as_ref()
    }

    /// Returns whose video it is: `data.data.participant`.
    #[must_use]
    pub fn participant(&self) -> Option<&Participant> {
        self.frame()?.participant.as_ref()
    }
}
