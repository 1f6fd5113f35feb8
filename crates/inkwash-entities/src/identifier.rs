//! Identifiers as declarations: what one consists of, how it is written, what proves it. From
//! that follow detection, score, canonical form, mask and stand-in.
//!
//! An [`Identifier`] has one or more [`Form`]s, each a sequence of [`Field`]s (its canonical
//! characters, without punctuation), a function that fills in the check characters, and the
//! [`Spelling`]s it is written in. A form's fields give every valid number a rank in a mixed
//! radix, so that a keyed permutation of the ranks gives each one another as its stand-in.

use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Keep, Score, Trigger, Wish};

pub(crate) use fields::{Dates, Era, Field};
pub(crate) use spelling::{Spelling, bare, grouped, led, peculiar};

use crate::style::Draw;
use crate::unique::{derange_among, is_whole, spoil};

mod fields;
mod spelling;
#[cfg(test)]
mod tests;

/// The most canonical characters that a form may have.
const MAX: usize = 32;

/// A kind of number or code that an authority gives out.
pub(crate) struct Identifier {
    pub(crate) facts: Facts<'static>,
    /// In the order in which they are tried.
    pub(crate) forms: &'static [Form],
    /// How many characters at the end `mask` leaves readable.
    pub(crate) tail: usize,
}

/// One way in which an identifier is built.
pub(crate) struct Form {
    /// What the canonical characters are, from left to right.
    pub(crate) fields: &'static [Field],
    /// Fills in the check characters of the rest; false if the rest cannot have any (or breaks
    /// another rule that fields cannot express: then at most one in four should). What it fills
    /// in may depend on nothing but the rest.
    pub(crate) complete: fn(&mut [u8]) -> bool,
    /// What evidence calls the check.
    pub(crate) check: &'static str,
    /// One in so many random strings of a spelling (digits and capitals where the spelling has
    /// them) is a valid number. The tests measure it.
    pub(crate) one_in: u32,
    /// One in so many strings that are built alike passes the check; 0 where it is ten for each check
    /// character. The laws of the corpora measure it.
    pub(crate) passes_one_in: u32,
    /// How many of a hundred errors in one character, and exchanges of two unequal neighbours,
    /// at least make a valid number invalid. The tests measure it.
    #[cfg_attr(not(test), expect(dead_code, reason = "a promise that only the tests read"))]
    pub(crate) catches: [u8; 2],
    /// The spellings, most usual first.
    pub(crate) spellings: &'static [Spelling],
    /// For a short form of another one: what stands in front of it there, from its canonical
    /// characters and the text that was found.
    pub(crate) longer: Option<Longer>,
}

/// From characters and the text that was found to what a longer form has in front of them.
type Longer = fn(&[u8], &[u8]) -> [u8; 2];

impl Form {
    /// What most forms have; the fields and spellings are for the declaration to say.
    pub(crate) const DEFAULT: Self = Self {
        fields: &[],
        complete: |_| true,
        check: "structure",
        one_in: 1,
        passes_one_in: 0,
        catches: [0, 0],
        spellings: &[],
        longer: None,
    };

    /// The kind (see [`Dates`]) of the number with these characters, and its rank among all of
    /// that kind; `None` if it is not valid.
    fn rank(&self, chars: &[u8]) -> Option<(usize, u128)> {
        let (mut kind, mut rank, mut at) = (0, 0, 0);
        for field in self.fields {
            let end = at + field.width();
            let (size, place) = field.read(chars.get(at..end)?, chars, &mut kind)?;
            rank = rank * u128::from(size) + u128::from(place);
            at = end;
        }
        (at == chars.len() && self.is_complete(chars)).then_some((kind, rank))
    }

    /// Whether the characters are a valid number: whether they have a rank.
    fn accepts(&self, chars: &[u8]) -> bool {
        self.fits(chars) && self.is_complete(chars)
    }

