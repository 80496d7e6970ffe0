//! When code itself fails: the static page that `index.html` carries is shown in place of the console.
//!
//! In the published build a panic is a trap, which `boot/early.js` answers by the same page: this is for all others.
//! It is drawn by web-sys alone, because after a panic nothing of the console can be relied on.

use wasm_bindgen::JsCast;

/// Draws the failure page at a panic. What went wrong goes to the browser's console by file and line only: a message
/// might hold what the user or the server sent.
pub fn install() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        web_sys::console::error_1(&format!("NSE Console stopped at {place}").into());
        let _ = show();
    }));
}

fn show() -> Option<()> {
    let document = web_sys::window()?.document()?;
    let _ = document.document_element()?.set_attribute("data-code", "off");
    let heading = document
        .query_selector("#failure h1")
        .ok()??
        .dyn_into::<web_sys::HtmlElement>()
        .ok()?;
    heading.focus().ok()
}
