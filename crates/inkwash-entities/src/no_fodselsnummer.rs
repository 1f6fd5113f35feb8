use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Keep, Trigger, Wish};

use crate::checks::weighted_mod_11;
use crate::style::{Draw, pour};
use crate::unique::{digits_from, is_whole, number, spoil_last, write_number};

/// Norwegian national identity number (fødselsnummer) and its kin, `020132 99997`.
///
/// Eleven digits: date (ddmmyy), individual number (3), two check digits. A D-number, for those
/// who do not live in Norway, has the day plus 40; a hospital's temporary H-number, and NAV's
/// synthetic persons, the month plus 40; Norsk helsenett's synthetic persons the month plus 65,
/// the tax authority's (Tenor, Test-Norge) plus 80. 0.06 % of all eleven-digit numbers pass as
/// ordinary or D-numbers, 0.24 % as any of them.
///
/// The individual number used to tell the century. From 2032 it does not any more (it does not
/// in D-numbers since 2021), so none is refused, and 29 February counts in years divisible by
/// four. From 2032 the first check digit may also be one, two or three more (modulo 11): such
/// numbers are recognised where context or a column's name says so.
///
/// Stand-ins have the month plus 80, which is nobody's: see [`stand_in`] for those whose month
/// has something added already.
///
/// Source: Lov om folkeregistrering with its regulation FOR-2017-07-14-1201, §§ 2-2 and 2-3;
/// Skatteetaten, "Nytt fødselsnummer fra 2032" and "Utvidelse av D-nummerserien" (2021).
pub(crate) struct NoFodselsnummer;

const WEIGHTS_1: [u32; 9] = [3, 7, 6, 1, 8, 9, 4, 5, 2];
const WEIGHTS_2: [u32; 10] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/// What is added to the month: nothing, H-number or NAV, Norsk helsenett, Skatteetaten.
const MONTHS_ADDED: [u8; 4] = [0, 40, 65, 80];
/// Days of a leap year before each month's first.
const DAYS_BEFORE: [u16; 12] = [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335];
/// Years of two digits, days of a leap year, first two digits of the individual number.
const CELLS: u128 = 100 * 366 * 100;

impl Detector for NoFodselsnummer {
    fn facts(&self) -> Facts<'_> {
        Facts {
            group: Group::Government,
            example: "301082 99920",
            check: "mod-11-two-digits",
            regions: &["NO"],
            context: &[
                "fnr",
                "fødselsnummer",
                "fodselsnummer",
                "fødselsnr",
                "fodselsnr",
                "fødselsnumre",
                "foedselsnummer",
                "personnummer",
                "personnr",
                "pnr",
                "d-nummer",
                "dnummer",
                "dnr",
                "h-nummer",
                "personident",
                "folkeregister",
                "national identity",
                "national id",
                "norwegian id",
                "norwegische",
                "nin",
                "født",
                "fødd",
            ],
            against: &[
                "ordre",
                "order",
                "faktura",
                "invoice",
                "kid",
                "sporing",
                "tracking",
                "sendingsnummer",
                "timestamp",
                "rechnung",
                "bestellung",
                "commande",
                "facture",
                "pedido",
                "factura",
                "fatura",
                "订单",
                "发票",
            ],
            columns: &[
                "fnr",
                "fødselsnummer",
                "fødselsnr",
                "fodselsnummer",
                "fodselsnr",
                "foedselsnummer",
                "personnummer",
                "personnr",
                "dnr",
                "d nummer",
                "dnummer",
                "personident",
                "norsk ident",
                "folkeregisterident",
                "folkeregisteridentifikator",
                "national identity",
                "national id",
                "nin",
            ],
            unique: true,
            ..Facts::new(
                "NO_FODSELSNUMMER",
                "Norwegian national identity number",
                "Skatteetaten; FOR-2017-07-14-1201 (folkeregisterforskriften) §§ 2-2, 2-3",
            )
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        // Days 01 to 31 and 41 to 71; months 01 to 12, 41 to 52, 66 to 77, 81 to 92.
        &[
            Trigger::Shape("~ ![0-9A-Za-z] [0-7]9[0-14-9]9{8} ![0-9A-Za-z]"),
            Trigger::Shape("~ ![0-9A-Za-z] [0-7]9[0-14-9]9{3}[ -]9{5} ![0-9A-Za-z]"),
        ]
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let start = at.pos();
        if !matches!(at.byte(start), b'0'..=b'7') || at.before(start).is_ascii_alphanumeric() {
            return None;
        }
        let (end, parted) = match digits_from(at, start, 12) {
            11 => (start + 11, false),
            6 if matches!(at.byte(start + 6), b' ' | b'-') && digits_from(at, start + 7, 6) == 5 => (start + 12, true),
            _ => return None,
        };
        let mut digits = [0; 11];
        let source = at.text().get(start..end)?.iter().filter(|b| b.is_ascii_digit());
        digits.iter_mut().zip(source).for_each(|(d, s)| *d = *s);
        let number = Number::read(&digits).filter(|_| is_whole(at, start, end))?;
        let score = match (number.more, parted) {
            // Settled: on people's lines stand orders and invoices too. Synthetic numbers count
            // as much as ordinary ones, for stand-ins must be found where the value was.
            (0, false) => 900,
            (0, true) => 940,
            // Four times as many pass, and none is issued before 2032.
            _ => 300,
        };
        Some(Hit::checked(start, end, score, "mod-11-two-digits"))
    }

    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        out.extend(found.iter().filter(|b| b.is_ascii_digit()));
    }

    /// Two check digits, the first of which may be one of four.
    fn one_in(&self, value: &[u8]) -> u32 {
        let mut digits = [0; 11];
        let source = value.iter().filter(|b| b.is_ascii_digit());
        digits.iter_mut().zip(source).for_each(|(d, s)| *d = *s);
        if Number::date(&digits).is_some() { 25 } else { 1 }
    }

    fn keep(&self, _: &[u8]) -> Keep {
        // The last five are what is secret of it; the date of birth is no better.
        Keep { head: 0, tail: 2 }
    }

    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        match Number::read(canonical) {
            Some(number) => pour(found, &stand_in(number, canonical, key), out),
            None => pour(b"000000 00000", &drawn(canonical, key), out),
        }
    }

    fn mint_as(&self, wish: Wish, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) -> bool {
        if wish != Wish::WrongCheck {
            return false;
        }
        let start = out.len();
        self.mint(found, canonical, key, out);
        spoil_last(out, start, |digits| Number::read(digits).is_some())
    }
}

