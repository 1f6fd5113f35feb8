//! The npm package, built, packed, installed into an empty project and tested there.

use std::process::Command;

use crate::python::Tested;
use crate::run::{answers, root, succeeds, target_dir};

/// Everything else is in `bindings/node/scripts/test.mjs`.
pub(crate) fn test() -> Result<Tested, String> {
    if !answers("node", "--version") || !answers("npm", "--version") {
        return Ok(Tested::Lacks("node and npm are not installed (Node 20 or later)".to_owned()));
    }
    let folder = root().join("bindings/node");
    let mut install = Command::new("npm");
    install.current_dir(&folder).args(["ci", "--ignore-scripts", "--prefer-offline", "--loglevel=error"]);
    if !succeeds(&mut install)? {
        return Ok(Tested::Lacks("npm cannot install what the tests need".to_owned()));
    }
    let mut tests = Command::new("node");
    tests.current_dir(&folder).env("CARGO_TARGET_DIR", target_dir()?).arg("scripts/test.mjs");
    Ok(if succeeds(&mut tests)? { Tested::Passed } else { Tested::Failed("a test failed") })
}
