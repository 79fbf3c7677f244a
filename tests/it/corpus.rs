//! What the fuzzer starts with and what it found: each input goes through the check of its target.

use std::fs;
use std::path::{Path, PathBuf};

use crate::checks::headers::proven;
use crate::checks::{Check, TARGETS};

fn files(folder: &Path) -> Vec<PathBuf> {
    let files =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    files
}

fn replay(target: &str, check: Check, folder: &Path) {
    let files = files(folder);
    assert!(!files.is_empty(), "{} is empty", folder.display());
    for file in files {
        // The name of a failing input is lost in a panic that speaks of the input alone.
        println!("{target}: {}", file.display());
        check(&fs::read(&file).unwrap());
    }
}

/// Undoes what `fuzz/learnt` does to an input to make it a line.
fn unescaped(line: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = line.bytes();
    while let Some(byte) = rest.next() {
        let byte = match byte {
            b'\\' => match rest.next().unwrap() {
                b'n' => b'\n',
                b'x' => {
                    let mut digit = || char::from(rest.next().unwrap()).to_digit(16).unwrap();
                    u8::try_from(digit() * 16 + digit()).unwrap()
                }
                itself => itself,
            },
            itself => itself,
        };
        bytes.push(byte);
    }
    bytes
}

#[test]
fn every_input_on_record_passes_the_check_of_its_target() {
    let tests = crate::fixtures::root().join("tests");
    for (target, check) in TARGETS {
        replay(target, check, &tests.join("corpus").join(target));
        let learnt = tests.join("corpus").join(format!("{target}.txt"));
        for (line, input) in fs::read_to_string(&learnt).unwrap().lines().enumerate() {
            println!("{target}: {}:{}", learnt.display(), line + 1);
            check(&unescaped(input));
        }
        for bodies in files(&tests.join("payloads")) {
            if target == "endpoint" || bodies.ends_with(target) {
                replay(target, check, &bodies);
            }
        }
    }
}

#[test]
fn the_seeds_of_headers_prove_what_they_say() {
    let folder = crate::fixtures::root().join("tests/corpus/headers");
    let seeds: [(&str, &[&str]); 11] = [
        ("signed_webhook", &["webhook"]),
        ("signed_svix", &["webhook"]),
        ("signed_both_families", &["webhook"]),
        ("signed_list", &["webhook"]),
        ("signed_too_old", &[]),
        ("signed_call_id", &["call id"]),
        ("token_in_query", &["token in query"]),
        ("token_in_path", &["token in path"]),
        ("token_escaped", &["token in query", "token in path"]),
        ("token_twice", &[]),
        ("secret", &[]),
    ];
    for (seed, expected) in seeds {
        let input = fs::read(folder.join(seed)).unwrap();
        assert_eq!(proven(&input), expected, "{seed}");
    }
}
