//! Encrypted files in the format of age, version 1 (the C2SP specification "The age file encryption
//! format"), for recipients of its type X25519. Written here because the format is small where only
//! these are served, and its Rust library brings a hundred crates; the primitives come from libraries.

use std::fmt;
use std::io::{self, Read, Write};
use std::str::FromStr;

use base64ct::{Base64Unpadded, Encoding};
use bech32::primitives::decode::CheckedHrpstring;
use bech32::{Bech32, Hrp};
use chacha20poly1305::aead::{AeadInOut, Buffer, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use x25519_dalek::{X25519_BASEPOINT_BYTES, x25519};
use zeroize::Zeroizing;

use crate::keys::random_bytes;
use crate::{Error, KeyRing};

/// The first line of every file.
const INTRODUCTION: &[u8] = b"age-encryption.org/v1\n";
/// What recipients' names begin with.
const PREFIX: Hrp = Hrp::parse_unchecked("age");
/// Bytes of text that are encrypted together.
const CHUNK: usize = 64 * 1024;
/// Bytes by which encrypting makes a chunk longer.
const TAG: usize = 16;
/// A longer header than this, in bytes, is no header: it has room for some hundred recipients.
const HEADER: usize = 64 * 1024;
/// What a file key is wrapped for.
const WRAPPING: &[u8] = b"age-encryption.org/v1/X25519";

type Key = Zeroizing<[u8; 32]>;
type FileKey = Zeroizing<[u8; 16]>;

/// Whoever can decrypt: the public half of a key, as `age1…`.
///
/// ```
/// use inkwash::{KeyRing, Recipient};
/// let recipient = KeyRing::generate()?.recipient()?;
/// let shown = recipient.to_string();
/// assert!(shown.starts_with("age1"));
/// assert_eq!(shown.parse::<Recipient>()?, recipient);
/// # Ok::<(), inkwash::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipient([u8; 32]);

impl Recipient {
    pub(crate) fn of_secret(secret: &Key) -> Self {
        Self(x25519(**secret, X25519_BASEPOINT_BYTES))
    }

    /// Appends the file key, wrapped for this recipient, to a header.
    fn wrap(&self, file_key: &FileKey, header: &mut Vec<u8>) -> Result<(), Error> {
        let secret: Key = random_bytes()?;
        let share = x25519(*secret, X25519_BASEPOINT_BYTES);
        let key = wrapping_key(&secret, &self.0, &share, &self.0)
            .ok_or_else(|| Error::key("the recipient's key is one with which anybody could decrypt"))?;
        let mut body = file_key.to_vec();
        seal(&key, &Nonce::default(), &mut body);
        let [share, body] = [&share[..], &body].map(Base64Unpadded::encode_string);
        header.extend_from_slice(format!("-> X25519 {share}\n{body}\n").as_bytes());
        Ok(())
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&bech32::encode::<Bech32>(PREFIX, &self.0).map_err(|_| fmt::Error)?)
    }
}

impl FromStr for Recipient {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let wrong = || Error::key("a recipient is `age1` and 58 letters and digits, with a checksum in them");
        let checked = CheckedHrpstring::new::<Bech32>(text).map_err(|_| wrong())?;
        let bytes: Vec<u8> = checked.byte_iter().collect();
        match <[u8; 32]>::try_from(bytes) {
            Ok(key) if checked.hrp() == PREFIX => Ok(Self(key)),
            _ => Err(wrong()),
        }
    }
}

/// The key that wraps a file key; `None` if the point is one that gives the same for every secret.
fn wrapping_key(secret: &Key, point: &[u8; 32], share: &[u8; 32], recipient: &[u8; 32]) -> Option<Key> {
    let shared = Zeroizing::new(x25519(**secret, *point));
    if *shared == [0; 32] {
        return None;
    }
    Some(derive(&[&share[..], recipient].concat(), &*shared, WRAPPING))
}

/// HKDF-SHA-256 (RFC 5869).
fn derive(salt: &[u8], secret: &[u8], info: &[u8]) -> Key {
    let mut key = Key::default();
    Hkdf::<Sha256>::new(Some(salt), secret).expand(info, &mut *key).expect("32 bytes are within the limit");
    key
}

fn header_mac(file_key: &FileKey, header: &[u8]) -> Hmac<Sha256> {
    let key = derive(b"", &**file_key, b"header");
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&*key).expect("HMAC takes a key of any length");
    mac.update(header);
    mac
}

fn seal(key: &Key, nonce: &Nonce, text: &mut Vec<u8>) {
    let cipher = ChaCha20Poly1305::new((&**key).into());
    cipher.encrypt_in_place(nonce, b"", text as &mut dyn Buffer).expect("64 KiB are within the limit");
}

/// Whether the text is what [`seal`] made under this key; then it is decrypted in place.
fn open(key: &Key, nonce: &Nonce, text: &mut Vec<u8>) -> bool {
    let cipher = ChaCha20Poly1305::new((&**key).into());
    cipher.decrypt_in_place(nonce, b"", text as &mut dyn Buffer).is_ok()
}

