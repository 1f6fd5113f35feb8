use alloc::vec::Vec;

use crate::{EntityKey, Evidence, Score, Span};

/// How sensitive a kind of data is, most sensitive first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Personal data and secrets.
    Critical,
    /// Business data that would do harm outside.
    Confidential,
    /// For everyone inside.
    Internal,
    /// For everyone.
    Public,
}

impl Class {
    /// The lower-case name used in policies, reports and JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::Confidential => "confidential",
            Self::Internal => "internal",
            Self::Public => "public",
        }
    }
}

/// What an entity is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Given by a state to a person: national identity numbers, identity cards, passports.
    Government,
    /// Known to a tax office: of persons, and of firms that may be one person's.
    Tax,
    /// Health and social insurance, patients.
    Health,
    /// Accounts and cards.
    Financial,
    /// Ways to reach somebody.
    Contact,
    /// Devices and their addresses.
    Network,
    /// What opens something.
    Secret,
    /// Names, dates of birth and the like.
    Person,
    /// Vehicles and licences to drive them.
    Vehicle,
    /// None of these.
    Other,
}

impl Group {
    /// The lower-case name used in lists and JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Government => "government",
            Self::Tax => "tax",
            Self::Health => "health",
            Self::Financial => "financial",
            Self::Contact => "contact",
            Self::Network => "network",
            Self::Secret => "secret",
            Self::Person => "person",
            Self::Vehicle => "vehicle",
            Self::Other => "other",
        }
    }
}

/// What is known about an entity apart from how it is recognised.
///
/// Most fields have a sensible empty value; write `..Facts::new(name, title, source)`.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The entity's name in capitals, as policies and findings say it: `EMAIL_ADDRESS`.
    pub name: &'a str,
    /// A short title for people: `E-mail address`.
    pub title: &'a str,
    /// The standard, RFC or authority that defines the format and its check.
    pub source: &'a str,
    /// The class it has unless the policy says otherwise.
    pub class: Class,
    /// What it is about.
    pub group: Group,
    /// An invented or published value that is valid; empty if there is none that may be shown.
    pub example: &'a str,
    /// The name of the check that a value must pass, as evidence says it; empty if there is none.
    pub check: &'a str,
    /// ISO 3166-1 alpha-2 codes where it is in use; empty means everywhere.
    pub regions: &'a [&'a str],
    /// Words that make it likelier when they stand near by on the same line, in lower case
    /// (ASCII case is ignored): `"e-mail"`, `"correo"`, `"邮箱"`. Words of up to four ASCII
    /// letters must stand alone; longer ones may be the start of a longer word, and its end if
    /// they have nothing but letters.
    pub context: &'a [&'a str],
    /// Words that make it unlikelier when they stand near by (and nearer than any of `context`),
    /// or in the column's name.
    pub against: &'a [&'a str],
    /// Names of columns, fields and keys that hold it, as lower-case words separated by
    /// spaces: `"e mail"` matches `e_mail`, `eMail`, `customer.E-Mail` and `e_mail_2`.
    /// `"users.name"` wants the table's or parent's last word to be `users` (`user` too) and
    /// the column to be exactly `name`. `"&name"` wants it to be exactly `name` in a table that has
    /// a column of something [`personal`](Facts::personal), `"&"` any name that says nothing and
    /// values that are words of the mail addresses beside them. `"!next token"` excepts such names
    /// from the others.
    /// See [`NameWords`](crate::NameWords).
    pub columns: &'a [&'a str],
    /// Whether a value stands for one holder, so that distinct values must get distinct
    /// stand-ins.
    pub unique: bool,
    /// Whether a finding may hold line ends. All others never cross one.
    pub multiline: bool,
    /// Whoever has one is a person: a column of it makes a column `name` beside it one of persons'
    /// names.
    pub personal: bool,
    /// Not sensitive itself: it claims its span from weaker look-alikes and is never reported.
    pub decoy: bool,
}

impl<'a> Facts<'a> {
    /// Facts with the three that have no default; class critical, everything else empty.
    #[must_use]
    pub const fn new(name: &'a str, title: &'a str, source: &'a str) -> Self {
        Self {
            name,
            title,
            source,
            class: Class::Critical,
            group: Group::Other,
            example: "",
            check: "",
            regions: &[],
            context: &[],
            against: &[],
            columns: &[],
            unique: false,
            multiline: false,
            personal: false,
            decoy: false,
        }
    }
}

