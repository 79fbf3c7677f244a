//! What the events of one participant say, of which a roster is made.

// `named_enum!` makes public items.
#![allow(unreachable_pub)]

use std::cmp::Ordering;

use super::moment::{Moment, Point};
use super::participant_key::{ParticipantKey, name};
use super::{Participant, RecordingTime};
use crate::named_enum::named_enum;
use crate::open::is_filled;
use crate::sorted_map::SortedMap;

named_enum! {
    /// What a participant does: the event's name after the dot. At equal times, what ends comes before
    /// what begins, so a participant who leaves one room for another at once is in the call.
    pub enum ActionKind {
        /// Leaves the call.
        Leave = "leave",
        /// Stops speaking.
        SpeechOff = "speech_off",
        /// Turns the camera off.
        WebcamOff = "webcam_off",
        /// Stops sharing the screen.
        ScreenshareOff = "screenshare_off",
        /// Joins the call.
        Join = "join",
        /// Begins to speak.
        SpeechOn = "speech_on",
        /// Turns the camera on.
        WebcamOn = "webcam_on",
        /// Begins to share the screen.
        ScreenshareOn = "screenshare_on",
    }
}

/// What the events of one participant say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Known {
    /// All actions, oldest first; those without a time come before the others.
    pub(super) actions: SortedMap<(Option<Moment>, ActionKind), Option<Point>>,
    /// What was said of the participant, oldest first: the newest details, and older ones with a
    /// value that all newer ones lack.
    pub(super) details: Vec<Details>,
}

/// What an event says of a participant, and when. Only the fields that are known, so that equal ones
/// are written alike.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Details {
    pub(super) since: Option<Point>,
    pub(super) participant: Participant,
}

impl Details {
    pub(super) fn new(key: &ParticipantKey, of: &Participant, since: Option<Point>) -> Self {
        let keyed = key.to_participant().unwrap_or_default();
        let participant = Participant {
            id: keyed.id,
            name: name(of).map(str::to_owned),
            is_host: of.is_host,
            platform: of.platform.clone().filter(is_filled),
            extra_data: of.extra_data.clone(),
            email: of.email.clone().filter(is_filled),
            extra: keyed.extra,
        };
        Self { since, participant }
    }

    /// Which details have a value.
    fn fields(&self) -> [bool; 5] {
        let Participant {
            name,
            is_host,
            platform,
            extra_data,
            email,
            ..
        } = &self.participant;
        [
            name.is_some(),
            is_host.is_some(),
            platform.is_some(),
            !extra_data.is_empty(),
            email.is_some(),
        ]
    }

    fn json(&self) -> String {
        serde_json::to_string(&self.participant).unwrap_or_default()
    }
}

impl Ord for Details {
    fn cmp(&self, other: &Self) -> Ordering {
        let times = self.since.cmp(&other.since);
        // A live transcript orders equal times by the name.
        let names = || self.participant.name.cmp(&other.participant.name);
        times
            .then_with(names)
            .then_with(|| self.json().cmp(&other.json()))
    }
}

impl PartialOrd for Details {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Known {
    pub(super) fn merge(&mut self, other: &Self) {
        for details in &other.details {
            self.insert_details(details.clone());
        }
        for ((_, kind), at) in other.actions.iter() {
            self.insert_action(*kind, at.clone());
        }
    }

    /// Adds an action. Returns whether that changed anything.
    pub(super) fn insert_action(&mut self, kind: ActionKind, at: Option<Point>) -> bool {
        let moment = at.as_ref().map(|at| at.moment);
        let key = (moment, kind);
        let is_new = self.actions.get(&key).is_none();
        self.actions.update(key, at.clone(), |known| {
            // An instant can be written in two ways; which one arrived first must not matter.
            let replaces = at < *known;
            if replaces {
                *known = at;
            }
            is_new || replaces
        })
    }

    /// Adds details, and drops those that say nothing beyond newer ones. Returns whether that changed
    /// anything.
    pub(super) fn insert_details(&mut self, details: Details) -> bool {
        let before = self.details.clone();
        if let Err(index) = self.details.binary_search(&details) {
            self.details.insert(index, details);
        }
        let mut known = [false; 5];
        let mut oldest_first = std::mem::take(&mut self.details);
        while let Some(details) = oldest_first.pop() {
            let fields = details.fields();
            let adds = fields.iter().zip(known).any(|(has, known)| *has && !known);
            if adds || self.details.is_empty() {
                self.details.push(details);
            }
            for (known, has) in known.iter_mut().zip(fields) {
                *known |= has;
            }
        }
        self.details.reverse();
        self.details != before
    }

    /// The newest of some kinds of actions.
    pub(super) fn newest(
        &self,
        kinds: &[ActionKind],
    ) -> Option<(ActionKind, Option<&RecordingTime>)> {
        let mut newest_first = self.actions.iter().rev();
        let ((_, kind), at) = newest_first.find(|((_, kind), _)| kinds.contains(kind))?;
        Some((*kind, at.as_ref().map(|at| &at.time)))
    }

    pub(super) fn is_on(&self, on: ActionKind, off: ActionKind) -> bool {
        let newest = self.newest(&[on, off, ActionKind::Leave]);
        newest.is_some_and(|(kind, _)| kind == on)
    }

    /// When the participant was first seen, to order by: without a time last.
    pub(super) fn first_seen(&self) -> (bool, Option<Moment>) {
        let moment = self.actions.iter().find_map(|((moment, _), _)| *moment);
        (moment.is_none(), moment)
    }
}
