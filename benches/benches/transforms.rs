//! What one transform costs, beside a bare keyed BLAKE3 of the same input in the same run.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use inkwash_benches::transforms::{CASES, with_subject};

fn transforms(c: &mut Criterion) {
    for (entity, value, specs) in CASES {
        with_subject(entity, value, |subject| {
            let mut group = c.benchmark_group(*entity);
            group.bench_function("bare keyed BLAKE3", |b| {
                b.iter(|| subject.key.blake3(std::hint::black_box(subject.canonical)));
            });
            let mut out = Vec::new();
            for spec in *specs {
                let transform = inkwash_transforms::parse(spec).expect("a spec");
                group.bench_function(BenchmarkId::from_parameter(spec), |b| {
                    b.iter(|| {
                        out.clear();
                        transform.apply(std::hint::black_box(subject), &mut out);
                        out.len()
                    });
                });
            }
            group.finish();
        });
    }
}

criterion_group!(benches, transforms);
criterion_main!(benches);
