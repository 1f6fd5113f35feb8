use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Keep, Trigger};

use crate::style::Draw;

/// Biometric data: templates and images of fingers, faces, irises and voices, in base64, in hexadecimal or as a
/// list of numbers.
///
/// Containers of ISO/IEC 19794 are known by their headers, wherever they stand: finger minutiae (`FMR`), finger
/// images (`FIR`), face images (`FAC`), iris images (`IIR`), each with a NUL behind it. Other data are found
/// in columns named for them only: at least 32 characters of base64, 64 hexadecimal digits, eight numbers or, as in
/// an array of JSON, a fraction, so that a digest of a key, which people call a fingerprint, too, is none. Outside of such a column what is longer than
/// [`At::REACH`] is found up to there.
///
/// A stand-in is as long as the original and written alike: a header stays, digits become digits, letters
/// letters, from a keyed hash. It is no template of anybody.
///
/// Source: ISO/IEC 19794-2:2011 (FMR), -4 (FIR), -5 (FAC), -6 (IIR); RFC 4648, section 4.
pub(crate) struct BiometricData;

/// Headers as base64 and hexadecimal digits write them, without what depends on the version.
const HEADERS: [&[u8]; 12] = [
    b"Rk1SAC",
    b"RklSAD",
    b"RkFDAD",
    b"SUlSAD",
    b"464d5200",
    b"464D5200",
    b"46495200",
    b"46414300",
    b"49495200",
    b"\\x464d5200",
    b"0x464d5200",
    b"0x464D5200",
];

/// So much of a container there is at least.
const LEAST_CONTAINER: usize = 40;
const LEAST_BASE64: usize = 32;
const LEAST_HEX: usize = 64;
const LEAST_NUMBERS: usize = 8;
/// Of a number that stands alone.
const LEAST_DECIMALS: usize = 4;

fn is_base64(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'-' | b'_')
}

/// How many bytes of base64 a text begins with, some of them perhaps percent-encoded.
fn base64_len(text: &[u8]) -> usize {
    let mut len = 0;
    loop {
        len += match text.get(len..) {
            Some([b, ..]) if is_base64(*b) => 1,
            Some([b'%', a, b, ..]) if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => 3,
            _ => return len,
        };
    }
}

/// How many bytes a text's header has, 0 if it has none.
fn header(text: &[u8]) -> usize {
    HEADERS.iter().find(|header| text.starts_with(header)).map_or(0, |header| header.len())
}

/// The container that begins at `pos`.
fn container(at: &At<'_>) -> Option<Hit> {
    let text = at.ahead();
    let header = header(text);
    if header == 0 || is_base64(at.before(at.pos())) {
        return None;
    }
    let lead = usize::from(text[0] == b'\\');
    let len = lead + base64_len(&text[lead..]);
    let padding = text[len..].iter().take(2).take_while(|b| **b == b'=').count();
    let end = at.pos() + len + padding;
    (len >= LEAST_CONTAINER).then(|| Hit::checked(at.pos(), end, 900, "container-header"))
}

/// Whether a cell is data, not a name for it.
fn is_data(cell: &[u8]) -> bool {
    let digits = cell.strip_prefix(b"\\x").or_else(|| cell.strip_prefix(b"0x")).unwrap_or(cell);
    if digits.iter().all(u8::is_ascii_hexdigit) {
        return digits.len() >= LEAST_HEX;
    }
    let body = cell.len() - cell.iter().rev().take_while(|b| **b == b'=').count();
    let varied = |is: fn(&u8) -> bool| cell.iter().any(is);
    if base64_len(cell) == body {
        let is_random = varied(u8::is_ascii_uppercase) && varied(u8::is_ascii_lowercase) && varied(u8::is_ascii_digit);
        return body >= LEAST_BASE64 && is_random;
    }
    let number = |b: &u8| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E');
    let numbers = || cell.split(|b| !number(b)).filter(|part| part.iter().any(u8::is_ascii_digit));
    let listed = |b: &u8| number(b) || b.is_ascii_whitespace() || b",;[]{}()".contains(b);
    let is_fraction = |part: &[u8]| part.iter().rev().take_while(|b| **b != b'.').count() >= LEAST_DECIMALS;
    let is_one = || numbers().count() == 1 && cell.contains(&b'.') && is_fraction(cell);
    cell.iter().all(listed) && (numbers().count() >= LEAST_NUMBERS || is_one())
}

