//! What each entity adds to the scan of the clean log: all of them against all but one.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use inkwash_benches::corpora::CORPORA;
use inkwash_benches::subject::Subject;

fn entities(c: &mut Criterion) {
    let corpus = CORPORA.iter().find(|c| c.name == "clean.log").expect("there is a clean log");
    let text = corpus.generate(1 << 20);
    let mut group = c.benchmark_group("clean.log entities");
    group.throughput(Throughput::Bytes(text.len() as u64));
    let all = Subject::new();
    group.bench_function("all", |b| b.iter(|| all.scan(&text)));
    for name in Subject::entities() {
        let without = Subject::with(|entity| entity != name);
        group.bench_function(BenchmarkId::new("without", &name), |b| b.iter(|| without.scan(&text)));
    }
    group.finish();
}

criterion_group! { name = benches; config = Criterion::default().sample_size(20); targets = entities }
criterion_main!(benches);
