//! Beside the reference libraries: random deliveries, and random damage to them.

use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bot_webhooks::verify::{StandardWebhooks, VerifyError};
use http::{HeaderMap, HeaderName, HeaderValue};

pub(super) type Headers = Vec<(String, String)>;

/// The clock that the libraries read; they can't be given another.
pub(super) fn now() -> i64 {
    let since_1970 = SystemTime::UNIX_EPOCH.elapsed().unwrap();
    since_1970.as_secs().try_into().unwrap()
}

/// The time of a timestamp, which can be before 1970.
pub(super) fn at_timestamp(timestamp: i64) -> SystemTime {
    let distance = Duration::from_secs(timestamp.unsigned_abs());
    if timestamp < 0 {
        SystemTime::UNIX_EPOCH - distance
    } else {
        SystemTime::UNIX_EPOCH + distance
    }
}

/// A delivery's proof by us and by both of them.
pub(super) struct Verdicts {
    pub(super) ours: Result<(), VerifyError>,
    pub(super) standardwebhooks: bool,
    pub(super) svix: bool,
}

pub(super) fn verdicts(secret: &str, headers: &Headers, body: &[u8]) -> Verdicts {
    let map: HeaderMap = headers
        .iter()
        .map(|(name, value)| {
            let name: HeaderName = name.parse().unwrap();
            (name, HeaderValue::from_bytes(value.as_bytes()).unwrap())
        })
        .collect();
    let ours = StandardWebhooks::dangerously_with_short_secrets(secret).unwrap();
    let standardwebhooks = standardwebhooks::Webhook::new(secret).unwrap();
    let svix = svix::Webhook::new(secret).unwrap();
    Verdicts {
        ours: ours
            .verify(&headers.as_slice(), body, SystemTime::now())
            .map(|_| ()),
        standardwebhooks: standardwebhooks.verify(body, &map).is_ok(),
        svix: svix.verify(body, &map).is_ok(),
    }
}

/// Steele and Vigna's `SplitMix64`: the same numbers in every run, so a failure is reproducible.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap() % end
    }

    fn secret(&mut self) -> String {
        let key: Vec<u8> = (0..=self.below(80))
            .map(|_| self.next().to_le_bytes()[0])
            .collect();
        format!("{}{}", ["whsec_", ""][self.below(2)], STANDARD.encode(key))
    }

    fn id(&mut self) -> String {
        let letters = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-";
        let id = (0..=self.below(40)).map(|_| char::from(letters[self.below(letters.len())]));
        format!("msg_{}", id.collect::<String>())
    }

    fn body(&mut self) -> String {
        let letters = [
            '{', '"', ':', '.', ',', ' ', '\n', '\0', 'a', '7', 'é', '語', '🎙',
        ];
        let length = [0, 1, 55, 64, 300, 5000][self.below(6)];
        (0..length)
            .map(|_| letters[self.below(letters.len())])
            .collect()
    }
}

/// The three headers of a delivery.
pub(super) fn headers(family: &str, id: &str, timestamp: i64, signature: String) -> Headers {
    vec![
        (format!("{family}-id"), id.to_owned()),
        (format!("{family}-timestamp"), timestamp.to_string()),
        (format!("{family}-signature"), signature),
    ]
}

#[test]
fn what_one_signs_the_others_believe() {
    let mut random = Random(1);
    for _ in 0..500 {
        let (secret, id, body) = (random.secret(), random.id(), random.body());
        let (time, body) = (now(), body.as_bytes());
        let ours = StandardWebhooks::dangerously_with_short_secrets(&secret).unwrap();
        let standardwebhooks = standardwebhooks::Webhook::new(&secret).unwrap();
        let svix = svix::Webhook::new(&secret).unwrap();
        for signature in [
            ours.sign(&id, at_timestamp(time), body),
            standardwebhooks.sign(&id, time, body).unwrap(),
            svix.sign(&id, time, body).unwrap(),
        ] {
            let verdicts = verdicts(&secret, &headers("webhook", &id, time, signature), body);
            assert_eq!(verdicts.ours, Ok(()), "{secret} {id}");
            assert!(verdicts.standardwebhooks && verdicts.svix, "{secret} {id}");
        }
    }
}

#[test]
fn damaged_deliveries_get_the_same_verdict() {
    let mut random = Random(2);
    let (mut believed, mut refused) = (0, 0);
    for _ in 0..4000 {
        let (secret, id, mut body) = (random.secret(), random.id(), random.body().into_bytes());
        // Not near the end of the tolerance, where the clock could tick between two libraries.
        let away = [
            0,
            200,
            -200,
            290,
            -290,
            310,
            -310,
            86_400,
            -86_400,
            3_000_000_000,
        ];
        let timestamp = now() - away[random.below(away.len())];
        let sign = |secret: &str, body: &[u8]| {
            StandardWebhooks::dangerously_with_short_secrets(secret)
                .unwrap()
                .sign(&id, at_timestamp(timestamp), body)
        };
        let good = sign(&secret, &body);
        let bare = good.strip_prefix("v1,").unwrap();
        let unrelated = sign(&random.secret(), &body);
        let signature = match random.below(16) {
            0 => format!("v1a,{bare} {good}"),
            1 => format!("{unrelated} {good}"),
            2 => unrelated,
            3 => format!("v2,{bare}"),
            4 => bare.to_owned(),
            5 => good.trim_end_matches('=').to_owned(),
            6 => good.replace(' ', ""),
            7 => good.to_lowercase(),
            8 => format!("{good}, {good}"),
            9 => format!("{good} x"),
            _ => good,
        };
        let mut headers = headers("webhook", &id, timestamp, signature);
        match random.below(12) {
            0 => drop(headers.remove(random.below(3))),
            1 => {
                // A byte of the body, kept ASCII so that the libraries don't fail on other grounds.
                let ascii: Vec<_> = (0..body.len()).filter(|at| body[*at].is_ascii()).collect();
                if !ascii.is_empty() {
                    body[ascii[random.below(ascii.len())]] ^= 1;
                }
            }
            2 => body.push(b' '),
            3 => headers[random.below(3)].1.push('1'),
            4 => drop(headers[random.below(3)].1.pop()),
            5 => {
                let odd = ["", "x", "-1", "1e9", "99999999999999999999"];
                headers[1].1 = odd[random.below(odd.len())].to_owned();
            }
            6 => headers[0].1 = random.id(),
            _ => {}
        }
        let verdicts = verdicts(&secret, &headers, &body);
        let context = format!("{secret} {headers:?}: {:?}", verdicts.ours);
        assert_eq!(
            verdicts.ours.is_ok(),
            verdicts.standardwebhooks,
            "{context}"
        );
        assert_eq!(verdicts.ours.is_ok(), verdicts.svix, "{context}");
        *if verdicts.ours.is_ok() {
            &mut believed
        } else {
            &mut refused
        } += 1;
    }
    assert!(
        believed > 500 && refused > 500,
        "{believed} believed, {refused} refused"
    );
}
