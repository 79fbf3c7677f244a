//! What `benches/performance` measures. `benches parse recall ours 100` runs one case 100 times, for its
//! instructions and allocations to be counted; without arguments it lists the cases. `benches time` takes
//! the time of all, and `benches serve ours` is a server to load.

mod bodies;
mod case;
#[cfg(feature = "compare")]
mod compare;
mod derived;
mod parse;

use std::env;

fn main() {
    let cases = parse::cases().into_iter();
    #[cfg(feature = "compare")]
    let cases = cases.chain(compare::cases());
    let cases: Vec<_> = cases.collect();

    let args: Vec<_> = env::args().skip(1).collect();
    let args: Vec<_> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        [] => {
            for case in cases {
                println!("{}\t{}\t{}", case.question, case.body.name, case.way);
            }
        }
        #[cfg(feature = "compare")]
        ["time"] => compare::time(&cases),
        #[cfg(feature = "compare")]
        ["serve", way] => compare::serve(way).unwrap(),
        [question, body, way, rounds] => {
            let wanted = (*question, *body, *way);
            let mut cases = cases.iter();
            let case = cases.find(|case| (case.question, case.body.name, case.way) == wanted);
            let run = case.expect("no such case").prepare();
            for _ in 0..rounds.parse().expect("no number of rounds") {
                run();
            }
        }
        _ => panic!("no such command: {args:?}"),
    }
}
