use std::collections::BTreeSet;
use std::env::consts::EXE_SUFFIX;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::process::Command;
use std::task::{Context, Poll, Waker};
use std::{env, fs};

use serde_json::Value;

/// The folder of the crate.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The text of one fixture: `body("pailflow/session_complete.json")`.
pub(crate) fn body(path: &str) -> String {
    let payloads = root().join("tests/payloads");
    fs::read_to_string(payloads.join(path)).unwrap()
}

/// An example, which `cargo test` builds beside the tests.
pub(crate) fn example(name: &str) -> Command {
    let test = env::current_exe().unwrap();
    let target = test.ancestors().nth(2).unwrap();
    let example = target.join(format!("examples/{name}{EXE_SUFFIX}"));
    assert!(
        example.exists(),
        "`cargo build --all-features --example {name}` comes first"
    );
    Command::new(example)
}

/// Every fixture of a provider.
pub(crate) fn bodies(provider: &str) -> Vec<Value> {
    let folder = root().join("tests/payloads");
    let files = fs::read_dir(folder.join(provider)).unwrap();
    let paths = files.map(|file| file.unwrap().path());
    paths
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .map(|path| serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap())
        .collect()
}

/// Every string in a field of one of these names, at any depth of any fixture of a provider.
pub(crate) fn strings_of(provider: &str, names: &[&str]) -> BTreeSet<String> {
    fn collect(value: &Value, names: &[&str], texts: &mut BTreeSet<String>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| collect(item, names, texts)),
            Value::Object(fields) => {
                for (name, value) in fields {
                    if let (true, Value::String(text)) = (names.contains(&name.as_str()), value) {
                        texts.insert(text.clone());
                    }
                    collect(value, names, texts);
                }
            }
            _ => {}
        }
    }
    let mut texts = BTreeSet::new();
    for body in bodies(provider) {
        collect(&body, names, &mut texts);
    }
    texts
}

/// Fails for every value of a vocabulary that no fixture has.
macro_rules! every_value_has_a_fixture {
    ($provider:literal, $type:ty, $names:expr) => {
        let texts = crate::fixtures::strings_of($provider, $names);
        for value in <$type>::KNOWN {
            assert!(texts.contains(value.as_str()), "no fixture has {value}");
        }
    };
}
pub(crate) use every_value_has_a_fixture;

/// A few items in every order.
pub(crate) fn permutations<T: Clone>(items: &[T]) -> Vec<Vec<T>> {
    if items.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for index in 0..items.len() {
        let mut rest = items.to_vec();
        let first = rest.remove(index);
        for mut tail in permutations(&rest) {
            tail.insert(0, first.clone());
            all.push(tail);
        }
    }
    all
}

/// Polls a future that waits for nothing, so there is no need for a runtime.
pub(crate) fn block_on<F: Future>(work: F) -> F::Output {
    let mut context = Context::from_waker(Waker::noop());
    match pin!(work).poll(&mut context) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits"),
    }
}
