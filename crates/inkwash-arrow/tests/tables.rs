//! Tables in memory: nothing leaks, nothing is lost, and how a table is cut changes nothing.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::Int32Type;
use arrow_array::{Array, ArrayRef, DictionaryArray, Int64Array, RecordBatch, StringArray, StructArray};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use inkwash::{KeyRing, Policy, Scanner, Scrubber};
use inkwash_arrow::{TableScanner, TableScrubber};
use proptest::prelude::*;

fn scrubber() -> &'static Scrubber {
    static SCRUBBER: OnceLock<Scrubber> = OnceLock::new();
    SCRUBBER.get_or_init(|| {
        let policy = Policy::default().entities(["EMAIL_ADDRESS", "CREDIT_CARD", "PERSON"]);
        let policy = policy.default_transform("redact").expect("a transform");
        Scrubber::new(&policy, &KeyRing::from_text("an example secret, not for use").expect("a key")).expect("a policy")
    })
}

fn scrub(schema: &SchemaRef, batches: &[RecordBatch], sample: Option<&RecordBatch>) -> Vec<RecordBatch> {
    let mut table = TableScrubber::new(scrubber(), schema, "t").expect("a schema");
    if let Some(sample) = sample {
        table.learn_from(std::slice::from_ref(sample)).expect("a sample");
    }
    let mut out = Vec::new();
    for batch in batches {
        table.push(batch).expect("a batch");
        out.extend(std::iter::from_fn(|| table.next_batch().expect("a batch")));
    }
    table.finish().expect("an end");
    out.extend(std::iter::from_fn(|| table.next_batch().expect("a batch")));
    out
}

/// A column of texts, a dictionary, a list and a structure, each with nulls.
fn table(values: &[Option<String>]) -> RecordBatch {
    let texts: ArrayRef = Arc::new(StringArray::from(values.to_vec()));
    let dictionary: DictionaryArray<Int32Type> = values.iter().map(Option::as_deref).collect();
    let mut lists = ListBuilder::new(StringBuilder::new());
    for (i, value) in values.iter().enumerate() {
        (0..i % 3).for_each(|_| lists.values().append_option(value.as_deref()));
        lists.append(i % 4 != 3);
    }
    let fields = vec![Field::new("note", DataType::Utf8, true), Field::new("n", DataType::Int64, false)];
    let numbers: ArrayRef = Arc::new(Int64Array::from_iter_values(0..values.len() as i64));
    let structure = StructArray::new(fields.into(), vec![texts.clone(), numbers], None);
    let columns: [(&str, ArrayRef, bool); 4] = [
        ("text", texts, true),
        ("kind", Arc::new(dictionary), true),
        ("list", Arc::new(lists.finish()), true),
        ("inner", Arc::new(structure), true),
    ];
    RecordBatch::try_from_iter_with_nullable(columns).expect("a batch")
}

fn value() -> impl Strategy<Value = Option<String>> {
    let known = proptest::sample::select(vec!["bo@example.org", "4111 1111 1111 1111", "none", "", "Dear Anna Berg,"]);
    proptest::option::weighted(0.8, prop_oneof![3 => known.prop_map(str::to_owned), 1 => "\\PC{0,12}"])
}

