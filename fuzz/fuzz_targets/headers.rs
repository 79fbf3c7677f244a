#![no_main]

use std::time::{Duration, SystemTime};

use bot_webhooks::synthflow::CallIdSignature;
use bot_webhooks::verify::{StandardWebhooks, UrlToken};
use libfuzzer_sys::fuzz_target;

// Any header values, any URL: nothing panics, and nothing is believed that was not signed.
fuzz_target!(|values: (Vec<u8>, Vec<u8>, Vec<u8>, Vec<u8>, String, u64, bool)| {
    let (id, timestamp, signature, body, uri, now, svix) = values;
    let family = if svix { "svix" } else { "webhook" };
    let headers = [
        (format!("{family}-id"), id),
        (format!("{family}-timestamp"), timestamp),
        (format!("{family}-signature"), signature.clone()),
        ("synthflow-signature".to_owned(), signature),
    ];
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(now >> 8);
    let secret = "whsec_plJ3nmyCDGBKInavdOK15jsl";
    let proof = StandardWebhooks::new([secret]).unwrap();
    assert!(proof.verify(&headers, &body, now).is_err());
    let proof = CallIdSignature::new(["your-secret-key"]).unwrap();
    assert!(proof.verify(&headers, &uri).is_err());
    let proof = UrlToken::in_query("token", ["0123456789abcdefghij"]).unwrap();
    if proof.verify(&uri).is_ok() {
        assert!(uri.contains("token="));
    }
    let proof = UrlToken::in_path(["0123456789abcdefghij"]).unwrap();
    let _ = proof.verify(&uri);
    let _ = StandardWebhooks::new([&uri]);
});
