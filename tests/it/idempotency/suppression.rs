//! No forged and no foreign delivery makes a genuine one be answered without being dispatched.
//!
//! One store is shared by all endpoints of a provider: one with a URL token, one with signatures, and
//! one of each for tenants. An attacker sends first, with every secret but the genuine sender's.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bot_webhooks::idempotency::{DeliveryKey, MemoryStore};
use bot_webhooks::receive::{Endpoint, Gate, Outcome, PerRequest, Report};
use bot_webhooks::synthflow::CallIdSignature;
use bot_webhooks::verify::{StandardWebhooks, UrlToken};
use bot_webhooks::{Delivery, Handler, Provider, synthflow};
use bytes::Bytes;
use http::{Request, Response};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::bodies::bodies;
use crate::fixtures::block_on;
use crate::random::over;
use crate::receive::recording_dispatcher::{Behavior, RecordingDispatcher};
use crate::subject::{Subject, for_every_provider};

const TOKEN: &str = "the-token-of-the-url";
const SECRET: &str = "whsec_c2VjcmV0IG9mIHRoZSBvbmUgc2VuZGVy";

/// The name of a tenant, as a layer in front of the endpoint found it.
#[derive(Clone)]
struct Tenant(String);

/// Where a delivery arrives, and with whose credentials.
#[derive(Clone, Debug, PartialEq)]
enum Door {
    Token,
    Signed,
    TokenOf(String),
    SignedBy(String),
    /// An endpoint that has one tenant only.
    SignedByTheOnly,
}

/// The tenant of [`Door::SignedByTheOnly`].
const ONLY: &str = "only";

impl Door {
    fn is_signed(&self) -> bool {
        matches!(
            self,
            Self::Signed | Self::SignedBy(_) | Self::SignedByTheOnly
        )
    }

    fn tenant(&self) -> Option<&String> {
        match self {
            Self::TokenOf(tenant) | Self::SignedBy(tenant) => Some(tenant),
            Self::Token | Self::Signed | Self::SignedByTheOnly => None,
        }
    }

    /// Anyone who knows a URL can forge what only the URL authenticates.
    fn is_open_to_attackers_of(&self, genuine: &Self) -> bool {
        !self.is_signed() || self != genuine
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Sent {
    door: Door,
    id: String,
    body: String,
}

fn clock() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_700_000_000)
}

/// Each tenant has a secret of its own.
fn secret_of(tenant: &str) -> StandardWebhooks {
    StandardWebhooks::new(format!("whsec_{}", token_of(tenant))).unwrap()
}

fn token_of(tenant: &str) -> String {
    let key = DeliveryKey::of_malformed(&Delivery::new(Provider::Recall, tenant.as_bytes()));
    key.as_str().rsplit('#').next().unwrap().to_owned()
}

fn in_query(token: &str) -> UrlToken {
    UrlToken::in_query("token", [token]).unwrap()
}

struct Service<E: Subject> {
    token: Endpoint<E>,
    signed: Endpoint<E>,
    token_of: Endpoint<E>,
    signed_by: Endpoint<E>,
    signed_by_the_only: Endpoint<E>,
    recorder: RecordingDispatcher,
}

