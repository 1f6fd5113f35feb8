use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Keep, Trigger, Wish};

use crate::names::{self, MIXED, Names, Script};
use crate::style::Draw;
use crate::words::{self, Run};

mod leads;
mod lexicon;
mod running;
mod spelling;

/// Name of a person: where the name of a column, field or key says so, and in running text where
/// something beside it does.
///
/// Names cannot be told from other words by their form. In columns the name of the column counts:
/// first, last and full names, and `name` below a parent that holds people (`users.name`, not
/// `products.name`). `nom` and `nome` alone are taken as they mostly mean a person's name; in
/// tables of things the policy has to say otherwise. User names and logins are account
/// identifiers and not taken. The finding is the whole cell without surrounding blanks; initials,
/// hyphens, apostrophes, particles and all scripts are fine, URLs, e-mail addresses, paths,
/// JSON and mere numbers are not.
///
/// In running text a name has words with capitals one blank apart, or two to four Han characters that
/// begin with a known family name, and stands after a label (`Patient:`), an honorific (`Frau`, before
/// `先生`), a greeting, an introduction (`my name is`), a role (`customer`), a mail header
/// (`Anna Smith <anna@…>`), in a list of people (`Present: …, …`), or below a closing formula. The weaker these are, the more of its words
/// must be known names (`lexicon.rs`). Titles are not part of it. Names that nothing of that kind
/// stands beside are not found.
///
/// A stand-in has as many words, in the same order (`Last, First`), case and punctuation, and
/// keeps titles and particles. It is of the language that the words and letters of the name speak for
/// (English, German, Norwegian, French, Spanish, Portuguese, else a mixture of European and American ones) or
/// of its script (Cyrillic, Greek, Hebrew, Arabic, Devanagari, Kana; Hangul and Han characters become as many
/// others); names in further scripts become Latin ones. A single word that is a common given name
/// becomes a given name, any other single word a family name. Where grammar shows the gender (Russian names), it stays.
///
/// Source: common usage; the names for stand-ins are this crate's own lists, the lexicons name
/// theirs.
pub(crate) struct Person;

/// Titles, suffixes and particles that stay, in lower case.
const KEPT: &[&str] = &[
    "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "herr", "frau", "hr", "fru", "mme", "mlle", "sr", "sra", "dom",
    "dona", "don", "jr", "ii", "iii", "iv", "phd", "md", "van", "von", "der", "den", "de", "da", "das", "do", "dos",
    "del", "della", "di", "la", "le", "las", "los", "el", "al", "bin", "ibn", "af", "av", "zu", "zur", "ter", "ten",
    "y", "e",
];

/// The column, the sign of a mail address that a name may stand before, commas of lists, and all leads.
static TRIGGERS: [Trigger<'static>; leads::COUNT + 4] = leads::LEADS.triggers(&[
    Trigger::Column,
    Trigger::Shape("@w"),
    Trigger::Shape("[,][ ]A"),
    Trigger::Literal("、".as_bytes()),
]);

