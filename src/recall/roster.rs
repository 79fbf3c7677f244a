use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use super::actions::{ActionKind, Details, Known};
use super::moment::Point;
use super::participant_key::ParticipantKey;
use super::{Applied, Attendee, Event, Participant, ParticipantAction};
use crate::Id;
use crate::open::payload;
use crate::sorted_map::SortedMap;

/// Who is in a call, and who speaks, has the camera on or shares the screen: from the
/// `participant_events.*` of a recording, in any order and any number of times.
///
/// ```
/// use std::time::Duration;
/// use bot_webhooks::recall::{Applied, Event, Roster};
///
/// # let event = |name: &str, id: u32, who: &str, second: u32| -> Event {
/// #     format!(
/// #         r#"{{"event": "participant_events.{name}", "data": {{"recording": {{"id": "r-1"}},
/// #         "data": {{"participant": {{"id": {id}, "name": "{who}"}}, "timestamp": {{"absolute":
/// #         "2026-02-09T08:43:{second:02}Z"}}}}}}}}"#
/// #     ).parse().unwrap()
/// # };
/// let mut roster = Roster::new("r-1");
/// for event in [
///     event("join", 100, "Ada", 1),
///     event("speech_off", 100, "Ada", 9), // before its `speech_on`
///     event("speech_on", 100, "Ada", 2),
///     event("webcam_on", 100, "Ada", 4),
///     event("join", 200, "Bo", 5),
///     event("leave", 200, "Bo", 8),
/// ] {
///     let applied = roster.apply(&event);
///     if applied == Applied::Advanced { /* show it */ }
///     if applied.needs_storing() { /* store it */ }
/// }
/// let present: Vec<_> = roster.present().filter_map(|attendee| attendee.name()).collect();
/// assert_eq!(present, ["Ada"]);
/// let ada = roster.participants().next().unwrap();
/// assert!(ada.has_webcam() && !ada.is_speaking());
/// assert_eq!(ada.spoke_for(), Duration::from_secs(7));
/// ```
///
/// # Which events count
///
/// Those of one recording: every participant event names it, even if no bot records. An event that
/// names a different recording or none is ignored, because other meetings use the same participant
/// ids.
///
/// A participant is identified by an id or, without one, by a name; an event that has neither is
/// ignored. A participant who rejoins with a new id is a new participant. That can happen to
/// everybody when breakout rooms open: then the old ids have left, and the new ones are present.
///
/// # What they say
///
/// Every permutation and repetition of the same events results in an equal roster. Events with an instant
/// are ordered by it. Before them come those that have only the seconds of the recording, by these, and
/// first of all those without any time, because any event with a time is better evidence. At equal times,
/// what ends comes before what begins.
///
/// - Of each detail (name, email address, …) the newest value counts, and null is not a value.
/// - Camera, screen and speech are as the newest event says. When a participant leaves, all of them
///   are off.
/// - A participant who has left is present again after a `join`, or once the camera, the screen or
///   speech is on, because a `join` during a pause of the recording is never sent.
/// - Speech lasts from `speech_on` to the next `speech_off` or `leave`. Further `speech_on`s between
///   them, and a `speech_off` without a `speech_on`, change nothing. Except on Zoom, the events name
///   the active speaker: speech ends only when somebody else speaks, and only one participant speaks
///   at a time.
///
/// # Between deliveries
///
/// A roster serializes as `recording_id` and an array of `actions`, so you can keep it in a database.
/// It holds each action once, so it grows with what happened and not with what was delivered; most of
/// that is speech. If several workers apply events, [merge](Self::merge) what is stored before you
/// overwrite it, as for a [`Timeline`](super::Timeline#several-workers).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Roster {
    recording_id: Id,
    participants: SortedMap<ParticipantKey, Known>,
}

impl Roster {
    /// Creates an empty roster for this recording.
    #[must_use]
    pub fn new(recording_id: impl Into<Id>) -> Self {
        Self {
            recording_id: recording_id.into(),
            participants: SortedMap::default(),
        }
    }

    /// Applies an event, and returns what it changed.
    ///
    /// - [`Advanced`](Applied::Advanced): who is there, a detail, or camera, screen or speech;
    /// - [`Noted`](Applied::Noted): it is kept as the participant's newest event, and none of that changed;
    /// - [`Stale`](Applied::Stale): none of that changed, because newer events are known. For how long the
    ///   participant spoke, and since when, can still have changed;
    /// - [`Ignored`](Applied::Ignored): it is of a different recording or of none, has neither an id
    ///   nor a name, or is not a participant event.
    pub fn apply(&mut self, event: &Event) -> Applied {
        let Some(did) = event.participant_event() else {
            return Applied::Ignored;
        };
        let recording = did.recording().and_then(|recording| recording.id.as_ref());
        let (Some(participant), true) = (did.participant(), recording == Some(&self.recording_id))
        else {
            return Applied::Ignored;
        };
        let key = ParticipantKey::of(Some(participant));
        if key == ParticipantKey::Unknown {
            return Applied::Ignored;
        }
        let at = did.timestamp().and_then(Point::of_action);
        let details = Details::new(&key, participant, at.clone());
        // An update and a chat message have details only.
        let kind = event.name().split_once('.');
        let kind = kind.and_then(|(_, kind)| kind.parse::<ActionKind>().ok());
        self.insert(&key, details, kind)
    }

