use alloc::vec::Vec;
use core::ops::Range;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Score, Trigger};

use crate::secret::{BASE64, disguise, draw, is_marked, mark_len, put_mark};

/// Private key as text: a PEM block, an SSH2 block, or a PuTTY key file.
///
/// A PEM block begins with `-----BEGIN … PRIVATE KEY-----` (`RSA`, `EC`, `DSA`, `OPENSSH`,
/// `ENCRYPTED`, none for PKCS #8) or `-----BEGIN PGP PRIVATE KEY BLOCK-----`, goes on with header
/// lines and base64, and ends with the same words after `END`. The line ends may be written out
/// (`\n`, as in JSON and `.env` files) or have become blanks, and the lines may be indented,
/// quoted, commented out or glued together as string literals.
///
/// A block without its end is taken up to its last line of base64 (or [`At::REACH`]): most of a
/// key is as bad as all of it. A beginning alone, without 24 characters of base64 after it,
/// holds nothing secret and is not found.
///
/// Source: RFC 7468 §2, §10, §11; RFC 1421 §4.6 (header lines); RFC 9580 §6.2 (OpenPGP armor);
/// RFC 4716 §3 (SSH2; the private form is ssh.com's);
/// PuTTY User Manual, appendix "PPK file format".
pub(crate) struct PrivateKey;

const PEM: &[u8] = b"-----BEGIN ";
const PUTTY: &[u8] = b"PuTTY-User-Key-File-";
const END: &[u8] = b"-----END ";
/// What the trigger looks for is the first sixteen bytes.
const SSH2: &[u8] = b"---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----";
const SSH2_END: &[u8] = b"---- END SSH2 ENCRYPTED PRIVATE KEY ----";
/// The longest label, in bytes: `ENCRYPTED PRIVATE KEY` and unheard-of ones.
const MAX_LABEL: usize = 48;
/// A word of base64 that no prose has: lines are 64 or 76 characters long.
const LONG: usize = 16;
/// The least base64 that is part of a key, in characters.
const MIN_BODY: usize = 24;
/// The longest header line's name and the longest header line, in bytes.
const MAX_NAME: usize = 64;
const MAX_LINE: usize = 1024;
const SCORE: u16 = 990;

/// A part of a block that says which key it is.
enum Part {
    Base64,
    /// A header line's value; whether it is public (`AES-128-CBC`, a count of lines).
    Header {
        public: bool,
    },
}

/// How a block ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Close {
    /// With its last line.
    Complete,
    /// Something else follows.
    Broken,
    /// The text ends first.
    TextEnds,
}

/// A block: where its last useful byte is, how much base64 it has, and how it ends.
struct Block {
    end: usize,
    base64: usize,
    close: Close,
}

impl Detector for PrivateKey {
    fn facts(&self) -> Facts<'_> {
        Facts {
            group: Group::Secret,
            unique: true,
            multiline: true,
            ..Facts::new("PRIVATE_KEY", "Private key", "RFC 7468; RFC 9580 §6.2; PuTTY User Manual, PPK file format")
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        &[Trigger::Literal(PEM), Trigger::Literal(PUTTY), Trigger::Literal(b"---- BEGIN SSH2 ")]
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let (start, text) = (at.pos(), at.ahead());
        if !text.starts_with(PEM) && !text.starts_with(PUTTY) && !text.starts_with(&SSH2[..16]) {
            return None;
        }
        let block = walk(text, &mut |_, _, _| {})?;
        if block.close == Close::TextEnds && at.more() && text.len() < At::REACH {
            let score = if block.base64 >= MIN_BODY { SCORE } else { 0 };
            return Some(Hit { score: Score::permille(score), ..Hit::pattern(start, start + text.len(), 0) }.pending());
        }
        (block.base64 >= MIN_BODY).then(|| Hit::pattern(start, start + block.end, SCORE))
    }

    /// The same block with keyed base64 in the place of the key's, character for character:
    /// label, number and length of lines, line ends and indentation stay. Header lines that may
    /// tell of a person (`Comment`) are disguised. More than 128 bits come from a keyed hash, so
    /// that two keys get one stand-in, or one its own, with a chance of less than 2^-128.
    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let mut draw = draw(key, canonical);
        // Letters and digits only: a lone `+` would glue string literals.
        let alphabet = &BASE64[..62];
        let start = out.len();
        let mut copied = 0;
        let block = walk(found, &mut |from, to, part| {
            out.extend_from_slice(&found[copied..from]);
            let value = &found[from..to];
            match part {
                Part::Base64 => {
                    let padding = value.iter().rev().take_while(|b| **b == b'=').count();
                    let lead = usize::from(value[0] == b'=' && padding < value.len());
                    out.extend_from_slice(&value[..lead]);
                    draw.text(alphabet, value.len() - padding - lead, out);
                    out.extend_from_slice(&value[value.len() - padding..]);
                }
                Part::Header { public: false } if value.iter().any(u8::is_ascii_alphanumeric) => {
                    disguise(value, &mut draw, out, |_| true);
                }
                Part::Header { .. } => out.extend_from_slice(value),
            }
            copied = to;
        });
        if block.is_some_and(|b| b.base64 >= MIN_BODY && b.end == found.len()) {
            out.extend_from_slice(&found[copied..]);
        } else {
            out.truncate(start);
            out.extend_from_slice(b"-----BEGIN PRIVATE KEY-----\n");
            draw.text(alphabet, 64, out);
            out.extend_from_slice(b"\n-----END PRIVATE KEY-----");
        }
        if let Some(place) = mark_place(&out[start..]) {
            put_mark(&mut out[start..], place, alphabet, key);
        }
    }

    /// The first long word of a key begins with a mark.
    fn is_stand_in(&self, canonical: &[u8], key: &EntityKey) -> bool {
        mark_place(canonical).is_some_and(|place| is_marked(canonical, place, &BASE64[..62], key))
    }
}

