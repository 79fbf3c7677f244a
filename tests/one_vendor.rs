//! What a worker that is built for one vendor does with the deliveries of the others:
//! `cargo test --package bot-webhooks --no-default-features --features recall --test one_vendor`.

#![cfg(all(feature = "recall", not(feature = "exotel")))]

use bot_webhooks::{Event, OwnedDelivery, ParseErrorKind, Provider};

#[test]
fn it_can_leave_them_in_the_queue() {
    let queued = r#"{"provider": "exotel", "body": "{\"trigger_reason\": \"start\"}"}"#;
    let delivery: OwnedDelivery = serde_json::from_str(queued).unwrap();
    assert_eq!(delivery.provider(), Provider::Exotel);
    assert_eq!(Provider::detect(delivery.body()), None);

    let error = Event::from_slice(delivery.provider(), delivery.body()).unwrap_err();
    assert_eq!(error.kind(), ParseErrorKind::NotEnabled);
    assert_eq!(
        error.to_string(),
        "exotel: the feature `exotel` is not enabled"
    );
}