impl Detector for BiometricData {
    fn facts(&self) -> Facts<'_> {
        Facts {
            group: Group::Person,
            example: "Rk1SACAyMAAAAADkAAABBAFOAMUAxQEAAAAoIkCXAA0A",
            check: "container-header",
            columns: &[
                "biometric",
                "biometrics",
                "biometric data",
                "biometric template",
                "fingerprint template",
                "fingerprint data",
                "fingerprint image",
                "finger template",
                "face template",
                "face embedding",
                "face encoding",
                "face descriptor",
                "face vector",
                "facial embedding",
                "faceprint",
                "iris template",
                "iris code",
                "iris scan",
                "retina scan",
                "voiceprint",
                "voice template",
                "voice embedding",
                "palm print",
                "palm template",
                "vein template",
                "minutiae",
                "biometrische daten",
                "fingerabdruck",
                "gesichtsvektor",
                "biometriske data",
                "fingeravtrykk",
                "données biométriques",
                "empreinte digitale",
                "datos biométricos",
                "huella dactilar",
                "dados biométricos",
                "impressão digital",
                "指纹",
                "指纹模板",
                "人脸特征",
                "虹膜",
                "声纹",
            ],
            ..Facts::new("BIOMETRIC_DATA", "Biometric template or image", "ISO/IEC 19794-2, -4, -5 and -6:2011")
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        const ALL: [Trigger<'_>; HEADERS.len() + 1] = {
            let (mut all, mut n) = ([Trigger::Column; HEADERS.len() + 1], 0);
            while n < HEADERS.len() {
                all[n] = Trigger::Literal(HEADERS[n]);
                n += 1;
            }
            all
        };
        &ALL
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        if at.pos() == 0 && at.named() {
            let text = at.text();
            let (cell, start) = (text.trim_ascii(), text.len() - text.trim_ascii_start().len());
            let is_line = !cell.contains(&b'\n');
            if !cell.is_empty() && is_line && is_data(cell) {
                return Some(Hit::pattern(start, start + cell.len(), 800));
            }
        }
        container(at)
    }

    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        out.extend_from_slice(found);
    }

    fn keep(&self, _: &[u8]) -> Keep {
        Keep { head: 0, tail: 0 }
    }

    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let mut draw = Draw::new(key, "biometric", canonical);
        let kept = match header(found) {
            0 if found.starts_with(b"\\x") || found.starts_with(b"0x") => 2,
            kept => kept,
        };
        let (head, rest) = found.split_at(kept);
        out.extend_from_slice(head);
        let is_hex = rest.iter().all(u8::is_ascii_hexdigit);
        let is_list = !is_hex && !rest.iter().any(|b| b.is_ascii_alphabetic() && !matches!(b, b'e' | b'E'));
        let mut before = b' ';
        if !rest.iter().any(u8::is_ascii_alphanumeric) {
            draw.characters(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", LEAST_BASE64, out);
        }
        let mut escaped = 0;
        for b in rest {
            if *b == b'%' {
                escaped = 3;
            }
            if escaped > 0 {
                escaped -= 1;
                out.push(*b);
                continue;
            }
            let leads = is_list && !before.is_ascii_digit() && before != b'.';
            before = *b;
            let like: &[u8] = match b {
                // Numbers do not begin with a zero that they did not begin with.
                b'0' if leads => &[],
                b'1'..=b'9' if leads => b"123456789",
                b'0'..=b'9' => b"0123456789",
                b'a'..=b'f' if is_hex => b"abcdef",
                b'A'..=b'F' if is_hex => b"ABCDEF",
                // An exponent stays one.
                b'e' | b'E' if is_list => &[],
                b'a'..=b'z' => b"abcdefghijklmnopqrstuvwxyz",
                b'A'..=b'Z' => b"ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                _ => &[],
            };
            match like {
                [] => out.push(*b),
                _ => draw.characters(like, 1, out),
            }
        }
    }
}
