//! Games with signatures and tokens, and attempts to take a genuine delivery's place.

use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};
use bot_webhooks::synthflow::CallIdSignature;
use futures_util::future::join_all;

use super::{SECRET, Server, post, recall_body, recall_request, status, token, webhooks};

const FORGED: &str = r#"{"event":"bot.done","new":"forged"}"#;

/// A delivery with this id, time, signature and body is not let in.
async fn refused(server: &Server, parts: [&str; 4]) {
    let [id, time, signature, body] = parts;
    for names in [
        ["webhook-id", "webhook-timestamp", "webhook-signature"],
        ["svix-id", "Svix-Timestamp", "SVIX-SIGNATURE"],
    ] {
        let headers: Vec<_> = names
            .into_iter()
            .zip([id, time, signature].map(str::to_owned))
            .collect();
        let answer = server.exchange(post("/recall/acme", &headers, body)).await;
        assert!(matches!(status(&answer), 400 | 401), "{parts:?}: {answer}");
    }
}

fn hex(before: &str, bytes: &[u8]) -> String {
    let bytes: Vec<_> = bytes
        .iter()
        .map(|byte| format!("{before}{byte:02x}"))
        .collect();
    bytes.concat()
}

#[expect(clippy::too_many_lines, reason = "it is a list of games")]
pub(super) async fn signatures(server: &Server) -> usize {
    let now = SystemTime::now();
    let [(_, id), (_, time), (_, good)] =
        webhooks("acme").signed_headers("m", now, FORGED.as_bytes());
    let mac = good.trim_start_matches("v1,").to_owned();
    let bytes = STANDARD.decode(&mac).unwrap();
    let at = |seconds: i64| (time.parse::<i64>().unwrap() + seconds).to_string();
    let by = |tenant: &str, id: &str, at: SystemTime, body: &str| {
        webhooks(tenant).sign(id, at, body.as_bytes())
    };
    let mut signatures: Vec<String> = (0..good.len()).map(|len| good[..len].to_owned()).collect();
    for (index, _) in good.char_indices() {
        let mut flipped = good.clone().into_bytes();
        flipped[index] ^= 1;
        signatures.push(String::from_utf8_lossy(&flipped).into_owned());
    }
    for prefix in [
        "", "v1a,", "v2,", "V1,", "v1 ,", "v1, ", "v1", "v1=", "v01,", "v1,v1,", "sha256=",
        "v1,v1a,",
    ] {
        signatures.push(format!("{prefix}{mac}"));
    }
    let in_hex = hex("", &bytes);
    let [long, short] =
        [[&bytes[..], &[0]].concat(), bytes[..31].to_vec()].map(|bytes| STANDARD.encode(bytes));
    for value in [
        format!("{mac}="),
        format!("{mac}A"),
        format!("{mac}\t"),
        format!("{mac}%3D"),
        mac.to_lowercase(),
        STANDARD_NO_PAD.encode(&bytes) + "%3d",
        URL_SAFE.encode([0xfb; 32]),
        in_hex,
        long,
        short,
        STANDARD.encode(&mac),
        STANDARD.encode([0; 32]),
        "A".repeat(9000),
        format!("{mac},"),
        format!("\"{mac}\""),
    ] {
        // A value with white space behind it is the same value to HTTP.
        if value.trim_end() == value {
            signatures.push(format!("v1,{value}"));
        }
    }
    signatures.push(format!("v2,{mac},v1,{mac}"));
    signatures.push("v1,AA== ".repeat(1000));
    signatures.extend([
        by("globex", "m", now, FORGED),
        by("acme", "n", now, FORGED),
        by("acme", "m", now, r#"{"event":"bot.done"}"#),
        by("acme", "m", now, ""),
        by("acme", "m", now + Duration::from_secs(60), FORGED),
        by("acme", "", now, FORGED),
    ]);
    let mut games: Vec<[String; 4]> = signatures
        .into_iter()
        .map(|signature| [id.clone(), time.clone(), signature, FORGED.to_owned()])
        .collect();
    for seconds in [-1, 1, 60, -301, 302, i64::from(i32::MAX)] {
        games.push([id.clone(), at(seconds), good.clone(), FORGED.to_owned()]);
    }
    for seconds in [301, 310, 86_400, 1_000_000_000] {
        // Signed by the secret, and too old or too new.
        let after = now + Duration::from_secs(seconds + 5);
        for then in [now - Duration::from_secs(seconds), after] {
            let [(_, id), (_, time), (_, signature)] =
                webhooks("acme").signed_headers("m", then, FORGED.as_bytes());
            games.push([id, time, signature, FORGED.to_owned()]);
        }
    }
    for time in [
        format!("+{time}"),
        format!("0{time}"),
        format!("{time}.0"),
        format!("{time}0"),
        "0".into(),
        "-1".into(),
        String::new(),
        "9".repeat(40),
        format!("{time}e0"),
        "NaN".into(),
    ] {
        games.push([id.clone(), time, good.clone(), FORGED.to_owned()]);
    }
    for id in ["n", "M", "", "m.", ".m", "m m", "%6d", "m,m", "m\u{e9}"] {
        games.push([id.to_owned(), time.clone(), good.clone(), FORGED.to_owned()]);
    }
    for body in [
        format!("{FORGED} "),
        format!(" {FORGED}"),
        FORGED[1..].to_owned(),
        FORGED.replace("done", "fail"),
        format!("{FORGED}\0"),
    ] {
        games.push([id.clone(), time.clone(), good.clone(), body]);
    }
    // `m.TIME.{…}` split elsewhere: an id with a full stop, and the rest of the message as time and body.
    let split = by("acme", "m", now, &format!("{time}.{FORGED}"));
    games.push([format!("m.{time}"), time.clone(), split, FORGED.to_owned()]);
    let games_played = games
        .iter()
        .map(|game| refused(server, game.each_ref().map(String::as_str)));
    join_all(games_played).await;
    server.takes_genuine_deliveries().await;
    2 * games.len()
}

pub(super) async fn tokens(server: &Server) -> usize {
    let good = token("acme");
    let forged = r#"{"trigger_reason":"end","session_id":"forged"}"#;
    let encoded = hex("%", good.as_bytes());
    let mut queries: Vec<String> = (0..good.len())
        .map(|len| format!("token={}", &good[..len]))
        .collect();
    queries.extend((0..encoded.len()).map(|len| format!("token={}", &encoded[..len])));
    queries.extend([
        String::new(),
        good.clone(),
        format!("={good}"),
        format!("Token={good}"),
        format!("token={good}x"),
        format!("token={good}%00"),
        format!("token={}", good.to_uppercase()),
        format!("token={}", token("globex")),
        format!("token={}", token("solo")),
        format!("token={good}&token={good}"),
        format!("token=&token={good}"),
        format!("token={good}&token=x"),
        format!("x?token={good}"),
        format!("token[]={good}"),
        format!("x=1;token={good}"),
        format!("token={good};x"),
        format!("token=%20{good}"),
        format!("token={good}+"),
        format!("token={}", encoded.replace('%', "%25")),
        format!("token={}", encoded.replace('%', "%u00")),
        format!("token=%{good}"),
        format!("token={good}%"),
        format!("token={good}%zz"),
        format!("token==%{good}"),
        format!("token=\"{good}\""),
        format!("x%26token={good}"),
        format!("token={}", "x".repeat(60_000)),
        format!("token={good}/"),
        format!("token=*&{good}"),
        format!("a&b&{}", "&".repeat(9000)),
    ]);
    let headers = [
        ("authorization", format!("Bearer {good}")),
        ("token", good.clone()),
        ("cookie", format!("token={good}")),
    ];
    for query in &queries {
        let answer = server
            .exchange(post(&format!("/exotel/acme?{query}"), &headers, forged))
            .await;
        assert!(
            matches!(status(&answer), 400 | 401 | 414),
            "{query}: {answer}"
        );
    }
    let signature = CallIdSignature::new(SECRET).unwrap().sign("c-1");
    let other_call = r#"{"call":{"call_id":"forged"},"status":"completed"}"#;
    let solo = format!("/synthflow?token={}", token("solo"));
    let pairs = [
        (
            "/synthflow",
            signature.clone(),
            r#"{"call":{"call_id":"c-1","new":"forged"},"status":"done"}"#,
        ),
        (&solo, signature, other_call),
        (&solo, "AA==".into(), other_call),
        (&solo, String::new(), other_call),
    ];
    for (path, signature, body) in &pairs {
        let answer = server
            .exchange(post(
                path,
                &[("synthflow-signature", signature.clone())],
                body,
            ))
            .await;
        assert_eq!(status(&answer), 401, "{path}: {answer}");
    }
    server.takes_genuine_deliveries().await;
    queries.len() + pairs.len()
}

/// Forged and foreign deliveries arrive first, with the id of the genuine one.
pub(super) async fn suppressions(server: &Server) -> usize {
    const ROUNDS: usize = 50;
    join_all((0..ROUNDS).map(|round| suppression(server, round))).await;
    7 * ROUNDS
}

async fn suppression(server: &Server, round: usize) {
    let send = async |request: &str| status(&server.exchange(request).await);
    let (name, own) = (server.name("acme"), server.name("globex"));
    let body = recall_body(&name);
    let foreign = recall_request("globex", &name, &recall_body(&own));
    assert_eq!(send(&foreign).await, 200);
    let unsigned = post("/recall/acme", &[("webhook-id", name.clone())], &body);
    assert_eq!(send(&unsigned).await, 401);
    let for_acme = recall_request("globex", &name, &body).replace("/globex", "/acme");
    assert_eq!(send(&for_acme).await, 401);
    // The holder of a token sends almost the same bytes, and the same ones as a different tenant.
    let exotel = |tenant: &str, body: &str| {
        post(
            &format!("/exotel/{tenant}?token={}", token(tenant)),
            &[],
            body,
        )
    };
    let name_by_token = server.name("acme");
    let session = format!(r#"{{"trigger_reason":"end","session_id":"genuine-{name_by_token}"}}"#);
    let other = format!(r#"{{"trigger_reason":"end","session_id":"{round}"}}"#);
    assert_eq!(send(&exotel("acme", &other)).await, 200);
    assert_eq!(send(&exotel("globex", &other)).await, 200);
    assert_eq!(send(&exotel("acme", &session)).await, 200);
    let genuine = recall_request("acme", &name, &body);
    // It is cut off once, just before its end.
    server.exchange(&genuine[..genuine.len() - 1]).await;
    assert_eq!(send(&genuine).await, 200);
    for name in [name, own, name_by_token] {
        assert_eq!(server.dispatched(&name), 1, "{name}");
    }
}
