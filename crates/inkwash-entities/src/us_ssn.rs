use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Keep, Trigger};

use crate::style::{Draw, pour};
use crate::unique::{derange, digits_from, is_whole, number, write_number};

/// United States social security number, `219-09-9999`.
///
/// Nine digits: area (3), group (2), serial (4). Area 000 and 666, group 00 and serial 0000 are
/// never issued. There is no check digit, so nine bare digits need context. Areas 900 to 999
/// are never issued as social security numbers, but the tax authority's ITINs look so and stand in
/// fields for the other: they are taken too, with less confidence than `US_ITIN` has.
///
/// Stand-ins of ordinary numbers are ordinary numbers, those of areas 900 to 999 stay there: the
/// areas that nobody has (900 to 999 without the ITINs' groups) are sixteen times too few for
/// distinct stand-ins.
///
/// Source: Social Security Administration, "Social Security Number Randomization" and POMS
/// RM 10201.035; IRS Publication 1915 for the ITIN's form.
pub(crate) struct UsSsn;

/// The score of an ITIN with hyphens: less than it has as what it is.
const OF_ITINS: u16 = 540;
/// Issued areas: 001 to 899 without 666.
const AREAS: u128 = 898;
/// Areas of ITINs: 900 to 999.
const ITIN_AREAS: u128 = 100;
/// Groups 01 to 99 times serials 0001 to 9999.
const PER_AREA: u128 = 99 * 9999;

impl Detector for UsSsn {
    fn facts(&self) -> Facts<'_> {
        Facts {
            group: Group::Government,
            example: "219-09-9999",
            check: "ssa-ranges",
            regions: &["US"],
            context: &[
                "ssn",
                "ssns",
                "social security",
                "soc sec",
                "social_security",
                "socialsecurity",
                "taxpayer id",
                "itin",
                "tin",
                "ss#",
                "sozialversicherung",
                "trygdenummer",
                "sécurité sociale",
                "seguro social",
                "seguridad social",
                "segurança social",
                "社会安全",
                "社安号",
            ],
            against: &[
                "order",
                "invoice",
                "part no",
                "sku",
                "batch",
                "serial",
                "tracking",
                "isbn",
                "routing",
                "bestellung",
                "rechnung",
                "ordre",
                "faktura",
                "commande",
                "facture",
                "pedido",
                "factura",
                "fatura",
                "订单",
                "发票",
            ],
            columns: &[
                "ssn",
                "social security",
                "soc sec",
                "itin",
                "taxpayer id",
                "tax payer id",
                "seguro social",
                "社会安全号",
                "社安号",
            ],
            unique: true,
            ..Facts::new(
                "US_SSN",
                "United States social security number",
                "Social Security Administration, POMS RM 10201.035; IRS Publication 1915",
            )
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        &[
            Trigger::Shape("~ ![0-9A-Za-z] 9{3}-9{2}-9{4} ![0-9A-Za-z]"),
            Trigger::Shape("~ ![0-9A-Za-z] 9{3}[ ]9{2}[ ]9{4} ![0-9A-Za-z]"),
            Trigger::Shape("~ ![0-9A-Za-z] 9{9} ![0-9A-Za-z]"),
        ]
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let start = at.pos();
        if !at.byte(start).is_ascii_digit() || at.before(start).is_ascii_alphanumeric() {
            return None;
        }
        let (end, score) = match (digits_from(at, start, 10), at.byte(start + 3)) {
            (3, separator @ (b'-' | b' ')) => {
                if digits_from(at, start + 4, 3) != 2
                    || at.byte(start + 6) != separator
                    || digits_from(at, start + 7, 5) != 4
                    || at.before(start) == b'-'
                {
                    return None;
                }
                let score = match (separator, at.byte(start)) {
                    (b'-', b'9') => OF_ITINS,
                    (b'-', _) => 850,
                    _ => 300,
                };
                (start + 11, score)
            }
            // One nine-digit number in a hundred is out of range: the digits alone say nothing.
            (9, _) => (start + 9, 100),
            _ => return None,
        };
        let mut digits = [0; 9];
        let source = at.text().get(start..end)?.iter().filter(|b| b.is_ascii_digit());
        digits.iter_mut().zip(source).for_each(|(d, s)| *d = *s);
        if rank(&digits).is_none() || !is_whole(at, start, end) || at.before(start) == b'#' {
            return None;
        }
        Some(Hit::checked(start, end, score, "ssa-ranges"))
    }

    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        out.extend(found.iter().filter(|b| b.is_ascii_digit()));
    }

    fn keep(&self, _: &[u8]) -> Keep {
        Keep { head: 0, tail: 4 }
    }

    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        match rank(canonical) {
            Some((itin, rank)) => {
                let areas = if itin { ITIN_AREAS } else { AREAS };
                let rank = derange(key, u32::from(itin), rank, areas * PER_AREA);
                pour(found, &unrank(itin, rank), out);
            }
            None => {
                let rank = Draw::new(key, "us-ssn", canonical).below((AREAS * PER_AREA) as u64);
                pour(b"000-00-0000", &unrank(false, rank.into()), out);
            }
        }
    }
}

/// Whether a number lies in the ITINs' areas, and its place among the numbers there; `None` if
/// it is never issued.
fn rank(ssn: &[u8]) -> Option<(bool, u128)> {
    if ssn.len() != 9 || !ssn.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let (area, group, serial) = (number(&ssn[..3]), number(&ssn[3..5]), number(&ssn[5..]));
    let area = match area {
        0 | 666 => return None,
        1..666 => area - 1,
        667..900 => area - 2,
        _ => area - 900,
    };
    let within = group.checked_sub(1)? * 9999 + serial.checked_sub(1)?;
    Some((ssn[0] == b'9', area * PER_AREA + within))
}

fn unrank(itin: bool, rank: u128) -> [u8; 9] {
    let area = match rank / PER_AREA {
        n if itin => n + 900,
        n @ ..665 => n + 1,
        n => n + 2,
    };
    let within = rank % PER_AREA;
    let mut ssn = [0; 9];
    write_number(area, &mut ssn[..3]);
    write_number(within / 9999 + 1, &mut ssn[3..5]);
    write_number(within % 9999 + 1, &mut ssn[5..]);
    ssn
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_dense_and_inverse() {
        for (itin, areas) in [(false, AREAS), (true, ITIN_AREAS)] {
            for n in (0..areas * PER_AREA).step_by(100_003).chain([0, areas * PER_AREA - 1]) {
                assert_eq!(rank(&unrank(itin, n)), Some((itin, n)));
            }
        }
        assert_eq!(rank(b"667010001"), Some((false, 665 * PER_AREA)), "666 leaves no gap");
        for never in ["000123456", "666123456", "219009999", "219090000", "21909999", "21909999x"] {
            assert_eq!(rank(never.as_bytes()), None, "{never}");
        }
    }
}
