//! Bodies that are hostile as a whole.

use bot_webhooks::Handler;
use bot_webhooks::receive::{Endpoint, Outcome, Report};
use bytes::Bytes;
use http::Request;

use super::Answer::{Kept, NotJson};
use super::assert_answer;
use crate::bodies::bodies;
use crate::checks::endpoint::Nobody;
use crate::fixtures::block_on;
use crate::subject::{Subject, for_every_provider};

/// `{"event":"bot.done"}`, compressed.
const GZIP: &[u8] = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xab\x56\x4a\x2d\x4b\xcd\x2b\x51\
    \xb2\x52\x4a\xca\x2f\xd1\x4b\xc9\xcf\x4b\x55\xaa\x05\x00\x69\xf4\x0a\xf9\x14\x00\x00\x00";

for_every_provider!(what_is_no_text_in_utf8);
fn what_is_no_text_in_utf8<E: Subject>()
where
    Nobody: Handler<E>,
{
    let not_utf8 = NotJson("invalid UTF-8");
    assert_answer::<E>(GZIP, not_utf8, "gzip");
    for body in bodies(E::PROVIDER).into_iter().take(3) {
        let text = body.text.as_str();
        let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
            let text = text.encode_utf16().flat_map(bytes);
            mark.into_iter().chain(text).collect::<Vec<_>>()
        };
        let (little, big) = (
            utf16([0xff, 0xfe], u16::to_le_bytes),
            utf16([0xfe, 0xff], u16::to_be_bytes),
        );
        assert_answer::<E>(little, not_utf8, "UTF-16");
        assert_answer::<E>(big, not_utf8, "UTF-16");
        let utf8 = text.as_bytes();
        assert_answer::<E>([utf8, &[0xff]].concat(), not_utf8, "a byte after it");
        let (before, after) = utf8.split_at(text.find('"').unwrap() + 1);
        // A continuation alone, an overlong slash, a surrogate, beyond Unicode, one cut off.
        for bytes in [
            &[0x80][..],
            &[0xc0, 0xaf],
            &[0xed, 0xa0, 0x80],
            &[0xf5],
            &[0xe2],
        ] {
            let body = [before, bytes, after].concat();
            assert_answer::<E>(body, not_utf8, "bytes in a name");
        }
    }
}

for_every_provider!(what_is_no_json);
fn what_is_no_json<E: Subject>()
where
    Nobody: Handler<E>,
{
    let nothing = NotJson("EOF while parsing a value");
    let value = NotJson("expected value");
    for (body, answer) in [
        ("", nothing),
        (" ", nothing),
        ("\r\n\t \n", nothing),
        ("\0", value),
        ("\0\0\0\0", value),
        ("\u{b}", value),
        ("\u{a0}", value),
        ("event=bot.done&data=%7B%7D", value),
        ("<event>bot.done</event>", value),
        ("event: bot.done", value),
        ("{event: 1}", NotJson("key must be a string")),
        ("{'event': 1}", NotJson("key must be a string")),
        ("// no\n{}", value),
    ] {
        assert_answer::<E>(body, answer, body);
    }
}

for_every_provider!(what_surrounds_a_body);
fn what_surrounds_a_body<E: Subject>()
where
    Nobody: Handler<E>,
{
    let trailing = NotJson("trailing characters");
    for body in bodies(E::PROVIDER) {
        let text = body.text.trim();
        for after in ["x", "\0", "{}", ",", "]", "}", "null", "\u{feff}"] {
            assert_answer::<E>(format!("{text}{after}"), trailing, after);
        }
        assert_answer::<E>(format!("{text}\n{text}"), trailing, "twice");
        let mark = format!("\u{feff}{text}");
        assert_answer::<E>(mark, NotJson("expected value"), "byte order mark");
        let null = format!("\0{text}");
        assert_answer::<E>(null, NotJson("expected value"), "NUL");
        let space = format!("\r\n\t {text}\r\n\t ");
        assert_answer::<E>(space, Kept, "white space");
    }
}

for_every_provider!(cut_off_at_every_byte);
fn cut_off_at_every_byte<E: Subject>()
where
    Nobody: Handler<E>,
{
    let provider = E::PROVIDER;
    let bodies = bodies(provider);
    let shortest = bodies.iter().min_by_key(|body| body.text.len()).unwrap();
    let text = shortest.text.trim();
    let endpoint = Endpoint::<E>::dangerously_unauthenticated(Nobody);
    for end in 0..text.len() {
        let request = Request::post("/").body(Bytes::copy_from_slice(&text.as_bytes()[..end]));
        let response = block_on(endpoint.receive(request.unwrap()));
        assert_eq!(
            response.extensions().get::<Report>().unwrap().outcome,
            Outcome::NotJson,
            "{provider}: {} to {end}",
            shortest.source
        );
    }
}

for_every_provider!(compressed_and_said_to_be);
fn compressed_and_said_to_be<E: Subject>()
where
    Nobody: Handler<E>,
{
    let endpoint = Endpoint::<E>::dangerously_unauthenticated(Nobody);
    let request = Request::post("/").header("content-encoding", "gzip");
    let request = request.body(Bytes::from_static(GZIP)).unwrap();
    assert_eq!(block_on(endpoint.receive(request)).status(), 400);
}
