//! The bodies, as they stand on the wire: without the white space that the fixtures are printed with.

pub(crate) mod json;

use json::Json;

/// A body that is made when it is needed, because some are large.
#[derive(Clone, Copy)]
pub(crate) struct Body {
    pub(crate) name: &'static str,
    pub(crate) make: fn() -> String,
}

const fn body(name: &'static str, make: fn() -> String) -> Body {
    Body { name, make }
}

pub(crate) const RECALL: Body = body("recall", recall);
pub(crate) const RECALL_REVERSED: Body = body("recall-reversed", || reversed(&recall()));
pub(crate) const RECALL_1KB: Body = body("recall-1KB", recall_with_metadata);
/// A buffer of 64 KB, which is 1.5 s of audio.
pub(crate) const RECALL_AUDIO: Body = body("recall-audio", recall_audio);
/// An utterance of 50 words.
pub(crate) const RECALL_WORDS: Body = body("recall-words", recall_words);
pub(crate) const EXOTEL: Body = body("exotel", exotel);
pub(crate) const EXOTEL_REVERSED: Body = body("exotel-reversed", || reversed(&exotel()));
pub(crate) const SYNTHFLOW: Body = body("synthflow", synthflow);
pub(crate) const SYNTHFLOW_REVERSED: Body = body("synthflow-reversed", || reversed(&synthflow()));
pub(crate) const PAILFLOW: Body = body("pailflow", || pailflow(35_500));
pub(crate) const PAILFLOW_REVERSED: Body =
    body("pailflow-reversed", || reversed(&pailflow(35_500)));
pub(crate) const PAILFLOW_10MB: Body = body("pailflow-10MB", || pailflow(10_000_000));

/// Transcripts of more and more segments.
pub(crate) const EXOTEL_SEGMENTS: [Body; 4] = [
    body("exotel-10-segments", || exotel_segments(10)),
    body("exotel-100-segments", || exotel_segments(100)),
    body("exotel-1000-segments", || exotel_segments(1_000)),
    body("exotel-10000-segments", || exotel_segments(10_000)),
];

/// Bodies to verify: what they say does not matter there.
pub(crate) const SIGNED: [Body; 5] = [
    body("256B", || "w".repeat(256)),
    body("4KB", || "w".repeat(4 << 10)),
    body("64KB", || "w".repeat(64 << 10)),
    body("1MB", || "w".repeat(1 << 20)),
    body("10MB", || "w".repeat(10 << 20)),
];

/// A change of a bot's status: 250 bytes.
fn recall() -> String {
    let printed = include_str!("../../../tests/payloads/recall/bot.call_ended.json");
    in_page_order(printed)
}

/// The same with as much metadata as makes 1 KB.
fn recall_with_metadata() -> String {
    let booking = r#""booking":"bk-2041""#;
    let more: Vec<_> = (0..15)
        .map(|number| format!(r#""customer_field_{number}":"what the customer keeps at {number}""#))
        .collect();
    recall().replace(booking, &format!("{booking},{}", more.join(",")))
}

fn recall_audio() -> String {
    let printed = include_str!("../../../tests/payloads/recall/audio_mixed_raw.data.json");
    let (head, rest) = printed.split_once("\"buffer\": \"").unwrap_or_default();
    let (_, tail) = rest.split_once('"').unwrap_or_default();
    let buffer = "gAOfBaUH".repeat((64 << 10) / 8);
    in_page_order(&format!("{head}\"buffer\": \"{buffer}\"{tail}"))
}

fn recall_words() -> String {
    let printed = include_str!("../../../tests/payloads/recall/transcript.data.json");
    let compact = in_page_order(printed);
    let (head, rest) = compact.split_once("\"words\":[").unwrap_or_default();
    let (words, tail) = rest.split_once("],").unwrap_or_default();
    let words = [words; 10].join(",");
    format!("{head}\"words\":[{words}],{tail}")
}

/// A transcript of one turn: 1 KB.
fn exotel() -> String {
    let printed = include_str!("../../../tests/payloads/exotel/transcript_events.json");
    in_page_order(printed)
}

/// The page's example, with ids in the place of its `[UUID]` and a call as long as the page's.
fn synthflow() -> String {
    let printed = include_str!("../../../tests/payloads/synthflow/post_call.as_printed.json");
    let end = r"\nbot: It’s booked.";
    let longer = conversation(r"\n", 1_450) + end;
    let printed = printed
        .replace("[UUID]", "0d9f1c62-7be4-4f0a-8a37-5c1e29b4d8f6")
        .replace(end, &longer);
    in_page_order(&printed)
}

/// A session whose transcript has this many bytes.
fn pailflow(bytes: usize) -> String {
    let printed = include_str!("../../../tests/payloads/pailflow/session_complete.json");
    let mut session = in_page_order(printed);
    let opening = "\"transcript_text\":\"";
    let text = conversation(r"\n[2026-01-12T17:20:31.000000+00:00] ", bytes);
    if let Some(at) = session.find(opening) {
        session.insert_str(at + opening.len(), &text);
    }
    session
}

/// A transcript of this many segments.
fn exotel_segments(count: usize) -> String {
    let turn = exotel();
    let (head, rest) = turn.split_once("_segments\":[").unwrap_or_default();
    let (segments, tail) = rest.split_once(']').unwrap_or_default();
    let segment = segments.split_inclusive('}').next().unwrap_or_default();
    let segments = vec![segment; count].join(",");
    format!("{head}_segments\":[{segments}]{tail}")
}

/// Turns of two speakers, each after `opening`, until there are this many bytes. As it stands
/// inside JSON: line breaks are escaped.
fn conversation(opening: &str, bytes: usize) -> String {
    let turns = [
        "bot: Sure, that can be done. Which day would be the best for you, and at what time? ",
        "human: Thursday, I think,",
        "human: in the morning if there is anything free, the earlier the better.",
        "bot: Let me look. There is one hour left on Thursday, from nine to ten. Shall I book it? ",
        "human: Yes, please. And could somebody send me the papers before, so that I can read them?",
    ];
    let mut text = String::with_capacity(bytes + 200);
    for turn in turns.into_iter().cycle() {
        if text.len() >= bytes {
            break;
        }
        text += opening;
        text += turn;
    }
    text
}

fn in_page_order(json: &str) -> String {
    Json::read(json).to_string()
}

/// The same body with the members of every object from the last to the first.
fn reversed(json: &str) -> String {
    Json::read(json).reversed().to_string()
}