impl Detector for Person {
    fn facts(&self) -> Facts<'_> {
        Facts {
            group: Group::Person,
            example: "Anna Smith",
            columns: &[
                "first name",
                "last name",
                "full name",
                "surname",
                "given name",
                "family name",
                "middle name",
                "maiden name",
                "forename",
                "fname",
                "lname",
                "real name",
                "person name",
                "display name",
                "!service full name",
                "!product full name",
                "!package full name",
                "!class full name",
                "!product display name",
                "!service display name",
                "!group display name",
                "!app display name",
                "contact name",
                "contact person",
                "customer name",
                "client name",
                "patient name",
                "employee name",
                "student name",
                "guest name",
                "passenger name",
                "applicant name",
                "candidate name",
                "author name",
                "comment author",
                "owner name",
                "sender name",
                "recipient name",
                "receiver name",
                "beneficiary name",
                "payee name",
                "payer name",
                "subscriber name",
                "member name",
                "user full name",
                "cardholder",
                "cardholder name",
                "card holder name",
                "name on card",
                "cc owner",
                "card owner",
                "holder name",
                "account holder",
                "next of kin",
                "emergency contact name",
                "doctor name",
                "physician name",
                "driver name",
                "teacher name",
                "parent name",
                "mother name",
                "father name",
                "spouse name",
                "insured name",
                "buyer name",
                "seller name",
                "reporter name",
                "contact owner",
                "lead owner",
                "account owner",
                "deal owner",
                "opportunity owner",
                "account manager",
                "sales rep",
                "sales representative",
                "primary contact",
                "emergency contact",
                "billing name",
                "shipping name",
                "assignee name", // en
                "user.name",
                "customer.name",
                "client.name",
                "person.name",
                "people.name",
                "employee.name",
                "contact.name",
                "patient.name",
                "member.name",
                "student.name",
                "author.name",
                "owner.name",
                "guest.name",
                "lead.name",
                "driver.name",
                "teacher.name",
                "doctor.name",
                "staff.name",
                "subscriber.name",
                "profile.name",
                "participant.name",
                "candidate.name",
                "applicant.name",
                "passenger.name",
                "buyer.name",
                "seller.name",
                "sender.name",
                "recipient.name",
                "attendee.name",
                "cardholder.name",
                "billing.name",
                "shipping.name", // en, below a parent
                "&name",
                "&names",
                "&navn",
                "&namn",
                "&naam",
                "&nombre",
                "&", // beside something personal
                "!company.name",
                "!companies.name",
                "!organisation.name",
                "!organization.name",
                "!supplier.name",
                "!vendor.name",
                "!store.name",
                "!shop.name",
                "!product.name",
                "!hotel.name",
                "!restaurant.name",
                "!school.name",
                "!firma.name",
                "!firmen.name",
                "!lieferanten.name",
                "!empresa.nombre",
                "!proveedores.nombre",
                "vorname",
                "vornamen",
                "nachname",
                "familienname",
                "zuname",
                "rufname",
                "geburtsname",
                "kundenname",
                "patientenname",
                "mitarbeitername",
                "ansprechpartner",
                "sachbearbeiter",
                "sachbearbeiterin",
                "kundenbetreuer",
                "empfänger",
                "karteninhaber",
                "kontoinhaber",
                "versicherungsnehmer",
                "kunde.name",
                "kunden.name",
                "benutzer.name",
                "mitarbeiter.name",
                "personen.name", // de
                "fornavn",
                "etternavn",
                "mellomnavn",
                "fullt navn",
                "fullstendig navn",
                "kundenavn",
                "pasientnavn",
                "saksbehandler",
                "kundeansvarlig",
                "mottaker",
                "kontaktperson",
                "kortholder",
                "kontoeier",
                "kunde.navn",
                "kunder.navn",
                "bruker.navn",
                "brukere.navn",
                "person.navn",
                "personer.navn",
                "ansatt.navn",
                "ansatte.navn",
                "pasienter.navn", // no
                "prénom",
                "prenom",
                "prénoms",
                "prenoms",
                "nom de famille",
                "nom complet",
                "nom client",
                "=nom",
                "nom usage",
                "nom naissance",
                "nom de naissance",
                "nom patient",
                "destinataire",
                "interlocuteur",
                "personne contact",
                "personne de contact",
                "titulaire", // fr
                "apellido",
                "apellidos",
                "persona contacto",
                "persona de contacto",
                "contacto principal",
                "destinatario",
                "nombre paciente",
                "primer apellido",
                "segundo apellido",
                "primer nombre",
                "segundo nombre",
                "nombres",
                "nombre completo",
                "nombre cliente",
                "nombre y apellidos",
                "cliente.nombre",
                "clientes.nombre",
                "usuario.nombre",
                "usuarios.nombre",
                "persona.nombre",
                "personas.nombre",
                "empleado.nombre",
                "empleados.nombre",
                "paciente.nombre",
                "pacientes.nombre",
                "contacto.nombre", // es
                "=nome",
                "nome completo",
                "primeiro nome",
                "sobrenome",
                "apelido",
                "nome cliente",
                "nome do cliente",
                "nome da mae",
                "nome mae",
                "nome social",
                "pessoa contato",
                "pessoa de contacto",
                "destinatário",
                "responsável",
                "nome paciente",
                "nome do paciente",
                "titular", // pt
                "姓名",
                "名字",
                "姓氏",
                "=姓",
                "=名",
                "联系人",
                "收件人",
                "收货人",
                "持卡人",
                "寄件人",
                "开户人",
                "客户名",
                "客户名称",
                "负责人",
                "经办人",
                "客户经理",
                "患者姓名",
                "员工姓名", // zh
            ],
            multiline: true,
            ..Facts::new("PERSON", "Name of a person", "common usage; tables of names of statistics offices")
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        &TRIGGERS
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        if at.pos() == 0
            && at.named()
            && let Some(hit) = whole_cell(at)
        {
            return Some(hit);
        }
        running::probe(at)
    }

    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        words::fold(found, out);
    }

    fn keep(&self, _: &[u8]) -> Keep {
        Keep { head: 1, tail: 0 }
    }

    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        write(found, canonical, false, &mut Draw::new(key, "name", canonical), out);
    }

    /// Four given and four family names (or ten Han characters): 52 to 65 bits, so that of a million stand-ins two are
    /// alike by chance once in 10^4 to 10^7 data sets. Names have no end, so that no map of them is one to one. Where
    /// the lists of a script are too short for that, they are European and American ones.
    fn mint_as(&self, wish: Wish, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) -> bool {
        match wish {
            Wish::Apart => {}
            Wish::Gender => {
                write(found, canonical, true, &mut Draw::new(key, "name-of-gender", canonical), out);
                return true;
            }
            _ => return false,
        }
        let mut draw = Draw::new(key, "name-apart", canonical);
        if words::runs(found).any(|run| matches!(run, Run::Han(..))) {
            names::han_name(&mut draw, 10, out);
            return true;
        }
        let names = Script::of(found).map_or_else(|| Some(Names::like(found)), Script::names);
        let names = names.filter(|names| names.pairs() >= 1 << 13).unwrap_or(&MIXED);
        for _ in 0..4 {
            out.extend_from_slice(names.given(None, &mut draw).as_bytes());
            out.push(b' ');
        }
        for nth in 0..4 {
            out.extend_from_slice(if nth == 0 { b"" } else { b"-" });
            out.extend_from_slice(names.family(&mut draw).as_bytes());
        }
        true
    }
}

