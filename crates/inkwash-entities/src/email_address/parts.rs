//! Where an address begins and ends around its at sign.

use inkwash_core::At;

/// The longest local part looked for. RFC 5321 allows 64 octets; rewritten ones are longer.
const LOCAL_MAX: usize = 200;
/// The longest domain (RFC 1035 section 2.3.4).
const DOMAIN_MAX: usize = 255;
/// The longest label (RFC 1035 section 2.3.4).
const LABEL_MAX: usize = 63;

/// Suffixes of files that are no top-level domains (IANA root zone database, 2025).
const FILE_SUFFIXES: &[&[u8]] = &[
    b"png", b"jpg", b"jpeg", b"gif", b"webp", b"svg", b"bmp", b"ico", b"avif", b"heic", b"tif", b"tiff", b"psd",
    b"pdf", b"css", b"scss", b"less", b"js", b"mjs", b"cjs", b"jsx", b"ts", b"tsx", b"vue", b"json", b"ndjson", b"xml",
    b"xhtml", b"html", b"htm", b"yml", b"yaml", b"toml", b"ini", b"cfg", b"conf", b"txt", b"csv", b"tsv", b"log",
    b"lock", b"bak", b"tmp", b"tar", b"tgz", b"gz", b"bz", b"xz", b"zst", b"rar", b"jar", b"war", b"whl", b"gem",
    b"deb", b"rpm", b"dmg", b"exe", b"dll", b"dylib", b"lib", b"obj", b"class", b"java", b"kt", b"cpp", b"hpp", b"cxx",
    b"cs", b"go", b"rb", b"php", b"swift", b"sql", b"db", b"sqlite", b"wasm", b"map", b"avi", b"wav", b"ogg", b"flac",
    b"mkv", b"webm", b"mpeg", b"mpg", b"woff", b"ttf", b"otf", b"eot", b"doc", b"docx", b"xls", b"xlsx", b"ppt",
    b"pptx", b"odt", b"ods", b"parquet", b"pem", b"crt", b"key", b"git", b"patch", b"diff",
];

/// Suffixes of systemd units (systemd.unit(5)).
const UNIT_SUFFIXES: &[&[u8]] =
    &[b"service", b"socket", b"device", b"mount", b"automount", b"swap", b"timer", b"path", b"slice", b"scope"];

/// Whether a local part may end in this byte. It may end in a dot or hyphen: some providers
/// once gave out such addresses.
pub(super) fn may_end_local(b: u8) -> bool {
    is_local(b) || b >= 0x80
}

fn is_local(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'+' | b'-' | b'\'' | b'%' | b'~')
}

/// What a percent escape of an address stands for, if an address may hold it: letters, digits
/// and `+ - . _ ' @`.
pub(super) fn escape(text: &[u8], at: usize) -> Option<u8> {
    let [b'%', high, low] = text.get(at..at + 3)? else {
        return None;
    };
    let hex = |b: &u8| (*b as char).to_digit(16);
    let byte = (hex(high)? << 4 | hex(low)?) as u8;
    let allowed = byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'_' | b'\'' | b'@');
    allowed.then_some(byte)
}

/// The start of the local part that ends at offset `sign`; `end` is the address's end.
pub(super) fn local(at: &At<'_>, sign: usize, end: usize) -> Option<usize> {
    let text = at.text();
    let floor = sign.saturating_sub(LOCAL_MAX);
    let mut start = sign;
    let mut first_equals = None;
    let mut last_equals = None;
    let mut ascii = false;
    while start > floor {
        let b = at.before(start);
        if b >= 0x80 {
            match letter_before(text, start) {
                // Latin, Greek or Cyrillic letters mix with ASCII ones; Chinese, Japanese and
                // Korean text runs straight up to an address without a blank.
                Some(len) if len == 2 || !ascii => start -= len,
                _ => break,
            }
            continue;
        }
        match b {
            b'%' => {
                let is_escape = at.byte(start).is_ascii_hexdigit() && at.byte(start + 1).is_ascii_hexdigit();
                if is_escape && start + 1 < sign && escape(text, start - 1).is_none() {
                    // An encoded delimiter, as in `%3Dann@example.com`.
                    start += 2;
                    break;
                }
            }
            b'=' => {
                first_equals = Some(start - 1);
                last_equals = last_equals.or(first_equals);
            }
            _ if is_local(b) => ascii |= b.is_ascii_alphanumeric(),
            _ => break,
        }
        start -= 1;
    }
    if sign - start >= LOCAL_MAX {
        return None;
    }
    if let (Some(first), Some(last)) = (first_equals, last_equals)
        && !is_rewritten(text.get(start..first)?)
    {
        start = last + 1;
    }
    start = after_escape(at, start, sign);
    start = after_quote(at, start, sign, end);
    while start < sign {
        let b = at.byte(start);
        if b.is_ascii_alphanumeric() || b == b'_' || b >= 0x80 {
            return Some(start);
        }
        start += 1;
    }
    None
}

