use crate::turn::{self, Label};
use crate::{Timestamp, Turn};

pub(super) fn turns(transcript: Option<&str>) -> impl Iterator<Item = Turn<'_>> {
    turn::turns(transcript.unwrap_or_default(), label)
}

/// Parses the beginning of a line `[2026-01-12T17:21:30Z] Speaker: text`.
fn label(rest: &str) -> Option<Label<'_>> {
    let line = rest.split('\n').next()?;
    let (time, line_after) = line.strip_prefix('[')?.split_once("] ")?;
    if !begins_with_date(time) {
        return None;
    }
    let (speaker, text) = match line_after.split_once(": ") {
        Some(split) => split,
        None => (line_after.trim_end().strip_suffix(':')?, ""),
    };
    let speaker = speaker.trim();
    if speaker.is_empty() {
        return None;
    }
    Some(Label {
        speaker,
        time: Some(Timestamp::from(time)),
        text: rest.get(line.len() - text.len()..)?,
    })
}

/// Whether a string begins like `2026-01-12T`, so that `[laughs] Ana: …` is not a label.
fn begins_with_date(text: &str) -> bool {
    let form = b"0000-00-00T";
    let fits = |(byte, form): (u8, &u8)| match form {
        b'0' => byte.is_ascii_digit(),
        other => byte == *other,
    };
    text.len() >= form.len() && text.bytes().zip(form).all(fits)
}
