//! How old a delivery may be, and how new.

use std::time::{Duration, UNIX_EPOCH};

use bot_webhooks::verify::{StandardWebhooks, VerifyError};

use super::{at, signed_at};

const SECRET: &str = "whsec_plJ3nmyCDGBKInavdOK15jsl";

fn webhooks() -> StandardWebhooks {
    StandardWebhooks::new(SECRET).unwrap()
}

#[test]
fn five_minutes_each_way() {
    let headers = webhooks().signed_headers("msg_1", at(1_760_000_000), b"{}");
    let verify = |now| webhooks().verify(&headers, b"{}", at(now)).map(|_| ());
    assert_eq!(verify(1_760_000_301), Err(VerifyError::TooOld));
    assert_eq!(verify(1_760_000_300), Ok(()));
    assert_eq!(verify(1_760_000_000), Ok(()));
    assert_eq!(verify(1_759_999_700), Ok(()));
    assert_eq!(verify(1_759_999_699), Err(VerifyError::TooNew));
}

#[test]
fn another_tolerance() {
    let headers = webhooks().signed_headers("msg_1", at(1_760_000_000), b"{}");
    let verify = |tolerance, now| {
        let webhooks = webhooks().with_tolerance(tolerance);
        webhooks.verify(&headers, b"{}", at(now)).map(|_| ())
    };
    assert_eq!(verify(Duration::ZERO, 1_760_000_000), Ok(()));
    assert_eq!(
        verify(Duration::ZERO, 1_760_000_001),
        Err(VerifyError::TooOld)
    );
    assert_eq!(
        verify(Duration::ZERO, 1_759_999_999),
        Err(VerifyError::TooNew)
    );
    let day = Duration::from_secs(86_400);
    assert_eq!(verify(day, 1_760_086_400), Ok(()));
    assert_eq!(verify(day, 1_760_086_401), Err(VerifyError::TooOld));
    assert_eq!(verify(Duration::MAX, 0), Ok(()));
}

#[test]
fn the_farthest_times_do_no_harm() {
    let early = UNIX_EPOCH - Duration::from_secs(1_000_000_000_000);
    let late = at(1_000_000_000_000);
    for (timestamp, refusal) in [
        (i64::MIN, VerifyError::TooOld),
        (i64::MIN + 1, VerifyError::TooOld),
        (i64::MAX, VerifyError::TooNew),
        (i64::MAX - 1, VerifyError::TooNew),
    ] {
        let headers = signed_at(SECRET, timestamp, b"{}");
        for now in [early, UNIX_EPOCH, at(1_760_000_000), late] {
            let verify = |webhooks: StandardWebhooks| webhooks.verify(&headers, b"{}", now).err();
            assert_eq!(verify(webhooks()), Some(refusal));
            assert_eq!(verify(webhooks().with_tolerance(Duration::MAX)), None);
        }
    }
    let before_1970 =
        webhooks().signed_headers("msg_1", UNIX_EPOCH - Duration::from_secs(60), b"{}");
    let verify = |now| webhooks().verify(&before_1970, b"{}", now).map(|_| ());
    assert_eq!(verify(UNIX_EPOCH - Duration::from_secs(360)), Ok(()));
    assert_eq!(
        verify(UNIX_EPOCH - Duration::from_secs(361)),
        Err(VerifyError::TooNew)
    );
    assert_eq!(verify(UNIX_EPOCH + Duration::from_secs(240)), Ok(()));
    assert_eq!(
        verify(UNIX_EPOCH + Duration::from_secs(241)),
        Err(VerifyError::TooOld)
    );
}

#[test]
fn the_time_of_a_forged_delivery_is_not_looked_at() {
    let mut headers = webhooks().signed_headers("msg_1", UNIX_EPOCH, b"{}");
    assert_eq!(
        webhooks().verify(&headers, b"{}", at(1_760_000_000)),
        Err(VerifyError::TooOld)
    );
    headers[2].1 = webhooks().sign("msg_2", UNIX_EPOCH, b"{}");
    assert_eq!(
        webhooks().verify(&headers, b"{}", at(1_760_000_000)),
        Err(VerifyError::NoMatch)
    );
}
