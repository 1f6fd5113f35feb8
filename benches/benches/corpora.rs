//! Scan and scrub of each corpus, in process.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use inkwash_benches::corpora::CORPORA;
use inkwash_benches::subject::Subject;

fn corpora(c: &mut Criterion) {
    let mut subject = Subject::new();
    let mut out = Vec::new();
    for corpus in CORPORA {
        let text = corpus.generate(1 << 20);
        let mut group = c.benchmark_group(corpus.name);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(BenchmarkId::from_parameter("scan"), |b| b.iter(|| subject.scan(&text)));
        group.bench_function(BenchmarkId::from_parameter("scrub"), |b| b.iter(|| subject.scrub(&text, &mut out)));
        group.finish();
    }
}

criterion_group! { name = benches; config = Criterion::default().sample_size(20); targets = corpora }
criterion_main!(benches);
