//! What one call costs: short texts, as a logger or a column of a data frame hands them over,
//! and building the engine.

use criterion::{Criterion, criterion_group, criterion_main};
use inkwash_benches::subject::Subject;

const CLEAN: &[u8] =
    b"request id=7f3c9a took 12.482 ms, status=200 bytes=48213, served by worker 12 from the warm cache ok";
const FOUND: &[u8] =
    b"login ok for user torvena.vexta17@kundenpost.test after 2 attempts, session opened for 3600 seconds";

fn calls(c: &mut Criterion) {
    let mut subject = Subject::new();
    let mut group = c.benchmark_group("100 bytes");
    group.bench_function("scan, nothing found", |b| b.iter(|| subject.scan_text(CLEAN)));
    group.bench_function("scan, one finding", |b| b.iter(|| subject.scan_text(FOUND)));
    group.bench_function("scrub, one finding", |b| b.iter(|| subject.scrub_text(FOUND)));
    group.finish();
    c.bench_function("build the engine", |b| b.iter(Subject::new));
}

criterion_group!(benches, calls);
criterion_main!(benches);
