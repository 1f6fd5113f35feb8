//! The `inkwash` command.
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(inkwash_cli::run(std::env::args_os()))
}
