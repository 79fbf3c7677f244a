//! The example's program, as it is started.

use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};

use bot_webhooks::Provider;
use bot_webhooks::recall::samples::BOT_DONE;

use crate::broker::Broker;
use crate::folder::Folder;
use crate::vendor::{Vendor, sign};

const SECRET: &str = "whsec_plJ3nmyCDGBKInavdOK15jsl";

struct Process {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Process {
    fn start(command: &str, nats: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_queue"))
            .arg(command)
            .env("NATS_URL", nats)
            .env("LISTEN", "127.0.0.1:0")
            .env("RECALL_SECRET", SECRET)
            .env("SYNTHFLOW_SECRET", "the-secret-of-synthflow")
            .env("EXOTEL_TOKEN", "0123456789abcde1")
            .env("SYNTHFLOW_TOKEN", "0123456789abcde2")
            .env("PAILFLOW_TOKEN", "0123456789abcde3")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines }
    }

    fn line(&mut self) -> String {
        self.lines.next().unwrap().unwrap()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) async fn a_delivery_reaches_a_worker() {
    let folder = Folder::create().unwrap();
    let broker = Broker::start(&folder.0).await.unwrap();
    let mut endpoints = Process::start("endpoints", &broker.url());
    let mut worker = Process::start("worker", &broker.url());
    let listening = endpoints.line();
    let address = listening.strip_prefix("listening on ").unwrap();

    let (url, body) = (format!("{address}/recall"), BOT_DONE.as_bytes());
    let vendor = Vendor::new();
    let forged = vendor.post(&url, &[], body).await.unwrap();
    assert_eq!((forged.status.as_u16(), &*forged.body), (401, ""));
    let headers = sign(Provider::Recall, Some(SECRET), "msg_1", body).unwrap();
    let answer = vendor.post(&url, &headers, body).await.unwrap();
    assert_eq!(answer.status, 200);
    assert_eq!(worker.line(), "recall:msg_1: recall bot.done");
    assert_eq!(worker.line(), "recall:msg_1: Confirmed");

    // Nothing identifies these two.
    let url = format!("{address}/pailflow?token=0123456789abcde3");
    let session = br#"{"event": "session_complete", "room_name": "r1", "transcript_text": ""}"#;
    for (body, line) in [
        (&session[..], "no key: pailflow session_complete"),
        (
            br#"{"event": "x\n\u001b[2J"}"#,
            r"no key: pailflow x\n\u{1b}[2J",
        ),
    ] {
        let answer = vendor.post(&url, &[], body).await.unwrap();
        assert_eq!(answer.status, 200);
        assert_eq!(worker.line(), line);
        assert_eq!(worker.line(), ": Confirmed");
    }

    let url = format!("{address}/synthflow?token=0123456789abcde2");
    let unsigned = br#"{"status": "completed", "call": {"call_id": "c-1"}}"#;
    let answer = vendor.post(&url, &[], unsigned).await.unwrap();
    assert_eq!(answer.status, 401);
}
