//! Callers that stall, readers of the log that stall, and signals.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Command, ExitStatus};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use bot_webhooks::synthflow::CallIdSignature;
use bot_webhooks::verify::StandardWebhooks;

use super::{SECRETS, Server, TOKEN};
use crate::fixtures::{body, example};

const SECOND: Duration = Duration::from_secs(1);

impl Server {
    fn connect(&self) -> TcpStream {
        let caller = TcpStream::connect(&self.address).unwrap();
        caller.set_read_timeout(Some(15 * SECOND)).unwrap();
        caller
    }

    /// The answer to a whole request.
    fn exchange(&self, path: &str, headers: &str, body: &str) -> String {
        let mut caller = self.connect();
        let length = body.len();
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: t\r\nconnection: close\r\ncontent-length: {length}\r\n\
             {headers}\r\n{body}"
        );
        caller.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        caller.read_to_string(&mut answer).unwrap();
        answer
    }

    fn answers(&self) {
        let answer = self.exchange(
            &format!("/exotel?token={TOKEN}"),
            "",
            &body("exotel/session_end.json"),
        );
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    }

    fn signal(&self, signal: &str) {
        let process = self.child.id().to_string();
        let sent = Command::new("kill").args([signal, &process]).status();
        assert!(sent.unwrap().success());
    }

    /// How it ended, within this time.
    fn ends_within(&mut self, bound: Duration) -> ExitStatus {
        let begin = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(begin.elapsed() < bound, "it has not ended");
            sleep(SECOND / 100);
        }
    }
}

#[test]
fn the_log_is_no_longer_read() {
    let mut server = Server::start();
    server.lines = None;
    for _ in 0..3 {
        server.answers();
    }
    server.signal("-TERM");
    assert!(server.ends_within(5 * SECOND).success());
}

/// More lines than the pipe and the log together hold.
fn fill_the_log(server: &Server) {
    for _ in 0..4000 {
        let answer = server.exchange("/exotel", "", "");
        assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
    }
}

#[test]
fn the_reader_of_the_log_stalls_and_it_ends() {
    let mut server = Server::start();
    fill_the_log(&server);
    server.answers();
    server.signal("-TERM");
    assert!(server.ends_within(8 * SECOND).success());
}

#[test]
fn the_reader_of_the_log_stalls_and_goes_on() {
    let mut server = Server::start();
    fill_the_log(&server);
    let mut kept = 0;
    let lost = loop {
        let line = server.line();
        match line.strip_suffix(" lines lost") {
            Some(lost) => break lost.parse::<usize>().unwrap(),
            None => kept += 1,
        }
    };
    server.signal("-TERM");
    while server.line() != "ending" {
        kept += 1;
    }
    assert_eq!(kept + lost, 4000);
}

#[test]
fn half_open_connections_lock_no_caller_out() {
    for connections in ["64", "512"] {
        let program = example("receive");
        let mut limited = Command::new("sh");
        limited
            .args(["-c", r#"ulimit -n 128; exec "$0" "$@""#])
            .arg(program.get_program());
        let server = Server::start_as(limited.args(["--connections", connections]));
        let mut callers = Vec::new();
        for _ in 0..140 {
            let mut caller = server.connect();
            caller.write_all(b"P").unwrap();
            callers.push(caller);
        }
        server.answers();
        drop(callers);
    }
}

#[test]
fn connections_that_are_kept_lock_no_caller_out() {
    let mut program = example("receive");
    let server = Server::start_as(program.args(["--connections", "64"]));
    let mut callers = Vec::new();
    for _ in 0..64 {
        let mut caller = server.connect();
        caller
            .write_all(b"GET / HTTP/1.1\r\nhost: t\r\n\r\n")
            .unwrap();
        callers.push(caller);
    }
    let begin = Instant::now();
    server.answers();
    assert!(begin.elapsed() < 3 * SECOND, "{:?}", begin.elapsed());
}

#[test]
fn silent_connections_are_closed() {
    let server = Server::start();
    let begins = ["", "P", "POST /recall HTTP/1.1\r\nhost: t\r\n"];
    let callers = begins.map(|begin| {
        let mut caller = server.connect();
        caller.write_all(begin.as_bytes()).unwrap();
        caller
    });
    for mut caller in callers {
        let mut answer = String::new();
        caller.read_to_string(&mut answer).expect("it is closed");
        assert_eq!(answer, "");
    }
}

/// A signed delivery's headers, with an id of any characters.
fn signed(id: &str, body: &str) -> String {
    let secret = StandardWebhooks::new([SECRETS[0].1.split(' ').next().unwrap()]).unwrap();
    let headers = secret.signed_headers(id, SystemTime::now(), body.as_bytes());
    let headers = headers.map(|(name, value)| format!("{name}: {value}\r\n"));
    headers.concat()
}

#[test]
fn a_line_of_the_log_is_short_and_harmless() {
    const HOSTILE: &str = "\u{9b}31m\u{2028}\u{202e}\u{e9}";
    let mut server = Server::start();
    let long = "x".repeat(60_000);
    let known = body("recall/bot.done.json");
    let wrong = format!(
        r#"{{"call": {{"call_id": "c1"}}, "executed_actions": {{"{HOSTILE}{long}": [1]}}}}"#
    );
    let signature = CallIdSignature::new([SECRETS[1].1]).unwrap().sign("c1");
    for (path, headers, body, logged) in [
        (
            format!("/{HOSTILE}"),
            String::new(),
            "{}",
            " - - 404 no_route",
        ),
        (format!("/{long}"), String::new(), "{}", " - - 404 no_route"),
        (
            format!("/recall/{HOSTILE}"),
            String::new(),
            "{}",
            " - - 404 no_route",
        ),
        (
            "/recall".to_owned(),
            signed(&long, &known),
            &*known,
            "xxx...\"",
        ),
        (
            format!("/synthflow?token={TOKEN}"),
            format!("synthflow-signature: {signature}\r\n"),
            &wrong,
            " 422 wrong_structure ",
        ),
    ] {
        let answer = server.exchange(&path, &headers, body);
        assert!(!answer.starts_with("HTTP/1.1 400 "), "{logged}: {answer}");
        let line = server.line();
        assert!(line.contains(logged), "{logged}: {line}");
        assert!(line.len() < 2000, "{} bytes", line.len());
        assert!(line.chars().all(|c| matches!(c, ' '..='~')), "{line:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_second_signal_ends_it_at_once() {
    for (first, second) in [("-TERM", "-TERM"), ("-INT", "-INT"), ("-TERM", "-INT")] {
        let mut server = Server::start();
        let mut caller = server.connect();
        let head = format!(
            "POST /pailflow?token={TOKEN} HTTP/1.1\r\nhost: t\r\ncontent-length: 100\r\n\r\n{{"
        );
        caller.write_all(head.as_bytes()).unwrap();
        server.answers();
        server.line();
        server.signal(first);
        assert_eq!(server.line(), "ending");
        assert!(server.child.try_wait().unwrap().is_none());
        server.signal(second);
        assert_eq!(server.ends_within(SECOND).code(), Some(1));
    }
}

#[cfg(unix)]
#[test]
fn half_a_head_delays_the_end_no_longer_than_its_limit() {
    let mut server = Server::start();
    let callers = ["", "POST /recall HTTP/1.1\r\nho"].map(|begin| {
        let mut caller = server.connect();
        caller.write_all(begin.as_bytes()).unwrap();
        caller
    });
    server.answers();
    server.line();
    server.signal("-TERM");
    assert!(server.ends_within(8 * SECOND).success());
    drop(callers);
}
