//! Folders that tests work in, and that vanish with them.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

/// An empty folder.
pub struct Folder(TempDir);

impl Folder {
    /// Makes one.
    ///
    /// # Panics
    /// If that is not possible.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "it makes something on the disk")]
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary directory"))
    }

    /// Where it is.
    #[must_use]
    pub fn at(&self) -> &Path {
        self.0.path()
    }

    /// The path of a file in it.
    ///
    /// # Panics
    /// If it is not UTF-8.
    #[must_use]
    pub fn path(&self, name: &str) -> String {
        self.at().join(name).to_str().expect("temporary paths are UTF-8").to_owned()
    }

    /// Writes a file in it, and gives its path back.
    ///
    /// # Panics
    /// If it cannot be written.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, text).expect("a file can be written");
        path
    }
}
