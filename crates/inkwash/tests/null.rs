//! `null` takes the place of whole cells, with their quotes, however the stream arrives; what is only
//! a part of a cell is refused.

use std::io::Read;

use inkwash::{Error, KeyRing, Policy, Scrubber, StreamOptions, entity_names};

/// Gives one byte at a time.
struct Drops<'a>(&'a [u8]);

impl Read for Drops<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        self.0.read(&mut out[..1])
    }
}

fn try_scrub(format: &str, source: impl Read) -> Result<String, Error> {
    let policy = "[transforms]\ndefault = \"redact\"\nEMAIL_ADDRESS = \"null\"\nCREDIT_CARD = \"null\"\n";
    let policy = Policy::parse(policy, &entity_names())?;
    let scrubber = Scrubber::new(&policy, &KeyRing::from_text("a test secret of some length")?)?;
    let mut out = Vec::new();
    let options = StreamOptions::new().format(format)?;
    scrubber.scrub_reader(source, &mut out, &options, &mut (), &mut |_| ())?;
    Ok(String::from_utf8(out).expect("UTF-8"))
}

#[test]
fn nulls_are_written_as_the_format_writes_them() {
    for (format, text, expected) in [
        (
            "csv",
            "mail,note\na@kundepost.no,x\n\"b@kundepost.no\",\"y\"\n c@kundepost.no ,z\n\"d@kundepost.no\" ,\"\"\n",
            "mail,note\n,x\n,\"y\"\n  ,z\n ,\"\"\n",
        ),
        ("csv", "note,mail\nx,\"a@kundepost.no\"\ny,b@kundepost.no", "note,mail\nx,\ny,"),
        (
            "json",
            "[{\"mail\": \"a@kundepost.no\", \"card\": 4111111111111111},\n {\"note\": \"\", \"mail\":\"b@kundepost.no\"}]",
            "[{\"mail\": null, \"card\": null},\n {\"note\": \"\", \"mail\":null}]",
        ),
        ("ndjson", "{\"mails\":[\"a@kundepost.no\",\"b@kundepost.no\"]}\n", "{\"mails\":[null,null]}\n"),
        (
            "postgres",
            "COPY t (mail, note) FROM stdin;\na@kundepost.no\tx\ny\tb@kundepost.no\n\\.\n",
            "COPY t (mail, note) FROM stdin;\n\\N\tx\ny\t\\N\n\\.\n",
        ),
        (
            "postgres",
            "INSERT INTO t (card, mail) VALUES (4111111111111111, 'a@kundepost.no'), ('4111111111111111', E'b@kundepost.no');\n",
            "INSERT INTO t (card, mail) VALUES (NULL, NULL), (NULL, NULL);\n",
        ),
        (
            "mysql",
            "INSERT INTO `t` (`mail`, `note`) VALUES ('a@kundepost.no','it\\'s'),('b@kundepost.no','');\n",
            "INSERT INTO `t` (`mail`, `note`) VALUES (NULL,'it\\'s'),(NULL,'');\n",
        ),
    ] {
        let whole = try_scrub(format, text.as_bytes()).unwrap_or_else(|e| panic!("{format}: {e}"));
        assert_eq!(whole, expected, "{format}");
        let drops = try_scrub(format, Drops(text.as_bytes())).unwrap_or_else(|e| panic!("{format}: {e}"));
        assert_eq!(drops, expected, "{format}, byte by byte");
    }
}

#[test]
fn a_part_of_a_cell_is_refused_and_nothing_of_its_record_comes_out() {
    for (format, text) in [
        ("csv", "id,note\n1,write to a@kundepost.no\n"),
        ("csv", "mail\na@kundepost.no\n"),
        ("json", "{\"note\": \"a@kundepost.no and b@kundepost.no\"}"),
        ("json", "{\"a@kundepost.no\": 1}"),
        ("mysql", "INSERT INTO t (mail) VALUES (_utf8mb4 'a@kundepost.no');\n"),
        ("postgres", "COPY t (data) FROM stdin;\n{\"mail\":\"a@kundepost.no\"}\n\\.\n"),
        ("text", "a@kundepost.no\n"),
    ] {
        let error = try_scrub(format, text.as_bytes()).err().unwrap_or_else(|| panic!("{format}: {text}"));
        assert!(error.is_policy() && error.to_string().contains("null"), "{error}");
        assert!(!error.to_string().contains("kundepost"), "{error}");
    }
}

#[test]
fn text_that_is_no_field_is_redacted() -> Result<(), Error> {
    let dump = "-- made for a@kundepost.no\nINSERT INTO t (mail) VALUES ('b@kundepost.no');\n";
    let expected = "-- made for [EMAIL_ADDRESS]\nINSERT INTO t (mail) VALUES (NULL);\n";
    assert_eq!(try_scrub("mysql", dump.as_bytes())?, expected);
    let policy = Policy::default().default_transform("null")?;
    let scrubber = Scrubber::new(&policy, &KeyRing::from_text("a test secret of some length")?)?;
    assert_eq!(scrubber.scrub("to a@kundepost.no"), "to [EMAIL_ADDRESS]");
    assert!(scrubber.scrub_column("mail", &[Some("a@kundepost.no".into())]).is_err());
    // A scan writes nothing, and refuses nothing.
    let options = StreamOptions::new().format("csv")?;
    let mut found = Vec::new();
    scrubber.scanner().scan_reader("id,note\n1,to a@kundepost.no\n".as_bytes(), &options, &mut found, &mut |_| ())?;
    assert_eq!(found.len(), 1);
    Ok(())
}

#[test]
fn nulls_are_written_when_nothing_is_held_back_any_more() {
    let insert = |mail: &str| format!("INSERT INTO t (id, mail) VALUES (7, {mail});\n");
    let line = |mail: &str| format!("{{\"id\": 7, \"mail\": {mail}}}\n");
    let row = |mail: &str| format!("7,{mail},x\n");
    for (format, head, text, null) in [
        ("postgres", "", insert("E'a@kundepost.no'"), insert("NULL")),
        ("postgres", "", insert("'a@kundepost.no'"), insert("NULL")),
        ("ndjson", "", line("\"a@kundepost.no\""), line("null")),
        ("csv", "id,mail,note\n", row("\"a@kundepost.no\""), row("")),
    ] {
        let (text, expected) = (head.to_owned() + &text.repeat(150), head.to_owned() + &null.repeat(150));
        assert_eq!(try_scrub(format, Drops(text.as_bytes())).expect("scrubbed"), expected, "{format}");
        assert_eq!(try_scrub(format, text.as_bytes()).expect("scrubbed"), expected, "{format}");
    }
}
