//! Addresses and keys of cryptocurrencies, told by their checksums.

use alloc::boxed::Box;
use alloc::vec::Vec;

use inkwash_core::{At, Class, Detector, EntityKey, Facts, Group, Hit, Keep, Trigger};
use sha2::{Digest, Sha256};

use super::{begins_word, value_behind};
use crate::style::Draw;
use crate::unique::is_whole;

/// What belongs to one or several currencies.
struct Coin {
    name: &'static str,
    title: &'static str,
    source: &'static str,
    example: &'static str,
    class: Class,
    context: &'static [&'static str],
    columns: &'static [&'static str],
    triggers: &'static [Trigger<'static>],
    forms: &'static [Form],
}

/// How an address or key is written.
#[derive(Clone, Copy)]
enum Form {
    /// A version, a payload of so many bytes, and four bytes of checksum, in base 58; whether it
    /// begins with a byte that a shape can look for.
    Base58 { version: &'static [u8], payload: usize, alphabet: &'static [u8; 58], shaped: bool },
    /// A human-readable part and `1`, then so many characters, the last six of them a checksum.
    Bech32 { lead: &'static str, least: usize, most: usize },
    /// `0x` and forty hexadecimal digits, whose case is the checksum.
    Eip55,
}

const BITCOIN: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const RIPPLE: &[u8; 58] = b"rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

const fn base58(version: &'static [u8], payload: usize) -> Form {
    Form::Base58 { version, payload, alphabet: BITCOIN, shaped: false }
}

const fn shaped(version: &'static [u8], payload: usize) -> Form {
    Form::Base58 { version, payload, alphabet: BITCOIN, shaped: true }
}

const fn bech32(lead: &'static str, least: usize, most: usize) -> Form {
    Form::Bech32 { lead, least, most }
}

const COINS: &[Coin] = &[
    Coin {
        name: "BITCOIN_ADDRESS",
        title: "Bitcoin address",
        source: "Bitcoin developer reference, address conversion; BIP 173, BIP 350",
        example: "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
        class: Class::Confidential,
        context: &["bitcoin", "btc", "wallet", "address"],
        columns: &["bitcoin address", "btc address", "bitcoin", "btc wallet"],
        triggers: &[
            Trigger::Shape("![0-9A-Za-z] [13][1-9A-HJ-NP-Za-km-z]{25}"),
            Trigger::Literal(b"bc1"),
            Trigger::Literal(b"tb1"),
            Trigger::Column,
        ],
        forms: &[shaped(&[0], 20), shaped(&[5], 20), bech32("bc1", 39, 59), bech32("tb1", 39, 59)],
    },
    Coin {
        name: "ETHEREUM_ADDRESS",
        title: "Ethereum address",
        source: "Ethereum Yellow Paper, appendix F; EIP-55",
        example: "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        class: Class::Confidential,
        context: &["ethereum", "eth", "wallet", "address", "erc20", "contract", "metamask"],
        columns: &["ethereum address", "eth address", "wallet address", "evm address"],
        triggers: &[Trigger::Shape("![0-9A-Za-z] [0][x]x{40} ![0-9A-Za-z]"), Trigger::Column],
        forms: &[Form::Eip55],
    },
    Coin {
        name: "CRYPTO_ADDRESS",
        title: "Address of another cryptocurrency",
        source: "Chain parameters of Litecoin, Dogecoin, Dash, Zcash, TRON, XRP Ledger, Cardano (CIP-19), Cosmos",
        example: "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8",
        class: Class::Confidential,
        context: &[],
        columns: &[
            "crypto address",
            "crypto wallet",
            "tron address",
            "litecoin address",
            "dogecoin address",
            "xrp address",
            "ripple address",
            "ltc address",
            "trx address",
            "wallet",
        ],
        triggers: &[
            Trigger::Literal(b"ltc1"),
            Trigger::Literal(b"addr1"),
            Trigger::Literal(b"stake1"),
            Trigger::Literal(b"cosmos1"),
            Trigger::Literal(b"osmo1"),
            Trigger::Literal(b"bnb1"),
            Trigger::Literal(b"TRON"),
            Trigger::Literal(b"Tron"),
            Trigger::Literal(b"TRX"),
            Trigger::Literal(b"USDT"),
            Trigger::Literal(b"itecoin"),
            Trigger::Literal(b"LTC"),
            Trigger::Literal(b"ogecoin"),
            Trigger::Literal(b"DOGE"),
            Trigger::Literal(b"XRP"),
            Trigger::Literal(b"ipple"),
            Trigger::Literal(b"Zcash"),
            Trigger::Literal(b"DASH"),
            Trigger::Column,
        ],
        forms: &[
            bech32("ltc1", 39, 59),
            bech32("addr1", 53, 98),
            bech32("stake1", 53, 53),
            bech32("cosmos1", 38, 58),
            bech32("osmo1", 38, 58),
            bech32("bnb1", 38, 38),
            base58(&[0x41], 20),
            base58(&[0x30], 20),
            base58(&[0x32], 20),
            base58(&[0x1e], 20),
            base58(&[0x4c], 20),
            base58(&[0x1c, 0xb8], 20),
            Form::Base58 { version: &[0], payload: 20, alphabet: RIPPLE, shaped: false },
        ],
    },
    Coin {
        name: "BITCOIN_PRIVATE_KEY",
        title: "Bitcoin private or extended private key",
        source: "Bitcoin developer reference, wallet import format; BIP 32, BIP 49, BIP 84",
        example: "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ",
        class: Class::Critical,
        context: &["bitcoin", "btc", "wif", "wallet", "private key"],
        columns: &["bitcoin private key", "btc private key", "wif", "xprv"],
        triggers: &[
            Trigger::Shape("![0-9A-Za-z] [5][HJK][1-9A-HJ-NP-Za-km-z]{49} ![0-9A-Za-z]"),
            Trigger::Literal(b"xprv"),
            Trigger::Literal(b"yprv"),
            Trigger::Literal(b"zprv"),
            Trigger::Literal(b"tprv"),
            Trigger::Literal(b"WIF"),
            Trigger::Literal(b"wif"),
            Trigger::Column,
        ],
        forms: &[
            shaped(&[0x80], 32),
            base58(&[0x80], 33),
            shaped(&[0x04, 0x88, 0xad, 0xe4], 74),
            shaped(&[0x04, 0x9d, 0x78, 0x78], 74),
            shaped(&[0x04, 0xb2, 0x43, 0x0c], 74),
            shaped(&[0x04, 0x35, 0x83, 0x94], 74),
        ],
    },
];

pub(super) fn detectors() -> impl Iterator<Item = Box<dyn Detector>> {
    COINS.iter().map(|coin| Box::new(coin) as Box<dyn Detector>)
}

const CHECKED: u16 = 970;
/// Forty digits after `0x` in one case have no checksum: a hash that is cut short looks the same.
const UNCHECKED: u16 = 600;
/// In capitals it is a constant of a program more often.
const UNLIKELY: u16 = 300;

impl Coin {
    /// The longest address at the start of `text`: its form, length and score.
    fn at(&self, text: &[u8], told: bool) -> Option<(Form, usize, u16)> {
        let fits = |form: &Form| form.len(text).map(|(len, score)| (*form, len, score));
        let forms = self.forms.iter().filter(|f| told || f.is_looked_for());
        forms.filter_map(fits).max_by_key(|(_, len, _)| *len)
    }
}

impl Detector for &'static Coin {
    fn facts(&self) -> Facts<'_> {
        Facts {
            class: self.class,
            group: Group::Financial,
            example: self.example,
            check: self.forms[0].check(),
            context: self.context,
            columns: self.columns,
            unique: true,
            ..Facts::new(self.name, self.title, self.source)
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        self.triggers
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let hit = |start: usize, told: bool| {
            let (form, len, score) = self.at(at.text().get(start..)?, told)?;
            is_whole(at, start, start + len).then(|| Hit::checked(start, start + len, score, form.check()))
        };
        let word = self.triggers.iter().find_map(|t| match t {
            Trigger::Literal(l) if at.ahead().starts_with(l) && begins_word(at, l) => Some(l.len()),
            _ => None,
        });
        let by_form = hit(at.pos(), false);
        let by_word = || value_behind(at, word?).and_then(|start| hit(start, true));
        let by_column = || {
            let blanks = at.ahead().iter().take_while(|b| b.is_ascii_whitespace() && **b != b'\n').count();
            if at.pos() == 0 && at.named() { hit(blanks, true) } else { None }
        };
        by_form.or_else(by_word).or_else(by_column)
    }

