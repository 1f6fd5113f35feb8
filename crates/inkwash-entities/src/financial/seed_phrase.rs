use alloc::boxed::Box;
use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Trigger};
use sha2::{Digest, Sha256};

use super::value_behind;
use crate::style::Draw;

pub(super) fn detectors() -> impl Iterator<Item = Box<dyn Detector>> {
    [Box::new(SeedPhrase) as Box<dyn Detector>].into_iter()
}

/// Mnemonic of a wallet's seed: 12, 15, 18, 21 or 24 words of a list of 2048, of which the last
/// bits are a checksum (SHA-256 of the rest). Whoever has it has the money.
///
/// It is found behind what it is called, or in a column named so; looking for twelve English
/// words in every text would cost more than it finds. The list is the English one.
///
/// Source: BIP 39.
struct SeedPhrase;

/// The word list of BIP 39, one word a line, in order.
const WORDS: &str = include_str!("bip39_english.txt");

const TRIGGERS: &[Trigger<'static>] = &[
    Trigger::Literal(b"eed phrase"),
    Trigger::Literal(b"eed Phrase"),
    Trigger::Literal(b"EED PHRASE"),
    Trigger::Literal(b"eed_phrase"),
    Trigger::Literal(b"eedPhrase"),
    Trigger::Literal(b"eed words"),
    Trigger::Literal(b"ecovery phrase"),
    Trigger::Literal(b"ecovery Phrase"),
    Trigger::Literal(b"ecovery_phrase"),
    Trigger::Literal(b"ecovery words"),
    Trigger::Literal(b"ackup phrase"),
    Trigger::Literal(b"nemonic"),
    Trigger::Literal(b"NEMONIC"),
    Trigger::Column,
];

/// The longest phrase, in words, and the longest word of the list, in letters.
const MOST: usize = 24;
const LONGEST_WORD: usize = 8;
/// The most that stands between a name and the phrase, in bytes.
const MAX_BLANKS: usize = 16;

impl Detector for SeedPhrase {
    fn facts(&self) -> Facts<'_> {
        Facts {
            group: Group::Secret,
            example: "legal winner thank year wave sausage worth useful legal winner thank yellow",
            check: "bip-39",
            columns: &["seed phrase", "mnemonic", "recovery phrase", "wallet seed", "backup phrase", "seed words"],
            unique: true,
            ..Facts::new("SEED_PHRASE", "Seed phrase of a crypto wallet", "BIP 39")
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        TRIGGERS
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let hit = |start: usize| {
            let len = phrase(at.text().get(start..)?)?;
            Some(Hit::checked(start, start + len, 970, "bip-39"))
        };
        let word = TRIGGERS.iter().find_map(|t| match t {
            Trigger::Literal(l) if at.ahead().starts_with(l) => Some(l.len()),
            _ => None,
        });
        if let Some(len) = word {
            // `code` and `address` are words of the list, too.
            let parted = |b: &&u8| b" \t\"'\\=:-_.#(".contains(b);
            let behind = at.ahead().get(len..).unwrap_or_default().iter().take(MAX_BLANKS).take_while(parted).count();
            let start = at.pos() + len + behind;
            return hit(start).or_else(|| hit(value_behind(at, len)?));
        }
        let blanks = at.ahead().iter().take_while(|b| **b == b' ').count();
        if at.pos() == 0 && at.named() { hit(blanks) } else { None }
    }

    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        for word in found.split(|b| !b.is_ascii_alphabetic()).filter(|w| !w.is_empty()) {
            out.extend(word.iter().map(u8::to_ascii_lowercase));
            out.push(b' ');
        }
        out.pop();
    }

    /// As many words, from a keyed hash, with a right checksum.
    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let count = canonical.split(|b| *b == b' ').count();
        let count = if matches!(count, 12 | 15 | 18 | 21 | 24) { count } else { 12 };
        let mut draw = Draw::new(key, "seed", canonical);
        let upper = !found.iter().any(u8::is_ascii_lowercase) && found.iter().any(u8::is_ascii_uppercase);
        let mut entropy = [0u8; 33];
        let bytes = count * 4 / 3;
        entropy[..bytes].iter_mut().for_each(|b| *b = draw.below(256) as u8);
        entropy[bytes] = Sha256::digest(&entropy[..bytes])[0];
        for n in 0..count {
            let number = (0..11).fold(0, |v, i| {
                let bit = 11 * n + i;
                v << 1 | usize::from(entropy[bit / 8] >> (7 - bit % 8) & 1)
            });
            let word = WORDS.lines().nth(number).unwrap_or_default();
            if n > 0 {
                out.push(b' ');
            }
            out.extend(word.bytes().map(|b| if upper { b.to_ascii_uppercase() } else { b }));
        }
    }
}

/// The number of a word in the list.
fn number_of(word: &[u8]) -> Option<usize> {
    let mut lower = [0; LONGEST_WORD];
    let lower = lower.get_mut(..word.len())?;
    lower.copy_from_slice(word);
    lower.make_ascii_lowercase();
    WORDS.lines().position(|w| w.as_bytes() == lower)
}

/// The length of the phrase that `text` begins with.
fn phrase(text: &[u8]) -> Option<usize> {
    let mut bits = [0u8; 33];
    let (mut at, mut count, mut best) = (0, 0, None);
    while count < MOST {
        let len = text.get(at..)?.iter().take(LONGEST_WORD + 1).take_while(|b| b.is_ascii_alphabetic()).count();
        let Some(number) = text.get(at..at + len).filter(|w| w.len() >= 3).and_then(number_of) else { break };
        for i in 0..11 {
            let bit = 11 * count + i;
            bits[bit / 8] |= ((number >> (10 - i) & 1) as u8) << (7 - bit % 8);
        }
        count += 1;
        at += len;
        if count >= 12 && count % 3 == 0 && is_right(&bits, count) {
            best = Some(at);
        }
        let blanks = text.get(at..)?.iter().take(2).take_while(|b| matches!(b, b' ' | b',')).count();
        if blanks == 0 {
            break;
        }
        at += blanks;
    }
    // Words that go on make another phrase of it.
    best.filter(|end| !text.get(*end).is_some_and(u8::is_ascii_alphanumeric))
}

/// Whether the last `count / 3` bits of a phrase are the first of its entropy's SHA-256.
fn is_right(bits: &[u8; 33], count: usize) -> bool {
    let (bytes, check) = (count * 4 / 3, count / 3);
    let wanted = Sha256::digest(&bits[..bytes])[0] >> (8 - check);
    bits[bytes] >> (8 - check) == wanted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_the_standards() {
        assert_eq!(WORDS.lines().count(), 2048);
        assert!(WORDS.lines().zip(WORDS.lines().skip(1)).all(|(a, b)| a < b));
        assert!(WORDS.lines().all(|w| (3..=LONGEST_WORD).contains(&w.len())));
    }

    #[test]
    fn the_standards_vectors_are_phrases() {
        // The test vectors that BIP 39 refers to.
        for text in [
            "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
            "legal winner thank year wave sausage worth useful legal winner thank yellow",
            "letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount doctor acoustic avoid \
             letter advice cage absurd amount doctor acoustic bless",
        ] {
            assert_eq!(phrase(text.as_bytes()), Some(text.len()));
            assert_eq!(
                phrase(text.replace("about", "above").replace("yellow", "year").replace("bless", "avoid").as_bytes()),
                None
            );
        }
    }
}
