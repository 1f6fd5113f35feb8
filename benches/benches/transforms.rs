//! What one transform costs, beside a bare keyed BLAKE3 of the same input in the same run.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use inkwash_core::{Detector, Place, RootKey, Subject};

const CASES: &[(&str, &str, &[&str])] = &[
    (
        "EMAIL_ADDRESS",
        "anna.berg@kundenpost.test",
        &["hash", "hash(with=blake3)", "pseudonymise", "tokenise", "redact"],
    ),
    ("PHONE_NUMBER", "+4741299001", &["pseudonymise", "hash"]),
    ("CREDIT_CARD", "4532114399990017", &["pseudonymise", "encrypt-fpe", "mask"]),
    ("IBAN_CODE", "DE89370400440532013000", &["pseudonymise", "encrypt-fpe(alphabet=upper)"]),
    ("US_SSN", "536-22-8726", &["pseudonymise"]),
    ("NO_FODSELSNUMMER", "07038512332", &["pseudonymise"]),
    ("DATE_OF_BIRTH", "1985-03-07", &["shift-date", "generalise", "pseudonymise"]),
    ("IP_ADDRESS", "185.43.17.9", &["pseudonymise", "generalise"]),
];

fn transforms(c: &mut Criterion) {
    let catalogue = inkwash_entities::catalogue();
    for (entity, value, specs) in CASES {
        let detector = catalogue.iter().find(|d| d.facts().name == *entity);
        let detector: &dyn Detector = &**detector.unwrap_or_else(|| panic!("there is no {entity}"));
        let key = RootKey::new([7; 32]).entity(entity);
        let (mut canonical, mut out) = (Vec::new(), Vec::new());
        detector.canonical(value.as_bytes(), &mut canonical);
        let place = Place::default();
        let found = value.as_bytes();
        let subject = Subject { found, plain: found, canonical: &canonical, detector, place: &place, key: &key };
        let mut group = c.benchmark_group(*entity);
        group.bench_function("bare keyed BLAKE3", |b| b.iter(|| key.blake3(std::hint::black_box(&canonical))));
        for spec in *specs {
            let transform = inkwash_transforms::parse(spec).expect("a spec");
            group.bench_function(BenchmarkId::from_parameter(spec), |b| {
                b.iter(|| {
                    out.clear();
                    transform.apply(std::hint::black_box(&subject), &mut out);
                    out.len()
                });
            });
        }
        group.finish();
    }
}

criterion_group!(benches, transforms);
criterion_main!(benches);
