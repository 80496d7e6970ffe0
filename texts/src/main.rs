//! Prints the texts of a language as the published console fetches them, a JSON array of strings: `texts ko`

use std::process::ExitCode;

fn main() -> ExitCode {
    let tag = std::env::args().nth(1).unwrap_or_default();
    let Some(messages) = nse_texts::built_in(&tag) else {
        eprintln!("error: there are no texts in the language {tag:?}");
        return ExitCode::FAILURE;
    };
    println!("{}", nse_texts::json::array(&messages.texts()));
    ExitCode::SUCCESS
}
