//! The examples `receive` and `send`, as processes.

#[cfg(unix)]
mod under_attack;

use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};

use crate::fixtures::{body, example};

const TOKEN: &str = "0123456789abcdef";

/// The environment of `receive --listen`.
const SECRETS: [(&str, &str); 5] = [
    (
        "RECALL_SECRET",
        "whsec_plJ3nmyCDGBKInavdOK15jsl whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    ),
    ("SYNTHFLOW_SECRET", "the-secret-of-synthflow"),
    ("EXOTEL_TOKEN", "an-older-token-of-ours 0123456789abcdef"),
    ("SYNTHFLOW_TOKEN", TOKEN),
    ("PAILFLOW_TOKEN", TOKEN),
];

/// `receive --listen` on a free port, with secrets.
struct Server {
    child: Child,
    /// What it logs, until nobody reads it any more.
    lines: Option<Lines<BufReader<ChildStdout>>>,
    address: String,
}

impl Server {
    fn start() -> Self {
        Self::start_as(&mut example("receive"))
    }

    fn start_as(command: &mut Command) -> Self {
        let mut child = command
            .args(["--listen", "127.0.0.1:0"])
            .envs(SECRETS)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let listening = lines.next().unwrap().unwrap();
        let address = listening.strip_prefix("listening on http://").unwrap();
        let address = address.to_owned();
        Self {
            child,
            lines: Some(lines),
            address,
        }
    }

    fn line(&mut self) -> String {
        let lines = self.lines.as_mut().unwrap();
        lines.next().unwrap().unwrap()
    }

    fn send(&self, path: &str, arguments: &[&str]) -> (Option<i32>, String) {
        let url = format!("http://{}{path}", self.address);
        let sent = example("send")
            .args(["--url", &url])
            .args(arguments)
            .output();
        let sent = sent.unwrap();
        assert!(sent.stderr.is_empty(), "{sent:?}");
        (sent.status.code(), String::from_utf8(sent.stdout).unwrap())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn receive_plays_to_its_end() {
    let played = example("receive").output().unwrap();
    assert!(played.status.success());
    assert!(played.stderr.is_empty());
    let shown = String::from_utf8(played.stdout).unwrap();
    for answer in ["200", "401", "422"] {
        assert!(shown.contains(&format!("answer   {answer}")), "{shown}");
    }
    assert_eq!(shown.matches("handler").count(), 15);
}

#[test]
fn receive_does_not_start_without_secrets() {
    for (name, value, problem) in [
        (
            "RECALL_SECRET",
            Some("not base64!"),
            ": secret is not base64, with or without `whsec_` before it",
        ),
        ("SYNTHFLOW_SECRET", Some(" "), ": no secret given"),
        (
            "EXOTEL_TOKEN",
            Some("guess"),
            ": secret or token is too short: it needs at least 16 bytes",
        ),
        ("SYNTHFLOW_TOKEN", None, " is not set"),
    ] {
        let mut receive = example("receive");
        receive.args(["--listen", "127.0.0.1:0"]).envs(SECRETS);
        match value {
            Some(value) => receive.env(name, value),
            None => receive.env_remove(name),
        };
        let refused = receive.output().unwrap();
        assert_eq!(refused.status.code(), Some(2));
        let said = String::from_utf8(refused.stderr).unwrap();
        assert_eq!(said, format!("error: {name}{problem}, see --help\n"));
    }
}

#[test]
fn what_is_sent_is_received() {
    let mut server = Server::start();
    let token = format!("?token={TOKEN}");
    let recall = ["--provider", "recall", "--event", "bot.call_ended"];
    let synthflow = ["--provider", "synthflow", "--event", "post_call"];
    let secret = ["--secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"];
    let [signed, forged] = [
        &secret[..],
        &[
            "--secret",
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "--forge",
        ],
    ]
    .map(|secret| [&recall[..], secret].concat());
    let synthflow_signed = [&synthflow[..], &["--secret", "the-secret-of-synthflow"]].concat();
    let exotel = [
        "--provider",
        "exotel",
        "--event",
        "session_end",
        "--count",
        "2",
    ];
    let exotel_forged = [&exotel[..4], &["--forge"]].concat();
    for (path, arguments, status, line) in [
        ("/recall".to_owned(), &signed[..], 200, "handled"),
        (
            "/recall".to_owned(),
            &forged,
            401,
            " - 401 unauthenticated ",
        ),
        (
            "/recall".to_owned(),
            &recall,
            401,
            r#"error="missing or empty header `webhook-id`""#,
        ),
        (
            format!("/synthflow{token}"),
            &synthflow_signed,
            200,
            "handled",
        ),
        (
            format!("/synthflow{token}"),
            &synthflow,
            401,
            "unauthenticated",
        ),
        (format!("/exotel{token}"), &exotel, 200, "handled"),
        (
            format!("/exotel{token}"),
            &exotel_forged,
            401,
            "unauthenticated",
        ),
        (
            "/exotel".to_owned(),
            &exotel,
            401,
            r#"error="missing URL token""#,
        ),
        ("/nowhere".to_owned(), &recall, 404, " - - 404 no_route"),
    ] {
        let (code, shown) = server.send(&path, arguments);
        assert_eq!(code, Some(i32::from(status != 200)), "{shown}");
        for answer in shown.lines() {
            assert!(answer.starts_with(&status.to_string()), "{shown}");
            let logged = server.line();
            assert!(logged.contains(line), "{logged}");
            assert!(!logged.contains(TOKEN), "{logged}");
        }
    }
}

#[cfg(feature = "samples")]
#[test]
fn a_whole_meeting_and_all_variants_are_sent_in_order() {
    use bot_webhooks::recall::{Event, samples};

    let mut server = Server::start();
    let secret = ["--secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"];
    for (source, bodies) in [
        ("--course", samples::MEETING),
        ("--variants", samples::VARIANTS),
    ] {
        let arguments = [&["--provider", "recall", source], &secret[..]].concat();
        let (code, shown) = server.send("/recall", &arguments);
        assert_eq!(code, Some(0), "{shown}");
        assert_eq!(shown.lines().count(), bodies.len());
        for body in bodies {
            let event: Event = body.parse().unwrap();
            let logged = server.line();
            let name = if event.is_known() {
                event.name()
            } else {
                "unknown"
            };
            let handled = format!(" /recall {name} 200 handled ");
            assert!(logged.contains(&handled), "{logged}");
        }
    }
}

#[test]
fn what_cannot_be_sent_is_said() {
    for (arguments, code) in [
        (
            &[
                "--url",
                "https://example.com",
                "--provider",
                "recall",
                "--event",
                "bot.done",
            ][..],
            2,
        ),
        (&["--url", "http://127.0.0.1:1/", "--provider", "recall"], 2),
        (
            &[
                "--url",
                "http://127.0.0.1:1/",
                "--provider",
                "recall",
                "--course",
                "--variants",
            ],
            2,
        ),
        (
            &[
                "--url",
                "http://127.0.0.1:1/",
                "--provider",
                "recall",
                "--event",
                "bot.none",
            ],
            1,
        ),
        (
            &[
                "--url",
                "http://127.0.0.1:1/",
                "--provider",
                "recall",
                "--event",
                "bot.done",
            ],
            1,
        ),
    ] {
        let sent = example("send").args(arguments).output().unwrap();
        assert_eq!(sent.status.code(), Some(code), "{arguments:?}");
        assert!(!sent.stderr.is_empty() && sent.stdout.is_empty());
    }
}

#[cfg(unix)]
#[test]
fn a_signal_lets_deliveries_in_hand_finish() {
    for signal in ["-INT", "-TERM"] {
        let mut server = Server::start();
        let body = body("pailflow/session_complete.json");
        let mut caller = TcpStream::connect(&server.address).unwrap();
        let length = body.len();
        let head = format!(
            "POST /pailflow?token={TOKEN} HTTP/1.1\r\nhost: t\r\ncontent-length: {length}\r\n\r\n"
        );
        caller.write_all((head + &body[..20]).as_bytes()).unwrap();
        // A delivery after it, so that the first one is surely in hand.
        server.send("/recall", &["--provider", "recall", "--event", "bot.done"]);
        server.line();

        let process = server.child.id().to_string();
        Command::new("kill")
            .args([signal, &process])
            .status()
            .unwrap();
        assert_eq!(server.line(), "ending");
        caller.write_all(&body.as_bytes()[20..]).unwrap();
        let mut answer = String::new();
        caller.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        let logged = server.line();
        assert!(
            logged.contains("/pailflow session_complete 200 handled"),
            "{logged}"
        );
        assert_eq!(server.line(), "ended");
        assert!(server.child.wait().unwrap().success());
    }
}