    fn keep(&self, _: &[u8]) -> Keep {
        Keep { head: 0, tail: 4 }
    }

    /// The same form with a payload from a keyed hash and a right checksum.
    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let form = self.at(found, true).filter(|(_, len, _)| *len == found.len()).map(|(form, ..)| form);
        let mut draw = Draw::new(key, "coin", canonical);
        form.unwrap_or(self.forms[0]).mint(found, &mut draw, out);
    }
}

impl Form {
    const fn check(self) -> &'static str {
        match self {
            Self::Base58 { .. } => "base58check",
            Self::Bech32 { .. } => "bech32",
            Self::Eip55 => "eip-55",
        }
    }

    /// Whether a trigger leads to the address itself.
    const fn is_looked_for(self) -> bool {
        !matches!(self, Self::Base58 { shaped: false, .. })
    }

    /// The length of the address that `text` begins with, and its score.
    fn len(self, text: &[u8]) -> Option<(usize, u16)> {
        match self {
            Self::Base58 { version, payload, alphabet, .. } => {
                let size = version.len() + payload + 4;
                let longest = size * 138 / 100 + 1;
                let len = text.iter().take(longest + 1).take_while(|b| alphabet.contains(b)).count();
                let mut bytes = [0; MAX_BYTES];
                let bytes = bytes.get_mut(..size)?;
                decode(text.get(..len)?, alphabet, bytes)?;
                let (data, sum) = bytes.split_at(size - 4);
                (data.starts_with(version) && sum == checksum(data)).then_some((len, CHECKED))
            }
            Self::Bech32 { lead, least, most } => {
                let data = text.strip_prefix(lead.as_bytes())?;
                let len = data.iter().take(most + 1).take_while(|b| BECH32.contains(b)).count();
                let hrp = &lead.as_bytes()[..lead.len() - 1];
                let right = (least..=most).contains(&len) && is_bech32(hrp, &data[..len]);
                right.then_some((lead.len() + len, CHECKED))
            }
            Self::Eip55 => {
                let digits = text.strip_prefix(b"0x")?.get(..40)?;
                if !digits.iter().all(u8::is_ascii_hexdigit) || digits.iter().all(|b| *b == digits[0]) {
                    return None;
                }
                let upper = digits.iter().any(u8::is_ascii_uppercase);
                let lower = digits.iter().any(u8::is_ascii_lowercase);
                let mut cased = [0; 40];
                cased.copy_from_slice(digits);
                set_case(&mut cased);
                match (upper && lower, cased == *digits) {
                    (true, true) => Some((42, CHECKED)),
                    (true, false) => None,
                    (false, _) => Some((42, if upper { UNLIKELY } else { UNCHECKED })),
                }
            }
        }
    }

    fn mint(self, found: &[u8], draw: &mut Draw<'_>, out: &mut Vec<u8>) {
        match self {
            Self::Base58 { version, payload, alphabet, .. } => {
                let mut bytes = version.to_vec();
                bytes.extend((0..payload).map(|_| draw.below(256) as u8));
                // A compressed private key ends with a one.
                if version == [0x80] && payload == 33 {
                    bytes[33] = 1;
                }
                let sum = checksum(&bytes);
                bytes.extend_from_slice(&sum);
                encode(&bytes, alphabet, out);
            }
            Self::Bech32 { lead, least, .. } => {
                out.extend_from_slice(lead.as_bytes());
                let from = out.len();
                let len = found.len().saturating_sub(lead.len()).max(least);
                // A witness version stays: it decides which checksum is right.
                out.push(found.get(lead.len()).copied().filter(|b| BECH32.contains(b)).unwrap_or(b'q'));
                draw.characters(BECH32, len - 7, out);
                out.extend_from_slice(b"qqqqqq");
                let hrp = &lead.as_bytes()[..lead.len() - 1];
                let sum = polymod(hrp, &out[from..]) ^ wanted(hrp, out[from]);
                let end = out.len();
                for (i, b) in out[end - 6..].iter_mut().enumerate() {
                    *b = BECH32[(sum >> (5 * (5 - i)) & 31) as usize];
                }
            }
            Self::Eip55 => {
                out.extend_from_slice(b"0x");
                let mut digits = Vec::new();
                draw.characters(b"0123456789abcdef", 40, &mut digits);
                let upper = found.iter().any(u8::is_ascii_uppercase);
                match (upper, found.iter().skip(2).any(u8::is_ascii_lowercase)) {
                    (false, true) => {}
                    (true, false) => digits.make_ascii_uppercase(),
                    _ => set_case(&mut digits),
                }
                out.extend_from_slice(&digits);
            }
        }
    }
}

