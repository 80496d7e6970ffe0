//! The entry that `boot.js` calls once the code is there.

use wasm_bindgen::prelude::wasm_bindgen;

/// Shows the console in `#app`. `config` is the text of `config.json`, nothing where there is none.
#[wasm_bindgen]
pub fn start(config: Option<String>) {
    nse_console::mount(config);
}

/// Nothing runs by itself: `boot.js` calls [`start`] with what it fetched beside the code.
fn main() {}
