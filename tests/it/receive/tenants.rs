//! Several tenants under one endpoint, each with secrets of its own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use bot_webhooks::receive::{Endpoint, Outcome, PerRequest, Proof};
use bot_webhooks::synthflow::{self, CallIdSignature};
use bot_webhooks::verify::{UrlToken, VerifyError};
use bot_webhooks::{Delivery, Handler, OwnedDelivery, Provider, Webhook, exotel, recall};
use bytes::Bytes;
use http::{Method, Request};

use super::proofs::{OTHER, OURS, now, per_request, refused, signed, webhooks};
use super::recording_dispatcher::RecordingDispatcher;
use super::{Answered, answer, block_on, known, request, token};

/// Two tenants and one whose lookup fails, by the last segment of the path.
fn two<E, P: Proof<E> + Clone + 'static>(acme: P, zeta: P) -> impl Proof<E> + 'static {
    let proofs = HashMap::from([("acme".to_owned(), acme), ("zeta".to_owned(), zeta)]);
    let proofs = Arc::new(proofs);
    PerRequest::new(move |head| {
        let name = head.uri().path().rsplit('/').next().unwrap_or_default();
        let name = name.to_owned();
        let proofs = Arc::clone(&proofs);
        async move {
            if name == "broken" {
                return Err("the database is away".into());
            }
            Ok(proofs.get(&name).map(|proof| (name, proof.clone())))
        }
    })
}

/// How the endpoint answers each request.
fn answers<E: Webhook + 'static, const N: usize>(
    proof: impl Proof<E> + 'static,
    requests: [Request<Bytes>; N],
) -> [(Outcome, Option<String>); N]
where
    RecordingDispatcher: Handler<E>,
{
    let dispatcher = RecordingDispatcher::default();
    let endpoint = Endpoint::<E>::new(dispatcher.clone(), proof).with_clock(now);
    requests.map(|request| {
        let Answered {
            outcome, report, ..
        } = answer(&endpoint, request);
        let count = usize::from(outcome == Outcome::Handled);
        assert_eq!(dispatcher.take().len(), count);
        (outcome, report.tenant)
    })
}

fn handled(tenant: &str) -> (Outcome, Option<String>) {
    (Outcome::Handled, Some(tenant.to_owned()))
}

fn refused_unnamed(why: VerifyError) -> (Outcome, Option<String>) {
    (refused(why), None)
}

#[test]
fn with_signatures() {
    let body = known(Provider::Recall);
    let post = |tenant: &str, by: &str| {
        let url = format!("/recall/{tenant}");
        signed(
            request(Method::POST, &url, body.clone()),
            webhooks(by).signed_headers("m", now(), body.as_bytes()),
        )
    };
    let proof = two::<recall::Event, _>(webhooks(OURS), webhooks(OTHER));
    assert_eq!(
        answers(
            proof,
            [
                post("acme", OURS),
                post("zeta", OTHER),
                post("acme", OTHER),
                post("zeta", OURS),
                post("nobody", OURS),
                post("", OURS),
                post("broken", OURS),
                request(Method::POST, "/recall/acme", body.clone()),
            ]
        ),
        [
            handled("acme"),
            handled("zeta"),
            refused_unnamed(VerifyError::NoMatch),
            refused_unnamed(VerifyError::NoMatch),
            refused_unnamed(VerifyError::UnknownTenant),
            refused_unnamed(VerifyError::UnknownTenant),
            (Outcome::LookupFailed, None),
            refused_unnamed(VerifyError::MissingHeader("webhook-id")),
        ],
    );
}

#[test]
fn with_tokens() {
    let post = |url| request(Method::POST, url, known(Provider::Exotel));
    let token = |token| UrlToken::in_query("token", token).unwrap();
    let proof = two::<exotel::Event, _>(token("the-token-of-acme"), token("the-token-of-zeta"));
    assert_eq!(
        answers(
            proof,
            [
                post("/exotel/acme?token=the-token-of-acme"),
                post("/exotel/zeta?token=the-token-of-zeta"),
                post("/exotel/acme?token=the-token-of-zeta"),
                post("/exotel/zeta"),
            ]
        ),
        [
            handled("acme"),
            handled("zeta"),
            refused_unnamed(VerifyError::NoMatch),
            refused_unnamed(VerifyError::MissingToken),
        ],
    );
}

