//! Plain text: logs, prose, source code, anything without a structure that inkwash knows.

use alloc::boxed::Box;
use alloc::vec::Vec;

use inkwash_core::{Atom, Cell, Codec, ColumnId, Feed, Format, Pieces, Place};

use crate::FormatInfo;

/// The fallback: everything can be read as text.
pub(crate) const TEXT: FormatInfo = FormatInfo {
    name: "text",
    title: "Plain text",
    extensions: &["txt", "log", "md", "text"],
    sniff: |_| 1,
    start: || Box::new(Text),
};

/// The whole stream is one cell that stands nowhere. Its bytes need not be UTF-8.
struct Text;

impl Format for Text {
    fn split(&mut self, input: &[u8], feed: Feed, pieces: &mut Pieces) -> usize {
        let cell = Cell::plain(ColumnId::NONE);
        let (len, cell) = match feed {
            // Cutting after a line end keeps a value whole for the usual case that it stands on
            // one line; the cell stays open for those that do not.
            Feed::More => (memchr::memrchr(b'\n', input).map_or(0, |end| end + 1), cell.open()),
            Feed::Full => (input.len(), cell.open()),
            Feed::Last => (input.len(), cell),
        };
        pieces.cell(len, cell);
        len
    }

    fn atom(&self, _: Codec, raw: &[u8]) -> Atom {
        Atom::byte(raw.first().copied().unwrap_or(0))
    }

    fn escapes(&self, _: Codec) -> Option<&'static [u8]> {
        Some(&[])
    }

    fn encode(&self, _: &Cell, _: &Place, text: &[u8], out: &mut Vec<u8>) {
        out.extend_from_slice(text);
    }

    /// There are none.
    fn has_joints(&self) -> bool {
        true
    }
}
