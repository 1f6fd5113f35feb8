use std::io::Read;

use super::*;
use crate::StreamOptions;

fn plan(name: &str, text: &[u8]) -> Result<Erasure, Error> {
    let subject = Subject::parse("canary.one@kundepost.test\n4111 1111 1111 1111\n")?;
    let files = vec![SubjectFile { path: name.to_owned(), options: StreamOptions::new().file_name(name) }];
    Erasure::plan(&subject, files, &Erasing::default(), &mut |_| Ok(Box::new(text) as Box<dyn Read>))
}

fn erased(name: &str, text: &str) -> String {
    let erasure = plan(name, text.as_bytes()).expect("a plan");
    let mut copy = Vec::new();
    erasure.write(0, text.as_bytes(), &mut copy, None).expect("a copy");
    assert_eq!(erasure.remaining(0, &copy[..]).expect("it can be read"), 0);
    String::from_utf8(copy).expect("UTF-8")
}

#[test]
fn a_copy_that_still_holds_the_person_is_told() {
    for text in [
        "mail,n\ncanary.one@kundepost.test,1\nx,2\n",
        "note,n\nto canary.one@kundepost.test,1\nx,2\n",
        "canary.one@kundepost.test\n",
        "-- canary.one@kundepost.test\nINSERT INTO t VALUES (1);\n",
    ] {
        let erasure = plan("a.txt", text.as_bytes()).expect("a plan");
        assert_eq!(erasure.remaining(0, text.as_bytes()).expect("it can be read"), 1, "{text}");
    }
}

#[test]
fn texts_that_come_in_parts_are_refused() {
    let dump = |len: usize| format!("-- {}canary.one@kundepost.test\nINSERT INTO t VALUES (1);\n", "x ".repeat(len));
    assert!(erased("a.sql", &dump(1000)).contains("x [EMAIL_ADDRESS]\n"));
    let error = plan("a.sql", dump(1 << 20).as_bytes()).err().map(|error| error.to_string());
    assert!(error.is_some_and(|what| what.contains("longer than can be searched")));
}

#[test]
fn documents_in_values_stay_documents() {
    let csv = "id,doc\n1,\"{\"\"card\"\": 4111111111111111, \"\"to\"\": \"\"at canary.one@kundepost.test\"\"}\"\n2,x\n";
    let copy = erased("a.csv", csv);
    let expected = "id,doc\n1,\"{\"\"card\"\": \"\"[CREDIT_CARD]\"\", \"\"to\"\": \"\"at [EMAIL_ADDRESS]\"\"}\"\n2,x\n";
    assert_eq!(copy, expected);
}

#[test]
fn a_mention_of_a_number_makes_no_record_the_persons() {
    let copy = erased("a.csv", "id,note\n1,paid by 4111 1111 1111 1111\n2,4111-1111-1111-1111\n");
    assert_eq!(copy, "id,note\n1,paid by [CREDIT_CARD]\n");
}

#[test]
fn elements_of_arrays_and_keys_are_looked_at() {
    let json = "[{\"mail\": \"canary.one@kundepost.test\"},\n {\"canary.one@kundepost.test\": 1},\n {\"a\": [\"by canary.one@kundepost.test\"]}]\n";
    assert_eq!(erased("a.json", json), "[{\"a\": [\"by [EMAIL_ADDRESS]\"]}]\n");
}

#[test]
fn copies_are_compressed_as_their_files_are() {
    let mut packed = Vec::new();
    let mut writer = Writer::new(Compression::Gzip, &mut packed).expect("a writer");
    writer.write_all(b"mail,n\ncanary.one@kundepost.test,1\nx,2\n").expect("written");
    writer.finish().expect("finished");
    let erasure = plan("a.csv.gz", &packed).expect("a plan");
    let mut copy = Vec::new();
    let told = erasure.write(0, &packed[..], &mut copy, None).expect("a copy");
    assert_eq!((told.records, told.removed), (2, 1));
    let (compression, mut reader) = crate::compression::reader(&copy[..]).expect("it can be read");
    let mut text = String::new();
    reader.read_to_string(&mut text).expect("text");
    assert_eq!((compression, &*text), (Compression::Gzip, "mail,n\nx,2\n"));
}
