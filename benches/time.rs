//! Every case by the clock, in a group for each question:
//! `cargo bench --features receive --bench time -- parse`.

mod support;

use std::time::Duration;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

fn time(criterion: &mut Criterion) {
    let cases = support::cases();
    for cases in cases.chunk_by(|one, next| one.question == next.question) {
        let Some(first) = cases.first() else { continue };
        let mut group = criterion.benchmark_group(first.question);
        for case in cases {
            group.bench_function(BenchmarkId::new(case.way, case.body.name), |bencher| {
                let (_, run) = case.prepare();
                bencher.iter(&run);
            });
        }
        group.finish();
    }
}

criterion_group! {
    name = benches;
    // Short, because there are many; the ratios come from one run, side by side.
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_millis(1_200))
        .sample_size(20);
    targets = time
}
criterion_main!(benches);