    /// Whether all is right but perhaps the check characters, and there can be some. Where there are
    /// none, what `complete` says of the rest counts as the check.
    fn resembles(&self, chars: &[u8]) -> bool {
        let mut copy = [0; MAX];
        let Some(copy) = copy.get_mut(..chars.len()) else { return false };
        copy.copy_from_slice(chars);
        let is_checked = self.fields.iter().any(|f| matches!(f, Field::Check(_)));
        self.fits(chars) && (!is_checked || (self.complete)(copy))
    }

    fn fits(&self, chars: &[u8]) -> bool {
        let mut at = 0;
        let fits = self.fields.iter().all(|field| {
            let from = at;
            at += field.width();
            chars.get(from..at).is_some_and(|part| field.fits(part, chars))
        });
        fits && at == chars.len()
    }

    fn is_complete(&self, chars: &[u8]) -> bool {
        let mut copy = [0; MAX];
        let Some(copy) = copy.get_mut(..chars.len()) else { return false };
        copy.copy_from_slice(chars);
        (self.complete)(copy) && copy == chars
    }

    /// How many ranks there are of a kind. Not all need be valid.
    fn size(&self, kind: usize) -> u128 {
        self.fields.iter().map(|f| u128::from(f.size(kind))).product()
    }

    fn kinds(&self) -> usize {
        self.fields.iter().map(Field::kinds).max().unwrap_or(1)
    }

    /// How many canonical characters it has.
    fn len(&self) -> usize {
        self.fields.iter().map(Field::width).sum()
    }

    /// Where the last check character is.
    fn last_check(&self) -> Option<usize> {
        let ends = self.fields.iter().scan(0, |at, field| {
            *at += field.width();
            Some((field, *at))
        });
        ends.filter(|(field, _)| matches!(field, Field::Check(n) if *n > 0)).last().map(|(_, end)| end - 1)
    }

    /// One in so many strings that are built alike passes the check.
    fn passes_one_in(&self) -> u32 {
        if self.passes_one_in > 0 {
            return self.passes_one_in;
        }
        let checks = self.fields.iter().map(|f| if let Field::Check(n) = f { *n as u32 } else { 0 });
        10u32.pow(checks.sum::<u32>().min(3)).min(self.one_in.max(1))
    }

    /// Writes the number of this rank; false if no valid number has it.
    fn unrank(&self, kind: usize, mut rank: u128, chars: &mut [u8; MAX]) -> bool {
        let len = self.len();
        let mut at = len;
        for field in self.fields.iter().rev() {
            let size = u128::from(field.size(kind));
            let end = at;
            at -= field.width();
            field.write((rank % size) as u64, kind, at..end, chars);
            rank /= size;
        }
        (self.complete)(&mut chars[..len])
    }

    /// The score of a spelling without context: 10 % and 3 % for each bit of evidence. Evidence
    /// are the chance rate, how peculiar the spelling is, and whether the user named a region
    /// where the identifier is in use. So ten bits (one in 1,024) make 400, half needs thirteen
    /// and a half, and a check digit that one in ten passes makes 190.
    fn score(&self, looks: u32, regional: bool) -> u16 {
        let bits = self.one_in.ilog2() + looks + if regional { REGION } else { 0 };
        (100 + 30 * bits as u16).min(940)
    }
}

/// The most that a number is worth that is also a time of our days, unless something names it or its region.
const TIME: u16 = 490;

/// Whether a text is bare digits, and these are seconds, or thousandths, millionths, … of them, since 1970, from 2001 to
/// 2030, or a stamp such as `202406230012`: times run through all numbers of a length, so no chance
/// rate is low enough.
fn is_time(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_digit) && is_time_of_digits(text)
}

fn is_time_of_digits(digits: &[u8]) -> bool {
    match digits {
        [b'1', b'0'..=b'8', ..] if matches!(digits.len(), 10 | 13 | 16 | 19) => true,
        [b'2', b'0', b'0'..=b'3', _, parts @ ..] if matches!(digits.len(), 12 | 14) => {
            // Month, day, hour, minute, second.
            let most = [12, 31, 23, 59, 59];
            parts.chunks_exact(2).zip(most).all(|(p, most)| (p[0] - b'0') * 10 + (p[1] - b'0') <= most)
        }
        _ => false,
    }
}

/// What naming a region is worth, in bits.
const REGION: u32 = 8;

