//! The application: a transcript, a roster, and files of audio and video for each recording.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use bot_webhooks::recall::{self, Applied, AudioChunk, Event, LiveTranscript, Roster};
use bot_webhooks::{BoxError, Delivery, Id};
use hound::{SampleFormat, WavSpec, WavWriter};

pub(crate) const WAV: WavSpec = WavSpec {
    channels: 1,
    sample_rate: AudioChunk::SAMPLE_RATE,
    bits_per_sample: 16,
    sample_format: SampleFormat::Int,
};

pub(crate) struct App {
    out: PathBuf,
    calls: Mutex<HashMap<Id, Call>>,
}

struct Call {
    folder: PathBuf,
    roster: Roster,
    transcript: Option<LiveTranscript>,
    audio: Option<WavWriter<BufWriter<File>>>,
    frames: usize,
}

impl App {
    pub(crate) fn new(out: PathBuf) -> Self {
        let calls = Mutex::default();
        Self { out, calls }
    }

    /// `println!` panics if standard output is closed. Control characters are replaced, because anybody in
    /// the meeting chooses names and chat, and a terminal obeys them.
    #[allow(clippy::unused_self)]
    pub(crate) fn say(&self, line: &str) {
        let _ = writeln!(io::stdout(), "{}", line.replace(char::is_control, "?"));
    }

    /// The transcript and the roster of a recording, a line for each turn and participant.
    pub(crate) fn lines(&self, recording: &Id) -> (Vec<String>, Vec<String>) {
        let calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        let call = calls.get(recording);
        call.map(|call| (call.turns(), call.people()))
            .unwrap_or_default()
    }
}

impl recall::Dispatcher for App {
    type Error = BoxError;

    /// Writes little at a time, so it does not leave the thread for that.
    async fn on_event(&self, event: Event, _: &Delivery<'_>) -> Result<(), BoxError> {
        let Some(recording) = event.recording_id() else {
            return Ok(());
        };
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        if !calls.contains_key(&recording) {
            let call = Call::new(&self.out, &recording)?;
            calls.insert(recording.clone(), call);
        }
        let Some(call) = calls.get_mut(&recording) else {
            return Ok(());
        };
        for line in call.apply(&event)? {
            self.say(&line);
        }
        Ok(())
    }
}

impl Call {
    fn new(out: &Path, recording: &Id) -> Result<Self, BoxError> {
        let name = recording.to_string();
        // The sender chooses it, so it must not lead out of the folder.
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if name.is_empty() || !name.bytes().all(is_plain) {
            return Err("the recording's id cannot name a folder".into());
        }
        let folder = out.join(name);
        fs::create_dir_all(&folder)?;
        Ok(Self {
            folder,
            roster: Roster::new(recording.clone()),
            transcript: None,
            audio: None,
            frames: 0,
        })
    }

    /// Returns what to show: the lines that are new or have changed.
    fn apply(&mut self, event: &Event) -> Result<Vec<String>, BoxError> {
        match event {
            Event::AudioMixedRawData(audio) => {
                let bytes = audio.buffer().map(recall::MediaBuffer::decode);
                self.append(&bytes.transpose()?.unwrap_or_default())?;
            }
            Event::VideoSeparatePngData(video) => {
                let png = video.buffer().map(recall::MediaBuffer::decode);
                let png = png.transpose()?.unwrap_or_default();
                if !png.is_empty() {
                    self.frames += 1;
                    let name = format!("frame-{:04}.png", self.frames);
                    fs::write(self.folder.join(name), png)?;
                }
            }
            Event::ParticipantEventsChatMessage(chat) => {
                let who = chat.participant().and_then(|who| who.name.as_deref());
                let text = chat.chat_message().and_then(|chat| chat.text.as_deref());
                let (who, text) = (who.unwrap_or("?"), text.unwrap_or_default());
                return Ok(vec![format!("  chat        {who}: {text}")]);
            }
            event => return Ok(self.follow(event)),
        }
        Ok(Vec::new())
    }

    fn follow(&mut self, event: &Event) -> Vec<String> {
        let (turns, people) = (self.turns(), self.people());
        if let (None, Some(id)) = (&self.transcript, event.transcript_id()) {
            let mut transcript = LiveTranscript::new(id);
            let _ = transcript.add_names(&self.roster);
            self.transcript = Some(transcript);
        }
        let mut lines = Vec::new();
        let transcript = self.transcript.as_mut();
        if transcript.is_some_and(|transcript| transcript.apply(event) == Applied::Advanced) {
            let new = self
                .turns()
                .into_iter()
                .filter(|turn| !turns.contains(turn));
            lines.extend(new.map(|turn| format!("  transcript  {turn}")));
        }
        if self.roster.apply(event) == Applied::Advanced {
            let new = self
                .people()
                .into_iter()
                .filter(|who| !people.contains(who));
            lines.extend(new.map(|who| format!("  roster      {who}")));
        }
        lines
    }

    /// A reader can open the file at any time, because each flush writes its length.
    fn append(&mut self, bytes: &[u8]) -> Result<(), BoxError> {
        if self.audio.is_none() {
            self.audio = Some(WavWriter::create(self.folder.join("audio.wav"), WAV)?);
        }
        if let Some(audio) = &mut self.audio {
            for sample in bytes.as_chunks().0 {
                audio.write_sample(i16::from_le_bytes(*sample))?;
            }
            audio.flush()?;
        }
        Ok(())
    }

    fn turns(&self) -> Vec<String> {
        let turns = self.transcript.iter().flat_map(LiveTranscript::live_turns);
        let line = turns.map(|live| {
            let end = if live.is_final { "" } else { " …" };
            let speaker = live.turn.speaker.unwrap_or("?");
            format!("{speaker}: {}{end}", live.turn.text)
        });
        line.collect()
    }

    fn people(&self) -> Vec<String> {
        let people = self.roster.participants().map(|who| {
            let aspects = [
                (!who.is_present(), ", has left"),
                (who.is_speaking(), ", speaks"),
                (who.has_webcam(), ", camera"),
                (who.is_sharing_screen(), ", shares the screen"),
            ];
            let aspects = aspects.iter().filter(|(is_so, _)| *is_so);
            let aspects: String = aspects.map(|(_, text)| *text).collect();
            format!("{}{aspects}", who.name().unwrap_or("?"))
        });
        people.collect()
    }
}