/// The nonce of a chunk: its number, and whether it is the last.
fn nonce(number: u64, last: bool) -> Nonce {
    let mut nonce = Nonce::default();
    nonce[3..11].copy_from_slice(&number.to_be_bytes());
    nonce[11] = u8::from(last);
    nonce
}

/// Encrypts what is written, for its recipients only. What is not [`finish`](Self::finish)ed does not
/// decrypt as a whole file.
///
/// ```
/// use std::io::{Read, Write};
/// use inkwash::{Decrypter, Encrypter, KeyRing};
/// let ring = KeyRing::generate()?;
/// let mut encrypter = Encrypter::new(&[ring.recipient()?], Vec::new())?;
/// encrypter.write_all(b"for few eyes").unwrap();
/// let encrypted = encrypter.finish().unwrap();
/// let mut text = String::new();
/// Decrypter::new(&ring, &encrypted[..])?.read_to_string(&mut text).unwrap();
/// assert_eq!(text, "for few eyes");
/// # Ok::<(), inkwash::Error>(())
/// ```
pub struct Encrypter<W: Write> {
    sink: W,
    key: Key,
    number: u64,
    chunk: Vec<u8>,
}

impl<W: Write> Encrypter<W> {
    /// Writes the header for these recipients.
    ///
    /// # Errors
    /// If there is no recipient, the operating system gives no randomness, or it cannot be written.
    pub fn new(recipients: &[Recipient], mut sink: W) -> Result<Self, Error> {
        if recipients.is_empty() {
            return Err(Error::key("nobody to encrypt to"));
        }
        let file_key: FileKey = random_bytes()?;
        let mut header = INTRODUCTION.to_vec();
        for recipient in recipients {
            recipient.wrap(&file_key, &mut header)?;
        }
        header.extend_from_slice(b"---");
        let mac = Base64Unpadded::encode_string(&header_mac(&file_key, &header).finalize().into_bytes());
        let salt: FileKey = random_bytes()?;
        header.extend_from_slice(format!(" {mac}\n").as_bytes());
        header.extend_from_slice(&*salt);
        sink.write_all(&header).map_err(|e| Error::io("cannot write the output", e))?;
        let key = derive(&*salt, &*file_key, b"payload");
        Ok(Self { sink, key, number: 0, chunk: Vec::with_capacity(CHUNK + TAG) })
    }

    fn give(&mut self, last: bool) -> io::Result<()> {
        seal(&self.key, &nonce(self.number, last), &mut self.chunk);
        self.number += 1;
        self.sink.write_all(&self.chunk)?;
        self.chunk.clear();
        Ok(())
    }

    /// Ends the file, and gives back what it was written to.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        self.give(true)?;
        self.sink.flush()?;
        Ok(self.sink)
    }
}

impl<W: Write> Write for Encrypter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full chunk may be the last one, which only the next byte tells.
        if self.chunk.len() == CHUNK && !bytes.is_empty() {
            self.give(false)?;
        }
        let taken = bytes.len().min(CHUNK - self.chunk.len());
        self.chunk.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    /// Does nothing: a chunk that is not full would be the last one.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Reads what was encrypted to a key of a ring. What it gives is authentic; whether it is whole shows
/// at its end, where a file that was cut off is an error.
pub struct Decrypter<R: Read> {
    source: R,
    key: Key,
    number: u64,
    /// The text of the chunk that was read last, and how much of it was given.
    chunk: Vec<u8>,
    given: usize,
    /// The first byte of the next chunk.
    ahead: Option<u8>,
    ended: bool,
}

impl<R: Read> Decrypter<R> {
    /// Reads a stream's start, as much as tells whether it is encrypted: what was read, four bytes or a
    /// few more, and whether it is. The caller puts it before the rest.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn peek(source: &mut R) -> io::Result<(Vec<u8>, bool)> {
        let mut head = Vec::new();
        source.by_ref().take(4).read_to_end(&mut head)?;
        if head.len() == 4 && INTRODUCTION.starts_with(&head) {
            source.by_ref().take(INTRODUCTION.len() as u64 - 4).read_to_end(&mut head)?;
        }
        let encrypted = head == INTRODUCTION;
        Ok((head, encrypted))
    }

    /// Reads the header.
    ///
    /// # Errors
    /// A key error if no key of the ring opens it; a data error if it is damaged; an I/O error if it
    /// cannot be read.
    pub fn new(keys: &KeyRing, mut source: R) -> Result<Self, Error> {
        let header = Header::read(&mut source)?;
        let file_key = keys
            .identities()
            .find_map(|secret| header.unwrap(&secret))
            .ok_or_else(|| Error::key("the input is encrypted, and not to a key of this ring"))?;
        if header_mac(&file_key, &header.authentic).verify_slice(&header.mac).is_err() {
            return Err(damaged());
        }
        let mut salt = [0; 16];
        source.read_exact(&mut salt).map_err(unreadable)?;
        let key = derive(&salt, &*file_key, b"payload");
        let (chunk, given, number) = (Vec::with_capacity(CHUNK + TAG), 0, 0);
        Ok(Self { source, key, number, chunk, given, ahead: None, ended: false })
    }

    fn next_chunk(&mut self) -> io::Result<()> {
        self.chunk.clear();
        self.given = 0;
        self.chunk.extend(self.ahead.take());
        let rest = (CHUNK + TAG - self.chunk.len()) as u64;
        self.source.by_ref().take(rest).read_to_end(&mut self.chunk)?;
        let mut next = [0];
        if self.chunk.len() == CHUNK + TAG && read_some(&mut self.source, &mut next)? == 1 {
            self.ahead = Some(next[0]);
        }
        self.ended = self.ahead.is_none();
        let opened = open(&self.key, &nonce(self.number, self.ended), &mut self.chunk);
        // Only a file without any text has an empty chunk.
        if !opened || self.chunk.is_empty() && self.number > 0 {
            self.chunk.clear();
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the encrypted file is damaged or cut off"));
        }
        self.number += 1;
        Ok(())
    }
}

