//! Where keys come from: a file, the environment, a file descriptor, a command.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

use zeroize::Zeroizing;

use super::{KeyRing, seal, trim};
use crate::Error;

/// The environment variable that [`KeyText::from_env`] reads.
pub const KEY_VARIABLE: &str = "INKWASH_KEY";

/// A key file may have this many bytes: more is not a key, whatever it is.
const MAX_FILE: usize = 64 * 1024;

/// Keys as they were given, not yet read. Wiped when dropped; no `Debug`.
///
/// ```
/// use inkwash::{KeyRing, KeyText};
/// let sealed = KeyRing::generate()?.to_sealed("a passphrase for this example")?;
/// let text = KeyText::new(sealed.into_bytes())?;
/// assert!(text.is_sealed());
/// assert_eq!(text.open(Some("a passphrase for this example"))?.version()?, 1);
/// # Ok::<(), inkwash::Error>(())
/// ```
pub struct KeyText(Zeroizing<Vec<u8>>);

impl KeyText {
    /// Takes what a key file would hold.
    ///
    /// # Errors
    /// If it is more than 64 KiB.
    pub fn new(bytes: Vec<u8>) -> Result<Self, Error> {
        let bytes = Zeroizing::new(bytes);
        if bytes.len() > MAX_FILE {
            return Err(Error::key("this is larger than a key file can be"));
        }
        Ok(Self(bytes))
    }

    /// Reads a file (or a pipe, as of `<(…)`) that only its owner may read and write.
    ///
    /// # Errors
    /// If it cannot be read, is larger than 64 KiB, or gives its group or others any access.
    pub fn from_file(path: &Path) -> Result<Self, Error> {
        Self::read_file(path, true)
    }

    /// Reads a file whoever else may read it.
    ///
    /// # Errors
    /// If it cannot be read or is larger than 64 KiB.
    pub fn from_shared_file(path: &Path) -> Result<Self, Error> {
        Self::read_file(path, false)
    }

    /// Reads an open file descriptor of this process.
    ///
    /// # Errors
    /// If it cannot be read, holds more than 64 KiB, or the system has no `/dev/fd`.
    pub fn from_descriptor(number: u32) -> Result<Self, Error> {
        Self::from_shared_file(Path::new(&format!("/dev/fd/{number}")))
    }

    /// Runs a command (by `sh -c`, on Windows by `cmd /C`) and reads its standard output: a secret
    /// store's or key management service's client.
    ///
    /// # Errors
    /// If it cannot be started, fails, or gives more than 64 KiB.
    pub fn from_command(command: &str) -> Result<Self, Error> {
        let (shell, option) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
        let failed = |e: std::io::Error| Error::key(format!("cannot run the key command: {e}"));
        let mut run = Command::new(shell);
        let mut child =
            run.args([option, command]).stdin(Stdio::null()).stdout(Stdio::piped()).spawn().map_err(failed)?;
        let text = read(child.stdout.take().expect("the output is piped"), "the key command's output");
        let status = child.wait().map_err(failed)?;
        let text = text?;
        if !status.success() {
            return Err(Error::key(format!("the key command failed ({status})")));
        }
        Ok(text)
    }

    /// Takes the environment variable `INKWASH_KEY`. `None` if it is not set or empty.
    #[must_use]
    pub fn from_env() -> Option<Self> {
        let value = std::env::var_os(KEY_VARIABLE).filter(|v| !v.is_empty())?;
        Some(Self(Zeroizing::new(value.into_encoded_bytes())))
    }

    /// Whether it is a key ring that needs a passphrase.
    #[must_use]
    pub fn is_sealed(&self) -> bool {
        std::str::from_utf8(&self.0).is_ok_and(|text| seal::is_sealed(trim(text)))
    }

    /// Reads the keys. The passphrase is only looked at if they are sealed.
    ///
    /// # Errors
    /// As [`KeyRing::from_bytes`]; or if the passphrase is missing or wrong, or the ring damaged.
    pub fn open(&self, passphrase: Option<&str>) -> Result<KeyRing, Error> {
        match (std::str::from_utf8(&self.0), passphrase) {
            (Ok(text), Some(passphrase)) if self.is_sealed() => {
                KeyRing::from_text(&seal::open(trim(text), passphrase)?)
            }
            _ => KeyRing::from_bytes(&self.0),
        }
    }

    fn read_file(path: &Path, private: bool) -> Result<Self, Error> {
        let failed = |e: std::io::Error| Error::key(format!("cannot read {}: {e}", path.display()));
        let file = File::open(path).map_err(failed)?;
        if private && is_shared(&file).map_err(failed)? {
            return Err(Error::key(format!(
                "others than its owner may read or write {0}: `chmod 600 {0}`, or allow it (--shared-key-file)",
                path.display()
            )));
        }
        read(file, &path.display().to_string())
    }
}

fn read(mut from: impl Read, what: &str) -> Result<KeyText, Error> {
    // Room for everything at once: a growing buffer would leave copies behind.
    let mut buffer = Zeroizing::new(vec![0; MAX_FILE + 1]);
    let mut len = 0;
    loop {
        match from.read(&mut buffer[len..]) {
            Ok(0) => break,
            Ok(n) => len += n,
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
            Err(e) => return Err(Error::key(format!("cannot read {what}: {e}"))),
        }
    }
    if len > MAX_FILE {
        return Err(Error::key(format!("{what} is larger than a key file can be")));
    }
    buffer.truncate(len);
    Ok(KeyText(buffer))
}

/// Whether a regular file gives its group or others any access.
#[cfg(unix)]
fn is_shared(file: &File) -> std::io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    let metadata = file.metadata()?;
    Ok(metadata.is_file() && metadata.mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_shared(_: &File) -> std::io::Result<bool> {
    Ok(false)
}
