//! Random events: bodies on record with several fields altered, and all in another order.

use std::hash::{DefaultHasher, Hash, Hasher};

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

use super::json::{leaf, words};
use super::{check, over};
use crate::bodies::{Body, bodies};
use crate::mutations::{Step, at, places};
use crate::subject::{Subject, for_every_provider};

/// What happens to one place of a body.
#[derive(Clone, Debug)]
enum Change {
    Replace(Value),
    Remove,
    /// Another field beside those that are there.
    Add(String, Value),
    /// The value of another place of the body.
    Move(Index),
}

fn change(names: Vec<String>, texts: Vec<String>) -> impl Strategy<Value = Change> {
    // A leaf beyond what a number can be is no value.
    let leaf = leaf(texts).prop_map(|leaf| serde_json::from_str(&leaf).unwrap_or_default());
    let value = prop_oneof![
        4 => leaf.clone(),
        1 => prop::collection::vec(leaf.clone(), 0..3).prop_map(Value::Array),
        1 => (select(names.clone()), leaf.clone()).prop_map(|(name, leaf)| json!({name: leaf})),
    ];
    prop_oneof![
        3 => value.clone().prop_map(Change::Replace),
        1 => Just(Change::Remove),
        1 => (select(names), value).prop_map(|(name, value)| Change::Add(name, value)),
        1 => any::<Index>().prop_map(Change::Move),
    ]
}

fn apply(body: &mut Value, place: Index, change: Change) {
    let places = places(body);
    if places.is_empty() {
        return;
    }
    let other = |index: Index| index.get(&places);
    let place = place.get(&places);
    match change {
        Change::Replace(value) => *at(body, place) = value,
        Change::Move(from) => {
            let value = at(body, other(from)).clone();
            *at(body, place) = value;
        }
        Change::Add(name, value) => {
            if let Value::Object(map) = at(body, place) {
                map.insert(name, value);
            }
        }
        Change::Remove => {
            let (last, outer) = place.split_last().unwrap();
            match (last, at(body, outer)) {
                (Step::Field(name), Value::Object(fields)) => drop(fields.remove(name)),
                (Step::Index(index), Value::Array(items)) => drop(items.remove(*index)),
                _ => unreachable!("the place is one of the body's"),
            }
        }
    }
}

/// The body with the fields of every object in an order that the seed gives.
fn shuffled(value: &Value, seed: u64) -> String {
    match value {
        Value::Object(map) => {
            let mut fields: Vec<_> = map.iter().collect();
            fields.sort_by_cached_key(|(name, _)| {
                let mut hash = DefaultHasher::new();
                (seed, name).hash(&mut hash);
                hash.finish()
            });
            let fields = fields.iter();
            let fields =
                fields.map(|(name, value)| format!("{}:{}", json!(name), shuffled(value, seed)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
        }
        Value::Array(items) => {
            let items = items.iter().map(|item| shuffled(item, seed));
            format!("[{}]", items.collect::<Vec<_>>().join(","))
        }
        leaf => leaf.to_string(),
    }
}

for_every_provider!(random_events);
fn random_events<E: Subject>() {
    let (names, texts) = words(E::PROVIDER);
    let bodies: Vec<_> = bodies(E::PROVIDER).iter().map(Body::json).collect();
    let changes = prop::collection::vec((any::<Index>(), change(names, texts)), 0..6);
    let altered = (select(bodies), changes, any::<u64>());
    over(&altered, |(mut body, changes, seed)| {
        for (place, change) in changes {
            apply(&mut body, place, change);
        }
        check::<E>(&shuffled(&body, seed));
        // What the order of the fields says is nothing.
        let (one, other) = (body.to_string(), shuffled(&body, seed));
        match (
            E::from_slice(one.as_bytes()),
            E::from_slice(other.as_bytes()),
        ) {
            (Ok(one), Ok(other)) => assert_eq!(one, other),
            (one, other) => assert_eq!(one.is_ok(), other.is_ok(), "{one:?} {other:?}"),
        }
    });
}
