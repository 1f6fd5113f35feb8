//! `inkwash-bindgen MODULE.wasm FOLDER`: writes `inkwash.js`, `inkwash.d.ts` and `inkwash_bg.wasm`.

use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [module, folder] = arguments.as_slice() else {
        eprintln!("usage: inkwash-bindgen MODULE.wasm FOLDER");
        return ExitCode::from(2);
    };
    let mut bindgen = Bindgen::new();
    let written = bindgen
        .input_path(module)
        .out_name("inkwash")
        .typescript(true)
        .web(true)
        // Where the module lies is for the TypeScript to say.
        .and_then(|bindgen| bindgen.omit_default_module_path(true).remove_name_section(true).generate(folder));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("inkwash-bindgen: {error:#}");
            ExitCode::FAILURE
        }
    }
}
