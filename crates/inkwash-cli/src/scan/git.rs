//! What has changed in a git tree, told by git itself.

use std::io::{self, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use inkwash::Error;

/// A file that has changed.
pub(super) struct Changed {
    /// From the tree's root.
    pub(super) path: String,
    /// Where its content is.
    pub(super) content: Content,
    /// The lines that are new or changed, from 1; all if this is `None`.
    pub(super) lines: Option<Vec<Range<u64>>>,
}

pub(super) enum Content {
    /// An object of git's.
    Blob(String),
    /// A file of the working tree.
    File(PathBuf),
    /// A commit of another repository.
    Submodule,
}

/// What `git commit` would add to these paths: the content of the index, not of the working tree.
pub(super) fn staged(paths: &[PathBuf]) -> Result<Vec<Changed>, Error> {
    changes(&["--cached"], paths, |raw, _| Content::Blob(raw.object.clone()))
}

/// What has changed since the working tree's history left that of a revision, new files included.
pub(super) fn since(revision: &str, paths: &[PathBuf]) -> Result<Vec<Changed>, Error> {
    let commit = format!("{revision}^{{commit}}");
    let commit = line(git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit], &[]))
        .map_err(|_| Error::data(format!("git knows no revision {revision:?}")))?;
    let base = line(git(&["merge-base", &commit, "HEAD"], &[]))?;
    let root = PathBuf::from(line(git(&["rev-parse", "--show-toplevel"], &[]))?);
    let mut changed = changes(&[&base], paths, |_, path| Content::File(root.join(path)))?;
    let top = [PathBuf::from(":(top)")];
    let others = ["ls-files", "--others", "--exclude-standard", "--full-name", "-z"];
    let mut command = Command::new("git");
    command.args(others).arg("--");
    if paths.is_empty() {
        command.args(top)
    } else {
        command.args(literal(paths))
    };
    for name in output(command)?.split(|b| *b == 0).filter(|name| !name.is_empty()) {
        let content = Content::File(root.join(path_of(name)));
        changed.push(Changed { path: String::from_utf8_lossy(name).into_owned(), content, lines: None });
    }
    changed.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(changed)
}

/// One record of `git diff --raw -z`: `:MODE MODE OBJECT OBJECT STATUS`.
struct Raw {
    mode: String,
    object: String,
    is_new: bool,
}

