//! What `index.html` draws until the code is there, and how the console takes it over: nothing that was typed, chosen or
//! pressed by then is lost.
//!
//! `src/boot/early.js` says which of it is seen, and keeps a form that was sent too early.

use crate::prelude::*;
use crate::ui::dom::{El, View, el};
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlFormElement, HtmlInputElement};

/// The field of that form, with all that a person or a password manager did to it; a new one where there is none.
pub fn input(name: &str) -> El {
    find(&format!(".early input[name={name}]")).map_or_else(|| el("input"), El::of)
}

/// Sends a form as soon as it is drawn, where the one in its place was sent already.
pub fn send_if_held(form: &El) {
    if find(".early form[data-held]").is_some() {
        let form = form.clone();
        spawn_local(async move {
            let _ = form.as_kind::<HtmlFormElement>().request_submit();
        });
    }
}

/// Draws what takes its place. What had the focus has it again before anything else can happen.
pub fn take_over(draw: impl FnOnce() -> View) -> View {
    let focused = find(".early :focus").and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
    let selected = focused
        .as_ref()
        .map(|input| (input.selection_start(), input.selection_end()));
    let view = draw();
    while let Some(early) = find(".early") {
        early.remove();
    }
    if let (Some(input), Some((Ok(start), Ok(end)))) = (focused, selected) {
        spawn_local(async move {
            let _ = input.focus();
            if let (Some(start), Some(end)) = (start, end) {
                let _ = input.set_selection_range(start, end);
            }
        });
    }
    view
}

fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}
