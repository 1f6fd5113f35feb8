use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Keep, Trigger};

use crate::names::{self, MIXED, Names, Script};
use crate::style::Draw;
use crate::words::{self, Run};

mod leads;
mod running;

/// Street address: where the name of a column, field or key says so, and in running text where a word
/// for a street stands with a name and a number.
///
/// In a column the finding is the whole cell without surrounding blanks, over several lines if it has them
/// (a postal address in one cell). It must have letters and look like an address: a number, two
/// words, or a word for a street. E-mail and IP addresses, URLs, MAC and wallet addresses are
/// not taken.
///
/// In running text it is street, house number and flat on one line, in the order of the country:
/// `12 High Street`, `Musterstraße 12`, `Storgata 5`, `12 rue de la Gare`, `Calle Mayor 12`,
/// `Rua das Flores, 12`, `中山路12号`, or what a label names if it has a number. Postal code and town
/// are kinds of their own and not part of it.
///
/// A stand-in keeps the form: where the number stands and how many digits it has, words for
/// streets (`Street`, `Rue`, `-straße`, `路`), directions, units and particles; names become
/// invented ones and digits others. Postal codes and towns in the same cell change too, so they
/// do not belong together any more.
///
/// Source: common usage; Universal Postal Union, S42 (international address components).
pub(crate) struct StreetAddress;

/// Words that stay, in lower case: kinds of streets and buildings, directions, particles; by the language whose
/// family names streets get.
static KEPT: [(&Names, &[&str]); 7] = [
    (
        &names::ENGLISH,
        &[
            "street",
            "st",
            "road",
            "rd",
            "avenue",
            "ave",
            "av",
            "lane",
            "ln",
            "drive",
            "dr",
            "court",
            "ct",
            "place",
            "pl",
            "square",
            "sq",
            "boulevard",
            "blvd",
            "terrace",
            "way",
            "close",
            "crescent",
            "highway",
            "hwy",
            "parkway",
            "pkwy",
            "circle",
            "gardens",
            "grove",
            "cir",
            "trail",
            "row",
            "hill",
            "apt",
            "apartment",
            "suite",
            "ste",
            "unit",
            "floor",
            "fl",
            "flat",
            "building",
            "bldg",
            "block",
            "room",
            "po",
            "box",
            "north",
            "south",
            "east",
            "west",
            "n",
            "s",
            "e",
            "w",
            "ne",
            "nw",
            "se",
            "sw",
            "the",
            "of",
            "and",
        ],
    ),
    (
        &names::GERMAN,
        &[
            "straße", "strasse", "str", "weg", "whg", "wohnung", "platz", "allee", "gasse", "ufer", "ring", "damm",
            "am", "an", "im", "in", "auf", "der", "die", "das", "dem", "den", "zum", "zur", "unter", "haus", "etage",
            "og", "eg", "postfach", "alte", "neue",
        ],
    ),
    (
        &names::NORDIC,
        &[
            "gate",
            "gaten",
            "gata",
            "vei",
            "veien",
            "veg",
            "vegen",
            "plass",
            "plassen",
            "allé",
            "etasje",
            "etg",
            "leil",
            "leilighet",
            "postboks",
            "nedre",
            "øvre",
        ],
    ),
    (
        &names::FRENCH,
        &[
            "rue",
            "bd",
            "allée",
            "quater",
            "bât",
            "appt",
            "et",
            "en",
            "aux",
            "à",
            "sur",
            "sous",
            "chemin",
            "impasse",
            "quai",
            "cours",
            "route",
            "du",
            "de",
            "des",
            "la",
            "le",
            "les",
            "bis",
            "ter",
            "bp",
            "cedex",
            "résidence",
            "appartement",
            "étage",
        ],
    ),
    (
        &names::SPANISH,
        &[
            "calle",
            "carrer",
            "carretera",
            "ronda",
            "gran",
            "vía",
            "travesía",
            "portal",
            "bloque",
            "esc",
            "izda",
            "izq",
            "dcha",
            "dta",
            "fte",
            "casa",
            "avenida",
            "avda",
            "plaza",
            "paseo",
            "camino",
            "carrera",
            "cra",
            "piso",
            "puerta",
            "del",
            "el",
            "los",
            "las",
            "y",
            "esq",
            "nº",
        ],
    ),
    (
        &names::PORTUGUESE,
        &[
            "praceta", "em", "ap", "cj", "conj", "sala", "em", "rua", "praça", "travessa", "alameda", "estrada",
            "rodovia", "largo", "bloco", "apto", "andar", "lote", "do", "da", "dos", "dto", "no", "nr",
        ],
    ),
    (
        &names::CYRILLIC,
        &[
            "ул",
            "улица",
            "просп",
            "проспект",
            "пр",
            "пер",
            "переулок",
            "пл",
            "площадь",
            "наб",
            "набережная",
            "бульвар",
            "бул",
            "шоссе",
            "ш",
            "д",
            "дом",
            "корп",
            "корпус",
            "стр",
            "кв",
            "квартира",
            "г",
            "город",
            "обл",
            "область",
        ],
    ),
];

