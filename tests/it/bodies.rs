//! Every body on record: read, written back, and complete.

use std::fs;

use bot_webhooks::Provider;
use serde_json::Value;

use crate::subject::{Subject, for_every_provider};

/// A body, and the file (and line) that it is in.
pub(crate) struct Body {
    pub(crate) source: String,
    pub(crate) text: String,
}

impl Body {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{}: {error}", self.source))
    }
}

/// Every body on record of a provider.
pub(crate) fn bodies(provider: Provider) -> Vec<Body> {
    let folder = crate::fixtures::root().join("tests/payloads");
    let mut bodies = Vec::new();
    let mut files: Vec<_> = fs::read_dir(folder.join(provider.as_str()))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).unwrap();
        match file.extension().and_then(|extension| extension.to_str()) {
            Some("json") => bodies.push(Body { source: name, text }),
            Some("jsonl") => bodies.extend(text.lines().enumerate().map(|(line, text)| Body {
                source: format!("{name}:{}", line + 1),
                text: text.to_owned(),
            })),
            _ => assert_eq!(name, "SOURCES.md"),
        }
    }
    assert!(!bodies.is_empty());
    bodies
}

for_every_provider!(read_and_written_back);
fn read_and_written_back<E: Subject>() {
    for body in bodies(E::PROVIDER) {
        let event =
            E::from_slice(body.text.as_bytes()).unwrap_or_else(|e| panic!("{}: {e}", body.source));
        let written = serde_json::to_string(&event).unwrap();
        assert_eq!(
            serde_json::from_str::<Value>(&written).unwrap(),
            body.json(),
            "{}",
            body.source
        );
        assert_eq!(
            E::from_slice(written.as_bytes()).unwrap(),
            event,
            "{}",
            body.source
        );
        assert_eq!(
            serde_json::from_value::<E>(body.json()).unwrap(),
            event,
            "{}",
            body.source
        );
    }
}

for_every_provider!(every_event_has_a_sample);
fn every_event_has_a_sample<E: Subject>() {
    let bodies = bodies(E::PROVIDER);
    for name in E::NAMES {
        let file = format!("{name}.json");
        let sample = bodies.iter().find(|body| body.source == file);
        let sample = sample.unwrap_or_else(|| panic!("no {file}"));
        let event = E::from_slice(sample.text.as_bytes()).unwrap();
        assert_eq!(event.name(), *name);
        assert!(event.is_known());
        assert_eq!(event.drift(), [], "{file} is to show what is known");
    }
}

for_every_provider!(the_sources_are_listed);
fn the_sources_are_listed<E: Subject>() {
    let folder = crate::fixtures::root().join("tests/payloads");
    let sources = fs::read_to_string(folder.join(E::PROVIDER.as_str()).join("SOURCES.md")).unwrap();
    assert!(sources.contains("documented") && sources.contains("| file |"));
}
