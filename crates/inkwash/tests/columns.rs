//! What a table's columns say about each other.

use inkwash::{Scanner, StreamFinding, StreamOptions};

fn found(csv: &str) -> Vec<(String, String)> {
    found_in("csv", csv)
}

fn found_in(format: &str, stream: &str) -> Vec<(String, String)> {
    let (scanner, mut findings) = (Scanner::new(), Vec::<StreamFinding>::new());
    let options = StreamOptions::new().format(format).expect("a format");
    scanner.scan_reader(stream.as_bytes(), &options, &mut findings, &mut |_| ()).expect("nothing stops it");
    let named = findings.iter().map(|f| (f.place.path.clone(), scanner.facts(f.cell.entity).name.to_owned()));
    named.collect()
}

#[test]
fn a_name_beside_an_address_or_a_number_is_a_persons() {
    let pair = |place: &str, entity: &str| (place.to_owned(), entity.to_owned());
    assert_eq!(
        found("email,name\nanna@kunde.test,Anna Berg\n"),
        [pair("email", "EMAIL_ADDRESS"), pair("name", "PERSON")]
    );
    assert_eq!(found("name;geburtsdatum\nAnna Berg;1985-03-07\n").first(), Some(&pair("name", "PERSON")));
}

#[test]
fn a_name_among_things_is_none() {
    assert_eq!(found("sku,name,price\nA-1,Red Lamp,12.50\nA-2,Blue Lamp,13.50\n"), []);
}

/// The places at which names of persons are found.
fn names(format: &str, stream: &str) -> Vec<String> {
    let mut places: Vec<_> = found_in(format, stream).into_iter().filter(|f| f.1 == "PERSON").map(|f| f.0).collect();
    places.dedup();
    places
}

#[test]
fn columns_vouch_for_each_other_in_every_format() {
    let json = "{\"name\":\"Anna Berg\",\"email\":\"anna@kunde.test\"}\n{\"name\":\"Ben Okoro\"}\n";
    assert_eq!(names("ndjson", json), ["/name"]);
    let nested = "{\"buyers\":[{\"name\":\"Anna Berg\",\"phone\":\"+47 22 22 55 55\"}],\"item\":{\"name\":\"Lamp\"}}\n";
    assert_eq!(names("ndjson", nested), ["/buyers/*/name"]);
    let copy = "COPY public.t (name, e_mail) FROM stdin;\nAnna Berg\tanna@kunde.test\n\\.\n\
                COPY public.things (name, price) FROM stdin;\nLamp\t12.50\n\\.\n";
    assert_eq!(names("postgres", copy), ["public.t.name"]);
    let insert = "INSERT INTO t (name, geburtsdatum) VALUES ('Anna Berg', '1985-03-07');\n";
    assert_eq!(names("mysql", insert), ["t.name"]);
}

#[test]
fn what_is_found_in_a_column_vouches_as_its_name_would() {
    let csv = "a,name,c\n1,Anna Berg,anna@kunde.test\n2,Ben Okoro,ben@kunde.test\n3,Carla Diaz,\n";
    assert_eq!(names("csv", csv), ["name"]);
    // One address in many rows is no column of addresses.
    let csv = "name,c\nRed Lamp,ask ann@kunde.test\nBlue Lamp,\nGreen Lamp,x\nLamp,y\n";
    assert_eq!(names("csv", csv), [""; 0]);
}

#[test]
fn words_of_the_addresses_beside_them_are_names() {
    let people = ["Anna Berg", "Ben Okoro", "Carla Diaz", "Dora Lind", "Emil Strand"];
    let mut csv = String::from("who,family,city,login,m\n");
    for person in people {
        let (given, family) = person.split_once(' ').expect("two words");
        let login = format!("{given}.{family}").to_lowercase();
        csv.push_str(&format!("{given},{family},Trondheim,{login},{login}@kunde.test\n"));
    }
    assert_eq!(names("csv", &csv)[..2], ["who", "family"]);
    assert!(names("csv", &csv).iter().all(|place| place == "who" || place == "family"));
}

#[test]
fn companies_have_addresses_too() {
    let copy = "COPY public.companies (name, email) FROM stdin;\nLamp & Co\tinfo@kunde.test\n\\.\n";
    assert_eq!(names("postgres", copy), [""; 0]);
}

#[test]
fn columns_are_named_for_what_their_names_say_whichever_way_it_is_looked_up() {
    use inkwash_core::{NameWords, Place};
    let engine = Scanner::new().engine().clone();
    let phrases = engine.entities().flat_map(|id| engine.facts(id).columns.iter().copied());
    let phrases: Vec<_> = phrases.map(|phrase| phrase.trim_start_matches(['!', '='])).collect();
    let mut named = 0;
    for phrase in
        phrases.iter().step_by(7).copied().chain(["", "x", "***", "é", "日", "customer_home_phone_nr", "zip", "lname"])
    {
        let place = std::sync::Arc::new(Place::named(&phrase.replace(' ', "_")));
        let (words, parent) = (NameWords::of(&place.name), NameWords::of(&place.parent));
        let speaks = |phrase: &str| words.is_about(phrase, Some(&parent));
        let is_named = |columns: &[&str]| {
            let denied = columns.iter().filter_map(|p| p.strip_prefix('!')).any(speaks);
            !place.name.is_empty() && !denied && columns.iter().any(|phrase| speaks(phrase))
        };
        let all: Vec<_> = engine.entities().filter(|id| is_named(engine.facts(*id).columns)).collect();
        assert_eq!(engine.column(&place).named(), all, "{phrase:?}");
        named += all.len();
    }
    assert!(named > 100, "only {named}: the names say nothing");
}
