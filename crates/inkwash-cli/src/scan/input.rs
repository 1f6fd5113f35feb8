//! What a scan looks into, and what it does not.

use std::io::{self, Cursor, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};

use inkwash::audit::Run;
use inkwash::{Error, looks_binary};

use super::git::{self, Content};
use crate::archive;
use crate::options::{Reading, open};

/// One thing to look into.
pub(super) enum Input {
    Stdin,
    /// A file; `named` on the command line, or met in a directory.
    File {
        path: PathBuf,
        name: String,
        named: bool,
        lines: Option<Vec<Range<u64>>>,
    },
    /// An object of git's.
    Blob {
        name: String,
        object: String,
        lines: Option<Vec<Range<u64>>>,
    },
    Skipped {
        name: String,
        bytes: u64,
        why: &'static str,
    },
    Failed(Error),
}

const IGNORED: &str = "it is ignored by .gitignore, .ignore or the like";
/// So much of a file tells whether it is binary.
const HEAD: u64 = 8 * 1024;

/// All inputs of paths, in order. Where `tells_ignored`, files that ignore files leave out are told too.
pub(super) fn of_paths(paths: Vec<PathBuf>, tells_ignored: bool) -> Box<dyn Iterator<Item = Input> + Send> {
    if paths.is_empty() {
        return Box::new(std::iter::once(Input::Stdin));
    }
    Box::new(paths.into_iter().flat_map(move |path| -> Box<dyn Iterator<Item = Input> + Send> {
        if path == Path::new("-") {
            Box::new(std::iter::once(Input::Stdin))
        } else if path.is_dir() && !archive::is_archive(&path) {
            Box::new(Walk::new(&path, tells_ignored))
        } else {
            Box::new(std::iter::once(file(path, true)))
        }
    }))
}

/// What has changed in a git tree.
pub(super) fn of_changes(changed: Vec<git::Changed>) -> Box<dyn Iterator<Item = Input> + Send> {
    Box::new(changed.into_iter().map(|change| {
        let (name, lines) = (change.path, change.lines);
        match change.content {
            Content::Blob(object) => Input::Blob { name, object, lines },
            Content::File(path) => Input::File { path, name, named: false, lines },
            Content::Submodule => {
                Input::Skipped { name, bytes: 0, why: "it is a submodule: look into it in its own repository" }
            }
        }
    }))
}

fn file(path: PathBuf, named: bool) -> Input {
    let name = path.to_string_lossy().into_owned();
    Input::File { path, name, named, lines: None }
}

/// A directory's files, those that are ignored told of as skipped: two walks side by side, of all files and of those
/// that ignore files leave.
struct Walk {
    wanted: std::iter::Peekable<ignore::Walk>,
    all: Option<ignore::Walk>,
    folder: String,
}

impl Walk {
    fn new(folder: &Path, tells_ignored: bool) -> Self {
        let walk = |standard: bool| {
            let mut walk = ignore::WalkBuilder::new(folder);
            walk.standard_filters(standard).hidden(false).require_git(false).sort_by_file_name(Ord::cmp);
            walk.filter_entry(|entry| entry.file_name() != ".git");
            if standard {
                walk.add_custom_ignore_filename(".inkwashignore");
            }
            walk.build()
        };
        let all = tells_ignored.then(|| walk(false));
        Self { wanted: walk(true).peekable(), all, folder: folder.display().to_string() }
    }
}

fn is_file(entry: &ignore::DirEntry) -> bool {
    entry.file_type().is_some_and(|t| t.is_file())
}

impl Iterator for Walk {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        // What is wanted comes up to the next file, or fails.
        while let Some(Ok(entry)) = self.wanted.peek() {
            if is_file(entry) {
                break;
            }
            self.wanted.next();
        }
        if let Some(Err(_)) = self.wanted.peek() {
            let error = self.wanted.next()?.err()?;
            let source = error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into());
            return Some(Input::Failed(Error::io(format!("cannot walk {}", self.folder), source)));
        }
        let next = self.wanted.peek().and_then(|entry| entry.as_ref().ok()).map(ignore::DirEntry::path);
        let Some(all) = &mut self.all else {
            let entry = self.wanted.next()?.ok()?;
            return Some(file(entry.into_path(), false));
        };
        // The walk of what is wanted tells what cannot be read.
        let entry = all.flatten().find(is_file)?;
        if next == Some(entry.path()) {
            self.wanted.next();
            return Some(file(entry.into_path(), false));
        }
        let bytes = entry.metadata().map_or(0, |m| m.len());
        Some(Input::Skipped { name: entry.path().to_string_lossy().into_owned(), bytes, why: IGNORED })
    }
}

/// A file that was opened.
pub(super) enum Opened {
    /// It is read from its beginning to its end; its size.
    Stream(Box<dyn Read>, Option<u64>),
    /// It is read otherwise.
    Parquet,
    /// It is not looked into, for this reason.
    Skipped(&'static str),
}

/// Opens a file, once, and looks at its beginning.
pub(super) fn opened(path: &Path, takes_binary: bool, reading: &Reading, run: &Run) -> Result<Opened, Error> {
    if path.is_dir() {
        return archive::open(path, run).map(|(source, size)| Opened::Stream(source, size));
    }
    let mut file = open(path)?;
    let head = archive::head(path, &mut file, HEAD)?;
    if reading.takes_for_parquet(&head) {
        return Ok(Opened::Parquet);
    }
    if let Some(why) = looks_binary(&head).filter(|_| !takes_binary && !archive::begins(&head)) {
        return Ok(Opened::Skipped(why));
    }
    archive::opened(path, file, head, run).map(|(source, size)| Opened::Stream(source, size))
}

/// The same of what is no file.
pub(super) fn peeked(
    mut source: impl Read + 'static,
    takes_binary: bool,
) -> Result<Result<Box<dyn Read>, &'static str>, Error> {
    let mut head = Vec::new();
    source.by_ref().take(HEAD).read_to_end(&mut head).map_err(|e| Error::io("cannot read git's object", e))?;
    match looks_binary(&head).filter(|_| !takes_binary) {
        Some(why) => Ok(Err(why)),
        None => Ok(Ok(Box::new(Cursor::new(head).chain(source)))),
    }
}
