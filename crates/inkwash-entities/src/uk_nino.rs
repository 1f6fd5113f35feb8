use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Keep, Trigger};

use crate::style::{Draw, pour};
use crate::unique::{derange, digits_from, is_whole, number, write_number};

/// United Kingdom national insurance number, `AB 12 34 56 C`.
///
/// Two prefix letters, six digits, a suffix letter A to D. D, F, I, Q, U and V stand in no
/// prefix, O not second; BG, GB, KN, NK, NT, TN and ZZ are not used. There is no check
/// character. One in twelve of all words of that shape keeps these rules, and part numbers have
/// that shape; in pairs, as printed on cards and payslips, hardly anything else is written.
///
/// Stand-ins are numbers that keep the rules: those that break them (`QQ 12 34 56 A` in HMRC's
/// own examples) would not be recognised, and are too few to be distinct.
///
/// Source: HMRC, National Insurance Manual NIM39110.
pub(crate) struct UkNino;

/// Letters that stand first in a prefix; the second is one of them without O.
const FIRST: &[u8; 20] = b"ABCEGHJKLMNOPRSTWXYZ";
const SECOND: &[u8; 19] = b"ABCEGHJKLMNPRSTWXYZ";
const UNUSED: [&[u8; 2]; 7] = [b"BG", b"GB", b"KN", b"NK", b"NT", b"TN", b"ZZ"];
/// How many prefixes keep the rules.
const PREFIXES: u128 = 20 * 19 - 7;
const SIZE: u128 = PREFIXES * 1_000_000 * 4;

impl Detector for UkNino {
    fn facts(&self) -> Facts<'_> {
        Facts {
            group: Group::Government,
            example: "AB 12 34 56 C",
            check: "hmrc-prefix",
            regions: &["GB"],
            context: &[
                "nino",
                "national insurance",
                "national_insurance",
                "nationalinsurance",
                "ni no",
                "ni number",
                "ni num",
                "nin",
                "ni#",
                "payroll",
                "hmrc",
                "paye",
                "p45",
                "p60",
                "sozialversicherung",
                "assurance nationale",
                "seguro nacional",
                "国民保险",
            ],
            against: &[
                "part no", "sku", "serial", "model", "order", "flight", "invoice", "tracking", "product", "batch",
                "artikel", "pedido", "commande", "订单",
            ],
            columns: &["nino", "=ni", "=employee ni", "national insurance", "nat ins", "国民保险号"],
            unique: true,
            ..Facts::new(
                "UK_NINO",
                "United Kingdom national insurance number",
                "HMRC, National Insurance Manual NIM39110",
            )
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        &[Trigger::Shape("![0-9A-Za-z] [A-CEGHJ-PR-TW-Za-ceghj-pr-tw-z]{2}[ -]{0,1}9{2}[ -]{0,1}9{2}[ -]{0,1}9{2}")]
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let start = at.pos();
        let prefix = at.text().get(start..)?.get(..2)?;
        if !prefix.iter().all(u8::is_ascii_alphabetic) || at.before(start).is_ascii_alphanumeric() {
            return None;
        }
        let (separator, first) = match at.byte(start + 2) {
            separator @ (b' ' | b'-') => (Some(separator), start + 3),
            _ => (None, start + 2),
        };
        let parted = |i: usize| separator.is_some_and(|s| at.byte(i) == s);
        let (suffix, in_pairs) = match digits_from(at, first, 7) {
            6 => (first + 6 + usize::from(separator.is_some()), false),
            2 if parted(first + 2)
                && digits_from(at, first + 3, 3) == 2
                && parted(first + 5)
                && digits_from(at, first + 6, 3) == 2 =>
            {
                (first + 9, true)
            }
            _ => return None,
        };
        if separator.is_some() && !parted(suffix - 1) {
            return None;
        }
        let end = suffix + 1;
        let letters = [prefix[0], prefix[1], at.byte(suffix)];
        prefix_rank(&letters[..2])?;
        if !matches!(letters[2].to_ascii_uppercase(), b'A'..=b'D') || !is_whole(at, start, end) {
            return None;
        }
        let upper = letters.iter().all(u8::is_ascii_uppercase);
        let lower = letters.iter().all(u8::is_ascii_lowercase);
        let score = match (in_pairs, separator, upper) {
            (true, Some(b' '), true) => 940,
            (true, _, true) => 850,
            (true, ..) if lower => 600,
            (false, Some(_), true) => 750,
            (false, None, true) => 600,
            _ => 300,
        };
        Some(Hit::checked(start, end, score, "hmrc-prefix"))
    }

    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        out.extend(found.iter().filter(|b| b.is_ascii_alphanumeric()).map(u8::to_ascii_uppercase));
    }

    fn keep(&self, _: &[u8]) -> Keep {
        Keep { head: 0, tail: 3 }
    }

    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        match rank(canonical) {
            Some(rank) => pour(found, &unrank(derange(key, 0, rank, SIZE)), out),
            None => {
                let rank = Draw::new(key, "uk-nino", canonical).below(SIZE as u64);
                pour(b"AA 00 00 00 A", &unrank(rank.into()), out);
            }
        }
    }
}

/// A prefix' place among those that keep the rules, in alphabetical order.
fn prefix_rank(prefix: &[u8]) -> Option<u128> {
    let prefix = [prefix.first()?.to_ascii_uppercase(), prefix.get(1)?.to_ascii_uppercase()];
    let first = FIRST.iter().position(|b| *b == prefix[0])?;
    let second = SECOND.iter().position(|b| *b == prefix[1])?;
    if UNUSED.contains(&&prefix) {
        return None;
    }
    let skipped = UNUSED.iter().filter(|u| ***u < prefix).count();
    Some((first * 19 + second - skipped) as u128)
}

fn rank(nino: &[u8]) -> Option<u128> {
    let (prefix, rest) = nino.split_at_checked(2)?;
    let (digits, suffix) = rest.split_at_checked(6)?;
    let [suffix @ b'A'..=b'D'] = suffix else {
        return None;
    };
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some((prefix_rank(prefix)? * 1_000_000 + number(digits)) * 4 + u128::from(suffix - b'A'))
}

fn unrank(rank: u128) -> [u8; 9] {
    let mut nino = [b'A' + (rank % 4) as u8; 9];
    write_number(rank / 4 % 1_000_000, &mut nino[2..8]);
    let mut prefix = (rank / 4_000_000) as usize;
    for unused in UNUSED {
        let place = |letters: &[u8], b: u8| letters.iter().position(|l| *l == b).unwrap_or(0);
        // Unused prefixes ascend, so each one at or before this place moves it on by one.
        prefix += usize::from(place(FIRST, unused[0]) * 19 + place(SECOND, unused[1]) <= prefix);
    }
    nino[0] = FIRST[prefix / 19 % 20];
    nino[1] = SECOND[prefix % 19];
    nino
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_prefix_has_its_rank() {
        for n in 0..PREFIXES {
            let nino = unrank(n * 4_000_000 + 3);
            assert_eq!(rank(&nino), Some(n * 4_000_000 + 3), "{}", core::str::from_utf8(&nino).unwrap());
        }
        for never in ["DA", "AO", "GB", "ZZ", "QQ", "A1", "A"] {
            assert_eq!(prefix_rank(never.as_bytes()), None, "{never}");
        }
    }
}
