use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use bot_webhooks::Provider;
use serde_json::{Value, json};

use crate::bodies::bodies;
use crate::fixtures::example;

const DONE: &str = r#"{"event": "bot.done", "data": {"bot": {"id": "b-1"}}}"#;
const NEW: &str = r#"{"event": "bot.new", "data": {"bot": {"id": "b-1"}}}"#;
const FAILED: &str = r#"{"event_type": "bot_join_failed", "error_type": "auth_error"}"#;
const WRONG: &str = r#"{"event": "bot.done", "data": 5}"#;

/// A new folder with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

struct Ran {
    status: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Ran {
    /// The objects that were printed, a line each.
    fn lines(&self) -> Vec<Value> {
        let lines = self.stdout.lines();
        lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

fn run(folder: &Path, arguments: &[&str], stdin: &str) -> Ran {
    let mut child = example("replay")
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    // Whoever is told to read files does not read this.
    let _ = input.write_all(stdin.as_bytes());
    drop(input);
    let output = child.wait_with_output().unwrap();
    Ran {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn json(folder: &Path, arguments: &[&str], stdin: &str) -> Ran {
    run(folder, &[&["--format", "json"], arguments].concat(), stdin)
}

fn sources(ran: &Ran) -> Vec<String> {
    let lines = ran.lines();
    let sources = lines
        .iter()
        .map(|line| line["source"].as_str().unwrap().to_owned());
    sources.collect()
}

#[test]
fn json_has_exactly_the_promised_fields() {
    let folder = folder(
        "fields",
        &[("a.json", DONE), ("b.json", WRONG), ("c.json", NEW)],
    );
    let ran = json(&folder, &["."], "");
    let body = |text| serde_json::from_str::<Value>(text).unwrap();
    let message = "recall bot.done: expected an object at `data`, found a number \
                   (line 1, column 31)";
    let at = |name| Path::new(".").join(name);
    assert_eq!(
        ran.lines(),
        [
            json!({
                "source": at("a.json"), "provider": "recall", "event": "bot.done", "known": true,
                "body": body(DONE),
            }),
            json!({
                "source": at("b.json"), "provider": "recall",
                "error": {"kind": "wrong_structure", "path": "data", "message": message},
            }),
            json!({
                "source": at("c.json"), "provider": "recall", "event": "bot.new", "known": false,
                "body": body(NEW),
            }),
        ],
    );
    assert_eq!(ran.status, Some(1));
    assert_eq!(ran.stderr, "");
}

#[test]
fn every_body_on_record_is_replayed() {
    let payloads = crate::fixtures::root().join("tests/payloads");
    let ran = json(&payloads, &["."], "");
    let lines = ran.lines();
    let mut lines = lines.iter();
    for provider in Provider::ALL {
        for body in bodies(*provider) {
            let line = lines.next().unwrap();
            let source = Path::new(".").join(provider.as_str()).join(&body.source);
            assert_eq!(line["source"], source.to_str().unwrap());
            assert_eq!(line["provider"], provider.as_str(), "{line}");
            assert_eq!(line["body"], body.json(), "{line}");
        }
    }
    assert_eq!(lines.next(), None);
    assert_eq!(ran.status, Some(0));
}

#[test]
fn folders_are_searched_in_order() {
    let folder = folder(
        "folders",
        &[
            ("b/deep/er/2.json", DONE),
            ("b/1.JSONL", DONE),
            ("a.json", DONE),
            ("c.json", DONE),
            ("b/notes.txt", "not a body"),
            ("json", "not a body"),
        ],
    );
    let ran = json(&folder, &["c.json", "b", "a.json"], "");
    let expected = ["c.json", "b/1.JSONL:1", "b/deep/er/2.json", "a.json"];
    assert_eq!(
        sources(&ran),
        expected.map(|path| path.replace('/', std::path::MAIN_SEPARATOR_STR))
    );
    assert_eq!(ran.status, Some(0));
}

#[test]
fn a_file_of_any_name_is_one_body() {
    let folder = folder("any-name", &[("body.txt", &format!("\u{feff}{DONE}\n"))]);
    let ran = json(&folder, &["body.txt"], "");
    assert_eq!(sources(&ran), ["body.txt"]);
    assert_eq!(ran.status, Some(0));
}

#[test]
fn lines_are_bodies_and_keep_their_numbers() {
    let text = format!("\u{feff}{DONE}\r\n\n  \t\n{{\"event\": \"bot.done\"\n[]\n{FAILED}");
    let folder = folder("lines", &[("a.jsonl", &text)]);
    let ran = json(&folder, &["a.jsonl"], "");
    let lines = ran.lines();
    assert_eq!(
        sources(&ran),
        ["a.jsonl:1", "a.jsonl:4", "a.jsonl:5", "a.jsonl:6"]
    );
    assert_eq!(lines[0]["event"], "bot.done");
    assert_eq!(
        lines[1],
        json!({
            "source": "a.jsonl:4", "provider": null,
            "error": {
                "kind": "not_json", "path": ".",
                "message": "not JSON: EOF while parsing an object at line 1 column 20",
            },
        }),
    );
    assert_eq!(lines[2]["provider"], Value::Null);
    assert_eq!(lines[2]["error"]["kind"], "unknown_provider");
    assert_eq!(lines[2]["error"]["path"], ".");
    assert_eq!(lines[3]["provider"], "pailflow");
    assert_eq!(ran.status, Some(1));
}

#[test]
fn the_named_provider_is_not_guessed() {
    let folder = folder("named", &[("a.jsonl", &format!("{DONE}\n{{}}\n{{"))]);
    let ran = json(&folder, &["--provider", "pailflow", "a.jsonl"], "");
    let lines = ran.lines();
    assert!(
        lines.iter().all(|line| line["provider"] == "pailflow"),
        "{lines:?}"
    );
    assert_eq!(lines[0]["event"], "bot.done");
    assert_eq!(lines[0]["known"], false);
    assert_eq!(lines[1]["error"]["kind"], "wrong_structure");
    assert_eq!(lines[2]["error"]["kind"], "not_json");
}

#[test]
fn standard_input_has_a_body_on_each_line() {
    let folder = folder("stdin", &[("unused.json", "")]);
    let ran = json(&folder, &["-"], &format!("{{broken\n\n{DONE}"));
    assert_eq!(sources(&ran), ["-:1", "-:3"]);
    assert_eq!(ran.status, Some(1));
    assert_eq!(json(&folder, &["-"], "\n \n").stdout, "");
}

#[test]
fn standard_input_is_one_body_if_the_whole_is_one() {
    let folder = folder("stdin_whole", &[("unused.json", "")]);
    let ran = json(&folder, &["-"], &DONE.replace(", ", ",\n"));
    assert_eq!(sources(&ran), ["-"]);
    assert_eq!(ran.status, Some(0));
}

#[test]
fn standard_input_is_answered_before_it_ends() {
    let mut child = example("replay")
        .args(["--format", "json", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let (sender, lines) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        output
            .lines()
            .try_for_each(|line| sender.send(line.unwrap()))
    });
    // More than any buffer on the way holds.
    for _ in 0..5_000 {
        writeln!(input, "{DONE}").unwrap();
    }
    let first = lines.recv_timeout(Duration::from_secs(30)).unwrap();
    assert!(first.starts_with(r#"{"source":"-:1""#), "{first}");
    drop(input);
    assert_eq!(lines.iter().count(), 4_999);
    assert!(child.wait().unwrap().success());
}

#[test]
fn text_tells_what_arrived_and_what_it_came_to() {
    let odd = r#"{"event": "bot.\u001b[31mred", "data": {}}"#;
    let extra = r#"{"event": "bot.done", "data": {"bot": {"id": "b", "shoe": 1}}}"#;
    let text = [DONE, NEW, WRONG, FAILED, odd, extra, extra, "{}"].join("\n");
    let folder = folder("text", &[("a.jsonl", &text)]);
    let ran = run(&folder, &["a.jsonl"], "");
    let expected = "\
a.jsonl:1: recall bot.done
a.jsonl:2: recall bot.new, unknown
a.jsonl:3: failed: recall bot.done: expected an object at `data`, found a number (line 1, column 31)
a.jsonl:4: pailflow bot_join_failed
a.jsonl:5: recall bot.\u{fffd}[31mred, unknown
a.jsonl:6: recall bot.done, 1 unknown inside
a.jsonl:7: recall bot.done, 1 unknown inside
a.jsonl:8: failed: it looks like no provider's; name one with --provider

bodies  provider   event
     1  pailflow   bot_join_failed
     1  recall     bot.\u{fffd}[31mred
     3  recall     bot.done
     1  recall     bot.new

 times  provider   unknown
     2  recall     event at .
     2  recall     field at data.bot.shoe

8 bodies: 4 known, 2 unknown, 2 failed
";
    assert_eq!(ran.stdout, expected, "{}", ran.stdout);
    assert_eq!(ran.stderr, "");
    assert_eq!(ran.status, Some(1));
}

#[test]
fn a_wrong_command_line_is_status_2() {
    let folder = folder("usage", &[("a.json", DONE)]);
    let wrong: [&[&str]; 5] = [
        &[],
        &["a.json", "missing.json"],
        &["--provider", "meetingbaas", "a.json"],
        &["--colour", "a.json"],
        &["--provider"],
    ];
    for arguments in wrong {
        let ran = run(&folder, arguments, "");
        assert_eq!(ran.status, Some(2), "{arguments:?}");
        assert_eq!(ran.stdout, "", "{arguments:?}");
        assert!(ran.stderr.starts_with("error: "), "{}", ran.stderr);
    }
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_a_line_too() {
    let folder = folder("unreadable", &[("a/1.json", DONE)]);
    std::os::unix::fs::symlink(".", folder.join("a/loop")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.join("a/0.json")).unwrap();
    let ran = json(&folder, &["a"], "");
    let lines = ran.lines();
    assert_eq!(sources(&ran), ["a/0.json", "a/1.json", "a/loop"]);
    for line in [&lines[0], &lines[2]] {
        assert_eq!(line["error"]["kind"], "io");
        assert_eq!(line["error"]["path"], ".");
        assert_eq!(line["provider"], Value::Null);
    }
    assert_eq!(lines[1]["event"], "bot.done");
    assert_eq!(ran.status, Some(1));
}

#[test]
fn a_reader_that_leaves_is_no_fault() {
    let text = format!("{DONE}\n").repeat(50_000);
    let folder = folder("pipe", &[("a.jsonl", &text)]);
    let mut child = example("replay")
        .arg("a.jsonl")
        .current_dir(&folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}
