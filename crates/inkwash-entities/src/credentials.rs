//! Credentials that vendors issue, as a table: one entity per kind of credential, told by what
//! its vendor put into it so that it can be recognised.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::ops::Range;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Trigger};

use crate::secret::{begins, draw, is_label, is_marked, mark_len, put_mark};
use pattern::{Item, fit, fit_before, items};
use proof::Proof;

mod ai;
mod cloud;
mod code_hosting;
mod data;
mod keys;
mod messaging;
mod monitoring;
pub(crate) mod pattern;
mod payment;
mod productivity;
mod proof;
#[cfg(test)]
mod tests;

/// The groups of the table. A credential whose form is a special case of another's stands first.
const GROUPS: [&[Row]; 9] = [
    code_hosting::ROWS,
    cloud::ROWS,
    payment::ROWS,
    messaging::ROWS,
    ai::ROWS,
    data::ROWS,
    monitoring::ROWS,
    productivity::ROWS,
    keys::ROWS,
];

/// One detector for each row of the table.
pub(crate) fn detectors() -> impl Iterator<Item = Box<dyn Detector>> {
    GROUPS.iter().copied().flatten().map(|row| Box::new(Credential::new(row)) as Box<dyn Detector>)
}

/// One kind of credential.
struct Row {
    name: &'static str,
    title: &'static str,
    /// The vendor's documentation of it.
    source: &'static str,
    forms: &'static [Form],
    columns: &'static [&'static str],
}

/// A credential that is recognised by its own form.
const fn row(name: &'static str, title: &'static str, source: &'static str, forms: &'static [Form]) -> Row {
    Row { name, title, source, forms, columns: &[] }
}

impl Row {
    /// The same credential in columns named so: whole cells that have one of its forms.
    const fn columns(self, columns: &'static [&'static str]) -> Self {
        Self { columns, ..self }
    }
}

/// One way in which a credential is written.
struct Form {
    /// What the engine looks for: as much of the credential's fixed bytes as there is, or
    /// (`named`) the word that a telling name holds.
    literal: &'static [u8],
    /// What stands before and after the literal. See [`pattern`].
    before: &'static str,
    after: &'static str,
    /// How many bytes of the literal only lead to the credential.
    skip: usize,
    /// The literal is not part of the credential but of the name that it is given.
    named: bool,
    proof: Proof,
    /// What a stand-in has in the literal's place: the vendor's own mark of test credentials.
    test: Option<&'static [u8]>,
}

/// A credential that begins with a literal.
const fn led(literal: &'static str, after: &'static str) -> Form {
    Form { literal: literal.as_bytes(), before: "", after, skip: 0, named: false, proof: Proof::Irregular, test: None }
}

/// A credential with a literal in its midst.
const fn holding(before: &'static str, literal: &'static str, after: &'static str) -> Form {
    Form { before, ..led(literal, after) }
}

/// A credential that has no literal of its own: it is the value of a name that holds this word
/// and says what the value is (`HEROKU_API_KEY=…`, `"datadog_app_key": "…"`).
const fn named(word: &'static str, value: &'static str) -> Form {
    Form { named: true, ..led(word, value) }
}

impl Form {
    /// The first bytes of the literal only lead to the credential.
    const fn skip(self, skip: usize) -> Self {
        Self { skip, ..self }
    }

    const fn proof(self, proof: Proof) -> Self {
        Self { proof, ..self }
    }

    const fn test(self, literal: &'static str) -> Self {
        Self { test: Some(literal.as_bytes()), ..self }
    }

    /// The literal as far as it belongs to the credential.
    fn own_literal(&self) -> &'static [u8] {
        if self.named { b"" } else { self.literal.get(self.skip..).unwrap_or_default() }
    }

    /// Whether `value` is a credential of this form, and nothing else.
    fn is(&self, value: &[u8]) -> bool {
        let Some(head) = fit(self.before, value) else { return false };
        let rest = value.get(head..).unwrap_or_default();
        let Some(rest) = rest.strip_prefix(self.own_literal()) else { return false };
        fit(self.after, rest) == Some(rest.len()) && self.proof.holds(value)
    }
}