/// Whether what stands before the first `=` shows that a mail server rewrote the address: the
/// sender rewriting scheme, bounce address tag validation, or a variable envelope return path.
fn is_rewritten(tag: &[u8]) -> bool {
    let known = [&b"SRS0"[..], b"SRS1", b"prvs", b"btv1"].iter().any(|t| tag.eq_ignore_ascii_case(t));
    let rewritten = |t: &[u8]| t.len() > 4 && t[..3].eq_ignore_ascii_case(b"SRS") && matches!(t[4], b'+' | b'-');
    known || rewritten(tag) || tag.first().is_some_and(u8::is_ascii_alphanumeric) && tag.contains(&b'+')
}

/// Steps over the rest of a backslash escape that stands before the address in text that nobody
/// decoded: `\nann@example.com`, `\u003cann@example.com\u003e`.
fn after_escape(at: &At<'_>, start: usize, sign: usize) -> usize {
    if at.before(start) != b'\\' {
        return start;
    }
    let len = match at.byte(start) {
        b'u' if (1..5).all(|i| at.byte(start + i).is_ascii_hexdigit()) => 5,
        b'n' | b'r' | b't' | b'b' | b'f' => 1,
        _ => 0,
    };
    if start + len < sign { start + len } else { start }
}

/// Steps over the opening quote of a string literal: in `b'ann@example.com'` the apostrophe is
/// no letter of the name, in `o'neil@example.com` it is.
fn after_quote(at: &At<'_>, start: usize, sign: usize, end: usize) -> usize {
    let Some(local) = at.text().get(start..sign) else {
        return start;
    };
    let Some(quote) = local.iter().position(|b| *b == b'\'') else {
        return start;
    };
    let prefix = &local[..quote];
    let is_prefix = prefix.len() <= 2 && prefix.iter().all(|b| b"bBuUrRfFnNeE".contains(b));
    if is_prefix && at.byte(end) == b'\'' { start + quote + 1 } else { start }
}

/// Length of the UTF-8 character before offset `end`, if it can be part of a name: letters and
/// marks, not the punctuation and symbols of Latin-1 (U+0080 to U+00BF), U+2000 to U+2BFF,
/// U+3000 to U+303F or U+FF00 to U+FFEF.
fn letter_before(text: &[u8], end: usize) -> Option<usize> {
    let len = (2..=4).find(|n| end.checked_sub(*n).and_then(|i| text.get(i)).is_some_and(|b| *b >= 0xc0))?;
    let bytes = text.get(end - len..end)?;
    is_letter(bytes).then_some(len)
}

