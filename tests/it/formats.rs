//! The types are plain serde: they read and write other formats, and other crates' JSON.

use crate::bodies::bodies;
use crate::subject::{Subject, for_every_provider};

for_every_provider!(message_pack);
fn message_pack<E: Subject>() {
    for body in bodies(E::PROVIDER) {
        let event = E::from_slice(body.text.as_bytes()).unwrap();
        let packed = rmp_serde::to_vec_named(&event).unwrap();
        assert_eq!(
            rmp_serde::from_slice::<E>(&packed).unwrap(),
            event,
            "{}",
            body.source
        );
    }
}

for_every_provider!(sonic);
fn sonic<E: Subject>() {
    for body in bodies(E::PROVIDER) {
        let event = E::from_slice(body.text.as_bytes()).unwrap();
        assert_eq!(
            sonic_rs::from_str::<E>(&body.text).unwrap(),
            event,
            "{}",
            body.source
        );
    }
}

for_every_provider!(small_enough_to_move);
fn small_enough_to_move<E: Subject>() {
    assert!(size_of::<E>() <= 256, "{} bytes", size_of::<E>());
}
