//! Exotel: what is its own, beyond what holds for the bodies of every provider.

mod answers;
mod classification;
mod event_data;
mod values;

use std::fs;

use bot_webhooks::exotel::{Event, Request};

/// File name without `.json`, and text, of every body on record.
fn bodies() -> Vec<(String, String)> {
    let folder = crate::fixtures::root().join("tests/payloads/exotel");
    let mut bodies = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            bodies.push((name, fs::read_to_string(path).unwrap()));
        }
    }
    assert!(bodies.len() > 40);
    bodies.sort();
    bodies
}

fn body(name: &str) -> String {
    let found = bodies().into_iter().find(|(other, _)| other == name);
    found.unwrap_or_else(|| panic!("no body {name}")).1
}

fn request(name: &str) -> Request {
    let event: Event = body(name).parse().unwrap();
    event.request().unwrap().clone()
}
