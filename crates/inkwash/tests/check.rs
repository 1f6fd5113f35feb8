//! What held in a data set before it was scrubbed must hold after: `check` tells what does not.

use inkwash::{ColumnComparison, Comparison, KeyRing, Policy, Scanner, Scrubber, Sides, StreamOptions};

fn check(format: &str, original: &str, scrubbed: &str) -> Comparison {
    let options = StreamOptions::new().format(format).unwrap();
    Scanner::new().check(original.as_bytes(), scrubbed.as_bytes(), &options).unwrap()
}

fn column<'c>(comparison: &'c Comparison, place: &str) -> &'c ColumnComparison {
    comparison.tables.iter().flat_map(|t| &t.columns).find(|c| c.place == place).expect("the column is there")
}

const DUMP: &str = "\
CREATE TABLE p (id int NOT NULL, mail varchar(30), born date, hired date, PRIMARY KEY (id));
INSERT INTO p VALUES (1,'a@kunden.test','1980-01-02','2001-05-06'),(2,'b@kunden.test','1985-03-04','2010-07-08');
CREATE TABLE c (id int, p int, FOREIGN KEY (p) REFERENCES p (id));
INSERT INTO c VALUES (1,1),(2,1),(3,NULL);
";

#[test]
fn what_is_left_alone_holds() {
    let same = check("mysql", DUMP, DUMP);
    assert!(same.holds());
    assert_eq!(
        same.tables.iter().map(|t| (t.table.as_str(), t.rows.original)).collect::<Vec<_>>(),
        [("c", 3), ("p", 2)]
    );
    let (p, mail) = (column(&same, "c.p"), column(&same, "p.mail"));
    assert_eq!(
        (p.nulls, p.distinct, p.changed),
        (Sides { original: 1, scrubbed: 1 }, Sides { original: 1, scrubbed: 1 }, 0)
    );
    let join = p.joins.as_ref().expect("a foreign key");
    assert_eq!((join.to.as_str(), join.found), ("p.id", Sides { original: 100, scrubbed: 100 }));
    assert_eq!((mail.chars.original, mail.unique.original), ([13, 13], true));
}

#[test]
fn keys_may_be_declared_behind_the_rows() {
    let dump = "COPY public.p (id, mail) FROM stdin;\n1\ta@kunden.test\n2\tb@kunden.test\n\\.\n\
                COPY public.c (id, p) FROM stdin;\n1\t1\n2\t1\n\\.\n\
                ALTER TABLE ONLY public.p ADD CONSTRAINT p_pkey PRIMARY KEY (id);\n\
                ALTER TABLE ONLY public.c ADD CONSTRAINT c_fkey FOREIGN KEY (p) REFERENCES public.p;\n";
    let same = check("postgres", dump, dump);
    assert_eq!(column(&same, "public.c.p").joins.as_ref().map(|join| join.to.as_str()), Some("public.p.id"));
    let turned = check("postgres", dump, &dump.replace("2\t1\n", "2\t5\n"));
    assert_eq!(column(&turned, "public.c.p").faults, ["refers to rows that are not there"]);
}

#[test]
fn what_does_not_hold_any_more_is_told() {
    for (from, to, place, fault) in [
        ("(2,'b@kunden.test'", "(2,'a@kunden.test'", "p.mail", "is not unique any more"),
        ("'b@kunden.test'", "NULL", "p.mail", "has another number of NULLs"),
        ("(2,1)", "(2,7)", "c.p", "refers to rows that are not there"),
        (
            "'b@kunden.test'",
            "'a.very.long.name.of.somebody@kunden.test'",
            "p.mail",
            "has values that are too long for its type",
        ),
    ] {
        let comparison = check("mysql", DUMP, &DUMP.replace(from, to));
        assert_eq!(column(&comparison, place).faults, [fault], "{from} {to}");
        assert!(!comparison.holds());
        let others = comparison.tables.iter().flat_map(|t| &t.columns).filter(|c| c.place != place);
        assert!(others.into_iter().all(|c| c.faults.is_empty() && c.changed == 0), "{from} {to}");
    }
    let fewer = check("mysql", DUMP, &DUMP.replace(",(3,NULL)", ""));
    assert!(!fewer.holds() && fewer.tables[0].rows == Sides { original: 3, scrubbed: 2 });
    let turned = check("mysql", DUMP, &DUMP.replace("'2001-05-06'", "'1979-05-06'"));
    assert_eq!(
        column(&turned, "p.born").reordered.iter().map(|r| (r.other.as_str(), r.records)).collect::<Vec<_>>(),
        [("p.hired", 1)]
    );
}

#[test]
fn a_scrubbed_dump_holds_and_its_changes_are_counted() {
    let scrubber = Scrubber::new(&Policy::default(), &KeyRing::from_bytes(&[5; 32]).unwrap()).unwrap();
    let options = StreamOptions::new().format("mysql").unwrap();
    let mut out = Vec::new();
    scrubber.scrub_reader(DUMP.as_bytes(), &mut out, &options, &mut (), &mut |_| ()).unwrap();
    let comparison = check("mysql", DUMP, &String::from_utf8(out).unwrap());
    assert!(comparison.holds(), "{comparison:?}");
    assert_eq!((column(&comparison, "p.mail").changed, column(&comparison, "p.id").changed), (2, 0));
}

#[test]
fn records_that_are_alike_in_what_tells_persons_apart_are_counted() {
    let mut table = String::from("id,gender,birth_date,postal_code\n");
    for n in 0..600 {
        table += &format!("{n},{},19{}-01-01,0{}\n", ["m", "f"][n % 2], 60 + n % 3, 150 + n % 2);
    }
    let alike = check("csv", &table, &table);
    let left = alike.tables[0].anonymity.as_ref().expect("such columns");
    assert_eq!((left.columns.len(), left.k, left.in_small_groups), (3, 100, 0), "{left:?}");
    table += "600,f,1899-01-01,0999\n";
    let one = check("csv", &table, &table);
    assert_eq!(one.tables[0].anonymity.as_ref().unwrap().k, 1);
}

/// Values are counted in bounded memory, and long ones and big inputs are read in pieces.
#[test]
fn big_tables_and_long_values_are_compared() {
    let mut table = String::from("id,note\n");
    for n in 0..120_000 {
        table += &format!("{n},note {}\n", n % 1000);
    }
    table += &format!("x,\"{}\"\n", "long \"\" text ".repeat(200_000));
    let comparison = check("csv", &table, &table.replace("long ", "longer "));
    let (id, note) = (column(&comparison, "id"), column(&comparison, "note"));
    assert!(id.unique.original && id.distinct.original.abs_diff(120_001) < 3000, "{id:?}");
    assert_eq!((note.distinct.original, note.changed), (1001, 1));
    assert_eq!(note.chars.scrubbed[1] - note.chars.original[1], 400_000);
}
