use serde::{Deserialize, Serialize};

use crate::Id;

/// Something that can be downloaded now: see [`Timeline::ready`](super::Timeline::ready).
///
/// It serializes as `{"recording": "…"}`, so you can remember what you have downloaded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Ready {
    /// All media of the recording with this id, except for transcripts that are made later.
    Recording(Id),
    /// The transcript with this id.
    Transcript(Id),
    /// All recordings of the bot with this id, as far as the bot's status says. Only if no
    /// `recording.*` event of the bot is known.
    Bot(Id),
}

impl Ready {
    /// Returns the id of the recording, the transcript or the bot.
    #[must_use]
    pub fn id(&self) -> &Id {
        match self {
            Self::Recording(id) | Self::Transcript(id) | Self::Bot(id) => id,
        }
    }
}