/// What must be present for an entity to be there at all. The engine looks for all triggers of
/// all detectors in one pass; only where one is found does it call the detector's
/// [`probe`](Detector::probe).
///
/// A trigger may fire too often, never too seldom: a probe that finds something at a position
/// where none of its triggers fires breaks a law (the testkit's oracle catches it).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger<'a> {
    /// A sequence of byte classes. The probe is called with the position of its anchor.
    ///
    /// Items, separated by nothing or by blanks (a blank has no meaning; write `[ ]`):
    ///
    /// | item | matches |
    /// |---|---|
    /// | `9` | a digit |
    /// | `A` | an upper-case letter |
    /// | `a` | a letter |
    /// | `x` | a hexadecimal digit |
    /// | `w` | a letter, a digit or any byte of a non-ASCII character |
    /// | `[…]` | one of these ASCII bytes, ranges as `[a-z]`; a `-` first or last is itself |
    /// | `- . : @ / + ( ) # = _ , ; " '` | itself |
    ///
    /// `{n}` or `{m,n}` after an item repeats it. `!item` at the very start means: the byte
    /// before is not one (or the text begins here); at the very end: the byte after is not one
    /// (or the text ends). `^` at the very start, before a `!item` if there is one, means that a
    /// number begins here: the byte before is neither a digit nor one of `- . / : ,` with a digit
    /// before it, as within dates, versions and decimals; `~` instead of it forbids `-` and `.` only. `&` before an item makes that item's position the anchor, and all
    /// items before it must have a fixed length; without `&` the anchor is the first item. A
    /// shape matches 63 bytes at most.
    ///
    /// Examples: `"!9 9{3}-9{2}-9{4} !9"`, `"w&@w"`, `"[+][(]{0,1}9"`.
    Shape(&'a str),
    /// These bytes, exactly (three or more; rare ones). The anchor is the first of them.
    Literal(&'a [u8]),
    /// A cell whose column, field or key is named for the entity. The anchor is 0, the cell's
    /// first byte.
    Column,
}

/// The place where a probe looks: a text, a position in it, and what is known about the cell.
#[derive(Clone, Copy, Debug)]
pub struct At<'t> {
    text: &'t [u8],
    pos: usize,
    named: bool,
    more: bool,
    regions: &'t [[u8; 2]],
}

impl Trigger<'_> {
    /// The most bytes that a shape matches.
    pub const LONGEST: usize = 63;
}

impl<'t> At<'t> {
    /// The furthest that a probe may look ahead of or behind its position, in bytes.
    pub const REACH: usize = 64 * 1024;
    /// The furthest that a probe may look back, in bytes.
    pub const REACH_BACK: usize = 512;

    /// A place at byte `pos` of `text`.
    #[must_use]
    pub const fn new(text: &'t [u8], pos: usize) -> Self {
        Self { text, pos, named: false, more: false, regions: &[] }
    }

    /// The same place in a cell whose column is (or is not) named for the entity.
    #[must_use]
    pub const fn with_named(self, named: bool) -> Self {
        Self { named, ..self }
    }

    /// The same place in a text that may (or may not) go on after its last byte.
    #[must_use]
    pub const fn with_more(self, more: bool) -> Self {
        Self { more, ..self }
    }

    /// The same place with the user's regions (ISO 3166-1 alpha-2, capitals).
    #[must_use]
    pub const fn with_regions(self, regions: &'t [[u8; 2]]) -> Self {
        Self { regions, ..self }
    }

