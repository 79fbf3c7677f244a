//! Every body on record, altered in every place: nothing panics, and nothing is lost.

use bot_webhooks::ParseErrorKind;
use serde_json::{Map, Value, json};

use crate::bodies::bodies;
use crate::subject::{Subject, for_every_provider};

/// A place in a body.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Field(String),
    Index(usize),
}

/// Every place below the top of a body.
pub(crate) fn places(value: &Value) -> Vec<Vec<Step>> {
    let below: Vec<(Step, &Value)> = match value {
        Value::Object(map) => map
            .iter()
            .map(|(k, v)| (Step::Field(k.clone()), v))
            .collect(),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(i, v)| (Step::Index(i), v))
            .collect(),
        _ => Vec::new(),
    };
    let mut places = Vec::new();
    for (step, value) in below {
        places.push(vec![step.clone()]);
        for mut rest in self::places(value) {
            rest.insert(0, step.clone());
            places.push(rest);
        }
    }
    places
}

pub(crate) fn at<'v>(value: &'v mut Value, place: &[Step]) -> &'v mut Value {
    place.iter().fold(value, |value, step| match step {
        Step::Field(name) => &mut value[name.as_str()],
        Step::Index(index) => &mut value[*index],
    })
}

/// The path as the crate writes it.
fn path(place: &[Step]) -> String {
    let mut path = String::new();
    for step in place {
        match step {
            Step::Index(index) => path = format!("{path}[{index}]"),
            Step::Field(name)
                if !name.is_empty()
                    && name
                        .chars()
                        .all(|c| c.is_ascii_alphanumeric() || "_-".contains(c)) =>
            {
                if !path.is_empty() {
                    path.push('.');
                }
                path += name;
            }
            Step::Field(name) => path = format!("{path}[{name:?}]"),
        }
    }
    path
}

type Order = fn(&mut Vec<(&String, &Value)>);

