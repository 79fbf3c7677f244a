//! Any headers, any URL, any secret: nothing is believed that was not signed.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bot_webhooks::Headers;
use bot_webhooks::synthflow::CallIdSignature;
use bot_webhooks::verify::{StandardWebhooks, UrlToken};

/// The secrets of all three proofs, and the clock: what the seeds are signed with.
const SECRET: &str = "whsec_plJ3nmyCDGBKInavdOK15jsl";
const TOKEN: &str = "0123456789abcdefghij";
const NOW: i64 = 1_700_000_000;

/// A request: a line with the URL, a line for each header, an empty line, and the body.
struct Input<'a> {
    url: String,
    headers: Vec<(String, &'a [u8])>,
    body: &'a [u8],
}

impl<'a> Input<'a> {
    fn read(input: &'a [u8]) -> Self {
        let (url, mut rest) = line(input);
        let mut headers = Vec::new();
        loop {
            let header;
            (header, rest) = line(rest);
            if header.is_empty() {
                break;
            }
            let colon = header.iter().position(|byte| *byte == b':');
            let (name, value) = header.split_at(colon.unwrap_or(header.len()));
            let value = value.strip_prefix(b":").unwrap_or_default().trim_ascii();
            headers.push((String::from_utf8_lossy(name).into_owned(), value));
        }
        Self {
            url: String::from_utf8_lossy(url).into_owned(),
            headers,
            body: rest,
        }
    }

    fn has_value(&self, is: impl Fn(&str) -> bool) -> bool {
        let mut values = self.headers.iter();
        values.any(|(_, value)| str::from_utf8(value).is_ok_and(&is))
    }
}

fn line(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| *byte == b'\n');
    let (line, rest) = text.split_at(end.unwrap_or(text.len()));
    (line, rest.strip_prefix(b"\n").unwrap_or_default())
}

/// What a request proves. The call's id is its whole body.
pub(crate) fn proven(input: &[u8]) -> Vec<&'static str> {
    let input = Input::read(input);
    let query = UrlToken::in_query("token", [TOKEN]).unwrap();
    let path = UrlToken::in_path([TOKEN]).unwrap();
    let proofs = [
        ("webhook", webhook(&input)),
        ("call id", call_id(&input)),
        ("token in query", token(&query, &input.url)),
        ("token in path", token(&path, &input.url)),
    ];
    let proven = proofs.into_iter().filter(|(_, proven)| *proven);
    proven.map(|(proof, _)| proof).collect()
}

pub(super) fn check(input: &[u8]) {
    proven(input);
    // The URL as a secret, for want of a different string.
    let input = Input::read(input);
    if let Ok(webhooks) = StandardWebhooks::new([&input.url]) {
        let headers = webhooks.signed_headers("msg_1", now(), input.body);
        assert_eq!(webhooks.verify(&headers, input.body, now()), Ok("msg_1"));
    }
    if let Ok(signature) = CallIdSignature::new([&input.url]) {
        let headers = [("synthflow-signature", signature.sign("1"))];
        assert_eq!(signature.verify(&headers, "1"), Ok(()));
    }
    if let Ok(token) = UrlToken::in_path([&input.url]) {
        assert_eq!(token.verify(&format!("/{}", input.url)), Ok(()));
    }
}

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(NOW.unsigned_abs())
}

fn webhook(input: &Input<'_>) -> bool {
    let webhooks = StandardWebhooks::new([SECRET]).unwrap();
    let headers = input.headers.as_slice();
    let Ok(id) = webhooks.verify(&headers, input.body, now()) else {
        return false;
    };
    let stamp = |name| headers.header(name).filter(|stamp| !stamp.is_empty());
    let stamp = stamp("webhook-timestamp").or_else(|| stamp("svix-timestamp"));
    let stamp: i64 = str::from_utf8(stamp.unwrap()).unwrap().parse().unwrap();
    assert!(stamp.abs_diff(NOW) <= 300);
    let sent = UNIX_EPOCH + Duration::from_secs(stamp.unsigned_abs());
    let signature = webhooks.sign(id, sent, input.body);
    assert!(input.has_value(|value| value.split(' ').any(|one| one == signature)));
    assert!(input.has_value(|value| value == id));
    true
}

fn call_id(input: &Input<'_>) -> bool {
    let signature = CallIdSignature::new([SECRET]).unwrap();
    let call_id = String::from_utf8_lossy(input.body);
    let headers = input.headers.as_slice();
    let proven = signature.verify(&headers, &call_id).is_ok();
    assert!(!proven || input.has_value(|value| value == signature.sign(&call_id)));
    proven
}

fn token(token: &UrlToken, url: &str) -> bool {
    let proven = token.verify(url).is_ok();
    assert!(!proven || url.contains('%') || url.contains(TOKEN));
    proven
}