impl<E: Subject> Service<E>
where
    RecordingDispatcher: Handler<E>,
{
    fn new() -> Self {
        let store = MemoryStore::with_capacity_bytes(1 << 20);
        let recorder = RecordingDispatcher::default();
        let endpoint = |gate: Gate<E>| {
            Endpoint::with_gate(recorder.clone(), gate)
                .with_idempotency(store.clone())
                .with_clock(clock)
        };
        let tenant_of = |head: &bot_webhooks::receive::Head<'_>| {
            head.extensions().get::<Tenant>().unwrap().0.clone()
        };
        Self {
            token: endpoint(Gate::new(in_query(TOKEN))),
            signed: endpoint(Gate::new(StandardWebhooks::new(SECRET).unwrap())),
            token_of: endpoint(Gate::new(PerRequest::new(move |head| {
                let tenant = tenant_of(head);
                async move { Ok(Some((tenant.clone(), in_query(&token_of(&tenant))))) }
            }))),
            signed_by: endpoint(Gate::new(PerRequest::new(move |head| {
                let tenant = tenant_of(head);
                async move { Ok(Some((tenant.clone(), secret_of(&tenant)))) }
            }))),
            signed_by_the_only: endpoint(Gate::new(secret_of(ONLY))).with_tenant(ONLY),
            recorder,
        }
    }

    fn endpoint(&self, door: &Door) -> &Endpoint<E> {
        match door {
            Door::Token => &self.token,
            Door::Signed => &self.signed,
            Door::TokenOf(_) => &self.token_of,
            Door::SignedBy(_) => &self.signed_by,
            Door::SignedByTheOnly => &self.signed_by_the_only,
        }
    }

    fn receive(&self, sent: &Sent) -> Pin<Box<dyn Future<Output = Response<Bytes>> + '_>> {
        let Sent { door, id, body } = sent;
        let (token, signature) = match door {
            Door::Token => (Some(TOKEN.to_owned()), None),
            Door::Signed => (None, Some(StandardWebhooks::new(SECRET).unwrap())),
            Door::TokenOf(tenant) => (Some(token_of(tenant)), None),
            Door::SignedBy(tenant) => (None, Some(secret_of(tenant))),
            Door::SignedByTheOnly => (None, Some(secret_of(ONLY))),
        };
        let mut request = Request::post(format!("/?token={}", token.unwrap_or_default()));
        if let Some(tenant) = door.tenant() {
            request = request.extension(Tenant(tenant.clone()));
        }
        match signature {
            Some(secret) => {
                for (name, value) in secret.signed_headers(id, clock(), body.as_bytes()) {
                    request = request.header(name, value);
                }
            }
            None => request = request.header("webhook-id", id),
        }
        let request = request
            .body(Bytes::copy_from_slice(body.as_bytes()))
            .unwrap();
        Box::pin(self.endpoint(door).receive(request))
    }

    fn outcome(&self, sent: &Sent) -> Outcome {
        let response = block_on(self.receive(sent));
        response.extensions().get::<Report>().unwrap().outcome
    }
}

/// The part of a key that is a hash, as an id or a tenant that imitates it.
fn hash_of(delivery: &Delivery<'_>) -> String {
    let key = DeliveryKey::of_malformed(delivery);
    let hash = key.as_str().split(['[', ']', ':']);
    hash.rev()
        .find(|part| part.starts_with('#'))
        .unwrap_or_default()
        .into()
}

fn tenant() -> impl Strategy<Value = String> {
    let long = "long".repeat(20);
    let of_long = Delivery::new(Provider::Recall, b"")
        .with_id("m1")
        .with_tenant(&long);
    let hash = hash_of(&of_long);
    select(vec![
        "acme".to_owned(),
        "globex".to_owned(),
        String::new(),
        // With an id of the other: `[a]:m1]:m1`.
        "a".to_owned(),
        "a]:m1".to_owned(),
        long,
        hash,
    ])
}

fn door() -> impl Strategy<Value = Door> {
    prop_oneof![
        Just(Door::Token),
        Just(Door::Signed),
        tenant().prop_map(Door::TokenOf),
        tenant().prop_map(Door::SignedBy),
        Just(Door::SignedByTheOnly),
    ]
}

/// One of few, so that some are equal.
fn id() -> impl Strategy<Value = String> {
    let few = ["m1".to_owned(), "m1]:m1".to_owned(), "m".repeat(65)];
    prop_oneof![3 => select(few.to_vec()), 1 => "[!-\\-/-~]{1,70}"]
}

fn body<E: Subject>() -> impl Strategy<Value = String> {
    let bodies = bodies(E::PROVIDER).into_iter().map(|body| body.text);
    let short = bodies.filter(|body| body.len() < 20_000);
    select(short.collect::<Vec<_>>())
}

/// What an attacker makes of a genuine delivery.
#[derive(Clone, Debug)]
enum Forged {
    Same,
    /// The same fields, and thus the same ids in the body, in different bytes.
    Spaced,
    /// The same fields and one more.
    Extended,
    Different(String),
}

