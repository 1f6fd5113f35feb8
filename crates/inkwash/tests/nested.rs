//! Values in documents in cells: found where they stand, rewritten with every layer valid afterwards.

use inkwash::{KeyRing, Policy, Scanner, Scrubber, StreamOptions};

fn scrub(policy: &Policy, format: &str, input: &str) -> String {
    let scrubber = Scrubber::new(policy, &KeyRing::from_text("an example secret, not for use").unwrap()).unwrap();
    let options = StreamOptions::new().format(format).unwrap();
    let mut out = Vec::new();
    scrubber.scrub_reader(input.as_bytes(), &mut out, &options, &mut (), &mut |_| ()).unwrap();
    String::from_utf8(out).unwrap()
}

fn redact() -> Policy {
    Policy::default().default_transform("redact").unwrap()
}

/// A PostgreSQL table with one cell.
fn copy(column: &str, value: &str) -> String {
    format!("-- PostgreSQL database dump\nCOPY public.t ({column}) FROM stdin;\n{value}\n\\.\n")
}

#[test]
fn every_layer_is_valid_afterwards() {
    for (given, wanted) in [
        (
            r#"{"a": {"mail": "anna@example.com"}, "n": [1, true]}"#,
            r#"{"a": {"mail": "[EMAIL_ADDRESS]"}, "n": [1, true]}"#,
        ),
        // JSON in a JSON string, its quotes escaped once more for COPY.
        (r#"{"j": "{\\"mail\\": \\"anna\\\\u0040example.com\\"}"}"#, r#"{"j": "{\\"mail\\": \\"[EMAIL_ADDRESS]\\"}"}"#),
        (r"{anna@example.com,NULL,x}", r"{[EMAIL_ADDRESS],NULL,x}"),
        (r#"{"{\\"m\\":\\"anna@example.com\\"}",x}"#, r#"{"{\\"m\\":\\"[EMAIL_ADDRESS]\\"}",x}"#),
        (r#"(7,"x, ""y""",anna@example.com)"#, r#"(7,"x, ""y""","[EMAIL_ADDRESS]")"#),
        (r#""mail"=>"anna@example.com", "b"=>NULL"#, r#""mail"=>"[EMAIL_ADDRESS]", "b"=>NULL"#),
        (
            r#"a:2:{s:4:"mail";s:16:"anna@example.com";i:0;s:0:"";}"#,
            r#"a:2:{s:4:"mail";s:15:"[EMAIL_ADDRESS]";i:0;s:0:"";}"#,
        ),
        // A serialised array in a string of another one: both lengths change.
        (
            r#"a:1:{i:0;s:36:"a:1:{i:0;s:16:"anna@example.com";}xx";}"#,
            r#"a:1:{i:0;s:35:"a:1:{i:0;s:16:"[EMAIL_ADDRESS]";}xx";}"#,
        ),
        (
            r#"a:1:{i:0;s:34:"a:1:{i:0;s:16:"anna@example.com";}";}"#,
            r#"a:1:{i:0;s:33:"a:1:{i:0;s:15:"[EMAIL_ADDRESS]";}";}"#,
        ),
        // {"m":"anna@example.com"} in base64, and as bytea.
        ("eyJtIjoiYW5uYUBleGFtcGxlLmNvbSJ9", "eyJtIjoiW0VNQUlMX0FERFJFU1NdIn0="),
        (r"\\x7b226d223a22616e6e61406578616d706c652e636f6d227d", r"\\x7b226d223a225b454d41494c5f414444524553535d227d"),
    ] {
        assert_eq!(scrub(&redact(), "postgres", &copy("data", given)), copy("data", wanted), "{given}");
    }
}

#[test]
fn what_holds_nothing_stays_as_it_is() {
    for text in [
        r#"{"a" : [ 1.50, "\\u00e6", {} ] , "b":null}"#,
        "[0:1]={a,b}",
        "{}",
        "(,)",
        "[2020-01-01,2020-02-01)",
        r#"O:8:"stdClass":1:{s:1:"a";d:0.5;}"#,
        "SGVsbG8sIHdvcmxkIQ==",
        "administrator",
        "68656c6c6f20776f726c6421",
    ] {
        assert_eq!(scrub(&redact(), "postgres", &copy("data", text)), copy("data", text));
    }
}

#[test]
fn places_go_on_inside_of_a_cell() {
    let input = copy("data", r#"{"user": {"mails": ["anna@example.com"]}}"#);
    let mut found = Vec::new();
    let options = StreamOptions::new().format("postgres").unwrap();
    Scanner::new().scan_reader(input.as_bytes(), &options, &mut found, &mut |_| ()).unwrap();
    let [finding] = &found[..] else { panic!("{found:?}") };
    assert_eq!(finding.place.path, "public.t.data/user/mails/*");
    assert_eq!(&input[finding.byte_start as usize..finding.byte_end as usize], "anna@example.com");
    assert_eq!((finding.cell.span.start, finding.cell.span.end), (0, 16));
}

#[test]
fn a_rule_for_a_cell_holds_inside_of_it() {
    let policy = redact().place("t.data", "keep").unwrap();
    let input = copy("data", r#"{"mail": "anna@example.com"}"#);
    assert_eq!(scrub(&policy, "postgres", &input), input);
    let policy = policy.place("t.data/mail", "redact").unwrap();
    assert!(!scrub(&policy, "postgres", &input).contains("anna"));
}

#[test]
fn a_remark_in_brackets_is_no_row() {
    let out = scrub(&redact(), "postgres", &copy("note", "(write to anna@example.com, not to bo@example.com)"));
    assert!(out.contains("(write to [EMAIL_ADDRESS], not to [EMAIL_ADDRESS])"), "{out}");
}

#[test]
fn it_does_not_matter_how_a_dump_arrives() {
    let rows: String = (0..50)
        .map(|n| {
            format!(
                "{{\"p\": \"a:1:{{s:1:\\\\\"m\\\\\";s:{}:\\\\\"u{n}@example.com\\\\\";}}\"}}\n",
                13 + n.to_string().len()
            )
        })
        .collect();
    let input = copy("data", rows.trim_end());
    let whole = scrub(&redact(), "postgres", &input);
    assert_eq!(whole.matches("s:15:\\\\\"[EMAIL_ADDRESS]").count(), 50, "{whole}");
    let scrubber = Scrubber::new(&redact(), &KeyRing::from_text("an example secret, not for use").unwrap()).unwrap();
    let options = StreamOptions::new().format("postgres").unwrap();
    let mut out = Vec::new();
    scrubber.scrub_reader(OneByte(input.as_bytes()), &mut out, &options, &mut (), &mut |_| ()).unwrap();
    assert_eq!(String::from_utf8(out).unwrap(), whole);
}

/// Gives one byte at a time.
struct OneByte<'a>(&'a [u8]);

impl std::io::Read for OneByte<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = buffer.len().min(1);
        std::io::Read::read(&mut self.0, &mut buffer[..n])
    }
}