/// Length of the UTF-8 character at offset `start`, if it can be part of a name.
fn letter_at(text: &[u8], start: usize) -> Option<usize> {
    let len = match *text.get(start)? {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    is_letter(text.get(start..start + len)?).then_some(len)
}

fn is_letter(bytes: &[u8]) -> bool {
    let Some(c) = core::str::from_utf8(bytes).ok().and_then(|s| s.chars().next()) else {
        return false;
    };
    let one = bytes.len() == c.len_utf8();
    one && !matches!(u32::from(c), 0x80..=0xbf | 0xd7 | 0xf7 | 0x2000..=0x2bff | 0x3000..=0x303f | 0xff00..=0xffef)
}

/// The start of a quoted local part (RFC 5322 section 3.2.4) whose closing quote stands just
/// before offset `sign`. Only letters, digits, blanks and the plainest punctuation may be
/// inside, so that JSON and code between two strings is never taken for one.
pub(super) fn quoted_local(at: &At<'_>, sign: usize) -> Option<usize> {
    let close = sign.checked_sub(1).filter(|i| at.byte(*i) == b'"')?;
    let mut i = close;
    while i > close.saturating_sub(64) {
        i -= 1;
        match at.byte(i) {
            b'"' => {
                let plain = |b: u8| b.is_ascii_alphanumeric() || b >= 0x80;
                let inside = i + 1 < close && plain(at.byte(i + 1)) && plain(at.byte(close - 1));
                let opens = !plain(at.before(i)) && !matches!(at.before(i), b'"' | b'\\' | b'_');
                return (inside && opens).then_some(i);
            }
            b if b.is_ascii_alphanumeric() || b >= 0x80 || b" ._+-'@".contains(&b) => {}
            _ => return None,
        }
    }
    None
}

/// The end of the domain that begins at offset `start`, without trailing punctuation.
pub(super) fn domain(at: &At<'_>, start: usize) -> Option<usize> {
    let text = at.text();
    if !at.byte(start).is_ascii_alphanumeric() && letter_at(text, start).is_none() {
        return None;
    }
    let (mut end, mut good, mut labels) = (start, None, 0);
    let (mut first, mut file) = (start..start, false);
    loop {
        let from = end;
        end = label_end(text, from);
        if end == from || end - start > DOMAIN_MAX || end - from > LABEL_MAX {
            break;
        }
        let label = text.get(from..end)?;
        if labels == 0 {
            first = from..end;
        } else if labels == 1 && is_version(text.get(first.clone())?, label) {
            return None;
        }
        labels += 1;
        if labels > 1 {
            match judge_last(label) {
                Last::Good(len) => good = Some(from + len),
                // A unit's name is no address with something behind it.
                Last::Unit => {
                    if at.byte(end) != b'.' || !at.byte(end + 1).is_ascii_alphanumeric() {
                        return None;
                    }
                }
                Last::File => file = true,
                Last::Bad => {}
            }
        }
        if at.byte(end) != b'.' {
            break;
        }
        end += 1;
    }
    let scaled = file && matches!(text.get(first), Some([b'1'..=b'9', b'x']));
    good.filter(|_| !scaled)
}

/// The end of the run of letters, digits and inner hyphens that begins at offset `from`.
fn label_end(text: &[u8], from: usize) -> usize {
    let (mut i, mut end) = (from, from);
    while let Some(&b) = text.get(i) {
        if b.is_ascii_alphanumeric() {
            i += 1;
            end = i;
        } else if b == b'-' && i > from {
            i += 1;
        } else if let Some(len) = letter_at(text, i) {
            i += len;
            end = i;
        } else {
            break;
        }
        if i - from > LABEL_MAX + 4 {
            break;
        }
    }
    end
}

enum Last {
    /// Its first so many bytes can be a top-level domain.
    Good(usize),
    /// A systemd unit's suffix.
    Unit,
    /// A file's suffix.
    File,
    Bad,
}

/// Whether a label can be a top-level domain (RFC 3696 section 2: not all digits; RFC 5890 for
/// `xn--`). The root zone's are all ASCII or all not, so text in another script that follows
/// without a blank is cut off, and so is what follows a hyphen.
fn judge_last(label: &[u8]) -> Last {
    let is = |list: &[&[u8]]| list.iter().any(|s| label.eq_ignore_ascii_case(s));
    if is(UNIT_SUFFIXES) {
        return Last::Unit;
    }
    if is(FILE_SUFFIXES) {
        return Last::File;
    }
    if label.len() > 4 && label[..4].eq_ignore_ascii_case(b"xn--") {
        return if label.is_ascii() { Last::Good(label.len()) } else { Last::Bad };
    }
    let letters = label.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    match label.get(letters) {
        None if letters >= 2 => Last::Good(letters),
        Some(b'-' | 0x80..) if letters >= 2 => Last::Good(letters),
        Some(0x80..) if label.iter().all(|b| *b >= 0x80) => Last::Good(label.len()),
        _ => Last::Bad,
    }
}

/// `1.3…` and `v4.1…` begin a version. A first label of digits alone is well known from mail
/// providers (`163.com`).
fn is_version(first: &[u8], second: &[u8]) -> bool {
    let digits = |b: &[u8]| !b.is_empty() && b.iter().all(u8::is_ascii_digit);
    let begins_with_digit = second.first().is_some_and(u8::is_ascii_digit);
    match first {
        [b'v' | b'V', rest @ ..] if digits(rest) => begins_with_digit,
        _ => digits(first) && begins_with_digit,
    }
}

/// The end of a domain literal (RFC 5321 section 4.1.3) whose bracket opens at offset `open`.
pub(super) fn domain_literal(at: &At<'_>, open: usize) -> Option<usize> {
    let rest = at.text().get(open + 1..)?;
    let rest = &rest[..rest.len().min(64)];
    let inside = &rest[..rest.iter().position(|b| *b == b']')?];
    let (address, least_colons) = match inside {
        [b'I' | b'i', b'P' | b'p', b'v' | b'V', b'6', b':', six @ ..] => (six, 2),
        four => (four, 0),
    };
    let colons = address.iter().filter(|b| **b == b':').count();
    let dots = address.iter().filter(|b| **b == b'.').count();
    let fits = match least_colons {
        0 => colons == 0 && dots == 3 && address.iter().all(|b| b.is_ascii_digit() || *b == b'.'),
        least => colons >= least && address.iter().all(|b| b.is_ascii_hexdigit() || matches!(b, b':' | b'.')),
    };
    (fits && address.len() >= 3).then_some(open + 1 + inside.len() + 1)
}
