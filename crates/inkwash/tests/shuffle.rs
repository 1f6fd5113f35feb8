//! Values that change places within their column, whatever the format and however the stream arrives.

use std::io::Read;

use inkwash::{Error, KeyRing, Place, Policy, Scrubber, StreamOptions, entity_names};

const POLICY: &str = "[places]\nsalary = \"shuffle(window=50)\"\nremark = \"shuffle\"\n";

fn scrubber(policy: &str) -> Result<Scrubber, Error> {
    let policy = Policy::parse(policy, &entity_names())?;
    Scrubber::new(&policy, &KeyRing::from_text("a test secret of some length")?)
}

/// Gives a few bytes at a time.
struct Drops<'a>(&'a [u8]);

impl Read for Drops<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let most = out.len().min(3);
        self.0.read(&mut out[..most])
    }
}

fn once(policy: &str, format: &str, source: &mut dyn Read) -> (Result<(), Error>, String) {
    let mut out = Vec::new();
    let options = StreamOptions::new().format(format).expect("a format");
    let scrubber = scrubber(policy).expect("a policy");
    let done = scrubber.scrub_reader(source, &mut out, &options, &mut (), &mut |_| ());
    let done = done.map(|summary| assert_eq!(summary.tally.bytes_out, out.len() as u64));
    (done, String::from_utf8(out).expect("UTF-8"))
}

fn try_scrub(policy: &str, format: &str, text: &str) -> (Result<(), Error>, String) {
    let whole = once(policy, format, &mut text.as_bytes());
    let drops = once(policy, format, &mut Drops(text.as_bytes()));
    assert_eq!(drops.1, whole.1, "{format}: in drops");
    whole
}

fn scrub(format: &str, text: &str) -> String {
    let (done, out) = try_scrub(POLICY, format, text);
    done.unwrap_or_else(|e| panic!("{format}: {e}"));
    out
}

const ROWS: usize = 230;

/// The salary of each person, and something to quote.
fn rows() -> impl Iterator<Item = (usize, usize, String)> {
    (0..ROWS).map(|n| (n, 30_000 + n, format!("a \"{n}\", b\\'")))
}

/// The salaries of the rows after a scrub, told by what stands in front of them.
fn salaries(out: &str, ahead: impl Fn(usize) -> String) -> Vec<usize> {
    (0..ROWS)
        .map(|n| {
            let (_, rest) = out.split_once(&ahead(n)).unwrap_or_else(|| panic!("row {n} is not where it was: {out}"));
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            digits.parse::<usize>().expect("a salary") - 30_000
        })
        .collect()
}

fn check(salaries: &[usize]) {
    let mut sorted = salaries.to_vec();
    sorted.sort_unstable();
    assert_eq!(sorted, (0..ROWS).collect::<Vec<_>>(), "none is lost");
    assert!(salaries.iter().enumerate().filter(|(n, s)| n == *s).count() < 15, "they moved");
    // Windows of 50, the last with what is left.
    for (n, salary) in salaries.iter().enumerate() {
        assert_eq!((n / 50).min(3), (salary / 50).min(3), "a window was left: {n} and {salary}");
    }
}

#[test]
fn values_move_within_their_window_in_every_format() {
    let csv: String = rows().map(|(n, s, r)| format!("p{n},{s},\"{}\"\n", r.replace('"', "\"\""))).collect();
    let out = scrub("csv", &("person_no,salary,remark\n".to_owned() + &csv));
    check(&salaries(&out, |n| format!("\np{n},")));
    let mut remarks: Vec<&str> =
        out.lines().skip(1).map(|line| line.splitn(3, ',').nth(2).expect("a remark")).collect();
    remarks.sort_unstable();
    let mut expected: Vec<_> = rows().map(|(.., r)| format!("\"{}\"", r.replace('"', "\"\""))).collect();
    expected.sort_unstable();
    assert_eq!(remarks, expected);

    let lines: String = rows().map(|(n, s, _)| format!("{{\"p\":\"p{n}\",\"salary\":{s}}}\n")).collect();
    check(&salaries(&scrub("ndjson", &lines), |n| format!("\"p{n}\",\"salary\":")));

    let copy: String = rows().map(|(n, s, _)| format!("p{n}\t{s}\t\\N\n")).collect();
    let dump = format!("COPY staff (p, salary, remark) FROM stdin;\n{copy}\\.\n");
    let out = scrub("postgres", &dump);
    check(&salaries(&out, |n| format!("\np{n}\t")));
    assert_eq!(out.matches("\t\\N\n").count(), ROWS, "NULLs stay");

    let values: Vec<_> =
        rows().map(|(n, s, r)| format!("('p{n}',{s},'{}')", r.replace('\\', "\\\\").replace('\'', "\\'"))).collect();
    let dump = format!("INSERT INTO staff (p, salary, remark) VALUES {};\n", values.join(",\n"));
    let out = scrub("mysql", &dump);
    check(&salaries(&out, |n| format!("('p{n}',")));
    assert_eq!(out.len(), dump.len());
}

