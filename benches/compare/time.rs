//! Every case by the clock.

use std::time::Duration;

use criterion::{BenchmarkId, Criterion};

use crate::case::Case;

pub(crate) fn time(cases: &[Case]) {
    // Short, because there are many; the ratios come from one run, side by side.
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_millis(1_200))
        .sample_size(20);
    for case in cases {
        let run = case.prepare();
        let mut group = criterion.benchmark_group(case.question);
        group.bench_function(BenchmarkId::new(case.way, case.body.name), |bencher| {
            bencher.iter(&run);
        });
    }
}