/// A number that was found: its form, its spelling and its characters.
struct Read {
    form: usize,
    spelling: &'static Spelling,
    chars: [u8; MAX],
    start: usize,
    end: usize,
    lower: bool,
}

impl Identifier {
    /// Whether one of the regions is one where it is in use.
    fn is_regional(&self, regions: &[[u8; 2]]) -> bool {
        regions.iter().any(|r| self.facts.regions.iter().any(|f| f.as_bytes() == r))
    }

    fn read<'t>(&'static self, text: &'t [u8], pos: usize) -> impl Iterator<Item = Read> + 't {
        let run = text.get(pos..).unwrap_or_default().iter().take(MAX + 1).take_while(|b| b.is_ascii_digit()).count();
        let all = self.forms.iter().enumerate().flat_map(|(n, f)| f.spellings.iter().map(move |s| (n, s)));
        all.filter_map(move |(form, spelling)| {
            let mut chars = [0; MAX];
            let (start, end, lower) = spelling.read(text, pos, run, &mut chars)?;
            Some(Read { form, spelling, chars, start, end, lower })
        })
    }

    /// The form and the characters of a value's stand-in.
    fn stand_in(&'static self, canonical: &[u8], key: &EntityKey) -> (&'static Form, [u8; MAX]) {
        let forms = self.forms;
        let ranked = forms.iter().enumerate().find_map(|(n, f)| f.rank(canonical).map(|(kind, rank)| (n, kind, rank)));
        let (n, kind, rank) = ranked.unwrap_or_else(|| {
            let mut draw = Draw::new(key, "identifier", canonical);
            loop {
                let kind = draw.below(forms[0].kinds() as u64) as usize;
                let size = forms[0].size(kind);
                let rank = (u128::from(draw.below(1 << 32)) << 32 | u128::from(draw.below(1 << 32))) % size;
                if forms[0].unrank(kind, rank, &mut [0; MAX]) {
                    break (0, kind, rank);
                }
            }
        });
        let form = &forms[n];
        let mut chars = [0; MAX];
        let rank = derange_among(key, (n * 256 + kind) as u32, rank, form.size(kind), |rank| {
            form.unrank(kind, rank, &mut [0; MAX])
        });
        form.unrank(kind, rank, &mut chars);
        (form, chars)
    }

    /// Appends the characters as the text found is spelt.
    fn write_like(&'static self, found: &[u8], form: &Form, chars: &[u8], out: &mut Vec<u8>) {
        match self.read_whole(found) {
            Some(Read { spelling, .. }) => spelling.pour(found, chars, out),
            None => form.spellings[0].render(chars, out),
        }
    }

    /// The spelling of a whole text, if it is a valid number.
    fn read_whole(&'static self, found: &[u8]) -> Option<Read> {
        let all = self.forms.iter().flat_map(|f| f.spellings);
        let mut anchors = all.map(|s| s.lead);
        anchors.find_map(|lead| {
            self.read(found, lead).find(|r| {
                let form = &self.forms[r.form];
                (r.start, r.end) == (0, found.len()) && form.rank(&r.chars[..form.len()]).is_some()
            })
        })
    }
}

/// An identifier as the engine wants it.
pub(crate) struct Declared {
    identifier: &'static Identifier,
    triggers: Vec<Trigger<'static>>,
}

impl Declared {
    pub(crate) fn new(identifier: &'static Identifier) -> Self {
        let mut triggers: Vec<_> =
            identifier.forms.iter().flat_map(|f| f.spellings).map(|s| Trigger::Shape(s.shape())).collect();
        triggers.dedup();
        Self { identifier, triggers }
    }
}

