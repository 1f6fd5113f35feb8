//! Decoys: numbers and codes that look like something sensitive and are not. They claim their
//! span from weaker look-alikes within it and show in `explain`; none is ever reported.
//!
//! Snowflakes, decimals, money, file names and coordinates have none: no probe takes part of a number
//! with a fraction or of a longer run, and in the log of look-alikes (`cargo xtask accuracy`) nothing
//! is found in them that a decoy would win.

use alloc::boxed::Box;
use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Hit, Trigger};

use crate::unique::{digits_from, is_whole, number};

/// One kind of look-alike.
struct LookAlike {
    name: &'static str,
    title: &'static str,
    /// Who defines it.
    source: &'static str,
    triggers: &'static [Trigger<'static>],
    probe: fn(&At<'_>) -> Option<Hit>,
}

/// One detector for each of them.
pub(crate) fn detectors() -> impl Iterator<Item = Box<dyn Detector>> {
    LOOK_ALIKES.iter().map(|row| Box::new(row) as Box<dyn Detector>)
}

impl Detector for &'static LookAlike {
    fn facts(&self) -> Facts<'_> {
        Facts { decoy: true, ..Facts::new(self.name, self.title, self.source) }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        self.triggers
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let begins = |t: &Trigger<'_>| match t {
            Trigger::Literal(l) => at.ahead().starts_with(l),
            _ => true,
        };
        if self.triggers.iter().any(begins) { (self.probe)(at) } else { None }
    }

    fn mint(&self, _: &[u8], _: &[u8], _: &EntityKey, _: &mut Vec<u8>) {
        // A decoy is never reported, so nothing is ever put in its place.
    }
}

const LOOK_ALIKES: &[LookAlike] = &[
    LookAlike {
        name: "EPOCH_TIME",
        title: "Time since 1970",
        source: "IEEE Std 1003.1, section 4.19, \"Seconds since the Epoch\"",
        triggers: &[
            Trigger::Shape("~ ![0-9A-Za-z] [12]9{9} ![0-9A-Za-z]"),
            Trigger::Shape("~ ![0-9A-Za-z] [12]9{12} ![0-9A-Za-z]"),
            Trigger::Shape("~ ![0-9A-Za-z] [12]9{15} ![0-9A-Za-z]"),
            Trigger::Shape("~ ![0-9A-Za-z] [12]9{18} ![0-9A-Za-z]"),
        ],
        probe: epoch_time,
    },
    LookAlike {
        name: "ULID",
        title: "Universally unique lexicographically sortable identifier",
        source: "ULID specification",
        triggers: &[Trigger::Shape("![0-9A-Za-z] [0][0-7][0-9A-Za-z]{24} ![0-9A-Za-z]")],
        probe: ulid,
    },
    LookAlike {
        name: "OBJECT_ID",
        title: "MongoDB ObjectId",
        source: "MongoDB Manual, BSON types, ObjectId",
        triggers: &[Trigger::Shape("![0-9A-Za-z] [4-7]x{23} ![0-9A-Za-z]")],
        probe: object_id,
    },
    LookAlike {
        name: "DIGEST",
        title: "Digest with its algorithm",
        source: "RFC 6920; OCI Image Specification, digests; W3C Subresource Integrity",
        triggers: &[
            Trigger::Literal(b"sha1:"),
            Trigger::Literal(b"sha1-"),
            Trigger::Literal(b"sha256:"),
            Trigger::Literal(b"sha256-"),
            Trigger::Literal(b"sha256="),
            Trigger::Literal(b"sha384-"),
            Trigger::Literal(b"sha512:"),
            Trigger::Literal(b"sha512-"),
            Trigger::Literal(b"md5:"),
            Trigger::Literal(b"md5="),
            Trigger::Literal(b"commit "),
        ],
        probe: digest,
    },
    LookAlike {
        name: "BASE64_DATA",
        title: "Base64 in a data URL",
        source: "RFC 2397",
        triggers: &[Trigger::Literal(b";base64,")],
        probe: base64_data,
    },
    LookAlike {
        name: "PRODUCT_CODE",
        title: "ISBN or GTIN (EAN)",
        source: "ISO 2108; GS1 General Specifications, section 7.9",
        triggers: &[
            Trigger::Shape("~ ![0-9A-Za-z] 9{13} ![0-9A-Za-z]"),
            Trigger::Shape("![0-9A-Za-z] [9][7][89][ -]9{1,5}[ -]9"),
        ],
        probe: product_code,
    },
    LookAlike {
        name: "TRACKING_NUMBER",
        title: "Number of a parcel or letter",
        source: "UPU standard S10; USPS Publication 199 (IMpb); UPS, tracking number format",
        triggers: &[
            Trigger::Shape("![0-9A-Za-z] A{2}9{9}A{2} ![0-9A-Za-z]"),
            Trigger::Shape("![0-9A-Za-z] [1][Z][0-9A-Z]{16} ![0-9A-Za-z]"),
            Trigger::Shape("![0-9A-Za-z] [9][2-5]9{20} ![0-9A-Za-z]"),
            Trigger::Shape("![0-9A-Za-z] [9][2-5]9{2}[ ]9{4}[ ]9{4}[ ]9{4}[ ]9{4}[ ]9{2} ![0-9A-Za-z]"),
        ],
        probe: tracking_number,
    },
    LookAlike {
        name: "HEX_DUMP",
        title: "Line of a hex dump",
        source: "POSIX od; hexdump(1) and xxd(1) canonical output",
        triggers: &[
            Trigger::Shape("![0-9A-Za-z] [0]{2}x{6}[ ][ ]x{2}[ ]x{2}[ ]"),
            Trigger::Shape("![0-9A-Za-z] [0]{2}x{6}[:][ ]x{4}[ ]"),
        ],
        probe: hex_dump,
    },
    LookAlike {
        name: "VERSION",
        title: "Version number",
        source: "Semantic Versioning 2.0.0; .NET, System.Version",
        triggers: &[
            Trigger::Literal(b"ersion "),
            Trigger::Literal(b"ersion="),
            Trigger::Literal(b"ersion: "),
            Trigger::Literal(b"ersion\":"),
        ],
        probe: version,
    },
];

