use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::{EntityId, Place, Score, Span};

/// Why a finding was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Evidence {
    flags: u8,
    check: &'static str,
    pass: Option<Pass>,
}

/// How a column's values fare at a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Pass {
    /// So many distinct values pass it.
    pub passed: u32,
    /// Of so many.
    pub of: u32,
    /// By chance so many would.
    pub chance: u32,
}

impl Evidence {
    const CONTEXT_BIT: u8 = 2;
    const COLUMN_BIT: u8 = 4;
    const AGAINST_BIT: u8 = 8;
    const REMAINDER_BIT: u8 = 16;
    const DISGUISE_BIT: u8 = 32;

    /// The bytes look like it.
    pub const PATTERN: Self = Self { flags: 1, check: "", pass: None };

    /// The same evidence, confirmed by a named check: `luhn`, `mod-97`.
    #[must_use]
    pub const fn with_check(self, check: &'static str) -> Self {
        Self { check, ..self }
    }

    const fn with(self, bit: u8) -> Self {
        Self { flags: self.flags | bit, ..self }
    }

    /// The same evidence and a context word near by.
    #[must_use]
    pub const fn with_context(self) -> Self {
        self.with(Self::CONTEXT_BIT)
    }

    /// The same evidence and a column named for the entity.
    #[must_use]
    pub const fn with_column(self) -> Self {
        self.with(Self::COLUMN_BIT)
    }

    /// The same evidence weakened by a word near by or in the column's name.
    #[must_use]
    pub const fn with_against(self) -> Self {
        self.with(Self::AGAINST_BIT)
    }

    /// The same evidence, for what a stronger finding left over of this one.
    #[must_use]
    pub const fn with_remainder(self) -> Self {
        self.with(Self::REMAINDER_BIT)
    }

    /// The same evidence and a column whose values pass the check far more often than by chance.
    #[must_use]
    pub const fn with_pass(self, pass: Pass) -> Self {
        Self { pass: Some(pass), ..self }
    }

    /// The same evidence, for what was found in plain spelling only: not as it is written, with
    /// full-width digits, zero-width characters or the like.
    #[must_use]
    pub const fn with_disguise(self) -> Self {
        self.with(Self::DISGUISE_BIT)
    }

    /// Whether it was found in plain spelling only.
    #[must_use]
    pub const fn is_disguised(self) -> bool {
        self.flags & Self::DISGUISE_BIT != 0
    }

    /// The reasons as words, in a fixed order: `pattern`, `check:NAME`, `context`, `column`,
    /// `against`, `remainder`, `disguise`, `column: 997 of 1000 pass, chance 91`.
    #[must_use]
    pub fn reasons(self) -> Vec<String> {
        let mut all = Vec::new();
        all.push(String::from("pattern"));
        if !self.check.is_empty() {
            all.push(alloc::format!("check:{}", self.check));
        }
        for (bit, name) in [
            (Self::CONTEXT_BIT, "context"),
            (Self::COLUMN_BIT, "column"),
            (Self::AGAINST_BIT, "against"),
            (Self::REMAINDER_BIT, "remainder"),
            (Self::DISGUISE_BIT, "disguise"),
        ] {
            if self.flags & bit != 0 {
                all.push(String::from(name));
            }
        }
        if let Some(Pass { passed, of, chance }) = self.pass {
            all.push(alloc::format!("column: {passed} of {of} pass, chance {chance}"));
        }
        all
    }
}

/// A finding within one cell's decoded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellFinding {
    /// Where, as byte offsets in the cell's decoded text.
    pub span: Span,
    /// The entity.
    pub entity: EntityId,
    /// How sure, context included.
    pub score: Score,
    /// Why.
    pub evidence: Evidence,
}

impl CellFinding {
    /// A cell that is a finding whatever is in it, because its column is said to hold nothing else.
    pub(crate) fn whole(start: usize, end: usize, entity: EntityId) -> Self {
        let evidence = Evidence { flags: Evidence::COLUMN_BIT, ..Evidence::PATTERN };
        Self { span: Span::new(start, end), entity, score: Score::permille(1000), evidence }
    }

    /// The value in plain spelling, as its detector saw it: `found`, or what is written into `buffer`
    /// if it is disguised.
    pub fn plain<'a>(&self, found: &'a [u8], buffer: &'a mut Vec<u8>) -> &'a [u8] {
        if !self.evidence.is_disguised() {
            return found;
        }
        buffer.clear();
        crate::fold::plain(found, buffer);
        buffer
    }
}

/// A finding in a stream. It never holds the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Offset of the first raw byte in the input, after decompression.
    pub byte_start: u64,
    /// Offset one past the last raw byte.
    pub byte_end: u64,
    /// Line of the first byte, from 1.
    pub line: u64,
    /// Byte column of the first byte within its line, from 1.
    pub column: u64,
    /// The same column in units of UTF-16, from 1.
    pub column_utf16: u64,
    /// The column behind its last byte in units of UTF-16; 0 if that is on another line.
    pub column_end_utf16: u64,
    /// Record (CSV row, NDJSON line, SQL row) from 1; 0 outside records.
    pub record: u64,
    /// Where its cell stands.
    pub place: Arc<Place>,
    /// The finding in its cell: UTF-8 byte offsets in the decoded text.
    pub cell: CellFinding,
    /// The number of the policy's exception that lets it through in clear, if one does.
    pub exempt: Option<u16>,
    /// What the policy said of the value ([`Policy::mark`](crate::Policy::mark)); 0 if it says nothing.
    pub mark: u64,
}