const DIFF: [&str; 7] =
    ["diff", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color", "--no-relative", "--diff-filter=ACMT"];

fn changes(
    against: &[&str],
    paths: &[PathBuf],
    content: impl Fn(&Raw, &Path) -> Content,
) -> Result<Vec<Changed>, Error> {
    let raw = [&DIFF[..], &["--raw", "-z", "--no-abbrev"], against].concat();
    let listed = output(git(&raw, paths))?;
    let mut fields = listed.split(|b| *b == 0);
    let mut all = Vec::new();
    while let Some(head) = fields.next().filter(|head| !head.is_empty()) {
        let odd = || Error::data("git's list of changes is not understood");
        let (head, name) = (String::from_utf8_lossy(head).into_owned(), fields.next().ok_or_else(odd)?);
        let parts: Vec<_> = head.trim_start_matches(':').split(' ').collect();
        let [old, mode, _, object, status] = parts[..] else { return Err(odd()) };
        let is_new = status.starts_with('A') || old == "000000";
        let raw = Raw { mode: mode.to_owned(), object: object.to_owned(), is_new };
        let is_submodule = raw.mode == "160000";
        let content = if is_submodule { Content::Submodule } else { content(&raw, &path_of(name)) };
        let lines = if raw.is_new || is_submodule { None } else { lines(against, name)? };
        all.push(Changed { path: String::from_utf8_lossy(name).into_owned(), content, lines });
    }
    Ok(all)
}

/// The lines of a file that have changed, unless git takes it for binary.
fn lines(against: &[&str], name: &[u8]) -> Result<Option<Vec<Range<u64>>>, Error> {
    let args = [&DIFF[..], &["-U0", "--inter-hunk-context=0"], against].concat();
    let mut command = Command::new("git");
    let mut top = std::ffi::OsString::from(":(top,literal)");
    top.push(path_of(name));
    command.args(args).arg("--").arg(top);
    let patch = output(command)?;
    // With no context all other lines of a patch begin with other signs.
    let heads = patch.split(|b| *b == b'\n').filter(|line| line.starts_with(b"@@ "));
    let ranges: Vec<_> = heads.filter_map(|head| hunk(&String::from_utf8_lossy(head))).collect();
    let has_hunks = patch.split(|b| *b == b'\n').any(|line| line.starts_with(b"@@ "));
    Ok(has_hunks.then(|| ranges.into_iter().filter(|range| !range.is_empty()).collect()))
}

/// The new lines of a hunk: `@@ -3,2 +4,5 @@` has 4 to 8.
fn hunk(head: &str) -> Option<Range<u64>> {
    let new = head.split(' ').find_map(|part| part.strip_prefix('+'))?;
    let (start, count) = new.split_once(',').unwrap_or((new, "1"));
    let (start, count): (u64, u64) = (start.parse().ok()?, count.parse().ok()?);
    Some(start..start + count)
}

/// Git with these arguments, asked about these paths alone.
fn git(args: &[&str], paths: &[PathBuf]) -> Command {
    let mut command = Command::new("git");
    command.args(args);
    if !paths.is_empty() {
        command.arg("--").args(literal(paths));
    }
    command
}

/// Paths in which no sign has a meaning.
fn literal(paths: &[PathBuf]) -> impl Iterator<Item = std::ffi::OsString> + '_ {
    paths.iter().map(|path| {
        let mut spec = std::ffi::OsString::from(":(literal)");
        spec.push(path);
        spec
    })
}

fn output(mut command: Command) -> Result<Vec<u8>, Error> {
    let output = command.stdin(Stdio::null()).output().map_err(starting)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().next().unwrap_or_default().trim_start_matches("fatal: ").to_owned();
    Err(Error::data(format!("git: {}", if said.is_empty() { "it failed".to_owned() } else { said })))
}

fn line(command: Command) -> Result<String, Error> {
    let text = String::from_utf8_lossy(&output(command)?).into_owned();
    Ok(text.trim_end_matches(['\n', '\r']).to_owned())
}

fn starting(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::NotFound => Error::data("git is not there: --staged and --since ask it what has changed"),
        _ => Error::io("cannot run git", error),
    }
}

#[cfg(unix)]
fn path_of(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    PathBuf::from(std::ffi::OsStr::from_bytes(name))
}

#[cfg(not(unix))]
fn path_of(name: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(name).into_owned())
}

/// What an object holds. Its end is one only if git succeeded.
pub(super) struct Blob {
    child: Child,
    output: ChildStdout,
}

impl Blob {
    pub(super) fn open(object: &str) -> Result<Self, Error> {
        let mut command = Command::new("git");
        command.args(["cat-file", "blob", object]).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn().map_err(starting)?;
        let output = child.stdout.take().expect("it is piped");
        Ok(Self { child, output })
    }
}

impl Read for Blob {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = self.output.read(buf)?;
        if read == 0 && !buf.is_empty() && !self.child.wait()?.success() {
            return Err(io::Error::other("git cat-file failed"));
        }
        Ok(read)
    }
}

impl Drop for Blob {
    fn drop(&mut self) {
        // If it was read to its end, it has ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hunks_name_their_new_lines() {
        assert_eq!(hunk("@@ -3,2 +4,5 @@ fn x"), Some(4..9));
        assert_eq!(hunk("@@ -0,0 +1 @@"), Some(1..2));
        assert_eq!(hunk("@@ -3 +2,0 @@"), Some(2..2));
        assert_eq!(hunk("@@ nonsense"), None);
    }
}