/// Where a block has its mark, if it has room for one.
fn mark_place(text: &[u8]) -> Option<Range<usize>> {
    let mut place = None;
    walk(text, &mut |from, to, part| {
        if place.is_none() && matches!(part, Part::Base64) && to - from >= MIN_BODY && text[from] != b'=' {
            place = Some(from..from + mark_len(&BASE64[..62]));
        }
    })?;
    place
}

/// Walks over the block that `text` begins with, telling `visit` the ranges that are the key's
/// own. `None` if no private key's block begins here.
fn walk(text: &[u8], visit: &mut dyn FnMut(usize, usize, Part)) -> Option<Block> {
    let putty = text.starts_with(PUTTY);
    let mut at = if putty { 0 } else { opening(text)? };
    let (mut end, mut base64, mut short_words, mut private) = (at, 0, 0, !putty);
    let block = |end, base64, close| Some(Block { end, base64, close });
    loop {
        at = skip_separators(text, at);
        let rest = text.get(at..).unwrap_or_default();
        if rest.is_empty() {
            return block(end, base64, Close::TextEnds);
        }
        if rest.starts_with(b"--") || rest == b"-" {
            return match closing(rest) {
                Line::Whole(len) => block(at + len, base64, Close::Complete),
                Line::Cut => block(end, base64, Close::TextEnds),
                Line::Other => block(end, base64, Close::Broken),
            };
        }
        let name = rest.iter().take(MAX_NAME).take_while(|b| b.is_ascii_alphanumeric() || **b == b'-').count();
        if name > 0 && rest.get(name) == Some(&b':') && (putty || base64 == 0) {
            // RFC 4716 §3.3.2 puts a comment in quotes.
            let quoted = text.starts_with(&SSH2[..16]) && rest.get(name + 2) == Some(&b'"');
            let to = if quoted { name + 3 } else { 0 };
            let line = to + line_len(&rest[to..]);
            let line = if quoted && rest.get(line) == Some(&b'"') { line + 1 } else { line };
            if line >= MAX_LINE {
                return block(end, base64, Close::Broken);
            }
            let name_text = &rest[..name];
            let value = match name_text {
                b"DEK-Info" => rest[..line].iter().position(|b| *b == b',').map_or(line, |i| i + 1),
                _ => name + 1,
            };
            visit(at + value, at + line, Part::Header { public: is_public(name_text) });
            at += line;
            private |= name_text == b"Private-Lines";
            if putty && private && matches!(name_text, b"Private-MAC" | b"Private-Hash") {
                let close = if at == text.len() { Close::TextEnds } else { Close::Complete };
                return block(at, base64, close);
            }
            continue;
        }
        let word = rest.iter().take_while(|b| BASE64.contains(b) || **b == b'=').count();
        let bounded = rest.get(word).is_none_or(|b| is_separator(*b) || matches!(b, b'-' | b'\\'));
        if word == 0 || !bounded {
            return block(end, base64, Close::Broken);
        }
        if word >= LONG {
            base64 += if private { word } else { 0 };
            short_words = 0;
        } else {
            // A last short line, and OpenPGP's checksum after it.
            short_words += 1;
            if base64 == 0 && private || short_words > 2 {
                let last = at + word == text.len();
                let close = if last { Close::TextEnds } else { Close::Broken };
                return block(end, base64, close);
            }
        }
        visit(at, at + word, Part::Base64);
        at += word;
        if word >= LONG || short_words == 1 && at == text.len() {
            end = at;
        }
    }
}

/// Whether a header line says nothing of the key's owner or of the key itself.
fn is_public(name: &[u8]) -> bool {
    name.starts_with(PUTTY)
        || matches!(
            name,
            b"Proc-Type"
                | b"Version"
                | b"Encryption"
                | b"Public-Lines"
                | b"Private-Lines"
                | b"Key-Derivation"
                | b"Argon2-Memory"
                | b"Argon2-Passes"
                | b"Argon2-Parallelism"
        )
}

/// What stands where a block's first or last line should.
enum Line {
    /// The line, this long.
    Whole(usize),
    /// As much of it as the text has.
    Cut,
    /// Another thing.
    Other,
}

