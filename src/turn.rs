use std::borrow::Cow;

use crate::Timestamp;

/// One turn of a conversation, borrowed from its transcript where that has it in one piece.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Turn<'a> {
    /// Who speaks, as the transcript names them; `None` if it does not say.
    pub speaker: Option<&'a str>,
    /// What is said, without the label before it; line breaks inside it are kept.
    pub text: Cow<'a, str>,
    /// When the turn began; `None` if the transcript does not say.
    pub time: Option<Timestamp>,
}

/// What opens a turn at the start of a line.
pub(crate) struct Label<'a> {
    pub(crate) speaker: &'a str,
    pub(crate) time: Option<Timestamp>,
    /// The line after the label.
    pub(crate) text: &'a str,
}

/// Splits a transcript at the lines that open a turn. Text before the first is a turn without a
/// speaker, and any other line belongs to the turn before it: only white space between turns is
/// dropped.
pub(crate) fn turns<'a>(
    transcript: &'a str,
    label: impl Fn(&'a str) -> Option<Label<'a>>,
) -> impl Iterator<Item = Turn<'a>> {
    let mut rest = transcript;
    std::iter::from_fn(move || {
        loop {
            if rest.is_empty() {
                return None;
            }
            let opening = label(rest);
            let body = opening.as_ref().map_or(rest, |label| label.text);
            let end = body
                .match_indices('\n')
                .map(|(at, _)| at + 1)
                .find(|&at| body.get(at..).is_some_and(|line| label(line).is_some()))
                .unwrap_or(body.len());
            let (text, after) = body.split_at_checked(end)?;
            rest = after;
            let text = text.trim();
            let opening = opening.map(|label| (Some(label.speaker), label.time));
            let (speaker, time) = opening.unwrap_or_default();
            if speaker.is_some() || !text.is_empty() {
                return Some(Turn {
                    speaker,
                    text: text.into(),
                    time,
                });
            }
        }
    })
}