/// What is as good as certain, and what one number in ten is by chance.
const SURE: u16 = 900;
const LIKELY: u16 = 600;
const WEAK: u16 = 500;

/// Seconds, or milli-, micro- or nanoseconds, of a time from September 2001 to 2039.
fn epoch_time(at: &At<'_>) -> Option<Hit> {
    let start = at.pos();
    if !matches!(at.byte(start), b'1' | b'2') {
        return None;
    }
    let len = digits_from(at, start, 20);
    let text = at.text().get(start..start + len)?;
    if !matches!(len, 10 | 13 | 16 | 19) || !is_whole(at, start, start + len) {
        return None;
    }
    (1_000_000_000..2_200_000_000).contains(&number(&text[..10])).then(|| Hit::pattern(start, start + len, WEAK))
}

fn ulid(at: &At<'_>) -> Option<Hit> {
    let (start, end) = (at.pos(), at.pos() + 26);
    let text = at.text().get(start..end)?;
    let crockford = |b: &u8| b.is_ascii_alphanumeric() && !b"ILOUilou".contains(b);
    let fits = text[0] == b'0' && text[1] <= b'7' && text.iter().all(crockford);
    let one_case = !(text.iter().any(u8::is_ascii_lowercase) && text.iter().any(u8::is_ascii_uppercase));
    (fits && one_case && !text.iter().all(u8::is_ascii_digit) && is_alone(at, start, end))
        .then(|| Hit::pattern(start, end, SURE))
}

fn object_id(at: &At<'_>) -> Option<Hit> {
    let (start, end) = (at.pos(), at.pos() + 24);
    let text = at.text().get(start..end)?;
    let fits = matches!(text[0], b'4'..=b'7') && text.iter().all(u8::is_ascii_hexdigit);
    let letters = text.iter().any(u8::is_ascii_alphabetic);
    (fits && letters && is_alone(at, start, end)).then(|| Hit::pattern(start, end, LIKELY))
}

