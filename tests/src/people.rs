//! Invented people with every identifier that the database tests need. All values come from a
//! fixed generator; check digits are valid. The names are made of syllables and stand in no
//! lexicon, so that a stand-in cannot equal them by chance.

/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
/// OOPSLA 2014): small, repeatable, good enough for test data.
pub struct Rng(u64);

impl Rng {
    /// A generator that always gives the same numbers for the same seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub const fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub const fn range(&mut self, low: u64, high: u64) -> u64 {
        low + self.next_u64() % (high - low + 1)
    }

    /// `n` decimal digits.
    pub fn digits(&mut self, n: usize) -> String {
        (0..n).map(|_| char::from(b'0' + self.range(0, 9) as u8)).collect()
    }

    /// `n` characters of `alphabet`.
    pub fn chars(&mut self, n: usize, alphabet: &str) -> String {
        let alphabet = alphabet.as_bytes();
        (0..n).map(|_| char::from(alphabet[self.range(0, alphabet.len() as u64 - 1) as usize])).collect()
    }

    /// One of the items.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.range(0, items.len() as u64 - 1) as usize]
    }
}

/// One invented person.
pub struct Person {
    /// From 1.
    pub id: u64,
    /// Given and family name; distinct for every person.
    pub full_name: String,
    /// Distinct, at domains that can never exist (RFC 2606, RFC 6761).
    pub email: String,
    /// E.164 with the plus sign, distinct.
    pub phone: String,
    /// The same number as people write it: `+47 412 34 567`.
    pub phone_spaced: String,
    /// 16 digits with a valid Luhn digit.
    pub card: String,
    /// Electronic form, valid mod 97.
    pub iban: String,
    /// US social security number with dashes.
    pub ssn: String,
    /// Norwegian national identity number, both check digits valid.
    pub fnr: String,
    /// `YYYY-MM-DD`.
    pub birth_date: String,
    /// Street and number.
    pub street: String,
    /// IPv4 address in 198.18.0.0/15 (RFC 2544: never on the internet).
    pub ipv4: String,
    /// IPv6 address in 2001:db8::/32 (RFC 3849: documentation).
    pub ipv6: String,
    /// Locally administered MAC address.
    pub mac: String,
}

impl Person {
    /// The card in groups of four.
    #[must_use]
    pub fn card_grouped(&self) -> String {
        groups_of_four(&self.card)
    }

    /// The IBAN in groups of four, its print form.
    #[must_use]
    pub fn iban_grouped(&self) -> String {
        groups_of_four(&self.iban)
    }

    /// The national number as `ddmmyy nnnnn`.
    #[must_use]
    pub fn fnr_spaced(&self) -> String {
        format!("{} {}", &self.fnr[..6], &self.fnr[6..])
    }
}

fn groups_of_four(text: &str) -> String {
    let groups: Vec<&str> = (0..text.len()).step_by(4).map(|i| &text[i..text.len().min(i + 4)]).collect();
    groups.join(" ")
}

/// `n` people, always the same ones.
#[must_use]
pub fn people(n: u64) -> Vec<Person> {
    let mut rng = Rng::new(0x1D4B_0C0A);
    (1..=n).map(|id| person(id, &mut rng)).collect()
}

