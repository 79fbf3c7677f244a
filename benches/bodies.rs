//! The bodies, as they stand on the wire: fixtures without the white space that they are printed with.

/// A body that is made when it is needed, because some are large.
#[derive(Clone, Copy)]
pub(crate) struct Body {
    pub(crate) name: &'static str,
    pub(crate) make: fn() -> String,
}

const fn body(name: &'static str, make: fn() -> String) -> Body {
    Body { name, make }
}

macro_rules! fixture {
    ($file:literal) => {
        compact(include_str!(concat!("../tests/payloads/", $file)))
    };
}

pub(crate) const RECALL: Body = body("recall", || fixture!("recall/bot.call_ended.json"));
pub(crate) const RECALL_NAME_LAST: Body = body("recall-name-last", || name_last(&(RECALL.make)()));
#[cfg(feature = "compare")]
pub(crate) const RECALL_1KB: Body = body("recall-1KB", recall_with_metadata);
/// A buffer of 64 KB, which is 1.5 s of audio.
pub(crate) const RECALL_AUDIO: Body = body("recall-audio", || {
    let body = fixture!("recall/audio_mixed_raw.data.json");
    fill(&body, r#""buffer":""#, r#"""#, |_| {
        "gAOfBaUH".repeat((64 << 10) / 8)
    })
});
/// An utterance of 50 words.
pub(crate) const RECALL_WORDS: Body = body("recall-words", || {
    let body = fixture!("recall/transcript.data.json");
    fill(&body, r#""words":["#, "],", |words| [words; 10].join(","))
});
/// A transcript of one turn.
pub(crate) const EXOTEL: Body = body("exotel", || fixture!("exotel/transcript_events.json"));
/// The vendor's example, with ids in the place of its `[UUID]` and a call as long as that one.
pub(crate) const SYNTHFLOW: Body = body("synthflow", || {
    let body = fixture!("synthflow/post_call.as_printed.json");
    let body = body.replace("[UUID]", "0d9f1c62-7be4-4f0a-8a37-5c1e29b4d8f6");
    let end = r"\nbot: It’s booked.";
    body.replace(end, &(conversation(r"\n", 1_450) + end))
});
/// A session whose transcript is long.
pub(crate) const PAILFLOW: Body = body("pailflow", || {
    let more = conversation(r"\n[2026-01-12T17:20:31.000000+00:00] ", 35_500);
    let body = fixture!("pailflow/session_complete.json");
    let opening = r#""transcript_text":""#;
    body.replace(opening, &(opening.to_owned() + &more))
});
pub(crate) const PAILFLOW_NAME_LAST: Body =
    body("pailflow-name-last", || name_last(&(PAILFLOW.make)()));

/// Bodies to verify: what they say does not matter there.
#[cfg(feature = "compare")]
pub(crate) const SIGNED: [Body; 3] = [
    body("256B", || "w".repeat(256)),
    body("64KB", || "w".repeat(64 << 10)),
    body("1MB", || "w".repeat(1 << 20)),
];

#[cfg(feature = "compare")]
fn recall_with_metadata() -> String {
    let field = |n| format!(r#","customer_field_{n}":"what the customer keeps at {n}""#);
    let booking = r#""booking":"bk-2041""#;
    let more: String = (0..15).map(field).collect();
    (RECALL.make)().replace(booking, &format!("{booking}{more}"))
}

/// The body with something else between `begin` and the next `end`.
fn fill(body: &str, begin: &str, end: &str, with: impl Fn(&str) -> String) -> String {
    let (head, rest) = body.split_once(begin).unwrap();
    let (inside, tail) = rest.split_once(end).unwrap();
    [head, begin, &with(inside), end, tail].concat()
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
    let mut text = String::new();
    for turn in turns.into_iter().cycle() {
        if text.len() >= bytes {
            break;
        }
        text.extend([opening, turn]);
    }
    text
}

/// The same body with the event's name, which comes first, at the end.
fn name_last(body: &str) -> String {
    let (name, rest) = body[1..body.len() - 1].split_once(',').unwrap();
    format!("{{{rest},{name}}}")
}

/// JSON without the white space between its tokens.
fn compact(printed: &str) -> String {
    let (mut quoted, mut escaped) = (false, false);
    let on_the_wire = |c: &char| {
        quoted ^= *c == '"' && !escaped;
        escaped = *c == '\\' && !escaped;
        quoted || !c.is_whitespace()
    };
    printed.chars().filter(on_the_wire).collect()
}
