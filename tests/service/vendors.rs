//! The vendors: bodies, and who posts them.

use std::time::Duration;

use axum::Router;
use bot_webhooks::Provider;
use bot_webhooks::exotel::samples::TRANSCRIPT_EVENTS;
use bot_webhooks::synthflow::samples::POST_CALL;
use service::App;
use tokio::net::TcpListener;
use tokio::time::sleep;

use crate::database::TENANTS;
use crate::vendor::{Answer, Vendor, sign};

/// The ids in the samples.
const BOT: &str = "3f1c7a52-58d2-4a3e-9d0a-7b7f0a6f2e11";
const CALL: &str = "5b0e7a1c-93f4-4a0d-8b61-2f1d7c0e9a35";

#[derive(Clone)]
pub(crate) struct Delivery {
    pub(crate) provider: Provider,
    pub(crate) tenant: &'static str,
    /// Whose secret signs it.
    pub(crate) signer: &'static str,
    pub(crate) id: String,
    pub(crate) body: String,
}

impl Delivery {
    pub(crate) fn new(provider: Provider, tenant: &'static str, id: &str, body: &str) -> Self {
        let (id, body) = (id.to_owned(), body.to_owned());
        Self {
            provider,
            tenant,
            signer: tenant,
            id,
            body,
        }
    }

    /// Of a bot that has a name of its own, and recordings too.
    pub(crate) fn recall(tenant: &'static str, bot: &str, number: usize, sample: &str) -> Self {
        let body = sample
            .replace(BOT, bot)
            .replace("9a0b0e27-5d3c", &format!("recording-of-{bot}"));
        Self::new(Provider::Recall, tenant, &format!("{bot}-{number}"), &body)
    }

    pub(crate) fn exotel(tenant: &'static str, sequence: usize) -> Self {
        let body =
            TRANSCRIPT_EVENTS.replace("\"sequence\": 1", &format!("\"sequence\": {sequence}"));
        Self::new(Provider::Exotel, tenant, "", &body)
    }

    pub(crate) fn post_call(tenant: &'static str, call: &str) -> Self {
        Self::new(
            Provider::Synthflow,
            tenant,
            "",
            &POST_CALL.replace(CALL, call),
        )
    }
}

pub(crate) async fn post(address: &str, delivery: &Delivery) -> Option<Answer> {
    let Delivery {
        provider,
        tenant,
        signer,
        id,
        body,
    } = delivery;
    let known = TENANTS.iter().find(|(tenant, _)| tenant == signer);
    let secret = known.map_or("0000000000000000", |(_, secret)| secret);
    let headers = sign(*provider, Some(secret), id, body.as_bytes()).unwrap();
    let query = match provider {
        Provider::Recall => String::new(),
        _ => format!("?token={secret}"),
    };
    let url = format!("{address}/{provider}/{tenant}{query}");
    let answer = Vendor::new().post(&url, &headers, body.as_bytes()).await;
    answer.ok()
}

pub(crate) async fn status(address: &str, delivery: &Delivery) -> u16 {
    post(address, delivery).await.unwrap().status.as_u16()
}

/// Delivers as a vendor does: until the answer is 200.
pub(crate) async fn deliver(address: &str, delivery: &Delivery) {
    for _ in 0..600 {
        if post(address, delivery)
            .await
            .is_some_and(|answer| answer.status == 200)
        {
            return;
        }
        sleep(Duration::from_millis(50)).await;
    }
    panic!("{} is not accepted", delivery.body);
}

/// The routes, without workers.
pub(crate) async fn serve(app: &App) -> String {
    let routes: Router = service::routes(app, |_| {});
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, routes).await });
    address
}
