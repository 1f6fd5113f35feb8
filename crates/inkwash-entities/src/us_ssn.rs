use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Hit, Keep, Trigger};

/// United States social security number, `219-09-9999`.
///
/// Nine digits: area (3), group (2), serial (4). Area 000 and 666, group 00 and serial 0000 are
/// never issued. There is no check digit, so nine bare digits need context. Areas 900 to 999
/// are never issued as social security numbers, but the tax authority's ITINs look so: they are
/// taken too.
///
/// Source: Social Security Administration, "Social Security Number Randomization" and POMS
/// RM 10201.035; IRS Publication 1915 for the ITIN's form.
pub(crate) struct UsSsn;

impl Detector for UsSsn {
    fn facts(&self) -> Facts<'_> {
        Facts {
            regions: &["US"],
            context: &["ssn", "social security", "soc sec", "social_security", "taxpayer id", "itin", "tin"],
            columns: &["ssn", "social security", "social security no", "soc sec", "itin"],
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
            Trigger::Shape("!9 9{3}[ -]9{2}[ -]9{4} !9"),
            Trigger::Shape("!9 9{9} !9"),
        ]
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let (start, text) = (at.pos(), at.ahead());
        let separator = text.get(3).copied()?;
        let len = if separator == b'-' || separator == b' ' { 11 } else { 9 };
        let number = text.get(..len)?;
        let (area, group, serial) = if len == 11 {
            if number[6] != separator {
                return None;
            }
            (&number[..3], &number[4..6], &number[7..])
        } else {
            (&number[..3], &number[3..5], &number[5..])
        };
        let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
        if !digits(area) || !digits(group) || !digits(serial) {
            return None;
        }
        if matches!(area, b"000" | b"666") || group == b"00" || serial == b"0000" {
            return None;
        }
        let end = start + len;
        if !at.stands_alone(start, end) || joined(at.before(start)) || joined_after(at, end) {
            return None;
        }
        let score = match separator {
            b'-' => 700,
            b' ' => 300,
            _ => 100,
        };
        Some(Hit::checked(start, end, score, "ssa-ranges"))
    }

    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        out.extend(found.iter().filter(|b| b.is_ascii_digit()));
    }

    fn keep(&self, _: &[u8]) -> Keep {
        Keep { head: 0, tail: 4 }
    }

    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let _ = (found, canonical, key, out);
        todo!("the entity's author writes this")
    }
}

fn joined(b: u8) -> bool {
    matches!(b, b'-' | b'.' | b'+' | b'#')
}

fn joined_after(at: &At<'_>, end: usize) -> bool {
    matches!(at.byte(end), b'-' | b'.') && at.byte(end + 1).is_ascii_alphanumeric()
}
