//! Synthflow's signature of the call id.

use bot_webhooks::synthflow::CallIdSignature;
use bot_webhooks::verify::{SecretError, VerifyError};

const SIGNATURE: &str = "BDYfUVpCOdnUFPaYuTYUbNCIr4aYC/CL503qxdV2c8A=";
const NAMES: [&str; 4] = [
    "synthflow-signature",
    "X-Synthflow-Signature",
    "http-synthflow-signature",
    "HTTP_SYNTHFLOW_SIGNATURE",
];

fn signature() -> CallIdSignature {
    CallIdSignature::new("your-secret-key").unwrap()
}

#[test]
fn the_signature_on_record_is_made_and_believed_under_each_name() {
    assert_eq!(signature().sign("123456789"), SIGNATURE);
    for name in NAMES {
        assert_eq!(
            signature().verify(&[(name, SIGNATURE)], "123456789"),
            Ok(())
        );
    }
    let all = NAMES.map(|name| (name, SIGNATURE));
    assert_eq!(signature().verify(&all, "123456789"), Ok(()));
}

#[test]
fn each_refusal() {
    let verify = |headers: &[(&str, &[u8])], call_id| signature().verify(&headers, call_id);
    let good = SIGNATURE.as_bytes();
    let missing = VerifyError::MissingHeader("synthflow-signature");
    assert_eq!(verify(&[], "123456789"), Err(missing));
    assert_eq!(verify(&[("signature", good)], "123456789"), Err(missing));
    assert_eq!(
        verify(&[(NAMES[1], good)], "123456780"),
        Err(VerifyError::NoMatch)
    );
    for odd in [
        &b""[..],
        b"\xff",
        b"v1,BDYf",
        &good[..43],
        b"BDYfUVpCOdnUFPaYuTYUbNCIr4aYC/CL503qxdV2c8A==",
        b"04361f515a4239d9d414f698b936146cd088af869",
        &[good, good].concat(),
    ] {
        assert_eq!(
            verify(&[(NAMES[0], odd)], "123456789"),
            Err(VerifyError::NoMatch)
        );
    }
    let two = [(NAMES[0], good), (NAMES[3], &b"x"[..])];
    assert_eq!(
        verify(&two, "123456789"),
        Err(VerifyError::ConflictingHeaders)
    );

    let of_nothing = signature().sign("");
    let headers = [(NAMES[0], of_nothing.as_bytes())];
    assert_eq!(verify(&headers, ""), Err(VerifyError::NothingSigned));
}

#[test]
fn a_repeated_header_is_refused() {
    for name in NAMES {
        let lowercase = name.to_ascii_lowercase();
        for other in [SIGNATURE, "x", ""] {
            for headers in [
                [(name, SIGNATURE), (name, other)],
                [(name, other), (name, SIGNATURE)],
            ] {
                let refused = signature().verify(&headers, "123456789");
                let Err(VerifyError::RepeatedHeader(named)) = refused else {
                    panic!("{headers:?}: {refused:?}");
                };
                assert_eq!(named, lowercase);
            }
        }
    }
}

#[test]
fn several_secrets() {
    let both = CallIdSignature::new(["a-new-secret-key", "your-secret-key"]).unwrap();
    assert_eq!(both.verify(&[(NAMES[0], SIGNATURE)], "123456789"), Ok(()));
    let new = CallIdSignature::new("a-new-secret-key").unwrap();
    assert_eq!(both.sign("123456789"), new.sign("123456789"));
    assert_eq!(
        new.verify(&[(NAMES[0], SIGNATURE)], "123456789"),
        Err(VerifyError::NoMatch)
    );

    let none: [&str; 0] = [];
    assert_eq!(
        CallIdSignature::new(none).unwrap_err(),
        SecretError::NoSecret
    );
    assert_eq!(
        CallIdSignature::new(["your-secret-key", ""]).unwrap_err(),
        SecretError::Empty
    );
}