/// A valid number, in its independent parts.
#[derive(Clone, Copy)]
struct Number {
    /// The day has 40 added.
    d_number: bool,
    /// Index in [`MONTHS_ADDED`].
    added: usize,
    /// Date and the first two digits of the individual number: below [`CELLS`].
    cell: u128,
    /// Which of the digits that can come next comes next: see [`thirds`].
    slot: usize,
    /// By how much the first check digit exceeds the one that counts before 2032: 0 to 3.
    more: u32,
}

impl Number {
    fn read(digits: &[u8]) -> Option<Self> {
        if digits.len() != 11 || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let (d_number, added, cell) = Self::date(digits)?;
        let more = (0..4).find(|&more| checks(&digits[..9], more) == Some([digits[9], digits[10]]))?;
        let slot = thirds(&digits[..8], more).position(|d| d == digits[8])?;
        Some(Self { d_number, added, cell, slot, more })
    }

    /// Whether it is a D-number, which months it adds, and its cell.
    fn date(digits: &[u8]) -> Option<(bool, usize, u128)> {
        let two =
            |i: usize| digits[i].wrapping_sub(b'0').wrapping_mul(10).wrapping_add(digits[i + 1].wrapping_sub(b'0'));
        let d_number = two(0) > 40;
        let day = u16::from(if d_number { two(0) - 40 } else { two(0) });
        let added = MONTHS_ADDED.iter().rposition(|&a| two(2) > a)?;
        let month = usize::from(two(2) - MONTHS_ADDED[added]);
        let before = *DAYS_BEFORE.get(month.wrapping_sub(1))?;
        let next = DAYS_BEFORE.get(month).copied().unwrap_or(366);
        if day == 0 || day > next - before {
            return None;
        }
        let cell = (u128::from(two(4)) * 366 + u128::from(before + day - 1)) * 100 + number(&digits[6..8]);
        is_cell(cell).then_some((d_number, added, cell))
    }

    /// The digits, if there is such a number.
    fn write(self) -> Option<[u8; 11]> {
        let mut digits = [0; 11];
        let day_of_year = (self.cell / 100 % 366) as u16;
        let month = DAYS_BEFORE.iter().rposition(|&d| d <= day_of_year)?;
        let day = day_of_year - DAYS_BEFORE[month] + 1 + if self.d_number { 40 } else { 0 };
        write_number(day.into(), &mut digits[..2]);
        write_number(month as u128 + 1 + u128::from(MONTHS_ADDED[self.added]), &mut digits[2..4]);
        write_number(self.cell / 36_600, &mut digits[4..6]);
        write_number(self.cell % 100, &mut digits[6..8]);
        let third = thirds(&digits[..8], self.more).nth(self.slot)?;
        digits[8] = third;
        let checks = checks(&digits[..9], self.more)?;
        digits[9..].copy_from_slice(&checks);
        Some(digits)
    }
}

/// Whether the cell's date exists: 29 February only in years divisible by four.
fn is_cell(cell: u128) -> bool {
    cell / 100 % 366 != 59 || (cell / 36_600).is_multiple_of(4)
}

/// The two check digits of nine digits, the first of them `more` than before 2032; `None` if one
/// of them would be ten.
fn checks(nine: &[u8], more: u32) -> Option<[u8; 2]> {
    let first = (11 + more - weighted_mod_11(nine, &WEIGHTS_1)) % 11;
    let second = (22 - weighted_mod_11(nine, &WEIGHTS_2) - first * WEIGHTS_2[9] % 11) % 11;
    (first < 10 && second < 10).then_some([b'0' + first as u8, b'0' + second as u8])
}