impl<R: Read> Read for Decrypter<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.chunk.len() && !self.ended {
            self.next_chunk()?;
        }
        let rest = &self.chunk[self.given..];
        let taken = rest.len().min(out.len());
        out[..taken].copy_from_slice(&rest[..taken]);
        self.given += taken;
        Ok(taken)
    }
}

fn read_some(source: &mut impl Read, out: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(out) {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

fn damaged() -> Error {
    Error::data("the input begins like an encrypted file of age, and its header is damaged")
}

fn unreadable(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => damaged(),
        _ => Error::io("cannot read the input", error),
    }
}

/// What stands before the encrypted text.
struct Header {
    /// Shares of the senders, and what they wrapped.
    stanzas: Vec<([u8; 32], [u8; 32])>,
    /// What the authentication code is of.
    authentic: Vec<u8>,
    mac: [u8; 32],
}

impl Header {
    fn read(source: &mut impl Read) -> Result<Self, Error> {
        let (mut lines, mut authentic, mut stanzas) = (Lines { source, left: HEADER }, Vec::new(), Vec::new());
        let first = lines.next()?;
        if first != INTRODUCTION {
            return Err(damaged());
        }
        authentic.extend(first);
        let mut line = lines.next()?;
        while let Some(arguments) = line.strip_prefix(b"-> ").map(<[u8]>::to_vec) {
            authentic.extend_from_slice(&line);
            let mut body = Vec::new();
            // A line of fewer than 64 characters ends what a stanza holds.
            loop {
                line = lines.next()?;
                authentic.extend_from_slice(&line);
                body.extend_from_slice(line.trim_ascii_end());
                if line.len() <= 64 {
                    break;
                }
            }
            let share = arguments.trim_ascii_end().strip_prefix(b"X25519 ").map(decode_32);
            if let Some(share) = share {
                stanzas.push((share?, decode_32(&body)?));
            }
            line = lines.next()?;
        }
        authentic.extend_from_slice(b"---");
        let mac = decode_32(line.strip_prefix(b"--- ").ok_or_else(damaged)?.trim_ascii_end())?;
        Ok(Self { stanzas, authentic, mac })
    }

    /// The file key, if one of the stanzas is for this secret.
    fn unwrap(&self, secret: &Key) -> Option<FileKey> {
        let recipient = Recipient::of_secret(secret);
        self.stanzas.iter().find_map(|(share, body)| {
            let key = wrapping_key(secret, share, share, &recipient.0)?;
            let mut body = Zeroizing::new(body.to_vec());
            let opened = open(&key, &Nonce::default(), &mut body);
            opened.then(|| <[u8; 16]>::try_from(&body[..]).ok().map(FileKey::new)).flatten()
        })
    }
}

fn decode_32(text: &[u8]) -> Result<[u8; 32], Error> {
    let mut bytes = [0; 33];
    let decoded = Base64Unpadded::decode(text, &mut bytes).map_err(|_| damaged())?;
    decoded.try_into().map_err(|_| damaged())
}

/// A header's lines, each with its line end, byte by byte: what follows the header must stay.
struct Lines<'r, R: Read> {
    source: &'r mut R,
    left: usize,
}

impl<R: Read> Lines<'_, R> {
    fn next(&mut self) -> Result<Vec<u8>, Error> {
        let mut line = Vec::new();
        let mut byte = [0];
        while line.last() != Some(&b'\n') {
            self.left = self.left.checked_sub(1).ok_or_else(damaged)?;
            self.source.read_exact(&mut byte).map_err(unreadable)?;
            line.push(byte[0]);
        }
        Ok(line)
    }
}

#[cfg(test)]
#[path = "age_tests.rs"]
mod tests;
