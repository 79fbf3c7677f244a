//! Plays a vendor: signs as the vendors do, and posts. Plain HTTP only.

use std::error::Error;
use std::hash::{BuildHasher, RandomState};
use std::time::SystemTime;

use bot_webhooks::Provider;
use bot_webhooks::synthflow::CallIdSignature;
use bot_webhooks::verify::{SecretError, StandardWebhooks};
use bytes::Bytes;
use http::{Request, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

type Headers = Vec<(&'static str, String)>;

pub(crate) struct Vendor {
    client: Client<HttpConnector, Full<Bytes>>,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: String,
}

impl Vendor {
    pub(crate) fn new() -> Self {
        let client = Client::builder(TokioExecutor::new()).build_http();
        Self { client }
    }

    pub(crate) async fn post(
        &self,
        url: &str,
        headers: &[(&'static str, String)],
        body: &[u8],
    ) -> Result<Answer, Box<dyn Error>> {
        let mut request = Request::post(url).header("content-type", "application/json");
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let request = request.body(Full::from(body.to_vec()))?;
        let (parts, body) = self.client.request(request).await?.into_parts();
        let body = body.collect().await?.to_bytes();
        Ok(Answer {
            status: parts.status,
            body: String::from_utf8_lossy(&body).into_owned(),
        })
    }
}

/// What the vendor adds to a body: nothing where it signs nothing, or no secret is given.
///
/// # Errors
///
/// If the secret cannot be one of this vendor's.
pub(crate) fn sign(
    provider: Provider,
    secret: Option<&str>,
    id: &str,
    body: &[u8],
) -> Result<Headers, SecretError> {
    let Some(secret) = secret else {
        return Ok(Headers::new());
    };
    match provider {
        Provider::Recall => {
            let secrets: Vec<_> = secret.split_whitespace().collect();
            let webhooks = StandardWebhooks::new(secrets)?;
            let headers = webhooks.signed_headers(id, SystemTime::now(), body);
            Ok(headers.into())
        }
        Provider::Synthflow => {
            let signature = CallIdSignature::new(secret)?;
            let body: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
            let call_id = body["call"]["call_id"].as_str();
            let signature = call_id.map(|call_id| signature.sign(call_id));
            let headers = signature.map(|signature| ("synthflow-signature", signature));
            Ok(headers.into_iter().collect())
        }
        _ => Ok(Headers::new()),
    }
}

/// A random string: for an id, or a secret that is thrown away.
pub(crate) fn random_text() -> String {
    let random = || RandomState::new().hash_one(SystemTime::now());
    format!("{:016x}{:016x}", random(), random())
}
