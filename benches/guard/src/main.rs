//! Parses one body a given number of times, for `scripts/performance --guard` to count:
//! `guard parse recall ours 100`. Without arguments it lists what it can do.

#[path = "../../support/bodies/mod.rs"]
#[expect(dead_code, reason = "the guard looks at the typical bodies only")]
mod bodies;

use std::hint::black_box;
use std::process::ExitCode;

use bodies::Body;
use bot_webhooks::{exotel, pailflow, recall, synthflow};
use serde::de::IgnoredAny;
use serde_json::Value;

type Parse = fn(&[u8]);

const CASES: [(Body, Parse); 6] = [
    (bodies::RECALL, |body| {
        drop(black_box(recall::Event::from_slice(body)))
    }),
    (bodies::RECALL_AUDIO, |body| {
        drop(black_box(recall::Event::from_slice(body)))
    }),
    (bodies::RECALL_WORDS, |body| {
        drop(black_box(recall::Event::from_slice(body)))
    }),
    (bodies::EXOTEL, |body| {
        drop(black_box(exotel::Event::from_slice(body)))
    }),
    (bodies::SYNTHFLOW, |body| {
        drop(black_box(synthflow::Event::from_slice(body)))
    }),
    (bodies::PAILFLOW, |body| {
        drop(black_box(pailflow::Event::from_slice(body)))
    }),
];

fn ignore(body: &[u8]) {
    let _ = black_box(serde_json::from_slice::<IgnoredAny>(body));
}

fn value(body: &[u8]) {
    let _ = black_box(serde_json::from_slice::<Value>(body));
}

fn main() -> ExitCode {
    let args: Vec<_> = std::env::args().skip(1).collect();
    let [_, name, way, rounds] = args.as_slice() else {
        for (body, _) in CASES {
            for way in ["ours", "IgnoredAny", "Value"] {
                println!("parse\t{}\t{way}", body.name);
            }
        }
        return ExitCode::SUCCESS;
    };
    let mut found = CASES.iter().filter(|(body, _)| body.name == name);
    let (Some((body, ours)), Ok(rounds)) = (found.next(), rounds.parse::<u32>()) else {
        eprintln!("no such case, or no number");
        return ExitCode::FAILURE;
    };
    let parse = match way.as_str() {
        "ours" => *ours,
        "Value" => value,
        _ => ignore,
    };
    let body = (body.make)();
    for _ in 0..rounds {
        parse(black_box(body.as_bytes()));
    }
    println!("{}", body.len());
    ExitCode::SUCCESS
}
