use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Keep, Trigger, Wish};

use crate::checks::{mod_11_2, mod_11_2_character};
use crate::dates::Date;
use crate::style::{Draw, pour};
use crate::unique::{derange, digits_from, is_whole, number, spoil_last, write_number};

/// Chinese resident identity number (公民身份号码), `11010519491231002X`.
///
/// Place of first registration (6 digits, of which the first two name a province), date of
/// birth (8), sequence (3), check character (ISO 7064 MOD 11-2, X for ten). About one of 65,000
/// eighteen-digit numbers passes, so no context is needed. Numbers given out before October 1999
/// have fifteen digits, with two of the year and without check: one number in eighty passes,
/// and context is needed. Both spellings of one number have one canonical form, the long one.
///
/// Births from 1900 to 2039 are taken; there is no clock here. Stand-ins have another province,
/// a county number that mostly does not exist, and a date in the same century.
///
/// Source: GB 11643-1999 (citizen identification number); GB/T 2260 (province codes), with 81
/// to 83 for residents from Hong Kong, Macau and Taiwan and 91 for foreigners' permanent
/// residence cards of 2023.
pub(crate) struct CnResidentId;

const PROVINCES: [u8; 36] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63,
    64, 65, 71, 81, 82, 83, 91,
];
/// Counties (four digits) and sequence numbers (three) of one day in one province.
const PER_DAY: u128 = 10_000 * 1_000;

/// The births of a century that are taken.
struct Century {
    first: i32,
    days: u128,
}

const CENTURIES: [Century; 2] = {
    let first = Date { year: 1900, month: 1, day: 1 }.to_days();
    let turn = Date { year: 2000, month: 1, day: 1 }.to_days();
    let end = Date { year: 2040, month: 1, day: 1 }.to_days();
    [Century { first, days: (turn - first) as u128 }, Century { first: turn, days: (end - turn) as u128 }]
};

impl Detector for CnResidentId {
    fn facts(&self) -> Facts<'_> {
        Facts {
            group: Group::Government,
            example: "11010519491231002X",
            check: "iso-7064-mod-11-2",
            regions: &["CN"],
            context: &[
                "身份证",
                "身份号码",
                "身份证号",
                "公民身份",
                "证件号",
                "居民",
                "idcard",
                "id card",
                "id no",
                "identity card",
                "resident id",
                "resident identity",
                "citizen id",
                "national id",
                "shenfenzheng",
                "sfz",
                "sfzh",
                "zjhm",
                "ausweis",
                "personalausweis",
                "carte d'identité",
                "documento de identidad",
                "carteira de identidade",
                "id-kort",
            ],
            against: &[
                "order",
                "tracking",
                "snowflake",
                "tweet",
                "trace",
                "timestamp",
                "transaction",
                "serial",
                "imei",
                "订单",
                "运单",
                "快递",
                "流水号",
                "时间戳",
                "bestellung",
                "ordre",
                "commande",
                "pedido",
            ],
            columns: &[
                "id card",
                "idcard",
                "identity card",
                "resident id",
                "resident identity",
                "citizen id",
                "national id",
                "=cert",
                "sfz",
                "sfzh",
                "sfzhm",
                "zjhm",
                "shenfenzheng",
                "身份证",
                "身份证号",
                "身份证号码",
                "身份号码",
                "证件号",
                "证件号码",
            ],
            unique: true,
            ..Facts::new("CN_RESIDENT_ID", "Chinese resident identity number", "GB 11643-1999, GB/T 2260")
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        // The eighteen-digit form begins its year with 19 or 20.
        &[
            Trigger::Shape("![0-9A-Za-z] [1-9]9{5}[12][09]9{9}[0-9Xx] ![0-9A-Za-z]"),
            Trigger::Shape("![0-9A-Za-z] [1-9]9{7}[01]9{6} ![0-9A-Za-z]"),
        ]
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let start = at.pos();
        if !at.byte(start).is_ascii_digit() || at.before(start).is_ascii_alphanumeric() {
            return None;
        }
        let (end, long) = match digits_from(at, start, 19) {
            18 => (start + 18, true),
            17 if matches!(at.byte(start + 17), b'X' | b'x') => (start + 18, true),
            15 => (start + 15, false),
            _ => return None,
        };
        let found = at.text().get(start..end)?;
        if !is_whole(at, start, end) {
            return None;
        }
        if long {
            let valid = mod_11_2(found) && rank(found.get(..17)?).is_some();
            return valid.then(|| Hit::checked(start, end, 950, "iso-7064-mod-11-2"));
        }
        rank(&lengthened(found)).map(|_| Hit::checked(start, end, 200, "province-and-date"))
    }

    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        if found.len() == 15 && found.iter().all(u8::is_ascii_digit) {
            let payload = lengthened(found);
            out.extend(payload);
            out.push(mod_11_2_character(&payload));
        } else {
            out.extend(found.iter().filter(|b| !b.is_ascii_whitespace()).map(u8::to_ascii_uppercase));
        }
    }

    fn one_in(&self, value: &[u8]) -> u32 {
        if value.len() == 18 && rank(&value[..17]).is_some() { 11 } else { 1 }
    }

    fn keep(&self, _: &[u8]) -> Keep {
        Keep { head: 0, tail: 4 }
    }

    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let payload = canonical.split_last().filter(|_| mod_11_2(canonical)).and_then(|(_, payload)| rank(payload));
        let size = |century: usize| PROVINCES.len() as u128 * CENTURIES[century].days * PER_DAY;
        let (century, rank) = match payload {
            Some((century, rank)) => (century, derange(key, century as u32, rank, size(century))),
            None => (0, u128::from(Draw::new(key, "cn-resident-id", canonical).below(1 << 32)) * 1_009),
        };
        let stand_in = unrank(century, rank);
        if payload.is_some() && found.len() == 15 {
            // The short form lacks the century and the check.
            let (place, rest) = stand_in.split_at(6);
            out.extend_from_slice(place);
            out.extend_from_slice(&rest[2..11]);
        } else {
            pour(if payload.is_some() { found } else { b"" }, &stand_in, out);
        }
    }

    fn mint_as(&self, wish: Wish, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) -> bool {
        if wish != Wish::WrongCheck || found.len() == 15 {
            return false;
        }
        let start = out.len();
        self.mint(found, canonical, key, out);
        spoil_last(out, start, mod_11_2)
    }
}

