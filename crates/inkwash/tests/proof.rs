//! A proof finds what is left of what was replaced, in every spelling, and nothing else.

use std::sync::OnceLock;

use inkwash::{KeyRing, Policy, Proof, Scrubber, Spelling, StreamOptions, Verification, Verifier};
use proptest::prelude::*;

fn keys() -> KeyRing {
    KeyRing::from_bytes(&[0xf7; 32]).unwrap()
}

/// Scrubs a table and gives what it becomes, with what was replaced.
fn proved(policy: &Policy, format: &str, input: &[u8]) -> (Vec<u8>, Verifier) {
    let proof = Proof::new(&keys()).unwrap();
    let scrubber = Scrubber::new(policy, &keys()).unwrap().proving(&proof);
    let options = StreamOptions::new().format(format).unwrap();
    let mut out = Vec::new();
    scrubber.scrub_reader(input, &mut out, &options, &mut (), &mut |_| ()).unwrap();
    let mut file = Vec::new();
    proof.write(&keys(), &mut file).unwrap();
    (out, Verifier::read(&keys(), &file[..]).unwrap())
}

/// What is found in an output: entity, place, spelling.
fn survivors(verifier: &Verifier, output: &[u8]) -> (Vec<(String, std::ops::Range<usize>, Spelling)>, Verification) {
    let mut found = Vec::new();
    let verification = verifier
        .verify(output, &mut |s| {
            found.push((s.entity.to_owned(), s.byte_start as usize..s.byte_end as usize, s.spelling));
        })
        .unwrap();
    (found, verification)
}

const TABLE: &str = "first_name,last_name,email,phone,card,note\n\
    Margarethe,Wiedenbr\u{fc}ck,margarethe.w@kunden.test,+49 30 901820,4111 1111 1111 1111,called twice\n\
    Torbj\u{f8}rn,Haugland,t.haugland@firma.test,+47 22 22 55 55,5500-0000-0000-0004,\n";

fn table() -> (Vec<u8>, Verifier) {
    proved(&Policy::default(), "csv", TABLE.as_bytes())
}

#[test]
fn nothing_is_left_of_a_scrubbed_table() {
    let (out, verifier) = table();
    let (found, verification) = survivors(&verifier, &out);
    assert_eq!(found, []);
    assert_eq!((verification.originals, verification.survivors), (6, 0), "{verification:?}");
    assert_eq!((verification.common, verification.common_survivors, verification.one_in), (4, 0, 1));
    assert!(verification.bytes == out.len() as u64 && verification.false_alarm < 1e-9);
}

#[test]
fn every_spelling_is_found_where_it_is() {
    let (_, verifier) = table();
    let hex = |text: &str| text.bytes().map(|b| format!("{b:02x}")).collect::<String>();
    let base64 = |text: &str| {
        use base64ct::{Base64, Encoding as _};
        Base64::encode_string(text.as_bytes())
    };
    let inner = base64("{\"mail\":\"margarethe.w@kunden.test\"}");
    for (leak, spelling) in [
        ("margarethe.w@kunden.test".to_owned(), Spelling::Plain),
        ("MARGARETHE.W@KUNDEN.TEST".to_owned(), Spelling::Plain),
        ("4111-1111-1111-1111".to_owned(), Spelling::Plain),
        ("4111111111111111".to_owned(), Spelling::Plain),
        ("\u{ff14}111111111111111".to_owned(), Spelling::Plain),
        ("+4722225555".to_owned(), Spelling::Plain),
        ("004722225555".to_owned(), Spelling::Plain),
        ("Wiedenbr\u{fc}ck".to_owned(), Spelling::Plain),
        ("Wiedenbr\\u00fcck".to_owned(), Spelling::Escaped),
        ("Wiedenbr\\\\u00fcck".to_owned(), Spelling::Escaped),
        ("Wiedenbr%C3%BCck".to_owned(), Spelling::Escaped),
        ("Wiedenbr=C3=BCck".to_owned(), Spelling::Escaped),
        ("margarethe.w%40kunden.test".to_owned(), Spelling::Escaped),
        ("margarethe.w&#64;kunden.test".to_owned(), Spelling::Escaped),
        (hex("margarethe.w@kunden.test"), Spelling::Hex),
        (base64("t.haugland@firma.test"), Spelling::Base64),
        (base64(&inner), Spelling::Base64),
        ("xyzmargarethewkundentestxyz".to_owned(), Spelling::Plain),
    ] {
        for (before, after) in
            [("", ""), ("\t", "\n"), ("id='", "',"), ("/* ", " */"), ("<a>", "</a>"), ("\u{738b}", "\u{738b}")]
        {
            let text = format!("first line\n{before}{leak}{after}");
            let (found, verification) = survivors(&verifier, text.as_bytes());
            let [(_, span, how)] = &found[..] else { panic!("{text}: {found:?}") };
            let start = text.find(&*leak).unwrap();
            assert_eq!(*how, spelling, "{text}");
            assert!(span.start >= start && span.end <= start + leak.len(), "{text}: {span:?}");
            assert_eq!(verification.survivors + verification.common_survivors, 1, "{text}");
        }
    }
}