/// The length of the opening line; all of a text that ends within it.
fn opening(text: &[u8]) -> Option<usize> {
    let ssh2 = text.len().min(SSH2.len());
    if ssh2 >= 16 && text[..ssh2] == SSH2[..ssh2] {
        return Some(ssh2);
    }
    match boundary(text, PEM) {
        Line::Whole(len) => Some(len),
        Line::Cut => Some(text.len()),
        Line::Other => None,
    }
}

fn closing(text: &[u8]) -> Line {
    let ssh2 = text.len().min(SSH2_END.len());
    if text[..ssh2] == SSH2_END[..ssh2] {
        return if ssh2 == SSH2_END.len() { Line::Whole(ssh2) } else { Line::Cut };
    }
    if text.len() < END.len() {
        return if END.starts_with(text) { Line::Cut } else { Line::Other };
    }
    boundary(text, END)
}

/// A line of `lead`, a private key's label, and five dashes.
fn boundary(text: &[u8], lead: &[u8]) -> Line {
    let Some(rest) = text.strip_prefix(lead) else {
        return Line::Other;
    };
    let letters = |b: &&u8| b.is_ascii_uppercase() || b.is_ascii_digit() || **b == b' ';
    let len = rest.iter().take(MAX_LABEL).take_while(letters).count();
    let (label, after) = rest.split_at(len);
    if after.len() < 5 && after.iter().all(|b| *b == b'-') && len < MAX_LABEL {
        return Line::Cut;
    }
    let private = label.ends_with(b"PRIVATE KEY") || label.ends_with(b"PRIVATE KEY BLOCK");
    if private && after.starts_with(b"-----") { Line::Whole(lead.len() + len + 5) } else { Line::Other }
}

/// What stands between the words of a block: blanks and line ends, and what quoting, comments
/// and string literals put there.
fn is_separator(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\r' | b'\n' | b'"' | b'\'' | b',' | b'>' | b'|' | b'#' | b'*')
}

fn skip_separators(text: &[u8], mut at: usize) -> usize {
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let slashes = rest.iter().take_while(|b| **b == b'\\').count();
        at += match rest {
            [b'\\', ..] if rest.get(slashes).is_none_or(|b| matches!(b, b'n' | b'r' | b't')) => {
                (slashes + 1).min(rest.len())
            }
            [b'\\', ..] => slashes,
            [b'+', next, ..] if is_separator(*next) => 1,
            [b'-', next, ..] if *next != b'-' => 1,
            [b, ..] if is_separator(*b) => 1,
            _ => return at,
        };
    }
}

/// The length of the line that `text` begins with, without its end, written out or not.
fn line_len(text: &[u8]) -> usize {
    let ends = |i: &usize| matches!(text[*i], b'\n' | b'\r' | b'"') || text[*i] == b'\\' && i + 1 < text.len();
    let longest = text.len().min(MAX_LINE);
    (0..longest).find(ends).unwrap_or(longest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    fn probe(text: &str, more: bool) -> Option<Hit> {
        PrivateKey.probe(&At::new(text.as_bytes(), 0).with_more(more))
    }

    /// Every beginning of a block that may go on is pending; the whole block is not.
    #[test]
    fn a_block_that_may_go_on_is_asked_for_again() {
        let block = format!("-----BEGIN EC PRIVATE KEY-----\n{}\n-----END EC PRIVATE KEY-----", "Zm9v".repeat(30));
        for cut in PEM.len()..block.len() {
            let hit = probe(&block[..cut], true).unwrap_or_else(|| panic!("no hit at {cut}"));
            assert!(hit.pending && hit.span.end == cut, "cut at {cut}");
        }
        let whole = format!("{block}\n");
        let hit = probe(&whole, true).expect("a hit");
        assert_eq!((hit.pending, hit.span.end), (false, block.len()));
        assert!(!probe(&block[..100], false).expect("a hit without its end").pending);
    }

    #[test]
    fn stand_ins_are_known_by_their_mark() {
        let root = |n| inkwash_core::RootKey::new([n; 32]).entity("PRIVATE_KEY");
        let block = format!("-----BEGIN EC PRIVATE KEY-----\n{}\n-----END EC PRIVATE KEY-----", "Zm9v".repeat(30));
        for found in [&*block, "nothing of the kind"] {
            let mut out = Vec::new();
            PrivateKey.mint(found.as_bytes(), found.as_bytes(), &root(3), &mut out);
            assert!(PrivateKey.is_stand_in(&out, &root(3)) && !PrivateKey.is_stand_in(&out, &root(4)));
            assert!(!PrivateKey.is_stand_in(found.as_bytes(), &root(3)));
            let at = out.len() - 40;
            out[at] = if out[at] == b'A' { b'B' } else { b'A' };
            assert!(!PrivateKey.is_stand_in(&out, &root(3)));
        }
    }

    #[test]
    fn a_block_longer_than_the_reach_is_covered_up_to_it() {
        let line = "Zm9v".repeat(16) + "\n";
        let hit = probe(&format!("-----BEGIN PRIVATE KEY-----\n{}", line.repeat(1200)), true).expect("a hit");
        assert!(!hit.pending && hit.span.end > At::REACH - 80, "{}", hit.span.end);
    }
}
