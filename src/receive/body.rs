use std::pin::pin;

use bytes::{Buf, BufMut, Bytes, BytesMut};
use http::HeaderMap;
use http::header::CONTENT_LENGTH;
use http_body::Body;
use http_body_util::BodyExt;

use super::Outcome;

/// How much memory a caller gets for announcing a long body. The rest it gets for sending one.
const RESERVED: usize = 64 << 10;

/// Reads a whole body, and stops where it grows over the limit.
pub(crate) async fn read<B: Body>(
    body: B,
    headers: &HeaderMap,
    limit: usize,
) -> Result<Bytes, Outcome> {
    // A layer can hide the size hint, and not every body has the header.
    let length = headers
        .get(CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok());
    let length = length.and_then(|length| length.parse().ok()).unwrap_or(0);
    let hint = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    let announced = hint.max(length);
    if announced > limit {
        return Err(Outcome::TooLarge);
    }
    let mut body = pin!(body);
    let mut first = Bytes::new();
    let mut whole = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Outcome::Incomplete)?;
        let Ok(mut data) = frame.into_data() else {
            continue;
        };
        let len = data.remaining();
        if len > limit - first.len() - whole.len() {
            return Err(Outcome::TooLarge);
        }
        if first.is_empty() && whole.is_empty() {
            // Most bodies come in one piece, which is then not copied.
            first = data.copy_to_bytes(len);
            continue;
        }
        if whole.is_empty() {
            whole.reserve(announced.min(RESERVED));
            whole.put(std::mem::take(&mut first));
        }
        whole.put(data);
    }
    Ok(if whole.is_empty() {
        first
    } else {
        whole.freeze()
    })
}