/// The cell of a column of names, without the blanks around it.
fn whole_cell(at: &At<'_>) -> Option<Hit> {
    let text = at.text();
    let cell = text.trim_ascii();
    let start = text.len() - text.trim_ascii_start().len();
    looks_like_name(cell).then(|| Hit::pattern(start, start + cell.len(), 800))
}

/// Whether a trimmed cell can be a name: some letters, few digits, none of the signs of other
/// things.
fn looks_like_name(cell: &[u8]) -> bool {
    let characters = cell.iter().filter(|b| **b & 0xc0 != 0x80).count();
    if cell.is_empty() || characters > 120 || words::is_placeholder(cell) {
        return false;
    }
    let sign = |b: &u8| {
        matches!(b, b'@' | b'/' | b'\\' | b'{' | b'}' | b'[' | b']' | b'<' | b'>' | b'=' | b'_' | b';' | b'|')
            || matches!(b, b':' | b'?' | b'!' | b'%' | b'$' | b'#' | b'*' | b'^' | b'~')
            || b.is_ascii_control()
    };
    if cell.iter().any(sign) {
        return false;
    }
    let (mut letters, mut digits, mut parts) = (0, 0, 0);
    for run in words::runs(cell) {
        match run {
            Run::Letters(run) => {
                letters += run.len();
                parts += 1;
                // No name has forty letters without a break; tokens have.
                if run.len() > 40 && run.is_ascii() || words::is_identifier(run) {
                    return false;
                }
            }
            Run::Han(_, n) => {
                letters += n;
                parts += 1;
            }
            Run::Digits(run) => digits += run.len(),
            Run::Other(_) => {}
        }
    }
    letters > 0 && digits * 3 <= letters && parts <= 10
}