/// The longest name that is looked at for a telling word, in bytes on either side of the
/// vendor's.
const MAX_NAME: usize = 32;
/// The most blanks between a name, what assigns, and the value.
const MAX_BLANKS: usize = 16;
/// The longest cell that may be a credential, in bytes.
const MAX_CELL: usize = 4096;

/// Above what PASSWORD gives to a cell of a column that is named for it.
const SCORE: u16 = 965;
/// Above what PASSWORD gives to the value of a telling name.
const NAMED_SCORE: u16 = 955;
const COLUMN_SCORE: u16 = 970;

/// The detector of one row.
///
/// A credential stands alone: no letter, digit or `_` before it, and behind it nothing that its
/// last part could go on with. Where the vendor put a checksum into it, that must be right;
/// elsewhere the random part must be irregular, so that `ghp_xxxx…` in a manual is none.
struct Credential {
    row: &'static Row,
    triggers: Vec<Trigger<'static>>,
}

impl Credential {
    fn new(row: &'static Row) -> Self {
        let mut triggers: Vec<_> = row.forms.iter().map(|f| Trigger::Literal(f.literal)).collect();
        triggers.dedup();
        if !row.columns.is_empty() {
            triggers.push(Trigger::Column);
        }
        Self { row, triggers }
    }

    /// A cell of a column that is named for the credential.
    fn whole_cell(&self, at: &At<'_>) -> Option<Hit> {
        if !at.named() || at.pos() != 0 {
            return None;
        }
        let text = at.text().get(..at.text().len().min(MAX_CELL))?;
        let line = text.split(|b| *b == b'\n').next()?;
        let value = line.trim_ascii();
        let start = line.len() - line.trim_ascii_start().len();
        let found = self.row.forms.iter().any(|f| f.is(value));
        found.then(|| Hit::checked(start, start + value.len(), COLUMN_SCORE, "form"))
    }
}

impl Detector for Credential {
    fn facts(&self) -> Facts<'_> {
        Facts {
            group: Group::Secret,
            check: self.row.forms[0].proof.name(),
            columns: self.row.columns,
            unique: true,
            ..Facts::new(self.row.name, self.row.title, self.row.source)
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        &self.triggers
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let ahead = at.ahead();
        let here = self.row.forms.iter().filter(|f| ahead.starts_with(f.literal));
        let by_form = here.filter_map(|f| if f.named { by_name(at, f) } else { by_literal(at, f) });
        by_form.max_by_key(|hit| hit.span.len()).or_else(|| self.whole_cell(at))
    }

    /// The same form with random parts from a keyed hash, at least 80 bits of it, and a right
    /// checksum. Where the vendor marks test credentials, it is marked as one.
    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let form = self.row.forms.iter().find(|f| f.is(found));
        let (form, found) = form.map_or((&self.row.forms[0], &b""[..]), |f| (f, found));
        let mut draw = draw(key, canonical);
        let start = out.len();
        loop {
            out.truncate(start);
            let mut rest = pattern::mint(form.before, found, &mut draw, out);
            let own = form.own_literal();
            out.extend_from_slice(form.test.unwrap_or(own));
            rest = rest.get(own.len()..).unwrap_or_default();
            pattern::mint(form.after, rest, &mut draw, out);
            form.proof.mend(&mut out[start..], &mut draw);
            if let Some((place, alphabet)) = self.mark_place(&out[start..]) {
                put_mark(&mut out[start..], place, alphabet, key);
            }
            // Nearly always at the first try: a random value is irregular and another one.
            if form.proof.holds(&out[start..]) && out[start..] != *found {
                return;
            }
        }
    }

    fn is_stand_in(&self, canonical: &[u8], key: &EntityKey) -> bool {
        self.mark_place(canonical).is_some_and(|(place, alphabet)| is_marked(canonical, place, alphabet, key))
    }
}