/// Whether no letter or digit stands on either side.
fn is_alone(at: &At<'_>, start: usize, end: usize) -> bool {
    !at.before(start).is_ascii_alphanumeric() && !at.byte(end).is_ascii_alphanumeric()
}

/// An algorithm's name and as much hexadecimal or base64 as its digest has.
fn digest(at: &At<'_>) -> Option<Hit> {
    let ahead = at.ahead();
    let algorithms: [(&[u8], usize); 6] =
        [(b"sha1", 20), (b"sha256", 32), (b"sha384", 48), (b"sha512", 64), (b"md5", 16), (b"commit", 20)];
    let (name, bytes) = algorithms.into_iter().find(|(name, _)| ahead.starts_with(name))?;
    let (separator, value) = ahead.get(name.len()..)?.split_first()?;
    if !matches!(separator, b':' | b'-' | b'=' | b' ') || at.before(at.pos()).is_ascii_alphanumeric() {
        return None;
    }
    let run = |of: fn(&u8) -> bool| value.iter().take(2 * bytes + 1).take_while(|b| of(b)).count();
    let (hex, base64) = (run(u8::is_ascii_hexdigit), run(is_base64));
    let len = match () {
        () if hex == 2 * bytes => hex,
        () if *separator == b'-' && base64 == (4 * bytes).div_ceil(3) => base64,
        () => return None,
    };
    Some(Hit::pattern(at.pos(), at.pos() + name.len() + 1 + len, SURE))
}

fn is_base64(b: &u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/')
}

/// The base64 that follows a media type, if it is a fair amount.
fn base64_data(at: &At<'_>) -> Option<Hit> {
    let lead = b";base64,";
    let data = at.ahead().strip_prefix(lead)?;
    let len = data.iter().take_while(|b| is_base64(b)).count();
    (len >= 64).then(|| Hit::pattern(at.pos(), at.pos() + lead.len() + len, SURE))
}

/// A GTIN-13 with a right check digit, or an ISBN-13 in its five groups.
fn product_code(at: &At<'_>) -> Option<Hit> {
    let start = at.pos();
    let (mut digits, mut len, mut groups, mut end) = ([0; 13], 0, 1, start);
    loop {
        let b = at.byte(end);
        if b.is_ascii_digit() {
            *digits.get_mut(len)? = b;
            len += 1;
        } else if matches!(b, b' ' | b'-') && len > 0 && at.byte(end + 1).is_ascii_digit() && len < 13 {
            groups += 1;
        } else {
            break;
        }
        end += 1;
    }
    let isbn = digits.starts_with(b"978") || digits.starts_with(b"979");
    let grouped = groups == 5 && isbn && matches!(at.byte(start + 3), b' ' | b'-');
    let fits = len == 13 && (groups == 1 || grouped) && sums_to_ten(&digits, [1, 3]);
    (fits && is_whole(at, start, end)).then(|| Hit::checked(start, end, if grouped { SURE } else { WEAK }, "gtin"))
}

/// Whether digits times alternating weights sum to a multiple of ten: the check of all GS1 numbers.
fn sums_to_ten(digits: &[u8], weights: [u32; 2]) -> bool {
    let products = digits.iter().enumerate().map(|(i, b)| u32::from(b.wrapping_sub(b'0')) * weights[i % 2]);
    products.sum::<u32>() % 10 == 0
}

