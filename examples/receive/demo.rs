//! Plays the four vendors against the four endpoints, over HTTP.

use std::collections::HashMap;
use std::error::Error;
use std::future::pending;
use std::io::{self, Write as _};
use std::sync::mpsc::{Receiver, channel};

use bot_webhooks::Provider::{Recall, Synthflow};
use bot_webhooks::exotel::samples::{PRE_AGENT_TRANSFER, SESSION_START, TRANSCRIPT_EVENTS};
use bot_webhooks::pailflow::samples::SESSION_COMPLETE;
use bot_webhooks::recall::samples::BOT_CALL_ENDED;
use bot_webhooks::synthflow::samples::{CALL_INBOUND, POST_CALL};
use tokio::net::TcpListener;

use crate::app::App;
use crate::routes::routes;
use crate::secrets::Secrets;
use crate::serve::{Limits, serve};
use crate::vendor::{Vendor, random_text, sign};

struct Demo {
    address: String,
    actions: Receiver<String>,
    vendor: Vendor,
}

/// What it is, where it is posted, with which headers, and the body.
type Post<'a> = (&'a str, &'a str, &'a [(&'static str, String)], &'a str);

pub(crate) async fn run() -> Result<(), Box<dyn Error>> {
    let names = ["RECALL_SECRET", "SYNTHFLOW_SECRET"];
    let tokens = ["EXOTEL_TOKEN", "PAILFLOW_TOKEN", "SYNTHFLOW_TOKEN"];
    let names = names.into_iter().chain(tokens);
    let texts: HashMap<_, _> = names.map(|name| (name, random_text())).collect();
    let secrets = Secrets::new(|name| texts.get(name).cloned())?;
    let (sender, actions) = channel();
    let app = routes(secrets, App::reporting(sender), |_| {});
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    writeln!(
        io::stdout(),
        "Four endpoints at {address}, with secrets for this run only."
    )?;
    let server = tokio::spawn(serve(listener, app, Limits::default(), pending(), |_| {}));
    let vendor = Vendor::new();
    let demo = Demo {
        address,
        actions,
        vendor,
    };
    demo.play(&texts).await?;
    server.abort();
    Ok(())
}

impl Demo {
    async fn play(&self, texts: &HashMap<&str, String>) -> Result<(), Box<dyn Error>> {
        let secret = texts["RECALL_SECRET"].as_str();
        let signed = |id, body: &str| sign(Recall, Some(secret), id, body.as_bytes());
        let call_ended = signed("msg_1", BOT_CALL_ENDED)?;
        let forged = BOT_CALL_ENDED.replace("bot.call_ended", "bot.done");
        let odd = r#"{"event": "bot.call_ended", "data": 5}"#;
        let new = r#"{"event": "bot.danced", "data": {"steps": 4}}"#;
        writeln!(io::stdout(), "\nRecall.ai signs every delivery")?;
        let has_store = cfg!(feature = "idempotency-memory");
        let again = ["again, without a store", "the same again"][usize::from(has_store)];
        self.post(&[
            ("a call has ended", "/recall", &call_ended, BOT_CALL_ENDED),
            (again, "/recall", &call_ended, BOT_CALL_ENDED),
            ("forged: one word changed", "/recall", &call_ended, &forged),
            ("malformed", "/recall", &signed("msg_2", odd)?, odd),
            (
                "an event of tomorrow",
                "/recall",
                &signed("msg_3", new)?,
                new,
            ),
        ])
        .await?;

        writeln!(
            io::stdout(),
            "\nExotel signs nothing, so a token is in the URL; it reads the answers"
        )?;
        let url = format!("/exotel?token={}", texts["EXOTEL_TOKEN"]);
        self.post(&[
            ("a session starts", &url, &[], SESSION_START),
            ("words were said", &url, &[], TRANSCRIPT_EVENTS),
            ("a human is asked for", &url, &[], PRE_AGENT_TRANSFER),
            ("malformed", &url, &[], r#"{"events": 5}"#),
            ("without the token", "/exotel", &[], SESSION_START),
        ])
        .await?;

        writeln!(
            io::stdout(),
            "\nSynthflow signs the call's id, which does not cover the body: with a token"
        )?;
        let url = format!("/synthflow?token={}", texts["SYNTHFLOW_TOKEN"]);
        let secret = texts["SYNTHFLOW_SECRET"].as_str();
        let headers = sign(Synthflow, Some(secret), "", POST_CALL.as_bytes())?;
        self.post(&[
            ("a call is over", &url, &headers, POST_CALL),
            ("a call comes in", &url, &[], CALL_INBOUND),
            ("forged: no signature", &url, &[], POST_CALL),
        ])
        .await?;

        writeln!(io::stdout(), "\nPailFlow signs nothing")?;
        let url = format!("/pailflow?token={}", texts["PAILFLOW_TOKEN"]);
        let guess = "/pailflow?token=guess";
        self.post(&[
            ("a session is over", &url, &[], SESSION_COMPLETE),
            ("a guessed token", guess, &[], SESSION_COMPLETE),
        ])
        .await
    }

    async fn post(&self, posts: &[Post<'_>]) -> Result<(), Box<dyn Error>> {
        for (what, path, headers, body) in posts {
            let url = format!("{}{path}", self.address);
            let answer = self.vendor.post(&url, headers, body.as_bytes()).await?;
            let action = self.actions.try_recv();
            let handler = action.unwrap_or_else(|_| "gets nothing".to_owned());
            writeln!(io::stdout(), "  {what:<25} handler  {handler}")?;
            let (status, body) = (answer.status.as_u16(), answer.body);
            writeln!(io::stdout(), "  {:<25} answer   {status} {body}", "")?;
        }
        Ok(())
    }
}
