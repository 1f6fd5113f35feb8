//! A few digits, kept without allocation.

/// Up to [`MAX`](Self::MAX) ASCII digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Digits {
    bytes: [u8; Self::MAX],
    len: usize,
}

impl Digits {
    /// An international number has 15 digits at most (ITU-T E.164, 6.1); one more for a trunk
    /// zero that is written but not part of it.
    pub(super) const MAX: usize = 16;

    pub(super) const fn new() -> Self {
        Self { bytes: [b'0'; Self::MAX], len: 0 }
    }

    /// The digits among these bytes, as many as fit.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut all = Self::new();
        bytes.iter().filter(|b| b.is_ascii_digit()).for_each(|b| {
            all.push(*b);
        });
        all
    }

    /// The last `len` decimal digits of a number, with leading zeros.
    pub(super) fn of_value(mut value: u64, len: usize) -> Self {
        let mut all = Self { len: len.min(Self::MAX), ..Self::new() };
        for byte in all.bytes[..all.len].iter_mut().rev() {
            *byte = b'0' + (value % 10) as u8;
            value /= 10;
        }
        all
    }

    /// Appends a digit; `false` if there is no room.
    pub(super) fn push(&mut self, digit: u8) -> bool {
        let room = self.len < Self::MAX;
        if room {
            self.bytes[self.len] = digit;
            self.len += 1;
        }
        room
    }

    pub(super) fn as_slice(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// The digit at `i`, or 0 (no digit) where there is none.
    pub(super) fn at(&self, i: usize) -> u8 {
        self.as_slice().get(i).copied().unwrap_or(0)
    }

    /// The digits read as a decimal number.
    pub(super) fn value(&self) -> u64 {
        self.as_slice().iter().fold(0, |v, b| v * 10 + u64::from(b - b'0'))
    }
}