/// The last digits of the individual number that give check digits below ten, ascending. Of the
/// eleven residues each check rules out one and ten is no digit: eight, nine or ten remain.
fn thirds(eight: &[u8], more: u32) -> impl Iterator<Item = u8> + '_ {
    (b'0'..=b'9').filter(move |&third| {
        let mut nine = [third; 9];
        nine.iter_mut().zip(eight).for_each(|(n, e)| *n = *e);
        checks(&nine, more).is_some()
    })
}

/// A valid number's stand-in.
///
/// One-to-one on the finite set of all numbers that are recognised means onto it, so not every
/// kind can be sent to one that is nobody's. The month's addition moves on in a circle: ordinary
/// numbers get the tax authority's synthetic 80, those get Norsk helsenett's 65, and only those,
/// which are in no production data, come round to ordinary ones. An H-number becomes a synthetic
/// D-number and the reverse. So scrubbing twice still gives nobody's numbers.
///
/// Date and individual number are permuted. The first eight digits that can stand last in the
/// individual number exist in every cell, so the permutation and one step suffice. The ninth and
/// tenth (one number in thirty) exist in some cells only: there the step is repeated until it
/// meets one, which keeps the map one-to-one, but ends in an ordinary number for one in ninety.
fn stand_in(number: Number, canonical: &[u8], key: &EntityKey) -> [u8; 11] {
    let mut n = number;
    let rare = n.slot >= 8;
    let (from, slots) = if rare { (8, 2) } else { (0, 8) };
    let tweak = u32::from(n.d_number && n.added != 1) | n.more << 2 | u32::from(rare) << 4;
    loop {
        loop {
            let rank = key.permute(tweak, n.cell * slots + (n.slot - from) as u128, CELLS * slots);
            (n.cell, n.slot) = (rank / slots, (rank % slots) as usize + from);
            if is_cell(n.cell) {
                break;
            }
        }
        match n.added {
            1 => n.d_number = !n.d_number,
            added => n.added = [3, 1, 0, 2][added],
        }
        if let Some(digits) = n.write() {
            // A rare slot may be alone on its circle (the chance is below one in a million).
            return if digits == canonical { drawn(canonical, key) } else { digits };
        }
    }
}

/// A synthetic number that depends on nothing but the value's bytes.
fn drawn(value: &[u8], key: &EntityKey) -> [u8; 11] {
    let mut draw = Draw::new(key, "no-fodselsnummer", value);
    let mut n = Number { d_number: false, added: 3, cell: 0, slot: 0, more: 0 };
    loop {
        n.cell = u128::from(draw.below(CELLS as u64));
        n.slot = draw.below(8) as usize;
        if let Some(digits) = n.write().filter(|d| is_cell(n.cell) && d.as_slice() != value) {
            return digits;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use inkwash_core::RootKey;
    use std::collections::BTreeSet;

    #[test]
    fn published_numbers_are_valid() {
        // Skatteetaten's example for 2032, and synthetic numbers published by Skatteetaten (80)
        // and NAV (40), ordinary and D.
        for (digits, more) in [
            ("02013299997", 0),
            ("30108299920", 0),
            ("30108299939", 1),
            ("17912099997", 0),
            ("57912075186", 0),
            ("29822099635", 0),
            ("15507600333", 0),
            ("55507608360", 0),
        ] {
            let number = Number::read(digits.as_bytes()).unwrap_or_else(|| panic!("{digits}"));
            assert_eq!(number.more, more, "{digits}");
            assert_eq!(number.write().as_ref().map(|d| &d[..]), Some(digits.as_bytes()));
        }
        assert!(Number::read(b"02013299998").is_none() && Number::read(b"30028299920").is_none());
    }

    #[test]
    fn distinct_numbers_have_distinct_stand_ins() {
        let key = RootKey::new([3; 32]).entity("NO_FODSELSNUMMER");
        let (mut seen, mut count, mut ordinary) = (BTreeSet::new(), 0, 0);
        for added in 0..4 {
            for d_number in [false, true] {
                for cell in (3_000_000..3_000_900).filter(|c| is_cell(*c)) {
                    for slot in 0..10 {
                        let n = Number { d_number, added, cell, slot, more: 0 };
                        let Some(digits) = n.write() else { continue };
                        let stand_in = stand_in(n, &digits, &key);
                        let read = Number::read(&stand_in).expect("a stand-in is valid");
                        assert_ne!(stand_in, digits);
                        count += 1;
                        seen.insert(stand_in);
                        ordinary += usize::from(added == 0 && read.added == 0);
                        assert!(slot >= 8 || added != 0 || read.added == 3);
                    }
                }
            }
        }
        assert_eq!(seen.len(), count);
        assert!(ordinary * 40 < count / 4, "{ordinary} of {} ordinary numbers stay ordinary", count / 4);
    }
}
