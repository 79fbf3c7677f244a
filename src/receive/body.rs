use std::pin::pin;

use bytes::{Buf, Bytes, BytesMut};
use http_body::Body;
use http_body_util::BodyExt;

use super::Outcome;

/// Reads a whole body, and stops where it grows over the limit.
pub(crate) async fn read<B: Body>(body: B, limit: usize) -> Result<Bytes, Outcome> {
    let announced = body.size_hint();
    let over = |len: u64| usize::try_from(len).map_or(true, |len| len > limit);
    if over(announced.lower()) {
        return Err(Outcome::TooLarge);
    }
    let mut body = pin!(body);
    let mut first = Bytes::new();
    let mut whole = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Outcome::BrokenOff)?;
        let Ok(mut data) = frame.into_data() else {
            continue;
        };
        if data.remaining() > limit - first.len() - whole.len() {
            return Err(Outcome::TooLarge);
        }
        if first.is_empty() && whole.is_empty() {
            // Most bodies come in one piece, which is then not copied.
            first = data.copy_to_bytes(data.remaining());
        } else {
            if whole.is_empty() {
                whole.reserve(
                    usize::try_from(announced.lower())
                        .unwrap_or(limit)
                        .min(limit),
                );
                whole.extend_from_slice(&std::mem::take(&mut first));
            }
            whole.extend_from_slice(&data.copy_to_bytes(data.remaining()));
        }
    }
    Ok(if whole.is_empty() {
        first
    } else {
        whole.freeze()
    })
}
