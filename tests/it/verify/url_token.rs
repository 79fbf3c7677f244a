//! Secrets in the URL.

use bot_webhooks::verify::VerifyError::{MissingToken, NoMatch, RepeatedToken};
use bot_webhooks::verify::{SecretError, UrlToken};

const OLD: &str = "9f2c4e61d07b48a3b5c8";
const NEW: &str = "Ab-_.~0123456789";
const TOO_SHORT: SecretError = SecretError::TooShort { min_len: 16 };

#[test]
fn in_the_query() {
    let token = UrlToken::in_query("token", [OLD, NEW]).unwrap();
    for (uri, verdict) in [
        ("/hook?token=9f2c4e61d07b48a3b5c8", Ok(())),
        ("/hook?token=Ab-_.~0123456789", Ok(())),
        ("?token=9f2c4e61d07b48a3b5c8", Ok(())),
        (
            "https://example.com/hook?token=9f2c4e61d07b48a3b5c8",
            Ok(()),
        ),
        (
            "/hook?call=1&token=9f2c4e61d07b48a3b5c8&leg=a%26token%3Db",
            Ok(()),
        ),
        ("/hook?&&token=9f2c4e61d07b48a3b5c8&", Ok(())),
        ("/hook?%74oken=%39f2c4e61d07b48a3b5c8", Ok(())),
        ("/hook?token=Ab-_.%7e0123456789", Ok(())),
        ("/hook?token=Ab%2D%5f%2E%7E0123456789", Ok(())),
        (
            "/hook?my-token=x&token=9f2c4e61d07b48a3b5c8&tokens=y",
            Ok(()),
        ),
        ("/hook", Err(MissingToken)),
        ("/hook?", Err(MissingToken)),
        ("", Err(MissingToken)),
        ("/hook?token", Err(MissingToken)),
        ("/hook?token=", Err(MissingToken)),
        ("/hook?Token=9f2c4e61d07b48a3b5c8", Err(MissingToken)),
        ("/hook/9f2c4e61d07b48a3b5c8", Err(MissingToken)),
        ("/token=9f2c4e61d07b48a3b5c8", Err(MissingToken)),
        ("/hook?other=token=9f2c4e61d07b48a3b5c8", Err(MissingToken)),
        ("/hook?token=9f2c4e61d07b48a3b5c", Err(NoMatch)),
        ("/hook?token=9f2c4e61d07b48a3b5c80", Err(NoMatch)),
        ("/hook?token=9F2C4E61D07B48A3B5C8", Err(NoMatch)),
        ("/hook?token=9f2c4e61d07b48a3b5c8%00", Err(NoMatch)),
        ("/hook?token=+9f2c4e61d07b48a3b5c8", Err(NoMatch)),
        ("/hook?token=%2539f2c4e61d07b48a3b5c8", Err(NoMatch)),
        ("/hook?token=9f2c4e61d07b48a3b5c8%", Err(NoMatch)),
        ("/hook?token=%9f2c4e61d07b48a3b5c8", Err(NoMatch)),
        ("/hook?token=9f2c4e61d07b48a3b5c8%3", Err(NoMatch)),
        ("/hook?token=%zz", Err(NoMatch)),
        ("/hook?token=%FF%+1", Err(NoMatch)),
        ("/hook?token=é", Err(NoMatch)),
        (
            "/hook?token=9f2c4e61d07b48a3b5c8Ab-_.~0123456789",
            Err(NoMatch),
        ),
        (
            "/hook?token=9f2c4e61d07b48a3b5c8&token=9f2c4e61d07b48a3b5c8",
            Err(RepeatedToken),
        ),
        (
            "/hook?token=x&token=9f2c4e61d07b48a3b5c8",
            Err(RepeatedToken),
        ),
        ("/hook?token=9f2c4e61d07b48a3b5c8&token", Err(RepeatedToken)),
        (
            "/hook?%74oken=x&token=9f2c4e61d07b48a3b5c8",
            Err(RepeatedToken),
        ),
    ] {
        assert_eq!(token.verify(uri), verdict, "{uri}");
    }
}