/// More than a window's worth of other records between, and records too big for a window.
#[test]
fn windows_end_by_what_is_read_alone() {
    let many: String = rows().map(|(n, s, _)| format!("{{\"p\":\"p{n}\",\"salary\":{s}}}\n{{\"x\":1}}\n")).collect();
    let out = scrub("ndjson", &many);
    let salaries = salaries(&out, |n| format!("\"p{n}\",\"salary\":"));
    assert!(salaries.iter().enumerate().all(|(n, s)| (n / 25).min(8) == (s / 25).min(8)), "{salaries:?}");
    let filler = "x".repeat(200_000);
    let big: String = (0..90).map(|n| format!("{{\"f\":\"{filler}\",\"salary\":{n}}}\n")).collect();
    let (done, out) = once(POLICY, "ndjson", &mut big.as_bytes());
    done.expect("scrubbed");
    let mut seen: Vec<usize> = out
        .lines()
        .map(|l| l.rsplit(':').next().expect("a salary").trim_end_matches('}').parse().expect("one"))
        .collect();
    // 8 MiB are 42 such records and a bit more: half of them went through then.
    assert!(seen[..21].iter().all(|s| *s < 21), "{seen:?}");
    seen.sort_unstable();
    assert_eq!(seen, (0..90).collect::<Vec<_>>());
}

#[test]
fn what_would_hide_nothing_stops_the_run_before_any_value_is_out() {
    let few = "id,salary\n1,30000\n2,40000\n";
    let mails: String = (0..30).map(|n| format!("{n},a{n}@kundenpost.test\n")).collect();
    let text = "salary 1\n".repeat(30);
    let inner: String = (0..30).map(|n| format!("{n},\"{{\"\"salary\"\":{n}}}\"\n")).collect();
    for (policy, format, text, word) in [
        ("[places]\nsalary = \"shuffle\"\n", "csv", few, "only 2 values"),
        (POLICY, "csv", "id,pay\n1,30000\n", "\"remark\""),
        (POLICY, "text", &*text, "remark"),
        ("[places]\nmail = \"shuffle\"\n", "csv", &*format!("id,mail\n{mails}"), "holds EMAIL_ADDRESS"),
        ("[places]\n\"doc/salary\" = \"shuffle\"\n", "ndjson", "{\"doc\":\"{\\\"salary\\\":7}\"}\n", "in a document"),
        ("[places]\n\"doc/salary\" = \"shuffle\"\n", "csv", &*format!("id,doc\n{inner}"), "fits no column"),
    ] {
        let (done, out) = try_scrub(policy, format, text);
        let error = done.expect_err(word);
        assert!(error.is_policy() && error.to_string().contains(word), "{error}");
        // A header may be out.
        assert!(out.lines().count() <= 1, "{out}");
    }
    for policy in [
        "[transforms]\nPERSON = \"shuffle\"\n",
        "[transforms]\ndefault = \"shuffle\"\n",
        "[places]\nmail = { entity = \"EMAIL_ADDRESS\", transform = \"shuffle\" }\n",
        "[places]\nmail = \"shuffle > truncate\"\n",
        "[places]\nmail = \"shuffle(window=5)\"\n",
    ] {
        assert!(scrubber(policy).err().expect(policy).is_policy());
    }
    let warnings = Policy::parse(POLICY, &[]).expect("a policy").warnings();
    assert!(warnings.iter().any(|w| w.starts_with("shuffle of \"salary\"")), "{warnings:?}");
}

#[test]
fn a_table_in_memory_moves_them_too_unless_it_comes_in_parts() {
    let scrubber = scrubber("[places]\nsalary = \"shuffle(window=50)\"\n").expect("a scrubber");
    let mut cells = scrubber.cells(vec![Place::named("t.id"), Place::named("t.salary")]);
    for (n, salary, _) in rows() {
        cells.put(0, format!("p{n}").as_bytes());
        cells.put(1, salary.to_string().as_bytes());
        cells.end_record().expect("a record");
    }
    cells.finish().expect("a table");
    let (mut out, mut nth) = (Vec::new(), 0);
    cells.take(&mut |value| {
        let text = std::str::from_utf8(value).expect("UTF-8");
        match nth % 2 {
            0 => assert_eq!(text, format!("p{}", nth / 2)),
            _ => out.push(text.parse::<usize>().expect("a salary") - 30_000),
        }
        nth += 1;
    });
    check(&out);
    assert!(scrubber.check_table(&[Place::named("t.id")]).expect_err("no such column").is_policy());
    let mut cells = scrubber.cells(vec![Place::named("t.salary")]);
    cells.put(0, b"1");
    cells.end_record().expect("a record");
    assert!(cells.settle().expect_err("in parts").is_policy());
}
