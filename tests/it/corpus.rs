//! What the fuzzer starts with and what it found: each input goes through the check of its target.

use std::fs;
use std::path::{Path, PathBuf};

use crate::checks::TARGETS;
use crate::checks::headers::{Proven, proven};

fn files(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    files
}

fn replay(target: &str, check: fn(&[u8]), folder: &Path) {
    let files = files(folder);
    assert!(!files.is_empty(), "{folder:?} is empty");
    for file in files {
        // The name of a failing input is lost in a panic that speaks of the input alone.
        println!("{target}: {}", file.display());
        check(&fs::read(&file).unwrap());
    }
}

#[test]
fn every_input_on_record_passes_the_check_of_its_target() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    for (target, check) in TARGETS {
        replay(target, check, &tests.join("corpus").join(target));
        for bodies in files(&tests.join("payloads")) {
            if target == "endpoint" || bodies.ends_with(target) {
                replay(target, check, &bodies);
            }
        }
    }
}

#[test]
fn the_seeds_of_headers_prove_what_they_say() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/headers");
    let nothing = || Proven {
        webhook: false,
        call_id: false,
        token_in_query: false,
        token_in_path: false,
    };
    let webhook = || Proven {
        webhook: true,
        ..nothing()
    };
    for (seed, expected) in [
        ("signed_webhook", webhook()),
        ("signed_svix", webhook()),
        ("signed_both_families", webhook()),
        ("signed_list", webhook()),
        ("signed_too_old", nothing()),
        (
            "signed_call_id",
            Proven {
                call_id: true,
                ..nothing()
            },
        ),
        (
            "token_in_query",
            Proven {
                token_in_query: true,
                ..nothing()
            },
        ),
        (
            "token_in_path",
            Proven {
                token_in_path: true,
                ..nothing()
            },
        ),
        (
            "token_escaped",
            Proven {
                token_in_query: true,
                token_in_path: true,
                ..nothing()
            },
        ),
        ("token_twice", nothing()),
        ("secret", nothing()),
    ] {
        let input = fs::read(seeds.join(seed)).unwrap();
        assert_eq!(proven(&input), expected, "{seed}");
    }
}