fn tracking_number(at: &At<'_>) -> Option<Hit> {
    let start = at.pos();
    let text = at.ahead();
    let (len, right) = match text {
        [b'1', b'Z', ..] => (18, is_ups(text.get(2..18)?)),
        [b'9', b'2'..=b'5', ..] => {
            let grouped = text.get(4) == Some(&b' ');
            let len = if grouped { 27 } else { 22 };
            let (mut digits, mut n) = ([0; 22], 0);
            for (i, b) in text.get(..len)?.iter().enumerate() {
                if grouped && i % 5 == 4 {
                    (*b == b' ').then_some(())?;
                } else {
                    b.is_ascii_digit().then_some(())?;
                    *digits.get_mut(n)? = *b;
                    n += 1;
                }
            }
            (len, sums_to_ten(&digits, [3, 1]))
        }
        [a, b, ..] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => (13, is_s10(text.get(..13)?)),
        _ => return None,
    };
    (right && is_alone(at, start, start + len)).then(|| Hit::checked(start, start + len, SURE, "parcel"))
}

/// Sixteen characters after `1Z`: letters count as their place in the alphabet plus one, modulo
/// ten; every second is doubled.
fn is_ups(code: &[u8]) -> bool {
    let Some((check, payload)) = code.split_last() else { return false };
    let value = |b: u8| match b {
        b'0'..=b'9' => Some(u32::from(b - b'0')),
        b'A'..=b'Z' => Some((u32::from(b - b'A') + 2) % 10),
        _ => None,
    };
    let weighted = payload.iter().enumerate().map(|(i, b)| Some(value(*b)? * if i % 2 == 1 { 2 } else { 1 }));
    let sum: Option<u32> = weighted.sum();
    sum.is_some_and(|s| u32::from(check.wrapping_sub(b'0')) == (10 - s % 10) % 10)
}

/// Service indicator, eight digits and their check (weights 8 6 4 2 3 5 9 7, modulo 11), country.
fn is_s10(code: &[u8]) -> bool {
    let letters = [0, 1, 11, 12].iter().all(|i| code.get(*i).is_some_and(u8::is_ascii_uppercase));
    let Some(digits) = code.get(2..11).filter(|d| letters && d.iter().all(u8::is_ascii_digit)) else { return false };
    let sum: u32 = digits.iter().zip([8, 6, 4, 2, 3, 5, 9, 7]).map(|(b, w)| u32::from(b - b'0') * w).sum();
    let check = match 11 - sum % 11 {
        10 => 0,
        11 => 5,
        check => check,
    };
    u32::from(digits[8] - b'0') == check
}

/// An offset and, after two blanks or a colon, at least two groups of hexadecimal digits.
fn hex_dump(at: &At<'_>) -> Option<Hit> {
    let start = at.pos();
    let text = at.ahead();
    let offset = text.get(..8)?;
    if !offset.starts_with(b"00") || !offset.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let group = match text.get(8..10)? {
        b"  " => 2,
        b": " => 4,
        _ => return None,
    };
    // The trigger wants blanks behind the first two pairs.
    if group == 2 && (text.get(12) != Some(&b' ') || text.get(15) != Some(&b' ')) {
        return None;
    }
    let mut end = 10;
    let mut groups = 0;
    while text.get(end..end + group).is_some_and(|g| g.iter().all(u8::is_ascii_hexdigit)) && groups < 32 {
        end += group;
        groups += 1;
        // Two blanks part the halves of a line.
        let blanks = text.get(end..).unwrap_or_default().iter().take(2).take_while(|b| **b == b' ').count();
        if blanks == 0 || !text.get(end + blanks).is_some_and(u8::is_ascii_hexdigit) {
            break;
        }
        end += blanks;
    }
    (groups >= 2 && is_alone(at, start, start + end.min(text.len()))).then(|| Hit::pattern(start, start + end, SURE))
}

