//! What a table's columns say about each other.

use inkwash::{Scanner, StreamFinding, StreamOptions};

fn found(csv: &str) -> Vec<(String, String)> {
    let (scanner, mut findings) = (Scanner::new(), Vec::<StreamFinding>::new());
    let options = StreamOptions::new().format("csv").expect("csv is a format");
    scanner.scan_reader(csv.as_bytes(), &options, &mut findings, &mut |_| ()).expect("nothing stops it");
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
