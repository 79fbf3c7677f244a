//! A million fields.

use allocation_counter::measure;
use bot_webhooks::Provider;
use bytes::Bytes;
use http_body_util::Full;

use super::post;
use super::shapes::shapes;

fn a_million(provider: Provider, name: &str) {
    let shapes = shapes();
    let shape = shapes
        .iter()
        .find(|shape| shape.provider == provider && shape.name == name);
    let body = Bytes::from(shape.unwrap().body(1_000_000));
    assert_eq!(post(provider, None, Full::new(body.clone())), 413);
    let len = body.len() as u64;
    let read = measure(|| {
        assert_eq!(post(provider, Some(usize::MAX), Full::new(body)), 200);
    });
    println!(
        "{provider}: a million {name}: {} MB for {} MB",
        read.bytes_max >> 20,
        len >> 20
    );
    assert!(read.bytes_max < 20 * len);
}

#[test]
fn exotel() {
    a_million(Provider::Exotel, "fields of a map");
}

#[test]
fn pailflow() {
    a_million(Provider::PailFlow, "the event's name last");
}

#[test]
fn recall() {
    a_million(Provider::Recall, "unknown fields");
}

#[test]
fn synthflow() {
    a_million(Provider::Synthflow, "an unknown event");
}