/// The most bytes that base 58 stands for here: an extended key.
const MAX_BYTES: usize = 82;

/// The first four bytes of SHA-256 of SHA-256.
fn checksum(data: &[u8]) -> [u8; 4] {
    let twice = Sha256::digest(Sha256::digest(data));
    [twice[0], twice[1], twice[2], twice[3]]
}

/// Writes the number that base-58 `text` stands for into all of `bytes`. `None` if it does not
/// fit or has not as many zeros at the start.
fn decode(text: &[u8], alphabet: &[u8; 58], bytes: &mut [u8]) -> Option<()> {
    // Hardly ever shorter than this.
    if text.len() * 100 < bytes.len() * 100 {
        return None;
    }
    for b in text {
        let mut carry = alphabet.iter().position(|a| a == b)? as u32;
        for byte in bytes.iter_mut().rev() {
            carry += u32::from(*byte) * 58;
            *byte = carry as u8;
            carry >>= 8;
        }
        if carry > 0 {
            return None;
        }
    }
    let zeros = bytes.iter().take_while(|b| **b == 0).count();
    let ones = text.iter().take_while(|b| **b == alphabet[0]).count();
    (zeros == ones).then_some(())
}

fn encode(bytes: &[u8], alphabet: &[u8; 58], out: &mut Vec<u8>) {
    let mut digits: Vec<u8> = Vec::new();
    for byte in bytes {
        let mut carry = u32::from(*byte);
        for d in &mut digits {
            carry += u32::from(*d) << 8;
            *d = (carry % 58) as u8;
            carry /= 58;
        }
        while carry > 0 {
            digits.push((carry % 58) as u8);
            carry /= 58;
        }
    }
    out.extend(bytes.iter().take_while(|b| **b == 0).map(|_| alphabet[0]));
    out.extend(digits.iter().rev().map(|d| alphabet[usize::from(*d)]));
}

