use serde::Serialize;

/// The JSON of a reply, or of something else that is written as objects, strings and numbers.
pub(crate) fn to_json(reply: &impl Serialize) -> Vec<u8> {
    let json = serde_json::to_vec(reply);
    debug_assert!(json.is_ok(), "failed to serialize: {json:?}");
    // Cannot fail: a `Vec` takes every byte, and what is written consists of strings, numbers, values,
    // and maps with string keys. A `serde_json::Value`, which prints itself without a `Result`, would
    // sort the fields.
    json.unwrap_or_default()
}
