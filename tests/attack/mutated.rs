//! Mutated bodies.

use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use futures_util::future::join_all;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{Server, TENANTS, lines, status, token, webhooks};

/// Sends mutated bodies for so long, and returns how many, and how many with forged credentials.
pub(super) async fn bodies(server: &Server, time: Duration) -> (usize, usize) {
    let bodies = ["exotel", "recall", "synthflow"].map(payloads);
    let until = Instant::now() + time;
    let callers = (1..=4).map(|seed| call(server.clone(), bodies.clone(), Random(seed), until));
    let counts = join_all(callers.map(tokio::spawn)).await;
    let counts = counts.into_iter().map(Result::unwrap);
    counts.fold((0, 0), |sum, (all, forged)| (sum.0 + all, sum.1 + forged))
}

fn payloads(provider: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../payloads")
        .join(provider);
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let bodies = files.filter(|file| file.extension().is_some_and(|end| end == "json"));
    bodies.map(|file| std::fs::read(file).unwrap()).collect()
}

/// One caller, on a connection that it keeps as long as the server does.
async fn call(
    server: Server,
    bodies: [Vec<Vec<u8>>; 3],
    mut random: Random,
    until: Instant,
) -> (usize, usize) {
    let (mut count, mut forged) = (0, 0);
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    while Instant::now() < until {
        let provider = random.below(3);
        let of_provider = &bodies[provider];
        let mut body = of_provider[random.below(of_provider.len())].clone();
        let other = &of_provider[random.below(of_provider.len())];
        for _ in 0..=random.below(4) {
            mutate(&mut body, other, &mut random);
        }
        let is_forged = random.below(4) == 0;
        if is_forged {
            let is_object = usize::from(body.first() == Some(&b'{'));
            body.splice(is_object..is_object, *b"\"forged\":1,");
        }
        let tenant = TENANTS[random.below(2)];
        let wrong = if is_forged { "x" } else { "" };
        let mut path = match provider {
            0 => format!("/exotel/{tenant}?token={}{wrong}", token(tenant)),
            1 => format!("/recall/{tenant}"),
            _ => format!("/synthflow?token={}{wrong}", token("solo")),
        };
        let id = format!("mutated-{}", random.next());
        let mut headers = webhooks(tenant).signed_headers(&id, SystemTime::now(), &body);
        if is_forged && provider == 1 {
            headers[2].1.replace_range(3..8, "AAAAA");
        } else if is_forged {
            path += "%00";
        }
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: t\r\ncontent-length: {}\r\n{}\r\n",
            body.len(),
            lines(&headers)
        );
        let answer = answer(
            &mut stream,
            &[head.as_bytes(), &body].concat(),
            server.address,
        )
        .await;
        let status = status(&answer);
        match (is_forged, provider) {
            (true, _) => assert_eq!(status, 401, "{answer}"),
            // Most mutated calls have no signature of their id.
            (false, 2) => assert!(matches!(status, 200 | 400 | 401 | 422), "{answer}"),
            _ => assert!(matches!(status, 200 | 400 | 422), "{answer}"),
        }
        count += 1;
        forged += usize::from(is_forged);
        if count % 1000 == 0 {
            server.takes_genuine_deliveries().await;
        }
    }
    (count, forged)
}

/// The answer to one request; on a new connection if the server has closed the last one.
async fn answer(stream: &mut TcpStream, request: &[u8], address: std::net::SocketAddr) -> String {
    for _ in 0..3 {
        let mut answer = vec![0; 64 << 10];
        if stream.write_all(request).await.is_ok() {
            // An answer to a body that is small comes in one piece.
            if let Ok(len @ 1..) = stream.read(&mut answer).await {
                return String::from_utf8_lossy(&answer[..len]).into_owned();
            }
        }
        *stream = TcpStream::connect(address).await.unwrap();
    }
    panic!("no answer");
}

fn mutate(body: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    const WORDS: [&str; 12] = [
        "null",
        "{",
        "}",
        "[",
        "]",
        "\"",
        ",",
        ":",
        "1e999",
        "\\ud800",
        "\0",
        "\"event\":",
    ];
    let at = random.below(body.len() + 1);
    let end = (at + random.below(40)).min(body.len());
    match random.below(6) {
        0 => drop(body.drain(at..end)),
        1 => drop(body.splice(at..end, WORDS[random.below(WORDS.len())].bytes())),
        2 => body.truncate(at),
        3 => {
            let piece = body[at..end].to_vec();
            drop(body.splice(at..at, piece));
        }
        4 => {
            let from = random.below(other.len());
            let to = (from + random.below(200)).min(other.len());
            drop(body.splice(at..end, other[from..to].iter().copied()));
        }
        _ => {
            for byte in &mut body[at..end] {
                *byte ^= 1 << random.below(8);
            }
        }
    }
}

/// Xorshift: the same bodies on each run, as far as time goes.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() >> 8).unwrap_or_default() % end
    }
}