impl Credential {
    /// Where a value has its mark, at the end of a long last part that is random, and in which characters.
    fn mark_place(&self, value: &[u8]) -> Option<(Range<usize>, &'static [u8])> {
        /// What is left of the part besides tells stand-ins apart.
        const BITS: usize = 64;
        let form = self.row.forms.iter().find(|form| form.is(value))?;
        let Some(Item::Run { class, max, .. }) = items(form.after).last() else { return None };
        let is_free = matches!(form.proof, Proof::Irregular | Proof::Mixed);
        let run = value.iter().rev().take(max).take_while(|b| pattern::is_in(class, **b)).count();
        let alphabet = pattern::alphabet_of(class, &value[value.len() - run..]);
        let len = mark_len(alphabet);
        let room = run.checked_sub(len).filter(|_| is_free && alphabet.len() > 1)?;
        (room * alphabet.len().ilog2() as usize >= BITS).then(|| (value.len() - len..value.len(), alphabet))
    }
}

/// A credential around the literal that stands at the position.
fn by_literal(at: &At<'_>, form: &Form) -> Option<Hit> {
    let (text, pos) = (at.text(), at.pos());
    let first = pos - fit_before(form.before, &text[pos.saturating_sub(At::REACH_BACK)..pos])?;
    if !begins(at, first) {
        return None;
    }
    let literal = pos + form.literal.len();
    let end = literal + fit(form.after, text.get(literal..)?)?;
    let start = first + form.skip;
    if goes_on(form, at, end) || !form.proof.holds(text.get(start..end)?) {
        return None;
    }
    Some(Hit::checked(start, end, SCORE, form.proof.name()))
}

/// Whether the byte at `end` could belong to a longer credential.
fn goes_on(form: &Form, at: &At<'_>, end: usize) -> bool {
    let next = at.byte(end);
    let last = items(form.after).last().or_else(|| items(form.before).last());
    let extends = matches!(last, Some(Item::Run { class, .. }) if pattern::is_in(class, next));
    // A full stop may end the sentence.
    let sentence = next == b'.' && !at.byte(end + 1).is_ascii_alphanumeric();
    next.is_ascii_alphanumeric() || next == b'_' || extends && !sentence
}

/// What names of credentials say.
const TELLING: [&[u8]; 9] = [b"key", b"token", b"secret", b"pass", b"auth", b"cred", b"api", b"_sid", b"pat"];

/// A credential that is given to a name around the word at the position.
fn by_name(at: &At<'_>, form: &Form) -> Option<Hit> {
    let (text, word) = (at.text(), at.pos());
    let is_name = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.');
    let after = text.get(word..text.len().min(word + form.literal.len() + MAX_NAME))?;
    // Blanks too: `Heroku API key: …`.
    let len = after.iter().take_while(|b| is_name(b) || **b == b' ').count();
    let mut from = word + len;
    from += closing_quote(text, from);
    from += usize::from(at.byte(from) == b']');
    from += blanks(text, from);
    from += match (at.byte(from), at.byte(from + 1)) {
        (b'=' | b':' | b'-', b'>') | (b':', b'=') => 2,
        (b'=' | b':', _) => 1,
        _ => return None,
    };
    let before = &text[word.saturating_sub(MAX_NAME)..word];
    let head = before.iter().rev().take_while(|b| is_name(b)).count();
    let name = text.get(word - head..word + len)?;
    if is_label(text, word - head, word + len) {
        return None;
    }
    let tells = |w: &[u8]| name.windows(w.len()).any(|n| n.eq_ignore_ascii_case(w));
    if !TELLING.iter().any(|w| tells(w)) {
        return None;
    }
    from += blanks(text, from);
    from += closing_quote(text, from);
    for scheme in [&b"Bearer "[..], b"Token ", b"Basic "] {
        if text.get(from..).is_some_and(|t| t.starts_with(scheme)) {
            from += scheme.len();
        }
    }
    let end = from + fit(form.after, text.get(from..)?)?;
    if goes_on(form, at, end) || !form.proof.holds(text.get(from..end)?) {
        return None;
    }
    Some(Hit::pattern(from, end, NAMED_SCORE))
}

/// The length of a quote, escaped or not, at `from`.
fn closing_quote(text: &[u8], from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let slashes = rest.iter().take(4).take_while(|b| **b == b'\\').count();
    if matches!(rest.get(slashes), Some(b'"' | b'\'' | b'`')) { slashes + 1 } else { 0 }
}

fn blanks(text: &[u8], from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    rest.iter().take(MAX_BLANKS).take_while(|b| matches!(b, b' ' | b'\t')).count()
}
