//! Reads a body and matches on the event: `cargo run --example parse`.

use bot_webhooks::{ParseError, recall};

fn main() -> Result<(), ParseError> {
    let body = br#"{
        "event": "bot.call_ended",
        "data": {
            "data": {
                "code": "call_ended",
                "sub_code": "timeout_exceeded_waiting_room",
                "updated_at": "2026-11-20T14:03:22.120938+00:00"
            },
            "bot": {"id": "3d1c42ad-58a1-4a4e-a69e-0c6ba0d48c5f", "metadata": {"deal": "D-17"}}
        }
    }"#;
    match recall::Event::from_slice(body)? {
        recall::Event::BotCallEnded(change) => {
            if let Some(why) = change.sub_code() {
                println!("the call has ended: {why}, {:?}", why.class());
            }
        }
        recall::Event::BotDone(_) => println!("the recording can be downloaded"),
        other => println!("{} is none of our business", other.name()),
    }
    Ok(())
}
