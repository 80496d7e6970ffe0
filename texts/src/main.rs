//! Writes what the published console fetches of the languages into a folder: `texts FOLDER`
//!
//! - `TAG.json`: the texts of a language that is not part of the code, an array of strings;
//! - `boot.json`: what the page says before the console runs and where it does not, an array of arrays, each the tag and
//!   the texts of a language.

use nse_texts::{Locale, json};
use std::fs::write;
use std::io::Error;
use std::path::Path;

fn main() -> Result<(), Error> {
    let folder = std::env::args()
        .nth(1)
        .ok_or_else(|| Error::other("texts FOLDER"))?;
    let folder = Path::new(&folder);
    let mut boot = Vec::new();
    for locale in Locale::ALL {
        let tag = locale.tag();
        let mut row = vec![tag];
        row.extend(locale.page());
        boot.push(json::array(&row));
        if let (Some(messages), false) = (locale.built_in(), *locale == Locale::En) {
            write(
                folder.join(tag).with_extension("json"),
                json::array(&messages.texts()) + "\n",
            )?;
        }
    }
    write(folder.join("boot.json"), format!("[{}]\n", boot.join(",")))
}
