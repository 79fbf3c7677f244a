use std::time::Duration;

use serde_json::{Map, Value};

use super::actions::{ActionKind, Known};
use super::moment::Point;
use super::participant_key::ParticipantKey;
use super::{Participant, ParticipantPlatform, RecordingTime};
use crate::Id;
use crate::open::Extra;

/// A participant of a [`Roster`](super::Roster).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attendee<'a> {
    pub(super) key: &'a ParticipantKey,
    pub(super) known: &'a Known,
}

impl<'a> Attendee<'a> {
    /// Returns the id: a number, except with third parties. `None` for a participant who is known by
    /// name only.
    #[must_use]
    pub fn id(self) -> Option<&'a Id> {
        self.key.id()
    }

    /// Returns the newest name.
    #[must_use]
    pub fn name(self) -> Option<&'a str> {
        self.newest(|participant| participant.name.as_deref())
    }

    /// Returns the email address, once Recall's calendar integration has found it.
    #[must_use]
    pub fn email(self) -> Option<&'a str> {
        self.newest(|participant| participant.email.as_deref())
    }

    /// Returns whether the participant is the host.
    #[must_use]
    pub fn is_host(self) -> Option<bool> {
        self.newest(|participant| participant.is_host)
    }

    /// Returns how the participant takes part.
    #[must_use]
    pub fn platform(self) -> Option<&'a ParticipantPlatform> {
        self.newest(|participant| participant.platform.as_ref())
    }

    /// Returns what the meeting platform says of the participant; see
    /// [`Participant::extra_data`].
    #[must_use]
    pub fn extra_data(self) -> Option<&'a Map<String, Value>> {
        self.newest(|participant| Some(&participant.extra_data).filter(|data| !data.is_empty()))
    }

    /// Returns whether the participant is in the call: nothing says that the participant left, or
    /// something began after that.
    #[must_use]
    pub fn is_present(self) -> bool {
        const KINDS: &[ActionKind] = &[
            ActionKind::Leave,
            ActionKind::Join,
            ActionKind::SpeechOn,
            ActionKind::WebcamOn,
            ActionKind::ScreenshareOn,
        ];
        let newest = self.known.newest(KINDS);
        newest.is_none_or(|(kind, _)| kind != ActionKind::Leave)
    }

    /// Returns whether the participant is speaking.
    #[must_use]
    pub fn is_speaking(self) -> bool {
        self.known
            .is_on(ActionKind::SpeechOn, ActionKind::SpeechOff)
    }

    /// Returns whether the camera is on.
    #[must_use]
    pub fn has_webcam(self) -> bool {
        self.known
            .is_on(ActionKind::WebcamOn, ActionKind::WebcamOff)
    }

    /// Returns whether the participant shares the screen.
    #[must_use]
    pub fn is_sharing_screen(self) -> bool {
        self.known
            .is_on(ActionKind::ScreenshareOn, ActionKind::ScreenshareOff)
    }

    /// Returns for how long the participant has spoken, not counting speech that has not ended: see
    /// [`speaking_since`](Self::speaking_since).
    #[must_use]
    pub fn spoke_for(self) -> Duration {
        let micros = self.speech().0;
        Duration::from_micros(micros.unsigned_abs())
    }

    /// Returns when the participant began to speak; `None` if the participant is not speaking, or if
    /// the time is not known.
    #[must_use]
    pub fn speaking_since(self) -> Option<&'a RecordingTime> {
        self.speech().1
    }

    /// Returns when the participant joined first; `None` if that is not known, for example because
    /// the participant was there before the bot.
    #[must_use]
    pub fn joined_at(self) -> Option<&'a RecordingTime> {
        let mut timed = self.known.actions.iter().filter(|(_, at)| at.is_some());
        // Who leaves before the first join was there before the bot.
        let comes_or_goes =
            |kind: &ActionKind| matches!(kind, ActionKind::Join | ActionKind::Leave);
        let ((moment, _), _) = timed.find(|((_, kind), _)| comes_or_goes(kind))?;
        let joined = self.known.actions.get(&(*moment, ActionKind::Join))?;
        joined.as_ref().map(|joined| &joined.time)
    }

    /// Returns when the participant left last; `None` if the participant is in the call.
    #[must_use]
    pub fn left_at(self) -> Option<&'a RecordingTime> {
        let left = self.known.newest(&[ActionKind::Leave]);
        left.filter(|_| !self.is_present())?.1
    }

    /// For how many microseconds the participant spoke, and since when the participant speaks.
    fn speech(self) -> (i64, Option<&'a RecordingTime>) {
        let mut spoken = 0_i64;
        let mut since: Option<Option<&Point>> = None;
        for ((moment, kind), at) in self.known.actions.iter() {
            match kind {
                ActionKind::SpeechOn => {
                    since = Some(since.flatten().or(at.as_ref()));
                }
                ActionKind::SpeechOff | ActionKind::Leave => {
                    let from = since.take().flatten().map(|from| from.moment);
                    let lasted = from.zip(*moment);
                    let lasted = lasted.and_then(|(from, until)| until.micros_since(from));
                    spoken = spoken.saturating_add(lasted.unwrap_or_default());
                }
                _ => {}
            }
        }
        (spoken, since.flatten().map(|from| &from.time))
    }

    fn newest<T>(self, value: impl Fn(&'a Participant) -> Option<T>) -> Option<T> {
        let mut newest_first = self.known.details.iter().rev();
        newest_first.find_map(|details| value(&details.participant))
    }

    /// What of a participant can change, to see whether it has.
    pub(super) fn now(self) -> (Participant, [bool; 4]) {
        let participant = Participant {
            id: None,
            name: self.name().map(str::to_owned),
            is_host: self.is_host(),
            platform: self.platform().cloned(),
            extra_data: self.extra_data().cloned().unwrap_or_default(),
            email: self.email().map(str::to_owned),
            extra: Extra::default(),
        };
        let aspects = [
            self.is_present(),
            self.is_speaking(),
            self.has_webcam(),
            self.is_sharing_screen(),
        ];
        (participant, aspects)
    }
}
