//! Signatures that others have made.

use bot_webhooks::verify::StandardWebhooks;

use super::at;

struct Vector {
    secret: &'static str,
    id: &'static str,
    timestamp: u32,
    body: &'static str,
    signature: &'static str,
}

const VECTORS: &[Vector] = &[
    Vector {
        secret: "whsec_plJ3nmyCDGBKInavdOK15jsl",
        id: "msg_loFOjxBNrRLzqYUf",
        timestamp: 1_731_705_121,
        body: r#"{"event_type":"ping","data":{"success":true}}"#,
        signature: "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=",
    },
    Vector {
        secret: "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
        id: "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk",
        timestamp: 1_649_367_553,
        body: r#"{"email":"test@example.com","username":"test_user"}"#,
        signature: "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=",
    },
    Vector {
        secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
        timestamp: 1_614_265_330,
        body: r#"{"test": 2432232314}"#,
        signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    },
];

#[test]
fn signatures_on_record_are_made_and_believed() {
    for vector in VECTORS {
        let body = vector.body.as_bytes();
        let timestamp = vector.timestamp.to_string();
        for secret in [vector.secret, &vector.secret["whsec_".len()..]] {
            let webhooks = StandardWebhooks::new([secret]).unwrap();
            let signature = webhooks.sign(vector.id, at(vector.timestamp.into()), body);
            assert_eq!(signature, vector.signature);
            for family in ["webhook", "svix", "Webhook", "SVIX"] {
                let headers = [
                    (format!("{family}-id"), vector.id),
                    (format!("{family}-timestamp"), &timestamp),
                    (format!("{family}-signature"), vector.signature),
                ];
                let now = at(vector.timestamp.into());
                assert_eq!(webhooks.verify(&headers, body, now), Ok(vector.id));
            }
        }
    }
}

#[test]
fn both_families_that_agree_are_believed() {
    for vector in VECTORS {
        let webhooks = StandardWebhooks::new([vector.secret]).unwrap();
        let timestamp = vector.timestamp.to_string();
        let all = [
            ("webhook-id", vector.id),
            ("svix-id", vector.id),
            ("webhook-timestamp", &timestamp),
            ("svix-timestamp", &timestamp),
            ("webhook-signature", vector.signature),
            ("svix-signature", vector.signature),
        ];
        let now = at(vector.timestamp.into());
        let body = vector.body.as_bytes();
        assert_eq!(webhooks.verify(&all, body, now), Ok(vector.id));
        // One family whole, and a part of the other.
        for left_out in 0..all.len() {
            let mut some = all.to_vec();
            some.remove(left_out);
            assert_eq!(webhooks.verify(&some.as_slice(), body, now), Ok(vector.id));
        }
    }
}