#[test]
fn in_the_path() {
    let token = UrlToken::in_path([OLD, NEW]).unwrap();
    for (uri, verdict) in [
        ("/hook/9f2c4e61d07b48a3b5c8", Ok(())),
        ("/9f2c4e61d07b48a3b5c8", Ok(())),
        ("/hook/Ab-_.~0123456789?call=1/2", Ok(())),
        ("/hook/Ab-_.%7E0123456789", Ok(())),
        ("https://example.com/hook/9f2c4e61d07b48a3b5c8?x", Ok(())),
        ("", Err(MissingToken)),
        ("/", Err(MissingToken)),
        ("/hook/9f2c4e61d07b48a3b5c8/", Err(MissingToken)),
        ("/9f2c4e61d07b48a3b5c8/hook", Err(NoMatch)),
        ("/hook?token=9f2c4e61d07b48a3b5c8", Err(NoMatch)),
        ("/hook?/9f2c4e61d07b48a3b5c8", Err(NoMatch)),
        ("/hook%2F9f2c4e61d07b48a3b5c8", Err(NoMatch)),
        ("/hook/9f2c4e61d07b48a3b5c", Err(NoMatch)),
        ("/hook/9f2c4e61d07b48a3b5c8;v=1", Err(NoMatch)),
    ] {
        assert_eq!(token.verify(uri), verdict, "{uri}");
    }
}

#[test]
fn useless_tokens_are_refused() {
    for (token, error) in [
        ("", SecretError::Empty),
        ("short", TOO_SHORT),
        ("123456789012345", TOO_SHORT),
        ("a token with blanks in it", SecretError::NotUrlSafe),
        ("0123456789+0123456789", SecretError::NotUrlSafe),
        ("0123456789/0123456789", SecretError::NotUrlSafe),
        ("0123456789012345678==", SecretError::NotUrlSafe),
        ("0123456789%41123456789", SecretError::NotUrlSafe),
        ("0123456789é0123456789", SecretError::NotUrlSafe),
    ] {
        assert_eq!(UrlToken::in_path([token]).unwrap_err(), error, "{token}");
        assert_eq!(
            UrlToken::in_query("t", [OLD, token]).unwrap_err(),
            error,
            "{token}"
        );
    }
    assert!(UrlToken::in_path(["1234567890123456"]).is_ok());
    let none: [&str; 0] = [];
    assert_eq!(UrlToken::in_path(none).unwrap_err(), SecretError::NoSecret);
    for name in ["", "a b", "a=b", "a&b", "%74"] {
        assert_eq!(
            UrlToken::in_query(name, [OLD]).unwrap_err(),
            SecretError::NotUrlSafe
        );
    }
}

#[test]
fn the_url_for_the_vendor() {
    let query = UrlToken::in_query("token", [OLD, NEW]).unwrap();
    let path = UrlToken::in_path([OLD, NEW]).unwrap();
    for (url, in_query, in_path) in [
        (
            "https://example.com/hook",
            "https://example.com/hook?token=Ab-_.~0123456789",
            "https://example.com/hook/Ab-_.~0123456789",
        ),
        (
            "https://example.com",
            "https://example.com?token=Ab-_.~0123456789",
            "https://example.com/Ab-_.~0123456789",
        ),
        (
            "https://example.com/hook/?",
            "https://example.com/hook/?token=Ab-_.~0123456789",
            "https://example.com/hook/Ab-_.~0123456789?",
        ),
        (
            "https://example.com/hook?a=1&b=/#part?x",
            "https://example.com/hook?a=1&b=/&token=Ab-_.~0123456789",
            "https://example.com/hook/Ab-_.~0123456789?a=1&b=/",
        ),
    ] {
        assert_eq!(query.add_to(url, NEW).as_deref(), Ok(in_query));
        assert_eq!(path.add_to(url, NEW).as_deref(), Ok(in_path));
    }
}

/// A base that is missing in a configuration does not make a token the name of a host.
#[test]
fn a_host_is_no_segment_of_the_path() {
    let path = UrlToken::in_path(NEW).unwrap();
    assert_eq!(path.add_to("https://", NEW), Err(MissingToken));
    assert_eq!(path.verify(&format!("https://{NEW}")), Err(MissingToken));
    assert_eq!(path.verify(&format!("https://a/{NEW}")), Ok(()));
    assert_eq!(path.verify(&format!("/a://{NEW}")), Ok(()));
}

#[test]
fn a_url_that_would_be_refused_is_not_made() {
    let query = UrlToken::in_query("token", OLD).unwrap();
    let path = UrlToken::in_path(OLD).unwrap();
    for (token, refusal) in [
        ("", MissingToken),
        (NEW, NoMatch),
        ("9f2c4e61d07b48a3b5c8&a=b", NoMatch),
        ("9f2c4e61d07b48a3b5c8/", NoMatch),
        ("9f2c4e61d07b48a3b5c8 ", NoMatch),
    ] {
        for expected in [&query, &path] {
            let made = expected.add_to("https://example.com/hook", token);
            assert_eq!(made, Err(refusal), "{token}");
        }
    }
    let twice = "https://example.com/hook?token=9f2c4e61d07b48a3b5c8";
    assert_eq!(query.add_to(twice, OLD), Err(RepeatedToken));
}