/// The person with this number. The first 19,488 have distinct values in every field that
/// identifies; from then on only the e-mail address is certain to be distinct.
#[must_use]
pub fn person(id: u64, rng: &mut Rng) -> Person {
    const FIRST: [&str; 24] = [
        "Torvena", "Quillam", "Brisela", "Åsgrith", "Ludvara", "Joxanne", "Pelmira", "Øydvar", "Zanthe", "Kveldra",
        "Mirofan", "Hjordulf", "Ysolvan", "Dragmund", "Ferelith", "Gwynnar", "Ottiria", "Selvanne", "Ulvrika",
        "Varnicia", "Wendrik", "Xandriel", "Éloanne", "Nivolae",
    ];
    const START: [&str; 20] = [
        "Brak", "Drov", "Fjell", "Grim", "Halv", "Jost", "Krev", "Lund", "Mosk", "Norv", "Plen", "Quar", "Rosk",
        "Skarp", "Tveit", "Ulf", "Vext", "Wrin", "Ylv", "Zorn",
    ];
    const MIDDLE: [&str; 20] = [
        "a", "abel", "amar", "e", "edil", "enor", "i", "ibor", "ilas", "o", "odun", "omir", "u", "udar", "ugin", "y",
        "ydan", "yrel", "ø", "å",
    ];
    const END: [&str; 20] = [
        "bakken", "berk", "dahlen", "fossvik", "gaardt", "holtz", "jansk", "kampen", "lykke", "mosen", "nesset",
        "plasse", "rudd", "sethren", "stadt", "torpe", "vangen", "vollan", "wick", "zell",
    ];
    const DOMAINS: [&str; 6] = [
        "kundenpost.test",
        "mail.nordvind.example",
        "post.sehr-gut.test",
        "correo.ejemplar.test",
        "Brevkasse.TEST",
        "a.b.c.invalid-shop.example",
    ];
    const STREETS: [&str; 8] = [
        "Skogbrynveien",
        "Kvernhaugalleen",
        "Grünspechtstraße",
        "Harrowmere Lane",
        "Calle Olmedilla",
        "Rue du Pinsonnet",
        "Rua da Vesperal",
        "Birketoppen",
    ];
    let first = *rng.pick(&FIRST);
    let n = id as usize;
    let last = format!("{}{}{}", START[n % 20], MIDDLE[n / 20 % 20], END[n / 400 % 20]);
    let ascii = |name: &str| -> String {
        name.to_lowercase()
            .replace('å', "aa")
            .replace('ø', "oe")
            .replace('é', "e")
            .replace(|c: char| !c.is_ascii_alphabetic(), "")
    };
    let tag = if id.is_multiple_of(7) { "+shop" } else { "" };
    let email = format!("{}.{}{id}{tag}@{}", ascii(first), ascii(&last), rng.pick(&DOMAINS));
    let (phone, phone_spaced) = phone(id, rng);
    // Distinct for the first 19,488 people, and with it the national number.
    let (year, month, day) = (1942 + id / 336 % 58, id / 28 % 12 + 1, id % 28 + 1);
    Person {
        id,
        full_name: format!("{first} {last}"),
        email,
        phone,
        phone_spaced,
        card: card(id, rng),
        iban: iban(id, rng),
        ssn: {
            let area = match rng.range(1, 898) {
                666 => 899,
                area => area,
            };
            format!("{area:03}-{:02}-{:04}", rng.range(1, 99), id % 9999 + 1)
        },
        fnr: fnr(id, year, month, day),
        birth_date: format!("{year:04}-{month:02}-{day:02}"),
        street: match id % 3 {
            0 => format!("{} {} B", rng.pick(&STREETS), rng.range(1, 180)),
            _ => format!("{} {}", rng.pick(&STREETS), rng.range(1, 180)),
        },
        ipv4: format!("198.{}.{}.{}", 18 + id / 65_536 % 2, id / 250 % 256, id % 250 + 2),
        ipv6: format!("2001:db8:{:x}:{:x}::{:x}", rng.range(1, 0xffff), rng.range(1, 0xffff), id % 0xffff),
        mac: format!(
            "02:{:02x}:{:02x}:{:02x}:{:02x}:{:02x}",
            rng.range(0, 255),
            rng.range(0, 255),
            rng.range(0, 255),
            id / 256 % 256,
            id % 256
        ),
    }
}

