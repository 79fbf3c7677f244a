#![no_main]

use bot_webhooks::{exotel, pailflow, recall, synthflow};
use bytes::Bytes;
use http::{Method, Request};
use libfuzzer_sys::fuzz_target;

struct Nothing;

impl recall::Dispatcher for Nothing {
    type Error = ();
}

impl exotel::Dispatcher for Nothing {
    type Error = ();
}

impl pailflow::Dispatcher for Nothing {
    type Error = ();
}

impl synthflow::Dispatcher for Nothing {
    type Error = ();
}

// Any request to any endpoint: nothing panics, and every answer has one of the documented statuses.
fuzz_target!(|input: (u8, bool, Vec<u8>)| {
    let (provider, post, body) = input;
    let request = Request::builder()
        .method(if post { Method::POST } else { Method::GET })
        .uri("/hook")
        .body(Bytes::from(body))
        .unwrap();
    let response = pollster::block_on(async {
        match provider % 4 {
            0 => recall::Endpoint::dangerously_unauthenticated(Nothing).receive(request).await,
            1 => exotel::Endpoint::dangerously_unauthenticated(Nothing).receive(request).await,
            2 => pailflow::Endpoint::dangerously_unauthenticated(Nothing).receive(request).await,
            _ => synthflow::Endpoint::dangerously_unauthenticated(Nothing).receive(request).await,
        }
    });
    let status = response.status().as_u16();
    assert!(matches!(status, 200 | 400 | 405 | 413 | 422), "{status}");
    assert_eq!(status == 405, !post);
    if provider % 4 == 1 && post {
        serde_json::from_slice::<serde_json::Value>(response.body()).unwrap();
    }
});