#[test]
fn with_call_id_signatures() {
    let body = r#"{"status": "completed", "call": {"call_id": "c-1"}}"#;
    let call_id = |secret| CallIdSignature::new(secret).unwrap();
    let (acme, zeta) = (call_id("the-secret-of-acme"), call_id("the-secret-of-zeta"));
    let post = |tenant: &str, by: &CallIdSignature, body: &str| {
        let url = format!("/synthflow/{tenant}");
        signed(
            request(Method::POST, &url, body.to_owned()),
            [("synthflow-signature", by.sign("c-1"))],
        )
    };
    let requests = [
        post("acme", &acme, body),
        post("zeta", &zeta, body),
        post("acme", &zeta, body),
        // Only the event could authenticate it, and there is none.
        post("acme", &acme, r#"{"call": 5}"#),
    ];
    assert_eq!(
        answers(two::<synthflow::Event, _>(acme, zeta), requests),
        [
            handled("acme"),
            handled("zeta"),
            refused_unnamed(VerifyError::NoMatch),
            refused_unnamed(VerifyError::NothingSigned),
        ],
    );
}

/// Keeps what it gets.
#[derive(Clone, Default)]
struct Inbox(Arc<Mutex<Vec<OwnedDelivery>>>);

impl recall::Dispatcher for Inbox {
    type Error = std::convert::Infallible;

    async fn on_event(&self, _: recall::Event, delivery: &Delivery<'_>) -> Result<(), Self::Error> {
        assert_eq!(delivery.tenant(), Some("acme"));
        assert_eq!(delivery.key().unwrap(), &"recall[acme]:m");
        assert_eq!(delivery.received_at(), Some(now()));
        assert_eq!(delivery.uri().unwrap().path(), "/recall/acme");
        self.0.lock().unwrap().push(delivery.into_owned());
        Ok(())
    }
}

#[test]
fn the_tenant_reaches_the_handler_and_the_queue() {
    let body = known(Provider::Recall);
    let acme = webhooks(OURS);
    let request = signed(
        request(Method::POST, "/recall/acme", body.clone()),
        acme.signed_headers("m", now(), body.as_bytes()),
    );
    let inbox = Inbox::default();
    let proof = two::<recall::Event, _>(acme, webhooks(OTHER));
    let endpoint = recall::Endpoint::new(inbox.clone(), proof).with_clock(now);
    assert_eq!(block_on(endpoint.receive(request)).status(), 200);

    let queued = serde_json::to_string(&inbox.0.lock().unwrap()[0]).unwrap();
    let owned: OwnedDelivery = serde_json::from_str(&queued).unwrap();
    assert_eq!(owned.tenant(), Some("acme"));
    assert_eq!(owned.as_delivery().tenant(), Some("acme"));
    assert_eq!(owned.id(), Some("m"));
}

#[test]
fn an_endpoint_of_one_tenant() {
    let body = known(Provider::Recall);
    let post = |by: &str| {
        signed(
            request(Method::POST, "/recall/acme", body.clone()),
            webhooks(by).signed_headers("m", now(), body.as_bytes()),
        )
    };
    let inbox = Inbox::default();
    let endpoint = recall::Endpoint::new(inbox.clone(), webhooks(OURS))
        .with_tenant("acme")
        .with_clock(now);
    let answered = answer(&endpoint, post(OURS));
    assert_eq!(answered.report.tenant.as_deref(), Some("acme"));
    assert_eq!(inbox.0.lock().unwrap()[0].tenant(), Some("acme"));
    let answered = answer(&endpoint, post(OTHER));
    assert_eq!(answered.outcome, refused(VerifyError::NoMatch));
    assert_eq!(answered.report.tenant, None);
}

#[test]
fn a_different_tenant_than_the_endpoints_is_refused() {
    let body = known(Provider::Recall);
    let outcomes = ["acme", "zeta"].map(|tenant| {
        let proof = two::<recall::Event, _>(webhooks(OURS), webhooks(OTHER));
        let endpoint = recall::Endpoint::new(RecordingDispatcher::default(), proof)
            .with_tenant(tenant)
            .with_clock(now);
        let request = signed(
            request(Method::POST, "/recall/acme", body.clone()),
            webhooks(OURS).signed_headers("m", now(), body.as_bytes()),
        );
        let answered = answer(&endpoint, request);
        (answered.outcome, answered.report.tenant)
    });
    let conflict = refused_unnamed(VerifyError::ConflictingTenants);
    assert_eq!(outcomes, [handled("acme"), conflict]);
}

#[tokio::test]
async fn a_lookup_can_wait() {
    let body = known(Provider::Recall);
    let acme = webhooks(OURS);
    let signed = signed(
        request(Method::POST, "/recall/acme", body.clone()),
        acme.signed_headers("m", now(), body.as_bytes()),
    );
    let proof = PerRequest::new(move |_| {
        let acme = acme.clone();
        async move {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            Ok(Some(("acme".to_owned(), acme)))
        }
    });
    let endpoint = recall::Endpoint::new(RecordingDispatcher::default(), proof).with_clock(now);
    assert_eq!(endpoint.receive(signed).await.status(), 200);
}

#[test]
fn a_failed_lookup_is_reported_and_not_answered() {
    let proof = two::<recall::Event, _>(webhooks(OURS), webhooks(OTHER));
    let endpoint = recall::Endpoint::new(RecordingDispatcher::default(), proof);
    let answered = answer(&endpoint, request(Method::POST, "/recall/broken", "{}"));
    assert_eq!(answered.status, 503);
    assert_eq!(answered.text(), "");
    let error = answered.report.error.unwrap().to_string();
    assert_eq!(
        error,
        "the tenant could not be looked up: the database is away"
    );
}

#[test]
fn a_part_of_a_pair_can_be_looked_up() {
    let body = known(Provider::Recall);
    let post = |url: &str, by: &str| {
        signed(
            request(Method::POST, url, body.clone()),
            webhooks(by).signed_headers("m", now(), body.as_bytes()),
        )
    };
    let posts = || {
        [
            post("/recall/acme?token=a-token-of-the-tests", OURS),
            post("/recall/zeta?token=a-token-of-the-tests", OTHER),
            post("/recall/acme", OURS),
            post("/recall/acme?token=a-token-of-the-tests", OTHER),
            post("/recall/nobody?token=a-token-of-the-tests", OURS),
            post("/recall/broken?token=a-token-of-the-tests", OURS),
        ]
    };
    let lookup = || two::<recall::Event, _>(webhooks(OURS), webhooks(OTHER));
    for outcomes in [
        answers((token(), lookup()), posts()),
        answers((lookup(), token()), posts()),
        answers((lookup(), (token(), lookup())), posts()),
    ] {
        let expected = [
            handled("acme"),
            handled("zeta"),
            refused_unnamed(VerifyError::MissingToken),
            refused_unnamed(VerifyError::NoMatch),
            refused_unnamed(VerifyError::UnknownTenant),
            (Outcome::LookupFailed, None),
        ];
        assert_eq!(outcomes, expected);
    }
    // Two lookups that find different tenants.
    let always_acme = per_request(webhooks(OURS));
    let pair = (
        always_acme,
        two::<recall::Event, _>(webhooks(OURS), webhooks(OURS)),
    );
    let posts = ["acme", "zeta"].map(|tenant| post(&format!("/recall/{tenant}"), OURS));
    let expected = [handled("acme"), refused_unnamed(VerifyError::UnknownTenant)];
    assert_eq!(answers(pair, posts), expected);
}

#[test]
fn a_pair_can_be_looked_up() {
    let body = known(Provider::Recall);
    let post = |url| {
        signed(
            request(Method::POST, url, body.clone()),
            webhooks(OURS).signed_headers("m", now(), body.as_bytes()),
        )
    };
    let proof = two::<recall::Event, _>((token(), webhooks(OURS)), (token(), webhooks(OTHER)));
    assert_eq!(
        answers(
            proof,
            [
                post("/recall/acme?token=a-token-of-the-tests"),
                post("/recall/acme"),
                post("/recall/zeta?token=a-token-of-the-tests"),
            ]
        ),
        [
            handled("acme"),
            refused_unnamed(VerifyError::MissingToken),
            refused_unnamed(VerifyError::NoMatch),
        ],
    );
}