/// All values of the batches, one after the other.
fn shown(batches: &[RecordBatch]) -> Vec<String> {
    fn show(array: &ArrayRef, i: usize) -> String {
        if array.is_null(i) {
            return "null".to_owned();
        }
        match array.data_type() {
            DataType::Utf8 => format!("{:?}", array.as_string::<i32>().value(i)),
            DataType::Int64 => array.as_primitive::<arrow_array::types::Int64Type>().value(i).to_string(),
            DataType::Dictionary(..) => {
                let dictionary = array.as_dictionary::<Int32Type>();
                show(dictionary.values(), dictionary.keys().value(i) as usize)
            }
            DataType::List(_) => {
                let list = array.as_list::<i32>().value(i);
                (0..list.len()).map(|i| show(&list, i)).collect::<Vec<_>>().join(",")
            }
            DataType::Struct(_) => array.as_struct().columns().iter().map(|c| show(c, i)).collect(),
            other => panic!("{other} is not in the tables"),
        }
    }
    let rows = batches.iter().flat_map(|batch| (0..batch.num_rows()).map(move |row| (batch, row)));
    rows.flat_map(|(batch, row)| batch.columns().iter().map(move |column| show(column, row))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cuts_change_nothing_and_no_value_is_lost(
        values in proptest::collection::vec(value(), 1..60),
        cuts in proptest::collection::vec(0usize..60, 0..4),
    ) {
        let whole = table(&values);
        let clean = scrub(&whole.schema(), std::slice::from_ref(&whole), None);
        let expected = values.iter().map(|v| v.as_ref().map(|v| scrubber().scrub(v)));
        prop_assert_eq!(clean.iter().map(RecordBatch::num_rows).sum::<usize>(), values.len());
        let texts = clean.iter().flat_map(|batch| batch.column(0).as_string::<i32>().iter());
        prop_assert_eq!(
            texts.map(|t| t.map(str::to_owned)).collect::<Vec<_>>(),
            expected.collect::<Vec<_>>()
        );
        let mut edges: Vec<usize> = cuts.into_iter().map(|cut| cut.min(values.len())).collect();
        edges.extend([0, values.len()]);
        edges.sort_unstable();
        let parts: Vec<_> = edges.windows(2).map(|w| whole.slice(w[0], w[1] - w[0])).collect();
        prop_assert_eq!(shown(&scrub(&whole.schema(), &parts, None)), shown(&clean));
    }

    #[test]
    fn with_a_sample_a_row_depends_on_nothing_else(values in proptest::collection::vec(value(), 1..60)) {
        let whole = table(&values);
        let sample = table(&[Some("bo@example.org".to_owned()), Some("none".to_owned())]);
        let clean = scrub(&whole.schema(), std::slice::from_ref(&whole), Some(&sample));
        let rows = (0..values.len()).map(|row| scrub(&whole.schema(), &[whole.slice(row, 1)], Some(&sample)));
        prop_assert_eq!(shown(&rows.flatten().collect::<Vec<_>>()), shown(&clean));
    }
}

#[test]
fn a_value_of_a_dictionary_goes_through_once() {
    let values = ["bo@example.org", "an@example.org"];
    let column: DictionaryArray<Int32Type> = (0..3000).map(|i| Some(values[i % 2])).collect();
    let batch = RecordBatch::try_from_iter([("mail", Arc::new(column) as ArrayRef)]).expect("a batch");
    let mut table = TableScrubber::new(scrubber(), &batch.schema(), "").expect("a schema");
    let mut scan = TableScanner::new(scrubber().scanner(), &batch.schema(), "").expect("a schema");
    for _ in 0..3 {
        table.push(&batch).expect("a batch");
        scan.push(&batch).expect("a batch");
    }
    table.finish().expect("an end");
    assert_eq!(table.tally().findings.iter().sum::<u64>(), 2);
    let found = scan.finish().expect("an end");
    assert_eq!(found.iter().map(|f| (f.place.as_str(), f.findings)).collect::<Vec<_>>(), [("mail", 2)]);
    let clean = table.next_batch().expect("a batch").expect("a batch");
    let clean = clean.column(0).as_dictionary::<Int32Type>();
    assert_eq!((clean.len(), clean.values().len()), (3000, 2));
    assert_eq!(clean.values().as_string::<i32>().value(1), "[EMAIL_ADDRESS]");
}

fn noted(name: &str) -> SchemaRef {
    let notes = || HashMap::from([("owner".to_owned(), "boss@example.org".to_owned())]);
    let inner = Field::new("note", DataType::Utf8, true).with_metadata(notes());
    let fields = vec![
        Field::new(name, DataType::Utf8, true).with_metadata(notes()),
        Field::new("inner", DataType::Struct(vec![inner.clone()].into()), true).with_metadata(notes()),
        Field::new("list", DataType::List(Arc::new(inner)), true).with_metadata(notes()),
    ];
    Arc::new(Schema::new_with_metadata(fields, notes()))
}

#[test]
fn notes_of_a_schema_are_scrubbed_at_every_depth() {
    let schema = noted("mail");
    let batch = RecordBatch::new_empty(schema.clone());
    let clean = scrub(&schema, &[batch], None);
    let shown = format!("{:?}", clean[0].schema());
    assert!(!shown.contains("boss@") && shown.matches("[EMAIL_ADDRESS]").count() == 6, "{shown}");
    assert!(format!("{schema:?}").matches("boss@").count() == 6);
}

#[test]
fn a_name_that_cannot_stay_is_refused_and_not_told() {
    for name in ["bo@example.org", "mail of bo@example.org"] {
        let refused = TableScrubber::new(scrubber(), &noted(name), "").err().expect("it is refused").to_string();
        assert!(refused.contains("column 1") && !refused.contains("example"), "{refused}");
    }
}

#[test]
fn a_sample_teaches_a_scan_and_is_not_counted() {
    let batch = table(&vec![Some("bo@example.org".to_owned()); 10]);
    let mut scan = TableScanner::new(&Scanner::new(), &batch.schema(), "").expect("a schema");
    scan.learn_from(std::slice::from_ref(&batch)).expect("a sample");
    scan.push(&batch).expect("a batch");
    let found: HashMap<_, _> = scan.finish().expect("an end").into_iter().map(|f| (f.place, f.findings)).collect();
    assert_eq!((found["text"], found["kind"]), (10, 1));
}

#[test]
fn another_schema_is_refused() {
    let batch = table(&[None]);
    let mut table = TableScrubber::new(scrubber(), &noted("mail"), "").expect("a schema");
    assert!(table.push(&batch).is_err());
}

#[test]
fn rules_for_whole_columns_need_them_and_values_move_in_columns_of_any_type() {
    let with = |rule: &str| {
        let policy = Policy::parse(&format!("[places]\n{rule}\n"), &inkwash::entity_names()).expect("a policy");
        Scrubber::new(&policy, &KeyRing::from_text("an example secret, not for use").expect("a key"))
            .expect("a scrubber")
    };
    let salaries: ArrayRef = Arc::new(Int64Array::from_iter_values(0..40));
    let grades: ArrayRef = Arc::new((0..40).map(|_| Some("A")).collect::<DictionaryArray<Int32Type>>());
    let batch = RecordBatch::try_from_iter([("salary", salaries), ("grade", grades)]).expect("a batch");
    let missing = with("card = { entity = \"CREDIT_CARD\", transform = \"encrypt-fpe\", whole = true }");
    let error = TableScrubber::new(&missing, &batch.schema(), "t").err().expect("no such column");
    assert!(error.is_policy() && error.to_string().contains("card"), "{error}");

    let mut table = TableScrubber::new(&with("salary = \"shuffle\""), &batch.schema(), "t").expect("a schema");
    table.push(&batch.slice(0, 7)).expect("a batch");
    table.push(&batch.slice(7, 33)).expect("a batch");
    assert!(table.next_batch().expect("nothing yet").is_none());
    table.finish().expect("an end");
    let batches: Vec<_> = std::iter::from_fn(|| table.next_batch().expect("a batch")).collect();
    let values =
        |batch: &RecordBatch| batch.column(0).as_primitive::<arrow_array::types::Int64Type>().values().to_vec();
    let mut moved: Vec<i64> = batches.iter().flat_map(values).collect();
    assert_ne!(moved, (0..40).collect::<Vec<_>>());
    moved.sort_unstable();
    assert_eq!(moved, (0..40).collect::<Vec<_>>());

    let mut table = TableScrubber::new(&with("grade = \"shuffle\""), &batch.schema(), "t").expect("a schema");
    assert!(table.push(&batch).is_err(), "the values of a dictionary are many records'");
}
