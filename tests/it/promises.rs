//! The tests that the documentation names.

use std::fs;
use std::path::{Path, PathBuf};

use crate::fixtures::root;

#[test]
fn every_test_that_is_named_exists() {
    let sources = sources(&root().join("tests"));
    for (page, least) in [("security.md", 50), ("reliability.md", 90)] {
        let page = fs::read_to_string(root().join("docs").join(page)).unwrap();
        let names = page.split('`').skip(1).step_by(2);
        let names: Vec<_> = names.filter_map(test).collect();
        for (module, name) in &names {
            let heads = [format!("fn {name}("), format!("fn {name}<")];
            let is_there = sources.iter().any(|(path, source)| {
                is_in(path, module) && heads.iter().any(|head| source.contains(head))
            });
            assert!(is_there, "there is no {module}::{name}");
        }
        assert!(names.len() > least, "{}", names.len());
    }
}

/// The module and the name, if it is a test: what else the pages name has fewer words, or no modules.
fn test(named: &str) -> Option<(&str, &str)> {
    let (module, name) = named.rsplit_once("::").unwrap_or(("", named));
    let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_:".contains(c);
    let least = match module.split("::").count() {
        _ if module.is_empty() => 4,
        1 => 3,
        _ => 1,
    };
    let is_test = named.chars().all(is_word) && name.split('_').count() >= least;
    is_test.then_some((module, name))
}

/// Whether a file is this module, or a part of it; pages leave out what the modules are in.
fn is_in(path: &Path, module: &str) -> bool {
    let path = path.with_extension("");
    let mut parts = path.iter().filter_map(|part| part.to_str());
    module
        .split("::")
        .filter(|part| !part.is_empty())
        .all(|part| parts.any(|it| it == part))
}

fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = fs::read_to_string(&path).unwrap();
            found.push((path, source));
        }
    }
    found
}
