//! The build for browsers and edge runtimes: the module by cargo, what stands beside it by wasm-bindgen and
//! the scripts of `bindings/node`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::install::NEEDS;
use crate::python::Tested;
use crate::run::{answers, cargo, root, succeeds, target_dir};

const TARGET: &str = "wasm32-unknown-unknown";

/// Where Debian has a compiler that knows the target, and the sources of the standard library.
const DEBIAN: &str = "/usr/bin/rustc";

/// Whether rustup has brought the target's standard library.
fn has_target() -> bool {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let Ok(output) = Command::new(rustc).args(["--print", "target-libdir", "--target", TARGET]).output() else {
        return false;
    };
    output.status.success() && Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir()
}

/// Whether the module can be built.
pub(crate) fn can_build() -> bool {
    let debian = || {
        Path::new(DEBIAN).is_file()
            && Path::new("/usr/lib/rustlib/src/rust/library/std").is_dir()
            && answers("wasm-ld-22", "--version")
    };
    has_target() || debian()
}

/// Cargo, for the target. Without rustup's target by Debian's compiler, which brings the standard library as
/// source alone: it is built with the module.
fn for_target() -> Command {
    let mut build = cargo(["build", "--quiet", "--package", "inkwash-wasm", "--profile", "wasm", "--target", TARGET]);
    if !has_target() {
        build.args(["-Z", "build-std=std,panic_abort"]);
        build.env("RUSTC", DEBIAN).env("RUSTC_BOOTSTRAP", "1");
        build.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "wasm-ld-22");
    }
    build
}

/// The folder of the npm package.
fn package() -> PathBuf {
    root().join("bindings/node")
}

/// The commands `wasm` and `playground`.
pub(crate) fn command(with_playground: bool) -> Result<bool, String> {
    prepared(true)?;
    if with_playground { playground() } else { build() }
}

/// Builds the module and what stands beside it into `bindings/node/dist/wasm`.
fn build() -> Result<bool, String> {
    let target = target_dir()?;
    if !succeeds(&mut for_target())? {
        return Ok(false);
    }
    let tools = target.join("bindgen");
    let mut bindgen = cargo(["run", "--quiet", "--release", "--locked", "--manifest-path"]);
    bindgen.arg(root().join("bindings/wasm/bindgen/Cargo.toml")).env("CARGO_TARGET_DIR", tools);
    bindgen.arg("--").arg(target.join(TARGET).join("wasm/inkwash_wasm.wasm")).arg(package().join(".wasm"));
    if !succeeds(&mut bindgen)? {
        return Ok(false);
    }
    script("wasm.mjs", &[])
}

/// Builds the playground, one page, into `target/playground`.
fn playground() -> Result<bool, String> {
    if !build()? {
        return Ok(false);
    }
    let page = target_dir()?.join("playground/inkwash.html");
    script("playground.mjs", &[&page.display().to_string()])
}

fn script(name: &str, arguments: &[&str]) -> Result<bool, String> {
    let mut node = Command::new("node");
    succeeds(node.current_dir(package()).arg(format!("scripts/{name}")).args(arguments))
}

/// Brings what the build stands on, with what is missing on the system if `install`; else what it lacks.
fn prepared(install: bool) -> Result<(), String> {
    if !answers("node", "--version") || !answers("npm", "--version") {
        return Err("node and npm are not installed (Node 20 or later)".to_owned());
    }
    NEEDS.iter().find(|need| need.suite == "wasm").map_or(Ok(()), |need| need.meet(install))?;
    let mut npm = Command::new("npm");
    npm.current_dir(package()).args(["ci", "--ignore-scripts", "--prefer-offline", "--loglevel=error"]);
    if succeeds(&mut npm)? { Ok(()) } else { Err("npm cannot install what the scripts stand on".to_owned()) }
}

/// The module in Node, and the playground in Chromium.
pub(crate) fn test(install: bool) -> Result<Tested, String> {
    if let Err(lack) = prepared(install) {
        return Ok(Tested::Lacks(lack));
    }
    if !playground()? {
        return Ok(Tested::Failed("it does not build"));
    }
    let target = target_dir()?.display().to_string();
    Ok(if script("test-wasm.mjs", &[&target])? { Tested::Passed } else { Tested::Failed("a test failed") })
}