/// Ends of compound street names that stay, in lower case, and first parts of invented ones.
static COMPOUNDS: [(&Names, &[&str], &[&str]); 3] = [
    (
        &names::GERMAN,
        &["straße", "strasse", "str", "gasse", "platz", "allee", "damm", "ufer", "weg", "ring"],
        &[
            "Ahorn", "Birken", "Buchen", "Linden", "Eichen", "Rosen", "Garten", "Wiesen", "Wald", "Berg", "Tal",
            "Mühlen", "Brunnen", "Sonnen", "Feld", "Stein", "Kirsch", "Apfel", "Nelken", "Tulpen", "Lerchen", "Falken",
            "Nord", "Ost",
        ],
    ),
    (
        &names::NORDIC,
        &["gaten", "gate", "gata", "veien", "vegen", "veg", "vei", "plassen", "plass"],
        &[
            "Bekke", "Berg", "Bjerke", "Elve", "Fjell", "Fjord", "Furu", "Granit", "Hage", "Haug", "Kirke", "Klokker",
            "Myr", "Nord", "Nygards", "Skog", "Sol", "Solbakke", "Stein", "Strand", "Sund", "Vest",
        ],
    ),
    (
        &names::ENGLISH,
        &["street", "road"],
        &[
            "Ash", "Birch", "Brook", "Castle", "Church", "Elm", "Ferry", "Garden", "Hill", "Maple", "Mill", "North",
            "Oak", "Park", "River", "Rose", "Spring", "Station", "Stone", "West",
        ],
    ),
];

/// Han characters that end the parts of a Chinese address.
const HAN_KEPT: &str = "省市区县镇乡村路街道巷弄段条胡同房户号楼栋幢单元室层座东南西北大里院园";

