//! Plans of tables: what is in them, and what is refused because it is not.

use std::sync::{Arc, OnceLock};

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, Int64Array, RecordBatch, StringArray};
use inkwash::{KeyRing, Plan, Policy, Scrubber};
use inkwash_arrow::{TablePlanner, TableScrubber};

fn scrubber() -> &'static Scrubber {
    static SCRUBBER: OnceLock<Scrubber> = OnceLock::new();
    SCRUBBER.get_or_init(|| {
        let policy = Policy::default().entities(["EMAIL_ADDRESS", "IP_ADDRESS"]);
        Scrubber::new(&policy, &KeyRing::from_text("an example secret, not for use").expect("a key")).expect("a policy")
    })
}

fn table(notes: &[&str]) -> RecordBatch {
    let numbers: ArrayRef = Arc::new(Int64Array::from_iter_values(0..notes.len() as i64));
    let notes: ArrayRef = Arc::new(StringArray::from(notes.to_vec()));
    RecordBatch::try_from_iter([("n", numbers), ("note", notes)]).expect("a batch")
}

fn plan_of(batch: &RecordBatch) -> Plan {
    let mut table = TablePlanner::new(scrubber().scanner(), &batch.schema(), "orders").expect("a schema");
    table.push(batch).expect("a batch");
    table.finish().expect("a plan")
}

/// What comes out of all batches, and the error.
fn scrub(plan: &Plan, batches: &[RecordBatch]) -> (Vec<RecordBatch>, Option<inkwash::Error>) {
    let mut table = TableScrubber::by_plan(scrubber(), plan, &batches[0].schema(), "orders").expect("a schema");
    let mut out = Vec::new();
    let mut go = || {
        for batch in batches {
            table.push(batch)?;
            out.extend(std::iter::from_fn(|| table.next_batch().expect("a batch")));
        }
        table.finish()
    };
    let error = go().err();
    out.extend(std::iter::from_fn(|| table.next_batch().expect("a batch")));
    (out, error)
}

#[test]
fn a_plan_says_what_each_column_holds_and_its_file_is_kept_to() {
    let batch = table(&["mail bo@kundenpost.test", "none", "an@kundenpost.test"]);
    let file = plan_of(&batch).to_string();
    for line in [
        "[places.\"orders.n\"]\ntype = \"number\"\nclass = \"public\"\n",
        "[places.\"orders.note\".found.EMAIL_ADDRESS]\ntransform = \"pseudonymise\"\ncount = 2\n",
        "example = \"**@**********.****\"",
    ] {
        assert!(file.contains(line), "no {line} in {file}");
    }
    assert!(!file.contains("kundenpost"), "{file}");
    let plan = Plan::parse(&file.replace("pseudonymise", "redact")).expect("an edited plan");
    let (out, error) = scrub(&plan, &[batch]);
    assert!(error.is_none(), "{error:?}");
    let notes: Vec<_> = out[0].column(1).as_string::<i32>().iter().flatten().collect();
    assert_eq!(notes, ["mail [EMAIL_ADDRESS]", "none", "[EMAIL_ADDRESS]"]);
}

#[test]
fn what_a_plan_does_not_know_is_refused_and_nothing_more_comes_out() {
    let known = table(&["bo@kundenpost.test"; 1500]);
    let plan = plan_of(&known);
    let (out, error) = scrub(&plan, &[known.clone(), table(&["from 185.43.17.9"]), known]);
    let error = error.expect("it is refused");
    assert!(error.is_refused() && error.to_string().contains("holds IP_ADDRESS"), "{error}");
    let patch = error.drift().expect("it says what").patch();
    assert!(patch.contains("[places.\"orders.note\".found.IP_ADDRESS]") && !patch.contains("185"), "{patch}");
    assert!(out.len() <= 1 && out.iter().all(|batch| batch.column(1).len() == 1500), "none of the second batch");
    let other = RecordBatch::try_from_iter([("other", Arc::new(StringArray::from(vec!["x"])) as ArrayRef)]);
    let (out, error) = scrub(&plan, &[other.expect("a batch")]);
    assert!(out.is_empty() && error.expect("it is refused").to_string().contains("\"orders.other\" is new"));
}