    /// The text: one cell, decoded, as bytes (not always valid UTF-8).
    #[must_use]
    pub const fn text(&self) -> &'t [u8] {
        self.text
    }

    /// The position, as a byte offset in the text. At most `text().len()`.
    #[must_use]
    pub const fn pos(&self) -> usize {
        self.pos
    }

    /// Whether the cell's column, field or key is named for this entity.
    #[must_use]
    pub const fn named(&self) -> bool {
        self.named
    }

    /// Whether the text may go on after its last byte. Only multi-line detectors need to care.
    #[must_use]
    pub const fn more(&self) -> bool {
        self.more
    }

    /// The regions the user named, for formats that only a region tells apart.
    #[must_use]
    pub const fn regions(&self) -> &'t [[u8; 2]] {
        self.regions
    }

    /// The byte at offset `i` of the text, or 0 where there is none.
    #[must_use]
    pub fn byte(&self, i: usize) -> u8 {
        self.text.get(i).copied().unwrap_or(0)
    }

    /// The byte just before offset `i`, or 0 at the start of the text.
    #[must_use]
    pub fn before(&self, i: usize) -> u8 {
        i.checked_sub(1).map_or(0, |j| self.byte(j))
    }

    /// The text from the position on, at most [`REACH`](Self::REACH) bytes.
    #[must_use]
    pub fn ahead(&self) -> &'t [u8] {
        &self.text[self.pos..self.text.len().min(self.pos + Self::REACH)]
    }

    /// Whether a word ends just before offset `start` and none goes on at offset `end`:
    /// neither neighbour is an ASCII letter, a digit or `_`.
    #[must_use]
    pub fn stands_alone(&self, start: usize, end: usize) -> bool {
        !is_word(self.before(start)) && !is_word(self.byte(end))
    }
}

const fn is_word(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_'
}

/// What a probe found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where, as byte offsets in the probed text. Never empty.
    pub span: Span,
    /// How sure, before context is weighed. Below [`Score::DEFAULT_MIN`] it needs a context
    /// word or a column's name to count at all; from 0.900 on context is not looked at.
    pub score: Score,
    /// Why.
    pub evidence: Evidence,
    /// The text ended before the finding did, and it may go on: ask again with more.
    pub pending: bool,
}

impl Hit {
    /// A hit by pattern alone.
    #[must_use]
    pub const fn pattern(start: usize, end: usize, permille: u16) -> Self {
        Self {
            span: Span::new(start, end),
            score: Score::permille(permille),
            evidence: Evidence::PATTERN,
            pending: false,
        }
    }

    /// A hit that a named check (a checksum, an issuer table) confirmed.
    #[must_use]
    pub const fn checked(start: usize, end: usize, permille: u16, check: &'static str) -> Self {
        Self { evidence: Evidence::PATTERN.with_check(check), ..Self::pattern(start, end, permille) }
    }

    /// The same hit, marked as possibly going on after the text's end.
    #[must_use]
    pub const fn pending(self) -> Self {
        Self { pending: true, ..self }
    }
}

/// What of a value `mask` leaves readable: this many letters and digits at either end.
/// Punctuation always stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keep {
    /// Characters kept at the start.
    pub head: usize,
    /// Characters kept at the end.
    pub tail: usize,
}

/// What a policy may ask of stand-ins besides what [`Detector::mint`] gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Public free-mail domains stay, others become subdomains of reserved ones, the same for all of a
    /// domain's addresses.
    Domains,
    /// The right form with check characters that are wrong, so that no system takes it for anybody's.
    WrongCheck,
    /// Distinct values get distinct stand-ins, even where these then may belong to somebody.
    Apart,
    /// Names of the same gender, where it is known of the given name.
    Gender,
    /// Numbers of an issuer that gives none to anybody, where one is known, even if distinct values then may get the
    /// same one.
    Unissued,
    /// A date in the same band of so many years, of which the first begins with the year 0.
    Years(u8),
    /// A number of this region (ISO 3166-1 alpha-2) where none is named, as one that names it gets it.
    Home([u8; 2]),
}

/// One entity: what it is, how it is recognised, and what a stand-in for it looks like.
///
/// Implementations are pure: no I/O, no clock, no randomness, no state that changes.
pub trait Detector: Send + Sync {
    /// The entity's facts.
    fn facts(&self) -> Facts<'_>;