/// Three or four numbers with full stops between them, with or without a tail, after the word.
fn version(at: &At<'_>) -> Option<Hit> {
    let ahead = at.ahead();
    let word = ahead.strip_prefix(b"ersion")?;
    let lead = word.iter().take(8).take_while(|b| matches!(b, b' ' | b':' | b'=' | b'"' | b'v')).count();
    let from = 6 + lead;
    let mut end = from;
    let mut parts = 0;
    loop {
        let digits = ahead.get(end..).unwrap_or_default().iter().take(6).take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 {
            break;
        }
        parts += 1;
        end += digits;
        if ahead.get(end) == Some(&b'.') && ahead.get(end + 1).is_some_and(u8::is_ascii_digit) {
            end += 1;
        } else {
            break;
        }
    }
    if lead == 0 || !(3..=4).contains(&parts) {
        return None;
    }
    if matches!(ahead.get(end), Some(b'-' | b'+')) {
        let tail = |b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b'.');
        end += ahead.get(end..).unwrap_or_default().iter().take(64).take_while(tail).count();
        end -= usize::from(ahead.get(end - 1) == Some(&b'.'));
    }
    Some(Hit::pattern(at.pos() + from, at.pos() + end, LIKELY))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a look-alike claims in a text, by its name.
    fn claimed(name: &str, text: &str) -> Option<(usize, usize)> {
        let row = LOOK_ALIKES.iter().find(|l| l.name == name).unwrap();
        let hits: Vec<_> =
            (0..=text.len()).filter_map(|i| Detector::probe(&row, &At::new(text.as_bytes(), i))).collect();
        hits.first().map(|h| (h.span.start, h.span.end))
    }

    #[test]
    fn look_alikes_claim_what_they_are() {
        for (name, text, span) in [
            ("EPOCH_TIME", "at 1779012345", (3, 13)),
            ("EPOCH_TIME", "ts=1779012345678,", (3, 16)),
            ("EPOCH_TIME", "1779012345678901", (0, 16)),
            ("EPOCH_TIME", "1779012345678901234", (0, 19)),
            ("ULID", "id 01ARZ3NDEKTSV4RRFFQ69G5FAV", (3, 29)),
            ("OBJECT_ID", "{_id: 507f1f77bcf86cd799439011}", (6, 30)),
            ("DIGEST", "image@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", (6, 77)),
            ("DIGEST", "commit da39a3ee5e6b4b0d3255bfef95601890afd80709", (0, 47)),
            ("PRODUCT_CODE", "ISBN 978-3-16-148410-0", (5, 22)),
            ("PRODUCT_CODE", "ean 4006381333931", (4, 17)),
            ("TRACKING_NUMBER", "1Z5R89390357567127", (0, 18)),
            ("TRACKING_NUMBER", "RB123456785GB", (0, 13)),
            ("TRACKING_NUMBER", "9400 1000 0000 0000 0000 06", (0, 27)),
            ("HEX_DUMP", "00000010  48 65 6c 6c 6f 20 77 6f  72 6c 64 0a  |Hello world.|", (0, 46)),
            ("HEX_DUMP", "00000000: 4865 6c6c 6f20  Hello ", (0, 24)),
            ("VERSION", "version 10.0.19045.3324", (8, 23)),
            ("VERSION", "\"version\": \"1.22.333-rc.1+5551234567\"", (12, 36)),
        ] {
            assert_eq!(claimed(name, text), Some(span), "{name} in {text}");
        }
    }

    #[test]
    fn others_are_left() {
        for (name, text) in [
            ("EPOCH_TIME", "0779012345"),
            ("EPOCH_TIME", "2879012345678"),
            ("EPOCH_TIME", "17790123456"),
            ("ULID", "01ARZ3NDEKTSV4RRFFQ69G5FAU"),
            ("ULID", "01234567890123456789012345"),
            ("OBJECT_ID", "507112277112286112799439"),
            ("DIGEST", "sha256:e3b0c44298fc1c149afb"),
            ("PRODUCT_CODE", "978-3-16-148410-1"),
            ("PRODUCT_CODE", "4006381333932"),
            ("TRACKING_NUMBER", "1Z5R89390357567128"),
            ("TRACKING_NUMBER", "RB123456784GB"),
            ("HEX_DUMP", "00000010  Hello"),
            ("VERSION", "version 10"),
            ("VERSION", "version 192.0.2.1.7"),
        ] {
            assert_eq!(claimed(name, text), None, "{name} in {text}");
        }
    }
}
