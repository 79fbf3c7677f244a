//! Runs one case a given number of times, for `scripts/performance` to count its instructions:
//! `counts parse recall ours 100`. Without arguments it lists the cases.

mod support;

use std::process::ExitCode;

fn main() -> ExitCode {
    // `cargo bench` adds arguments of its own.
    let args: Vec<_> = std::env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with("--"))
        .collect();
    let cases = support::cases();
    let [question, body, way, rounds] = args.as_slice() else {
        for case in cases {
            println!("{}\t{}\t{}", case.question, case.body.name, case.way);
        }
        return ExitCode::SUCCESS;
    };
    let mut found = cases
        .iter()
        .filter(|case| case.question == *question && case.body.name == *body && case.way == *way);
    let (Some(case), Ok(rounds)) = (found.next(), rounds.parse::<u32>()) else {
        eprintln!("no such case, or no number");
        return ExitCode::FAILURE;
    };
    let (bytes, run) = case.prepare();
    for _ in 0..rounds {
        run();
    }
    println!("{bytes}");
    ExitCode::SUCCESS
}