    /// Adds all that a roster of the same recording holds, and returns what it changed. A roster of a
    /// different recording is [ignored](Applied::Ignored).
    ///
    /// The result equals a roster to which the events of both were applied. So the order of merges does
    /// not matter, nor does a repeated merge.
    pub fn merge(&mut self, other: &Self) -> Applied {
        if other.recording_id != self.recording_id {
            return Applied::Ignored;
        }
        let before = self.clone();
        for (key, theirs) in other.participants.iter() {
            self.update(key.clone(), |known| known.merge(theirs));
        }
        let now = |roster: &Self| roster.participants().map(Attendee::now).collect::<Vec<_>>();
        if *self == before {
            Applied::Repeated
        } else if now(self) == now(&before) {
            Applied::Noted
        } else {
            Applied::Advanced
        }
    }

    /// Returns the recording's id.
    #[must_use]
    pub fn recording_id(&self) -> &Id {
        &self.recording_id
    }

    /// Returns everybody who is or was in the call, in the order of their first
    /// action with a time; those without one come last.
    pub fn participants(&self) -> impl Iterator<Item = Attendee<'_>> {
        let participants = self.participants.iter();
        let mut attendees: Vec<_> = participants
            .map(|(key, known)| Attendee { key, known })
            .collect();
        attendees.sort_by_key(|attendee| attendee.known.first_seen());
        attendees.into_iter()
    }

    /// Returns everybody who is in the call now.
    pub fn present(&self) -> impl Iterator<Item = Attendee<'_>> {
        self.participants().filter(|attendee| attendee.is_present())
    }

    /// The names of the participants with an id, each as of when.
    pub(super) fn names(&self) -> impl Iterator<Item = (&Id, Option<&Point>, &str)> {
        let participants = self.participants.iter();
        let named = participants.filter_map(|(key, known)| Some((key.id()?, known)));
        named.flat_map(|(id, known)| {
            let details = known.details.iter();
            details.filter_map(move |details| {
                let name = details.participant.name.as_deref()?;
                Some((id, details.since.as_ref(), name))
            })
        })
    }

    fn insert(
        &mut self,
        key: &ParticipantKey,
        details: Details,
        kind: Option<ActionKind>,
    ) -> Applied {
        let is_new = self.participants.get(key).is_none();
        let now = |known: &Known| Attendee { key, known }.now();
        self.update(key.clone(), |known| {
            let before = now(known);
            let newest = known.details.last().map(|newest| newest.since.clone());
            let since = details.since.clone();
            let is_known = kind.is_some() || known.details.contains(&details);
            let is_changed = kind.is_some_and(|kind| known.insert_action(kind, since.clone()));
            let is_changed = known.insert_details(details) || is_changed;
            if is_new || now(known) != before {
                Applied::Advanced
            } else if !is_changed && is_known {
                Applied::Repeated
            } else if is_changed && newest.is_none_or(|newest| since >= newest) {
                Applied::Noted
            } else {
                Applied::Stale
            }
        })
    }

    fn update<R>(&mut self, key: ParticipantKey, change: impl FnOnce(&mut Known) -> R) -> R {
        self.participants.update(key, Known::default(), change)
    }
}

payload! {
    /// The serialized form of a roster.
    #[allow(unreachable_pub)]
    pub struct StoredRoster {
        /// The recording's id.
        pub recording_id: Option<Id>,
        /// All actions, in any order: each with the participant's id or, without an id, the name.
        /// Those without a name of an action have all details of a participant.
        pub actions: Vec<ParticipantAction>,
    }
}

impl Serialize for Roster {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let stored = |participant: Option<Participant>, at: Option<&Point>| ParticipantAction {
            participant,
            timestamp: at.map(|at| at.time.clone()),
            ..ParticipantAction::default()
        };
        let actions = self.participants.iter().flat_map(|(key, known)| {
            let details = known.details.iter().map(move |details| {
                stored(Some(details.participant.clone()), details.since.as_ref())
            });
            let actions = known
                .actions
                .iter()
                .map(move |((_, kind), at)| ParticipantAction {
                    action: Some(kind.to_string()),
                    ..stored(key.to_participant(), at.as_ref())
                });
            details.chain(actions)
        });
        let stored = StoredRoster {
            recording_id: Some(self.recording_id.clone()),
            actions: actions.collect(),
            ..StoredRoster::default()
        };
        stored.serialize(serializer)
    }
}

/// Reads the serialized form; `actions` may be in any order.
impl<'de> Deserialize<'de> for Roster {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let stored = StoredRoster::deserialize(deserializer)?;
        let id = stored.recording_id;
        let mut roster = Self::new(id.ok_or_else(|| D::Error::missing_field("recording_id"))?);
        for stored in stored.actions {
            let key = ParticipantKey::of(stored.participant.as_ref());
            let (Some(participant), false) = (stored.participant, key == ParticipantKey::Unknown)
            else {
                continue;
            };
            let at = stored.timestamp.as_ref().and_then(Point::of_action);
            match stored.action.map(|action| action.parse()) {
                None => {
                    let details = Details::new(&key, &participant, at);
                    roster.update(key, |known| known.insert_details(details));
                }
                Some(Ok(kind)) => {
                    roster.update(key, |known| known.insert_action(kind, at));
                }
                Some(Err(_)) => {}
            }
        }
        Ok(roster)
    }
}