/// The column, and all leads.
static TRIGGERS: [Trigger<'static>; leads::COUNT + 1] = leads::LEADS.triggers(&[Trigger::Column]);

impl Detector for StreetAddress {
    fn facts(&self) -> Facts<'_> {
        Facts {
            group: Group::Contact,
            example: "12 Example Street",
            multiline: true,
            context: &[
                "address",
                "live at",
                "lives at",
                "ship to",
                "deliver",
                "adresse",
                "anschrift",
                "wohnhaft",
                "wohne",
                "domicilio",
                "dirección",
                "habite",
                "domicilié",
                "morada",
                "endereço",
                "地址",
                "住址",
            ],
            columns: &[
                "street",
                "street address",
                "address line",
                "addr line",
                "address 1 line",
                "address 2 line",
                "address 3 line",
                "street name",
                "street line",
                "=address",
                "=addr",
                "=addresses",
                "home address",
                "mailing address",
                "postal address",
                "billing address",
                "shipping address",
                "delivery address",
                "residential address",
                "work address",
                "office address",
                "customer address",
                "client address",
                "patient address",
                "employee address",
                "full address",
                "contact address",
                "permanent address",
                "current address",
                "legal address",
                "property address",
                "address street",
                "house address",
                "user address",
                "physical address",
                "bill to address",
                "ship to address",
                "invoice address", // en
                "straße",
                "strasse",
                "=str",
                "strassenname",
                "straßenname",
                "hausanschrift",
                "anschrift",
                "=adresse",
                "wohnadresse",
                "lieferadresse",
                "rechnungsadresse",
                "postadresse",
                "privatadresse",
                "kundenadresse",
                "adresszeile",
                "strasse hausnr",
                "straße hausnr",
                "strasse nr",
                "straße nr",
                "straße hausnummer",
                "strasse hausnummer", // de
                "gateadresse",
                "veiadresse",
                "besøksadresse",
                "bostedsadresse",
                "boligadresse",
                "hjemmeadresse",
                "leveringsadresse",
                "fakturaadresse",
                "adresselinje",
                "gatenavn",
                "=gate", // no
                "=rue",
                "nom rue",
                "nom de rue",
                "adresse postale",
                "adresse ligne",
                "adresse livraison",
                "adresse de livraison",
                "adresse facturation",
                "adresse de facturation",
                "adresse domicile",
                "adresse client",
                "domicile",
                "numero et rue", // fr
                "calle",
                "=dirección",
                "=direccion",
                "dirección postal",
                "direccion postal",
                "direccion envio",
                "dirección de envío",
                "direccion facturacion",
                "direccion cliente",
                "domicilio",
                "direccion domicilio", // es
                "endereço",
                "endereco",
                "=rua",
                "logradouro",
                "=morada",
                "morada cliente",
                "endereco entrega",
                "endereco residencial", // pt
                "=地址",
                "家庭地址",
                "收货地址",
                "联系地址",
                "通讯地址",
                "通信地址",
                "详细地址",
                "居住地址",
                "公司地址",
                "邮寄地址",
                "办公地址",
                "注册地址",
                "户籍地址",
                "客户地址",
                "街道",
                "住址",
                "街道地址", // zh
            ],
            ..Facts::new("STREET_ADDRESS", "Street address", "common usage; Universal Postal Union, S42")
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

    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let mut draw = Draw::new(key, "address", canonical);
        let start = out.len();
        let mut folded = Vec::new();
        // Another try only when a draw gave the address itself.
        for _ in 0..8 {
            rewrite(found, &mut draw, out);
            folded.clear();
            words::fold(&out[start..], &mut folded);
            if address_score(&out[start..]).is_none() {
                break;
            }
            if folded != canonical {
                return;
            }
            out.truncate(start);
        }
        out.truncate(start);
        draw.text(b"123456789", 2, out);
        out.push(b' ');
        out.extend_from_slice(MIXED.family(&mut draw).as_bytes());
        out.extend_from_slice(b" Street");
    }

    fn keep(&self, _: &[u8]) -> Keep {
        Keep { head: 0, tail: 0 }
    }
}

/// The cell of a column of addresses, without the blanks around it.
fn whole_cell(at: &At<'_>) -> Option<Hit> {
    let text = at.text();
    let cell = text.trim_ascii();
    let start = text.len() - text.trim_ascii_start().len();
    let score = address_score(cell)?;
    let hit = Hit::pattern(start, start + cell.len(), score);
    Some(if at.more() { hit.pending() } else { hit })
}

/// How likely a trimmed cell of a column named so is an address; `None` if it is something else.
fn address_score(cell: &[u8]) -> Option<u16> {
    if !(2..=300).contains(&cell.len()) || words::is_placeholder(cell) {
        return None;
    }
    let sign = |b: &u8| {
        matches!(b, b'@' | b'\\' | b'{' | b'}' | b'[' | b']' | b'<' | b'>' | b'=' | b'_' | b'|' | b':' | b'?' | b'%')
            || b.is_ascii_control() && !matches!(b, b'\n' | b'\r' | b'\t')
    };
    // `c/o` and `12/3` are addresses, `/usr/bin` is a path.
    if cell.iter().any(sign) || cell.starts_with(b"/") {
        return None;
    }
    let (mut letters, mut parts, mut digits, mut street) = (0, 0, 0, false);
    for run in words::runs(cell) {
        match run {
            Run::Letters(word) => {
                letters += word.len();
                parts += 1;
                street |= word.len() > 2 && (is_kept(word) || compound(word).is_some());
                if word.len() > 40 && word.is_ascii() {
                    return None;
                }
            }
            Run::Han(run, n) => {
                letters += n * 2;
                parts += n / 2;
                street |= core::str::from_utf8(run).is_ok_and(|s| s.chars().any(|c| HAN_KEPT.contains(c)));
            }
            Run::Digits(run) => digits += run.len(),
            Run::Other(_) => {}
        }
    }
    // Tokens and hashes: one word in which letters and digits alternate.
    let word = !cell.iter().any(u8::is_ascii_whitespace) && cell.is_ascii();
    if letters < 2
        || word && (parts > 2 || parts > 1 && !street && digits > 0 || cell.len() > 40)
        || digits > letters * 4
    {
        return None;
    }
    match (digits > 0, parts > 1, street) {
        (true, ..) => Some(800),
        (false, _, true) => Some(750),
        (false, true, false) => Some(600),
        // One word, such as `Broadway` or a code.
        (false, false, false) if letters >= 4 => Some(300),
        _ => None,
    }
}

/// The language that most words for streets and buildings speak for, else most names.
fn language(found: &[u8]) -> &'static Names {
    let mut votes = [0; KEPT.len()];
    for run in words::runs(found) {
        let Run::Letters(word) = run else { continue };
        let compound = compound(word).map(|(names, ..)| names);
        for ((names, kept), vote) in KEPT.iter().zip(&mut votes) {
            *vote += u8::from(is_one_of(word, kept) || compound.is_some_and(|of| core::ptr::eq(of, *names)));
        }
    }
    let most = votes.into_iter().max().unwrap_or_default();
    let mut best = KEPT.iter().zip(votes).filter(|(_, vote)| *vote == most);
    match (best.next(), best.next()) {
        (Some(((names, _), _)), None) => names,
        _ => Names::like(found),
    }
}