#[test]
fn addresses_of_networks_are_more_than_their_digits() {
    let (_, verifier) = proved(&Policy::default(), "text", b"from 203.0.113.58 and 2001:db8::8a2e:370:7334\n");
    for text in ["bytes=203011358", "203.0.11.358", "203.01.13.58"] {
        assert_eq!(survivors(&verifier, text.as_bytes()).0, [], "{text}");
    }
    for text in ["203.0.113.58", "ip:203.0.113.58:8080", "203.0.113.58/24", "2001:DB8::8a2e:370:7334"] {
        assert_eq!(survivors(&verifier, text.as_bytes()).0.len(), 1, "{text}");
    }
}

#[test]
fn what_is_no_survivor_is_not_told() {
    let (_, verifier) = table();
    for text in [
        "margarethe.x@kunden.test",
        "4111 1111 1111 1112",
        "14111111111111112",
        "haugland and margarethe in small letters may be words",
        "first_name,last_name,email,phone,card,note",
        "Margaret Wiedenbr\u{fc}cker",
    ] {
        assert_eq!(survivors(&verifier, text.as_bytes()).0, [], "{text}");
    }
    // A name alone may be anybody's.
    let (found, verification) = survivors(&verifier, b"Haugland is a place, too");
    assert_eq!((found.len(), verification.survivors, verification.common_survivors), (1, 0, 1));
}

#[test]
fn what_stands_in_a_stand_in_is_not_told_and_the_same_elsewhere_is() {
    let rules = "[transforms]\nEMAIL_ADDRESS = \"replace(with=Frau Haugland-Nordmann privat)\"\n";
    let policy = Policy::parse(rules, &inkwash::entity_names()).unwrap();
    let (out, verifier) = proved(&policy, "csv", TABLE.as_bytes());
    assert!(out.windows(8).any(|part| part == b"Haugland"));
    let (found, verification) = survivors(&verifier, &out);
    assert_eq!((found.len(), verification.equal_stand_ins), (0, 1));
    assert!(verification.overlooked < 1e-9);
    for text in ["Haugland", "Haugland-Nordmann privat", "Frau Haugland-Nordmann"] {
        let (found, verification) = survivors(&verifier, text.as_bytes());
        assert_eq!((found.len(), verification.equal_stand_ins), (1, 0), "{text}");
    }
}

#[test]
fn a_longer_common_value_does_not_hide_an_identifying_one() {
    let rules = "[places]\n\"place\" = { entity = \"RELIGION\", whole = true }\n";
    let policy = Policy::parse(rules, &inkwash::entity_names()).unwrap();
    let table =
        b"email,place\nanna.berg@kunden.test,Northern Valley\nb@kunden.test,Valley anna.berg@kunden.test North\n";
    let (_, verifier) = proved(&policy, "csv", table);
    let verification = survivors(&verifier, b"seen: Valley anna.berg@kunden.test North").1;
    assert_eq!((verification.survivors, verification.common_survivors), (1, 1), "{verification:?}");
}

