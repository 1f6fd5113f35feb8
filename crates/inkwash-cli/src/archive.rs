//! Inputs that another program must unpack: archives of `pg_dump` in custom, directory and tar format.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use inkwash::Error;
use inkwash::audit::Run;

use crate::options;

/// What archives in custom format begin with.
const CUSTOM: &[u8] = b"PGDMP";
/// What is in a directory of `pg_dump`, and comes first in its tar archives.
const CONTENTS: &str = "toc.dat";

/// Opens a file for reading, with its size; of an archive of `pg_dump` what `pg_restore` makes of it.
pub(crate) fn open(path: &Path, run: &Run) -> Result<(Box<dyn Read>, Option<u64>), Error> {
    if is_archive(path) {
        return restored(path, run);
    }
    let mut file = options::open(path)?;
    let head = head(path, &mut file, CONTENTS.len() as u64 + 1)?;
    opened(path, file, head, run)
}

/// The same of a file that is open, and of which this much was read: `CONTENTS` and more, if it has as much.
pub(crate) fn opened(path: &Path, file: File, head: Vec<u8>, run: &Run) -> Result<(Box<dyn Read>, Option<u64>), Error> {
    if begins(&head) {
        return restored(path, run);
    }
    let size = file.metadata().ok().map(|m| m.len());
    Ok((Box::new(run.source(&path.to_string_lossy(), io::Cursor::new(head).chain(file))), size))
}

/// So many bytes of a file from its beginning.
pub(crate) fn head(path: &Path, file: &mut File, len: u64) -> Result<Vec<u8>, Error> {
    let mut head = Vec::new();
    let failed = |e| Error::io(format!("cannot read {}", path.display()), e);
    file.by_ref().take(len).read_to_end(&mut head).map_err(failed)?;
    Ok(head)
}

fn restored(path: &Path, run: &Run) -> Result<(Box<dyn Read>, Option<u64>), Error> {
    let name = format!("{} (through pg_restore)", path.display());
    Ok((Box::new(run.source(&name, Restore::start(path)?)), None))
}

/// Whether an archive in custom or tar format begins so.
pub(crate) fn begins(head: &[u8]) -> bool {
    head.starts_with(CUSTOM) || head.strip_prefix(CONTENTS.as_bytes()).is_some_and(|rest| rest.starts_with(b"\0"))
}

/// What `pg_restore` writes. Its end is one only if it succeeded.
struct Restore {
    child: Child,
    output: ChildStdout,
}

impl Restore {
    fn start(path: &Path) -> Result<Self, Error> {
        let mut command = Command::new("pg_restore");
        command.arg("--file=-").arg("--").arg(path).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn().map_err(|e| {
            let name = path.display();
            match e.kind() {
                io::ErrorKind::NotFound => Error::data(format!(
                    "{name} is an archive of pg_dump, and pg_restore, which reads it, is not there: install \
                     PostgreSQL's client programs"
                )),
                _ => Error::io(format!("cannot run pg_restore for {name}"), e),
            }
        })?;
        let output = child.stdout.take().expect("it is piped");
        Ok(Self { child, output })
    }
}

impl Read for Restore {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = self.output.read(buf)?;
        if read == 0 && !buf.is_empty() {
            let status = self.child.wait()?;
            if !status.success() {
                return Err(io::Error::other(format!("pg_restore failed ({status})")));
            }
        }
        Ok(read)
    }
}

impl Drop for Restore {
    fn drop(&mut self) {
        // If it was read to its end, it has ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether a directory is an archive rather than one to walk.
pub(crate) fn is_archive(folder: &Path) -> bool {
    folder.join(CONTENTS).is_file()
}