impl Detector for Declared {
    fn facts(&self) -> Facts<'_> {
        Facts { check: self.identifier.forms[0].check, ..self.identifier.facts }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        &self.triggers
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let hits = self.identifier.read(at.text(), at.pos()).filter_map(
            |Read { form, spelling, chars, start, end, lower }| {
                let form = &self.identifier.forms[form];
                let stands = || is_whole(at, start, end) && !spelling.goes_on(at, start, end);
                if !(form.accepts(&chars[..form.len()]) && stands()) {
                    return None;
                }
                let regional = self.identifier.is_regional(at.regions());
                let looks = spelling.looks.saturating_sub(if lower { spelling::LOWER } else { 0 });
                let most = if !regional && is_time(&at.text()[start..end]) { TIME } else { u16::MAX };
                Some(Hit::checked(start, end, form.score(looks, regional).min(most), form.check))
            },
        );
        // With a prefix rather than without.
        hits.max_by_key(|hit| (hit.score, hit.span.len()))
    }

    fn ceiling(&self, trigger: usize, regions: &[[u8; 2]]) -> Score {
        let Some(Trigger::Shape(shape)) = self.triggers.get(trigger) else { return Score::permille(1000) };
        let regional = self.identifier.is_regional(regions);
        let forms = self.identifier.forms.iter();
        let spelt = forms.flat_map(|form| form.spellings.iter().map(move |spelling| (form, spelling)));
        let scores = spelt.filter(|(_, s)| s.shape() == *shape).map(|(form, s)| form.score(s.looks, regional));
        Score::permille(scores.max().unwrap_or(1000))
    }

    /// A string that may be of several forms has the chances of all.
    fn one_in(&self, found: &[u8]) -> u32 {
        const ALL: u32 = 1 << 20;
        let forms = self.identifier.forms.iter().filter(|form| {
            form.spellings.iter().any(|spelling| {
                let mut chars = [0; MAX];
                let run = found.iter().skip(spelling.lead).take_while(|b| b.is_ascii_digit()).count();
                let read = spelling.read(found, spelling.lead, run, &mut chars);
                read.is_some_and(|(start, end, _)| (start, end) == (0, found.len()))
                    && form.resembles(&chars[..form.len()])
            })
        });
        ALL / forms.map(|form| ALL / form.passes_one_in()).sum::<u32>().clamp(1, ALL)
    }

    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        match self.identifier.read_whole(found) {
            Some(Read { form, chars, .. }) => {
                let form = &self.identifier.forms[form];
                let chars = &chars[..form.len()];
                if let Some(longer) = form.longer {
                    out.extend(longer(chars, found));
                }
                out.extend_from_slice(chars);
            }
            None => out.extend(found.iter().filter(|b| b.is_ascii_alphanumeric()).map(u8::to_ascii_uppercase)),
        }
    }

    fn keep(&self, _: &[u8]) -> Keep {
        Keep { head: 0, tail: self.identifier.tail }
    }

    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let (form, chars) = self.identifier.stand_in(canonical, key);
        self.identifier.write_like(found, form, &chars[..form.len()], out);
    }

    fn mint_as(&self, wish: Wish, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) -> bool {
        if wish != Wish::WrongCheck {
            return false;
        }
        let (form, mut chars) = self.identifier.stand_in(canonical, key);
        let chars = &mut chars[..form.len()];
        let accepts = |chars: &[u8]| self.identifier.forms.iter().any(|f| f.len() == chars.len() && f.accepts(chars));
        let spoilt = form.last_check().is_some_and(|at| spoil(chars, at, accepts));
        if spoilt {
            self.identifier.write_like(found, form, chars, out);
        }
        spoilt
    }
}

/// Facts of an identifier that one holder has.
const fn unique(name: &'static str, title: &'static str, source: &'static str, group: Group) -> Facts<'static> {
    Facts { unique: true, group, ..Facts::new(name, title, source) }
}

/// Facts of what a state gives to persons.
pub(crate) const fn person(name: &'static str, title: &'static str, source: &'static str) -> Facts<'static> {
    Facts { personal: true, ..unique(name, title, source, Group::Government) }
}

/// Facts of what tax offices know persons or firms by.
pub(crate) const fn tax(name: &'static str, title: &'static str, source: &'static str) -> Facts<'static> {
    unique(name, title, source, Group::Tax)
}

/// Facts of what health and social insurance knows persons by.
pub(crate) const fn health(name: &'static str, title: &'static str, source: &'static str) -> Facts<'static> {
    unique(name, title, source, Group::Health)
}