const BECH32: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/// The checksum constant: BIP 350's for witness versions from one on, else BIP 173's.
fn wanted(hrp: &[u8], first: u8) -> u32 {
    let segwit = matches!(hrp, b"bc" | b"tb" | b"ltc");
    if segwit && first != b'q' { 0x2bc8_30a3 } else { 1 }
}

fn is_bech32(hrp: &[u8], data: &[u8]) -> bool {
    data.first().is_some_and(|first| polymod(hrp, data) == wanted(hrp, *first))
}

/// The checksum polynomial of BIP 173 over the human-readable part and the data.
fn polymod(hrp: &[u8], data: &[u8]) -> u32 {
    const GENERATOR: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
    let high = hrp.iter().map(|b| u32::from(b >> 5));
    let low = hrp.iter().map(|b| u32::from(b & 31));
    let value = |b: &u8| BECH32.iter().position(|c| c == b).unwrap_or(0) as u32;
    high.chain([0]).chain(low).chain(data.iter().map(value)).fold(1, |sum: u32, v| {
        let top = sum >> 25;
        let next = (sum & 0x01ff_ffff) << 5 ^ v;
        (0..5).fold(next, |n, i| n ^ if top >> i & 1 == 1 { GENERATOR[i] } else { 0 })
    })
}

/// Makes letters upper or lower case as EIP-55 has it: upper where the digit of the hash of the
/// lower-case address is eight or more.
fn set_case(digits: &mut [u8]) {
    digits.make_ascii_lowercase();
    let hash = keccak_256(digits);
    for (i, b) in digits.iter_mut().enumerate() {
        if hash[i / 2] >> (4 - 4 * (i % 2)) & 15 >= 8 {
            b.make_ascii_uppercase();
        }
    }
}