/// Writes other names and numbers in the places of those found.
fn rewrite(found: &[u8], draw: &mut Draw<'_>, out: &mut Vec<u8>) {
    let language = language(found);
    let (mut at, mut after_digits) = (0, false);
    for run in words::runs(found) {
        let start = at;
        match run {
            Run::Letters(word) => {
                at += word.len();
                if is_kept(word) || is_of_abbreviation(found, start) {
                    out.extend_from_slice(word);
                } else if after_digits && word.len() <= 3 {
                    words::push_tail(draw, word, out);
                } else if let [letter] = word {
                    words::push_letter(draw, *letter, out);
                } else if let Some((_, stems, end)) = compound(word) {
                    let stem = &word[..word.len() - end.len()];
                    words::push_cased(words::pick_other(draw, stems, stem), word, out);
                    out.extend_from_slice(end);
                } else {
                    let names = Script::of(word).and_then(Script::names).unwrap_or(language);
                    words::push_cased(names.other_family(word, draw), word, out);
                }
            }
            Run::Han(run, _) => {
                at += run.len();
                for c in core::str::from_utf8(run).unwrap_or_default().chars() {
                    if HAN_KEPT.contains(c) {
                        out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                    } else {
                        names::han_given(draw, 1, out);
                    }
                }
            }
            Run::Digits(run) => {
                at += run.len();
                words::push_digits(draw, run, out);
            }
            Run::Other(run) => {
                at += run.len();
                out.extend_from_slice(run);
            }
        }
        after_digits = matches!(run, Run::Digits(_));
    }
}

/// Abbreviations of single letters that stay: care of, `calle`, post office.
const ABBREVIATIONS: &[&[u8]] = &[b"c/o", b"c/ ", b"p.o", b"p o"];

/// Whether the letter at `at` is the first or the last of such an abbreviation.
fn is_of_abbreviation(found: &[u8], at: usize) -> bool {
    let is = |from: Option<usize>| {
        let part = from.and_then(|from| found.get(from..from + 3));
        part.is_some_and(|part| ABBREVIATIONS.iter().any(|a| a.eq_ignore_ascii_case(part)))
    };
    is(Some(at)) || is(at.checked_sub(2))
}

fn is_kept(word: &[u8]) -> bool {
    KEPT.iter().any(|(_, kept)| is_one_of(word, kept))
}

fn is_one_of(word: &[u8], list: &[&str]) -> bool {
    let text = core::str::from_utf8(word).unwrap_or_default();
    list.iter().any(|known| known.chars().eq(text.chars().flat_map(char::to_lowercase)))
}

/// The language, the stems that others of it have, and the street word that ends a compound of at least three bytes
/// more: `straße` of `Hauptstraße`.
fn compound(word: &[u8]) -> Option<(&'static Names, &'static [&'static str], &[u8])> {
    COMPOUNDS.iter().find_map(|(names, ends, stems)| {
        let end = ends.iter().find_map(|end| {
            let at = word.len().checked_sub(end.len()).filter(|at| *at >= 3)?;
            word[at..].eq_ignore_ascii_case(end.as_bytes()).then_some(&word[at..])
        })?;
        Some((*names, *stems, end))
    })
}
