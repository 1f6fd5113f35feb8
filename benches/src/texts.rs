//! Short texts, as the Python package's bench has them, without Python.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use arrow_array::{ArrayRef, RecordBatch, StringArray};
use inkwash::{KeyRing, Policy, Scanner, Scratch, Scrubber};
use inkwash_arrow::TableScrubber;
use inkwash_benches::clock::seconds;

const LEAST: Duration = Duration::from_millis(500);

/// Prints a line for each kind of work: its name and its processor seconds over the file's lines, or
/// over one call.
pub(crate) fn print(file: &Path) -> Result<(), String> {
    let all = std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let texts: Vec<Option<String>> = all.lines().map(|line| Some(line.to_owned())).collect();
    let failed = |e: inkwash::Error| e.to_string();
    let key = KeyRing::from_text("an example secret, not for use").map_err(failed)?;
    let scrubber = Scrubber::new(&Policy::default(), &key).map_err(failed)?;
    let few = Policy::default().entities(["IP_ADDRESS", "CREDIT_CARD", "IBAN_CODE"]);
    let few = Scanner::with_policy(&few).map_err(failed)?;
    let column: ArrayRef = Arc::new(StringArray::from(texts.clone()));
    let batch = RecordBatch::try_from_iter([("note", column)]).map_err(|e| e.to_string())?;
    let mut scratch = Scratch::default();
    let row = |name: &str, seconds: f64| println!("{name} {seconds}");
    row("scrub_batch", seconds(LEAST, || drop(scrubber.scrub_column("", &texts).expect("texts take any stand-in"))));
    row("scrub_arrow", seconds(LEAST, || drop(scrub_table(&scrubber, &batch).expect("a table of texts"))));
    row("scan_few", seconds(LEAST, || texts.iter().flatten().for_each(|text| scan(&few, text, &mut scratch))));
    let clean = "a".repeat(100);
    let (mut cells, mut out) = (scrubber.texts(), Vec::new());
    row("call_scan", call(|| scan(scrubber.scanner(), &clean, &mut scratch)));
    row(
        "call_scrub",
        call(|| {
            out.clear();
            scrubber.scrub_with(clean.as_bytes(), &mut cells, &mut out);
        }),
    );
    Ok(())
}

/// Of so many that asking the clock does not count.
fn call(mut work: impl FnMut()) -> f64 {
    seconds(LEAST, || (0..1000).for_each(|_| work())) / 1e3
}

fn scan(scanner: &Scanner, text: &str, scratch: &mut Scratch) {
    std::hint::black_box(scanner.scan_with(text.as_bytes(), scratch));
}

fn scrub_table(scrubber: &Scrubber, batch: &RecordBatch) -> Result<Vec<RecordBatch>, inkwash::Error> {
    let mut table = TableScrubber::new(scrubber, &batch.schema(), "")?;
    table.push(batch)?;
    table.finish()?;
    let mut out = Vec::new();
    while let Some(batch) = table.next_batch()? {
        out.push(batch);
    }
    Ok(out)
}
