//! Bodies of 50 MB.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use allocation_counter::measure;
use bot_webhooks::Provider;
use bytes::Bytes;
use http_body::{Body, Frame};
use http_body_util::Full;

use super::post;

const FIFTY: usize = 50_000_000;

/// Without optimization, only some of them are that large.
const LARGE: usize = if cfg!(debug_assertions) {
    FIFTY / 10
} else {
    FIFTY
};

/// A body that comes in pieces and says nothing of its length.
struct Pieces {
    whole: Bytes,
}

impl Body for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let len = self.whole.len().min(64 << 10);
        let piece = self.whole.split_to(len);
        Poll::Ready((len > 0).then(|| Ok(Frame::data(piece))))
    }
}

/// The status and the most memory in use, in megabytes, besides the body itself.
fn posted(provider: Provider, limit: Option<usize>, body: &Bytes, announced: bool) -> (u16, u64) {
    let mut status = 0;
    let used = measure(|| {
        let whole = body.clone();
        status = if announced {
            post(provider, limit, Full::new(whole))
        } else {
            post(provider, limit, Pieces { whole })
        };
    });
    (status, used.bytes_max / 1_000_000)
}

/// One way in which a body can be long.
struct Long {
    name: &'static str,
    before: &'static str,
    /// What comes again and again.
    inside: &'static [u8],
    after: &'static str,
    /// What it is answered with where the limit is lifted.
    status: u16,
    /// The most memory that it may take besides itself, in bodies.
    most: u64,
}

impl Long {
    fn body(&self, len: usize) -> Bytes {
        let times = (len - self.before.len() - self.after.len()) / self.inside.len();
        let inside = self.inside.repeat(times);
        [self.before.as_bytes(), &inside, self.after.as_bytes()]
            .concat()
            .into()
    }
}

#[rustfmt::skip]
const BODIES: &[Long] = &[
    Long { name: "a text", before: r#"{"event":"bot.done","new":""#, inside: b"x", after: "\"}", status: 200, most: 1 },
    Long { name: "a text in escapes", before: r#"{"event":"bot.done","new":""#, inside: br"\n", after: "\"}", status: 200, most: 2 },
    Long { name: "a text before the event's name", before: r#"{"new":""#, inside: b"x", after: r#"","event":"bot.done"}"#, status: 200, most: 1 },
    Long { name: "a text instead of an object", before: r#"{"event":"bot.done","data":""#, inside: b"x", after: "\"}", status: 422, most: 5 },
    Long { name: "a field's name", before: r#"{"event":"bot.done",""#, inside: b"x", after: "\":0}", status: 200, most: 1 },
    Long { name: "digits after the point", before: r#"{"event":"bot.done","new":0."#, inside: b"7", after: "}", status: 200, most: 3 },
    Long { name: "an integer", before: r#"{"event":"bot.done","new":"#, inside: b"7", after: "}", status: 400, most: 3 },
    Long { name: "nesting", before: r#"{"event":"bot.done","new":"#, inside: b"[", after: "", status: 400, most: 0 },
    Long { name: "nesting before the event's name", before: r#"{"new":"#, inside: b"[", after: "", status: 400, most: 3 },
    Long { name: "nesting and nothing else", before: "", inside: b"[", after: "", status: 400, most: 3 },
    Long { name: "white space", before: "", inside: b" \n", after: "", status: 400, most: 0 },
    Long { name: "NUL", before: "", inside: b"\0", after: "", status: 400, most: 0 },
    Long { name: "bytes that are no UTF-8", before: "", inside: b"\xff", after: "", status: 400, most: 0 },
];

#[test]
fn fifty_megabytes_are_too_large() {
    for provider in Provider::ALL {
        let body = BODIES[0].body(FIFTY);
        assert_eq!(posted(*provider, None, &body, true), (413, 0));
        let (status, used) = posted(*provider, None, &body, false);
        println!("| {provider} | 413 | {used} MB |");
        assert_eq!(status, 413);
        // What came before it was too large is in a buffer that grows to twice its size.
        assert!(used <= 15, "{provider}: {used}");
    }
}

#[test]
fn fifty_megabytes_where_the_limit_is_lifted() {
    for (index, long) in BODIES.iter().enumerate() {
        let len = if index == 0 { FIFTY } else { LARGE };
        let body = long.body(len);
        for announced in [true, false] {
            let (status, used) = posted(Provider::Recall, Some(usize::MAX), &body, announced);
            let pieces = if announced { "in one" } else { "in pieces" };
            println!("| {} | {pieces} | {status} | {used} MB |", long.name);
            assert_eq!(status, long.status, "{}", long.name);
            let most = if announced { long.most } else { long.most + 3 };
            assert!(
                used <= len as u64 / 1_000_000 * most + 1,
                "{}: {used} MB",
                long.name
            );
        }
    }
}