/// Appends another name; with `gender`, of the same one where it is known.
fn write(found: &[u8], canonical: &[u8], gender: bool, draw: &mut Draw<'_>, out: &mut Vec<u8>) {
    let start = out.len();
    let mut folded = Vec::new();
    // Another try only when a draw gave the name itself: one in some tens of thousands.
    for _ in 0..8 {
        rewrite(found, gender, draw, out);
        folded.clear();
        words::fold(&out[start..], &mut folded);
        if !looks_like_name(&out[start..]) {
            break;
        }
        if folded != canonical {
            return;
        }
        out.truncate(start);
    }
    out.truncate(start);
    out.extend_from_slice(MIXED.given(None, draw).as_bytes());
    out.push(b' ');
    out.extend_from_slice(MIXED.family(draw).as_bytes());
}

/// Another given name, of the same gender if that is known and to be kept.
fn given(word: &[u8], names: &Names, gender: bool, draw: &mut Draw<'_>) -> &'static str {
    let wanted = if gender { names::is_of_women(word) } else { None };
    loop {
        let name = names.given(wanted, draw);
        if !name.as_bytes().eq_ignore_ascii_case(word) {
            return name;
        }
    }
}

/// Writes other names in the places of those found.
fn rewrite(found: &[u8], gender: bool, draw: &mut Draw<'_>, out: &mut Vec<u8>) {
    let named = |run: &Run<'_>| matches!(run, Run::Letters(w) if w.len() > 1 && !is_kept(w));
    let total = words::runs(found).filter(named).count();
    // `Last, First`: what stands before the first comma is the family name.
    let comma = found.iter().position(|b| *b == b',');
    let before = comma.map(|i| words::runs(&found[..i]).filter(named).count()).filter(|n| *n > 0 && *n < total);
    let latin = Names::like(found);
    let (mut nth, mut han, mut after_digits) = (0, 0, false);
    for run in words::runs(found) {
        match run {
            Run::Letters(word) if is_kept(word) => out.extend_from_slice(word),
            Run::Letters(word) if after_digits && word.len() <= 3 => words::push_tail(draw, word, out),
            Run::Letters(&[letter]) => words::push_letter(draw, letter, out),
            Run::Letters(word) => {
                let script = Script::of(word);
                let is_family = match (before, script.and_then(|script| script.tells_family(word, nth == 0))) {
                    (Some(n), _) => nth < n,
                    _ if total == 1 => !names::is_given(word),
                    (None, Some(told)) => told,
                    (None, None) => nth + 1 == total,
                };
                let names = script.and_then(Script::names).unwrap_or(latin);
                let gender = gender || script == Some(Script::Cyrillic);
                let fit = |name: &str| script.map_or_else(|| name.into(), |script| script.fit(name, is_family, word));
                if script == Some(Script::Hangul) {
                    names::hangul(draw, core::str::from_utf8(word).map_or(2, |w| w.chars().count()), nth == 0, out);
                } else if let Some(name) = names::patronymic(word, draw) {
                    words::push_cased(&name, word, out);
                } else if is_family {
                    words::push_cased(&fit(names.other_family(word, draw)), word, out);
                } else {
                    words::push_cased(&fit(given(word, names, gender, draw)), word, out);
                }
                nth += 1;
            }
            Run::Han(_, n) => {
                if han == 0 {
                    names::han_name(draw, n, out);
                } else {
                    names::han_given(draw, n, out);
                }
                han += 1;
            }
            Run::Digits(run) => words::push_digits(draw, run, out),
            Run::Other(run) => out.extend_from_slice(run),
        }
        after_digits = matches!(run, Run::Digits(_));
    }
}

/// Whether a word is a title, a suffix or a particle.
fn is_kept(word: &[u8]) -> bool {
    KEPT.iter().any(|k| k.as_bytes().eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;
    use inkwash_core::RootKey;

    fn minted(wish: Option<Wish>, name: &str, root: u8) -> String {
        let key = RootKey::new([root; 32]).entity("PERSON");
        let (mut canonical, mut out) = (Vec::new(), Vec::new());
        Person.canonical(name.as_bytes(), &mut canonical);
        match wish {
            Some(wish) => assert!(Person.mint_as(wish, name.as_bytes(), &canonical, &key, &mut out)),
            None => Person.mint(name.as_bytes(), &canonical, &key, &mut out),
        }
        assert!(looks_like_name(&out), "{name}");
        String::from_utf8(out).expect("names are text")
    }

    #[test]
    fn genders_are_kept_where_names_are_common() {
        let women = |name, root| {
            let made = minted(Some(Wish::Gender), name, root);
            names::is_of_women(made.split(' ').next().unwrap_or_default().as_bytes())
        };
        for root in 0..60 {
            assert_ne!(women("Anna Berg", root), Some(false));
            assert_ne!(women("KARL BERG", root), Some(true));
        }
        let all: alloc::collections::BTreeSet<_> = (0..60).map(|root| women("Xyan Berg", root)).collect();
        assert!(all.contains(&Some(true)) && all.contains(&Some(false)), "nothing is known of this one");
    }

    #[test]
    fn names_that_are_kept_apart_are_names() {
        for name in ["Anna Berg", "Xyzzy Quuxel", "Иван Петров", "王小明"] {
            let made = minted(Some(Wish::Apart), name, 1);
            assert!(made.chars().count() >= 10, "{made}");
            assert_eq!(Script::of(made.as_bytes()), Script::of(name.as_bytes()));
            assert_ne!(made, minted(Some(Wish::Apart), name, 2));
        }
    }

    #[test]
    fn stand_ins_are_of_the_same_language() {
        for (name, list) in [
            ("Jürgen Schmidt", &names::GERMAN),
            ("Kjell Solberg", &names::NORDIC),
            ("Muñoz, Guadalupe", &names::SPANISH),
        ] {
            for root in 0..20 {
                let made = minted(None, name, root);
                let key = |word: &str| names::key(word.as_bytes());
                let known = |word: &str| list.lists().concat().contains(&key(word).as_str());
                assert!(made.split([' ', ',']).filter(|word| !word.is_empty()).all(known), "{made}");
            }
        }
    }

    #[test]
    fn scripts_stay_and_so_does_what_grammar_shows() {
        for root in 0..20 {
            for name in
                ["Δήμητρα Παππά", "דוד כהן", "أحمد المصري", "रवि शर्मा", "김민준", "タナカ ケンジ", "たなか けんじ"]
            {
                let made = minted(None, name, root);
                assert_eq!(Script::of(made.as_bytes()), Script::of(name.as_bytes()), "{made}");
                assert_eq!(made.split(' ').count(), name.split(' ').count());
            }
            assert_eq!(minted(None, "김민준", root).chars().count(), 3);
            assert!(minted(None, "たなか けんじ", root).chars().all(|c| c == ' ' || c < '\u{30a0}'));
            let made = minted(None, "ПЕТРОВА Анна Сергеевна", root);
            let [family, given, father] = made.split(' ').collect::<Vec<_>>()[..] else {
                panic!("three words: {made}")
            };
            assert!(["ОВА", "ЕВА", "ЁВА", "ИНА", "СКАЯ"].iter().any(|end| family.ends_with(end)), "{made}");
            assert!(names::is_of_women(given.as_bytes()) != Some(false) && father.ends_with("вна"), "{made}");
        }
    }
}