/// The first seventeen digits of the long form of a short one: births before 2000.
fn lengthened(short: &[u8]) -> [u8; 17] {
    let mut payload = *b"00000019000000000";
    if let Some((place, rest)) = short.split_at_checked(6) {
        payload[..6].copy_from_slice(place);
        payload[8..].iter_mut().zip(rest).for_each(|(p, r)| *p = *r);
    }
    payload
}

/// The century of birth (0 or 1) of the first seventeen digits, and their place among all of
/// that century; `None` if they are none.
fn rank(payload: &[u8]) -> Option<(usize, u128)> {
    if payload.len() != 17 || !payload.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let part = |from: usize, to: usize| number(&payload[from..to]);
    let province = PROVINCES.iter().position(|p| u128::from(*p) == part(0, 2))? as u128;
    let date = Date::new(part(6, 10) as i32, part(10, 12) as u32, part(12, 14) as u32)?;
    let (century, day) = CENTURIES.iter().enumerate().find_map(|(i, century)| {
        let day = u128::try_from(date.to_days() - century.first).ok()?;
        (day < century.days).then_some((i, day))
    })?;
    let days = CENTURIES[century].days;
    Some((century, (province * days + day) * PER_DAY + part(2, 6) * 1_000 + part(14, 17)))
}

fn unrank(century: usize, rank: u128) -> [u8; 18] {
    let Century { first, days } = CENTURIES[century];
    let mut id = [0; 18];
    let (day, within) = (rank / PER_DAY, rank % PER_DAY);
    let date = Date::from_days(first + (day % days) as i32);
    write_number(PROVINCES[(day / days) as usize % PROVINCES.len()].into(), &mut id[..2]);
    write_number(within / 1_000, &mut id[2..6]);
    write_number(date.year as u128, &mut id[6..10]);
    write_number(date.month.into(), &mut id[10..12]);
    write_number(date.day.into(), &mut id[12..14]);
    write_number(within % 1_000, &mut id[14..17]);
    id[17] = mod_11_2_character(&id[..17]);
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_dense_and_inverse() {
        for (century, Century { days, .. }) in CENTURIES.iter().enumerate() {
            let size = PROVINCES.len() as u128 * days * PER_DAY;
            assert!(size.is_multiple_of(2));
            for n in (0..1000).map(|i| size / 1000 * i + i).chain([size - 1]) {
                let id = unrank(century, n);
                assert!(mod_11_2(&id));
                assert_eq!(rank(&id[..17]), Some((century, n)));
            }
        }
    }

    #[test]
    fn the_short_form_is_the_same_number() {
        let mut canonical = Vec::new();
        CnResidentId.canonical(b"110105491231002", &mut canonical);
        assert_eq!(canonical, b"11010519491231002X");
    }
}
