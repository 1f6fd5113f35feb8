//! Files whose content cannot be searched as it stands, recognised by how they begin: compressed in
//! parts, encrypted, or of binary pages. Passed on as text they would leak what they hold.
//!
//! Sources of the signatures: the formats' own specifications (PKWARE APPNOTE 4.3.7, POSIX `ustar`,
//! SQLite "Database File Format" 1.3, `pg_backup_archiver.c`, Apache Parquet, Arrow, ORC and Avro, LZ4
//! frame format, ISO 32000, PNG, JFIF), else the `file` command's magic.

use crate::Compression;

/// The most bytes that a signature at the beginning has.
pub(crate) const LONGEST: usize = 22;

/// Where the signature of a tar archive's first header stands.
const USTAR: usize = 257;

struct Signature(&'static [u8], &'static str);

const SIGNATURES: [Signature; 21] = [
    Signature(
        b"age-encryption.org/v1\n",
        "it is encrypted (age): decrypt it first, or give the command line its key ring",
    ),
    Signature(b"PAR1", "it is Parquet, which is no stream: scan, scrub and plan read it as a file"),
    Signature(b"PGDMP", "it is an archive of pg_dump: pg_restore -f - turns it into SQL, or make it with pg_dump -Fp"),
    Signature(b"SQLite format 3\0", "it is a database of SQLite: give what sqlite3's .dump writes of it"),
    Signature(b"PK\x03\x04", "it is a ZIP archive (or an office document): unpack it first"),
    Signature(b"PK\x05\x06", "it is an empty ZIP archive"),
    Signature(b"7z\xbc\xaf\x27\x1c", "it is a 7-Zip archive: unpack it first"),
    Signature(b"Rar!\x1a\x07", "it is a RAR archive: unpack it first"),
    Signature(b"\x04\x22\x4d\x18", "it is compressed with LZ4: decompress it first"),
    Signature(b"LZIP\x01", "it is compressed with lzip: decompress it first"),
    Signature(b"\x1f\x9d", "it is compressed with compress: decompress it first"),
    Signature(b"\x89LZO\0\r\n\x1a\n", "it is compressed with lzop: decompress it first"),
    Signature(b"\xff\x06\0\0sNaPpY", "it is compressed with Snappy: decompress it first"),
    Signature(b"Obj\x01", "it is Avro, which is not read yet: give it as Parquet, CSV or NDJSON"),
    Signature(b"ARROW1\0\0", "it is an Arrow file, which is not read yet: give it as Parquet, or through Python"),
    Signature(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is an old office document: export its text first"),
    Signature(b"%PDF-", "it is PDF: extract its text first"),
    Signature(b"\x89PNG\r\n\x1a\n", "it is an image (PNG)"),
    Signature(b"\xff\xd8\xff", "it is an image (JPEG)"),
    Signature(b"GIF87a", "it is an image (GIF)"),
    Signature(b"GIF89a", "it is an image (GIF)"),
];

/// How many bytes must be there before [`what`] can say that this is none, as far as the beginning tells.
pub(crate) fn wanted(head: &[u8]) -> usize {
    SIGNATURES.iter().map(|s| s.0).filter(|s| s.starts_with(head)).map(<[u8]>::len).max().unwrap_or(0)
}

/// What a stream that begins so is, with what to do, if it is sealed.
pub(crate) fn what(head: &[u8]) -> Option<&'static str> {
    if let Some(signature) = SIGNATURES.iter().find(|s| head.starts_with(s.0)) {
        return Some(signature.1);
    }
    if head.get(USTAR..USTAR + 5) == Some(b"ustar") {
        return Some("it is a tar archive: unpack it first");
    }
    // A table may well begin with ORCID.
    (head.starts_with(b"ORC") && head.contains(&0)).then_some("it is ORC, which is not read yet: give it as Parquet")
}

/// What a file that begins so is, with what to do, if it is no text in which anything could be found: it holds NUL
/// bytes, and is neither compressed nor of a format that is known to be refused with words of its own.
#[must_use]
pub fn looks_binary(head: &[u8]) -> Option<&'static str> {
    if !head.contains(&0) || what(head).is_some() || Compression::of_magic(head) != Compression::None {
        return None;
    }
    match head {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("it is text in UTF-16, which is not read yet: convert it to UTF-8"),
        _ => Some("it is binary (--binary looks into it as text)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_told_by_their_whole_length() {
        for Signature(bytes, what_it_is) in &SIGNATURES {
            assert!(bytes.len() <= LONGEST, "{what_it_is}");
            assert_eq!(what(bytes), Some(*what_it_is));
            for end in 1..bytes.len() {
                assert!(wanted(&bytes[..end]) >= bytes.len(), "{what_it_is}");
                assert_eq!(what(&bytes[..end]), None, "{what_it_is}");
            }
        }
        for text in ["Rare text", "ORCID,name", "GIF8 is no format", "SQLite format 3 is one", ""] {
            assert_eq!(what(text.as_bytes()), None, "{text}");
        }
        assert!(what(b"ORC\0").is_some() && what(&[&[b'a'; 257][..], b"ustar"].concat()).is_some());
    }
}
