use alloc::boxed::Box;
use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Trigger};

use crate::checks::{luhn, luhn_digit};
use crate::style::Draw;
use crate::unique::digits_from;

pub(super) fn detectors() -> impl Iterator<Item = Box<dyn Detector>> {
    [Box::new(CardTrack) as Box<dyn Detector>].into_iter()
}

/// Magnetic stripe of a payment card, as readers send it: all of track 1
/// (`%B4111111111111111^DOE/JOHN^27121011000…?`) or track 2 (`;4111111111111111=27121011000…?`).
/// Whoever has it can copy the card, so all of it is found, not only the number.
///
/// Source: ISO/IEC 7813, sections 6 and 7.
struct CardTrack;

/// The longest name and the most that follows the expiry and service code, in bytes.
const MAX_NAME: usize = 26;
const MAX_REST: usize = 60;

impl Detector for CardTrack {
    fn facts(&self) -> Facts<'_> {
        Facts {
            group: Group::Financial,
            example: ";4111111111111111=27121011000000000?",
            check: "luhn",
            columns: &["track data", "track 1", "track 2", "track1", "track2", "magstripe"],
            unique: true,
            ..Facts::new("CARD_TRACK", "Magnetic stripe data of a payment card", "ISO/IEC 7813")
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        &[Trigger::Shape("[%][Bb]&[2-689]9{12}"), Trigger::Shape("![0-9A-Za-z] [2-689]9{12,18} ![0-9A-Za-z]")]
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let pos = at.pos();
        if !matches!(at.byte(pos), b'2'..=b'6' | b'8' | b'9') {
            return None;
        }
        let start = match at.before(pos) {
            b';' => pos - 1,
            b'B' | b'b' if at.before(pos - 1) == b'%' => pos - 2,
            _ => return None,
        };
        let len = track_len(at.text().get(start..)?)?;
        Some(Hit::checked(start, start + len, 980, "luhn"))
    }

    /// The same track of another card: number (with its first digit), name, expiry and all
    /// that follows come from a keyed hash.
    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let mut draw = Draw::new(key, "track", canonical);
        let whole = track_len(found) == Some(found.len());
        let found = if whole { found } else { b";4000000000000000=30011010000000000?" };
        let pan = 1 + usize::from(found[0] == b'%');
        let len = found[pan..].iter().take_while(|b| b.is_ascii_digit()).count();
        out.extend_from_slice(&found[..=pan]);
        let number = out.len() - 1;
        draw.text(b"0123456789", len - 2, out);
        out.push(luhn_digit(&out[number..]));
        let mut rest = &found[pan + len..];
        if found[0] == b'%' {
            let name = rest[1..].iter().position(|b| *b == b'^').map_or(0, |i| i + 1);
            for b in &rest[..name] {
                out.push(if b.is_ascii_alphabetic() { *draw.pick(b"ABCDEFGHIKLMNOPRSTUVW") } else { *b });
            }
            rest = &rest[name..];
        }
        out.push(rest[0]);
        draw.text(b"23", 1, out);
        draw.text(b"0123456789", 1, out);
        out.extend_from_slice([b"01", b"04", b"06", b"09", b"11"][draw.below(5) as usize]);
        for b in &rest[5..] {
            out.push(if b.is_ascii_digit() { *draw.pick(b"0123456789") } else { *b });
        }
    }
}

/// The length of the track that `text` begins with.
fn track_len(text: &[u8]) -> Option<usize> {
    let at = At::new(text, 0);
    let (start, separator) = match text {
        [b'%', b'B' | b'b', ..] => (2, b'^'),
        [b';', ..] => (1, b'='),
        _ => return None,
    };
    let mut end = start + digits_from(&at, start, 20);
    if !(13..=19).contains(&(end - start)) || at.byte(end) != separator || !luhn(text.get(start..end)?) {
        return None;
    }
    end += 1;
    if separator == b'^' {
        let name = text.get(end..)?.iter().take(MAX_NAME + 1).position(|b| *b == b'^')?;
        if name < 2 || text.get(end..end + name)?.iter().any(|b| !(b' '..=b'_').contains(b)) {
            return None;
        }
        end += name + 1;
    }
    // Expiry and service code.
    let month = text.get(end + 2..end + 4)?;
    if digits_from(&at, end, 7) != 7 || !matches!(month, [b'0', b'1'..=b'9'] | [b'1', b'0'..=b'2']) {
        return None;
    }
    let rest = text.get(end + 7..)?.iter().take(MAX_REST);
    end += 7 + rest.take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b' ' | b'=' | b'^')).count();
    Some(end + usize::from(at.byte(end) == b'?'))
}