#[test]
fn what_cannot_be_searched_is_refused_in_a_compressed_output_too() {
    let (_, verifier) = table();
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut encoder, b"PK\x03\x04 and what is in it").unwrap();
    let error = verifier.verify(&encoder.finish().unwrap()[..], &mut |_| ()).unwrap_err();
    assert!(error.sealing().is_some());
}

/// Names are drawn: one row's stand-in may be another row's name.
#[test]
fn stand_ins_raise_no_alarm() {
    let names =
        ["Anna", "Karl", "Liv", "Ola", "Per", "Emma", "Jan", "Eva", "Ida", "Max", "Paul", "Lena", "Nora", "Lars"];
    let mut table = String::from("id,first_name,email\n");
    for n in 0..4000 {
        table += &format!("{n},{},person{n}@kunden.test\n", names[n % names.len()]);
    }
    let (out, verifier) = proved(&Policy::default(), "csv", table.as_bytes());
    let (found, verification) = survivors(&verifier, &out);
    assert_eq!(found, [], "{verification:?}");
    assert_eq!(verification.originals, 4000);
}

#[test]
fn what_stays_as_it_is_and_what_is_too_short_is_counted() {
    let rules = "[places]\n\
        \"pin\" = { entity = \"PERSON\", whole = true }\n\
        \"by\" = { entity = \"PERSON\", whole = true, transform = \"redact\" }\n";
    let policy = Policy::parse(rules, &inkwash::entity_names()).unwrap();
    let (out, verifier) = proved(&policy, "csv", b"pin,by\n12,[PERSON]\n345,Margarethe Haugland\n");
    let (found, verification) = survivors(&verifier, &out);
    assert_eq!((found.len(), verification.short, verification.unchanged, verification.originals), (0, 2, 1, 1));
}

#[test]
fn a_proof_is_read_with_its_keys_only_and_unharmed() {
    let proof = Proof::new(&keys()).unwrap();
    let mut file = Vec::new();
    proof.write(&keys(), &mut file).unwrap();
    assert!(Verifier::read(&KeyRing::generate().unwrap(), &file[..]).err().is_some_and(|e| e.is_key()));
    for end in [0, 10, file.len() / 2, file.len() - 1] {
        assert!(Verifier::read(&keys(), &file[..end]).is_err(), "{end}");
    }
    // Encrypted by somebody who has no key of the ring.
    let mut forged = inkwash::Encrypter::new(&[keys().recipient().unwrap()], Vec::new()).unwrap();
    std::io::Write::write_all(&mut forged, b"{\"format\":1}\n").unwrap();
    assert!(Verifier::read(&keys(), &forged.finish().unwrap()[..]).err().is_some_and(|e| e.is_data()));
    assert!(proof.write(&keys().rotated().unwrap(), &mut Vec::new()).err().is_some_and(|e| e.is_key()));
    // A proof of an older key is read as long as that key is not destroyed.
    assert!(Verifier::read(&keys().rotated().unwrap(), &file[..]).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Wherever a value stands in a long output, and however that is read, it is found, with its line.
    #[test]
    fn a_survivor_is_found_anywhere(before in 0usize..200_000, word in "[a-z]{1,8}", pieces in 1usize..100_000) {
        static TABLE: OnceLock<(Vec<u8>, Verifier)> = OnceLock::new();
        let (_, verifier) = TABLE.get_or_init(table);
        let filler: String = format!("{word} 17,\n").chars().cycle().take(before).collect();
        let text = format!("{filler} margarethe.w@kunden.test {filler}");
        let mut found = Vec::new();
        verifier.verify(Pieces(text.as_bytes(), pieces), &mut |s| found.push((s.byte_start as usize, s.line))).unwrap();
        let line = filler.matches('\n').count() as u64 + 1;
        prop_assert_eq!(found, [(filler.len() + 1, line)]);
    }
}

/// Reads at most so much at once.
struct Pieces<'t>(&'t [u8], usize);

impl std::io::Read for Pieces<'_> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let len = buf.len().min(self.1);
        self.0.read(&mut buf[..len])
    }
}
