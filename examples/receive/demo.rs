//! Plays the four vendors against the four endpoints, over HTTP.

use std::collections::HashMap;
use std::error::Error;
use std::sync::mpsc::{Receiver, channel};

use bot_webhooks::Provider;
use bot_webhooks::exotel::samples::{PRE_AGENT_TRANSFER, SESSION_START, TRANSCRIPT_EVENTS};
use bot_webhooks::pailflow::samples::SESSION_COMPLETE;
use bot_webhooks::recall::samples::BOT_CALL_ENDED;
use bot_webhooks::synthflow::samples::{CALL_INBOUND, POST_CALL};
use tokio::net::TcpListener;

use crate::app::App;
use crate::routes::routes;
use crate::secrets::Secrets;
use crate::vendor::{Vendor, random_text, sign};

struct Demo {
    address: String,
    secrets: HashMap<&'static str, String>,
    actions: Receiver<String>,
    vendor: Vendor,
}

pub(crate) async fn run() -> Result<(), Box<dyn Error>> {
    let names = [
        "RECALL_SECRET",
        "SYNTHFLOW_SECRET",
        "EXOTEL_TOKEN",
        "PAILFLOW_TOKEN",
        "SYNTHFLOW_TOKEN",
    ];
    let texts = names.map(|name| (name, random_text()));
    let texts = HashMap::from(texts);
    let secrets = Secrets::new(|name| texts.get(name).cloned());
    let secrets = secrets.map_err(|problems| problems.join(", "))?;
    let (sender, actions) = channel();
    let app = routes(secrets, App::reporting(sender), |_| {});
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let demo = Demo {
        address: format!("http://{}", listener.local_addr()?),
        secrets: texts,
        actions,
        vendor: Vendor::new(),
    };
    let server = tokio::spawn(async move { axum::serve(listener, app).await });
    println!(
        "Four endpoints at {}, with secrets for this run only.",
        demo.address
    );
    demo.play().await?;
    server.abort();
    Ok(())
}

impl Demo {
    async fn play(&self) -> Result<(), Box<dyn Error>> {
        println!("\nRecall.ai signs every delivery");
        let signed = |id: &str, body: &str| self.signed(Provider::Recall, id, body);
        let headers = signed("msg_1", BOT_CALL_ENDED)?;
        self.post("a call has ended", "/recall", &headers, BOT_CALL_ENDED)
            .await?;
        // Its handler gets it again, unless the feature `idempotency-memory` adds a store.
        self.post("the same again", "/recall", &headers, BOT_CALL_ENDED)
            .await?;
        let forged = BOT_CALL_ENDED.replace("bot.call_ended", "bot.done");
        self.post("forged: one word changed", "/recall", &headers, &forged)
            .await?;
        let odd = r#"{"event": "bot.call_ended", "data": 5}"#;
        self.post("malformed", "/recall", &signed("msg_2", odd)?, odd)
            .await?;
        let new = r#"{"event": "bot.danced", "data": {"steps": 4}}"#;
        self.post(
            "an event of tomorrow",
            "/recall",
            &signed("msg_3", new)?,
            new,
        )
        .await?;

        println!("\nExotel signs nothing, so a token is in the URL; it reads the answers");
        let url = format!("/exotel?token={}", self.secrets["EXOTEL_TOKEN"]);
        self.post("a session starts", &url, &[], SESSION_START)
            .await?;
        self.post("words were said", &url, &[], TRANSCRIPT_EVENTS)
            .await?;
        self.post("a human is asked for", &url, &[], PRE_AGENT_TRANSFER)
            .await?;
        self.post("malformed", &url, &[], r#"{"events": 5}"#)
            .await?;
        self.post("without the token", "/exotel", &[], SESSION_START)
            .await?;

        println!("\nSynthflow signs the call's id, which does not cover the body: with a token");
        let url = format!("/synthflow?token={}", self.secrets["SYNTHFLOW_TOKEN"]);
        let headers = self.signed(Provider::Synthflow, "", POST_CALL)?;
        self.post("a call is over", &url, &headers, POST_CALL)
            .await?;
        self.post("a call comes in", &url, &[], CALL_INBOUND)
            .await?;
        self.post("forged: no signature", &url, &[], POST_CALL)
            .await?;

        println!("\nPailFlow signs nothing");
        let url = format!("/pailflow?token={}", self.secrets["PAILFLOW_TOKEN"]);
        self.post("a session is over", &url, &[], SESSION_COMPLETE)
            .await?;
        self.post(
            "a guessed token",
            "/pailflow?token=guess",
            &[],
            SESSION_COMPLETE,
        )
        .await
    }

    fn signed(
        &self,
        provider: Provider,
        id: &str,
        body: &str,
    ) -> Result<Vec<(&'static str, String)>, Box<dyn Error>> {
        let name = format!("{}_SECRET", provider.as_str().to_uppercase());
        let secret = self.secrets.get(name.as_str()).map(String::as_str);
        Ok(sign(provider, secret, id, body.as_bytes())?)
    }

    async fn post(
        &self,
        what: &str,
        path: &str,
        headers: &[(&'static str, String)],
        body: &str,
    ) -> Result<(), Box<dyn Error>> {
        let url = format!("{}{path}", self.address);
        let answer = self.vendor.post(&url, headers, body.as_bytes()).await?;
        let action = self.actions.try_recv();
        let handler = action.unwrap_or_else(|_| "gets nothing".to_owned());
        println!("  {what:<25} handler  {handler}");
        println!(
            "  {:<25} answer   {} {}",
            "",
            answer.status.as_u16(),
            answer.body
        );
        Ok(())
    }
}