    /// What must be present; see [`Trigger`].
    fn triggers(&self) -> &[Trigger<'_>];

    /// Is the entity here? Judges the text around `at.pos()`, the anchor of one of its
    /// triggers, and must decide the same whatever called it: at a position that is no anchor
    /// it answers `None`.
    ///
    /// It looks at most [`At::REACH_BACK`] bytes back and [`At::REACH`] ahead, does not
    /// allocate, and (unless the facts say `multiline`) neither looks nor reaches across a
    /// line end (`\n`). The text is any bytes at all: never panics.
    fn probe(&self, at: &At<'_>) -> Option<Hit>;

    /// The highest score that [`probe`](Self::probe) gives at the anchor of the trigger with this
    /// index (where no trigger with a higher one has its anchor, too), in a column that is not named
    /// for the entity and with these regions. Where even a context word is needed to reach the least
    /// score, the trigger is only looked for where one of the entity's words stands near by: so
    /// hundreds of numbers that many things look like cost nothing where nothing names them.
    fn ceiling(&self, trigger: usize, regions: &[[u8; 2]]) -> Score {
        let _ = (trigger, regions);
        Score::permille(1000)
    }

    /// Appends the spelling-independent form of a value, so that two spellings of one value get
    /// one stand-in: `+47 22 22 55 55` and `004722225555` are both `+4722225555`. It must
    /// accept any bytes; what it does not recognise it copies.
    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        out.extend_from_slice(found);
    }

    /// One in so many values that are built like this one passes its check by chance, whether this one
    /// does or not: 10 for a card number with its Luhn digit, 97 for ISO 7064 mod 97-10. Where all
    /// values of a column pass, that proves it. 1 if there is no check, or if the value is not built
    /// like one of these at all (a number in no issuer's range): then it proves nothing.
    fn one_in(&self, value: &[u8]) -> u32 {
        let _ = value;
        1
    }

    /// What `mask` leaves readable of a value, unless the policy says otherwise.
    fn keep(&self, found: &[u8]) -> Keep {
        let _ = found;
        Keep { head: 0, tail: 0 }
    }

    /// Appends a stand-in for a value: valid, detected as this very entity, different from the
    /// value, in the value's own style (case, grouping, prefix), from a range that belongs to
    /// nobody where one exists. A pure function of the canonical form, the style and the key.
    /// If [`Facts::unique`], distinct canonical forms give distinct stand-ins.
    ///
    /// It must accept any bytes (a finding cut short by a stronger one, a custom rule) and then
    /// still give a stand-in of the entity.
    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>);

    /// Appends a stand-in of the kind that is wished for, with all else that [`mint`](Self::mint)
    /// promises; `false`, and nothing appended, if the entity knows no such.
    fn mint_as(&self, wish: Wish, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) -> bool {
        let _ = (wish, found, canonical, key, out);
        false
    }

    /// Appends a stand-in like [`mint`](Self::mint)'s of at most `most` characters, for columns that take
    /// no more, and tells how many of them are drawn from 32. `None` if there is none so short.
    fn mint_short(
        &self,
        found: &[u8],
        canonical: &[u8],
        key: &EntityKey,
        most: usize,
        out: &mut Vec<u8>,
    ) -> Option<usize> {
        let _ = (found, canonical, key, most, out);
        None
    }

    /// Whether a value, in canonical form, is a stand-in that [`mint`](Self::mint) or
    /// [`mint_as`](Self::mint_as) made with this very key, so that scrubbing twice is scrubbing once. It
    /// must never be so for an original but by a chance of 2^-40 at most: a stand-in is known by a keyed mark
    /// that it has room for.
    /// Where values fill the space that stand-ins come from (national numbers, cards, names),
    /// there is no such room: a map that is one to one on all of them and leaves its own images
    /// alone leaves everything alone. Those stand-ins are scrubbed again.
    fn is_stand_in(&self, canonical: &[u8], key: &EntityKey) -> bool {
        let _ = (canonical, key);
        false
    }

    /// Appends the value made coarser, in its own notation and still valid for a column of its
    /// type: a date becomes the first of its month, year or decade, an address its network. From
    /// level 1 (the finest) to 3. `false`, and nothing appended, if the value cannot be.
    fn coarsen(&self, found: &[u8], level: u8, out: &mut Vec<u8>) -> bool {
        let _ = (found, level, out);
        false
    }

    /// Appends a date moved by so many days, in its own notation. `false`, and nothing appended,
    /// if the value is no date.
    fn shift(&self, found: &[u8], days: i32, out: &mut Vec<u8>) -> bool {
        let _ = (found, days, out);
        false
    }
}