/// Distinct by `id`: its five digits stand in the number.
fn phone(id: u64, rng: &mut Rng) -> (String, String) {
    let tail = format!("{:05}", id % 100_000);
    match id % 3 {
        0 => {
            let head = format!("{}{}", rng.pick(&["41", "45", "46", "92", "95", "97"]), rng.range(0, 9));
            (format!("+47{head}{tail}"), format!("+47 {head} {} {}", &tail[..2], &tail[2..]))
        }
        1 => {
            let area = rng.pick(&["202", "212", "305", "312", "415", "512", "617", "713"]);
            let exchange = format!("{}{}", rng.range(30, 98), &tail[..1]);
            (format!("+1{area}{exchange}{}", &tail[1..]), format!("+1 {area}-{exchange}-{}", &tail[1..]))
        }
        _ => {
            let head = format!("151{}{}", rng.range(1, 7), rng.range(10, 99));
            (format!("+49{head}{tail}"), format!("+49 {} {}{tail}", &head[..4], &head[4..]))
        }
    }
}

/// Luhn's digit (ISO/IEC 7812-1, annex B) after a Visa or Mastercard range.
fn card(id: u64, rng: &mut Rng) -> String {
    let range = *rng.pick(&["453211", "401288", "542311", "518734"]);
    let body = format!("{range}{:05}{}", id % 100_000, rng.digits(4));
    let sum: u32 = body
        .bytes()
        .rev()
        .enumerate()
        .map(|(i, b)| {
            let digit = u32::from(b - b'0');
            if i % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { digit }
        })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// Check digits by ISO 7064 mod 97-10 as in ISO 13616-1.
fn iban(id: u64, rng: &mut Rng) -> String {
    let (country, bban) = match id % 3 {
        0 => ("DE", format!("{}{:010}", rng.digits(8), id * 7919)),
        1 => ("GB", format!("QQBK{}{:08}", rng.digits(6), id * 7919 % 100_000_000)),
        _ => ("NL", format!("QQBK{:010}", id * 7919 % 1_000_000_000 + rng.range(1, 9) * 1_000_000_000)),
    };
    let mut rest = 0;
    for byte in format!("{bban}{country}00").bytes() {
        let value = if byte.is_ascii_digit() { u32::from(byte - b'0') } else { u32::from(byte - b'A') + 10 };
        rest = (rest * if value > 9 { 100 } else { 10 } + value) % 97;
    }
    format!("{country}{:02}{bban}", 98 - rest)
}

/// Skatteetaten's weights; births 1900 to 1999 take individual numbers 000 to 499.
fn fnr(id: u64, year: u64, month: u64, day: u64) -> String {
    const FIRST: [u32; 9] = [3, 7, 6, 1, 8, 9, 4, 5, 2];
    const SECOND: [u32; 10] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
    let check = |weights: &[u32], digits: &str| -> Option<u32> {
        let sum: u32 = digits.bytes().zip(weights).map(|(b, w)| u32::from(b - b'0') * w).sum();
        let check = (11 - sum % 11) % 11;
        (check < 10).then_some(check)
    };
    for step in 0..500 {
        let mut digits = format!("{day:02}{month:02}{:02}{:03}", year % 100, (id * 13 + step) % 500);
        let Some(first) = check(&FIRST, &digits) else {
            continue;
        };
        digits.push_str(&first.to_string());
        let Some(second) = check(&SECOND, &digits) else {
            continue;
        };
        digits.push_str(&second.to_string());
        return digits;
    }
    unreachable!("most individual numbers have both check digits")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    type Field = fn(&Person) -> &str;

    #[test]
    fn identifiers_are_distinct() {
        let people = people(4000);
        let fields: [(&str, Field); 9] = [
            ("full_name", |p| &p.full_name),
            ("email", |p| &p.email),
            ("phone", |p| &p.phone),
            ("card", |p| &p.card),
            ("iban", |p| &p.iban),
            ("ssn", |p| &p.ssn),
            ("fnr", |p| &p.fnr),
            ("ipv4", |p| &p.ipv4),
            ("mac", |p| &p.mac),
        ];
        for (name, field) in fields {
            let distinct: BTreeSet<&str> = people.iter().map(field).collect();
            assert_eq!(distinct.len(), people.len(), "{name}");
        }
    }
}