/// JSON with the fields of every object in another order than a map would give them.
fn write(value: &Value, order: Order) -> String {
    match value {
        Value::Object(map) => {
            let mut fields: Vec<_> = map.iter().collect();
            order(&mut fields);
            let fields = fields
                .iter()
                .map(|(k, v)| format!("{}:{}", json!(k), write(v, order)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
        }
        Value::Array(list) => {
            let items = list.iter().map(|item| write(item, order));
            format!("[{}]", items.collect::<Vec<_>>().join(","))
        }
        leaf => leaf.to_string(),
    }
}

/// What was read says all of what came.
fn assert_kept<E: Subject>(event: &E, body: &Value, what: &str) {
    assert_eq!(serde_json::to_value(event).unwrap(), *body, "{what}");
}

for_every_provider!(fields_in_any_order);
fn fields_in_any_order<E: Subject>() {
    for body in bodies(E::PROVIDER) {
        let event = E::from_slice(body.text.as_bytes()).unwrap();
        let orders: [Order; 2] = [
            |m| m.reverse(),
            |m| {
                let middle = m.len() / 2;
                m.rotate_left(middle);
            },
        ];
        for order in orders {
            let reordered = write(&body.json(), order);
            let again = E::from_slice(reordered.as_bytes());
            assert_eq!(again.as_ref(), Ok(&event), "{}: {reordered}", body.source);
            assert_eq!(
                serde_json::from_str::<E>(&reordered).unwrap(),
                event,
                "{}",
                body.source
            );
        }
    }
}

for_every_provider!(undocumented_fields);
fn undocumented_fields<E: Subject>() {
    for body in bodies(E::PROVIDER) {
        let known = E::from_slice(body.text.as_bytes()).unwrap();
        let mut altered = body.json();
        let mut everywhere = places(&altered);
        everywhere.push(Vec::new());
        for place in everywhere {
            if let Value::Object(map) = at(&mut altered, &place) {
                map.insert("zz_new".into(), json!({"deep": [1, null, "x", 0.1]}));
                map.insert(String::new(), json!({"no": "name"}));
            }
        }
        let event = E::from_slice(altered.to_string().as_bytes());
        let event = event.unwrap_or_else(|error| panic!("{}: {error}", body.source));
        assert_eq!(event.name(), known.name(), "{}", body.source);
        assert_kept(&event, &altered, &body.source);
        if event.is_known() {
            let drift = event.drift();
            assert!(
                drift.iter().any(|drift| drift.path == "zz_new"),
                "{}: {drift:?}",
                body.source
            );
            assert!(
                drift.iter().any(|drift| drift.path == "[\"\"]"),
                "{}: {drift:?}",
                body.source
            );
        }
    }
}

for_every_provider!(missing_fields);
fn missing_fields<E: Subject>() {
    for body in bodies(E::PROVIDER) {
        for place in places(&body.json()) {
            let Some((Step::Field(name), outer)) = place.split_last() else {
                continue;
            };
            let mut altered = body.json();
            at(&mut altered, outer)
                .as_object_mut()
                .unwrap()
                .remove(name);
            let what = format!("{} without {}", body.source, path(&place));
            match E::from_slice(altered.to_string().as_bytes()) {
                Ok(event) => assert_kept(&event, &altered, &what),
                Err(error) => {
                    assert!(
                        outer.is_empty() && E::TAGS.contains(&&**name),
                        "{what}: {error}"
                    );
                    assert_eq!(error.path(), E::TAGS[0], "{what}");
                    assert_eq!(error.kind(), ParseErrorKind::WrongStructure, "{what}");
                }
            }
        }
    }
}

for_every_provider!(fields_of_other_types);
fn fields_of_other_types<E: Subject>() {
    let others = [
        Value::Null,
        json!(true),
        json!(5),
        json!(-0.25),
        json!("text"),
        json!(""),
        json!([]),
        json!([{"a": 1}]),
        json!([null]),
        json!(Map::new()),
        json!({"a": [1]}),
    ];
    for body in bodies(E::PROVIDER) {
        for place in places(&body.json()) {
            for other in &others {
                let mut altered = body.json();
                *at(&mut altered, &place) = other.clone();
                let what = format!("{}, {} at {}", body.source, other, path(&place));
                match E::from_slice(altered.to_string().as_bytes()) {
                    Ok(event) => assert_kept(&event, &altered, &what),
                    Err(error) => {
                        assert_eq!(
                            error.kind(),
                            ParseErrorKind::WrongStructure,
                            "{what}: {error}"
                        );
                        // A list or an object of the wrong content is wrong within.
                        let wrong = path(&place);
                        let first = path(&place[..1]);
                        let tag = E::TAGS.contains(&&*first) && error.path() == E::TAGS[0];
                        assert!(error.path().starts_with(&wrong) || tag, "{what}: {error}");
                        assert!(!error.to_string().contains("text\""), "{what}: {error}");
                    }
                }
            }
        }
    }
}

for_every_provider!(cut_off_at_every_byte);
fn cut_off_at_every_byte<E: Subject>() {
    for body in bodies(E::PROVIDER) {
        let whole = body.text.trim_end();
        for end in 0..whole.len() {
            let error = E::from_slice(&whole.as_bytes()[..end]).unwrap_err();
            assert_eq!(
                error.kind(),
                ParseErrorKind::NotJson,
                "{} to {end}: {error}",
                body.source
            );
        }
    }
}

for_every_provider!(bodies_that_are_not_an_object);
fn bodies_that_are_not_an_object<E: Subject>() {
    for top in ["null", "true", "5", "\"text\"", "[]", "[{}]"] {
        let error = E::from_slice(top.as_bytes()).unwrap_err();
        assert_eq!(error.kind(), ParseErrorKind::WrongStructure, "{top}");
        assert_eq!(error.path(), ".", "{top}");
    }
    let error = E::from_slice(b"{}").unwrap_err();
    assert_eq!(error.path(), E::TAGS[0]);
}
