//! The tests that `docs/security.md` names.

use std::fs;

use crate::fixtures::root;

#[test]
fn every_test_that_is_named_exists() {
    let root = root();
    let page = fs::read_to_string(root.join("docs/security.md")).unwrap();
    let mut named = 0;
    for path in page.split('`').skip(1).step_by(2) {
        let is_test = ["receive::", "verify::"]
            .iter()
            .any(|module| path.starts_with(module));
        let Some((module, name)) = path.rsplit_once("::").filter(|_| is_test) else {
            continue;
        };
        // Types of the crate are named the same way.
        if name.starts_with(char::is_uppercase) || module.contains(char::is_uppercase) {
            continue;
        }
        let module = module.replace("::", "/");
        let file = ["tests/it", "tests/oracles"]
            .map(|tests| root.join(tests).join(&module))
            .into_iter()
            .flat_map(|file| [file.with_extension("rs"), file.join("mod.rs")])
            .find(|file| file.exists());
        let file = file.unwrap_or_else(|| panic!("{path} is in no file"));
        let source = fs::read_to_string(file).unwrap();
        let is_there = [format!("fn {name}()"), format!("fn {name}<")]
            .iter()
            .any(|test| source.contains(test));
        assert!(is_there, "there is no {path}");
        named += 1;
    }
    assert!(named > 40, "{named}");
}
