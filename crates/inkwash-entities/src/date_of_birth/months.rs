//! Names of months.

/// A language whose month names are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    English,
    German,
    Norwegian,
    French,
    Spanish,
    Portuguese,
}

/// Full names and abbreviations (without points), in lower case, January first. Source: Unicode
/// Common Locale Data Repository, Gregorian calendar, and common usage.
const NAMES: &[(Language, [&str; 12], [&str; 12])] = &[
    (
        Language::English,
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
    ),
    (
        Language::German,
        [
            "januar",
            "februar",
            "märz",
            "april",
            "mai",
            "juni",
            "juli",
            "august",
            "september",
            "oktober",
            "november",
            "dezember",
        ],
        ["jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"],
    ),
    (
        Language::Norwegian,
        [
            "januar",
            "februar",
            "mars",
            "april",
            "mai",
            "juni",
            "juli",
            "august",
            "september",
            "oktober",
            "november",
            "desember",
        ],
        ["jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des"],
    ),
    (
        Language::French,
        [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
        ["janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"],
    ),
    (
        Language::Spanish,
        [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
        ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"],
    ),
    (
        Language::Portuguese,
        [
            "janeiro",
            "fevereiro",
            "março",
            "abril",
            "maio",
            "junho",
            "julho",
            "agosto",
            "setembro",
            "outubro",
            "novembro",
            "dezembro",
        ],
        ["jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"],
    ),
];

/// A month's name as found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// From 1.
    pub(super) month: u32,
    /// The language it was read in; names that several share are read in the first asked.
    pub(super) language: Language,
    /// An abbreviation.
    pub(super) short: bool,
}

/// Reads a month's name, whatever its case, in the first of these languages that has it.
pub(super) fn read(word: &[u8], order: &[Language]) -> Option<Name> {
    let word = core::str::from_utf8(word).ok()?;
    let first = word.chars().next()?;
    // Every name begins with one of these; most other words are turned away here.
    if word.len() > 12 || !"jfmasondeJFMASONDE".contains(first) {
        return None;
    }
    let is = |name: &str| word.chars().flat_map(char::to_lowercase).eq(name.chars());
    order.iter().find_map(|wanted| {
        let (language, full, short) = NAMES.iter().find(|(l, ..)| l == wanted)?;
        let position = |names: &[&str; 12]| names.iter().position(|n| is(n)).map(|i| i as u32 + 1);
        position(full)
            .map(|month| Name { month, language: *language, short: false })
            .or_else(|| position(short).map(|month| Name { month, language: *language, short: true }))
    })
}

/// The name of another month in the same language and length.
pub(super) fn name(of: Name, month: u32) -> &'static str {
    let row = NAMES.iter().find(|(l, ..)| *l == of.language).unwrap_or(&NAMES[0]);
    let names = if of.short { &row.2 } else { &row.1 };
    names[(month as usize + 11) % 12]
}