impl Forged {
    fn body(&self, genuine: &str) -> String {
        match self {
            Self::Same => genuine.to_owned(),
            Self::Spaced => format!("{genuine} "),
            Self::Extended => genuine.replacen('{', r#"{"forged":1,"#, 1),
            Self::Different(body) => body.clone(),
        }
    }
}

#[derive(Clone, Debug)]
enum ForgedId {
    Same,
    HashOfBody,
    Different(String),
}

/// A forged delivery, and whether it is still being handled when the genuine one arrives.
type Forgery = (Door, ForgedId, Forged, bool);

fn forgery<E: Subject>(genuine: Sent) -> impl Strategy<Value = (Sent, bool)> {
    let id = prop_oneof![
        3 => Just(ForgedId::Same),
        1 => Just(ForgedId::HashOfBody),
        1 => id().prop_map(ForgedId::Different),
    ];
    let forged = prop_oneof![
        3 => Just(Forged::Same),
        2 => Just(Forged::Spaced),
        2 => Just(Forged::Extended),
        1 => body::<E>().prop_map(Forged::Different),
    ];
    let attack = (door(), id, forged, any::<bool>());
    attack.prop_map(move |(door, id, forged, is_stuck): Forgery| {
        let unsigned = Delivery::new(E::PROVIDER, genuine.body.as_bytes());
        let hashes = [unsigned, unsigned.with_signed_body()].map(|delivery| hash_of(&delivery));
        let id = match id {
            ForgedId::Same => genuine.id.clone(),
            ForgedId::HashOfBody => hashes[usize::from(genuine.door.is_signed())].clone(),
            ForgedId::Different(id) => id,
        };
        let body = forged.body(&genuine.body);
        (Sent { door, id, body }, is_stuck)
    })
}

fn attack<E: Subject>() -> impl Strategy<Value = (Sent, Vec<(Sent, bool)>)> {
    let genuine = (door(), id(), body::<E>());
    let genuine = genuine.prop_map(|(door, id, body)| Sent { door, id, body });
    genuine.prop_flat_map(|genuine| {
        let forgeries = prop::collection::vec(forgery::<E>(genuine.clone()), 1..4);
        (Just(genuine), forgeries)
    })
}

for_every_provider!(no_forged_or_foreign_delivery_suppresses_a_genuine_one);
fn no_forged_or_foreign_delivery_suppresses_a_genuine_one<E: Subject>()
where
    RecordingDispatcher: Handler<E>,
{
    over(&attack::<E>(), |(genuine, forgeries)| {
        let service = Service::<E>::new();
        let mut stuck = Vec::new();
        for (forged, is_stuck) in &forgeries {
            let is_the_genuine_one = forged.door == genuine.door && forged.body == genuine.body;
            if is_the_genuine_one || !forged.door.is_open_to_attackers_of(&genuine.door) {
                continue;
            }
            let behavior = if *is_stuck {
                Behavior::Hang
            } else {
                Behavior::Accept
            };
            service.recorder.behave(behavior);
            let mut receiving = service.receive(forged);
            match receiving
                .as_mut()
                .poll(&mut Context::from_waker(Waker::noop()))
            {
                Poll::Pending => stuck.push(receiving),
                Poll::Ready(answer) => assert_ne!(answer.status(), 401, "{forged:?}"),
            }
        }
        service.recorder.behave(Behavior::Accept);
        service.recorder.take_bodies();
        assert_eq!(service.outcome(&genuine), Outcome::Handled, "{genuine:?}");
        assert_eq!(service.recorder.take_bodies(), [genuine.body.as_bytes()]);
        // The store is at work: if anything identifies the genuine one, it is now remembered.
        let event = E::from_slice(genuine.body.as_bytes()).unwrap();
        let delivery = Delivery::new(E::PROVIDER, genuine.body.as_bytes());
        if DeliveryKey::of(&event, &delivery).is_some() {
            assert_eq!(service.outcome(&genuine), Outcome::Repeated);
        }
    });
}

for_every_provider!(endpoints_with_different_secrets_and_tenants_suppress_nothing_of_each_other);
/// The same id and the same body, accepted by each.
fn endpoints_with_different_secrets_and_tenants_suppress_nothing_of_each_other<E: Subject>()
where
    RecordingDispatcher: Handler<E>,
{
    let store = MemoryStore::with_capacity_bytes(1 << 20);
    let recorder = RecordingDispatcher::default();
    let body = keyed_body::<E>();
    let outcomes = |is_signed: bool, tenants: [Option<&str>; 2]| {
        ["acme", "globex"]
            .iter()
            .zip(tenants)
            .map(|(name, tenant)| {
                let mut gate = if is_signed {
                    Gate::new(secret_of(name))
                } else {
                    Gate::new(in_query(&token_of(name)))
                };
                if let Some(tenant) = tenant {
                    gate = gate.with_tenant(tenant);
                }
                let endpoint = Endpoint::<E>::with_gate(recorder.clone(), gate)
                    .with_idempotency(store.clone())
                    .with_clock(clock);
                let mut request = Request::post(format!("/?token={}", token_of(name)));
                for (header, value) in
                    secret_of(name).signed_headers("m1", clock(), body.as_bytes())
                {
                    request = request.header(header, value);
                }
                let request = request.body(Bytes::from(body.clone())).unwrap();
                let response = block_on(endpoint.receive(request));
                response.extensions().get::<Report>().unwrap().outcome
            })
            .collect::<Vec<_>>()
    };
    for is_signed in [true, false] {
        let with_tenants = outcomes(is_signed, [Some("acme"), Some("globex")]);
        assert_eq!(with_tenants, [Outcome::Handled; 2]);
        // As the documentation warns.
        let without = outcomes(is_signed, [None, None]);
        assert_eq!(without, [Outcome::Handled, Outcome::Repeated]);
    }
    assert_eq!(recorder.take_bodies().len(), 6);
}

/// A body that identifies its delivery.
fn keyed_body<E: Subject>() -> String {
    let bodies = bodies(E::PROVIDER).into_iter().map(|body| body.text);
    let has_key = |body: &String| {
        let event = E::from_slice(body.as_bytes()).unwrap();
        DeliveryKey::of(&event, &Delivery::new(E::PROVIDER, body.as_bytes())).is_some()
    };
    bodies.into_iter().find(has_key).unwrap()
}

for_every_provider!(an_impostor_takes_no_key);
/// Without the secret, nothing reaches the store.
fn an_impostor_takes_no_key<E: Subject>()
where
    RecordingDispatcher: Handler<E>,
{
    let genuine = (door(), id(), body::<E>());
    over(&(genuine, tenant()), |((door, id, body), impostor)| {
        let service = Service::<E>::new();
        let genuine = Sent { door, id, body };
        let mut request = Request::post("/?token=a-token-that-is-wrong");
        let tenant = genuine.door.tenant().cloned().unwrap_or_default();
        request = request.extension(Tenant(tenant));
        let wrong = secret_of(&format!("not {impostor}"));
        for (name, value) in wrong.signed_headers(&genuine.id, clock(), genuine.body.as_bytes()) {
            request = request.header(name, value);
        }
        let request = request.body(Bytes::from(genuine.body.clone())).unwrap();
        let endpoint = service.endpoint(&genuine.door);
        assert_eq!(block_on(endpoint.receive(request)).status(), 401);
        assert_eq!(service.outcome(&genuine), Outcome::Handled);
    });
}

/// Synthflow signs the call's id alone, so one signature that was seen signs any body of that call.
#[test]
fn a_signature_that_was_seen_suppresses_nothing() {
    let bodies = bodies(Provider::Synthflow)
        .into_iter()
        .map(|body| body.text);
    let call_id = |body: &str| {
        let event = synthflow::Event::from_slice(body.as_bytes()).unwrap();
        let is_signed = matches!(event, synthflow::Event::PostCall(_));
        let call_id = event.subject().filter(|_| is_signed);
        call_id.map(|id| id.as_str().to_owned())
    };
    let signed: Vec<_> = bodies
        .filter_map(|body| call_id(&body).map(|id| (id, body)))
        .collect();
    let forged = prop_oneof![Just(Forged::Spaced), Just(Forged::Extended)];
    over(&(any::<Index>(), forged), |(index, forged)| {
        let (call_id, genuine) = index.get(&signed);
        let signature = CallIdSignature::new([SECRET]).unwrap();
        let recorder = RecordingDispatcher::default();
        let proof = (in_query(TOKEN), CallIdSignature::new([SECRET]).unwrap());
        let endpoint = synthflow::Endpoint::new(recorder.clone(), proof)
            .with_idempotency(MemoryStore::with_capacity_bytes(1 << 20));
        let post = |body: String| {
            let request = Request::post(format!("/?token={TOKEN}"));
            let request = request.header("synthflow-signature", signature.sign(call_id));
            block_on(endpoint.receive(request.body(Bytes::from(body)).unwrap())).status()
        };
        assert_eq!(post(forged.body(genuine)), 200);
        recorder.take_bodies();
        assert_eq!(post(genuine.clone()), 200);
        assert_eq!(recorder.take_bodies(), [genuine.as_bytes()]);
    });
}
