//! What the fuzz targets share.

/// A target that reads any bytes as an event: nothing panics, an event says all of its body, and
/// is the same when it is written and read again.
#[macro_export]
macro_rules! parser {
    ($event:ty) => {
        libfuzzer_sys::fuzz_target!(|body: &[u8]| {
            let event = match <$event>::from_slice(body) {
                Ok(event) => event,
                Err(error) => {
                    // A body that is refused is refused in words.
                    assert!(!error.to_string().is_empty());
                    assert!(!error.path().is_empty());
                    return;
                }
            };
            let _ = event.unrecognized();
            let came: serde_json::Value = serde_json::from_slice(body).unwrap();
            let kept = serde_json::to_value(&event).unwrap();
            assert_eq!(kept, came, "nothing is lost");
            let written = serde_json::to_vec(&event).unwrap();
            assert_eq!(<$event>::from_slice(&written).unwrap(), event);
        });
    };
}
