//! Random JSON, much of it in the words of a provider.

use std::collections::BTreeSet;

use bot_webhooks::Provider;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::{check, over};
use crate::bodies::bodies;
use crate::subject::{Subject, for_every_provider};

/// The names and the texts in all bodies of a provider.
pub(crate) fn words(provider: Provider) -> (Vec<String>, Vec<String>) {
    fn collect(value: &Value, names: &mut BTreeSet<String>, texts: &mut BTreeSet<String>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| collect(item, names, texts)),
            Value::Object(fields) => {
                for (name, value) in fields {
                    names.insert(name.clone());
                    collect(value, names, texts);
                }
            }
            Value::String(text) => drop(texts.insert(text.clone())),
            _ => {}
        }
    }
    let (mut names, mut texts) = (BTreeSet::new(), BTreeSet::new());
    for body in bodies(provider) {
        collect(&body.json(), &mut names, &mut texts);
    }
    (names.into_iter().collect(), texts.into_iter().collect())
}

/// A leaf as JSON: a text that the provider sends, or anything.
pub(crate) fn leaf(texts: Vec<String>) -> impl Strategy<Value = String> + Clone {
    prop_oneof![
        3 => select(texts).prop_map(|text| json!(text).to_string()),
        2 => any::<String>().prop_map(|text| json!(text).to_string()),
        1 => any::<f64>().prop_map(|number| json!(number).to_string()),
        1 => any::<i64>().prop_map(|number| number.to_string()),
        1 => "-?(0|[1-9][0-9]{0,40})(\\.[0-9]{1,40})?(e-?[0-9]{1,2})?",
        1 => select(vec![
            "null", "true", "false", "0", "-0", "1e400", r#""""#, r#""TRUE""#, r#""8.5""#,
            r#""{\"a\": [1]}""#, r#""[{}]""#, r#""2026-02-09T08:58:13.406739+00:00""#,
            r#""2026-02-09 08:58:13""#, r#""1770627493""#, "1770627493000",
            r#""3F1C7A52-58d2-4a3e-9d0a-7b7f0a6f2e11""#, r#""\ud83d\ude00\u0000""#,
        ])
        .prop_map(str::to_owned),
    ]
}

/// Any value as JSON. Fields come in any order, and can come twice.
fn value(provider: Provider) -> impl Strategy<Value = String> {
    let (names, texts) = words(provider);
    let name = prop_oneof![8 => select(names), 1 => any::<String>()];
    leaf(texts).prop_recursive(5, 40, 8, move |inner| {
        let field = (name.clone(), inner.clone())
            .prop_map(|(name, value)| format!("{}: {value}", json!(name)));
        prop_oneof![
            1 => prop::collection::vec(inner, 0..4)
                .prop_map(|items| format!("[{}]", items.join(", "))),
            3 => prop::collection::vec(field, 0..8)
                .prop_map(|fields| format!("{{{}}}", fields.join(", "))),
        ]
    })
}

for_every_provider!(random_json);
fn random_json<E: Subject>() {
    over(&value(E::PROVIDER), |body| check::<E>(&body));
}

for_every_provider!(random_fields_of_an_event);
fn random_fields_of_an_event<E: Subject>() {
    let (names, texts) = words(E::PROVIDER);
    let tag = select(E::TAGS.to_vec()).prop_map(str::to_owned);
    let name =
        prop_oneof![3 => select(E::NAMES.to_vec()).prop_map(str::to_owned), 1 => select(texts)];
    let tag = (tag, name.prop_map(|name| json!(name).to_string()));
    let field = (select(names), value(E::PROVIDER));
    let fields = prop::collection::vec(field, 0..8);
    let body = (tag, fields, any::<bool>()).prop_map(|(tag, mut fields, first)| {
        let place = if first { 0 } else { fields.len() };
        fields.insert(place, tag);
        let fields = fields.iter();
        let fields = fields.map(|(name, value)| format!("{}: {value}", json!(name)));
        format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
    });
    over(&body, |body| check::<E>(&body));
}