/// Keccak-256 of less than 136 bytes, with the padding of the submission (01), not of FIPS 202.
fn keccak_256(data: &[u8]) -> [u8; 32] {
    const RATE: usize = 136;
    let mut block = [0u8; RATE];
    let len = data.len().min(RATE - 1);
    block[..len].copy_from_slice(&data[..len]);
    block[len] ^= 1;
    block[RATE - 1] ^= 0x80;
    let mut state = [0u64; 25];
    for (lane, bytes) in state.iter_mut().zip(block.chunks_exact(8)) {
        *lane = bytes.iter().rev().fold(0, |n, b| n << 8 | u64::from(*b));
    }
    keccak_f(&mut state);
    let mut out = [0; 32];
    for (bytes, lane) in out.chunks_exact_mut(8).zip(state) {
        bytes.copy_from_slice(&lane.to_le_bytes());
    }
    out
}

/// The permutation `Keccak-f[1600]`. Source: FIPS 202, section 3.2 and 3.3.
fn keccak_f(a: &mut [u64; 25]) {
    /// Rotations along the path that ρ and π walk, and the lanes on it.
    const TURNS: [u32; 24] =
        [1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44];
    const LANES: [usize; 24] = [10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1];
    let mut register = 1u8;
    for _ in 0..24 {
        let column: [u64; 5] = core::array::from_fn(|x| (0..5).fold(0, |c, y| c ^ a[x + 5 * y]));
        for (i, lane) in a.iter_mut().enumerate() {
            *lane ^= column[(i + 4) % 5] ^ column[(i + 1) % 5].rotate_left(1);
        }
        let mut moving = a[1];
        for (lane, turn) in LANES.into_iter().zip(TURNS) {
            moving = core::mem::replace(&mut a[lane], moving.rotate_left(turn));
        }
        for row in a.chunks_exact_mut(5) {
            let old: [u64; 5] = core::array::from_fn(|x| row[x]);
            for x in 0..5 {
                row[x] = old[x] ^ !old[(x + 1) % 5] & old[(x + 2) % 5];
            }
        }
        // The round constant's bits come from a linear feedback register (section 3.2.5).
        for j in 0..7 {
            if register & 1 == 1 {
                a[0] ^= 1 << ((1u32 << j) - 1);
            }
            register = register << 1 ^ if register >> 7 == 1 { 0x71 } else { 0 };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, text: &str) -> Option<(usize, u16)> {
        let coin = COINS.iter().find(|c| c.name == name).unwrap();
        coin.at(text.as_bytes(), true).map(|(_, len, score)| (len, score))
    }

    #[test]
    fn published_addresses_are_right() {
        // BIP 173, BIP 350, EIP-55, the Bitcoin wiki and the chains' documentation.
        for (name, text) in [
            ("BITCOIN_ADDRESS", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"),
            ("BITCOIN_ADDRESS", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"),
            ("BITCOIN_ADDRESS", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"),
            ("BITCOIN_ADDRESS", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"),
            ("ETHEREUM_ADDRESS", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"),
            ("ETHEREUM_ADDRESS", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"),
            ("CRYPTO_ADDRESS", "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8"),
            ("CRYPTO_ADDRESS", "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh"),
            ("BITCOIN_PRIVATE_KEY", "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ"),
            ("BITCOIN_PRIVATE_KEY", "KwdMAjGmerYanjeui5SHS7JkmpZvVipYvB2LJGU1ZxJwYvP98617"),
        ] {
            assert_eq!(found(name, text), Some((text.len(), CHECKED)), "{text}");
            for i in (text.len() / 2)..text.len() {
                let mut other = text.as_bytes().to_vec();
                other[i] = if other[i] == b'2' { b'3' } else { b'2' };
                let other = alloc::string::String::from_utf8(other).unwrap();
                assert!(found(name, &other).is_none_or(|(len, _)| len != text.len()), "{other}");
            }
        }
    }

    #[test]
    fn stand_ins_are_right() {
        for (n, coin) in COINS.iter().enumerate() {
            let key = inkwash_core::RootKey::new([n as u8; 32]).entity(coin.name);
            for form in coin.forms {
                for seed in 0..40u8 {
                    let mut out = Vec::new();
                    form.mint(b"", &mut Draw::new(&key, "test", &[seed]), &mut out);
                    assert_eq!(form.len(&out), Some((out.len(), CHECKED)), "{} {out:?}", coin.name);
                }
            }
        }
    }
}
